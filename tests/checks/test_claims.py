"""What pages with figures may say of change, shares and causes in words of their own."""

from isnad.checks.claims import check_claims
from isnad.facts.model import KnowledgeBase
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


def test_a_claim_that_is_listed_passes_on_its_pages(project: ProjectCopy) -> None:
    page, known = "docs/fr/rescues.md", "data/exceptions.yaml"
    project.replace(page, "La phrase ne dit ni", "Notre liste a doublé. La phrase ne dit ni")
    assert [problem.code for problem in project.problems()] == ["CLAIM"]
    reason = "pages: [fr/rescues.md]\n    reason: Our own list.\n"
    project.replace(known, "\nexceptions:\n", f"\nexceptions:\n  our-own:\n    text: liste a doublé\n    {reason}")
    assert [problem.code for problem in project.problems()] == []
