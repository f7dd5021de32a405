"""Files of `data/` and `seeds/` that nothing reads, and sources of which a half is gone: one problem each."""

import pytest
from isnad.facts.load import load

from tests.cases import table
from tests.conftest import ProjectCopy

SOURCE = "seeds/hompress-2024.yaml"


@pytest.mark.parametrize(("path", "id", "words"), table("facts/unread_files.txt"))
def test_a_file_that_nothing_reads_is_named(project: ProjectCopy, path: str, id: str, words: str) -> None:
    project.write(path, "a: 1\n")
    (problem,) = load(project.root)[1]
    assert (problem.path, problem.line, problem.code, problem.said.id) == (path, 1, "UNREAD-FILE", id)
    assert words in problem.message


@pytest.mark.parametrize("path", ["data/README.md", "data/.DS_Store", "seeds/archive/2025/a.yaml", "seeds/README.md"])
def test_what_may_stand_there_is_left_alone(project: ProjectCopy, path: str) -> None:
    project.write(path, "a\n")
    assert load(project.root)[1] == []


def test_a_source_that_is_gone_is_one_problem_that_names_its_file(project: ProjectCopy) -> None:
    (project.root / SOURCE).unlink()
    (problem,) = project.problems()
    assert (problem.path, problem.code, problem.said.id) == (SOURCE, "MISSING-FILE", "source-gone")


def test_a_source_of_another_ending_is_one_problem(project: ProjectCopy) -> None:
    (project.root / SOURCE).rename((project.root / SOURCE).with_suffix(".yml"))
    (problem,) = project.problems()
    assert (problem.code, problem.said.id) == ("UNREAD-FILE", "source-misplaced")


def test_a_source_that_was_renamed_is_one_problem(project: ProjectCopy) -> None:
    (project.root / SOURCE).rename(project.root / "seeds/hompress-bilan.yaml")
    (problem,) = project.problems()
    assert (problem.path, problem.said.id) == ("seeds/hompress-bilan.yaml", "source-renamed")


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("data/entities.yaml", "  ministry-interior:", "  interior:"),
        ("data/indicators.yaml", "      attempts-2024:", "      attempts-of-2024:"),
    ],
)
def test_a_record_that_was_renamed_is_one_problem(project: ProjectCopy, path: str, old: str, new: str) -> None:
    project.replace(path, f"{old}\n", f"{new}\n")
    (problem,) = project.problems()
    assert (problem.code, problem.said.id) == ("UNKNOWN-ID", "unknown-id-often")
    assert old.strip(" :") in problem.message


def test_a_source_and_its_fingerprint_may_go_with_all_that_cites_them(project: ProjectCopy) -> None:
    project.write("seeds/fingerprints/nobody.txt", "a\n")
    (problem,) = load(project.root)[1]
    assert problem.path == "seeds/nobody.yaml"
    (project.root / "seeds/fingerprints/nobody.txt").unlink()
    assert load(project.root)[1] == []
