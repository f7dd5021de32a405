"""How one text became another, word by word."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

SPACES = re.compile("[ \t\r\n]+")  # an unbreakable space is a part of its word


class Sign(StrEnum):
    """What became of a piece of a text."""

    SAME = "="
    REMOVED = "-"
    ADDED = "+"


class Piece(NamedTuple):
    """Some words that stand together, and what became of them."""

    sign: Sign
    words: str


def compare_words(before: str | None, after: str | None) -> list[Piece]:
    """Return the words of two texts, one of which may be missing, in the order in which both are read."""
    return [piece for piece in _pieces(_words(before), _words(after)) if piece.words]


def likeness(before: str, after: str) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    return SequenceMatcher(None, _words(before), _words(after), autojunk=False).ratio()


def in_text(pieces: Sequence[Piece]) -> str:
    """Return a text with its changed words in signs: `[-old-]{+new+}`."""
    shapes = {Sign.SAME: "{}", Sign.REMOVED: "[-{}-]", Sign.ADDED: "{{+{}+}}"}
    return " ".join(shapes[piece.sign].format(piece.words) for piece in pieces).replace("-] {+", "-]{+")


def _words(text: str | None) -> list[str]:
    return [word for word in SPACES.split(text or "") if word]


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for what, first, last, start, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece(Sign.SAME, " ".join(before[first:last]))
        else:
            yield Piece(Sign.REMOVED, " ".join(before[first:last]))
            yield Piece(Sign.ADDED, " ".join(after[start:stop]))
