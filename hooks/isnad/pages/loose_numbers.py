"""What a loose number is: one that a reader sees, in digits or in words, and that no fact states.

The one place that decides it, for the words of authors (`isnad check`), texts of the data and finished pages (`audit`).
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple

from ..facts.memory import REMEMBERED
from ..facts.model import Exemption, KnowledgeBase
from ..problems import Message, say
from ..text import evidence, numerals
from ..text.languages import Language

DIGITS = re.compile(r"[\d²³¹⁰-⁹₀-₉¼-¾⅐-ↈ①-⓿❶-➓][\w.,/٫٬]*")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
CARDINALS = {
    Language.AR: (
        "ثلاثة?|أربعة?|خمسة?|ستة?|سبعة?|ثماني|ثمانية|تسعة?|عشرة?|عشرون|عشرين|ثلاثون|ثلاثين|أربعون|أربعين|خمسون|خمسين|"
        "ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|عشرات|مائة|مئة|مائتان|مئتان|مائتين|مئتين|مئات|مئتا|مئتي|"
        r"\w*مائة|\w*مئة|ألف|ألفا|ألفان|ألفين|آلاف|مليون|مليوني|مليونا|ملايين"
    ),
    Language.FR: (
        "deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|"
        "cinquante|soixante|quatre-vingts?|cent|cents|mille|dizaines?|douzaines?|centaines?|milliers?|millions?|milliards?"
    ),
}
MAGNITUDES = {
    Language.AR: "ألف|ألفا|آلاف|مليون|ملايين|مليار",
    Language.FR: "mille|cents?|centaines?|milliers?|millions?|milliards?",
}
ANY_CARDINAL = re.compile(rf"(?<!\w)[وفبكل]?(?:{'|'.join(CARDINALS.values())})[ -]", re.IGNORECASE)
EXCERPT = 30  # characters on each side of a number


class Loose(NamedTuple):
    """A loose number: the code and words of its problem, the number as it stands in its text, and where it begins."""

    code: str
    said: Message
    number: str
    at: int


def may_hold(text: str) -> bool:
    """Return whether a text has a digit or a number in words: all others need not be asked of any facts."""
    return bool(DIGITS.search(text) or ANY_CARDINAL.search(evidence.normalise(text)))


@lru_cache(REMEMBERED)
def exempt(kb: KnowledgeBase, page: str) -> list[Exemption]:
    """Return the exceptions of data/exceptions.yaml for a page, by its path in `docs/`."""
    return [exemption for exemption in kb.exceptions.values() if _applies(exemption, page)]


def _applies(exemption: Exemption, page: str) -> bool:
    path = PurePosixPath(page)
    patterns = (pattern for pattern in exemption.pages if pattern.count("/") == page.count("/"))
    return "all" in exemption.pages or any(map(path.match, patterns))


def loose_numbers(
    kb: KnowledgeBase, text: str, language: Language, exemptions: Iterable[Exemption] = ()
) -> Iterator[Loose]:
    """Yield each number, in digits or in words, that a text shows and no fact stands behind, whole and once."""
    for exemption in exemptions:
        text = text.replace(exemption.text, " " * len(exemption.text))
    if _has_numbers(kb, text, language):
        for start, end, value in _in_digits(text):
            number = text[start:end]
            shown, mend = _excerpt(text, start, end), _mend(kb, number, value)
            yield Loose("NUMBER-LOOSE", say("number-loose", number=number, text=shown, mend=mend), number, start)
        for words, start in _in_words(kb, text, language):
            yield Loose("NUMBER-SPELLED", say("number-spelled", words=words), words, start)


@lru_cache(10_000)  # the words of menus, headings and notes stand on many pages
def _has_numbers(kb: KnowledgeBase, text: str, language: Language) -> bool:
    return bool(DIGITS.search(text)) or any(_in_words(kb, text, language))


def _in_digits(text: str) -> Iterator[tuple[int, int, Decimal | None]]:
    """Yield where numbers in digits begin and end, and their values; one in groups, such as `18 645`, is one number."""
    wholes = list(numerals.parse(text.translate(numerals.SAME_LENGTH)))
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


def _in_words(kb: KnowledgeBase, text: str, language: Language) -> Iterator[tuple[str, int]]:
    """Yield each spelled-out cardinal before an indicator's unit or a magnitude word, and where it begins."""
    normal = evidence.normalise(text)
    for found in _cardinal_before(kb, language).finditer(normal):
        words = [word.start() for word in re.finditer(r"\S+", text)]
        before = words[min(normal.count(" ", 0, found.start()), len(words) - 1)]
        yield found.group(), max(before, text.find(found.group().split()[0], before))


@lru_cache(REMEMBERED)
def _cardinal_before(kb: KnowledgeBase, language: Language) -> re.Pattern[str]:
    """Return the pattern of a cardinal in words before the noun of a unit, or before a magnitude word."""
    used = {indicator.unit for indicator in kb.indicators.values()} | {"source"}
    forms = {form.split()[-1] for unit in used if unit in kb.units for form in kb.units[unit].forms[language].values()}
    units = "|".join(sorted(forms))
    cardinal = rf"(?<!\w)[وفبكل]?(?:{CARDINALS[language]})"
    noun = rf"(?:de |d')?(?:من )?(?:ال)?(?:{units}|{MAGNITUDES[language]})"
    return re.compile(rf"{cardinal}[ -]{noun}(?!\w)", re.IGNORECASE)


def _mend(kb: KnowledgeBase, number: str, value: Decimal | None) -> Message:
    """Return the macro that most likely says a number that was typed by hand."""
    if same := [each.id for each in kb.observations.values() if each.value == value]:
        return say("use-figure", id=same[0])
    if YEAR.fullmatch(number):
        return say("use-date", year=number)
    return say("use-macro")


def _excerpt(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - EXCERPT) : end + EXCERPT].split())
