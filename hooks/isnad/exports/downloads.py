"""The files to take away: tables, workbooks, all documents in one, the data package, and an archive of them all."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from ..facts.model import KnowledgeBase, Observation
from ..phrases.addresses import DOWNLOADS
from ..phrases.phrases import Phrases
from ..text.languages import Language
from . import documents as types
from . import read_me
from .api import KINDS, about, to_json
from .columns import Table
from .csv_files import csv_file
from .csvw import make_csvw
from .documents import both
from .package import FIGURES, SOURCES, WIDE, make_package
from .rows import Readable, Tidy, readable, tidy

DATASET, PACKAGE, CSVW, ARCHIVE = "dataset.json", "datapackage.json", "csv-metadata.json", "dataset.zip"
# The tables, all with stable names of columns, and what a row of each holds.
ROWS: Mapping[str, type[Struct]] = {FIGURES: Tidy, WIDE: types.Figure, SOURCES: types.Source}
# Every file, and its media type, as the page of data lists them.
MEDIA_TYPES: Mapping[str, str] = {
    **{
        f"figures-{each}.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" for each in Language
    },
    **dict.fromkeys(ROWS, "text/csv"),
    **{f"figures-{each}.csv": "text/csv" for each in Language},
    DATASET: "application/json",
    PACKAGE: "application/json",
    CSVW: "application/csvm+json",
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
    tidied = [tidy(kb, each) for each in kb.observations.values()]
    rows: Mapping[str, Sequence[Struct]] = {FIGURES: tidied, WIDE: figures, SOURCES: sources}
    tables = {file: Table(kb, kind, rows[file]) for file, kind in ROWS.items()}
    files = {file: csv_file(table) for file, table in tables.items()}
    files[DATASET] = to_json(_dataset(kb, documents, removed))
    files[PACKAGE] = to_json(make_package(kb, tables, files))
    files[CSVW] = to_json(make_csvw(kb, tables))
    for each in Language:
        plain = readable_table(kb, kb.observations.values(), each)
        sheets = plain, Table(kb, types.Figure, figures, each), Table(kb, types.Source, sources, each)
        files[f"figures-{each}.csv"] = csv_file(plain)
        files[f"figures-{each}.xlsx"] = make_workbook(*sheets, read_me.lines(kb, each), each)
    files[ARCHIVE] = _archive(kb, [*tables.values()], files)
    return {file: files[file] for file in MEDIA_TYPES}


def readable_table(kb: KnowledgeBase, figures: Iterable[Observation], language: Language) -> Table:
    """Return some figures in the words of a language."""
    p = Phrases(kb, language)
    return Table(kb, Readable, [readable(p, each) for each in figures], language)


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
