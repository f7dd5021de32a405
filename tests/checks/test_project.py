"""The whole project: pages in pairs, pages that cannot be read, and problems from every room at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from isnad.checks.project import read_project
from isnad.facts.model import KnowledgeBase
from isnad.pages.macros import make_macros
from isnad.pages.render import render_page
from isnad.problems import Problem
from isnad.text.languages import Language

from tests.asked_labels import Asked
from tests.conftest import FROZEN, ProjectCopy
from tests.facts.test_load import FILES

PAGE = "---\ntitle: t\ndescription: d\n---\n\n# t\n"

SEA = ["docs/ar/sea.md", "docs/fr/sea.md"]

Place = tuple[str, int, int, str]


class SmallProject(ProjectCopy):
    """A small project, of which only its new problems count: its facts are not proved by any article."""

    def new(self, before: list[Problem]) -> list[Place]:
        """Return place and code of each problem that was not there before."""
        return [problem[:4] for problem in self.problems() if problem not in before]


@pytest.fixture
def small(tmp_path: Path) -> SmallProject:
    """A project of one topic, and its page in both languages."""
    made = SmallProject(tmp_path)
    for path, text in FILES.items():
        made.write(path, text)
    for language in Language:
        made.write(f"docs/{language}/sea.md", PAGE)
    return made


@pytest.fixture
def before(small: SmallProject) -> list[Problem]:
    """What is wrong with the small project to begin with: nothing that has to do with its pages."""
    problems = small.problems()
    assert not [problem for problem in problems if problem.path.startswith("docs/")]
    return problems


def test_the_real_project_has_no_problem() -> None:
    project, problems = read_project(FROZEN)
    assert problems == []
    assert set(project.pages) == {
        path.relative_to(FROZEN / "docs").as_posix() for path in (FROZEN / "docs").rglob("*.md")
    }


@pytest.mark.parametrize("path", ["docs/index.md", "docs/en/index.md"])
def test_a_page_outside_both_languages(small: SmallProject, before: list[Problem], path: str) -> None:
    small.write(path, PAGE)
    assert small.new(before) == [(path, 1, 1, "PAGE-PLACE")]


def test_a_topic_without_its_page(small: SmallProject, before: list[Problem]) -> None:
    for language in Language:
        (small.root / "docs" / language / "sea.md").unlink()
    place = small.place("data/indicators.yaml", "topics:", "sea:")
    found = [problem for problem in small.problems() if problem not in before]
    assert [problem[:4] for problem in found] == [(*place, "TOPIC-PAGE")] * 2
    assert ["docs/ar/sea.md" in problem.message for problem in found] == [True, False]


def test_pages_in_a_folder_link_to_the_root_of_their_language(small: SmallProject) -> None:
    small.write("docs/fr/deep/er/page.md", PAGE + '{{ term("patrol") }}')
    pages = read_project(small.root)[0].pages
    assert 'href="../../../glossary/#patrol"' in pages["fr/deep/er/page.md"].body


def test_a_page_that_is_not_utf_8(small: SmallProject, before: list[Problem]) -> None:
    (small.root / "docs/fr/sea.md").write_bytes("---\ntitle: été\n".encode("latin-1"))
    assert small.new(before) == [("docs/fr/sea.md", 2, 8, "YAML-ENCODING")]


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_lines_of_a_page_are_true_however_they_end(small: SmallProject, before: list[Problem], end: str) -> None:
    text = PAGE + '\n{{ figure("x-1") }}[^n]\n\n{{ figure("boats-2023") }}\n'
    for path in SEA:
        (small.root / path).write_bytes(text.replace("\n", end).encode())
    unknown = (SEA[0], 8, 12, "UNKNOWN-ID")  # one problem, however often the id is written
    assert small.new(before) == [unknown, *((path, 8, 20, "FOOTNOTE-LITERAL") for path in SEA)]


def test_a_page_with_a_byte_order_mark_and_crlf_is_read(small: SmallProject, before: list[Problem]) -> None:
    (small.root / "docs/fr/sea.md").write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert small.new(before) == []


def test_data_with_crlf_is_the_same_data(project: ProjectCopy) -> None:
    for path in [*(project.root / "data").glob("*.yaml"), *(project.root / "seeds").glob("*.yaml")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.fact_problems() == []


def test_problems_of_facts_and_pages_come_together(small: SmallProject, before: list[Problem]) -> None:
    small.write("docs/fr/extra.md", PAGE + "{{ nope() }}")
    small.edit("data/indicators.yaml", "boats-2023:", "value: 12", "value: douze")
    small.edit("data/entities.yaml", "coast:", "kind: place", "kind: shore")
    assert {(path, code) for path, _, _, code in small.new(before)} >= {
        ("data/entities.yaml", "WRONG-TYPE"),
        ("data/indicators.yaml", "WRONG-TYPE"),
        ("docs/fr/extra.md", "MACRO-UNKNOWN"),
        ("docs/fr/extra.md", "PAGE-ONE-LANGUAGE"),
    }


def test_pages_do_not_repeat_the_problem_of_a_broken_record(small: SmallProject, before: list[Problem]) -> None:
    for path in SEA:
        small.write(path, PAGE + '{{ figure("boats-2023") }} {{ period("boats-2023") }}')
    small.edit("data/indicators.yaml", "boats-2023:", "value: 12", "value: douze")
    assert not [path for path, *_ in small.new(before) if path.startswith("docs/")]


DATA_FILES = [path for path in FILES if path.startswith("data/")]
ASKING = '{{ figure("boats-2023") }} {{ event_date("launch") }} {{ entity("navy") }} {{ term("patrol") }}'


@pytest.mark.parametrize("name", DATA_FILES)
@pytest.mark.parametrize("content", [b"", b"a: [\n", b"- a\n", b"\xff", None],
                         ids=["empty", "not-closed", "list", "not-utf-8", "missing"])  # fmt: skip
def test_a_data_file_that_cannot_be_read_is_the_only_one_reported(
    small: SmallProject, before: list[Problem], name: str, content: bytes | None
) -> None:
    for path in SEA:
        small.write(path, PAGE + ASKING)
    (small.root / name).unlink()
    if content is not None:
        (small.root / name).write_bytes(content)
    assert {path for path, *_ in small.new(before)} == {name}


@pytest.mark.parametrize("ending", ["markdown", "mdown", "mkdn", "mkd"])
def test_a_page_of_another_ending(small: SmallProject, before: list[Problem], ending: str) -> None:
    for language in Language:
        small.write(f"docs/{language}/deep/extra.{ending}", PAGE)
    assert small.new(before) == [(f"docs/{language}/deep/extra.{ending}", 1, 1, "PAGE-ENDING") for language in Language]


@pytest.mark.parametrize("path", ["docs/ar/boats.png", "docs/fr/ports/boats.webp", "docs/fr/.gitkeep"])
def test_a_file_that_is_no_page(small: SmallProject, before: list[Problem], path: str) -> None:
    small.write(path, "")
    assert small.new(before) == []


@pytest.mark.parametrize("kind", ["folder", "dangling-link"])
def test_a_page_that_is_no_file(small: SmallProject, before: list[Problem], kind: str) -> None:
    small.write("docs/ar/extra.md", PAGE)
    page = small.root / "docs/fr/extra.md"
    if kind == "folder":
        page.mkdir()
    else:
        page.symlink_to("nowhere.md")
    code = "PAGE-UNREADABLE" if kind == "folder" else "FILE-REFUSED"
    assert small.new(before) == [("docs/fr/extra.md", 1, 1, code)]


def test_pages_that_show_other_facts_are_reported_on_each(small: SmallProject, before: list[Problem]) -> None:
    small.write("docs/fr/sea.md", PAGE + '{{ figure("boats-2023") }}')
    small.write("docs/ar/sea.md", PAGE + '{{ event_date("launch") }}')
    assert set(small.new(before)) == {(path, 1, 1, "PARITY") for path in SEA}


@pytest.mark.parametrize("name", ["counts-shown", "backlink", "permalink"])
def test_a_label_that_is_missing(monkeypatch: pytest.MonkeyPatch, kb: KnowledgeBase, name: str) -> None:
    labels = {label: text for label, text in kb.labels.items() if label != name}
    monkeypatch.setattr("isnad.checks.project.load", lambda _: (replace(kb, labels=labels), []))
    (found,) = {problem for problem in read_project(FROZEN)[1] if problem.code == "LABEL-MISSING"}
    assert found[:3] == ("hooks/isnad/labels.yaml", 1, 1)
    assert f"'{name}'" in found.message


NOT_OF_PAGES = ("note-", "quote-", "reference-", "warning-", "permalink")  # of footnotes and, in a build, of headings


@pytest.mark.parametrize("macro", ["figure", "period", "observations"])
def test_a_check_of_a_page_asks_for_what_a_build_asks_for(kb: KnowledgeBase, macro: str) -> None:
    """All labels, also those that only a few sorts of figures need; all footnotes and calls."""
    names = kb.indicators if macro == "observations" else kb.observations
    text, asked, found = PAGE + "".join(f'{{{{ {macro}("{name}") }}}}\n' for name in names), [], []
    for is_read in (False, True):
        labels = Asked(kb.labels)
        page = render_page(replace(kb, labels=labels), "docs/fr/x.md", text, Language.FR, "x.md", is_read)
        found.append((page.footnotes, page.calls, page.problems))
        asked.append({name for name in labels.names if not name.startswith(NOT_OF_PAGES)})
    assert asked[0] == asked[1] != set()
    assert found[0] == found[1]


def test_a_check_makes_words_of_the_first_of_each_sort(kb: KnowledgeBase) -> None:
    text = PAGE + '{{ figure("rescues-2024") }} {{ observations("sea-rescues") }}'
    labels, found, asked = Asked(kb.labels), [], []
    checked = replace(kb, labels=labels)
    for _ in range(2):
        labels.names.clear()
        found.append(render_page(checked, "docs/fr/x.md", text, Language.FR, "x.md", is_read=False).footnotes)
        asked.append(frozenset(labels.names))
    assert asked[1] < asked[0]
    assert found[0] == found[1] != ()


def test_a_label_that_the_words_of_figures_lack_is_reported_on_each_page(kb: KnowledgeBase) -> None:
    labels = {name: text for name, text in kb.labels.items() if name != "precision-exact"}
    broken, text = replace(kb, labels=labels), PAGE + '{{ figure("rescues-2024") }}'
    for _ in range(2):
        (problem,) = render_page(broken, "docs/fr/x.md", text, Language.FR, "x.md", is_read=False).problems
        assert (problem.code, problem.line) == ("TEMPLATE-ERROR", 7)


def test_a_check_runs_no_macro_of_facts_and_pages_in_which_it_found_nothing_wrong(
    project: ProjectCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ISNAD_CACHE", str(tmp_path / "cache"))
    ran: list[object] = []

    def counted(kb: KnowledgeBase, language: Language, here: str, is_read: bool) -> object:
        ran.extend([] if is_read else [here])  # what a link to a heading that macros make leads to is read
        return make_macros(kb, language, here, is_read)

    monkeypatch.setattr("isnad.pages.render.make_macros", counted)

    def check() -> tuple[list[Problem], bool, dict[str, tuple[str, ...]]]:
        ran.clear()
        found, problems = read_project(project.root, is_read=False)
        return problems, bool(ran), {path: page.footnotes for path, page in found.pages.items()}

    first, again = check(), check()
    assert first == ([], True, again[2])
    assert again[:2] == ([], False)
    project.edit("data/indicators.yaml", "rescues-2024", "reviewed: 2026", "reviewed: 2025")
    assert check()[1:] == (True, first[2])
    project.write("docs/fr/index.md", project.read("docs/fr/index.md") + '\n{{ figure("no-such") }}\n')
    assert [(problems[0].code, ran) for problems, ran, _ in (check(), check())] == [("UNKNOWN-ID", True)] * 2


@pytest.mark.parametrize(("macro", "label"), [('dataset("fields")', "data-columns"), ("checks()", "example-pass")])
def test_what_the_sites_own_words_make_is_made_again_of_other_words(kb: KnowledgeBase, macro: str, label: str) -> None:
    text = PAGE + f"{{{{ {macro} }}}}"
    broken = replace(kb, labels={name: words for name, words in kb.labels.items() if name != label})
    codes = [
        [problem.code for problem in render_page(of, "docs/fr/x.md", text, Language.FR, "x.md", False).problems]
        for of in (kb, broken, kb, broken)
    ]
    assert codes == [[], ["TEMPLATE-ERROR"]] * 2
