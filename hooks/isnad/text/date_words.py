"""The words by which the French and Arabic press dates a count (`dates.toml`), found in a text."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from .cache import kept_thing
from .locale import month_spellings

FOLDED = str.maketrans("àâäáçéèêëîïíôöóùûüúÿñأإٱآىة", "aaaaceeeeiiiooouuuuynااااي\u0647")
LEXICON = Path(__file__).with_name("dates.toml")
# What Arabic glues to a word, the longest first.
GLUED = ("وبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "لل", "ال", "وب", "ول", "وف", "و", "ف", "ب", "ل", "ك")
YEAR_FIRST = r"[0-9]{4}(?P<sign>[/-])[0-9]{1,2}(?P=sign)[0-9]{1,2}(?![0-9])"
DAY_FIRST = r"[0-9]{1,2}(?P<mark>[/.-])[0-9]{1,2}(?P=mark)[0-9]{4}(?![0-9])"
TOKEN = re.compile(rf"{YEAR_FIRST}|{DAY_FIRST}|[0-9]+(?:[.,٬'][0-9]+)*|[^\W\d_]+'?|[^\w\s]")
DOOR = "باب"  # «باب سبتة», and hardly ever «in August» (بآب)
ARABIC = re.compile("[\u0621-\u064a]+")


# What a word does in an expression of a date; `dates.toml` says which words are of each sort.
Sort = StrEnum(
    "Sort",
    """
    LIGHT MONTH MONTH_FIRST HIJRI YEAR_WORD YEARS_WORD MONTH_WORD MONTHS_WORD QUARTER SEASON WEEK PART ORDINAL
    CARDINAL START MIDDLE END FROM TO AND SINCE UNTIL NOW THIS CURRENT LAST BEFORE_LAST PREVIOUS NEXT SAME
    PERIOD_WORD DAY_AGO DAY_WORD WEEKDAY DURING ENDING BALANCE COMPARED AGAINST CHANGE THAN MORE EXCEPT BEFORE_AFTER
    PLANNED PARTICIPLE OWNER ADJECTIVE SPEECH FORTNIGHT RESPECTIVELY RECORD
    """,
)
UNKNOWN: Mapping[Sort, int] = {}
UNKNOWN_PHRASES: Mapping[tuple[str, ...], Mapping[Sort, int]] = {}


def fold(word: str) -> str:
    """Return a normalised word as the lists have it: small, without accents, one seat of hamza; its length is kept."""
    return word.lower().translate(FOLDED)


@cache
def entries() -> Mapping[str, Mapping[tuple[str, ...], Mapping[Sort, int]]]:
    """Return the phrases by their first word, the longest first, with the sorts that a phrase may be of."""
    return kept_thing("words", "dates", _entries)


def _entries() -> Mapping[str, Mapping[tuple[str, ...], Mapping[Sort, int]]]:
    found: dict[str, dict[tuple[str, ...], dict[Sort, int]]] = {}
    for phrase, sort, value in _all():
        words = tuple(token.group() for token in TOKEN.finditer(phrase))
        found.setdefault(words[0], {}).setdefault(words, {}).setdefault(sort, value)
    return {
        first: dict(sorted(phrases.items(), key=lambda phrase: -len(phrase[0]))) for first, phrases in found.items()
    }


def _all() -> Iterator[tuple[str, Sort, int]]:
    for sort, by_value in tomllib.loads(LEXICON.read_text("utf-8")).items():
        for value, phrases in by_value.items():
            number = 0 if value == "words" else int(value)
            yield from ((fold(phrase.strip()), Sort(sort), number) for phrase in phrases.split(","))
    for spelling, month in month_spellings().items():
        yield fold(spelling), Sort.MONTH, month


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for phrases in entries().values() for phrase in phrases for word in phrase)


@lru_cache(2**14)
def stems(word: str) -> tuple[tuple[str, str], ...]:
    """Return what a folded word may be among the words that are known: what is glued to it, and the rest."""
    known = _vocabulary()
    found = [("", word)] if word in known else []
    if ARABIC.match(word):
        found += [
            (glued, word[len(glued) :])
            for glued in GLUED
            if word.startswith(glued) and word[len(glued) :] in known and word != DOOR
        ]
    return tuple(found)


class Word(NamedTuple):
    """A word or phrase of the text: what it may be, with the number it then stands for, and what is glued to it.

    `number` is the value of a number in digits, −1 of any other word.
    """

    text: str
    sorts: Mapping[Sort, int]
    glued: str
    start: int
    end: int
    number: int

    def value(self, sort: Sort) -> int:
        """Return the number that a word of a sort stands for; 0 where it has none, or is not of the sort."""
        return self.sorts.get(sort, 0)

    def is_of(self, *sorts: Sort) -> bool:
        """Return whether the word may be of one of the sorts."""
        return not self.sorts.keys().isdisjoint(sorts)


NOWHERE = Word("", UNKNOWN, "", 0, 0, -1)


def read_words(text: str) -> Iterator[Word]:
    """Yield the words of a folded text; what is known as a phrase is one."""
    tokens = list(TOKEN.finditer(text))
    forms = [stems(token.group()) or (("", token.group()),) for token in tokens]
    at = 0
    while at < len(tokens):
        phrase, glued, sorts = _longest(forms, at)
        name = " ".join(phrase)
        number = int(name) if name.isdecimal() and len(name) <= 4 else -1
        yield Word(name, sorts, glued, tokens[at].start(), tokens[at + len(phrase) - 1].end(), number)
        at += len(phrase)


def _longest(forms: list[tuple[tuple[str, str], ...]], at: int) -> tuple[tuple[str, ...], str, Mapping[Sort, int]]:
    """Return the longest phrase at a word, what is glued to it, and what it may be."""
    best: tuple[tuple[str, ...], str, Mapping[Sort, int]] = ((forms[at][0][1],), "", UNKNOWN)
    for glued, stem in forms[at]:
        for phrase, sorts in entries().get(stem, UNKNOWN_PHRASES).items():
            if len(phrase) < len(best[0]) or (best[2] and len(phrase) == len(best[0])):
                break
            rest = forms[at + 1 : at + len(phrase)]
            if len(rest) == len(phrase) - 1 and all(
                any(word == known for _, known in form) for word, form in zip(phrase[1:], rest, strict=True)
            ):
                best = (phrase, glued, sorts)
                break
    return best
