"""One way to write the data files, and the ends of lines of pages; all comments, quotes and the order of keys kept.

The only module that imports ruamel.yaml. A text is written again from ruamel's round trip in which every scalar is a
text, as it is to `yamltree`; what comes out is compared with what went in, so that no fact and no comment can change.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ..facts import yamltree
from ..facts.schema import NO_TEXT
from ..problems import Message, Problem, Tongue, say
from ..text import signs

WIDTH = 2**20  # a text stays on its line, however long
BLANK_LINES = re.compile(r"\n{3,}")
# Two spaces at the end of a line are a line break in Markdown, one is nothing.
LONE_SPACE = re.compile(r"(?m)(?<=[^ \n]) $")
COMMENT = re.compile(r"(?m)(?:^|(?<=\s))#.*$")


class _Texts(VersionedResolver):
    """Knows no scalar but texts: a date that does not exist, or `no`, stays as it is written."""

    @property
    def versioned_resolver(self) -> Any:
        """No form of a plain scalar means anything."""
        return {}


def format_text(text: str, path: str) -> tuple[str, list[Problem]]:
    """Return a text in its canonical form, or as it is with what keeps it from being read: YAML, or a page."""
    if path.endswith(".md"):
        return LONE_SPACE.sub("", text).rstrip("\n") + "\n", []
    before, problems = yamltree.parse(text, path)
    if before is None and not problems:
        problems = [Problem(path, 1, 1, "YAML-SYNTAX", say("file-empty"))]
    if problems:
        return text, problems
    try:
        made = _round_trip(text)
        for each in (_tidied(made), made):
            after, _ = yamltree.parse(each, path)
            same = after is not None and _bare(after) == _bare(before) and _comments(each) == _comments(text)
            if same and each in (_tidied(again := _round_trip(each)), again):
                return each, []
    except YAMLError as error:  # a form of YAML that the two readers see differently
        return text, [Problem(path, 1, 1, "FORMAT-UNSAFE", say("format-impossible", reason=error))]
    return text, [Problem(path, 1, 1, "FORMAT-UNSAFE", say("format-unsafe"))]


def format_value(value: Any) -> str:
    """Return mappings, lists and scalars as canonical YAML, a tuple on one line, with quotes where they are needed."""
    return _dumped(_node(value), _yaml(VersionedResolver))


def set_values(
    text: str, path: str, values: Mapping[tuple[str, ...], Any], removed: Iterable[tuple[str, ...]] = ()
) -> str:
    """Return the YAML text of a mapping with other values under some keys, all else and every comment as it was.

    Some keys may be `removed`, with the comments beside them.

    Raises Broken where the text is a form of YAML that the two readers see differently.
    """
    yaml = _yaml(_Texts)
    try:
        root = yaml.load(text)
    except YAMLError as error:
        problem = Problem(path, 1, 1, "FORMAT-UNSAFE", say("format-impossible", reason=error))
        raise yamltree.Broken(problem) from None
    for keys, value in values.items():
        place = root
        for key in keys[:-1]:
            if not isinstance(place.get(key), Mapping):
                place[key] = CommentedMap()
            place = place[key]
        place[keys[-1]] = _texts(value)
        _move_comment(place, keys[-1])
    for *above, last in removed:
        place = root
        for key in above:
            place = place[key]
        del place[last]
    return _dumped(root, yaml)


def _move_comment(place: CommentedMap, key: str) -> None:
    """Put what stood behind a value, now a mapping, behind the last value of it: else it would part key and mapping."""
    while isinstance(within := place[key], CommentedMap) and within and key in place.ca.items:
        last = next(reversed(within))
        within.ca.items[last] = place.ca.items.pop(key)
        place, key = within, last


def _texts(value: Any) -> Any:
    """Return a value for a text in which every scalar is one: a number plain, a text that looks like one in quotes."""
    if isinstance(value, tuple | list):
        return _node(type(value)(map(_texts, value)))
    if isinstance(value, Mapping):
        return CommentedMap((key, _texts(part)) for key, part in value.items())
    if isinstance(value, int):
        return str(value)
    return DoubleQuotedScalarString(value) if NO_TEXT.fullmatch(value) else value


def without_comments(text: str, keys: Iterable[str]) -> str:
    """Return some keys of the YAML text of a mapping, in this order, without any comment."""
    yaml = _yaml(_Texts)
    root = yaml.load(text)
    return _dumped(_node({key: root[key] for key in keys if key in root}), yaml)


def comment(message: Message, tongue: Tongue) -> str:
    """Return a message as a comment of YAML, in a language, without the signs that only a terminal needs."""
    return f"# {signs.without_unseen(message.text(tongue))}"


def _node(value: Any) -> Any:
    if isinstance(value, tuple) or (isinstance(value, CommentedSeq) and value.fa.flow_style()):
        flow = CommentedSeq(value)
        flow.fa.set_flow_style()
        return flow
    if isinstance(value, Mapping):
        return {key: _node(part) for key, part in value.items()}
    return [_node(part) for part in value] if isinstance(value, list) else value


def _round_trip(text: str) -> str:
    yaml = _yaml(_Texts)
    return _dumped(yaml.load(text), yaml)


def _yaml(resolver: type[VersionedResolver]) -> YAML:
    yaml = YAML()
    yaml.Resolver = resolver
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dumped(value: Any, yaml: YAML) -> str:
    stream = io.StringIO()
    yaml.dump(value, stream)
    return stream.getvalue()


def _tidied(text: str) -> str:
    """Return a text with comments as far in as what follows them, single empty lines, and nothing after its last line.

    Blind to what stands inside a text of several lines: the caller compares.
    """
    lines, indent = [], 0
    for line in reversed(text.rstrip().split("\n")):
        bare = line.strip()
        if bare.startswith("#"):
            line = " " * indent + bare
        elif bare:
            indent = len(line) - len(line.lstrip(" "))
        lines.append(line if bare else "")
    return BLANK_LINES.sub("\n\n", "\n".join(reversed(lines))).lstrip("\n") + "\n"


def _bare(node: yamltree.Node | None) -> Any:
    """Return what a node holds, in order, without places."""
    if isinstance(node, yamltree.Mapping):
        return [(key.text, key.plain, _bare(value)) for key, value in node.pairs.values()]
    if isinstance(node, yamltree.Sequence):
        return tuple(_bare(item) for item in node.items)
    return (node.text, node.plain) if node else None


def _comments(text: str) -> Counter[str]:
    return Counter(comment.group().rstrip() for comment in COMMENT.finditer(text))
