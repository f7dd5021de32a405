"""The forms in which problems are told: to people, to GitHub, to programs."""

import io
import json
from pathlib import Path

import pytest
from isnad.cli.main import main
from isnad.cli.output import Format, Output, create_output, described, tell
from isnad.facts.load import load_rules
from isnad.problems import Mark, Problem, Tongue, say
from isnad.problems.problem import in_order

from tests.conftest import Printed, ProjectCopy, bare

VALUE = Problem.at(Mark("data/a.yaml", 2, 8), "WRONG-TYPE", say("must-be", form=say("form-whole"), found="x, 5: 50%"))
EMPTY = Problem.at(Mark("data/b, c.yaml", 1, 1), "LABEL-FORM", say("file-empty"))
RULES = load_rules()


def told(form: Format, tongue: Tongue = Tongue.EN, root: Path = Path(), excerpts: bool = False) -> str:
    return tell([EMPTY, VALUE, VALUE], Output(form, tongue, excerpts), root, RULES)


def test_plain_text_is_a_line_a_problem() -> None:
    assert told(Format.TEXT).split("\n") == [str(VALUE), str(EMPTY), "2 problems found"]


def test_plain_text_in_arabic_keeps_the_path_before_the_sentence() -> None:
    line = told(Format.TEXT, Tongue.AR).split("\n")[1]
    assert line.startswith("data/b, c.yaml:1:1: LABEL-FORM \u2067هذا")
    assert line.endswith("\u2069")


