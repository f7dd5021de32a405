"""The difference between two revisions as GitHub shows it in the summary of a run, in French and in Arabic."""

import html
import re
from collections.abc import Iterator

from ..problems import Message, Problem, Tongue, say
from ..problems.problem import in_order
from ..text.scripts import script_of
from .diff_report import CHANGES, TITLES, Report, Row, counted_signs, few, rows_of, rows_of_page, touched
from .differences import Entry
from .page_changes import PageChange
from .word_changes import Sign, compare_words

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
    for change in CHANGES:
        if entries := report.difference.of(change):
            yield _section("", change, [_entry(entry) for entry in entries], "\n\n")
    signs = counted_signs(report.difference.pages)
    if pages := [text for page in report.difference.pages if (text := _page(page, signs))]:
        yield _section("", "pages", pages, "\n\n")
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


def _entry(entry: Entry) -> str:
    lines = [_row(row, entry.change) for row in rows_of(entry)]
    if entry.touched:
        lines.append(_said(touched(entry)))
    if entry.addresses:
        parts = (_code(part) if isinstance(part, str) else _said(part) for part in few(entry.addresses))
        lines.append(f"→ {' · '.join(parts)}")
    return f"#### {_code(entry.path)}\n\n" + "\n".join(lines)


def _page(page: PageChange, signs: dict[tuple[object, ...], int]) -> str:
    lines = []
    for row, more in rows_of_page(page, signs):
        lines.append(_row(Row("", row.before, row.after), "changed"))
        if more:
            lines.append(_said(say("diff-more-sentences", count=more)))
    return f"#### {_code(f'docs/{page.path}')}\n\n" + "\n".join(lines) if lines else ""


def _row(row: Row, change: str) -> str:
    """Return a text, only its changed words marked, in its own direction."""
    if change == "changed":
        pieces = compare_words(row.before, row.after)
        text = " ".join(ELEMENTS[piece.sign].format(_escaped(piece.words)) for piece in pieces)
    else:
        text = _escaped((row.before if row.after is None else row.after) or "")
    language = script_of(f"{row.before or ''} {row.after or ''}")
    name = f"{_code(row.name)} " if row.name else ""
    return f'<p dir="{language.direction}" lang="{language}">{name}{text}</p>'


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    """Return a text that neither HTML nor Markdown nor GitHub's mentions read anything into."""
    escaped = html.escape(" ".join(text.split(" ")), quote=False)
    return "".join(f"&#{ord(sign)};" if sign in r"\`*_[]~@#|" else sign for sign in escaped)
