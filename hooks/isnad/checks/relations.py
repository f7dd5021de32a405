"""Rules about how observations lie to one another: roundings, parts, totals, conflicts (see `rules`)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from ..facts.comparability import MAXIMA, obstacles, scope_of
from ..facts.model import Citation, KnowledgeBase, Observation
from ..facts.periods import nested
from ..facts.record import NOT_GIVEN
from ..problems import Problem, say
from ..text import evidence
from ..text.quantities import COUNTED, ORDERS, RATIOS, Measure, Precision
from .periods import is_undated

# How articles say that a number is a part of the one before it.
OF_WHICH = re.compile(
    r"(?<!\w)(?:dont|parmi|d'entre|y compris|و?(?:من )?(?:بين|ضمن)هم?ا?|و?من(?:هم|ها|هن)|و?بما في(?:هم|ها| ذلك))(?!\w)"
)


def check_relations(kb: KnowledgeBase) -> Iterator[Problem]:
    """A rounded value names the exact one and rounds or truncates it; a part is no more than its whole."""
    for observation in kb.observations.values():
        if (observation.precision is Precision.ROUNDED) != (observation.rounds is not None):
            message = say("rounded-alone")
            yield Problem.at(observation.at("precision"), "ROUNDED-FROM", message)
        for name in ("rounds", "part_of", "superseded_by"):
            yield from _related(kb, observation, name, getattr(observation, name))
        for other in observation.disagrees_with:
            yield from _related(kb, observation, "disagrees_with", other)
        if observation.rounds and not is_rounding(observation.value, kb.observations[observation.rounds].value):
            exact = kb.observations[observation.rounds].value
            message = say("rounded-wrong", value=observation.value, exact=exact, id=observation.rounds)
            yield Problem.at(observation.at("value"), "ROUNDED-FROM", message)
        whole = _greatest(kb.observations[observation.part_of]) if observation.part_of else None
        if whole is not None and observation.value > whole and observation.precision not in MAXIMA:
            message = say("part-of", value=observation.value, whole=whole, id=observation.part_of)
            yield Problem.at(observation.at("value"), "PART-OF", message)


def check_parts(kb: KnowledgeBase) -> Iterator[Problem]:
    """A part is a count as its whole is, of the same article, whose quote says «of which»; they do not disagree.

    Its scope, or a base of its own, says what it counts of the whole: else the two would be compared as one count.
    """
    for part in kb.observations.values():
        if (whole := kb.observations.get(part.part_of or "")) is None:
            continue
        counted = kb.unit_of(part).measure is Measure.COUNT and Precision.ROUNDED not in (
            part.precision,
            whole.precision,
        )
        alike = (part.base or not whole.base) and part.citation.source == whole.citation.source
        quote = part.citation.quote if isinstance(part.citation, Citation) else None
        says_so = quote is None or OF_WHICH.search(evidence.normalise(quote).casefold())
        if not (counted and alike and says_so):
            message = say("part-quote", id=whole.id, quote=quote) if quote else say("part-alike", id=whole.id)
            yield Problem.at(part.at("part_of"), "PART-OF", message)
        elif (scope_of(part), part.base) == (scope_of(whole), whole.base):
            yield Problem.at(part.at("part_of"), "PART-OF", say("part-same", id=whole.id))
        for one, other in ((part, whole), (whole, part)):
            if other.id in one.disagrees_with:
                yield Problem.at(one.at("disagrees_with"), "PART-OF", say("part-disagrees", id=other.id))


def check_bases(kb: KnowledgeBase) -> Iterator[Problem]:
    """The figures of an indicator that are parts of no other all have a base, or none has."""
    for indicator in kb.indicators.values():
        wholes = [figure for figure in kb.figures_of(indicator) if not figure.part_of and not figure.superseded_by]
        if any(figure.base for figure in wholes):
            for figure in wholes:
                if figure.base is None:
                    yield Problem.at(figure.at(), "BASE-MISSING", say("base-missing", id=indicator.id))


def _related(kb: KnowledgeBase, observation: Observation, name: str, to: str | None) -> Iterator[Problem]:
    """Yield a problem where a relation leads to itself, or to another indicator or period.

    Of what is superseded, the article may not say until when it was counted.
    """
    other = kb.observations.get(to or "")
    if other is None:
        return
    same = kb.indicator_of[other.id] is kb.indicator_of[observation.id]
    periods = [(each.period.start, each.period.end) for each in (observation, other)]
    undated = name == "superseded_by" and is_undated(observation, other)
    if other is observation or not same or (periods[0] != periods[1] and not undated):
        message = say("relation", key=name, id=other.id)
        yield Problem.at(observation.at(name), "RELATION", message)


def is_rounding(value: Decimal, exact: Decimal) -> bool:
    """Return whether `value` is `exact` rounded or truncated to one or more significant digits."""
    top = exact.adjusted()
    steps = (Decimal(1).scaleb(power) for power in range(1, top + 1))
    return any(
        value in ((exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step, exact // step * step) for step in steps
    )


def check_ranges(kb: KnowledgeBase) -> Iterator[Problem]:
    """A range has two bounds, the smaller one first."""
    for observation in kb.observations.values():
        upper = observation.value_to
        if (observation.precision is Precision.BETWEEN) != (upper is not None):
            yield Problem.at(observation.at("precision"), "RANGE-BOUNDS", say("range-alone"))
        elif upper is not None and upper <= observation.value:
            message = say("range-order", value=observation.value, upper=upper)
            yield Problem.at(observation.at("value_to"), "RANGE-BOUNDS", message)


def check_value_forms(kb: KnowledgeBase) -> Iterator[Problem]:
    """A fraction says out of how many; only it and a factor are divided; an order of magnitude is a power of ten."""
    for observation in kb.observations.values():
        measure, out_of = kb.unit_of(observation).measure, observation.out_of
        divided = (measure is Measure.FRACTION) if out_of is None else measure not in RATIOS
        if divided:
            yield Problem.at(observation.at("out_of"), "VALUE-FORM", say("fraction-alone", measure=measure))
        elif out_of is not None and not 0 < observation.value < out_of:
            message = say("fraction-order", value=observation.value, out_of=out_of)
            yield Problem.at(observation.at("out_of"), "VALUE-FORM", message)
        if observation.precision is Precision.SEVERAL and not (observation.value in ORDERS and measure in COUNTED):
            message = say("several-order", value=observation.value)
            yield Problem.at(observation.at("value"), "VALUE-FORM", message)


def check_totals(kb: KnowledgeBase) -> Iterator[Problem]:
    """A count does not fall as its period grows; shares of one base do not exceed a hundred."""
    for indicator in kb.indicators.values():
        shown = kb.figures_of(indicator)
        if kb.units[indicator.unit].measure is Measure.PERCENT:
            yield from _check_shares(shown)
        if kb.units[indicator.unit].measure not in COUNTED:
            continue
        groups: dict[object, list[Observation]] = {}
        for each in shown:
            groups.setdefault((scope_of(each), each.base, each.status), []).append(each)
        for inner, outer in (pair for group in groups.values() for pair in _begun_within(group)):
            falls = (
                inner.precision not in MAXIMA and inner.value > _greatest(outer) and nested(inner.period, outer.period)
            )
            if falls and not (_marks(inner, outer) or _marks(outer, inner)):
                message = say("total-falls", value=inner.value, whole=outer.value, id=outer.id)
                yield Problem.at(inner.at("value"), "TOTAL-FALLS", message)


def _greatest(observation: Observation) -> Decimal:
    """Return a value, the greater bound of a range, or ten times an order: some tens are less than a hundred."""
    if observation.precision is Precision.SEVERAL:
        return 10 * observation.value
    return observation.value if observation.value_to is None else observation.value_to


def _begun_within(group: list[Observation]) -> Iterator[tuple[Observation, Observation]]:
    """Yield each observation whose period begins within that of another one, and the other one."""
    begun = sorted(group, key=lambda each: each.period.start)
    days = [each.period.start for each in begun]
    for outer in group:
        if outer.period.end is not NOT_GIVEN:
            within = begun[bisect_left(days, outer.period.start) : bisect_right(days, outer.period.end)]
            yield from ((inner, outer) for inner in within)


def _check_shares(shown: list[Observation]) -> Iterator[Problem]:
    """Yield a problem where the shares that one source gives for one period come to more than a hundred."""
    groups: dict[object, list[Observation]] = {}
    for observation in (each for each in shown if not (each.rounds or each.part_of)):
        key = (observation.citation.source, observation.period.start, observation.period.end, observation.base)
        groups.setdefault(key, []).append(observation)
    for group in groups.values():
        if (total := sum(observation.value for observation in group if observation.precision not in MAXIMA)) > 100:
            yield Problem.at(group[-1].at("value"), "SHARES-SUM", say("shares-sum", total=total))


def check_conflicts(kb: KnowledgeBase) -> Iterator[Problem]:
    """Two values of one count are both kept, and marked; one fact is cited under one id."""
    groups: dict[object, list[Observation]] = {}
    for each in kb.observations.values():
        count = (kb.indicator_of[each.id].id, scope_of(each), each.base, each.period.start, each.period.end)
        groups.setdefault(count, []).append(each)
    for one, other in (pair for group in groups.values() for pair in combinations(group, 2)):
        if obstacles(kb, one, other) not in ([], ["incomparable-open"]):
            continue
        same = one.amount == other.amount
        if same and one.citation.source == other.citation.source:
            message = say("cited-twice", id=other.id, other=one.id)
            yield Problem.at(other.at(), "CITED-TWICE", message)
        elif not same and not (_marks(one, other) or _marks(other, one)):
            message = say("disagreement", value=other.value, other=one.value, id=one.id)
            yield Problem.at(other.at("value"), "DISAGREEMENT", message)


def _marks(one: Observation, other: Observation) -> bool:
    return other.id in one.disagrees_with or other.id in (one.superseded_by, one.rounds, one.part_of)


def check_superseded(kb: KnowledgeBase) -> Iterator[Problem]:
    """A superseded value stays, names the one that replaces it, and says why."""
    for observation in kb.observations.values():
        if (observation.superseded_by is None) != (observation.superseded_because is None):
            yield Problem.at(observation.at("superseded_by"), "SUPERSEDED", say("superseded-alone"))
