"""What the finished HTML of a page must not show."""

import re
from collections.abc import Iterator

from .footnotes import marks
from .problems import Problem

CODE = re.compile(r"<(code|pre|script|style)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
LITERAL_FOOTNOTE = re.compile(r"\[\^([^\]]+)\]")


def check_html(html: str, path: str, source: str) -> Iterator[Problem]:
    """Yield a problem for each footnote mark that a reader would see as `[^…]`: Markdown does not read it there.

    `source` is the page as its author wrote it, in which to name the line.
    """
    for mark in LITERAL_FOOTNOTE.finditer(CODE.sub("", html)):
        message = (
            f"[^{mark[1]}] stays literal: it stands inside raw HTML; write the passage in Markdown, "
            "or give its HTML elements the attribute markdown"
        )
        places = (
            (line, column) for line, column, label, defines in marks(source, 1) if label == mark[1] and not defines
        )
        yield Problem(path, *next(places, (1, 1)), "FOOTNOTE-LITERAL", message)
