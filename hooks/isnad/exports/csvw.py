"""The metadata of the tables as the W3C's «CSV on the Web» has it: types, codes, keys, and the concepts of SDMX."""

import re
from collections.abc import Mapping
from typing import Any

from ..facts.edition import LICENSE, version
from ..facts.model import KnowledgeBase
from ..phrases.addresses import DOWNLOADS
from ..phrases.vocabulary import heading
from ..text.languages import Language
from .columns import Column, Table
from .documents import Text, both
from .package import CONCEPTS, SOURCES, foreign_keys

# What CSVW calls the types of Table Schema.
TYPES: Mapping[str, object] = {
    "string": "string",
    "integer": "integer",
    "number": "decimal",
    "date": "date",
    "boolean": {"base": "boolean", "format": "true|false"},
    "array": "json",
    "object": "json",
}


def make_csvw(kb: KnowledgeBase, tables: Mapping[str, Table]) -> dict[str, Any]:
    """Return the metadata of a group of tables, by their files; it stands in their folder."""
    return {
        "@context": "http://www.w3.org/ns/csvw",
        "@id": f"{kb.site_url}{DOWNLOADS}csv-metadata.json",
        "dc:title": _both(both(kb, "site-name")),
        "dc:description": _both(both(kb, "dataset-description")),
        "dc:license": {"@id": LICENSE},
        "dc:modified": str(version(kb)),
        "dialect": {"encoding": "utf-8", "header": True},
        "tables": [_table(file, table) for file, table in tables.items()],
    }


def _both(text: Text) -> list[dict[str, str]]:
    return [{"@value": text.ar, "@language": "ar"}, {"@value": text.fr, "@language": "fr"}]


def _table(file: str, table: Table) -> dict[str, Any]:
    """Return a table: a row is about the document of its record. Readers of CSVW refuse keys that may be empty."""
    folder = "sources" if file == SOURCES else "figures"
    never_empty = {column.name for column in table.columns if column.required}
    keys = [
        {"columnReference": name, "reference": {"resource": to, "columnReference": "id"}}
        for name, to in foreign_keys(table).items()
        if name in never_empty
    ]
    schema = {
        "aboutUrl": f"../api/v1/{folder}/{{id}}.json",
        "columns": [_column(table.kb, column) for column in table.columns],
        "primaryKey": "id",
        **({"foreignKeys": keys} if keys else {}),
    }
    return {"url": file, "tableSchema": schema}


def _column(kb: KnowledgeBase, column: Column) -> dict[str, Any]:
    """Return a column; its title is its name, as the first line of the file has it."""
    called = Text(*(heading(kb, column.path, each) for each in (Language.AR, Language.FR)))
    codes = "|".join(map(re.escape, column.codes or ()))
    return {
        "name": column.name,
        "titles": column.name,
        "dc:title": _both(called),
        "datatype": {"base": "string", "format": codes} if codes else TYPES[column.kind],
        **({"required": True} if column.required else {}),
        **({"propertyUrl": CONCEPTS[column.name]} if column.name in CONCEPTS else {}),
    }
