"""What is wrong, and where: the one shape in which every check reports."""

from bisect import bisect
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from .messages import END, RIGHT_TO_LEFT, Message, Tongue, cleaned, say

# So many known names help; more would hide the message.
MOST_NAMES = 20
# Among more names than this, a misspelt one is compared with so many before and after it.
MOST_COMPARED, NEIGHBOURS = 500, 10


class Mark(NamedTuple):
    """A place in a file of the project. Lines and columns count from 1; the path is relative to the project."""

    path: str
    line: int
    column: int


class Problem(NamedTuple):
    """One thing a contributor can mend. Sorts by place."""

    path: str
    line: int
    column: int
    code: str
    said: Message

    @classmethod
    def at(cls, mark: Mark, code: str, said: Message) -> "Problem":
        """Return the problem `code` at `mark`."""
        return cls(*mark, code, said)

    @property
    def message(self) -> str:
        """What is wrong and how to mend it, in English."""
        return self.said.text()

    def order(self) -> tuple[str, int, int, str, str]:
        """Return what problems are sorted by: their place, then their code and words."""
        return self.path, self.line, self.column, self.code, repr(self.said)

    def __lt__(self, other: object) -> bool:
        return self.order() < other.order() if isinstance(other, Problem) else NotImplemented

    def __str__(self) -> str:
        """Return `path:line:column: CODE message`, on one line, in English."""
        return self.line_in(Tongue.EN)

    def told(self, tongue: Tongue = Tongue.EN) -> dict[str, str | int]:
        """Return what is known of it, by name, for programs."""
        place: dict[str, str | int] = {"path": self.path, "line": self.line, "column": self.column, "code": self.code}
        return {**place, "id": self.said.id, "message": self.said.text(tongue)}

    def line_in(self, tongue: Tongue) -> str:
        """Return `path:line:column: CODE message`, on one line, in a language."""
        said = self.said.text(tongue)
        if tongue is Tongue.AR:  # the line begins with a path, and so reads from left to right
            said = f"{RIGHT_TO_LEFT}{said}{END}"
        return f"{cleaned(self.path)}:{self.line}:{self.column}: {self.code} {said}"


def report(problems: Iterable[Problem], tongue: Tongue = Tongue.EN) -> str:
    """Return every distinct problem on a line of its own, sorted by place, and a last line that counts them."""
    lines = [problem.line_in(tongue) for problem in sorted(set(problems), key=Problem.order)]
    return "\n".join([*lines, count(len(lines)).text(tongue)])


def count(problems: int) -> Message:
    """Return how many problems there are, in words."""
    return say("one-problem-found") if problems == 1 else say("problems-found", count=problems)


def hint(name: str, known: Iterable[str]) -> Message:
    """Return what a `name` that does not exist may stand for: the nearest one that does, else the first of them."""
    names = sorted(known)
    if near := nearest(name, names):
        return say("did-you-mean", name=near)
    if not names:
        return say("none-known")
    return say("known", names=[*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a misspelt one most likely stands for, or None (Ratcliff and Obershelp's measure)."""
    names = sorted(known)
    if len(names) > MOST_COMPARED:  # comparing is slow
        at = bisect(names, name)
        names = names[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    return near[0] if near else None
