"""Charts of what articles say: which facts can be drawn together, and in what form.

Values share an axis only where each two of them are comparable; any other length is a part of one whole.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from ..facts.comparability import BOUNDS, make_one_whole, obstacles
from ..facts.indexes import counted_once
from ..facts.model import Basis, Indicator, KnowledgeBase, Observation
from ..facts.periods import after, last_year
from ..phrases import addresses
from ..phrases.phrases import Phrases, bare_text
from .chart_specs import Column, Json, Segment, columns, stacked

# Draws a chart, from its specification and what it shows in words; `chart_svg.draw` is the one that does.
Draw = Callable[[Json, str], Markup]


def no_drawing(spec: Json, text: str) -> Markup:  # noqa: ARG001
    """Return no drawing, where pages are checked and not built: drawing proves nothing, and takes a second."""
    return Markup("")


class Chart(NamedTuple):
    """A chart that is still to be drawn: its title, how to read it, its specification, and in words what it shows."""

    title: Markup
    note: Markup
    spec: Json
    text: str


def indicator_charts(p: Phrases, indicator: Indicator) -> list[Chart]:
    """Return the charts of an indicator: parts of wholes, comparable values; nothing where none serves."""
    found, title = counted_once(p.kb, indicator), indicator.label[p.language]
    parts = [_parts_chart(p, title, each) for each in _wholes(p.kb, found)]
    return parts + [_values_chart(p, title, each) for each in _series(p.kb, found)]


def _wholes(kb: KnowledgeBase, observations: Iterable[Observation]) -> Iterator[list[Observation]]:
    """Yield the parts of each whole: all that an article gives of it, or none. One share alone needs no chart."""
    groups: dict[tuple[object, ...], list[Observation]] = {}
    for each in observations:
        key = (each.part_of, each.citation.source, each.period.start, each.period.end, each.base)
        groups.setdefault(key, []).append(each)
    for (whole, *_), parts in groups.items():
        if (whole or len(parts) > 1) and make_one_whole(kb, parts):
            yield parts


def _series(kb: KnowledgeBase, observations: Iterable[Observation]) -> Iterator[list[Observation]]:
    """Yield the groups in which each two observations are comparable, one a period, and none is a bound or a range."""
    groups: list[list[Observation]] = []
    for each in observations:
        fitting = [group for group in groups if not any(obstacles(kb, each, other) for other in group)]
        if fitting:
            fitting[0].append(each)
        else:
            groups.append([each])
    for group in groups:
        apart = all(after(one.period) <= other.period.start for one, other in pairwise(group))
        if len(group) > 1 and apart and not any(each.precision in BOUNDS for each in group):
            yield group


def _parts_chart(p: Phrases, indicator: str, parts: Sequence[Observation]) -> Chart:
    """Return one bar from nothing to the whole; what the article does not say of it bears no number."""
    whole = p.kb.observations[parts[0].part_of] if parts[0].part_of else None
    total = _segment(p, whole, p.t("chart-whole")) if whole else None
    segments = [_segment(p, part, p.names(part.scope)) for part in parts]
    rest = (total.size if total else 100) - sum(segment.size for segment in segments)
    if rest > 0:
        words = bare_text(p.t("chart-rest"))
        segments.append(Segment("", words, rest, words))
    said = p.t("chart-parts-text", items=_items(p, [*([total] if total else []), *segments]))
    told = min(parts, key=lambda part: part.period.basis is Basis.INFERRED)
    note = p.t("chart-parts-note" if rest > 0 else "chart-parts-period", period=p.reference_period(told, alone=True))
    note += _hollow(p, parts)
    return Chart(p.t("chart-parts", indicator=indicator), note, stacked(segments, p.language, total), bare_text(said))


def _segment(p: Phrases, observation: Observation, words: Markup) -> Segment:
    """Return an observation as a part of a whole, or as the whole, and the words that tell it from the others."""
    size, number = float(observation.value), _number(p, observation)
    said, is_hollow = _text(p, observation, words), p.is_referenced(observation)
    return Segment(_address(p, observation), said, size, bare_text(words), number, is_hollow)


def _values_chart(p: Phrases, indicator: str, values: Sequence[Observation]) -> Chart:
    """Return comparable observations as columns, each over its period."""
    first, last = values[0].period.start.year, max(last_year(each.period) for each in values)
    shown = [_column(p, each) for each in values]
    spec = columns(shown, dt.date(first, 1, 1), dt.date(last + 1, 1, 1), p.language)
    bounds = {"first": p.partial_date(f"{first}"), "last": p.partial_date(f"{last}")}
    text = bare_text(p.t("chart-time", **bounds, items=_items(p, shown)))
    note = p.t("chart-values-note") + _hollow(p, values)
    return Chart(p.t("chart-values", indicator=indicator), note, spec, text)


def _hollow(p: Phrases, observations: Sequence[Observation]) -> Markup:
    """Return what a hollow shape says, where a chart has one."""
    return Markup(" ") + p.t("chart-hollow") if any(map(p.is_referenced, observations)) else Markup("")


def _column(p: Phrases, observation: Observation) -> Column:
    period, text = observation.period, _text(p, observation, p.reference_period(observation))
    value, number = float(observation.value), _number(p, observation)
    is_hollow = p.is_referenced(observation)
    return Column(_address(p, observation), text, period.start, after(period), value, number, is_hollow)


def _text(p: Phrases, observation: Observation, words: Markup) -> str:
    """Return an observation in words, with those that tell it from the others of its chart."""
    return bare_text(p.t("chart-item", what=p.quantity(observation), when=words))


def _number(p: Phrases, observation: Observation) -> str:
    """Return the value of an observation with the words of its precision; the shape says how well it is proved."""
    return bare_text(p.value(observation, with_unit=False))


def _address(p: Phrases, observation: Observation) -> str:
    """Return the address of the page of an observation."""
    return p.url(addresses.figure_page(observation.id))


def _items(p: Phrases, shown: Sequence[Column] | Sequence[Segment]) -> str:
    return bare_text(p.t("chart-separator")).join(each.said for each in shown)
