"""The edition of the facts: the day of their last review, and their licence."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

from .corrections import of_record, paths_behind
from .model import KnowledgeBase, Observation
from .record import NOT_GIVEN, NotGiven

LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENSE_NAME: Final = "CC BY 4.0"


def dates(kb: KnowledgeBase) -> Iterator[dt.date]:
    """Yield each day on which a fact was reviewed, corrected or withdrawn, or an article was seen to have changed."""
    yield from (fact.reviewed for fact in kb.facts())
    yield from (each.reviewed for each in kb.derived.values())
    yield from (each.date for each in kb.corrections.values())
    yield from (each.date for each in kb.tombstones.values())
    yield from (seen.date for source in kb.sources.values() for seen in source.afterwards.values())


def version(kb: KnowledgeBase) -> dt.date | NotGiven:
    """Return the version of the data: the newest of its dates, whenever the site was built."""
    return max(dates(kb), default=NOT_GIVEN)


def version_of(kb: KnowledgeBase, observation: Observation) -> dt.date:
    """Return the version of a figure: the day of its last review, or of a later correction of it or of its meaning."""
    corrections = of_record(kb, *paths_behind(kb, observation))
    return max([observation.reviewed, *(each.date for each in corrections)])
