"""What an author's own words become as HTML, with a hole in the place of each macro: only what is allowed.

Markdown runs before the macros do, so that all HTML found is the author's, and a macro that would land inside a tag or
an address is seen. The HTML is read once, as a browser reads it, and what was read is published: no other reader can
find anything else in it. What it says and where it leads is read in the same pass.
"""

import re
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import starmap
from types import FrameType
from typing import NamedTuple

from ..problems import Message, say
from ..text import html_rules, signs, web_addresses
from ..text.html import End, Start, Step, steps
from ..text.reader import read_page
from .loose_numbers import may_hold

# Private signs, which no author may write: each hole has one of its own; another begins an address that Markdown made;
# `author_places` puts marks before words, to see where they come out.
FIRST_HOLE, FIRST_MARK, LINK, SPACE = 0xF0000, 0x100000, "\ue001", " "
HOLE, MARKS = re.compile("[\U000f0000-\U000ffffd]"), re.compile("[\U00100000-\U0010fffd]")
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
MOST_HOLES = 60_000
# A page of today takes a few milliseconds; of some texts, such as `[[[[`, the time grows with the square of the length.
CPU_SECONDS = 3
TAG = re.compile(r"<(?P<closing>/?)(?P<name>[a-zA-Z][^\s/>]*)?")
BEGUN = re.compile(r"<[a-zA-Z/!?]")  # a tag that Markdown took for text
LONGEST_SHOWN = 60
FOOTNOTE = "[^"  # begins what an author types as a footnote
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
    """What the words of a page say, and where they lead; of its texts, those that may hold a number or a mark; all that
    was read, as it is published; the holes in code.
    """

    findings: Sequence[Finding] = ()
    texts: Sequence[Text] = ()
    links: Sequence[Link] = ()
    headings: Sequence[Heading] = ()
    ids: Sequence[str] = ()
    page: Sequence[Step] = ()
    coded: Sequence[str] = ()


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
    """Return what the Markdown of a page becomes, each macro a hole."""
    try:
        with bounded(CPU_SECONDS):
            return read_html(*convert(text))
    except (TooCostly, RecursionError):
        return Reading([Finding("PAGE-COSTLY", say("page-costly", seconds=CPU_SECONDS), "")])


def convert(text: str) -> tuple[str, list[Heading], list[str]]:
    """Return the HTML of a page, its headings, and the names of the links that it defines by reference."""
    from . import author_markdown  # which takes a while to import

    html, headings, references = author_markdown.convert(text, LINK)
    return html, [*starmap(Heading, headings)], references


def read_html(html: str, headings: Sequence[Heading], references: Sequence[str]) -> Reading:
    """Return what is wrong with the HTML of a page, what a reader sees in it, and where it leads."""
    page, checker = [*steps(html, is_part=True)], _Checker()
    findings = [*checker.check(page), *_footnotes(references), *_smuggled(html, page)]
    if not any(finding.code == "HTML-ACTIVE" for finding in findings):
        findings += _misread(html, page)
    shown = starmap(Text, enumerate(read_page(_with_seals(page), SPACE).texts))
    texts = [text for text in shown if may_hold(unmarked(text.words)) or FOOTNOTE in text.words]
    return Reading(findings, texts, checker.links, headings, [*checker.ids], page, checker.coded)


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return MARKS.sub("", text)


def _with_seals(page: Sequence[Step]) -> Iterator[Step]:
    """Yield a page in which something sealed stands for each hole: it ends a run of words, as in the finished page."""
    for step in page:
        if not isinstance(step, str):
            yield step
            continue
        for number, words in enumerate(HOLE.split(step)):
            if number:
                yield from (Start("data", {"data-seal": SPACE}), End("data"))
            yield words


