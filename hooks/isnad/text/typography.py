"""The spaces that French puts before its tall signs and inside its guillemets, made unbreakable."""

import re
from functools import partial

from .locale import NARROW_SPACE, NO_BREAK_SPACE

VERBATIM = re.compile(r"(?is)(<(code|pre|script|style)\b.*?(?:</\2>|\Z))")
NARROW_BEFORE = re.compile(r" (?=[;!?](?:\W|$))")
FULL_BEFORE = re.compile(r" (?:(?=[:»](?:\W|$))|(?<=« ))")


def set_spaces(html: str) -> str:
    """Return the HTML of a page with unbreakable spaces where French wants them; code stays as it is.

    Arabic has no space in these places, so that its pages do not change.
    """
    return "".join(piece if at % 3 else _set(piece) for at, piece in enumerate(VERBATIM.split(html)) if at % 3 < 2)


def _set(html: str) -> str:
    for before, space in ((NARROW_BEFORE, NARROW_SPACE), (FULL_BEFORE, NO_BREAK_SPACE)):
        html = before.sub(partial(_in_text, space), html)
    return html


def _in_text(space: str, found: re.Match[str]) -> str:
    """Return what stands for a space: itself inside a tag."""
    html, at = found.string, found.start()
    opened = html.rfind("<", 0, at)
    in_tag = opened >= 0 and html.find(">", opened, at) < 0 <= html.find(">", at)
    return " " if in_tag else space
