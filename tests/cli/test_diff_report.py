"""`isnad diff` as it is printed for twenty sample changes, compared with tests/golden_diff/.

After a change that is meant, write the golden files again and read their diff:
ISNAD_GOLDEN=write .venv/bin/pytest tests/cli/test_diff_report.py
"""

import os
from pathlib import Path

import lxml.html
import pytest
import yaml
from isnad.cli.diff import FORMATS, make_report
from isnad.cli.diff_markdown import as_markdown
from isnad.cli.diff_report import as_text
from isnad.cli.revisions import Revision
from isnad.pages.texts import Project, read_texts
from isnad.problems import Tongue, say
from markdown import Markdown  # type: ignore[import-untyped]

from tests.conftest import FROZEN, ROOT, ProjectCopy

GOLDEN = ROOT / "tests" / "golden_diff"
REVISION = Revision("0123456789abcdef" * 2 + "01234567", say("diff-base-merge", main="main"))
CHANGES: dict[str, list[dict[str, str]]] = yaml.safe_load(Path(__file__).with_name("changes.yaml").read_bytes())
GOLDENS = [
    *(f"{name}.txt" for name in CHANGES),
    "change-value.md", "turn-definition.md", "rename-entity.md", "reword-page.md",
]  # fmt: skip
FORMS = {"txt": "text", "md": "markdown"}


def change(project: ProjectCopy, name: str) -> None:
    """Do each step of a change, as `changes.yaml` says."""
    for step in CHANGES[name]:
        path = step["in"]
        if "old" in step:
            text = project.read(path)
            start = text.index(step["old"], text.index(step.get("within", "")))
            end = start + len(step["old"])
            if "new" not in step or "until" in step:
                end = text.index(step["until"], end) if "until" in step else len(text)
            project.write(path, text[:start] + step.get("new", "") + text[end:])
        elif "append" in step:
            project.write(path, project.read(path) + step["append"])
        elif "write" in step or "copy" in step:
            project.write(path, step["write"] if "write" in step else project.read(step["copy"]))
        else:
            (project.root / path).unlink()


@pytest.fixture(scope="module")
def published() -> Project:
    return read_texts(FROZEN)


def report_of(published: Project, project: ProjectCopy, form: str, tongue: Tongue = Tongue.FR) -> str:
    report = make_report(REVISION, published, read_texts(project.root))
    told = [f"{problem.code} {problem.said.text(tongue)}" for problem in report.problems] if form == "text" else []
    return "\n".join([*told, FORMATS[form](report, tongue), ""])


@pytest.mark.parametrize("name", GOLDENS)
def test_change_is_written_as_its_golden_file_holds(project: ProjectCopy, published: Project, name: str) -> None:
    changed, _, ending = name.partition(".")
    change(project, changed)
    written = report_of(published, project, FORMS[ending])
    if os.environ.get("ISNAD_GOLDEN") == "write":
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8"), "if this is meant: ISNAD_GOLDEN=write"


def test_every_golden_file_is_of_a_change() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(GOLDENS)
    assert len(CHANGES) == 20


@pytest.mark.parametrize("tongue", Tongue)
def test_nothing_changed_is_said_in_the_language_of_the_contributor(published: Project, tongue: Tongue) -> None:
    report = make_report(REVISION, published, published)
    assert as_text(report, tongue).endswith(f"\n{say('diff-nothing').text(tongue)}")
    assert all(say("diff-nothing").text(each) in as_markdown(report, tongue) for each in (Tongue.AR, Tongue.FR))


def test_markdown_shows_the_words_of_the_project_as_they_are(
    project: ProjectCopy, published: Project, markdown: Markdown
) -> None:
    project.edit(
        "data/indicators.yaml",
        "indicators:",
        "fr: Personnes secourues en mer",
        'fr: "Personnes [sauvées] @en <mer> *x*"',
    )
    shown = lxml.html.fromstring(markdown.reset().convert(report_of(published, project, "markdown")))
    assert "[sauvées] @en <mer> *x*" in shown.text_content()
