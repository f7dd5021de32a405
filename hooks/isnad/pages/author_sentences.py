"""The running words of a page and its sentences as its author wrote them, with the calls of macros between them."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ..text.html import Start
from ..text.reader import INLINE
from .author_html import HOLE
from .author_page import HEADINGS, number_of
from .render import Call, Page

SENTENCE = re.compile(r"\S.*?(?:[.!?؟…]+(?:[ \u00a0\u202f]?»|[”\")\]*_])*(?=\s|$)|$)", re.DOTALL)


SHOWING = frozenset({"figure", "derived", "statement", "statements", "observations", "headlines"})


class Run(NamedTuple):
    """The words of a paragraph, an item or a cell, or of a sentence of one, a hole for each macro, these in order, and
    how many headings stand before.
    """

    section: int
    words: str
    calls: tuple[Call, ...]


def shows_facts(page: Page) -> bool:
    """Return whether a page shows facts by macros; one that does not is about the site."""
    return not SHOWING.isdisjoint(call.name for call in page.calls)


def runs(page: Page) -> Iterator[Run]:
    """Yield the runs of words of a page, in order; none of a page that could not be read."""
    section, words = 0, ""
    for step in [*page.written.reading.page, Start("p", {})] if page.written else ():
        if isinstance(step, str):
            words += step
        elif step.name not in INLINE:
            if words.strip():
                yield Run(section, words, tuple(page.calls[number_of(sign)] for sign in HOLE.findall(words)))
            words = ""
            section += isinstance(step, Start) and step.name in HEADINGS


def sentences(page: Page) -> Iterator[Run]:
    """Yield the sentences of a page, in order."""
    for run in runs(page):
        calls = iter(run.calls)
        for found in SENTENCE.finditer(run.words):
            yield Run(run.section, found.group(), tuple(islice(calls, len(HOLE.findall(found.group())))))


def place(page: Page, call: Call) -> tuple[int, int]:
    """Return line and column of what a call of a page is given, in the file."""
    line = page.written.body.split("\n")[call.line - 1] if page.written else ""
    return call.line, max(line.find(f'"{call.args[0]}"' if call.args else call.name), 0) + 1
