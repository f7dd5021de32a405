"""The documents of the API, and what is said of those that are gone."""

from collections.abc import Iterator, Mapping

from ..problems import Problem, hint, say
from .model import KnowledgeBase
from .record import Record

# The kinds of documents, and the table of the knowledge base that each comes from.
TABLES: Mapping[str, str] = {
    "figures": "observations",
    "indicators": "indicators",
    "sources": "sources",
    "events": "events",
    "statements": "statements",
    "derived": "derived",
}


def documents(kb: KnowledgeBase) -> dict[str, Record]:
    """Return each record that has a document, by the document's path: `figures/rescues-2024`."""
    return {f"{kind}/{name}": record for kind, table in TABLES.items() for name, record in getattr(kb, table).items()}


def check_tombstones(kb: KnowledgeBase) -> Iterator[Problem]:
    """A tombstone names a document that is gone, and a successor that is there."""
    present = documents(kb)
    for stone in kb.tombstones.values():
        if stone.gone in present:
            yield Problem.at(stone.at("gone"), "TOMBSTONE-WRONG", say("tombstone-needless", path=stone.gone))
        if stone.successor and stone.successor not in present and not is_set_aside(kb, stone.successor):
            message = say("tombstone-successor", path=stone.successor, hint=hint(stone.successor, present))
            yield Problem.at(stone.at("successor"), "TOMBSTONE-WRONG", message)


def is_set_aside(kb: KnowledgeBase, path: str) -> bool:
    """Return whether the record of a document is there, but too broken to read; its problem is reported already."""
    kind, _, name = path.partition("/")
    return kb.is_set_aside(TABLES.get(kind, ""), name)
