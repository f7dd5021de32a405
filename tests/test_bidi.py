"""Numbers, dates and names of both directions, where their pixels stand: on every page, at every width."""

import re
import unicodedata
from typing import Any

import pytest
from isnad.locale import NARROW_SPACE
from isnad.record import Language
from playwright.sync_api import Page

from tests.pages import BOTH, EVERYTHING, KIND, PAGE, address, language_of
from tests.visits import Load

# What the numbers of the pages look like, each with a page and the list of measurements in which it is found.
NUMBERS = {
    "grouped": ("figures/", "numbers", rf"\d{{2}}{NARROW_SPACE}\d{{3}}"),
    "grouped-by-the-article": ("figures/", "numbers", r"\d{2}[,.]\d{3}"),
    "percentage": ("figures/", "numbers", r"\d+\s?%"),
    "year": ("figures/", "numbers", r"20\d\d"),
    "year-of-a-title": ("figures/attempts-2024/", "numbers", r"20\d\d"),
    "number-of-a-chart": ("interceptions/", "labels", rf"\d{{2}}{NARROW_SPACE}\d{{3}}"),
    "words-of-a-chart": ("interceptions/", "labels", r"\w+ \d{4}"),
    "percentage-of-a-chart": ("interceptions/", "labels", r"\d+\s?%"),
    "date": ("round-table/", "dates", r"30 \w+ 2025"),
}
# U+200E, U+200F, U+061C, and the embeddings, overrides and isolates.
CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")

# What a reader who selects a block of text copies, and the numbers of its figures.
SELECT = """
() => [...document.querySelectorAll("main .md-content :is(p, td, dd, li, caption):has(data.figure)")].map((block) => {
  getSelection().selectAllChildren(block);
  const figures = [...block.querySelectorAll("data.figure")];
  return {text: getSelection().toString(), figures: figures.map((e) => ({text: e.textContent, value: e.value}))};
})
"""


def is_ordered(edges: list[float], direction: str) -> bool:
    return edges == sorted(set(edges), reverse=direction == "rtl")


def direction_of(text: str) -> str:
    """Return the direction of a text by its first letter, as `unicode-bidi: plaintext` does."""
    classes = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((each for each in classes if each in ["L", "R", "AL"]), "L") != "L" else "ltr"


@EVERYTHING
def test_numbers_read_from_left_to_right(visit: Load, path: str) -> None:
    for width, shown in visit(path).at.items():
        numbers = shown["numbers"]
        assert [number["text"] for number in numbers if not is_ordered(number["edges"], "ltr")] == [], width


@PAGE
@pytest.mark.parametrize("measured", ["dates", "labels"], ids=["dates", "charts"])
def test_words_read_in_the_direction_of_their_language(visit: Load, path: str, measured: str) -> None:
    for width, shown in visit(path).at.items():
        wrong = [each for each in shown[measured] if not is_ordered(each["edges"], direction_of(each["text"]))]
        assert [each["text"] for each in wrong] == [], width


@PAGE
def test_footnote_marks_stand_after_their_figures(visit: Load, path: str) -> None:
    """After: on the left in Arabic, on the right in French."""
    side = "left" if language_of(path) is Language.AR else "right"
    for width, shown in visit(path).at.items():
        assert [mark for mark in shown["marks"] if mark["side"] != side] == [], width


@BOTH
@pytest.mark.parametrize(("name", "measured", "form"), NUMBERS.values(), ids=list(NUMBERS))
def test_every_kind_of_number_is_measured(visit: Load, language: Language, name: str, measured: str, form: str) -> None:
    shown: list[dict[str, Any]] = visit(address(language, name)).shown[measured]
    assert any(re.search(form, each["text"]) and each["edges"] for each in shown)


@BOTH
@KIND
def test_copied_text_keeps_its_order_and_plain_digits(page: Page, site: str, language: Language, name: str) -> None:
    page.goto(site + address(language, name))
    blocks = page.evaluate(SELECT)
    assert blocks
    for block in blocks:
        assert not CONTROLS.search(block["text"])
        assert all(digit.isascii() for digit in re.findall(r"\d", block["text"]))
        place = 0
        for figure in block["figures"]:
            place = block["text"].index(figure["text"], place)  # in the order in which they are read
            number = re.sub(rf"[{NARROW_SPACE}\s]", "", figure["text"]).replace(",", ".")
            assert figure["value"] in number
