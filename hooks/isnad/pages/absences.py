"""The absences that pages state: that no figure is given for a time. Each becomes false when the facts grow."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from markupsafe import Markup

from ..facts.indexes import indicators_named
from ..facts.model import KnowledgeBase, Observation, Period
from ..facts.record import NOT_GIVEN
from ..phrases.phrases import Phrases
from ..problems import Message, say

OPEN = ".."  # in the place of a date: no bound on that side (ISO 8601-2)
DATE = re.compile(r"([12][0-9]{3})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
MOST_NAMED = 3  # figures in one message


class Sense(StrEnum):
    """Which figures an absence denies."""

    ANY = "any"
    ALONE = "alone"
    PART = "part"
    WHOLE = "whole"


class Span(NamedTuple):
    """The days from the first to the last, both included."""

    first: dt.date
    last: dt.date


EVER = Span(dt.date.min, dt.date.max)


def read_span(text: str) -> Span:
    """Return the days that `2023`, `2024-10`, `2022/2023`, `2024-10/2024-12` or `2025/..` names. Raises ValueError."""
    first, slash, last = text.partition("/")
    span = Span(
        EVER.first if slash and first == OPEN else _days(first).first,
        EVER.last if last == OPEN else _days(last if slash else first).last,
    )
    if span.first > span.last:
        raise ValueError(text)
    return span


def _days(text: str) -> Span:
    """Return the days of a year, of a month, or of a day. Raises ValueError."""
    if not (found := DATE.fullmatch(text)):
        raise ValueError(text)
    year, month, day = found.groups()
    first = dt.date(int(year), int(month or 1), int(day or 1))
    last = first if day else first.replace(month=int(month or 12), day=1)
    return Span(first, last if day else last.replace(day=calendar.monthrange(last.year, last.month)[1]))


def is_false(span: Span, sense: Sense, period: Period) -> bool:
    """Return whether a figure for a period makes it false that there is none for a span.

    - ANY, «no figure for 2023»: it has a day in the span. A figure for 2022 to 2024 does.
    - ALONE, «no figure for the last quarter of 2024 alone»: it lies in the span. That quarter does, and a month of it;
      the year does not.
    - PART, «no figure for only a part of 2024»: it has days in the span, and lacks others. A half of the year does;
      the year does not.
    - WHOLE, «no figure that covers all of 2020»: no day of the span is outside it. The year does, two years with it
      too; eight months of it do not, nor does a count that was open.

    Of a period whose end is not given, nothing is known but its first day: one from the beginning of 2022 leaves
    «none for 2023» true, one from the middle of 2023 does not.
    """
    first, last = period.start, period.start if period.end is NOT_GIVEN else period.end
    if sense is Sense.ALONE:
        return span.first <= first and last <= span.last
    if sense is Sense.WHOLE:
        return first <= span.first and span.last <= last
    touches = first <= span.last and span.first <= last
    return touches and (sense is Sense.ANY or first > span.first or last < span.last)


def refuting(kb: KnowledgeBase, names: Iterable[str], span: Span, sense: Sense) -> Iterator[Observation]:
    """Yield each figure that makes an absence false; `names` are ids of indicators and topics, or `*`."""
    for indicator in indicators_named(kb, names):
        yield from (figure for figure in kb.figures_of(indicator) if is_false(span, sense, figure.period))


def refutation(figures: list[Observation], span: Span, sense: Sense) -> Message:
    """Return what makes an absence false, and what to do about it."""
    listed: list[object] = [
        say("absence-figure", id=figure.id, file=figure.at().path, line=figure.at().line, period=_iso(figure.period))
        for figure in figures[:MOST_NAMED]
    ]
    more = ["…"] if len(figures) > MOST_NAMED else []
    narrower = sense is Sense.ANY and not any(is_false(span, Sense.ALONE, figure.period) for figure in figures)
    named = [*listed, *more]
    return say("absence-wider", figures=named) if narrower else say("absence-false", figures=named)


def _iso(period: Period) -> str:
    return f"{period.start}/{OPEN if period.end is NOT_GIVEN else period.end}"


def absence(p: Phrases, span: Span, sense: Sense) -> Markup:
    """Return that there is no figure for a span, as it reads inside a sentence."""
    if span == EVER:
        return p.t("absence-ever")
    return p.t(f"absence-{sense}", span=_named(p, span))


def _named(p: Phrases, span: Span) -> Markup:
    """Return a span in the fewest words that name it."""
    first, last = span
    if last == EVER.last:
        if (first.month, first.day) == (1, 1):
            return p.t("span-since-year", year=p.partial_date(f"{first:%Y}"))
        return p.t("span-since", first=p.date(first))
    if first == EVER.first:
        return p.t("span-until", last=p.date(last))
    if first == last:
        return p.t("span-day", day=p.date(first))
    month, year = p.partial_date(f"{first:%Y-%m}"), p.partial_date(f"{first:%Y}")
    label = _whole_years(span) or _part_of_year(span) or "span-days"
    return p.t(label, **p.days(first, last), month=month, year=year, last_year=p.partial_date(f"{last:%Y}"))


def _whole_years(span: Span) -> str:
    """Return the label that names whole years, nothing for another span."""
    first, last = span
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return ""
    return {0: "span-year", 1: "span-two-years"}.get(last.year - first.year, "span-years")


def _part_of_year(span: Span) -> str:
    """Return the label that names a month, a quarter or a half of a year, nothing for another span."""
    first, last = span
    if first.year != last.year or span != (first.replace(day=1), _days(f"{last:%Y-%m}").last):
        return ""
    before, months = first.month - 1, last.month - first.month + 1
    names = {1: "month", 3: f"quarter-{last.month // 3}", 6: f"half-{last.month // 6}"}
    return f"span-{names[months]}" if months in names and before % months == 0 else ""
