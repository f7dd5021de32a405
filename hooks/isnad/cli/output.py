"""How every command tells problems: the options of language and form, and where what is said goes."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from ..facts.load import load_rules
from ..problems import Message, Problem, Tongue
from .formats import Format, Output, create_output, tell

READER_GONE = 128 + 13  # as a shell says it of a program that SIGPIPE ended


class OutputOptions(NamedTuple):
    """The options of commands that print problems: the language alone, and the language and the form."""

    language: argparse.ArgumentParser
    form: argparse.ArgumentParser


def output_options() -> OutputOptions:
    """Return what every command says of its output."""
    spoken = argparse.ArgumentParser(add_help=False)
    spoken.add_argument("--lang", choices=list(Tongue), help="the language of problems (default: the locale's)")
    told = argparse.ArgumentParser(add_help=False, parents=[spoken])
    told.add_argument("--format", choices=list(Format), help="the form of problems (default: text)")
    return OutputOptions(spoken, told)


def output_of(options: argparse.Namespace) -> Output:
    """Return how the options, the locale and the terminal ask that problems be told."""
    form = Format(getattr(options, "format", None) or Format.TEXT)
    asked = Tongue(options.lang) if options.lang else None
    return create_output(form, asked, sys.stderr.isatty(), os.environ)


def replace_signs() -> None:
    """Have terminals that do not know a sign show another in its place: what is printed is of two scripts."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def end(problems: Sequence[Problem], output: Output, root: Path, done: Message) -> int:
    """Print every problem and return 1; or say what was done and return 0. Forms for programs go to standard output."""
    if output.form is not Format.TEXT:
        print(tell(problems, output, root, load_rules()))
    elif problems:
        tell_all(problems, output, root)
    else:
        print(done.text(output.tongue))
    return int(bool(problems))


def tell_all(problems: Sequence[Problem], output: Output, root: Path) -> None:
    """Print problems to standard error."""
    print(tell(problems, output, root, load_rules()), file=sys.stderr)


def unbroken(run: Callable[[], int]) -> int:
    """Run a command; where its reader went away, as `| head` does, end in silence: nobody is there to be told."""
    try:
        status = run()
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still in the buffers would raise again when Python ends.
        for stream in (sys.stdout, sys.stderr):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return READER_GONE
    return status
