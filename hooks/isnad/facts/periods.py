"""Reference periods: how one lies to another, and which ones the words of an article can mean."""

import datetime as dt
import re
from bisect import bisect
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from ..text import dates, evidence
from ..text.date_expressions import LAST_DAY, YEAR, Day, Expression, Role, Rolling, Source, Span, Year
from ..text.dates import Reading
from .model import Period
from .record import NOT_GIVEN


class Kind(StrEnum):
    """The kind of a period; only periods of one kind, and of the same months, can be compared."""

    FULL_YEAR = "full-year"
    PART_OF_YEAR = "part-of-year"
    OTHER = "other"
    OPEN = "open"


CHANGED_FROM = re.compile(
    r"(?<!\w)(?:passé\w*|passant|passent?|évolué\w*|و?[لفي]?[يت]?نتقل\w*|انتقل\w*|منتقل\w*)"
    r"(?: \w+)? (?:de|d'|من) ?(?=\d|$)"
)
TIMES_WHAT = re.compile(r"(?:\w+ )?(?:ضعف|ضعفي|أضعاف) (?:عدد|ما|ال)")
CHANGED_TO = re.compile(r" (?:à|إلى|الى) ")
# What begins a clause of another time: no date behind it is that of a number before it.
MEANWHILE = re.compile(
    r"(?<!\w)(?:alors que|tandis que|après que|après avoir"
    r"|و?(?:بعدما|بعد أن|في حين|في وقت|بينما|فيما(?! بعد| يخص| يتعلق| بين)))"
    r"(?!\w)"
)
# What begins a clause that says of what, or since when: no date before it is that of a number behind it.
WHEN = re.compile(r"(?<!\w)(?:quand|lorsque|lorsqu'|عندما|حينما)(?!\w)")


def kind(period: Period) -> Kind:
    """Return the kind of a period."""
    if period.end is NOT_GIVEN:
        return Kind.OPEN
    if period.is_full_year:
        return Kind.FULL_YEAR
    return Kind.PART_OF_YEAR if period.start.year == period.end.year else Kind.OTHER


def same_kind(one: Period, other: Period) -> bool:
    """Return whether two periods are the same part of a year, whichever year; False where an end is not given."""
    return part_of_year(one) == part_of_year(other) != ""


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


class Days(NamedTuple):
    """The days of a period, both included; no end is one that is not given."""

    start: dt.date
    end: dt.date | None

    def __str__(self) -> str:
        """Return the two days as records have them."""
        return f"{self.start}/{self.end or NOT_GIVEN}"

    @property
    def is_full_year(self) -> bool:
        """Whether it is one calendar year, whole."""
        return self == Days(dt.date(self.start.year, 1, 1), dt.date(self.start.year, 12, 31))

    def lies_in(self, other: "Days") -> bool:
        """Return whether it is inside another period; one without end may be, and alone is inside another such one."""
        if other.end is None:
            return other.start <= self.start and self.end is None
        return other.start <= self.start and (self.end or self.start) <= other.end


