"""What the words of an article may say of a figure: its period, its unit, who and where; a person decides.

Each is a candidate because the very rule that will check it accepts it: `periods.missing_words`, `citations.is_named`.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from . import citations, evidence
from .model import ACTORS, Basis, EntityKind, Fingerprint, Indicator, KnowledgeBase, Measure, Period, Source
from .numerals import Numeral
from .passages import Passage, Span, quote_of, shortest
from .periods import missing_words
from .record import NOT_GIVEN, Language

YEAR = re.compile(r"(?:19|20)[0-9]{2}")
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class PeriodCandidate:
    """A period that words state, and the words where they are not the quote itself."""

    period: Period
    witness: str = ""
    paragraph: int | None = None

    @property
    def days(self) -> str:
        """The first and the last day, as data files write them."""
        return f"{self.period.start} to {self.period.end}"


def periods(text: str, language: Language) -> list[Period]:
    """Return every period that a text states: whole years, first months, months, or a beginning without an end."""
    years = sorted({int(word) for word in evidence.words(text) if YEAR.fullmatch(word)})
    return [period for year in years for period in _of_year(year) if missing_words(period, [text], language) is None]


def _of_year(year: int) -> Iterator[Period]:
    """Yield the periods of a year that words can state, the longest first."""
    for first in MONTHS:
        for last in reversed(range(first, 13)):
            yield _period(dt.date(year, first, 1), dt.date(year, last, monthrange(year, last)[1]))
    yield _period(dt.date(year, 1, 1), None)


def _period(start: dt.date, end: dt.date | None) -> Period:
    return Period(marks={}, basis=Basis.STATED, start=start, end=end or NOT_GIVEN)


def witnessed_periods(
    quote: Span, among: list[Passage], language: Language, made: Fingerprint
) -> list[PeriodCandidate]:
    """Return the periods that other words of the article state, the paragraph of the quote first, each with a quote."""
    near_first = sorted(among, key=lambda passage: passage is not quote.passage)
    return [found for passage in near_first for found in _of_passage(passage, language, made)]


def _of_passage(passage: Passage, language: Language, made: Fingerprint) -> Iterator[PeriodCandidate]:
    """Yield each period that the words around a year of a paragraph state, with the shortest quote that proves it."""
    for at in range(len(passage.tokens)):
        if not any(YEAR.fullmatch(word) for word in evidence.words(passage.cut(at, at))):
            continue
        place = Span(passage, at, at)
        sentence = _sentence(place)
        for period in periods(quote_of(passage, sentence.first, sentence.last), language):
            if proof := shortest(place, _Proof(period, language, made, sentence)):
                words = quote_of(passage, proof.first, proof.last)
                yield PeriodCandidate(period, words, passage.paragraph)


def _sentence(place: Span) -> Span:
    """Return the sentence around a place."""
    first, last, passage = place.first, place.last, place.passage
    while first > 0 and not passage.sentences(first - 1, first):
        first -= 1
    while last < len(passage.tokens) - 1 and not passage.sentences(last, last + 1):
        last += 1
    return Span(passage, first, last)


@dataclass(frozen=True, slots=True)
class _Proof:
    """Accepts words of a sentence that state a period as the whole sentence does, in one place of the article."""

    period: Period
    language: Language
    made: Fingerprint
    sentence: Span

    def __call__(self, passage: Passage, first: int, last: int) -> bool:
        if first < self.sentence.first or last > self.sentence.last:
            return False
        text = quote_of(passage, first, last)
        return missing_words(self.period, [text], self.language) is None and len(evidence.find(text, self.made)) == 1


def inferred_periods(kb: KnowledgeBase, source: Source) -> list[str]:
    """Return the periods that other figures of the article state: only these may be inferred."""
    own = (each for each in kb.observations.values() if each.citation.source == source.id)
    return sorted({PeriodCandidate(each.period).days for each in own if each.period.basis is Basis.STATED})


def named(kb: KnowledgeBase, text: str) -> dict[str, EntityKind]:
    """Return the entities that a text names in one of their wordings, each with its kind."""
    words = evidence.words(text)
    return {name: each.kind for name, each in kb.entities.items() if citations.is_named(each.wordings, [words])}


def actors(kb: KnowledgeBase, text: str) -> list[str]:
    """Return the ids of those a text names who can act, or state something."""
    return [name for name, kind in named(kb, text).items() if kind in ACTORS]


def places(kb: KnowledgeBase, text: str) -> list[str]:
    """Return the ids of the places that a text names."""
    return [name for name, kind in named(kb, text).items() if kind is EntityKind.PLACE]


def indicators(kb: KnowledgeBase, number: Numeral, after: str, language: Language) -> list[Indicator]:
    """Return the indicators whose unit measures what the number does and whose noun stands in the words after it."""
    return [each for each in kb.indicators.values() if fits(kb, each, number, after, language)]


def fits(kb: KnowledgeBase, indicator: Indicator, number: Numeral, after: str, language: Language) -> bool:
    """Return whether an indicator's unit measures what a number does, and is named by the words after it."""
    unit = kb.units[indicator.unit]
    if unit.measure is not number.measure:
        return False
    nouns = tuple(unit.forms[language].values())
    return unit.measure is Measure.PERCENT or citations.is_named(nouns, [evidence.words(after)])
