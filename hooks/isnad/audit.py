"""What the finished HTML of a page must not show."""

import re
from collections.abc import Iterator

from .problems import Problem

CODE = re.compile(r"<(code|pre|script|style)\b.*?</\1>", re.DOTALL)
LITERAL_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")


def check_html(html: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each footnote mark that a reader would see as `[^…]`: Markdown does not read it there."""
    for mark in LITERAL_FOOTNOTE.finditer(CODE.sub("", html)):
        message = (
            f"[^{mark[1]}] stays literal: it stands inside raw HTML; write the passage in Markdown, "
            "or give its HTML elements the attribute markdown"
        )
        yield Problem(path, 1, 1, "FOOTNOTE-LITERAL", message)
