"""Into which languages the words of an article are translated: into the other one of the site, or into both."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..problems import Problem, say
from .model import Source, Term
from .record import NOT_GIVEN, Record, Translated, Translations
from .tiers import FACTS


def mismatches(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Problem]]:
    """Yield, by table and id, each translation that is one where two are needed, or two where one is."""
    sources: Mapping[str, Source] = tables["sources"]
    cited = [(table, fact.id, fact, fact.citation.source) for table in FACTS for fact in tables[table].values()]
    terms: Iterable[Term] = tables["terms"].values()
    cited += [("terms", term.id, wording, wording.source) for term in terms for wording in term.wordings]
    for table, name, record, source_id in cited:
        for words in _translated(record):
            yield from ((table, name, problem) for problem in _of_words(words, sources.get(source_id)))
    for source in sources.values():
        if source.title is not NOT_GIVEN:
            yield from (("sources", source.id, problem) for problem in _of_words(source.title, source))


def _translated(record: Record) -> Iterator[Translated]:
    """Yield all translated words inside a record, its own included."""
    if isinstance(record, Translated):
        yield record
    for part in record.parts():
        yield from _translated(part)


def _of_words(words: Translated, source: Source | None) -> Iterator[Problem]:
    if source is None or isinstance(words.translation, Translations) is (len(source.language.targets) > 1):
        return
    mark = words.at("translation")
    if isinstance(words.translation, Translations):
        message = say("translation-one", language=source.language.targets[0], source=source.id)
        yield Problem.at(mark, "WRONG-TYPE", message)
    else:
        message = say("translation-both", source=source.id, language=source.language)
        yield Problem.at(mark, "MISSING-TRANSLATION", message)
