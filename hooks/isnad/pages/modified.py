"""When what a page shows last changed: the newest day on which one of its facts was reviewed or corrected.

The day of a build says nothing of that, and would have every page look new each time.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from ..facts.corrections import path_of, paths_behind
from ..facts.edition import version
from ..facts.indexes import footnoted
from ..facts.model import Fact, KnowledgeBase
from ..facts.record import NOT_GIVEN, NotGiven

# Macros that show something of every fact; of the others, the footnotes tell which facts they show.
SHOW_ALL = frozenset({"corrections", "dataset", "news"})


def of_facts(kb: KnowledgeBase, facts: Iterable[Fact]) -> dt.date | NotGiven:
    """Return the newest day on which one of some facts was reviewed or corrected."""
    shown = list(facts)
    return max((*(fact.reviewed for fact in shown), *_corrected(kb, {fact.id for fact in shown})), default=NOT_GIVEN)


def of_footnotes(kb: KnowledgeBase, labels: Collection[str]) -> dt.date | NotGiven:
    """Return the same for the facts and derived figures whose footnotes a page has; terms have no such day."""
    facts = footnoted(kb)
    days = [of_facts(kb, (facts[label] for label in labels if label in facts))]
    days += [each.reviewed for each in kb.derived.values() if f"derived-{each.id}" in labels]
    return max((day for day in days if day is not NOT_GIVEN), default=NOT_GIVEN)


def of_page(kb: KnowledgeBase, labels: Collection[str], macros: Collection[str]) -> dt.date | NotGiven:
    """Return the same for a page, by the labels of its footnotes and the names of the macros that it calls."""
    return of_footnotes(kb, labels) if SHOW_ALL.isdisjoint(macros) else version(kb)


def _corrected(kb: KnowledgeBase, names: Collection[str]) -> Iterator[dt.date]:
    paths = {path for name in names if name in kb.observations for path in paths_behind(kb, kb.observations[name])}
    paths |= {f"{kind}/{name}" for kind in ("events", "statements") for name in names}
    return (each.date for each in kb.corrections.values() if path_of(each) in paths)
