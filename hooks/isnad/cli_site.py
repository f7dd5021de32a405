"""The command for a finished site: `isnad compress`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from .cli_output import output_of
from .messages import say
from .outputs import Output
from .places import INDEX


def add_commands(commands: "argparse._SubParsersAction[Any]", spoken: argparse.ArgumentParser) -> None:
    """Add the command of this module to the command line."""
    compress = commands.add_parser(
        "compress",
        parents=[spoken],
        help="write compressed copies beside the texts of a site, for hosts that send them",
    )
    compress.add_argument("site", type=Path, metavar="SITE", help="the folder of a finished site")
    compress.set_defaults(run=lambda options: run_compress(options.site, output_of(options)))


def run_compress(site: Path, output: Output) -> int:
    """Write the copies and say what they save; return 1 where there is no site."""
    from .compressed import compress_site  # here: no check should wait for it

    if not (site / INDEX).is_file():
        print(say("no-site", folder=site).text(output.tongue), file=sys.stderr)
        return 1
    saved = compress_site(site)
    done = say("compressed", files=saved.files, plain=saved.plain, gzip=saved.gzip, brotli=saved.brotli)
    print(done.text(output.tongue))
    return 0
