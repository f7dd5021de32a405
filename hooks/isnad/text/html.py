"""HTML as a browser reads it: the HTML Standard's own algorithm, by Lexbor. The only module that imports selectolax."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT = "-text"


class Start(NamedTuple):
    """The beginning of an element: its name and attributes, in small letters; of one given twice, the first."""

    name: str
    attributes: Mapping[str, str]


class End(NamedTuple):
    """The end of an element, written or implied."""

    name: str


Step = Start | End | str


def steps(html: str) -> Iterator[Step]:
    """Yield the elements and texts of a page, or of a part of one, in their order; every element that starts ends.

    Comments and the contents of `<template>` are left out.
    """
    node = _first(html)
    opened: list[str] = []
    while node is not None:
        name = (node.tag or "").lower()
        if name == TEXT:
            yield node.text_content or ""
        elif name[:1].isalpha():
            yield Start(name, _attributes(node))
            if (child := node.child) is not None:
                opened.append(name)
                node = child
                continue
            yield End(name)
        while node is not None and node.next is None:
            if not opened:
                return
            yield End(opened.pop())
            node = node.parent
        node = node and node.next


def _first(html: str) -> LexborNode | None:
    root = LexborHTMLParser(html).root
    return root.child if root else None


def _attributes(node: LexborNode) -> Mapping[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}
