"""What a contributor types: check, diff, new, why, format."""

from .main import main

__all__ = ["main"]
