"""A page as it is kept for a record: its bytes, and beside them its text, a block a line, which a person may mend."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..problems import Message, say
from ..text import evidence
from . import decoding, extraction, web
from .extraction import Reading

# Lines of the text from one block to the next: what is cut off a block stands in the empty ones, and no number moves.
STRIDE = 3
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)")
CUT = re.compile(r"\s*([1-9][0-9]{0,6})\s*:\s*(.+)", re.DOTALL)
JOIN = re.compile(r"\s*([1-9][0-9]{0,6})\s*-\s*([1-9][0-9]{0,6})\s*")


class Unfit(Exception):
    """What is asked of a text cannot be done; `why` says what would be right."""

    def __init__(self, why: Message) -> None:
        super().__init__()
        self.why = why


class Empty(Unfit):
    """There is no article in a page."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A page, where it stands, and what was read in it."""

    data: bytes
    address: str
    reading: Reading

    @property
    def text(self) -> "Text":
        """The text to keep beside the page."""
        lines = [""] * (STRIDE * len(self.reading.lines) - STRIDE + 1)
        lines[::STRIDE] = self.reading.lines
        paragraphs = tuple(map(_line, self.reading.paragraphs))
        return Text(tuple(lines), self.reading.title and _line(self.reading.title), paragraphs)


def _line(number: int) -> int:
    """Return the line of the text on which a block stands."""
    return STRIDE * (number - 1) + 1


def read_page(data: bytes, address: str = "", charset: str = "") -> Captured:
    """Return a page, read. Raises extraction.Missing, and Empty where there is no article in it."""
    text = decoding.decode(data, charset)
    saved = SAVED_FROM.search(text[: decoding.HEAD])
    reading = extraction.read(text, address or (saved[1] if saved else ""))
    if not reading.paragraphs:
        raise Empty(say("page-empty"))
    return Captured(data, address or (saved[1] if saved else reading.address), reading)


def fetch(address: str, limits: web.Limits = web.LIMITS) -> Captured:
    """Return the page at an address, or the one of which it is a copy for telephones.

    Raises web.Unfetched, extraction.Missing, and Empty where there is no article in it.
    """
    extraction.find_library()  # before a site is asked for anything
    answer = web.fetch_page(address, limits)
    page = read_page(answer.data, answer.address, answer.charset)
    if not page.reading.is_amp or page.reading.address in ("", answer.address):
        return page
    try:
        whole = web.fetch_page(page.reading.address, limits)
        found = read_page(whole.data, whole.address, whole.charset)
    except (web.Unfetched, Empty):
        return page
    return found if len(found.reading.paragraphs) >= len(page.reading.paragraphs) else page


def file_stem(address: str) -> str:
    """Return the name, without its ending, under which the page of an address is kept; the same every time."""
    host = re.sub(r"[^A-Za-z0-9.-]", "", urlsplit(address).hostname or "") or "page"
    return f"{host}-{hashlib.blake2b(address.encode(), digest_size=4).hexdigest()}"


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a kept text, and which of them, from 1, are the headline and the paragraphs."""

    lines: tuple[str, ...]
    title: int | None
    paragraphs: tuple[int, ...]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return ("\n".join(self.lines) + "\n").encode()

    def cut(self, asked: str) -> "Text":
        """Return the text with a line cut in two before some words: `7:words`. Raises Unfit."""
        found = CUT.fullmatch(asked)
        number, sought = (int(found[1]), " ".join(found[2].split())) if found else (0, "")
        line, first = self._line(number, asked), (number - 1) // STRIDE * STRIDE
        pieces = [(at, self._at(at)) for at in range(first + 1, first + STRIDE + 1) if self._at(at)]
        if any(at > number and piece.startswith(sought) for at, piece in pieces):
            return self  # as the same command did before
        before, words, after = line.partition(sought)
        if not (before.strip() and words) or sought in after or len(pieces) == STRIDE:
            raise Unfit(say("cut-place", asked=asked))
        earlier = [piece for piece in pieces if piece[0] < number]
        later = [piece for piece in pieces if piece[0] > number]
        pieces = [*earlier, (number, before.strip()), (number, words + after), *later]
        lines = [*self.lines, *[""] * (first + STRIDE - len(self.lines))]
        lines[first : first + STRIDE] = [text for _, text in pieces] + [""] * (STRIDE - len(pieces))
        others = [at for at in self.paragraphs if not first < at <= first + STRIDE]
        moved = [first + place for place, (at, _) in enumerate(pieces, 1) if at in self.paragraphs]
        return self._with(lines, [*others, *moved])

    def join(self, asked: str) -> "Text":
        """Return the text with lines joined to the first of them: `7-10`. Raises Unfit."""
        found = JOIN.fullmatch(asked)
        first, last = (int(found[1]), int(found[2])) if found else (0, 0)
        self._line(first, asked)
        if not first < last <= len(self.lines):
            raise Unfit(say("join-place", asked=asked))
        chosen = [n for n in range(first, last + 1) if n in (first, last) or n in self.paragraphs]
        lines = list(self.lines)
        lines[first - 1] = " ".join(lines[n - 1] for n in chosen if lines[n - 1])
        for n in chosen[1:]:
            lines[n - 1] = ""
        of_article = {first} if set(chosen) & set(self.paragraphs) else set[int]()
        return self._with(lines, [*of_article, *(n for n in self.paragraphs if n not in chosen)])

    def choose(self, added: Sequence[int], dropped: Sequence[int]) -> "Text":
        """Return the text with other lines for paragraphs. Raises Unfit."""
        for number in added:
            self._line(number, str(number))
        return self._with(self.lines, [n for n in (*self.paragraphs, *added) if n not in dropped])

    def _at(self, number: int) -> str:
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def _line(self, number: int, asked: str) -> str:
        if not evidence.words(line := self._at(number)):
            raise Unfit(say("line-empty", asked=asked))
        return line

    def _with(self, lines: Sequence[str], paragraphs: Sequence[int]) -> "Text":
        return Text(tuple(lines), self.title, tuple(sorted(set(paragraphs))))
