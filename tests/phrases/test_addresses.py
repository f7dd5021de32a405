"""Where pages stand: links between them lead where they should, in Markdown, in HTML and from outside."""

import posixpath
from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from isnad.facts.model import LOCAL_URL
from isnad.phrases.addresses import absolute_url, at_quote, figure_page, link, relative_url, source_page, url
from isnad.text.languages import Language
from mkdocs.structure.files import File
from playwright.sync_api import Page, expect

from tests.cases import for_all, table
from tests.conftest import FROZEN

# Articles as they are published: long, so that a browser must look for the words of a quote.
ARTICLE = (
    "<!doctype html><meta charset=utf-8><div style='height: 4000px'>…</div><p>{}</p><div style='height: 4000px'>…</div>"
)
QUOTES = [
    "أفادت وزارة الداخلية بنجاح المملكة في إحباط 78,685 محاولة",
    "le Maroc a déjoué, en 2022, 40 589 tentatives – dont « une » & 50% de celles-ci",
    "Un récit très long : " + " ".join(f"le mot numéro {number} de la phrase," for number in range(30)) + " et sa fin.",
]
words = st.one_of(st.text("abx09", min_size=1, max_size=4), st.sampled_from(["index", "fr", "figures", "sources"]))
ids = st.lists(words, min_size=1, max_size=3).map("-".join)
folders = st.lists(ids, max_size=3)
pages = st.builds(lambda folder, name: "/".join([*folder, f"{name}.md"]), folders, ids)
made = st.one_of(ids.map(figure_page), ids.map(source_page))
paths = st.one_of(pages, made)
sites = st.sampled_from(["https://a.b/", "https://a.b/c/", "http://127.0.0.1:8000/", "https://a.b/c/d/", LOCAL_URL])

repeatable = settings(derandomize=True, deadline=None, database=None)


def test_the_pages_of_observations_and_sources_stand_in_folders_of_their_own() -> None:
    assert figure_page("rescues-2024") == "figures/rescues-2024.md"
    assert source_page("bilan-2022") == "sources/bilan-2022.md"


@for_all("page, address", table("phrases/addresses.txt"))
def test_a_page_stands_in_a_folder_of_its_own_name(page: str, address: str) -> None:
    assert url(page) == address


@repeatable
@given(paths)
def test_pages_stand_where_mkdocs_puts_them(page: str) -> None:
    placed = File(page, "docs", "site", use_directory_urls=True)
    assert (url(page) or "./") == placed.url
    assert f"{url(page)}index.html" == placed.dest_uri


@repeatable
@example("price.md", "price-index.md")
@given(paths, paths)
def test_two_pages_have_two_addresses(one: str, other: str) -> None:
    """But for a page, and the first one of a folder of its name."""
    same = {page.removesuffix("/index.md").removesuffix(".md") for page in (one, other)}
    assert (url(one) == url(other)) is (len(same) == 1)


@repeatable
@example("index.md", "index.md")
@example("figures/a.md", "index.md")
@given(paths, paths)
def test_a_link_in_markdown_leads_to_the_file(here: str, page: str) -> None:
    written = link(here, page)
    assert posixpath.normpath(posixpath.join(posixpath.dirname(here), written)) == page
    assert not written.startswith(("/", "./"))


@repeatable
@example("index.md", "index.md", "https://a.b/c/")
@example("figures/a.md", "figures/a.md", "https://a.b/")
@example("figures/a.md", "index.md", "https://a.b/")
@example("index.md", "figures/a.md", "https://a.b/c/")
@given(paths, paths, sites)
def test_a_link_in_html_leads_to_the_page_wherever_the_site_stands(here: str, page: str, site: str) -> None:
    written = relative_url(here, page)
    assert urljoin(site + url(here), written) == site + url(page)
    assert not written.startswith("/")
    assert written.endswith("/")


@repeatable
@given(paths, paths, sites, st.sampled_from(Language))
def test_relative_and_absolute_addresses_agree(here: str, page: str, site: str, language: Language) -> None:
    written = urljoin(absolute_url(site, language, here), relative_url(here, page))
    assert written == absolute_url(site, language, page)


@pytest.mark.parametrize(
    ("site", "language", "page", "address"),
    [
        ("https://a.b/", Language.AR, "index.md", "https://a.b/"),
        ("https://a.b/", Language.FR, "index.md", "https://a.b/fr/"),
        ("https://a.b/c/", Language.AR, "figures/x.md", "https://a.b/c/figures/x/"),
        ("https://a.b/c/", Language.FR, "figures/x.md", "https://a.b/c/fr/figures/x/"),
        ("", Language.FR, "sources/x.md", "fr/sources/x/"),
        ("", Language.AR, "index.md", ""),
    ],
)
def test_the_default_language_stands_at_the_root(site: str, language: Language, page: str, address: str) -> None:
    assert absolute_url(site, language, page) == address


def test_the_home_is_the_page_that_none_is_named() -> None:
    for language in Language:
        assert absolute_url("https://a.b/", language) == absolute_url("https://a.b/", language, "index.md")


@repeatable
@given(paths, paths)
def test_no_arabic_page_takes_the_address_of_a_french_one(arabic: str, french: str) -> None:
    """Where no Arabic page stands in a folder `fr`: ids of two letters are not excluded, folders of pages are."""
    if not arabic.startswith(("fr/", "fr.md")):
        assert absolute_url("", Language.AR, arabic) != absolute_url("", Language.FR, french)


@pytest.mark.parametrize("language", Language)
def test_no_page_of_an_author_stands_where_pages_are_made_of_records(language: Language) -> None:
    written = {path.relative_to(FROZEN / "docs" / language) for path in (FROZEN / "docs" / language).rglob("*.md")}
    assert not {Path(folder) for folder in ("figures", "sources")} & {path.parent for path in written}


@pytest.fixture
def article(page: Page, request: pytest.FixtureRequest) -> Iterator[tuple[Page, str]]:
    """A browser, and an article that holds a quote."""
    page.route("https://paper.example/**", lambda route: route.fulfill(
        body=ARTICLE.format(escape(request.param)), content_type="text/html"
    ))  # fmt: skip
    yield page, request.param


@pytest.mark.parametrize("article", QUOTES, ids=["arabic", "signs", "long"], indirect=True)
def test_an_article_opens_at_the_words_of_a_quote(article: tuple[Page, str]) -> None:
    page, quote = article
    page.goto(at_quote("https://paper.example/story", quote))
    expect(page.locator("p")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(at_quote("https://paper.example/story", f"{quote} and other words"))
    expect(page.locator("p")).not_to_be_in_viewport()


def test_the_directive_follows_a_fragment_that_is_there() -> None:
    assert at_quote("https://a.b/c", "d-e, f") == "https://a.b/c#:~:text=d%2De%2C%20f"
    assert at_quote("https://a.b/c#g", "d") == "https://a.b/c#g:~:text=d"
