"""What French asks of words: unbreakable spaces before tall signs and inside guillemets, elision, capitals."""

import re

import pytest
from isnad.text.typography import capitalised, elided, set_spaces

from tests.cases import for_all, table

NARROW, FULL = "\u202f", "\u00a0"


@for_all("html, spaced", table("text/typography.txt", "spaced"))
def test_a_space_that_french_wants_does_not_break(html: str, spaced: str) -> None:
    assert set_spaces(html) == spaced


@for_all("html", ["", *table("text/typography.txt", "left")])
def test_any_other_space_stays(html: str) -> None:
    assert set_spaces(html) == html


def test_what_comes_after_code_is_set_again() -> None:
    assert set_spaces("<code>a : b</code> : un") == f"<code>a : b</code>{FULL}: un"


@pytest.mark.parametrize("html", ["<p>« un » : deux ?</p>", "<pre>a : b</pre> ; c", "a < b : c", "<!-- a : b --> c !"])
def test_only_spaces_change_and_once_is_enough(html: str) -> None:
    once = set_spaces(html)
    assert set_spaces(once) == once
    assert re.sub(f"[{NARROW}{FULL}]", " ", once) == html


def test_code_in_capitals_is_code() -> None:
    assert set_spaces("<CODE>a : b</CODE>") == "<CODE>a : b</CODE>"


@for_all("before, made, joined", table("text/typography.txt", "elided"))
def test_a_word_is_elided_before_what_a_macro_makes(before: str, made: str, joined: str) -> None:
    assert elided(before, made) == joined


@pytest.mark.parametrize(
    ("made", "begun"),
    [
        ("<b><i>au moins</i> 27</b>", "<b><i>Au moins</i> 27</b>"),
        ("élus", "Élus"),
        ("27 élus", "27 élus"),
        ("https://x.y/", "https://x.y/"),
    ],
)
def test_what_begins_a_sentence_begins_with_a_capital(made: str, begun: str) -> None:
    assert capitalised(made) == begun
