"""The words with which the press writes numbers, and those around numbers: `quantities.toml`, as they are looked up."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .cache import kept_thing

VOCABULARY: Mapping[str, Any] = kept_thing(
    "words", "quantities", lambda: tomllib.loads(Path(__file__).with_name("quantities.toml").read_text("utf-8"))
)
FOLDED = dict(zip(map(ord, "أإآٱؤئىة’"), "ااااوييه'", strict=True)) | dict.fromkeys(map(ord, "ـًٌٍَُِّْ"))
REMEMBERED = 2**15


@lru_cache(REMEMBERED)
def fold(word: str) -> str:
    """Return a word as the vocabulary is looked up: without case, tatweel and tashkeel, one seat of hamza for all."""
    return word.casefold().translate(FOLDED)


def is_arabic(key: str) -> bool:
    """Return whether a word is written in Arabic letters."""
    return "ء" <= key[:1] <= "ي"


def listed(*path: str) -> frozenset[str]:
    """Return the words of a list of the vocabulary, in all their forms, as they are looked up."""
    words: Any = VOCABULARY
    for name in path:
        words = words[name]
    return frozenset(fold(form) for word in words for form in word.split("|"))


def lists(section: str, *names: str) -> Iterator[frozenset[str]]:
    """Yield some lists of a section of the vocabulary."""
    return (listed(section, name) for name in names)
