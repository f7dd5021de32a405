"""The index of the search: the pages of one language each, prose only, a figure as one entry."""

import json

import pytest
from isnad.facts.indexes import synonyms
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN
from isnad.phrases.addresses import figure_page, source_page, url
from isnad.phrases.phrases import Phrases
from isnad.site.listed import Listed
from isnad.site.packed_index import Entry
from isnad.site.search_index import PATH, entries, search_indexes, sections
from isnad.text.languages import Language
from isnad.text.typography import set_spaces

BOTH = pytest.mark.parametrize("language", list(Language), ids=str)


def titles(kb: KnowledgeBase) -> dict[str, Listed]:
    """Return the pages of the figures, which have titles."""
    listed = [
        Listed(language, figure_page(name), "Label: value", "", NOT_GIVEN)
        for language in Language
        for name in kb.observations
    ]
    return {f"{each.language}/{each.page}": each for each in listed}


def docs(kb: KnowledgeBase, language: Language, *written: Entry) -> list[Entry]:
    """Return all that can be found in a language, given the sections of its written pages."""
    return list(entries(written, Phrases(kb, language), titles(kb)))


def made(location: str) -> bool:
    """Return whether something is made of a record."""
    return location.startswith(("figures/", "sources/"))


def written(found: list[Entry]) -> list[Entry]:
    """Return those entries that are not made of records."""
    return [each for each in found if not made(each["location"])]


def figures(kb: KnowledgeBase, language: Language) -> list[Entry]:
    """Return what can be found of the figures."""
    return [each for each in docs(kb, language) if each["location"].startswith("figures/")]


def text(kb: KnowledgeBase, language: Language, html: str) -> str:
    return written(docs(kb, language, *sections("method/", "Title", html)))[0]["text"]


def test_each_language_has_its_own_pages_below_its_own_root(few_facts: KnowledgeBase) -> None:
    pages = titles(few_facts)
    for path in ("ar/index.md", "ar/french.md", "fr/index.md", "fr/arabic.md"):
        pages[path] = Listed(Language(path[:2]), path[3:], "Title", "", NOT_GIVEN)
    html = {path: "<h1 id='top'>A</h1><p>a</p><h2 id='b'>B</h2>" for path in pages if not made(path[3:])}
    found = {path: json.loads(index) for path, index in search_indexes(html, few_facts, pages)}
    assert {path: [at for at in index["locations"] if not made(at)] for path, index in found.items()} == {
        PATH: ["", "#b", "french/", "french/#b"],
        f"fr/{PATH}": ["", "#b", "arabic/", "arabic/#b"],
    }


@BOTH
def test_figure_is_one_entry_with_what_proves_and_explains_it(few_facts: KnowledgeBase, language: Language) -> None:
    for observation, found in zip(few_facts.observations.values(), figures(few_facts, language), strict=True):
        assert (found["location"], found["title"]) == (url(figure_page(observation.id)), "Label: value")
        source = few_facts.sources[observation.citation.source]
        parts = [
            few_facts.entities[observation.stated_by.entity].name[language],
            source.label[language],
            few_facts.indicator_of[observation.id].definition[language],
            *([observation.comment[language]] if observation.comment else []),
        ]
        shown = found["text"].replace("\u00a0", " ").replace("\u202f", " ")
        assert [part for part in parts if part not in shown] == []
        assert shown.count("«") >= (1 if source.language.is_of(language) else 2)


@BOTH
def test_figure_quotes_its_article_and_translates_it(few_facts: KnowledgeBase, language: Language) -> None:
    page = url(figure_page("attempts-2024"))
    (shown,) = (each["text"] for each in figures(few_facts, language) if each["location"] == page)
    assert "«أفادت وزارة الداخلية بنجاح المملكة في إحباط 78,685 محاولة" in shown
    assert ("«\u00a0Le ministère de l’Intérieur a indiqué" in shown) is (language is Language.FR)


