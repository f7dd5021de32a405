"""Numbers, dates and names of both directions, where their pixels stand: on every page, at every width."""

import re
import unicodedata
from typing import Any

import pytest
from isnad.text.languages import Language
from isnad.text.locale import NARROW_SPACE
from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page

from tests.pictures import read
from tests.site_pages import BOTH, EVERYTHING, KINDS, PAGE, address, language_of
from tests.visits import Load, script

# What the numbers of the pages look like, each with a page and the list of measurements in which it is found.
NUMBERS = {
    "grouped": ("figures/", "numbers", rf"\d{{2}}{NARROW_SPACE}\d{{3}}"),
    "grouped-by-the-article": ("figures/attempts-2024/", "numbers", r"\d{2}[,.]\d{3}"),
    "percentage": ("figures/", "numbers", r"\d+\s?%"),
    "year": ("figures/", "numbers", r"20\d\d"),
    "year-of-a-title": ("figures/attempts-2024/", "numbers", r"20\d\d"),
    "number-of-a-chart": ("returns/", "labels", rf"\d{NARROW_SPACE}\d{{3}}"),
    "words-of-a-chart": ("interceptions/", "labels", r"\w+ \w+"),
    "year-of-the-grid": ("", "dates", r"20\d\d"),
    "percentage-of-a-chart": ("interceptions/", "labels", r"\d+\s?%"),
    "date": ("rescues/", "dates", r"\d+ \w+ 20\d\d"),  # of the last review, on a line of its own
}
# How much lower than another a digit may be: round ones reach a little beyond the line.
UNEVEN = 0.08
SCALE = 4  # pixels of a picture for one of a page


def ink_height(picture: Image.Image) -> int:
    """Return over how many rows of a picture of one sign there is ink."""
    grey = picture.convert("L")
    ground = grey.tobytes()[0]
    inked = grey.point([255 * (abs(shade - ground) > 60) for shade in range(256)]).getbbox()
    return inked[3] - inked[1] if inked else 0


def heights_in(page: Page, boxes: list[dict[str, float]]) -> set[int]:
    """Return the heights of signs that stand on one line in the window, by their boxes; in its pixels."""
    left, right = min(box["left"] for box in boxes), max(box["left"] + box["width"] for box in boxes)
    clip: FloatRect = {"x": left, "y": boxes[0]["top"], "width": right - left, "height": boxes[0]["height"]}
    picture = read(page.screenshot(clip=clip))
    middles = [(box["left"] - left + box["width"] / 2) * SCALE for box in boxes]
    half = [box["width"] * SCALE * 0.4 for box in boxes]  # what is beside it may reach over
    return {
        ink_height(picture.crop((round(middle - each), 0, round(middle + each), picture.height)))
        for middle, each in zip(middles, half, strict=True)
    }


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
def test_the_digits_of_a_number_have_one_height(browser: Browser, site: str, language: Language) -> None:
    """In text, tables, charts and dates, whatever letters are near: once for each way in which numbers are set."""
    page = browser.new_page(device_scale_factor=SCALE, reduced_motion="reduce")
    heights: dict[tuple[str, str], set[int]] = {}
    for name in [*KINDS, "round-table/"]:
        page.goto(site + address(language, name))
        page.evaluate("() => document.fonts.ready")
        page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
        for at, (way, number) in enumerate(page.evaluate(script("digits"), [way for way, _ in heights])):
            boxes = page.evaluate("(at) => window.digitsOf(at)", at)
            if all(box["width"] and box["top"] == boxes[0]["top"] for box in boxes):
                heights[way, number] = heights_in(page, boxes)
    page.close()
    assert len(heights) > 2 * len(KINDS)
    assert {text: each for text, each in heights.items() if max(each) - min(each) > max(each) * UNEVEN} == {}
