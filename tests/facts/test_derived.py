"""Figures that we compute: their value, the precision their inputs leave them, and what may not be computed."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from isnad.facts import derived
from isnad.facts.comparability import BOUNDS
from isnad.facts.model import DerivedFigure, Formula, KnowledgeBase
from isnad.pages.render import render_page
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.cases import for_all
from tests.conftest import with_observations

PART, WHOLE = "returns-2024-9m-iom", "returns-2024-9m"
ABOUT, MORE_THAN, AT_LEAST = Precision.ABOUT, Precision.MORE_THAN, Precision.AT_LEAST
EXACT, ROUNDED = Precision.EXACT, Precision.ROUNDED


def made(
    kb: KnowledgeBase, formula: Formula, *given: tuple[str, Precision], part: bool = True
) -> tuple[KnowledgeBase, DerivedFigure]:
    """Return a base in which a formula takes two values of given precision: a part and its whole, or two years."""
    whole = kb.observations[WHOLE]
    earlier = replace(whole.period, start=dt.date(2023, 1, 1), end=dt.date(2023, 9, 30))
    period = whole.period if formula is Formula.SHARE else earlier
    (one, first), (other, second) = given
    observations = (
        replace(kb.observations[PART], value=Decimal(one), precision=first, period=period, scope=whole.scope,
                part_of=WHOLE if part else None),
        replace(whole, value=Decimal(other), precision=second),
    )  # fmt: skip
    figure = replace(kb.derived["iom-share-2024-9m"], formula=formula)
    return replace(with_observations(kb, *observations), derived={figure.id: figure}), figure


@for_all(
    "formula, first, second, value",
    [
        (Formula.SHARE, "1664", "4388", "37.9"),
        (Formula.SHARE, "1", "3", "33.3"),
        (Formula.SHARE, "2", "3", "66.7"),
        (Formula.SHARE, "1", "2000", "0.1"),  # half up, not half even
        (Formula.SHARE, "3", "3", "100.0"),
        (Formula.SHARE, "0", "3", "0.0"),
        (Formula.CHANGE, "100", "150", "50.0"),
        (Formula.CHANGE, "150", "100", "-33.3"),
        (Formula.CHANGE, "1000", "1000", "0.0"),
        (Formula.DIFFERENCE, "40589", "78685", "38096"),
        (Formula.DIFFERENCE, "78685", "40589", "-38096"),
        (Formula.DIFFERENCE, "2.5", "4", "1.5"),
    ],
)
def test_value(kb: KnowledgeBase, formula: Formula, first: str, second: str, value: str) -> None:
    base, figure = made(kb, formula, (first, EXACT), (second, EXACT))
    result = derived.compute(base, figure)
    assert (str(result.value), result.precision) == (value, EXACT)
    assert list(derived.check_derived(base)) == []


@for_all(
    "first, second, expected",
    [
        (EXACT, EXACT, EXACT),
        (EXACT, ABOUT, ABOUT),
        (ABOUT, EXACT, ABOUT),
        (ROUNDED, EXACT, ABOUT),
        (MORE_THAN, EXACT, AT_LEAST),
        (AT_LEAST, EXACT, AT_LEAST),
        (MORE_THAN, ABOUT, ABOUT),
        (AT_LEAST, ROUNDED, ABOUT),
    ],
)
@for_all("formula", Formula)
def test_precision(
    kb: KnowledgeBase, formula: Formula, first: Precision, second: Precision, expected: Precision
) -> None:
    assert derived.compute(*made(kb, formula, ("1", first), ("3", second))).precision is expected
    assert derived.compute(*made(kb, formula, ("1", second), ("3", first))).precision is expected


@for_all("precision", Precision)
@for_all("formula", Formula)
def test_a_minimum_is_no_base(kb: KnowledgeBase, formula: Formula, precision: Precision) -> None:
    base = ("9", precision)
    given = [("1", EXACT), base] if formula is Formula.SHARE else [base, ("1", EXACT)]
    kb, figure = made(kb, formula, *given)
    expected = ["DERIVED-PRECISION"] if precision in BOUNDS else []
    found = list(derived.check_derived(kb))
    assert [problem.code for problem in found] == expected
    assert all(problem[:3] == figure.at("of") for problem in found)


@pytest.mark.parametrize("field", ["part_of", "period", "source"])
def test_a_share_has_a_part_of_its_whole(kb: KnowledgeBase, field: str) -> None:
    base, _ = made(kb, Formula.SHARE, ("1", EXACT), ("3", EXACT), part=field != "part_of")
    part = base.observations[PART]
    if field == "period":
        part = replace(part, period=replace(part.period, end=dt.date(2024, 8, 31)))
    if field == "source":
        part = replace(part, citation=replace(part.citation, source="bilan-2022"))
    assert [problem.code for problem in derived.check_derived(with_observations(base, part))] == ["DERIVED-INPUTS"]


def test_nothing_is_divided_by_zero(kb: KnowledgeBase) -> None:
    base, figure = made(kb, Formula.SHARE, ("1", EXACT), ("0", EXACT))
    with pytest.raises(ZeroDivisionError):
        derived.compute(base, figure)
    text = '---\ntitle: t\ndescription: d\n---\n\n{{ derived("iom-share-2024-9m") }}\n'
    page = render_page(base, "docs/fr/page.md", text, Language.FR, "page.md")
    assert [problem[1:4] for problem in page.problems] == [(6, 4, "TEMPLATE-ERROR")]


@pytest.mark.parametrize("formula", [Formula.CHANGE, Formula.DIFFERENCE])
@pytest.mark.parametrize("of", [(WHOLE, PART), (WHOLE, WHOLE)], ids=["backwards", "with itself"])
def test_a_change_goes_from_the_earlier_to_the_later(kb: KnowledgeBase, formula: Formula, of: tuple[str, str]) -> None:
    base, figure = made(kb, formula, ("100", EXACT), ("150", EXACT))
    backwards = replace(base, derived={figure.id: replace(figure, of=of)})
    assert [problem.code for problem in derived.check_derived(backwards)] == ["DERIVED-INPUTS"]
