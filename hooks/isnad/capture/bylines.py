"""Who wrote an article and when, where its page says so in words beside the headline."""

import datetime as dt
import re
from collections.abc import Iterator

from ..text.evidence import normalise

FIRST_YEAR = 1990  # what is older is no day on which a page of the web was published
# Morocco, the Levant, and the spellings that the press mixes.
MONTHS = tuple(
    names.split()
    for names in (
        "janvier janv jan يناير جانفي كانون_الثاني", "février fevrier févr fév feb فبراير فيفري شباط",
        "mars mar مارس آذار",
        "avril avr أبريل ابريل إبريل أفريل نيسان", "mai ماي مايو أيار", "juin jun يونيو جوان حزيران",
        "juillet juil يوليوز يوليو جويلية تموز", "août aout غشت أغسطس أوت آب", "septembre sept sep شتنبر سبتمبر أيلول",
        "octobre oct أكتوبر اكتوبر تشرين_الأول", "novembre nov نونبر نوفمبر تشرين_الثاني",
        "décembre decembre déc dec دجنبر ديسمبر كانون_الأول",
    )
)  # fmt: skip
NUMBERS = {name.replace("_", " "): number for number, names in enumerate(MONTHS, 1) for name in names}
NAMES = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
WORDED = re.compile(rf"(?i)(?<!\d)(\d{{1,2}})(?:er)? ({NAMES})\.? (\d{{4}})(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?!\d)")
AUTHOR = re.compile(
    r"(?i)(?:^|[\s|/–—-])(?:par|by|بقلم|كتبه|كتبها|إعداد|تحرير)\s*:?\s+"
    r"([^\W\d_][^\d|/,،–—·•(]{2,40}?)(?=\s*(?:[\d|/,،–—·•(]|publié|(?-i:le) \d|نشر|$|\s-\s))"
)
LABEL = re.compile(r"(?i)^(?:(?:publié|posté|écrit|نشر)\s+(?:le|par|في|من طرف)|par|by|بقلم)\s+")
LONGEST = 30  # words; what is longer is no byline


def find_day(text: str, last: dt.date) -> dt.date | None:
    """Return the first day that a text names, no later than `last`."""
    return next((day for day in _days(normalise(text)) if day.year >= FIRST_YEAR and day <= last), None)


def _days(text: str) -> Iterator[dt.date]:
    found = [(match.start(), (match[3], str(NUMBERS[match[2].lower()]), match[1])) for match in WORDED.finditer(text)]
    found += [(match.start(), (match[1], match[2], match[3])) for match in YEAR_FIRST.finditer(text)]
    found += [(match.start(), (match[3], match[2], match[1])) for match in DAY_FIRST.finditer(text)]
    for _, parts in sorted(found):
        try:
            yield dt.date(*map(int, parts))
        except ValueError:
            continue


def find_author(text: str) -> str:
    """Return the name behind «par», «بقلم» and the like, or nothing."""
    found = AUTHOR.search(text)
    return " ".join(found[1].split()) if found else ""
