"""What must be true of the facts, a rule a function; each docstring is the rule as contributors read it."""

import sys
from collections.abc import Callable, Iterator
from functools import cache
from string import Formatter
from types import ModuleType
from typing import Any

from ..facts import copies, corrections, derived
from ..facts.fingerprints import digest, fingerprint_path
from ..facts.model import PUBLISHERS, Basis, KnowledgeBase, Mention, Source
from ..facts.record import NOT_GIVEN
from ..facts.schema import entity_fields
from ..problems import Mark, Message, Problem, say
from ..text import evidence
from ..text.languages import Language
from ..text.locale import missing_forms
from ..text.web_addresses import outside_refusal
from . import (
    agreement,
    citations,
    cut_quotes,
    days,
    entity_words,
    mentions,
    other_language,
    periods,
    relations,
    roles,
    statement_words,
    unit_words,
)

Rule = Callable[[KnowledgeBase], Iterator[Problem]]


def check(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield every problem of the facts themselves."""
    for rule in RULES:
        yield from rule(kb)


def check_reasons(kb: KnowledgeBase) -> Iterator[Problem]:
    """What is inferred says why, in both languages; what is stated, only where a witness stands elsewhere."""
    for fact in kb.facts():
        for name, based in fact.bases().items():
            if based.basis is Basis.INFERRED and based.reason is None:
                message = say("reason-missing", what=name)
                yield Problem.at(based.at("basis"), "BASIS-REASON", message)
            reasoned = based.basis is Basis.STATED and based.reason is not None
            if reasoned and not list(citations.witnesses_elsewhere(kb, fact, based)):
                message = say("reason-needless", what=name)
                yield Problem.at(based.at("reason"), "BASIS-REASON", message)


def check_inferred(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who or what is inferred is named by a quote of the article, or publishes it."""
    quotes: dict[str, list[list[str]]] = {name: [] for name in kb.sources}
    for source, witness in citations.witnesses(kb):
        quotes[source.id].append(evidence.words(witness.quote))
    named = cache(lambda name, source: _stands_in_article(kb, name, source, quotes))  # once for all facts of an article
    for fact in kb.facts() if not kb.set_aside else ():  # what a broken record quotes is not known
        if isinstance(fact.citation, Mention):
            continue  # nothing of its article is quoted
        inferred = (based for based in fact.bases().values() if based.basis is Basis.INFERRED)
        for based in inferred:
            for name in based.named():
                if not named(name, fact.citation.source):
                    message = say("name-inferred", source=fact.citation.source, id=name)
                    yield Problem.at(based.at("basis"), "NAME-INFERRED", message)


def _stands_in_article(kb: KnowledgeBase, name: str, source: str, quotes: dict[str, list[list[str]]]) -> bool:
    """Return whether an article is published by an entity, prints its dispatch, or names it in a quote."""
    if name in kb.sources[source].houses:
        return True
    return citations.is_named(citations.names(kb.entities[name], kb.sources[source].language), quotes[source])


def check_sources(kb: KnowledgeBase) -> Iterator[Problem]:
    """A fingerprint is of the text its record names, whole: same SHA-256, headline, paragraphs, and digest of them."""
    for source in kb.sources.values():
        if (capture := source.capture) is None:
            continue
        made = kb.fingerprints[source.id]
        if made.sha256 != capture.sha256:
            yield _remake(source, capture.at("sha256"), say("found-sha256", sha256=made.sha256))
        if len(made.paragraphs) != len(capture.paragraph_lines) + 1:
            found = say("found-paragraphs", count=len(made.paragraphs) - 1)
            yield _remake(source, capture.at("paragraph_lines"), found)
        if made.digest != digest(made, source.id):
            yield Problem(fingerprint_path(source.id), 1, 1, "FINGERPRINT-DIGEST", say("fingerprint-digest"))
        title = source.title.value if source.title is not NOT_GIVEN else ""
        if evidence.shingles(title) != made.paragraphs[0]:
            mark = source.title.at("value") if source.title is not NOT_GIVEN else source.at("title")
            message = say("title-verbatim", title=title)
            yield Problem.at(mark, "TITLE-VERBATIM", message)


def check_addresses(kb: KnowledgeBase) -> Iterator[Problem]:
    """The address of an article leads to its host and to no other, and to the web."""
    for source in kb.sources.values():
        for found in (source.url, source.web_archive_url):
            if found is not NOT_GIVEN and (message := outside_refusal(found.value)):
                yield Problem.at(found.at("value"), "ADDRESS-FORM", message)


def _remake(source: Source, mark: Mark, found: Message) -> Problem:
    return Problem.at(mark, "FINGERPRINT-STALE", say("fingerprint-stale", source=source.id, found=found))


def check_kinds(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who acts or states is a person, group or institution; where and whence are places; outlets or bodies publish."""
    for fact in kb.facts():
        for based in fact.bases().values():
            kind: Any = type(based)
            for name, ref in entity_fields(kind).items():
                yield from _check_kind(kb, getattr(based, name), ref.kinds, based.at(name))
    for source in kb.sources.values():
        for found in (source.publisher, source.agency):
            if found is not NOT_GIVEN:
                yield from _check_kind(kb, found.value, PUBLISHERS, found.at("value"))


def _check_kind(kb: KnowledgeBase, name: str | None, kinds: tuple[str, ...], mark: Mark) -> Iterator[Problem]:
    if name and kb.entities[name].kind not in kinds:
        message = say("entity-kind", id=name, kind=kb.entities[name].kind, kinds=sorted(kinds))
        yield Problem.at(mark, "ENTITY-KIND", message)


def check_scopes(kb: KnowledgeBase) -> Iterator[Problem]:
    """A scope names an actor, a partner, a place or an origin."""
    for observation in kb.observations.values():
        if not observation.scope.named():
            yield Problem.at(observation.at("scope"), "SCOPE-EMPTY", say("scope-empty"))


def check_labels(kb: KnowledgeBase) -> Iterator[Problem]:
    """The two languages of a label fill in the same {parts}."""
    for name, label in kb.labels.items():
        try:
            arabic, french = _parts(label.ar), _parts(label.fr)
        except ValueError as error:
            yield Problem.at(label.at(), "LABEL-FORM", say("label-braces", id=name, detail=error))
            continue
        if arabic != french:
            message = say("label-parts", id=name, ar=arabic or say("none"), fr=french or say("none"))
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
                message = say("plural-missing", form=form, forms=sorted({*unit.forms[language], *missing} - {*unknown}))
                yield Problem.at(unit.forms.at(language), "PLURAL-FORM", message)
            for form in unknown:
                message = say("plural-unknown", language=language, form=form)
                yield Problem.at(unit.forms.at(language), "PLURAL-FORM", message)


def _rules(module: ModuleType) -> Iterator[Rule]:
    """Yield the functions of a module whose names begin with `check_`."""
    yield from (rule for name, rule in vars(module).items() if name.startswith("check_"))


OF_MODULES = (
    copies, corrections, derived, citations, cut_quotes, periods, entity_words, relations, mentions,
    other_language, days, unit_words, agreement, roles, statement_words,
)  # fmt: skip
RULES = (*_rules(sys.modules[__name__]), *(rule for module in OF_MODULES for rule in _rules(module)))
