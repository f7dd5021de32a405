"""What pages with figures may say of change, shares and causes in words of their own."""

import pytest
from isnad.checks.claims import check_claims
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN
from isnad.pages.render import render_page
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import ProjectCopy

FIGURE = '\n\n{{ figure("attempts-2024") }}\n'


def claims(kb: KnowledgeBase, text: str) -> list[str]:
    language = Language.FR if text.isascii() or any("a" <= sign <= "z" for sign in text.split("{{")[0]) else Language.AR
    page = render_page(kb, f"docs/{language}/x.md", text, language, "x.md")
    return [f"{each.line}:{each.column}" for each in check_claims(kb, {f"{language}/x.md": page})]


@for_all(
    "text, at",
    [
        ("Leur nombre a doublé." + FIGURE, ["1:15"]),
        ("Le nombre\nest en hausse, et l’article ne cite rien." + FIGURE, ["2:8"]),
        ("On est passé de mal en pis." + FIGURE, ["1:4"]),
        ("**Grâce à** la mer, les départs reculent." + FIGURE, ["1:3", "1:33"]),
        ("Jamais autant de départs." + FIGURE, ["1:1"]),
        ('La moitié de {{ figure("attempts-2024", unit=true) }}.', ["1:4"]),
        ('Grâce aux retours, soit {{ derived("iom-share-2024-9m") }}.', ["1:1"]),
        ("وقد تضاعف عددهم." + FIGURE, ["1:5"]),
        ("وذلك بفضل الدوريات." + FIGURE, ["1:6"]),
        ('وهو نصف {{ figure("attempts-2024", unit=true) }}.', ["1:5"]),
        ("Il y a `78 900` morts." + FIGURE, ["1:9"]),
        ("Ces réseaux et les autres s’ajoutent." + FIGURE, ["1:27"]),
        ("Il y a plus de départs que l’été." + FIGURE, ["1:8"]),
        ("وهو أكثر مما كان." + FIGURE, ["1:5"]),
        ("La plupart partent de Tanger." + FIGURE, ["1:4"]),
        ("والأغلبية من الشباب." + FIGURE, ["1:1"]),
        ("Aucun migrant n’est mort en mer." + FIGURE, ["1:1"]),
        ("Il n’y eut pas une seule tentative." + FIGURE, ["1:12"]),
        ("لم يمت أي مهاجر في البحر." + FIGURE, ["1:8"]),
        ("Leur nombre a doublé, soit `4`.", []),  # a page about the site
        ("La plupart des chiffres viennent du ministère." + FIGURE, []),
        ("معظم المقالات بالعربية." + FIGURE, []),
        ('Soit {{ figure("returns-2022") }}, la plupart avec l’OIM.', []),  # the comment of the figure says it
        ("L’article ne nomme aucun migrant." + FIGURE, []),
        ("Aucun nombre de morts, et aucune décision." + FIGURE, []),
        ("لا يسمي المقال أي مهاجر." + FIGURE, []),
        ("وأي مهاجر يعرف ذلك." + FIGURE, []),
        ("C’est la dépêche grâce à laquelle nous l’avons trouvé." + FIGURE, []),
        ('Le nombre augmente de {{ derived("iom-share-2024-9m") }}.', []),
        ("Rien n’indique une baisse, et on ne parle ni de hausse ni de baisse." + FIGURE, []),
        ("L’article écrit « en hausse », sans plus." + FIGURE, []),
        ("En raison de cette lacune, la courbe manque." + FIGURE, []),
        ("ولا شيء يدل على أن العدد ارتفع." + FIGURE, []),
        ("وبسبب غياب التواريخ لم نرسم منحنى." + FIGURE, []),
    ],
)
def test_a_claim_needs_a_derived_figure_or_a_denial(kb: KnowledgeBase, text: str, at: list[str]) -> None:
    assert claims(kb, text) == at


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
        assert [each.code for each in check_claims(kb, {path: page})] == expected


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


def test_a_claim_that_is_listed_passes_on_its_pages(project: ProjectCopy) -> None:
    page, known = "docs/fr/rescues.md", "data/exceptions.yaml"
    project.replace(page, "La phrase ne dit ni", "Notre liste a doublé. La phrase ne dit ni")
    assert [problem.code for problem in project.problems()] == ["CLAIM"]
    reason = "pages: [fr/rescues.md]\n    reason: Our own list.\n"
    project.replace(known, "\nexceptions:\n", f"\nexceptions:\n  our-own:\n    text: liste a doublé\n    {reason}")
    assert [problem.code for problem in project.problems()] == []


@pytest.mark.parametrize(("date", "is_false"), [('"2024"', True), ("2024", True), ('"2024-05"', False)])
def test_only_a_year_that_has_a_figure_is_denied_in_vain(project: ProjectCopy, date: str, is_false: bool) -> None:
    path = "docs/fr/interceptions.md"
    project.write(path, f"{project.read(path)}\nAucun article ne donne de chiffre pour {{{{ date({date}) }}}}.\n")
    assert ("ABSENCE-FALSE" in {problem.code for problem in project.problems()}) is is_false
