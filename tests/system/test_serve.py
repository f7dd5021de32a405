"""`make serve`: what is wrong stands in the page, with its place, and the page is back when it is mended."""

import re
import socket
import time
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from isnad.facts.load import load
from isnad.problems import Problem, say
from isnad.site.problem_page import problem_page, served_pages
from isnad.text.languages import Language
from playwright.sync_api import Page, expect

from tests.conftest import FROZEN, RAINFALL, ProjectCopy, another_topic
from tests.site_server import live, run
from tests.system.test_build import WRONG_VALUE
from tests.system.test_gates import LINKS

PLACES = "ol.problems .place"
PAGES, FACTS, SETTINGS = ("docs/ar/rain.md", "docs/fr/rain.md"), "data/indicators.yaml", "mkdocs.yml"
LONG = 120_000  # milliseconds: a busy machine builds slowly
WRONG_SETTINGS = (("\tx: 1", "YAML-SYNTAX"), ("dev_addr: [1]", "SETTINGS"), ("none: 1", "SETTINGS"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """A site that is soon built."""
    return another_topic(tmp_path_factory.mktemp("served"))


def test_what_is_wrong_shows_in_the_page_until_it_is_mended(project: ProjectCopy, page: Page) -> None:
    """One server from beginning to end: each build is slow. It starts broken."""
    sound = {path: project.read(path) for path in (FACTS, SETTINGS, *PAGES)}
    LINKS["no page"].make(project)
    with live(project.root) as url:
        page.goto(f"{url}fr/rain/", timeout=LONG)
        expect(page.locator("ol.problems")).to_contain_text("nowhere.md")
        # Layout is no problem: spaces at the ends of lines, other ends of lines, none at the end of the file.
        project.write(PAGES[1], f"{sound[PAGES[1]]}\nDu nouveau.".replace("\n", "  \r\n"))
        expect(page.locator("article")).to_contain_text("Du nouveau.", timeout=LONG)
        expect(page.locator(PLACES)).to_have_count(0)
        line, column = WRONG_VALUE.make(project)
        expect(page.locator(PLACES).first).to_have_text(f"{FACTS}:{line}:{column}", timeout=LONG)
        assert WRONG_VALUE.code in page.locator("ol.problems").inner_text()
        assert {"ar", "fr"} <= set(page.locator("[lang]").evaluate_all("all => all.map(each => each.lang)"))
        for setting, code in WRONG_SETTINGS:
            project.write(SETTINGS, f"{setting}\n{sound[SETTINGS]}")
            expect(page.locator("ol.problems")).to_contain_text(f"{SETTINGS}:1:1 {code}", timeout=LONG)
        for path, text in sound.items():
            project.write(path, text)
        expect(page.locator("article, ol.problems")).not_to_contain_text("Du nouveau.", timeout=LONG)
        expect(page.locator("article h1")).to_be_visible(timeout=LONG)
        expect(page.locator(PLACES)).to_have_count(0)
    assert not (project.root / "site").exists()


SLOW = """
import time
from pathlib import Path

def on_env(env, config, files):
    while Path("wait").exists():
        time.sleep(0.05)
"""


def test_the_page_that_is_looked_at_comes_before_the_site_and_is_the_same(project: ProjectCopy) -> None:
    """A page that an author wrote, and one made of a record, each shown by a build that is kept from going on."""
    project.write("hooks/slow.py", SLOW)
    project.write(SETTINGS, project.read(SETTINGS).replace("mkdocs_hooks.py", "mkdocs_hooks.py, hooks/slow.py"))
    name, day = next(iter(load(RAINFALL)[0].observations)), "2026-01-31"
    edits = (
        (PAGES[1], f"{project.read(PAGES[1])}\nDu nouveau.\n", "fr/rain/", "Du nouveau."),
        (FACTS, re.sub("reviewed: .*", f"reviewed: {day}", project.read(FACTS)), f"fr/figures/{name}/", day),
    )
    with live(project.root) as url:
        for builds, (path, text, address, news) in enumerate(edits, 2):
            assert news not in article(url + address)
            project.write("wait", "")
            project.write(path, text)
            early = until(lambda: article(url + address), lambda html: news in html)  # noqa: B023
            (project.root / "wait").unlink()
            until(project.root.with_name("said.txt").read_text, lambda said: said.count("built in") == builds)  # noqa: B023
            assert article(url + address) == early


def until(look: Callable[[], str], is_awaited: Callable[[str], bool]) -> str:
    """Return what `look` finds, once it is what is awaited."""
    latest = time.monotonic() + LONG / 1000
    while not is_awaited(found := look()):
        assert time.monotonic() < latest, found
        time.sleep(0.05)
    return found


def article(url: str) -> str:
    """Return what a page says in its frame."""
    with urlopen(url) as page:
        return re.split("</?article[^>]*>", page.read().decode())[1]


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
