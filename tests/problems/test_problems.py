"""The one shape in which every check reports: its text, its order, its suggestions."""

import pytest
from isnad.problems import Mark, Problem, hint, say
from isnad.problems.problem import report

PLACE, SAID = Mark("data/events.yaml", 3, 7), say("file-empty")


def test_a_problem_reads_as_path_line_column_code_and_message() -> None:
    problem = Problem.at(PLACE, "SOME-CODE", say("file-keys", keys=["events", "statements"]))
    assert str(problem) == "data/events.yaml:3:7: SOME-CODE must begin with the keys events, statements"


@pytest.mark.parametrize("message", ["a\nb", "a\r\nb", "a \t b", " a b ", "a\u2028b", "a\u0085b"])
def test_a_problem_is_one_line(message: str) -> None:
    assert str(Problem.at(PLACE, "X", say("precision-word", word=message))) == "data/events.yaml:3:7: X a b"


def test_a_report_is_sorted_by_path_then_line_then_column_as_numbers() -> None:
    places = [("b", 1, 1), ("a", 10, 1), ("a", 9, 10), ("a", 9, 9)]
    text = report(Problem(*place, "X", SAID) for place in places)
    assert [line.split(" ")[0] for line in text.split("\n")[:-1]] == ["a:9:9:", "a:9:10:", "a:10:1:", "b:1:1:"]


@pytest.mark.parametrize(
    ("problems", "last"),
    [
        pytest.param([], "0 problems found", id="none"),
        pytest.param([Problem.at(PLACE, "X", SAID)], "1 problem found", id="one"),
        pytest.param([Problem.at(PLACE, "X", SAID)] * 2, "1 problem found", id="the same twice"),
        pytest.param([Problem.at(PLACE, "X", SAID), Problem.at(PLACE, "Y", SAID)], "2 problems found", id="two"),
    ],
)
def test_a_report_ends_with_a_count_of_distinct_problems(problems: list[Problem], last: str) -> None:
    assert report(problems).split("\n")[-1] == last
    assert report(problems).count("\n") == len(set(problems))


@pytest.mark.parametrize(
    ("name", "known", "message"),
    [
        pytest.param("entites", ["entities", "terms"], "unknown key 'entites'; did you mean 'entities'?", id="near"),
        pytest.param("zzz", ["b", "a"], "unknown key 'zzz'; known: a, b", id="far: all of them, sorted"),
        pytest.param("zzz", [], "unknown key 'zzz'; known: none", id="nothing is known"),
        pytest.param("", ["a"], "unknown key ''; known: a", id="empty"),
        pytest.param("\u202ea", ["b"], "unknown key '\\u202ea'; known: b", id="what reorders text is shown escaped"),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_known_one(name: str, known: list[str], message: str) -> None:
    assert str(say("unknown-key", key=name, hint=hint(name, known))) == message
