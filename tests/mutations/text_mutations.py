"""Damages to texts in both languages: labels, names, terms, whole records."""

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from isnad.facts.record import Bilingual, Record
from isnad.text.languages import Language

from tests.mutations.mutations import OTHER_WORD, Edit, Found, Material, kind


def bilinguals(material: Material) -> Iterator[Bilingual]:
    """Yield every text of the data that stands in both languages."""
    kb = material.kb
    tables = (
        kb.topics, kb.indicators, kb.derived, kb.corrections, kb.events, kb.statements, kb.entities, kb.terms,
        kb.labels, kb.sources,
    )  # fmt: skip
    for table in tables:
        for record in table.values():
            yield from _texts(record)


def _texts(record: Record) -> Iterator[Bilingual]:
    if isinstance(record, Bilingual):
        yield record
    for part in record.parts():
        yield from _texts(part)


def _where(text: Bilingual) -> str:
    mark = text.at("ar")
    return f"{mark.path}:{mark.line} «{text.fr[:40]}»"


TYPED = {Language.AR: " ٤٥ أو 4 517", Language.FR: " 45 ou 4 517"}


@kind("text: a number typed in both languages", finished=True)
def numbers_typed_into_texts(material: Material) -> Found:
    for text in bilinguals(material):
        edits = [material.say(text.at(language), text[language].rstrip(".") + TYPED[language]) for language in Language]
        yield _where(text), edits


@kind("entity: name that of another")
def swapped_names(material: Material) -> Found:
    for one, two in pairwise(sorted(material.kb.entities.values(), key=lambda entity: entity.kind)):
        if one.kind is two.kind:
            edits = [
                material.say(entity.name.at(language), other.name[language])
                for entity, other in ((one, two), (two, one))
                for language in Language
            ]
            yield f"{one.id} ↔ {two.id}", edits


@kind("entity: a wording changed")
def other_wordings(material: Material) -> Found:
    for entity in material.kb.entities.values():
        for wording in entity.wordings:
            path, node = material.node(entity.at("wordings"))
            start = material.texts[path].index(f"- {wording}", node.start) + 2
            yield f"{entity.id}: {wording}", [Edit(path, start, start + len(wording), f"{wording[:-1]}x")]


@kind("glossary: an article's wording changed")
def other_term_wordings(material: Material) -> Found:
    for term in material.kb.terms.values():
        for wording in term.wordings:
            words = wording.wording.split(" ")
            changed = [" ".join([*words[:-1], "xyz"]), f"{wording.wording} {OTHER_WORD[Language.FR]}", words[0][:-1]]
            for new in changed:
                yield f"{term.id}: {wording.wording} → {new}", [material.say(wording.at("wording"), new)]


@kind("label: its number removed in both languages", finished=True)
def labels_without_number(material: Material) -> Found:
    for name, label in material.kb.labels.items():
        for part in sorted(set(re.findall(r"\{(\w+)\}", label.ar))):
            edits = [material.say(label.at(side), label[side].replace(f"{{{part}}}", "…")) for side in Language]
            yield f"{name}: {{{part}}}", edits


@kind("label: the words of another precision or basis", finished=True)
def swapped_labels(material: Material) -> Found:
    labels = material.kb.labels
    groups = ("precision-", "authority-", "note-stated-by", "note-scope", "note-period", "period-open", "period-year")
    for group in groups:
        names = [name for name in labels if name.startswith(group)]
        for one, two in combinations(names, 2):
            edits = [
                material.say(labels[name].at(language), labels[other][language])
                for name, other in ((one, two), (two, one))
                for language in Language
            ]
            yield f"{one} ↔ {two}", edits


@kind("record deleted")
def deleted_records(material: Material) -> Found:
    kb = material.kb
    tables = {
        "topic": kb.topics, "indicator": kb.indicators, "observation": kb.observations, "derived": kb.derived,
        "event": kb.events, "statement": kb.statements, "entity": kb.entities, "term": kb.terms,
        "exception": kb.exceptions, "label": kb.labels, "unit": kb.units,
    }  # fmt: skip
    for table, records in tables.items():
        for name, record in records.items():
            yield f"{table} {name}", [material.drop_record(record.at())]
