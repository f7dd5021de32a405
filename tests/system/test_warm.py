"""A build, or a check, after an edit is that of a machine that never did one: the cache changes no byte, hides nothing.

ISNAD_EDITS says how many edits are made; `ISNAD_EDITS=300 pytest tests/system/test_warm.py` takes half an hour.
"""

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from isnad.text import cache

from tests.conftest import ProjectCopy, another_topic
from tests.site_server import build
from tests.system.test_reproducible import differing

EDITS = int(os.environ.get("ISNAD_EDITS", "4"))
WORD = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])")
LINK = re.compile(r"\]\((\w+)\.md")
DAY = re.compile(r"(?<=reviewed: )\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"(?<=value: )\d+")
TOOK = re.compile(r"[\d.]+ (?:s of CPU|seconds)")


class Outcome(NamedTuple):
    """What a build came to: its status, its output but for times, and its site."""

    status: int
    said: str
    site: Path


class Edited(NamedTuple):
    """An edit: what it did, and both builds after it."""

    edit: str
    warm: Outcome
    cold: Outcome


def add_word(text: str, chance: random.Random) -> str:
    """Write a word more between two others."""
    places = [found.start() for found in WORD.finditer(text)]
    at = chance.choice(places) if places else len(text)
    return f"{text[:at]} {chance.choice(['mot', 'كلمة', '*a*', '<b>b</b>', '[c](index.md)'])}{text[at:]}"


def repeat_line(text: str, chance: random.Random) -> str:
    """Write a line twice."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[:at], lines[at], *lines[at:]])


def delete_line(text: str, chance: random.Random) -> str:
    """Delete a line."""
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def turn_link(text: str, chance: random.Random) -> str:
    """Let links to other pages lead elsewhere, maybe nowhere."""
    return LINK.sub(f"]({chance.choice(['index', 'rain', 'nowhere'])}.md", text)


def review_again(text: str, chance: random.Random) -> str:
    """Compare figures with their articles on another day."""
    return DAY.sub(f"2026-11-{chance.randrange(10, 20)}", text)


def change_value(text: str, chance: random.Random) -> str:
    """State another value of a figure."""
    found = [*NUMBER.finditer(text)]
    if not found:
        return text
    value = chance.choice(found)
    return f"{text[: value.start()]}{int(value.group()) + 1}{text[value.end() :]}"


ACTS: tuple[Callable[[str, random.Random], str], ...] = (
    add_word,
    add_word,
    repeat_line,
    delete_line,
    turn_link,
    review_again,
    change_value,
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Edited]:
    """What both builds came to after each of some edits, which add up; one that breaks the build is taken back."""
    home, chance = tmp_path_factory.mktemp("warm"), random.Random(7)
    project = another_topic(home / "project")
    caches = cache._folder(), home / "cold-cache"
    assert outcome(project, caches[0], home / "site-first").status == 0
    made = []
    for number in range(EDITS):
        path, before, name = edit(project, chance)
        shutil.rmtree(caches[1], ignore_errors=True)
        each = Edited(name, *(outcome(project, folder, home / f"site-{folder.name}") for folder in caches))
        if each.warm.status:  # what was said once must be said again
            each = each._replace(warm=outcome(project, caches[0], each.warm.site))
        made.append(each._replace(edit=f"{number}: {name}, {differing(each.warm.site, each.cold.site)}"))
        if each.cold.status:
            path.write_text(before, encoding="utf-8")
    return made


def edit(project: ProjectCopy, chance: random.Random) -> tuple[Path, str, str]:
    """Change a file, and return the file, what it held, and what was done."""
    folders = ("docs/*/*.md", "data/*.yaml", "seeds/*.yaml", "mkdocs.yml")
    files = [file for folder in folders for file in project.root.glob(folder)]
    path, act = chance.choice(sorted(files)), chance.choice(ACTS)
    before = path.read_text(encoding="utf-8")
    after = act(before, chance)
    path.write_text(add_word(before, chance) if after == before else after, encoding="utf-8")
    return path, before, f"{act.__name__} {path.name}"


def outcome(project: ProjectCopy, folder: Path, kept: Path) -> Outcome:
    """Build with a cache, and keep the site."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISNAD_CACHE", str(folder))
        done = build(project.root)
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(project.root / "site", kept, copy_function=os.link)
    return Outcome(done.returncode, TOOK.sub("", done.stdout), kept)


def test_what_was_made_before_changes_no_byte_of_a_site_and_hides_no_problem(found: list[Edited]) -> None:
    assert len(found) == EDITS
    assert [each.edit for each in found if "[]" not in each.edit] == []
    assert [each.edit for each in found if each.warm[:2] != each.cold[:2]] == []


def test_enough_of_the_edits_were_built(found: list[Edited]) -> None:
    assert sum(each.cold.status == 0 for each in found) >= EDITS // 4


@pytest.fixture
def warm(tmp_path_factory: pytest.TempPathFactory, project: ProjectCopy) -> Path:
    """The cache of a check that found nothing wrong with the frozen project."""
    folder = tmp_path_factory.mktemp("caches") / "warm"
    assert checked(project, folder)[0] == 0
    return folder


def checked(project: ProjectCopy, folder: Path) -> tuple[int, str]:
    """Check with a cache, in a process of its own; return the status, and all that was said."""
    code = "import sys; from isnad.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "--root", str(project.root), "check"]
    done = subprocess.run(command, env={**os.environ, "ISNAD_CACHE": str(folder)}, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode()


def test_a_check_says_after_each_edit_what_a_first_check_says(project: ProjectCopy, warm: Path) -> None:
    chance, differing, statuses = random.Random(11), [], set()
    for number in range(EDITS + 2):
        path, before, name = edit(project, chance)
        first = checked(project, warm.with_name(f"cold-{number}"))
        for again in (checked(project, warm) for _ in range(2)):  # what was said once is said again
            differing += [] if again == first else [(name, again, first)]
        statuses.add(first[0])
        if first[0]:
            path.write_text(before, encoding="utf-8")
    assert differing == []
    assert statuses == {0, 1}


def test_a_check_does_without_a_damaged_cache(project: ProjectCopy, warm: Path) -> None:
    with closing(sqlite3.connect(warm / "things.sqlite")) as things, things:
        changed = things.execute("UPDATE things SET thing = substr(thing, 1, length(thing) - 9)").rowcount
    assert changed
    assert checked(project, warm) == checked(project, warm.with_name("cold"))
