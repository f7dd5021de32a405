"""The table of a topic or of some indicators: the latest figures first, and the years for which there is none.

Where a topic has many figures, its latest years show those of their longest period; the others stand folded below.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from ..facts.indexes import counted_once, has_figures
from ..facts.model import Indicator, KnowledgeBase, Observation
from ..facts.periods import after
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import topic_csv
from ..phrases.phrases import Phrases, without_signs
from ..text.quantities import Measure
from . import views
from .absences import Sense, Span, is_false
from .coverage import years_covered
from .footnotes import Footnotes

COLUMNS = {
    "scope": "column-scope",
    "authority": "column-authority",
    "source": "column-source",
}  # left out where all rows would say the same
PERCENT_SIGNS = ("%", "٪")
FEWEST_FOLDED = 5  # rows: fewer are read sooner than unfolded
YEARS_UNFOLDED = 4  # of an indicator, and runs of years without a figure


class Line(NamedTuple):
    """A row: a figure, and what stands for the same count; of a time for which there is none, the period alone.
    A `lesser` one is of earlier years than the latest, or another figure of its year is of a longer period.
    """

    period: Markup
    figure: Markup = Markup("")
    remarks: Sequence[Markup] = ()
    cells: Mapping[str, Markup] = {}
    lesser: bool = False


class Group(NamedTuple):
    """The rows of an indicator, under its name and the noun of what it counts, where the name does not say it."""

    indicator: Indicator
    unit: str
    lines: Sequence[Line]


def gather(p: Phrases, notes: Footnotes, indicators: Iterable[Indicator], titled: bool = True) -> Mapping[str, Any]:
    """Return what the template shows: a group for each indicator, the columns in which rows differ, and the groups
    whose rows are folded. Without titles, all rows of one indicator stand together.
    """
    groups = [Group(each, _unit(p, each), list(_lines(p, notes, each))) for each in indicators]
    rows = [line.cells for group in groups for line in group.lines if line.cells]
    different = (name for name in COLUMNS if len({without_signs(row[name]) for row in rows}) > 1)
    columns = {name: p.t(COLUMNS[name]) for name in different}
    topics = dict.fromkeys(group.indicator.topic for group in groups)
    csv = [p.file(topic_csv(topic, p.language), p.t("table-csv")) for topic in topics if has_figures(p.kb, topic)]
    caption = p.t("chart-separator").join(group.indicator.label[p.language] for group in groups)
    folds = titled and sum(line.lesser for group in groups for line in group.lines) >= FEWEST_FOLDED
    width = len(columns) + 2
    shown = {"titled": titled, "columns": columns, "width": width, "caption": caption, "csv": Markup(" ").join(csv)}
    if not folds:
        return {**shown, "groups": groups, "folded": []}
    return {**shown, "groups": _part(groups, lesser=False), "folded": _part(groups, lesser=True)}


def _part(groups: Iterable[Group], lesser: bool) -> list[Group]:
    """Return the groups with those of their rows that are lesser, or not; those without any are left out."""
    parts = [group._replace(lines=[line for line in group.lines if line.lesser is lesser]) for group in groups]
    return [group for group in parts if group.lines]


def _unit(p: Phrases, indicator: Indicator) -> str:
    """Return the noun of what an indicator counts; nothing where its label has it already, or its sign."""
    unit, label = p.kb.units[indicator.unit], indicator.label[p.language].casefold()
    forms = unit.forms[p.language]
    signs = PERCENT_SIGNS if unit.measure is Measure.PERCENT else ()
    return "" if any(words in label for words in (*forms.values(), *signs)) else forms["other"]


def observations(kb: KnowledgeBase, indicator: Indicator) -> dict[str, list[Observation]]:
    """Return, for each figure with a row of its own, those shown beside it: its roundings, and what it replaces."""
    rows: dict[str, list[Observation]] = {each.id: [] for each in counted_once(kb, indicator)}
    for each in kb.figures_of(indicator):
        if each.id not in rows:
            row = each.rounds or each.superseded_by
            if row in rows:
                rows[row].append(each)
            else:
                rows[each.id] = []
    return rows


def _lines(p: Phrases, notes: Footnotes, indicator: Indicator) -> Iterator[Line]:
    """Yield the rows of an indicator, the latest first; of those that begin together the longer, and wholes, first."""
    shown = observations(p.kb, indicator)
    figures = [p.kb.observations[name] for name in shown]
    rows: list[Observation | Span] = [*figures, *missing(p.kb, figures)]
    longest: dict[int, dt.timedelta] = {}
    for figure in figures:
        year = figure.period.start.year
        longest[year] = max(_length(figure), longest.get(year, dt.timedelta()))
    years: set[int] = set()
    for row in sorted(rows, key=_place, reverse=True):
        years.add(_place(row)[0].year)
        earlier = len(years) > YEARS_UNFOLDED
        if isinstance(row, Span):
            yield Line(_years(p, row), lesser=earlier)
        else:
            shorter = not row.period.is_full_year and _length(row) < longest[row.period.start.year]
            yield _line(p, notes, row, shown[row.id])._replace(lesser=earlier or shorter)


def _place(row: Observation | Span) -> tuple[dt.date, dt.timedelta, bool]:
    if isinstance(row, Span):
        return row.first, dt.timedelta(), False
    return row.period.start, _length(row), not row.part_of


def _length(figure: Observation) -> dt.timedelta:
    """Return how long a figure's period is; one whose end is not given is the shortest: it may have ended soon."""
    return dt.timedelta() if figure.period.end is NOT_GIVEN else after(figure.period) - figure.period.start


def _line(p: Phrases, notes: Footnotes, figure: Observation, beside: Sequence[Observation]) -> Line:
    cells = {
        "scope": p.counted(figure),
        "authority": views.authority(p, figure),
        "source": p.outlet(p.kb.source_of(figure)),
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
