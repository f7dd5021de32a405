"""The line of a problem in a terminal: its marks lie under the words that are meant, in every script."""

import pytest
from isnad.cli.excerpt import cells, excerpt, meant
from isnad.problems.messages import END, LEFT_TO_RIGHT

from tests.cases import for_all

YAML, PAGE = "data/events.yaml", "docs/fr/a.md"


def drawn(path: str, line: str, column: int, width: int = 80) -> tuple[str, str]:
    shown = excerpt(path, line, column, width)
    assert shown.line[0] == LEFT_TO_RIGHT
    assert shown.line[-1] == END
    return shown.line[1:-1], shown.marks


@for_all(
    "path, rest, words",
    [
        (YAML, "precison: exact", "precison"),
        (YAML, "attempts-2024:", "attempts-2024"),
        (YAML, "exact", "exact"),
        (YAML, "78685  # as the article says", "78685"),
        (YAML, '"a # b" # c', '"a # b"'),
        (YAML, "'l''eau' x", "'l''eau'"),
        (YAML, "صنعاء: قيمة", "صنعاء"),
        (YAML, "Bilan: 2024, et plus", "Bilan"),
        (YAML, "وتم تسجيل 14 عملية", "وتم تسجيل 14 عملية"),
        (YAML, "https://example.org", "https://example.org"),
        (YAML, "", ""),
        (PAGE, "2022 et 2023", "2022"),
        (PAGE, " x", ""),
    ],
)
def test_what_a_problem_is_about(path: str, rest: str, words: str) -> None:
    assert meant(path, rest) == words


@for_all(
    "text, width",
    [("abc", 3), ("محاولة", 6), ("مُحبَطة", 5), ("表", 2), ("e\u0301", 1), ("\t", 4), ("\u202e", 6), ("", 0)],
)
def test_cells_of_a_terminal(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("path", "line", "column", "shown", "marks"),
    [
        pytest.param(YAML, "  value: 78686", 10, "  value: 78686", "         ^^^^^", id="a value"),
        pytest.param(YAML, "  precison: exact", 3, "  precison: exact", "  ^^^^^^^^", id="a key"),
        pytest.param(
            YAML, "ar: محاولة", 5, "ar: محاولة", "    ^^^^^^", id="Arabic: all its cells, whichever end is first"
        ),
        pytest.param(YAML, "مُحبَط: 5", 9, "مُحبَط: 5", "      ^", id="after Arabic with tashkeel"),
        pytest.param(YAML, "\ta: 5", 1, "    a: 5", "^^^^^^^^", id="a tab"),
        pytest.param(YAML, "a: 5", 9, "a: 5", "    ^", id="after the end of the line"),
        pytest.param(YAML, "a: \u202eb", 4, "a: \\u202eb", "   ^^^^^^^", id="what reorders text is written out"),
        pytest.param(PAGE, "En 2022 et 2023", 4, "En 2022 et 2023", "   ^^^^", id="a word of a page"),
    ],
)
def test_marks_lie_under_the_words(path: str, line: str, column: int, shown: str, marks: str) -> None:
    assert drawn(path, line, column) == (shown, marks)


@pytest.mark.parametrize("column", [1, 30, 150, 296, 300])
def test_a_long_line_is_cut_around_the_words(column: int) -> None:
    line = " ".join(["mots"] * 60)
    shown, marks = drawn(PAGE, line, column, 40)
    assert cells(shown) <= 40
    assert len(marks) <= 41
    word = line[column - 1 :].split(" ")[0]
    assert shown[marks.index("^") :].startswith(word)
    assert shown.startswith("…") == (column > 20)
    assert shown.endswith("…") == (column < 280)
