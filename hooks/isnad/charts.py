"""Charts of what articles say: which facts can be drawn together, and in what form.

Values share an axis only where each two of them are comparable; any other length is time, or a part of one whole.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from markupsafe import Markup

from .chart_lanes import DAY, address, after, article_lanes, event_lanes, in_order, number, observation_lane, when
from .chart_specs import Column, Json, Lane, Segment, columns, lanes, stacked
from .comparability import MINIMUM, make_one_whole, obstacles
from .model import Indicator, KnowledgeBase, Observation
from .phrases import Phrases, bare_text


class Chart(NamedTuple):
    """A chart that is still to be drawn: its title, how to read it, its specification, and in words what it shows."""

    title: Markup
    note: Markup
    spec: Json
    text: str


def indicator_charts(p: Phrases, indicator: Indicator) -> list[Chart]:
    """Return the charts of an indicator: parts of wholes, comparable values, periods; nothing where none serves.

    A rounding of another observation, and a value that another replaces, would count the same again: they are left out.
    """
    found = (p.kb.observations[name] for name in indicator.observations if name in p.kb.observations)
    shown = sorted((each for each in found if not (each.rounds or each.superseded_by)), key=lambda it: it.period.start)
    wholes, series = list(_wholes(p.kb, shown)), list(_series(p.kb, shown))
    title = indicator.label[p.language]
    charts = [_parts_chart(p, title, parts) for parts in wholes] + [_values_chart(p, title, each) for each in series]
    rest = [each for each in shown if not any(each in parts for parts in wholes)]
    if len({(each.period.start, each.period.end) for each in rest}) > 1 and rest not in series:
        charts.append(_periods_chart(p, title, rest))
    return charts


def timeline(p: Phrases) -> list[Chart]:
    """Return the periods of articles' figures, and the events, on one axis of time; nothing where there are none."""
    shown = in_order(p, [*article_lanes(p), *event_lanes(p)])
    return [_lanes_chart(p, p.t("chart-timeline"), p.t("chart-timeline-note"), shown)] if shown else []


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
    """Yield the groups in which each two observations are comparable, one a period, and none is only a minimum."""
    groups: list[list[Observation]] = []
    for each in observations:
        fitting = [group for group in groups if not any(obstacles(kb, each, other) for other in group)]
        if fitting:
            fitting[0].append(each)
        else:
            groups.append([each])
    for group in groups:
        apart = all(after(one.period) <= other.period.start for one, other in pairwise(group))
        if len(group) > 1 and apart and not any(each.precision in MINIMUM for each in group):
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
    note = p.t("chart-parts-note" if rest > 0 else "chart-parts-period", period=when(p, parts, alone=True))
    return Chart(p.t("chart-parts", indicator=indicator), note, stacked(segments, p.language, total), bare_text(said))


def _segment(p: Phrases, observation: Observation, words: Markup) -> Segment:
    """Return an observation as a part of a whole, or as the whole, and the words that tell it from the others."""
    said = p.t("chart-item", what=p.quantity(observation), when=words)
    return Segment(
        address(p, observation), bare_text(said), float(observation.value), bare_text(words), number(p, observation)
    )


def _values_chart(p: Phrases, indicator: str, values: Sequence[Observation]) -> Chart:
    """Return comparable observations as columns, each over its period."""
    stretches = [(observation_lane(p, each), float(each.value)) for each in values]
    shown = [Column(lane.address, lane.said, lane.start, lane.end, value, lane.number) for lane, value in stretches]
    start, end = _whole_years(shown)
    spec, text = columns(shown, start, end, p.language), _over_time(p, shown, start, end)
    return Chart(p.t("chart-values", indicator=indicator), p.t("chart-values-note"), spec, text)


def _periods_chart(p: Phrases, indicator: str, observations: Sequence[Observation]) -> Chart:
    """Return the periods of observations, each with its number; how long a bar is says nothing of the number."""
    note = p.t("chart-lanes-note")
    if all(obstacles(p.kb, *pair) for pair in combinations(observations, 2)):
        note += " " + p.t("chart-lanes-alone")
    shown = in_order(p, [observation_lane(p, each) for each in observations])
    return _lanes_chart(p, p.t("chart-lanes", indicator=indicator), note, shown)


def _lanes_chart(p: Phrases, title: Markup, note: Markup, shown: Sequence[Lane]) -> Chart:
    start, end = _whole_years(shown)
    return Chart(title, note, lanes(shown, start, end, p.language), _over_time(p, shown, start, end))


def _whole_years(shown: Sequence[Lane] | Sequence[Column]) -> tuple[dt.date, dt.date]:
    """Return the first day of the first year shown, and the first day after the last year."""
    last = max(each.end for each in shown) - DAY
    return dt.date(min(each.start for each in shown).year, 1, 1), dt.date(last.year + 1, 1, 1)


def _over_time(p: Phrases, shown: Sequence[Lane] | Sequence[Column], start: dt.date, end: dt.date) -> str:
    """Return in words what an axis of time shows, first to last."""
    first, last = (p.partial_date(f"{year}") for year in (start.year, end.year - 1))
    return bare_text(p.t("chart-time", first=first, last=last, items=_items(p, shown)))


def _items(p: Phrases, shown: Sequence[Lane] | Sequence[Column] | Sequence[Segment]) -> str:
    return bare_text(p.t("chart-separator")).join(each.said for each in shown)
