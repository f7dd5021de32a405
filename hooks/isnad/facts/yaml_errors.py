"""What a contributor likely did where YAML cannot be read: the reader's own words name its state, not the mistake."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..problems import Message, say
from ..text.signs import ODD_SPACE, named

# A value that begins with a quotation mark which its own line does not close.
OPEN_QUOTE = re.compile(r"(?:^|[:\-,\[{]\s+)(?P<quote>[\"'])(?:(?!(?P=quote)).)*$")
HAS_VALUE = re.compile(r"\s*(?:- +)*[^\s:][^:]*:\s+\S")
# A value in quotation marks, and something behind it.
AFTER_QUOTE = re.compile(r"[:\-]\s+(?P<quote>[\"']).*(?P=quote)\s*[^\s#]|[:\-]\s+'.*'\S")
# A line with a key, or an item of a list, and its value.
LINE = re.compile(r"\s*(?P<before>(?:- +)*(?:[^\s:\"'#][^\s:]*:(?=\s)|-(?=\s)))\s+(?P<value>\S.*?)\s*")
KEY_ALONE = re.compile(r"\s*(?P<before>(?:- +)*)(?P<key>[\w-]+)(?:\s*[=:;]?\s*(?P<value>.*?))\s*")
# What the reader says of a value that begins with a sign of YAML.
BEGINNINGS = ("start any token", "alias", "anchor", "tag", "directive", "entries are not", "keys are not")
BULLET = re.compile(r"\s*[*•·–—+] ")  # begins an item of a list, elsewhere
LONGEST_LINE = 90  # characters of a line that a message writes out
# Before a key, before a value, behind the dash of an item: where only the ordinary space is one to YAML.
NOT_A_SPACE = re.compile(rf"\s*?(?P<indent>{ODD_SPACE.pattern})|\s*(?:- +)*(?:[\w-]+:|-)(?P<value>{ODD_SPACE.pattern})")
BLOCK_TEXT = re.compile(r"(?:[:\-] +)[>|][-+0-9]*\s*(?:#.*)?")


class Complaint(NamedTuple):
    """What the reader of YAML says, and where: lines and columns count from 1 in the text that it was given.

    `before` is how many lines of the file stand before that text.
    """

    problem: str
    context: str
    line: int
    column: int
    context_line: int
    context_column: int
    before: int


class Explained(NamedTuple):
    """A mistake in a text, on a line and in a column that count from 1."""

    line: int
    column: int
    said: Message


def explain(said: Complaint, lines: Sequence[str]) -> list[Explained]:
    """Return what is likely wrong with the lines of a text that cannot be read."""
    odd = list(odd_spaces(lines))
    if odd and odd[0].line <= said.line:
        return [of_spaces(odd, said.before)]
    return [_explained(said, lines), *([of_spaces(odd, said.before)] if odd else [])]


def odd_spaces(lines: Sequence[str]) -> Iterator[Explained]:
    """Yield each line on which a space that is none to YAML stands where the structure needs one."""
    deeper_than = -1  # the indentation of the key whose text goes on below it
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if 0 <= deeper_than < indent or not line.strip():
            continue
        deeper_than = indent if BLOCK_TEXT.search(line.partition(" #")[0]) else -1
        if found := NOT_A_SPACE.match(line):
            at = found.start("indent" if found["indent"] else "value")
            yield Explained(number, at + 1, say("yaml-space", sign=named(line[at])))


def of_spaces(odd: Sequence[Explained], before: int) -> Explained:
    """Return one message for all lines with such spaces: they were pasted together."""
    if len(odd) == 1:
        return odd[0]
    sign = dict(odd[0].said.parts)["sign"]
    others = [str(place.line + before) for place in odd[1:]]
    shown = [*others[:10], *(["…"] if len(others) > 10 else [])]
    return Explained(odd[0].line, odd[0].column, say("yaml-spaces", sign=sign, lines=shown))


def _explained(said: Complaint, lines: Sequence[str]) -> Explained:
    line = lines[said.line - 1] if said.line <= len(lines) else ""
    sign = line[said.column - 1 : said.column]
    here = (said.line, said.column)
    if "tab character" in said.problem or (sign == "\t" and "start any token" in said.problem):
        return Explained(*here, say("yaml-tab"))
    if "escape" in said.problem or "hexdecimal" in said.problem:
        return Explained(*here, say("yaml-backslash"))
    if "quoted scalar" in said.context and ("end of stream" in said.problem or "document" in said.problem):
        opened = lines[said.context_line - 1]
        line = f"{_shown(opened)}{opened[said.context_column - 1]}"
        return Explained(said.context_line, said.context_column, say("yaml-open-quote", line=line))
    if begun := _strange_beginning(said, lines):
        return begun
    if "flow" in said.context:
        return Explained(*here, say("yaml-bracket", line=said.context_line + said.before))
    if "expected key" in said.problem and (place := _open_quote(said, lines)):
        return place
    if AFTER_QUOTE.search(line):
        return Explained(*here, say("yaml-after-quote", line=quoted(line)))
    return _of_structure(said, line, lines)


def _strange_beginning(said: Complaint, lines: Sequence[str]) -> Explained | None:
    """Return what is wrong where a value begins with a sign that means something else to YAML, or None."""
    number, column = said.line, said.column
    if said.context.startswith(("while scanning a", "while parsing a tag")) and "simple key" not in said.context:
        number, column = said.context_line, said.context_column
    line = lines[number - 1] if number <= len(lines) else ""
    sign = line[column - 1 : column]
    if "block scalar" in said.context:
        return Explained(number, column, say("yaml-block-sign", sign=sign, line=quoted(line)))
    if BULLET.match(line) and not line[: column - 1].strip():
        return Explained(number, column, say("yaml-bullet", sign=sign, line=f"- {line.strip()[1:].strip()}"))
    if sign and any(word in f"{said.problem} {said.context}" for word in BEGINNINGS):
        return Explained(number, column, say("yaml-sign", sign=sign, line=quoted(line)))
    return None


def _open_quote(said: Complaint, lines: Sequence[str]) -> Explained | None:
    """Return the last quotation mark, before the complaint, that its own line leaves open."""
    for number in range(min(said.line, len(lines)), said.context_line - 1, -1):
        if found := OPEN_QUOTE.search(lines[number - 1]):
            line = f"{_shown(lines[number - 1])}{found['quote']}"
            return Explained(number, found.start("quote") + 1, say("yaml-open-quote", line=line))
    return None


def _of_structure(said: Complaint, line: str, lines: Sequence[str]) -> Explained:
    """Return what is wrong with keys, colons and indentation that do not fit together."""
    here = (said.line, said.column)
    if "mapping values" in said.problem:
        if HAS_VALUE.match(line[: said.column - 1]):
            return Explained(*here, say("yaml-colon", line=quoted(line)))
        above = lines[said.line - 2] if said.line > 1 else ""
        if HAS_VALUE.match(above) or said.line == 1:  # nothing stands above the first line
            return Explained(*here, say("yaml-too-far"))
        return _no_colon(said.line - 1, lines)
    if "expected ':'" in said.problem:
        return _no_colon(said.context_line, lines)
    if "expected key" in said.problem or "expected '-'" in said.problem:
        return Explained(*here, say("yaml-indent"))
    return Explained(*here, say("yaml-other"))


def _no_colon(number: int, lines: Sequence[str]) -> Explained:
    """Return that a line has a key without its colon, and how it is written."""
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    column = len(line) - len(line.lstrip()) + 1
    if found := KEY_ALONE.fullmatch(line):
        written = _cut(f"{found['before']}{found['key']}: {found['value']}".rstrip())
        return Explained(number, column, say("yaml-no-colon-in", written=written))
    return Explained(number, column, say("yaml-no-colon"))


def quoted(line: str) -> str:
    """Return a line of YAML with its value between straight quotation marks, as it is to be written."""
    found = LINE.fullmatch(line)
    before, value = (f"{found['before']} ", found["value"]) if found else ("", line.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    elif value[0] in ">|" and value[1:].strip():
        value = value[1:].lstrip()
    value = _cut(value)
    return before + (f'"{value}"' if '"' not in value and "\\" not in value else "'" + value.replace("'", "''") + "'")


def _shown(line: str) -> str:
    return _cut(line.strip())


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]} …"
