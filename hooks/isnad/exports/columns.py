"""Documents as rows of a table: a column for each value inside them, found by walking their classes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple, cast

from msgspec import Struct, inspect

from ..facts.model import KnowledgeBase
from ..phrases.vocabulary import code, heading
from ..text.languages import Language
from .api import to_json
from .documents import Text

Cell = str | Decimal | int | bool | date | None
# What Table Schema calls the types of values.
TYPES: Mapping[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.IntType: "integer",
    inspect.DecimalType: "number",
    inspect.DateType: "date",
    inspect.BoolType: "boolean",
    inspect.ListType: "array",
    inspect.DictType: "object",
}
# Lists that grow with the number of figures, where the key says the same in one cell; the schema of JSON.
LEFT_OUT = frozenset({("comparability", "comparable_with"), ("comparability", "obstacles"), ("schema",)})
# Lists of names, in which spaces stand; no name of an author has a semicolon in it.
NAMES = frozenset({"authors"})
# What a document says of itself stands at the end of its row.
LAST = frozenset({"page", "url", "version", "license"})


class Column(NamedTuple):
    """Where a value stands in a document, its type, and the language of a text of ours."""

    path: tuple[str, ...]
    kind: str
    language: Language | None = None
    codes: type[StrEnum] | None = None
    required: bool = True

    @property
    def name(self) -> str:
        """The name of the column for programs: `period_start`, `indicator_label_fr`."""
        return "_".join([*self.path, *filter(None, [self.language])])


@dataclass(frozen=True, slots=True)
class Table:
    """Some documents as rows. With a language, headings, texts and codes are its words; without, names and codes."""

    kb: KnowledgeBase
    kind: type[Struct]
    documents: Sequence[Struct]
    language: Language | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, in the order of the fields."""
        return columns(self.kind, self.language)

    def header(self) -> list[str]:
        """Return the names of the columns, or their headings."""
        if self.language is None:
            return [column.name for column in self.columns]
        return [heading(self.kb, column.path, self.language) for column in self.columns]

    def rows(self) -> Iterator[list[Cell]]:
        """Yield a row for each document."""
        for each in self.documents:
            yield [self._cell(column, each) for column in self.columns]

    def _cell(self, column: Column, made: Struct) -> Cell:
        value: Any = made
        for name in column.path:
            value = getattr(value, name, None)
        if isinstance(value, Text) and column.language:
            value = value[column.language]
        elif isinstance(value, StrEnum):
            value = code(self.kb, value, self.language) if self.language else value.value
        elif isinstance(value, list | dict):
            value = "; ".join(value) or None if column.path[-1] in NAMES else _listed(value)
        return cast(Cell, value)


def _listed(value: list[Any] | dict[str, Any]) -> str | None:
    """Return ids with spaces between them, anything else as JSON; None where there is nothing."""
    if not value:
        return None
    if isinstance(value, list) and isinstance(value[0], str):
        return " ".join(value)
    return to_json(value, indent=0).decode().strip()


@cache
def columns(kind: type[Struct], language: Language | None) -> tuple[Column, ...]:
    """Return the columns of documents of a class: a text of ours in one language, or in a column for each."""
    languages = [language] if language else list(Language)
    made = _columns(inspect.type_info(kind), (), languages, required=True)
    kept = (column for column in made if column.path not in LEFT_OUT)
    return tuple(sorted(kept, key=lambda column: column.path[0] in LAST))


def _columns(
    kind: inspect.Type, path: tuple[str, ...], languages: Sequence[Language], required: bool
) -> Iterator[Column]:
    """Yield the columns of a type; what is in something that may be missing is not required."""
    if isinstance(kind, inspect.UnionType):
        kind, required = next(each for each in kind.types if not isinstance(each, inspect.NoneType)), False
    if isinstance(kind, inspect.StructType) and kind.cls is not Text:
        for field in kind.fields:
            yield from _columns(field.type, (*path, field.name), languages, required)
    elif isinstance(kind, inspect.StructType):
        yield from (Column(path, "string", each, required=required) for each in languages)
    elif isinstance(kind, inspect.EnumType):
        yield Column(path, "string", codes=cast(type[StrEnum], kind.cls), required=required)
    elif isinstance(kind, inspect.ListType) and isinstance(kind.item_type, inspect.StrType):
        yield Column(path, "string", required=False)
    else:
        yield Column(
            path, TYPES[type(kind)], required=required and type(kind) not in (inspect.ListType, inspect.DictType)
        )
