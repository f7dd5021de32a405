"""What was published stays, or leaves a tombstone."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from isnad.cli import main
from isnad.model import KnowledgeBase, Tombstone
from isnad.problems import Mark
from isnad.published import (
    HEADER,
    PUBLISHED,
    check_published,
    check_tombstones,
    format_published,
    read_published,
    records,
)
from isnad.record import Bilingual

from .conftest import ROOT, ProjectCopy

GONE = """tombstones:
  a:
    gone: {gone}
    date: 2026-12-01
    reason: {{ar: سبب, fr: raison}}
    successor: {successor}
"""


def tombstone(gone: str, successor: str | None = None) -> Tombstone:
    marks = {name: Mark("data/tombstones.yaml", line, 1) for line, name in enumerate(("", "gone", "successor"), 1)}
    reason = Bilingual(marks={}, ar="سبب", fr="raison")
    return Tombstone(marks=marks, id="t", gone=gone, date=date(2026, 12, 1), reason=reason, successor=successor)


def test_the_list_names_every_document_once(kb: KnowledgeBase) -> None:
    assert (ROOT / PUBLISHED).read_text(encoding="utf-8") == format_published(read_published(ROOT))
    assert set(records(kb)) <= set(read_published(ROOT))


def test_what_was_published_and_is_gone_is_reported_on_its_line(project: ProjectCopy) -> None:
    line = project.replace(PUBLISHED, "figures/rescues-2024\n", "figures/rescues-2023\nfigures/rescues-2024\n")
    (problem,) = project.problems()
    assert problem[:4] == (PUBLISHED, line, 1, "TOMBSTONE-MISSING")
    assert "figures/rescues-2023 was published and is gone" in problem.message


def test_what_is_new_is_reported_with_the_line_to_add(project: ProjectCopy) -> None:
    project.replace(PUBLISHED, "statements/patrols-aim\n", "")
    (problem,) = project.problems()
    assert problem[:4] == (*project.place("data/events.yaml", "statements:\n", "patrols-aim:"), "ID-UNLISTED")
    assert "add the line «statements/patrols-aim»" in problem.message


def test_a_tombstone_answers_for_what_is_gone(project: ProjectCopy) -> None:
    project.replace(PUBLISHED, "figures/rescues-2024\n", "figures/rescues-2023\nfigures/rescues-2024\n")
    project.write("data/tombstones.yaml", GONE.format(gone="figures/rescues-2023", successor="figures/rescues-2024"))
    assert project.problems() == []


@pytest.mark.parametrize(
    ("gone", "successor", "line", "words"),
    [
        ("figures/rescues-2024", None, 2, "is still there"),
        ("figures/rescues-1999", None, 2, "was never published"),
        ("figures/old", "figures/nowhere", 3, "the successor figures/nowhere is not there"),
        ("figures/old", "indicators/sea-rescues", 0, ""),
    ],
)
def test_a_tombstone_is_of_what_was_and_names_what_is(
    kb: KnowledgeBase, gone: str, successor: str | None, line: int, words: str
) -> None:
    published = {path: Mark(PUBLISHED, 1, 1) for path in (*records(kb), "figures/old")}
    found = list(check_tombstones(replace(kb, tombstones={"t": tombstone(gone, successor)}), published))
    assert [(problem.line, problem.code) for problem in found] == ([(line, "TOMBSTONE-WRONG")] if line else [])
    assert all(words in problem.message for problem in found)


def test_a_record_too_broken_to_read_is_not_called_gone(project: ProjectCopy) -> None:
    project.edit("data/indicators.yaml", "rescues-2024:", "precision: exact", "precision: vague")
    assert {problem.code for problem in project.problems()} == {"WRONG-TYPE"}


def test_a_file_that_cannot_be_read_makes_nothing_gone(project: ProjectCopy) -> None:
    project.write("data/events.yaml", "events: [")
    assert "TOMBSTONE-MISSING" not in {problem.code for problem in project.problems()}


def test_a_path_that_is_none_is_refused(project: ProjectCopy) -> None:
    project.write("data/tombstones.yaml", GONE.format(gone="../figures/x", successor="figures/rescues-2024"))
    (problem,) = project.problems()
    assert (problem.code, "such as figures/rescues-2024" in problem.message) == ("WRONG-TYPE", True)


def test_the_command_adds_what_is_new_and_keeps_what_is_gone(
    project: ProjectCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read(PUBLISHED)
    project.replace(PUBLISHED, "events/round-table\n", "events/gone\n")
    assert main(["--root", str(project.root), "published"]) == 0
    assert capsys.readouterr().out == "54 documents listed as published, 53 before\n"
    assert project.read(PUBLISHED) == before.replace("events/joint-patrols\n", "events/gone\nevents/joint-patrols\n")


def test_the_command_writes_nothing_while_data_are_broken(
    project: ProjectCopy, capsys: pytest.CaptureFixture[str]
) -> None:
    before = project.read(PUBLISHED)
    project.write("data/events.yaml", "events: [")
    assert main(["--root", str(project.root), "published"]) == 1
    assert "data/events.yaml" in capsys.readouterr().err
    assert project.read(PUBLISHED) == before


@given(st.binary(max_size=200))
def test_a_list_in_any_state_is_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    root = tmp_path_factory.mktemp("list")
    (root / "data").mkdir()
    (root / PUBLISHED).write_bytes(data)
    assert all(path.strip() == path and mark.line > 0 for path, mark in read_published(root).items())


def test_without_a_list_nothing_was_published(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert read_published(tmp_path) == {}
    assert len(list(check_published(kb, {}))) == len(records(kb))


def test_the_list_is_sorted_and_says_what_it_is() -> None:
    assert format_published(["b/1", "a/2", "b/1"]) == f"{HEADER}a/2\nb/1\n"
