"""How problems are told: to people in a terminal, to GitHub, and to programs as JSON or SARIF."""

import json
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from .contributed import read_bytes
from .excerpt import excerpt
from .messages import Message, Tongue, say
from .model import Rule
from .problems import Problem, count, in_order, report
from .sarif import LANGUAGES, sarif

WIDTH = 110  # cells of an excerpt
BOLD, RED, GREEN, DIM, RESET = "\033[1m", "\033[31m", "\033[32m", "\033[2m", "\033[0m"


class Format(StrEnum):
    """The forms in which problems can be printed."""

    TEXT = "text"
    GITHUB = "github"
    JSON = "json"
    SARIF = "sarif"


class Output(NamedTuple):
    """How problems are told: the form, the language; in text, whether with excerpts (for people) and colours."""

    form: Format = Format.TEXT
    tongue: Tongue = Tongue.EN
    excerpts: bool = False
    colours: bool = False


def create_output(form: Format, tongue: Tongue, terminal: bool, environment: Mapping[str, str]) -> Output:
    """Return how to tell problems: with excerpts in a terminal, in colours unless NO_COLOR (no-color.org) is set."""
    colours = terminal and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"
    return Output(form, tongue, terminal, colours)


def tell(problems: Iterable[Problem], output: Output, root: Path, rules: Mapping[str, Rule]) -> str:
    """Return every distinct problem of the project in `root`, sorted by place, in the form asked for.

    `rules` are those that the site explains, by id; their examples go with the problems, but not in plain text.
    """
    found, by_code = in_order(problems), {rule.code: rule for rule in rules.values()}
    match output.form:
        case Format.GITHUB:
            return "\n".join(_annotation(each, output.tongue, by_code.get(each.code)) for each in found)
        case Format.JSON:
            told = {"language": output.tongue, "problems": [_record(each, output.tongue, by_code) for each in found]}
            return json.dumps(told, indent=2)
        case Format.SARIF:
            return json.dumps(sarif(found, output.tongue, by_code), indent=2)
    if not output.excerpts:
        return report(found, output.tongue)
    blocks = ["\n".join(_block(each, output, root, by_code.get(each.code))) for each in found]
    return "\n\n".join([*blocks, count(len(found)).text(output.tongue)])


def example_of(rule: Rule | None) -> Message | None:
    """Return a line that passes a rule, and the file in which it would stand; None where no line shows it."""
    if rule is None or rule.example is None:
        return None
    line = " ⏎ ".join(line.strip() for line in rule.example.passes.strip().splitlines())
    return say("example", line=line, file=rule.example.file)


def described(rule: Rule | None, tongue: Tongue) -> str:
    """Return the rule in a sentence, as the site explains it; the site has no English."""
    return " ".join(rule.description[language] for language in LANGUAGES.get(tongue, ())) if rule else ""


def _record(problem: Problem, tongue: Tongue, rules: Mapping[str, Rule]) -> dict[str, object]:
    example = example_of(rules.get(problem.code))
    return {**problem.told(tongue), "example": example.text(tongue) if example else None}


def _annotation(problem: Problem, tongue: Tongue, rule: Rule | None) -> str:
    """Return a workflow command, of which GitHub makes an annotation on the line."""
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_escaped(str(value), ',:')}" for name, value in place.items())
    example = example_of(rule)
    text = "\n".join([problem.said.text(tongue), *([example.text(tongue)] if example else [])])
    return f"::error {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    """Return a text as workflow commands take it: `%`, line ends, and in properties `,` and `:` are written out."""
    return "".join(f"%{ord(sign):02X}" if sign in f"%\r\n{more}" else sign for sign in text)


def _block(problem: Problem, output: Output, root: Path, rule: Rule | None) -> Iterator[str]:
    """Yield the lines that tell a person of one problem."""
    paint = _paint if output.colours else _plain
    yield f"{paint(f'{problem.path}:{problem.line}:{problem.column}', BOLD)} {paint(problem.code, RED)}"
    yield f"  {problem.said.text(output.tongue)}"
    if (line := _line(root, problem.path, problem.line)) is not None:
        shown, number = excerpt(problem.path, line, problem.column, WIDTH), str(problem.line)
        yield f"  {paint(f'{number} │', DIM)} {shown.line}"
        yield f"  {paint(' ' * len(number) + ' │', DIM)} {paint(shown.marks, RED)}"
    if sentence := described(rule, output.tongue):
        yield f"  {paint(say('rule', sentence=sentence).text(output.tongue), DIM)}"
    if example := example_of(rule):
        yield f"  {paint(example.text(output.tongue), GREEN)}"


def _line(root: Path, path: str, number: int) -> str | None:
    """Return a line of a file as editors count them; None where there is none to show."""
    try:
        text = read_bytes(root, path).decode("utf-8", "replace").removeprefix("\ufeff")
    except OSError:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[number - 1] if number <= len(lines) and lines[number - 1].strip() else None


def _paint(text: str, colour: str) -> str:
    return f"{colour}{text}{RESET}"


def _plain(text: str, _colour: str) -> str:
    return text
