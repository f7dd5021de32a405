"""A new source record, from an article's text and what a person says of it: nothing made up, nothing half-written."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import get_args

from . import drafts, evidence, yamltree
from .messages import Message, say
from .model import FileName
from .problems import Problem
from .record import ID, NOT_GIVEN, Bilingual, Pattern
from .source_draft import ALL, LINES, Answers, Draft, questions

MISSING = ("MISSING-KEY", "MISSING-TRANSLATION")
NAMELESS = "new-source"  # what a draft without a sound id is tried as


def complaints(root: Path, draft: Draft, words: Mapping[str, Bilingual]) -> Iterator[Problem]:
    """Yield what keeps a draft from being a record, but for what only the rules find: flags, lines, files, the id."""
    for each in draft.missing():
        message = say("flag-missing", flag=f"--{each.flag}", words=f"{words[each.words].ar} {words[each.words].fr}")
        yield Problem(draft.path, 1, 1, "MISSING-KEY", message)
    for each in questions():
        if len(draft.answers.get(each.flag, [])) > 1 and not each.many:
            yield Problem(draft.path, 1, 1, "DUPLICATE-KEY", say("flag-twice", flag=f"--{each.flag}"))
    yield from _line_complaints(draft)
    if len(draft.answers.get("caveat-ar", [])) != len(draft.answers.get("caveat-fr", [])):
        yield Problem(draft.path, 1, 1, "MISSING-TRANSLATION", say("caveats-uneven"))
    if not re.fullmatch(ID.regex, draft.id):
        yield Problem(draft.path, 1, 1, "WRONG-TYPE", say("flag-form", flag="--id", form=ID.words, found=draft.id))
    elif (root / draft.path).exists():
        yield Problem(draft.path, 1, 1, "DUPLICATE-ID", say("source-taken", id=draft.id))
    kept = root / "seeds" / "archive" / draft.file
    if kept.exists() and kept.read_bytes() != draft.data:
        yield Problem(draft.path, 1, 1, "ARCHIVE-CHANGED", say("archive-taken", file=draft.file))


def _line_complaints(draft: Draft) -> Iterator[Problem]:
    answer, title = draft.one("paragraph-lines"), draft.one("title-line")
    if answer and answer != ALL and not all(LINES.fullmatch(part.strip()) for part in answer.split(",")):
        message = say("paragraph-lines-form", all=ALL, found=answer)
        yield Problem(draft.path, 1, 1, "WRONG-TYPE", message)
    if title is not None and draft.title_line() is NOT_GIVEN:
        message = say("title-line-form", count=len(draft.lines), found=title)
        yield Problem(draft.path, 1, 1, "ARCHIVE-LINES", message)
    for number in draft.chosen():
        if not draft.holds(number) or number == draft.title_line():
            message = _line_message(number == draft.title_line(), number)
            yield Problem(draft.path, 1, 1, "ARCHIVE-LINES", message)
    if answer and not draft.paragraph_lines():
        yield Problem(draft.path, 1, 1, "ARCHIVE-LINES", say("no-paragraph"))


def _line_message(is_headline: bool, line: int) -> Message:
    return say("line-is-headline", line=line) if is_headline else say("line-empty", line=line)


def make_files(root: Path, draft: Draft, words: Mapping[str, Bilingual]) -> tuple[dict[str, bytes], list[Problem]]:
    """Return the files that make the source a part of the project, by path, and everything that is wrong with them."""
    wrong = list(complaints(root, draft, words))
    if not re.fullmatch(ID.regex, draft.id):
        draft = replace(draft, id=NAMELESS)
    files = {
        draft.path: draft.text().encode(),
        evidence.fingerprint_path(draft.id): evidence.format_fingerprint(draft.fingerprint()).encode(),
    }
    _, found = drafts.tried(root, files)
    own = [each for each in found if each.code not in MISSING]
    files[f"seeds/archive/{draft.file}"] = draft.data
    return files, [*wrong, *own]


def read_draft(root: Path, file: Path, name: str, answers: Answers) -> tuple[Draft | None, list[Problem]]:
    """Return a draft of the text in a file, or what keeps it from being read. A text in the archive keeps its name."""
    try:
        data = file.read_bytes()
        yamltree.decode(data, str(file))
    except OSError as error:
        return None, [Problem(str(file), 1, 1, "ARCHIVE-MISSING", say("file-unreadable", reason=error.strerror))]
    except yamltree.Broken as broken:
        return None, [broken.problem]
    archived = file.resolve().parent == (root / "seeds" / "archive").resolve()
    form = next(note for note in get_args(FileName) if isinstance(note, Pattern))
    kept = file.name if archived and re.fullmatch(form.regex, file.name) else f"{name}.txt"
    return Draft(name, data, tuple(data.decode("utf-8").split("\n")), kept, answers), []
