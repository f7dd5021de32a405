"""Whether observations can be compared or set into one whole, and why not: docs/*/method.md says it to readers."""

from collections.abc import Sequence
from enum import StrEnum

from ..text.quantities import Measure, Precision
from .model import KnowledgeBase, Observation, Status
from .periods import Kind, kind, nested, part_of_year, same_kind

# A bound, a range or an order of magnitude has no length that can be drawn, and nothing can be divided by it.
MINIMA = (Precision.MORE_THAN, Precision.AT_LEAST)
MAXIMA = (Precision.LESS_THAN, Precision.AT_MOST)
BOUNDS = (*MINIMA, *MAXIMA, Precision.BETWEEN, Precision.SEVERAL)


def obstacles(kb: KnowledgeBase, one: Observation, other: Observation) -> list[str]:
    """Return the labels of all that forbids a comparison; an empty list means comparable.

    Comparable observations share indicator (and so the unit), scope, statistical base and kind of period; both are
    observed, or both foreseen; neither
    period is open, nor inside the other. A rounding counts what the number that it rounds does.
    """
    one_count, other_count = _as_counted(kb, one), _as_counted(kb, other)
    periods = one.period, other.period
    found = {
        "incomparable-indicator": kb.indicator_of[one.id] is not kb.indicator_of[other.id],
        "incomparable-scope": scope_of(one_count) != scope_of(other_count),
        "incomparable-base": one_count.base != other_count.base,
        "incomparable-status": one.status is not other.status,
        "incomparable-open": Kind.OPEN in map(kind, periods),
        "incomparable-nested": nested(*periods) or nested(*reversed(periods)),
        "incomparable-period": Kind.OPEN not in map(kind, periods) and not same_kind(*periods),
    }
    return [label for label, forbids in found.items() if forbids]


def _as_counted(kb: KnowledgeBase, observation: Observation) -> Observation:
    """Return the observation that says what an observation counts: the one that it rounds, or itself."""
    return kb.observations[observation.rounds] if observation.rounds else observation


def scope_of(observation: Observation) -> tuple[str | None, ...]:
    """Return what narrows a count, in a form that can be compared."""
    return tuple(observation.scope.roles.values())


def key(kb: KnowledgeBase, observation: Observation) -> str | None:
    """Return a name that exactly those observations share which can be compared; None where nothing can be.

    It holds all that `obstacles` asks for: `attempts-foiled place=morocco 01-01/12-end`.
    """
    if kind(observation.period) is Kind.OPEN:
        return None
    counted = _as_counted(kb, observation)
    parts = [f"{name}={value}" for name, value in {**counted.scope.roles, "base": counted.base}.items() if value]
    parts += [f"status={observation.status}"] if observation.status is Status.FORECAST else []
    return " ".join([kb.indicator_of[observation.id].id, *parts, part_of_year(observation.period)])


def is_part(part: Observation, whole: Observation) -> bool:
    """Return whether an observation is a declared part of another, in one source and period."""
    return part.part_of == whole.id and _setting(part)[:3] == _setting(whole)[:3]


def make_one_whole(kb: KnowledgeBase, parts: Sequence[Observation]) -> bool:
    """Return whether some observations are parts of one whole, so that they can be laid end to end inside it.

    Either all are declared parts of one observation, or all are shares of a hundred and parts of none. They share
    indicator, source, period, base and authority; each has another scope, and all these differ in one dimension only;
    none is a bound or a range, and neither is the whole, which is more than nothing and not exceeded. That no scope
    lies inside another is for the editor to know, who declares such an observation a part of the other.
    """
    first = parts[0]
    whole = kb.observations[first.part_of] if first.part_of else None
    if whole is None and kb.unit_of(first).measure is not Measure.PERCENT:
        return False
    total = whole.value if whole else 100
    return (
        all(each.part_of == first.part_of and (whole is None or is_part(each, whole)) for each in parts)
        and len({(kb.indicator_of[each.id].id, *_setting(each)) for each in parts}) == 1
        and _differ_in_one_dimension(parts)
        and not any(each.precision in BOUNDS for each in (*parts, *([whole] if whole else [])))
        and 0 < total >= sum(each.value for each in parts)
    )


def _setting(observation: Observation) -> tuple[object, ...]:
    """Return what the parts of one whole have in common: source, period, base and authority."""
    period = observation.period
    return observation.citation.source, period.start, period.end, observation.base, observation.stated_by.entity


def _differ_in_one_dimension(observations: Sequence[Observation]) -> bool:
    """Return whether all scopes are the same but in one dimension, in which each names another entity."""
    dimensions = [set(names) for names in zip(*map(scope_of, observations), strict=True)]
    differing = [names for names in dimensions if len(names) > 1]
    distinct = [names for names in differing if len(names) == len(observations) and None not in names]
    return len(observations) == 1 or len(differing) == len(distinct) == 1


class Obstacle(StrEnum):
    """What forbids a comparison; the labels `incomparable-…` say it in words."""

    INDICATOR = "indicator"
    SCOPE = "scope"
    BASE = "base"
    STATUS = "status"
    OPEN = "open"
    NESTED = "nested"
    PERIOD = "period"
