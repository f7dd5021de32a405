"""What the page of data shows of the downloads and the API, part by part."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from markupsafe import Markup
from msgspec import Struct

from ..exports import documents as types
from ..exports.api import INDEX, KINDS, SCHEMAS
from ..exports.columns import columns
from ..exports.downloads import CSVW, DATASET, MEDIA_TYPES, PACKAGE, ROWS
from ..exports.read_me import explained, file_label
from ..facts.edition import version
from ..facts.model import Tombstone
from ..phrases import cite_view
from ..phrases.addresses import DOWNLOADS, LLMS, SITEMAP, document
from ..phrases.phrases import Phrases, plain
from ..phrases.references import dataset_reference
from ..phrases.vocabulary import CODES, code_label, heading
from ..text.languages import Language
from .templates import block

# Records whose pages do not show them alone: their documents are listed by what they say.
LISTED: Mapping[str, str] = {"indicators": "label", "events": "label", "statements": "text", "derived": "label"}


class Kind(NamedTuple):
    """A kind of documents: what it is, the address of each, its schema, and links to those that no page shows alone."""

    name: str
    address: Markup
    schema: Markup
    links: list[Markup]


def part(p: Phrases, name: str) -> Markup:
    """Return a part of the page of data. Raises KeyError for a part that there is not."""
    return PARTS[name](p)


def _file(path: str, p: Phrases) -> Markup:
    return p.file(path, path)


def _downloads(p: Phrases) -> Mapping[str, Any]:
    """Return each file, saved under a name that says its version, and what is in it."""
    files = sorted(MEDIA_TYPES, key=lambda file: f"-{p.language.other}." in file)  # the other language's last
    return {"rows": [(_saved(p, file), p.t(file_label(file))) for file in files]}


def _saved(p: Phrases, file: str) -> Markup:
    stem, _, ending = file.partition(".")
    own = file in (PACKAGE, CSVW)  # programs look for them under their own names
    return p.file(DOWNLOADS + file, file, saved_as=file if own else f"{stem}-{version(p.kb)}.{ending}")


def _documents(p: Phrases) -> Mapping[str, Any]:
    """Return every kind of documents, and what is gone."""
    kinds = [_kind(p, kind) for kind in KINDS]
    return {
        "kinds": kinds,
        "rows": [
            *(kind[:3] for kind in kinds),
            (p.t("data-index"), _file(INDEX, p), _schema(p, types.Index)),
            (p.t("data-dataset"), _file(DOWNLOADS + DATASET, p), _schema(p, types.Dataset)),
            (p.t("data-tombstone"), p.code(document("{kind}/{id}")), _schema(p, types.Tombstone)),
        ],
        "removed": [_removed(p, each) for each in p.kb.tombstones.values()],
    }


def _kind(p: Phrases, kind: str) -> Kind:
    address = p.code(document(f"{kind}/{{id}}"))
    records = p.kb.at_paths({kind} & LISTED.keys())
    links = [p.file(document(path), getattr(each, LISTED[kind])[p.language]) for path, each in records.items()]
    return Kind(heading(p.kb, [kind], p.language), address, _schema(p, KINDS[kind]), links)


def _schema(p: Phrases, kind: type[types.Document]) -> Markup:
    return p.file(SCHEMAS[kind], SCHEMAS[kind].rpartition("/")[2])


def _removed(p: Phrases, tombstone: Tombstone) -> Markup:
    """Return what is said of a document that is gone, linked to what stands at its address."""
    gone, reason = p.file(document(tombstone.gone), tombstone.gone), tombstone.reason[p.language]
    said = p.t("data-removed", gone=gone, date=p.date(tombstone.date), reason=reason)
    if tombstone.successor is None:
        return said
    successor = p.file(document(tombstone.successor), tombstone.successor)
    return Markup(" ").join([said, p.t("data-successor", successor=successor)])


def _fields(p: Phrases) -> Mapping[str, Any]:
    """Return the columns of each table with stable names, and what is in them."""
    return {"tables": [(file, list(_columns(p, kind))) for file, kind in ROWS.items()]}


def _columns(p: Phrases, kind: type[Struct]) -> Iterator[tuple[Markup, Markup]]:
    """Yield the name of each column, or the names where there is one for each language, and what it holds."""
    both = {column.path: column.name for column in columns(kind, None)}
    for column in columns(kind, p.language):
        names = [column._replace(language=each).name for each in Language] if column.language else [both[column.path]]
        yield Markup("<br>").join(map(p.code, names)), plain(explained(p.kb, column.path, p.language))


def _codes(p: Phrases) -> Mapping[str, Any]:
    """Return every code, the fields that hold it, and what it means."""
    return {
        "rows": [(p.t(codes.label), p.code(value), p.t(code_label(value))) for codes in CODES for value in codes.values]
    }


def _fill(template: str, gather: Callable[[Phrases], Mapping[str, Any]], p: Phrases) -> Markup:
    return block(template, p, **gather(p))


PARTS: Mapping[str, Callable[[Phrases], Markup]] = {
    "version": lambda p: p.date(version(p.kb)),
    "url": lambda p: Markup(p.kb.site_url),  # for examples of code
    "llms": partial(_file, LLMS),
    "sitemap": partial(_file, SITEMAP),
    "downloads": partial(_fill, "dataset-downloads", _downloads),
    "documents": partial(_fill, "dataset-documents", _documents),
    "fields": partial(_fill, "dataset-fields", _fields),
    "codes": partial(_fill, "dataset-codes", _codes),
    "reference": partial(_fill, "reference", lambda p: cite_view.gather(p, dataset_reference)),
}
