"""What a source allows of what is cited from it: a captured article proves by quotes, one that was only read does not;
its words are translated into the other language of the site, or into both.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from ..problems import Problem, say
from .model import Basis, Citation, Fact, Mention, Source, Wording
from .record import NOT_GIVEN, Origin, Record, Translated, Translations

FACTS = ("observations", "events", "statements")


def mismatches(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Problem]]:
    """Yield, by table and id, what claims more or less of an article than it allows, or lacks a translation."""
    sources: Mapping[str, Source] = tables["sources"]
    for table in FACTS:
        for fact in tables[table].values():
            if source := sources.get(fact.citation.source):
                found = (*_of_fact(fact, source), *_of_words(fact, source))
                yield from ((table, fact.id, problem) for problem in found)
    for term in tables["terms"].values():
        for wording in term.wordings:
            if source := sources.get(wording.source):
                found = (*_of_wording(wording, source), *_of_words(wording, source))
                yield from (("terms", term.id, problem) for problem in found)
    for source in sources.values():
        title = () if source.title is NOT_GIVEN else _of_words(source.title, source)
        yield from (("sources", source.id, problem) for problem in (*_of_source(source), *title))


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


def _of_wording(wording: Wording, source: Source) -> Iterator[Problem]:
    if source.capture is None:
        yield Problem.at(wording.at("quote"), "EVIDENCE-TIER", say("tier-quote", source=source.id))


def _of_source(source: Source) -> Iterator[Problem]:
    """Yield a problem for each detail that is said to stand in a captured text, where there is none."""
    for name, found in source.details.items():
        if source.capture is None and found is not NOT_GIVEN and found.origin is Origin.CAPTURE:
            yield Problem.at(found.at("origin"), "EVIDENCE-TIER", say("tier-origin", what=name))


def _of_words(record: Record, source: Source) -> Iterator[Problem]:
    """Yield each translation in a record, its own included, that is one where two are needed, or two where one is."""
    targets = source.language.targets
    if isinstance(record, Translated) and isinstance(record.translation, Translations) is not (len(targets) > 1):
        mark = record.at("translation")
        if isinstance(record.translation, Translations):
            message = say("translation-one", language=targets[0], source=source.id)
            yield Problem.at(mark, "WRONG-TYPE", message)
        else:
            message = say("translation-both", source=source.id, language=source.language)
            yield Problem.at(mark, "MISSING-TRANSLATION", message)
    for part in record.parts():
        yield from _of_words(part, source)
