"""What pages tell programs, read by extruct and rdflib and compared with the knowledge base."""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from isnad.checks.project import read_project
from isnad.exports.downloads import MEDIA_TYPES
from isnad.exports.json_ld import coverage, figure
from isnad.exports.rows import interval
from isnad.facts.edition import version
from isnad.facts.model import Basis, EntityKind, KnowledgeBase, Observation, Source
from isnad.facts.record import NOT_GIVEN, Bilingual
from isnad.phrases.addresses import DATA_PAGE, absolute_url, document, figure_page, source_page
from isnad.phrases.phrases import Phrases
from isnad.phrases.references import figure_reference
from isnad.site.listed import Listed
from isnad.site.meta_tags import meta_tags
from isnad.site.structured import graph as make_graph
from isnad.site.structured import structured
from isnad.text.languages import Language
from isnad.text.quantities import Measure, Precision
from rdflib import RDF, SDO, Graph, Literal, URIRef

from tests.cases import for_all
from tests.conftest import FROZEN, Built, with_observations
from tests.heads import Thing, documents, graph, head, things
from tests.site_pages import BOTH, EVERYTHING, PAGE, address, language_of, listed_pages

PROJECT = read_project(FROZEN)[0]
KB = PROJECT.kb
FIGURE = for_all("name", KB.observations)
SOURCE = for_all("name", KB.sources)
TOPICS = tuple(KB.topics)
# rdflib's list of what schema.org defines.
VOCABULARY = set(map(str, dir(SDO)))


def file_of(built: Built, path: str) -> Path:
    return built.folder / (f"{path}index.html" if not path or path.endswith("/") else path)


def graph_of(built: Built, path: str) -> Graph:
    return graph(file_of(built, path), built.url + path)


def the(found: Graph, kind: str) -> Thing:
    """Return the one thing of a kind."""
    (thing,) = things(found, kind)
    return thing


@pytest.fixture(scope="module")
def listed() -> Mapping[str, Listed]:
    """Every page of the site by its path inside `docs/`."""
    return listed_pages(PROJECT)


@PAGE
def test_every_word_is_in_the_vocabulary_of_schema_org(built: Built, path: str) -> None:
    found = graph_of(built, path)
    kinds = set(found.objects(None, RDF.type))
    assert {each for each in {*kinds, *found.predicates()} - {RDF.type} if str(each) not in VOCABULARY} == set()
    assert SDO.WebPage in kinds


@EVERYTHING
def test_nothing_is_rated(built: Built, path: str) -> None:
    said = json.dumps(documents(file_of(built, path), built.url + path))
    assert "Review" not in said.replace("lastReviewed", "")
    assert "Rating" not in said


@PAGE
def test_page_names_itself_its_language_and_its_last_review(
    built: Built, listed: Mapping[str, Listed], path: str
) -> None:
    page, own = the(graph_of(built, path), "WebPage"), head(file_of(built, path))
    assert page.address == page.one("url").address == built.url + path
    assert page.one("inLanguage") == language_of(path)
    assert same_words(page.one("description")) == same_words(own.meta["description"][0])
    assert page.one("isPartOf").address == f"{built.url}#site"
    changed = listed[docs_path(path)].modified
    assert page.maybe("lastReviewed") == (None if changed is NOT_GIVEN else changed.isoformat())


def docs_path(path: str) -> str:
    """Return the path inside `docs/` of the page at an address."""
    inside = path.removeprefix("fr/").removesuffix("/") or "index"
    return f"{language_of(path)}/{inside}.md"


@PAGE
def test_breadcrumbs_lead_from_the_home_page_to_the_page(built: Built, path: str) -> None:
    found, home = graph_of(built, path), address(language_of(path), "")
    if path == home:
        assert things(found, "BreadcrumbList") == []
        return
    items = sorted(the(found, "BreadcrumbList").all("itemListElement"), key=lambda item: int(item.one("position")))
    addresses = [item.one("item").address for item in items]
    assert [item.one("position") for item in items] == list(range(1, len(items) + 1))
    assert (addresses[0], addresses[-1]) == (built.url + home, built.url + path)
    assert len(items) == 2 + ("/" in path.removeprefix(home).rstrip("/"))
    assert all((built.folder / each.removeprefix(built.url) / "index.html").is_file() for each in addresses)
    assert the(found, "WebPage").one("breadcrumb") == the(found, "BreadcrumbList")


