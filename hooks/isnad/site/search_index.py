"""The index of the site's search, one for each language: a reader searches the pages of one language.

Only prose is found, each text under its own heading. A figure is one entry: its label, value, scope and period, then
what proves and explains it. What repeats it (tables, the marks of footnotes) is left out; so are blocks of code, whose
numbers are examples.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from markupsafe import Markup

from ..facts.model import KnowledgeBase, Observation, Source
from ..pages.views import Quoted, authority, quotes, record
from ..phrases.addresses import absolute_url, figure_page, source_page, url
from ..phrases.phrases import PERCENTAGE, Phrases, bare_text, plain
from ..text.languages import DEFAULT_LANGUAGE, Language
from ..text.typography import set_spaces
from .listed import Listed
from .packed_index import Entry, packed

PATH = "search/search_index.json"
CODE = re.compile(r"<code[^>]*>(.*?)</code>")
FOOTNOTE_MARK = re.compile(r"<sup>\d+</sup>")
BLOCK_TAG = re.compile(r"<(?P<closing>/?)(?P<name>p|ul|ol|pre)>")
PROSE = ("p", "ul", "ol")


def search_indexes(merged: str, kb: KnowledgeBase, pages: Mapping[str, Listed]) -> Mapping[str, str]:
    """Return the index of each language by its path inside the site, from one that holds the sections of other pages.

    `merged` is the index of Material's search plugin, of the pages that are written: of all tags it keeps those of
    paragraphs, lists, code, sub- and superscripts, without their attributes. `pages` have the titles of the figures.
    """
    sections: list[Entry] = json.loads(merged)["docs"]
    return {
        absolute_url("", language) + PATH: packed(list(entries(sections, Phrases(kb, language), pages)))
        for language in Language
    }


def entries(merged: Iterable[Entry], p: Phrases, pages: Mapping[str, Listed]) -> Iterator[Entry]:
    """Yield what can be found of the pages of a language, given the sections of all that are written, in order."""
    found = [entry for each in p.kb.sources.values() for entry in _source(p, each)]
    found += ({**each, "text": _prose(each["text"])} for each in _sections(merged, p.language))
    found += (_figure(p, each, pages[f"{p.language}/{figure_page(each.id)}"]) for each in p.kb.observations.values())
    return (_shown(each, p.language) for each in found)


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
    return {"location": url(page.page), "title": page.title, "text": _paragraphs(lines)}


def _source(p: Phrases, source: Source) -> Iterator[Entry]:
    """Yield the entries of a source: its summary, its record, what is to be minded, its quotes, how to correct it."""
    page = url(source_page(source.id))
    yield {
        "location": page,
        "title": source.label[p.language],
        "text": _paragraphs([plain(source.summary[p.language])]),
    }
    details = " ".join(f"{_html(p.t(label))} {_html(value)}" for label, value in record(p, source))
    yield {"location": f"{page}#record", "title": p.t("source-record"), "text": details}
    if source.caveats:
        items = " ".join(f"<li>{_html(plain(each[p.language]))}</li>" for each in source.caveats)
        yield {"location": f"{page}#caveats", "title": p.t("source-caveats"), "text": f"<ul> {items} </ul>"}
    said = _paragraphs((line for each in quotes(p, source) for line in _quoted(p, source, each)), " ")
    yield {"location": f"{page}#quotes", "title": p.t("source-quotes"), "text": said}
    named = {"id": p.code(source.id), "file": p.code(source.at().path)}
    how = p.t("source-correct-how", guide=p.t("source-correct-guide"), **named)
    yield {"location": f"{page}#correct", "title": p.t("figure-correct"), "text": _paragraphs([how])}


def _quoted(p: Phrases, source: Source, quoted: Quoted) -> Iterator[Markup]:
    """Yield the lines of a quote of a source: where it stands, its words, and their translation."""
    yield quoted.place
    yield p.quote(quoted.quote, source.language)
    if source.language is not p.language:
        yield p.t("note-translation", text=p.quote(quoted.translation, p.language))


def _paragraphs(lines: Iterable[str], between: str = "") -> str:
    return between.join(f"<p>{_html(line)}</p>" for line in lines if line)


def _html(line: str) -> str:
    """Return what a macro made as bare HTML, the spaces of French set; only code stays marked."""
    texts = CODE.split(line)
    for at, text in enumerate(texts):
        bare = escape(bare_text(text), quote=False)
        texts[at] = f"<code>{bare}</code>" if at % 2 else bare
    return set_spaces("".join(texts))


def _shown(entry: Entry, language: Language) -> Entry:
    """Return an entry with signs of direction, its title in which the theme reads no tag."""
    title = entry["title"].replace("<", "&lt;").replace(">", "&gt;")
    return {**entry, "title": title, "text": _isolated(entry["text"], language)}


def _prose(text: str) -> str:
    """Return the paragraphs and lists of a text: no tables."""
    blocks, depth, start = [], 0, 0
    for tag in BLOCK_TAG.finditer(text):
        if depth == 0:
            start = tag.start()
        depth += -1 if tag["closing"] else 1
        if depth == 0 and tag["name"] in PROSE:
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
