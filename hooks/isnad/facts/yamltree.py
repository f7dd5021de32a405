"""YAML text to nodes that know their place. The only module that imports yaml.

A small, strict subset: one document of mappings, sequences and scalars. Aliases, anchors, tags and
duplicate keys are refused; scalars stay text (`no` is "no"), and `load` gives them their type.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator, Set
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from ..problems import Mark, Message, Problem, say
from ..text.signs import ODD_SPACE, named
from . import merges, swallowed
from .yaml_errors import Complaint, Explained, explain, odd_spaces, of_spaces, quoted

MAX_DEPTH = 30
REMEMBERED = 128  # texts: more than the files of a project that tests or a server read again and again
# YAML counts these as ends of lines and editors do not: all lines after one would be misnamed.
LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")
# A comment behind something else on its line, whose spaces were stripped.
COMMENT_BEHIND = re.compile(r"[^#].*?[ \t]#")
new = tuple.__new__  # makes a named tuple in half the time; there are sixty nodes a figure


class Scalar(NamedTuple):
    """A scalar: its text as written, and whether it was plain (unquoted, so that it may be a number or date).

    `cut` is what stands behind a plain one on its line, from its `#`: a comment to YAML. `swallows` says that a key
    stands inside a text, which is reported.
    """

    mark: Mark
    text: str
    plain: bool
    cut: str = ""
    swallows: bool = False


class Sequence(NamedTuple):
    """A list of nodes."""

    mark: Mark
    items: tuple["Node", ...]


class Mapping(NamedTuple):
    """Pairs of a key and a node, in the order of the file, by the key's text."""

    mark: Mark
    pairs: dict[str, tuple[Scalar, "Node"]]


Node = Scalar | Sequence | Mapping


def find(node: Node | None, *keys: str) -> Node | None:
    """Return the node under some keys, one inside the other; None where there is none."""
    for key in keys:
        node = node.pairs[key][1] if isinstance(node, Mapping) and key in node.pairs else None
    return node


