"""Words of a person found again in the archived text of an article, and widened until they prove their number.

All that decides is what the checks use: the words of `evidence`, the numbers of `numerals`, the context of `citations`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from . import citations, evidence, numerals
from .model import Capture, Fingerprint
from .numerals import Numeral
from .record import NOT_GIVEN

REACH = 40  # how many words a quote may grow on each side
EDGES = " \t،,.;:؛"
SENTENCE_END = re.compile(r"[.؟?!…]$")


@dataclass(frozen=True)
class Passage:
    """A paragraph of an article (0 is the headline), the line of the text it stands on, and its words as they stand."""

    paragraph: int
    line: int
    text: str

    @cached_property
    def tokens(self) -> list[tuple[int, int]]:
        """The first and last character of each run of signs without a space."""
        return [found.span() for found in re.finditer(r"\S+", self.text)]

    @cached_property
    def words(self) -> list[str]:
        """The words of the paragraph, as quotes are compared."""
        return evidence.words(self.text)

    @cached_property
    def numbers(self) -> list[Numeral]:
        """The quantities of the paragraph, placed in its normal form."""
        return list(numerals.parse(evidence.normalise(self.text)))

    def cut(self, first: int, last: int) -> str:
        """Return the text from one token to another, both included."""
        return self.text[self.tokens[first][0] : self.tokens[last][1]]

    def whole_words(self, first: int, last: int) -> bool:
        """Return whether tokens begin and end where words do: not inside a number that is written in groups."""
        before, after = self.text[: self.tokens[first][0]], self.text[self.tokens[last][1] :]
        parts = [evidence.words(part) for part in (before, self.cut(first, last), after)]
        return [word for part in parts for word in part] == self.words

    def numbers_in(self, first: int, last: int) -> list[Numeral]:
        """Return the quantities that begin between one token and another, as the whole paragraph states them."""
        start = len(evidence.normalise(self.text[: self.tokens[first][0]]))
        end = len(evidence.normalise(self.text[: self.tokens[last][1]]))
        return [numeral for numeral in self.numbers if start <= numeral.start < end]

    def sentences(self, first: int, last: int) -> int:
        """Return how many sentences end between one token and another, the last one left out."""
        return sum(bool(SENTENCE_END.search(self.cut(at, at))) for at in range(first, last))


@dataclass(frozen=True, slots=True)
class Span:
    """Where words stand: the passage, and the first and last of its tokens."""

    passage: Passage
    first: int
    last: int

    def __str__(self) -> str:
        """Return the paragraph, the line and the words around."""
        first, last, end = max(0, self.first - 3), self.last + 3, len(self.passage.tokens) - 1
        while first and not self.passage.whole_words(first, self.last):
            first -= 1
        while last < end and not self.passage.whole_words(first, last):
            last += 1
        last = min(last, end)
        return f"§ {self.passage.paragraph}, line {self.passage.line}: «{self.passage.cut(first, last)}»"


def passages(data: bytes, capture: Capture) -> list[Passage]:
    """Return the headline, where there is one, and the paragraphs of an archived text.

    Raises IndexError where a line is not there, UnicodeDecodeError where the text is not UTF-8.
    """
    lines = data.decode("utf-8").split("\n")
    title = [] if capture.title_line is NOT_GIVEN else [(0, int(capture.title_line))]
    numbered = [*title, *enumerate(capture.paragraph_lines, 1)]
    return [Passage(paragraph, line, lines[line - 1]) for paragraph, line in numbered]


def find(phrase: str, among: list[Passage]) -> list[Span]:
    """Return every place where the words of a phrase stand one after the other."""
    return [found for passage in among for found in _find_in(passage, evidence.words(phrase))]


def _find_in(passage: Passage, sought: list[str]) -> Iterator[Span]:
    size = len(passage.tokens)
    for first in range(size if sought else 0):
        if not evidence.words(passage.cut(first, first)):
            continue
        for last in range(first, size):
            words = evidence.words(passage.cut(first, last))
            if words == sought and passage.whole_words(first, last):
                yield Span(passage, first, last)
                break
            if len(words) > len(sought):
                break


def nearest(phrase: str, among: list[Passage]) -> Span | None:
    """Return the place that shares the longest run of words with a phrase; else where its number stands; or None."""
    sought, best, size = evidence.words(phrase), None, 0
    for passage in among:
        match = SequenceMatcher(None, passage.words, sought, autojunk=False).find_longest_match()
        if match.size > size:
            best = next(_find_in(passage, passage.words[match.a : match.a + match.size]), best)
            size = match.size
    return best or next(_with_number(phrase, among), None)


def _with_number(phrase: str, among: list[Passage]) -> Iterator[Span]:
    """Yield each place where a number of the phrase stands, however it is written there."""
    values = {numeral.value for numeral in numerals.parse(evidence.normalise(phrase))}
    for passage in among:
        for at in range(len(passage.tokens)):
            if values & {numeral.value for numeral in passage.numbers_in(at, at)}:
                lasts = (last for last in range(at, len(passage.tokens)) if passage.whole_words(at, last))
                yield Span(passage, at, next(lasts, at))


def widen(found: Span, made: Fingerprint) -> Span | None:
    """Return the shortest quote around words that proves their one number by the rules of quotes; or None."""
    (number,) = found.passage.numbers_in(found.first, found.last)

    def proves(passage: Passage, first: int, last: int) -> bool:
        stated = list(numerals.parse(evidence.normalise(passage.cut(first, last))))
        same = [(each.value, each.measure, each.precision) for each in stated]
        if same != [(number.value, number.measure, number.precision)] or len(passage.numbers_in(first, last)) != 1:
            return False
        places = evidence.find(quote_of(passage, first, last), made)
        return len(places) == 1 and citations.keeps_context(passage.cut(first, last), places[0])

    return shortest(found, proves)


def shortest(found: Span, accepted: Callable[[Passage, int, int], bool]) -> Span | None:
    """Return the shortest run of whole words around a place that is accepted, in one sentence where that is enough."""
    passage, end = found.passage, len(found.passage.tokens) - 1
    firsts = range(max(0, found.first - REACH), found.first + 1)
    lasts = range(found.last, min(end, found.last + REACH) + 1)
    runs = sorted((passage.sentences(a, b), b - a, a, b) for a in firsts for b in lasts)
    for _, _, first, last in runs:
        if accepted(passage, first, last) and passage.whole_words(first, last):
            return Span(passage, first, last)
    return None


def quote_of(passage: Passage, first: int, last: int) -> str:
    """Return the words from one token to another, without the punctuation at their end."""
    text = passage.cut(first, last)
    bare = text.strip(EDGES)
    return bare if evidence.words(bare) == evidence.words(text) else text