@PAGE
def test_other_encodings_of_a_page_are_there(built: Built, path: str) -> None:
    page = the(graph_of(built, path), "WebPage")
    encodings = [each.one("contentUrl").address for each in page.all("encoding")]
    assert len(encodings) == bool(re.search(r"(figures|sources|indicators)/.", path))
    assert [url for url in encodings if not (built.folder / url.removeprefix(built.url)).is_file()] == []


@BOTH
@FIGURE
def test_figure_page_says_what_the_observation_says(built: Built, language: Language, name: str) -> None:
    observation, path = KB.observations[name], address(language, f"figures/{name}/")
    found, p = graph_of(built, path), Phrases(KB, language, figure_page(name))
    claim, value = the(found, "Claim"), the(found, "Observation")
    assert the(found, "WebPage").one("mainEntity") == claim
    assert claim.one("about") == value
    assert claim.one("text") == observation.quotation.quote
    assert claim.one("inLanguage") == KB.sources[observation.citation.source].language
    assert claim.one("temporalCoverage") == interval(observation.period)
    assert claim.one("name") == figure_reference(p, observation).csl["title"]
    assert value.one("value") == observation.value
    assert (value.maybe("unitCode") == "P1") == (KB.unit_of(observation).measure is Measure.PERCENT)
    indicator = KB.indicator_of[name]
    assert value.one("measuredProperty").one("name") == indicator.label[language]
    assert value.one("measuredProperty").address == built.url + document(f"indicators/{indicator.id}") + "#indicator"
    assert value.maybe("marginOfError") is None
    if observation.precision is not Precision.EXACT:
        precision = KB.labels[f"note-precision-{observation.precision}"][language]
        assert same_words(precision) in same_words(value.one("description"))


def same_words(text: str) -> str:
    return " ".join(text.split())


@BOTH
@FIGURE
def test_a_claim_has_an_author_only_where_the_article_says_who_stated_it(
    built: Built, language: Language, name: str
) -> None:
    claim, authority = (
        the(graph_of(built, address(language, f"figures/{name}/")), "Claim"),
        KB.observations[name].stated_by,
    )
    said = claim.maybe("author")
    if authority.basis is not Basis.STATED:
        assert said is None
        return
    assert said.one("name") == KB.entities[authority.entity].name[language]
    assert (said.kind == "Person") == (KB.entities[authority.entity].kind is EntityKind.PERSON)


@BOTH
@FIGURE
def test_a_claim_appears_in_its_article(built: Built, language: Language, name: str) -> None:
    found = graph_of(built, address(language, f"figures/{name}/"))
    source, claim = KB.sources[KB.observations[name].citation.source], the(found, "Claim")
    assert claim.one("appearance") == claim.one("isBasedOn") == the(found, "WebPage").one("isBasedOn")
    assert_article(claim.one("appearance"), source, language, built)


@BOTH
@SOURCE
def test_source_page_is_about_its_article(built: Built, language: Language, name: str) -> None:
    found = graph_of(built, address(language, f"sources/{name}/"))
    assert_article(the(found, "WebPage").one("mainEntity"), KB.sources[name], language, built)


def assert_article(article: Thing, source: Source, language: Language, built: Built) -> None:
    """Assert that an article says what its record says, and nothing of what nobody knows."""
    page = absolute_url(built.url, language, source_page(source.id))
    assert (article.kind, article.address) == ("Article", f"{built.url}api/v1/sources/{source.id}.json#article")
    assert article.one("inLanguage") == source.language
    assert article.one("subjectOf").address == page
    publisher, author = article.maybe("publisher"), article.maybe("author")
    assert article.maybe("name") == known(source.title)
    assert (publisher and publisher.one("name")) == (
        None if source.publisher is NOT_GIVEN else KB.entities[source.publisher.value].name[language]
    )
    assert (author and (author.one("name"),)) == known(source.authors)
    assert article.maybe("datePublished") == (None if source.published is NOT_GIVEN else str(source.published.value))
    for name, detail in (("url", source.url), ("archivedAt", source.web_archive_url)):
        found = article.maybe(name)
        assert (found and found.address) == known(detail)


def known(detail: Any) -> Any:
    return None if detail is NOT_GIVEN else detail.value


