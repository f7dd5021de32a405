"""The Markdown version of a page, made of its finished HTML: what a reader gets, without the frame.

Made of the HTML and not of what the macros print, which is Markdown only in part: cards, tables and charts are HTML.
Links become whole addresses, so that the text can be taken elsewhere; a chart becomes the words that describe it.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, MarkdownConverter

from .finished_notes import Note
from .record import Language

# Of no use without the page, as are its buttons and the rule above its footnotes: ways to other places of it.
WAYS = {"breadcrumbs", "headerlink", "footnote-backref"}
# What Markdown would read as its own, where a text means it.
SIGNS = re.compile(r"([\\`*_<\[\]|]|&(?=#?\w+;))")
AT_START = re.compile(r"^(\s*(?:\d{1,9}(?=[.)]\s)|(?=[#>+-]+\s)))")
URL_SIGNS = str.maketrans({"(": "%28", ")": "%29", " ": "%20"})
OWN_LINK = re.compile(r'href="(?!\.\./|https?://|mailto:)')
REMEMBERED = 4_096  # footnotes
ISOLATED = "\u2066{}\u2069"
DEFAULT: Any = MarkdownConverter  # whose types lack the methods that one overrides


class Converter(MarkdownConverter):
    """Converts the elements that the site gives a meaning of its own."""

    def __init__(self, url: str, language: Language) -> None:
        super().__init__(heading_style=ATX, bullets="-", autolinks=False, code_language_callback=_code_language)
        self.url, self.language = url, language

    # The names and arguments of these are markdownify's.

    def escape(self, text: str, _parent_tags: Set[str] = frozenset()) -> str:
        return AT_START.sub(r"\1\\", SIGNS.sub(r"\\\1", text))

    def convert_a(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        if WAYS & _classes(element):
            return ""
        if "footnote-ref" not in _classes(element):
            element["href"] = urljoin(self.url, str(element.get("href", ""))).translate(URL_SIGNS)
        return str(DEFAULT.convert_a(self, element, text, parent_tags))

    def convert_nav(self, element: Tag, text: str, **_: object) -> str:
        return "" if WAYS & _classes(element) else text

    def convert_hr(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        above_notes = element.parent is not None and "footnote" in _classes(element.parent)
        return "" if above_notes else str(DEFAULT.convert_hr(self, element, text, parent_tags))

    def convert_button(self, _element: Tag, _text: str, **_: object) -> str:
        return ""

    def convert_bdi(self, element: Tag, text: str, **_: object) -> str:
        """Keep the sign of a percentage on its side, where the text around it runs from right to left."""
        turns = self.language is Language.AR and element.get("dir") == "ltr" and text.endswith("%")
        return ISOLATED.format(text) if turns else text

    def convert_sup(self, element: Tag, text: str, **_: object) -> str:
        note = element.find("a", class_="footnote-ref")
        return f"[^{str(note['href']).removeprefix('#fn:')}]" if isinstance(note, Tag) else text

    def convert_li(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        label = str(element.get("id", ""))
        if not label.startswith("fn:"):
            return str(DEFAULT.convert_li(self, element, text, parent_tags))
        lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
        return f"\n\n[^{label.removeprefix('fn:')}]: " + "\n\n    ".join(lines) + "\n\n"

    def convert_span(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        """Give each line of a footnote or a proof a paragraph of its own."""
        is_line = "note-line" in _classes(element) and "_inline" not in parent_tags
        return f"\n\n{text.strip()}\n\n" if is_line else text

    def convert_svg(self, element: Tag, _text: str, **_: object) -> str:
        return f"\n\n{self.escape(str(element.get('aria-label', '')))}\n\n"

    def convert_p(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        titles = {"admonition-title", "chart-title", "table-title"} & _classes(element)
        return str(DEFAULT.convert_p(self, element, f"**{text.strip()}**" if titles else text, parent_tags))

    def convert_dt(self, _element: Tag, text: str, **_: object) -> str:
        return f"\n\n**{text.strip()}**\n\n"

    def convert_dd(self, _element: Tag, text: str, **_: object) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_summary(self, _element: Tag, text: str, **_: object) -> str:
        return f"\n\n**{text.strip()}**\n\n"


def markdown_page(text: str, notes: Sequence[Note], url: str, language: Language) -> str:
    """Return the Markdown of the content of the page at an address, given its text and footnotes as HTML."""
    found = [_converted(text, url, language)]
    for note in notes:
        anywhere = not OWN_LINK.search(note.text)  # from any page of the folder, its links lead to the same places
        found.append(_note(note.label, note.text, urljoin(url, "../-/") if anywhere else url, language))
    lines = re.sub(r"[ \t]+$", "", "\n\n".join(found), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


@lru_cache(REMEMBERED)
def _note(label: str, text: str, url: str, language: Language) -> str:
    return _converted(f'<ol><li id="fn:{label}"><p>{text}</p></li></ol>', url, language)


def _converted(html: str, url: str, language: Language) -> str:
    return str(Converter(url, language).convert_soup(BeautifulSoup(html, "html.parser")))


def _classes(element: Tag) -> set[str]:
    return set(element.get("class") or ())


def _code_language(element: Tag) -> str:
    """Return the language of a block of code, which Markdown's extension writes as a class."""
    code = element.find("code")
    named = _classes(code) if isinstance(code, Tag) else set()
    return next((each.removeprefix("language-") for each in named if each.startswith("language-")), "")
