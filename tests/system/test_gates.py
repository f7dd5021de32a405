"""What people write wrong in pages, data and the menu: `isnad check` finds it in its place, and all that a build finds.

They are listed in `gates.yaml`. The project is that of another topic, which no fact of this site changes.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from isnad.problems import Problem

from tests.conftest import ProjectCopy, another_topic
from tests.site_server import run

PAGE = "docs/fr/rain.md"
PLACE = "¦"


class Mistake(NamedTuple):
    """A mistake: its code, the file, what is written there, and in the place of what; else at the end of the file."""

    code: str
    file: str
    written: str
    instead: str = ""

    def make(self, project: ProjectCopy) -> tuple[int, int]:
        """Make it in a project; return the line and column at which it begins."""
        text = project.read(self.file)
        assert self.instead in text
        start = text.index(self.instead) if self.instead else len(text)
        written = self.written if self.instead else f"\n{self.written}\n"
        marked = text[:start] + written + text[start + len(self.instead) :]
        at = marked.index(PLACE)
        project.write(self.file, marked.replace(PLACE, ""))
        return marked.count("\n", 0, at) + 1, at - marked.rfind("\n", 0, at)


LISTED = yaml.safe_load(Path(__file__).with_name("gates.yaml").read_bytes())


def listed(section: str) -> dict[str, Mistake]:
    """Return the mistakes of a section by their names."""
    return {
        name: Mistake(code, file, *([written] if isinstance(written, str) else written))
        for code, files in LISTED[section].items()
        for file, mistakes in files.items()
        for name, written in mistakes.items()
    }


LOOSE, LINKS, WARNED, WALKED = map(listed, ("loose", "links", "warned", "walked"))
EVERY = {**LOOSE, **LINKS, **WARNED, **WALKED, **listed("others")}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    return another_topic(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def copy(sound: ProjectCopy, tmp_path: Path) -> ProjectCopy:
    shutil.copytree(sound.root, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("hooks"))
    return ProjectCopy(tmp_path)


@pytest.mark.parametrize("name", EVERY)
def test_a_check_finds_it_where_it_stands(copy: ProjectCopy, name: str) -> None:
    mistake = EVERY[name]
    line, column = mistake.make(copy)
    found = [problem for problem in copy.problems() if problem.code == mistake.code]
    assert (mistake.file, line, column) in {problem[:3] for problem in found}


@pytest.mark.parametrize("text", LISTED["sound"])
def test_what_is_sound_is_not_refused(copy: ProjectCopy, text: str) -> None:
    copy.write(PAGE, f"{copy.read(PAGE)}\n{text}\n")
    assert [problem for problem in copy.problems() if problem.path == PAGE] == []


# A build in which the check finds none of these.
BUILD = """
import sys
from isnad.checks import claims, parity, project
from isnad.pages import render
from mkdocs.__main__ import cli
parity.check_headings = parity.check_pages = parity.check_translations = lambda *_: ()
project._check_links = project._check_texts = claims._coded = lambda *_: ()
render.PageRenderer.refuse_loose = lambda *_: None
cli(["build", "--strict"])
"""
LINE = re.compile(r"\S+:\d+:\d+: (?P<code>[A-Z-]+) (?P<said>.*)")
QUOTED = re.compile("[«`]([^»`]*)[»`]")


def keys(lines: Iterable[str]) -> set[tuple[str, str]]:
    """Return what each problem is about: its code, and the first words that it quotes, addresses as in the site."""
    found = filter(None, map(LINE.search, lines))
    quoted = ((line["code"], words[1]) for line in found if (words := QUOTED.search(line["said"])))
    return {(code, re.sub(r"\s", " ", re.sub(r"^(\.\./)+|\.md|/(?=#|$)", "", words))) for code, words in quoted}


@pytest.mark.parametrize(
    ("mistakes", "least"), [({**LOOSE, **WARNED}, 20), ({**LINKS, **WALKED}, 12)], ids=["build", "walk"]
)
def test_a_check_finds_all_that_a_build_finds(
    sound: ProjectCopy, tmp_path: Path, mistakes: dict[str, Mistake], least: int
) -> None:
    shutil.copytree(sound.root, tmp_path, dirs_exist_ok=True)
    copy = ProjectCopy(tmp_path)
    for mistake in mistakes.values():
        mistake.make(copy)
    checked = keys(map(Problem.__str__, copy.problems()))
    done = run(copy.root, "-c", BUILD)
    built = {key for key in keys(done.stdout.splitlines()) if key[0] != "EXCEPTION-STALE"}
    assert len(built) >= least, done.stdout
    assert built - checked == set()
