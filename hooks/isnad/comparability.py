"""Whether two observations can be compared, and why not: docs/*/method.md says it to readers."""

from .model import KnowledgeBase, Observation
from .periods import Kind, kind, nested, same_kind


def obstacles(kb: KnowledgeBase, one: Observation, other: Observation) -> list[str]:
    """Return the labels of all that forbids a comparison; an empty list means comparable.

    Comparable observations share indicator (and so the unit), scope, statistical base and kind of period; neither
    period is open, nor inside the other.
    """
    periods = one.period, other.period
    found = {
        "incomparable-indicator": kb.indicator_of[one.id] is not kb.indicator_of[other.id],
        "incomparable-scope": scope_of(one) != scope_of(other),
        "incomparable-base": one.base != other.base,
        "incomparable-open": Kind.OPEN in map(kind, periods),
        "incomparable-nested": nested(*periods) or nested(*reversed(periods)),
        "incomparable-period": Kind.OPEN not in map(kind, periods) and not same_kind(*periods),
    }
    return [label for label, forbids in found.items() if forbids]


def scope_of(observation: Observation) -> tuple[str | None, ...]:
    """Return what narrows a count, in a form that can be compared."""
    scope = observation.scope
    return scope.actor, scope.partner, scope.place, scope.origin
