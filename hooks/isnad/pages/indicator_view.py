"""What the page of an indicator shows: all its figures, and in plain words which of them compare and which do not."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from markupsafe import Markup

from ..facts.comparability import make_one_whole, obstacles
from ..facts.indexes import counted_once
from ..facts.model import Indicator, Observation
from ..facts.periods import Kind, kind
from ..phrases.addresses import document
from ..phrases.phrases import Phrases
from . import charts, observation_table, views
from .footnotes import Footnotes
from .templates import block

MOST_COMPARED = 40  # figures, the latest: all pairs of many more are more than anybody reads
MOST_GROUPS = 4  # of figures that compare: of more, the pairs that do not are more than anybody reads
MOST_NAMED = 3  # figures of a group; of a longer one the first and the last are named


def gather(p: Phrases, notes: Footnotes, indicator: Indicator) -> Mapping[str, Any]:
    """Return what the template of the page shows."""
    return {
        "indicator": indicator,
        "topic": p.kb.topics[indicator.topic],
        "table": block("observations", p, **observation_table.gather(p, notes, [indicator], titled=False)),
        "charts": block("charts", p, charts=list(charts.keyed_once(charts.indicator_charts(p, indicator)))),
        "comparisons": list(comparisons(p, counted_once(p.kb, indicator)[-MOST_COMPARED:])),
        "data": p.file(document(f"indicators/{indicator.id}"), f"{indicator.id}.json"),
    }


def comparisons(p: Phrases, figures: Sequence[Observation]) -> Iterator[Markup]:
    """Yield which figures compare, which are parts of one whole, and which do not compare, with the reasons."""
    endless = [each for each in figures if kind(each.period) is Kind.OPEN]
    parts = [each for each in figures if each.part_of and each not in endless]
    groups = _groups(p, [each for each in figures if each not in (*endless, *parts)])
    yield from (p.t("compared", figures=_names(p, group)) for group in groups if len(group) > 1)
    apart: dict[Markup, list[Markup]] = {}
    for one, other in combinations(groups, 2) if len(groups) <= MOST_GROUPS else ():
        pair = p.t("compared-pair", one=_names(p, one), other=_names(p, other))
        whole = make_one_whole(p.kb, [one[0], other[0]])
        apart.setdefault(Markup("") if whole else views.reasons(p, one[0], other[0]), []).append(pair)
    for reasons, pairs in apart.items():
        listed = p.t("chart-separator").join(pairs)
        yield p.t("compared-not", pairs=listed, reasons=reasons) if reasons else p.t("compared-parts", pairs=listed)
    if len(groups) > MOST_GROUPS:
        yield p.t("compared-rest" if any(len(group) > 1 for group in groups) else "compared-none")
    for part in parts:
        yield p.t("compared-part-of", part=_names(p, [part]), whole=_names(p, [p.kb.observations[part.part_of or ""]]))
    if endless and len(figures) > 1:
        yield p.t("compared-open", figures=_names(p, endless))


def _groups(p: Phrases, figures: Sequence[Observation]) -> list[list[Observation]]:
    """Return the figures in groups, in which each two compare."""
    groups: list[list[Observation]] = []
    for each in figures:
        fitting = (group for group in groups if not any(obstacles(p.kb, each, other) for other in group))
        if group := next(fitting, None):
            group.append(each)
        else:
            groups.append([each])
    return groups


def _names(p: Phrases, figures: Sequence[Observation]) -> Markup:
    """Return some figures, each with its period; of many, the first and the last."""
    named = [
        p.t(
            "compared-figure",
            figure=p.figure_link(each, p.quantity(each, with_unit=False)),
            period=p.reference_period(each, alone=True),
        )
        for each in (figures if len(figures) <= MOST_NAMED else (figures[0], figures[-1]))
    ]
    if len(figures) > MOST_NAMED:
        return p.t("compared-many", first=named[0], last=named[-1])
    return p.t("list-separator").join(named)
