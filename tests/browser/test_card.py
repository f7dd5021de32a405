"""The proof card: a figure's footnote, opened beside it by pointer, finger or keyboard."""

from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import product
from typing import Any

import pytest
from isnad.facts.model import KnowledgeBase, Observation
from isnad.text.evidence import normalise
from isnad.text.languages import Language
from isnad.text.quantities import numbers
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.site_pages import BOTH, KIND_IN_TURN, address, titled
from tests.visits import DESK, SETTLED, UNFOLD, WINDOWS, resize, script

PHONE, TABLET = 360, 768
EVERY_CARD = script("cards")
TOPIC = "interceptions/"
FIGURE, MARK, CARD = "a:has(> data.figure)", "a.footnote-ref", ".proof-card"
OPEN = "[aria-haspopup=dialog][aria-expanded=true]"
# Everything that opens a card: the page on which it stands, and where.
OPENERS = {
    "sentence": (TOPIC, f"main p:not([class]) {FIGURE}"),
    "headline": ("", f".headline {FIGURE}"),
    "table": (TOPIC, f"table.observations {FIGURE}"),
    "chart": (TOPIC, ".chart a"),
    "grid": ("", ".coverage a[aria-haspopup]"),
    "mark": ("glossary/", f"main {MARK}"),
    "mark-beside-a-figure": (TOPIC, f"main {MARK}"),
    "mark-of-a-large-figure": ("", f".headline {MARK}"),
}
# The keyboard passes over these: the figure before them opens the same card.
PASSED_OVER = ("mark-beside-a-figure", "mark-of-a-large-figure")


def in_turn(names: Collection[str], first: int) -> pytest.MarkDecorator:
    """Try some ways of opening, those of each page on one visit in either language in turn; all are tried to fit."""
    pages: dict[str, list[str]] = {}
    for name, selector in map(OPENERS.__getitem__, names):
        pages.setdefault(name, []).append(selector)
    cases = [([*Language][(at + first) % 2], name, pages[name]) for at, name in enumerate(pages)]
    return pytest.mark.parametrize(("language", "name", "selectors"), cases, ids=titled([*pages]))


# Gives the focus to the stop of the keyboard before an element.
FOCUS_BEFORE = """
target => {
  const stops = [...document.querySelectorAll("a[href], button, input, summary, [tabindex]")]
    .filter(e => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}));
  stops[stops.indexOf(target) - 1].focus();
}
"""
# Tells a page that a mouse is over an element, with the mouse at a place of the screen.
POINT = """
(target, [event, x]) => target.dispatchEvent(
  new PointerEvent(event, {bubbles: true, pointerType: "mouse", screenX: x, screenY: 9}))
"""
OPENS_AFTER, CLOSES_AFTER = 150, 300  # milliseconds in which a pointer rests on a figure, or is away from its card


def point(target: Locator, x: int, event: str = "pointerover") -> None:
    target.evaluate(POINT, [event, x])


def card(page: Page) -> Locator:
    return page.locator(CARD)


def go(page: Page, site: str, language: Language, name: str, width: int = DESK) -> Page:
    resize(page, width)
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


def misplaced(card: dict[str, Any]) -> list[str]:
    """Return what is wrong with the place of an open card: cut off by the window, or over what opened it."""
    box, opener, window = card["box"], card["opened"], card["window"]
    is_inside = (
        0 <= box["left"] < box["right"] <= window["width"] and 0 <= box["top"] < box["bottom"] <= window["height"]
    )
    is_level = opener["top"] < box["bottom"] and box["top"] < opener["bottom"]
    is_over = is_level and opener["left"] < box["right"] and box["left"] < opener["right"]
    place = f"{card['opener']}: {box}, opened by {opener}, in {window}"
    return [f"cut off: {place}"] * (not is_inside) + [f"over its opener: {place}"] * is_over


