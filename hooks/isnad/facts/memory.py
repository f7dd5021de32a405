"""What is said of one record on many pages, made once for a knowledge base and a language, and remembered.

Each knowledge base has a memory of its own, emptied when it is full: pages about the same records follow each other.
"""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Concatenate, Generic, NamedTuple, ParamSpec, Protocol, TypeVar

from ..text.cache import kept_thing
from ..text.languages import Language
from .model import KnowledgeBase
from .tables import REMEMBERED, Asked, answers, asking, note

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
        key = (make, speaker.language, id(record), args, tuple(kwargs.items()))
        # With the record, whose id stays its own.
        return once(speaker.kb, key, lambda: (record, make(speaker, record, *args, **kwargs)))[1]

    return kept


def once(kb: KnowledgeBase, key: object, make: Callable[[], Thing]) -> Thing:
    """Return what is made of a knowledge base once for a key; whoever asks for it depends on all that it looked up."""
    memory = memory_of(kb)
    if key not in memory:
        remember(memory, key, asking(make))
    made, asked = memory[key]
    note(asked)
    found: Thing = made
    return found


def rest_of(kb: KnowledgeBase) -> str:
    """Return a hash of all that a knowledge base says beside facts: each page may depend on it."""
    return once(kb, rest_of, lambda: hashlib.blake2b(kb.rest().encode(), digest_size=20).hexdigest())


class Traced(NamedTuple, Generic[Thing]):
    """Something that was made of a knowledge base, what was looked up for it, and a hash of the answers."""

    thing: Thing
    asked: list[Asked]
    answers: bytes


def kept_of(
    kb: KnowledgeBase, kind: str, inputs: str, make: Callable[[], Thing], is_sound: Callable[[Thing], bool]
) -> Thing:
    """Return what `make` makes of some inputs and a knowledge base, from the cache where it was sound and would be made
    of the same facts and the same rest again.
    """

    def traced() -> Traced[Thing]:
        made, asked = asking(make)
        return Traced(made, order := sorted(asked), answers(kb, order))

    def is_still(found: Traced[Thing]) -> bool:
        return is_sound(found.thing) and answers(kb, found.asked) == found.answers

    found = kept_thing(kind, f"{rest_of(kb)}\n{inputs}", traced, is_still)
    note(found.asked)
    return found.thing


def remember(memory: dict[Any, Any], key: object, thing: object) -> None:
    """Add something to a memory, which is emptied first if it is full."""
    if len(memory) >= MOST:
        memory.clear()
    memory[key] = thing


@lru_cache(REMEMBERED)
def memory_of(_kb: KnowledgeBase) -> dict[Any, Any]:
    """Return what is remembered of a knowledge base: at first nothing."""
    return {}
