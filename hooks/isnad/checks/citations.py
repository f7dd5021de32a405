"""Rules that bind facts to words: quotes to articles; values, dates and names to quotes (see `rules`)."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..facts.model import (
    Based,
    Basis,
    Entity,
    EntityKind,
    Fact,
    KnowledgeBase,
    Mention,
    Observation,
    Source,
    Status,
    Witness,
)
from ..facts.periods import day_meanings
from ..facts.record import NOT_GIVEN, Translated
from ..facts.tables import REMEMBERED
from ..phrases.phrases import YEARS
from ..problems import Mark, Message, Problem, say
from ..text import evidence, quantities
from ..text.cache import remembered
from ..text.languages import AnyLanguage, ArticleLanguage, Language
from ..text.quantities import Measure, Number, Precision, Quantity
from . import near_quotes

MEASURES = {
    Measure.COUNT: say("measure-count"), Measure.SIZE: say("measure-size"), Measure.MONEY: say("measure-money"),
    Measure.PERCENT: say("measure-percent"), Measure.CHANGE: say("measure-change"),
    Measure.FRACTION: say("measure-fraction"), Measure.FACTOR: say("measure-factor"),
    Measure.AVERAGE: say("measure-average"),
}  # fmt: skip
# What Arabic and French glue to the front of a word; «ل» and «ال» become «لل».
ARTICLE = "ال"
ARABIC_WORD = re.compile("[\u0621-\u064a]+")
PREPOSITIONS = ("و", "ب", "ل", "ف", "ك", "وب", "ول", "فل", "فب")
GLUED = (*PREPOSITIONS, "d'", "l'", "qu'")
# What people put around a quote; the page puts its own marks.
AROUND = {"«": "»", "“": "”", "„": "“”", "‘": "’", "‹": "›", '"': '"', "'": "'"}
ASIDE = re.compile("[(),،]")
SPEAKERS = (EntityKind.PERSON, EntityKind.INSTITUTION, EntityKind.ORGANISATION, EntityKind.OUTLET)
DATED = frozenset(YEARS)  # numbers that words around them date


def witnesses(kb: KnowledgeBase) -> Iterator[tuple[Source, Witness]]:
    """Yield every quote of the knowledge base with its source: of facts, their bases and terms."""
    for fact in kb.facts():
        source = kb.source_of(fact)
        if isinstance(fact.citation, Mention):
            continue
        yield source, fact.citation
        for based in fact.bases().values():
            yield from ((source, witness) for witness in based.witnesses)
    for term in kb.terms.values():
        yield from ((kb.sources[wording.source], wording) for wording in term.wordings)


def says(fact: Fact, based: Based) -> list[list[str]]:
    """Return the words of each quote that may state a basis: the fact's own quote, and the further ones."""
    return [evidence.words(quote.quote) for quote in (fact.quotation, *based.witnesses)]


def witnesses_elsewhere(kb: KnowledgeBase, fact: Fact, based: Based) -> Iterator[tuple[Witness, int]]:
    """Yield the witnesses of a basis that stand in another paragraph than the fact, each with its paragraph."""
    if not based.witnesses:
        return
    made = kb.fingerprints[fact.citation.source]
    here = {place.paragraph for place in evidence.find(fact.quotation.quote, made)}
    for witness in based.witnesses if here else ():
        there = [place.paragraph for place in evidence.find(witness.quote, made)]
        if there and not here.intersection(there):
            yield witness, there[0]


def number_at(kb: KnowledgeBase, observation: Observation) -> int | None:
    """Return the character of the normalised quote at which the value of an observation stands."""
    return next((found.start for found in meant(kb, observation, observation.quotation.quote)), None)


