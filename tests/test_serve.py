"""`make serve`: what is wrong stands in the page, with its place, and the page is back when it is mended."""

import socket
from collections.abc import Iterator

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.problems import Problem, say
from isnad.site.problem_page import problem_page, served_pages
from isnad.text.languages import Language
from playwright.sync_api import Page, expect

from tests.conftest import FROZEN, ProjectCopy, copy_whole
from tests.site_server import live, run
from tests.test_build import break_value, link_to_no_page, spell_number_out

PLACES = "ol.problems .place"
PAGE, SETTINGS = "docs/fr/rescues.md", "mkdocs.yml"
LONG = 120_000  # milliseconds: a busy machine builds slowly


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """A copy that is served while the tests edit it; each leaves it as it was."""
    return copy_whole(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def url(project: ProjectCopy) -> Iterator[str]:
    with live(project.root) as url:
        yield url
    assert not (project.root / "site").exists()


def test_a_broken_value_shows_in_the_page_until_it_is_mended(
    project: ProjectCopy, kb: KnowledgeBase, url: str, page: Page
) -> None:
    path = "data/indicators.yaml"
    sound = project.read(path)
    page.goto(f"{url}fr/figures/{next(iter(kb.observations))}/", timeout=LONG)
    expect(page.locator("article h1")).to_be_visible()
    (problem,) = break_value(project, kb)
    place, code = problem.rsplit(": ", 1)
    expect(page.locator(PLACES).first).to_have_text(place, timeout=LONG)
    assert code in page.locator("ol.problems").inner_text()
    assert {"ar", "fr"} <= set(page.locator("[lang]").evaluate_all("all => all.map(each => each.lang)"))
    project.write(path, sound)
    expect(page.locator("article h1")).to_be_visible(timeout=LONG)
    expect(page.locator(PLACES)).to_have_count(0)


def test_layout_is_no_problem(project: ProjectCopy, url: str, page: Page) -> None:
    """Spaces at the ends of lines, other ends of lines, none at the end of the file: the page shows its new words."""
    sound = project.read(PAGE)
    page.goto(f"{url}fr/rescues/", timeout=LONG)
    project.write(PAGE, f"{sound}\nDu nouveau.".replace("\n", "  \r\n"))
    expect(page.locator("article, ol.problems")).to_contain_text("Du nouveau.", timeout=LONG)
    project.write(PAGE, sound)
    expect(page.locator("article, ol.problems")).not_to_contain_text("Du nouveau.", timeout=LONG)
    expect(page.locator(PLACES)).to_have_count(0)


def test_broken_settings_show_in_the_page_until_they_are_mended(project: ProjectCopy, url: str, page: Page) -> None:
    sound = project.read(SETTINGS)
    page.goto(f"{url}fr/rescues/", timeout=LONG)
    for words, code in (
        ("\tx: 1", "YAML-SYNTAX"),
        ("dev_addr: [1]", "SETTINGS"),
        ("none: 1", "SETTINGS"),
    ):
        project.write(SETTINGS, f"{words}\n{sound}")
        expect(page.locator("ol.problems")).to_contain_text(f"{SETTINGS}:1:1 {code}", timeout=LONG)
        project.write(SETTINGS, sound)
        expect(page.locator("article h1")).to_be_visible(timeout=LONG)


def test_a_port_that_is_taken_ends_before_the_build(project: ProjectCopy) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(project.root, "-m", "mkdocs", "serve", "--strict", "--dev-addr", f"127.0.0.1:{port}")
    assert done.returncode == 1
    last = done.stdout.strip().splitlines()[-1]
    assert last.startswith(
        f"port {port} is in use, perhaps by another `make serve`; choose another one: `make serve PORT="
    )
    assert "Traceback" not in done.stdout
    assert "pages of records" not in done.stdout


def test_a_server_that_starts_broken_says_so_and_recovers(
    whole_project: ProjectCopy, kb: KnowledgeBase, page: Page
) -> None:
    """Also where only MkDocs sees it, and where only the finished page shows it."""
    path = "docs/fr/rescues.md"
    sound = whole_project.read(path)
    link_to_no_page(whole_project, kb)
    with live(whole_project.root) as url:
        page.goto(f"{url}fr/rescues/", timeout=LONG)
        expect(page.locator("ol.problems")).to_contain_text("nowhere.md")
        whole_project.write("docs/fr/index.md", (FROZEN / "docs/fr/index.md").read_text(encoding="utf-8"))
        spell_number_out(whole_project, kb)
        expect(page.locator("ol.problems")).to_contain_text("NUMBER-SPELLED", timeout=LONG)
        whole_project.write(path, sound)
        expect(page.locator("article h1")).to_be_visible(timeout=LONG)


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
