"""The finished site as a reader's browser shows it: every page, both languages, on a phone and on a desk."""

import re
from collections import Counter
from collections.abc import Set
from typing import Any
from urllib.parse import urlsplit

import pytest
from isnad.facts.model import KnowledgeBase, Observation
from isnad.text.languages import Language
from isnad.text.locale import format_number, format_share
from isnad.text.quantities import Measure
from playwright.sync_api import Page, expect

from tests.conftest import Built
from tests.site_pages import BOTH, EVERY_PAGE, EVERYTHING, KIND_IN_TURN, NAME, NOT_FOUND, PAGE, address, language_of
from tests.visits import DESK, WINDOWS, Load


def test_every_built_page_is_visited(built: Built) -> None:
    pages = {path.relative_to(built.folder).as_posix() for path in built.folder.rglob("*.html")}
    assert {page.removesuffix("index.html") for page in pages} == set(EVERY_PAGE)


@EVERYTHING
def test_page_loads_and_asks_nobody_else(visit: Load, site: str, path: str) -> None:
    loaded = visit(path)
    assert loaded.status == 200
    assert loaded.console == []
    assert loaded.failures == []
    assert loaded.hosts == {urlsplit(site).netloc}


@EVERYTHING
def test_only_the_table_of_all_figures_asks_for_the_explorer(visit: Load, path: str) -> None:
    asked = [url for url in visit(path).requests if "explorer" in url or "lunr" in url]
    assert bool(asked) == (path in {address(language, "figures/") for language in Language})


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
def test_page_fits_its_window(visit: Load, whole: Set[str], path: str) -> None:
    widths = visit(path).at
    assert set(widths) == (set(WINDOWS) if path in whole else {DESK})
    for width, shown in widths.items():
        assert (shown["overflow"], shown["clipped"]) == ([], []), width


@EVERYTHING
def test_page_has_nothing_empty_left_over_or_twice(visit: Load, path: str) -> None:
    shown = visit(path).shown
    assert shown["empty"] == []
    assert shown["leftovers"] == []
    assert shown["repeated"] == []


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
def test_every_figure_is_in_the_table_of_all_with_a_footnote(
    kb: KnowledgeBase, visit: Load, language: Language
) -> None:
    shown = visit(address(language, "figures/")).shown
    assert len(shown["figures"]) == len(shown["marks"]) == len(kb.observations)


@NAME
def test_both_languages_have_the_same_anchors(visit: Load, name: str) -> None:
    """So that a link to a heading or a footnote holds in both."""
    arabic, french = (visit(address(language, name)).shown["anchors"] for language in Language)
    assert arabic == french


@NAME
def test_language_links_lead_to_the_same_page(visit: Load, site: str, name: str) -> None:
    for language in Language:
        expected = {str(language.other): site + address(language.other, name)}
        assert visit(address(language, name)).shown["languages"] == expected


@pytest.mark.parametrize("name", ["", "sources/"], ids=["home", "sources"])
def test_language_switch_leads_there_and_back(page: Page, site: str, name: str) -> None:
    page.goto(site + name)
    for language in (Language.FR, Language.AR):
        page.locator(f'header a[hreflang="{language}"]').click()
        page.wait_for_url(site + address(language, name))
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize(
    ("anchor", "language"),
    [("#fn:observation-attempts-2024", Language.AR), ("#networks", Language.FR), ("", Language.AR)],
    ids=["note", "heading", "top"],
)
def test_language_switch_keeps_the_place(page: Page, site: str, language: Language, anchor: str) -> None:
    page.goto(site + address(language, "interceptions/") + anchor)
    page.locator(f'header a[hreflang="{language.other}"]').click()
    page.wait_for_url(site + address(language.other, "interceptions/") + anchor)
    assert page.locator(":target").count() == bool(anchor)


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_dark_scheme_can_be_switched_on_and_stays(page: Page, site: str) -> None:
    body = page.locator("body")
    page.goto(site)
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    light = background(page)
    page.locator("[data-md-component=palette] label:visible").click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    assert background(page) != light
    page.goto(site + address(Language.FR, "sources/"))
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


# All but code and what holds some, which has a face of its own.
WORDS = "body *:not(code, pre, code *, pre *, :has(code))"
# Marks, of some elements, one for each text in each way of setting it: a face is chosen by nothing else.
MARK = """
selector => {
  const known = new Set();
  for (const e of document.querySelectorAll(selector)) {
    const written = [...e.childNodes].map(node => node.nodeType === Node.TEXT_NODE ? node.data.trim() : "").join(" ");
    const made = ["::before", "::after"].map(name => getComputedStyle(e, name).content);
    if (!written.trim() && made.every(text => ["none", "normal"].includes(text))) continue;
    const { fontFamily, fontWeight, fontStyle } = getComputedStyle(e);
    const all = [fontFamily, fontWeight, fontStyle, e.closest("[lang]").lang, written, ...made].join();
    if (!known.has(all)) e.dataset.asked = "";
    known.add(all);
  }
}
"""


def faces(page: Page, selector: str) -> Counter[str]:
    """Return how many signs of some elements each face draws; those that readers have themselves are in brackets."""
    page.evaluate(MARK, selector)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    document = devtools.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    elements = devtools.send("DOM.querySelectorAll", {"nodeId": document, "selector": "[data-asked]"})["nodeIds"]
    drawn: Counter[str] = Counter()
    for element in elements:
        for face in devtools.send("CSS.getPlatformFontsForNode", {"nodeId": element})["fonts"]:
            name = face["familyName"] if face["isCustomFont"] else f"[{face['familyName']}]"
            drawn[name] += round(face["glyphCount"])
    return drawn


@KIND_IN_TURN
def test_text_is_drawn_in_the_typeface_of_the_site(page: Page, site: str, language: Language, name: str) -> None:
    page.goto(site + address(language, name))
    page.evaluate("document.fonts.ready.then(() => true)")
    assert set(faces(page, WORDS)) == {"Isnad Sans"}


@pytest.mark.parametrize(("preferred", "scheme"), [("light", "default"), ("dark", "slate")])
def test_reader_gets_the_preferred_scheme(page: Page, site: str, preferred: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=preferred)
    page.goto(site)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_unknown_address_shows_the_404_page(page: Page, site: str, visit: Load) -> None:
    """However deep it is, with the same look: its links do not depend on where it is shown."""
    response = page.goto(f"{site}no/such/page/")
    assert response
    assert response.status == 404
    assert page.locator("h1").text_content() == visit(NOT_FOUND).shown["headings"][0]
    assert page.evaluate("[...document.styleSheets].filter(sheet => sheet.cssRules.length > 500).length") == 1
    for language in Language:
        assert page.locator(f'main a[href="{site}{address(language, "")}"]').count() == 1
