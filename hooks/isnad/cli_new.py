"""The commands that begin something new: `isnad new source` and `isnad new figure`."""

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import drafts
from .cli_output import output_of, tell_all
from .insertion import INDICATORS, inserted
from .load import load
from .messages import say
from .new_source import make_files, read_draft
from .problems import Problem
from .record import Bilingual
from .source_draft import Answers, Draft, Question, questions

HINTS = {"paragraph-lines": " (such as 3,5,7-9, or all)", "published": " (year-month-day)"}


def add_commands(commands: "argparse._SubParsersAction[Any]", spoken: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the command line."""
    new = commands.add_parser("new", help="begin a source record, or an observation, without making anything up")
    kinds = new.add_subparsers(required=True, metavar="source|figure")
    source = kinds.add_parser(
        "source", parents=[spoken], help="record an article from its text; what is not said is `not-given`"
    )
    source.add_argument("text", type=Path, metavar="TEXTFILE", help="the article's text, UTF-8, a paragraph a line")
    source.add_argument("--id", help="the id of the source: small Latin letters, digits, single hyphens")
    for question in questions():
        source.add_argument(f"--{question.flag}", action="append", metavar="…", help=_help(question))
    source.set_defaults(run=run_source)
    figure = kinds.add_parser(
        "figure", parents=[spoken], help="propose an observation from words of an article, as YAML to confirm"
    )
    figure.add_argument("source", metavar="SOURCE", help="the id of the source")
    figure.add_argument("phrase", metavar="PHRASE", help="words of its text around the number, or the number itself")
    figure.add_argument("--indicator", metavar="ID", help="what is counted: an indicator of data/indicators.yaml")
    figure.add_argument("--id", default="", help="the id of the new figure")
    figure.add_argument("--write", action="store_true", help="append it to its indicator in data/indicators.yaml")
    figure.set_defaults(run=run_figure)


def _help(question: Question) -> str:
    needed = f"with --{question.after}" if question.after else "needed" if question.needed else "not-given without"
    return f"{needed}; may come again" if question.many else needed


def run_source(options: argparse.Namespace) -> int:
    """Write the record, fingerprint and archived text of an article; or, with 1, say everything that is wrong."""
    words = load(options.root)[0].keys
    given = {question.flag: getattr(options, question.flag.replace("-", "_")) or [] for question in questions()}
    draft, problems = read_draft(options.root, options.text, options.id or "", given)
    if draft is None:
        return _refuse(options, problems)
    if sys.stdin.isatty():
        try:
            name, answers = _ask(draft, words)
        except (EOFError, KeyboardInterrupt):
            print("\nnothing was written", file=sys.stderr)
            return 1
        draft = read_draft(options.root, options.text, name, answers)[0] or draft
    files, problems = make_files(options.root, draft, words)
    if problems:
        return _refuse(options, problems, draft.text())
    if not _written(options.root, files):
        return 1
    print(*(f"wrote {path}" for path in files), *_next(draft), sep="\n")
    return 0


def run_figure(options: argparse.Namespace) -> int:
    """Print a proposal, or append it to its indicator; or, with 1, say why there is none."""
    from .new_figure import format_proposal, propose  # here: no check should wait for it

    kb, broken = load(options.root)
    proposal, problems = propose(options.root, kb, options.source, options.phrase, options.indicator, options.id)
    if options.write and not options.indicator:
        problems.append(Problem(INDICATORS, 1, 1, "MISSING-KEY", say("write-nowhere")))
    if proposal is None or problems:
        return _refuse(options, [*broken, *problems])
    block = format_proposal(proposal)
    if not options.write:
        print(block, end="")
        return 0
    made = inserted((options.root / INDICATORS).read_text(encoding="utf-8"), options.indicator, block)
    if made is None:
        print(block, end="")
        return _refuse(options, [Problem(INDICATORS, 1, 1, "FORMAT-UNSAFE", say("write-by-hand"))])
    if not _written(options.root, {INDICATORS: made.encode()}):
        return 1
    print(f"appended to {options.indicator} in {INDICATORS}; `isnad check` names what is left to confirm")
    print("Then: read the quote and its translation, side by side.")
    return 0


def _ask(draft: Draft, words: Mapping[str, Bilingual]) -> tuple[str, Answers]:
    """Return the id and the answers of a person, the text before them; what was said by flags is not asked again."""
    print(drafts.numbered("\n".join(draft.lines)))
    answers = {flag: list(given) for flag, given in draft.answers.items()}
    name = draft.id or _answer("id", "", needed=True)
    for question in questions():
        if answers[question.flag] or question.many or (question.after and not answers[question.after]):
            continue
        text = f"{words[question.words].ar}\n{words[question.words].fr}\n"
        if answer := _answer(question.flag, text, question.needed):
            answers[question.flag] = [answer]
    return name, answers


def _answer(flag: str, words: str, needed: bool) -> str:
    """Return what a person types; nothing means `not-given`, and is asked again where it may not."""
    while True:
        answer = input(f"\n{words}{flag}{HINTS.get(flag, '')}{'' if needed else ' [not-given]'}: ").strip()
        if answer or not needed:
            return "" if answer == "not-given" else answer


def _next(draft: Draft) -> Iterable[str]:
    """Yield what is left for a person to do."""
    yield "seeds/archive/ is not published; commit the other files."
    yield f'Then: isnad new figure {draft.id} "WORDS AROUND A NUMBER" --indicator ID'


def _written(root: Path, files: Mapping[str, bytes]) -> bool:
    """Write the files, or say why none of them could be; return whether they are there."""
    try:
        drafts.write_all(root, files)
    except OSError as error:
        print(f"nothing was written: {error}", file=sys.stderr)
        return False
    return True


def _refuse(options: argparse.Namespace, problems: Sequence[Problem], draft: str = "") -> int:
    """Print everything that is wrong, and the lines that it names; return the exit status."""
    tell_all(problems, output_of(options), options.root)
    if draft:
        print(f"nothing was written; the record would have been:\n{drafts.numbered(draft)}", file=sys.stderr)
    return 1
