"""What an author's own words become as HTML, with a hole in the place of each macro: only what is allowed.

Markdown runs before the facts are filled in, so that all HTML found is the author's, and so that a macro that would
land inside a tag or an address is seen. The HTML is read by one strict form of a tag. What does not fit it is refused,
since browsers and parsers of HTML differ in such forms only. What it says and where it leads is read in the same pass.
"""

import json
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from itertools import starmap
from types import FrameType
from typing import NamedTuple

from ..problems import Message, say
from ..text import html_rules, signs, web_addresses
from ..text.cache import kept
from ..text.html_rules import ATTRIBUTE
from .loose_numbers import may_hold

# A hole stands for what a macro makes; a link's sign begins an address that Markdown made. No author may write either.
HOLE, LINK, SPACE = "\ue000", "\ue001", " "
# A page of today takes a few milliseconds; of some texts, such as `[[[[`, the time grows with the square of the length.
CPU_SECONDS = 3
TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)"
    r"(?P<attributes>(?:\s+[a-zA-Z][a-zA-Z0-9-]*(?:=(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>=`]+))?)*)\s*/?>"
)
# What would become a tag together with what a macro makes behind it. Inside of a line, code is code.
BEGUN, BEGUN_IN_CODE = re.compile(r"<[a-zA-Z/!?]"), re.compile(r"\n\s*<[a-zA-Z/!?]")
# The ids that Markdown gives the notes of macros.
NOTE_ID = re.compile(r"fn(?:ref\d*)?:(?:observation|derived|event|statement|term|source)-")
LONGEST_SHOWN = 60
# What `author_places` puts before words, to see where they come out.
FIRST_MARK, MARKS = 0x100000, re.compile("[\U00100000-\U0010fffd]")
FOOTNOTE = "[^"  # seen where Markdown reads no footnote
LINKING = {("a", "href"), ("img", "src")}


class Finding(NamedTuple):
    """What an author must not write: the code and words of the problem, and the words near which it stands."""

    code: str
    said: Message
    near: str


class Link(NamedTuple):
    """A link or picture: the tag, the address, and whether MkDocs resolves it, as it does what Markdown made."""

    tag: str
    address: str
    resolved: bool


class Heading(NamedTuple):
    """A heading: its level, its id, whether the author gave that, and its words."""

    level: int
    id: str
    given: bool
    words: str


class Text(NamedTuple):
    """A run of words that a reader sees, and its place among all of the page."""

    order: int
    words: str


class Reading(NamedTuple):
    """What the words of a page say, and where they lead; of its texts, those that may hold a number or a mark."""

    findings: Sequence[Finding] = ()
    texts: Sequence[Text] = ()
    links: Sequence[Link] = ()
    headings: Sequence[Heading] = ()
    ids: Sequence[str] = ()


