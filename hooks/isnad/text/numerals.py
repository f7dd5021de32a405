"""Numbers in Arabic and French text, each with its precision words, read on token boundaries.

Reads every spelling the field uses: `78,685`, `48.963`, `4 388`, `٤٣٨٨`, `13,5`, `58%`, `40 ألفا و589`,
`2,3 millions`. The text is expected in the normal form of `evidence.normalise`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Precision(StrEnum):
    """How exactly an article states a value."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    ROUNDED = "rounded"


class Measure(StrEnum):
    """What a unit of measure does to a value: counts things, or says a share of a hundred."""

    COUNT = "count"
    PERCENT = "percent"


ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪", "01234567890123456789%")
# Makes the numbers of a text readable here without moving a character.
SAME_LENGTH = ARABIC_DIGITS | dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
MAGNITUDES = {
    "ألف": 1000, "ألفا": 1000, "آلاف": 1000, "الف": 1000, "mille": 1000,
    "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6, "million": 10**6, "millions": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "ملايير": 10**9, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip

GROUPS = r"[0-9]{1,3}(?P<mark>[ .,٬'])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:[.,٫][0-9]{1,2})?"
GROUPED = re.compile(GROUPS)
GROUPED_FRACTION, GROUP_MARKS = re.compile(r"(?<=[0-9]{3})[.,٫]([0-9]{1,2})$"), re.compile(r"[^0-9]")
WRITTEN = rf"(?:{GROUPS}|[0-9]+(?:[.,٫][0-9]+)?)"
MAGNITUDE = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
# A sign counts only where a word may begin. Arabic glues conjunction, preposition and article to a numeral: و9%, بال14.
BEFORE_NUMBER = r"(?<![^\W_])(?<![0-9][.,])(?:(?<![^\s(«])(?P<sign>[-−+]))?(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)"
# No number goes on in a fraction sign: 5½ is none of ours.
NUMBER = re.compile(rf"{BEFORE_NUMBER}(?P<percent>% ?)?(?P<number>{WRITTEN})(?![0-9]|[.,٬'][0-9]| ?[¼-¾⅐-⅟])")
PERCENT = re.compile(r" ?(?:%|(?:ب|في )ال(?:مائة|مئة)(?!\w)|pour cent(?!\w))", re.IGNORECASE)
TIMES = re.compile(rf" (?P<magnitude>{MAGNITUDE})(?!\w)", re.IGNORECASE)
DIGIT = re.compile("[0-9]")
LONGEST_BEFORE = len("-وبال% ")  # what a match of NUMBER may have before its first digit
REST = re.compile(rf" (?:و ?|et )?(?P<number>{WRITTEN})(?![0-9]|[.,][0-9]|\w)", re.IGNORECASE)

# What words around a number make of it, the first match holding; None: a bound that is no value of ours.
WORDS_BEFORE: tuple[tuple[str, Precision | None], ...] = (
    (r"(?:لا يزيد|لا تزيد|لا يتجاوز|لا يتعدى) (?:عن|على)|لا يتجاوز|لا يتعدى|ليس أكثر من|pas plus de", None),
    (r"(?:ما )?لا يقل عن|على الأقل|au moins|au minimum", Precision.AT_LEAST),
    (r"أقل من|(?:ما )?يقل عن|بين|moins de|jusqu'à|au plus|au maximum|entre", None),
    (r"أكثر من|أزيد من|(?:ما )?يزيد (?:عن|على)|(?:ما )?يفوق|plus de|au-delà de", Precision.MORE_THAN),
    (r"حوالي|نحو|قرابة|زهاء|(?:ما )?يقارب|(?:ما )?يناهز|environ|près de|quelque|autour de|à peu près", Precision.ABOUT),
)
WORDS_AFTER: tuple[tuple[str, Precision | None], ...] = (
    (r"على الأكثر|كحد أقصى|au plus|au maximum|ou moins|أو أقل", None),
    (r"على الأقل|au moins|au minimum|ou plus|أو أكثر|فأكثر", Precision.AT_LEAST),
    (r"تقريبا|environ", Precision.ABOUT),
)
BEFORE = [(re.compile(rf"(?<!\w)[وفبلك]?(?:{words})$", re.IGNORECASE), precision) for words, precision in WORDS_BEFORE]
AFTER = [
    (re.compile(rf"(?: \w+)?[,،]? (?:{words})(?!\w)", re.IGNORECASE), precision) for words, precision in WORDS_AFTER
]

# How far from a number its words are looked for, in characters.
REACH = 60
REACH_BEFORE = 25  # none of the words before a number have more than 14, with what is glued to them
MONTHS = (
    "يناير|فبراير|مارس|أبريل|إبريل|ماي|مايو|يونيو|يوليوز|يوليو|غشت|أغسطس|شتنبر|سبتمبر|أكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
YEAR_WORDS = "عام|لعام|سنة|لسنة|في|بداية|منذ|نهاية|en|fin|année|exercice|l'année|l'exercice|début de"
YEAR = re.compile("(?:19|20)[0-9]{2}")
YEAR_BEFORE = re.compile(rf"(?<!\w)(?:{YEAR_WORDS}|{MONTHS}) ?$", re.IGNORECASE)
DAY_AFTER = re.compile(rf"(?: ?er)? (?:{MONTHS})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text: its value, what it measures, how precisely, and the characters [start, end) it takes."""

    value: Decimal
    measure: Measure
    precision: Precision | None
    start: int
    end: int

    def __str__(self) -> str:
        """Return the value as data files write it."""
        return f"{self.value.normalize():f}{'%' if self.measure is Measure.PERCENT else ''}"


def to_decimal(written: str) -> Decimal:
    """Return the value of one written number, with group marks and a decimal mark of either kind.

    A comma or point before exactly three digits groups thousands, as the field writes it; any other is decimal.
    """
    if written.isdecimal():
        return Decimal(written)
    if GROUPED.fullmatch(written) and not written.startswith("0"):
        whole, _, fraction = GROUPED_FRACTION.sub(r"|\1", written).partition("|")
        return Decimal(GROUP_MARKS.sub("", whole) + (f".{fraction}" if fraction else ""))
    return Decimal(re.sub(r"[ ٬']", "", written).replace(",", ".").replace("٫", "."))


def parse(text: str) -> Iterator[Numeral]:
    """Yield each quantity of a normalised text, in order. Dates and years named as such are not quantities."""
    position = 0
    while found := _next(text, position):
        start, position = found.start(), found.end()
        if _is_date(text, found["number"], found.start("number"), position):
            continue
        value, measure = to_decimal(found["number"]), Measure.COUNT
        if percent := PERCENT.match(text, position):
            measure, position = Measure.PERCENT, percent.end()
        elif found["percent"]:
            measure = Measure.PERCENT
        else:
            value, position = _compound(text, value, position)
        signed = -value if found["sign"] in ("-", "−") else value
        yield Numeral(signed, measure, _precision(text, start, position), start, position)


def numbers(text: str) -> list[Decimal]:
    """Return every number of a normalised text, dates included, in ascending order."""
    found, position = [], 0
    while number := _next(text, position):
        value, position = _compound(text, to_decimal(number["number"]), number.end())
        found.append(value)
    return sorted(found)


def _next(text: str, position: int) -> re.Match[str] | None:
    """Return the first number from a position on; it is looked for only where there is a digit."""
    if digit := DIGIT.search(text, position):
        return NUMBER.search(text, max(position, digit.start() - LONGEST_BEFORE))
    return None


def _compound(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """Return the value and end of a number with the magnitude words behind it, as in `2 millions 300 mille`."""
    if not (times := TIMES.match(text, end)):
        return value, end
    magnitude = MAGNITUDES[times["magnitude"].lower()]
    if rest := REST.match(text, times.end()):
        smaller, rest_end = _compound(text, to_decimal(rest["number"]), rest.end())
        if smaller < magnitude:
            return value * magnitude + smaller, rest_end
    return value * magnitude, times.end()


def _is_date(text: str, written: str, start: int, end: int) -> bool:
    """Return whether a number is a day before its month, or a year after the word or month that announces it."""
    if written.isdigit() and len(written) <= 2 and DAY_AFTER.match(text, end):
        return True
    return bool(YEAR.fullmatch(written) and YEAR_BEFORE.search(text[max(0, start - REACH_BEFORE) : start]))


def _precision(text: str, start: int, end: int) -> Precision | None:
    """Return the precision that the words around a number give it; None where they give none we can state."""
    before, after = text[max(0, start - REACH_BEFORE) : start].rstrip(), text[end : end + REACH]
    for words, precision in BEFORE:
        if words.search(before):
            return precision
    for words, precision in AFTER:
        if words.match(after):
            return precision
    return Precision.EXACT
