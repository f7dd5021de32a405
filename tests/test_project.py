"""The whole project: pages in pairs, pages that cannot be read, and problems from every room at once."""

from functools import cache
from pathlib import Path

import pytest
from isnad.problems import Problem
from isnad.project import read_project
from isnad.record import Language

from .conftest import ROOT, ProjectCopy

PAGE = "---\ntitle: t\ndescription: d\n---\n\n# t\n"


@cache
def real_problems() -> list[Problem]:
    """Return what is wrong with the real project: nothing, once it is finished."""
    return read_project(ROOT)[1]


def new_problems(project: ProjectCopy, before: list[Problem]) -> list[tuple[str, int, int, str]]:
    return [problem[:4] for problem in project.problems() if problem not in before]


def test_the_real_project_has_no_problem() -> None:
    assert real_problems() == []


def test_pages_are_keyed_by_their_path_inside_docs(project: ProjectCopy) -> None:
    pages = read_project(project.root)[0].pages
    files = {path.relative_to(project.root / "docs").as_posix() for path in (project.root / "docs").rglob("*.md")}
    assert set(pages) == files
    assert {path.partition("/")[0] for path in pages} == set(Language)


def test_a_page_in_one_language_only(project: ProjectCopy) -> None:
    before = real_problems()
    project.write("docs/fr/extra.md", PAGE)
    assert new_problems(project, before) == [("docs/fr/extra.md", 1, 1, "PAGE-ONE-LANGUAGE")]
    project.write("docs/ar/extra.md", PAGE)
    assert new_problems(project, before) == []


@pytest.mark.parametrize("path", ["docs/index.md", "docs/en/index.md"])
def test_a_page_outside_both_languages(project: ProjectCopy, path: str) -> None:
    before = real_problems()
    project.write(path, PAGE)
    assert new_problems(project, before) == [(path, 1, 1, "PAGE-PLACE")]


def test_a_topic_without_its_page(project: ProjectCopy, tmp_path: Path) -> None:
    before = real_problems()
    for language in Language:
        (tmp_path / "docs" / language / "rescues.md").unlink()
    place = project.place("data/indicators.yaml", "topics:", "rescues:")
    found = [problem for problem in project.problems() if problem not in before]
    assert [problem[:4] for problem in found] == [(*place, "TOPIC-PAGE")] * 2
    assert ["docs/ar/rescues.md" in problem.message for problem in found] == [True, False]


def test_pages_in_a_folder_link_to_the_root_of_their_language(project: ProjectCopy) -> None:
    for language in Language:
        project.write(f"docs/{language}/deep/er/page.md", PAGE + '{{ term("voluntary-return") }}')
    pages = read_project(project.root)[0].pages
    assert "](../../glossary.md#voluntary-return)" in pages["fr/deep/er/page.md"]


def test_a_page_that_is_not_utf_8(project: ProjectCopy, tmp_path: Path) -> None:
    before = real_problems()
    (tmp_path / "docs/fr/index.md").write_bytes("---\ntitle: été\n".encode("latin-1"))
    assert new_problems(project, before) == [("docs/fr/index.md", 2, 8, "YAML-ENCODING")]


@pytest.mark.parametrize("path", ["docs/fr/extra.md", "docs/ar/extra.md"])
def test_lines_of_a_page_with_crlf_are_true(project: ProjectCopy, tmp_path: Path, path: str) -> None:
    before = real_problems()
    text = PAGE + '\n{{ figure("x-1") }}[^n]\n\n{{ figure("attempts-2024") }}\n'
    for language in Language:
        project.write(f"docs/{language}/extra.md", PAGE)
    (tmp_path / path).write_bytes(text.replace("\n", "\r\n").encode())
    assert new_problems(project, before) == [(path, 8, 12, "UNKNOWN-ID"), (path, 8, 20, "FOOTNOTE-UNDEFINED")]


def test_a_page_with_a_byte_order_mark_and_crlf_is_read(project: ProjectCopy, tmp_path: Path) -> None:
    before = real_problems()
    for language in Language:
        (tmp_path / f"docs/{language}/extra.md").write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert new_problems(project, before) == []


