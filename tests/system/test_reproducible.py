"""One commit is one site: on another path, day, machine and generator, and without a network, each file is the same."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, another_topic
from tests.site_server import build, run

# Builds as `mkdocs` would, but reads folders backwards, on a day of 2001, and lets nobody else read what it makes.
# Python's audit hook notes each file that is opened, and notes and refuses what asks the network for anything.
STRANGE = """
import json, os, sys, time_machine
from pathlib import Path

ASKING = ("connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr")

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])
    if event.startswith("socket.") and event.removeprefix("socket.") in ASKING:
        asked.append([event, repr(arguments[1:])])
        raise OSError("no network")

class Backwards:
    def __init__(self, *of):
        self.entries = iter(sorted(scandir(*of), key=lambda each: each.name, reverse=True))
    __iter__ = __enter__ = lambda self: self
    __next__ = lambda self: next(self.entries)
    __exit__ = close = lambda *_: None

opened, asked, scandir, listdir = [], [], os.scandir, os.listdir
os.scandir, os.listdir = Backwards, lambda *of: sorted(listdir(*of), reverse=True)
os.umask(0o077)
sys.addaudithook(note)
from mkdocs.__main__ import cli
with time_machine.travel("2001-02-03T04:05+00:00"):
    cli(["build", "--strict"], standalone_mode=False)
Path(sys.argv[1]).write_text(json.dumps({"opened": opened, "asked": asked}))
"""
# What else differs from the machine of the tests.
SETTINGS = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "ar_MA.UTF-8",
    "LC_ALL": "POSIX",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONIOENCODING": "utf-8",
    "PYTHONHASHSEED": "8",
    "SOURCE_DATE_EPOCH": "1",
    "COLUMNS": "40",
    "ISNAD_PROCESSES": "1",
}
# Where the kernel lets us, the build has no network at all, whatever is no Python, too.
ALONE = ["unshare", "--net", "--map-root-user"]
SITE_URL = "http://127.0.0.1:8000/sub/path"


class Strange(NamedTuple):
    """A build where all that must not matter is another: its folder, its output, and what it opened and asked."""

    root: Path
    output: str
    opened: list[str]
    asked: list[list[str]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with facts of every kind, built as usual, and by two processes, as one with many pages is."""
    root = another_topic(tmp_path_factory.mktemp("usual")).root
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ISNAD_PROCESSES", "2")
        done = build(root, site_url=SITE_URL)
    assert done.returncode == 0, done.stdout
    return root / "site"


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Strange:
    """A build of a copy of the project, which is no git repository, with an empty cache."""
    home = tmp_path_factory.mktemp("home")
    root = another_topic(home / "another path").root
    for number, path in enumerate(sorted(root.rglob("*"))):
        os.utime(path, (number, 86_400 * number))
    done = subprocess.run(
        [*alone(), sys.executable, "-c", STRANGE, home / "noted.json"],
        cwd=root,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "SITE_URL": SITE_URL, **SETTINGS},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return Strange(root, done.stdout, **json.loads((home / "noted.json").read_text(encoding="utf-8")))


def alone() -> list[str]:
    """Return what puts a command where there is no network; nothing where that is forbidden."""
    possible = shutil.which(ALONE[0]) and subprocess.run([*ALONE, "true"], capture_output=True, check=False)
    return ALONE if possible and possible.returncode == 0 else []


def differing(one: Path, other: Path) -> list[str]:
    """Return the paths of files that are not the same in two folders, or in one of them only."""
    files = ({path.relative_to(root) for path in root.rglob("*") if path.is_file()} for root in (one, other))
    mine, theirs = files
    same = {path for path in mine & theirs if (one / path).read_bytes() == (other / path).read_bytes()}
    return sorted(map(str, (mine | theirs) - same))


def test_all_that_must_not_matter_does_not(site: Path, strange: Strange) -> None:
    kinds = {path.suffix for path in site.rglob("*") if path.is_file()}
    assert kinds >= {".html", ".json", ".xlsx", ".zip", ".png", ".xml", ".woff2", ".csv", ".txt"}
    assert differing(site, strange.root / "site") == []


def test_a_difference_of_a_byte_or_a_file_is_seen(site: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(site, tmp_path / "copy", copy_function=os.link)
    assert differing(site, copy) == []
    page = (copy / "index.html").read_bytes()
    (copy / "index.html").unlink()
    (copy / "index.html").write_bytes(page + b" ")
    (copy / "robots.txt").unlink()
    (copy / "more").touch()
    assert differing(site, copy) == ["index.html", "more", "robots.txt"]


def test_a_build_asks_the_network_for_nothing(strange: Strange) -> None:
    assert strange.asked == []


def test_asking_the_network_would_be_noted(tmp_path: Path) -> None:
    ask = """
    import socket
    for call in (socket.create_connection, socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect):
        try: call(("127.0.0.1", 9))
        except OSError: pass
"""
    code = STRANGE.replace('    cli(["build", "--strict"], standalone_mode=False)\n', ask)
    assert code != STRANGE
    assert run(tmp_path, "-c", code, str(tmp_path / "noted.json")).returncode == 0
    asked = json.loads((tmp_path / "noted.json").read_text(encoding="utf-8"))["asked"]
    assert [event for event, _ in asked] == ["socket.getaddrinfo", "socket.connect"]


def test_a_build_warns_of_nothing_and_leaves_nothing_behind(strange: Strange) -> None:
    assert not [line for line in strange.output.splitlines() if line.startswith(("WARNING", "ERROR", "Traceback"))]
    assert not list(strange.root.glob(".site*"))


def test_a_build_reads_its_own_copy_of_the_project_only(strange: Strange) -> None:
    opened, environment = {(strange.root / path).resolve() for path in strange.opened}, Path(sys.prefix).resolve()
    assert strange.root.resolve() / "data/indicators.yaml" in opened
    strangers = [path for path in opened if path.is_relative_to(ROOT) and not path.is_relative_to(environment)]
    assert strangers == []


# `mkdocs` means the fork for every plugin and hook as soon as the fork runs; the configuration is the same file.
FORK = """
import sys
from properdocs.__main__ import cli
try:
    cli()
finally:
    print("built by", sys.modules["mkdocs"].__name__)
"""


def test_the_fork_of_mkdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    done = run(
        another_topic(tmp_path).root, "-c", FORK, "build", "--strict", "--config-file", "mkdocs.yml", site_url=SITE_URL
    )
    assert done.returncode == 0, done.stdout
    assert "built by properdocs\n" in done.stdout
    assert differing(site, tmp_path / "site") == []
