"""YAML text to nodes that know their place: what is refused, and where exactly."""

import pytest
from isnad.facts.yamltree import MAX_DEPTH, Broken, Mapping, Node, Scalar, Sequence, decode, parse
from isnad.problems import Problem

from tests.cases import for_all, parts, table

Place = tuple[int, int, str]


def places(problems: list[Problem]) -> list[Place]:
    return [(problem.line, problem.column, problem.code) for problem in problems]


def plain_data(node: Node | None) -> object:
    """Return a node as texts, lists and dicts."""
    if isinstance(node, Mapping):
        return {name: plain_data(value) for name, (_, value) in node.pairs.items()}
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return node.text if node else None


@pytest.mark.parametrize(
    ("text", "data"),
    [
        pytest.param("a: no", {"a": "no"}, id="no stays text"),
        pytest.param("a: 012", {"a": "012"}, id="a number stays text"),
        pytest.param("a: 2024-01-01", {"a": "2024-01-01"}, id="a date stays text"),
        pytest.param("a: ~", {"a": "~"}, id="null stays text"),
        pytest.param("a:", {"a": ""}, id="nothing is an empty text"),
        pytest.param("a: |\n  x\n  y\n", {"a": "x\ny\n"}, id="literal block"),
        pytest.param("a: >\n  x\n  y\n", {"a": "x y\n"}, id="folded block"),
        pytest.param("[a, {b: c}]", ["a", {"b": "c"}], id="flow style"),
        pytest.param("ب: 'ج: د'", {"ب": "ج: د"}, id="Arabic"),
        pytest.param("<<: {a: b}", {"<<": {"a": "b"}}, id="a merge key means nothing"),
        pytest.param("a: ! b", {"a": "b"}, id="the non-specific tag says nothing"),
        pytest.param("---\na: b\n...\n", {"a": "b"}, id="document markers"),
        pytest.param("", None, id="empty"),
        pytest.param("# nothing\n", None, id="comment only"),
    ],
)
def test_text_becomes_nodes_of_text(text: str, data: object) -> None:
    node, problems = parse(text, "f")
    assert (plain_data(node), problems) == (data, [])


@pytest.mark.parametrize(("text", "plain"), [("5", True), ("'5'", False), ('"5"', False), ("|\n  5", False)])
def test_a_scalar_says_whether_it_was_plain(text: str, plain: bool) -> None:
    node, _ = parse(text, "f")
    assert isinstance(node, Scalar)
    assert node.plain is plain


LONG = ("x" * 2000 + ": 1", 1, 2001, "YAML-SYNTAX")  # beyond what YAML has of a key


@for_all("text, line, column, code", [*table("facts/yamltree.txt", "refused", str, int, int), LONG])
def test_what_cannot_be_read_is_refused_at_its_place(text: str, line: int, column: int, code: str) -> None:
    node, problems = parse(text, "f")
    assert (node, places(problems)) == (None, [(line, column, code)])


@for_all("text, line, column", table("facts/yamltree.txt", "characters", str, int, int))
def test_an_illegal_character_is_named_at_its_place(text: str, line: int, column: int) -> None:
    node, problems = parse(text, "f")
    assert (node, places(problems)) == (None, [(line, column, "YAML-SYNTAX")])
    character = text.split("\n")[line - 1][column - 1]
    assert f"U+{ord(character):04X}" in problems[0].message


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param("\u0085", id="NEL"),
        pytest.param("\u2028", id="LS"),
        pytest.param("\u2029", id="PS"),
        pytest.param("\u200f", id="a sign that ends no line"),
    ],
)
def test_the_line_of_a_problem_is_the_one_an_editor_shows(sign: str) -> None:
    _, problems = parse(f'a: "b{sign} c"\nd: *x\n', "f")
    assert problems[-1].line == 2 or problems[0].line == 1


@for_all("text, found", table("facts/yamltree.txt", "twice", str, parts))
def test_a_duplicate_key_is_reported_and_the_first_is_kept(text: str, found: list[str]) -> None:
    node, problems = parse(text, "f")
    assert node is not None
    for problem, place in zip(problems, found, strict=True):
        line, column, first = place.split()
        assert (f"{problem.line} {problem.column}", problem.code) == (f"{line} {column}", "DUPLICATE-KEY")
        assert f"on line {first} already" in problem.message


