"""Cards of single figures, each beside the figure of the year before: the change between them, or why there is none."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from ..facts.comparability import BOUNDS, obstacles
from ..facts.derived import compute
from ..facts.indexes import counted_once
from ..facts.model import DerivedFigure, Formula, KnowledgeBase, Observation
from ..facts.periods import part_of_year
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import topic_page
from ..phrases.phrases import Phrases
from . import views
from .footnotes import Footnotes


class Card(NamedTuple):
    """A figure in large, the page that it leads to, and what is said of the year before."""

    row: views.Row
    page: str
    before: Markup


def gather(p: Phrases, notes: Footnotes, figures: Iterable[Observation]) -> Iterator[Card]:
    """Yield a card for each figure."""
    for figure in figures:
        row = views.row(p, notes, figure)
        yield Card(row, p.url(topic_page(p.kb.topic_of(figure))), _before(p, notes, figure))


def _before(p: Phrases, notes: Footnotes, figure: Observation) -> Markup:
    """Return the figure of the same part of the year before, and the change since; nothing where no end is given."""
    if figure.period.end is NOT_GIVEN:
        return Markup("")
    found = _year_before(p.kb, figure)
    if len({each.value for each in found}) != 1:
        year = p.t("period-year-alone", year=p.partial_date(f"{figure.period.start.year - 1}"))
        return p.t("headline-before", period=year, figure=p.t("chart-several" if found else "chart-missing"))
    earlier = found[0]
    said = {"period": p.reference_period(earlier, alone=True), "figure": notes.figure(earlier)}
    if reasons := views.incomparable(p, earlier, figure):
        return p.t("headline-before", **said) + Markup(" ") + reasons
    if change := _change(p.kb, earlier, figure):
        rises = compute(p.kb, change).value > 0
        return p.t("headline-rise" if rises else "headline-change", change=notes.derived(change), **said)
    is_bound = earlier.precision in BOUNDS or figure.precision in BOUNDS
    return p.t("headline-bound" if is_bound else "headline-before", **said)


def _year_before(kb: KnowledgeBase, figure: Observation) -> list[Observation]:
    """Return the figures of the year before: those that compare, or else all that are no parts of others."""
    period = figure.period
    found = [
        each
        for each in counted_once(kb, kb.indicator_of[figure.id])
        if each.period.start.year == period.start.year - 1 and part_of_year(each.period) == part_of_year(period)
    ]
    fitting = [each for each in found if not obstacles(kb, each, figure)]
    return fitting or [each for each in found if not each.part_of]


def _change(kb: KnowledgeBase, earlier: Observation, later: Observation) -> DerivedFigure | None:
    """Return the declared change between two figures, if there is one."""
    pair = (earlier.id, later.id)
    return next((it for it in kb.derived.values() if it.formula is Formula.CHANGE and tuple(it.of) == pair), None)
