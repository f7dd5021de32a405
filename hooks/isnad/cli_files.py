"""The commands that write data files and their schemas in one form: `isnad schema` and `isnad format`."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from . import yamltree
from .cli_output import output_of, tell_all
from .load import OWN_TABLES, TABLES, load
from .messages import say
from .outputs import Output
from .problems import Problem

PACKAGE = Path(__file__).parent


def add_commands(commands: "argparse._SubParsersAction[Any]", spoken: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the command line."""
    schema = commands.add_parser(
        "schema", parents=[spoken], help="write the JSON Schemas of the data files, for editors"
    )
    schema.set_defaults(run=lambda options: run_schema(options.root, output_of(options)))
    layout = commands.add_parser(
        "format", parents=[spoken], help="lay the data files out in the one way; comments and facts stay"
    )
    layout.add_argument("--check", action="store_true", help="only say which files are laid out otherwise")
    layout.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: every file of data/ and seeds/")
    layout.set_defaults(run=lambda options: run_format(options.root, options.files, options.check, output_of(options)))


def run_schema(root: Path, output: Output) -> int:
    """Write the JSON Schema of each data file; refuse, with 1, where the words of the keys cannot be read."""
    from .data_schemas import make_schemas  # here: no check should wait for it

    kb, problems = load(root)
    if own := [each for each in problems if each.path in OWN_TABLES]:
        tell_all(own, output, root)
        return 1
    made = make_schemas(kb)
    for path, text in made.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    print(f"{len(made)} schemas written")
    return 0


def run_format(root: Path, files: Sequence[Path], check: bool, output: Output) -> int:
    """Lay out the files, or with `check` only name those that are not; return 1 if one is not, or cannot be read."""
    from .formatting import format_text  # here: no check should wait for it

    problems, changed = [], []
    for file in files or every_file(root):
        path = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        try:
            data = file.read_bytes()
            made, found = format_text(yamltree.decode(data, path), path)
        except OSError as error:
            found = [Problem(path, 1, 1, "MISSING-FILE", say("file-unreadable", reason=error.strerror))]
        except yamltree.Broken as broken:
            found = [broken.problem]
        problems += found
        if not found and made.encode() != data.replace(b"\r\n", b"\n"):  # a checkout may end lines so
            changed.append(path)
            if not check:
                file.write_text(made, encoding="utf-8")
    if problems:
        tell_all(problems, output, root)
    return int(bool(problems)) or _say(changed, check)


def every_file(root: Path) -> Iterable[Path]:
    """Return the data files and source records of a project, and the files of words beside its code."""
    own = (root / "hooks" / "isnad" / name for name in OWN_TABLES)
    written = [*(root / path for path in TABLES), *sorted((root / "seeds").glob("*.yaml")), *own]
    return [file for file in written if file.is_file()]


def _say(changed: Sequence[str], check: bool) -> int:
    """Print which files were, or would be, laid out; return the exit status."""
    for path in changed:
        print(f"{path}: {'is not in the canonical form; run `isnad format`' if check else 'laid out'}")
    if not changed:
        print("every file is in the canonical form")
    return int(bool(check and changed))
