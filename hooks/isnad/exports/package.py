"""The descriptor of a Frictionless Data Package: the tables, what is in each column, the licence and the articles."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct

from ..facts.edition import LICENSE, version
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.vocabulary import described
from .columns import Column, Table
from .documents import Figure, Source, both
from .read_me import file_label
from .rows import Tidy

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
BOOLEANS = {"trueValues": ["true"], "falseValues": ["false"]}
FIGURES, WIDE, SOURCES = "figures.csv", "figures-wide.csv", "sources.csv"
# Columns that name a record of a table, by their path: figures of figures, and the article of each.
REFERENCES: Mapping[type[Struct], Mapping[tuple[str, ...], str]] = {
    Tidy: {("id",): WIDE, ("source",): SOURCES},
    Figure: {("source", "id"): SOURCES, ("rounds",): WIDE, ("part_of",): WIDE, ("superseded_by",): WIDE},
    Source: {},
}
# The concepts of SDMX, as the vocabularies of the RDF Data Cube name them, by the column that holds them.
SDMX = "http://purl.org/linked-data/sdmx/2009/"
CONCEPTS: Mapping[str, str] = {
    "value": f"{SDMX}measure#obsValue",
    "unit": f"{SDMX}attribute#unitMeasure",
    "time_period": f"{SDMX}dimension#timePeriod",
    "ref_area": f"{SDMX}dimension#refArea",
    "obs_status": f"{SDMX}attribute#obsStatus",
    "unit_mult": f"{SDMX}attribute#unitMult",
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
    return {**made, "type": "table", "schema": _schema(file, table)} if table else made


def _schema(file: str, table: Table) -> dict[str, Any]:
    """Return the schema of a table."""
    made: dict[str, Any] = {
        "fields": [_field(table.kb, column) for column in table.columns],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    keys = [
        {"fields": [name], "reference": {"resource": "" if to == file else to.removesuffix(".csv"), "fields": ["id"]}}
        for name, to in foreign_keys(table).items()
    ]
    return {**made, "foreignKeys": keys} if keys else made


def foreign_keys(table: Table) -> dict[str, str]:
    """Return the columns that name a record of a table, and the file of that table."""
    bound = REFERENCES[table.kind]
    return {column.name: bound[column.path] for column in table.columns if column.path in bound}


def _field(kb: KnowledgeBase, column: Column) -> dict[str, Any]:
    """Return a column: its type, its words in both languages, the values it may hold, and its concept of SDMX."""
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.codes:
        constraints["enum"] = [*map(str, column.codes)]
    made: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        **described(kb, column.path),
        **(BOOLEANS if column.kind == "boolean" else {}),
        **({"rdfType": CONCEPTS[column.name]} if column.name in CONCEPTS else {}),
    }
    return {**made, "constraints": constraints} if constraints else made
