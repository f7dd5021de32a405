"""Pages of every kind are valid HTML to a strict parser. `make nu` has the Nu checker read all, which needs Java."""

import html5lib  # type: ignore[import-untyped]
import pytest
from isnad.text.languages import Language

from tests.conftest import Built
from tests.site_pages import BOTH, KINDS, NOT_FOUND, address


def errors(html: str) -> list[tuple[tuple[int, int], str, dict[str, str]]]:
    """Return where a page departs from HTML, and how, by the parser's names."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return list(parser.errors)


@BOTH
@pytest.mark.parametrize("name", [*KINDS, "data/"])
def test_a_page_of_each_kind_is_read_without_an_error(built: Built, language: Language, name: str) -> None:
    html = built.read(f"{address(language, name)}index.html")
    assert errors(html) == []


def test_the_page_of_what_is_not_there_is_read_without_an_error(built: Built) -> None:
    assert errors(built.read(NOT_FOUND)) == []


def test_an_error_is_seen() -> None:
    assert [name for _, name, _ in errors("<!doctype html><title>x</title><p><b>x</p>")] == ["unexpected-end-tag"]
