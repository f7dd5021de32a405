"""What readers need who use a keyboard, a screen reader, a magnifier or strong contrast."""

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest
from isnad.text.languages import Language
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import Built
from tests.pages import BOTH, EVERY_PAGE, KINDS, NOT_FOUND, address, language_of, titled
from tests.representatives import exemplary
from tests.visits import DESK, SETTLED, WINDOWS, script, take_turns, windows

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN, CONTRAST = script("axe"), script("contrast")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIGHT, DARK = "default", "slate"
PHONE = 360
# A page has the same elements and colours in both languages, which are between them shown at each width in each scheme.
STATES = {Language.AR: ((PHONE, LIGHT), (DESK, DARK)), Language.FR: ((PHONE, DARK), (DESK, LIGHT))}
STATE = pytest.mark.parametrize(
    ("language", "width", "scheme"), [(language, *state) for language in Language for state in STATES[language]]
)
IN_BOTH_SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
# The keyboard goes through a page of each kind, in either language and at either width in turn.
WALKS = [(name, [*Language][at % 2], (PHONE, DESK)[at // 2 % 2]) for at, name in enumerate(KINDS)]

TEXTS_OF_CHARTS = ".chart text"
SHAPES_OF_CHARTS = ".chart :is(.chart-segment, .chart-column) > *"
# What has the focus, how it shows that, and whether it stands in the window with nothing in front of it.
FOCUS = """
() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const box = (e.closest("svg") ? e.querySelector("path") : e).getClientRects()[0] ?? new DOMRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const inFront = document.elementFromPoint(x, y);
  return {
    name: e.outerHTML.slice(0, 100), place: [...document.querySelectorAll("*")].indexOf(e), isPage: e === document.body,
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isInWindow: box.left >= -1 && box.right <= innerWidth + 1 && y > 0 && y < innerHeight,
    isInFront: e.contains(inFront) || !!inFront?.contains(e),
  };
}
"""
# The places of everything in the text that the keyboard should reach.
STOPS = """
() => {
  const everything = [...document.querySelectorAll("*")];
  const stops = everything.filter(e => e.matches("main .md-content :is(a[href], button, summary)"));
  return stops.filter(e => e.checkVisibility({visibilityProperty: true})).map(e => everything.indexOf(e));
}
"""
MOST_STOPS = 500


def show(page: Page, width: int, scheme: str) -> None:
    """Give a page's window a width and the page a scheme, as its reader would."""
    page.set_viewport_size({"width": width, "height": WINDOWS[width]})
    page.evaluate("scheme => document.querySelector(`input[data-md-color-scheme=${scheme}]`).click()", scheme)
    page.locator(f"body[data-md-color-scheme={scheme}]").wait_for(state="attached")
    page.evaluate(SETTLED)


def found(page: Page) -> list[str]:
    """Return what axe found, when it has."""
    lines: list[str] = page.evaluate("() => window.axeLines")
    return lines


def check(page: Page, rules: list[str] = RULES) -> list[str]:
    page.evaluate(RUN, rules)
    return found(page)


def examine(context: BrowserContext, site: str, coming: Iterator[str], report: list[str]) -> Iterator[None]:
    """Report what axe finds wrong on pages: `page: width, scheme: rule: selector: help`."""
    page = context.new_page()
    page.add_init_script(AXE)
    for path in coming:
        page.goto(site + path)
        for width, scheme in STATES[language_of(path)]:
            show(page, width, scheme)
            page.evaluate(RUN, RULES)
            yield
            report += (f"{path}: {width}, {scheme}: {line}" for line in found(page))


@pytest.fixture
def checked(page: Page) -> Page:
    """A page that brings axe along."""
    page.add_init_script(AXE)
    return page


def test_axe_finds_nothing(browser: Browser, built: Built) -> None:
    coming, report = iter(sorted(exemplary(built.folder, EVERY_PAGE))), list[str]()
    with windows(browser, 2) as contexts:
        take_turns(examine(context, built.url, coming, report) for context in contexts)
    assert report == []


@STATE
def test_axe_finds_nothing_in_a_card(checked: Page, site: str, language: Language, width: int, scheme: str) -> None:
    checked.goto(site + address(language, "interceptions/"))
    show(checked, width, scheme)
    checked.locator("main a:has(> data.figure)").first.click()
    checked.locator(".proof-card").wait_for()
    checked.evaluate(SETTLED)
    assert check(checked) == []


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("2024")
    page.locator(".md-search-result__link").first.wait_for()


def open_languages(page: Page) -> None:
    page.locator(".md-select > button").focus()


def open_menu(page: Page) -> None:
    page.locator(".menu-button").click()


MENUS: Mapping[int, Mapping[str, Callable[[Page], None]]] = {
    DESK: {"search": open_search, "languages": open_languages},
    PHONE: {"search": open_search, "menu": open_menu},
}


@STATE
def test_axe_finds_nothing_in_menus(checked: Page, site: str, language: Language, width: int, scheme: str) -> None:
    checked.emulate_media(reduced_motion="reduce")
    wrong = []
    for name, open_it in MENUS[width].items():
        checked.goto(site + address(language, "returns/"))
        show(checked, width, scheme)
        open_it(checked)
        checked.evaluate(SETTLED)
        wrong += [f"{name}: {line}" for line in check(checked)]
    assert wrong == []


@BOTH
@IN_BOTH_SCHEMES
@pytest.mark.parametrize(
    ("selector", "least"), [(TEXTS_OF_CHARTS, 4.5), (SHAPES_OF_CHARTS, 3)], ids=["words", "shapes"]
)
def test_charts_stand_out(page: Page, site: str, language: Language, scheme: str, selector: str, least: float) -> None:
    """Axe does not judge what is drawn."""
    page.goto(site + address(language, "interceptions/"))
    show(page, DESK, scheme)
    measured: list[dict[str, Any]] = page.evaluate(CONTRAST, selector)
    assert measured
    assert [each for each in measured if each["ratio"] < least] == []


@pytest.mark.parametrize("path", [*(address(each, "") for each in Language), "interceptions/", NOT_FOUND])
def test_first_stop_of_the_keyboard_skips_to_the_text(page: Page, site: str, path: str) -> None:
    page.goto(site + path)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_contain_class("md-skip")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def stop_of(page: Page) -> dict[str, Any]:
    """Return where the focus is; what it opens, such as the search, may take a moment."""
    stop: dict[str, Any] = page.evaluate(FOCUS)
    if not is_seen(stop):
        page.evaluate(SETTLED)
        stop = page.evaluate(FOCUS)
    return stop


def is_seen(stop: dict[str, Any]) -> bool:
    return bool(stop["isOutlined"] and stop["isInWindow"] and stop["isInFront"])


@pytest.mark.parametrize(("name", "language", "width"), WALKS, ids=titled([name for name, *_ in WALKS]))
def test_keyboard_goes_through_a_page_and_is_seen_everywhere(
    page: Page, site: str, name: str, language: Language, width: int
) -> None:
    """In the order in which the page is written, past every stop, out at the end; each stop outlined and in sight."""
    page.set_viewport_size({"width": width, "height": WINDOWS[width]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + address(language, name))
    expected = set(page.evaluate(STOPS))
    stops: list[dict[str, Any]] = []
    while not stops or not stops[-1]["isPage"]:
        page.keyboard.press("Tab")
        stops.append(stop_of(page))
        assert len(stops) < MOST_STOPS, "the keyboard is caught"
    places = [stop["place"] for stop in stops[:-1]]
    assert places == sorted(set(places))
    assert expected <= set(places)
    assert [stop for stop in stops[:-1] if not is_seen(stop)] == []


@BOTH
def test_keyboard_opens_and_closes_the_menu_of_a_phone(page: Page, site: str, language: Language) -> None:
    page.set_viewport_size({"width": PHONE, "height": WINDOWS[PHONE]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + address(language, "interceptions/"))
    button, menu = page.locator(".menu-button"), page.locator(".md-sidebar--primary")
    for key in ("Enter", " "):
        expect(menu).not_to_be_visible()
        button.focus()
        page.keyboard.press(key)
        expect(button).to_have_attribute("aria-expanded", "true")
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(button).to_be_focused()


@BOTH
def test_nothing_moves_for_readers_who_want_that(page: Page, site: str, language: Language) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + address(language, "interceptions/"))
    page.locator("main a:has(> data.figure)").first.click()
    page.locator(".proof-card").wait_for()
    assert page.evaluate("document.getAnimations().length") == 0
