"""What French asks of words that are put together: unbreakable spaces, elision, a capital at the beginning."""

import re
from functools import partial

from .locale import NARROW_SPACE, NO_BREAK_SPACE

VERBATIM = re.compile(r"(?is)(<(code|pre|script|style)\b.*?(?:</\2>|\Z))")
NARROW_BEFORE = re.compile(r" (?=[;!?](?:\W|$))")
ELIDED = re.compile(r"(?i)(?<![\w’'])((?:jus|lors|puis)?qu|d)e[ \u00a0]$")  # «onze» and «h» are no matter of macros
FIRST_LETTER = re.compile(r"(?:<[^>]*>)*([^\W\d_])(?!\w*://)")  # but of an address
VOWELS = frozenset("aàâæeéèêëiîïoôœuûù")
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


def elided(before: str, made: str) -> str:
    """Return French words as they stand before some HTML: «que» and «de» lose their vowel before another one."""
    found = FIRST_LETTER.match(made)
    return ELIDED.sub(r"\1’", before) if found and found[1].lower() in VOWELS else before


def capitalised(made: str) -> str:
    """Return HTML whose first sign, if it is a letter, is a capital, as at the beginning of a sentence."""
    found = FIRST_LETTER.match(made)
    return made[: found.start(1)] + found[1].upper() + made[found.end() :] if found else made
