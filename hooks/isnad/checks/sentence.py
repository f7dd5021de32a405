"""A sentence of a page, as its rules read it (see `figure_sentences`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import NamedTuple

from ..facts.model import KnowledgeBase, Observation
from ..pages.author_html import HOLE
from ..pages.author_sentences import Run, place, sentences, shows_facts
from ..pages.render import Call, Page
from ..phrases.phrases import Phrases
from ..problems import Message, Problem
from ..text import evidence, qualifiers
from ..text.languages import Language
from ..text.tokens import CLAUSE_ENDS

FIRST = 70001  # stands for the first macro of a sentence, if it shows a number, the next one for the next
NUMBERED = ("figure", "derived")  # macros that show a number of articles, or one computed from such
UNSEEN = "x"  # stands for what another macro makes
SHOWN = 40  # characters on either side of a figure that a message shows
TELLS = frozenset({"speech", "decision", "text"})  # kinds of words by which a sentence speaks of who says something


class Numeral(NamedTuple):
    """A number that a sentence shows: what stands for it in the text, its call, its characters [start, end) there, with
    the noun that the macro gives it; the figure, where it is no derived one.
    """

    number: int
    call: Call
    start: int
    end: int
    figure: Observation | None

    @property
    def digits_end(self) -> int:
        """Where its digits end."""
        return self.start + len(str(self.number))


@dataclass(frozen=True)
class Sentence:
    """A sentence of a page, which stands at `path` in `docs/`."""

    kb: KnowledgeBase
    path: str
    page: Page
    run: Run

    @property
    def language(self) -> Language:
        """The language of its page."""
        return Language(self.path[:2])

    @cached_property
    def text(self) -> str:
        """It normalised, with a number in digits for each macro that shows one."""
        made = map(self._made, count(FIRST), self.run.calls)
        return evidence.normalise(HOLE.sub(lambda _: next(made), self.run.words))

    @cached_property
    def numerals(self) -> tuple[Numeral, ...]:
        """Its numbers, in order."""
        found = []
        for number, call in enumerate(self.run.calls, FIRST):
            if call.name in NUMBERED:
                start, words = self.text.index(str(number)), evidence.normalise(self._made(number, call))
                figure = self.kb.observations[call.args[0]] if call.name == "figure" else None
                found.append(Numeral(number, call, start, start + len(words), figure))
        return tuple(found)

    @cached_property
    def figures(self) -> tuple[tuple[Numeral, Observation], ...]:
        """The figures that it shows, each with its number."""
        return tuple((each, each.figure) for each in self.numerals if each.figure)

    @cached_property
    def qualified(self) -> tuple[qualifiers.Found, ...]:
        """Its words that change what it claims."""
        return qualifiers.find(self.text, self.language)

    def _made(self, number: int, call: Call) -> str:
        """Return what stands for what a macro makes; `number` if it shows one."""
        if call.name == "date":
            return Phrases(self.kb, self.language).partial_date(str(call.args[0])).striptags()
        if call.name == "figure" and (call.named.get("unit") or call.args[1:]):
            return f"{number} {self.kb.unit_of(self.kb.observations[call.args[0]]).forms[self.language]['other']}"
        return str(number) if call.name in NUMBERED else UNSEEN

    def pattern(self, shape: str) -> re.Pattern[str]:
        """Return an expression of its text in which `<name>` is any entry of that list (see `qualifiers.pattern`)."""
        return qualifiers.pattern(shape, self.language)

    def problem(self, call: Call, code: str, said: Message) -> Problem:
        """Return what is wrong with a call."""
        return Problem(f"docs/{self.path}", *place(self.page, call), code, said)

    def around(self, start: int) -> str:
        """Return the words around a place of the text, as `as_written`."""
        return self.as_written(self.text[max(0, start - SHOWN) : start + SHOWN].strip())

    def as_written(self, words: str) -> str:
        """Return words of the text, each number as its author calls it."""
        calls = {str(each.number): f"{{{{ {each.call} }}}}" for each in self.numerals}
        return re.sub(r"\b\d+\b", lambda found: calls.get(found[0], found[0]), words)

    def is_near(self, start: int, end: int, most: int) -> bool:
        """Return whether so many words at the most, and no end of a clause, stand between two places of the text."""
        return CLAUSE_ENDS.isdisjoint(self.text[start:end]) and len(self.text[start:end].split()) <= most

    def is_one_clause(self, start: int, end: int, most: int) -> bool:
        """Return whether two places are near, with no other number and nothing of who says something between them."""
        told = (each.start for each in self.qualified if each.kind in TELLS)
        others = (*told, *(each.start for each in self.numerals))
        is_told = self.pattern("<gives>").search(self.text, start, end) or any(start <= at < end for at in others)
        return self.is_near(start, end, most) and not is_told


def is_quoted(text: str, at: int) -> bool:
    """Return whether a place of a text is between quotation marks."""
    return text.rfind("«", 0, at) > text.rfind("»", 0, at)


def sentences_of(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Sentence]:
    """Yield the sentences of pages that show facts, by their paths in `docs/`; the others are about the site."""
    for path, page in pages.items() if not kb.set_aside else ():
        if shows_facts(page):
            yield from (Sentence(kb, path, page, run) for run in sentences(page))