class TooCostly(Exception):
    """A page takes longer than any page of use."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooCostly where what is inside takes more seconds of CPU. Without effect outside of Unix's main thread."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TooCostly

    try:
        before = signal.signal(signal.SIGPROF, stop)
    except (AttributeError, ValueError):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def read(text: str) -> Reading:
    """Return what the Markdown of a page becomes, each macro a HOLE; kept where nothing is wrong with it."""
    reading: Reading | None = None

    def anew() -> bytes:
        nonlocal reading
        reading = read_anew(text)
        return b"" if reading.findings else json.dumps(reading[1:]).encode()

    found = kept("author-html", text, anew)
    if reading is None:
        reading = _unpacked(found) if found else read_anew(text)
    return reading


def _unpacked(found: bytes) -> Reading:
    texts, links, headings, ids = json.loads(found)
    return Reading((), [*starmap(Text, texts)], [*starmap(Link, links)], [*starmap(Heading, headings)], ids)


def read_anew(text: str) -> Reading:
    """Return the same, read now."""
    try:
        with bounded(CPU_SECONDS):
            return read_html(*convert(text), text)
    except (TooCostly, RecursionError):
        return Reading([Finding("PAGE-COSTLY", say("page-costly", seconds=CPU_SECONDS), "")])


def convert(text: str) -> tuple[str, list[Heading]]:
    """Return the HTML of a page, and its headings."""
    from .author_markdown import AuthorExtension, create_markdown

    author = AuthorExtension(LINK)
    html = create_markdown(author).convert(text)
    return html, [*starmap(Heading, author.headings)]


def read_html(html: str, headings: Sequence[Heading], text: str) -> Reading:
    """Return what is wrong with the HTML of a page, what a reader sees in it, and where it leads."""
    from ..text.reader import read_page

    page = _Page(text)
    findings = list(page.read(html))
    ids = [*page.ids, *(heading.id for heading in headings)]
    # What a macro makes ends a run of words, as it does in the finished page.
    filled = html.replace(LINK, "").replace(HOLE, f'<data data-seal="{HOLE}"></data>')
    shown = (Text(order, text.words) for order, text in enumerate(read_page(filled, HOLE).texts))
    texts = [text for text in shown if may_hold(unmarked(text.words)) or FOOTNOTE in text.words]
    return Reading(findings, texts, page.links, headings, ids)


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return MARKS.sub("", text)


class _Page:
    """Reads the HTML of one page from its beginning to its end."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[Link] = []

    def read(self, html: str) -> Iterator[Finding]:
        """Yield what is wrong with tags, attributes and texts, in their order."""
        position = 0
        for tag in TAG.finditer(html):
            yield from self.text(html[position : tag.start()])
            yield from self.closing(tag) if tag["closing"] else self.opening(tag)
            position = tag.end()
        yield from self.text(html[position:])
        yield from (_html(say("html-unclosed", name=f"<{name}>"), f"<{name}") for name in self.open)

    def text(self, html: str) -> Iterator[Finding]:
        """Yield what is wrong with a text between tags: a tag that is none, a sign that nobody sees."""
        text, is_code = unescape(html.replace(HOLE, SPACE)), "code" in self.open
        if (at := html.find("<")) >= 0:
            yield _no_tag(html[at:])
        elif "pre" not in self.open and (begun := (BEGUN_IN_CODE if is_code else BEGUN).search(text)):
            yield _no_tag(text[begun.start() :].lstrip())
        yield from _signs(text, html, is_code or "pre" in self.open)

    def closing(self, tag: re.Match[str]) -> Iterator[Finding]:
        name = tag["name"].lower()
        if self.open and self.open[-1] == name:
            self.open.pop()
        elif name not in html_rules.ELEMENTS:
            yield _html(say("html-active", name=name), tag.group())
        else:
            yield _html(say("html-unopened", name=tag.group()), tag.group())
            while name in self.open and self.open.pop() != name:
                pass

    def opening(self, tag: re.Match[str]) -> Iterator[Finding]:
        name = tag["name"].lower()
        given = [(key.lower(), unescape("".join(values))) for key, *values in ATTRIBUTE.findall(tag["attributes"])]
        if wrong := html_rules.foreign(name, tuple(key for key, _ in given)):
            yield _html(say("html-active", name=wrong), tag.group() if wrong == name else wrong)
        if name not in html_rules.VOID:
            self.open.append(name)
        for key, value in given:
            if (name, key) in LINKING:
                self.links.append(Link(name, value.removeprefix(LINK), value.startswith(LINK)))
            yield from self.attribute(key, value.removeprefix(LINK), tag.group().replace(LINK, ""))

    def attribute(self, key: str, value: str, tag: str) -> Iterator[Finding]:
        """Yield what is wrong with the value of an attribute."""
        if HOLE in value:
            yield _html(say("macro-in-tag", name=key), value.partition(HOLE)[0] or key)
        elif key in html_rules.ADDRESSES and (said := web_addresses.refusal(value)):
            yield Finding("ADDRESS-FORM", said, value)
        elif key == "src" and (web_addresses.SCHEME.match(value)):
            yield Finding("ADDRESS-FORM", say("image-outside", address=value), value)
        elif key == "id" and (html_rules.OF_THEME_ID.match(value) or self.is_note_of_macro(value) or value in self.ids):
            yield _html(say("html-id", id=value), value)
        elif key == "class" and html_rules.OF_THEME_CLASS.search(value):
            yield _html(say("html-class", name=value), value)
        elif key == "id":
            self.ids.add(value)
        yield from _signs(value.replace(HOLE, SPACE), tag, is_code=False)

    def is_note_of_macro(self, id: str) -> bool:
        """Return whether an id is that of a macro's footnote; a footnote of that name by hand is reported as such."""
        note = NOTE_ID.match(id)
        return note is not None and f"[^{id.partition(':')[2]}]" not in self.markdown


def _signs(text: str, html: str, is_code: bool) -> Iterator[Finding]:
    """Yield the first unseen sign of a text; in code, isolates may stand that are closed on their line."""
    shown = signs.ISOLATE.sub("", text) if is_code and not signs.unbalanced(text) else text
    if sign := signs.unseen(shown):
        near = sign.group() if sign.group() in html else ""
        said = say("invisible-sign", sign=signs.named(sign.group()), text=" ".join(text.split())[:LONGEST_SHOWN])
        yield Finding("INVISIBLE-SIGN", said, near)
    if not is_code and (word := signs.mixed(text)):
        yield Finding("MIXED-SCRIPT", say("mixed-script", text=word), word)


def _no_tag(text: str) -> Finding:
    shown = text[:LONGEST_SHOWN].partition("\n")[0]
    return _html(say("html-form", text=shown.replace(HOLE, "{{ … }}")), shown.partition(HOLE)[0])


def _html(said: Message, near: str) -> Finding:
    return Finding("HTML-ACTIVE", said, near.split("\n")[0])
