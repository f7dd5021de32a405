"""Charts of what articles say: which facts can be drawn together, and in what form.

A chart of years shows all values of a count over their periods, and joins years that compare; any other length is a
part of one whole.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby, pairwise
from typing import NamedTuple

from markupsafe import Markup

from ..facts.comparability import make_one_whole, obstacles
from ..facts.indexes import counted_once
from ..facts.model import Basis, Indicator, KnowledgeBase, Observation
from ..facts.periods import Kind, after, kind
from ..phrases import addresses
from ..phrases.phrases import Phrases, bare_text
from . import chart_svg
from .chart_specs import Gap, Mark, Segment, Shape, Spec, Years, stacked, years
from .coverage import years_covered


class Chart(NamedTuple):
    """A chart: its title, what is particular to it, what its shapes mean, a sentence each,
    its specification, what it is called where it is not seen, and the file of its picture.
    """

    title: Markup
    note: Sequence[Markup]
    key: Sequence[Markup]
    spec: Spec
    name: str
    picture: str = ""

    @property
    def svg(self) -> Markup:
        """The drawing."""
        return chart_svg.draw(self.spec, self.name)

    @property
    def caption(self) -> Markup:
        """What stands below the drawing."""
        return Markup(" ").join([*self.key, *self.note])


def keyed_once(found: Iterable[Chart]) -> Iterator[Chart]:
    """Yield the charts of a page; what a shape means stands beside the first one that has it."""
    known = set[Markup]()
    for chart in found:
        yield chart._replace(key=[words for words in chart.key if words not in known])
        known |= set(chart.key)


def indicator_charts(p: Phrases, indicator: Indicator) -> list[Chart]:
    """Return the charts of an indicator: of its years, then of the parts of wholes; nothing where none serves."""
    found, title = counted_once(p.kb, indicator), indicator.label[p.language]
    over_years = [_years_chart(p, indicator, series) for series in _series(found)]
    drawn = over_years + [_parts_chart(p, title, parts) for parts in _wholes(p.kb, found)]
    file = partial(addresses.chart_picture, indicator.id, language=p.language)
    return [chart._replace(picture=file(number)) for number, chart in enumerate(drawn, 1)]


def _wholes(kb: KnowledgeBase, observations: Iterable[Observation]) -> Iterator[list[Observation]]:
    """Yield the parts of each whole: all that an article gives of it, or none. One share alone needs no chart."""
    groups: dict[tuple[object, ...], list[Observation]] = {}
    for each in observations:
        key = (each.part_of, each.citation.source, each.period.start, each.period.end, each.base)
        groups.setdefault(key, []).append(each)
    for (whole, *_), parts in groups.items():
        if (whole or len(parts) > 1) and make_one_whole(kb, parts):
            yield parts


class Series(NamedTuple):
    """What a chart of years is of: the value of each year that has one, years with several, and values of other
    periods, which nothing joins.
    """

    points: Sequence[Observation]
    several: Sequence[int]
    beside: Sequence[Observation]


def _series(found: Iterable[Observation]) -> list[Series]:
    """Return the series of an indicator that have two years at least: one; or, where most years have several values,
    one for each place, partner and origin.
    """
    shown = [each for each in found if not each.part_of and each.has_length and each.value >= 0]
    together = _one_series(shown)
    if len(together.points) > 1:
        return [together]
    groups = ([each for each in shown if _narrowed(each) == only] for only in dict.fromkeys(map(_narrowed, shown)))
    return [series for group in groups if len((series := _one_series(group)).points) > 1]


def _one_series(shown: Sequence[Observation]) -> Series:
    """Return some values as one series; of other periods, those that count where the points do, outside years with
    several values, of which nothing is drawn.
    """
    full = [each for each in shown if kind(each.period) is Kind.FULL_YEAR]
    by_year = [list(group) for _, group in groupby(full, lambda each: each.period.start.year)]
    points = [group[0] for group in by_year if len({each.value for each in group}) == 1]
    several = [group[0].period.start.year for group in by_year if len({each.value for each in group}) > 1]
    narrowed = set(map(_narrowed, points))
    beside = [each for each in shown if each not in full and _narrowed(each) in narrowed]
    return Series(points, several, [each for each in beside if each.period.start.year not in several])


def _narrowed(observation: Observation) -> tuple[str | None, ...]:
    """Return where, with whom and from where an observation counts."""
    scope = observation.scope
    return scope.place, scope.partner, scope.origin


def _parts_chart(p: Phrases, indicator: str, parts: Sequence[Observation]) -> Chart:
    """Return one bar from nothing to the whole; what the article does not say of it bears no number."""
    whole = p.kb.observations[parts[0].part_of] if parts[0].part_of else None
    total = _segment(p, whole, p.t("chart-whole")) if whole else None
    segments = [_segment(p, part, p.names(part.scope)) for part in parts]
    rest = (total.size if total else 100) - sum(segment.size for segment in segments)
    if rest > 0:
        words = bare_text(p.t("chart-rest"))
        segments.append(Segment("", words, rest, words))
    told = min(parts, key=lambda part: part.period.basis is Basis.INFERRED)
    note = p.t("chart-parts-note" if rest > 0 else "chart-parts-period", period=p.reference_period(told, alone=True))
    spec = stacked(segments, p.language, total)
    return Chart(
        p.t("chart-parts", indicator=indicator), [note], [*_hollow(p, parts)], spec, bare_text(p.t("chart-bar"))
    )


def _segment(p: Phrases, observation: Observation, words: Markup) -> Segment:
    """Return an observation as a part of a whole, or as the whole, and the words that tell it from the others."""
    size, number = float(observation.value), _number(p, observation)
    said, is_hollow = _text(p, observation, words), p.is_referenced(observation)
    return Segment(_address(p, observation), said, size, bare_text(words), number, is_hollow)


def _years_chart(p: Phrases, indicator: Indicator, series: Series) -> Chart:
    """Return the values of a series over the years; only years that follow one another and compare are joined."""
    marks = {each.id: _mark(p, each) for each in sorted([*series.points, *series.beside], key=_begins)}
    neighbours = list(pairwise(series.points))
    compared = {(one.id, other.id): not obstacles(p.kb, one, other) for one, other in neighbours}
    first = min(int(mark.start) for mark in marks.values())
    last = max(years_covered(p.kb))
    shown = Years(
        first,
        last,
        list(marks.values()),
        [
            (marks[one.id], marks[other.id])
            for one, other in neighbours
            if compared[one.id, other.id] and after(one.period) == other.period.start
        ],
        [other.period.start.year for one, other in neighbours if not compared[one.id, other.id]],
        bare_text(p.t("chart-break")),
        list(_gaps(p, series, range(first, last + 1))),
    )
    bounds = {"first": p.partial_date(f"{first}"), "last": p.partial_date(f"{last}")}
    name = bare_text(p.t("chart-time", **bounds))
    key = [*_key(p, shown), *_hollow(p, [*series.points, *series.beside])]
    note = [*_breaks_and_gaps(p, series, shown)]
    if p.here != addresses.indicator_page(indicator.id):
        note.append(p.indicator_link(indicator, p.t("chart-table")))
    return Chart(p.t("chart-years", indicator=indicator.label[p.language]), note, key, years(shown, p.language), name)


def _begins(observation: Observation) -> tuple[dt.date, dt.timedelta]:
    period = observation.period
    return period.start, period.start - after(period)


def _gaps(p: Phrases, series: Series, covered: range) -> Iterator[Gap]:
    """Yield the years without a point: those that follow one another together, where one word says why."""
    points = {each.period.start.year for each in series.points}
    labels = {year: "chart-several" if year in series.several else "chart-missing" for year in covered}
    for label, group in groupby(covered, lambda year: "" if year in points else labels[year]):
        if label:
            run = list(group)
            yield Gap(run[0], run[-1], bare_text(p.t(label)))


def _key(p: Phrases, shown: Years) -> Iterator[Markup]:
    """Yield what each shape of a chart of years means."""
    if shown.joined:
        yield p.t("chart-joined")
    for shape in (Shape.SPAN, Shape.OPEN):
        if any(mark.shape is shape for mark in shown.marks):
            yield p.t(f"chart-{shape}")


def _breaks_and_gaps(p: Phrases, series: Series, shown: Years) -> Iterator[Markup]:
    """Yield where a chart of years breaks, and which years have no point."""
    if shown.breaks:
        yield p.t("chart-broken", word=p.t("chart-break"), years=_listed(p, shown.breaks))
    points = {each.period.start.year for each in series.points}
    missing = [year for year in range(shown.first, shown.last + 1) if year not in {*points, *series.several}]
    for label, found in (("chart-missing-years", missing), ("chart-several-years", series.several)):
        if found:
            yield p.t(label, years=_listed(p, found))


def _listed(p: Phrases, found: Iterable[int]) -> Markup:
    return p.t("list-separator").join(p.partial_date(f"{year}") for year in found)


def _hollow(p: Phrases, observations: Sequence[Observation]) -> Iterator[Markup]:
    """Yield what a hollow shape says, where a chart has one."""
    if any(map(p.is_referenced, observations)):
        yield p.t("chart-hollow")


def _mark(p: Phrases, observation: Observation) -> Mark:
    period, text = observation.period, _text(p, observation, p.reference_period(observation))
    number, said = bare_text(p.number(observation.value, p.kb.unit_of(observation), False)), _number(p, observation)
    shapes = {Kind.FULL_YEAR: Shape.POINT, Kind.OPEN: Shape.OPEN}
    return Mark(
        _address(p, observation),
        text,
        shapes.get(kind(period), Shape.SPAN),
        _in_years(period.start),
        _in_years(after(period)),
        float(observation.value),
        number if number in said else said,
        said.replace(number, "").strip() if number in said else "",
        p.is_referenced(observation),
    )


def _in_years(day: dt.date) -> float:
    """Return a day as a number of years: the first of July is about the half of one."""
    first, after_it = dt.date(day.year, 1, 1), dt.date(day.year + 1, 1, 1)
    return day.year + (day - first) / (after_it - first)


def _text(p: Phrases, observation: Observation, words: Markup) -> str:
    """Return an observation in words, with those that tell it from the others of its chart."""
    return bare_text(p.t("chart-item", what=p.quantity(observation), when=words))


def _number(p: Phrases, observation: Observation) -> str:
    """Return the value of an observation with the words of its precision; the shape says how well it is proved."""
    return bare_text(p.value(observation, with_unit=False))


def _address(p: Phrases, observation: Observation) -> str:
    """Return the address of the page of an observation."""
    return p.url(addresses.figure_page(observation.id))
