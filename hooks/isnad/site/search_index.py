"""The index of the site's search, one for each language: a reader searches the pages of one language.

Only prose of pages for readers is found, each text under its own heading. A figure is one entry: its label, value,
scope and period, then what proves and explains it. What repeats it (tables, the marks of footnotes) is left out; so are
blocks of code, whose numbers are examples, and the guides for contributors.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from ..facts.indexes import synonyms
from ..facts.model import Citation, KnowledgeBase, Mention, Observation, Source
from ..pages.coverage import years_without
from ..pages.views import Quoted, authority, quotes, record
from ..phrases.addresses import absolute_url, figure_page, is_guide, source_page, url
from ..phrases.phrases import PERCENTAGE, Phrases, bare_text, plain
from ..text.cache import kept_thing
from ..text.html import End, Start, Step, steps
from ..text.languages import Language
from ..text.typography import set_spaces
from .listed import Listed
from .packed_index import Entry, packed

PATH = "search/search_index.json"
CODE = re.compile(r"<code[^>]*>(.*?)</code>")
EXCLUDED = "data-search-exclude"
PROSE, MARKED = ("p", "ul", "ol"), ("p", "ul", "ol", "li", "code", "pre", "sub", "sup")
HEADING, BLANKS, EMPTY = re.compile("h[1-6]"), re.compile(r"[ \t\n\r\f]+"), re.compile(r"<(su[bp]|p|li)>\s*</\1>")


def search_indexes(
    written: Mapping[str, str], kb: KnowledgeBase, pages: Mapping[str, Listed]
) -> Iterator[tuple[str, str]]:
    """Yield the path of the index of each language inside the site, and the index.

    `written` has the HTML of the pages that are not made of records, by their paths in `docs/`; `pages` the titles.
    """
    for language in Language:
        own = (path for path in written if path.startswith(f"{language}/") and not is_guide(path[3:]))
        pieces = ((url(path[3:]), pages[path].title, written[path]) for path in own)
        found = [entry for given in pieces for entry in kept_thing("sections", given, partial(sections, *given))]
        yield (
            absolute_url("", language) + PATH,
            packed(list(entries(found, Phrases(kb, language), pages)), synonyms(kb, language)),
        )


def entries(written: Iterable[Entry], p: Phrases, pages: Mapping[str, Listed]) -> Iterator[Entry]:
    """Yield what can be found of the pages of a language, given the sections of all that are written, in order."""
    found = [entry for source in p.kb.sources.values() for entry in _source(p, source)]
    found += written
    found += (_figure(p, each, pages[f"{p.language}/{figure_page(each.id)}"]) for each in p.kb.observations.values())
    found += _not_given(p, pages)
    return (_shown(entry, p.language) for entry in found)


def sections(address: str, title: str, html: str) -> list[Entry]:
    """Return the prose of a page under each of its headings: paragraphs and lists, no tables, no blocks of code."""
    found = [_Section(address, True)]
    opened = [Inside()]
    for step in steps(html, is_part=True):
        if isinstance(step, Start):
            opened.append(opened[-1].inner(step))
            if HEADING.fullmatch(step.name) and step.name != "h1" and "id" in step.attributes:
                found.append(_Section(f"{address}#{step.attributes['id']}", EXCLUDED not in step.attributes))
        here = opened.pop() if isinstance(step, End) else opened[-1]
        if not here.is_excluded:
            found[-1].add(step, here, opened[-1])
    return [section.entry(title) for section in found if section.is_found]


class Inside(NamedTuple):
    """What the elements around a step of a page, itself among them, make of it."""

    is_excluded: bool = False
    in_heading: bool = False
    in_code: bool = False
    in_prose: bool = False  # and not only in a block of code

    def inner(self, element: Start) -> "Inside":
        """Return the same inside a further element."""
        in_code = self.in_code or element.name == "pre"
        return Inside(
            self.is_excluded or EXCLUDED in element.attributes,
            self.in_heading or HEADING.fullmatch(element.name) is not None,
            in_code,
            self.in_prose or (element.name in PROSE and not in_code),
        )


class _Section:
    """A heading of a page and the prose below it."""

    def __init__(self, location: str, is_found: bool) -> None:
        self.location, self.is_found = location, is_found
        self.title: list[str] = []
        self.text: list[str] = []

    def add(self, step: Step, here: Inside, around: Inside) -> None:
        """Add a step of the page; what ends an element stands inside it, and `around` it are all others."""
        if here.in_heading:
            self.title.append(_piece(step, is_verbatim=False))
        elif here.in_prose:
            self.text.append(_piece(step, here.in_code))
            if isinstance(step, End) and not around.in_prose:
                self.text.append(" ")

    def entry(self, title: str) -> Entry:
        """Return what can be found of it; without a heading, it has the title of its page."""
        heading, text = (EMPTY.sub("", "".join(pieces)).strip() for pieces in (self.title, self.text))
        return {"location": self.location, "title": heading or title, "text": text}


def _piece(step: Step, is_verbatim: bool) -> str:
    """Return what stands for a step of a page: of all tags, those that a result shows, without attributes."""
    if isinstance(step, str):
        return escape(step if is_verbatim else BLANKS.sub(" ", step), quote=False)
    if step.name not in MARKED:
        return ""
    return f"<{step.name}>" if isinstance(step, Start) else f"</{step.name}>"


def _figure(p: Phrases, observation: Observation, page: Listed) -> Entry:
    """Return the entry of a figure; the title of its page says its label, value, scope and period."""
    citation, source = observation.citation, p.kb.source_of(observation)
    lines = [
        Markup(" · ").join([authority(p, observation), plain(source.label[p.language])]),
        *_words(p, source, citation),
        plain(observation.comment[p.language]) if observation.comment else "",
        plain(p.kb.indicator_of[observation.id].definition[p.language]),
    ]
    return {"location": url(page.page), "title": page.title, "text": _paragraphs(lines)}


def _not_given(p: Phrases, pages: Mapping[str, Listed]) -> Iterator[Entry]:
    """Yield an entry for each year for which no article gives an indicator; it leads to the page of its topic."""
    for indicator in p.kb.indicators.values():
        page, label = f"{indicator.topic}.md", indicator.label[p.language]
        for year in years_without(p.kb, indicator) if f"{p.language}/{page}" in pages else ():
            words = p.t("search-not-given-text", year=str(year))
            yield {
                "location": f"{url(page)}?not-given={indicator.id}-{year}",
                "title": bare_text(p.t("search-not-given", label=label, year=str(year))),
                "text": _paragraphs([plain(p.kb.topics[indicator.topic].label[p.language]), words]),
            }


def _words(p: Phrases, source: Source, citation: Citation | Mention) -> Iterator[Markup]:
    """Yield the quote of a figure, and its translation; or the number as it is printed, and that it is not verified."""
    if isinstance(citation, Mention):
        yield from filter(None, [p.printed(source, citation)])
        yield p.t("note-referenced", reading=p.reading(source))
        return
    yield p.quote(citation.quote, source.language)
    if not source.language.is_of(p.language):
        yield p.quote(citation.translated(p.language), p.language)


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
    if said:
        yield {"location": f"{page}#quotes", "title": p.t("source-quotes"), "text": said}
    named = {"id": p.code(source.id), "file": p.code(source.at().path)}
    how = p.t("source-correct-how", guide=p.t("source-correct-guide"), **named)
    yield {"location": f"{page}#correct", "title": p.t("figure-correct"), "text": _paragraphs([how])}


def _quoted(p: Phrases, source: Source, quoted: Quoted) -> Iterator[Markup]:
    """Yield the lines of a quote of a source: where it stands, its words, and their translation."""
    yield quoted.place
    yield p.quote(quoted.quote, source.language)
    if not source.language.is_of(p.language):
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


def _isolated(text: str, language: Language) -> str:
    """Return a text with signs of direction: a paragraph reads in that of its first letter, a percentage as written."""
    if language is Language.AR:
        text = PERCENTAGE.sub("\u2066\\1\u2069", text)
    return text.replace("<p>", "<p>\u2068").replace("</p>", "\u2069</p>")
