"""Rules that bind the period of a count to the words of its article."""

from collections.abc import Iterator

from ..facts.model import Basis, KnowledgeBase, Observation, Status
from ..facts.periods import Days, Meanings, days_of, meanings, refers_elsewhere
from ..facts.record import NOT_GIVEN, Month
from ..problems import Message, Problem, say
from . import citations, near_quotes


def check_periods(kb: KnowledgeBase) -> Iterator[Problem]:
    """A period ends after it starts, and before its article appeared unless it is foreseen; its words can mean it."""
    for observation in kb.observations.values():
        period, source = observation.period, kb.source_of(observation)
        if period.end is not NOT_GIVEN and period.end < period.start:
            message = say("period-order", start=period.start, end=period.end)
            yield Problem.at(period.at("end"), "PERIOD-ORDER", message)
            continue
        if period.basis is Basis.STATED and (unsaid := _unsaid(kb, observation)):
            yield Problem.at(period.at("basis"), "PERIOD-WORDS", unsaid)
        if source.published is NOT_GIVEN or period.end is NOT_GIVEN or observation.status is Status.FORECAST:
            continue
        published = source.published.value
        if (published.last if isinstance(published, Month) else published) < period.end:
            message = say("period-source", source=source.id, published=published, end=period.end)
            yield Problem.at(period.at("end"), "PERIOD-SOURCE", message)


def _meanings(kb: KnowledgeBase, observation: Observation, witnessed: bool = True) -> Meanings:
    """Return the periods that the words of a count can mean, with or without its period's further witnesses."""
    published = kb.source_of(observation).published_day
    witnesses = [witness.quote for witness in observation.period.witnesses] if witnessed else []
    return meanings(observation.quotation.quote, witnesses, published, citations.number_at(kb, observation))


def _unsaid(kb: KnowledgeBase, observation: Observation) -> Message | None:
    """Return what the words of a stated period mean instead; None where they can mean it."""
    found, days = _meanings(kb, observation), days_of(observation.period)
    if days in found.stated:
        return None
    if found.stated:
        return say("period-words", meanings=list(map(str, found.stated)), period=str(days))
    if days.is_full_year and days.start.year in found.less_than:
        return say("period-part", year=days.start.year)
    if refers_elsewhere([observation.quotation.quote]):
        return say("period-elsewhere", period=str(days))
    return say("period-wordless", period=str(days))


def check_inferred_periods(kb: KnowledgeBase) -> Iterator[Problem]:
    """An inferred period contradicts no word of its count; where none dates it, the article dates another so."""
    stated: dict[str, list[Days]] = {}
    for observation in kb.observations.values():
        if observation.period.basis is Basis.STATED:
            stated.setdefault(observation.citation.source, []).append(days_of(observation.period))
    for observation in kb.quoted() if not kb.set_aside else ():
        if observation.period.basis is Basis.INFERRED:
            others = stated.get(observation.citation.source, [])
            if refused := _contradiction(kb, observation, others):
                yield Problem.at(observation.period.at("basis"), "PERIOD-INFERRED", refused)


def _contradiction(kb: KnowledgeBase, observation: Observation, others: list[Days]) -> Message | None:
    """Return what speaks against an inferred period; None where nothing does."""
    days, own = days_of(observation.period), _meanings(kb, observation, witnessed=False)
    if days.is_full_year and days.start.year in own.less_than:
        return say("period-part", year=days.start.year)
    known = list(_meanings(kb, observation).open)
    if witnesses := [witness.quote for witness in observation.period.witnesses]:
        published = kb.source_of(observation).published_day
        known += meanings(witnesses[0], witnesses[1:], published).open
    if any(days.lies_in(one) for one in known) or (witnesses and not known):
        return None
    if several := [one for one in own.open if one.start != one.end]:
        return say("period-contradicted", meanings=list(map(str, several)), period=str(days))
    if (
        others
        and days not in others
        and not is_undated(observation, kb.observations.get(observation.superseded_by or ""))
    ):
        return say("period-inferred", start=days.start, end=days.end or NOT_GIVEN)
    return None


def is_undated(observation: Observation, newer: Observation | None) -> bool:
    """Return whether an earlier count, which a newer one replaces, is known to begin as that does, and no more."""
    period = observation.period
    open_end = period.basis is Basis.INFERRED and period.end is NOT_GIVEN
    return open_end and newer is not None and newer.period.start == period.start


def check_places(kb: KnowledgeBase) -> Iterator[Problem]:
    """A witness of a stated period stands in the paragraph of its count, or something says why it counts."""
    for observation in kb.observations.values():
        period = observation.period
        if period.basis is not Basis.STATED or period.reason is not None:
            continue
        elsewhere = list(citations.witnesses_elsewhere(kb, observation, period))
        away = [witness for witness, _ in elsewhere]
        near = [observation.quotation.quote, *(one.quote for one in period.witnesses if one not in away)]
        if refers_elsewhere(near):
            continue
        for witness, place in elsewhere:
            message = say("witness-place", place=near_quotes.place(place))
            yield Problem.at(witness.at("quote"), "WITNESS-PLACE", message)
