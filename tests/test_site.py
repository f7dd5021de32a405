"""The finished site as a reader's browser shows it: every page, both languages, on a phone and on a desk."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from isnad.locale import NARROW_SPACE, format_number, format_share
from isnad.model import KnowledgeBase, Measure, Observation
from isnad.record import Language
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_browser
from tests.conftest import ROOT, Built

WIDTHS = {390: 844, 1280: 900}
NOT_FOUND = "404.html"
BOTH = pytest.mark.parametrize("language", list(Language), ids=str)


def names() -> list[str]:
    """Return the address of each page inside its language, from the Arabic pages."""
    folder = ROOT / "docs" / Language.AR
    pages = (path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md"))
    return sorted(f"{page}/".removesuffix("index/") for page in pages)


def address(language: Language, name: str) -> str:
    return name if language is Language.AR else f"{language}/{name}"


def language_of(page: str) -> Language:
    return Language.FR if page.startswith("fr/") else Language.AR


NAMES = names()
PAGES = [address(language, name) for language in Language for name in NAMES]
NAME = pytest.mark.parametrize("name", NAMES, ids=[name or "home" for name in NAMES])
PAGE = pytest.mark.parametrize("path", PAGES, ids=[path or "home" for path in PAGES])
EVERYTHING = pytest.mark.parametrize("path", [*PAGES, NOT_FOUND], ids=[path or "home" for path in [*PAGES, NOT_FOUND]])

# What the browser shows, measured in the page; nothing is judged here.
MEASURE = r"""
() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const hash = a => decodeURIComponent(a.hash.slice(1));
  const seen = {opacityProperty: true, visibilityProperty: true};
  const isVisible = e => e.getClientRects().length > 0 && e.checkVisibility(seen);
  const content = document.querySelector("main .md-content");
  const figures = all("data.figure").filter(isVisible);

  // The left edge of each character of each number, in the order in which it is written.
  const NUMBER = /(?<!\d)\d{1,3}(?:[\s.,]\d{3})+(?!\d)(?:\s?%)?|\d+(?:[.,]\d+)?(?:[\u00a0\u202f]?%)?/g;
  const numbers = [];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest("code, pre") || !isVisible(node.parentElement)) continue;
    for (const match of node.data.matchAll(NUMBER)) {
      const edges = [...match[0]].map((_, index) => {
        const range = document.createRange();
        range.setStart(node, match.index + index);
        range.setEnd(node, match.index + index + 1);
        return range.getClientRects()[0];
      });
      // A quote keeps the spaces of its article, and may break a line at them; a figure may not.
      const isWhole = node.parentElement.closest("data.figure") || edges.every(edge => edge.top === edges[0].top);
      if (isWhole) numbers.push({text: match[0], edges: edges.map(edge => edge.left)});
    }
  }

  // On which side of the last line of a figure its footnote mark stands.
  const marks = [];
  for (const figure of figures) {
    const mark = figure.nextElementSibling;
    if (!mark?.querySelector("a.footnote-ref")) continue;
    const bottom = Math.max(...[...figure.getClientRects()].map(r => r.bottom));
    const line = [...figure.getClientRects()].filter(r => r.bottom > bottom - 4);
    const box = mark.getBoundingClientRect();
    const level = line.some(r => box.top < r.bottom && r.top < box.bottom);
    const isLeft = box.right <= Math.min(...line.map(r => r.left)) + 1;
    const isRight = box.left >= Math.max(...line.map(r => r.right)) - 1;
    marks.push({text: figure.textContent, side: level && isLeft ? "left" : level && isRight ? "right" : "elsewhere"});
  }

  const overflowing = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const width = document.documentElement.clientWidth;
  const wide = e => { const r = e.getBoundingClientRect(); return r.right > width + 1 || r.left < -1; };
  const shown = {
    lang: document.documentElement.lang,
    direction: getComputedStyle(content).direction,
    title: document.title,
    description: document.querySelector("meta[name=description]")?.content ?? "",
    headings: all("h1").map(e => e.textContent),
    overflow: overflowing ? ["the page", ...all("*", content).filter(wide).map(e => e.outerHTML.slice(0, 120))] : [],
    figures: figures.map(e => ({value: e.value, text: e.innerText})),
    numbers, marks,
    references: all("a.footnote-ref").map(a => ({number: a.textContent, note: hash(a), id: a.closest("sup").id})),
    notes: all(".footnote > ol > li").map(e => ({id: e.id, back: all("a.footnote-backref", e).map(hash)})),
    languages: Object.fromEntries(all("a.md-select__link").map(a => [a.hreflang, a.href])),
  };
  const code = all("code, pre");
  code.forEach(e => e.style.display = "none");
  shown.text = document.body.innerText;
  code.forEach(e => e.style.display = "");
  return shown;
}
"""


SETTLED = """
() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  .then(() => Promise.allSettled(document.getAnimations().map(each => each.finished)))
"""


@dataclass
class Visit:
    """A page as it was loaded once, and what it showed at each width."""

    status: int = 0
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    at: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def shown(self) -> dict[str, Any]:
        return self.at[1280]

    def watch(self, page: Page) -> None:
        """Note what goes wrong in a page, and whom it asks."""
        page.on("console", lambda m: self.console.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("requestfailed", lambda request: self.failures.append(f"{request.failure} {request.url}"))
        page.on("response", lambda r: self.failures.append(f"{r.status} {r.url}") if r.status >= 400 else None)


Load = Callable[[str], Visit]


@pytest.fixture(scope="session")
def site(built: Built) -> str:
    """The address of the real project's site."""
    return built.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # a busy machine is no reason to fail
    with open_browser() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a reader who prefers light colours and has never been here."""
    context = browser.new_context(color_scheme="light", viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def visit(browser: Browser, site: str) -> Load:
    """Load every page once in all tests, and measure it at every width.

    The next two pages load while one waits for its network to be quiet.
    """
    seen: dict[str, Visit] = {}
    context, waiting = browser.new_context(), deque[tuple[Visit, Page]]()
    for path in [*PAGES, NOT_FOUND]:
        seen[path], page = Visit(), context.new_page()
        seen[path].watch(page)
        response = page.goto(site + path)
        assert response
        seen[path].status = response.status
        waiting.append((seen[path], page))
        if len(waiting) > 2:
            measure(*waiting.popleft())
    while waiting:
        measure(*waiting.popleft())
    context.close()
    return seen.__getitem__


def measure(visit: Visit, page: Page) -> None:
    """Note what a page shows at every width, and close it."""
    page.wait_for_load_state("networkidle")
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(SETTLED)  # the drawers slide to their places, slowly on a busy machine
        visit.at[width] = page.evaluate(MEASURE)
    page.close()


def test_every_built_page_is_visited(built: Built) -> None:
    pages = {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.html")}
    assert {page.removesuffix("index.html") for page in pages} == {*PAGES, NOT_FOUND}


@EVERYTHING
def test_page_loads_and_asks_nobody_else(visit: Load, site: str, path: str) -> None:
    loaded = visit(path)
    assert loaded.status == 200
    assert loaded.console == []
    assert loaded.failures == []
    assert loaded.hosts == {urlsplit(site).netloc}


@PAGE
def test_page_has_its_language_and_direction(visit: Load, path: str) -> None:
    shown, language = visit(path).shown, language_of(path)
    assert (shown["lang"], shown["direction"]) == (language, language.direction)


def test_404_page_is_arabic_first(visit: Load) -> None:
    shown = visit(NOT_FOUND).shown
    assert (shown["lang"], shown["direction"]) == ("ar", "rtl")


@EVERYTHING
def test_page_has_title_description_and_one_heading(visit: Load, path: str) -> None:
    shown = visit(path).shown
    assert shown["title"].strip()
    assert shown["description"].strip()
    assert len(shown["headings"]) == 1, shown["headings"]


@EVERYTHING
@pytest.mark.parametrize("width", WIDTHS)
def test_page_is_no_wider_than_its_window(visit: Load, path: str, width: int) -> None:
    assert visit(path).at[width]["overflow"] == []


@EVERYTHING
def test_page_shows_no_code(visit: Load, path: str) -> None:
    shown = [line for line in visit(path).shown["text"].splitlines() if re.search(r"\[\^|\{\{|\bNone\b", line)]
    assert shown == []


@PAGE
def test_footnotes_lead_there_and_back(visit: Load, path: str) -> None:
    shown = visit(path).shown
    back = {note["id"]: note["back"] for note in shown["notes"]}
    there: dict[str, list[str]] = {name: [] for name in back}
    for reference in shown["references"]:
        assert reference["note"] in back, f"{reference} leads nowhere"
        there[reference["note"]].append(reference["id"])
    assert {name: sorted(ids) for name, ids in there.items()} == {name: sorted(ids) for name, ids in back.items()}


@PAGE
def test_footnotes_are_numbered_in_reading_order(visit: Load, path: str) -> None:
    shown = visit(path).shown
    numbers = list(dict.fromkeys(reference["number"] for reference in shown["references"]))
    assert numbers == [str(number) for number in range(1, len(shown["notes"]) + 1)]
    place = {note["id"]: str(number) for number, note in enumerate(shown["notes"], 1)}
    wrong = [reference for reference in shown["references"] if place[reference["note"]] != reference["number"]]
    assert wrong == []


def written(kb: KnowledgeBase, observation: Observation, language: Language) -> str:
    """Return an observation's number as a reader sees it."""
    percent = kb.unit_of(observation).measure is Measure.PERCENT
    return format_share(observation.value, language) if percent else format_number(observation.value)


