"""Figures that we compute: a declared formula over observations, its value and its precision. No eval."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from ..problems import Message, Problem, say
from ..text.quantities import RATIOS, Precision
from .comparability import BOUNDS, MINIMA, is_part, obstacles
from .model import DerivedFigure, Formula, KnowledgeBase, Observation

# From a minimum, a minimum; from an approximation, an approximation; the first that an input has decides.
OBSTACLES = {
    "incomparable-indicator": say("obstacle-indicator"),
    "incomparable-scope": say("obstacle-scope"),
    "incomparable-base": say("obstacle-base"),
    "incomparable-status": say("obstacle-status"),
    "incomparable-open": say("obstacle-open"),
    "incomparable-nested": say("obstacle-nested"),
    "incomparable-period": say("obstacle-period"),
}
STRENGTH = (
    Precision.SEVERAL, Precision.BETWEEN, Precision.LESS_THAN, Precision.AT_MOST, Precision.ROUNDED, Precision.ABOUT,
    Precision.MORE_THAN, Precision.AT_LEAST, Precision.EXACT,
)  # fmt: skip


class Result(NamedTuple):
    """A computed value, to one decimal for percentages, and the precision its inputs leave it."""

    value: Decimal
    precision: Precision


def inputs(kb: KnowledgeBase, derived: DerivedFigure) -> tuple[Observation, Observation]:
    """Return the two observations of a formula: part and whole, or earlier and later."""
    first, second = derived.of
    return kb.observations[first], kb.observations[second]


def compute(kb: KnowledgeBase, derived: DerivedFigure) -> Result:
    """Return the value and precision of a derived figure. Raises ZeroDivisionError."""
    first, second = inputs(kb, derived)
    match derived.formula:
        case Formula.SHARE:
            value = first.value / second.value * 100
        case Formula.CHANGE:
            value = (second.value - first.value) / first.value * 100
        case Formula.DIFFERENCE:
            return Result(second.value - first.value, _precision(first, second))
    return Result(value.quantize(Decimal("0.1"), ROUND_HALF_UP), _precision(first, second))


def _precision(first: Observation, second: Observation) -> Precision:
    """Return the weaker precision of two inputs: "about" stays about, "more than" becomes "at least"."""
    weakest = min(first.precision, second.precision, key=STRENGTH.index)
    return {Precision.ROUNDED: Precision.ABOUT, Precision.MORE_THAN: Precision.AT_LEAST}.get(weakest, weakest)


def check_derived(kb: KnowledgeBase) -> Iterator[Problem]:
    """A share has a part of its whole, from one source and period; a change or difference, comparable observations."""
    for derived in kb.derived.values():
        if len(derived.of) != 2:
            message = say("derived-two", count=len(derived.of))
            yield Problem.at(derived.at("of"), "DERIVED-INPUTS", message)
            continue
        first, second = inputs(kb, derived)
        is_share = derived.formula is Formula.SHARE
        if is_share and not is_part(first, second):
            message = say("derived-part", part=first.id, whole=second.id)
            yield Problem.at(derived.at("of"), "DERIVED-INPUTS", message)
        elif not is_share and (found := obstacles(kb, first, second)):
            message = say("incomparable", one=first.id, other=second.id, reasons=[OBSTACLES[each] for each in found])
            yield Problem.at(derived.at("of"), "INCOMPARABLE", message)
        elif not is_share and first.period.start >= second.period.start:
            message = say("derived-order", earlier=first.id, later=second.id)
            yield Problem.at(derived.at("of"), "DERIVED-INPUTS", message)
        for each in (first, second):
            if why := _uncomputable(kb, each, is_base=each is (second if is_share else first)):
                yield Problem.at(derived.at("of"), "DERIVED-PRECISION", why)


def _uncomputable(kb: KnowledgeBase, each: Observation, is_base: bool) -> Message | None:
    """Return why nothing can be computed of an observation, the base of a formula or not; None where something can."""
    if each.precision in BOUNDS and (is_base or each.precision not in MINIMA):
        return say("derived-bound", id=each.id, precision=each.precision)
    measure = kb.unit_of(each).measure
    return say("derived-ratio", id=each.id, measure=measure) if measure in RATIOS else None
