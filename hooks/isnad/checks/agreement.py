"""Rules that hold two texts of one meaning together: a quote and its translation, the two languages (see `rules`)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..facts.model import Entity, KnowledgeBase
from ..facts.record import Bilingual
from ..problems import Message, Problem, say
from ..text import dates, evidence, quantities
from ..text.cache import remembered
from ..text.languages import AnyLanguage, Language
from ..text.qualifiers import compared, examples, qualifiers
from ..text.quantities import Measure
from ..text.stems import stems_of
from . import citations
from .other_language import texts_of

SENTENCE_END = re.compile(r"(?<=\w\w[.؟?!]) (?=\S)")
DUAL = 2


def check_translations(kb: KnowledgeBase) -> Iterator[Problem]:
    """A translation denies, doubts, names and says which way something went as its quote does; so does a title's."""
    names = {
        target: [(entity, entity.name[target].casefold()) for entity in kb.entities.values()] for target in Language
    }
    for source, quote, target, translation, mark in citations.translated(kb):
        language = source.language
        if words := _differences(quote, translation, language, target):
            message = say("translation-words", words=words, quote=quote, translation=translation)
            yield Problem.at(mark, "TRANSLATION-WORDS", message)
        yield from (Problem.at(mark, "TRANSLATION-WORDS", message) for message in opposed(quote, translation))
        small = translation.casefold()
        said = [evidence.words(small)]
        for entity, name in names[target]:
            if (
                name.rpartition(" ")[2] in small
                and citations.is_named((name,), said)
                and not _is_meant(entity, quote, language)
            ):
                message = say("translation-name", id=entity.id, quote=quote, translation=translation)
                yield Problem.at(mark, "TRANSLATION-WORDS", message)


def opposed(quote: str, translation: str) -> Iterator[Message]:
    """Yield what a translation says otherwise than its quote: the way that something went, a month."""
    texts = [evidence.normalise(text) for text in (quote, translation)]
    ways, others = map(quantities.directions, texts)
    read = map(quantities.parse, texts)
    changes, changed = ({each.value for each in every if each.measure is Measure.CHANGE} for every in read)
    turned = any(value and -value in changed - changes for value in changes - changed)
    if turned or (len(ways) == len(others) == 1 and ways != others):
        yield say("translation-direction", quote=quote, translation=translation)
    months, named = map(dates.months, texts)
    if months - named and named - months:
        yield say("translation-month", quote=quote, translation=translation)


def _is_meant(entity: Entity, quote: str, language: AnyLanguage) -> bool:
    """Return whether a quote names an entity, be it by one word of its name."""
    own = stems_of(" ".join(citations.names(entity, language)))
    return bool(own & stems_of(quote))


def _differences(text: str, other: str, language: AnyLanguage, target: Language) -> list[Message]:
    """Return, by their first words, the kinds of words that one of two texts has and the other has not."""
    return [*map(examples, _kinds_apart(text, other, language, target))]


@remembered
def _kinds_apart(text: str, other: str, language: AnyLanguage, target: Language) -> tuple[str, ...]:
    """Return the kinds of words that one of two texts has and the other has not."""
    ones, twos = SENTENCE_END.split(text), SENTENCE_END.split(other)
    if len(ones) != len(twos):  # else each sentence stands beside its own
        ones, twos = [text], [other]
    common = compared(language) & compared(target)
    both = ((qualifiers(one, language), qualifiers(two, target)) for one, two in zip(ones, twos, strict=True))
    return tuple(sorted(frozenset().union(*((one ^ two) & common for one, two in both))))


def check_languages_agree(kb: KnowledgeBase) -> Iterator[Problem]:
    """The two languages of a text deny, doubt and name alike, and those of a statement count alike."""
    for text in texts_of(kb):
        if isinstance(text, Bilingual) and (words := _differences(text.ar, text.fr, Language.AR, Language.FR)):
            message = say("languages-differ", words=words, ar=text.ar, fr=text.fr)
            yield Problem.at(text.at(Language.FR), "LANGUAGES-DIFFER", message)
    for statement in kb.statements.values():
        arabic, french = (_counted(statement.text[language]) for language in Language)
        if arabic != french:
            message = say("languages-count", ar=statement.text.ar, fr=statement.text.fr)
            yield Problem.at(statement.text.at(Language.FR), "LANGUAGES-DIFFER", message)


def _counted(text: str) -> set[Decimal]:
    """Return the numbers in words of a text, but those that one language alone may say: one, and the dual."""
    found = (each.value for each in quantities.parse(evidence.normalise(text)) if not each.in_digits)
    return {value for value in found if value is not None and value > DUAL}
