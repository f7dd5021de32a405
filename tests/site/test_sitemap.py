"""What programs ask for first: the sitemap, robots.txt and llms.txt, each read by a parser of its kind."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from urllib.parse import unquote
from urllib.robotparser import RobotFileParser

import pytest
from bs4 import BeautifulSoup, Tag
from isnad.checks.project import read_project
from isnad.exports.downloads import MEDIA_TYPES
from isnad.facts.edition import dates
from isnad.facts.indexes import label_of
from isnad.facts.model import Correction, KnowledgeBase
from isnad.facts.record import NOT_GIVEN, Bilingual
from isnad.pages import modified
from isnad.pages.texts import Project
from isnad.problems import Mark
from isnad.site.listed import Listed
from isnad.site.llms import llms
from isnad.site.sitemap import sitemap
from isnad.text.languages import Language
from lxml import etree
from markdown import Markdown  # type: ignore[import-untyped]

from tests.conftest import FROZEN, ROOT, Built
from tests.heads import head
from tests.site_pages import PAGES, listed_pages

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
URL = "https://example.org/below/"
LATE = dt.date(2031, 5, 6)


@pytest.fixture(scope="module")
def site() -> Project:
    return read_project(FROZEN, URL)[0]


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(ROOT / "tests" / "sitemap.xsd"))


def entries(text: bytes) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Return the last change and the alternates of each page by its address."""
    root = etree.fromstring(text)
    return {
        unquote(each.findtext(f"{SITEMAP}loc") or ""): (
            each.findtext(f"{SITEMAP}lastmod"),
            {link.get("hreflang", ""): link.get("href", "") for link in each.iter(LINK)},
        )
        for each in root.iter(f"{SITEMAP}url")
    }


def test_sitemap_is_valid(built: Built, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring((built.folder / "sitemap.xml").read_bytes()))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("<lastmod>2026-", "<lastmod>26-"),
        ("<loc>http", "<loc>ftp"),
        ('hreflang="x-default"', 'hreflang="x default"'),
        ('rel="alternate"', 'rel="other"'),
        ("<lastmod>", "<changefreq>never</changefreq><lastmod>"),
        ("</loc>", "</loc><title>no</title>"),
    ],
)
def test_the_schema_refuses(built: Built, schema: etree.XMLSchema, right: str, wrong: str) -> None:
    text = built.read("sitemap.xml")
    assert right in text
    assert not schema.validate(etree.fromstring(text.replace(right, wrong, 1).encode()))


def test_sitemap_lists_every_page_with_its_versions(built: Built) -> None:
    found = entries((built.folder / "sitemap.xml").read_bytes())
    assert found.keys() == {built.url + path for path in PAGES}
    for url, (_, alternates) in found.items():
        assert alternates == head(built.folder / url.removeprefix(built.url) / "index.html").alternates()
        assert url in alternates.values()
        assert all(found[other][1] == alternates for other in alternates.values())


def test_last_changes_are_those_of_facts(built: Built, site: Project) -> None:
    found = {
        url.removeprefix(built.url): day
        for url, (day, _) in entries((built.folder / "sitemap.xml").read_bytes()).items()
    }
    expected = {
        each.url(""): None if each.modified is NOT_GIVEN else str(each.modified) for each in listed_pages(site).values()
    }
    assert found == expected
    assert set(found.values()) - {None} <= {str(day) for day in dates(site.kb)}


@pytest.mark.parametrize("page", ["contributing.md", "checks.md", "method.md", "glossary.md"])
def test_a_page_without_facts_has_no_last_change(site: Project, page: str) -> None:
    assert {listed_pages(site)[f"{language}/{page}"].modified for language in Language} == {NOT_GIVEN}


def changed(tmp: KnowledgeBase, kind: str) -> KnowledgeBase:
    """Return the knowledge base with one late day: of the review of a rescue, or of its correction."""
    if kind == "reviewed":
        late = replace(tmp.observations["rescues-2024-9m"], reviewed=LATE)
        return replace(tmp, observations={**tmp.observations, late.id: late})
    correction = Correction(
        marks={"": Mark("data/corrections.yaml", 1, 1)},
        id="made-up",
        date=LATE,
        observation="rescues-2024-9m",
        was=Decimal(1),
        now=Decimal(14260),
        why=Bilingual(marks={}, ar="سبب", fr="raison"),
    )
    return replace(tmp, corrections={"made-up": correction})


