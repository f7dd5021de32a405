"""Rules that bind facts to words: quotes to articles; values, dates and names to quotes (see `rules`)."""

from collections.abc import Iterator

from . import evidence, numerals
from .locale import date_spellings
from .model import Based, Basis, EntityKind, Fact, KnowledgeBase, Measure, Observation, Precision, Source, Witness
from .problems import Problem
from .record import NOT_GIVEN

# What Arabic and French glue to the front of a word.
GLUED = ("و", "ب", "ل", "ف", "ك", "d'", "l'", "qu'")


def witnesses(kb: KnowledgeBase) -> Iterator[tuple[Source, Witness]]:
    """Yield every quote of the knowledge base with its source: of facts, their bases and terms."""
    for fact in kb.facts():
        source = kb.sources[fact.citation.source]
        yield source, fact.citation
        for based in fact.bases().values():
            yield from ((source, witness) for witness in based.witnesses)
    for term in kb.terms.values():
        yield from ((kb.sources[wording.source], wording) for wording in term.wordings)


def says(fact: Fact, based: Based) -> list[list[str]]:
    """Return the words of each quote that may state a basis: the fact's own quote, and the further ones."""
    return [evidence.words(quote.quote) for quote in (fact.citation, *based.witnesses)]


def check_quotes(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote has at least four words and stands, word for word, in exactly one place of its article."""
    for source, witness in witnesses(kb):
        mark, count = witness.at("quote"), len(evidence.words(witness.quote))
        if count < evidence.SHINGLE_WORDS:
            message = f"a quote needs at least four words to be proved; this one has {count}: «{witness.quote}»"
            yield Problem.at(mark, "QUOTE-SHORT", message)
            continue
        found = evidence.find(witness.quote, kb.fingerprints[source.id])
        if not found:
            elsewhere = [other for other, made in kb.fingerprints.items() if evidence.find(witness.quote, made)]
            if elsewhere:
                message = f"the quote is not in {source.id}, but in {elsewhere[0]}: name that source, or quote this one"
                place = witness.at("source" if "source" in witness.marks else "quote")
                yield Problem.at(place, "QUOTE-SOURCE", message)
            else:
                yield Problem.at(mark, "QUOTE-VERBATIM", _where_it_differs(kb, source, witness.quote))
        elif len(found) > 1:
            places = " and ".join(f"§ {location.paragraph}" for location in found)
            message = f"this quote stands in {places} of {source.id}; lengthen it until it stands in one place only"
            yield Problem.at(mark, "QUOTE-AMBIGUOUS", message)


def _where_it_differs(kb: KnowledgeBase, source: Source, quote: str) -> str:
    """Return in words why a quote is not in its article, as far as fingerprints tell."""
    near = evidence.nearest(quote, kb.fingerprints[source.id])
    if near is None:
        return f"this quote is nowhere in {source.id}; copy the article's own words: «{quote}»"
    paragraph, shared = near
    word = evidence.words(quote)[shared]
    return (
        f"this quote is § {paragraph} of {source.id} as far as word {shared}, but word {shared + 1}, «{word}», "
        "is not what the article has there; copy the article's own words"
    )


def check_values(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote and its translation state one number, and it is the value, with its precision and measure."""
    for observation in kb.observations.values():
        citation = observation.citation
        yield from _bound(kb, observation, "quote", citation.quote)
        yield from _bound(kb, observation, "translation", citation.translation)
        yield from _in_context(kb, observation)


def check_translations(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote and its translation have the same numbers, years and days included; so have a title and its own."""
    pairs = [(witness.quote, witness.translation, witness.at("translation")) for _, witness in witnesses(kb)]
    titles = (source.title for source in kb.sources.values() if source.title is not NOT_GIVEN)
    pairs += [(title.value, title.translation, title.at("translation")) for title in titles]
    for quote, translation, mark in pairs:
        stated, translated = (numerals.numbers(evidence.normalise(text)) for text in (quote, translation))
        if stated != translated:
            found, right = (", ".join(f"{number:f}" for number in numbers) for numbers in (translated, stated))
            message = f"the translation has the numbers {found or 'none'}, the quote {right or 'none'}: «{translation}»"
            yield Problem.at(mark, "TRANSLATION-NUMBER", message)


def _bound(kb: KnowledgeBase, observation: Observation, name: str, text: str) -> Iterator[Problem]:
    """Yield what keeps the value from being the one number that a text states."""
    value, percent = observation.value, kb.unit_of(observation).measure is Measure.PERCENT
    written = f"{value}{'%' if percent else ''}"
    found = list(numerals.parse(evidence.normalise(text)))
    if [(numeral.value, numeral.measure is Measure.PERCENT) for numeral in found] != [(value, percent)]:
        states = " and ".join(map(str, found)) or "no number"
        message = f"the value {written} must be the one number of its {name}, which states {states}: «{text}»"
        yield Problem.at(observation.at("value"), "VALUE-QUOTE", message)
        return
    expected = Precision.EXACT if observation.precision is Precision.ROUNDED else observation.precision
    if found[0].precision is not expected:
        says = found[0].precision or "a bound that cannot be published as a value"
        message = f"the {name} says {says}, the precision here is {observation.precision}: «{text}»"
        yield Problem.at(observation.at("precision"), "PRECISION-QUOTE", message)


def _in_context(kb: KnowledgeBase, observation: Observation) -> Iterator[Problem]:
    """Yield a problem where a quote is cut so close to its number that precision or unit may be lost."""
    citation = observation.citation
    places = evidence.find(citation.quote, kb.fingerprints[citation.source])
    if places and not keeps_context(citation.quote, places[0]):
        message = (
            "the quote must keep two words before the number and one after it, so that it cannot lose "
            f"«plus de» or «ألف»: «{citation.quote}»"
        )
        yield Problem.at(citation.at("quote"), "QUOTE-CONTEXT", message)


def keeps_context(quote: str, place: evidence.Location) -> bool:
    """Return whether a quote has two words before its first number and one after it, as far as its paragraph goes."""
    text = evidence.normalise(quote)
    for numeral in list(numerals.parse(text))[:1]:
        before, after = evidence.words(text[: numeral.start]), evidence.words(text[numeral.end :])
        return (len(before) >= 2 or place.first == 0) and (bool(after) or place.at_end)
    return True


def check_names(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who stated a fact, or what narrows it, is named in a quote, in one of the entity's wordings, or is inferred."""
    for fact in kb.facts():
        for name, based in fact.bases().items():
            for entity in based.named() if based.basis is Basis.STATED else ():
                if not is_named(kb.entities[entity].wordings, says(fact, based)):
                    message = f"no quote here has a wording of {entity!r}; add a witness that names it, or infer {name}"
                    yield Problem.at(based.at("basis"), "NAME-QUOTE", message)


def is_named(wordings: tuple[str, ...], quotes: list[list[str]]) -> bool:
    """Return whether one of the wordings of a name stands in one of the quotes, each a list of words."""
    return any(_stands_in(evidence.words(wording), quote) for wording in wordings for quote in quotes)


def _stands_in(sought: list[str], quote: list[str]) -> bool:
    """Return whether words stand one after the other in a quote; a glued preposition or article may precede them."""
    if not sought:
        return False
    size = len(sought)
    firsts = {prefix + sought[0] for prefix in ("", *GLUED)}
    return any(quote[at] in firsts and quote[at + 1 : at + size] == sought[1:] for at in range(len(quote) - size + 1))


def check_entities(kb: KnowledgeBase) -> Iterator[Problem]:
    """Every wording of an entity stands in a quote; every entity but an outlet has one."""
    quotes = [evidence.words(witness.quote) for _, witness in witnesses(kb)]
    for entity in kb.entities.values() if not kb.set_aside else ():
        if not entity.wordings and entity.kind is not EntityKind.OUTLET:
            message = f"{entity.id!r} has no `wordings`: add the article's spelling of the name"
            yield Problem.at(entity.at(), "ENTITY-WORDING", message)
        for number, wording in enumerate(entity.wordings):
            if not is_named((wording,), quotes):
                message = f"wording {number + 1} of {entity.id!r} stands in no quote of the knowledge base: «{wording}»"
                yield Problem.at(entity.at("wordings"), "ENTITY-WORDING", message)


def check_entity_names(kb: KnowledgeBase) -> Iterator[Problem]:
    """The name of an entity shares a word with one of its wordings, in one of the languages."""
    for entity in kb.entities.values():
        ours = {word for name in (entity.name.ar, entity.name.fr) for word in evidence.words(name.casefold())}
        theirs = {word for wording in entity.wordings for word in evidence.words(wording.casefold())}
        glued = theirs | {word.removeprefix(prefix) for word in theirs for prefix in GLUED}
        if theirs and not {word for word in ours & glued if len(word) > 2}:
            message = f"the name of {entity.id!r} shares no word with its wordings: {', '.join(entity.wordings)}"
            yield Problem.at(entity.at("name"), "ENTITY-NAME", message)


def check_terms(kb: KnowledgeBase) -> Iterator[Problem]:
    """An article's wording of a term stands in the quote beside it."""
    for term in kb.terms.values():
        for wording in term.wordings:
            if not is_named((wording.wording,), [evidence.words(wording.quote)]):
                message = f"the wording «{wording.wording}» does not stand in its quote: «{wording.quote}»"
                yield Problem.at(wording.at("wording"), "TERM-WORDING", message)


def check_events(kb: KnowledgeBase) -> Iterator[Problem]:
    """The date of an event stands in its quote, in the article's language."""
    for event in kb.events.values():
        if event.date is NOT_GIVEN:
            continue
        language = kb.sources[event.citation.source].language
        spellings = [evidence.words(spelling) for spelling in date_spellings(event.date, language)]
        if not any(_stands_in(spelling, evidence.words(event.citation.quote)) for spelling in spellings):
            message = f"the date {event.date} does not stand in the quote: «{event.citation.quote}»"
            yield Problem.at(event.at("date"), "DATE-QUOTE", message)
