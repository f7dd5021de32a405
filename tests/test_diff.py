"""`isnad diff`: what changed since a revision, and the changed values that lack their correction."""

import shutil
import subprocess
from pathlib import Path

import pytest
from isnad.cli import main

from .conftest import FROZEN, ProjectCopy

FACTS, CORRECTIONS = "data/indicators.yaml", "data/corrections.yaml"
VALUE = ("attempts-2024:", "value: 78685")


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", "-C", str(root), *identity, *arguments], check=True, capture_output=True)


def commit(project: ProjectCopy) -> None:
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "--message", "a")


@pytest.fixture
def history(project: ProjectCopy, monkeypatch: pytest.MonkeyPatch) -> ProjectCopy:
    """A copy of the project with one commit, whatever repository the tests run for."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(project.root, "init", "--quiet")
    commit(project)
    return project


def run(project: ProjectCopy, printed: pytest.CaptureFixture[str], *base: str) -> tuple[int, str, str]:
    """Run `isnad diff`; return its status, what it printed, and its problems."""
    status = main(["--root", str(project.root), "diff", *base])
    return status, *printed.readouterr()


def correct(project: ProjectCopy, *rows: str) -> None:
    """Write corrections: the id, the day, the value before and after."""
    text = "corrections:\n"
    for row in rows:
        name, day, was, now = row.split()
        text += f"  {name}:\n    date: {day}\n    observation: attempts-2024\n    was: {was}\n    now: {now}\n"
        text += "    why: {ar: سبب., fr: Raison.}\n"
    project.write(CORRECTIONS, text)


def change(project: ProjectCopy, value: str) -> None:
    project.edit(FACTS, *VALUE, f"value: {value}")


Printed = pytest.CaptureFixture[str]


def test_nothing_changed(history: ProjectCopy, capsys: Printed) -> None:
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert out.startswith("compared with ")
    assert out.endswith(" (merge base with main)\n")


def test_a_value_that_changes_needs_a_correction(history: ProjectCopy, capsys: Printed) -> None:
    change(history, "78686")
    place = history.place(FACTS, "attempts-2024:", "78686")
    status, out, err = run(history, capsys)
    assert status == 1
    assert "\n~ attempts-2024: value 78685 -> 78686\n" in out
    assert f"{place.path}:{place.line}:{place.column}: CORRECTION-MISSING attempts-2024 was 78685 " in err
    assert "`was: 78685` and `now: 78686`" in err


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (["new 2026-11-22 78685 78686"], 0),
        (["newer 2026-11-23 5 78686", "new 2026-11-22 78685 5"], 0),
        (["newer 2026-11-22 5 78686", "new 2026-11-22 78685 5"], 0),
        (["new 2026-11-22 78684 78686"], 1),
        (["new 2026-11-22 78685 78687"], 1),
        (["newer 2026-11-23 6 78686", "new 2026-11-22 78685 5"], 1),
    ],
)
def test_corrections_lead_from_the_old_value_to_the_new_one(
    history: ProjectCopy, capsys: Printed, rows: list[str], status: int
) -> None:
    change(history, "78686")
    correct(history, *rows)
    assert run(history, capsys)[0] == status


def test_a_correction_that_was_there_before_is_none_of_this_change(history: ProjectCopy, capsys: Printed) -> None:
    correct(history, "old 2026-11-01 78685 78686")
    commit(history)
    change(history, "78686")
    status, _, err = run(history, capsys)
    assert status == 1
    assert "CORRECTION-MISSING" in err


def test_the_correction_of_another_figure_does_not_count(history: ProjectCopy, capsys: Printed) -> None:
    change(history, "78686")
    correct(history, "new 2026-11-22 78685 78686")
    history.replace(CORRECTIONS, "observation: attempts-2024", "observation: networks-2024")
    assert run(history, capsys)[0] == 1


def test_a_change_on_a_branch_is_seen_after_it_is_committed(history: ProjectCopy, capsys: Printed) -> None:
    git(history.root, "switch", "--quiet", "--create", "branch")
    change(history, "78686")
    commit(history)
    assert run(history, capsys)[0] == 1
    assert run(history, capsys, "HEAD")[0] == 0
    assert run(history, capsys, "HEAD~1")[0] == 1


def test_precision_and_period_are_shown_and_need_no_correction(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "attempts-2024:", "precision: exact", "precision: about")
    history.edit(FACTS, "attempts-2024:", "end: 2024-12-31", "end: not-given")
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    period = "period 2024-01-01 to 2024-12-31 -> 2024-01-01 to an unknown end"
    assert f"\n~ attempts-2024: precision exact -> about, {period}\n" in out


def test_figures_that_come_and_go_are_shown(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "observations:", "attempts-2024:", "attempts-2024-new:")
    status, out, err = run(history, capsys)
    assert "\n+ attempts-2024-new: 78685\n" in out
    assert "\n- attempts-2024: 78685\n" in out
    assert status == 1
    assert f"{FACTS}:1:1: TOMBSTONE-MISSING figures/attempts-2024 was published and is gone" in err


def test_old_records_that_no_longer_fit_are_named(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "attempts-2024:", "precision: exact", "exactness: exact")
    commit(history)
    history.edit(FACTS, "attempts-2024:", "exactness: exact", "precision: exact")
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert "\n? attempts-2024: not compared; " in out
    assert "+ attempts-2024:" not in out


def test_an_old_file_that_cannot_be_read_ends_in_no_traceback(history: ProjectCopy, capsys: Printed) -> None:
    text = history.read(FACTS)
    history.write(FACTS, "[")
    commit(history)
    history.write(FACTS, text)
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert out.count("not compared") == 19


def test_broken_facts_of_today_are_reported(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "attempts-2024:", "precision: exact", "exactness: exact")
    status, _, err = run(history, capsys)
    assert status == 1
    assert "UNKNOWN-KEY" in err


@pytest.mark.parametrize("base", ["nowhere", "--all", "HEAD:data", ""])
def test_a_wrong_revision_is_refused(history: ProjectCopy, capsys: Printed, base: str) -> None:
    status, out, err = run(history, capsys, "--", base)
    assert (status, out) == (1, "")
    assert err.startswith("nothing to compare with: ")
    assert err.count("\n") == 1
    assert len(err.split(": ", 1)[1]) > 5


def test_a_revision_without_facts_is_refused(history: ProjectCopy, capsys: Printed) -> None:
    git(history.root, "rm", "-r", "--quiet", "--cached", "data", "seeds")
    git(history.root, "commit", "--quiet", "--message", "a")
    assert run(history, capsys, "HEAD")[0] == 1
    status, out, _ = run(history, capsys)
    assert status == 0
    assert out.startswith("nothing to compare with: ")


def test_without_history_there_is_nothing_to_compare_with(
    project: ProjectCopy, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.root.parent))
    status, out, err = run(project, capsys)
    assert (status, err) == (0, "")
    assert out.startswith("nothing to compare with: ")
    git(project.root, "init", "--quiet")
    assert run(project, capsys)[0] == 0
    assert run(project, capsys, "HEAD")[0] == 1


def test_without_git_there_is_nothing_to_compare_with(
    project: ProjectCopy, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(project.root))
    assert shutil.which("git") is None
    assert run(project, capsys) == (0, "nothing to compare with: git is not installed\n", "")
    assert run(project, capsys, "HEAD") == (1, "", "nothing to compare with: git is not installed\n")


def test_a_project_in_a_folder_of_a_repository_is_compared(tmp_path: Path, capsys: Printed) -> None:
    shutil.copytree(FROZEN / "data", tmp_path / "inside" / "data")
    shutil.copytree(FROZEN / "seeds", tmp_path / "inside" / "seeds", ignore=shutil.ignore_patterns("archive"))
    git(tmp_path, "init", "--quiet")
    inside = ProjectCopy(tmp_path / "inside")
    commit(ProjectCopy(tmp_path))
    change(inside, "78686")
    assert run(inside, capsys)[0] == 1