@pytest.mark.parametrize("kind", ["reviewed", "corrected"])
def test_a_late_review_or_correction_dates_the_pages_that_show_the_fact(site: Project, kind: str) -> None:
    pages = listed_pages(replace(site, kb=changed(site.kb, kind)))
    late = {path.removeprefix("fr/") for path, each in pages.items() if each.modified == LATE and path[:2] == "fr"}
    # Pages of records are made with their records; these here were made before.
    assert late == {"index.md", "data.md", "figures.md", "rescues.md", "corrections.md", "news.md"}


@pytest.mark.parametrize("kind", ["reviewed", "corrected"])
def test_a_late_review_or_correction_dates_a_fact(kb: KnowledgeBase, kind: str) -> None:
    other, fact = changed(kb, kind), kb.observations["rescues-2024-9m"]
    assert modified.of_facts(other, [other.observations[fact.id]]) == LATE
    assert modified.of_footnotes(other, {label_of(fact), "term-x-1"}) == LATE
    assert modified.of_footnotes(other, {label_of(kb.observations["rescues-2024"])}) != LATE
    assert modified.of_footnotes(other, {"source-x"}) is NOT_GIVEN


def test_a_derived_figure_dates_its_page(kb: KnowledgeBase) -> None:
    name, derived = next(iter(kb.derived.items()))
    other = replace(kb, derived={name: replace(derived, reviewed=LATE)})
    assert modified.of_footnotes(other, {f"derived-{name}"}) == LATE


def test_signs_of_xml_stay_signs(schema: etree.XMLSchema) -> None:
    pages = [Listed(each, "a&b<c>.md", "", "", NOT_GIVEN) for each in Language]
    text = sitemap(pages, URL).encode()
    schema.assertValid(etree.fromstring(text))
    assert f"{URL}a&b<c>/" in entries(text)


def test_robots_may_read_everything_and_find_the_sitemap(built: Built) -> None:
    robots = RobotFileParser()
    robots.parse(built.read("robots.txt").splitlines())
    assert robots.site_maps() == [f"{built.url}sitemap.xml"]
    assert all(robots.can_fetch(agent, built.url + path) for agent in ("*", "GPTBot") for path in PAGES)


def test_llms_txt_has_the_form_of_its_kind(built: Built, markdown: Markdown) -> None:
    parsed = BeautifulSoup(markdown.reset().convert(built.read("llms.txt")), "html.parser")
    kinds = [each.name for each in parsed.children if isinstance(each, Tag)]
    assert kinds[:2] == ["h1", "blockquote"]
    sections = kinds[kinds.index("h2") :]
    assert sections == ["h2", "ul"] * (len(sections) // 2)
    assert set(kinds[2 : kinds.index("h2")]) == {"p"}


def test_llms_txt_links_to_every_page_for_readers_and_every_file(built: Built, markdown: Markdown) -> None:
    links = [url for url, _ in linked(markdown, built.read("llms.txt"))]
    pages = [f"{built.url}{path}" for path in PAGES if not re.search("contributing|checks", path)]
    files = [f"{built.url}downloads/{file}" for file in MEDIA_TYPES]
    assert sorted(links) == sorted([*pages, *files, *files])


def test_llms_txt_takes_titles_as_they_are(kb: KnowledgeBase, markdown: Markdown) -> None:
    page = Listed(Language.FR, "odd.md", "[x](y) \\ z", "a\nb", NOT_GIVEN)
    assert (f"{kb.site_url}fr/odd/", page.title) in linked(markdown, llms(kb, [page]))


def linked(markdown: Markdown, text: str) -> list[tuple[str, str]]:
    """Return the address and the text of each link of a Markdown text."""
    parsed = BeautifulSoup(markdown.reset().convert(text), "html.parser")
    return [(str(link["href"]), link.text) for link in parsed.select("a:not(.headerlink)")]
