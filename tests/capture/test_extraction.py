"""The article in a page: exactly its paragraphs, in order, whatever stands around them."""

import datetime as dt
import re
from functools import cache

import pytest
from isnad.capture import bylines, decoding, extraction
from isnad.capture.captured import read_page
from isnad.capture.extraction import Missing, Reading
from isnad.text import evidence, quantities
from isnad.text.evidence import Fingerprint

from tests.capture.newsroom import Page, contents, pages
from tests.cases import for_all

# The mistakes of their authors: a paragraph in two, two in one, a reader's words among them. A person mends these.
CARELESS = {"careless-ar", "careless-fr"}
STEPS = {"ar": ("10-13", "16:وقبل ذلك"), "fr": ("10-13", "16:Un an plus")}


def reading(page: Page) -> Reading:
    return readings()[page.name]


@cache
def readings() -> dict[str, Reading]:
    """Read every page once."""
    return {page.name: read_page(page.data, f"https://news.example/{page.name}").reading for page in pages()}


def words(texts: list[str]) -> list[list[str]]:
    return [evidence.words(text) for text in texts]


def test_there_are_pages_in_both_languages() -> None:
    assert len(pages()) == 34
    assert len({page.name for page in pages()}) == 34


@for_all("page", [page for page in pages() if page.name not in CARELESS])
def test_the_paragraphs_are_exactly_those_of_the_article(page: Page) -> None:
    assert words(reading(page).article) == words([page.article["title"], *page.paragraphs])


@for_all("page", [page for page in pages() if page.name in CARELESS])
def test_what_is_not_right_by_itself_is_right_after_a_persons_step(page: Page) -> None:
    captured = read_page(page.data)
    assert words(captured.reading.article[1:]) != words(page.paragraphs)
    join, cut = STEPS[page.language]
    text = captured.text.join(join).cut(cut).choose([], [22])
    assert words([text.lines[number - 1] for number in text.paragraphs]) == words(page.paragraphs)
    assert text == text.join(join).cut(cut).choose([], [22])


@for_all("page", [page for page in pages() if page.name not in CARELESS])
def test_no_number_of_the_noise_can_be_quoted(page: Page) -> None:
    """No four words around a number of the noise stand in the fingerprint."""
    article = Fingerprint(sha256="", paragraphs=tuple(map(evidence.shingles, reading(page).article)))
    known = {run for paragraph in article.paragraphs for run in paragraph}
    noise = [text for texts in contents()["noise"][page.language].values() for text in _texts(texts)]
    numbered = [text for text in noise if quantities.parse(evidence.normalise(text)) and len(evidence.words(text)) > 3]
    assert len(numbered) > 10
    assert [text for text in numbered if known.intersection(evidence.shingles(text))] == []


def _texts(value: object) -> list[str]:
    return [str(text) for text in value] if isinstance(value, list) else [str(value)]


@for_all("page", pages())
def test_the_day_is_the_one_that_the_page_names(page: Page) -> None:
    published = reading(page).published
    assert published
    assert published.value == str(page.article["date"])
    if published.line:
        assert bylines.find_day(reading(page).lines[published.line - 1], dt.date(2030, 1, 1)) == page.article["date"]


@for_all("page", pages())
def test_an_author_is_the_one_that_the_page_names_or_none(page: Page) -> None:
    author = reading(page).author
    assert author is None or author.value == page.article["author"]


def test_most_authors_are_found() -> None:
    assert sum(reading(page).author is not None for page in pages()) >= 28


@for_all("text, day", [
    ("Publié le 1er août 2024 à 10 h", "2024-08-01"), ("نشر في ١٢ دجنبر ٢٠٢٣", "2023-12-12"),
    ("03/11/2023 - 10:00", "2023-11-03"),
    ("الأحد 7 كانون الثاني 2024", "2024-01-07"), ("2024-02-29T10:00", "2024-02-29"),
    ("31/02/2024, lundi 4 mars 2024", "2024-03-04"),
    ("© 2018-2024", None), ("12 mai 2031", None), ("tél. 05 55 12 90 41", None),
])  # fmt: skip
def test_a_day_is_read_as_the_press_writes_it(text: str, day: str | None) -> None:
    found = bylines.find_day(text, dt.date(2024, 12, 31))
    assert (found and str(found)) == day


ARABIC, FRENCH = "أعلن المكتب أنه أرشد 1240 قاربا", "Déjà 1 240 barques guidées l’été dernier"


@for_all("data, declared, text", [
    (ARABIC.encode("cp1256"), "windows-1256", ARABIC), (ARABIC.encode("cp1256"), "iso-8859-1", ARABIC),
    (ARABIC.encode("cp1256"), "utf-8", ARABIC), (ARABIC.encode("cp1256"), "", ARABIC),
    (ARABIC.encode(), "iso-8859-1", ARABIC), (ARABIC.encode("utf-16"), "", ARABIC),
    (ARABIC.encode("iso-8859-6"), "iso-8859-6", ARABIC),
    (ARABIC.encode().decode("cp1256", "ignore").encode(), "utf-8", ARABIC),
    (FRENCH.encode("cp1252"), "iso-8859-1", FRENCH), (FRENCH.encode("cp1252"), "utf-8", FRENCH),
    (FRENCH.encode("cp1252"), "no-such", FRENCH), (FRENCH.encode(), "windows-1252", FRENCH),
    ("été".encode().decode("latin-1").encode(), "utf-8", "été"), ("« É » œuvre à Æ".encode(), "", "« É » œuvre à Æ"),
])  # fmt: skip
def test_bytes_are_read_in_the_charset_that_they_have(data: bytes, declared: str, text: str) -> None:
    assert decoding.decode(data, declared) == text


def test_a_page_without_an_article_has_no_paragraph() -> None:
    page = "<html><body><div role=dialog><p>Avec votre accord, nos 842 partenaires lisent tout.</p></div></body></html>"
    assert extraction.read(page).paragraphs == ()
    assert extraction.read("").paragraphs == ()


def test_without_the_group_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "find_spec", lambda _: None)
    with pytest.raises(Missing) as missing:
        extraction.read("<p>x</p>")
    assert "make fetch" in str(missing.value.advice)


@pytest.mark.parametrize(
    "html", ["<table>" * 3000, "<div>" * 3000 + "a", "<p>" + "a " * 200_000, "\x00<p>a", "<a" * 9999]
)
def test_a_hostile_page_is_read_all_the_same(html: str) -> None:
    assert isinstance(extraction.read(html).lines, tuple)


def test_dates_and_names_of_entries_are_no_patterns_that_hang() -> None:
    text = "par " + "a-" * 20_000 + " 1" * 20_000
    assert bylines.find_author(text) == ""
    assert bylines.find_day(re.sub("a", "1", text), dt.date(2024, 1, 1)) is None
