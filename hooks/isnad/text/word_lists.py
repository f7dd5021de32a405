"""The words with which the press writes numbers, and those around numbers: `quantities.toml`, as they are looked up."""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

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


class NumberWord(NamedTuple):
    """What a word says in a number, its value, whether it is Arabic, and what is glued to it: «و», an article."""

    kind: str
    value: Decimal
    arabic: bool
    joined: bool = False
    definite: bool = False


def _words() -> dict[str, NumberWord]:
    """Return what each word of the vocabulary says in a number."""
    found = {}
    for language in ("ar", "fr", "es", "en"):
        for kind, words in VOCABULARY["numbers"][language].items():
            for word, value in words.items():
                for spelling in word.split("|"):
                    found[fold(spelling)] = NumberWord(kind, Decimal(str(value)), language == "ar")
    return found


NUMBER_WORDS = _words()


@lru_cache(REMEMBERED)
def number_word(key: str) -> NumberWord | None:
    """Return what a word says in a number, with «و», a preposition or an article glued to it or not."""
    if known := NUMBER_WORDS.get(key):
        return known
    if not is_arabic(key):
        return None
    bare, joined = (key[1:], True) if key[0] in "وف" else (key, False)
    for article in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك"):
        known = NUMBER_WORDS.get(bare.removeprefix(article)) if bare.startswith(article) else None
        if known and known.arabic and not (known.value == 2 and "ل" in article[-1:] and len(article) > 1):  # Monday
            return known._replace(joined=joined, definite="ل" in article[-1:] and len(article) > 1)
    return None
