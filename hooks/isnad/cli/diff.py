"""The command that compares two revisions: `isnad diff`."""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..facts.load import load
from ..pages.texts import Project, read_texts
from ..problems import Tongue, say
from . import attention, diff_markdown, diff_report, differences, revisions
from .diff_report import Report
from .history import check_history
from .output import Output, OutputOptions, output_of, tell_all

FORMATS: dict[str, Callable[[Report, Tongue], str]] = {
    "text": diff_report.as_text,
    "markdown": diff_markdown.as_markdown,
}


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the command of this module to the command line."""
    differ = commands.add_parser(
        "diff", parents=[told.language], help="show what changed since a revision; fail where history is broken"
    )
    differ.add_argument("base", nargs="?", help="a git revision (default: where this branch left main)")
    differ.add_argument("--format", dest="form", choices=FORMATS, default="text", help="how it is written")
    differ.set_defaults(run=lambda options: run_diff(options.root, options.base, options.form, output_of(options)))


def run_diff(root: Path, base: str | None, form: str, output: Output) -> int:
    """Print what changed since a revision; return 1 where that breaks what is published.

    Without a revision to compare with it says why: on a person's machine that is no fault, where CI is set it is one.
    """
    with TemporaryDirectory() as folder:
        try:
            revision = revisions.find(root, base)
            revisions.extract(root, revision, Path(folder))
        except revisions.NoRevision as error:
            return _refuse(error, base is not None or (_is_checked() and not error.is_first), output)
        report = make_report(revision, read_texts(Path(folder)), read_texts(root))
    problems = [*load(root)[1], *report.problems]
    if problems:
        tell_all(problems, output, root)
    print(FORMATS[form](report._replace(problems=problems), output.tongue))
    return int(bool(problems))


def make_report(revision: revisions.Revision, before: Project, after: Project) -> Report:
    """Return how one state of the project differs from another."""
    difference = differences.compare(before, after)
    found = attention.find(before, after, difference)
    return Report(revision, difference, found, list(check_history(before.kb, after.kb)))


def _refuse(error: revisions.NoRevision, is_wrong: bool, output: Output) -> int:
    said = say("diff-without-base", reason=error.said).text(output.tongue)
    print(said, file=sys.stderr if is_wrong else sys.stdout)
    return int(is_wrong)


def _is_checked() -> bool:
    """Return whether a machine asks, on behalf of a reviewer."""
    return os.environ.get("CI", "").lower() not in ("", "0", "false")
