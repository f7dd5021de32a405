"""`isnad diff` as it is printed for twenty sample changes, compared with tests/golden_diff/.

After a change that is meant, write the golden files again and read their diff:
ISNAD_GOLDEN=write .venv/bin/pytest tests/cli/test_diff_report.py
"""

import os
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from isnad.cli.diff import FORMATS, make_report
from isnad.cli.diff_markdown import as_markdown
from isnad.cli.diff_report import as_text
from isnad.cli.revisions import Revision
from isnad.pages.texts import Project, read_texts
from isnad.problems import Tongue, say
from markdown import Markdown  # type: ignore[import-untyped]

from tests.conftest import FROZEN, ROOT, ProjectCopy

GOLDEN = ROOT / "tests" / "golden_diff"
FACTS, EVENTS, ENTITIES = "data/indicators.yaml", "data/events.yaml", "data/entities.yaml"
TERMS, CORRECTIONS, EXCEPTIONS = "data/glossary.yaml", "data/corrections.yaml", "data/exceptions.yaml"
SOURCE, ARTICLE = "seeds/hompress-2024.yaml", "seeds/bilan-2022.yaml"
PAGES = ("docs/ar/rescues.md", "docs/fr/rescues.md")
REVISION = Revision("0123456789abcdef" * 2 + "01234567", say("diff-base-merge", main="main"))
VALUE = """corrections:
  attempts-2024-mistyped:
    date: 2026-11-22
    observation: attempts-2024
    was: 78685
    now: 78686
    why: {ar: خطأ في النقل., fr: Faute de frappe.}
"""
MEANING = """corrections:
  rescues-2024-open:
    date: 2026-11-22
    record: figures/rescues-2024
    changed: [period]
    why: {ar: لا يذكر المقال متى انتهت الفترة., fr: L’article ne dit pas quand la période finit.}
"""
STONE = """tombstones:
  rescues-2024:
    gone: figures/rescues-2024
    date: 2026-11-22
    reason: {ar: لم يثبت الرقم., fr: Le chiffre n’était pas établi.}
"""
ADDED = """      rescues-2024-again:
        value: 14260
        precision: exact
        period: {start: 2024-01-01, end: 2024-09-30, basis: stated}
        scope: {actor: royal-navy, basis: stated}
        stated_by: {entity: ministry-interior, basis: stated}
        citation:
          source: alalam-9m-2024
          quote: la Marine Royale a sauvé 14.260 personnes de la noyade
          translation: أنقذت البحرية الملكية 14 260 شخصا من الغرق
        reviewed: 2026-11-22
"""
NEW_PAGE = '---\ntitle: {0}\ndescription: {1}\n---\n\n# {0}\n\n{1} {{{{ figure("rescues-2024", unit=true) }}}}.\n'


# Facts.


def change_value(project: ProjectCopy) -> None:
    """Without a word of it."""
    project.edit(FACTS, "attempts-2024:", "value: 78685", "value: 78686")


def correct_value(project: ProjectCopy) -> None:
    change_value(project)
    project.write(CORRECTIONS, VALUE)


def correct_period(project: ProjectCopy) -> None:
    project.edit(FACTS, "rescues-2024:", "end: 2024-12-31", "end: not-given")
    project.write(CORRECTIONS, MEANING)


def add_figure(project: ProjectCopy) -> None:
    project.replace(FACTS, "      rescues-2024-9m:\n", f"{ADDED}      rescues-2024-9m:\n")


def remove_figure(project: ProjectCopy) -> None:
    """One leaves a tombstone, another does not."""
    for path, figure in (
        (FACTS, r"      rescues-2024:\n(?:        .*\n)+"),
        (ARTICLE, r"figures:\n  networks-dismantled:\n(?:    .*\n)+"),
    ):
        project.write(path, re.sub(f"(?m)^{figure}", "", project.read(path)))
    project.write("data/tombstones.yaml", STONE)


# Texts.


def change_statement(project: ProjectCopy) -> None:
    project.edit(EVENTS, "patrols-unprecedented:", "un niveau avancé de coordination", "un manque de coordination")


def delete_comment(project: ProjectCopy) -> None:
    """One comment is reworded in one language, another is gone."""
    project.edit(FACTS, "rescues-2024:", "qui les a secourues", "combien sont mortes")
    text = project.read(FACTS)
    comment = text.index("        comment:\n", text.index("networks-2024:"))
    project.write(FACTS, text[:comment] + text[text.index("        reviewed:", comment) :])


def turn_definition(project: ProjectCopy) -> None:
    """Into its opposite, in both languages."""
    text = project.read(FACTS)
    start = text.index("definition:", text.index("  sea-rescues:\n    topic"))
    end = text.index("    unit:", start)
    said = "definition:\n      ar: عدد من ماتوا في البحر.\n      fr: Nombre de personnes mortes en mer.\n"
    project.write(FACTS, text[:start] + said + text[end:])


def change_translation(project: ProjectCopy) -> None:
    project.edit(FACTS, "rescues-2024:", "en pleine mer", "près des côtes")


def rename_entity(project: ProjectCopy) -> None:
    """Which many figures name: it is one change."""
    project.edit(ENTITIES, "  ministry-interior:", "fr: ministère de l’Intérieur", "fr: Intérieur")


# Pages.


