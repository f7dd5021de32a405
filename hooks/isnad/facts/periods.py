"""Reference periods: how one lies to another, and the words by which an article states one."""

import datetime as dt
import re
from enum import StrEnum
from functools import lru_cache

from ..problems import Message, say
from ..text import evidence
from ..text.languages import Language
from ..text.locale import month_names
from .model import Period
from .record import NOT_GIVEN

MONTH_COUNTS = {
    Language.AR: ("", "", "شهرين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة", ""),
    Language.FR: ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
}
# «the first … months»; the count stands for {count}, in words or digits.
FIRST_MONTHS = {
    Language.AR: r"(?:الأشهر|الشهور) ال{count} الأولى|ال{count} (?:أشهر|شهور) الأولى|الشهرين الأولين",
    Language.FR: r"{count} premiers mois",
}
FIRST_HALF = {Language.AR: "النصف الأول|الأسدس الأول|الشطر الأول", Language.FR: "premier semestre|première moitié"}
WHOLE_YEAR = {
    Language.AR: r"(?:عام|العام|سنة|لسنة|لعام|خلال) {year}",
    Language.FR: r"(?:en|année|exercice|l'année|l'exercice|l'an) {year}(?! \w+s\b)",
}
SINCE = {Language.AR: "منذ|ابتداء من|انطلاقا من", Language.FR: "depuis|à compter de|à partir de"}
# What makes a year named in a quote less than the whole of it.
PART_OF_YEAR = {
    Language.AR: (
        r"أشهر|شهور|الأشهر|الشهور|شهرين|الشهرين|النصف|نصف|الأسدس|أسدس|الشطر|الربع|ربع|الفصل|بداية|مطلع|مستهل|نهاية|أواخر|"
        r"أوائل|منتصف|متم|حتى|غاية|بين"
    ),
    Language.FR: r"mois|semestre|trimestre|moitié|fin|début|mi-?année|milieu|jusqu'en|jusqu'à|entre|premiers|derniers",
}


REMEMBERED = 1000  # expressions


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
    return part_of_year(one) == part_of_year(other)


def part_of_year(period: Period) -> str:
    """Return the days between which a period lies, in any year: `01-01/09-end`, or `07-01/06-end+1` into the next one.

    The last day of a month is its end, leap year or not; nothing is returned for a period without end.
    """
    if period.end is NOT_GIVEN:
        return ""
    end, years = period.end, period.end.year - period.start.year
    last = "end" if _ends_month(end) else f"{end:%d}"
    return f"{period.start:%m-%d}/{end:%m}-{last}" + (f"+{years}" if years else "")


def is_whole_months(period: Period) -> bool:
    """Return whether a period begins with a month and ends with one; False where its end is not given."""
    return period.end is not NOT_GIVEN and period.start.day == 1 and _ends_month(period.end)


def after(period: Period) -> dt.date:
    """Return the first day after a period; after one whose end is not given, the first of the next year at most."""
    return dt.date(period.start.year + 1, 1, 1) if period.end is NOT_GIVEN else period.end + dt.timedelta(days=1)


def last_year(period: Period) -> int:
    """Return the last year that a period is known to touch."""
    return period.start.year if period.end is NOT_GIVEN else period.end.year


def _ends_month(day: dt.date) -> bool:
    return (day + dt.timedelta(days=1)).day == 1


def nested(inner: Period, outer: Period) -> bool:
    """Return whether one period lies wholly inside another, longer one; False where an end is not given."""
    if inner.end is NOT_GIVEN or outer.end is NOT_GIVEN:
        return False
    inside = outer.start <= inner.start and inner.end <= outer.end
    return inside and (inner.start, inner.end) != (outer.start, outer.end)


def missing_words(period: Period, quotes: list[str], language: Language) -> Message | None:
    """Return in words what the quotes of a stated period lack, or None where they state it."""
    text = " … ".join(map(evidence.normalise, quotes))
    if period.end is NOT_GIVEN:
        return None if _says(SINCE, language, text) else say("missing-since", word=_example(SINCE, language))
    if period.is_full_year:
        return _missing_of_year(period, language, text)
    return _missing_of_part(period.start, period.end, language, text)


def _missing_of_year(period: Period, language: Language, text: str) -> Message | None:
    if _says(SINCE, language, text) or _says(PART_OF_YEAR, language, text):
        return say("missing-whole-year")
    whole = WHOLE_YEAR[language].format(year=period.start.year)
    return None if re.search(whole, text, re.IGNORECASE) else say("missing-year", words=_readable(whole))


def _missing_of_part(start: dt.date, end: dt.date, language: Language, text: str) -> Message | None:
    """Return what the quotes lack of `the first nine months`, or of the names of the months."""
    if start.day == 1 and start.month == 1 and start.year == end.year and _ends_month(end):
        counts = filter(None, (MONTH_COUNTS[language][end.month] if end.month < 12 else "", str(end.month)))
        if _says_count(language, "|".join(counts), text) or (end.month == 6 and _says(FIRST_HALF, language, text)):
            return None
    bounds = [month_names(month, language) for month in (start.month, end.month)]
    return next((say("missing-month", month=names[0]) for names in bounds if not _named(names, text)), None)


def _says_count(language: Language, count: str, text: str) -> bool:
    """Return whether a text says «the first n months», n in words or digits."""
    pattern = FIRST_MONTHS[language].replace("{count}", f"(?:{count})")
    if "شهرين" not in count:
        pattern = pattern.replace("|الشهرين الأولين", "")
    return _says({language: pattern}, language, text)


def _named(names: list[str], text: str) -> bool:
    return any(_said(name).search(text) for name in names)


def _says(words: dict[Language, str], language: Language, text: str) -> bool:
    return _said(words[language]).search(text) is not None


@lru_cache(REMEMBERED)
def _said(words: str) -> re.Pattern[str]:
    """Return what finds words, given as an expression, in a text; «and» may be glued to them."""
    return re.compile(rf"(?<!\w)[وف]?(?:{words})(?!\w)", re.IGNORECASE)


def _example(words: dict[Language, str], language: Language) -> str:
    return words[language].split("|")[0]


def _readable(pattern: str) -> str:
    return re.sub(r"\(\?:([^|]*)\|[^)]*\)", r"\1", re.sub(r"\(\?!.*?\)$", "", pattern))


class EndStatus(StrEnum):
    """Whether the article gives the end of a period, or the day of an event."""

    STATED = "stated"
    NOT_GIVEN = "not-given"
