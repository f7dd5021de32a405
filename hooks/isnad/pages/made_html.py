"""The Markdown of made pages to HTML, as Python-Markdown does it, in a small part of its time.

Made pages hold the Markdown of our own templates, in which every sign of a text that Markdown would read is an entity
(`phrases.plain`). What is left is known: headings with an anchor, lists, HTML, paragraphs, links to pages, marks and
definitions of footnotes. A test compares what this makes of every page with what Python-Markdown makes of it.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from ..phrases.addresses import relative_url
from ..text.finished_notes import Note, note_list
from ..text.typography import set_spaces
from .footnotes import MARK

# What stays as it is: blocks that Markdown does not look into, blocks of inline Markdown.
RAW = re.compile(r"(?ms)^(<details.*?</details>)$")
SPAN = re.compile(r'(?ms)^(<(\w+)[^>]* markdown="span">.*?</\2>)$')
SWITCH = re.compile(r' markdown="\w+"')
BLOCK = re.compile(r"</?(?:nav|[ou]l|li|p|div|d[ldt]|table|thead|tbody|tr|t[hd])\b")
HEADING = re.compile(r"(#+) (.*) \{ #([\w-]+)(.*?) \}")
ITEM = re.compile(r"- (.*)")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s#]*)(#[^()\s]*)?\)")
ANY = "-.md"  # no page is called so
REMEMBERED = 4_096  # footnotes: pages about the same records follow each other


class Heading(NamedTuple):
    """A heading: its level, its anchor, its bare text."""

    level: int
    id: str
    name: str


class Words(NamedTuple):
    """What links to a heading and back from a footnote are called; `{}` stands for the number of the note."""

    permalink: str
    backlink: str


class Rendered(NamedTuple):
    """A page as HTML, its French spaces set: the text, the footnotes below it; and its headings."""

    text: str
    notes: list[Note]
    headings: list[Heading]

    @property
    def html(self) -> str:
        """The whole page."""
        return self.text + note_list(self.notes)


def made_html(body: str, notes: Mapping[str, str], here: str, words: Words) -> Rendered:
    """Return a made page as HTML, given its Markdown; `here` is its path inside its language's folder."""
    renderer = Renderer(here, words, {label: number for number, label in enumerate(notes, 1)})
    text = set_spaces("\n".join(renderer.parts(body)))
    return Rendered(text, [renderer.note(label, said) for label, said in notes.items()], renderer.headings)


class Renderer:
    """Renders one page, and remembers what it saw on the way."""

    def __init__(self, here: str, words: Words, numbers: Mapping[str, int]) -> None:
        self.here, self.words, self.numbers = here, words, numbers
        self.headings: list[Heading] = []
        self.uses: dict[str, int] = {}

    def parts(self, markdown: str) -> Iterator[str]:
        """Yield the HTML of each block."""
        for raw, text in zip([*RAW.findall(markdown), ""], RAW.split(markdown)[0::2], strict=True):
            pieces = SPAN.split(text)
            for span, piece in zip([*pieces[1::3], ""], pieces[0::3], strict=True):
                yield from self.blocks(piece)
                yield self.inline(SWITCH.sub("", span))
            yield raw

    def blocks(self, text: str) -> Iterator[str]:
        for kind, group in groupby(SWITCH.sub("", text).split("\n"), _kind):
            lines = [line.strip() for line in group]
            if kind is HEADING:
                yield from map(self.heading, lines)
            elif kind is ITEM:
                items = "\n".join(f"<li>{self.inline(line[2:])}</li>" for line in lines)
                yield f"<ul>\n{items}\n</ul>"
            elif kind is BLOCK:
                yield self.inline("\n".join(lines))
            elif kind:
                yield f"<p>{self.inline(chr(10).join(lines))}</p>"

    def heading(self, line: str) -> str:
        found = HEADING.fullmatch(line)
        assert found, line
        level, text, anchor, attributes = len(found[1]), self.inline(found[2]), found[3], found[4]
        self.headings.append(Heading(level, anchor, re.sub(r"<[^>]*>", "", text)))
        link = f'<a class="headerlink" href="#{anchor}" title="{self.words.permalink}">&para;</a>'
        return f'<h{level} id="{anchor}"{attributes}>{text}{link}</h{level}>'

    def inline(self, text: str) -> str:
        return MARK.sub(self.mark, _linked(text, self.here))

    def mark(self, found: re.Match[str]) -> str:
        label = found["label"]
        self.uses[label] = use = self.uses.get(label, 0) + 1
        reference = f'<a class="footnote-ref" href="#fn:{label}">{self.numbers[label]}</a>'
        return f'<sup id="fnref{_nth(use)}:{label}">{reference}</sup>'

    def note(self, label: str, text: str) -> Note:
        """Return a footnote, with a way back to each of its marks."""
        title = self.words.backlink.format(self.numbers[label])
        ways = [
            f'<a class="footnote-backref" href="#fnref{_nth(use)}:{label}" title="{title}">&#8617;</a>'
            for use in range(1, self.uses.get(label, 0) + 1)
        ]
        name = posixpath.basename(self.here)
        here = self.here if f"]({name}" in text else posixpath.join(posixpath.dirname(self.here), ANY)
        return Note(label, _note_text(text, here), f"&#160;{' '.join(ways)}")


@lru_cache(REMEMBERED)
def _note_text(text: str, here: str) -> str:
    """Return what a footnote says, on a page or on any page of a folder that it does not link to."""
    return set_spaces(_linked(text.strip(), here))


def _linked(text: str, here: str) -> str:
    """Return a text with its links to pages of the language as a page's HTML has them."""

    def link(found: re.Match[str]) -> str:
        page = posixpath.normpath(posixpath.join(posixpath.dirname(here), found[2]))
        return f'<a href="{relative_url(here, page)}{found[3] or ""}">{found[1]}</a>'

    return LINK.sub(link, text)


def _kind(line: str) -> re.Pattern[str] | str:
    """Return what a line is: a heading, an item of a list, HTML, a paragraph, or nothing."""
    stripped = line.strip()
    return next((each for each in (HEADING, ITEM, BLOCK) if each.match(stripped)), stripped and "paragraph")


def _nth(use: int) -> str:
    return str(use) if use > 1 else ""
