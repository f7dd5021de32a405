"""Pages that do nothing but call macros, as most do: read without Jinja's lexer and its parser.

These take longer than the macros themselves. Whatever else a page asks of Jinja is left to it: None is returned, and
so is it for what would be an error.
"""

import re
from typing import NamedTuple

ARGUMENT = r'(?:[a-z_]+=)?(?:"[^"\\{}\n]*"|true|false)'
CALL = re.compile(rf"(?<!\{{)\{{\{{ *([a-z_]+)\( *((?:{ARGUMENT}(?: *, *{ARGUMENT})*)?) *\) *\}}\}}")
EACH = re.compile(r'(?:([a-z_]+)=)?(?:"([^"]*)"|(true|false))')
OTHERWISE = re.compile(r"\{\{|\{%|\{##")
RESERVED = frozenset(("and", "else", "false", "if", "in", "is", "none", "not", "or", "true", "self", "super", "caller"))


class Call(NamedTuple):
    """A call of a macro: its name, what it is given, and its line in the text, counted from 1."""

    name: str
    args: tuple[str | bool, ...]
    named: dict[str, str | bool]
    line: int


def read_calls(text: str) -> list[str | Call] | None:
    """Return the texts and calls of macros of a page of which that is all that Jinja reads."""
    pieces = CALL.split(text)
    if any(OTHERWISE.search(piece) for piece in pieces[::3]):
        return None
    found: list[str | Call] = []
    line = 1
    for data, name, arguments in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        if data:
            found.append(data)
        line += data.count("\n")
        if name:
            if (call := _call(name, arguments, line)) is None:
                return None
            found.append(call)
    return found


def _call(name: str, arguments: str, line: int) -> Call | None:
    """Return a call; None where its arguments are in disorder, or where Jinja reads a name as something else."""
    given: list[str | bool] = []
    named: dict[str, str | bool] = {}
    for key, text, truth in EACH.findall(arguments):
        value = truth == "true" if truth else text
        if key in named or (named and not key):
            return None
        if key:
            named[key] = value
        else:
            given.append(value)
    if RESERVED & {name, *named}:
        return None
    return Call(name, tuple(given), named, line)
