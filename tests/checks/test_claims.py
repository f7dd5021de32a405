"""What pages with figures may say of change, shares and causes in words of their own."""

from isnad.checks.claims import check_claims
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import render_page
from isnad.text.languages import Language

from tests.cases import for_all, parts, table
from tests.conftest import ProjectCopy

FIGURE = '\n\n{{ figure("attempts-2024") }}\n'


def claims(kb: KnowledgeBase, text: str) -> list[str]:
    language = Language.FR if text.isascii() or any("a" <= sign <= "z" for sign in text.split("{{")[0]) else Language.AR
    page = render_page(kb, f"docs/{language}/x.md", text, language, "x.md")
    return [f"{each.line}:{each.column}" for each in check_claims(kb, {f"{language}/x.md": page})]


@for_all("text, at", table("checks/claims.txt", "", str, parts))
def test_a_claim_needs_a_derived_figure_or_a_denial(kb: KnowledgeBase, text: str, at: list[str]) -> None:
    assert claims(kb, text + FIGURE) == at


def test_a_page_about_the_site_may_claim(kb: KnowledgeBase) -> None:
    assert claims(kb, "Leur nombre a doublé, soit `4`.") == []


def test_a_claim_that_is_listed_passes_on_its_pages(project: ProjectCopy) -> None:
    page, known = "docs/fr/rescues.md", "data/exceptions.yaml"
    project.replace(page, "La phrase ne dit ni", "Notre liste a doublé. La phrase ne dit ni")
    assert [problem.code for problem in project.problems()] == ["CLAIM"]
    reason = "pages: [fr/rescues.md]\n    reason: Our own list.\n"
    project.replace(known, "\nexceptions:\n", f"\nexceptions:\n  our-own:\n    text: liste a doublé\n    {reason}")
    assert [problem.code for problem in project.problems()] == []
