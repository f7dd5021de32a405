"""What is said to be gone is gone, and what took its place is there."""

from dataclasses import replace
from datetime import date

import pytest
from isnad.facts.corrections import check_tombstones
from isnad.facts.model import KnowledgeBase, Tombstone
from isnad.facts.record import Bilingual
from isnad.problems import Mark

from tests.conftest import ProjectCopy

GONE = """tombstones:
  a:
    gone: {gone}
    date: 2026-11-22
    reason: {{ar: سبب, fr: raison}}
    successor: {successor}
"""


def tombstone(gone: str, successor: str | None = None) -> Tombstone:
    marks = {name: Mark("data/tombstones.yaml", line, 1) for line, name in enumerate(("", "gone", "successor"), 1)}
    reason = Bilingual(marks={}, ar="سبب", fr="raison")
    return Tombstone(marks=marks, id="t", gone=gone, date=date(2026, 12, 1), reason=reason, successor=successor)


def test_a_tombstone_answers_for_what_is_gone(project: ProjectCopy) -> None:
    project.write("data/tombstones.yaml", GONE.format(gone="figures/rescues-2023", successor="figures/rescues-2024"))
    assert project.problems() == []


@pytest.mark.parametrize(
    ("gone", "successor", "line", "words"),
    [
        ("figures/rescues-2024", None, 2, "is still there"),
        ("figures/old", "figures/nowhere", 3, "the successor figures/nowhere is not there"),
        ("figures/old", "indicators/sea-rescues", 0, ""),
    ],
)
def test_a_tombstone_is_of_what_is_gone_and_names_what_is_there(
    kb: KnowledgeBase, gone: str, successor: str | None, line: int, words: str
) -> None:
    found = list(check_tombstones(replace(kb, tombstones={"t": tombstone(gone, successor)})))
    assert [(problem.line, problem.code) for problem in found] == ([(line, "TOMBSTONE-WRONG")] if line else [])
    assert all(words in problem.message for problem in found)


def test_a_record_too_broken_to_read_is_not_called_gone(project: ProjectCopy) -> None:
    project.write("data/tombstones.yaml", GONE.format(gone="figures/old", successor="figures/rescues-2024"))
    project.edit("data/indicators.yaml", "rescues-2024:", "precision: exact", "precision: vague")
    assert {problem.code for problem in project.problems()} == {"WRONG-TYPE"}


def test_a_path_that_is_none_is_refused(project: ProjectCopy) -> None:
    project.write("data/tombstones.yaml", GONE.format(gone="../figures/x", successor="figures/rescues-2024"))
    (problem,) = project.problems()
    assert (problem.code, "such as figures/rescues-2024" in problem.message) == ("WRONG-TYPE", True)
