"""The facts and pages of an earlier revision, read from git into a folder of their own."""

import io
import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple

FOLDERS = ("data", "seeds", "docs")
MAIN = ("origin/main", "main")


class NoRevision(Exception):
    """The revision cannot be read; the message says why, on one line."""


class Revision(NamedTuple):
    """A commit, and in words which one it is."""

    commit: str
    name: str


def find(root: Path, wanted: str | None = None) -> Revision:
    """Return the commit that `wanted` names; without a name, where this branch left the main one, else the last commit.

    Raises NoRevision.
    """
    if wanted is not None:
        return Revision(_commit(root, wanted), wanted)
    head = _commit(root, "HEAD")
    for main in MAIN:
        try:
            return Revision(_git(root, "merge-base", head, main).decode().strip(), f"merge base with {main}")
        except NoRevision:
            continue
    return Revision(head, "HEAD")


def extract(root: Path, revision: Revision, folder: Path) -> None:
    """Write the facts, sources and pages of the project in `root`, as they stood at a revision, into a folder.

    Raises NoRevision.
    """
    there = _git(root, "ls-tree", "--name-only", revision.commit).decode().splitlines()
    if "data" not in there:
        raise NoRevision(f"{revision.name} has no folder data/")
    archive = _git(root, "archive", "--format=tar", revision.commit, "--", *(each for each in FOLDERS if each in there))
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def _commit(root: Path, name: str) -> str:
    words = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    try:
        return _git(root, *words).decode().strip()
    except NoRevision as error:
        raise NoRevision(str(error) or f"git knows no revision {name!r} here") from None


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises NoRevision with the last line of what it complains of."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise NoRevision("git is not installed") from None
    if done.returncode:
        complaint = done.stderr.decode(errors="replace").strip()
        raise NoRevision(complaint.rpartition("\n")[2])
    return done.stdout