def test_the_value_of_the_first_of_two_keys_is_kept() -> None:
    assert plain_data(parse("a: 1\na: 2", "f")[0]) == {"a": "1"}


def test_duplicate_keys_before_a_syntax_error_are_reported_too() -> None:
    _, problems = parse("a: 1\na: 2\nb: [\n", "f")
    assert places(problems) == [(2, 1, "DUPLICATE-KEY"), (4, 1, "YAML-SYNTAX")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), id="flow"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(MAX_DEPTH)), id="block"),
    ],
)
def test_nesting_up_to_the_limit_is_read(text: str) -> None:
    assert parse(text, "f")[1] == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("[" * (MAX_DEPTH + 2), (1, MAX_DEPTH + 2), id="flow"),
        pytest.param("[" * 100_000, (1, MAX_DEPTH + 2), id="absurdly deep"),
        pytest.param("{a: " * 10_000, (1, 4 * MAX_DEPTH + 2), id="absurdly deep mappings"),
        pytest.param("\n".join(" " * depth + "a:" for depth in range(999)), (MAX_DEPTH + 1, MAX_DEPTH + 1), id="block"),
        pytest.param("? " * 10_000, (1, 2 * MAX_DEPTH + 3), id="keys of keys"),
    ],
)
def test_deep_nesting_is_refused_not_overflowed(text: str, place: tuple[int, int]) -> None:
    assert places(parse(text, "f")[1]) == [(*place, "YAML-SUBSET")]


def test_front_matter_counts_lines_from_where_it_begins() -> None:
    node, problems = parse("a: 1\na: 2\nb: *x", "f", first_line=5)
    assert (node, places(problems)) == (None, [(6, 1, "DUPLICATE-KEY"), (7, 4, "YAML-SUBSET")])
    assert places(parse("a: \x01", "f", first_line=5)[1]) == [(5, 4, "YAML-SYNTAX")]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"a: 1\n", "a: 1\n", id="as it is"),
        pytest.param("ب\n".encode(), "ب\n", id="Arabic"),
        pytest.param(b"\xef\xbb\xbfa: 1\n", "a: 1\n", id="BOM"),
        pytest.param(b"a\r\nb\r\n", "a\nb\n", id="CRLF"),
        pytest.param(b"", "", id="empty"),
        pytest.param(b"\xef\xbb\xbf", "", id="only a BOM"),
        pytest.param(b"a\rb", "a\nb", id="CR"),
    ],
)
def test_bytes_become_text_with_line_feeds(data: bytes, text: str) -> None:
    assert decode(data, "f") == text


@pytest.mark.parametrize(
    ("data", "line", "column", "byte"),
    [
        pytest.param("a: é".encode("latin-1"), 1, 4, "0xe9", id="Latin-1"),
        pytest.param(b"a: 1\nb: \xff", 2, 4, "0xff", id="second line"),
        pytest.param(b"a: 1\r\nb: \xff", 2, 4, "0xff", id="after CRLF"),
        pytest.param("a: 1".encode("utf-16"), 1, 1, "0xff", id="UTF-16"),
        pytest.param(b"a: \xed\xa0\x80", 1, 4, "0xed", id="surrogate"),
        pytest.param(b"a: \xc0\x80", 1, 4, "0xc0", id="overlong NUL"),
        pytest.param("a: ب".encode()[:-1], 1, 4, "0xd8", id="cut in a character"),
        pytest.param("ب\nب: ".encode() + b"\xff", 2, 4, "0xff", id="after Arabic"),
        pytest.param(b"\xef\xbb\xbfa: \xff", 1, 4, "0xff", id="after a BOM"),
        pytest.param(b"\xef\xbb\xbfa: 1\nb: \xff", 2, 4, "0xff", id="a line after a BOM"),
    ],
)
def test_bytes_that_are_not_utf_8_are_refused_at_their_place(data: bytes, line: int, column: int, byte: str) -> None:
    with pytest.raises(Broken) as caught:
        decode(data, "f")
    assert places([caught.value.problem]) == [(line, column, "YAML-ENCODING")]
    assert byte in caught.value.problem.message


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfa: 1\r\nb: *x\r\n", "\ufeffa: 1\nb: *x".encode(), b"a: 1\r\nb: *x"])
def test_neither_bom_nor_crlf_moves_a_place(data: bytes) -> None:
    assert places(parse(decode(data, "f"), "f")[1]) == [(2, 4, "YAML-SUBSET")]
