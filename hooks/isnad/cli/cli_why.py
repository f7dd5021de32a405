"""The command that explains: `isnad why`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from ..checks.project import read_project
from ..problems import hint, say
from .formats import Output
from .output import output_of, tell_all
from .why import explain


def add_commands(commands: "argparse._SubParsersAction[Any]", spoken: argparse.ArgumentParser) -> None:
    """Add the command of this module to the command line."""
    why = commands.add_parser(
        "why", parents=[spoken], help="print the whole chain of a figure: value, words, article, proof, pages"
    )
    why.add_argument("figure", metavar="FIGURE", help="the id of an observation or of a derived figure")
    why.set_defaults(run=lambda options: run_why(options.root, options.figure, output_of(options)))


def run_why(root: Path, figure: str, output: Output) -> int:
    """Print the chain of a figure; return 1 where there is none, or where its facts are broken."""
    project, problems = read_project(root)
    kb = project.kb
    if kb.is_set_aside("observations", figure) or kb.is_set_aside("derived", figure):
        tell_all(problems, output, root)
        print(say("why-broken", id=figure).text(output.tongue), file=sys.stderr)
        return 1
    if figure not in kb.observations and figure not in kb.derived:
        unknown = say("unknown-id", table="observations", id=figure, hint=hint(figure, [*kb.observations, *kb.derived]))
        print(unknown.text(output.tongue), file=sys.stderr)
        return 1
    print(*explain(project, figure), sep="\n")
    if problems:
        tell_all(problems, output, root)
    return int(bool(problems))
