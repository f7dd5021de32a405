"""The Markdown version of a page, made of its finished HTML: what a reader gets, without the frame.

Made of the HTML and not of what the macros print, which is Markdown only in part: cards, tables and charts are HTML.
Links become whole addresses, so that the text can be taken elsewhere; a chart becomes the words that describe it.
"""

import posixpath
import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urljoin

from ..text.finished_notes import Note
from ..text.html_elements import fold
from ..text.languages import Language
from .markdown_elements import elements, escape, folder_of

OWN_LINK = re.compile(r'href="(?!\.\./|https?://|mailto:)')
ITSELF = 'href="./"'  # of a page, in its own address
REMEMBERED = 4_096  # footnotes


def markdown_page(text: str, notes: Sequence[Note], url: str, language: Language) -> str:
    """Return the Markdown of the content of the page at an address, given its text and footnotes as HTML."""
    folder, itself = folder_of(url), f"../{posixpath.basename(url.rstrip('/'))}/"
    from_folder = f'href="{itself}"' if urljoin(folder, itself) == url else ITSELF
    found = [_converted(text, url, language)]
    for note in notes:
        said = note.text.replace(ITSELF, from_folder)
        anywhere = not OWN_LINK.search(said)  # from any page of the folder, its links lead to the same places
        found.append(_note(note.label, said, folder if anywhere else url, language))
    return "\n\n".join(filter(None, found)).strip() + "\n"


@lru_cache(REMEMBERED)
def _note(label: str, text: str, url: str, language: Language) -> str:
    return _converted(f'<ol><li id="fn:{label}"><p>{text}</p></li></ol>', url, language)


def _converted(html: str, url: str, language: Language) -> str:
    lines = (line.rstrip(" \t") for line in fold(html, elements(url, language), escape).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
