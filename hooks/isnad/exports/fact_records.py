"""From the records of the knowledge base to the parts of API documents."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

import msgspec

from ..facts import comparability
from ..facts.comparability import Obstacle
from ..facts.corrections import path_of
from ..facts.model import (
    Authority,
    Based,
    Citation,
    Correction,
    KnowledgeBase,
    Mention,
    Observation,
    Period,
    Scope,
    Source,
    Unit,
)
from ..facts.periods import EndStatus, kind
from ..facts.record import NOT_GIVEN, Found, Month, NotGiven, Translated, Translations
from ..phrases.addresses import at_quote
from ..text import evidence, quantities
from ..text.languages import Language
from ..text.locale import plural_form
from . import documents as types
from .documents import Named, Text

T = TypeVar("T")
Made = TypeVar("Made", bound=msgspec.Struct)


def made(shape: type[Made], record: object, /, **own: Any) -> Made:
    """Return a document, or a part of one: fields of its own, and those that its record has under the same name."""
    shared = {
        name: msgspec.convert(given(getattr(record, name)), type=field, from_attributes=True)
        for name, field in _fields(shape).items()
        if name not in own
    }
    return shape(**own, **shared)


@cache
def _fields(shape: type[msgspec.Struct]) -> Mapping[str, Any]:
    """Return the type of each field of a document, by its name."""
    return {field.name: field.type for field in msgspec.structs.fields(shape)}


def given(value: T | NotGiven) -> T | None:
    """Return a value, or None where nobody gives it."""
    return None if isinstance(value, NotGiven) else value


def found(detail: Found[T] | NotGiven) -> T | None:
    """Return a detail of a source record, or None where it is not known."""
    return None if isinstance(detail, NotGiven) else detail.value


def status(value: dt.date | NotGiven) -> EndStatus:
    """Return whether the article gives a date."""
    return EndStatus.NOT_GIVEN if value is NOT_GIVEN else EndStatus.STATED


def topic(kb: KnowledgeBase, name: str) -> Named:
    """Return a topic by its id."""
    return made(Named, kb.topics[name], name=made(Text, kb.topics[name].label))


def entity(kb: KnowledgeBase, name: str | None) -> Named | None:
    """Return an entity by its id, if there is one."""
    return made(Named, kb.entities[name]) if name else None


def unit(record: Unit, value: Decimal | None = None) -> types.CountedUnit:
    """Return a unit, its noun as it stands beside a value; in its general form without one."""
    nouns = {each: record.forms[each][plural_form(value, each) if value is not None else "other"] for each in Language}
    return made(types.CountedUnit, record, label=Text(ar=nouns[Language.AR], fr=nouns[Language.FR]))


def _translations(words: Translated | None, prefix: str = "") -> dict[str, Any]:
    """Return the translation of an article's words into the other language, or into both, by the names of fields."""
    found = words.translation if words else None
    return {
        f"{prefix}translation": found if isinstance(found, str) else None,
        f"{prefix}translations": made(Text, found) if isinstance(found, Translations) else None,
    }


def _witnesses(based: Based) -> list[types.Words]:
    """Return the further words of the article that state something."""
    return [made(types.Words, each, **_translations(each)) for each in based.witnesses]


def period(record: Period) -> types.ReferencePeriod:
    """Return a reference period."""
    own = {"end_status": status(record.end), "kind": kind(record), "witnesses": _witnesses(record)}
    return made(types.ReferencePeriod, record, **own)


def scope(kb: KnowledgeBase, record: Scope) -> types.CountedScope:
    """Return what narrows a count."""
    entities = {role: entity(kb, name) for role, name in record.roles.items()}
    return made(types.CountedScope, record, **entities, witnesses=_witnesses(record))


def stated_by(kb: KnowledgeBase, record: Authority) -> types.StatedBy:
    """Return who stated a fact."""
    name = made(Text, kb.entities[record.entity].name)
    return made(types.StatedBy, record, id=record.entity, name=name, witnesses=_witnesses(record))


def article(kb: KnowledgeBase, record: Source) -> types.Article:
    """Return an article in short."""
    title = given(record.title)
    return made(
        types.Article,
        record,
        publisher=entity(kb, found(record.publisher)),
        agency=entity(kb, found(record.agency)),
        title=title.value if title else None,
        **_translations(title, "title_"),
        authors=[*(found(record.authors) or ())],
        published=record.published_day,
        published_month=published_month(record),
        address=found(record.url),
    )


def published_month(record: Source) -> str | None:
    """Return the month of publication where nobody gave the day: `2019-01`."""
    month = found(record.published)
    return str(month) if isinstance(month, Month) else None


def printed(kb: KnowledgeBase, mention: Mention) -> types.Printed:
    """Return the number as an article that nobody captured prints it."""
    number, address, place = given(mention.printed), found(kb.sources[mention.source].url), given(mention.place)
    return made(
        types.Printed,
        mention,
        number=number,
        position=made(Text, place) if place else None,
        address=at_quote(address, number) if address and number else address,
    )


def quote(kb: KnowledgeBase, citation: Citation) -> types.Quote:
    """Return the words that state a fact."""
    source = kb.sources[citation.source]
    address = found(source.url)
    return made(
        types.Quote,
        citation,
        text=citation.quote,
        language=source.language,
        **_translations(citation),
        address=at_quote(address, citation.quote) if address else None,
    )


def _place(kb: KnowledgeBase, citation: Citation) -> dict[str, Any]:
    """Return where the words of a quote stand in its article, found there anew."""
    made = kb.fingerprints[citation.source]
    first = next(iter(evidence.find(citation.quote, made)), None)
    return {
        "verbatim": first is not None,
        "paragraph": first.paragraph if first else None,
        "first_word": first.first + 1 if first else None,
        "last_word": first.first + len(evidence.words(citation.quote)) if first else None,
        "sha256": made.sha256,
    }


def verification(kb: KnowledgeBase, citation: Citation) -> types.Verification:
    """Return what proves a quote."""
    return types.Verification(**_place(kb, citation))


def value_verification(kb: KnowledgeBase, record: Observation, citation: Citation) -> types.ValueVerification:
    """Return what proves a quote, and that it states the value."""
    numbers = {(each.value, each.out_of) for each in quantities.parse(evidence.normalise(citation.quote))}
    place = _place(kb, citation)
    return types.ValueVerification(**place, value_in_quote=(record.value, record.out_of) in numbers)


def comparison(kb: KnowledgeBase, one: Observation, groups: Mapping[str, Sequence[str]]) -> types.Comparability:
    """Return what an observation can be compared with, and why not with the others of its indicator.

    `groups` holds the ids of comparable observations by `comparability.key`.
    """
    key = comparability.key(kb, one)
    alike = [name for name in groups[key] if name != one.id] if key else []
    others = (other for other in kb.figures_of(kb.indicator_of[one.id]) if other is not one)
    found = {other.id: labels for other in others if (labels := comparability.obstacles(kb, one, other))}
    obstacles = {
        name: [Obstacle(each.removeprefix("incomparable-")) for each in labels] for name, labels in found.items()
    }
    return types.Comparability(key=key, comparable_with=alike, obstacles=obstacles)


def corrected(record: Correction) -> types.Corrected:
    """Return how a published value, or what a record means, was corrected."""
    return made(types.Corrected, record, record=path_of(record))
