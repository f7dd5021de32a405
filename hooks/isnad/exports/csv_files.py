"""Tables as CSV that spreadsheets open safely: UTF-8 with a byte order mark, RFC 4180, no cell that is a formula."""

import csv
import datetime as dt
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
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return guarded(cell) if isinstance(cell, str) else str(cell)


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would run it (CWE-1236, as OWASP advises).

    A text that looks guarded gets one more, so that `unguarded` gives every text back.
    """
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that a guarded cell holds."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
