"""Who wrote an article and when, where its page says so in words beside the headline."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from ..text import dates
from ..text.date_expressions import Source
from ..text.evidence import normalise

FIRST_YEAR = 1990  # what is older is no day on which a page of the web was published
AUTHOR = re.compile(
    r"(?i)(?:^|[\s|/–—-])(?:par|by|بقلم|كتبه|كتبها|إعداد|تحرير)\s*:?\s+"
    r"([^\W\d_][^\d|/,،–—·•(]{2,40}?)(?=\s*(?:[\d|/,،–—·•(]|publié|(?-i:le) \d|نشر|$|\s-\s))"
)
LABEL = re.compile(r"(?i)^(?:(?:publié|posté|écrit|نشر)\s+(?:le|par|في|من طرف)|par|by|بقلم)\s+")
LONGEST = 30  # words; what is longer is no byline


def find_day(text: str, last: dt.date) -> dt.date | None:
    """Return the first day that a text names with its year, no later than `last`."""
    return next((day for day in _days(normalise(text)) if day.year >= FIRST_YEAR and day <= last), None)


def _days(text: str) -> Iterator[dt.date]:
    for date in dates.read(text).expressions:
        for span in date.spans if date.year and date.year.source is Source.NAMED else ():
            if date.year and span.first == span.last:
                with suppress(ValueError):  # 31/02/2024
                    yield dt.date(date.year.number, span.first.month, span.first.day)


def find_author(text: str) -> str:
    """Return the name behind «par», «بقلم» and the like, or nothing."""
    found = AUTHOR.search(text)
    return " ".join(found[1].split()) if found else ""
