"""Rules that bind a statement to its quote: its words, what it denies or doubts, and who says it (see `rules`)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ..facts.model import Entity, EntityKind, KnowledgeBase, Statement
from ..problems import Problem, say
from ..text import evidence
from ..text.languages import ArticleLanguage, Language
from ..text.qualifiers import examples, find
from ..text.stems import meaning, stems, stems_of, strangers
from . import citations

LEAST = 40  # per cent of the words of a statement that its quote, or the translation of it, must share
# What a text may say of its source that the source does not say: that it names nobody, gives no day.
RESERVES = re.compile(r"(?<!\w)(?:[يتن]?(?:سم|حدد|ذكر|نسب)|nomm|dit|dire|précis|cit|indiqu|attribu)")
BEFORE, AFTER = 14, 22  # characters beside a negation in which such a word makes it one
BOTH = frozenset(("negation", "possibility", "denial"))
CLAIMS = BOTH | {"decision", "admission", "accusation"}  # what a statement may say only where its quotes do
COMMA = re.compile("[،,]")
# Whom a statement may name only where its quotes do; a group or a place may be named in common words.
NAMED = (EntityKind.PERSON, EntityKind.INSTITUTION, EntityKind.ORGANISATION)


Stems = frozenset[str]


def check_words(kb: KnowledgeBase) -> Iterator[Problem]:
    """A statement has much of its words from its quotes, in one language, and no other quote has more of them."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in kb.statements.values():
        groups.setdefault((statement.citation.source, statement.topic), []).append(statement)
    for (source, _), group in groups.items():
        own = kb.sources[source].language
        quoted = {
            statement.id: {tongue: stems_of(_quoted(statement, own, tongue)) for tongue in Language}
            for statement in group
        }
        for statement in group:
            words = {language: _words(kb, statement, language) for language in Language}
            shares = {
                name: max(_share(words[tongue], has[tongue]) for tongue in Language) for name, has in quoted.items()
            }
            shared, nearest = shares[statement.id], max(shares, key=lambda name: shares[name])
            if shared < LEAST:
                message = say("statement-quote", share=shared, quote=statement.citation.quote)
                yield Problem.at(statement.at("text"), "STATEMENT-QUOTE", message)
            elif shares[nearest] > shared:
                message = say("statement-other", id=nearest, share=shared, more=shares[nearest])
                yield Problem.at(statement.at("text"), "STATEMENT-QUOTE", message)


def _quoted(statement: Statement, source: ArticleLanguage, language: Language) -> str:
    """Return all that is quoted of a source for a statement, or its translation, as one text of a language."""
    quotes = (statement.citation, *statement.stated_by.witnesses)
    return " ".join(quote.in_language(source, language) for quote in quotes)


def _words(kb: KnowledgeBase, statement: Statement, language: Language) -> list[Stems]:
    """Return the stems of each word of a statement, but of the names of who says it and of the article's publisher."""
    sayers = [statement.stated_by.entity, *kb.source_of(statement).houses]
    names = [name for sayer in sayers for name in citations.names(kb.entities[sayer], language)]
    return [stems(word) for word in strangers(statement.text[language], *names)]


def _share(words: list[Stems], quoted: Stems) -> int:
    """Return the per cent of some words that are akin to words of a quote."""
    return 100 * sum(not word.isdisjoint(quoted) for word in words) // max(len(words), 1)


def check_claims(kb: KnowledgeBase) -> Iterator[Problem]:
    """A statement doubts where its quotes do, and denies what they deny; what it says of its source is its own."""
    for statement in kb.statements.values():
        source = kb.source_of(statement).language
        language = source.nearest
        said = _claims(statement.text[language], language)
        quoted = _claims(_quoted(statement, source, language), language)
        if wrong := sorted((said - quoted) | (quoted - said) & BOTH):
            message = say("statement-claim", words=[*map(examples, wrong)], quote=statement.citation.quote)
            yield Problem.at(statement.text.at(language), "STATEMENT-CLAIM", message)


@lru_cache(evidence.REMEMBERED)
def _claims(text: str, language: Language) -> frozenset[str]:
    """Return which words of CLAIMS a text has, but for those by which it says what its source leaves out."""
    written = evidence.normalise(text)
    return frozenset(
        found.kind
        for found in find(written, language)
        if found.kind in CLAIMS
        and not (found.kind in BOTH and RESERVES.search(written[max(0, found.start - BEFORE) : found.end + AFTER]))
    )


def check_named(kb: KnowledgeBase) -> Iterator[Problem]:
    """Whom a statement names its quotes name too; where they name a person, that person speaks."""
    known = {entity.id: entity for entity in kb.entities.values() if entity.kind in NAMED}
    for statement in kb.statements.values():
        speaker, language = statement.stated_by.entity, kb.source_of(statement).language
        witnesses = (statement.citation, *statement.stated_by.witnesses)
        quote = [evidence.words(witness.quote) for witness in witnesses]
        persons = [
            name
            for name, entity in known.items()
            if entity.kind is EntityKind.PERSON and citations.is_named(citations.names(entity, language), quote)
        ]
        if persons and speaker not in persons:
            message = say("speaker-other", id=speaker, persons=persons)
            yield Problem.at(statement.stated_by.at("entity"), "SPEAKER-NAMED", message)
        for name, entity in known.items():
            strange = [tongue for tongue in Language if _adds_name(statement, entity, tongue, language)]
            if strange and name != speaker and not _names(entity, kb.entities[speaker].name[strange[0]], strange[0]):
                message = say("statement-name", id=name, quote=statement.citation.quote)
                yield Problem.at(statement.text.at(strange[0]), "STATEMENT-NAME", message)


def _adds_name(statement: Statement, entity: Entity, language: Language, source: ArticleLanguage) -> bool:
    """Return whether a statement names an entity, and what is quoted for it, or the translation, does not."""
    return _names(entity, statement.text[language], language) and not _names(
        entity, _quoted(statement, source, language), language
    )


def _names(entity: Entity, text: str, language: Language) -> bool:
    """Return whether a text has a name: a person's last one; of others, all words but one, and two at least."""
    said = stems_of(text)
    if entity.kind is EntityKind.PERSON:
        words = meaning(COMMA.split(entity.name[language])[0])
        return bool(words) and bool(stems(words[-1]) & said)
    words = meaning(entity.name[language])
    return len(words) > 1 and sum(bool(stems(word) & said) for word in words) >= max(2, len(words) - 1)


def check_events(kb: KnowledgeBase) -> Iterator[Problem]:
    """In one language at least, every word of an event's label stands in its quote, or in the translation."""
    for event in kb.events.values():
        own = kb.source_of(event).language
        quotes = {language: event.citation.in_language(own, language) for language in Language}
        new = {language: strangers(event.label[language], quotes[language]) for language in Language}
        if all(new.values()):
            words = [word for language in Language for word in new[language]]
            message = say("event-label", words=words, quote=event.citation.quote)
            yield Problem.at(event.at("label"), "EVENT-LABEL", message)
