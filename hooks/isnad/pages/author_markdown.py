"""Python-Markdown as it reads an author's own words; the only module of a check that imports it."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown  # type: ignore[import-untyped]
from markdown.extensions import Extension  # type: ignore[import-untyped]
from markdown.treeprocessors import Treeprocessor  # type: ignore[import-untyped]
from pymdownx.slugs import slugify  # type: ignore[import-untyped]

# As in mkdocs.yml, but for the links to headings, which add nothing of an author's.
EXTENSIONS: dict[str, dict[str, Any]] = {
    "fenced_code": {},
    "admonition": {},
    "attr_list": {},
    "md_in_html": {},
    "tables": {"use_align_attribute": True},
    "footnotes": {"USE_DEFINITION_ORDER": True},
    "toc": {"slugify": slugify(case="lower")},
}
HEADING = re.compile("h[1-6]")
ADDRESSES = {"a": "href", "img": "src"}
# Before and after the table of contents, which gives ids to headings that have none; where MkDocs resolves links.
BEFORE_IDS, AFTER_IDS, LINKS = 6, 4, 0


class AuthorExtension(Extension):  # type: ignore[misc]
    """Notes the headings of a page; puts a sign before addresses that MkDocs will resolve: not those in HTML by hand.

    Of each heading it notes the level, the id, whether the author gave that, and the words.
    """

    def __init__(self, sign: str) -> None:
        super().__init__()
        self.sign = sign
        self.headings: list[tuple[int, str, bool, str]] = []
        self.given: set[Element] = set()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 -- Python-Markdown calls it so
        for step, priority in ((self.before_ids, BEFORE_IDS), (self.after_ids, AFTER_IDS), (self.links, LINKS)):
            md.treeprocessors.register(_Step(step), step.__name__, priority)

    def before_ids(self, root: Element) -> None:
        self.given = {element for element in _headings(root) if element.get("id")}

    def after_ids(self, root: Element) -> None:
        """Note the headings; an id that the author did not give is no attribute that he wrote."""
        for element in _headings(root):
            id = element.get("id", "")
            words = " ".join("".join(element.itertext()).split())
            self.headings.append((int(element.tag[1]), id, element in self.given, words))
            if element not in self.given:
                element.attrib.pop("id", None)

    def links(self, root: Element) -> None:
        for element in root.iter():
            if (name := ADDRESSES.get(element.tag)) and (address := element.get(name)) is not None:
                element.set(name, self.sign + address)


class _Step(Treeprocessor):  # type: ignore[misc]
    def __init__(self, run: Callable[[Element], None]) -> None:
        super().__init__()
        self.run = run


def create_markdown(*more: Any) -> Markdown:
    """Return Markdown as the site reads it."""
    return Markdown(extensions=[*EXTENSIONS, *more], extension_configs=EXTENSIONS)


def _headings(root: Element) -> list[Element]:
    return [element for element in root.iter() if HEADING.fullmatch(str(element.tag))]
