"""What is said of one record on many pages, made once for a knowledge base and a language, and remembered.

Each knowledge base has a memory of its own, emptied when it is full: pages about the same records follow each other.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from ..text.languages import Language
from .model import KnowledgeBase

REMEMBERED = 4  # knowledge bases: a server reads a new one after each edit
MOST = 60_000  # things remembered of each
P = ParamSpec("P")
R = TypeVar("R")
Thing = TypeVar("Thing")


class Speaker(Protocol):
    """What knows a knowledge base and the language to speak."""

    kb: KnowledgeBase
    language: Language


S = TypeVar("S", bound=Speaker)


def remembered(make: Callable[Concatenate[S, R, P], Thing]) -> Callable[Concatenate[S, R, P], Thing]:
    """Return a function that makes something of a record once; it depends on nothing else but its further arguments."""

    @wraps(make)
    def kept(speaker: S, record: R, /, *args: P.args, **kwargs: P.kwargs) -> Thing:
        memory = memory_of(speaker.kb)
        key = (make, speaker.language, id(record), args, tuple(kwargs.items()))
        if key not in memory:
            made = make(speaker, record, *args, **kwargs)
            remember(memory, key, (record, made))  # with the record, whose id stays its own
        found: Thing = memory[key][1]
        return found

    return kept


def remember(memory: dict[Any, Any], key: object, thing: object) -> None:
    """Add something to a memory, which is emptied first if it is full."""
    if len(memory) >= MOST:
        memory.clear()
    memory[key] = thing


@lru_cache(REMEMBERED)
def memory_of(_kb: KnowledgeBase) -> dict[Any, Any]:
    """Return what is remembered of a knowledge base: at first nothing."""
    return {}
