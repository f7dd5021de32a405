"""The API: what every document says of itself, its JSON, and the documents of what is gone (see `api_records`)."""

from collections.abc import Mapping
from typing import Any

import msgspec

from ..facts.edition import LICENSE, version
from ..facts.model import KnowledgeBase
from ..phrases.addresses import absolute_url, document
from ..text.languages import Language
from . import documents as types
from .documents import Text
from .fact_records import made

# The class of the documents below each folder of the API.
KINDS: Mapping[str, type[types.Shown]] = {
    "figures": types.Figure,
    "indicators": types.Indicator,
    "sources": types.Source,
    "events": types.Event,
    "statements": types.Statement,
    "derived": types.Derived,
}
DOCUMENTS: tuple[type[types.Document], ...] = (*KINDS.values(), types.Tombstone, types.Index, types.Dataset)
# The file of the JSON Schema of each kind of documents.
SCHEMAS: Mapping[type[types.Document], str] = {kind: document(f"schemas/{kind.__name__.lower()}") for kind in DOCUMENTS}
_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_json(made: object, indent: int = 2) -> bytes:
    """Return a document, or plain values, as JSON in UTF-8, ended by a newline; decimals keep every digit."""
    return msgspec.json.format(_ENCODER.encode(made), indent=indent) + b"\n"


def plain_json(made: object, **_: object) -> str:
    """Return plain values as JSON on one line, for what asks for a function like `json.dumps`."""
    return _ENCODER.encode(made).decode()


INDEX = document("index")  # names every document


def about(kb: KnowledgeBase, file: str, kind: type[types.Document]) -> dict[str, Any]:
    """Return what every document says of itself: its address, schema, version and licence."""
    return {
        "url": kb.site_url + file,
        "schema": kb.site_url + SCHEMAS[kind],
        "version": version(kb),
        "license": LICENSE,
    }


def pages(kb: KnowledgeBase, page: str) -> Text:
    """Return the addresses of a page in both languages."""
    arabic, french = (absolute_url(kb.site_url, each, page) for each in (Language.AR, Language.FR))
    return Text(ar=arabic, fr=french)


def make_tombstones(kb: KnowledgeBase) -> dict[str, types.Tombstone]:
    """Return what stands in the place of every document that is gone, by its path."""
    return {
        each.gone: made(
            types.Tombstone,
            each,
            **about(kb, document(each.gone), types.Tombstone),
            successor=kb.site_url + document(each.successor) if each.successor else None,
        )
        for each in kb.tombstones.values()
    }
