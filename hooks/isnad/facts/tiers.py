"""The two tiers of evidence: what a captured article proves by quotes, and what an article was only read for."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Problem, say
from .model import Basis, Citation, Fact, Mention, Source, Term
from .record import NOT_GIVEN, Origin

FACTS = ("observations", "events", "statements")


def mismatches(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Problem]]:
    """Yield, by table and id, what claims of an article more, or less, than its tier of evidence allows."""
    sources: Mapping[str, Source] = tables["sources"]
    for table in FACTS:
        for fact in tables[table].values():
            if source := sources.get(fact.citation.source):
                yield from ((table, fact.id, problem) for problem in _of_fact(fact, source))
    for term in tables["terms"].values():
        yield from (("terms", term.id, problem) for problem in _of_term(term, sources))
    for source in sources.values():
        yield from (("sources", source.id, problem) for problem in _of_source(source))


def _of_fact(fact: Fact, source: Source) -> Iterator[Problem]:
    """Yield a problem where a fact quotes an article that nobody captured, or only mentions one that is captured."""
    citation = fact.citation
    if source.capture is None and isinstance(citation, Citation):
        yield Problem.at(citation.at("quote"), "EVIDENCE-TIER", say("tier-quote", source=source.id))
    elif source.capture is not None and isinstance(citation, Mention):
        yield Problem.at(citation.at("printed"), "EVIDENCE-TIER", say("tier-printed", source=source.id))
    for name, based in fact.bases().items():
        if source.capture is not None and based.basis is Basis.DECLARED:
            yield Problem.at(based.at("basis"), "EVIDENCE-TIER", say("tier-declared", what=name, source=source.id))
        if source.capture is None and based.basis is Basis.STATED:
            yield Problem.at(based.at("basis"), "EVIDENCE-TIER", say("tier-stated", what=name, source=source.id))
        if source.capture is None and based.witnesses:
            yield Problem.at(based.at("witnesses"), "EVIDENCE-TIER", say("tier-witness", what=name, source=source.id))


def _of_term(term: Term, sources: Mapping[str, Source]) -> Iterator[Problem]:
    for wording in term.wordings:
        source = sources.get(wording.source)
        if source and source.capture is None:
            yield Problem.at(wording.at("quote"), "EVIDENCE-TIER", say("tier-quote", source=source.id))


def _of_source(source: Source) -> Iterator[Problem]:
    """Yield a problem for each detail that is said to stand in a captured text, where there is none."""
    for name, found in source.details.items():
        if source.capture is None and found is not NOT_GIVEN and found.origin is Origin.CAPTURE:
            yield Problem.at(found.at("origin"), "EVIDENCE-TIER", say("tier-origin", what=name))
