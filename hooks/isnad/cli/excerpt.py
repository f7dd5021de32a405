"""The line of a file on which a problem stands, as a terminal shows it, with marks under the words that are meant."""

import re
import unicodedata
from typing import NamedTuple

from ..problems.messages import END, LEFT_TO_RIGHT, cleaned

TAB = 4  # cells, as editors show it
ELLIPSIS = "…"
KEY = re.compile(r"[\w-]+(?=:(\s|$))")
QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
WORD = re.compile(r"\S+")


class Excerpt(NamedTuple):
    """A line of a file, and marks for the line below it."""

    line: str
    marks: str


def excerpt(path: str, line: str, column: int, width: int) -> Excerpt:
    """Return the part of a line of a file that has a column, counted from 1, in at most `width` cells.

    The marks lie under the whole word, key or value that begins there: Arabic words are drawn from the right by some
    terminals and from the left by others, and take the same cells in both.
    """
    start = min(column - 1, len(line))
    end = start + max(1, len(meant(path, line[start:])))
    start, end, line = _cut(line, start, end, width)
    before, under = cells(line[:start]), max(1, cells(line[start:end]))
    return Excerpt(f"{LEFT_TO_RIGHT}{_shown(line)}{END}", " " * before + "^" * under)


def meant(path: str, rest: str) -> str:
    """Return what a problem at the beginning of `rest` is about: a word of a page; a key or a value of a data file."""
    if path.endswith(".md"):
        found = WORD.match(rest)
        return found.group() if found else ""
    found = KEY.match(rest) or QUOTED.match(rest)
    return found.group() if found else rest.split(" #")[0].rstrip()


def cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(map(_width, _shown(text)))


def _shown(line: str) -> str:
    """Return a line as it is printed: a tab as spaces, what hides or reorders text written out."""
    return "".join(" " * TAB if sign == "\t" else sign if sign == " " else cleaned(sign) for sign in line)


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _cut(line: str, start: int, end: int, width: int) -> tuple[int, int, str]:
    """Return a line cut to a width, so that it holds what is meant, or its beginning."""
    if cells(line) <= width:
        return start, end, line
    first = last = max(0, start - width // 4)
    while last < len(line) and cells(line[first : last + 1]) <= width - 2:
        last += 1
    while last == len(line) and cells(line[first - 1 : last]) <= width - 2:
        first -= 1
    head, tail = (ELLIPSIS if first else ""), (ELLIPSIS if last < len(line) else "")
    moved = len(head) - first
    return start + moved, min(end, last) + moved, head + line[first:last] + tail
