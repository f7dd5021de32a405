"""Reference periods: how one lies to another, and the words by which an article states one."""

import datetime as dt

from isnad.facts.model import Basis, Period
from isnad.facts.periods import Kind, kind, nested, same_kind
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.problems import Mark

from tests.cases import for_all, table, yes

MARKS = {"": Mark("data/a.yaml", 1, 1)}


def period(text: str) -> Period:
    """Return the period that `2024`, `2024-01-01/2024-09-30` or `2022-01-01/` means."""
    if "/" not in text:
        text = f"{text}-01-01/{text}-12-31"
    first, _, last = text.partition("/")
    end: dt.date | NotGiven = dt.date.fromisoformat(last) if last else NOT_GIVEN
    return Period(marks=MARKS, basis=Basis.STATED, start=dt.date.fromisoformat(first), end=end)


YEAR, NINE, HALF, OPEN = "2024", "2024-01-01/2024-09-30", "2024-01-01/2024-06-30", "2024-01-01/"


@for_all(
    "text, expected",
    [
        (YEAR, Kind.FULL_YEAR),
        (NINE, Kind.PART_OF_YEAR),
        ("2024-03-05/2024-03-05", Kind.PART_OF_YEAR),
        ("2024-01-02/2024-12-31", Kind.PART_OF_YEAR),
        ("2023-01-01/2024-12-31", Kind.OTHER),
        ("2023-07-01/2024-06-30", Kind.OTHER),
        (OPEN, Kind.OPEN),
        ("2024-05-01/", Kind.OPEN),
    ],
)
def test_kind(text: str, expected: Kind) -> None:
    assert kind(period(text)) is expected


@for_all("one, other, expected", table("facts/period_pairs.txt", "same-kind", str, str, yes))
def test_same_kind(one: str, other: str, expected: bool) -> None:
    assert same_kind(period(one), period(other)) is same_kind(period(other), period(one)) is expected


@for_all("inner, outer, expected", table("facts/period_pairs.txt", "nested", str, str, yes))
def test_nested(inner: str, outer: str, expected: bool) -> None:
    assert nested(period(inner), period(outer)) is expected