@BOTH
def test_every_figure_is_visible_on_its_pages(kb: KnowledgeBase, visit: Load, language: Language) -> None:
    """On the page of all figures, and on that of its topic."""
    missing = []
    for observation in kb.observations.values():
        number = re.compile(rf"(?<!\d){re.escape(written(kb, observation, language))}(?!\d)")
        for name in ("figures/", f"{kb.topic_of(observation)}/"):
            figures = visit(address(language, name)).shown["figures"]
            texts = [figure["text"] for figure in figures if figure["value"] == str(observation.value)]
            if not any(map(number.search, texts)):
                missing.append((observation.id, name))
    assert missing == []


@NAME
def test_both_languages_show_the_same_figures(visit: Load, name: str) -> None:
    arabic, french = (
        Counter(figure["value"] for figure in visit(address(language, name)).shown["figures"]) for language in Language
    )
    assert arabic == french


@BOTH
def test_all_figures_are_counted(kb: KnowledgeBase, visit: Load, language: Language) -> None:
    assert len(visit(address(language, "figures/")).shown["figures"]) == len(kb.observations)


@PAGE
@pytest.mark.parametrize("width", WIDTHS)
def test_numbers_read_from_left_to_right(visit: Load, path: str, width: int) -> None:
    numbers = visit(path).at[width]["numbers"]
    assert [number["text"] for number in numbers if number["edges"] != sorted(set(number["edges"]))] == []


