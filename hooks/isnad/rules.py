"""What must be true of the facts, a rule a function; each docstring is the rule as contributors read it."""

from collections.abc import Callable, Iterator
from string import Formatter

from . import citations, evidence, relations
from .derived import check_derived
from .locale import missing_forms
from .model import (
    Basis,
    Correction,
    EntityKind,
    KnowledgeBase,
    Observation,
    Source,
)
from .periods import missing_words
from .problems import Mark, Problem
from .record import NOT_GIVEN, Language


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every problem of the facts themselves."""
    for rule in RULES:
        yield from rule(kb)


def check_reasons(kb: KnowledgeBase) -> Iterator[Problem]:
    """What is inferred says why, in both languages; what is stated needs no reason."""
    for fact in kb.facts():
        for name, based in fact.bases().items():
            if based.basis is Basis.INFERRED and based.reason is None:
                message = f"{name} is inferred: add `reason:` with `ar:` and `fr:`"
                yield Problem.at(based.at("basis"), "BASIS-REASON", message)
            if based.basis is Basis.STATED and based.reason is not None:
                message = f"{name} is stated: the quote is its proof; remove the reason, or write `basis: inferred`"
                yield Problem.at(based.at("reason"), "BASIS-REASON", message)


def check_inferred(kb: KnowledgeBase) -> Iterator[Problem]:
    """An inferred period is stated by the same article for another count; who or what is inferred is named in it."""
    quotes: dict[str, list[list[str]]] = {name: [] for name in kb.sources}
    for source, witness in citations.witnesses(kb):
        quotes[source.id].append(evidence.words(witness.quote))
    stated = {_days(each) for each in kb.observations.values() if each.period.basis is Basis.STATED}
    for fact in kb.facts():
        for based in fact.bases().values():
            if based.basis is not Basis.INFERRED:
                continue
            if isinstance(fact, Observation) and based is fact.period and _days(fact) not in stated:
                message = "no count of this article states this period; quote the words that give it, or correct it"
                yield Problem.at(based.at("basis"), "PERIOD-INFERRED", message)
            for name in based.named():
                if not _stands_in_article(kb, name, fact.citation.source, quotes):
                    message = f"no quote of {fact.citation.source} names {name!r}; quote one that does, or correct it"
                    yield Problem.at(based.at("basis"), "NAME-INFERRED", message)


def check_corrections(kb: KnowledgeBase) -> Iterator[Problem]:
    """The newest correction of a figure ends at the value that is published."""
    newest: dict[str, Correction] = {}
    for each in kb.newest_corrections():
        newest.setdefault(each.observation, each)  # of one day, the upper one, as in the file and on the page
    for each in newest.values():
        value = kb.observations[each.observation].value
        if each.now != value:
            message = (
                f"{each.observation} is {value} now, and its newest correction ends at {each.now}; mend one of them"
            )
            yield Problem.at(each.at("now"), "CORRECTION-VALUE", message)


def _days(observation: Observation) -> tuple[object, ...]:
    return observation.citation.source, observation.period.start, observation.period.end


def _stands_in_article(kb: KnowledgeBase, name: str, source: str, quotes: dict[str, list[list[str]]]) -> bool:
    """Return whether an article is published by an entity, or names it in a quote."""
    publisher = kb.sources[source].publisher
    if publisher is not NOT_GIVEN and publisher.value == name:
        return True
    return citations.is_named(kb.entities[name].wordings, quotes[source])


def check_periods(kb: KnowledgeBase) -> Iterator[Problem]:
    """A period ends after it starts; a stated one has its year and its bounds in a quote."""
    for observation in kb.observations.values():
        period = observation.period
        if period.end is not NOT_GIVEN and period.end < period.start:
            message = f"the period ends on {period.end}, before it starts on {period.start}"
            yield Problem.at(period.at("end"), "PERIOD-ORDER", message)
        years = {period.start.year} | ({period.end.year} if period.end is not NOT_GIVEN else set())
        quoted = {word for said in citations.says(observation, period) for word in said}
        for year in sorted(years) if period.basis is Basis.STATED else ():
            if str(year) not in quoted:
                message = f"no quote of this period has the year {year}; add a witness that has, or infer the period"
                yield Problem.at(period.at("basis"), "PERIOD-QUOTE", message)
        yield from _check_bounds(kb, observation)


def _check_bounds(kb: KnowledgeBase, observation: Observation) -> Iterator[Problem]:
    """Yield what the quotes lack of the bounds of a stated period, or a source too old to know them."""
    period, source = observation.period, kb.sources[observation.citation.source]
    if period.basis is Basis.STATED:
        quotes = [observation.citation.quote, *(witness.quote for witness in period.witnesses)]
        if missing := missing_words(period, quotes, source.language):
            message = f"the quotes of this period do not have {missing}; add a witness that has, or infer the period"
            yield Problem.at(period.at("basis"), "PERIOD-WORDS", message)
    published = source.published
    if published is not NOT_GIVEN and period.end is not NOT_GIVEN and published.value < period.end:
        message = f"{source.id} was published on {published.value} and cannot state a count that ends on {period.end}"
        yield Problem.at(period.at("end"), "PERIOD-SOURCE", message)


def check_sources(kb: KnowledgeBase) -> Iterator[Problem]:
    """A source's fingerprint is made from the text its record names: same SHA-256, headline and paragraphs."""
    for source in kb.sources.values():
        made, capture = kb.fingerprints[source.id], source.capture
        if made.sha256 != capture.sha256:
            yield _remake(source, capture.at("sha256"), f"SHA-256 {made.sha256}")
        if len(made.paragraphs) != len(capture.paragraph_lines) + 1:
            yield _remake(source, capture.at("paragraph_lines"), f"{len(made.paragraphs) - 1} paragraphs")
        title = source.title.value if source.title is not NOT_GIVEN else ""
        if evidence.shingles(title) != made.paragraphs[0]:
            mark = source.title.at("value") if source.title is not NOT_GIVEN else source.at("title")
            message = f"the title is not the headline of the archived text, word for word: «{title}»"
            yield Problem.at(mark, "TITLE-VERBATIM", message)


