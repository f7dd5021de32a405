"""Pages that do nothing but call macros, as most do: read to Jinja's own nodes without its lexer and its parser.

These take longer than the macros themselves. Whatever else a page asks of Jinja is left to it: None is returned, and
so is it for what would be an error.
"""

import re

from jinja2 import nodes

ARGUMENT = r'(?:[a-z_]+=)?(?:"[^"\\{}\n]*"|true|false)'
CALL = re.compile(rf"(?<!\{{)\{{\{{ *([a-z_]+)\( *((?:{ARGUMENT}(?: *, *{ARGUMENT})*)?) *\) *\}}\}}")
EACH = re.compile(r'(?:([a-z_]+)=)?(?:"([^"]*)"|(true|false))')
OTHERWISE = re.compile(r"\{\{|\{%|\{##")
RESERVED = frozenset(("and", "else", "false", "if", "in", "is", "none", "not", "or", "true", "self", "super", "caller"))


def read_calls(text: str) -> nodes.Output | None:
    """Return what a page prints of which all that Jinja reads are calls of macros, with texts and truth values."""
    pieces = CALL.split(text)
    if any(OTHERWISE.search(piece) for piece in pieces[::3]):
        return None
    found: list[nodes.Expr] = []
    line = 1
    for data, name, arguments in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        if data:
            found.append(nodes.TemplateData(data, lineno=line))
        line += data.count("\n")
        if name:
            if (call := _call(name, arguments, line)) is None:
                return None
            found.append(call)
    return nodes.Output(found, lineno=1)


def called(calls: nodes.Output) -> set[str]:
    """Return the names of the macros that a page calls, from what `read_calls` returned."""
    names = (node.node for node in calls.nodes if isinstance(node, nodes.Call))
    return {name.name for name in names if isinstance(name, nodes.Name)}


def _call(name: str, arguments: str, line: int) -> nodes.Call | None:
    """Return a call; None where its arguments are in disorder, or where Jinja reads a name as something else."""
    given: list[nodes.Expr] = []
    named: dict[str, nodes.Keyword] = {}
    for key, text, truth in EACH.findall(arguments):
        value = nodes.Const(truth == "true" if truth else text, lineno=line)
        if key in named or (named and not key):
            return None
        if key:
            named[key] = nodes.Keyword(key, value, lineno=line)
        else:
            given.append(value)
    if RESERVED & {name, *named}:
        return None
    called = nodes.Name(name, "load", lineno=line)
    return nodes.Call(called, given, list(named.values()), None, None, lineno=line)
