"""The running words of a page as its author wrote them, with the calls of macros between them."""

from collections.abc import Iterator
from typing import NamedTuple

from ..text.html import Start
from ..text.reader import INLINE
from .author_html import HOLE
from .author_page import HEADINGS, number_of
from .render import Call, Page


class Run(NamedTuple):
    """The words of a paragraph, an item or a cell, a hole for each macro, these in order, and how many headings stand
    before.
    """

    section: int
    words: str
    calls: tuple[Call, ...]


def runs(page: Page) -> Iterator[Run]:
    """Yield the runs of words of a page, in order; none of a page that could not be read."""
    section, words = 0, ""
    for step in page.written.reading.page if page.written else ():
        if isinstance(step, str):
            words += step
            continue
        if step.name in INLINE:
            continue
        if words.strip():
            yield _run(page, section, words)
        words = ""
        section += isinstance(step, Start) and step.name in HEADINGS
    if words.strip():
        yield _run(page, section, words)


def _run(page: Page, section: int, words: str) -> Run:
    return Run(section, words, tuple(page.calls[number_of(sign)] for sign in HOLE.findall(words)))
