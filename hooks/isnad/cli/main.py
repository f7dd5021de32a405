"""The `isnad` command, for contributors; here `check` and `archive`."""

import argparse
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from ..checks.project import read_project
from ..facts import fingerprints
from ..facts.load import load_sources, read_yaml
from ..facts.model import Evidence, KnowledgeBase, Source
from ..problems import Message, Problem, say
from ..text.cache import keep_memory
from .output import Output, OutputOptions, end, output_of, output_options, replace_signs, unbroken

# The module of each other command.
MODULES = {"diff": "diff", "schema": "files", "format": "files", "new": "new", "watch": "watch", "why": "why"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, or 1 where there is something to mend."""
    replace_signs()
    of_all = argparse.ArgumentParser(add_help=False)
    of_all.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    parser = argparse.ArgumentParser(prog="isnad", description=__doc__, parents=[of_all])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    told = output_options()
    add_commands(commands, told)
    asked = "".join(of_all.parse_known_args(arguments)[1][:1])
    if asked not in commands.choices:  # what else there is is read of when it is asked for
        for name in [MODULES[asked]] if asked in MODULES else dict.fromkeys(MODULES.values()):
            import_module(f".{name}", __package__).add_commands(commands, told)
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return unbroken(lambda: run(options))


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the commands of this module to the command line."""
    check = commands.add_parser("check", parents=[told.form], help="check every fact, quote and page, without a build")
    check.set_defaults(run=lambda options: run_check(options.root, output_of(options)))
    archive = commands.add_parser(
        "archive", parents=[told.form], help="make the fingerprints from the full texts in seeds/archive/"
    )
    archive.add_argument("--verify", action="store_true", help="only say whether they still match; write nothing")
    archive.add_argument("ids", nargs="*", metavar="ID", help="the sources to do it for (default: all)")
    archive.set_defaults(run=lambda options: run_archive(options.root, options.verify, options.ids, output_of(options)))


def run_check(root: Path, output: Output) -> int:
    """Print every problem of the project in `root`, and return 1 if there is one."""
    project, problems = read_project(root, is_read=False, today=dt.date.today())
    keep_memory()
    return end(problems, output, root, _sound(project.kb, len(project.pages)))


def _sound(kb: KnowledgeBase, pages: int) -> Message:
    """Return what was found sound; figures that no quote proves are counted apart, where there are any."""
    figures, statements, events, sources = map(len, (kb.observations, kb.statements, kb.events, kb.sources))
    tiers = kb.tiers(kb.observations.values())
    if referenced := tiers[Evidence.REFERENCED]:
        return say(
            "check-sound-tiers", figures=figures, verified=tiers[Evidence.VERIFIED], referenced=referenced,
            statements=statements, events=events, sources=sources, pages=pages,
        )  # fmt: skip
    return say(
        "check-sound", figures=figures, statements=statements, events=events, sources=sources, pages=pages
    )  # fmt: skip


def run_archive(root: Path, verify: bool, ids: Sequence[str], output: Output) -> int:
    """Write the fingerprint of each source, or compare them; print every problem and return 1 if there is one.

    With `ids`, of these sources only: few people hold the texts of all.
    """
    sources, problems = load_sources(root)
    for path in (f"seeds/{name}.yaml" for name in ids):
        problems.extend(read_yaml(root, path)[1])
    sources = [source for source in sources if source.capture and (not ids or source.id in ids)]
    if not sources and not problems:
        problems.append(Problem("seeds", 1, 1, "NO-SOURCES", say("no-sources")))
    for source in sources:
        problems.extend(_archive(root, source, verify))
    done = say("archive-matches", count=len(sources)) if verify else say("archive-written", count=len(sources))
    return end(problems, output, root, done)


def _archive(root: Path, source: Source, verify: bool) -> Iterator[Problem]:
    """Write or compare one fingerprint; yield what keeps it from being right."""
    capture = source.captured
    try:
        made = fingerprints.fingerprint(fingerprints.archive_path(root, capture).read_bytes(), capture)
    except OSError:
        message = say("archive-missing", file=capture.file)
        yield Problem.at(capture.at("file"), "ARCHIVE-MISSING", message)
    except (UnicodeDecodeError, IndexError):
        message = say("archive-lines", file=capture.file)
        yield Problem.at(capture.at("paragraph_lines"), "ARCHIVE-LINES", message)
    else:
        path = root / fingerprints.fingerprint_path(source.id)
        text = fingerprints.format_fingerprint(made, source.id)
        if made.sha256 != capture.sha256:
            message = say("archive-changed", sha256=made.sha256)
            yield Problem.at(capture.at("sha256"), "ARCHIVE-CHANGED", message)
        elif not verify:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_bytes().replace(b"\r\n", b"\n") != text.encode():
            message = say("fingerprint-other", path=fingerprints.fingerprint_path(source.id))
            yield Problem.at(source.at(), "FINGERPRINT-STALE", message)
