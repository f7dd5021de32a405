"""How observations lie to one another: roundings, parts, totals, conflicts, and what replaces what."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from isnad.checks import relations
from isnad.facts.model import KnowledgeBase, Observation
from isnad.facts.record import Bilingual
from isnad.problems import Problem
from isnad.text.evidence import normalise
from isnad.text.quantities import Measure, Precision

from tests.cases import for_all, table, yes
from tests.conftest import with_observations


@for_all("value, exact, expected", table("checks/relations.txt", "roundings", str, str, yes))
def test_is_rounding(value: str, exact: str, expected: bool) -> None:
    assert relations.is_rounding(Decimal(value), Decimal(exact)) is expected


def alike(kb: KnowledgeBase, **changes: Any) -> tuple[Observation, Observation]:
    """Return two observations of one count, the first of which is as changes say."""
    first, second = kb.observations["origin-west-africa-2024"], kb.observations["origin-maghreb-2024"]
    return replace(first, **changes), replace(second, scope=first.scope)


def conflicts(kb: KnowledgeBase, *observations: Observation) -> list[str]:
    only = replace(kb, observations={each.id: each for each in observations})
    return [problem.code for problem in relations.check_conflicts(only)]


@pytest.mark.parametrize(
    "mark",
    [
        {"disagrees_with": ("origin-maghreb-2024",)},
        {"superseded_by": "origin-maghreb-2024"},
        {"rounds": "origin-maghreb-2024"},
        {"part_of": "origin-maghreb-2024"},
    ],
    ids=lambda mark: next(iter(mark)),
)
def test_a_disagreement_is_marked_on_either_side(kb: KnowledgeBase, mark: dict[str, Any]) -> None:
    assert conflicts(kb, *alike(kb)) == ["DISAGREEMENT"]
    one, other = alike(kb, **mark)
    assert conflicts(kb, one, other) == conflicts(kb, other, one) == []


def test_the_same_value_from_two_sources_is_no_conflict(kb: KnowledgeBase) -> None:
    one, other = alike(kb, value=Decimal(12))
    assert conflicts(kb, one, other) == ["CITED-TWICE"]
    elsewhere = replace(other, citation=replace(other.citation, source="bilan-2022"))
    assert conflicts(kb, one, elsewhere) == []


@pytest.mark.parametrize("field", ["base", "start", "end"])
def test_different_counts_do_not_disagree(kb: KnowledgeBase, field: str) -> None:
    one, other = alike(kb)
    if field == "base":
        one = replace(one, base="other")
    else:
        day: dict[str, Any] = {field: dt.date(2024, 6, 30)}
        one = replace(one, period=replace(one.period, **day))
    assert conflicts(kb, one, other) == []


def test_open_periods_that_start_together_may_disagree(kb: KnowledgeBase) -> None:
    one = kb.observations["attempts-2022"]
    other = replace(kb.observations["attempts-2022-headline"], scope=one.scope, rounds=None)
    assert conflicts(kb, one, other) == ["DISAGREEMENT"]


def totals(kb: KnowledgeBase, year: Observation, part: Observation) -> Iterator[Problem]:
    """Yield what is wrong with a year and the part of it that has the scope of the year."""
    return relations.check_totals(with_observations(kb, year, replace(part, scope=year.scope)))


def nine_months(kb: KnowledgeBase, **changes: Any) -> tuple[Observation, Observation]:
    year, part = kb.observations["rescues-2024"], kb.observations["rescues-2024-9m"]
    return year, replace(part, value=year.value + 1, **changes)


def test_a_total_falls_where_the_longer_period_has_less(kb: KnowledgeBase) -> None:
    year, part = nine_months(kb)
    assert [problem[:4] for problem in totals(kb, year, part)] == [(*part.at("value"), "TOTAL-FALLS")]
    assert list(totals(kb, year, replace(part, value=year.value))) == []
    assert list(totals(kb, year, replace(part, base="other"))) == []


@for_all("quote", table("checks/relations.txt", "of-which"))
def test_words_that_say_of_which(quote: str) -> None:
    assert relations.OF_WHICH.search(normalise(quote).casefold())


@for_all("quote", ["310 femmes ont été secourues", "tandis que 310", "بينما 310 من الدول"])
def test_words_that_do_not(quote: str) -> None:
    assert not relations.OF_WHICH.search(normalise(quote).casefold())


def test_an_open_period_holds_no_other(kb: KnowledgeBase) -> None:
    year, part = nine_months(kb)
    open_year = replace(year, period=replace(year.period, end=kb.observations["attempts-2022"].period.end))
    assert list(totals(kb, open_year, part)) == []


@pytest.mark.parametrize("mark", ["disagrees_with", "superseded_by"])
def test_a_total_that_falls_may_be_marked_as_a_disagreement(kb: KnowledgeBase, mark: str) -> None:
    changes = {"disagrees_with": ("rescues-2024",), "superseded_by": "rescues-2024"}
    assert list(totals(kb, *nine_months(kb, **{mark: changes[mark]}))) == []


def test_a_share_may_fall_as_its_period_grows(kb: KnowledgeBase) -> None:
    year = kb.observations["origin-maghreb-2024"]
    part = kb.observations["origin-west-africa-2024"]
    shorter = replace(part, scope=year.scope, period=replace(part.period, end=dt.date(2024, 9, 30)))
    assert list(relations.check_totals(with_observations(kb, shorter))) == []


@pytest.mark.parametrize("name", ["rounds", "part_of"])
def test_a_share_is_not_added_to_what_it_rounds_or_is_part_of(kb: KnowledgeBase, name: str) -> None:
    exact, again = kb.observations["origin-west-africa-2024"], kb.observations["origin-maghreb-2024"]
    precision = Precision.ROUNDED if name == "rounds" else Precision.EXACT
    relation: dict[str, Any] = {name: exact.id}
    again = replace(again, value=Decimal(50), precision=precision, scope=exact.scope, **relation)
    assert list(relations.check_totals(with_observations(kb, again))) == []


@for_all("measure, value, out_of, precision, problems", [
    (Measure.FRACTION, "1", "3", Precision.EXACT, 0), (Measure.FRACTION, "1", None, Precision.EXACT, 1),
    (Measure.FRACTION, "3", "3", Precision.EXACT, 1), (Measure.FRACTION, "0", "3", Precision.EXACT, 1),
    (Measure.FACTOR, "3", None, Precision.EXACT, 0), (Measure.FACTOR, "1", "3", Precision.EXACT, 0),
    (Measure.PERCENT, "1", "3", Precision.EXACT, 1), (Measure.CHANGE, "10", None, Precision.SEVERAL, 1),
    (Measure.COUNT, "1000", None, Precision.SEVERAL, 0), (Measure.COUNT, "1", None, Precision.SEVERAL, 1),
    (Measure.COUNT, "2000", None, Precision.SEVERAL, 1), (Measure.MONEY, "1000000", None, Precision.SEVERAL, 0),
])  # fmt: skip
def test_a_fraction_is_of_something_and_an_order_is_a_power_of_ten(
    kb: KnowledgeBase, measure: Measure, value: str, out_of: str | None, precision: Precision, problems: int
) -> None:
    whole = Decimal(out_of) if out_of else None
    one = replace(kb.observations["attempts-2024"], value=Decimal(value), out_of=whole, precision=precision)
    unit = replace(kb.unit_of(one), measure=measure)
    # The other figures of the unit are left out: they are counts.
    changed = replace(kb, units={**kb.units, unit.id: unit}, observations={one.id: one})
    assert [problem.code for problem in relations.check_value_forms(changed)] == ["VALUE-FORM"] * problems


def test_some_hundreds_may_hold_a_count_of_less_than_a_thousand(kb: KnowledgeBase) -> None:
    year, part = nine_months(kb)
    some = replace(year, value=Decimal(100), precision=Precision.SEVERAL)
    assert list(totals(kb, some, replace(part, value=Decimal(900)))) == []
    assert [each.code for each in totals(kb, some, replace(part, value=Decimal(1100)))] == ["TOTAL-FALLS"]


REASON = {"ar": "سبب", "fr": "motif"}


@pytest.mark.parametrize("name", ["superseded_by", "disagrees_with"])
@pytest.mark.parametrize("other", ["rescues-2024", "attempts-2024"], ids=["itself", "another indicator"])
def test_what_disagrees_with_or_replaces_an_observation_counts_the_same(
    kb: KnowledgeBase, name: str, other: str
) -> None:
    observation = kb.observations["rescues-2024"]
    reason = Bilingual(marks=observation.marks, **REASON) if name == "superseded_by" else None
    value = other if name == "superseded_by" else (other,)
    changed = replace(observation, superseded_because=reason, **{name: value})  # type: ignore[arg-type]
    found = [*relations.check_relations(with_observations(kb, changed)), *relations.check_superseded(kb)]
    assert [problem.code for problem in found] == ["RELATION"]
