"""What is said of YAML that cannot be read: each sign and space at its place, and nothing of the reader's own words."""

import pytest
from isnad.facts import yamltree
from isnad.problems import Problem, Tongue

from tests.cases import for_all, table

NBSP, NARROW, WIDE = "\u00a0", "\u202f", "\u3000"


def only(text: str) -> Problem:
    _, problems = yamltree.parse(text, "f")
    assert len(problems) == 1, problems
    return problems[0]


@pytest.mark.parametrize(
    ("text", "place", "sign"),
    [
        (f"a:\n  b:{NBSP}1\n  c: 2\n", (2, 5), "U+00A0"),
        (f"a:\n  b:{NARROW}1\n  c: 2\n", (2, 5), "U+202F"),
        (f"a:\n  b: 1\n{NBSP}{NBSP}c: 2\n  d: 3\n", (3, 1), "U+00A0"),
        (f"a:\n  b: 1\n {WIDE}c: 2\n  d: 3\n", (3, 2), "U+3000"),
        (f"a:\n  b{NBSP}: 1\n  c: 2\n", (2, 4), "U+00A0"),
        (f"a:\n  - b: 1\n  -{NBSP}b: 2\n", (3, 4), "U+00A0"),
        (f"a:\n  b:{NBSP}1\n", (2, 5), "U+00A0"),
    ],
)
def test_a_space_that_is_none_is_named_where_it_stands(text: str, place: tuple[int, int], sign: str) -> None:
    problem = only(text)
    assert (problem.line, problem.column, problem.said.id) == (*place, "yaml-space")
    assert sign in problem.message


def test_lines_that_were_pasted_together_are_one_problem() -> None:
    problem = only(f"a:\n  b: 1\n{NBSP}{NBSP}c: 2\n{NBSP}{NBSP}d: 3\n  e: 4\n")
    assert problem.line == 3
    assert problem.message.endswith("on these lines: 4; delete it there and type ordinary spaces")


@pytest.mark.parametrize(
    "text",
    [
        f"a: Bilan{NBSP}de l’année\n",
        f'a: "Bilan{NBSP}: 2024"\n',
        f"a: >-\n  Bilan{NBSP}:\n  {NBSP}{NBSP}suite:{NBSP}2024\nb: 1\n",
        f"a: 78{NARROW}685 personnes\n",
        f"a: '«{NBSP}mot{NBSP}»'\n",
        f"# un{NBSP}commentaire:{NBSP}oui\na: 1\n",
    ],
)
def test_such_spaces_may_stand_in_texts(text: str) -> None:
    assert yamltree.parse(text, "f")[1] == []


@for_all("line, column, written", table("facts/yaml.txt", "right-forms", str, int))
def test_the_right_form_is_made_of_the_line_itself(line: str, column: int, written: str) -> None:
    problem = only(f"z: 1\n{line}\ny: 2\n")
    assert (problem.line, problem.column) == (2, column)
    assert f"`{written}`" in problem.message


UNREADABLE = (
    "a: [b\n", "a: {b\n", "a: !!x! b\n", "%x\na: b\n", 'a: "\\q"\n', "a:\n  b: 1\n c: 2\n", "a: |0\n  b\n",
    "- a\nb: c\n", "a: 'b\n", "? a\n: *\n", "a: !<b\n", "}\n",
)  # fmt: skip


@for_all("text", UNREADABLE)
def test_nothing_is_said_in_the_words_of_the_reader(text: str) -> None:
    for problem in yamltree.parse(text, "f")[1]:
        for tongue in Tongue:
            assert "while" not in problem.said.text(tongue)
            assert "expected" not in problem.said.text(tongue)