@pytest.fixture(scope="module")
def finger(browser: Browser) -> Iterator[Page]:
    """A page on a device that is touched."""
    context = browser.new_context(has_touch=True, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.fixture
def timed(browser: Browser) -> Iterator[Page]:
    """A page whose clock a test moves, with the clipboard of a reader."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"], reduced_motion="reduce")
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def stop_clock(page: Page) -> None:
    """Let time go on in a page by `page.clock.run_for` only."""
    page.clock.pause_at(page.evaluate("Date.now()") + 60_000)


@in_turn(OPENERS, 0)
def test_hovering_opens_a_card(page: Page, site: str, language: Language, name: str, selectors: list[str]) -> None:
    page.emulate_media(reduced_motion="no-preference")
    go(page, site, language, name)
    for selector in selectors:
        opener = page.locator(selector).first
        opener.hover()
        expect(opened(page, opener)).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
        page.mouse.move(0, 0)
        closed(page)


@in_turn(OPENERS, 1)
def test_touching_opens_a_card(finger: Page, site: str, language: Language, name: str, selectors: list[str]) -> None:
    go(finger, site, language, name)
    address_before = finger.url
    for width, selector in product((PHONE, TABLET), selectors):
        resize(finger, width)
        opener = finger.locator(selector).first
        opener.tap()
        shown = opened(finger, opener)
        expect(shown).to_be_in_viewport(ratio=1)
        assert finger.url == address_before
        if width == PHONE:  # a sheet at the foot of the window
            box = shown.bounding_box()
            assert box
            assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE, WINDOWS[PHONE])
        # A finger is wide: away from the card, which stands where lines begin.
        finger.touchscreen.tap(5 if language.direction == "rtl" else width - 5, WINDOWS[width] / 4)
        closed(finger)


@in_turn([name for name in OPENERS if name not in PASSED_OVER], 0)
def test_keyboard_opens_a_card_goes_through_it_and_back(
    page: Page, site: str, language: Language, name: str, selectors: list[str]
) -> None:
    go(page, site, language, name)
    for selector in selectors:
        opener = page.locator(selector).first
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


@KIND_IN_TURN
def test_every_card_of_a_page_fits_every_window(page: Page, site: str, language: Language, name: str) -> None:
    """A figure's own page has none: it says itself what they would."""
    go(page, site, language, name)
    page.evaluate(UNFOLD)
    for width in (PHONE, TABLET, DESK):
        resize(page, width)
        cards = page.evaluate(EVERY_CARD)
        assert bool(cards) != page.locator(".proof").is_visible()
        assert [wrong for card in cards for wrong in misplaced(card)] == []
        assert {(card["expanded"], card["others"], card["focused"]) for card in cards} <= {("true", 0, True)}


def expected(kb: KnowledgeBase, observation: Observation, language: Language) -> dict[str, Any]:
    """Return what a card must say of an observation."""
    citation = observation.quotation
    source = kb.sources[citation.source]
    quotes = [(str(source.language), source.language.direction, normalise(citation.quote))]
    if not source.language.is_of(language):
        quotes.append((str(language), language.direction, normalise(citation.translation)))
    return {"quotes": quotes, "marked": [[observation.value]]}


def said(card: dict[str, Any]) -> dict[str, Any]:
    """Return what a card says, its quotes and numbers in their normal forms."""
    quotes = [(each["lang"], each["dir"], normalise(each["text"].strip("«»\u202f\u00a0 "))) for each in card["quotes"]]
    marked = [[number.value for number in numbers(normalise(each))] for each in card["marked"]]
    return {"quotes": quotes, "marked": marked}


@BOTH
def test_cards_say_what_proves_each_figure(kb: KnowledgeBase, page: Page, site: str, language: Language) -> None:
    here = site + address(language, "figures/")
    cards = {card["opener"]: card for card in go(page, site, language, "figures/").evaluate(EVERY_CARD)}
    for observation in kb.observations.values():
        by_figure, by_mark = cards[f"{observation.id}/"], cards[f"#fn:observation-{observation.id}"]
        assert said(by_figure) == said(by_mark) == expected(kb, observation, language)
        assert {f"{here}{observation.id}/", here.replace("figures/", f"sources/{observation.citation.source}/")} <= {
            *by_figure["links"]
        }


def test_a_card_leads_to_the_page_of_its_figure(page: Page, site: str) -> None:
    opener = go(page, site, Language.AR, "figures/").locator(f"table {FIGURE}").first
    target = opener.evaluate("link => link.href")
    opener.click()
    opened(page, opener).locator(".note-source a").last.click()
    page.wait_for_url(target)
    assert page.locator("h1 data.figure").count() == 1


def test_a_hovering_card_waits_for_the_pointer(timed: Page, site: str) -> None:
    opener = go(timed, site, Language.FR, TOPIC).locator(f"table {FIGURE}").first
    stop_clock(timed)
    point(opener, 7)
    timed.clock.run_for(OPENS_AFTER - 1)
    closed(timed)
    timed.clock.run_for(1)
    expect(card(timed)).to_have_count(1)
    point(timed.locator("h1"), 8)
    timed.clock.run_for(CLOSES_AFTER - 1)
    point(card(timed), 9)
    timed.clock.run_for(CLOSES_AFTER)
    expect(card(timed)).to_have_count(1)
    point(timed.locator("h1"), 10)
    timed.clock.run_for(CLOSES_AFTER)
    closed(timed)


def test_a_passing_pointer_opens_nothing(timed: Page, site: str) -> None:
    opener = go(timed, site, Language.FR, TOPIC).locator(f"table {FIGURE}").first
    stop_clock(timed)
    point(opener, 7)
    timed.clock.run_for(OPENS_AFTER - 1)
    point(timed.locator("h1"), 8)
    timed.clock.run_for(OPENS_AFTER)
    closed(timed)


def test_a_page_that_moves_beneath_a_resting_pointer_opens_no_card(timed: Page, site: str) -> None:
    figures = go(timed, site, Language.FR, TOPIC).locator(f"table {FIGURE}")
    stop_clock(timed)
    point(figures.first, 7)
    timed.clock.run_for(OPENS_AFTER)
    expect(figures.first).to_have_attribute("aria-expanded", "true")
    timed.keyboard.press("Escape")
    closed(timed)
    for event in ("pointerover", "pointermove"):
        point(figures.last, 7, event)
        timed.clock.run_for(OPENS_AFTER)
        closed(timed)
    point(figures.last, 8, "pointermove")
    timed.clock.run_for(OPENS_AFTER)
    expect(figures.last).to_have_attribute("aria-expanded", "true")


# A pointer comes from elsewhere: what a page brings beneath one that rests opens no card.
ACTS: Mapping[str, Callable[[Locator, int], object]] = {
    "hover": point,
    "click": lambda opener, _: opener.click(),
    "focus": lambda opener, _: opener.focus(),
}


def test_one_card_is_open_at_a_time(page: Page, site: str) -> None:
    figures = go(page, site, Language.AR, TOPIC).locator(f"table {FIGURE}")
    for act in ACTS.values():
        for at, opener in enumerate((figures.first, figures.last)):
            page.keyboard.press("Shift")  # what is focused next is shown to be
            act(opener, at)
            opened(page, opener)
        expect(figures.first).to_have_attribute("aria-expanded", "false")
        page.keyboard.press("Escape")
        closed(page)


WAYS: Mapping[str, Callable[[Locator], object]] = {
    "outside": lambda opener: opener.page.locator("h1").click(),
    "button": lambda opener: opener.page.locator(".proof-card__close").click(),
    "again": lambda opener: opener.click(),
    "escape": lambda opener: opener.page.keyboard.press("Escape"),
}


def test_ways_to_close_a_card(page: Page, site: str) -> None:
    opener = go(page, site, Language.FR, TOPIC).locator(f"table {FIGURE}").first
    for width in (PHONE, DESK):
        resize(page, width)
        for way, close in WAYS.items():
            opener.click()
            opened(page, opener)
            close(opener)
            closed(page)
            if way in ("button", "escape"):
                expect(opener).to_be_focused()


def test_a_card_that_only_hovers_leaves_the_keyboard_alone(page: Page, site: str) -> None:
    opener = go(page, site, Language.AR, TOPIC).locator(f"table {FIGURE}").first
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
