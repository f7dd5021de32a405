"""The figures of one language as a workbook: in words, in all fields, sources, notes, what to know before use."""

import datetime as dt
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..facts.edition import dates
from ..facts.model import KnowledgeBase
from ..phrases.vocabulary import heading, key_label, words
from ..text.languages import Language
from ..text.locale import format_date, format_number
from .columns import Cell, Table
from .csv_files import FORMULA
from .documents import Corrected, Figure, Source, Words

# A list in a cell is for programs: the sheet of notes shows its items, a row each.
NESTED = ("array", "object")
WIDTHS = {"string": 24, "integer": 10, "number": 12, "date": 12, "boolean": 10}
NOTE_WIDTHS = (24, 30, 80, 80)
READ_ME_WIDTH = 120


class Formats(NamedTuple):
    """How cells look."""

    heading: Format
    date: Format
    text: Format
    guarded: Format


class Sheet(NamedTuple):
    """A table of a workbook: the label of its name, the widths of its columns, its headings and rows."""

    name: str
    widths: Sequence[int]
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def make_workbook(plain: Table, figures: Table, sources: Table, read_me: Sequence[str], language: Language) -> bytes:
    """Return the workbook; it opens right to left in Arabic, and is the same whenever it is made.

    `plain` is the sheet on which it opens, `figures` all that is known of the same figures; `read_me` are the lines of
    the last sheet.
    """
    data, kb = io.BytesIO(), figures.kb
    book = Workbook(data, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    created = dt.datetime.combine(max(dates(kb)), dt.time())
    book.set_properties({"title": words(kb, "site-name", language), "created": created})
    formats = Formats(
        heading=book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        date=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        text=book.add_format({"text_wrap": True, "valign": "top"}),
        guarded=book.add_format({"quote_prefix": True}),
    )
    header = [heading(kb, ["id"], language), *(words(kb, f"notes-{name}", language) for name in ("on", "text", "more"))]
    sheets = [
        _records("sheet-figures", plain),
        _records("sheet-fields", figures),
        _records("sheet-sources", sources),
        Sheet("sheet-notes", NOTE_WIDTHS, header, _notes(kb, figures, sources, language)),
    ]
    for each in sheets:
        _fill(_add_sheet(book, kb, each.name, language), formats, each)
    last = _add_sheet(book, kb, "sheet-read-me", language)
    last.set_column(0, 0, READ_ME_WIDTH, formats.text)
    for row, line in enumerate(read_me):
        last.write_string(row, 0, line, formats.heading if row == 0 else formats.text)
    book.close()
    return data.getvalue()


def _add_sheet(book: Workbook, kb: KnowledgeBase, name: str, language: Language) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(words(kb, name, language))
    if language.direction == "rtl":
        sheet.right_to_left()
    return sheet


def _records(name: str, table: Table) -> Sheet:
    """Return the sheet of a table, without the columns that hold lists."""
    kept = [number for number, column in enumerate(table.columns) if column.kind not in NESTED]
    header = table.header()
    rows = ([row[number] for number in kept] for row in table.rows())
    widths = [WIDTHS[table.columns[number].kind] for number in kept]
    return Sheet(name, widths, [header[number] for number in kept], rows)


def _notes(kb: KnowledgeBase, figures: Table, sources: Table, language: Language) -> Iterator[list[Cell]]:
    """Yield what figures and sources hold in lists: further quotes, corrections, caveats."""
    for each in figures.documents:
        assert isinstance(each, Figure)
        for name, part in (("period", each.period), ("scope", each.scope), ("stated_by", each.stated_by)):
            about = heading(kb, [name, "witnesses"], language)
            for witness in part.witnesses:
                yield [each.id, about, witness.quote, _translation(witness, language)]
        for correction in each.corrections:
            text = _corrected(kb, correction, language)
            yield [each.id, heading(kb, ["corrections"], language), text, correction.why[language]]
    for source in sources.documents:
        assert isinstance(source, Source)
        about = heading(kb, ["caveats"], language)
        for caveat in source.caveats:
            yield [source.id, about, caveat[language], None]


def _translation(witness: Words, language: Language) -> str | None:
    """Return the translation of words of an article, of two the one into a language."""
    return witness.translations[language] if witness.translations else witness.translation


def _corrected(kb: KnowledgeBase, correction: Corrected, language: Language) -> str:
    """Return when a value or a meaning was corrected, and from what to what."""
    date = format_date(correction.date, language)
    if correction.was is None or correction.now is None:
        names = [words(kb, key_label(name), language) for name in correction.changed]
        mark = words(kb, "list-separator", language)
        return words(kb, "notes-meaning", language).format(date=date, changed=mark.join(names))
    values = {"was": format_number(correction.was), "now": format_number(correction.now)}
    return words(kb, "notes-correction", language).format(date=date, **values)


def _fill(sheet: Worksheet, formats: Formats, shown: Sheet) -> None:
    """Write a table: headings that stay in sight and filter, then its rows."""
    for column, (title, width) in enumerate(zip(shown.header, shown.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, formats.heading)
    rows = list(shown.rows)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _write(sheet, formats, number, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(rows), len(shown.header) - 1)


def _write(sheet: Worksheet, formats: Formats, row: int, column: int, cell: Cell) -> None:
    """Write a cell as what it is; a text that a spreadsheet would run as a formula is marked as text.

    Raises ValueError for a text of more than 32,767 characters, which no spreadsheet holds.
    """
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, cell, formats.date)
    elif isinstance(cell, str):
        guard = formats.guarded if FORMULA.match(cell) else None
        if sheet.write_string(row, column, cell, guard):
            raise ValueError(f"too long for a cell: {cell[:40]}…")
