"""What every record of the data files is made of, and the marks by which its field types say more.

A field without a default is required; `X | NotGiven` must be written, if only as `not-given`; `Ref("entities")`
names an id that must exist; a `from_key` field takes the key the record stands under. Of the keys in `one_of`,
exactly one must be there. `schema` reads all this.
"""

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from ..problems import Mark, Message, say
from ..text.languages import ArticleLanguage, Language


class NotGiven(StrEnum):
    """Written where nobody gave the value: the article, or the capture of it. Never a zero, never a guess."""

    NOT_GIVEN = "not-given"


NOT_GIVEN = NotGiven.NOT_GIVEN


class Origin(StrEnum):
    """Where a detail of a source record is from: the captured text, outside it, or our own reading."""

    CAPTURE = "capture"
    OUTSIDE = "outside"
    INFERRED = "inferred"


class Ref(NamedTuple):
    """Says of a text field that it is the id of a record in that table of the knowledge base, of one of these kinds."""

    table: str
    kinds: tuple[str, ...] = ()


class Pattern(NamedTuple):
    """Says of a text field which form it has, as a regular expression and in words."""

    regex: str
    words: Message


class Filled(NamedTuple):
    """Says of a list that it is not empty, and in words what stands in it."""

    words: Message


ID = Pattern(r"(?!index$)[a-z0-9]+(-[a-z0-9]+)*", say("form-id"))


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year, where nobody gave the day."""

    first: dt.date

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> dt.date:
        """The last day of the month."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])


NO_RECORDS = (str, Decimal, dt.date, NoneType, Month)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping of a data file, and where each of its keys stands."""

    one_of: ClassVar[tuple[str, ...]] = ()

    marks: Mapping[str, Mark] = field(repr=False, compare=False)

    def at(self, name: str = "") -> Mark:
        """Return the place of the value of field `name`, else of the record."""
        return self.marks.get(name, self.marks[""])

    def parts(self) -> Iterator["Record"]:
        """Yield the records directly inside this one."""
        own: Any = type(self)
        for name in _names(own):
            value = getattr(self, name)
            if not isinstance(value, NO_RECORDS):
                yield from _records(value)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a type of record, in which records may stand."""
    return tuple(spec.name for spec in fields(kind) if spec.name != "marks")


def _records(value: Any) -> Iterator[Record]:
    if isinstance(value, Record):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _records(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _records(item)


def from_key() -> Any:
    """Return a field that takes the key under which its record stands."""
    return field(metadata={"from_key": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual(Record):
    """One text in both languages."""

    ar: str
    fr: str

    def __getitem__(self, language: Language) -> str:
        return self.ar if language is Language.AR else self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Translations(Record):
    """An editor's translations of words that are in neither language of the site.

    No Bilingual: its keys have words of their own in `keys.yaml`, and it is not asked what the site’s own texts are.
    """

    ar: str
    fr: str

    def __getitem__(self, language: Language) -> str:
        return self.ar if language is Language.AR else self.fr


class Translated(Record):
    """Words of an article with their translation into the other language of the site, or into both.

    No data class itself, so that each kind of words has its translation behind them.
    """

    __slots__ = ()
    translation: str | Translations

    def translated(self, language: Language) -> str:
        """Return the translation into a language; where there is one alone, that."""
        return self.translation if isinstance(self.translation, str) else self.translation[language]

    def translations(self, source: ArticleLanguage) -> Iterator[tuple[Language, str, Mark]]:
        """Yield each translation of words in a language: its own language, the text, its place."""
        for language in source.targets:
            both = self.translation if isinstance(self.translation, Translations) else None
            yield language, self.translated(language), both.at(language) if both else self.at("translation")


T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Record, Generic[T]):
    """A detail of a source record, and where it was found."""

    value: T
    origin: Origin