def _remake(source: Source, mark: Mark, found: str) -> Problem:
    message = f"the fingerprint of {source.id} has {found}; correct the record, or run `isnad archive` again"
    return Problem.at(mark, "FINGERPRINT-STALE", message)


def check_kinds(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who acts or states is a person, group or institution; where and whence are places; a publisher is an outlet."""
    for fact in kb.facts():
        for based in fact.bases().values():
            for name, kinds in ALLOWED_KINDS.items():
                if hasattr(based, name):
                    yield from _check_kind(kb, getattr(based, name), kinds, based.at(name))
    for source in kb.sources.values():
        if source.publisher is not NOT_GIVEN:
            yield from _check_kind(kb, source.publisher.value, {EntityKind.OUTLET}, source.publisher.at("value"))


def _check_kind(kb: KnowledgeBase, name: str | None, kinds: set[EntityKind], mark: Mark) -> Iterator[Problem]:
    if name and kb.entities[name].kind not in kinds:
        message = f"{name!r} is of the kind {kb.entities[name].kind}; here stands one of: {', '.join(sorted(kinds))}"
        yield Problem.at(mark, "ENTITY-KIND", message)


def check_languages(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote is written in the language of its source, and its translation in the other one."""
    for source, witness in citations.witnesses(kb):
        for name, language in (("quote", source.language), ("translation", source.language.other)):
            if script_of(text := getattr(witness, name)) is not language:
                message = f"this {name} is not written in the language {language!s}, as {source.id} wants: «{text}»"
                yield Problem.at(witness.at(name), "LANGUAGE", message)


def script_of(text: str) -> Language:
    """Return the language whose letters a text has most of."""
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    return Language.AR if arabic > sum(letter.isalpha() for letter in text) / 2 else Language.FR


def check_scopes(kb: KnowledgeBase) -> Iterator[Problem]:
    """A scope names an actor, a partner, a place or an origin."""
    for observation in kb.observations.values():
        if not observation.scope.named():
            message = "a scope needs `actor`, `partner`, `place` or `origin`: an id of data/entities.yaml"
            yield Problem.at(observation.at("scope"), "SCOPE-EMPTY", message)


def check_labels(kb: KnowledgeBase) -> Iterator[Problem]:
    """The two languages of a label fill in the same {parts}."""
    for name, label in kb.labels.items():
        try:
            arabic, french = _parts(label.ar), _parts(label.fr)
        except ValueError as error:
            yield Problem.at(label.at(), "LABEL-FORM", f"the braces of {name!r} do not match: {error}")
            continue
        if arabic != french:
            message = f"{name!r} fills in {arabic} in Arabic and {french} in French; they must be the same"
            yield Problem.at(label.at("fr"), "LABEL-FORM", message)


def _parts(label: str) -> list[str]:
    """Return the names of the {parts} of a label. Raises ValueError where its braces do not match."""
    return sorted({name for _, name, _, _ in Formatter().parse(label) if name is not None})


def check_units(kb: KnowledgeBase) -> Iterator[Problem]:
    """A unit has every plural form that CLDR gives the language: six in Arabic, three in French."""
    for unit in kb.units.values():
        for language in Language:
            missing, unknown = missing_forms(unit.forms[language], language)
            for form in missing:
                message = f"the plural form {form!r} is missing"
                yield Problem.at(unit.forms.at(language), "PLURAL-FORM", message)
            for form in unknown:
                message = f"{language} has no plural form {form!r}; remove it"
                yield Problem.at(unit.forms.at(language), "PLURAL-FORM", message)


ACTORS = {EntityKind.INSTITUTION, EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.GROUP}
ALLOWED_KINDS = {
    "actor": ACTORS,
    "partner": ACTORS,
    "place": {EntityKind.PLACE},
    "origin": {EntityKind.PLACE},
    "entity": {*ACTORS, EntityKind.OUTLET},
}
RULES: tuple[Callable[[KnowledgeBase], Iterator[Problem]], ...] = (
    citations.check_quotes,
    citations.check_values,
    citations.check_translations,
    check_reasons,
    check_inferred,
    check_corrections,
    check_periods,
    citations.check_names,
    citations.check_entities,
    citations.check_entity_names,
    citations.check_terms,
    relations.check_relations,
    relations.check_totals,
    relations.check_conflicts,
    relations.check_superseded,
    check_derived,
    citations.check_events,
    check_sources,
    check_kinds,
    check_languages,
    check_scopes,
    check_labels,
    check_units,
)
