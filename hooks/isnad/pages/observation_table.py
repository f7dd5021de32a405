"""The table of a topic or of some indicators: the latest figures first, and the years for which there is none."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from ..facts.indexes import counted_once, has_figures
from ..facts.model import Indicator, KnowledgeBase, Observation
from ..facts.periods import after
from ..phrases.addresses import topic_csv
from ..phrases.phrases import Phrases, without_signs
from . import views
from .absences import Sense, Span, is_false
from .coverage import years_covered
from .footnotes import Footnotes

COLUMNS = {
    "scope": "column-scope",
    "authority": "column-authority",
    "source": "column-source",
}  # left out where all rows would say the same


class Line(NamedTuple):
    """A row: a figure, and what stands for the same count; of a time for which there is none, the period alone."""

    period: Markup
    figure: Markup = Markup("")
    remarks: Sequence[Markup] = ()
    cells: Mapping[str, Markup] = {}


class Group(NamedTuple):
    """The rows of an indicator, under its name and the noun of what it counts."""

    indicator: Indicator
    unit: str
    lines: Sequence[Line]


def gather(p: Phrases, notes: Footnotes, indicators: Iterable[Indicator], titled: bool = True) -> Mapping[str, Any]:
    """Return what the template shows: a group for each indicator, `titled` or not, the columns in which rows differ."""
    groups = [Group(each, _unit(p, each), list(_lines(p, notes, each))) for each in indicators]
    rows = [line.cells for group in groups for line in group.lines if line.cells]
    different = (name for name in COLUMNS if len({without_signs(row[name]) for row in rows}) > 1)
    columns = {name: p.t(COLUMNS[name]) for name in different}
    caption = p.t("chart-separator").join(group.indicator.label[p.language] for group in groups)
    topics = dict.fromkeys(group.indicator.topic for group in groups)
    csv = [p.file(topic_csv(topic, p.language), p.t("table-csv")) for topic in topics if has_figures(p.kb, topic)]
    width = len(columns) + 2
    shown = {"groups": groups, "titled": titled, "columns": columns, "width": width}
    return {**shown, "caption": caption, "csv": Markup(" ").join(csv)}


def _unit(p: Phrases, indicator: Indicator) -> str:
    return p.kb.units[indicator.unit].forms[p.language]["other"]


def observations(kb: KnowledgeBase, indicator: Indicator) -> dict[str, list[Observation]]:
    """Return, for each figure with a row of its own, those shown beside it: its roundings, and what it replaces."""
    rows: dict[str, list[Observation]] = {each.id: [] for each in counted_once(kb, indicator)}
    for name in indicator.observations:
        if name in kb.observations and name not in rows:
            each = kb.observations[name]
            row = each.rounds or each.superseded_by
            if row in rows:
                rows[row].append(each)
            else:
                rows[name] = []
    return rows


def _lines(p: Phrases, notes: Footnotes, indicator: Indicator) -> Iterator[Line]:
    """Yield the rows of an indicator, the latest first; of those that begin together the longer, and wholes, first."""
    shown = observations(p.kb, indicator)
    figures = [p.kb.observations[name] for name in shown]
    rows: list[Observation | Span] = [*figures, *missing(p.kb, figures)]
    for row in sorted(rows, key=_place, reverse=True):
        yield Line(_years(p, row)) if isinstance(row, Span) else _line(p, notes, row, shown[row.id])


def _place(row: Observation | Span) -> tuple[dt.date, dt.timedelta, bool]:
    if isinstance(row, Span):
        return row.first, dt.timedelta(), False
    return row.period.start, after(row.period) - row.period.start, not row.part_of


def _line(p: Phrases, notes: Footnotes, figure: Observation, beside: Sequence[Observation]) -> Line:
    cells = {
        "scope": p.counted(figure),
        "authority": views.authority(p, figure),
        "source": p.outlet(p.kb.sources[figure.citation.source]),
    }
    number, remarks = notes.figure(figure), [notes.figure(other) for other in beside]
    return Line(p.reference_period(figure, alone=True), number, remarks, cells)


def missing(kb: KnowledgeBase, figures: Sequence[Observation]) -> Iterator[Span]:
    """Yield each run of years, of those that any figure touches, for which none of some figures is given."""
    run: Span | None = None
    for year in years_covered(kb):
        span = Span(dt.date(year, 1, 1), dt.date(year, 12, 31))
        if not any(is_false(span, Sense.ANY, each.period) for each in figures):
            run = Span(run.first, span.last) if run else span
        elif run:
            yield run
            run = None
    if run:
        yield run


def _years(p: Phrases, span: Span) -> Markup:
    first, last = (p.partial_date(f"{day.year}") for day in span)
    return p.t("period-year-alone", year=first) if first == last else p.t("table-years", first=first, last=last)
