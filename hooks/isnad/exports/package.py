"""The descriptor of a Frictionless Data Package: the tables, what is in each column, the licence and the articles."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from ..facts.edition import LICENSE, version
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.vocabulary import PREFIXES, heading, note, words
from ..text.languages import Language
from .columns import Column, Table
from .parts import both
from .read_me import file_label

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
BOOLEANS = {"trueValues": ["true"], "falseValues": ["false"]}
# Columns that name a record of a table, by their path: figures of figures, and the article of each.
FIGURES, SOURCES = "figures.csv", "sources.csv"
REFERENCES: Mapping[tuple[str, ...], str] = {
    ("source", "id"): SOURCES,
    ("rounds",): FIGURES,
    ("part_of",): FIGURES,
    ("superseded_by",): FIGURES,
}


def make_package(kb: KnowledgeBase, tables: Mapping[str, Table], files: Mapping[str, bytes]) -> dict[str, Any]:
    """Return the descriptor; `tables` holds the table of each CSV file, `files` what is in them and in the others."""
    return {
        "$schema": PROFILE,
        "name": kb.site.id,
        "title": _both(kb, "site-name"),
        "description": f"{_both(kb, 'dataset-description')}\n\n{_both(kb, 'dataset-rights')}",
        "version": str(version(kb)),
        "homepage": kb.site_url,
        "licenses": [{"name": "CC-BY-4.0", "path": LICENSE, "title": "Creative Commons Attribution 4.0"}],
        "sources": [_source(kb, name) for name in kb.sources],
        "resources": [_resource(kb, file, data, tables.get(file)) for file, data in files.items()],
    }


def _both(kb: KnowledgeBase, label: str) -> str:
    text = both(kb, label)
    return f"{text.ar} / {text.fr}"


def _source(kb: KnowledgeBase, name: str) -> dict[str, str]:
    """Return an article; its address where it is known."""
    source = kb.sources[name]
    made = {"title": f"{source.label.ar} / {source.label.fr}"}
    return made if source.url is NOT_GIVEN else {**made, "path": source.url.value}


def _resource(kb: KnowledgeBase, file: str, data: bytes, table: Table | None) -> dict[str, Any]:
    """Return a file of the package; a table with its schema."""
    stem, _, ending = file.partition(".")
    made: dict[str, Any] = {
        "name": stem,
        "path": file,
        "title": _both(kb, file_label(file)),
        "format": ending,
        "mediatype": {"csv": "text/csv", "json": "application/json"}[ending],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
    }
    return {**made, "type": "table", "schema": _schema(table)} if table else made


def _schema(table: Table) -> dict[str, Any]:
    """Return the schema of a table; only the one with stable names is bound to others."""
    header = table.header()
    made: dict[str, Any] = {
        "fields": [_field(table, column, name) for column, name in zip(table.columns, header, strict=True)],
        "primaryKey": [header[[column.path for column in table.columns].index(("id",))]],
        "missingValues": [""],
    }
    if table.language is None and (keys := [_key(column) for column in table.columns if column.path in REFERENCES]):
        made["foreignKeys"] = keys
    return made


def _key(column: Column) -> dict[str, Any]:
    file = REFERENCES[column.path]
    resource = "" if file == FIGURES else file.removesuffix(".csv")
    return {"fields": [column.name], "reference": {"resource": resource, "fields": ["id"]}}


def _field(table: Table, column: Column, name: str) -> dict[str, Any]:
    """Return a column: its type, its words in both languages, and the values it may hold."""
    kb, constraints = table.kb, {"required": True} if column.required else {}
    notes = " / ".join(filter(None, (note(kb, column.path[-1], each) for each in Language)))
    made: dict[str, Any] = {
        "name": name,
        "type": column.kind,
        "title": " / ".join(heading(kb, column.path, each) for each in Language),
        **({"description": notes} if notes else {}),
        **(BOOLEANS if column.kind == "boolean" else {}),
    }
    return {**made, "constraints": {**constraints, **_values(table, column)}} if constraints or column.codes else made


def _values(table: Table, column: Column) -> dict[str, Any]:
    """Return the codes that a column may hold, in the words of its language where it has one."""
    if column.codes is None:
        return {}
    codes, prefix, language = list(column.codes), PREFIXES[column.codes], table.language
    shown = [words(table.kb, f"{prefix}-{each}", language) for each in codes] if language else [*map(str, codes)]
    return {"enum": shown}
