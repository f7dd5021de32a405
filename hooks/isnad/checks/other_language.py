"""Whether each text is in its own language: Arabic under `ar`, French under `fr`, quotes in the article's language.

Names, acronyms, quotes and a few words of the other script may stand in any text; a whole sentence of it may not.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from ..facts.model import Entity, KnowledgeBase, PluralForms
from ..facts.record import Bilingual, Record
from ..facts.tables import REMEMBERED
from ..problems import Problem, say
from ..text.languages import Language
from ..text.scripts import WORD, in_other, is_foreign, script_of, whole
from . import citations

TABLES = (
    "topics", "units", "indicators", "derived", "corrections", "tombstones", "events", "statements", "entities",
    "terms", "labels", "keys", "rules", "sources",
)  # fmt: skip
OWN = ("labels", "keys", "rules")  # the site's own words, which stand beside the code

Text = Bilingual | PluralForms


def check_languages(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote is written in the language of its source, its translation in the other one; so is every text."""
    for source, witness in citations.witnesses(kb):
        if script_of(witness.quote) is not source.language.nearest:
            message = say("quote-language", language=source.language, source=source.id, text=witness.quote)
            yield Problem.at(witness.at("quote"), "LANGUAGE", message)
    for source, _, language, text, mark in citations.translated(kb):
        if script_of(text) is not language:
            message = say("translation-language", language=language, source=source.id, text=text)
            yield Problem.at(mark, "LANGUAGE", message)
    yield from _check_texts(kb)


def _check_texts(kb: KnowledgeBase) -> Iterator[Problem]:
    names = frozenset(word for entity in kb.entities.values() for word in WORD.findall(entity.name.fr))
    for _, record, texts in _texts_of_records(kb):
        known = names.union(WORD.findall(record.name.ar)) if isinstance(record, Entity) else names
        for text in texts:
            yield from _check_text(text, known)


def texts_of(kb: KnowledgeBase) -> Iterator[Text]:
    """Yield every text in both languages of what contributors write."""
    for table, _, texts in _texts_of_records(kb):
        yield from texts if table not in OWN else ()


@lru_cache(REMEMBERED)
def _texts_of_records(kb: KnowledgeBase) -> Sequence[tuple[str, Record, Sequence[Text]]]:
    """Return all records, each with its table and its texts in both languages."""
    tables: list[tuple[str, Mapping[str, Record]]] = [(table, getattr(kb, table)) for table in TABLES]
    return [(table, record, [*_texts(record)]) for table, records in tables for record in records.values()]


def _texts(record: Record) -> Iterator[Text]:
    """Yield every text in both languages inside a record, itself included."""
    if isinstance(record, Bilingual | PluralForms):
        yield record
    for part in record.parts():
        yield from _texts(part)


def _check_text(text: Text, names: frozenset[str]) -> Iterator[Problem]:
    said = {language: whole(text[language]) for language in Language}
    wrong = [language for language in Language if is_foreign(said[language], language, names)]
    if len(wrong) == len(Language):
        yield Problem.at(
            text.at(Language.AR), "LANGUAGE", say("texts-swapped", ar=said[Language.AR], fr=said[Language.FR])
        )
        return
    for language in wrong:
        yield Problem.at(text.at(language), "LANGUAGE", in_other(language, said[language]))