class Broken(Exception):
    """The text cannot be read; carries the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def decode(data: bytes, path: str) -> str:
    """Return the text of a UTF-8 file, with line feeds only. Raises Broken where the bytes are not UTF-8."""
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        found = say("not-utf-8", byte=f"0x{data[error.start]:02x}")
        raise Broken(Problem(path, line, column, "YAML-ENCODING", found)) from None


def parse(
    text: str, path: str, first_line: int = 1, keys: frozenset[str] = frozenset(), subset: bool = True
) -> tuple[Node | None, list[Problem]]:
    """Return the root node of a YAML text (None when it is empty or broken) and what is wrong with it.

    `first_line` is the line of the file on which `text` begins, for front matter; `keys` are those that records have.
    Without `subset`, tags are left aside and anchors stand for what they name.
    """
    node, problems = _parsed(text, path, first_line, keys, subset)
    return node, list(problems)


@lru_cache(REMEMBERED)
def _parsed(
    text: str, path: str, first_line: int, keys: frozenset[str], subset: bool
) -> tuple[Node | None, Iterable[Problem]]:
    """Return the same, from memory where a server or a test reads what did not change again."""
    if conflicts := merges.check(text, path):
        return None, conflicts
    if LINE_SEPARATORS.search(text):
        return None, [_bad_character(text, path, first_line)]
    reader = (_Reader if subset else _ReaderOfAll)(text, path, first_line, keys)
    try:
        return reader.document(), reader.problems
    except Broken as broken:
        return None, [*reader.problems, broken.problem]
    except yaml.MarkedYAMLError as error:
        explained = _explained(error, text, path, first_line)
        said = {problem.line for problem in explained}
        return None, [*(each for each in reader.problems if each.line not in said), *explained]
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        return None, [*reader.problems, _bad_character(text, path, first_line)]


def _bad_character(text: str, path: str, first_line: int) -> Problem:
    """Return the problem of the first character that YAML does not allow, at its place."""
    bad = LINE_SEPARATORS.search(text) or yaml.reader.Reader.NON_PRINTABLE.search(text)
    offset = bad.start() if bad else 0
    line, column = text.count("\n", 0, offset) + first_line, offset - text.rfind("\n", 0, offset)
    found = say("bad-character", sign=named(bad.group())) if bad else say("yaml-other")
    return Problem(path, line, column, "YAML-SYNTAX", found)


def _explained(error: yaml.MarkedYAMLError, text: str, path: str, first_line: int) -> list[Problem]:
    """Return the problems of a text that is no YAML."""
    at = error.problem_mark or error.context_mark
    begun = error.context_mark or at
    places = [(mark.line + 1, mark.column + 1) if mark else (1, 1) for mark in (at, begun)]
    complaint = Complaint(error.problem or "", error.context or "", *places[0], *places[1], first_line - 1)
    return [_placed(found, path, first_line) for found in explain(complaint, text.split("\n"))]


def _placed(found: Explained, path: str, first_line: int) -> Problem:
    return Problem(path, found.line + first_line - 1, found.column, "YAML-SYNTAX", found.said)


class _Reader:
    """Builds nodes from libyaml's events, an order of magnitude cheaper than composing PyYAML's own nodes."""

    def __init__(self, text: str, path: str, first_line: int, keys: Set[str]) -> None:
        self.text, self.path, self.first_line, self.keys = text, path, first_line, keys
        self.lines = text.split("\n")
        self.problems: list[Problem] = []
        self.has_odd_spaces = ODD_SPACE.search(text) is not None
        self.commented = {
            at for at, line in enumerate(self.lines) if "#" in line and COMMENT_BEHIND.match(line.strip())
        }

    def refuse(self, mark: Mark, message: Message) -> Broken:
        return Broken(Problem.at(mark, "YAML-SUBSET", message))

    def mark(self, event: Any) -> Mark:
        """Return where an event begins."""
        return new(Mark, (self.path, event.start_mark.line + self.first_line, event.start_mark.column + 1))

    def document(self) -> Node | None:
        """Return the root node of the text, or None where it is empty."""
        root: Node | None = None
        self.next: Callable[[], Any] = yaml.CSafeLoader(self.text).get_event
        while not isinstance(event := self.next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise self.refuse(self.mark(event), say("yaml-two-documents"))
            if isinstance(event, yaml.NodeEvent):
                root = self.node(event, 0)
        return root

    def node(self, event: Any, depth: int) -> Node:
        """Return the node that an event begins; an alias is one that has an anchor, too."""
        begins = event.start_mark
        mark = new(Mark, (self.path, begins.line + self.first_line, begins.column + 1))
        if event.anchor or event.tag or depth > MAX_DEPTH:
            self.check_subset(event, mark, depth)
        if type(event) is yaml.ScalarEvent:
            plain, ends = event.implicit[0], event.end_mark or begins
            swallows = not plain and ends.line > begins.line and self.check_swallowed(begins, ends)
            if self.has_odd_spaces and plain and not self.lines[begins.line][: begins.column].strip(" -"):
                self.check_spaces(event.value)
            cut = self.lines[ends.line][ends.column :].strip() if plain and ends.line in self.commented else ""
            return new(Scalar, (mark, event.value, plain, cut if cut.startswith("#") else "", swallows))
        if type(event) is yaml.SequenceStartEvent:
            return Sequence(mark, tuple(self.items(depth + 1)))
        return Mapping(mark, self.pairs(depth + 1))

    def check_subset(self, event: Any, mark: Mark, depth: int) -> None:
        """Raise Broken where a node has an anchor or a tag, or lies too deep."""
        if event.anchor:
            raise self.refuse(mark, say("yaml-anchor", line=quoted(self.lines[mark.line - self.first_line])))
        if event.tag and event.tag != "!":
            line = quoted(self.lines[mark.line - self.first_line])
            raise self.refuse(mark, say("yaml-tag", tag=event.tag, line=line))
        if depth > MAX_DEPTH:
            raise self.refuse(mark, say("yaml-deep", levels=MAX_DEPTH))

    def check_swallowed(self, begins: Any, ends: Any) -> bool:
        """Report a key of a record inside a text of several lines, and return whether there is one."""
        if found := swallowed.find(self.lines, begins.line + 1, ends.line + (1 if ends.column else 0), self.keys):
            line, column, message = found
            mark = Mark(self.path, line + self.first_line - 1, column)
            self.problems.append(Problem.at(mark, "KEY-IN-TEXT", message))
        return found is not None

    def check_spaces(self, text: str) -> None:
        """Raise Broken where a key and its value are one word to YAML, because of the space between them."""
        if any(odd_spaces([text])) and (odd := list(odd_spaces(self.lines))):
            raise Broken(_placed(of_spaces(odd, self.first_line - 1), self.path, self.first_line))

    def key_of(self, key: Scalar) -> Scalar:
        """Return a key without the spaces that are none to YAML; they are reported."""
        if key.text.isascii() or not (found := ODD_SPACE.search(key.text)):
            return key
        mark = key.mark._replace(column=key.mark.column + found.start())
        self.problems.append(Problem.at(mark, "YAML-SYNTAX", say("yaml-space", sign=named(found.group()))))
        return key._replace(text=ODD_SPACE.sub("", key.text))

    def items(self, depth: int) -> Iterator[Node]:
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            yield self.node(event, depth)

    def pairs(self, depth: int) -> dict[str, tuple[Scalar, Node]]:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        following, node, end = self.next, self.node, yaml.MappingEndEvent
        while type(event := following()) is not end:
            key, value = node(event, depth), node(following(), depth)
            if type(key) is not Scalar:
                raise self.refuse(key.mark, say("yaml-key-form"))
            if self.has_odd_spaces:
                key = self.key_of(key)
            if key.text in pairs:
                first = pairs[key.text][0].mark.line
                message = say("duplicate-key", key=key.text, line=first)
                self.problems.append(Problem.at(key.mark, "DUPLICATE-KEY", message))
            else:
                pairs[key.text] = (key, value)
        return pairs


class _ReaderOfAll(_Reader):
    """Reads all of YAML, as far as nodes go."""

    def __init__(self, text: str, path: str, first_line: int, keys: Set[str]) -> None:
        super().__init__(text, path, first_line, keys)
        self.anchors: dict[str, Node] = {}

    def node(self, event: Any, depth: int) -> Node:
        if type(event) is yaml.AliasEvent:
            if event.anchor not in self.anchors:
                raise Broken(Problem.at(self.mark(event), "YAML-SYNTAX", say("yaml-alias", name=event.anchor)))
            return self.anchors[event.anchor]
        node = super().node(event, depth)
        if event.anchor:
            self.anchors[event.anchor] = node
        return node

    def check_subset(self, event: Any, mark: Mark, depth: int) -> None:
        if depth > MAX_DEPTH:
            super().check_subset(event, mark, depth)
