"""The small page of a figure, as the frame of another site shows it: the number, its proof, the way home."""

import pytest
from isnad.addresses import embed_page, figure_page, url
from isnad.model import KnowledgeBase
from isnad.phrases import Phrases, bare_text
from isnad.record import Language
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Built
from tests.pages import BOTH, EMBEDS, address
from tests.representatives import exemplary
from tests.test_access import AXE, RULES, check
from tests.visits import Visit

FIGURE = "attempts-2022"
NARROW = 300
WCAG = [rule for rule in RULES if rule.startswith("wcag")]


def test_every_embed_loads_and_fits(page: Page, site: str) -> None:
    page.set_viewport_size({"width": NARROW, "height": 480})
    visit, wide = Visit(), []
    visit.watch(page)
    for path in EMBEDS:
        page.goto(site + path)
        if page.evaluate("document.fonts.ready.then(() => document.documentElement.scrollWidth)") > NARROW:
            wide.append(path)
    assert (visit.console, visit.failures, wide) == ([], [], [])
    assert [address for address in visit.requests if not address.startswith(site)] == []


def test_axe_finds_nothing_in_embeds(page: Page, built: Built) -> None:
    page.set_viewport_size({"width": NARROW, "height": 480})
    page.add_init_script(AXE)
    wrong = []
    for path in sorted(exemplary(built.folder, EMBEDS)):
        page.goto(built.url + path)
        wrong += [f"{path}: {line}" for line in check(page, WCAG)]
    assert wrong == []


@BOTH
def test_embed_shows_each_figure_its_quote_and_its_article(
    kb: KnowledgeBase, page: Page, site: str, language: Language
) -> None:
    p = Phrases(kb, language)
    for observation in kb.observations.values():
        source = kb.sources[observation.citation.source]
        page.goto(site + address(language, url(embed_page(observation.id))))
        expect(page.locator(".hero")).to_have_text(bare_text(p.quantity(observation)))
        quote = page.locator(".note-quote .quote")
        expect(quote).to_be_visible()
        expect(quote).to_have_attribute("dir", source.language.direction)
        expect(page.locator(".note-source")).to_contain_text(bare_text(p.publisher(source)))


@BOTH
def test_embed_leads_home_and_leaves_the_frame(page: Page, site: str, language: Language) -> None:
    home = site + address(language, url(figure_page(FIGURE)))
    page.goto(site + address(language, url(embed_page(FIGURE))))
    with page.expect_popup() as opened:
        page.locator(".home a").click()
    assert opened.value.url == home
    with page.expect_popup() as opened:
        page.locator(".note-links a").first.click()
    assert opened.value.url == home
    assert page.locator("link[rel=canonical]").get_attribute("href") == home
    assert page.locator("script").count() == 0


def brightness(page: Page) -> int:
    """Return how bright the ground is, from 0 to 765."""
    total: int = page.evaluate(
        "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + +b, 0)"
    )
    return total


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_embed_has_the_scheme_that_its_address_or_its_reader_asks_for(
    browser: Browser, site: str, preferred: str
) -> None:
    page = browser.new_page(color_scheme="dark" if preferred == "dark" else "light")
    path = site + address(Language.FR, url(embed_page(FIGURE)))
    dark = {}
    for wanted in ("", "light", "dark"):
        page.goto("about:blank")
        page.goto(f"{path}#{wanted}")
        dark[wanted] = brightness(page) < 384
    page.close()
    assert dark == {"": preferred == "dark", "light": False, "dark": True}


@BOTH
def test_page_of_a_figure_gives_the_code_of_its_frame(page: Page, site: str, language: Language) -> None:
    """The code works as it stands, in another page."""
    page.goto(site + address(language, url(figure_page(FIGURE))))
    code = page.locator("code", has_text="<iframe").text_content()
    page.route(f"{site}elsewhere", lambda route: route.fulfill(body=code or "", content_type="text/html"))
    page.goto(f"{site}elsewhere")
    frame = page.frame_locator("iframe")
    expect(frame.locator(".hero .figure")).to_have_attribute("value", "40589")
    assert page.locator("iframe").get_attribute("title")
