"""From the records of the knowledge base to the parts of API documents."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from ..facts import comparability
from ..facts.comparability import Obstacle
from ..facts.corrections import path_of
from ..facts.model import (
    Afterwards,
    Authority,
    Based,
    Citation,
    Correction,
    Indicator,
    KnowledgeBase,
    Mention,
    Observation,
    Period,
    Reading,
    Scope,
    Source,
    Unit,
)
from ..facts.periods import EndStatus, kind
from ..facts.record import NOT_GIVEN, Bilingual, Found, Month, NotGiven, Translated, Translations
from ..phrases.addresses import at_quote
from ..text import evidence, quantities
from ..text.languages import Language
from ..text.locale import plural_form
from .parts import (
    Article,
    Comparability,
    Corrected,
    Counted,
    CountedScope,
    CountedUnit,
    Named,
    Printed,
    Quote,
    Read,
    ReferencePeriod,
    Seen,
    StatedBy,
    Text,
    ValueVerification,
    Verification,
    Words,
)

T = TypeVar("T")


def text(words: Bilingual) -> Text:
    """Return a text of ours."""
    return Text(ar=words.ar, fr=words.fr)


def text_or_none(words: Bilingual | None) -> Text | None:
    """Return a text of ours, if there is one."""
    return text(words) if words else None


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
    return Named(id=name, name=text(kb.topics[name].label))


def entity(kb: KnowledgeBase, name: str) -> Named:
    """Return an entity by its id."""
    return Named(id=name, name=text(kb.entities[name].name))


def entity_or_none(kb: KnowledgeBase, name: str | None) -> Named | None:
    """Return an entity by its id, if there is one."""
    return entity(kb, name) if name else None


def counted(indicator: Indicator) -> Counted:
    """Return what an indicator counts."""
    return Counted(id=indicator.id, label=text(indicator.label), definition=text(indicator.definition))


def unit(record: Unit, value: Decimal | None = None) -> CountedUnit:
    """Return a unit, its noun as it stands beside a value; in its general form without one."""
    nouns = {each: record.forms[each][plural_form(value, each) if value is not None else "other"] for each in Language}
    return CountedUnit(id=record.id, label=Text(ar=nouns[Language.AR], fr=nouns[Language.FR]), measure=record.measure)


def _translations(words: Translated | None, prefix: str) -> dict[str, Any]:
    """Return the translation of an article's words into the other language, or into both, by the names of fields."""
    found = words.translation if words else None
    return {
        f"{prefix}translation": found if isinstance(found, str) else None,
        f"{prefix}translations": Text(ar=found.ar, fr=found.fr) if isinstance(found, Translations) else None,
    }


def _ground(based: Based) -> dict[str, Any]:
    """Return whether something is stated or inferred, why, and the further words that state it."""
    return {
        "basis": based.basis,
        "reason": text_or_none(based.reason),
        "witnesses": [Words(quote=each.quote, **_translations(each, "")) for each in based.witnesses],
    }


def period(record: Period) -> ReferencePeriod:
    """Return a reference period."""
    return ReferencePeriod(
        start=record.start,
        end=given(record.end),
        end_status=status(record.end),
        kind=kind(record),
        **_ground(record),
    )


def scope(kb: KnowledgeBase, record: Scope) -> CountedScope:
    """Return what narrows a count."""
    return CountedScope(
        actor=entity_or_none(kb, record.actor),
        partner=entity_or_none(kb, record.partner),
        place=entity_or_none(kb, record.place),
        origin=entity_or_none(kb, record.origin),
        **_ground(record),
    )


def stated_by(kb: KnowledgeBase, record: Authority) -> StatedBy:
    """Return who stated a fact."""
    return StatedBy(id=record.entity, name=text(kb.entities[record.entity].name), **_ground(record))


def article(kb: KnowledgeBase, record: Source) -> Article:
    """Return an article in short."""
    title = given(record.title)
    return Article(
        id=record.id,
        label=text(record.label),
        publisher=entity_or_none(kb, found(record.publisher)),
        agency=entity_or_none(kb, found(record.agency)),
        title=title.value if title else None,
        **_translations(title, "title_"),
        authors=[] if record.authors is NOT_GIVEN else list(record.authors.value),
        published=record.published_day,
        published_month=published_month(record),
        address=found(record.url),
    )


def published_month(record: Source) -> str | None:
    """Return the month of publication where nobody gave the day: `2019-01`."""
    month = found(record.published)
    return str(month) if isinstance(month, Month) else None


def printed(kb: KnowledgeBase, mention: Mention) -> Printed:
    """Return the number as an article that nobody captured prints it."""
    number, address = given(mention.printed), found(kb.sources[mention.source].url)
    return Printed(
        number=number,
        position=text_or_none(given(mention.place)),
        note=text_or_none(mention.note),
        address=at_quote(address, number) if address and number else address,
    )


def read(reading: Reading) -> Read:
    """Return how an editor read an article that nobody captured."""
    return Read(date=reading.date, medium=reading.how, extent=reading.extent)


def quote(kb: KnowledgeBase, citation: Citation) -> Quote:
    """Return the words that state a fact."""
    source = kb.sources[citation.source]
    address = found(source.url)
    return Quote(
        text=citation.quote,
        language=source.language,
        **_translations(citation, ""),
        note=text_or_none(citation.note),
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


def verification(kb: KnowledgeBase, citation: Citation) -> Verification:
    """Return what proves a quote."""
    return Verification(**_place(kb, citation))


def value_verification(kb: KnowledgeBase, record: Observation, citation: Citation) -> ValueVerification:
    """Return what proves a quote, and that it states the value."""
    numbers = {(each.value, each.out_of) for each in quantities.parse(evidence.normalise(citation.quote))}
    place = _place(kb, citation)
    return ValueVerification(**place, value_in_quote=(record.value, record.out_of) in numbers)


def comparison(kb: KnowledgeBase, one: Observation, groups: Mapping[str, Sequence[str]]) -> Comparability:
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
    return Comparability(key=key, comparable_with=alike, obstacles=obstacles)


def seen(record: Afterwards | None) -> Seen | None:
    """Return what became of an article, if a person saw that something did."""
    return Seen(date=record.date, note=text(record.note)) if record else None


def corrected(record: Correction) -> Corrected:
    """Return how a published value, or what a record means, was corrected."""
    return Corrected(
        date=record.date,
        record=path_of(record),
        was=record.was,
        now=record.now,
        changed=list(record.changed),
        why=text(record.why),
    )
