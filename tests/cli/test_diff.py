"""`isnad diff`: what changed since a revision, and the changed values that lack their correction."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Set
from pathlib import Path

import pytest
from isnad.cli import figure_draft
from isnad.cli.main import main
from isnad.cli.output import READER_GONE
from isnad.facts.load import load

from tests.conftest import FROZEN, Printed, ProjectCopy
from tests.repositories import commit, git, make_repository

FACTS, EVENTS, CORRECTIONS = "data/indicators.yaml", "data/events.yaml", "data/corrections.yaml"
ARTICLE = "seeds/bilan-2022.yaml"
MEANING = """
  new-{number}:
    date: 2026-11-22
    record: {path}
    changed: [{fields}]
    why: {{ar: سبب., fr: Raison.}}
"""
STONE = """tombstones:
  attempts-2024:
    gone: figures/attempts-2024
    date: 2026-11-22
    reason: {ar: سبب., fr: Raison.}
    successor: figures/attempts-2024-new
"""
VALUE = ("attempts-2024:", "value: 78685")


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a contributor does, whatever repository or continuous integration the tests run for."""
    for name in ("CI", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one commit."""
    return make_repository(tmp_path_factory.mktemp("published")).root


@pytest.fixture
def history(published: Path, tmp_path: Path) -> ProjectCopy:
    """A copy of the project with one commit."""
    shutil.copytree(published, tmp_path, dirs_exist_ok=True)
    return ProjectCopy(tmp_path)


def run(project: ProjectCopy, printed: Printed, *base: str) -> tuple[int, str, str]:
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


def test_nothing_changed(history: ProjectCopy, capsys: Printed) -> None:
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert out == "nothing to compare with: this is the first commit; everything in it is new\n"
    git(history.root, "commit", "--quiet", "--allow-empty", "--message", "a")
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert re.fullmatch(r"compared with \w{12} \(the commit before the last: you are on main, .*\)\n.*\n", out)
    assert out.endswith("\nnothing changed: no figure, no text, no page\n")


def test_a_value_that_changes_needs_a_correction(history: ProjectCopy, capsys: Printed) -> None:
    change(history, "78686")
    place = history.place(FACTS, "attempts-2024:", "78686")
    status, out, err = run(history, capsys)
    assert status == 1
    assert "\n~ figures/attempts-2024  /figures/attempts-2024/ " in out
    assert "\n    value: [-78685-]{+78686+}\n" in out
    assert "\n!! figures/attempts-2024: a published value changed: 78685, now 78686\n" in out
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


def test_a_correction_of_what_did_not_change_is_refused(history: ProjectCopy, capsys: Printed) -> None:
    correct(history, "new 2026-11-22 68685 78685")
    status, _, err = run(history, capsys)
    assert status == 1
    assert "announces what did not happen" in err


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


def test_precision_alone_is_shown_in_red_and_needs_no_correction(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "attempts-2024:", "precision: exact", "precision: about")
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert "\n    precision: [-exact-]{+about+}\n" in out
    assert "\n!! figures/attempts-2024: `precision` of a published record changed" in out


# What the record at a path means, by an edit of its file, and the field that changes.
MEANINGS = [
    ("figures/attempts-2024", "period", FACTS, "      attempts-2024:", "end: 2024-12-31", "end: not-given"),
    ("figures/attempts-2024", "scope", FACTS, "      attempts-2024:", "place: morocco", "place: at-sea"),
    (
        "figures/rescues-2024",
        "stated_by",
        FACTS,
        "      rescues-2024:",
        "entity: ministry-interior",
        "entity: royal-navy",
    ),
    ("figures/networks-2022", "base", ARTICLE, "    networks-2022:", "base: irregular-migration", "base: other"),
    (
        "figures/returns-2024-9m-iom",
        "part_of",
        FACTS,
        "  returns-2024-9m-iom:",
        "part_of: returns-2024-9m\n        ",
        "",
    ),
    ("indicators/sea-rescues", "label", FACTS, "  sea-rescues:\n", "fr: Personnes", "fr: Gens"),
    ("indicators/sea-rescues", "definition", FACTS, "  sea-rescues:\n", "fr: Nombre", "fr: Total"),
    ("indicators/sea-rescues", "unit", FACTS, "  sea-rescues:\n", "unit: person", "unit: migrant"),
    ("units/person", "forms", FACTS, "  person:\n", "one: personne", "one: individu"),
    ("units/migrant", "measure", FACTS, "  migrant:\n", "measure: count", "measure: percent"),
    ("events/round-table", "date", EVENTS, "  round-table:\n", "date: 2025-01-30", "date: not-given"),
    ("statements/patrols-unprecedented", "stated_by", EVENTS, "  patrols-unprecedented:", "al-alam", "hompress"),
    ("derived/iom-share-2024-9m", "formula", "data/derived.yaml", "  iom-share-2024-9m:\n", ": share", ": change"),
]


def meanings(named: Mapping[str, Set[str]]) -> str:
    """Return corrections that name fields of records."""
    entries = enumerate(named.items())
    return "corrections:" + "".join(
        MEANING.format(number=number, path=path, fields=", ".join(sorted(fields))) for number, (path, fields) in entries
    )


def test_a_meaning_that_changes_needs_a_correction_that_names_it(history: ProjectCopy, capsys: Printed) -> None:
    changed: dict[str, set[str]] = {}
    for path, field, *edit in MEANINGS:
        history.edit(*edit)
        changed.setdefault(path, set()).add(field)
    others = {path: {"label"} if "label" not in fields else {"topic"} for path, fields in changed.items()}
    for corrections in ("corrections: {}\n", meanings(others)):
        history.write(CORRECTIONS, corrections)
        status, out, err = run(history, capsys)
        assert status == 1
        missing = re.findall(r"MEANING-MISSING what (\S+) means changed since it was published \((.*?)\)", err)
        assert {path: set(names.split(", ")) for path, names in missing} == changed
        shown = re.findall(r"!! (\S+): what a published record means changed: (.*)", out)
        assert {path: set(names.split(", ")) for path, names in shown} == changed
    history.write(CORRECTIONS, meanings(changed))
    assert run(history, capsys)[0] == 0


def move_figures(project: ProjectCopy) -> None:
    """Move every figure of data/indicators.yaml to the file of its article."""
    for figure in load(project.root)[0].observations.values():
        if figure.at().path == FACTS:
            text = project.read(FACTS)
            found = re.search(rf"(?m)^      {figure.id}:\n(?:        .*\n|\n)+", text)
            assert found
            project.write(FACTS, text.replace(found.group(), "\n"))
            path, indicator = f"seeds/{figure.citation.source}.yaml", load(FROZEN)[0].indicator_of[figure.id].id
            block = re.sub("(?m)^  ", "", found.group())
            moved = figure_draft.with_observation(project.read(path), path, indicator, block)
            assert moved
            project.write(path, moved)
    project.write(FACTS, project.read(FACTS).replace("observations:\n\n", "observations: {}\n\n"))


def test_a_figure_that_moves_to_the_file_of_its_article_is_the_same(history: ProjectCopy, capsys: Printed) -> None:
    before = load(history.root)[0]
    move_figures(history)
    after, problems = load(history.root)
    assert problems == []
    assert {figure.at().path for figure in after.observations.values()} == {
        f"seeds/{figure.citation.source}.yaml" for figure in before.observations.values()
    }
    assert after.observations == before.observations
    assert {name: of.id for name, of in after.indicator_of.items()} == {
        name: of.id for name, of in before.indicator_of.items()
    }
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert "nothing changed" in out


def test_an_entity_under_another_id_means_the_same(history: ProjectCopy, capsys: Printed) -> None:
    for path in (FACTS, EVENTS, "data/entities.yaml"):
        history.write(path, re.sub(r"\broyal-navy\b", "navy", history.read(path)))
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert "\n+ entities/navy" in out


def test_figures_that_come_and_go_are_shown(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "observations:", "attempts-2024:", "attempts-2024-new:")
    status, out, err = run(history, capsys)
    assert "\n+ figures/attempts-2024-new  " in out
    assert "\n- figures/attempts-2024  " in out
    assert status == 1
    assert "data/tombstones.yaml:1:1: TOMBSTONE-MISSING figures/attempts-2024 was published and is gone" in err
    history.write("data/tombstones.yaml", STONE)
    assert run(history, capsys)[0] == 0


def test_a_new_text_of_a_published_source_is_refused(history: ProjectCopy, capsys: Printed) -> None:
    path = "seeds/fingerprints/bilan-2022.txt"
    history.write(path, re.sub(r"[0-9a-f]{16}\n\Z", "0123456789abcdef\n", history.read(path)))
    status, out, err = run(history, capsys)
    assert status == 1
    assert "EVIDENCE-CHANGED the text that bilan-2022 was captured from is another one now" in err
    assert "!! sources/bilan-2022: " in out


def test_what_was_announced_stays(history: ProjectCopy, capsys: Printed) -> None:
    correct(history, "old 2026-11-01 78685 78686")
    commit(history)
    history.write(CORRECTIONS, "corrections: {}\n")
    out = run(history, capsys)[1]
    assert "!! corrections/old: what was announced to readers changed or was deleted\n" in out


def test_old_records_that_no_longer_fit_are_named(history: ProjectCopy, capsys: Printed) -> None:
    history.edit(FACTS, "attempts-2024:", "precision: exact", "exactness: exact")
    commit(history)
    history.edit(FACTS, "attempts-2024:", "exactness: exact", "precision: exact")
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert "\n? figures/attempts-2024\n" in out
    assert "+ figures/attempts-2024" not in out


def test_an_old_file_that_cannot_be_read_ends_in_no_traceback(history: ProjectCopy, capsys: Printed) -> None:
    text = history.read(FACTS)
    history.write(FACTS, "[")
    commit(history)
    history.write(FACTS, text)
    status, out, err = run(history, capsys)
    assert (status, err) == (0, "")
    assert len(re.findall(r"(?m)^\? figures/", out)) == len(load(FROZEN)[0].observations)
    assert not re.search(r"(?m)^[+-] (figures|indicators|units|topics)/", out)


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
    said = "nothing to compare with: git is not installed; install it\n"
    assert run(project, capsys) == (0, said, "")
    assert run(project, capsys, "HEAD") == (1, "", said)


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that checks a contribution."""
    monkeypatch.setenv("CI", "true")


@pytest.mark.usefixtures("checked")
def test_without_a_base_a_check_fails_and_says_what_to_do(
    history: ProjectCopy, tmp_path_factory: pytest.TempPathFactory, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(history.root, "branch", "--move", "main", "elsewhere")
    status, out, err = run(history, capsys)
    assert (status, out) == (1, "")
    assert "there is no branch `main` here or at `origin`; run `git fetch origin main`" in err
    shallow = tmp_path_factory.mktemp("clone") / "shallow"
    git(history.root, "switch", "--quiet", "--create", "main")
    git(history.root, "commit", "--quiet", "--allow-empty", "--message", "b")
    git(history.root, "clone", "--quiet", "--depth", "1", f"file://{history.root}", str(shallow))
    status, _, err = run(ProjectCopy(shallow), capsys)
    assert status == 1
    assert "run `git fetch --unshallow`" in err
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(shallow.parent))
    shutil.rmtree(shallow / ".git")
    status, _, err = run(ProjectCopy(shallow), capsys)
    assert status == 1
    assert "not in a git repository" in err


@pytest.mark.usefixtures("checked")
def test_the_first_commit_is_no_fault(history: ProjectCopy, capsys: Printed) -> None:
    assert run(history, capsys)[0] == 0


def test_the_state_is_never_compared_with_itself(history: ProjectCopy, capsys: Printed) -> None:
    """On the main branch, what is not committed is compared with the last commit, else that one with the one before."""
    change(history, "78686")
    assert run(history, capsys)[1].startswith("compared with ")
    commit(history)
    status, out, _ = run(history, capsys)
    assert status == 1
    assert "the commit before the last" in out.splitlines()[0]


@pytest.mark.parametrize(("tongue", "words"), [("fr", "rien n’a changé"), ("ar", "لم يتغير شيء")])
def test_the_contributor_is_told_in_their_language(
    history: ProjectCopy, capsys: Printed, tongue: str, words: str
) -> None:
    assert words in run(history, capsys, "HEAD", "--lang", tongue)[1]


@pytest.mark.parametrize("command", [["diff", "HEAD"], ["why", "attempts-2024"], ["check"]])
def test_a_reader_that_goes_away_ends_in_silence(history: ProjectCopy, command: list[str]) -> None:
    """As `| head` does: here the pipe has no reader from the start."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        code = ["-c", "import sys; from isnad.cli import main; sys.exit(main())"]
        command = [sys.executable, *code, *command]
        done = subprocess.run(command, stdout=pipe, stderr=subprocess.PIPE, cwd=history.root, check=False, text=True)
    assert (done.returncode, done.stderr) == (READER_GONE, "")


def test_a_project_in_a_folder_of_a_repository_is_compared(tmp_path: Path, capsys: Printed) -> None:
    shutil.copytree(FROZEN / "data", tmp_path / "inside" / "data")
    shutil.copytree(FROZEN / "seeds", tmp_path / "inside" / "seeds", ignore=shutil.ignore_patterns("archive"))
    git(tmp_path, "init", "--quiet")
    inside = ProjectCopy(tmp_path / "inside")
    commit(ProjectCopy(tmp_path))
    change(inside, "78686")
    assert run(inside, capsys)[0] == 1
