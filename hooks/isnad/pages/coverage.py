"""A grid of indicators and years: for which part of each year articles give a figure, in words.

How long a period is says nothing of how much was counted in it, so that nothing is drawn here.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from ..facts.indexes import counted_once
from ..facts.model import Basis, Indicator, KnowledgeBase, Observation, Period, Status
from ..facts.periods import is_whole_months, last_year
from ..facts.record import NOT_GIVEN
from ..facts.tables import single_answer
from ..phrases.phrases import REFERENCED, Phrases


def gather(p: Phrases, indicators: Iterable[Indicator]) -> Mapping[str, Any]:
    """Return what the template of the grid shows: the same years in each grid, and a line for each indicator."""
    shown = years_covered(p.kb)
    lines = [(indicator.label[p.language], _by_year(p, indicator)) for indicator in indicators]
    return {
        "years": [p.partial_date(f"{year}") for year in shown],
        "lines": [(label, [periods.get(year, []) for year in shown]) for label, periods in lines],
    }


def years_without(kb: KnowledgeBase, indicator: Indicator) -> list[int]:
    """Return the years of the grid that no figure of an indicator touches."""
    periods = [observation.period for observation in counted_once(kb, indicator)]
    touched = {year for period in periods for year in range(period.start.year, last_year(period) + 1)}
    return [year for year in years_covered(kb) if year not in touched]


@single_answer
def years_covered(kb: KnowledgeBase) -> range:
    """Return the years from the first to the last that any figure of what was touches."""
    figures = (each for indicator in kb.indicators.values() for each in counted_once(kb, indicator))
    periods = [each.period for each in figures if each.status is Status.OBSERVED]
    if not periods:
        return range(0)
    return range(min(period.start.year for period in periods), max(map(last_year, periods)) + 1)


def _by_year(p: Phrases, indicator: Indicator) -> dict[int, list[Markup]]:
    """Return the periods of an indicator's figures by the years they touch, the longer first."""
    periods: dict[tuple[object, ...], list[Observation]] = {}
    for observation in counted_once(p.kb, indicator):
        period = observation.period
        periods.setdefault((period.start, period.end), []).append(observation)
    found: dict[int, list[Markup]] = {}
    for group in periods.values():
        period, cell = group[0].period, _cell(p, group)
        for year in range(period.start.year, last_year(period) + 1):
            found.setdefault(year, []).append(cell)
    return found


def _cell(p: Phrases, group: list[Observation]) -> Markup:
    """Return the period that figures share, linked to one of them: a whole rather than its parts, and one whose period
    is stated rather than inferred, where there is one; it is signed where no quote proves any of them.
    """
    chosen = min(group, key=lambda it: (p.is_referenced(it), it.period.basis is Basis.INFERRED, it.part_of is not None))
    shown = p.signed(chosen.period, p.figure_link(chosen, _words(p, chosen.period)))
    return p.sign(shown, REFERENCED) if all(map(p.is_referenced, group)) else shown


def _words(p: Phrases, period: Period) -> Markup:
    """Return a period as a cell says it: under the name of its year, which it repeats only where it must."""
    if period.end is NOT_GIVEN:
        from_new_year = (period.start.month, period.start.day) == (1, 1)
        return p.t("coverage-open-year") if from_new_year else p.t("coverage-open", first=p.date(period.start))
    if period.is_full_year:
        return p.t("coverage-year")
    if not is_whole_months(period) or period.start.year != period.end.year:
        return p.period(period, alone=True)
    first, last = p.month(period.start), p.month(period.end)
    return first if period.start.month == period.end.month else p.t("coverage-months", first=first, last=last)
