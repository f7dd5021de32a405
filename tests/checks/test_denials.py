"""What pages with figures deny in words of their own."""

import pytest
from isnad.checks.figure_sentences import check_sentences
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import render_page
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import ProjectCopy

FIGURE = '\n\n{{ figure("attempts-2024") }}\n'
ABSENT = ["ABSENCE-FALSE"]


@for_all(
    "path, text, codes",
    [
        ("fr/x.md", "Aucun article ne donne de chiffre pour {}.", ABSENT),
        ("ar/x.md", "لا يورد أي مقال رقما عن سنة {}.", ABSENT),
        ("fr/interceptions.md", "Aucun nombre pour toute l’année {}.", ABSENT),
        ("fr/round-table.md", "Aucun chiffre pour {}.", []),  # a topic without figures
        ("fr/x.md", "Un article donne un chiffre pour {}.", []),
        ("fr/x.md", "Aucun chiffre pour le dernier trimestre de {}.", []),
    ],
)
def test_a_year_that_has_a_figure_is_not_denied_one(kb: KnowledgeBase, path: str, text: str, codes: list[str]) -> None:
    for year, expected in (("2024", codes), ("2023", [])):
        written = text.format(f'{{{{ date("{year}") }}}}') + FIGURE
        page = render_page(kb, f"docs/{path}", written, Language(path[:2]), path[3:])
        assert [each.code for each in check_sentences(kb, {path: page})] == expected


@pytest.mark.parametrize(("date", "is_false"), [('"2024"', True), ("2024", True), ('"2024-05"', False)])
def test_only_a_year_that_has_a_figure_is_denied_in_vain(project: ProjectCopy, date: str, is_false: bool) -> None:
    path = "docs/fr/interceptions.md"
    project.write(path, f"{project.read(path)}\nAucun article ne donne de chiffre pour {{{{ date({date}) }}}}.\n")
    assert ("ABSENCE-FALSE" in {problem.code for problem in project.problems()}) is is_false
