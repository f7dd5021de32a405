"""Whether two observations can be compared: each obstacle alone, and all together."""

import datetime as dt
from dataclasses import replace

import pytest
from isnad import views
from isnad.comparability import obstacles, scope_of
from isnad.model import KnowledgeBase, Observation
from isnad.phrases import Phrases
from isnad.record import NOT_GIVEN, Language, NotGiven

from .conftest import with_observations

YEAR, OTHER = "attempts-2024", "attempts-2024-9m"


def pair(kb: KnowledgeBase, **other: object) -> tuple[Observation, Observation]:
    """Return a year and the year before it, changed in some fields."""
    one = kb.observations[YEAR]
    before = replace(one.period, start=dt.date(2023, 1, 1), end=dt.date(2023, 12, 31))
    return one, replace(one, id=OTHER, **{"period": before, **other})  # type: ignore[arg-type]


def period(kb: KnowledgeBase, start: str, end: str | NotGiven) -> object:
    last = NOT_GIVEN if end is NOT_GIVEN else dt.date.fromisoformat(end)
    return replace(kb.observations[YEAR].period, start=dt.date.fromisoformat(start), end=last)


def test_two_whole_years_of_one_count_are_comparable(kb: KnowledgeBase) -> None:
    one, other = pair(kb)
    assert obstacles(kb, one, other) == obstacles(kb, other, one) == []


def test_an_observation_is_comparable_with_itself(kb: KnowledgeBase) -> None:
    assert obstacles(kb, kb.observations[YEAR], kb.observations[YEAR]) == []


@pytest.mark.parametrize("field", ["actor", "partner", "place", "origin"])
def test_another_scope(kb: KnowledgeBase, field: str) -> None:
    scope = replace(kb.observations[YEAR].scope, **{field: "iom"})  # type: ignore[arg-type]
    assert obstacles(kb, *pair(kb, scope=scope)) == ["incomparable-scope"]


def test_the_basis_of_a_scope_does_not_matter(kb: KnowledgeBase) -> None:
    one, other = kb.observations[YEAR], kb.observations["returns-2024"]
    assert one.scope.basis is not other.scope.basis
    assert scope_of(one) == scope_of(other) == (None, None, "morocco", None)


@pytest.mark.parametrize(("first", "second"), [(None, "a"), ("a", None), ("a", "b")])
def test_another_base(kb: KnowledgeBase, first: str | None, second: str | None) -> None:
    one, other = pair(kb, base=second)
    assert obstacles(kb, replace(one, base=first), other) == ["incomparable-base"]
    assert obstacles(kb, replace(one, base=second), other) == []


def test_another_indicator(kb: KnowledgeBase) -> None:
    one, other = pair(kb)
    elsewhere = replace(kb, indicator_of={**kb.indicator_of, OTHER: kb.indicators["sea-rescues"]})
    assert obstacles(elsewhere, one, other) == ["incomparable-indicator"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param("2023-01-01", "2023-09-30", ["incomparable-period"], id="part of another year"),
        pytest.param("2022-01-01", "2023-12-31", ["incomparable-period"], id="two years"),
        pytest.param("2024-01-01", "2024-09-30", ["incomparable-nested", "incomparable-period"], id="part of it"),
        pytest.param("2023-01-01", "2024-12-31", ["incomparable-nested", "incomparable-period"], id="holds it"),
        pytest.param("2023-01-01", NOT_GIVEN, ["incomparable-open"], id="open"),
        pytest.param("2024-01-01", NOT_GIVEN, ["incomparable-open"], id="open from the same day"),
    ],
)
def test_another_period(kb: KnowledgeBase, start: str, end: str | NotGiven, expected: list[str]) -> None:
    one, other = pair(kb, period=period(kb, start, end))
    assert obstacles(kb, one, other) == obstacles(kb, other, one) == expected


def test_two_open_periods_are_not_comparable(kb: KnowledgeBase) -> None:
    open_ended = period(kb, "2022-01-01", NOT_GIVEN)
    _, other = pair(kb, period=open_ended)
    assert obstacles(kb, other, other) == ["incomparable-open"]


def test_the_same_months_of_two_years_are_comparable(kb: KnowledgeBase) -> None:
    one, other = pair(kb, period=period(kb, "2023-01-01", "2023-09-30"))
    part = replace(one, period=period(kb, "2024-01-01", "2024-09-30"))  # type: ignore[arg-type]
    assert obstacles(kb, part, other) == []


@pytest.mark.parametrize("language", Language)
def test_readers_are_told_every_obstacle(kb: KnowledgeBase, language: Language) -> None:
    one, other = kb.observations[YEAR], kb.observations["networks-2022"]
    p = Phrases(kb, language)
    found = obstacles(kb, one, other)
    assert found == ["incomparable-indicator", "incomparable-scope", "incomparable-base", "incomparable-open"]
    assert all(p.t(label) in views.incomparable(p, one, other) for label in found)
    assert views.incomparable(p, one, one) == ""


@pytest.mark.parametrize("language", Language)
def test_obstacles_are_separated_by_a_space(kb: KnowledgeBase, language: Language) -> None:
    one, other = kb.observations[YEAR], kb.observations["networks-2022"]
    p = Phrases(kb, language)
    comma = {Language.AR: "، ", Language.FR: ", "}[language]
    assert comma.join(p.t(label) for label in obstacles(kb, one, other)) in views.incomparable(p, one, other)


def test_no_change_of_the_data_makes_a_page_lie(kb: KnowledgeBase) -> None:
    """Where all obstacles are gone, the macro that names them has nothing to say, and so refuses."""
    one, other = pair(kb)
    assert views.incomparable(Phrases(with_observations(kb, other), Language.FR), one, other) == ""