def _footnotes(references: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each footnote by hand that Markdown takes for a link by reference."""
    for name in references:
        if name.startswith("^"):
            yield Finding("FOOTNOTE-LITERAL", say("footnote-literal", mark=f"[{name}]"), f"[{name}]")


def _smuggled(html: str, page: Sequence[Step]) -> Iterator[Finding]:
    """Yield a finding for each private sign that is written as a character reference: it would be taken for ours."""
    found: Counter[str] = Counter()
    for step in page:
        texts = (step,) if isinstance(step, str) else step.attributes.values() if isinstance(step, Start) else ()
        found.update(sign for text in texts for sign in PRIVATE.findall(text))
    for sign in found - Counter(PRIVATE.findall(html)):
        yield Finding("INVISIBLE-SIGN", say("invisible-sign", sign=signs.named(sign), text=""), "")


def _misread(html: str, page: Sequence[Step]) -> Iterator[Finding]:
    """Yield the first tag that a browser does not read as it is written: its author meant something else."""
    tags, is_known = TAG.finditer(html), html_rules.ELEMENTS.__contains__
    tag = next(tags, None)
    for step in page:
        if isinstance(step, str) or (isinstance(step, End) and step.name in html_rules.VOID):
            continue
        closing = "/" if isinstance(step, End) else ""
        if tag and (tag["closing"], (tag["name"] or "").lower()) == (closing, step.name):
            tag = next(tags, None)
        elif step.name != "tbody":  # browsers put it into a table that lacks it
            is_of_step = tag is None or (closing and tag["name"] and not tag["closing"])
            if is_of_step:
                yield _html(say("html-unclosed", name=f"<{step.name}>"), f"<{step.name}")
                return
            break
    if tag and tag["closing"] and tag["name"]:
        written = f"</{tag['name']}>"
        name = tag["name"].lower()
        yield _html(say("html-unopened", name=written) if is_known(name) else say("html-active", name=name), written)
    elif tag:
        yield _no_tag(html[tag.start() :])


class _Checker:
    """Checks the elements and texts of one page against what an author may write."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.ids: dict[str, None] = {}
        self.links: list[Link] = []
        self.coded: list[str] = []

    def check(self, page: Sequence[Step]) -> Iterator[Finding]:
        """Yield what is wrong with elements, attributes and texts, in their order."""
        for step in page:
            if isinstance(step, str):
                yield from self.text(step)
            elif isinstance(step, Start):
                self.open.append(step.name)
                yield from self.element(step)
            else:
                self.open.pop()

    def text(self, words: str) -> Iterator[Finding]:
        """Yield what is wrong with a text: a tag that is none, a sign that nobody sees."""
        is_code = "code" in self.open or "pre" in self.open
        if is_code:
            self.coded += HOLE.findall(words)
        elif begun := BEGUN.search(words):
            yield _no_tag(words[begun.start() :])
        yield from _signs(HOLE.sub(SPACE, words), is_code)

    def element(self, start: Start) -> Iterator[Finding]:
        """Yield what is wrong with an element and its attributes."""
        name, given = start
        if wrong := html_rules.foreign(name, tuple(given)):
            yield _html(say("html-active", name=wrong), f"<{name}" if wrong == name else wrong)
        for key, value in given.items():
            if (name, key) in LINKING:
                self.links.append(Link(name, value.removeprefix(LINK), value.startswith(LINK)))
            yield from self.attribute(key, value.removeprefix(LINK))

    def attribute(self, key: str, value: str) -> Iterator[Finding]:
        """Yield what is wrong with the value of an attribute."""
        if hole := HOLE.search(value):
            yield _html(say("macro-in-tag", name=key), hole.group())
        elif key in html_rules.ADDRESSES and (said := web_addresses.refusal(value)):
            yield Finding("ADDRESS-FORM", said, value)
        elif key == "src" and (web_addresses.SCHEME.match(value)):
            yield Finding("ADDRESS-FORM", say("image-outside", address=value), value)
        elif key == "id" and (html_rules.OF_THEME_ID.match(value) or value in self.ids):
            yield _html(say("html-id", id=value), value)
        elif key == "class" and html_rules.OF_THEME_CLASS.search(value):
            yield _html(say("html-class", name=value), value)
        elif key == "id":
            self.ids[value] = None
        yield from _signs(HOLE.sub(SPACE, value), is_code=False)


def _signs(text: str, is_code: bool) -> Iterator[Finding]:
    """Yield the first unseen sign of a text; in code, isolates may stand that are closed on their line."""
    shown = signs.ISOLATE.sub("", text) if is_code and not signs.unbalanced(text) else text
    if sign := signs.unseen(shown):
        said = say("invisible-sign", sign=signs.named(sign.group()), text=" ".join(text.split())[:LONGEST_SHOWN])
        yield Finding("INVISIBLE-SIGN", said, sign.group())
    if not is_code and (word := signs.mixed(text)):
        yield Finding("MIXED-SCRIPT", say("mixed-script", text=word), word)


def _no_tag(text: str) -> Finding:
    shown = text[:LONGEST_SHOWN].partition("\n")[0]
    return _html(say("html-form", text=HOLE.sub("{{ … }}", shown)), HOLE.split(shown)[0])


def _html(said: Message, near: str) -> Finding:
    return Finding("HTML-ACTIVE", said, near.split("\n")[0])
