"""Which pages stand for others in a browser: by what they hold, never by their names."""

from pathlib import Path

import lxml.html
import pytest

from tests.representatives import covering, exemplary, features, is_made, longest

PAGE = '<html><body class="{}"><{}>{}</{}></body></html>'


def page(body: str, tag: str, text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(PAGE.format(body, tag, text, tag))


@pytest.mark.parametrize(
    ("path", "made"),
    [("figures/a/", True), ("fr/sources/b/", True), ("figures/", False), ("fr/sources/", False), ("", False)],
)
def test_pages_of_records_are_made(path: str, made: bool) -> None:
    assert is_made(path) is made


def test_a_page_with_an_element_a_class_or_a_place_of_its_own_is_chosen() -> None:
    pages = {
        "figures/a/": page("x y", "p", "a"),
        "figures/b/": page("y x", "p", "b"),  # the same
        "figures/c/": page("x y", "h1", "c"),
        "figures/d/": page("z", "p", "d"),
        "sources/e/": page("x y", "p", "e"),
        "fr/figures/f/": page("x y", "p", "f"),
    }
    chosen = covering({path: features(path, each) for path, each in pages.items()})
    assert chosen == pages.keys() - {"figures/b/"}


def test_an_element_of_any_page_is_on_a_chosen_one_in_each_language(tmp_path: Path) -> None:
    """Whatever the kind of the page, so that two kinds with the same elements need one page."""
    elements = {"a/": "p", "figures/b/": "p", "c/": "h1", "fr/a/": "p", "fr/figures/b/": "h1"}
    for path, tag in elements.items():
        (tmp_path / path).mkdir(parents=True)
        html = lxml.html.tostring(page("x", tag, path), encoding="unicode")
        (tmp_path / path / "index.html").write_text(html, encoding="utf-8")
    assert exemplary(tmp_path, elements) == {"a/", "c/", "fr/a/", "fr/figures/b/"}


def test_the_longest_word_of_each_kind_is_chosen() -> None:
    words = {"figures/a/": "aa", "figures/b/": "a aaa", "sources/c/": "a", "fr/figures/d/": "aaaa"}
    pages = {path: page("", "p", word) for path, word in words.items()}
    assert longest(pages, pages) == pages.keys() - {"figures/a/"}
