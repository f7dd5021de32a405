"""`isnad watch`: whether the pages of articles still say what was quoted of them, and what the web archive has."""

import argparse
from typing import Any

from ..facts.load import load
from ..facts.record import NOT_GIVEN
from ..problems import Problem, hint, say
from .output import Format, OutputOptions, output_of, tell_all

FORMS = (Format.TEXT, Format.MARKDOWN, Format.JSON)


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the command of this module to the command line."""
    command = commands.add_parser(
        "watch",
        parents=[told.language],
        help="look for every quote in the pages of the articles as they are now",
        description="Fetch each article that has an address, and look for each quote of it. The exit status is 0 where "
        "all are there, 1 where one changed or is gone, 3 where none did but a page could not be read.",
    )
    command.add_argument("ids", nargs="*", metavar="ID", help="the sources to look at (default: all with an address)")
    command.add_argument("--format", choices=FORMS, help="the form of the report (default: text)")
    command.set_defaults(run=run_watch)


def run_watch(options: argparse.Namespace) -> int:
    """Print what became of the pages of sources, and return the exit status."""
    from ..capture import extraction, watching
    from .watch_report import in_order, not_captured, status, tell

    (kb, problems), output = load(options.root), output_of(options)
    try:
        extraction.find_library()
    except extraction.Missing as missing:
        problems = [*problems, Problem("requirements/fetch.txt", 1, 1, "MISSING-FILE", missing.advice)]
    for name in options.ids:
        if name not in kb.sources:
            message = say("unknown-id", table="sources", id=name, hint=hint(name, kb.sources))
            problems = [*problems, Problem("seeds", 1, 1, "UNKNOWN-ID", message)]
    if problems:
        tell_all(problems, output, options.root)
        return 1
    chosen = [source for source in kb.sources.values() if not options.ids or source.id in options.ids]
    reports = in_order(watching.watch(kb, [source for source in chosen if source.url is not NOT_GIVEN]))
    unwatched = [source.id for source in chosen if source.url is NOT_GIVEN]
    uncaptured = not_captured([source.id for source in chosen if source.reading], reports)
    print(tell(reports, unwatched, uncaptured, output))
    return status(reports)
