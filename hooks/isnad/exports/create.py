"""What the site offers to programs and spreadsheets: the API, its schemas, the downloads, feeds."""

from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256

from ..facts.indexes import facts_by_topic, has_figures
from ..facts.model import DOCUMENTED, KnowledgeBase, Observation
from ..phrases.addresses import DATA_PAGE, DOWNLOADS, document, topic_csv
from ..phrases.vocabulary import CODES, code_label
from ..text.languages import Language
from . import documents as types
from .api import INDEX, SCHEMAS, about, make_tombstones, pages, to_json
from .csv_files import csv_file
from .documents import Download, both
from .downloads import MEDIA_TYPES, make_downloads, readable_table
from .feed import create_feeds
from .records import make_documents
from .schemas import make_schemas


def create_exports(kb: KnowledgeBase) -> dict[str, bytes]:
    """Return every file by its path inside the site; the same bytes for the same knowledge base."""
    documents, removed = make_documents(kb), make_tombstones(kb)
    downloads = make_downloads(kb, documents, list(removed.values()))
    index = make_index(kb, documents, removed, downloads)
    return {
        **{document(path): to_json(each) for path, each in (*documents.items(), *removed.items())},
        **{file: to_json(schema) for file, schema in make_schemas(kb).items()},
        INDEX: to_json(index),
        **{DOWNLOADS + file: data for file, data in downloads.items()},
        **dict(_topic_tables(kb)),
        **create_feeds(kb),
    }


def make_index(
    kb: KnowledgeBase,
    documents: Mapping[str, types.Shown],
    removed: Mapping[str, types.Tombstone],
    downloads: Mapping[str, bytes],
) -> types.Index:
    """Return the document that lists all others, the downloads, and what codes mean."""
    listed: dict[str, list[str]] = {kind: [] for kind in DOCUMENTED}
    for path, each in documents.items():
        listed[path.partition("/")[0]].append(each.url)
    return types.Index(
        **about(kb, INDEX, types.Index),
        title=both(kb, "site-name"),
        description=both(kb, "dataset-description"),
        rights=both(kb, "dataset-rights"),
        documentation=pages(kb, DATA_PAGE),
        codes={codes.field: {each.value: both(kb, code_label(each)) for each in codes.values} for codes in CODES},
        documents=listed,
        schemas={kind.__name__.lower(): kb.site_url + file for kind, file in SCHEMAS.items()},
        removed=[each.url for each in removed.values()],
        downloads=[_download(kb, file, data) for file, data in downloads.items()],
    )


def _download(kb: KnowledgeBase, file: str, data: bytes) -> Download:
    return Download(
        file=file,
        url=kb.site_url + DOWNLOADS + file,
        media_type=MEDIA_TYPES[file],
        size=len(data),
        sha256=sha256(data).hexdigest(),
    )


def _topic_tables(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """Yield the figures of each topic as CSV, in the words of each language."""
    for topic in filter(partial(has_figures, kb), kb.topics):
        figures = [fact for fact in facts_by_topic(kb)[topic] if isinstance(fact, Observation)]
        for language in Language:
            yield topic_csv(topic, language), csv_file(readable_table(kb, figures, language))
