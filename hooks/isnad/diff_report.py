"""The difference between two revisions, written for a terminal, for the summary of a pull request, and for programs."""

import html
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from .diff import Change, Difference, Figure
from .problems import Problem, in_order
from .record import Language
from .revisions import Revision

NOTHING = "No figure changed. · لم يتغير أي رقم. · Aucun chiffre n’a changé."
TITLES = {
    "changed": "Changed · أرقام تغيّرت · Chiffres modifiés",
    "added": "Added · أرقام جديدة · Chiffres ajoutés",
    "removed": "Removed · أرقام حُذفت · Chiffres supprimés",
    "unread": "Not compared · أرقام لم تُقارَن · Chiffres non comparés",
    "problems": "To mend · ما يجب إصلاحه · À corriger",
}


def as_text(revision: Revision, difference: Difference, _problems: Sequence[Problem]) -> str:
    """Return lines for a terminal; problems are printed apart, as every command does."""
    return "\n".join([f"compared with {revision.commit[:12]} ({revision.name})", *_lines(difference)])


def _lines(difference: Difference) -> Iterator[str]:
    for each in difference.added:
        yield f"+ {each.id}: {each.codes['value']}"
        yield from (f"  {language} + {each.sentences[language]}" for language in Language)
        yield f"  on {' '.join(each.pages)}"
    for change in difference.changed:
        parts = [f"{name} {before} -> {after}" for name, (before, after) in change.fields.items()]
        yield f"~ {change.after.id}: {', '.join(parts) or 'its words'}"
        for language, (before, after) in _sentences(change).items():
            yield from (f"  {language} - {before}", f"  {language} + {after}")
        yield f"  on {' '.join(change.pages)}"
    for each in difference.removed:
        yield f"- {each.id}: {each.codes['value']}"
        yield from (f"  {language} - {each.sentences[language]}" for language in Language)
        yield f"  was on {' '.join(each.pages)}"
    for name in difference.unread:
        yield f"? {name}: not compared; its old record does not fit the form that records have now"


def as_markdown(revision: Revision, difference: Difference, problems: Sequence[Problem]) -> str:
    """Return Markdown, as GitHub shows it in the summary of a run; the texts of the project are escaped in it."""
    parts = {
        "problems": [f"- {_code(str(each))}" for each in in_order(problems)],
        "changed": [_changed(each) for each in difference.changed],
        "added": [_alone(each) for each in difference.added],
        "removed": [_alone(each) for each in difference.removed],
        "unread": [f"- {_code(name)}" for name in difference.unread],
    }
    sections = [f"### {TITLES[name]}\n\n" + "\n".join(part) for name, part in parts.items() if part]
    head = f"## isnad diff\n\n{_code(revision.commit[:12])} ({_escaped(revision.name)})"
    return "\n\n".join([head, *(sections or [NOTHING])])


def _changed(change: Change) -> str:
    fields = [f"{name} {_code(before)} → {_code(after)}" for name, (before, after) in change.fields.items()]
    rows = [
        _row(language, f"<del>{_escaped(before)}</del><br><ins>{_escaped(after)}</ins>")
        for language, (before, after) in _sentences(change).items()
    ]
    return _figure(change.after.id, fields, rows, change.pages)


def _alone(figure: Figure) -> str:
    fields = [f"value {_code(figure.codes['value'])}"]
    rows = [_row(language, _escaped(figure.sentences[language])) for language in Language]
    return _figure(figure.id, fields, rows, figure.pages)


def _figure(name: str, fields: Sequence[str], rows: Sequence[str], pages: Sequence[str]) -> str:
    shown = " · ".join(map(_code, pages))
    return "\n\n".join(
        [f"#### {_code(name)}", *(["; ".join(fields)] if fields else []), "\n".join(rows), f"→ {shown}\n"]
    )


def _row(language: Language, text: str) -> str:
    direction = "rtl" if language is Language.AR else "ltr"
    return f'<p dir="{direction}" lang="{language}">{text}</p>'


def as_json(revision: Revision, difference: Difference, problems: Sequence[Problem]) -> str:
    """Return a JSON object: the base, each list of figures, problems as a list of objects."""
    changed = [
        {
            "id": each.after.id,
            "fields": each.fields,
            "pages": each.pages,
            "before": asdict(each.before),
            "after": asdict(each.after),
        }
        for each in difference.changed
    ]
    document = {
        "base": revision._asdict(),
        "added": [asdict(each) for each in difference.added],
        "changed": changed,
        "removed": [asdict(each) for each in difference.removed],
        "not_compared": difference.unread,
        "problems": [each.told() for each in in_order(problems)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _sentences(change: Change) -> Mapping[Language, tuple[str, str]]:
    """Return the sentences that changed, by language: before, after."""
    pairs = {language: (change.before.sentences[language], change.after.sentences[language]) for language in Language}
    return {language: pair for language, pair in pairs.items() if pair[0] != pair[1]}


def _code(text: str) -> str:
    return f"<code>{_escaped(text)}</code>"


def _escaped(text: str) -> str:
    """Return a text that neither HTML nor Markdown nor GitHub's mentions read anything into."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return "".join(f"&#{ord(sign)};" if sign in r"\`*_[]~@#|" else sign for sign in escaped)


FORMATS = {"text": as_text, "markdown": as_markdown, "json": as_json}
