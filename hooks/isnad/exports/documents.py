"""The documents of the API, and what they are made of, a class each. Their JSON, their JSON Schemas and the columns of
the tables come from these.

Each name of a field means one thing everywhere; the labels `field-…` say what, in both languages. None stands where
nobody gave the value: never a zero, never a guess.
"""

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from ..facts.comparability import Obstacle
from ..facts.model import Basis, Evidence, Extent, Formula, KnowledgeBase, Medium, Status
from ..facts.periods import EndStatus, Kind
from ..facts.record import Origin
from ..phrases.vocabulary import Qualifier, words
from ..text.languages import ArticleLanguage, Language
from ..text.quantities import Measure


class Text(Struct, frozen=True):
    """A text of ours in both languages, or an address of each."""

    ar: str
    fr: str

    def __getitem__(self, language: Language) -> str:
        return self.ar if language is Language.AR else self.fr


class Named(Struct, frozen=True):
    """A topic, or a person, institution or place."""

    id: str
    name: Text


class Counted(Struct, frozen=True):
    """What is counted."""

    id: str
    label: Text
    definition: Text


class CountedUnit(Struct, frozen=True):
    """A unit of measure; its label is the noun as it stands beside the value."""

    id: str
    label: Text
    measure: Measure


class Words(Struct, frozen=True):
    """Further words of the article."""

    quote: str
    translation: str | None
    translations: Text | None


class Grounded(Struct, frozen=True, kw_only=True):
    """What an article states, or an editor infers, for which reason; kw_only puts it behind what it is of."""

    basis: Basis
    reason: Text | None
    witnesses: list[Words]


class ReferencePeriod(Grounded, frozen=True):
    """A reference period, both days included."""

    start: dt.date
    end: dt.date | None
    end_status: EndStatus
    kind: Kind


class CountedScope(Grounded, frozen=True):
    """What narrows the count, by role."""

    actor: Named | None
    partner: Named | None
    place: Named | None
    origin: Named | None


class StatedBy(Grounded, frozen=True):
    """Who stated it."""

    id: str
    name: Text


class Article(Struct, frozen=True):
    """The article that carries a fact, in short."""

    id: str
    label: Text
    publisher: Named | None
    agency: Named | None
    title: str | None
    title_translation: str | None
    title_translations: Text | None
    authors: list[str]
    published: dt.date | None
    published_month: str | None
    address: str | None


class Quote(Struct, frozen=True):
    """The words that state a fact, in the language of the article, and its address at these words.

    `translation` is that into the other language of the site; of words in neither there are two `translations`.
    """

    text: str
    language: ArticleLanguage
    translation: str | None
    translations: Text | None
    note: Text | None
    address: str | None


class Printed(Struct, frozen=True):
    """The number as an article that nobody captured prints it, where, and the address of the article at the number."""

    number: str | None
    position: Text | None
    note: Text | None
    address: str | None


class Read(Struct, frozen=True):
    """How an editor read an article that nobody captured: when, what of it, and how much."""

    date: dt.date
    medium: Medium
    extent: Extent


class Verification(Struct, frozen=True):
    """Where the quote stands in the article, word for word; paragraph 0 is the headline, words count from 1."""

    verbatim: bool
    paragraph: int | None
    first_word: int | None
    last_word: int | None
    sha256: str


class ValueVerification(Verification, frozen=True):
    """The same, and whether the value is the one number of the quote."""

    value_in_quote: bool


class Comparability(Struct, frozen=True):
    """What a figure can be compared with, and why not with the other figures of its indicator."""

    key: str | None
    comparable_with: list[str]
    obstacles: dict[str, list[Obstacle]]


class Corrected(Struct, frozen=True):
    """A correction of a published value, or of what a record means."""

    date: dt.date
    record: str
    was: Decimal | None
    now: Decimal | None
    changed: list[str]
    why: Text


class Seen(Struct, frozen=True):
    """What became of an article after it was captured, and when a person saw it."""

    date: dt.date
    note: Text


class Download(Struct, frozen=True):
    """A file to take away."""

    file: str
    url: str
    media_type: str
    size: int
    sha256: str


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


class Quoted(Shown, frozen=True, kw_only=True):
    """A fact that is proved by a quote alone; what proves it stands behind what it is."""

    source: Article
    quote: Quote
    verification: Verification
    comment: Text | None
    reviewed: dt.date


class Event(Quoted, frozen=True):
    """A happening."""

    label: Text
    topic: Named
    date: dt.date | None
    date_status: EndStatus


class Statement(Quoted, frozen=True):
    """An attributed claim without a number."""

    text: Text
    topic: Named
    stated_by: StatedBy


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


def both(kb: KnowledgeBase, label: str) -> Text:
    """Return the site's own words for a label, in both languages."""
    return Text(ar=words(kb, label, Language.AR), fr=words(kb, label, Language.FR))
