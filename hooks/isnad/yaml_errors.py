"""What a contributor likely did where YAML cannot be read: the reader's own words name its state, not the mistake."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .messages import Message, say

# A value that begins with a quotation mark which its own line does not close.
OPEN_QUOTE = re.compile(r"(?:^|[:\-,\[{]\s+)(?P<quote>[\"'])(?:(?!(?P=quote)).)*$")
HAS_VALUE = re.compile(r"\s*(?:- +)*[^\s:][^:]*:\s+\S")
# A value in quotation marks, and something behind it.
AFTER_QUOTE = re.compile(r"[:\-]\s+(?P<quote>[\"']).*(?P=quote)\s*[^\s#]|[:\-]\s+'.*'\S")


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


def explain(said: Complaint, lines: Sequence[str]) -> tuple[int, int, Message]:
    """Return line, column and message of a complaint about a text of some lines."""
    line = lines[said.line - 1] if said.line <= len(lines) else ""
    sign = line[said.column - 1 : said.column]
    if "tab character" in said.problem or (sign == "\t" and "start any token" in said.problem):
        return said.line, said.column, say("yaml-tab")
    if "quoted scalar" in said.context and "end of stream" in said.problem:
        return said.context_line, said.context_column, say("yaml-open-quote")
    if sign and "start any token" in said.problem:
        return said.line, said.column, say("yaml-sign", sign=sign)
    if "flow" in said.context:
        return said.line, said.column, say("yaml-bracket", line=said.context_line + said.before)
    if "expected key" in said.problem and (place := _open_quote(said, lines)):
        return *place, say("yaml-open-quote")
    if AFTER_QUOTE.search(line):
        return said.line, said.column, say("yaml-after-quote")
    return said.line, said.column, _of_structure(said, line, lines)


def _open_quote(said: Complaint, lines: Sequence[str]) -> tuple[int, int] | None:
    """Return where the last quotation mark stands, before the complaint, that its own line leaves open."""
    for number in range(min(said.line, len(lines)), said.context_line - 1, -1):
        if found := OPEN_QUOTE.search(lines[number - 1]):
            return number, found.start("quote") + 1
    return None


def _of_structure(said: Complaint, line: str, lines: Sequence[str]) -> Message:
    """Return the message of keys, colons and indentation that do not fit together."""
    if re.match(r"<<<<<<<|=======|>>>>>>>", line):
        return say("yaml-conflict")
    if "mapping values" in said.problem:
        if HAS_VALUE.match(line[: said.column - 1]):
            return say("yaml-colon")
        above = lines[said.line - 2] if said.line > 1 else ""
        return say("yaml-too-far") if HAS_VALUE.match(above) else say("yaml-no-colon", line=said.line - 1 + said.before)
    if "expected ':'" in said.problem:
        return say("yaml-no-colon", line=said.context_line + said.before)
    if "expected key" in said.problem or "expected '-'" in said.problem:
        return say("yaml-indent")
    return say("yaml-other", detail=" ".join(filter(None, [said.problem, said.context])))
