"""A made-up newsroom: thirty-four pages in both languages, built as news sites build theirs."""

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

HERE = Path(__file__).parent
LANGUAGES = ("ar", "fr")
# In which of the articles of a language a layout is shown, and how its bytes are written: (Arabic, French).
LAYOUTS = {
    "wordpress": (0, ("utf-8", "utf-8")),
    "cards": (1, ("utf-8", "utf-8")),
    "portal": (0, ("cp1256", "cp1252")),
    "soup": (2, ("utf-8", "utf-8")),
    "amp": (1, ("utf-8", "utf-8")),
    "consent": (3, ("utf-8", "utf-8")),
    "drupal": (3, ("utf-8", "utf-8")),
    "blogger": (1, ("utf-8", "utf-8")),
    "hydrated": (2, ("utf-8", "utf-8")),
    "joomla": (2, ("iso-8859-6", "iso-8859-15")),
    "mojibake": (0, ("twice", "twice")),
    "agency": (1, ("utf-8-sig", "utf-8")),
    "endless": (0, ("utf-8", "utf-8")),
    "gallery": (3, ("utf-8", "utf-16")),
    "word": (0, ("utf-8", "utf-8")),
    "bare": (2, ("utf-8", "utf-8")),
    "careless": (0, ("utf-8", "utf-8")),
}


class Page(NamedTuple):
    """A page of the newsroom: its name, its language, and what is printed in it."""

    layout: str
    language: str
    article: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.layout}-{self.language}"

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the article, as a reader numbers them."""
        return [text for part in self.article["body"] for text in _paragraphs(part)]

    @property
    def html(self) -> str:
        """The page, before it becomes bytes."""
        noise = contents()["noise"][self.language]
        date: dt.date = self.article["date"]
        words = f"{date.day} {noise['months'][date.month - 1]} {date.year}"
        kinds = dict.fromkeys(("p", "head", "items", "rows", "quote"))
        parts = [{**kinds, **(part if isinstance(part, dict) else {"p": part})} for part in self.article["body"]]
        article = {**self.article, "body": parts, "words": words}
        direction = "rtl" if self.language == "ar" else "ltr"
        template = _environment().get_template(f"{self.layout}.html")
        return template.render(a=article, n=noise, lang=self.language, dir=direction, encoding=self.encoding)

    @property
    def encoding(self) -> str:
        """How the bytes of the page are written; `twice` is UTF-8 that was taken for windows-1252."""
        return LAYOUTS[self.layout][1][LANGUAGES.index(self.language)]

    @property
    def data(self) -> bytes:
        """The page as a server sends it."""
        if self.encoding == "twice":
            return twice(self.html).encode()
        return self.html.encode(self.encoding, "xmlcharrefreplace")


def twice(text: str) -> str:
    """Return a text whose UTF-8 was read as windows-1252, as browsers read it."""
    return "".join(bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) for byte in text.encode())


def _paragraphs(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif "rows" in part:
        yield from (" · ".join(row) for row in part["rows"])
    elif "head" not in part:
        yield from part.get("items", [part.get("quote")])


@cache
def contents() -> dict[str, Any]:
    """Return the articles and the noise."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "articles.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(HERE / "layouts")
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True)


def pages() -> list[Page]:
    """Return every page of the newsroom."""
    return [
        Page(layout, language, contents()[language][number])
        for layout, (number, _) in LAYOUTS.items()
        for language in LANGUAGES
    ]
