"""Typical mistakes of a contributor: what is said of each, where, word for word, and that it says how to mend it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from isnad.cli import history
from isnad.facts import fingerprints
from isnad.facts.load import load
from isnad.problems import Mark, Problem, Tongue

from tests.conftest import ROOT, ProjectCopy, bare

MISTAKES: dict[str, dict[str, Any]] = yaml.safe_load((ROOT / "tests/mistakes.yaml").read_text(encoding="utf-8"))
INDICATORS, PAGE = "data/indicators.yaml", "docs/fr/rescues.md"
ARABIC = re.compile("[\u0600-\u06ff]")


def check_said(problem: Problem, mark: Mark, code: str, words: str) -> None:
    """A problem stands at a place, and says these words in English, and something of its own in the other languages."""
    assert (problem.path, problem.line, problem.column, problem.code) == (*mark, code)
    assert bare(problem.message) == words
    french, arabic = (problem.said.text(tongue) for tongue in (Tongue.FR, Tongue.AR))
    assert ARABIC.search(re.sub("`[^`]*`|«[^»]*»", "", arabic))
    assert not ARABIC.search(re.sub("`[^`]*`|«[^»]*»|\u2067[^\u2069]*\u2069", "", french))
    assert len({problem.message, french, arabic}) == 3


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_at_its_place_with_what_mends_it(project: ProjectCopy, name: str) -> None:
    mistake = MISTAKES[name]
    project.edit(mistake["path"], mistake["within"], mistake["old"], mistake["new"])
    mark = project.place(mistake["path"], mistake["within"], mistake["at"])
    found = project.problems()
    (said,) = (each for each in found if each[:4] == (*mark, mistake["code"]))
    for tongue in Tongue:
        assert bare(said.said.text(tongue)) == mistake[tongue].replace("{above}", str(mark.line - 1))
    assert [each.code for each in found if each is not said] == mistake.get("also", [])


def test_there_are_fifty_mistakes_and_more() -> None:
    assert len(MISTAKES) >= 50


def of_pages(project: ProjectCopy) -> list[Problem]:
    """What is wrong with the pages themselves; that they are not in the menu is another matter."""
    return [problem for problem in project.problems() if problem.path.startswith("docs/")]


def test_a_page_in_one_language(project: ProjectCopy) -> None:
    project.write("docs/fr/borders.md", "---\ntitle: Les frontières\ndescription: Une page.\n---\n\nRien.\n")
    (problem,) = of_pages(project)
    words = "the page is missing in the other language: write docs/ar/borders.md"
    check_said(problem, Mark("docs/fr/borders.md", 1, 1), "PAGE-ONE-LANGUAGE", words)


def test_a_page_whose_twin_has_another_name(project: ProjectCopy) -> None:
    project.write("docs/fr/borders.md", "---\ntitle: Les frontières\ndescription: Une page.\n---\n\nRien.\n")
    project.write("docs/ar/border.md", "---\ntitle: الحدود\ndescription: صفحة.\n---\n\nلا شيء.\n")
    arabic, french = of_pages(project)
    check_said(
        arabic, Mark("docs/ar/border.md", 1, 1), "PAGE-ONE-LANGUAGE",
        "the page is missing in the other language: write docs/fr/border.md; did you mean 'docs/fr/borders.md'? "
        "then give both the same name",
    )  # fmt: skip
    assert "docs/ar/border.md" in french.message


def test_a_value_that_changed_without_its_correction(project: ProjectCopy) -> None:
    before, _ = load(project.root)
    project.edit(INDICATORS, "attempts-2024:", "value: 78685", "value: 78686")
    (problem,) = history.check_values(before, load(project.root)[0])
    words = (
        "attempts-2024 was 78685 when it was published and is 78686 now: say when and why in data/corrections.yaml, "
        "in a new entry with `was: 78685` and `now: 78686`"
    )
    check_said(problem, project.place(INDICATORS, "attempts-2024:", "78686"), "CORRECTION-MISSING", words)


# An article whose text is on the machine: made up, since the real ones are not part of the project.
ARTICLE = """Titre de l’article inventé
Les autorités ont déjoué 4 388 tentatives de départ au cours de la première moitié de cette année.
Elles ont aussi démantelé 210 réseaux criminels actifs dans le pays, selon le communiqué du ministère.
"""
QUOTE = "démantelé 210 réseaux criminels actifs dans le pays"


@pytest.fixture
def archived(project: ProjectCopy) -> ProjectCopy:
    """A project whose article `alalam-9m-2024` is the made-up one, fingerprint and text in the archive."""
    kb, _ = load(project.root)
    capture = kb.sources["alalam-9m-2024"].captured
    lines = capture.at("paragraph_lines").line
    text = project.read("seeds/alalam-9m-2024.yaml").split("\n")
    text[lines - 1] = "  paragraph_lines: [2, 3]"
    text[capture.at("title_line").line - 1] = "  title_line: 1"
    text[capture.at("sha256").line - 1] = f"  sha256: {fingerprints.sha256(ARTICLE.encode())}"
    project.write("seeds/alalam-9m-2024.yaml", "\n".join(text))
    project.write(f"seeds/archive/{capture.file}", ARTICLE)
    (source,) = (each for each in load(project.root)[0].sources.values() if each.id == "alalam-9m-2024")
    made = fingerprints.fingerprint(ARTICLE.encode(), source.captured)
    project.write(fingerprints.fingerprint_path(source.id), fingerprints.format_fingerprint(made, source.id))
    return project


def said_of(project: ProjectCopy, quote: str, value: str = "210") -> list[Problem]:
    """Return what is wrong with the quote and value of a figure when they are these."""
    project.edit(
        INDICATORS, "networks-2024-9m:", "d'immigration clandestine et à démanteler 210 réseaux criminels", quote
    )
    project.edit(INDICATORS, "networks-2024-9m:", "value: 210", f"value: {value}")
    lines = (project.place(INDICATORS, "networks-2024-9m:", each)[:3] for each in (f"{quote}\n", f"{value}\n"))
    places = list(lines)
    codes = ("QUOTE-VERBATIM", "VALUE-QUOTE")
    return [each for each in project.fact_problems() if each[:3] in places and each.code in codes]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        pytest.param(QUOTE, None, id="verbatim"),
        pytest.param(
            QUOTE.replace("criminels actifs", "clandestins actifs"),
            "§ 2 of alalam-9m-2024 at word 4: found «réseaux clandestins», the article has «réseaux criminels»",
            id="a word changed",
        ),
        pytest.param(
            QUOTE.replace("criminels ", ""),
            "§ 2 of alalam-9m-2024 at word 4: found «réseaux», the article has «réseaux criminels»",
            id="a word left out",
        ),
        pytest.param(
            QUOTE.replace("dans le", "dans tout le"),
            "§ 2 of alalam-9m-2024 at word 7: found «dans tout», the article has «dans»",
            id="a word too many",
        ),
        pytest.param(
            QUOTE.replace("démantelé", "détruit"),
            "§ 2 of alalam-9m-2024 at word 1: found «détruit 210», the article has «démantelé 210»",
            id="the first word changed",
        ),
        pytest.param(
            QUOTE.replace("pays", "royaume"),
            "§ 2 of alalam-9m-2024 at word 8: found «le royaume», the article has «le pays»",
            id="the last word changed",
        ),
    ],
)
def test_a_quote_beside_the_words_of_the_article(archived: ProjectCopy, quote: str, words: str | None) -> None:
    found = [bare(each.message) for each in said_of(archived, quote)]
    expected = [f"quote differs from {words}; copy the article's own words"] if words else []
    assert found == expected


def test_a_value_of_another_paragraph_of_the_article(archived: ProjectCopy) -> None:
    (problem,) = said_of(archived, QUOTE, "4388")
    assert bare(problem.message).endswith("; 4388 is in § 1, not in § 2: quote § 1")


def test_an_archive_of_another_capture_is_not_quoted(archived: ProjectCopy) -> None:
    (text,) = (archived.root / "seeds" / "archive").iterdir()
    Path(text).write_text(ARTICLE.replace("criminels", "secrets"), encoding="utf-8")
    (problem,) = said_of(archived, QUOTE.replace("criminels", "clandestins"))
    assert "at word 4, «clandestins»" in problem.message