@BOTH
def test_data_page_is_about_the_data_set(built: Built, language: Language) -> None:
    found = graph_of(built, address(language, "data/"))
    data = the(found, "Dataset")
    assert the(found, "WebPage").one("mainEntity") == data
    assert data.address == f"{built.url}api/v1/index.json#dataset"
    files = {each.one("contentUrl").address: each.one("encodingFormat") for each in data.all("distribution")}
    assert files == {f"{built.url}downloads/{file}": kind for file, kind in MEDIA_TYPES.items()}
    assert [url for url in files if not (built.folder / url.removeprefix(built.url)).is_file()] == []
    assert {each.address for each in data.all("isBasedOn")} == {each.address for each in things(found, "Article")}
    assert len(things(found, "Article")) == len(KB.sources)
    labels = {each.one("name") for each in data.all("variableMeasured")}
    assert labels == {each.label[language] for each in KB.indicators.values()}
    assert data.one("version") == data.one("dateModified") == str(version(KB))
    assert data.one("temporalCoverage") == coverage(KB)
    assert 50 <= len(data.one("description")) <= 5000  # as search engines for data ask


@BOTH
def test_home_page_is_about_the_site(built: Built, language: Language) -> None:
    found = graph_of(built, address(language, ""))
    site, data = the(found, "WebSite"), the(graph_of(built, address(language, "data/")), "Dataset")
    assert (site.one("name"), site.one("alternateName")) == tuple(
        KB.labels["site-name"][each] for each in (language, language.other)
    )
    assert site.one("hasPart").address == data.address


def test_both_languages_name_one_thing_alike(built: Built) -> None:
    """Pages and their breadcrumbs are two; what they are about is one, at a document of the API."""
    for page in ("", "data/", "figures/attempts-2024-9m/", f"sources/{next(iter(KB.sources))}/"):
        arabic, french = (graph_of(built, address(language, page)) for language in Language)
        for kind in ("WebSite", "Dataset", "Claim", "Observation", "Article", "Property"):
            names = {str(thing.address) for thing in things(arabic, kind)}
            assert names == {str(thing.address) for thing in things(french, kind)}
            assert kind == "WebSite" or all(file_of(built, _file(built, name)).is_file() for name in names)


def _file(built: Built, name: str) -> str:
    return name.removeprefix(built.url).partition("#")[0]


@BOTH
@pytest.mark.parametrize("topic", TOPICS)
def test_topic_pages_stay_light(built: Built, language: Language, topic: str) -> None:
    found = graph_of(built, address(language, f"{topic}/"))
    kinds = {str(kind).removeprefix(str(SDO)) for kind in found.objects(None, RDF.type)}
    assert kinds == {"WebPage", "BreadcrumbList", "ListItem"}


@PAGE
def test_no_date_is_one_that_nobody_gave(built: Built, path: str) -> None:
    """Every value that reads as a day is one of a record."""
    found = {str(value) for value in graph_of(built, path).objects() if isinstance(value, Literal)}
    days = {value for value in found if is_day(value)}
    assert days <= {day.isoformat() for day in days_of_records()}


