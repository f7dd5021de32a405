"""What git leaves in a file where two branches changed the same lines: markers, and between them two versions."""

import re
from collections.abc import Iterator

from ..problems import Problem, say

MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")
BEGINS, DIVIDES, ENDS = "<<<<<<<", "=======", ">>>>>>>"


def check(text: str, path: str) -> list[Problem]:
    """Return a problem for each merge that is left open in a file: one for all its markers, where the first stands."""
    return list(_check(text, path)) if BEGINS in text or ENDS in text or DIVIDES in text else []


def _check(text: str, path: str) -> Iterator[Problem]:
    begun = 0  # the line of the marker that opens the conflict
    for number, line in enumerate(text.split("\n"), 1):
        marker = found.group(1) if (found := MARKER.fullmatch(line)) else ""
        if marker == ENDS and begun:
            yield _problem(path, begun, number)
            begun = 0
        elif marker == ENDS or (marker == BEGINS and begun):
            yield _problem(path, begun or number)
        elif marker == DIVIDES and not begun and not path.endswith(".md"):  # in a page it underlines a heading
            yield _problem(path, number)
        if marker == BEGINS:
            begun = number
    if begun:
        yield _problem(path, begun)


def _problem(path: str, line: int, last: int | None = None) -> Problem:
    said = say("merge-conflict", first=line, last=last) if last else say("merge-marker")
    return Problem(path, line, 1, "MERGE-CONFLICT", said)