@BOTH
def test_year_without_a_figure_is_an_entry_of_the_page_of_its_topic(kb: KnowledgeBase, language: Language) -> None:
    """Of the years that the grid shows, and no other; a figure whose period touches a year is one of that year."""
    listed = titles(kb) | {f"{language}/returns.md": Listed(language, "returns.md", "Title", "", NOT_GIVEN)}
    found = entries([], Phrases(kb, language), listed)
    (entry,) = [entry for entry in found if entry["location"].startswith("returns/")]
    assert entry["location"] == "returns/?not-given=voluntary-returns-2023"
    assert entry["title"].startswith(kb.indicators["voluntary-returns"].label[language])
    assert entry["text"].count("2023") == 1


@BOTH
def test_synonym_leads_to_the_name_that_lacks_it(kb: KnowledgeBase, language: Language) -> None:
    found = synonyms(kb, language)
    assert ("IOM", kb.entities["iom"].name[language]) in found
    assert ("OIM", kb.entities["iom"].name[language]) in found or language is Language.FR
    assert [word for word, name in found if word in name] == []


@BOTH
def test_source_is_its_summary_its_record_its_caveats_and_its_quotes(
    few_facts: KnowledgeBase, language: Language
) -> None:
    page, source = url(source_page("bilan-2022")), few_facts.sources["bilan-2022"]
    found = {each["location"]: each["text"] for each in docs(few_facts, language)}
    sections = [each.removeprefix(page) for each in found if each.startswith(page)]
    assert sections == ["", "#record", "#caveats", "#quotes", "#correct"]
    assert found[page] == f"<p>\u2068{set_spaces(source.summary[language])}\u2069</p>"
    assert f"<code>{source.captured.sha256}</code>" in found[f"{page}#record"]
    assert f"<li>{set_spaces(source.caveats[0][language])}</li>" in found[f"{page}#caveats"]
    assert found[f"{page}#quotes"].count("«\u00a0Le Maroc déjoue 40\u202f000 tentatives") == 1
    assert "<code>seeds/bilan-2022.yaml</code>" in found[f"{page}#correct"]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        pytest.param("<p>A</p> <ul> <li>B</li> </ul>", "<p>\u2068A\u2069</p> <ul> <li>B</li> </ul>", id="prose"),
        pytest.param(
            "<ol> <li><ul> <li>A</li> </ul></li> </ol>", "<ol> <li><ul> <li>A</li> </ul></li> </ol>", id="nested"
        ),
        pytest.param(
            "<p>A</p><table><td>78 685</td></table><p>B</p>", "<p>\u2068A\u2069</p> <p>\u2068B\u2069</p>", id="table"
        ),
        pytest.param("<p>A</p> <pre><code>78686</code></pre>", "<p>\u2068A\u2069</p>", id="code"),
        pytest.param(
            "<p>a<sup><a data-note='1'></a></sup> m<sup>er</sup></p>", "<p>\u2068a m<sup>er</sup>\u2069</p>", id="mark"
        ),
        pytest.param("<p>A</p><div data-search-exclude><p>B</p></div>", "<p>\u2068A\u2069</p>", id="excluded"),
        pytest.param("", "", id="nothing"),
    ],
)
@BOTH
def test_prose_is_found_and_nothing_else(few_facts: KnowledgeBase, language: Language, html: str, found: str) -> None:
    assert text(few_facts, language, html) == found


@pytest.mark.parametrize(("language", "shown"), [(Language.AR, "\u206658%\u2069"), (Language.FR, "58%")], ids=str)
def test_percentage_keeps_its_order_in_arabic(few_facts: KnowledgeBase, language: Language, shown: str) -> None:
    assert text(few_facts, language, "<ul><li>و58%</li></ul>") == f"<ul><li>و{shown}</li></ul>"


def test_each_heading_begins_a_section_but_one_that_is_excluded() -> None:
    html = (
        "<h1 id='top'>A <b>a</b></h1><p>b</p><h2 id='x'><code>C</code><a class='headerlink'></a></h2><p>d</p>"
        "<h2 id='y' data-search-exclude>E</h2><p>f</p><h3>g</h3><h2 id='z'>H</h2>"
    )
    assert sections("p/", "Title", html) == [
        {"location": "p/", "title": "A a", "text": "<p>b</p>"},
        {"location": "p/#x", "title": "<code>C</code>", "text": "<p>d</p>"},
        {"location": "p/#z", "title": "H", "text": ""},
    ]
