"""HTML as a browser reads it, and as it is written: the HTML Standard's own algorithm, by Lexbor.

The only module that imports selectolax.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .html_rules import VOID

TEXT = "-text"


class Start(NamedTuple):
    """The beginning of an element: its name and attributes, in small letters; of one given twice, the first."""

    name: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    """The end of an element, written or implied."""

    name: str


Step = Start | End | str


class Element(NamedTuple):
    """An element found alone: its name and attributes in small letters, and the text of a script."""

    name: str
    attributes: Mapping[str, str]
    script: str


class Heading(NamedTuple):
    """A heading that a link can lead to: its level, its id, its bare text."""

    level: int
    id: str
    name: str


class Document:
    """A page, or with `is_part` what stands inside one, which nothing of it can then leave: parsed once for all that is
    asked of it.
    """

    def __init__(self, html: str, is_part: bool = False) -> None:
        self.html, self._page = html, LexborHTMLParser(html, is_fragment=is_part)
        self._first = self._page.root if is_part or self._page.root is None else self._page.root.child

    def headings(self) -> list[Heading]:
        """Return the headings that have an id, in their order."""
        found = self._page.css("h1[id], h2[id], h3[id], h4[id], h5[id], h6[id]")
        return [
            Heading(int((node.tag or "h1")[1]), node.attributes["id"] or "", " ".join(node.text().split()))
            for node in found
        ]

    def elements(self, selector: str) -> list[Element]:
        """Return the elements that a CSS selector finds; of a script, with what it says."""
        return [
            Element((node.tag or "").lower(), _attributes(node), node.text() if node.tag == "script" else "")
            for node in self._page.css(f":is({selector})")  # finds none twice
        ]

    def steps(self, without: str = "") -> Iterator[Step]:
        """Yield the elements and texts in their order; every element that starts ends.

        Comments and the contents of `<template>` are left out; taken out for good is what the selector `without` finds,
        nothing of which may stand in another.
        """
        for unwanted in self._page.css(without) if without else ():
            unwanted.decompose()
        node = self._first
        ends: dict[str, End] = {}  # by their names: each is made once
        opened: list[tuple[str, LexborNode]] = []  # to ask a node for its neighbour makes one anew
        while node is not None:
            name = node.tag or ""
            if name == TEXT:
                yield node.text_content or ""
            elif name[:1].isalpha():
                name = name.lower()
                yield Start(name, _attributes(node))
                if (child := node.child) is not None:
                    opened.append((name, node))
                    node = child
                    continue
                yield ends[name] if name in ends else ends.setdefault(name, End(name))
            node = node.next
            while node is None and opened:
                name, parent = opened.pop()
                yield ends[name] if name in ends else ends.setdefault(name, End(name))
                node = parent.next


def steps(html: str, is_part: bool = False) -> Iterator[Step]:
    """Yield the elements and texts of a page, or of what stands inside one."""
    return Document(html, is_part).steps()


def serialise(page: Iterable[Step]) -> str:
    """Return the HTML of elements and texts, which reads as just these."""
    pieces: list[str] = []
    for step in page:
        if isinstance(step, str):
            begins = step.startswith("\n") and bool(pieces) and pieces[-1].startswith("<pre")
            pieces.append("\n" * begins + escape(step))  # readers drop the first line end of a block of code
        elif isinstance(step, Start):
            given = "".join(f' {name}="{escape(value)}"' for name, value in step.attributes.items())
            pieces.append(f"<{step.name}{given}>")
        elif step.name not in VOID:
            pieces.append(f"</{step.name}>")
    return "".join(pieces)


def ids(html: str) -> set[str]:
    """Return every id of a page."""
    return {node.attributes["id"] or "" for node in LexborHTMLParser(html).css("[id]")}


def with_attributes(html: str, given: Iterable[tuple[str, Mapping[str, str]]]) -> str:
    """Return a part of a page with further attributes: to what each selector finds, its own."""
    part = LexborHTMLParser(html, is_fragment=True)
    for selector, attributes in given:
        for node in part.css(selector):
            for name, value in attributes.items():
                node.attrs[name] = value
    return part.html or ""


def inside(html: str, name: str) -> str:
    """Return the HTML inside the first element of a name; nothing where there is none."""
    found = LexborHTMLParser(html).css_first(name)
    return (found.inner_html or "") if found else ""


def _attributes(node: LexborNode) -> Mapping[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}