def reword_page(project: ProjectCopy) -> None:
    project.replace(PAGES[0], "ولا تقول الجملة من أنقذهم", "وتقول الجملة من أنقذهم")
    project.replace(PAGES[1], "La phrase ne dit ni qui", "La phrase dit qui")


def delete_what_is_not_known(project: ProjectCopy) -> None:
    for path, words in zip(PAGES, ("    - الفترة الدقيقة", "    - La période exacte"), strict=True):
        project.write(path, re.sub(rf"(?m)^{words}.*\n", "", project.read(path)))


def cite_another_figure(project: ProjectCopy) -> None:
    """In one language: a title, a description and the figure that a sentence shows."""
    project.replace(PAGES[1], "title: Sauvetages en mer", "title: Décès en mer")
    project.edit(PAGES[1], "# Sauvetages", 'figure("rescues-2024", unit=true)', 'figure("returns-2024", unit=true)')


def add_page(project: ProjectCopy) -> None:
    project.write("docs/fr/new.md", NEW_PAGE.format("Une page", "On compte ici"))
    project.write("docs/ar/new.md", NEW_PAGE.format("صفحة", "نعد هنا"))


def remove_page_and_add_link(project: ProjectCopy) -> None:
    for path in ("docs/ar/round-table.md", "docs/fr/round-table.md"):
        (project.root / path).unlink()
    for path in PAGES:
        project.write(path, project.read(path) + "\n[Ailleurs](https://example.org/elsewhere).\n")
    (project.root / "docs/fr/map.png").write_bytes(b"\x89PNG")


# Sources.


def change_title(project: ProjectCopy) -> None:
    project.replace(SOURCE, "إنجازات مغربية", "إخفاقات مغربية")


def change_evidence(project: ProjectCopy) -> None:
    """The record and its fingerprint name another text."""
    for path in (SOURCE, "seeds/fingerprints/hompress-2024.txt"):
        project.replace(path, "a0a814e9a8a0", "b0a814e9a8a0")


def add_source(project: ProjectCopy) -> None:
    text = project.read(SOURCE).replace("url: not-given", "url: {value: 'https://example.org/a', origin: outside}", 1)
    project.write("seeds/hompress-copy.yaml", text)
    project.write("seeds/fingerprints/hompress-copy.txt", project.read("seeds/fingerprints/hompress-2024.txt"))


def remove_source(project: ProjectCopy) -> None:
    """And its tombstone is forgotten."""
    for path in ("seeds/walaw-roundtable-2025.yaml", "seeds/fingerprints/walaw-roundtable-2025.txt"):
        (project.root / path).unlink()
    text = project.read(EVENTS)
    blocks = re.split(r"(?m)(?=^  [a-z0-9-]+:\n)", text)
    project.write(EVENTS, "".join(each for each in blocks if "source: walaw" not in each or each.startswith("#")))


def delete_caveat(project: ProjectCopy) -> None:
    """The first of two, so that the second moves; and a number is let through."""
    text = project.read(SOURCE)
    start = text.index("  - ar:", text.index("caveats:"))
    project.write(SOURCE, text[:start] + text[text.index("  - ar:", start + 1) :])
    project.write(
        EXCEPTIONS,
        project.read(EXCEPTIONS) + "  new:\n    text: 12 personnes\n    pages: [all]\n    reason: No reason.\n",
    )


FACT_CHANGES = (change_value, correct_value, correct_period, add_figure, remove_figure)
TEXT_CHANGES = (change_statement, delete_comment, turn_definition, change_translation, rename_entity)
PAGE_CHANGES = (
    reword_page,
    delete_what_is_not_known,
    cite_another_figure,
    add_page,
    remove_page_and_add_link,
)
SOURCE_CHANGES = (change_title, change_evidence, add_source, remove_source, delete_caveat)
CHANGES: dict[str, Callable[[ProjectCopy], None]] = {
    change.__name__.replace("_", "-"): change
    for change in (*FACT_CHANGES, *TEXT_CHANGES, *PAGE_CHANGES, *SOURCE_CHANGES)
}
GOLDENS = [
    *(f"{name}.txt" for name in CHANGES),
    "change-value.md", "turn-definition.md", "rename-entity.md", "reword-page.md",
]  # fmt: skip
FORMS = {"txt": "text", "md": "markdown"}


@pytest.fixture(scope="module")
def published() -> Project:
    return read_texts(FROZEN)


def report_of(published: Project, project: ProjectCopy, form: str, tongue: Tongue = Tongue.FR) -> str:
    report = make_report(REVISION, published, read_texts(project.root))
    told = [f"{problem.code} {problem.said.text(tongue)}" for problem in report.problems] if form == "text" else []
    return "\n".join([*told, FORMATS[form](report, tongue), ""])


@pytest.mark.parametrize("name", GOLDENS)
def test_change_is_written_as_its_golden_file_holds(project: ProjectCopy, published: Project, name: str) -> None:
    change, _, ending = name.partition(".")
    CHANGES[change](project)
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
    class Reader(HTMLParser):
        text = ""

        def handle_data(self, data: str) -> None:
            self.text += data

    project.edit(FACTS, "indicators:", "fr: Personnes secourues en mer", 'fr: "Personnes [sauvées] @en <mer> *x*"')
    reader = Reader()
    reader.feed(markdown.reset().convert(report_of(published, project, "markdown")))
    assert "[sauvées] @en <mer> *x*" in reader.text
