"""What a reader copies: the words and numbers of the text, in order, and no mark, sign or digit of the site's own."""

import re
from typing import Any

import pytest
from isnad.text.languages import Language
from isnad.text.locale import NARROW_SPACE
from playwright.sync_api import Browser, Page

from tests.site_pages import BOTH, KINDS, address, titled
from tests.visits import UNFOLD, script

# A page of each kind, and those with other tables, lists and notes.
COPIED = [*KINDS, "rescues/", "returns/", "sources/", "glossary/", "corrections/"]
# Each in either language in turn: what is copied of both is made of the same elements by the same rules.
PAGES = pytest.mark.parametrize(
    ("name", "language"), [(name, [*Language][at % 2]) for at, name in enumerate(COPIED)], ids=titled(COPIED)
)
# U+200E, U+200F, U+061C, and the embeddings, overrides and isolates.
CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
SIGNS = re.compile("[¶↩]")


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Page:
    """A page whose clipboard can be read."""
    return browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()


def digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


@PAGES
def test_what_is_copied_has_nothing_of_the_site_in_it(reader: Page, site: str, language: Language, name: str) -> None:
    """Every paragraph, cell, row and heading; beside it stands its text without footnote marks and ways."""
    reader.goto(site + address(language, name))
    reader.evaluate(UNFOLD)
    blocks: list[dict[str, Any]] = reader.evaluate(script("copied"))
    assert len(blocks) > 10
    wrong = [
        (block["copied"], block["own"])
        for block in blocks
        if digits(block["copied"]) != digits(block["own"])
        or SIGNS.search(block["copied"])
        or CONTROLS.search(block["copied"])
        or not digits(block["copied"]).isascii()
    ]
    assert wrong == []
    for block in blocks:
        place = 0
        for figure in block["figures"]:
            place = block["copied"].index(figure["text"], place)  # in the order in which they are read
            number = re.sub(rf"[{NARROW_SPACE}\s]", "", figure["text"]).replace(",", ".")
            assert figure["value"] in number


@BOTH
@pytest.mark.parametrize("name", ["interceptions/", "returns/", "figures/"])
def test_the_whole_page_is_copied_without_marks(reader: Page, site: str, language: Language, name: str) -> None:
    """Into the clipboard itself, as text."""
    reader.goto(site + address(language, name))
    reader.evaluate(UNFOLD)
    copied: str = reader.evaluate(script("clipboard"))
    own: str = reader.evaluate(script("bare"))
    assert len(copied) > 1000
    assert digits(copied) == digits(own)
    assert not SIGNS.search(copied)


@BOTH
@pytest.mark.parametrize("name", ["interceptions/", "figures/"])
def test_the_name_of_a_row_has_no_mark(reader: Page, site: str, language: Language, name: str) -> None:
    """As a screen reader says it."""
    reader.goto(site + address(language, name))
    reader.evaluate(UNFOLD)
    nodes = reader.context.new_cdp_session(reader).send("Accessibility.getFullAXTree")["nodes"]
    cells = [node for node in nodes if node.get("role", {}).get("value") in ("row", "rowheader", "cell")]
    reader.evaluate(script("bare"))
    rows: list[str] = reader.evaluate("() => [...document.querySelectorAll('main tr')].map((row) => row.textContent)")
    assert len(rows) > 3
    assert len(cells) > len(rows)
    said = {digits(cell["name"]["value"]) for cell in cells}
    assert [numbers for numbers in said if not any(numbers in digits(row) for row in rows)] == []


def test_marks_are_drawn_on_every_page_that_has_them(page: Page, site: str) -> None:
    page.goto(site + address(Language.FR, "interceptions/"))
    drawn = "(e) => getComputedStyle(e, '::before').content"
    marks = page.locator("main a.footnote-ref")
    assert marks.count() > 5
    assert [marks.nth(at).evaluate(drawn) for at in range(3)] == ['"1" / ""', '"2" / ""', '"3" / ""']
    assert page.locator("main h2 a.headerlink").first.evaluate(drawn) == '"¶" / ""'
