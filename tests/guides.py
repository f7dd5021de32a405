"""The guides for contributors as stories: each code block of a page is done to a copy of the project.

A block's class says what is done. `given` is there already when the story begins. `create` writes a file; `find` names
lines that stand in a file once, and `replace`, `above` and `below` put others in their place or beside them; `mistake`
stands where `data-instead` stood (`data-under` something) in the file last written, until it is said what is wrong;
`run` runs commands; `says` is what the last of them prints, or `isnad check`: after a mistake, what it adds, and with
`kinds`, one line of each kind. Lines and columns are left out of it: they move as facts are added. A `terminal` shows
what was typed after each `$` and what it printed; a test types all of them, from an address to figures.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property
from html import unescape
from io import StringIO
from typing import NamedTuple

from isnad.cli.main import main

from tests.conftest import ROOT, ProjectCopy

BLOCK = re.compile(r"^``` *\{(?P<attributes>[^}]*)\}\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"(\.(?:md|yaml|yml)):\d+(:\d+)?")
PROMPT = "$ "
DEEDS = ("create", "find", "replace", "above", "below", "mistake", "run", "says", "new", "given", "terminal")


class Block(NamedTuple):
    """A code block of a guide that does or says something, and where its text begins and ends in the page."""

    deed: str
    kinds: bool
    file: str
    instead: str
    under: str
    text: str
    start: int
    end: int


def blocks(page: str) -> Iterator[Block]:
    """Yield the blocks of a page that do or say something, in order."""
    for found in BLOCK.finditer(page):
        classes = set(re.findall(r"(?<!\S)\.(\w+)", found["attributes"]))
        given = dict(re.findall(r'data-(\w+)="([^"]*)"', found["attributes"]))
        for deed in classes & set(DEEDS):
            file, instead, under = (unescape(given.get(name, "")) for name in ("file", "instead", "under"))
            yield Block(deed, "kinds" in classes, file, instead, under, found["text"], *found.span("text"))


@dataclass
class Story:
    """A guide of one language, played on a copy of the project."""

    project: ProjectCopy
    language: str
    name: str
    found: Block | None = None
    file: str = ""
    checked: str | None = None  # what `isnad check` prints of the sound project as it stands, once it was asked
    sound: str | None = None
    printed: str = ""
    differences: list[tuple[Block, str]] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"docs/{self.language}/contributing/{self.name}.md"

    @property
    def page(self) -> str:
        return (ROOT / self.path).read_text(encoding="utf-8")

    def play(self) -> list[tuple[Block, str]]:
        """Do what every block says; return each that prints something else than the page, with what it prints."""
        for block in blocks(self.page):
            if block.deed != "says":
                self.printed = ""
            getattr(self, block.deed)(block)
        return self.differences

    def prepare(self) -> None:
        """Do what the guide has the project be at its end, and look at nothing on the way."""
        for block in blocks(self.page):
            if block.deed not in ("mistake", "says"):
                getattr(self, block.deed)(block)

    def create(self, block: Block) -> None:
        assert not (self.project.root / block.file).exists(), block.file
        self._write(block.file, block.text)

    def find(self, block: Block) -> None:
        times = self.project.read(block.file).count(block.text)
        assert times == 1, f"{block.text!r} stands {times} times in {block.file}"
        self.found = block

    def replace(self, block: Block) -> None:
        assert self.found
        self._write(self.found.file, self.project.read(self.found.file).replace(self.found.text, block.text))

    def above(self, block: Block) -> None:
        assert self.found
        self.replace(block._replace(text=block.text + self.found.text))

    def below(self, block: Block) -> None:
        assert self.found
        self.replace(block._replace(text=self.found.text + block.text))

    def mistake(self, block: Block) -> None:
        self.check()
        self.sound = self.project.read(self.file)
        before, under, after = self.sound.rpartition(block.under) if block.under else ("", "", self.sound)
        assert block.under or after.count(block.instead) == 1, f"{block.instead!r} stands not once in {self.file}"
        assert block.instead in after, block.instead
        wrong = after.replace(block.instead, block.text.strip(), 1)
        self.project.write(self.file, before + under + wrong)

    def run(self, block: Block) -> None:
        self.printed = "".join(self.command(line) for line in block.text.splitlines())
        self.checked = None

    def given(self, _: Block) -> None:
        """Stands there already: whoever plays the story has put it there."""

    def new(self, _: Block) -> None:
        """`isnad new` asks and proposes; tests of its own try it."""

    def terminal(self, _: Block) -> None:
        """Is drawn of what is printed in another order than that of the guide: see `type_terminal`."""

    def type_terminal(self) -> None:
        """Type what stands in the next terminal of the page, and compare what is printed."""
        block = self.terminals.pop(0)
        lines = [line for line in block.text.splitlines() if line.startswith(PROMPT)]
        self._compare(block, "".join(f"{line}\n{self.command(line.removeprefix(PROMPT))}" for line in lines))

    @cached_property
    def terminals(self) -> list[Block]:
        """The terminals that are not typed yet."""
        return [block for block in blocks(self.page) if block.deed == "terminal"]

    def says(self, block: Block) -> None:
        self.printed = self.printed or (self.check() if self.sound is None else self.command("isnad check"))
        lines = [line for line in self.printed.splitlines(keepends=True) if code(line)]
        if self.sound is not None:
            before = self.check().splitlines(keepends=True)
            lines = [line for line in lines if line not in before]
            self.project.write(self.file, self.sound)
            self.sound, self.printed = None, ""
        if block.kinds:
            lines = list({code(line): line for line in reversed(lines)}.values())[::-1]
        self._compare(block, PLACE.sub(lambda place: place[1] + (":…:…" if place[2] else ":…"), "".join(lines)))

    def check(self) -> str:
        """Return what `isnad check` prints of the project before the mistake, if there is one."""
        if self.checked is None:
            self.checked = self.command("isnad check")
        return self.checked

    def left(self) -> set[str]:
        """Return the codes of what is wrong with the project at the end."""
        return {code(line) for line in self.check().splitlines()} - {""}

    def command(self, line: str) -> str:
        """Return what an `isnad` command prints: its problems if there are any, else the rest."""
        name, *arguments = shlex.split(line)
        assert name == "isnad", line
        words = arguments[: 2 if arguments[0] == "new" else 1]
        arguments += ["--lang", self.language] if "--lang" in usage(*words) else []
        with chdir(self.project.root), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            main(arguments)
        return err.getvalue() or out.getvalue()

    def corrected(self) -> str:
        """Return the page with each block as it was really printed."""
        page = self.page
        for block, printed in reversed(self.differences):
            page = page[: block.start] + printed + page[block.end :]
        return page

    def _write(self, path: str, text: str) -> None:
        self.project.write(path, text)
        self.file, self.checked = path, None

    def _compare(self, block: Block, printed: str) -> None:
        if block.text != printed:
            self.differences.append((block, printed))


def code(line: str) -> str:
    """Return the code of a problem, from the line that reports it; nothing for another line."""
    found = re.match(r"[^:]+:\d+:\d+: ([A-Z-]+) ", line)
    return found[1] if found else ""


@cache
def usage(*command: str) -> str:
    """Return the help of a command of `isnad`; nothing where there is no such command."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()), suppress(SystemExit):
        main([*command, "--help"])
    return out.getvalue()