def check_quotes(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote has at least four words and stands, word for word, in exactly one place of its article."""
    misplaced = ""  # the article to which the quotes of a fact belong, where its record names another
    for source, witness in witnesses(kb):
        mark, count = witness.at("quote"), len(evidence.words(witness.quote))
        own = "source" in witness.marks
        misplaced = "" if own else misplaced
        if count < evidence.SHINGLE_WORDS:
            message = say("quote-short", count=count, quote=witness.quote)
            yield Problem.at(mark, "QUOTE-SHORT", message)
            continue
        found = evidence.find(witness.quote, kb.fingerprints[source.id])
        if not found:
            elsewhere = near_quotes.other_place(kb, witness.quote)
            if elsewhere is None:
                yield Problem.at(mark, "QUOTE-VERBATIM", near_quotes.where_it_differs(kb, source, witness.quote))
            elif elsewhere[0] != misplaced:
                misplaced, place = elsewhere[0] if own else "", near_quotes.place(elsewhere[1])
                message = say("quote-source", source=source.id, other=elsewhere[0], place=place)
                yield Problem.at(witness.at("source") if own else mark, "QUOTE-SOURCE", message)
        elif len(found) > 1:
            places = [near_quotes.place(location.paragraph) for location in found]
            message = say("quote-ambiguous", places=places, source=source.id)
            yield Problem.at(mark, "QUOTE-AMBIGUOUS", message)


class Pair(NamedTuple):
    """What an article says, and an editor's translation into a language, with its place."""

    source: Source
    text: str
    language: Language
    translation: str
    mark: Mark


def check_marks(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote and its translation stand in the data without quotation marks around them."""
    for source, witness in witnesses(kb):
        translations = ((text, mark) for _, text, mark in witness.translations(source.language))
        for written, mark in ((witness.quote, witness.at("quote")), *translations):
            text, name = written.strip(), "quote" if mark == witness.at("quote") else "translation"
            if (inner := _unwrapped(text)) is not None:
                message = say("quote-marks", key=name, opening=text[0], closing=text[-1], text=inner)
                yield Problem.at(mark, "QUOTE-MARKS", message)


def _unwrapped(text: str) -> str | None:
    """Return a text without the quotation marks around all of it; None where there are none."""
    opening, closing, inner = text[:1], text[-1:], text[1:-1]
    if len(text) < 3 or closing not in AROUND.get(opening, "") or not inner.strip():
        return None
    depth = 0  # of marks that open and close inside: «a» et «b» is not all in one pair
    for sign in inner if opening != closing else ():
        depth += (sign == opening) - (sign in AROUND[opening])
        if depth < 0:
            return None
    return None if opening == closing and opening in inner else inner.strip()


def check_values(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote and its translation state the value, in the measure of its unit and with its precision."""
    for observation in kb.quoted():
        citation = observation.quotation
        quoted = list(_bound(kb, observation, say("the-quote"), citation.quote))
        yield from quoted
        translations = citation.translations(kb.sources[citation.source].language)
        for _, text, _ in translations if not quoted else ():  # it says what the quote does; see `check_translations`
            yield from _bound(kb, observation, say("the-translation"), text)
        yield from _in_context(kb, observation)


def check_translations(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote and its translation have the same numbers in the same order, years and days included; so have titles."""
    values = {observation.quotation.at("translation") for observation in kb.quoted()}  # `check_values` reads these
    for _, quote, _, translation, mark in translated(kb):
        if differing := other_numbers(quote, translation):
            right, found = ([f"{number.value:f}" for number in every] or say("none") for every in differing)
            message = say("translation-number", found=found, right=right, translation=translation)
            yield Problem.at(mark, "TRANSLATION-NUMBER", message)
        elif in_other_order(quote, translation):
            yield Problem.at(mark, "TRANSLATION-NUMBER", say("translation-order", translation=translation))
        elif mark not in values and not _are_as_precise(quote, translation):
            yield Problem.at(mark, "TRANSLATION-NUMBER", say("translation-precision", translation=translation))


def translated(kb: KnowledgeBase) -> Iterator[Pair]:
    """Yield all words of articles that are translated: quotes, then headlines."""
    words: list[tuple[Source, str, Translated]] = [(source, each.quote, each) for source, each in witnesses(kb)]
    headed = ((source, source.title) for source in kb.sources.values())
    words += [(source, title.value, title) for source, title in headed if title is not NOT_GIVEN]
    for source, text, both in words:
        for language, translation, mark in both.translations(source.language):
            yield Pair(source, text, language, translation, mark)


@remembered
def numbers_of(text: str) -> list[Number]:
    """Return every number of a text, dates included, in ascending order."""
    return quantities.numbers(evidence.normalise(text))


def _are_as_precise(quote: str, translation: str) -> bool:
    """Return whether the words beside each number in digits that both texts have say the same of its precision."""
    ones, others = (
        {each.value: each.precision for each in _quantities(text) if each.in_digits} for text in (quote, translation)
    )
    return all(ones[value] is others[value] for value in ones.keys() & others.keys() if value not in DATED)


def other_numbers(quote: str, translation: str) -> tuple[list[Number], list[Number]] | None:
    """Return the numbers of two texts where they are not the same; else nothing."""
    both = numbers_of(quote), numbers_of(translation)
    return None if _say_the_same(*both) else both


def in_other_order(quote: str, translation: str) -> bool:
    """Return whether two texts count the same, each number once, in another order."""
    both = (quote, translation)
    counted = [[each.value for each in _quantities(text) if each.measure is Measure.COUNT] for text in both]
    common = {*counted[0]} & {*counted[1]}
    ones, others = ([value for value in every if value in common] for every in counted)
    return len(ones) == len(others) == len(common) and ones != others


def _say_the_same(stated: Sequence[Number], translated: Sequence[Number]) -> bool:
    """Return whether two texts have the same numbers; one may say small ones in words that the other has not."""
    if stated == translated:
        return True
    counts = [Counter(number.value for number in every) for every in (stated, translated)]
    apart = [counts[0] - counts[1], counts[1] - counts[0]]
    small = [{number.value for number in every if number.is_small} for every in (stated, translated)]
    return not all(apart) and all(set(more) <= words for more, words in zip(apart, small, strict=True))


def meant(kb: KnowledgeBase, observation: Observation, text: str) -> list[Quantity]:
    """Return the quantities of a text that are the value of an observation, in the measure of its unit."""
    stated = (observation.value, observation.value_to, observation.out_of, kb.unit_of(observation).measure)
    return [found for found in _quantities(text) if found.stated == stated]


def read_precision(observation: Observation, found: Quantity) -> Precision | None:
    """Return how precisely words state what was, or, for a forecast, what is foreseen; None where they do not."""
    return found.expected if observation.status is Status.FORECAST else found.precision


def _other_status(found: Quantity, observation: Observation) -> Status | None:
    """Return the status by which words can be read, where a record has the other."""
    if observation.status is Status.FORECAST:
        return Status.OBSERVED if found.precision else None
    return Status.FORECAST if found.expected else None


def _bound(kb: KnowledgeBase, observation: Observation, what: Message, text: str) -> Iterator[Problem]:
    """Yield what keeps the value from being a number that a text states, in one measure and with one precision."""
    found = meant(kb, observation, text)
    if not found:
        every = _quantities(text)
        measure = MEASURES[kb.unit_of(observation).measure]
        states = [
            say("quantity-stated", number=str(quantity), measure=MEASURES[quantity.measure]) for quantity in every
        ]
        mend = _mend_value(kb, observation, every)
        message = say(
            "value-quote", what=what, value=written_value(observation), measure=measure,
            states=states or say("no-number"), text=text, mend=mend,
        )  # fmt: skip
        yield Problem.at(observation.at("value"), "VALUE-QUOTE", message)
        return
    expected = Precision.EXACT if observation.precision is Precision.ROUNDED else observation.precision
    words = list(dict.fromkeys(read_precision(observation, quantity) for quantity in found))
    if words == [expected]:
        return
    if len(words) == 1 and (other := _other_status(found[0], observation)):
        message = say("status-quote", what=what, status=str(other), text=text)
        yield Problem.at(
            observation.at("status" if "status" in observation.marks else "precision"), "PRECISION-QUOTE", message
        )
        return
    states = [say("precision-word", word=word) if word else _unread(text, found) for word in words]
    one = say("mend-precision", word=words[0]) if words[0] else say("mend-unread")
    mend = say("mend-twice") if len(words) > 1 else one
    written = str(observation.precision)
    message = say("precision-quote", what=what, states=states, precision=written, text=text, mend=mend)
    yield Problem.at(observation.at("precision"), "PRECISION-QUOTE", message)


def _unread(text: str, found: Sequence[Quantity]) -> Message:
    """Return that the precision of a number cannot be read, and for which word, where one alone is the reason."""
    number = next((each for each in found if each.how is None), found[0])
    word = quantities.unread_word(evidence.normalise(text), number)
    return say("precision-unread-word", word=word) if word else say("precision-unread")


def _mend_range(found: Quantity) -> Message:
    """Return how a record writes a range."""
    return say("mend-range", value=_plain(found.value), upper=_plain(found.upper))


def _mend_alone(found: Quantity) -> Message:
    """Return how a record writes the only number of a quote."""
    if found.out_of is not None:
        return say("mend-fraction", value=_plain(found.value), out_of=_plain(found.out_of))
    return say("mend-value", value=_plain(found.value)) if found.upper is None else _mend_range(found)


def _plain(value: Decimal | None) -> str:
    return f"{(value or Decimal(0)).normalize():f}"


def written_value(observation: Observation) -> str:
    """Return a value as messages write it, a range with both bounds, a fraction with what it is out of."""
    upper = "" if observation.value_to is None else f"–{observation.value_to}"
    divided = "" if observation.out_of is None else f"/{observation.out_of}"
    return f"{observation.value}{upper}{divided}"


def _quantities(text: str) -> Sequence[Quantity]:
    """Return each quantity of a text, found in its normal form."""
    return quantities.parse(evidence.normalise(text))


def _mend_value(kb: KnowledgeBase, observation: Observation, found: Sequence[Quantity]) -> Message:
    """Return how to bring a value and the numbers that a quote or its translation states together.

    That is where the article states the value, if it does elsewhere; else what the value or its unit would have to be.
    """
    measure = kb.unit_of(observation).measure
    if meant(kb, observation, observation.quotation.quote):
        return say("mend-translation")
    ranges = [
        quantity
        for quantity in found
        if quantity.upper is not None and observation.value in (quantity.value, quantity.upper)
    ]
    if ranges and measure is ranges[0].measure:
        return _mend_range(ranges[0])
    single = (
        quantity
        for quantity in found
        if quantity.upper is None and quantity.out_of == observation.out_of and quantity.value is not None
    )
    if same := next(
        (quantity for quantity in single if quantity.value in (observation.value, -observation.value)), None
    ):
        if same.measure is measure:
            return say("mend-sign", value=-observation.value)
        return say("mend-measure", measure=same.measure)
    source = kb.source_of(observation)
    quoted = [quote for article, witness in witnesses(kb) if article is source for quote in [witness.quote]]
    if elsewhere := near_quotes.paragraphs_with(kb, source, observation.value, quoted):
        here = [place.paragraph for place in evidence.find(observation.quotation.quote, kb.fingerprints[source.id])]
        if here and here[0] not in elsewhere:
            there = near_quotes.place(elsewhere[0])
            return say("value-elsewhere", value=observation.value, there=there, here=near_quotes.place(here[0]))
    alone = len(found) == 1 and found[0].measure is measure and found[0].value is not None
    return _mend_alone(found[0]) if alone else say("mend-quote")


def _in_context(kb: KnowledgeBase, observation: Observation) -> Iterator[Problem]:
    """Yield a problem where a quote is cut so close to its number that precision or unit may be lost."""
    citation = observation.quotation
    places = evidence.find(citation.quote, kb.fingerprints[citation.source])
    if places and (number := without_context(citation.quote, places[0])):
        message = say("quote-context", number=number, quote=citation.quote)
        yield Problem.at(citation.at("quote"), "QUOTE-CONTEXT", message)


def without_context(quote: str, place: evidence.Location) -> str:
    """Return the number that stands too close to an edge of a quote, if its paragraph goes on there; else nothing.

    Two words must stand before the first number and one behind the last. A number in words with a capital, of no
    headline, begins its sentence: «Aucun décès», «Trois personnes».
    """
    text, found = evidence.normalise(quote), _quantities(quote)
    if not found:
        return ""
    first, last = found[0], found[-1]
    begins = place.first == 0 or (first.start == 0 and text[:1].isupper() and place.paragraph > 0)
    if not begins and len(evidence.words(text[: first.start])) < 2:
        return text[first.start : first.end]
    return "" if place.at_end or evidence.words(text[last.end :]) else text[last.start : last.end]


def check_names(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who stated a fact, or what narrows it, is named in a quote, in one of the entity's wordings, or is inferred."""
    for fact in kb.facts():
        for name, based in fact.bases().items():
            for entity in based.named() if based.basis is Basis.STATED else ():
                wordings = names(kb.entities[entity], kb.source_of(fact).language)
                said = says(fact, based)
                lower = [[word.casefold() for word in quote] for quote in said]
                if not is_named(wordings, said) and not is_named((wordings[-1].casefold(),), lower):
                    message = say("name-quote", id=entity, wordings=wordings, what=name)
                    yield Problem.at(based.at("basis"), "NAME-QUOTE", message)


def names(entity: Entity, language: AnyLanguage) -> tuple[str, ...]:
    """Return what an article in a language may call an entity: its wordings, and our own name in that script."""
    return tuple(dict.fromkeys((*entity.wordings, entity.name[ArticleLanguage(language).nearest])))


def named_in(kb: KnowledgeBase, quote: str, language: AnyLanguage) -> list[str]:
    """Return the ids of the entities that a quote in a language names, in the order of the data."""
    said = evidence.words(quote)
    return [id for id in _near(kb, said, language) if is_named(names(kb.entities[id], language), [said])]


def _near(kb: KnowledgeBase, said: list[str], language: AnyLanguage, speaks: bool = False) -> list[str]:
    """Return the ids of entities, in the order of the data, of which one of some words may begin a name; or, of those
    that may speak, what our own words call them.
    """
    begun = _begun(kb, language, speaks)
    near = {id for word in said for id in begun.get(word, ())}
    return [id for id in kb.entities if id in near]


@lru_cache(2 * len(ArticleLanguage) * REMEMBERED)
def _begun(kb: KnowledgeBase, language: AnyLanguage, speaks: bool) -> dict[str, list[str]]:
    """Return the ids of entities by each word with which one of their names may begin."""
    begun: dict[str, list[str]] = {}
    for id, entity in kb.entities.items():
        known = () if speaks and entity.kind not in SPEAKERS else (called if speaks else names)(entity, language)
        for word in {word for firsts, _ in map(_sought, known) for word in firsts}:
            begun.setdefault(word, []).append(id)
    return begun


def called(entity: Entity, language: AnyLanguage) -> tuple[str, ...]:
    """Return what our own words may call an entity: its names, its name up to a comma or bracket, and what stands in
    these.
    """
    name = entity.name[ArticleLanguage(language).nearest]
    parts = [part for part in ASIDE.split(name) if part.strip()]
    return (*names(entity, language), *entity.synonyms, *parts)


def speakers_in(kb: KnowledgeBase, text: str, language: Language) -> dict[str, list[str]]:
    """Return the ids of those that may speak whom a text of ours names, in the order of the data, and the names."""
    said = evidence.words(text)
    near = _near(kb, said, language, speaks=True)
    found = {id: [name for name in called(kb.entities[id], language) if is_named((name,), [said])] for id in near}
    return {id: found[id] for id in near if found[id]}


def is_named(wordings: tuple[str, ...], quotes: list[list[str]]) -> bool:
    """Return whether one of the wordings of a name stands in one of the quotes, each a list of words: its words one
    after the other; a glued preposition or article may precede them.
    """
    for firsts, rest in map(_sought, wordings):
        for quote in quotes:
            if not firsts.isdisjoint(quote) and any(
                quote[at : at + len(rest)] == rest for at, word in enumerate(quote, 1) if word in firsts
            ):
                return True
    return False


@lru_cache(evidence.REMEMBERED)
def _sought(wording: str) -> tuple[frozenset[str], list[str]]:
    """Return the forms of the first word of a wording, and its other words; no form where it has no word."""
    first, *rest = evidence.words(wording) or [""]
    return with_glued(first) if first else frozenset(), rest


@lru_cache(evidence.REMEMBERED)
def with_glued(word: str) -> frozenset[str]:
    """Return the forms in which a word may stand in a quote."""
    forms = {prefix + word for prefix in ("", *GLUED)}
    if word.startswith(ARTICLE):
        forms |= {prefix + "لل" + word.removeprefix(ARTICLE) for prefix in ("", "و", "ف")}
    elif ARABIC_WORD.fullmatch(word):
        forms |= {prefix + ARTICLE + word for prefix in ("", *PREPOSITIONS)} | {"لل" + word, "ولل" + word}
    return frozenset(forms)


def check_entities(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every wording of an entity stands in a quote or a headline; an entity has one, or publishes, or is of a
    referenced figure.
    """
    quotes: dict[str, list[list[str]]] = {}  # by each of their words
    every = [evidence.words(text) for text in {pair.text for pair in translated(kb)}]
    for said in every:
        for word in {*said}:
            quotes.setdefault(word, []).append(said)
    known = {house for source in kb.sources.values() for house in source.houses}
    for observation, _ in kb.referenced():  # nothing of these articles is quoted
        known.update(name for based in observation.bases().values() for name in based.named())
    for entity in kb.entities.values() if not kb.set_aside else ():
        named = entity.wordings or entity.kind is EntityKind.OUTLET or entity.id in known
        if not named and not any(is_named((entity.name[language],), every) for language in Language):
            yield Problem.at(entity.at(), "ENTITY-WORDING", say("wordings-missing", id=entity.id))
        for number, wording in enumerate(entity.wordings):
            firsts = with_glued(first) if (first := next(iter(evidence.words(wording)), "")) else ()
            if not any(is_named((wording,), quotes.get(word, [])) for word in firsts):
                message = say("wording-unquoted", number=number + 1, id=entity.id, wording=wording)
                yield Problem.at(entity.at("wordings"), "ENTITY-WORDING", message)


def check_terms(kb: KnowledgeBase) -> Iterator[Problem]:
    """An article's wording of a term stands in the quote beside it."""
    for term in kb.terms.values():
        for wording in term.wordings:
            if not is_named((wording.wording,), [evidence.words(wording.quote)]):
                message = say("term-wording", wording=wording.wording, quote=wording.quote)
                yield Problem.at(wording.at("wording"), "TERM-WORDING", message)


def check_events(kb: KnowledgeBase) -> Iterator[Problem]:
    """The date of an event stands in its quote, in any of the ways of the press."""
    for event in kb.events.values():
        if event.date is NOT_GIVEN:
            continue
        named = day_meanings(event.citation.quote, kb.source_of(event).published_day)
        if event.date not in named:
            message = say("date-quote", date=event.date, quote=event.citation.quote)
            yield Problem.at(event.at("date"), "DATE-QUOTE", message)
