"""One layout for the data files: idempotent, and no fact, quote or comment is touched."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from isnad.cli.files import every_file
from isnad.cli.formatting import format_text, format_value
from isnad.cli.main import main
from isnad.facts import yamltree

from tests.cases import for_all
from tests.conftest import FROZEN, Printed, ProjectCopy
from tests.generated import generated

FILES = [file.relative_to(FROZEN).as_posix() for file in every_file(FROZEN)]
MESSY = """\
# top

a:
    b:   1   # why
    # of c
    c:
    - x:  "q"
      y:   'z'
      # of w
    -   w
    d: [1,   2,3]
    e: {x: y,   z: "w"}



    f: |
      kept
        # no comment


      as it is
    g: a long
      plain text
    2024-02-30: no   \n"""
TIDY = """\
# top

a:
  b: 1       # why
  # of c
  c:
    - x: "q"
      y: 'z'
    # of w
    - w
  d: [1, 2, 3]
  e: {x: y, z: "w"}

  g: a long plain text
  2024-02-30: no
"""


def content(text: str) -> Any:
    """Return what a YAML text holds, without places; each scalar with whether it is plain."""
    node, problems = yamltree.parse(text, "f")
    assert problems == []
    return bare(node)


def bare(node: yamltree.Node | None) -> Any:
    if isinstance(node, yamltree.Mapping):
        return {key.text: bare(value) for key, value in node.pairs.values()}
    if isinstance(node, yamltree.Sequence):
        return [bare(item) for item in node.items]
    assert isinstance(node, yamltree.Scalar)
    return node.text, node.plain


@for_all("path", FILES)
def test_the_files_of_the_project_are_canonical(path: str) -> None:
    text = (FROZEN / path).read_text(encoding="utf-8")
    assert format_text(text, path) == (text, [])


def test_a_messy_text_is_laid_out() -> None:
    block = MESSY[MESSY.index("    f: |") : MESSY.index("    g:")]
    made, problems = format_text(MESSY.replace(block, ""), "f")
    assert (made, problems) == (TIDY, [])
    assert format_text(made, "f") == (made, [])


def test_a_text_of_several_lines_stays_as_it_is() -> None:
    made, problems = format_text(MESSY, "f")
    assert problems == []
    assert "  f: |\n    kept\n      # no comment\n\n\n    as it is\n" in made
    assert content(made) == content(MESSY)
    assert format_text(made, "f") == (made, [])


@pytest.mark.parametrize(
    ("text", "made"),
    [
        pytest.param("a:   {}\nb: []\n", "a: {}\nb: []\n", id="nothing in brackets"),
        pytest.param("a: 'x'\nb: \"y\"\nc: z\n", "a: 'x'\nb: \"y\"\nc: z\n", id="quotes"),
        pytest.param("b: 1\na: 2\n", "b: 1\na: 2\n", id="the order of keys"),
        pytest.param("a:\r\n    b: 1\r\n", "a:\n  b: 1\n", id="ends of lines"),
        pytest.param("a: 078\nb: 1e5\nc: 13.50\nd: ~\n", "a: 078\nb: 1e5\nc: 13.50\nd: ~\n", id="numbers are texts"),
        pytest.param("\n\na: 1\n\n\n", "a: 1\n", id="empty lines at the ends"),
        pytest.param("a: " + "مـ " * 300 + "ب\n", "a: " + "مـ " * 300 + "ب\n", id="a long line"),
    ],
)
def test_what_changes_and_what_does_not(text: str, made: str) -> None:
    assert format_text(text, "f") == (made, [])


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a: [1, 2\n", (2, 1), "YAML-SYNTAX"),
        ("a: 1\na: 2\n", (2, 1), "DUPLICATE-KEY"),
        ("a:\n  b: &x 1\n", (2, 6), "YAML-SUBSET"),
        ("", (1, 1), "YAML-SYNTAX"),
        ("a: [\n  x,  # lost inside brackets\n  y]\n", (1, 1), "FORMAT-UNSAFE"),
    ],
)
def test_what_cannot_be_laid_out_stays_and_is_reported(text: str, place: tuple[int, int], code: str) -> None:
    made, problems = format_text(text, "f")
    assert made == text
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(*place, code)]


KEYS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
TEXTS = st.sampled_from(["a", "no", "2024-02-30", "78685", "13.50", "~", "", " a", "a: b", "# a", "a # b", "'"]) | (
    st.text("- abc .,:;#'\"-[]{}&*!|>%@`«»؟، ابجد\u00a0\u202f\n", max_size=30)
)  # fmt: skip
TREES = st.dictionaries(
    KEYS, st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)),
    min_size=1, max_size=4,
)  # fmt: skip


@generated(75)
@given(TREES, st.integers(2, 6), st.sampled_from([True, False, None]), st.integers(20, 200), st.randoms())
@example({"a": "x\n\n\n y\n"}, 2, False, 80, None)
def test_no_layout_changes_what_is_said(tree: Any, indent: int, flow: bool | None, width: int, random: Any) -> None:
    written = yaml.safe_dump(tree, indent=indent, default_flow_style=flow, width=width, allow_unicode=True)
    lines = written.split("\n")
    if random is not None and "\n" not in str(tree).replace("\\n", "\n"):
        lines.insert(random.randrange(len(lines)), f"{' ' * random.randrange(8)}# a comment")
    text = "\n".join(lines)
    node, problems = yamltree.parse(text, "f")
    if problems:
        return
    made, found = format_text(text, "f")
    assert content(made) == bare(node)
    assert made.count("# a comment") == text.count("# a comment")
    assert found or format_text(made, "f") == (made, [])


def test_a_value_is_quoted_where_it_must_be() -> None:
    value = {"a": "x: y", "b": "2024", "c": (3, 5), "d": [{"ar": "« ب »", "fr": "b # c"}]}
    made = format_value(value)
    assert made == "a: 'x: y'\nb: '2024'\nc: [3, 5]\nd:\n  - ar: « ب »\n    fr: 'b # c'\n"
    assert format_text(made, "f") == (made, [])


def run(project: ProjectCopy, *arguments: str) -> int:
    return main(["--root", str(project.root), "format", *arguments])


def test_the_command_lays_out_and_says_so(project: ProjectCopy, capsys: Printed) -> None:
    assert run(project) == 0
    assert capsys.readouterr().out == "every file is in the canonical form\n"
    whole = project.read("data/events.yaml")
    project.edit("data/events.yaml", "joint-patrols:", "    topic: patrols", "    topic:    patrols")
    assert run(project, "--check") == 1
    assert capsys.readouterr().out == "data/events.yaml: is not in the canonical form; run `isnad format`\n"
    assert project.read("data/events.yaml") != whole
    assert project.problems() == []  # `isnad check` has nothing against a layout
    assert run(project) == 0
    assert capsys.readouterr().out == "data/events.yaml: laid out\n"
    assert project.read("data/events.yaml") == whole


def test_a_file_that_does_not_parse_is_named_and_left(project: ProjectCopy, capsys: Printed) -> None:
    project.write("data/events.yaml", "a: [\n")
    project.edit("data/entities.yaml", "royal-navy:", "kind: ", "kind:   ")
    file = str(project.root / "data" / "events.yaml")
    assert run(project, file) == 1
    assert "data/events.yaml:2:1: YAML-SYNTAX" in capsys.readouterr().err
    assert project.read("data/events.yaml") == "a: [\n"
    assert "kind:   " in project.read("data/entities.yaml")
    assert run(project, str(Path(file).with_name("none.yaml"))) == 1
    assert "data/none.yaml:1:1: MISSING-FILE" in capsys.readouterr().err


def test_records_are_read_the_same_before_and_after(project: ProjectCopy) -> None:
    before = project.fact_problems()
    for path in ("data/indicators.yaml", "data/glossary.yaml"):
        tree = yaml.safe_load(project.read(path))
        project.write(path, yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, indent=4, width=60))
    assert run(project) == 0
    assert project.fact_problems() == before == []


def test_a_checkout_with_other_ends_of_lines_is_as_sound(project: ProjectCopy) -> None:
    files = [path for path in project.root.rglob("*") if path.suffix in (".md", ".txt", ".yaml")]
    for path in files:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(project, "--check") == 0
    assert project.problems() == []


def test_pages_end_their_lines_as_data_files_do(project: ProjectCopy) -> None:
    page = project.root / "docs" / "fr" / "index.md"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"\n", b"\r\n").replace(b"# { #top }", b"# { #top } ").rstrip() + b"\r\n\r\n")
    assert project.problems() == []
    assert run(project) == 0
    assert page.read_bytes() == whole


def test_a_line_break_in_a_page_stays() -> None:
    assert format_text("a  \nb \n\nc", "a.md") == ("a  \nb\n\nc\n", [])


def test_on_github_a_layout_is_a_suggestion(project: ProjectCopy, capsys: Printed) -> None:
    project.edit("data/events.yaml", "joint-patrols:", "    topic: patrols", "    topic:    patrols")
    line = project.place("data/events.yaml", "joint-patrols:", "    topic:").line
    project.write("data/glossary.yaml", "a: [\n")  # for `isnad check` to say
    before = project.read("data/events.yaml")
    assert run(project, "--check", "--format", "github") == 0
    (of_data,) = capsys.readouterr().out.splitlines()
    assert of_data.startswith(f"::notice file=data/events.yaml,line={line},endLine={line},title=isnad format::")
    assert of_data.endswith("%0A    topic: patrols")
    assert project.read("data/events.yaml") == before
