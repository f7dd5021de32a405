"""The commands that write data files and their schemas in one form: `isnad schema` and `isnad format`."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from ..facts import yamltree
from ..facts.load import OWN_TABLES, TABLES, load
from ..problems import Problem, Tongue, say
from .output import Format, Output, OutputOptions, command, output_of, tell_all


def add_commands(commands: "argparse._SubParsersAction[Any]", told: OutputOptions) -> None:
    """Add the commands of this module to the command line."""
    schema = commands.add_parser(
        "schema", parents=[told.language], help="write the JSON Schemas of the data files, for editors"
    )
    schema.set_defaults(run=lambda options: run_schema(options.root, output_of(options)))
    layout = commands.add_parser(
        "format", parents=[told.form], help="lay the data files and pages out in the one way; comments and facts stay"
    )
    layout.add_argument("--check", action="store_true", help="only say which files are laid out otherwise")
    layout.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all of data/, seeds/ and docs/")
    layout.set_defaults(run=lambda options: run_format(options.root, options.files, options.check, output_of(options)))


def run_schema(root: Path, output: Output) -> int:
    """Write the JSON Schema of each data file; refuse, with 1, where the words of the keys cannot be read."""
    from .editor_schemas import make_schemas

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
    """Lay out the files, or with `check` only name those that are not; return 1 if one is not, or cannot be read.

    On GitHub a layout is suggested, and nothing fails: what cannot be read is for `isnad check` to say.
    """
    from .formatting import format_text

    problems, changed = [], []
    for file in files or every_file(root):
        path = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
        try:
            data = file.read_bytes()
            made, found = format_text(text := yamltree.decode(data, path), path)
        except OSError as error:
            found = [Problem(path, 1, 1, "MISSING-FILE", say("file-unreadable", reason=error.strerror))]
        except yamltree.Broken as broken:
            found = [broken.problem]
        problems += found
        if not found and made.encode() != data.replace(b"\r\n", b"\n"):  # a checkout may end lines so
            changed.append(Layout(path, text, made))
            if not check:
                file.write_bytes(made.encode())
    if check and output.form is Format.GITHUB:
        print("\n".join(each for layout in changed for each in layout.suggestions(output.tongues)))
        return 0
    if problems:
        tell_all(problems, output, root)
    return int(bool(problems)) or _say(changed, check, output.tongue)


class Layout(NamedTuple):
    """A file that is laid out otherwise: its path, its text, and the same in the one layout."""

    path: str
    text: str
    made: str

    def suggestions(self, tongues: Sequence[Tongue]) -> Iterator[str]:
        """Yield a notice for GitHub of each run of lines to change, with what would stand there."""
        before, after = (text.split("\n") for text in (self.text, self.made))
        runs = [code for code in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes() if code[0] != "equal"]
        for _, begin, end, new_begin, new_end in runs:
            said = say("layout-lines") if new_begin < new_end else say("layout-no-lines")
            place = {"file": self.path, "line": begin + 1, "endLine": max(end, begin + 1), "title": "isnad format"}
            yield command("notice", place, [*map(said.text, tongues), *after[new_begin:new_end]])


def every_file(root: Path) -> Iterable[Path]:
    """Return the data files, source records and pages of a project, and the files of words beside its code."""
    own = (root / "hooks" / "isnad" / name for name in OWN_TABLES)
    pages = sorted((root / "docs").rglob("*.md"))
    written = [*(root / path for path in TABLES), *sorted((root / "seeds").glob("*.yaml")), *own, *pages]
    return [file for file in written if file.is_file()]


def _say(changed: Sequence[Layout], check: bool, tongue: Tongue) -> int:
    """Print which files were, or would be, laid out; return the exit status."""
    for layout in changed:
        said = say("layout-other", file=layout.path) if check else say("layout-done", file=layout.path)
        print(said.text(tongue))
    if not changed:
        print(say("layout-sound").text(tongue))
    return int(bool(check and changed))