def test_data_with_crlf_is_the_same_data(project: ProjectCopy, tmp_path: Path) -> None:
    before = real_problems()
    for path in [*(tmp_path / "data").glob("*.yaml"), *(tmp_path / "seeds").glob("*.yaml")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert new_problems(project, before) == []


def test_problems_of_facts_and_pages_come_together(project: ProjectCopy) -> None:
    before = real_problems()
    project.write("docs/fr/extra.md", PAGE + "{{ nope() }}")
    project.edit("data/indicators.yaml", "attempts-2024:", "reviewed: 2026-11-21", "reviewed: hier")
    project.edit("data/entities.yaml", "royal-navy:", "kind: institution", "kind: navy")
    assert {(path, code) for path, _, _, code in new_problems(project, before)} >= {
        ("data/entities.yaml", "WRONG-TYPE"),
        ("data/indicators.yaml", "WRONG-TYPE"),
        ("docs/fr/extra.md", "MACRO-UNKNOWN"),
        ("docs/fr/extra.md", "PAGE-ONE-LANGUAGE"),
    }


def test_pages_do_not_repeat_the_problem_of_a_broken_record(project: ProjectCopy) -> None:
    before = real_problems()
    for language in Language:
        project.write(f"docs/{language}/extra.md", PAGE + '{{ figure("attempts-2024") }}')
    project.edit("data/indicators.yaml", "attempts-2024:", "reviewed: 2026-11-21", "reviewed: hier")
    assert not [path for path, *_ in new_problems(project, before) if path.startswith("docs/")]


FILES = ["data/events.yaml", "data/entities.yaml", "data/glossary.yaml", "data/indicators.yaml"]
BROKEN = {
    "empty": b"",
    "list": b"- a\n",
    "word": b"word\n",
    "list-as-key": b"? [a]\n: b\n",
    "anchor": b"a: &b c\n",
    "nul": b"\x00",
    "not-utf-8": b"\xff",
    "not-closed": b"a: [\n",
    "two-documents": b"a: b\n---\nc: d\n",
    "deep": b"a: " + b"[" * 99,
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_data_file_is_reported(project: ProjectCopy, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "data/events.yaml").write_bytes(content)
    assert "data/events.yaml" in {problem.path for problem in project.problems()}


@pytest.mark.parametrize("name", FILES)
def test_an_empty_data_file_is_reported(project: ProjectCopy, name: str) -> None:
    project.write(name, "")
    assert (name, 1, 1, "YAML-SYNTAX") in {problem[:4] for problem in project.problems()}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_data_file_is_reported(project: ProjectCopy, tmp_path: Path, name: str) -> None:
    (tmp_path / name).unlink()
    assert (name, 1, 1, "MISSING-FILE") in {problem[:4] for problem in project.problems()}


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="MkDocs makes a page of it, isnad does not read it")
@pytest.mark.parametrize("ending", ["markdown", "mdown", "mkdn", "mkd"])
def test_a_page_of_another_ending_is_reported(project: ProjectCopy, ending: str) -> None:
    before = real_problems()
    for language in Language:
        project.write(f"docs/{language}/extra.{ending}", PAGE)
    assert new_problems(project, before)


@pytest.mark.xfail(strict=True, raises=OSError, reason="read_bytes() is not guarded")
@pytest.mark.parametrize("kind", ["folder", "dangling-link"])
def test_a_page_that_is_no_file_is_reported(project: ProjectCopy, tmp_path: Path, kind: str) -> None:
    page = tmp_path / "docs/fr/extra.md"
    if kind == "folder":
        page.mkdir()
    else:
        page.symlink_to("nowhere.md")
    assert "docs/fr/extra.md" in {problem.path for problem in project.problems()}


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="the loader reads seeds/*.yaml and four names in data/ only"
)
@pytest.mark.parametrize("path", ["seeds/another-2025.yml", "data/more.yaml"])
def test_a_file_that_nothing_reads_is_reported(project: ProjectCopy, path: str) -> None:
    before = real_problems()
    project.write(path, "a: b\n")
    assert new_problems(project, before)
