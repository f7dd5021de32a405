"""A git repository of the frozen project."""

import subprocess
from pathlib import Path

from tests.conftest import ProjectCopy, copy_project


def git(root: Path, *arguments: str) -> None:
    """Run git in a repository, as somebody."""
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def commit(project: ProjectCopy) -> None:
    """Commit all that changed."""
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "a")


def begin_history(project: ProjectCopy) -> None:
    """Commit the project as it stands, for `isnad diff`."""
    git(project.root, "init", "--quiet")
    commit(project)


def make_repository(root: Path) -> ProjectCopy:
    """Copy the frozen project into a folder, as a repository with one commit."""
    project = copy_project(root)
    project.write(".gitignore", "seeds/archive/\n")
    begin_history(project)
    return project
