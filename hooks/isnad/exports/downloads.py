"""The files to take away: tables, workbooks, all documents in one, the data package, and an archive of them all."""

import io
from collections.abc import Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..facts.model import KnowledgeBase
from ..phrases.addresses import DOWNLOADS
from ..text.languages import Language
from . import documents as types
from . import read_me
from .api import KINDS, about, to_json
from .columns import Table
from .csv_files import csv_file
from .package import FIGURES, SOURCES, make_package
from .parts import both

DATASET, PACKAGE, ARCHIVE = "dataset.json", "datapackage.json", "dataset.zip"
# Every file, and its media type, as the page of data lists them.
MEDIA_TYPES: Mapping[str, str] = {
    **{
        f"figures-{each}.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" for each in Language
    },
    **{f"figures-{each}.csv": "text/csv" for each in Language},
    FIGURES: "text/csv",
    SOURCES: "text/csv",
    DATASET: "application/json",
    PACKAGE: "application/json",
    ARCHIVE: "application/zip",
}
# The oldest time that a ZIP archive can name.
TIME = (1980, 1, 1, 0, 0, 0)


def make_downloads(
    kb: KnowledgeBase, documents: Mapping[str, types.Shown], removed: Sequence[types.Tombstone]
) -> dict[str, bytes]:
    """Return each file by its name; the same bytes whenever they are made."""
    from .workbook import make_workbook

    figures, sources = (_of(documents, kind) for kind in ("figures", "sources"))
    tables = {
        **{f"figures-{each}.csv": Table(kb, types.Figure, figures, each) for each in Language},
        FIGURES: Table(kb, types.Figure, figures),
        SOURCES: Table(kb, types.Source, sources),
    }
    files = {file: csv_file(table) for file, table in tables.items()}
    files[DATASET] = to_json(_dataset(kb, documents, removed))
    files[PACKAGE] = to_json(make_package(kb, tables, files))
    for each in Language:
        sheets = tables[f"figures-{each}.csv"], Table(kb, types.Source, sources, each)
        files[f"figures-{each}.xlsx"] = make_workbook(*sheets, read_me.lines(kb, each), each)
    files[ARCHIVE] = _archive(kb, [table for table in tables.values() if table.language is None], files)
    return {file: files[file] for file in MEDIA_TYPES}


def _of(documents: Mapping[str, types.Shown], kind: str) -> list[types.Shown]:
    return [each for path, each in documents.items() if path.startswith(f"{kind}/")]


def _dataset(
    kb: KnowledgeBase, documents: Mapping[str, types.Shown], removed: Sequence[types.Tombstone]
) -> types.Dataset:
    """Return all documents in one."""
    kinds: dict[str, Any] = {kind: _of(documents, kind) for kind in KINDS}
    return types.Dataset(
        **about(kb, DOWNLOADS + DATASET, types.Dataset),
        **kinds,
        title=both(kb, "site-name"),
        description=both(kb, "dataset-description"),
        rights=both(kb, "dataset-rights"),
        removed=list(removed),
    )


def _archive(kb: KnowledgeBase, tables: Sequence[Table], files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of files, with a README in each language that explains the columns of some tables."""
    listed = [file for file in MEDIA_TYPES if file in files]
    guides = {f"README.{each}.md": read_me.markdown(kb, tables, listed, each).encode() for each in Language}
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in sorted({**files, **guides}.items()):
            archive.writestr(ZipInfo(name, TIME), content, ZIP_DEFLATED)
    return data.getvalue()
