"""What is wrong, and where: the one shape in which every check reports."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


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
    message: str

    @classmethod
    def at(cls, mark: Mark, code: str, message: str) -> "Problem":
        """Return the problem `code` at `mark`."""
        return cls(*mark, code, message)

    def __str__(self) -> str:
        """Return `path:line:column: CODE message`, on one line."""
        message = " ".join(self.message.split())
        return f"{self.path}:{self.line}:{self.column}: {self.code} {message}"


def report(problems: Iterable[Problem]) -> str:
    """Return every distinct problem on a line of its own, sorted by place, and a last line that counts them."""
    lines = [str(problem) for problem in sorted(set(problems))]
    return "\n".join([*lines, f"{len(lines)} problem{'s' if len(lines) != 1 else ''} found"])


def unknown(what: str, name: str, known: Iterable[str]) -> str:
    """Return a message for a `name` that does not exist, with the nearest one that does, else all of them."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(names) or 'none'}"
    return f"unknown {what} {name!r}; {hint}"
