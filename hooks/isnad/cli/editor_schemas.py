"""The JSON Schemas of the data files, for editors: made from the very field types by which `schema` reads the files.

The words of each field come from `keys.yaml`. Draft 7, which every editor knows; each node of a file meets one schema,
so that an editor shows the words of that field and no others. What is between records (ids that must exist, quotes,
plural forms) is left to `isnad check`.
"""

import datetime as dt
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass
from decimal import Decimal
from enum import StrEnum
from inspect import get_annotations
from pathlib import PurePosixPath
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ..facts.load import TABLES
from ..facts.model import KnowledgeBase, Source
from ..facts.record import ID, NOT_GIVEN, Bilingual, Filled, Month, NotGiven, Pattern, Record, Ref
from ..facts.schema import CONFIRM, own_keys, record_fields
from ..phrases.vocabulary import PREFIXES, code_label
from ..text.languages import Language
from ..text.signs import UNSEEN_BASIC
from ..text.typography import set_spaces

DIALECT = "http://json-schema.org/draft-07/schema#"
FOLDER = "data/schemas"
SEED = "source"
Schema = dict[str, Any]
# A text: not empty, no placeholder, no invisible sign. A form is asked for behind it.
TEXT = rf"^(?!(?:{NOT_GIVEN}|{CONFIRM})$)(?![\s\S]*[\t{UNSEEN_BASIC}])(?=[\s\S]*\S)"
SCALARS: Mapping[type, Schema] = {
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    Month: {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    Decimal: {"type": "number", "minimum": -999_999_999_999_999, "maximum": 999_999_999_999_999},
    int: {"type": "integer", "minimum": 1, "maximum": 999_999_999},
}


def schema_path(file: str) -> str:
    """Return the path of the schema of a data file, or of a source record: `data/schemas/indicators.schema.json`."""
    name = SEED if file.startswith("seeds/") else PurePosixPath(file).stem
    return f"{FOLDER}/{name}.schema.json"


def modeline(file: str) -> str:
    """Return the first line of a data file or source record, by which editors find its schema."""
    path = schema_path(file)
    return f"# yaml-language-server: $schema={posixpath.relpath(path, posixpath.dirname(file))}\n"


def make_schemas(kb: KnowledgeBase) -> dict[str, str]:
    """Return the text of each schema by its path in the project."""
    writer = Writer(kb.keys, kb.labels)
    made = {file: writer.file(kinds) for file, kinds in TABLES.items()}
    made["seeds/"] = writer.described(SEED + "s", writer.schema(Source))
    return {schema_path(file): _text(schema) for file, schema in made.items()}


def _text(schema: Schema) -> str:
    made = {"$schema": DIALECT, "$comment": "Made by `isnad schema` from hooks/isnad; not to be edited.", **schema}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def key_name(kind: Any, name: str) -> str:
    """Return the id under which `keys.yaml` describes a field: that of the record which declares it, and its name."""
    base = get_origin(kind) or kind
    declares = next(each for each in base.__mro__ if name in get_annotations(each))
    return re.sub(r"(?<!^)(?=[A-Z])", "-", declares.__name__).lower() + "-" + name.replace("_", "-")


def written_fields(kind: Any) -> Iterator[tuple[str, Any, bool]]:
    """Yield each key that a record is written with, its type, and whether it must be there."""
    for name, (spec, hint) in record_fields(kind).items():
        if not spec.metadata.get("from_key"):
            yield name, hint, spec.default is MISSING and spec.default_factory is MISSING


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes schemas of field types, as `schema.Converter` reads them; `keys` and `labels` hold the words."""

    keys: Mapping[str, Bilingual]
    labels: Mapping[str, Bilingual]

    def file(self, kinds: Mapping[str, type[Record]]) -> Schema:
        """Return the schema of a data file that holds some tables."""
        tables = {table: self.described(table, _mapping(self.schema(kind))) for table, kind in kinds.items()}
        return _closed(tables, list(tables))

    def described(self, name: str, schema: Schema) -> Schema:
        """Return a schema with the words of a key, Arabic first; what stands under ids below it has the same words."""
        words = "\n\n".join(set_spaces(self.keys[name][language]) for language in Language)
        error = {"patternErrorMessage": words} if "pattern" in schema else {}
        return {**_worded(schema, words), **error}

    def schema(self, kind: Any) -> Schema:
        """Return the schema of a field type."""
        origin = get_origin(kind)
        if origin is Annotated and isinstance(get_args(kind)[1], Filled):
            return {**self.schema(get_args(kind)[0]), "minItems": 1}
        if origin is Annotated:
            return _annotated(kind)
        if origin in (Union, UnionType):
            return self.union(get_args(kind))
        if origin is tuple:
            return {"type": "array", "items": self.schema(get_args(kind)[0])}
        if origin is not None and issubclass(origin, Mapping):
            return _mapping(self.schema(get_args(kind)[1]))
        return self.record(kind) if issubclass(origin or kind, Record) else self.scalar(kind)

    def union(self, kinds: tuple[Any, ...]) -> Schema:
        """Return the schema of `X | None`, a key that may be left out, of `X | NotGiven`, or of one of two records."""
        if Month in kinds:
            return {"anyOf": [SCALARS[dt.date], SCALARS[Month]]}
        known = [kind for kind in kinds if kind not in (NotGiven, NoneType)]
        if str in known and len(known) > 1:
            return {"anyOf": list(map(self.schema, known))}
        if len(known) > 1:
            first, second = known
            signs = [{"required": [name]} for name in own_keys(second, first)]
            return {"if": {"anyOf": signs}, "then": self.schema(second), "else": self.schema(first)}
        schema = self.schema(known[0])
        return {"anyOf": [{"const": str(NOT_GIVEN)}, schema]} if NotGiven in kinds else schema

    def record(self, kind: Any) -> Schema:
        """Return the schema of a record: its keys, those it needs, and no others."""
        written = list(written_fields(kind))
        keys = {name: self.described(key_name(kind, name), self.schema(hint)) for name, hint, _ in written}
        one_of = [{"required": [name]} for name in (get_origin(kind) or kind).one_of]
        return _closed(keys, [name for name, _, needed in written if needed]) | ({"oneOf": one_of} if one_of else {})

    def scalar(self, kind: type) -> Schema:
        """Return the schema of a text, number, date or choice."""
        if kind is str:
            return {"type": "string", "pattern": TEXT}
        if not issubclass(kind, StrEnum):
            return dict(SCALARS[kind])
        words = [self._words(code_label(each)) for each in kind] if kind in PREFIXES else []
        return {"enum": list(kind)} | ({"enumDescriptions": words} if words else {})

    def _words(self, label: str) -> str:
        return " / ".join(set_spaces(self.labels[label][language]) for language in Language)


def _annotated(kind: Any) -> Schema:
    """Return the schema of a text with a form, or of an id that must exist."""
    note = get_args(kind)[1]
    pattern = ID if isinstance(note, Ref) else note
    assert isinstance(pattern, Pattern)
    return {"type": "string", "pattern": f"{TEXT}(?:{pattern.regex})$"}


def _worded(schema: Schema, words: str) -> Schema:
    """Return a schema with the words of its key, which what stands under ids below it has too."""
    if "propertyNames" in schema:
        schema = {**schema, "additionalProperties": _worded(schema["additionalProperties"], words)}
    return {"description": words, **schema}


def _mapping(values: Schema) -> Schema:
    """Return the schema of records, or texts, under ids."""
    return {"type": "object", "propertyNames": {"pattern": f"^(?:{ID.regex})$"}, "additionalProperties": values}


def _closed(properties: Schema, required: list[str]) -> Schema:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
