"""Rules that keep each entity itself: its name is the articles' own, its wordings nobody else's (see `rules`)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from ..facts.model import Entity, EntityKind, KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..problems import Problem, say
from ..text import evidence
from ..text.languages import Language
from ..text.scripts import script_of
from ..text.stems import stems_of, strangers
from . import citations

# What a name of ours says of a group that an article does not name.
EDITORIAL = "لم يسمها المقال que l’article ne nomme pas non nommés غير مسماة"
ACRONYM = re.compile(r"[A-Z]{2,8}")
SHORTEST = 5  # letters of a name that may be taken for another


def check_names(kb: KnowledgeBase) -> Iterator[Problem]:
    """Each word of an entity's name stands in a quote that names it, its translation, or is a topic's or another's."""
    if kb.set_aside:
        return
    said = _said(kb)
    names = {language: [(it, (it.name[language].casefold(),)) for it in kb.entities.values()] for language in Language}
    for entity in kb.entities.values():
        for language in Language:
            texts = said[entity.id][language]
            topics = [topic.label[language] for topic in kb.topics.values()]
            bodies = _bodies(names[language], entity, language)
            new = strangers(entity.name[language], *texts, *topics, *bodies, EDITORIAL) if texts else []
            new = [word for word in new if not _abbreviates(word, entity.name[language])]
            if new and script_of(entity.name[language]) is language:
                message = say("name-words", id=entity.id, words=new)
                yield Problem.at(entity.name.at(language), "NAME-WORDS", message)


def _bodies(names: Sequence[tuple[Entity, tuple[str]]], entity: Entity, language: Language) -> list[str]:
    """Return the names of other entities that stand, whole, in a name: «spokesman of …»."""
    own = [evidence.words(entity.name[language].casefold())]
    found = (other for other, name in names if citations.is_named(name, own))
    return [other.name[language] for other in found if other is not entity]


def _said(kb: KnowledgeBase) -> Mapping[str, Mapping[Language, list[str]]]:
    """Return, of each entity and in each language, its wordings and what quotes that name it say, or translations."""
    said: dict[str, dict[Language, list[str]]] = {
        id: {
            language: [wording for wording in entity.wordings if script_of(wording) is language]
            for language in Language
        }
        for id, entity in kb.entities.items()
    }
    for source, witness in citations.witnesses(kb):
        for id in citations.named_in(kb, witness.quote, source.language):
            for language in Language:
                said[id][language].append(witness.in_language(source.language, language))
    return said


def _abbreviates(word: str, name: str) -> bool:
    """Return whether a word is an acronym of the initials of a name, or of some of them, in their order."""
    initials = iter(other[0] for other in evidence.words(name) if other != word)
    return bool(ACRONYM.fullmatch(word)) and all(letter in map(str.upper, initials) for letter in word)


def check_wordings(kb: KnowledgeBase) -> Iterator[Problem]:
    """A wording names one entity alone, and is akin to its name, unless it is of a language in which that has none."""
    foreign = [evidence.words(each.text) for each in citations.translated(kb) if len(each.source.language.targets) > 1]
    owners: dict[str, list[Entity]] = {}
    for entity in kb.entities.values():
        for text in {*map(_plain, (*entity.wordings, entity.name.ar, entity.name.fr))}:
            owners.setdefault(text, []).append(entity)
    for entity in kb.entities.values():
        for wording in entity.wordings:
            others = [owner.id for owner in owners[_plain(wording)] if owner is not entity]
            if others:
                message = say("wording-shared", id=entity.id, wording=wording, others=others)
                yield Problem.at(entity.at("wordings"), "WORDING-OWNER", message)
            elif not (_is_akin(entity, wording) or citations.is_named((wording,), foreign)):
                message = say("wording-unlike", id=entity.id, wording=wording)
                yield Problem.at(entity.at("wordings"), "WORDING-OWNER", message)


def _plain(text: str) -> str:
    return " ".join(evidence.words(text.casefold()))


def _is_akin(entity: Entity, wording: str) -> bool:
    """Return whether a wording has a word of the name, or its initials; a place may have another name of one word."""
    name = entity.name[script_of(wording)]
    if script_of(name) is not script_of(wording):
        return True  # `check_languages` reports it
    alone = entity.kind is EntityKind.PLACE and len(evidence.words(wording)) == 1
    return alone or bool(stems_of(wording) & stems_of(name)) or _abbreviates(wording, name)


def check_lookalikes(kb: KnowledgeBase) -> Iterator[Problem]:
    """No entity's name may be taken for another's: none differs by a single sign, or is in another alphabet."""
    for language in Language:
        near: dict[str, str] = {}
        for entity in kb.entities.values():
            name = _plain(entity.name[language])
            letters = filter(str.isalpha, name)
            strange = [each for each in letters if not unicodedata.name(each, "").startswith(("LATIN", "ARABIC"))]
            others = {near[key] for key in _holes(name) if key in near} - {entity.id}
            if strange or others:
                found = sorted(others) or strange
                message = say("name-lookalike", id=entity.id, found=found)
                yield Problem.at(entity.name.at(language), "NAME-LOOKALIKE", message)
            near.update(dict.fromkeys(_holes(name), entity.id))


def _holes(name: str) -> set[str]:
    """Return a name, and with a hole for each sign and between them: two that differ by one sign have one in common."""
    letters = name.replace(" ", "")
    if len(letters) < SHORTEST:
        return {letters}
    places = [(letters[:at], letters[at:]) for at in range(len(letters) + 1)]
    return {letters, *(f"{front}_{rest[more:]}" for front, rest in places for more in (0, 1))}


def check_labels(kb: KnowledgeBase) -> Iterator[Problem]:
    """The label of an article whose publisher is known has a word of the publisher's name."""
    for source in kb.sources.values():
        if source.publisher is NOT_GIVEN:
            continue
        name = kb.entities[source.publisher.value].name
        for language in Language:
            if stems_of(source.label[language]).isdisjoint(stems_of(name[language])):
                message = say("label-publisher", publisher=name[language], label=source.label[language])
                yield Problem.at(source.label.at(language), "SOURCE-LABEL", message)
