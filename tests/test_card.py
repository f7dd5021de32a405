"""The proof card: a figure's footnote, opened beside it by pointer, finger or keyboard."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from isnad.evidence import normalise
from isnad.model import KnowledgeBase, Observation
from isnad.numerals import numbers
from isnad.record import Language
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.pages import BOTH, KIND, address
from tests.test_bidi import CONTROLS
from tests.visits import DESK, SETTLED, WINDOWS

PHONE, TABLET = 360, 768
TOPIC = "interceptions/"
FIGURE, MARK, CARD = "a:has(> data.figure)", "a.footnote-ref", ".proof-card"
OPEN = "[aria-haspopup=dialog][aria-expanded=true]"
# Everything that opens a card: the page on which it stands, and where.
OPENERS = {
    "sentence": (TOPIC, f"main p:not([class]) {FIGURE}"),
    "headline": ("", f".headline {FIGURE}"),
    "table": (TOPIC, f"table.observations {FIGURE}"),
    "chart": (TOPIC, ".chart a"),
    "mark": (TOPIC, f"main {MARK}"),
    "mark-of-a-large-figure": ("figures/attempts-2024/", f".hero {MARK}"),
}
OPENER = pytest.mark.parametrize(("name", "selector"), OPENERS.values(), ids=list(OPENERS))

# Where a card and what opened it stand, and how large the window is.
PLACE = """
() => {
  const boxOf = e => { const {left, right, top, bottom} = e.getBoundingClientRect(); return {left, right, top, bottom}; };
  const card = document.querySelector(".proof-card"), opener = document.querySelector("[aria-haspopup=dialog][aria-expanded=true]");
  return {card: boxOf(card), opener: boxOf(opener), width: document.documentElement.clientWidth, height: innerHeight};
}
"""
# The keys of the tab order before an element: the one from which Tab leads to it.
FOCUS_BEFORE = """
target => {
  const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
  stops[stops.indexOf(target) - 1].focus();
}
"""


def card(page: Page) -> Locator:
    return page.locator(CARD)


def go(page: Page, site: str, language: Language, name: str, width: int = DESK) -> Page:
    page.set_viewport_size({"width": width, "height": WINDOWS[width]})
    page.goto(site + address(language, name))
    return page


def opened(page: Page, opener: Locator) -> Locator:
    """Return the card when it stands still, opened by what is expected to have opened it."""
    expect(card(page)).to_have_count(1)
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.evaluate(SETTLED)
    return card(page)


def closed(page: Page) -> None:
    expect(card(page)).to_have_count(0)
    expect(page.locator(OPEN)).to_have_count(0)


def misplaced(page: Page) -> list[str]:
    """Return what is wrong with the place of an open card."""
    place: dict[str, Any] = page.evaluate(PLACE)
    box, opener = place["card"], place["opener"]
    wrong = []
    if box["left"] < 0 or box["right"] > place["width"] or box["top"] < 0 or box["bottom"] > place["height"]:
        wrong.append(f"the card is cut off: {place}")
    if opener["top"] < box["bottom"] and box["top"] < opener["bottom"]:
        between = opener["left"] < box["right"] and box["left"] < opener["right"]
        wrong += [f"the card covers what opened it: {place}"] if between else []
    return wrong


@pytest.fixture
def finger(browser: Browser) -> Iterator[Page]:
    """A page on a device that is touched."""
    context = browser.new_context(has_touch=True, color_scheme="light")
    yield context.new_page()
    context.close()


@OPENER
@BOTH
def test_hovering_opens_a_card(page: Page, site: str, language: Language, name: str, selector: str) -> None:
    opener = go(page, site, language, name).locator(selector).first
    opener.hover()
    opened(page, opener)
    assert misplaced(page) == []


@OPENER
@BOTH
@pytest.mark.parametrize("width", [PHONE, TABLET])
def test_touching_opens_a_card(
    finger: Page, site: str, language: Language, width: int, name: str, selector: str
) -> None:
    opener = go(finger, site, language, name, width).locator(selector).first
    address_before = finger.url
    opener.tap()
    box = opened(finger, opener).bounding_box()
    assert box
    assert misplaced(finger) == []
    assert finger.url == address_before
    if width == PHONE:  # a sheet at the foot of the window
        assert (box["x"], box["width"]) == (0, PHONE)
        assert box["y"] + box["height"] == WINDOWS[PHONE]


@OPENER
@BOTH
def test_keyboard_opens_a_card_goes_through_it_and_back(
    page: Page, site: str, language: Language, name: str, selector: str
) -> None:
    opener = go(page, site, language, name).locator(selector).first
    opener.evaluate(FOCUS_BEFORE)
    page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    shown = opened(page, opener)
    page.keyboard.press("Enter")
    expect(shown).to_be_focused()
    for stop in shown.locator("a, button").all():
        page.keyboard.press("Tab")
        expect(stop).to_be_focused()
    page.keyboard.press("Escape")
    closed(page)
    expect(opener).to_be_focused()


@BOTH
@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
@KIND
def test_every_card_of_a_page_fits_the_window(page: Page, site: str, language: Language, width: int, name: str) -> None:
    go(page, site, language, name, width)
    openers = page.locator("main [aria-haspopup=dialog]")
    wrong = []
    for opener in openers.all():
        opener.click()
        opened(page, opener)
        wrong += [f"{opener.get_attribute('href')}: {each}" for each in misplaced(page)]
        page.keyboard.press("Escape")
        closed(page)
    assert openers.count()
    assert wrong == []


def expected(kb: KnowledgeBase, observation: Observation, language: Language) -> dict[str, Any]:
    """Return what a card must say of an observation."""
    citation = observation.citation
    source = kb.sources[citation.source]
    quotes = [(str(source.language), source.language.direction, normalise(citation.quote))]
    if source.language is not language:
        quotes.append((str(language), language.direction, normalise(citation.translation)))
    return {"value": str(observation.value), "quotes": quotes, "verified": kb.labels["note-verified"][language]}


def said(shown: Locator) -> dict[str, Any]:
    """Return what a card says."""
    quotes = []
    for line in shown.locator(".note-quote > .quote, .note-translation > .quote").all():
        text = (line.text_content() or "").strip("«»\u202f\u00a0 ")
        quotes.append((line.get_attribute("lang"), line.get_attribute("dir"), normalise(text)))
    return {
        "value": shown.locator(".note-head data.figure").get_attribute("value"),
        "quotes": quotes,
        "verified": shown.locator(".note-verified").text_content(),
    }


@BOTH
def test_cards_say_what_proves_each_figure(kb: KnowledgeBase, page: Page, site: str, language: Language) -> None:
    go(page, site, language, "figures/")
    for observation in kb.observations.values():
        opener = page.locator(f"table a:has(> data[data-observation={observation.id}])").first
        opener.click()
        shown = opened(page, opener)
        assert said(shown) == expected(kb, observation, language)
        mark = shown.locator(".note-quote mark").text_content() or ""
        assert numbers(normalise(mark)) == [observation.value]
        link = shown.locator(f'a[href="{observation.id}/"]')
        expect(link).to_have_text(kb.labels["note-figure-link"][language])
        page.keyboard.press("Escape")


@BOTH
def test_a_card_leads_to_the_page_of_its_figure(page: Page, site: str, language: Language) -> None:
    opener = go(page, site, language, "figures/").locator(f"table {FIGURE}").first
    target = opener.evaluate("link => link.href")
    opener.click()
    opened(page, opener).locator(".note-links a").first.click()
    page.wait_for_url(target)
    assert page.locator(".hero data.figure").count() == 1


@BOTH
def test_a_card_copies_its_reference(browser: Browser, site: str, kb: KnowledgeBase, language: Language) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = go(context.new_page(), site, language, TOPIC)
    page.locator(f"table {FIGURE}").first.click()
    button = card(page).locator("button.copy")
    expect(button).to_have_text(kb.labels["copy-citation"][language])
    button.click()
    expect(button).to_have_text(kb.labels["copied"][language])
    text: str = page.evaluate("navigator.clipboard.readText()")
    assert "78\u202f685" in text
    assert text.endswith(site + address(language, "figures/attempts-2024/"))
    assert all(digit.isascii() for digit in re.findall(r"\d", text))
    assert not CONTROLS.search(text)
    expect(button).to_have_text(kb.labels["copy-citation"][language])
    context.close()


@BOTH
def test_a_hovering_card_waits_for_the_pointer(page: Page, site: str, language: Language) -> None:
    opener = go(page, site, language, TOPIC).locator(f"table {FIGURE}").first
    opener.hover()
    shown = opened(page, opener)
    shown.hover()
    page.wait_for_timeout(700)
    expect(shown).to_have_count(1)
    page.locator("h1").hover()
    closed(page)


def test_a_passing_pointer_opens_nothing(page: Page, site: str) -> None:
    go(page, site, Language.FR, TOPIC).locator(f"table {FIGURE}").first.hover()
    page.locator("h1").hover()
    page.wait_for_timeout(700)
    closed(page)


@pytest.mark.parametrize("act", ["hover", "click", "focus"])
def test_one_card_is_open_at_a_time(page: Page, site: str, act: Literal["hover", "click", "focus"]) -> None:
    figures = go(page, site, Language.AR, TOPIC).locator(f"table {FIGURE}")
    first, second = figures.first, figures.last
    for opener in (first, second):
        page.keyboard.press("Shift")  # what is focused next is shown to be
        getattr(opener, act)()
        opened(page, opener)
    expect(first).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("way", ["outside", "button", "again", "escape"])
def test_ways_to_close_a_card(page: Page, site: str, way: str, width: int) -> None:
    opener = go(page, site, Language.FR, TOPIC, width).locator(f"table {FIGURE}").first
    opener.click()
    shown = opened(page, opener)
    match way:
        case "outside":
            page.mouse.click(5, WINDOWS[width] / 4)
        case "button":
            shown.locator(".proof-card__close").click()
        case "again":
            opener.click()
        case "escape":
            page.keyboard.press("Escape")
    closed(page)
    if way in ("button", "escape"):
        expect(opener).to_be_focused()


@BOTH
def test_a_card_that_only_hovers_leaves_the_keyboard_alone(page: Page, site: str, language: Language) -> None:
    opener = go(page, site, language, TOPIC).locator(f"table {FIGURE}").first
    page.locator(".md-skip").focus()
    opener.hover()
    shown = opened(page, opener)
    assert {each.evaluate("e => e.tabIndex") for each in shown.locator("a, button").all()} == {-1}
    page.keyboard.press("Escape")
    closed(page)
    expect(page.locator(".md-skip")).to_be_focused()


def test_a_click_that_wants_a_new_tab_gets_the_page(page: Page, site: str) -> None:
    opener = go(page, site, Language.FR, TOPIC).locator(f"table {FIGURE}").first
    target = opener.evaluate("link => link.href")
    with page.context.expect_page() as other:
        opener.click(modifiers=["Control"])
    other.value.wait_for_url(target)


def context_without_popovers(browser: Browser) -> BrowserContext:
    context = browser.new_context()
    context.add_init_script("delete HTMLElement.prototype.showPopover")
    return context


def test_a_browser_that_knows_no_popovers_follows_the_links(browser: Browser, site: str) -> None:
    context = context_without_popovers(browser)
    opener = go(context.new_page(), site, Language.AR, TOPIC).locator(f"table {FIGURE}").first
    target = opener.evaluate("link => link.href")
    opener.click()
    opener.page.wait_for_url(target)
    context.close()
