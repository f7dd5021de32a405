"""The Markdown version of a page, made of its finished HTML: what a reader gets, without the frame.

Links become whole addresses, so that the text can be taken elsewhere; a chart becomes the words that describe it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..text.html import steps
from ..text.languages import Language
from .folding import fold
from .markdown_elements import elements, escape

REMEMBERED = 4_096  # footnotes


def markdown_page(text: str, notes: Sequence[tuple[str, str]], url: str, shared: str, language: Language) -> str:
    """Return the Markdown of the content of the page at an address, given its text and its footnotes as HTML.

    A footnote is its label and what it says; its links lead from the address that the pages of a folder share.
    """
    found = [_converted(text, url, language)]
    found += (_note(label, note, shared, language) for label, note in notes)
    return "\n\n".join(filter(None, found)).strip() + "\n"


@lru_cache(REMEMBERED)
def _note(label: str, text: str, url: str, language: Language) -> str:
    return _converted(f'<ol><li id="fn:{label}"><p>{text}</p></li></ol>', url, language)


def _converted(html: str, url: str, language: Language) -> str:
    lines = (
        line.rstrip(" \t") for line in fold([*steps(html, is_part=True)], elements(url, language), escape).split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
