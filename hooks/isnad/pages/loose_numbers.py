"""What a loose number is: one that a reader sees, in digits or in words, and that no fact states.

The one place that decides it, for the words of authors (`isnad check`), texts of the data and finished pages (`audit`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple

from ..facts.model import EntityKind, Exemption, KnowledgeBase, Unit
from ..facts.tables import REMEMBERED, index
from ..problems import Message, say
from ..text import evidence, quantities
from ..text.cache import remembered
from ..text.languages import Language
from ..text.signs import with_digits

DIGITS = re.compile(r"[\d²³¹⁰-⁹₀-₉¼-¾⅐-ↈ①-⓿❶-➓][\w.,/٫٬]*")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# Letters that are read as digits: lOOO, اا, and Roman numerals but those of a sovereign or a pope, which follow a name.
LETTERS = re.compile(
    r"\b(?:[lI]O+|اا+ه*|(?=[MDCLXVI]{3,}\b)M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))\b"
)
NAMED = re.compile(r"[A-ZÀ-Þ][\w-]+[ \u00a0\u202f]$")
NOUN = re.compile(r"[ -](?:de |d')?(?:من )?(?:ال)?(?P<noun>\w+)", re.IGNORECASE)  # what a number counts
FEW = 4  # articles that a sentence may speak of: «deux articles» is no count of all
EXCERPT = 30  # characters on each side of a number


class Loose(NamedTuple):
    """A loose number: the code and words of its problem, the number as it stands in its text, and where it begins."""

    code: str
    said: Message
    number: str
    at: int


@remembered
def may_hold(text: str) -> bool:
    """Return whether a text has a digit or a number in words: all others need not be asked of any facts."""
    return _has_digits(text) or bool(quantities.parse(evidence.normalise(text)))


def _has_digits(text: str) -> bool:
    return bool(DIGITS.search(text) or LETTERS.search(text)) or with_digits(text) != text


@lru_cache(REMEMBERED)
def exempt(kb: KnowledgeBase, page: str) -> list[Exemption]:
    """Return the exceptions of data/exceptions.yaml for a page, by its path in `docs/`."""
    return [exemption for exemption in kb.exceptions.values() if _applies(exemption, page)]


def _applies(exemption: Exemption, page: str) -> bool:
    path = PurePosixPath(page)
    patterns = (pattern for pattern in exemption.pages if pattern.count("/") == page.count("/"))
    return "all" in exemption.pages or any(map(path.match, patterns))


def loose_numbers(
    kb: KnowledgeBase, text: str, language: Language, exemptions: Iterable[Exemption] = (), takes_macros: bool = True
) -> Iterator[Loose]:
    """Yield each number, in digits or in words, that a text shows and no fact stands behind, whole and once.

    A text that `takes_macros` is mended by one; one of YAML leaves the number out.
    """
    for known in (*_outlets(kb), *(exemption.text for exemption in exemptions)):
        text = text.replace(known, " " * len(known))
    if may_hold(text) and (_has_digits(text) or any(_in_words(kb, text, language))):
        for start, end, value in (*_in_digits(with_digits(text)), *_in_letters(text)):
            number = text[start:end]
            shown = " ".join(text[max(0, start - EXCERPT) : end + EXCERPT].split())
            mend = _mend(kb, number, value) if takes_macros else say("use-words")
            yield Loose("NUMBER-LOOSE", say("number-loose", number=number, text=shown, mend=mend), number, start)
        for words, start in _in_words(kb, text, language):
            mend = say("use-macro-or-words") if takes_macros else say("use-words")
            yield Loose("NUMBER-SPELLED", say("number-spelled", words=words, mend=mend), words, start)


@lru_cache(REMEMBERED)
def _outlets(kb: KnowledgeBase) -> tuple[str, ...]:
    """Return the names of outlets that have a digit, such as H24info."""
    outlets = (entity for entity in kb.entities.values() if entity.kind is EntityKind.OUTLET)
    return tuple(name for outlet in outlets for name in (outlet.name.ar, outlet.name.fr) if DIGITS.search(name))


def _in_digits(text: str) -> Iterator[tuple[int, int, Decimal | None]]:
    """Yield where numbers in digits begin and end, and their values; one in groups, such as `18 645`, is one number."""
    wholes = list(quantities.parse(text.translate(quantities.SAME_LENGTH)))
    last: tuple[int, int, Decimal | None] | None = None
    for run in DIGITS.finditer(text):
        start, end = run.start(), run.start() + len(run.group().rstrip(".,/٫٬"))
        before = bisect_right(wholes, start, key=attrgetter("start"))
        whole = wholes[before - 1] if before and start < wholes[before - 1].end else None
        if last and whole and whole.start <= last[0]:
            last = last[0], end, last[2]
            continue
        if last:
            yield last
        last = start, end, whole.value if whole else None
    if last:
        yield last


def _in_letters(text: str) -> Iterator[tuple[int, int, None]]:
    """Yield where letters that are read as digits begin and end."""
    for found in LETTERS.finditer(text):
        if not NAMED.search(text, 0, found.start()):
            yield *found.span(), None


def _in_words(kb: KnowledgeBase, text: str, language: Language) -> Iterator[tuple[str, int]]:
    """Yield each number in words that is made of several, or counts an indicator's unit, and where it begins."""
    normal, few = evidence.normalise(text), _nouns(kb)[language]
    many = few | _forms([kb.units[unit] for unit in ("source",) if unit in kb.units], language)
    for found in quantities.parse(normal):
        if found.in_digits:
            continue
        words, noun = normal[found.start : found.end], NOUN.match(normal, found.end)
        counts = noun and noun["noun"].casefold() in (few if (found.value or 0) <= FEW else many)
        large = (
            " " in words.removeprefix("des ")
            and not words.lower().startswith(("un ", "une "))
            and (found.value or 100) >= 100
        )
        if counts or large:
            starts = [word.start() for word in re.finditer(r"\S+", text)]
            before = starts[min(normal.count(" ", 0, found.start), len(starts) - 1)]
            spelled = words + (noun.group() if noun and counts else "")
            yield spelled, max(before, text.find(words.split()[0], before))


@index
def _nouns(kb: KnowledgeBase) -> Mapping[str, frozenset[str]]:
    """Return the nouns of the units of indicators in each language, in all their forms."""
    units = [kb.units[unit] for unit in {indicator.unit for indicator in kb.indicators.values()} if unit in kb.units]
    return {language: _forms(units, language) for language in Language}


def _forms(units: Iterable[Unit], language: Language) -> frozenset[str]:
    return frozenset(form.split()[-1].casefold() for unit in units for form in unit.forms[language].values())


def _mend(kb: KnowledgeBase, number: str, value: Decimal | None) -> Message:
    """Return the macro that most likely says a number that was typed by hand."""
    if same := [each.id for each in kb.observations.values() if each.value == value]:
        return say("use-figure", id=same[0])
    if YEAR.fullmatch(number):
        return say("use-date", year=number)
    return say("use-macro")
