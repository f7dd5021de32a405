"""Whether observations can be compared, or set into one whole: each obstacle alone, and all together."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from isnad.facts.comparability import is_part, key, make_one_whole, obstacles, scope_of
from isnad.facts.model import KnowledgeBase, Observation, Status
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.pages import views
from isnad.phrases.phrases import Phrases
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.conftest import with_observations

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
def test_readers_are_told_what_forbids_a_comparison(kb: KnowledgeBase, language: Language) -> None:
    one, other = kb.observations[YEAR], kb.observations["networks-2022"]
    p = Phrases(kb, language)
    found = obstacles(kb, one, other)
    assert found == ["incomparable-indicator", "incomparable-scope", "incomparable-base", "incomparable-open"]
    said = p.t("incomparable-and").join([p.t("incomparable-indicator"), p.t("incomparable-open")])
    told = views.incomparable(p, one, other)
    assert said in told
    assert all(year in told for year in ("2024", "2022"))  # which two figures these are
    assert views.incomparable(p, one, one) == ""


def test_an_obstacle_is_left_unsaid_only_beside_a_stronger_one() -> None:
    stronger = set().union(*views.SAID_BY.values())
    assert stronger.isdisjoint({"incomparable-scope", "incomparable-period"})
    assert "incomparable-open" not in views.SAID_BY


def test_a_rounding_counts_what_the_number_that_it_rounds_does(kb: KnowledgeBase) -> None:
    exact = kb.observations["attempts-2022"]
    rounding = kb.observations["attempts-2022-headline"]
    assert exact.scope.named() != rounding.scope.named()
    assert obstacles(kb, exact, rounding) == obstacles(kb, rounding, exact) == ["incomparable-open"]
    for other in kb.observations.values():
        assert obstacles(kb, rounding, other) == obstacles(kb, exact, other)


def test_no_change_of_the_data_makes_a_page_lie(kb: KnowledgeBase) -> None:
    """Where all obstacles are gone, the macro that names them has nothing to say, and so refuses."""
    one, other = pair(kb)
    assert views.incomparable(Phrases(with_observations(kb, other), Language.FR), one, other) == ""


SHARES = ("origin-west-africa-2024", "origin-maghreb-2024", "origin-east-central-africa-2024")
PART, WHOLE = "returns-2024-9m-iom", "returns-2024-9m"


def shares(kb: KnowledgeBase, **of_last: object) -> list[Observation]:
    """Return the shares of origins, the last one changed in some fields."""
    *others, last = (kb.observations[name] for name in SHARES)
    return [*others, replace(last, **of_last)]  # type: ignore[arg-type]


def test_shares_of_one_article_make_one_whole(kb: KnowledgeBase) -> None:
    assert make_one_whole(kb, shares(kb))
    assert make_one_whole(kb, shares(kb, value=Decimal(30)))
    assert make_one_whole(kb, shares(kb)[:1])


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"value": Decimal("30.1")}, id="more than a hundred"),
        pytest.param({"precision": Precision.MORE_THAN}, id="a minimum"),
        pytest.param({"precision": Precision.AT_LEAST}, id="at least"),
        pytest.param({"base": "applicants"}, id="another base"),
        pytest.param({"part_of": SHARES[0]}, id="a part of another"),
    ],
)
def test_what_keeps_a_share_out_of_a_whole(kb: KnowledgeBase, changed: dict[str, object]) -> None:
    assert not make_one_whole(kb, shares(kb, **changed))


@pytest.mark.parametrize("precision", [Precision.EXACT, Precision.ABOUT])
def test_an_approximate_share_is_a_share(kb: KnowledgeBase, precision: Precision) -> None:
    assert make_one_whole(kb, shares(kb, precision=precision))


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param({"origin": "maghreb"}, id="the scope of another"),
        pytest.param({"origin": None}, id="no scope: all of them"),
        pytest.param({"origin": None, "place": "morocco"}, id="another dimension"),
        pytest.param({"place": "morocco"}, id="two dimensions"),
    ],
)
def test_scopes_that_may_overlap_make_no_whole(kb: KnowledgeBase, scope: dict[str, str | None]) -> None:
    last = kb.observations[SHARES[-1]]
    assert not make_one_whole(kb, shares(kb, scope=replace(last.scope, **scope)))  # type: ignore[arg-type]


def test_shares_of_another_article_period_or_authority_make_no_whole(kb: KnowledgeBase) -> None:
    last = kb.observations[SHARES[-1]]
    assert not make_one_whole(kb, shares(kb, citation=replace(last.citation, source="bilan-2022")))
    assert not make_one_whole(kb, shares(kb, period=replace(last.period, end=dt.date(2024, 9, 30))))
    assert not make_one_whole(kb, shares(kb, period=replace(last.period, start=dt.date(2024, 2, 1))))
    assert not make_one_whole(kb, shares(kb, stated_by=replace(last.stated_by, entity="royal-navy")))


def test_shares_of_two_indicators_make_no_whole(kb: KnowledgeBase) -> None:
    copy = replace(kb.indicators["origin-share"], id="another")
    elsewhere = replace(kb, indicator_of={**kb.indicator_of, SHARES[-1]: copy})
    assert not make_one_whole(elsewhere, shares(kb))


def test_counts_are_no_whole_unless_declared_its_parts(kb: KnowledgeBase) -> None:
    part = kb.observations[PART]
    assert make_one_whole(kb, [part])
    assert not make_one_whole(kb, [kb.observations[WHOLE]])
    assert not make_one_whole(kb, [part, replace(part, id="other", part_of=None)])


def test_two_declared_parts_of_one_whole(kb: KnowledgeBase) -> None:
    part = kb.observations[PART]
    other = replace(part, id="other", scope=replace(part.scope, partner="royal-navy"))
    both = replace(kb, indicator_of={**kb.indicator_of, "other": kb.indicator_of[PART]})
    assert make_one_whole(both, [part, replace(other, value=Decimal(4388 - 1664))])
    assert not make_one_whole(both, [part, replace(other, value=Decimal(4388 - 1663))])
    assert not make_one_whole(both, [part, replace(part, id="other", value=Decimal(1))])


@pytest.mark.parametrize("precision", [Precision.MORE_THAN, Precision.AT_LEAST])
def test_a_minimum_is_no_whole(kb: KnowledgeBase, precision: Precision) -> None:
    least = replace(kb.observations[WHOLE], precision=precision)
    assert not make_one_whole(with_observations(kb, least), [kb.observations[PART]])


def test_a_part_belongs_to_its_whole_in_one_source_and_period(kb: KnowledgeBase) -> None:
    part, whole = kb.observations[PART], kb.observations[WHOLE]
    assert is_part(part, whole)
    assert not is_part(whole, part)
    assert not is_part(replace(part, part_of=None), whole)
    assert not is_part(part, replace(whole, citation=replace(whole.citation, source="bilan-2022")))
    for change in ({"start": dt.date(2024, 2, 1)}, {"end": NOT_GIVEN}):
        elsewhere = replace(whole, period=replace(whole.period, **change))
        assert not is_part(part, elsewhere)
        assert not make_one_whole(with_observations(kb, elsewhere), [part])


def test_nothing_is_no_whole(kb: KnowledgeBase) -> None:
    part, whole = (replace(kb.observations[name], value=Decimal(0)) for name in (PART, WHOLE))
    assert not make_one_whole(with_observations(kb, whole), [part])
    assert make_one_whole(kb, [part])


def test_what_is_foreseen_compares_with_nothing_that_was(kb: KnowledgeBase) -> None:
    one, other = pair(kb)
    foreseen = replace(other, status=Status.FORECAST)
    assert obstacles(kb, one, foreseen) == ["incomparable-status"]
    assert obstacles(kb, replace(one, status=Status.FORECAST), foreseen) == []
    assert key(kb, one) != key(kb, replace(one, status=Status.FORECAST))
    assert not foreseen.has_length
