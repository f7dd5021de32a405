"""The Markdown version of a page as markdownify makes it, told what our elements mean: the reference of our own."""

import re
from collections.abc import Set
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from isnad.site.markdown_elements import AT_START, SIGNS, TITLES, URL_SIGNS, WAYS
from isnad.text.languages import Language
from markdownify import ATX, MarkdownConverter

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
            element["href"] = self.whole(element, "href")
        return str(DEFAULT.convert_a(self, element, text, parent_tags))

    def convert_img(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        element["src"] = self.whole(element, "src")
        return str(DEFAULT.convert_img(self, element, text, parent_tags))

    def whole(self, element: Tag, name: str) -> str:
        return urljoin(self.url, str(element.get(name, ""))).translate(URL_SIGNS)

    def convert_nav(self, element: Tag, text: str, **_: object) -> str:
        return "" if WAYS & _classes(element) else text

    def convert_button(self, _element: Tag, _text: str, **_: object) -> str:
        return ""

    def convert_bdi(self, element: Tag, text: str, **_: object) -> str:
        turns = self.language is Language.AR and element.get("dir") == "ltr" and text.endswith("%")
        return f"\u2066{text}\u2069" if turns else text

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
        is_line = "note-line" in _classes(element) and "_inline" not in parent_tags
        return f"\n\n{text.strip()}\n\n" if is_line else text

    def convert_svg(self, element: Tag, _text: str, **_: object) -> str:
        return f"\n\n{self.escape(str(element.get('aria-label', '')))}\n\n"

    def convert_p(self, element: Tag, text: str, parent_tags: Set[str]) -> str:
        is_title = TITLES & _classes(element) and text.strip()
        return str(DEFAULT.convert_p(self, element, f"**{text.strip()}**" if is_title else text, parent_tags))

    def convert_dt(self, element: Tag, text: str, **_: object) -> str:
        return self.convert_summary(element, text)

    def convert_dd(self, _element: Tag, text: str, **_: object) -> str:
        return f"\n\n{text.strip()}\n\n"

    def convert_summary(self, element: Tag, text: str, **_: object) -> str:
        above_notes = element.parent is not None and "footnote" in _classes(element.parent)
        return "" if above_notes else f"\n\n**{text.strip()}**\n\n"


def reference(html: str, url: str, language: Language) -> str:
    """Return the Markdown of some HTML at an address, its footnotes where they stand."""
    text = str(Converter(url, language).convert_soup(BeautifulSoup(html, "html.parser")))
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"(?m)[ \t]+$", "", text)).strip() + "\n"


def _classes(element: Tag) -> set[str]:
    return set(element.get("class") or ())


def _code_language(element: Tag) -> str:
    """Return the language of a block of code, which Markdown's extension writes as a class."""
    code = element.find("code")
    named = _classes(code) if isinstance(code, Tag) else set()
    return next((each.removeprefix("language-") for each in named if each.startswith("language-")), "")
