"""The documents of the API, a class each. Their JSON, their JSON Schemas and the columns of the tables come from these.

Each name of a field means one thing everywhere; the labels `field-…` say what, in both languages. None stands where
nobody gave the value: never a zero, never a guess.
"""

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from ..facts.model import Evidence, Formula, Status
from ..facts.periods import EndStatus
from ..facts.record import Origin
from ..phrases.vocabulary import Qualifier
from ..text.languages import ArticleLanguage
from ..text.quantities import Measure
from .parts import (
    Article,
    Comparability,
    Corrected,
    Counted,
    CountedScope,
    CountedUnit,
    Download,
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
)


class Document(Struct, frozen=True):
    """What stands at an address of its own."""

    url: str
    schema: str
    version: dt.date
    license: str


class Shown(Document, frozen=True):
    """The document of a record, and the page of the site that shows it."""

    id: str
    page: Text


class Figure(Shown, frozen=True):
    """An observation."""

    indicator: Counted
    value: Decimal
    value_to: Decimal | None
    out_of: Decimal | None
    unit: CountedUnit
    precision: Qualifier
    status: Status
    period: ReferencePeriod
    scope: CountedScope
    stated_by: StatedBy
    evidence: Evidence
    source: Article
    quote: Quote | None
    printed: Printed | None
    verification: ValueVerification | None
    comment: Text | None
    comparability: Comparability
    base: str | None
    rounds: str | None
    part_of: str | None
    disagrees_with: list[str]
    superseded_by: str | None
    superseded_because: Text | None
    corrections: list[Corrected]
    topic: Named
    reviewed: dt.date


class Indicator(Shown, frozen=True):
    """What is counted, and the figures of it."""

    label: Text
    definition: Text
    topic: Named
    unit: CountedUnit
    figures: list[str]
    corrections: list[Corrected]


class Source(Shown, frozen=True):
    """An article: what is known of it, where that was found, and what is cited from it."""

    label: Text
    summary: Text
    language: ArticleLanguage
    title: str | None
    title_translation: str | None
    title_translations: Text | None
    publisher: Named | None
    publisher_origin: Origin | None
    agency: Named | None
    agency_origin: Origin | None
    authors: list[str]
    authors_origin: Origin | None
    published: dt.date | None
    published_month: str | None
    published_origin: Origin | None
    address: str | None
    address_origin: Origin | None
    web_archive: str | None
    web_archive_origin: Origin | None
    caveats: list[Text]
    content_changed: Seen | None
    withdrawn: Seen | None
    evidence: Evidence
    reading: Read | None
    promoted: dt.date | None
    sha256: str | None
    figures: list[str]
    events: list[str]
    statements: list[str]


class Event(Shown, frozen=True):
    """A happening."""

    label: Text
    topic: Named
    date: dt.date | None
    date_status: EndStatus
    source: Article
    quote: Quote
    verification: Verification
    comment: Text | None
    reviewed: dt.date


class Statement(Shown, frozen=True):
    """An attributed claim without a number."""

    text: Text
    topic: Named
    stated_by: StatedBy
    source: Article
    quote: Quote
    verification: Verification
    comment: Text | None
    reviewed: dt.date


class Derived(Shown, frozen=True):
    """A figure that we compute."""

    label: Text
    topic: Named
    formula: Formula
    figures: list[str]
    value: Decimal
    measure: Measure
    precision: Qualifier
    reviewed: dt.date


class Tombstone(Document, frozen=True):
    """What stands at the address of a document that is gone."""

    gone: str
    date: dt.date
    reason: Text
    successor: str | None


class Index(Document, frozen=True):
    """The addresses of all documents, schemas and downloads, and the words of all codes."""

    title: Text
    description: Text
    rights: Text
    documentation: Text
    codes: dict[str, dict[str, Text]]
    documents: dict[str, list[str]]
    schemas: dict[str, str]
    removed: list[str]
    downloads: list[Download]


class Dataset(Document, frozen=True):
    """All documents in one file."""

    title: Text
    description: Text
    rights: Text
    figures: list[Figure]
    indicators: list[Indicator]
    sources: list[Source]
    events: list[Event]
    statements: list[Statement]
    derived: list[Derived]
    removed: list[Tombstone]
