"""Keys inside a text of several lines: named with the indentation they need; words with a colon are words."""

import pytest
from isnad.facts import yamltree

KEYS = frozenset(("comment", "ar", "fr", "reviewed", "value", "quote", "source"))
BEGINNING = "rescues-2024:\n  value: 1\n  comment:\n    ar: نص\n    fr: {}\n"


@pytest.mark.parametrize(
    ("text", "place", "spaces"),
    [
        (">-\n      Un texte.\n      value: 3", (7, 7), "2"),
        (">\n      Un texte.\n      reviewed: 2026-01-01", (7, 7), "4"),
        ("|\n      Un texte.\n      rescues-2025:\n        value: 3", (7, 7), "0"),
        (">-\n      Un texte.\n      - quote: a b", (7, 9), "4"),
        ("\"Un texte\n      value: 3\"", (6, 7), "2"),
        (">-\n      Un texte.\n      ar: نص", (7, 7), "4"),
    ],
)  # fmt: skip
def test_a_key_inside_a_text_is_named(text: str, place: tuple[int, int], spaces: str) -> None:
    _, (problem,) = yamltree.parse(BEGINNING.format(text), "f", keys=KEYS)
    assert (problem.line, problem.column, problem.code) == (*place, "KEY-IN-TEXT")
    assert dict(problem.said.parts)["spaces"] == spaces


@pytest.mark.parametrize(
    "text",
    [
        ">-\n      Un texte\n      sur deux lignes.",
        ">-\n      Un texte\n      note: il a deux lignes.",
        ">-\n      Un texte\n      value : trois",
        ">-\n      Un texte\n      https://example.org",
        ">-\n      Value: une majuscule",
        "value: 3".replace(":", " :").replace("3", "trois").join('""'),
    ],
)
def test_words_with_a_colon_are_words(text: str) -> None:
    assert yamltree.parse(BEGINNING.format(text), "f", keys=KEYS)[1] == []
