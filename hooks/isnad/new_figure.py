"""A new observation, from a source and a phrase of its text: what words prove is written, all else left to a person.

What is left stands as CONFIRM, which no check lets through, with the candidates in a comment above it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import candidates, evidence, numerals, passages
from .candidates import PeriodCandidate
from .data_schemas import written_fields
from .formatting import format_value
from .insertion import INDICATORS
from .locale import format_number
from .messages import Message, say
from .model import Indicator, KnowledgeBase, Measure, Observation, Precision, Source
from .numerals import Numeral
from .passages import Passage, Span, quote_of
from .problems import Mark, Problem, hint
from .record import ID, NOT_GIVEN
from .schema import CONFIRM

INDENT = " " * 6
LISTED = 6  # how many candidates a comment lists


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quote that proves one number of an article."""

    kb: KnowledgeBase
    source: Source
    quote: Span
    number: Numeral
    among: list[Passage]
    indicator: Indicator | None
    id: str

    @property
    def words(self) -> str:
        """The quote."""
        return quote_of(self.quote.passage, self.quote.first, self.quote.last)

    @property
    def after(self) -> str:
        """The words of the quote behind its number."""
        text = evidence.normalise(self.words)
        return text[next(numerals.parse(text)).end :]

    def paragraph(self) -> str:
        """Return the paragraph of the quote."""
        return self.quote.passage.text


def propose(
    root: Path, kb: KnowledgeBase, source: str, phrase: str, indicator: str | None, name: str
) -> tuple[Proposal | None, list[Problem]]:
    """Return a proposal for the number in a phrase of a source, or everything that is wrong with what was asked."""
    problems = list(_unknown(kb, source, indicator, name))
    if source not in kb.sources:
        return None, problems
    record, mark = kb.sources[source], kb.sources[source].capture.at("file")
    try:
        data = evidence.archive_path(root, record.capture).read_bytes()
        among = passages.passages(data, record.capture)
    except OSError:
        return None, [*problems, Problem.at(mark, "ARCHIVE-MISSING", say("archive-missing", file=record.capture.file))]
    except (UnicodeDecodeError, IndexError):
        return None, [*problems, Problem.at(mark, "ARCHIVE-LINES", say("archive-lines", file=record.capture.file))]
    found, why = _quote(kb, record, phrase, among)
    if found is None:
        return None, [*problems, Problem.at(Mark(f"seeds/archive/{record.capture.file}", 1, 1), "PHRASE-PLACE", why)]
    if problems:
        return None, problems
    chosen = kb.indicators[indicator] if indicator else None
    (number,) = found.passage.numbers_in(found.first, found.last)
    return Proposal(kb, record, found, number, among, chosen, name), []


def _unknown(kb: KnowledgeBase, source: str, indicator: str | None, name: str) -> Iterator[Problem]:
    """Yield a problem for each id that is not there, or that is taken."""
    if source not in kb.sources:
        message = say("unknown-id", table="sources", id=source, hint=hint(source, kb.sources))
        yield Problem("seeds", 1, 1, "UNKNOWN-ID", message)
    if indicator and indicator not in kb.indicators:
        message = say("unknown-id", table="indicators", id=indicator, hint=hint(indicator, kb.indicators))
        yield Problem(INDICATORS, 1, 1, "UNKNOWN-ID", message)
    if name and not re.fullmatch(ID.regex, name):
        yield Problem(INDICATORS, 1, 1, "WRONG-TYPE", say("flag-form", flag="--id", form=ID.words, found=name))
    if name in kb.observations:
        yield Problem.at(kb.observations[name].at(), "DUPLICATE-ID", say("figure-taken", id=name))


def _quote(kb: KnowledgeBase, source: Source, phrase: str, among: list[Passage]) -> tuple[Span | None, Message]:
    """Return the quote that proves the number of a phrase, or in words why there is none."""
    places = passages.find(phrase, among)
    if len(places) > 1:
        listed = "; ".join(map(str, places))
        return None, say("phrase-often", phrase=phrase, count=len(places), places=listed)
    if not places:
        near = passages.nearest(phrase, among)
        if near is None:
            return None, say("phrase-nowhere", phrase=phrase, source=source.id)
        return None, say("phrase-near", phrase=phrase, source=source.id, near=near)
    (place,) = places
    numbers = place.passage.numbers_in(place.first, place.last)
    if len(numbers) != 1:
        return None, _not_one(phrase, place, ", ".join(map(str, numbers)))
    if numbers[0].precision is None:
        return None, say("phrase-bound", phrase=phrase, place=place)
    quote = passages.widen(place, kb.fingerprints[source.id])
    return quote, say("phrase-unquotable", phrase=phrase, place=place)


def _not_one(phrase: str, place: Span, numbers: str) -> Message:
    """Return what is said of words that do not state exactly one number."""
    if numbers:
        return say("phrase-numbers", phrase=phrase, numbers=numbers)
    others = ", ".join(map(str, place.passage.numbers))
    if others:
        return say("phrase-no-number-here", phrase=phrase, paragraph=place.passage.paragraph, numbers=others)
    return say("phrase-no-number", phrase=phrase, paragraph=place.passage.paragraph)


def format_proposal(proposal: Proposal) -> str:
    """Return a proposal as it stands under `observations` in data/indicators.yaml."""
    lines = [
        *_comments(proposal),
        f"{proposal.id or CONFIRM}:{'' if proposal.id else '  # an id that will not change'}",
    ]
    return "".join(f"{INDENT}{line}".rstrip() + "\n" for line in [*lines, *(f"  {line}" for line in _fields(proposal))])


