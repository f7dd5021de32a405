"""The content-security policy: what it allows, which finished pages break it, and that no feature of the site does."""

import re
from collections.abc import Iterator

import pytest
from isnad.checks.policy import breaches, page_policy, script_hash
from isnad.phrases.addresses import figure_page, url
from isnad.text.html import Document
from isnad.text.languages import Language
from isnad.text.tags import read_tags
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_search import Search
from tests.conftest import Built
from tests.site_pages import EVERY_PAGE, NOT_FOUND, address
from tests.site_server import SUBPATH, host_headers

SCRIPT = "let a = 1"
POLICY = page_policy([f"<p></p><script>{SCRIPT}</script>"])
COMPLAINT = r"Content Security Policy directive\W+([a-z]+-src)"  # of a browser
STATED = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'


def broken(html: str, policy: str = POLICY) -> list[str]:
    return list(breaches([read_tags(Document(html))], policy))


def test_a_script_is_allowed_by_its_hash() -> None:
    # The example of CSP Level 3, 2.3.1.
    assert script_hash("alert('Hello, world.');") == "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="
    assert f"'{script_hash(SCRIPT)}'" in POLICY


def test_only_scripts_that_run_inside_a_page_need_a_hash() -> None:
    data = '<script id="a" type="application/json">{}</script><script type="application/ld+json">{}</script>'
    assert page_policy([data, '<script defer src="a.js"></script>']) == page_policy([])


def test_nothing_is_unsafe() -> None:
    assert POLICY.startswith("default-src 'none'; ")
    assert not {"unsafe", "*", "http"} & set(POLICY.replace("-", " ").replace(";", " ").replace("'", " ").split())


@pytest.mark.parametrize(
    "html", [f"<script>{SCRIPT}</script>", '<script type="application/json">{}</script>', "<b>a</b>"]
)
def test_a_page_that_keeps_the_policy(html: str) -> None:
    assert broken(STATED + html) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>let a = 2</script>", "<script>"),
        ('<script type="module">let a = 2</script>', "<script>"),
        ("<style>p {}</style>", "<style"),
        ('<p class="a" style="color: red">', "style"),
        ('<p onclick="a()">', "onclick"),
        ('<a href="JavaScript:a()">', "javascript:"),
    ],
)
def test_a_page_that_breaks_the_policy(html: str, found: str) -> None:
    assert broken(STATED + html) == [found]


def test_a_page_must_state_the_policy() -> None:
    assert len(broken("<p>")) == len(broken(STATED.replace("none", "self"))) == 1
    assert broken("<style>", policy="") == []


def test_every_page_states_it_once(built: Built) -> None:
    files = [f"{path}index.html" if path != NOT_FOUND else path for path in EVERY_PAGE]
    assert {built.read(file).count('http-equiv="Content-Security-Policy"') for file in files} == {1}


@pytest.fixture
def watched(browser: Browser) -> Iterator[Page]:
    """A page with the clipboard of a reader."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def complaints(page: Page) -> list[str]:
    """Return a list that grows with what a page complains of."""
    heard: list[str] = []
    page.on("console", lambda m: heard.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_every_feature_keeps_it(watched: Page, site: str) -> None:
    """Features are the same in both languages; that every page keeps it, its visit and its server ask."""
    heard, language = complaints(watched), Language.AR
    watched.goto(site + address(language, "interceptions/"))
    watched.locator("label[for=__palette_1]").click()
    watched.locator("table a:has(> data.figure)").first.hover()
    watched.locator(".proof-card").wait_for()
    watched.keyboard.press("Escape")
    watched.locator(".observations-frame button.copy").first.click()
    watched.locator(".chart a").first.hover()
    watched.locator(".proof-card").wait_for()
    Search(watched, site, language).ask("78685")
    watched.locator(".md-search-result__link").first.click()
    watched.wait_for_url(f"**/{url(figure_page('attempts-2024'))}**")
    watched.locator("details.reference-format").first.click()
    watched.locator("button.copy:visible").first.click()
    watched.goto(site + address(language, "figures/"))
    watched.locator(".explorer select[name=topic]").select_option("interceptions")
    watched.locator(".explorer input").fill("2022")
    expect(watched.locator("table.observations tbody tr:visible")).not_to_have_count(0)
    watched.locator(f'header a[hreflang="{language.other}"]').click()
    watched.wait_for_url(site + address(language.other, "figures/") + "**")
    assert heard == []


def test_it_is_heard_where_a_page_breaks_it(watched: Page, built: Built) -> None:
    """Under the headers alone: the tags of the pages are left out."""
    heard = complaints(watched)
    headers = host_headers(built.read("_headers"), SUBPATH)
    html = "<p style='color: red'></p><script>document.title = 'ran'</script><img src='https://example.org/a.png'>"
    watched.route("**/broken", lambda route: route.fulfill(body=html, content_type="text/html", headers=headers))
    watched.goto(f"{built.url}broken")
    said = [named[1] for each in heard if (named := re.search(COMPLAINT, each))]
    assert sorted(said) == ["img-src", "script-src", "style-src"]
    assert watched.title() == ""