def is_day(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def days_of_records() -> Iterator[dt.date]:
    yield from (fact.reviewed for fact in KB.facts())
    yield from (each.reviewed for each in KB.derived.values())
    yield from (each.date for each in KB.corrections.values())
    yield from (each.date for each in KB.tombstones.values())
    yield from (each.published_day for each in KB.sources.values() if each.published_day)


@BOTH
@FIGURE
def test_reference_managers_read_the_citation_of_the_page(built: Built, language: Language, name: str) -> None:
    path = address(language, f"figures/{name}/")
    csl = figure_reference(Phrases(replace(KB, site_url=built.url), language), KB.observations[name]).csl
    own = head(file_of(built, path))
    day = dt.date(*csl["issued"]["date-parts"][0])
    assert {each: values for each, values in own.meta.items() if each.startswith(("citation_", "DC.", "z:"))} == {
        "z:itemType": ["webpage"],
        "citation_title": [csl["title"]],
        "citation_language": [csl["language"]],
        "citation_public_url": [csl["URL"]],
        "citation_publisher": [csl["container-title"]],
        "citation_online_date": [f"{day:%Y/%m/%d}"],
        "DC.title": [csl["title"]],
        "DC.publisher": [csl["container-title"]],
        "DC.date": [day.isoformat()],
        "DC.language": [csl["language"]],
        "DC.identifier": [built.url + path],
        "DC.rights": ["https://creativecommons.org/licenses/by/4.0/"],
    }
    assert ("schema.DC", "", "", "http://purl.org/dc/elements/1.1/") in own.links


@BOTH
def test_reference_managers_read_the_citation_of_the_data(built: Built, language: Language) -> None:
    own = head(file_of(built, address(language, "data/")))
    assert own.meta["z:itemType"] == ["dataset"]
    assert own.meta["citation_title"] == [KB.labels["site-name"][language]]
    assert own.meta["DC.date"] == [str(version(KB))]


@PAGE
def test_no_page_names_an_author_of_its_own(built: Built, path: str) -> None:
    own = head(file_of(built, path))
    assert {"citation_author", "DC.creator", "author"} & own.meta.keys() == set()
    assert own.meta["DC.title"][0].strip()
    assert own.meta["DC.identifier"] == [built.url + path]


def test_without_a_citation_a_page_is_no_article_of_a_journal() -> None:
    page = Listed(Language.FR, "method.md", "Méthode", "Comment.", NOT_GIVEN)
    assert [tag.name for tag in meta_tags(KB, page)] == [
        *("DC.title", "DC.publisher", "DC.language", "DC.identifier", "DC.rights")
    ]


@PAGE
def test_open_graph_names_the_page(built: Built, path: str) -> None:
    own = head(file_of(built, path))
    canonical = [url for relation, _, _, url in own.links if relation == "canonical"]
    assert own.meta["og:url"] == canonical == [built.url + path]
    for name in ("og:type", "og:title", "og:description", "og:site_name", "og:locale", "og:image", "og:image:alt"):
        assert len(own.meta[name]) == 1
        assert own.meta[name][0].strip()


@PAGE
def test_language_versions_name_each_other(built: Built, path: str) -> None:
    name = path.removeprefix("fr/")
    arabic, french = (built.url + address(language, name) for language in Language)
    assert head(file_of(built, path)).alternates() == {"ar": arabic, "fr": french, "x-default": arabic}


HOSTILE = "</script><!--<script>\u2028&'\"]]>"


def test_no_text_can_end_the_script_that_holds_it() -> None:
    page = Listed(Language.FR, "method.md", HOSTILE, HOSTILE, NOT_GIVEN)
    written = structured(KB, {"fr/method.md": page}, "fr/method.md")
    assert not set("<>&'") & set(written)
    (page_node, _) = json.loads(written)["@graph"]
    assert (page_node["name"], page_node["description"]) == (HOSTILE, HOSTILE)


def test_decimals_keep_every_digit() -> None:
    observation = replace(KB.observations["rescues-2024"], value=type(KB.observations["rescues-2024"].value)("0.10"))
    kb = with_observations(KB, observation)
    page = Listed(Language.FR, figure_page(observation.id), "", "", NOT_GIVEN)
    listing = replace_page("fr/figures.md")
    assert '"value":0.10,' in structured(kb, {**listing, f"fr/{page.page}": page}, f"fr/{page.page}")


def replace_page(path: str) -> dict[str, Listed]:
    """Return the page that lists the figures, as a breadcrumb needs it."""
    return {path: Listed(Language(path[:2]), path[3:], "…", "…", NOT_GIVEN)}


def test_an_inferred_authority_is_no_author() -> None:
    name = next(each.id for each in KB.observations.values() if each.stated_by.basis is Basis.STATED)
    stated = KB.observations[name]
    reason = Bilingual(marks={}, ar="سبب", fr="raison")
    inferred = replace(stated, stated_by=replace(stated.stated_by, basis=Basis.INFERRED, reason=reason))
    assert "author" in figure(Phrases(KB, Language.FR), stated)[0]
    claim, (value, _) = figure(Phrases(with_observations(KB, inferred), Language.FR), inferred)
    assert "author" not in claim
    assert "raison" in value["description"]


def test_an_open_period_is_written_open() -> None:
    assert interval(KB.observations["attempts-2022"].period) == "2022-01-01/.."
    assert interval(KB.observations["attempts-2024-9m"].period) == "2024-01-01/2024-09-30"


def test_the_data_cover_an_open_time_only_where_a_period_is_open() -> None:
    closed: dict[str, Observation] = {
        name: each for name, each in KB.observations.items() if each.period.end is not NOT_GIVEN
    }
    assert coverage(KB) == "2022-01-01/.."
    assert coverage(replace(KB, observations=closed)) == "2024-01-01/2024-12-31"


def test_data_without_facts_are_described_without_dates(listed: Mapping[str, Listed]) -> None:
    bare: KnowledgeBase = replace(
        KB, observations={}, events={}, statements={}, derived={}, corrections={}, tombstones={}
    )
    made = make_graph(bare, listed, f"fr/{DATA_PAGE}")
    data = next(node for node in made if node["@type"] == "Dataset")
    assert {"version", "dateModified", "temporalCoverage"} & data.keys() == set()


def test_addresses_are_addresses(built: Built) -> None:
    found = graph_of(built, "figures/rescues-2024/")
    assert all(isinstance(each.node, URIRef) for each in things(found, "Article"))
