"""Damages to the frozen data, one change at a time: what a mutation is, where it stands, and how one is made.

A mutation names exact spans of files of the project, found through the marks of the loaded records. Nothing is random.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import yaml
from isnad.checks import citations
from isnad.facts.load import load
from isnad.facts.model import Citation, Fact, KnowledgeBase, Source, Witness
from isnad.problems import Mark
from isnad.text.languages import Language

from tests.conftest import FROZEN, ROOT

LABELS = "hooks/isnad/labels.yaml"
OTHER_WORD = {Language.AR: "كذلك", Language.FR: "également"}


class Edit(NamedTuple):
    """The characters [start, end) of a file become `new`; where `new` is None the file goes."""

    path: str
    start: int
    end: int
    new: str | None


@dataclass(frozen=True, slots=True)
class Mutation:
    """One damage: its kind, what it does in words, and the edits that do it."""

    kind: str
    description: str
    edits: tuple[Edit, ...]

    @property
    def path(self) -> str:
        """The file in which a contributor would have made it."""
        return self.edits[0].path


class Node(NamedTuple):
    """A value of a YAML file: where its key begins (None in a list), and its own characters [start, end)."""

    key: int | None
    start: int
    end: int


@dataclass
class Material:
    """A project: its knowledge base and the text of every file that a mutation may change."""

    root: Path
    kb: KnowledgeBase
    texts: dict[str, str]
    nodes: dict[str, dict[tuple[int, int], Node]] = field(default_factory=dict)

    @property
    def captured(self) -> list[Source]:
        """The articles whose text was captured, which have a fingerprint."""
        return [source for source in self.kb.sources.values() if source.capture]

    @property
    def proved(self) -> list[Fact]:
        """The facts that a quote proves."""
        return [fact for fact in self.kb.facts() if isinstance(fact.citation, Citation)]

    def node(self, mark: Mark) -> tuple[str, Node]:
        """Return the path and the node of the value at a mark."""
        path = LABELS if mark.path == Path(LABELS).name else mark.path
        if path not in self.nodes:
            tree = yaml.compose(self.texts[path], Loader=yaml.SafeLoader)
            assert tree
            self.nodes[path] = dict(_nodes(tree, None))
        return path, self.nodes[path][mark.line, mark.column]

    def written(self, mark: Mark) -> str:
        """Return the value at a mark as its file writes it."""
        path, node = self.node(mark)
        return self.texts[path][node.start : node.end]

    def put(self, mark: Mark, new: str) -> Edit:
        """Return the edit that writes `new`, as it is, in the place of the value at a mark."""
        path, node = self.node(mark)
        return Edit(path, node.start, node.end, new)

    def say(self, mark: Mark, text: str) -> Edit:
        """Return the edit that writes a text in the place of the one at a mark."""
        return self.put(mark, json.dumps(text, ensure_ascii=False))

    def drop(self, mark: Mark) -> Edit:
        """Return the edit that removes the key of the value at a mark, with all that stands under it."""
        path, node = self.node(mark)
        assert node.key is not None
        return self.drop_block(path, node.key)

    def drop_record(self, mark: Mark) -> Edit:
        """Return the edit that removes the record whose key stands at a mark."""
        path = LABELS if mark.path == Path(LABELS).name else mark.path
        lines = self.texts[path].split("\n")
        return self.drop_block(path, sum(len(line) + 1 for line in lines[: mark.line - 1]) + mark.column - 1)

    def drop_block(self, path: str, start: int) -> Edit:
        """Return the edit that removes the line on which `start` stands, and those indented deeper below it."""
        text = self.texts[path]
        first = text.rfind("\n", 0, start) + 1
        indent = start - first
        deeper = re.compile(rf"[^\n]*\n(?:(?: {{{indent + 1},}}[^\n]*|(?=\n))\n)*")
        block = deeper.match(text, first)
        assert block
        return Edit(path, first, block.end(), "")

    def add_below(self, mark: Mark, lines: str) -> Edit:
        """Return the edit that writes further keys, indented alike, below the scalar at a mark."""
        path, node = self.node(mark)
        assert node.key is not None
        indent = node.key - self.texts[path].rfind("\n", 0, node.key) - 1
        new = "".join(f"\n{' ' * indent}{line}" for line in lines.split("\n"))
        return Edit(path, node.end, node.end, new)


def _nodes(tree: yaml.Node, key: int | None) -> Iterator[tuple[tuple[int, int], Node]]:
    mark = tree.start_mark
    yield (mark.line + 1, mark.column + 1), Node(key, mark.index, tree.end_mark.index)
    if isinstance(tree, yaml.MappingNode):
        for name, value in tree.value:
            yield from _nodes(value, name.start_mark.index)
    elif isinstance(tree, yaml.SequenceNode):
        for item in tree.value:
            yield from _nodes(item, None)


def read_material(root: Path = FROZEN) -> Material:
    """Return the project in folder `root` as generators need it."""
    kb, problems = load(root)
    assert not problems, problems
    files = [path for name in ("data", "docs", "seeds") for path in sorted((root / name).rglob("*")) if path.is_file()]
    kept = [path for path in files if "archive" not in path.parts and path.suffix in (".md", ".yaml", ".txt")]
    texts = {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in kept}
    texts[LABELS] = (ROOT / LABELS).read_text(encoding="utf-8")
    return Material(root, kb, texts)


Found = Iterator[tuple[str, Iterable[Edit]]]


class Kind(NamedTuple):
    """A kind of mutation.

    `finished`: it shows only on the finished page.
    """

    name: str
    make: Callable[[Material], Found]
    finished: bool


KINDS: dict[str, Kind] = {}


def kind(name: str, finished: bool = False) -> Callable[[Callable[[Material], Found]], Kind]:
    """Register a generator of the mutations of one kind."""

    def register(make: Callable[[Material], Found]) -> Kind:
        KINDS[name] = Kind(name, make, finished)
        return KINDS[name]

    return register


def generate(material: Material, only: str = "") -> list[Mutation]:
    """Return every distinct mutation, of kinds whose name holds `only`, in a steady order."""
    found: dict[tuple[Edit, ...], Mutation] = {}
    for each in KINDS.values():
        for description, edits in each.make(material) if only in each.name else ():
            spans = tuple(edits)
            if any(edit.new != material.texts[edit.path][edit.start : edit.end] for edit in spans):
                found.setdefault(spans, Mutation(each.name, description, spans))
    return list(found.values())


def named_witnesses(material: Material) -> Iterator[tuple[str, Source, Witness]]:
    """Yield each quote with its source and a name that readers of a report find it by."""
    for number, (source, witness) in enumerate(citations.witnesses(material.kb)):
        yield f"{witness.at('quote').path}:{number} «{witness.quote[:40]}»", source, witness


def type_of(fact: Fact) -> str:
    return type(fact).__name__.lower()
