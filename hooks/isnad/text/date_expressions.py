"""What a date in a text means: its year, its days in it, and what it does to the period of a count."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

LAST_DAY = 31  # stands for the last day of any month


class Source(StrEnum):
    """Whence the number of a year is known."""

    NAMED = "named"
    PUBLICATION = "publication"
    ELSEWHERE = "elsewhere"


class Year(NamedTuple):
    """A year: its number, or how many years it lies after that of the publication, or after one named elsewhere."""

    source: Source
    number: int


class Day(NamedTuple):
    """A day of a year, or of one that lies `shift` years after it; day 31 is the last of its month."""

    shift: int
    month: int
    day: int


class Span(NamedTuple):
    """Two days, both included; no last day is one that the words do not give."""

    first: Day
    last: Day | None


class Rolling(NamedTuple):
    """Days, weeks, months or years counted from the day of publication: `unit`, the first and the last of them.

    Of a month one day may be meant, or those from `since` to it; `named` is a month of which the latest one is meant.
    """

    unit: str
    first: int
    last: int
    day: int = 0
    named: int = 0
    since: int = 0


class Role(StrEnum):
    """What an expression does to the period of a count beside it."""

    SPAN = "span"
    SINCE = "since"
    UNTIL = "until"
    WITHIN = "within"  # some part of the span, no matter which: «début 2024», «une nuit de l’année 2024»
    EXCEPT = "except"
    NOTHING = "nothing"  # a date of something else, compared, or planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A date in a text, at the characters [start, end): its role, its year, and the spans it can mean in that year.

    `part` says that it is less than a calendar year. What is compared names in `against` the character at which the
    comparison begins: behind it stands another count, whose date this is.
    """

    role: Role = Role.SPAN
    year: Year | None = None
    spans: tuple[Span, ...] = ()
    rolling: Rolling | None = None
    part: bool = False
    against: int | None = None
    start: int = 0
    end: int = 0


YEAR = Span(Day(0, 1, 1), Day(0, 12, LAST_DAY))
FISCAL = Span(Day(0, 7, 1), Day(1, 6, 30))


def months(first: int, last: int) -> Span:
    """Return the days from the first of one month to the last of another."""
    return Span(Day(0, first, 1), Day(0, last, LAST_DAY))


def term(number: int, size: int) -> Span:
    """Return the days of one of the terms into which a year falls, each of so many months."""
    return months(number * size - size + 1, number * size)


def season(first: int) -> tuple[Span, ...]:
    """Return a season as meteorologists and as calendars count it."""
    ahead, last = -(first == 12), first % 12 + 2
    months = Span(Day(ahead, first, 1), Day(0, last, LAST_DAY))
    return months, Span(Day(ahead, first, 21), Day(0, first % 12 + 3, 20))


def join(first: Expression, last: Expression) -> Expression | None:
    """Return the range from one date to another; what one leaves open, its year or month, is that of the other."""
    if not (first.spans and last.spans) or Role.NOTHING in (first.role, last.role):
        return None
    begin, end = first.spans[0].first, last.spans[0].last
    if first.role is Role.UNTIL:
        begin = first.spans[-1].first
    if end is None or not end.month:
        return None
    begin = begin if begin.month else begin._replace(month=end.month)
    year = last.year or first.year
    if first.year and last.year and first.year.source is last.year.source:
        begin = begin._replace(shift=begin.shift + first.year.number - last.year.number)
    elif first.year and last.year and first.year.number:
        return None
    elif begin[1:] > end[1:]:
        begin, end = (begin._replace(shift=-1), end) if last.year or not first.year else (begin, end._replace(shift=1))
    if begin > end:
        return None
    years = begin[1:] == (1, 1) and end[1:] == (12, LAST_DAY)
    return Expression(year=year, spans=(Span(begin, end),), part=not years)


def is_run(joined: Span, first: Expression) -> bool:
    """Return whether two dates that «and» joins follow one another: «20 et 21 août», «2023 et 2024»."""
    begin, end = joined.first, joined.last
    if end is None:
        return False
    if first.spans[0] == YEAR:
        return end.shift - begin.shift == 1
    if begin.day == 1 and end.day == LAST_DAY:
        return end.month - begin.month == 1
    return end.month == begin.month and end.day - begin.day == 1
