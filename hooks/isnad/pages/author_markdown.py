"""Python-Markdown as it reads an author's own words; the only module that imports it."""

import re
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from pymdownx.slugs import slugify  # type: ignore[import-untyped]

EXTENSIONS: dict[str, dict[str, Any]] = {
    "fenced_code": {},
    "admonition": {},
    "attr_list": {},
    "md_in_html": {},
    "tables": {"use_align_attribute": True},  # no style inside a tag
    "toc": {"slugify": slugify(case="lower")},
}
HEADING = re.compile("h[1-6]")
ADDRESSES = {"a": "href", "img": "src"}
# Before and after the table of contents, which gives ids to headings that have none; after all others.
BEFORE_IDS, AFTER_IDS, LINKS = 6, 4, 0


class AuthorExtension(Extension):  # type: ignore[misc]
    """Notes the headings of a page; puts a sign before addresses that Markdown made: not those in HTML by hand.

    Of each heading it notes the level, the id, whether the author gave that, and the words.
    """

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.sign = sign
        self.headings: list[tuple[int, str, bool, str]] = []
        self.given: set[Element] = set()

    def reset(self) -> None:
        """Forget the page before; `Markdown.reset` calls it."""
        self.headings, self.given = [], set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown calls it so
        md.registerExtension(self)
        for step, priority in ((self.before_ids, BEFORE_IDS), (self.after_ids, AFTER_IDS), (self.links, LINKS)):
            processor = Treeprocessor(md)
            processor.run = step
            md.treeprocessors.register(processor, step.__name__, priority)

    def before_ids(self, root: Element) -> None:
        self.given = {element for element in _headings(root) if element.get("id")}

    def after_ids(self, root: Element) -> None:
        for element in _headings(root):
            words = " ".join("".join(element.itertext()).split())
            self.headings.append((int(element.tag[1]), element.get("id", ""), element in self.given, words))

    def links(self, root: Element) -> None:
        for element in root.iter():
            if (name := ADDRESSES.get(element.tag)) and (address := element.get(name)) is not None:
                element.set(name, self.sign + address)


def convert(text: str, sign: str) -> tuple[str, list[tuple[int, str, bool, str]], list[str]]:
    """Return a page's Markdown as HTML, its headings, and the names of the links that it defines by reference."""
    markdown, author = _reader(sign)
    html: str = markdown.reset().convert(text)
    return html, author.headings, list(markdown.references)


@cache
def _reader(sign: str) -> tuple[Markdown, AuthorExtension]:
    """Return what reads pages one after the other, and what it notes of the last."""
    author = AuthorExtension(sign)
    return Markdown(extensions=[*EXTENSIONS, author], extension_configs=EXTENSIONS), author


def _headings(root: Element) -> list[Element]:
    return [element for element in root.iter() if HEADING.fullmatch(str(element.tag))]
