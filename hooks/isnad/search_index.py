"""The index of the site's search, one for each language: a reader searches the pages of one language.

Only prose is found, each text under its own heading. A figure is one entry: its label, value, scope and period, then
what proves and explains it. What repeats it (tables, the marks of footnotes) is left out; so are blocks of code, whose
numbers are examples.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any, TypedDict

from markupsafe import Markup

from .addresses import absolute_url, figure_page, source_page, url
from .listed import Listed
from .model import KnowledgeBase, Observation
from .phrases import PERCENTAGE, Phrases, bare_text, plain
from .record import DEFAULT_LANGUAGE, Language
from .typography import set_spaces
from .views import authority

PATH = "search/search_index.json"
# How the search reads words and numbers: the theme's assets/javascripts/lunr/min/lunr.isnad.min.js.
READING = "isnad"

QUOTES = "#quotes"  # the section of a source that lists what is quoted from it
FOOTNOTE_MARK = re.compile(r"<sup>\d+</sup>")
BLOCK_TAG = re.compile(r"<(?P<closing>/?)(?P<name>p|ul|ol|pre)>")
PROSE = ("p", "ul", "ol")


class Entry(TypedDict):
    """A text that can be found: its address below the root of its language, and its title and text as bare HTML."""

    location: str
    title: str
    text: str


def search_indexes(merged: str, kb: KnowledgeBase, pages: Mapping[str, Listed]) -> Mapping[str, str]:
    """Return the index of each language by its path inside the site, from one that holds the sections of other pages.

    `merged` is the index of Material's search plugin, without the figures, whose `pages` have titles. Of all tags it
    keeps those of paragraphs, lists, code, sub- and superscripts, without their attributes.
    """
    index: dict[str, Any] = json.loads(merged)
    config = index["config"] | {"lang": [READING]}
    return {
        absolute_url("", language) + PATH: json.dumps(
            {"config": config, "docs": list(_entries(index["docs"], Phrases(kb, language), pages))},
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for language in Language
    }


def _entries(merged: Iterable[Entry], p: Phrases, pages: Mapping[str, Listed]) -> Iterator[Entry]:
    """Yield what can be found of the pages of a language, given the sections of all pages, a page's in order."""
    sources = {url(source_page(each.id)) for each in p.kb.sources.values()}
    found: list[Entry] = []
    for address, page in groupby(_sections(merged, p.language), lambda each: each["location"].partition("#")[0]):
        sections = list(page)
        proses = (_with_text(each, _prose(each["text"])) for each in sections)
        found += _source(*sections) if address in sources else proses
    found += (_figure(p, each, pages[f"{p.language}/{figure_page(each.id)}"]) for each in p.kb.observations.values())
    return (_with_text(each, _isolated(each["text"], p.language)) for each in found)


def _sections(merged: Iterable[Entry], language: Language) -> Iterator[Entry]:
    """Yield the sections of the pages of a language, without the marks of footnotes."""
    for each in merged:
        if _language(each["location"]) is language:
            location = each["location"].removeprefix(absolute_url("", language))
            yield {**each, "location": location, "text": FOOTNOTE_MARK.sub("", each["text"])}


def _figure(p: Phrases, observation: Observation, page: Listed) -> Entry:
    """Return the entry of a figure; the title of its page says its label, value, scope and period."""
    citation, source = observation.citation, p.kb.sources[observation.citation.source]
    lines = [
        Markup(" · ").join([authority(p, observation), plain(source.label[p.language])]),
        p.quote(citation.quote, source.language),
        p.quote(citation.translation, p.language) if source.language is not p.language else "",
        plain(observation.comment[p.language]) if observation.comment else "",
        plain(p.kb.indicator_of[observation.id].definition[p.language]),
    ]
    texts = (escape(set_spaces(bare_text(line)), quote=False) for line in lines if line)
    return {"location": url(page.page), "title": page.title, "text": "".join(f"<p>{text}</p>" for text in texts)}


def _source(page: Entry, summary: Entry, *sections: Entry) -> Iterator[Entry]:
    """Yield the entries of a source: its summary, then the rest, the quotes without what they prove."""
    yield _with_text(page, summary["text"])
    for each in sections:
        is_quotes = each["location"].endswith(QUOTES)
        yield _with_text(each, _prose(each["text"], "p")) if is_quotes else each


def _with_text(entry: Entry, text: str) -> Entry:
    """Return an entry with another text, its title such that the theme, which shows it as HTML, reads no tag in it."""
    return {**entry, "title": entry["title"].replace("<", "&lt;").replace(">", "&gt;"), "text": text}


def _prose(text: str, *kept: str) -> str:
    """Return the blocks of a text that have one of the tags `kept`, by default its paragraphs and lists: no tables."""
    blocks, depth, start = [], 0, 0
    for tag in BLOCK_TAG.finditer(text):
        if depth == 0:
            start = tag.start()
        depth += -1 if tag["closing"] else 1
        if depth == 0 and tag["name"] in (kept or PROSE):
            blocks.append(text[start : tag.end()])
    return " ".join(blocks)


def _isolated(text: str, language: Language) -> str:
    """Return a text with signs of direction: a paragraph reads in that of its first letter, a percentage as written."""
    if language is Language.AR:
        text = PERCENTAGE.sub("\u2066\\1\u2069", text)
    return text.replace("<p>", "<p>\u2068").replace("</p>", "\u2069</p>")


def _language(location: str) -> Language:
    """Return the language of a page from its address: the default one's pages stand at the root."""
    roots = {language: absolute_url("", language) for language in Language if language is not DEFAULT_LANGUAGE}
    return next((language for language, root in roots.items() if location.startswith(root)), DEFAULT_LANGUAGE)
