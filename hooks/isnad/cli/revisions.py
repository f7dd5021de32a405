"""The facts and pages of an earlier revision, read from git into a folder of their own."""

import io
import subprocess
import tarfile
from pathlib import Path
from typing import NamedTuple

from ..problems import Message, say

FOLDERS = ("data", "seeds", "docs")
MAIN = ("origin/main", "main")


class NoRevision(Exception):
    """There is nothing to compare with; `said` is why, and what to do. `is_first`: nothing was ever published."""

    def __init__(self, said: Message, is_first: bool = False) -> None:
        super().__init__(said)
        self.said, self.is_first = said, is_first


class Revision(NamedTuple):
    """A commit, and in words which one it is."""

    commit: str
    name: Message


class _Failed(Exception):
    """Git refused; holds the last line of its complaint."""


def find(root: Path, wanted: str | None = None) -> Revision:
    """Return the commit that `wanted` names; without a name, the last one that readers may have of this.

    That is where the branch left the main one. On the main branch itself it is the last commit where something is not
    committed, else the one before: never the state itself. Raises NoRevision.
    """
    if wanted is not None:
        return Revision(_commit(root, wanted, say("diff-unknown", name=wanted)), say("diff-base-named", name=wanted))
    head = _commit(root, "HEAD", say("diff-no-commit"), is_first=True)
    known = [main for main in MAIN if _is_commit(root, main)]
    if not known:
        raise NoRevision(say("diff-no-main"))
    try:
        base = _git(root, "merge-base", head, known[0]).decode().strip()
    except _Failed:
        raise NoRevision(say("diff-shallow") if _is_shallow(root) else say("diff-unrelated", main=known[0])) from None
    if base != head:
        return Revision(base, say("diff-base-merge", main=known[0]))
    return _on_main(root, head, known[0])


def _on_main(root: Path, head: str, main: str) -> Revision:
    """Return what the state of the main branch itself is compared with."""
    there = [folder for folder in FOLDERS if (root / folder).exists()]
    if _git(root, "status", "--porcelain", "--", *there).strip():
        return Revision(head, say("diff-base-head", main=main))
    if _is_commit(root, f"{head}^"):
        return Revision(_git(root, "rev-parse", f"{head}^").decode().strip(), say("diff-base-parent", main=main))
    if _is_shallow(root):
        raise NoRevision(say("diff-shallow"))
    raise NoRevision(say("diff-first-commit"), is_first=True)


def extract(root: Path, revision: Revision, folder: Path) -> None:
    """Write the facts, sources and pages of the project in `root`, as they stood at a revision, into a folder.

    Raises NoRevision.
    """
    try:
        there = _git(root, "ls-tree", "--name-only", revision.commit).decode().splitlines()
        if "data" not in there:
            raise NoRevision(say("diff-no-data", commit=revision.commit[:12]))
        names = (name for name in FOLDERS if name in there)
        archive = _git(root, "archive", "--format=tar", revision.commit, "--", *names)
    except _Failed as failed:
        raise NoRevision(say("diff-git-failed", reason=failed)) from None
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(folder, filter="data")


def _commit(root: Path, name: str, unknown: Message, is_first: bool = False) -> str:
    """Return the commit that a name stands for. Raises NoRevision."""
    try:
        _git(root, "rev-parse", "--git-dir")
    except _Failed:
        raise NoRevision(say("diff-no-repository")) from None
    if not _is_commit(root, name):
        raise NoRevision(unknown, is_first)
    return _git(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").decode().strip()


def _is_commit(root: Path, name: str) -> bool:
    try:
        return bool(_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"))
    except _Failed:
        return False


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git prints. Raises _Failed; NoRevision where there is no git."""
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise NoRevision(say("diff-git-missing")) from None
    if done.returncode:
        raise _Failed(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return done.stdout