def _comments(proposal: Proposal) -> Iterator[str]:
    """Yield what a person must know of the whole: the place, the unit, figures that are there already."""
    passage = proposal.quote.passage
    where = f"§ {passage.paragraph}" if passage.paragraph else "the headline"
    yield f"# From {where} of {proposal.source.id}. Replace each {CONFIRM}; compare all the rest with the text."
    yield "# The quote holds all the words you gave: with longer ones it says who, where and when."
    yield from _unit(proposal)
    for each in proposal.kb.observations.values():
        if each.citation.source == proposal.source.id and each.value == proposal.number.value:
            yield f"# The value stands there already: {each.id}."


def _unit(proposal: Proposal) -> Iterator[str]:
    number, language = proposal.number, proposal.source.language
    if (indicator := proposal.indicator) is None:
        found = candidates.indicators(proposal.kb, number, proposal.after, language)
        names = _listed([f"{each.id} ({each.unit})" for each in found])
        yield f"# Under which indicator? Those whose unit the quote names: {names}."
    elif candidates.fits(proposal.kb, indicator, number, proposal.after, language):
        yield f"# Unit of {indicator.id}: {indicator.unit}; the quote has its noun. Does it count the same thing?"
    else:
        yield f"# Unit of {indicator.id}: {indicator.unit}; the quote does NOT have its noun. Is it the right one?"


def _fields(proposal: Proposal) -> Iterator[str]:
    """Yield the lines of the record, every field that it needs in its place."""
    yield f"value: {proposal.number.value.normalize():f}"
    yield from _precision(proposal)
    yield from _period(proposal)
    yield from _scope(proposal)
    yield from _authority(proposal)
    yield "citation:"
    yield f"  source: {proposal.source.id}"
    yield f"  quote: {format_value({'q': proposal.words}).removeprefix('q: ').rstrip()}"
    yield f"  translation: {CONFIRM}  # into {_other(proposal)}; its only number is {_written(proposal.number)}"
    optional = [name for name, _, needed in written_fields(Observation) if not needed]
    yield f"# Where they apply: {', '.join(optional)}; a note in the citation, witnesses in each basis."
    yield f"reviewed: {CONFIRM}  # the day on which you compared all this with the article"


def _other(proposal: Proposal) -> str:
    return {"ar": "Arabic", "fr": "French"}[proposal.source.language.other]


def _written(number: Numeral) -> str:
    return format_number(number.value) + (" %" if number.measure is Measure.PERCENT else "")


def _precision(proposal: Proposal) -> Iterator[str]:
    if proposal.quote.passage.paragraph == 0 and proposal.number.precision is Precision.EXACT:
        yield "# A headline often rounds: exact, or rounded (then `rounds:` the id of the exact figure)."
        yield f"precision: {CONFIRM}"
    else:
        yield f"precision: {proposal.number.precision}"


def _period(proposal: Proposal) -> Iterator[str]:
    """Yield the period: filled in where the quote states exactly one."""
    language, made = proposal.source.language, proposal.kb.fingerprints[proposal.source.id]
    stated = candidates.periods(proposal.words, language)
    yield "period:"
    if len(stated) == 1:
        yield "  # The quote states it; is it the period of this very number?"
        yield from (f"  start: {stated[0].start}", f"  end: {stated[0].end}", "  basis: stated")
        return
    if stated:
        yield f"  # The quote may state: {_listed([PeriodCandidate(each).days for each in stated])}."
    if whole := candidates.periods(proposal.paragraph(), language):
        days = _listed([PeriodCandidate(each).days for each in whole[:LISTED]])
        yield f"  # Its whole paragraph states {days}: in one place, or in several of which each is a quote."
    for each in candidates.witnessed_periods(proposal.quote, proposal.among, language, made)[:LISTED]:
        yield f"  # § {each.paragraph} states {each.days}, with the witness: {each.witness}"
    inferred = candidates.inferred_periods(proposal.kb, proposal.source)
    yield f"  # Other figures of the article state: {_listed(inferred)}. Only these may be inferred, with a reason."
    yield f"  start: {CONFIRM}"
    yield f"  end: {CONFIRM}  # a day, or {NOT_GIVEN} if the article gives none"
    yield f"  basis: {CONFIRM}  # stated, or inferred with `reason:`"


def _scope(proposal: Proposal) -> Iterator[str]:
    yield "scope:"
    for text, where in ((proposal.words, "the quote"), (proposal.paragraph(), "its paragraph")):
        places, actors = candidates.places(proposal.kb, text), candidates.actors(proposal.kb, text)
        yield f"  # Named in {where}: places {_listed(places)}; actors or partners {_listed(actors)}."
    yield f"  place: {CONFIRM}  # or actor, partner, origin: an id of data/entities.yaml"
    yield f"  basis: {CONFIRM}  # stated, or inferred with `reason:`"


def _authority(proposal: Proposal) -> Iterator[str]:
    yield "stated_by:"
    actors = [candidates.actors(proposal.kb, text) for text in (proposal.words, proposal.paragraph())]
    publisher = proposal.source.publisher
    outlet = "" if publisher is NOT_GIVEN else f" The publisher is {publisher.value}."
    yield f"  # Named in the quote: {_listed(actors[0])}; in its paragraph: {_listed(actors[1])}.{outlet}"
    yield f"  entity: {CONFIRM}  # who stated it, not who is counted"
    yield f"  basis: {CONFIRM}  # stated, or inferred with `reason:`"


def _listed(names: list[str]) -> str:
    return ", ".join(names) if names else "none"
