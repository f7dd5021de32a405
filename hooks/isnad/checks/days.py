"""Days that cannot be: of work that is still to be done, or that was done before there was an article to read."""

import datetime as dt
from collections.abc import Iterator

from ..facts.model import Correction, DerivedFigure, Fact, KnowledgeBase, Tombstone
from ..facts.record import NOT_GIVEN, Month
from ..problems import Mark, Problem, say

# East of here, tomorrow has begun.
LEEWAY = dt.timedelta(days=1)
# Before any site of this engine.
FIRST_DAY = dt.date(2020, 1, 1)


def future_days(kb: KnowledgeBase, today: dt.date) -> Iterator[Problem]:
    """Nothing was published, compared, corrected or withdrawn on a day that is still to come."""
    for key, day, mark in _days(kb):
        if day > today + LEEWAY:
            yield Problem.at(mark, "DATE-IMPOSSIBLE", say("date-future", key=key, day=day, today=today))


def _days(kb: KnowledgeBase) -> Iterator[tuple[str, dt.date, Mark]]:
    reviewed: list[Fact | DerivedFigure] = [*kb.facts(), *kb.derived.values()]
    dated: list[Correction | Tombstone] = [*kb.corrections.values(), *kb.tombstones.values()]
    yield from (("reviewed", record.reviewed, record.at("reviewed")) for record in reviewed)
    yield from (("date", record.date, record.at("date")) for record in dated)
    for source in kb.sources.values():
        if (published := source.published) is not NOT_GIVEN:
            day = published.value.first if isinstance(published.value, Month) else published.value
            yield "published", day, published.at("value")
        yield from (("date", seen.date, seen.at("date")) for seen in source.afterwards.values())
        if source.reading:
            yield "date", source.reading.date, source.reading.at("date")
        if source.capture and source.capture.promoted:
            yield "promoted", source.capture.promoted, source.capture.at("promoted")


def check_reviewed(kb: KnowledgeBase) -> Iterator[Problem]:
    """A fact was compared with its article after that had been published; no work is older than the site."""
    for key, day, mark in _days(kb):
        if key != "published" and day < FIRST_DAY:
            yield Problem.at(mark, "DATE-IMPOSSIBLE", say("date-past", key=key, day=day, first=FIRST_DAY))
    for fact in kb.facts():
        published = kb.source_of(fact).published
        if published is NOT_GIVEN:
            continue
        first = published.value.first if isinstance(published.value, Month) else published.value
        if fact.reviewed < first:
            message = say("date-reviewed", day=fact.reviewed, source=fact.citation.source, published=first)
            yield Problem.at(fact.at("reviewed"), "DATE-IMPOSSIBLE", message)
