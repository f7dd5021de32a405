"""What readers need who use a keyboard, a screen reader, a magnifier or strong contrast."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from typing import Any

import pytest
from isnad.text.languages import Language
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tests.representatives import exemplary
from tests.site_pages import BOTH, EVERY_PAGE, KINDS, NOT_FOUND, address, language_of, titled
from tests.visits import DESK, SETTLED, UNFOLD, resize, script

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN, CONTRAST = script("axe"), script("contrast")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LIGHT, DARK = "default", "slate"
PHONE = 360
# A page has the same elements and colours in both languages, which are between them shown at each width in each scheme.
STATES = {Language.AR: ((PHONE, LIGHT), (DESK, DARK)), Language.FR: ((PHONE, DARK), (DESK, LIGHT))}
# The keyboard goes through a page of each kind, in either language and at either width in turn.
WALKS = [(name, [*Language][at % 2], (PHONE, DESK)[at // 2 % 2]) for at, name in enumerate(KINDS)]

TEXTS_OF_CHARTS = ".chart text"
SHAPES_OF_CHARTS = ".chart :is(.chart-segment, .chart-point) > *"
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
# The places of everything in the text that the keyboard should reach: not of the mark beside a figure, whose link opens
# the same card.
STOPS = """
() => {
  const everything = [...document.querySelectorAll("*")];
  const stops = everything.filter(e => e.matches("main .md-content :is(a[href], button, summary)"))
    .filter(e => !e.closest("a:has(> data.figure) + sup"));
  return stops.filter(e => e.checkVisibility({visibilityProperty: true})).map(e => everything.indexOf(e));
}
"""
MOST_STOPS = 500


def show(page: Page, width: int, scheme: str) -> None:
    """Give a page's window a width and the page a scheme, as its reader would."""
    page.evaluate("scheme => document.querySelector(`input[data-md-color-scheme=${scheme}]`).click()", scheme)
    page.locator(f"body[data-md-color-scheme={scheme}]").wait_for(state="attached")
    resize(page, width)


def examine(page: Page, within: str = "body") -> list[str]:
    """Return what axe finds wrong within an element of the page that is shown."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    lines: list[str] = page.evaluate(RUN, [RULES, within])
    return lines


def examine_all(page: Page, site: str, paths: Iterable[str]) -> list[str]:
    """Return what axe finds wrong on pages: `page: width, scheme: rule: selector: help`."""
    report: list[str] = []
    for path in paths:
        page.goto(site + path)
        page.evaluate(UNFOLD)
        for width, scheme in STATES[language_of(path)]:
            show(page, width, scheme)
            report += (f"{path}: {width}, {scheme}: {line}" for line in examine(page))
    return report


def test_axe_finds_nothing(page: Page, built: Built) -> None:
    assert examine_all(page, built.url, sorted(exemplary(built.folder, EVERY_PAGE))) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ('<font color="#aaa">pale</font>', "color-contrast"),
        ('<font>dark</font><font color="#aaa">pale</font>', "color-contrast"),  # drawn unlike the one before it
        ("<a href='/'></a>", "link-name"),
    ],
)
def test_axe_finds_what_is_wrong(page: Page, html: str, rule: str) -> None:
    page.evaluate("html => document.body.innerHTML = html", html)
    assert [line for line in examine(page) if line.startswith(f"{rule}:")]


def open_card(page: Page) -> None:
    page.locator("main a:has(> data.figure)").first.click()


def open_search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("2024")
    page.locator(".md-search-result__link").first.wait_for()


def open_menu(page: Page) -> None:
    page.locator(".menu-button").click()


# What opens: how it does, and what is then seen.
OPENED: Mapping[int, Sequence[tuple[Callable[[Page], None], str]]] = {
    DESK: [(open_card, ".proof-card"), (open_search, ".md-search__output")],
    PHONE: [(open_card, ".proof-card"), (open_search, ".md-search__inner"), (open_menu, ".md-sidebar--primary")],
}


@BOTH
def test_axe_finds_nothing_in_what_opens(page: Page, site: str, language: Language) -> None:
    page.goto(site + address(language, "returns/"))
    wrong = []
    for width, scheme in STATES[language]:
        show(page, width, scheme)
        for open_it, opened in OPENED[width]:
            open_it(page)
            expect(page.locator(opened)).to_be_visible()
            page.evaluate(SETTLED)
            wrong += [f"{width}, {scheme}: {opened}: {line}" for line in examine(page, opened)]
            page.evaluate("document.activeElement.blur()")
            page.keyboard.press("Escape")
            expect(page.locator(opened)).not_to_be_visible()
    assert wrong == []


@BOTH
def test_charts_stand_out(page: Page, site: str, language: Language) -> None:
    """Axe does not judge what is drawn."""
    page.goto(site + address(language, "interceptions/"))
    for scheme in (LIGHT, DARK):
        show(page, DESK, scheme)
        for selector, least in ((TEXTS_OF_CHARTS, 4.5), (SHAPES_OF_CHARTS, 3)):
            measured: list[dict[str, Any]] = page.evaluate(CONTRAST, selector)
            assert measured
            assert [each for each in measured if each["ratio"] < least] == [], scheme


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
    resize(page, width)
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
    resize(page, PHONE)
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


def test_nothing_moves_for_readers_who_want_that(page: Page, site: str) -> None:
    page.goto(f"{site}interceptions/")
    page.locator("main a:has(> data.figure)").first.click()
    page.locator(".proof-card").wait_for()
    assert page.evaluate("document.getAnimations().length") == 0
