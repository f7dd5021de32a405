"""Tables as CSV that spreadsheets open safely: UTF-8 with a byte order mark, RFC 4180, no cell that is a formula."""

import csv
import io
import re
from decimal import Decimal

from .columns import Cell, Table

# What a spreadsheet may run as a formula, at the beginning of a cell; and so guarded already.
FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")


def csv_file(table: Table) -> bytes:
    """Return a table as CSV; dates are ISO 8601, an empty cell is a value that nobody gave."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.header())
    writer.writerows([plain(cell) for cell in row] for row in table.rows())
    return text.getvalue().encode("utf-8-sig")


def plain(cell: Cell) -> str:
    """Return a cell as text."""
    if isinstance(cell, str):
        return guarded(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:f}" if isinstance(cell, Decimal) else "" if cell is None else str(cell)


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it (CWE-1236, as OWASP advises).

    A text that looks guarded gets one more, so that every text can be told from its guarded form.
    """
    return f"'{text}" if FORMULA.match(text) else text
