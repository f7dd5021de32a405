"""What is wrong, and where: the one shape in which every check reports."""

from bisect import bisect
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from .messages import END, RIGHT_TO_LEFT, Message, Part, Tongue, cleaned, say

# So many known names help; more would hide the message.
MOST_NAMES = 20
# So many places where an id is used help.
MOST_PLACES = 5
# What only follows from something else that is wrong, or is to be done when all the rest is right.
LAST = frozenset(
    ("PARITY", "NOT-SHOWN", "ENTITY-WORDING", "EXCEPTION-STALE", "TOPIC-PAGE",
     "PAGE-ONE-LANGUAGE", "PAGE-ORPHAN", "CONFIRM-FIRST")
)  # fmt: skip
MISSING = ("MISSING-KEY", "MISSING-TRANSLATION")
# What keeps a file from being read, or is about a whole file: all else may follow from it.
FIRST = frozenset(
    ("MERGE-CONFLICT", "MISSING-FILE", "UNREAD-FILE", "YAML-SYNTAX", "YAML-ENCODING", "YAML-SUBSET", "KEY-IN-TEXT",
     "FILE-REFUSED", "FILE-SIZE", "PAGE-UNREADABLE", "NO-FINGERPRINT", "FINGERPRINT-FORM")
)  # fmt: skip
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
        return f"{cleaned(self.path)}:{self.line}:{self.column}: {self.code} {self.words_in(tongue)}"

    def words_in(self, tongue: Tongue) -> str:
        """Return what is wrong, in a language, as it stands beside words that read from left to right."""
        said = self.said.text(tongue)
        return f"{RIGHT_TO_LEFT}{said}{END}" if tongue is Tongue.AR else said


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return every distinct problem in the order in which they are best mended.

    Files that cannot be read come first, those where all that is wrong may follow from another problem last; in a file
    lines stay in their order.
    """
    files = [list(own) for _, own in groupby(sorted(set(problems), key=Problem.order), key=attrgetter("path"))]
    files.sort(key=lambda own: min(_rank(problem.code) for problem in own))
    return [problem for own in files for problem in own]


def _rank(code: str) -> int:
    return 0 if code in FIRST else 2 if code in LAST else 1


def report(problems: Iterable[Problem], tongue: Tongue = Tongue.EN) -> str:
    """Return every distinct problem on a line of its own, in their order, and a last line that counts them."""
    lines = [problem.line_in(tongue) for problem in in_order(problems)]
    return "\n".join([*lines, count(len(lines)).text(tongue)])


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems with those of one unknown id made one, where it is named first; it says where else it is.

    A key that stands inside a text is not missing as well, and what is meant as a macro holds no number of an author's.
    """
    problems = list(problems)
    swallowed = {(each.path, dict(each.said.parts)["key"]) for each in problems if each.code == "KEY-IN-TEXT"}
    no_macros = {each[:2] for each in problems if each.code == "TEMPLATE-SYNTAX"}
    by_id: dict[tuple[Part, ...], list[Problem]] = {}
    others = []
    for problem in sorted(set(problems), key=Problem.order):
        said = _inner(problem.said)
        parts = dict(said.parts)
        missing = problem.code in MISSING and (problem.path, parts.get("key")) in swallowed
        if missing or (problem.code == "NUMBER-LOOSE" and problem[:2] in no_macros):
            continue
        if problem.code == "UNKNOWN-ID" and "id" in parts:
            by_id.setdefault((parts.get("table", "entities"), parts["id"]), []).append(problem)
        else:
            others.append(problem)
    return [*others, *map(_as_one, by_id.values())]


def _inner(said: Message) -> Message:
    """Return what is said in a macro, without its name."""
    inner = dict(said.parts).get("said")
    return inner if isinstance(inner, Message) else said


def _as_one(problems: list[Problem]) -> Problem:
    first, *more = problems
    if not more:
        return first
    others = places_of(problem[:3] for problem in more)
    said = say("unknown-id-often", said=_inner(first.said), count=others.number, places=others.first)
    return first._replace(said=said)


class Places(NamedTuple):
    """How many places there are, and the first of them, as a message names them."""

    number: int
    first: Part


def places_of(marks: Iterable[tuple[str, int, int]]) -> Places:
    """Return places of the project as a message names them."""
    places = [f"{path}:{line}" for path, line, _ in sorted(set(marks))]
    shown = [*places[:MOST_PLACES], *(["…"] if len(places) > MOST_PLACES else [])]
    return Places(len(places), tuple(shown) or say("none"))


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


def by_nearness(name: str, known: Iterable[str]) -> list[str]:
    """Return known names, those first that are most like a name."""
    return sorted(known, key=lambda each: (-SequenceMatcher(None, name, each).ratio(), each))


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a misspelt one most likely stands for, or None (Ratcliff and Obershelp's measure)."""
    names = sorted(known)
    if len(names) > MOST_COMPARED:  # comparing is slow
        at = bisect(names, name)
        names = names[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    return near[0] if near else None
