"""What every record is made of: its places, its parts, its two languages."""

from dataclasses import FrozenInstanceError, dataclass
from typing import Any

import pytest
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, NotGiven, Origin, Record, from_key
from isnad.problems import Mark
from isnad.text.languages import Language

from tests.cases import for_all

WHOLE, PART = Mark("f", 1, 1), Mark("f", 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box(Record):
    """A record that holds whatever a test puts into it."""

    id: str = from_key()
    content: Any = None


def text(ar: str = "ب", fr: str = "b") -> Bilingual:
    return Bilingual(marks={"": WHOLE, "ar": PART}, ar=ar, fr=fr)


@pytest.mark.parametrize(("name", "mark"), [("ar", PART), ("fr", WHOLE), ("", WHOLE), ("nothing", WHOLE)])
def test_a_record_knows_where_its_values_stand(name: str, mark: Mark) -> None:
    assert text().at(name) == mark


def test_a_record_stands_at_its_own_place() -> None:
    assert text().at() == WHOLE


def test_the_place_of_a_record_does_not_make_it_another() -> None:
    assert text() == Bilingual(marks={"": PART}, ar="ب", fr="b")
    assert "marks" not in repr(text())


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(text(), id="a record"),
        pytest.param((text(),), id="in a list"),
        pytest.param({"a": text()}, id="in a mapping"),
        pytest.param(({"a": (text(),)},), id="in a list in a mapping in a list"),
    ],
)
def test_the_parts_of_a_record_are_the_records_inside_it(content: object) -> None:
    assert list(Box(marks={"": WHOLE}, id="a", content=content).parts()) == [text()]


@for_all("content", [None, "text", ("a", "b"), {"a": "b"}, 5, (), {}, NOT_GIVEN])
def test_what_is_no_record_is_no_part(content: object) -> None:
    assert list(Box(marks={"": WHOLE}, id="a", content=content).parts()) == []


def test_parts_are_only_those_directly_inside() -> None:
    inner = Box(marks={"": WHOLE}, id="b", content=text())
    assert list(Box(marks={"": WHOLE}, id="a", content=inner).parts()) == [inner]


def test_what_was_found_holds_its_value_and_origin() -> None:
    found = Found(marks={"": WHOLE}, value="x", origin=Origin.OUTSIDE)
    assert (found.value, found.origin, list(found.parts())) == ("x", "outside", [])


def test_a_record_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        text().ar = "ج"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("language", "other", "direction", "word"),
    [(Language.AR, Language.FR, "rtl", "ب"), (Language.FR, Language.AR, "ltr", "b")],
)
def test_a_language(language: Language, other: Language, direction: str, word: str) -> None:
    assert (language.other, language.direction, text()[language]) == (other, direction, word)


def test_not_given_is_one_value_and_reads_as_it_is_written() -> None:
    assert NotGiven("not-given") is NOT_GIVEN
    assert str(NOT_GIVEN) == "not-given"
