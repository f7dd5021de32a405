"""What the API has once published, and whether all of it is still there, or says why it is not."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from . import contributed
from .messages import say
from .model import KnowledgeBase
from .problems import Mark, Problem, hint
from .record import Record

PUBLISHED = "data/published.txt"
HEADER = """\
# The documents of the API, by their paths below /api/v1/. Made by `isnad published`, which only ever adds.
# A line whose record is gone needs an entry in data/tombstones.yaml. Remove a line only if it was never published.
"""
# The kinds of documents, and the table of the knowledge base that each comes from.
TABLES: Mapping[str, str] = {
    "figures": "observations",
    "indicators": "indicators",
    "sources": "sources",
    "events": "events",
    "statements": "statements",
    "derived": "derived",
}


def records(kb: KnowledgeBase) -> dict[str, Record]:
    """Return each record that has a document, by the document's path: `figures/rescues-2024`."""
    return {f"{kind}/{name}": record for kind, table in TABLES.items() for name, record in getattr(kb, table).items()}


def read_published(root: Path) -> dict[str, Mark]:
    """Return the paths that were once published, each with its line; none where the file is missing."""
    try:
        lines = contributed.read_bytes(root, PUBLISHED).decode(errors="replace").splitlines()
    except OSError:
        return {}
    marks = ((line.strip(), Mark(PUBLISHED, number, 1)) for number, line in enumerate(lines, 1))
    return {path: mark for path, mark in marks if path and not path.startswith("#")}


def format_published(paths: Iterable[str]) -> str:
    """Return the text of the file of published paths, in a steady order."""
    return HEADER + "".join(f"{path}\n" for path in sorted(set(paths)))


def check_published(kb: KnowledgeBase, published: Mapping[str, Mark]) -> Iterator[Problem]:
    """Every document is listed as published, and none that is listed goes without a tombstone."""
    present, gone = records(kb), {each.gone for each in kb.tombstones.values()}
    for path, record in present.items():
        if path not in published:
            message = say("id-unlisted", path=path, list=PUBLISHED)
            yield Problem.at(record.at(), "ID-UNLISTED", message)
    for path, mark in published.items():
        if path not in present and path not in gone and not _is_set_aside(kb, path):
            message = say("tombstone-missing", path=path)
            yield Problem.at(mark, "TOMBSTONE-MISSING", message)


def check_tombstones(kb: KnowledgeBase, published: Mapping[str, Mark]) -> Iterator[Problem]:
    """A tombstone names a document that was published and is gone, and a successor that is there."""
    present = records(kb)
    for each in kb.tombstones.values():
        if each.gone in present or each.gone not in published:
            path = each.gone
            message = (
                say("tombstone-needless", path=path)
                if path in present
                else say("tombstone-unpublished", path=path, list=PUBLISHED)
            )
            yield Problem.at(each.at("gone"), "TOMBSTONE-WRONG", message)
        if each.successor and each.successor not in present and not _is_set_aside(kb, each.successor):
            message = say("tombstone-successor", path=each.successor, hint=hint(each.successor, present))
            yield Problem.at(each.at("successor"), "TOMBSTONE-WRONG", message)


def _is_set_aside(kb: KnowledgeBase, path: str) -> bool:
    """Return whether the record of a document is there, but too broken to read; its problem is reported already."""
    kind, _, name = path.partition("/")
    return kb.is_set_aside(TABLES.get(kind, ""), name)
