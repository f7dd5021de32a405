"""The JSON Schemas of the API's documents, made from their classes; the words of their fields come from the labels."""

from typing import Any

import msgspec

from ..facts.model import KnowledgeBase
from ..phrases.vocabulary import described, field_label
from .api import SCHEMAS
from .documents import Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What msgspec says of a decimal, which the API writes as a number.
DECIMAL, NUMBER = {"type": "string", "format": "decimal"}, {"type": "number"}


def make_schemas(kb: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of documents by its file.

    Fields may be added to documents later: a schema asks for those of today, and allows others.
    """
    return {file: _schema(kb, kind, kb.site_url + file) for kind, file in SCHEMAS.items()}


def _schema(kb: KnowledgeBase, kind: type[Document], url: str) -> dict[str, Any]:
    (_,), parts = msgspec.json.schema_components([kind], ref_template="#/$defs/{name}")
    definitions = {name: _with_words(kb, part) for name, part in parts.items()}
    return {"$schema": DIALECT, "$id": url, "$ref": f"#/$defs/{kind.__name__}", "$defs": definitions}


def _with_words(kb: KnowledgeBase, part: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a part, its fields named in both languages; docstrings of classes are left out."""
    made = {name: _numeric(value) for name, value in part.items() if name not in ("title", "description")}
    if "properties" in made:
        made["properties"] = {name: {**value, **_words(kb, name)} for name, value in made["properties"].items()}
    return made


def _numeric(schema: Any) -> Any:
    """Return a schema in which decimals are numbers."""
    if isinstance(schema, dict):
        return NUMBER if schema == DECIMAL else {name: _numeric(value) for name, value in schema.items()}
    return [_numeric(each) for each in schema] if isinstance(schema, list) else schema


def _words(kb: KnowledgeBase, name: str) -> dict[str, str]:
    """Return the title and description of a field, Arabic first; the two languages themselves need none."""
    return described(kb, [name]) if field_label(name) in kb.labels else {}
