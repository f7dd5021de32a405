"""A sentence of a page that shows figures, as its rules read it (see `figure_sentences`)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..facts.model import KnowledgeBase, Observation
from ..pages.author_html import HOLE
from ..pages.author_sentences import Run
from ..pages.render import Call
from ..phrases.phrases import Phrases
from ..problems import Message
from ..text import evidence, qualifiers
from ..text.languages import Language
from ..text.tokens import CLAUSE_ENDS

FIRST = 70001  # stands for the first number of a sentence, the next one for the next
NUMBER = "\ue100"  # stands for a number until it is counted
NUMBERED = ("figure", "derived")  # macros that show a number of articles, or one computed from such
UNSEEN = "x"  # stands for what another macro makes
SHOWN = 40  # characters on either side of a figure that a message shows
TELLS = frozenset({"speech", "decision", "text"})  # kinds of words by which a sentence speaks of who says something
# Verbs by which somebody gives a number to be read, beside those.
GIVES = re.compile(
    r"(?<!\w)(?:donn(?:e|ent|ait|aient|é)|avance(?:nt)?|mentionne(?:nt)?|évoque(?:nt)?|dénombre(?:nt)?|totalise(?:nt)?"
    r"|fai(?:sait|saient) état|parl(?:e|ent|ait|aient) de"
    r"|écri(?:t|vent)|repren(?:d|nent)|cite(?:nt)?|relaie(?:nt)?|paru\w*|diffus\w+"
    r"|[وف]?[يت](?:ورد|حصي|عد|علن|ذكر|سجل|رصد|قدر|كتب|نقل)|[وف]?(?:كتب|نقل|صدر)ت?)(?!\w)"
)
PUBLISHES = re.compile(r"(?<!\w)(?:publi\w+|paru\w*|diffus\w+|[وف]?[يتأن]?(?:نشر|صدر)\w*)")

Found = Iterator[tuple[Call, str, Message]]


class Shown(NamedTuple):
    """A number of a sentence: what stands for it in the text, its call, its characters [start, end) there, with the
    noun that the macro gives it; the figure, where it is no derived one.
    """

    number: int
    call: Call
    start: int
    end: int
    figure: Observation | None


@dataclass(frozen=True)
class Spoken:
    """A sentence of a page, in its language."""

    kb: KnowledgeBase
    language: Language
    run: Run

    @cached_property
    def figures(self) -> tuple[tuple[Call, Observation], ...]:
        """Return the figures that it shows."""
        table = self.kb.observations
        return tuple((call, table[call.args[0]]) for call in self.run.calls if call.name == "figure")

    @cached_property
    def numbers(self) -> tuple[Call, ...]:
        """Return the calls that show a figure, or one derived from figures."""
        return tuple(call for call in self.run.calls if call.name in NUMBERED)

    @cached_property
    def text(self) -> str:
        """Return it normalised, with a number in digits for each of `numbers`, counted from FIRST."""
        shown = iter([*map(self._made, self.run.calls)])
        text = HOLE.sub(lambda _: next(shown), self.run.words)
        number = iter(range(FIRST, FIRST + len(self.numbers)))
        return evidence.normalise(re.sub(re.escape(NUMBER), lambda _: str(next(number)), text))

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """Return its numbers, in order."""
        figures, found = {id(call): observation for call, observation in self.figures}, []
        for number, call in enumerate(self.numbers, FIRST):
            start = self.text.index(str(number))
            noun = evidence.normalise(self._made(call).removeprefix(NUMBER))
            end = start + len(str(number)) + (len(noun) + 1 if noun else 0)
            found.append(Shown(number, call, start, end, figures.get(id(call))))
        return tuple(found)

    @cached_property
    def qualified(self) -> tuple[qualifiers.Found, ...]:
        """Return its words that change what it claims."""
        return qualifiers.find(self.text, self.language)

    def _made(self, call: Call) -> str:
        """Return what stands for what a macro makes."""
        if call.name == "figure" and (call.named.get("unit") or call.args[1:]):
            return f"{NUMBER} {self.kb.unit_of(self.kb.observations[call.args[0]]).forms[self.language]['other']}"
        if call.name == "date":
            return Phrases(self.kb, self.language).partial_date(str(call.args[0])).striptags()
        return NUMBER if call in self.numbers else UNSEEN

    def around(self, start: int) -> str:
        """Return the words around a place of the text, each number as its author calls it."""
        calls = {str(each.number): f"{{{{ {each.call} }}}}" for each in self.shown}
        words = self.text[max(0, start - SHOWN) : start + SHOWN].strip()
        return re.sub(r"\b\d+\b", lambda found: calls.get(found[0], found[0]), words)

    def is_one_clause(self, start: int, end: int, longest: int) -> bool:
        """Return whether few words stand between two places of the text, no other number, and nothing that ends a
        clause or speaks of who says something.
        """
        between = self.text[start:end]
        if not CLAUSE_ENDS.isdisjoint(between) or len(between.split()) > longest:
            return False
        is_told = any(start <= each.start < end and each.kind in TELLS for each in self.qualified)
        return not is_told and not GIVES.search(between) and not any(start <= each.start < end for each in self.shown)
