"""How every command tells problems: to people in a terminal, to GitHub, to programs; and its options for that."""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import NamedTuple

from ..facts.contributed import read_bytes
from ..facts.load import load_rules
from ..facts.model import Rule
from ..problems import Message, Problem, Tongue, say
from ..problems.messages import cleaned, tongue_of
from ..problems.problem import count, in_order, report
from ..text.languages import Language
from .excerpt import excerpt

WIDTH = 110  # cells of an excerpt
BOLD, RED, DIM, RESET = "\033[1m", "\033[31m", "\033[2m", "\033[0m"
CODE = re.compile("`([^`]*)`")
READER_GONE = 128 + 13  # as a shell says it of a program that SIGPIPE ended


class Format(StrEnum):
    """The forms in which problems can be printed."""

    TEXT = "text"
    GITHUB = "github"
    MARKDOWN = "markdown"
    JSON = "json"


# What everyone who takes part in a pull request reads is in both of the contributors' languages.
SHARED = (Format.GITHUB, Format.MARKDOWN)
BOTH = (Tongue.FR, Tongue.AR)


class Output(NamedTuple):
    """How problems are told: the form, the language, or both languages where none is asked for and the form is read by
    all; in text, whether with excerpts (for people) and colours.
    """

    form: Format = Format.TEXT
    tongue: Tongue = Tongue.EN
    excerpts: bool = False
    colours: bool = False
    both: bool = False

    @property
    def tongues(self) -> tuple[Tongue, ...]:
        """The languages in which each problem is told."""
        return BOTH if self.both else (self.tongue,)


def create_output(form: Format, asked: Tongue | None, terminal: bool, environment: Mapping[str, str]) -> Output:
    """Return how to tell problems: in the language that is asked for, else the locale's, else English.

    With excerpts in a terminal, in colours unless NO_COLOR (no-color.org) is set.
    """
    colours = terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    both = asked is None and form in SHARED
    return Output(form, asked or tongue_of(environment), terminal, colours, both)


def tell(problems: Iterable[Problem], output: Output, root: Path, rules: Mapping[str, Rule]) -> str:
    """Return every distinct problem of the project in `root`, in the order and the form asked for.

    `rules` are those that the site explains, by id.
    """
    found, by_code = in_order(problems), {rule.code: rule for rule in rules.values()}
    match output.form:
        case Format.GITHUB:
            return "\n".join(_annotation(problem, output.tongues) for problem in found)
        case Format.MARKDOWN:
            return "\n".join(_summary(found, output.tongues))
        case Format.JSON:
            records = [problem.told(output.tongue) for problem in found]
            return json.dumps({"language": output.tongue, "problems": records}, indent=2)
    if not output.excerpts:
        return report(found, output.tongue)
    blocks = ["\n".join(_block(problem, output, root, by_code.get(problem.code))) for problem in found]
    return "\n\n".join([*blocks, count(len(found)).text(output.tongue)])


def described(rule: Rule | None, tongue: Tongue) -> str:
    """Return the rule in a sentence, as the site explains it; the site has no English."""
    return "" if rule is None or tongue is Tongue.EN else rule.description[Language(tongue)]


def _annotation(problem: Problem, tongues: tuple[Tongue, ...]) -> str:
    """Return a workflow command, of which GitHub makes an annotation on the line."""
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    return command("error", place, [problem.words_in(tongue) for tongue in tongues])


def _summary(problems: Sequence[Problem], tongues: tuple[Tongue, ...]) -> Iterator[str]:
    """Yield the lines of a list of all problems in Markdown, for the page of a workflow's run.

    What is said is HTML, so that no sign of it is read as Markdown.
    """
    heading = count(len(problems)) if problems else say("no-problem")
    yield f"### {' · '.join(heading.text(tongue) for tongue in tongues)}\n"
    for number, problem in enumerate(problems, 1):
        yield f"{number}. `{cleaned(problem.path)}:{problem.line}:{problem.column}` `{problem.code}`"
        for tongue in tongues:
            direction = "rtl" if tongue is Tongue.AR else "ltr"
            words = CODE.sub(r"<code>\1</code>", escape(problem.said.text(tongue), quote=False))
            yield f'   <p lang="{tongue}" dir="{direction}">{words}</p>'
        yield ""


def command(kind: str, place: Mapping[str, object], lines: Sequence[str]) -> str:
    """Return a workflow command of a kind: `error` fails, of a `notice` GitHub makes an annotation alone."""
    properties = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in place.items())
    return f"::{kind} {properties}::{_escaped(chr(10).join(lines))}"


def _escaped(text: str, more: str = "") -> str:
    """Return a text as workflow commands take it: `%`, line ends, and in properties `,` and `:` are written out."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


def _block(problem: Problem, output: Output, root: Path, rule: Rule | None) -> Iterator[str]:
    """Yield the lines that tell a person of one problem."""

    def paint(text: str, colour: str) -> str:
        return f"{colour}{text}{RESET}" if output.colours else text

    yield f"{paint(f'{problem.path}:{problem.line}:{problem.column}', BOLD)} {paint(problem.code, RED)}"
    yield f"  {problem.said.text(output.tongue)}"
    if (line := _line(root, problem.path, problem.line)) is not None:
        shown, number = excerpt(problem.path, line, problem.column, WIDTH), str(problem.line)
        yield f"  {paint(f'{number} │', DIM)} {shown.line}"
        yield f"  {paint(' ' * len(number) + ' │', DIM)} {paint(shown.marks, RED)}"
    if sentence := described(rule, output.tongue):
        yield f"  {paint(say('rule', sentence=sentence).text(output.tongue), DIM)}"


def _line(root: Path, path: str, number: int) -> str | None:
    """Return a line of a file as editors count them; None where there is none to show."""
    try:
        text = read_bytes(root, path).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[number - 1] if number <= len(lines) and lines[number - 1].strip() else None


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