def test_a_terminal_shows_the_line_its_marks_and_the_rule(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_text("b: 1\ncount: 'x, 5: 50%'\n", encoding="utf-8")
    first, second, last = told(Format.TEXT, Tongue.FR, tmp_path, excerpts=True).split("\n\n")
    lines = bare(first).split("\n")
    assert lines[0] == "data/a.yaml:2:8 WRONG-TYPE"
    assert lines[1] == f"  {VALUE.said.text(Tongue.FR)}"
    assert lines[2] == "  2 │ count: 'x, 5: 50%'"
    assert lines[3] == "    │        ^^^^^^^^^^^"
    assert lines[4].startswith("  la règle\u00a0: Chaque valeur a son type")
    assert len(lines) == 5, "nothing that has to do with another case"
    assert "│" not in second, "there is no such file"
    assert last == "Problèmes trouvés\u00a0: 2"


@pytest.mark.parametrize("data", [b"", b"\n", b"a", b"\xff\n\xff\xfe\n"], ids=["empty", "blank", "short", "not UTF-8"])
def test_a_file_in_any_state_can_be_quoted(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/a.yaml").write_bytes(data)
    text = told(Format.TEXT, root=tmp_path, excerpts=True)
    assert text.startswith("data/a.yaml:2:8 WRONG-TYPE\n")


@pytest.mark.parametrize(
    ("terminal", "environment", "excerpts", "colours"),
    [
        (True, {}, True, True),
        (True, {"NO_COLOR": ""}, True, True),
        (True, {"NO_COLOR": "1"}, True, False),
        (True, {"TERM": "dumb"}, True, False),
        (False, {}, False, False),
    ],
)
def test_colours_are_for_terminals_that_want_them(
    terminal: bool, environment: dict[str, str], excerpts: bool, colours: bool
) -> None:
    output = create_output(Format.TEXT, None, terminal, environment)
    assert (output.excerpts, output.colours) == (excerpts, colours)
    assert ("\033[" in tell([VALUE], output, Path(), RULES)) is colours


def test_github_makes_an_annotation_of_each() -> None:
    first, second = told(Format.GITHUB).split("\n")
    assert first == (
        "::error file=data/a.yaml,line=2,col=8,title=WRONG-TYPE::must be a whole number from 1, such as 12: x, 5: 50%25"
    )
    assert second == "::error file=data/b%2C c.yaml,line=1,col=1,title=LABEL-FORM::this file is empty"


@pytest.mark.parametrize("form", [Format.GITHUB, Format.MARKDOWN])
def test_what_a_pull_request_shows_is_in_french_and_arabic(form: Format) -> None:
    both = tell([VALUE], create_output(form, None, False, {"LANG": "C.UTF-8"}), Path(), RULES)
    assert both.index("il faut ici") < both.index("المطلوب هنا")
    asked = tell([VALUE], create_output(form, Tongue.FR, False, {"LANG": "ar_MA"}), Path(), RULES)
    assert "il faut ici" in asked
    assert "المطلوب" not in asked


def test_the_summary_holds_every_problem_and_no_markup_of_an_author() -> None:
    problems = [Problem(f"data/{number}.yaml", 1, 1, "A-CODE", say("found", text="<b>*a*</b>")) for number in range(25)]
    text = tell(problems, create_output(Format.MARKDOWN, None, False, {}), Path(), RULES)
    assert [f"`data/{number}.yaml:1:1`" in text for number in range(25)] == [True] * 25
    assert "<b>" not in text
    assert '<p lang="fr" dir="ltr"><code>&lt;b&gt;*a*&lt;/b&gt;</code></p>' in text
    assert '<p lang="ar" dir="rtl">' in text
    assert text.startswith("### Problèmes trouvés\u00a0: 25 · ")
    assert "Aucun problème" in tell([], create_output(Format.MARKDOWN, None, False, {}), Path(), RULES)


def test_files_that_cannot_be_read_come_first_and_what_may_follow_from_others_last() -> None:
    codes = {"a": "NOT-SHOWN", "b": "VALUE-QUOTE", "c": "MERGE-CONFLICT"}
    problems = [Problem(path, 1, 1, code, say("none")) for path, code in codes.items()]
    above = Problem("c", 9, 1, "NOT-SHOWN", say("none"))
    assert [problem.path for problem in in_order([*problems, above])] == ["c", "c", "b", "a"]


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_of_another_encoding_shows_other_signs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    printed = io.BytesIO()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(printed, encoding, write_through=True))
    assert main(["--root", str(tmp_path), "check", "--lang", "ar"]) == 1
    assert b"data/site.yaml:1:1: MISSING-FILE" in printed.getvalue()
    assert (b"?" in printed.getvalue()) is (encoding != "utf-8")


def test_json_holds_all_that_is_known() -> None:
    assert json.loads(told(Format.JSON, Tongue.AR)) == {
        "language": "ar",
        "problems": [
            {
                "path": each.path,
                "line": each.line,
                "column": each.column,
                "code": each.code,
                "id": each.said.id,
                "message": each.said.text(Tongue.AR),
            }
            for each in (VALUE, EMPTY)
        ],
    }


def test_a_rule_is_described_in_the_languages_of_the_site() -> None:
    rule = RULES["value-quote"]
    assert described(rule, Tongue.FR) == rule.description.fr
    assert described(rule, Tongue.AR) == rule.description.ar
    assert described(rule, Tongue.EN) == described(None, Tongue.FR) == ""


@pytest.mark.parametrize("form", [Format.GITHUB, Format.JSON])
def test_forms_for_programs_go_to_standard_output(project: ProjectCopy, capsys: Printed, form: Format) -> None:
    arguments = ["--root", str(project.root), "check", "--format", form, "--lang", "fr"]
    assert main(arguments) == 0
    sound = capsys.readouterr()
    project.edit("data/indicators.yaml", "attempts-2024:", "78685", "78686")
    assert main(arguments) == 1
    damaged = capsys.readouterr()
    assert sound.err == damaged.err == ""
    assert "VALUE-QUOTE" in damaged.out
    assert "value: 78685" in damaged.out
    assert sound.out != damaged.out
    if form is not Format.GITHUB:
        assert json.loads(sound.out)


@pytest.mark.parametrize(
    ("locale", "arguments", "words"),
    [
        ("C.UTF-8", [], "this file is missing"),
        ("fr_MA.UTF-8", [], "ce fichier manque"),
        ("ar_MA.UTF-8", [], "هذا الملف غير موجود"),
        ("fr_MA.UTF-8", ["--lang", "ar"], "هذا الملف غير موجود"),
        ("ar_MA.UTF-8", ["--lang", "en"], "this file is missing"),
    ],
)
@pytest.mark.parametrize("command", ["check", "why x"])
def test_problems_speak_the_language_of_the_locale_or_the_one_asked_for(
    tmp_path: Path,
    capsys: Printed,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    locale: str,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert main(["--root", str(tmp_path), *command.split(), *arguments]) == 1
    assert words in capsys.readouterr().err


def test_a_command_says_in_the_same_language_that_all_is_well(project: ProjectCopy, capsys: Printed) -> None:
    assert main(["--root", str(project.root), "check", "--lang", "fr"]) == 0
    assert capsys.readouterr().out.endswith("\u00a0; aucun problème trouvé\n")


@pytest.mark.parametrize("arguments", [["--lang", "de"], ["--format", "xml"]])
def test_other_languages_and_forms_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["check", *arguments])
    assert left.value.code == 2
