"""What the documents of the API are made of, a class each (see `documents`)."""

import datetime as dt
from decimal import Decimal

from msgspec import Struct

from ..facts.comparability import Obstacle
from ..facts.model import Basis, Extent, KnowledgeBase, Medium
from ..facts.periods import EndStatus, Kind
from ..phrases.vocabulary import CODES, code_label, words
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


class ReferencePeriod(Struct, frozen=True):
    """A reference period, both days included."""

    start: dt.date
    end: dt.date | None
    end_status: EndStatus
    kind: Kind
    basis: Basis
    reason: Text | None
    witnesses: list[Words]


class CountedScope(Struct, frozen=True):
    """What narrows the count, by role."""

    actor: Named | None
    partner: Named | None
    place: Named | None
    origin: Named | None
    basis: Basis
    reason: Text | None
    witnesses: list[Words]


class StatedBy(Struct, frozen=True):
    """Who stated it."""

    id: str
    name: Text
    basis: Basis
    reason: Text | None
    witnesses: list[Words]


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


def both(kb: KnowledgeBase, label: str) -> Text:
    """Return the site's own words for a label, in both languages."""
    return Text(ar=words(kb, label, Language.AR), fr=words(kb, label, Language.FR))


def all_codes(kb: KnowledgeBase) -> dict[str, dict[str, Text]]:
    """Return what all codes mean, by the name of the field that holds them."""
    return {codes.field: {each.value: both(kb, code_label(each)) for each in codes.values} for codes in CODES}
