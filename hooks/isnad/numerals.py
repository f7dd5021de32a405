"""Numbers in Arabic and French text, each with its precision words, read on token boundaries.

Reads every spelling the field uses: `78,685`, `48.963`, `4 388`, `٤٣٨٨`, `13,5`, `58%`, `40 ألفا و589`,
`2,3 millions`. The text is expected in the normal form of `evidence.normalise`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .model import Measure, Precision

ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪", "01234567890123456789%")
GROUPS = r"[0-9]{1,3}(?P<mark>[ .,٬'])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?:[.,٫][0-9]{1,2})?"
PLAIN = r"[0-9]+(?:[.,٫][0-9]+)?"
MAGNITUDES = {
    "ألف": 1000, "ألفا": 1000, "آلاف": 1000, "الف": 1000, "ألفًا": 1000, "mille": 1000,
    "مليون": 10**6, "مليونا": 10**6, "ملايين": 10**6, "million": 10**6, "millions": 10**6,
    "مليار": 10**9, "مليارا": 10**9, "ملايير": 10**9, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip
MAGNITUDE = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
# A conjunction or preposition may be glued to an Arabic numeral: و9%, ب14.
NUMBER = re.compile(rf"(?<![^\W_])(?<![0-9][.,])(?P<glued>[وفبكل]?)(?P<number>{GROUPS}|{PLAIN})(?![0-9]|[.,٬'][0-9])")
AFTER = re.compile(rf" ?(?P<percent>%|في المائة|في المئة|بالمائة|pour cent)| (?P<magnitude>{MAGNITUDE})(?!\w)")
REST = re.compile(rf" (?:و ?|et )?(?P<rest>{GROUPS}|{PLAIN})(?![0-9]|[.,][0-9]|\w)")

BEFORE_WORDS = {
    Precision.ABOUT: "حوالي|نحو|قرابة|زهاء|ما يقارب|ما يناهز|environ|près de|quelque|autour de|à peu près",
    Precision.MORE_THAN: "أكثر من|أزيد من|ما يزيد عن|ما يزيد على|ما يفوق|plus de|au-delà de",
    Precision.AT_LEAST: "ما لا يقل عن|على الأقل|au moins|au minimum",
}
AFTER_WORDS = {
    Precision.ABOUT: "تقريبا|environ",
    Precision.AT_LEAST: "على الأقل|au moins|au minimum",
}
# Words that bound a number from above have no precision of ours: a quote with them cannot state a value.
UNREADABLE = re.compile(r"(?<!\w)(?:أقل من|ما يقل عن|بين|moins de|jusqu'à|au plus|entre)$", re.IGNORECASE)

MONTHS = (
    "يناير|فبراير|مارس|أبريل|إبريل|ماي|مايو|يونيو|يوليوز|يوليو|غشت|أغسطس|شتنبر|سبتمبر|أكتوبر|نونبر|نوفمبر|دجنبر|ديسمبر|"
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
)
YEAR_BEFORE = re.compile(
    rf"(?<!\w)(?:عام|لعام|سنة|لسنة|في|بداية|منذ|نهاية|en|fin|année|exercice|l'année|l'exercice|début de|{MONTHS}) ?$",
    re.IGNORECASE,
)
DAY_AFTER = re.compile(rf" (?:er )?(?:{MONTHS})(?!\w)")


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
        return f"{self.value}{'%' if self.measure is Measure.PERCENT else ''}"


def to_decimal(written: str) -> Decimal:
    """Return the value of one written number, with group marks and a decimal mark of either kind.

    A comma or point before exactly three digits groups thousands, as the field writes it; any other is decimal.
    """
    grouped = re.fullmatch(GROUPS, written)
    if grouped and not written.startswith("0"):
        whole, fraction = re.fullmatch(r"(.*[0-9]{3})(?:[.,٫]([0-9]{1,2}))?", written).groups()  # type: ignore[union-attr]
        return Decimal(re.sub(r"[^0-9]", "", whole) + (f".{fraction}" if fraction else ""))
    return Decimal(re.sub(r"[,٫]", ".", written))


def parse(text: str) -> Iterator[Numeral]:
    """Yield each quantity of a normalised text, in order. Dates and years named as such are not quantities."""
    position = 0
    while found := NUMBER.search(text, position):
        start, end = found.start("number"), found.end()
        value, measure = to_decimal(found["number"]), Measure.COUNT
        if after := AFTER.match(text, end):
            value, measure, end = _extend(text, value, after)
        position = end
        if not _is_date(text, found["number"], start, end):
            yield Numeral(value, measure, _precision(text, start, end), start, end)


def _extend(text: str, value: Decimal, after: re.Match[str]) -> tuple[Decimal, Measure, int]:
    """Return value, measure and end of a number that a percent sign or a magnitude word follows."""
    if after["percent"]:
        return value, Measure.PERCENT, after.end()
    magnitude = MAGNITUDES[after["magnitude"]]
    rest = REST.match(text, after.end())
    if rest and to_decimal(rest["rest"]) < magnitude:
        return value * magnitude + to_decimal(rest["rest"]), Measure.COUNT, rest.end()
    return value * magnitude, Measure.COUNT, after.end()


def _is_date(text: str, written: str, start: int, end: int) -> bool:
    """Return whether a number is a day before its month, or a year after the word or month that announces it."""
    if written.isdigit() and len(written) <= 2 and DAY_AFTER.match(text, end):
        return True
    return bool(re.fullmatch(r"(?:19|20)[0-9]{2}", written) and YEAR_BEFORE.search(text, 0, start))


def _precision(text: str, start: int, end: int) -> Precision | None:
    """Return the precision that the words around a number give it; None where they give none we can state."""
    if UNREADABLE.search(text[:start].rstrip()):
        return None
    for precision, words in BEFORE_WORDS.items():
        if re.search(rf"(?<!\w)[وفب]?(?:{words})$", text[:start].rstrip(), re.IGNORECASE):
            return precision
    for precision, words in AFTER_WORDS.items():
        if re.match(rf"(?: \w+)?,? (?:{words})(?!\w)", text[end:]):
            return precision
    return Precision.EXACT
