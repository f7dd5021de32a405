"""Where in its file stands what an author wrote, found by what becomes of it: the true place, however often it is said.

A mark is put before every occurrence of the words looked for; Markdown shows which of them came out where. This is done
only for a page in which something is wrong.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import NamedTuple

from .author_html import (
    CPU_SECONDS,
    FIRST_MARK,
    MARKS,
    Reading,
    TooCostly,
    bounded,
    convert,
    read_html,
    unmarked,
)
from .templates import page_environment

MOST_MARKS = 2_000
MOST_SPOTS = 200  # of more than that, some place of their words is shown


class Spot(NamedTuple):
    """What a reading found: in which of its lists, its place there, the words, and where these begin in it."""

    kind: str
    order: int
    words: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What an author wrote in a page: the texts between macros and a hole for each of these, in their order, what they
    become, and the text of the file.
    """

    pieces: Sequence[str]
    reading: Reading
    body: str

    @property
    def text(self) -> str:
        """All pieces together."""
        return "".join(self.pieces)

    def places(self, spots: Sequence[Spot]) -> list[tuple[int, int]]:
        """Return line and column of each spot in the file."""
        return self._located(_trace(self.text, spots)) if spots else []

    def places_of(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Return the same of words that may be no part of a reading, in the order in which they stand."""
        return self._located(_in_order(self.text, words)) if words else []

    def _located(self, offsets: Sequence[int | None]) -> list[tuple[int, int]]:
        starts, ends = _starts(self.body), [*accumulate(map(len, self.pieces))]
        lines = [0, *(found.end() for found in re.finditer("\n", self.body))]
        places = []
        for offset in offsets:
            if offset is None or not ends or offset >= ends[-1]:
                places.append((1, 1))
                continue
            piece = bisect_right(ends, offset)
            at = starts[piece] + offset - (ends[piece] - len(self.pieces[piece]))
            line = bisect_right(lines, at)
            places.append((line, at - lines[line - 1] + 1))
        return places


def _starts(body: str) -> list[int]:
    """Return where each text, and each macro, begins in the text of a page."""
    starts, position = [], 0
    for _, token, value in page_environment().lex(body):
        at = body.find(value, position)  # Jinja drops white space around its tags
        position = at if at >= 0 else position
        if token in ("data", "variable_begin"):
            starts.append(position)
        position += len(value)
    return starts


def _in_order(text: str, words: Sequence[str]) -> list[int | None]:
    """Return where words stand that come out in the order in which they are written; in doubt, the first place."""
    found = {word: [each.start() for each in re.finditer(re.escape(word), text)] if word else [] for word in words}
    for word, places in found.items():
        if len(places) != words.count(word):
            found[word] = places[:1] * words.count(word)
    return [found[word].pop(0) if found[word] else None for word in words]


def _trace(text: str, spots: Sequence[Spot]) -> list[int | None]:
    """Return where each spot begins in a text; where that is in doubt, a place of its words."""
    first = spots[:MOST_SPOTS]
    found: list[int | None] = [None] * len(first)
    # The words of a spot may come out of several pieces, such as `4 **3**8`: then their first sign is followed.
    with suppress(TooCostly, RecursionError), bounded(CPU_SECONDS):
        for words in ([spot.words for spot in first], [spot.words[:1] for spot in first]):
            if None in found:
                missing = {word for word, place in zip(words, found, strict=True) if word and place is None}
                traced = _Trace(text, missing).offsets(first)
                found = [place if before is None else before for before, place in zip(found, traced, strict=True)]
    rough = _rough(text, [spot for spot, place in zip_longest(spots, found) if place is None])
    return [rough[spot.words] if place is None else place for spot, place in zip_longest(spots, found)]


def _rough(text: str, spots: Sequence[Spot]) -> dict[str, int | None]:
    """Return a place of the words of each spot: the next one in reading order, so that a text is read about once."""
    found: dict[str, int | None] = {}
    last = 0
    for spot in sorted(spots, key=lambda spot: (spot.kind, spot.order, spot.at)):
        if spot.words not in found:
            at = text.find(spot.words, last)
            at = at if at >= 0 else text.find(spot.words)
            found[spot.words] = at if at >= 0 else None
            last = max(at, 0)
    return found


class _Trace:
    """Follows all occurrences of some words through Markdown."""

    def __init__(self, text: str, words: Set[str]) -> None:
        self.text = text
        places = (found.start() for word in words for found in re.finditer(re.escape(word), text))
        self.places = sorted(set(places))[:MOST_MARKS]

    def offsets(self, spots: Sequence[Spot]) -> list[int | None]:
        """Return where each spot begins in the text, if it begins with one of the words."""
        self.html = convert(self.text)[0]
        harmless = self._select(self.places)
        reading = read_html(*convert(self._with_marks(harmless)))
        marks = (_mark_before(_string(spot, reading), spot.at) for spot in spots)
        return [None if mark is None else harmless[mark] for mark in marks]

    def _select(self, places: list[int]) -> list[int]:
        """Return the places at which a mark changes nothing else: `1.` at the beginning of a line is a list."""
        if not places or unmarked(convert(self._with_marks(places))[0]) == self.html:
            return places
        half = len(places) // 2
        return [*self._select(places[:half]), *self._select(places[half:])] if half else []

    def _with_marks(self, places: list[int]) -> str:
        ends = [*places, len(self.text)]
        pieces = (f"{chr(FIRST_MARK + i)}{self.text[at : ends[i + 1]]}" for i, at in enumerate(places))
        return self.text[: ends[0]] + "".join(pieces)


def _string(spot: Spot, reading: Reading) -> str:
    """Return the marked string in which a spot stands."""
    if spot.kind == "texts":
        return next((text.words for text in reading.texts if text.order == spot.order), "")
    if spot.kind == "links":
        return reading.links[spot.order].address if spot.order < len(reading.links) else ""
    heading = reading.headings[spot.order]
    return heading.id if heading.given else heading.words


def _mark_before(text: str, at: int) -> int | None:
    """Return the mark that stands right before the sign at a place of a text, marks not counted."""
    mark, position = None, 0
    for sign in text:
        if MARKS.match(sign):
            mark = ord(sign) - FIRST_MARK
        elif position == at:
            return mark
        else:
            mark, position = None, position + 1
    return None
