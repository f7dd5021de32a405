"""Nodes to records: every wrong form is a problem at its place, and all of them are reported at once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from isnad.facts.model import Event, Source, Term, Url
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, NotGiven, Origin, Record, Ref, from_key
from isnad.facts.schema import Converter, Reference, Refused, record_fields, references
from isnad.facts.yamltree import Scalar, parse
from isnad.problems import Mark

from tests.cases import for_all, parts, table

Place = tuple[int, int, str]


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf(Record):
    """A record under a key."""

    id: str = from_key()
    day: dt.date | NotGiven
    colour: Colour = Colour.RED


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Record):
    """A record with every kind of field."""

    name: Bilingual
    count: int
    size: Decimal = Decimal(0)
    friend: Annotated[str, Ref("trees")] | None = None
    address: Found[Url] | NotGiven = NOT_GIVEN
    leaves: Mapping[str, Leaf]
    tags: tuple[str, ...] = ()


def convert(kind: Any, text: str) -> tuple[Any, Converter]:
    """Return what a YAML text is as `kind` (None where refused), and the converter with its problems."""
    node, problems = parse(text, "f")
    assert node is not None, problems
    converter = Converter()
    try:
        return converter.convert(kind, node), converter
    except Refused:
        return None, converter


def places(converter: Converter) -> list[Place]:
    return sorted((problem.line, problem.column, problem.code) for problem in converter.problems)


def refused(kind: Any, text: str) -> list[Place]:
    """Return the problems of a text that must not be read as `kind`."""
    value, converter = convert(kind, text)
    assert value is None
    return places(converter)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (str, "a b", "a b"),
        (str, "'  a '", "  a "),
        (str, "'2024'", "2024"),
        (str, "off", "off"),
        (str, "'« ب »'", "« ب »"),
        (int, "1", 1),
        (int, "999999999", 999999999),
        (Decimal, "0", Decimal(0)),
        (Decimal, "13.5", Decimal("13.5")),
        (Decimal, "999999999999999", Decimal("999999999999999")),
        (Decimal, "999999999.999999", Decimal("999999999.999999")),
        (dt.date, "2024-02-29", dt.date(2024, 2, 29)),
        (dt.date, "'2024-02-29'", dt.date(2024, 2, 29)),
        (Colour, "blue", Colour.BLUE),
        (Colour, "'blue'", Colour.BLUE),
        (dt.date | NotGiven, "not-given", NOT_GIVEN),
        (dt.date | NotGiven, "2024-01-31", dt.date(2024, 1, 31)),
        (str | None, "a", "a"),
        (tuple[str, ...], "[a, b]", ("a", "b")),
        (str, "', '", ", "),
        (tuple[int, ...], "[]", ()),
        (Mapping[str, str], "{a-1: b}", {"a-1": "b"}),
        (Url, "https://example.org/مقال", "https://example.org/مقال"),
    ],
    ids=repr,
)
def test_a_scalar_or_list_is_read_as_its_type(kind: Any, text: str, value: object) -> None:
    found, converter = convert(kind, text)
    assert (found, converter.problems) == (value, [])


NUMBERS = ["'5'", "4 388", "78,685", "--1", "- 1", "+1", "1e5", "1_000", "01", "1.", ".5", "NaN", ".inf", "1.1234567",
           "9999999999999999", "9999999999.999999", "0x1F",
           "٤٣٨٨", "58%", "''", "no", "not-given", "[5]", "{a: 5}"]  # fmt: skip
DATES = ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "0000-01-01", "2024-1-1", "20240101",
         "2024", "2024-01-01T00:00:00",
         "٢٠٢٤-٠١-٠١", "2024/01/01", "''", "[2024-01-01]", "not-given"]  # fmt: skip
WHOLES = ["0", "-1", "1.0", "1234567890", "'1'", "٣", "one", "[1]", "01"]


@for_all("text", NUMBERS)
def test_a_number_in_another_form_is_refused(text: str) -> None:
    assert refused(Decimal, text) == [(1, 1, "WRONG-TYPE")]


@for_all("text", DATES)
def test_an_impossible_or_misspelt_date_is_refused(text: str) -> None:
    assert refused(dt.date, text) == [(1, 1, "WRONG-TYPE")]


@for_all("text", WHOLES)
def test_a_whole_number_in_another_form_is_refused(text: str) -> None:
    assert refused(int, text) == [(1, 1, "WRONG-TYPE")]


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        pytest.param(dt.date, "2024-02-30", "must be a date, year-month-day, such as 2024-12-31: '2024-02-30'"),
        pytest.param(Decimal, "78,685", "of fifteen digits at most, such as 78685 or 13.5: '78,685'"),
        pytest.param(int, "[1]", "must be a whole number from 1, such as 12: a list"),
        pytest.param(Colour, "green", "must be one of red, blue: 'green'"),
        pytest.param(Colour, "Red", "must be one of red, blue: 'Red'", id="case counts"),
        pytest.param(str, "{a: b}", "must be a text: a mapping"),
        pytest.param(str, "''", "must be a text, and is empty"),
        pytest.param(str, "2024", "YAML reads another thing; put it in quotes: `'2024'`", id="a number for a text"),
        pytest.param(str, "True", "YAML reads another thing; put it in quotes: `'True'`", id="a truth value"),
        pytest.param(Url, "~", "YAML reads another thing; put it in quotes: `'~'`", id="nothing for a text"),
        pytest.param(str, "' \u00a0 '", "must be a text, and is empty", id="only spaces"),
        pytest.param(tuple[str, ...], "a", "must be a list (- item): the text 'a'"),
        pytest.param(tuple[str, ...], "''", "must be a list (- item): the text ''"),
        pytest.param(Mapping[str, str], "[a]", "must be a mapping (key: value): a list"),
        pytest.param(Tree, "not-given", "must be a mapping (key: value): the text 'not-given'"),
        pytest.param(Bilingual | None, "~", "must be a mapping (key: value): the text '~'", id="null"),
        pytest.param(Url, "ftp://example.org", "must be a web address that begins with https://: 'ftp://example.org'"),
        pytest.param(Url, "javascript:alert(1)", "must be a web address", id="a script"),
        pytest.param(Url, "https://a.b/'onclick", "must be a web address", id="a quote in an address"),
        pytest.param(Url, "https://a.b/ c", "must be a web address", id="a space in an address"),
    ],
)
def test_the_message_says_what_is_needed_and_what_was_found(kind: Any, text: str, message: str) -> None:
    _, converter = convert(kind, text)
    assert [problem.code for problem in converter.problems] == ["WRONG-TYPE"]
    assert message in converter.problems[0].message


ORDER = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
WIDTHLESS = "\u200b\u200c\u200d\u2060\u2061\u00ad\ufeff"
CONTROLS = "\x00\x01\x07\x08\x09\x0b\x0c\x0d\x1b\x7f\x85\x9f\u2028\u2029"


@pytest.mark.parametrize("sign", [*ORDER, *WIDTHLESS, *CONTROLS], ids=lambda sign: f"U+{ord(sign):04X}")
def test_an_invisible_sign_is_refused_and_named(sign: str) -> None:
    """Written as an escape: the sign itself, where YAML reads it at all, is the same to the converter."""
    _, converter = convert(Bilingual, f'{{ar: ب, fr: "a\\u{ord(sign):04x}b"}}')
    assert places(converter) == [(1, 13, "INVISIBLE-SIGN")]
    assert f"U+{ord(sign):04X}" in converter.problems[0].message
    assert sign not in converter.problems[0].message


@pytest.mark.parametrize("text", ['"ب{}ج"', '"{}a"', "ب{}ج", "|\n  ب\n  {}ج\n", '"{}"'])
def test_an_invisible_sign_is_refused_wherever_it_stands(text: str) -> None:
    assert refused(str, text.format("\u202e")) == [(1, 1, "INVISIBLE-SIGN")]
    assert refused(str, text.format("\u200b")) == [(1, 1, "INVISIBLE-SIGN")]


@pytest.mark.parametrize("text", ["78\u202f685", "« a\u00a0»", "مُحَاوَلَةٌ", "محـاولة", "|\n  a\n  b\n"])
def test_a_space_a_vowel_sign_and_a_line_feed_are_no_invisible_signs(text: str) -> None:
    assert convert(str, text)[1].problems == []


@pytest.mark.parametrize("kind", [str, int, Decimal, dt.date, Colour, Url, Bilingual, Tree, tuple[str, ...]], ids=str)
def test_what_a_person_must_confirm_is_nothing_yet(kind: Any) -> None:
    assert refused(kind, "CONFIRM") == [(1, 1, "CONFIRM-FIRST")]
    assert refused(kind, "'CONFIRM'") == [(1, 1, "CONFIRM-FIRST")]


def test_an_id_that_a_person_must_choose_is_none_yet() -> None:
    converter = convert(Mapping[str, Leaf], "{CONFIRM: {day: 2024-01-01}}")[1]
    assert places(converter) == [(1, 2, "CONFIRM-FIRST")]


def test_all_that_a_record_lacks_is_one_problem_that_names_its_fields() -> None:
    text = "one: {ar: CONFIRM, fr: CONFIRM}\nCONFIRM: {ar: ب, fr: CONFIRM}\ntwo: {ar: ب, fr: a}\n"
    records, converter = convert(Mapping[str, Bilingual], text)
    assert list(records) == ["two"]
    assert places(converter) == [(1, 11, "CONFIRM-FIRST"), (2, 1, "CONFIRM-FIRST")]
    assert [problem.message.partition(":")[0] for problem in converter.problems] == [
        "confirm `ar, fr`",
        "confirm `id, fr`",
    ]


def test_a_record_and_one_under_it_are_two_problems() -> None:
    _, converter = convert(Mapping[str, Tree], "a: {count: CONFIRM, leaves: {b: {day: CONFIRM}}}\n")
    found = [problem.message.partition(":")[0] for problem in converter.problems if problem.code == "CONFIRM-FIRST"]
    assert found == ["confirm `day`", "confirm `count`"]


def test_what_is_unconfirmed_hides_no_other_problem() -> None:
    _, converter = convert(Mapping[str, Leaf], "one: {day: 2024-13-01, more: CONFIRM}\ntwo: {day: CONFIRM}\n")
    assert {code for _, _, code in places(converter)} >= {"WRONG-TYPE", "UNKNOWN-KEY", "CONFIRM-FIRST"}


def test_not_given_is_no_text() -> None:
    assert refused(Bilingual, "{ar: ب, fr: not-given}") == [(1, 13, "WRONG-TYPE")]


WHOLE = """\
name: {ar: ب, fr: b}
count: 3
size: 1.5
friend: oak
address:
  value: https://example.org
  origin: outside
