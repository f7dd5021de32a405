"""Where links beside figures lead."""

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN

from tests.conftest import ProjectCopy


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("https://www.example.org/propagande", ["ADDRESS-HOST"]),
        ("http://un.example.org/a", []),
        ("https://un.example.org.example.net/a", ["ADDRESS-HOST"]),
        ("mailto:a@example.org", []),
        ("method.md", []),
    ],
)
def test_a_link_beside_figures_leads_to_articles_or_to_hosts_of_entities(
    project: ProjectCopy, kb: KnowledgeBase, address: str, codes: list[str]
) -> None:
    name = "fr: Organisation internationale pour les migrations (OIM)\n"
    project.replace("data/entities.yaml", name, f"{name}    hosts: [un.example.org]\n")
    page = "docs/fr/returns.md"
    project.write(page, f"{project.read(page)}\nVoir [la page]({address}) et [l’article]({url_of(kb)}).\n")
    assert [problem.code for problem in project.problems()] == codes


def url_of(kb: KnowledgeBase) -> str:
    """Return the address of an article."""
    return next(source.url.value for source in kb.sources.values() if source.url is not NOT_GIVEN)
