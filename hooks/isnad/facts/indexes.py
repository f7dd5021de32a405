"""What is looked up for each of many pages, by what it is looked up by: made once for a knowledge base."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..text.languages import Language
from .comparability import scope_of
from .copies import copies, of_one_agency
from .model import Citation, Fact, Indicator, KnowledgeBase, Observation, Statement
from .periods import after, part_of_year
from .record import NOT_GIVEN
from .tables import EVERY, index


@index
def facts_by_source(kb: KnowledgeBase) -> Mapping[str, Sequence[Fact]]:
    """Return the facts cited from each source, in the order of the data files."""
    found: dict[str, list[Fact]] = {name: [] for name in kb.sources}
    for fact in kb.facts():
        found[fact.citation.source].append(fact)
    return found


@index
def facts_by_topic(kb: KnowledgeBase) -> Mapping[str, Sequence[Fact]]:
    """Return the facts of each topic, in the order of the data files."""
    found: dict[str, list[Fact]] = {name: [] for name in kb.topics}
    for fact in kb.facts():
        found.setdefault(kb.topic_of(fact), []).append(fact)
    return found


@index
def _indicators_by_name(kb: KnowledgeBase) -> Mapping[str, Sequence[tuple[int, Indicator]]]:
    """Return the indicators, numbered in the order of the data files, by their ids and their topics, and under `*`."""
    found: dict[str, list[tuple[int, Indicator]]] = {name: [] for name in (EVERY, *kb.topics)}
    for number, indicator in enumerate(kb.indicators.values()):
        for name in {EVERY, indicator.id, indicator.topic}:
            found.setdefault(name, []).append((number, indicator))
    return found


def indicators_named(kb: KnowledgeBase, names: Iterable[str]) -> list[Indicator]:
    """Return the indicators whose id or topic is named, or all by `*`, in the order of the data files."""
    by_name = _indicators_by_name(kb)
    found = dict(each for name in names for each in by_name.get(name, ()))
    return [found[number] for number in sorted(found)]


def has_figures(kb: KnowledgeBase, topic: str) -> bool:
    """Return whether there is a figure of a topic."""
    return any(isinstance(fact, Observation) for fact in facts_by_topic(kb).get(topic, ()))


def counts(facts: Iterable[Fact]) -> dict[str, int]:
    """Return how many observations and statements there are among some facts, by the names of their units."""
    found = Counter(map(type, facts))
    return {"observation": found[Observation], "statement": found[Statement]}


def counted_once(kb: KnowledgeBase, indicator: Indicator) -> list[Observation]:
    """Return the observations of an indicator in the order of their periods, of those that begin together the longer
    first. A rounding of another, and a value that another replaces, would count the same again: they are left out.
    """
    once = (each for each in kb.figures_of(indicator) if not (each.rounds or each.superseded_by))
    return sorted(once, key=lambda it: (it.period.start, it.period.start - after(it.period)))


@index
def referring(kb: KnowledgeBase) -> Mapping[str, Sequence[tuple[str, Observation]]]:
    """Return, for each observation, those that refer to it or agree with it, with the name of the relation.

    What stands in a copy of the same text agrees with nothing: it is `copied`. Nor does what one agency told two
    outlets: it is `relayed`.
    """
    found: dict[str, list[tuple[str, Observation]]] = {name: [] for name in kb.observations}
    counts: dict[object, list[Observation]] = {}
    for each in kb.observations.values():
        counts.setdefault(_count(kb, each), []).append(each)

    def likeness(name: str, other: Observation) -> str:
        one, two = kb.sources[kb.observations[name].citation.source], kb.source_of(other)
        if one.id in copies(kb)[two.id]:
            return "copied"
        return "relayed" if of_one_agency(one, two) else "agrees"

    for other in kb.observations.values():
        disputed = [name for name in other.disagrees_with if other.id not in kb.observations[name].disagrees_with]
        alike = [one.id for one in counts[_count(kb, other)] if one.citation.source != other.citation.source]
        named: dict[str, Sequence[str | None]] = {
            "rounded": [other.rounds],
            "part": [other.part_of],
            "disagrees": disputed,
            "supersedes": [other.superseded_by],
            **{
                label: [name for name in alike if likeness(name, other) == label]
                for label in ("agrees", "copied", "relayed")
            },
        }
        for label, name in ((label, name) for label, names in named.items() for name in names if name):
            found[name].append((label, other))
    return found


@index
def sorts(kb: KnowledgeBase) -> Mapping[str, int]:
    """Return the sort of each observation, counted from 0: the words about those of one ask for the same labels."""
    numbers: dict[object, int] = {}
    return {name: numbers.setdefault(_sort(kb, each), len(numbers)) for name, each in kb.observations.items()}


def _sort(kb: KnowledgeBase, each: Observation) -> tuple[object, ...]:
    """Return what decides which labels the words about an observation ask for."""
    period, scope = each.period, each.scope
    bases = (period.basis, scope.basis, each.stated_by.basis)
    when = part_of_year(period) or f"{period.start:%m-%d}"
    return kb.unit_of(each).id, each.precision, each.status, bases, when, _proof(each), *map(bool, scope_of(each))


def _proof(each: Observation) -> tuple[bool, ...]:
    """Return what decides how the proof of an observation reads: a quote, or what is known of the printed number."""
    citation = each.citation
    return () if isinstance(citation, Citation) else (citation.printed is NOT_GIVEN, citation.place is NOT_GIVEN)


def _count(kb: KnowledgeBase, each: Observation) -> tuple[object, ...]:
    """Return what two articles say alike that give one value for the same count."""
    indicator, period = kb.indicator_of[each.id].id, each.period
    return indicator, scope_of(each), each.base, each.amount, period.start, period.end


@index
def footnoted(kb: KnowledgeBase) -> Mapping[str, Fact]:
    """Return the fact that each footnote proves, by the label of the footnote."""
    return {label_of(fact): fact for fact in kb.facts()}


def label_of(fact: Fact) -> str:
    """Return the label of a fact's footnote."""
    return f"{type(fact).__name__.lower()}-{fact.id}"


def synonyms(kb: KnowledgeBase, language: Language) -> list[tuple[str, str]]:
    """Return each word that readers type for an entity or a term, with its name in a language, which lacks the word."""
    named = [(entity.synonyms, entity.name[language]) for entity in kb.entities.values()]
    named += [(term.synonyms, term.term[language]) for term in kb.terms.values()]
    return [(word, name) for words, name in named for word in words if word.casefold() not in name.casefold()]
