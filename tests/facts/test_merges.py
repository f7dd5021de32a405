"""Markers of a merge: one problem for each conflict, in every kind of file."""

import pytest
from isnad.facts import merges

CONFLICT = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> une-branche\nd\n"
BASE = CONFLICT.replace("=======", "||||||| base\nx\n=======")


@pytest.mark.parametrize(
    ("text", "path", "places"),
    [
        pytest.param(CONFLICT, "data/a.yaml", [(2, "merge-conflict")], id="in data"),
        pytest.param(CONFLICT, "docs/fr/a.md", [(2, "merge-conflict")], id="on a page"),
        pytest.param(CONFLICT * 2, "a.yaml", [(2, "merge-conflict"), (9, "merge-conflict")], id="two"),
        pytest.param(BASE, "a.yaml", [(2, "merge-conflict")], id="diff3"),
        pytest.param("<<<<<<< ours\na\n", "a.md", [(1, "merge-marker")], id="only the first is left"),
        pytest.param("a\n>>>>>>> فرع\n", "a.md", [(2, "merge-marker")], id="only the last is left"),
        pytest.param("a: b\n=======\n", "a.yaml", [(2, "merge-marker")], id="only the middle is left"),
        pytest.param("Titre\n=======\n", "a.md", [], id="a heading underlined"),
        pytest.param("  <<<<<<< HEAD\n", "a.md", [], id="an example set in"),
        pytest.param("<<<< a\n======== b\n>>>>>>>>> c\n", "a.yaml", [], id="other lengths"),
    ],
)  # fmt: skip
def test_a_conflict_is_one_problem(text: str, path: str, places: list[tuple[int, str]]) -> None:
    assert [(found.line, found.said.id) for found in merges.check(text, path)] == places
