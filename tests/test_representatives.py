"""Which pages stand for others in a browser: by what they hold, never by their names."""

from pathlib import Path

import lxml.html
import pytest

from tests.representatives import covering, exemplary, features, kind, longest, representatives

PAGE = '<html><body class="{}"><{}>{}</{}></body></html>'


def page(body: str, tag: str, text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(PAGE.format(body, tag, text, tag))


@pytest.mark.parametrize(
    ("path", "folder"),
    [("figures/a/", "figures/"), ("fr/sources/b/", "sources/"), ("figures/", ""), ("fr/sources/", ""), ("", "")],
)
def test_pages_of_records_are_of_the_kind_of_their_record(path: str, folder: str) -> None:
    assert kind(path)[1] == folder


def test_a_page_with_an_element_a_class_or_a_place_of_its_own_is_chosen() -> None:
    pages = {
        "figures/a/": page("x y", "p", "a"),
        "figures/b/": page("y x", "p", "b"),  # the same
        "figures/c/": page("x y", "h1", "c"),
        "figures/d/": page("z", "p", "d"),
    }
    chosen = covering({path: features(each) for path, each in pages.items()})
    assert chosen == pages.keys() - {"figures/b/"}


ELEMENTS = {"a/": "p", "figures/b/": "p", "c/": "h1", "fr/a/": "p", "fr/figures/b/": "h1"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, tag in ELEMENTS.items():
        (tmp_path / path).mkdir(parents=True)
        html = lxml.html.tostring(page("x", tag, path), encoding="unicode")
        (tmp_path / path / "index.html").write_text(html, encoding="utf-8")
    return tmp_path


def test_an_element_of_any_page_is_on_a_chosen_one_in_each_language(site: Path) -> None:
    assert representatives(site, [*ELEMENTS]) == ELEMENTS.keys()  # `figures/b/` has the longest word of its kind


def test_an_element_is_on_an_exemplary_page_unless_it_is_known(site: Path) -> None:
    assert exemplary(site, ELEMENTS) == {"a/", "c/"}
    assert exemplary(site, ELEMENTS, features(page("x", "p", ""))) == {"c/"}


def test_the_longest_word_of_each_kind_is_chosen() -> None:
    words = {"figures/a/": "aa", "figures/b/": "a aaa", "sources/c/": "a", "fr/figures/d/": "aaaa", "e/": "a"}
    assert longest({path: page("", "p", word) for path, word in words.items()}) == words.keys() - {"figures/a/"}
