"""The Markdown of made pages to HTML, as Python-Markdown does it, in a small part of its time.

Made pages hold the Markdown of our own templates, in which every sign of a text that Markdown would read is an entity
(`phrases.plain`). What is left is known: headings with an anchor, lists, HTML, paragraphs, links to pages, marks and
definitions of footnotes. A test compares what this makes of every page with what Python-Markdown makes of it.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from .addresses import relative_url
from .footnotes import MARK

# What stays as it is: blocks that Markdown does not look into, blocks of inline Markdown.
RAW = re.compile(r"(?ms)^(<details.*?</details>)$")
SPAN = re.compile(r'(?ms)^(<(\w+)[^>]* markdown="span">.*?</\2>)$')
SWITCH = re.compile(r' markdown="\w+"')
BLOCK = re.compile(r"</?(?:nav|[ou]l|li|p|div|d[ldt]|table|thead|tbody|tr|t[hd])\b")
HEADING = re.compile(r"(#+) (.*) \{ #([\w-]+)(.*?) \}")
ITEM = re.compile(r"- (.*)")
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s#]*)(#[^()\s]*)?\)")
DEFINITION = re.compile(r"(?m)^\[\^([^\]]+)\]: (.*)\n?")
ANCHOR = re.compile(r' id="([^"]+)"')


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
    """A page as HTML, its headings, its anchors, and its links: each path inside the language's folder and anchor."""

    html: str
    headings: list[Heading]
    anchors: set[str]
    links: list[tuple[str, str]]

    def toc(self) -> list[Any]:
        """Return the headings as Python-Markdown's table of contents has them: the second level below the first."""
        first, *others = ({**each._asdict(), "children": []} for each in self.headings)
        return [{**first, "children": others}]


def made_html(markdown: str, here: str, words: Words) -> Rendered:
    """Return a made page as HTML; `here` is its path inside its language's folder."""
    notes = {found[1]: (number, found[2]) for number, found in enumerate(DEFINITION.finditer(markdown), 1)}
    renderer = Renderer(here, words, {label: number for label, (number, _) in notes.items()})
    body = "\n".join(renderer.parts(DEFINITION.sub("", markdown)))
    definitions = "\n".join(renderer.note(label, text) for label, (_, text) in notes.items())
    footnotes = f'\n<div class="footnote">\n<hr />\n<ol>\n{definitions}\n</ol>\n</div>' if notes else ""
    html = body + footnotes
    return Rendered(html, renderer.headings, set(ANCHOR.findall(html)), renderer.links)


class Renderer:
    """Renders one page, and remembers what it saw on the way."""

    def __init__(self, here: str, words: Words, numbers: Mapping[str, int]) -> None:
        self.here, self.words, self.numbers = here, words, numbers
        self.headings: list[Heading] = []
        self.links: list[tuple[str, str]] = []
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
        return MARK.sub(self.mark, LINK.sub(self.link, text))

    def link(self, found: re.Match[str]) -> str:
        page = posixpath.normpath(posixpath.join(posixpath.dirname(self.here), found[2]))
        anchor = found[3] or ""
        self.links.append((page, anchor[1:]))
        return f'<a href="{relative_url(self.here, page)}{anchor}">{found[1]}</a>'

    def mark(self, found: re.Match[str]) -> str:
        label = found["label"]
        self.uses[label] = use = self.uses.get(label, 0) + 1
        reference = f'<a class="footnote-ref" href="#fn:{label}">{self.numbers[label]}</a>'
        return f'<sup id="fnref{_nth(use)}:{label}">{reference}</sup>'

    def note(self, label: str, text: str) -> str:
        """Return a footnote, with a way back to each of its marks."""
        title = self.words.backlink.format(self.numbers[label])
        ways = [
            f'<a class="footnote-backref" href="#fnref{_nth(use)}:{label}" title="{title}">&#8617;</a>'
            for use in range(1, self.uses.get(label, 0) + 1)
        ]
        return f'<li id="fn:{label}">\n<p>{self.inline(text.strip())}&#160;{" ".join(ways)}</p>\n</li>'


def _kind(line: str) -> re.Pattern[str] | str:
    """Return what a line is: a heading, an item of a list, HTML, a paragraph, or nothing."""
    stripped = line.strip()
    return next((each for each in (HEADING, ITEM, BLOCK) if each.match(stripped)), stripped and "paragraph")


def _nth(use: int) -> str:
    return str(use) if use > 1 else ""