leaves:
  first: {day: 2024-01-01, colour: blue}
  second: {day: not-given}
tags: [x]
"""


def test_a_whole_record_is_read_with_the_place_of_each_value() -> None:
    tree, converter = convert(Tree, WHOLE)
    assert converter.problems == []
    assert (tree.name.fr, tree.count, tree.size, tree.friend, tree.tags) == ("b", 3, Decimal("1.5"), "oak", ("x",))
    assert (tree.address.value, tree.address.origin) == ("https://example.org", Origin.OUTSIDE)
    assert [(leaf.id, leaf.day, leaf.colour) for leaf in tree.leaves.values()] == [
        ("first", dt.date(2024, 1, 1), "blue"),
        ("second", NOT_GIVEN, "red"),
    ]
    assert (tree.at("size"), tree.at("name"), tree.at()) == (Mark("f", 3, 7), Mark("f", 1, 7), Mark("f", 1, 1))
    assert tree.leaves["second"].at() == Mark("f", 10, 3)
    assert tree.leaves["second"].at("day") == Mark("f", 10, 17)


def test_a_reference_is_collected_at_its_place() -> None:
    _, converter = convert(Tree, WHOLE)
    assert converter.references == [Reference(Mark("f", 4, 9), "trees", "oak")]


@for_all("old, new, found", table("facts/schema.txt", "", str, str, parts))
def test_a_broken_record_says_what_is_wrong_and_where(old: str, new: str, found: list[str]) -> None:
    assert WHOLE.count(old) == 1
    _, converter = convert(Tree, WHOLE.replace(old, new))
    assert [" ".join(map(str, place)) for place in places(converter)] == found


def test_everything_wrong_in_a_record_is_reported_at_once() -> None:
    text = "name: {ar: ب}\ncuont: 3\nsize: x\nleaves:\n  a: {day: 2024-02-30, colour: green}\n  b: 5\ntags: y\n"
    assert refused(Tree, text) == [
        (1, 7, "MISSING-TRANSLATION"),
        (2, 1, "UNKNOWN-KEY"),
        (3, 7, "WRONG-TYPE"),
        (5, 12, "WRONG-TYPE"),
        (5, 32, "WRONG-TYPE"),
        (6, 6, "WRONG-TYPE"),
        (7, 7, "WRONG-TYPE"),
    ]


def test_a_broken_entry_of_a_mapping_is_left_out_and_the_others_are_kept() -> None:
    tree, converter = convert(Tree, WHOLE.replace("{day: not-given}", "{}"))
    assert list(tree.leaves) == ["first"]
    assert places(converter) == [(10, 3, "MISSING-KEY")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ar: ب, fr: b, fra: c}", "unknown key 'fra'; did you mean 'fr'?"),
        ("{ar: ب, fr: b, zzzzz: c}", "unknown key 'zzzzz'; known: ar, fr"),
    ],
)
def test_an_unknown_key_comes_with_a_suggestion(text: str, message: str) -> None:
    _, converter = convert(Bilingual, text)
    assert [problem.message for problem in converter.problems] == [message]


def test_the_suggestion_never_names_the_key_the_record_stands_under() -> None:
    _, converter = convert(Mapping[str, Leaf], "a: {day: not-given, zz: 1}")
    assert converter.problems[0].message == "unknown key 'zz'; known: colour, day"


@pytest.mark.parametrize(
    ("kind", "key", "hinted"),
    [
        (Leaf, "day", True),
        (Bilingual, "fr", False),
        (Source, "url", True),
        (Event, "date", True),
        (Term, "term", False),
    ],
)
def test_a_missing_key_says_that_not_given_may_be_written(kind: Any, key: str, hinted: bool) -> None:
    node, _ = parse("{}", "f")
    assert node is not None
    converter = Converter()
    with pytest.raises(Refused):
        converter.record(kind, node, Scalar(Mark("f", 1, 1), "a", plain=True))
    (message,) = [problem.message for problem in converter.problems if repr(key) in problem.message]
    assert (f"`{key}: not-given`" in message) is hinted


def test_the_fields_of_a_generic_record_are_resolved() -> None:
    assert record_fields(Found[Url])["value"][1] == Url
    assert "marks" not in record_fields(Tree)


def references_of(old: str = "", new: str = "") -> list[tuple[str, str]]:
    return list(references(convert(Tree, WHOLE.replace(old, new) if old else WHOLE)[0]))


def test_a_record_names_the_ids_it_refers_to() -> None:
    assert references_of() == [("trees", "oak")]
    assert references_of("friend: oak\n", "") == []


@pytest.mark.parametrize(
    ("publisher", "found"),
    [
        pytest.param("{value: al-alam, origin: capture}", [("entities", "al-alam")], id="found"),
        pytest.param("not-given", [], id="not given"),
    ],
)
def test_a_reference_inside_what_was_found_counts(publisher: str, found: list[tuple[str, str]]) -> None:
    text = f"""\
language: fr
label: {{ar: ب, fr: b}}
summary: {{ar: ب, fr: b}}
title: not-given
publisher: {publisher}
authors: not-given
published: not-given
url: not-given
web_archive_url: not-given
capture: {{file: a.txt, sha256: {"a" * 64}, title_line: not-given, paragraph_lines: [1]}}
"""
    node, _ = parse(text, "f")
    assert node is not None
    converter = Converter()
    source = converter.record(Source, node, Scalar(Mark("f", 1, 1), "a", plain=True))
    assert converter.problems == []
    assert list(references(source)) == found


@for_all(
    "kind", [Tree, Bilingual, str, int, Decimal, dt.date, Colour, Url, tuple[Leaf, ...], Mapping[str, Leaf], Found[str]]
)
def test_no_node_raises_anything_but_refused(kind: Any) -> None:
    for text in ("[]", "{}", "x", "''", "[[[]]]", "{a: {b: [c]}}", "{'': ''}", "not-given", "- {}"):
        value, converter = convert(kind, text)
        assert value is not None or converter.problems, text
