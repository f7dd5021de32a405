"""The command that explains: `isnad why`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from .problems import report, unknown
from .project import read_project
from .why import explain


def add_commands(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command of this module to the command line."""
    why = commands.add_parser("why", help="print the whole chain of a figure: value, words, article, proof, pages")
    why.add_argument("figure", metavar="FIGURE", help="the id of an observation or of a derived figure")
    why.set_defaults(run=lambda options: run_why(options.root, options.figure))


def run_why(root: Path, figure: str) -> int:
    """Print the chain of a figure; return 1 where there is none, or where its facts are broken."""
    project, problems = read_project(root)
    kb = project.kb
    if kb.is_set_aside("observations", figure) or kb.is_set_aside("derived", figure):
        print(report(problems), file=sys.stderr)
        print(f"{figure!r} is too broken to be read", file=sys.stderr)
        return 1
    if figure not in kb.observations and figure not in kb.derived:
        print(unknown("figure", figure, [*kb.observations, *kb.derived]), file=sys.stderr)
        return 1
    print(*explain(project, figure), sep="\n")
    if problems:
        print(f"\n{report(problems)}", file=sys.stderr)
    return int(bool(problems))
