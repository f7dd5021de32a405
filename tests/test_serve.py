"""`make serve`: what is wrong stands in the page, with its place, and the page is back when it is mended."""

from isnad.messages import say
from isnad.model import KnowledgeBase
from isnad.problem_page import problem_page, served_pages
from isnad.problems import Problem
from isnad.record import Language
from playwright.sync_api import Page, expect

from tests.conftest import FROZEN, ProjectCopy
from tests.site_server import live
from tests.test_build import break_value, link_to_no_page, spell_number_out

PLACES = "ol.problems .place"


def test_a_broken_value_shows_in_the_page_until_it_is_mended(
    whole_project: ProjectCopy, kb: KnowledgeBase, page: Page
) -> None:
    path = "data/indicators.yaml"
    sound = whole_project.read(path)
    with live(whole_project.root) as url:
        page.goto(f"{url}fr/figures/rescues-2024/")
        expect(page.locator("article h1")).to_be_visible()
        (said,) = break_value(whole_project, kb)
        place, code = said.rsplit(": ", 1)
        expect(page.locator(PLACES).first).to_have_text(place, timeout=60_000)
        assert code in page.locator("ol.problems").inner_text()
        assert {"ar", "fr"} <= set(page.locator("[lang]").evaluate_all("all => all.map(each => each.lang)"))
        whole_project.write(path, sound)
        expect(page.locator("article h1")).to_be_visible(timeout=60_000)
        expect(page.locator(PLACES)).to_have_count(0)
    assert not (whole_project.root / "site").exists()


def test_a_server_that_starts_broken_says_so_and_recovers(
    whole_project: ProjectCopy, kb: KnowledgeBase, page: Page
) -> None:
    """Also where only MkDocs sees it, and where only the finished page shows it."""
    path = "docs/fr/rescues.md"
    sound = whole_project.read(path)
    link_to_no_page(whole_project, kb)
    with live(whole_project.root) as url:
        page.goto(f"{url}fr/rescues/")
        expect(page.locator("ol.problems")).to_contain_text("nowhere.md")
        whole_project.write("docs/fr/index.md", (FROZEN / "docs/fr/index.md").read_text(encoding="utf-8"))
        spell_number_out(whole_project, kb)
        expect(page.locator("ol.problems")).to_contain_text("NUMBER-SPELLED", timeout=60_000)
        whole_project.write(path, sound)
        expect(page.locator("article h1")).to_be_visible(timeout=60_000)


def test_the_page_escapes_what_it_shows_and_says_each_problem_once() -> None:
    problem = Problem("data/a.yaml", 3, 2, "A-CODE", say("archive-missing", file="<b>"))
    html = problem_page([problem, problem], ["<i>", "<i>"])
    assert html.count("data/a.yaml:3:2</code>") == 1
    assert html.count("seeds/archive/&lt;b&gt;") == len([Language.AR, Language.FR])
    assert html.count("&lt;i&gt;") == 1


def test_every_written_page_is_replaced() -> None:
    pages = set(served_pages(FROZEN / "docs"))
    assert {"index.html", "fr/index.html", "rescues/index.html", "fr/contributing/correct/index.html"} <= pages
    assert len(pages) == len(list((FROZEN / "docs").rglob("*.md")))
