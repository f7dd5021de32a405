"""The difference between two revisions as GitHub shows it in the summary of a run, in French and in Arabic."""

import html
import re
from collections.abc import Iterator

from ..problems import Message, Problem, Tongue, say
from ..problems.problem import in_order
from ..text.scripts import script_of
from .diff_report import TITLES, Item, Report, Row, sections
from .word_changes import Sign

TONGUES = (Tongue.FR, Tongue.AR)
CODE = re.compile("&#96;(.*?)&#96;")  # what messages set between backticks
ELEMENTS = {Sign.SAME: "{}", Sign.REMOVED: "<del>{}</del>", Sign.ADDED: "<ins>{}</ins>"}


def as_markdown(report: Report, _tongue: Tongue) -> str:
    """Return Markdown; the texts of the project are escaped in it."""
    revision = report.revision
    head = f"## isnad diff\n\n{_said(say('diff-compared', commit=revision.commit[:12], name=revision.name))}"
    if report.is_empty:
        return f"{head}\n\n{_said(say('diff-nothing'))}"
    return "\n\n".join([head, *_sections(report)])


def _sections(report: Report) -> Iterator[str]:
    if report.problems:
        lines = [f"- {_problem(problem)}" for problem in in_order(report.problems)]
        yield _section("🔴 ", "problems", lines)
    if report.attention:
        found = [f"- {_code(item.where)} – {_said(item.said)}" for item in report.attention]
        yield _section("🔴 ", "attention", found)
    for name, items in sections(report).items():
        yield _section("", name, [_item(item) for item in items], "\n\n")
    if report.difference.unread:
        yield _section("", "unread", [f"- {_code(path)}" for path in report.difference.unread])


def _section(mark: str, name: str, parts: list[str], separator: str = "\n") -> str:
    return f"### {mark}{_said(TITLES[name])}\n\n" + separator.join(parts)


def _problem(problem: Problem) -> str:
    """Return a problem in both languages, its place once."""
    place = f"{problem.path}:{problem.line}:{problem.column}: {problem.code}"
    return f"{_code(place)} {_said(problem.said)}"


def _said(said: Message) -> str:
    """Return a sentence in French, then in Arabic; once where both are the same."""
    french, arabic = (CODE.sub(r"<code>\1</code>", _escaped(said.text(tongue))) for tongue in TONGUES)
    return french if french == arabic else f'{french} · <span dir="rtl" lang="ar">{arabic}</span>'


def _item(item: Item) -> str:
    lines = [_said(line) if isinstance(line, Message) else _row(line) for line in item.lines]
    if item.addresses:
        parts = (_code(part) if isinstance(part, str) else _said(part) for part in item.addresses)
        lines.append(f"→ {' · '.join(parts)}")
    return f"#### {_code(item.path)}\n\n" + "\n".join(lines)


def _row(row: Row) -> str:
    """Return a text, only its changed words marked, in its own direction."""
    text = " ".join(ELEMENTS[piece.sign].format(_escaped(piece.words)) for piece in row.pieces)
    language = script_of(" ".join(piece.words for piece in row.pieces))
    name = f"{_code(row.name)} " if row.name else ""
    return f'<p dir="{language.direction}" lang="{language}">{name}{text}</p>'


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    """Return a text that neither HTML nor Markdown nor GitHub's mentions read anything into."""
    escaped = html.escape(text, quote=False)
    return "".join(f"&#{ord(sign)};" if sign in r"\`*_[]~@#|" else sign for sign in escaped)
