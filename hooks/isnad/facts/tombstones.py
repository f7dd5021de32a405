"""What is said of the documents of the API that are gone."""

from collections.abc import Iterator

from ..problems import Problem, hint, say
from .model import DOCUMENTED, KnowledgeBase


def check_tombstones(kb: KnowledgeBase) -> Iterator[Problem]:
    """A tombstone names a document that is gone, and a successor that is there."""
    present = kb.at_paths(DOCUMENTED)
    for stone in kb.tombstones.values():
        if stone.gone in present:
            yield Problem.at(stone.at("gone"), "TOMBSTONE-WRONG", say("tombstone-needless", path=stone.gone))
        if stone.successor and stone.successor not in present and not kb.is_set_aside_at(stone.successor):
            message = say("tombstone-successor", path=stone.successor, hint=hint(stone.successor, present))
            yield Problem.at(stone.at("successor"), "TOMBSTONE-WRONG", message)