def days_of(period: Period) -> Days:
    """Return the days of a recorded period."""
    return Days(period.start, None if period.end is NOT_GIVEN else period.end)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The periods that words can mean: `stated`, and those that an editor may infer, or infer a period inside of.

    `less_than` are the years of which the words name a part: no whole one of them is open.
    """

    stated: tuple[Days, ...]
    open: tuple[Days, ...]
    less_than: frozenset[int] = frozenset()


def meanings(
    quote: str, witnesses: Sequence[str] = (), published: dt.date | None = None, number: int | None = None
) -> Meanings:
    """Return the periods that a quote and its further witnesses can mean.

    What the quote says itself comes first: a witness can then only narrow it, or name the year that it leaves open.
    `number` is the character of the normalised quote at which its number stands, where there are several dates.
    """
    text = evidence.normalise(quote)
    readings = [dates.read(text), *(dates.read(evidence.normalise(witness)) for witness in witnesses)]
    readings[0] = _as_of_number(readings[0], text, number)
    own, *others = [_Dated(readings, at, published, number if at == 0 else None) for at in range(len(readings))]
    found = own.stated()
    further = [days for other in others for days in other.stated()]
    stated = [*found, *(days for days in further if not found or any(days.lies_in(one) for one in found))]
    partial = own.names_part or any(other.names_part for other in others)
    less_than = own.less_than(stated)
    if published:  # what had not ended when the article appeared may be counted up to that day
        running = [Days(days.start, published) for days in stated if days.end is None and days.start <= published]
    else:
        running = []
    opened = [
        days for days in (*stated, *own.within(), *running) if not (days.is_full_year and days.start.year in less_than)
    ]
    return Meanings(
        stated=tuple(dict.fromkeys(days for days in stated if not (partial and days.is_full_year))),
        open=tuple(dict.fromkeys(opened)),
        less_than=less_than,
    )


def refers_elsewhere(quotes: Iterable[str]) -> bool:
    """Return whether quotes date by a period that is named elsewhere in the article: «نفس العام», «la même année»."""
    found = [date for quote in quotes for date in dates.read(evidence.normalise(quote)).expressions]
    return any(date.year is not None and date.year.source is Source.ELSEWHERE for date in found)


def day_meanings(quote: str, published: dt.date | None) -> set[dt.date]:
    """Return the single days that a quote names, whatever they are the date of."""
    reading = dates.read(evidence.normalise(quote))
    plain = [replace(expression, role=Role.SPAN) for expression in reading.expressions]
    dated = _Dated([reading._replace(expressions=tuple(plain))], 0, published, None)
    found = {days for expression in plain for days in dated.resolved(expression)}
    return {days.start for days in found if days.start == days.end}


class _Dated:
    """The dates of one quote among its witnesses, resolved by the years that these and the publication give."""

    def __init__(self, readings: list[Reading], at: int, published: dt.date | None, number: int | None) -> None:
        self.expressions = _of_number(readings[at], number)
        self.others = [other.expressions for place, other in enumerate(readings) if place != at]
        self.published = published

    @property
    def names_part(self) -> bool:
        """Whether the words name less than a year, or except something of it."""
        return any(date.part for date in self.expressions)

    def stated(self) -> list[Days]:
        """Return the periods that the words state; a bound closes what another word opens."""
        found = {role: self._of_role(role) for role in (Role.SPAN, Role.SINCE, Role.UNTIL)}
        ends = {days.end for days in found[Role.UNTIL] if days.end}
        joined = [Days(days.start, end) for days in found[Role.SINCE] for end in sorted(ends) if days.start <= end]
        bounds = found[Role.UNTIL] if not joined else []
        opened = [] if ends else found[Role.SINCE]
        running = [] if ends or found[Role.SINCE] or self.names_part else self._running()
        return [*found[Role.SPAN], *joined, *opened, *bounds, *running]

    def _of_role(self, role: Role) -> list[Days]:
        return [days for date in self.expressions if date.role is role for days in self.resolved(date)]

    def _running(self) -> list[Days]:
        """Return the years that had not ended when the article appeared, open."""
        years = [date for date in self.expressions if date.role is Role.SPAN and date.spans == (YEAR,)]
        now = self.published.year if self.published else None
        found = [(date.year, days) for date in years for days in self.resolved(date)]
        running = Year(Source.PUBLICATION, 0)
        return [Days(days.start, None) for year, days in found if year == running or days.start.year == now]

    def within(self) -> list[Days]:
        """Return the spans some part of which the words name."""
        return self._of_role(Role.WITHIN) + self._of_role(Role.EXCEPT)

    def less_than(self, stated: Sequence[Days]) -> frozenset[int]:
        """Return the years of which a bound or several days are named, without the whole of them."""
        bounds = [*self._of_role(Role.SINCE), *self._of_role(Role.UNTIL)]
        several = [days for days in stated if days.end and days.start != days.end]
        return frozenset(
            days.start.year for days in (*bounds, *several) if not days.is_full_year and self.names_part
        ) - {days.start.year for days in bounds if days.is_full_year}

    def resolved(self, expression: Expression) -> list[Days]:
        """Return the periods that an expression can mean."""
        if expression.rolling:
            return _counted_back(expression, self.published) if self.published else []
        if not expression.spans:
            return []
        if years := self._years(expression):
            return [_days(span, year) for year in years for span in expression.spans]
        if expression.year or not self.published:
            return []
        found = []
        for span in expression.spans:  # the latest that had begun when the article appeared
            tries = [_days(span, self.published.year - ago) for ago in (0, 1)]
            found += [days for days in tries if days.start <= self.published][:1]
        if expression.role is not Role.SPAN:
            return found
        return [days._replace(end=None) if days.end and days.end > self.published else days for days in found]

    def _years(self, expression: Expression) -> list[int]:
        """Return the years in which an expression can lie."""
        year = expression.year
        if year is None:
            return self._named(self.expressions) or self._elsewhere()
        if year.source is Source.NAMED:
            return [year.number]
        if year.source is Source.ELSEWHERE:
            before = [date for date in self.expressions if date.start < expression.start]
            return [one + year.number for one in self._elsewhere() or self._named(before)]
        now = [self.published.year] if self.published else []
        near = self._elsewhere() or ([] if now else self._named(self.expressions))
        from_witness = near if year.number == 0 or not now else []
        return [one + year.number for one in sorted({*now, *from_witness})]

    def _elsewhere(self) -> list[int]:
        return [year for expressions in self.others for year in self._named(expressions)]

    def _named(self, expressions: Iterable[Expression]) -> list[int]:
        """Return the years that give others their number: what is compared gives none."""
        found = []
        for date in expressions:
            if date.year is None or date.against is not None:
                continue
            if date.year.source is Source.NAMED:
                found.append(date.year.number)
            elif date.year.source is Source.PUBLICATION and self.published and date.year.number:
                found.append(self.published.year + date.year.number)
        return list(dict.fromkeys(found))


def _as_of_number(reading: Reading, text: str, number: int | None) -> Reading:
    """Return the dates of a quote as the words right before its number turn them.

    A number in brackets behind a date that is compared with is of that date; one from which something changes is of
    none, where no date stands beside it: «passant de 782 à 1 904 entre le 1er janvier et le 15 septembre 2024». What
    something is a multiple of has a date of its own.
    """
    if number is None:
        return reading
    if text[:number].endswith("("):
        last = next((date for date in reversed(reading.expressions) if date.end < number), None)
        if last and last.against is not None and number - last.end <= len(" ("):
            own = replace(last, role=Role.SPAN, against=None)
            others = (replace(date, role=Role.NOTHING, part=False) for date in reading.expressions if date is not last)
            return reading._replace(expressions=(*others, own))
    if TIMES_WHAT.match(text, number):  # «ضعف عدد المهاجرين الذين وصلوا في شتنبر»
        return reading._replace(expressions=tuple(date for date in reading.expressions if date.start < number))
    later = [each.start() for each in MEANWHILE.finditer(text) if each.start() > number]
    earlier = [each.start() for each in WHEN.finditer(text, 0, number)]
    apart = {
        date
        for date in reading.expressions
        if (later and date.start > later[0]) or (earlier and date.start < earlier[-1])
    }
    for each in [*CHANGED_FROM.finditer(text, 0, number)][-1:]:
        to = CHANGED_TO.search(text, number if each.end() == number else each.end())
        between = {date for date in reading.expressions if to and each.end() < date.start < to.start()}
        if to and each.end() == number and not between:
            return reading._replace(expressions=())
        if to and to.end() == number:
            apart |= between
    return reading._replace(expressions=tuple(date for date in reading.expressions if date not in apart))


def _of_number(reading: Reading, number: int | None) -> tuple[Expression, ...]:
    """Return the dates of a quote as they stand to its number: those of another count of it state nothing.

    Behind «contre» the date is that of the number there. Of several dates, the nearest in the clause of the number is
    its own; else those of the clause before it, else of the one after it.
    """
    found = reading.expressions
    if number is None:
        return found
    if any(date.against is not None and date.against <= number < date.start for date in found):
        compared = {date: replace(date, role=Role.SPAN, against=None) for date in found if date.against is not None}
        return tuple(compared.get(date, replace(date, role=Role.NOTHING, part=False)) for date in found)
    spans = [date for date in found if date.role is Role.SPAN]
    if len({(date.year, date.spans) for date in spans}) < 2:
        return found
    clause = bisect(reading.breaks, number)
    by_clause: dict[int, list[Expression]] = {}
    for date in spans:
        by_clause.setdefault(bisect(reading.breaks, date.start), []).append(date)
    before = [date for date in by_clause if date < clause]
    near = (
        _next_to(by_clause[clause], number)
        if clause in by_clause
        else by_clause[max(before) if before else min(by_clause)]
    )
    near = _explained(near, spans)
    return tuple(_aside(date) if date in spans and date not in near else date for date in found)


def _next_to(spans: list[Expression], number: int) -> list[Expression]:
    """Return of the dates in the clause of a number the one behind it, or else the last one before it."""
    return [date for date in spans if date.start > number][:1] or spans[-1:]


def _explained(near: list[Expression], spans: list[Expression]) -> list[Expression]:
    """Return the months that stand in brackets behind a year, which say what it is: «exercice 2023 (d’octobre …)»."""
    last = near[-1]
    return [
        date for date in spans if date.part and date.year == last.year and 0 < date.start - last.end <= len(" (")
    ] or near


def _aside(expression: Expression) -> Expression:
    """Return a date of another count: one day of it leaves the year of the number whole."""
    rolling = expression.rolling
    day = (
        rolling.unit == "day"
        if rolling
        else expression.spans[:1] and expression.spans[0].first == expression.spans[0].last
    )
    return replace(expression, role=Role.NOTHING, part=expression.part and not day)


def _days(span: Span, year: int) -> Days:
    return Days(_day(span.first, year), _day(span.last, year) if span.last else None)


def _day(day: Day, year: int) -> dt.date:
    """Return a day in a year; where the month has no such day, its last one."""
    year = min(max(year + day.shift, dt.MINYEAR), dt.MAXYEAR)
    return dt.date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def _counted_back(expression: Expression, published: dt.date) -> list[Days]:
    """Return the days, weeks, months or years that are counted back from a day."""
    rolling = expression.rolling
    if rolling is None:
        return []
    if rolling.unit == "day":
        day = published + dt.timedelta(days=rolling.first)
        state = [Days(day, day)]
        return [Days(dt.date(day.year, 1, 1), day), *state] if expression.role is Role.UNTIL else state
    if rolling.unit == "week":
        monday = published + dt.timedelta(days=7 * rolling.first - published.weekday())
        return [Days(monday, monday + dt.timedelta(days=6))]
    if rolling.unit == "year":
        return [
            Days(
                dt.date(published.year + rolling.first + late, 1, 1),
                dt.date(published.year + rolling.last + late, 12, 31),
            )
            for late in (0, 1)
        ]
    return _months_back(rolling, expression.role, published)


def _months_back(rolling: Rolling, role: Role, published: dt.date) -> list[Days]:
    """Return the months counted back from a day, or a day of one; of a named month the latest one."""
    count = published.year * 12 + published.month - 1
    if rolling.named:
        ago = (count - rolling.named + 1) % 12
        first = last = count - (ago or 12 * (rolling.first < 0))
    else:
        first, last = count + rolling.first, count + rolling.last
    start, end = (dt.date(month // 12, month % 12 + 1, 1) for month in (first, last))
    if rolling.day:
        first_day, last_day = (
            _day(Day(0, start.month, day), start.year) for day in (rolling.since or rolling.day, rolling.day)
        )
        return [Days(first_day, last_day)]
    found = Days(start, _day(Day(0, end.month, LAST_DAY), end.year))
    if role is Role.SINCE:
        return [Days(found.start, None)]
    return (
        [Days(dt.date(found.end.year, 1, 1), found.end), Days(found.end, found.end)]
        if role is Role.UNTIL and found.end
        else [found]
    )


class EndStatus(StrEnum):
    """Whether the article gives the end of a period, or the day of an event."""

    STATED = "stated"
    NOT_GIVEN = "not-given"
