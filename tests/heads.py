"""The heads of built pages as programs read them: links, `<meta>` elements, and the graph that JSON-LD says."""

import json
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import extruct
from lxml import html
from rdflib import RDF, SDO, Graph, Literal, Node, URIRef

# The part of the context of schema.org that decides what is an address; the whole of it stands on the network.
CONTEXT = {
    "@vocab": str(SDO),
    **{name: {"@type": "@id"} for name in ("url", "item", "contentUrl", "license", "archivedAt")},
}


class Head(NamedTuple):
    """What a page says of itself: each `<meta>` by its name, each `<link>` as (relation, hreflang, type, address)."""

    meta: dict[str, list[str]]
    links: list[tuple[str, str, str, str]]

    def alternates(self) -> dict[str, str]:
        return {language: url for relation, language, _, url in self.links if relation == "alternate" and language}


@cache
def head(path: Path) -> Head:
    """Return the head of a page."""
    tree = html.fromstring(path.read_bytes()).find("head")
    assert tree is not None
    meta: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        meta.setdefault(element.get("name") or element.get("property") or "", []).append(element.get("content") or "")
    names = ("rel", "hreflang", "type", "href")
    links = [tuple((element.get(name) or "").strip() for name in names) for element in tree.iter("link")]
    return Head(meta, links)  # type: ignore[arg-type]


@cache
def documents(path: Path, url: str) -> list[dict[str, Any]]:
    """Return each JSON-LD document of a page, as extruct finds it."""
    found = extruct.extract(path.read_text(encoding="utf-8"), base_url=url, syntaxes=["json-ld"], errors="strict")
    listed = found["json-ld"]
    assert isinstance(listed, list)
    return listed


@cache
def graph(path: Path, url: str) -> Graph:
    """Return the graph that the one JSON-LD document of a page says."""
    (document,) = documents(path, url)
    assert document["@context"] == "https://schema.org"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, about its own parser
        return Graph().parse(data=json.dumps({**document, "@context": CONTEXT}), format="json-ld")


class Thing(NamedTuple):
    """A node of a graph, and what is said of it."""

    graph: Graph
    node: Node

    def all(self, name: str) -> Iterator[Any]:
        """Yield each value of a property: a thing, or a plain value."""
        for value in self.graph.objects(self.node, SDO[name]):
            yield value.toPython() if isinstance(value, Literal) else Thing(self.graph, value)

    def one(self, name: str) -> Any:
        """Return the one value of a property."""
        (value,) = self.all(name)
        return value

    def maybe(self, name: str) -> Any:
        """Return the value of a property, or None."""
        return next(self.all(name), None)

    @property
    def kind(self) -> str:
        (kind,) = self.graph.objects(self.node, RDF.type)
        return str(kind).removeprefix(str(SDO))

    @property
    def address(self) -> str:
        assert isinstance(self.node, URIRef)
        return str(self.node)


def things(found: Graph, kind: str) -> list[Thing]:
    """Return every thing of a kind."""
    return [Thing(found, node) for node in found.subjects(RDF.type, SDO[kind])]
