"""The site on paper: the text, its footnotes and the whole addresses of its sources, and nothing to press."""

from typing import Any, Literal

import pytest
from isnad.text.languages import Language
from playwright.sync_api import Page

from tests.site_pages import BOTH, KIND_IN_TURN, address
from tests.visits import script

CONTRAST = script("contrast")
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# A4, at 96 pixels an inch, between its margins.
PAPER = {"width": 680, "height": 1009}
NOT_PRINTED = (
    "header", "footer nav", ".md-sidebar", ".md-search", ".md-top", ".md-skip", ".breadcrumbs", ".headerlink",
    ".footnote-backref", "button", ".proof-card",
)  # fmt: skip
# What is seen, and where each link to elsewhere leads, in the words around or after it.
PRINTED = """
hidden => {
  const all = selector => [...document.querySelectorAll(selector)];
  const seen = {opacityProperty: true, visibilityProperty: true};
  const isVisible = e => e.getClientRects().length > 0 && e.checkVisibility(seen);
  const after = e => getComputedStyle(e, "::after").content;
  const decoded = a => decodeURI(a.href);
  return {
    shown: hidden.filter(selector => all(selector).some(isVisible)),
    proofs: all(".footnote > ol > li, .proof").map(e => ({id: e.id, seen: isVisible(e) && e.innerText.length > 40})),
    links: all("main a[href^=http]").map(a => ({address: decoded(a), words: a.textContent + after(a), raw: a.href})),
    overflow: document.documentElement.scrollWidth > document.documentElement.clientWidth,
  };
}
"""


def printed(page: Page) -> dict[str, Any]:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER["width"], "height": PAPER["height"]})
    shown: dict[str, Any] = page.evaluate(PRINTED, list(NOT_PRINTED))
    return shown


@KIND_IN_TURN
def test_paper_has_what_proves_its_figures_and_nothing_to_press(
    page: Page, site: str, language: Language, name: str
) -> None:
    page.goto(site + address(language, name))
    shown = printed(page)
    assert shown["shown"] == []
    assert shown["proofs"]
    assert [proof["id"] for proof in shown["proofs"] if not proof["seen"]] == []
    assert not shown["overflow"]


@BOTH
@pytest.mark.parametrize("name", ["sources/alalam-patrols-2025/", "sources/walaw-roundtable-2025/"])
def test_paper_has_whole_addresses(page: Page, site: str, language: Language, name: str) -> None:
    page.goto(site + address(language, name))
    links = printed(page)["links"]
    assert links
    assert [link for link in links if link["address"] not in link["words"] and link["raw"] not in link["words"]] == []


def test_paper_has_no_card(page: Page, site: str) -> None:
    page.goto(site + address(Language.AR, "interceptions/"))
    page.locator("table a:has(> data.figure)").first.click()
    page.locator(".proof-card").wait_for()
    assert printed(page)["shown"] == []


@pytest.mark.parametrize(("scheme", "language"), [*zip(SCHEMES, Language, strict=True)], ids=SCHEMES)
def test_ink_is_dark_whatever_the_screen(page: Page, site: str, scheme: Scheme, language: Language) -> None:
    """Both languages have the same colours."""
    page.emulate_media(media="null", color_scheme=scheme)
    page.goto(site + address(language, "interceptions/"))
    page.emulate_media(media="print", color_scheme=scheme)
    words: list[dict[str, Any]] = page.evaluate(
        CONTRAST, "main :is(h1, h2, p, li, td, th, mark, a, .warning), .chart text"
    )
    assert [each for each in words if each["ratio"] < 4.5] == []


def test_pdf_keeps_the_links(page: Page, site: str) -> None:
    """Several sheets, which a reader can still follow to the article."""
    page.goto(site + address(Language.FR, "sources/walaw-roundtable-2025/"))
    target = page.locator('main a[href^="https://sport.walaw.press"]').first.evaluate("link => link.href")
    pdf = page.pdf(format="A4", prefer_css_page_size=True, tagged=True)
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/Type /Page\n") >= 2
    assert f"/URI ({target})".encode() in pdf
