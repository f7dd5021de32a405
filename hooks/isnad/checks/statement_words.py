"""Rules that bind a statement to its quote: its words, what it denies or doubts, and who says it (see `rules`)."""

import re
from collections.abc import Iterator
from functools import lru_cache

from ..facts.model import Entity, EntityKind, KnowledgeBase, Statement
from ..facts.record import NOT_GIVEN
from ..problems import Problem, say
from ..text import evidence
from ..text.languages import Language
from ..text.qualifiers import examples, find
from ..text.stems import meaning, stems, stems_of, strangers
from . import citations

LEAST = 40  # per cent of the words of a statement that its quote, or the translation of it, must share
# What a text may say of its source that the source does not say: that it names nobody, gives no day.
RESERVES = re.compile(r"(?<!\w)(?:[يتن]?(?:سم|حدد|ذكر|نسب)|nomm|dit|dire|précis|cit|indiqu|attribu)")
BEFORE, AFTER = 14, 22  # characters beside a negation in which such a word makes it one
CLAIMS = ("negation", "possibility", "denial")
COMMA = re.compile("[،,]")
# Whom a statement may name only where its quotes do; a group or a place may be named in common words.
NAMED = (EntityKind.PERSON, EntityKind.INSTITUTION, EntityKind.ORGANISATION)


def check_words(kb: KnowledgeBase) -> Iterator[Problem]:
    """A statement has much of its words from its quotes, in one language, and no other quote has more of them."""
    for statement in kb.statements.values():
        shared = _shared(kb, statement, statement)
        if shared < LEAST:
            message = say("statement-quote", share=shared, quote=statement.citation.quote)
            yield Problem.at(statement.at("text"), "STATEMENT-QUOTE", message)
            continue
        others = {
            other.id: _shared(kb, statement, other)
            for other in kb.statements.values()
            if other.citation.source == statement.citation.source and other.topic == statement.topic
        }
        nearest = max(others, key=lambda name: others[name])
        if others[nearest] > shared:
            message = say("statement-other", id=nearest, share=shared, more=others[nearest])
            yield Problem.at(statement.at("text"), "STATEMENT-QUOTE", message)


def _shared(kb: KnowledgeBase, statement: Statement, other: Statement) -> int:
    """Return the per cent of a statement's words, names of who says it left out, that the quotes of another have.

    It is counted in each language, against quotes and against translations; the greater share is returned.
    """
    own = kb.sources[statement.citation.source].language
    return max(_share(kb, statement, _quoted(other, language is own), language) for language in Language)


def _quoted(statement: Statement, original: bool) -> str:
    """Return all that is quoted for a statement, or its translation, as one text."""
    quotes = (statement.citation, *statement.stated_by.witnesses)
    return " ".join(quote.quote if original else quote.translation for quote in quotes)


def _share(kb: KnowledgeBase, statement: Statement, quoted: str, language: Language) -> int:
    source = kb.sources[statement.citation.source]
    sayers = [kb.entities[statement.stated_by.entity]]
    if source.publisher is not NOT_GIVEN:
        sayers.append(kb.entities[source.publisher.value])
    names = [citations.names(entity, language) for entity in sayers]
    own = strangers(statement.text[language], *(name for each in names for name in each))
    new = strangers(" ".join(own), quoted)
    return 100 - 100 * len(new) // max(len(own), 1)


def check_claims(kb: KnowledgeBase) -> Iterator[Problem]:
    """A statement doubts where its quotes do, and denies what they deny; what it says of its source is its own."""
    for statement in kb.statements.values():
        language = kb.sources[statement.citation.source].language
        said = _claims(statement.text[language], language)
        quoted = {kind for text in _quotes(statement) for kind in _claims(text, language)}
        if wrong := sorted(said ^ quoted):
            words = [say("words-of-kind", ar=each[Language.AR], fr=each[Language.FR]) for each in map(examples, wrong)]
            message = say("statement-claim", words=words, quote=statement.citation.quote)
            yield Problem.at(statement.text.at(language), "STATEMENT-CLAIM", message)


@lru_cache(evidence.REMEMBERED)
def _claims(text: str, language: Language) -> frozenset[str]:
    """Return which words of CLAIMS a text has, but for those by which it says what its source leaves out."""
    written = evidence.normalise(text)
    return frozenset(
        found.kind
        for found in find(written, language)
        if found.kind in CLAIMS and not RESERVES.search(written[max(0, found.start - BEFORE) : found.end + AFTER])
    )


def _quotes(statement: Statement) -> tuple[str, ...]:
    return (statement.citation.quote, *(witness.quote for witness in statement.stated_by.witnesses))


def check_named(kb: KnowledgeBase) -> Iterator[Problem]:
    """Whom a statement names its quotes name too; where they name a person, that person speaks."""
    known = {each.id: each for each in kb.entities.values() if each.kind in NAMED}
    for statement in kb.statements.values():
        speaker, language = statement.stated_by.entity, kb.sources[statement.citation.source].language
        quote = [evidence.words(text) for text in _quotes(statement)]
        persons = [
            name
            for name, entity in known.items()
            if entity.kind is EntityKind.PERSON and citations.is_named(citations.names(entity, language), quote)
        ]
        if persons and speaker not in persons:
            message = say("speaker-other", id=speaker, persons=persons)
            yield Problem.at(statement.stated_by.at("entity"), "SPEAKER", message)
        for name, entity in known.items():
            strange = [each for each in Language if _adds_name(statement, entity, each, each is language)]
            if name != speaker and strange:
                message = say("statement-name", id=name, quote=statement.citation.quote)
                yield Problem.at(statement.text.at(strange[0]), "STATEMENT-NAME", message)


def _adds_name(statement: Statement, entity: Entity, language: Language, original: bool) -> bool:
    """Return whether a statement names an entity, and what is quoted for it, or the translation, does not."""
    return _names(entity, statement.text[language], language) and not _names(
        entity, _quoted(statement, original), language
    )


def _names(entity: Entity, text: str, language: Language) -> bool:
    """Return whether a text has a name: a person's last one; of others, all words but one, and two at least."""
    said = stems_of(text)
    if entity.kind is EntityKind.PERSON:
        words = meaning(COMMA.split(entity.name[language])[0])
        return bool(words) and bool(stems(words[-1]) & said)
    words = meaning(entity.name[language])
    return len(words) > 1 and sum(bool(stems(word) & said) for word in words) >= max(2, len(words) - 1)
