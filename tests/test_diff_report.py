"""`isnad diff` as it is printed for five sample changes, compared with tests/golden_diff/.

After a change that is meant, write the golden files again and read their diff:
ISNAD_GOLDEN=write .venv/bin/pytest tests/test_diff_report.py
"""

import json
import os
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from isnad.diff import check_corrected, compare
from isnad.diff_report import FORMATS, as_json, as_markdown
from isnad.project import Project, read_project
from isnad.revisions import Revision
from markdown import Markdown  # type: ignore[import-untyped]

from .conftest import FROZEN, ProjectCopy

GOLDEN = Path(__file__).parent / "golden_diff"
ENDINGS = {"text": "txt", "markdown": "md", "json": "json"}
FACTS = "data/indicators.yaml"
REVISION = Revision("0123456789abcdef" * 2 + "01234567", "main")
CORRECTION = """corrections:
  attempts-2024-mistyped:
    date: 2026-11-22
    observation: attempts-2024
    was: 78685
    now: 78686
    why: {ar: خطأ في النقل., fr: Faute de frappe.}
"""


def change_value(project: ProjectCopy) -> None:
    project.edit(FACTS, "attempts-2024:", "value: 78685", "value: 78686")


def change_value_and_say_why(project: ProjectCopy) -> None:
    change_value(project)
    project.write("data/corrections.yaml", CORRECTION)


def change_precision_and_period(project: ProjectCopy) -> None:
    project.edit(FACTS, "attempts-2024:", "precision: exact", "precision: about")
    project.edit(FACTS, "attempts-2024:", "end: 2024-12-31", "end: not-given")


def rename_figure(project: ProjectCopy) -> None:
    """One goes, one comes."""
    project.edit(FACTS, "observations:", "attempts-2024:", "attempts-of-2024:")


def reword_indicator(project: ProjectCopy) -> None:
    """Every figure of it reads otherwise, and no code of theirs changes."""
    project.edit(FACTS, "indicators:", "fr: Personnes secourues en mer", 'fr: "Personnes [sauvées] en <mer>"')


CHANGES: dict[str, Callable[[ProjectCopy], None]] = {
    "value": change_value,
    "corrected-value": change_value_and_say_why,
    "precision-and-period": change_precision_and_period,
    "renamed": rename_figure,
    "reworded": reword_indicator,
}


@pytest.fixture(scope="module")
def published() -> Project:
    return read_project(FROZEN)[0]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", CHANGES)
def test_change_is_written_as_its_golden_file_holds(
    project: ProjectCopy, published: Project, name: str, form: str
) -> None:
    CHANGES[name](project)
    after, _ = read_project(project.root)
    problems = list(check_corrected(published.kb, after.kb))
    written = FORMATS[form](REVISION, compare(published, after), problems) + "\n"
    golden = GOLDEN / f"{name}.{ENDINGS[form]}"
    if os.environ.get("ISNAD_GOLDEN") == "write":
        golden.write_text(written, encoding="utf-8")
    assert written == golden.read_text(encoding="utf-8"), "if this is meant: ISNAD_GOLDEN=write, see this module"


def test_every_golden_file_is_of_a_change() -> None:
    assert {each.stem for each in GOLDEN.iterdir()} == set(CHANGES)


def test_markdown_shows_the_words_of_the_project_as_they_are(
    project: ProjectCopy, published: Project, markdown: Markdown
) -> None:
    class Reader(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    reword_indicator(project)
    reader = Reader()
    reader.feed(markdown.reset().convert(as_markdown(REVISION, compare(published, read_project(project.root)[0]), [])))
    assert "Personnes [sauvées] en <mer>" in reader.text


def test_json_says_what_changed_by_name(project: ProjectCopy, published: Project) -> None:
    change_value(project)
    document = json.loads(as_json(REVISION, compare(published, read_project(project.root)[0]), []))
    (change,) = document["changed"]
    assert change["fields"] == {"value": ["78685", "78686"]}
    assert {"/interceptions/", "/fr/interceptions/", "/figures/attempts-2024/"} <= set(change["pages"])
