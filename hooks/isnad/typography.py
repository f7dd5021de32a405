"""The spaces that French puts before its tall signs and inside its guillemets, made unbreakable."""

import re

from .locale import NARROW_SPACE, NO_BREAK_SPACE

TAGS = re.compile(r"(<[^>]*>)")
VERBATIM = ("code", "pre", "script", "style")
NARROW_BEFORE = re.compile(r" (?=[;!?](?:\W|$))")
FULL_BEFORE = re.compile(r" (?=[:»](?:\W|$))|(?<=«) ")


def set_spaces(html: str) -> str:
    """Return the HTML of a page with unbreakable spaces where French wants them; code stays as it is.

    Arabic has no space in these places, so that its pages do not change.
    """
    verbatim, pieces = 0, []
    for piece in TAGS.split(html):
        if piece.startswith("<"):
            name = re.match(r"</?(\w*)", piece)
            if name and name[1].lower() in VERBATIM:
                verbatim = max(0, verbatim + (-1 if piece.startswith("</") else 1))
        elif not verbatim:
            piece = FULL_BEFORE.sub(NO_BREAK_SPACE, NARROW_BEFORE.sub(NARROW_SPACE, piece))
        pieces.append(piece)
    return "".join(pieces)
