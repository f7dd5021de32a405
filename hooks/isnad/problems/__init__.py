"""What is wrong, where, and what would be right, in three languages."""

from .messages import Message, Tongue, say
from .problem import Mark, Problem, gathered, hint, nearest

__all__ = ["Mark", "Message", "Problem", "Tongue", "gathered", "hint", "nearest", "say"]
