"""Rules about how observations lie to one another: roundings, parts, totals, conflicts (see `rules`)."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, permutations

from .comparability import obstacles, scope_of
from .model import KnowledgeBase, Measure, Observation, Precision
from .periods import nested
from .problems import Problem


def check_relations(kb: KnowledgeBase) -> Iterator[Problem]:
    """A rounded value names the exact one and rounds or truncates it; a part is no more than its whole."""
    for observation in kb.observations.values():
        if (observation.precision is Precision.ROUNDED) != (observation.rounds is not None):
            message = "`precision: rounded` and `rounds:` (the id of the exact observation) go together"
            yield Problem.at(observation.at("precision"), "ROUNDED-FROM", message)
        for name in ("rounds", "part_of", "superseded_by"):
            yield from _related(kb, observation, name, getattr(observation, name))
        for other in observation.disagrees_with:
            yield from _related(kb, observation, "disagrees_with", other)
        if observation.rounds and not is_rounding(observation.value, kb.observations[observation.rounds].value):
            exact = kb.observations[observation.rounds].value
            message = f"{observation.value} is neither a rounding nor a truncation of {exact} ({observation.rounds})"
            yield Problem.at(observation.at("value"), "ROUNDED-FROM", message)
        if observation.part_of and observation.value > kb.observations[observation.part_of].value:
            whole = kb.observations[observation.part_of].value
            message = f"the part {observation.value} is more than its whole, {whole} ({observation.part_of})"
            yield Problem.at(observation.at("value"), "PART-OF", message)


def _related(kb: KnowledgeBase, observation: Observation, name: str, to: str | None) -> Iterator[Problem]:
    """Yield a problem where a relation leads to itself, or to another indicator or period."""
    other = kb.observations.get(to or "")
    if other is None:
        return
    same = kb.indicator_of[other.id] is kb.indicator_of[observation.id]
    periods = [(each.period.start, each.period.end) for each in (observation, other)]
    if other is observation or not same or periods[0] != periods[1]:
        message = f"`{name}` must name another observation of the same indicator and period: {other.id!r}"
        yield Problem.at(observation.at(name), "RELATION", message)


def is_rounding(value: Decimal, exact: Decimal) -> bool:
    """Return whether `value` is `exact` rounded or truncated to one or more significant digits."""
    top = exact.adjusted()
    steps = (Decimal(1).scaleb(power) for power in range(1, top + 1))
    return any(
        value in ((exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step, exact // step * step) for step in steps
    )


def check_totals(kb: KnowledgeBase) -> Iterator[Problem]:
    """A count does not fall as its period grows; shares of one base do not exceed a hundred."""
    for indicator in kb.indicators.values():
        shown = [kb.observations[name] for name in indicator.observations if name in kb.observations]
        if kb.units[indicator.unit].measure is Measure.PERCENT:
            yield from _check_shares(shown)
            continue
        for inner, outer in permutations(shown, 2):
            same = scope_of(inner) == scope_of(outer) and inner.base == outer.base
            marked = _marks(inner, outer) or _marks(outer, inner)
            if same and not marked and nested(inner.period, outer.period) and inner.value > outer.value:
                message = f"{inner.value} is more than {outer.value} ({outer.id}), whose period holds this one"
                yield Problem.at(inner.at("value"), "TOTAL-FALLS", message)


def _check_shares(shown: list[Observation]) -> Iterator[Problem]:
    """Yield a problem where the shares that one source gives for one period come to more than a hundred."""
    groups: dict[object, list[Observation]] = {}
    for observation in (each for each in shown if not (each.rounds or each.part_of)):
        key = (observation.citation.source, observation.period.start, observation.period.end, observation.base)
        groups.setdefault(key, []).append(observation)
    for group in groups.values():
        if (total := sum(observation.value for observation in group)) > 100:
            message = f"with this one, the shares of one base come to {total} %"
            yield Problem.at(group[-1].at("value"), "SHARES-SUM", message)


def check_conflicts(kb: KnowledgeBase) -> Iterator[Problem]:
    """Two values of one count are both kept, and marked; one fact is cited under one id."""
    groups: dict[object, list[Observation]] = {}
    for each in kb.observations.values():
        groups.setdefault((kb.indicator_of[each.id].id, each.period.start, each.period.end), []).append(each)
    for one, other in (pair for group in groups.values() for pair in combinations(group, 2)):
        if obstacles(kb, one, other) not in ([], ["incomparable-open"]):
            continue
        if one.value == other.value and one.citation.source == other.citation.source:
            message = f"{other.id} is cited already as {one.id}; keep one of the two"
            yield Problem.at(other.at(), "CITED-TWICE", message)
        elif one.value != other.value and not (_marks(one, other) or _marks(other, one)):
            message = f"{other.value} and {one.value} ({one.id}) disagree: add `disagrees_with` or `superseded_by`"
            yield Problem.at(other.at("value"), "DISAGREEMENT", message)


def _marks(one: Observation, other: Observation) -> bool:
    return other.id in one.disagrees_with or other.id in (one.superseded_by, one.rounds, one.part_of)


def check_superseded(kb: KnowledgeBase) -> Iterator[Problem]:
    """A superseded value stays, names the one that replaces it, and says why."""
    for observation in kb.observations.values():
        if (observation.superseded_by is None) != (observation.superseded_because is None):
            message = "`superseded_by` and `superseded_because` (ar, fr) go together"
            yield Problem.at(observation.at("superseded_by"), "SUPERSEDED", message)
