"""Reference periods: how one lies to another, and the words by which an article states one."""

import datetime as dt
import re
from enum import StrEnum

from . import evidence
from .locale import month_names
from .model import Period
from .record import NOT_GIVEN, Language

FIRST_MONTHS = {
    Language.AR: ("", "", "الشهرين", "الثلاثة", "الأربعة", "الخمسة", "الستة", "السبعة", "الثمانية", "التسعة", "العشرة"),
    Language.FR: ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
}
WHOLE_YEAR = {
    Language.AR: r"(?:عام|العام|سنة|لسنة|لعام|خلال) {year}",
    Language.FR: r"(?:en|année|exercice|l'année|l'exercice|l'an) {year}",
}
SINCE = {Language.AR: r"منذ|ابتداء من|انطلاقا من", Language.FR: r"depuis|à compter de|à partir de"}
PART_OF_YEAR = {
    Language.AR: r"الأشهر \w+ الأولى|الشهرين الأولين|النصف الأول|النصف الثاني|الربع|الفصل",
    Language.FR: r"premiers mois|premier semestre|second semestre|deuxième semestre|trimestre",
}


class Kind(StrEnum):
    """The kind of a period; only periods of one kind, and of the same months, can be compared."""

    FULL_YEAR = "full-year"
    PART_OF_YEAR = "part-of-year"
    OTHER = "other"
    OPEN = "open"


def kind(period: Period) -> Kind:
    """Return the kind of a period."""
    if period.end is NOT_GIVEN:
        return Kind.OPEN
    if period.is_full_year:
        return Kind.FULL_YEAR
    return Kind.PART_OF_YEAR if period.start.year == period.end.year else Kind.OTHER


def same_kind(one: Period, other: Period) -> bool:
    """Return whether two periods are the same part of a year, whichever year."""
    if NOT_GIVEN in (one.end, other.end) or kind(one) is not kind(other):
        return False
    return _days(one) == _days(other)


def _days(period: Period) -> tuple[int, int, int, int, int]:
    end = period.end
    assert end is not NOT_GIVEN
    return period.start.month, period.start.day, end.month, end.day, end.year - period.start.year


def nested(inner: Period, outer: Period) -> bool:
    """Return whether one period lies wholly inside another, longer one; False where an end is not given."""
    if inner.end is NOT_GIVEN or outer.end is NOT_GIVEN:
        return False
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and (inner.start, inner.end) != (outer.start, outer.end)


def missing_words(period: Period, quotes: list[str], language: Language) -> str | None:
    """Return in words what the quotes of a stated period lack, or None where they state it."""
    text = " … ".join(map(evidence.normalise, quotes))
    if period.end is NOT_GIVEN:
        return None if _says(SINCE, language, text) else f"a word such as «{_example(SINCE, language)}»"
    if period.is_full_year:
        return _missing_of_year(period, language, text)
    return _missing_of_part(period.start, period.end, language, text)


def _missing_of_year(period: Period, language: Language, text: str) -> str | None:
    if _says(SINCE, language, text) or _says(PART_OF_YEAR, language, text):
        return "a whole year: they name a part of one"
    whole = WHOLE_YEAR[language].format(year=period.start.year)
    return None if re.search(whole, text, re.IGNORECASE) else f"the year as a whole, such as «{_readable(whole)}»"


def _missing_of_part(start: dt.date, end: dt.date, language: Language, text: str) -> str | None:
    """Return what the quotes lack of `the first nine months`, or of the names of the months."""
    words = FIRST_MONTHS[language]
    number = words[end.month] if start.month == 1 and end.month < len(words) else ""
    first = {Language.AR: rf"الأشهر {number} الأولى", Language.FR: rf"(?:{number}|{end.month}) premiers mois"}
    if number and re.search(first[language], text):
        return None
    missing = [
        names[0] for month in (start.month, end.month) if not _named(names := month_names(month, language), text)
    ]
    return f"the month «{missing[0]}»" if missing else None


def _named(names: list[str], text: str) -> bool:
    return any(re.search(rf"(?<!\w){name}(?!\w)", text, re.IGNORECASE) for name in names)


def _says(words: dict[Language, str], language: Language, text: str) -> bool:
    return bool(re.search(rf"(?<!\w)[وف]?(?:{words[language]})(?!\w)", text, re.IGNORECASE))


def _example(words: dict[Language, str], language: Language) -> str:
    return words[language].split("|")[0]


def _readable(pattern: str) -> str:
    return re.sub(r"\(\?:([^|]*)\|[^)]*\)", r"\1", pattern)