@BOTH
def test_grouped_numbers_and_shares_are_among_those_measured(visit: Load, language: Language) -> None:
    texts = [number["text"] for number in visit(address(language, "figures/")).shown["numbers"]]
    assert any(NARROW_SPACE in text for text in texts)
    assert any("%" in text for text in texts)


@PAGE
@pytest.mark.parametrize("width", WIDTHS)
def test_footnote_marks_stand_after_their_figures(visit: Load, path: str, width: int) -> None:
    """After: on the left in Arabic, on the right in French."""
    side = "left" if language_of(path) is Language.AR else "right"
    assert [mark for mark in visit(path).at[width]["marks"] if mark["side"] != side] == []


@BOTH
def test_every_figure_in_the_table_of_all_has_a_footnote(kb: KnowledgeBase, visit: Load, language: Language) -> None:
    assert len(visit(address(language, "figures/")).shown["marks"]) == len(kb.observations)


@NAME
def test_language_links_lead_to_the_same_page(visit: Load, site: str, name: str) -> None:
    expected = {str(language): site + address(language, name) for language in Language}
    for language in Language:
        assert visit(address(language, name)).shown["languages"] == expected


@pytest.mark.parametrize("name", ["", "sources/"], ids=["home", "sources"])
def test_language_switch_leads_there_and_back(page: Page, site: str, name: str) -> None:
    page.goto(site + name)
    for language in (Language.FR, Language.AR):
        page.locator(".md-select > button").hover()
        page.locator(f'a.md-select__link[hreflang="{language}"]').click()
        page.wait_for_url(site + address(language, name))
        assert page.locator("html").get_attribute("lang") == language


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


@BOTH
def test_dark_scheme_can_be_switched_on_and_stays(page: Page, site: str, language: Language) -> None:
    body = page.locator("body")
    page.goto(site + address(language, ""))
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    light = background(page)
    page.locator("[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert background(page) != light
    page.goto(site + address(language, "sources/"))
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


@pytest.mark.parametrize(("preferred", "scheme"), [("light", "default"), ("dark", "slate")])
def test_reader_gets_the_preferred_scheme(browser: Browser, site: str, preferred: Any, scheme: str) -> None:
    page = browser.new_page(color_scheme=preferred)
    page.goto(site)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.close()


@BOTH
def test_search_finds_a_page_by_a_word_of_its_title(page: Page, visit: Load, site: str, language: Language) -> None:
    path = address(language, "figures/")
    heading = visit(path).shown["headings"][0]
    page.goto(site + address(language, ""))
    page.locator(".md-search__input").click()
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.type(max(re.findall(r"\w+", heading), key=len))
    page.keyboard.press(
        "End"
    )  # letters of no key of this keyboard come without the key events that the theme waits for
    results = page.locator("a.md-search-result__link")
    expect(results.first).to_be_visible()
    assert any(urlsplit(link.get_attribute("href") or "").path.endswith(f"/{path}") for link in results.all())


def test_unknown_address_shows_the_404_page(page: Page, site: str, visit: Load) -> None:
    """However deep it is, with the same look: its links do not depend on where it is shown."""
    response = page.goto(f"{site}no/such/page/")
    assert response
    assert response.status == 404
    assert page.locator("h1").text_content() == visit(NOT_FOUND).shown["headings"][0]
    assert page.evaluate("[...document.styleSheets].filter(sheet => sheet.cssRules.length > 0).length") > 2
    for language in Language:
        assert page.locator(f'main a[href="{site}{address(language, "")}"]').count() == 1
