"""A sample of the mutations of the real data is caught, there are enough of them, and the report tells the truth."""

from pathlib import Path

import pytest
from isnad.text.languages import Language

from tests.conftest import FROZEN, RAINFALL
from tests.mutations.mutate import Result, Survivor, read_survivors, sample, stale, table, unexplained
from tests.mutations.mutation_checker import CHECK, NOBODY, RED, Checker, Verdict, applied, copy_project
from tests.mutations.mutations import KINDS, Edit, Material, Mutation, generate, read_material

PER_KIND = 2


@pytest.fixture(scope="module")
def material() -> Material:
    return read_material()


@pytest.fixture(scope="module")
def mutations(material: Material) -> list[Mutation]:
    return generate(material)


@pytest.fixture(scope="module")
def survivors() -> tuple[Survivor, ...]:
    return read_survivors()


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    """The checks of a copy of the project, which has no problem undamaged."""
    return Checker(copy_project(tmp_path_factory.mktemp("mutated")))


def test_there_are_enough_distinct_mutations(mutations: list[Mutation]) -> None:
    assert len(mutations) >= 500
    assert len({mutation.edits for mutation in mutations}) == len(mutations)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_damages_something(mutations: list[Mutation], kind: str) -> None:
    assert any(mutation.kind == kind for mutation in mutations)


def test_every_edit_stands_inside_its_file(material: Material, mutations: list[Mutation]) -> None:
    edits = [edit for mutation in mutations for edit in mutation.edits]
    assert all(0 <= edit.start <= edit.end <= len(material.texts[edit.path]) for edit in edits)


@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_of_each_kind_is_caught(
    checker: Checker, mutations: list[Mutation], survivors: tuple[Survivor, ...], kind: str
) -> None:
    own = [each for each in mutations if each.kind == kind and not any(s.explains(each) for s in survivors)]
    results = [Result(each, checker.judge(each)) for each in sample(own, PER_KIND)]
    assert [result.mutation.description for result in results if not result.caught] == []


def test_every_explained_survivor_is_of_a_known_kind(
    mutations: list[Mutation], survivors: tuple[Survivor, ...]
) -> None:
    assert [each for each in survivors if not any(each.explains(mutation) for mutation in mutations)] == []


def test_the_generators_know_no_fact_of_a_project() -> None:
    assert len(generate(read_material(RAINFALL))) > 500


def test_what_no_check_can_know_is_shown_in_red(checker: Checker, material: Material) -> None:
    lies = {"docs/ar/rescues.md": "كانت القوارب بطيئة.", "docs/fr/rescues.md": "Les navires étaient trop lents."}
    edits = tuple(Edit(path, end := len(material.texts[path]), end, f"\n{lie}\n") for path, lie in lies.items())
    assert checker.judge(Mutation("prose", "a claim of ours", edits)) == Verdict(frozenset(), RED)


def test_what_damages_nothing_is_not_called_caught(checker: Checker, material: Material) -> None:
    end = len(material.texts["data/indicators.yaml"])
    harmless = Mutation("precision: another one", "a comment", (Edit("data/indicators.yaml", end, end, "# comment\n"),))
    assert checker.judge(harmless) == Verdict(frozenset(), NOBODY)


def test_the_pages_without_a_build_show_every_figure(checker: Checker) -> None:
    with checker.remembering():
        codes = checker.codes()
    assert codes == set()
    assert checker.shown[Language.AR] == checker.shown[Language.FR] > 0


def test_a_copy_is_whole_again_after_a_mutation(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "copy")
    path = "docs/fr/rescues.md"
    text = (root / path).read_text(encoding="utf-8")
    with applied(root, [Edit(path, 0, len(text), None)]):
        assert not (root / path).exists()
    with applied(root, [Edit(path, 0, 3, "x"), Edit(path, 5, 5, "yz")]):
        assert (root / path).read_text(encoding="utf-8") == f"x{text[3:5]}yz{text[5:]}"
    assert (root / path).read_bytes() == (FROZEN / path).read_bytes()


def survivor(kind: str, pattern: str) -> Survivor:
    return Survivor(marks={}, kind=kind, pattern=pattern, reason="why")


def result(kind: str, description: str, *codes: str) -> Result:
    return Result(Mutation(kind, description, ()), Verdict(frozenset(codes), CHECK if codes else RED))


def test_survivors_need_an_explanation_that_still_holds() -> None:
    results = [result("record deleted", "one"), result("record deleted", "two"), result("record deleted", "three", "X")]
    entries = [survivor("record deleted", "^one$"), survivor("record deleted", "^three$"), survivor("basis", "two")]
    assert [each.mutation.description for each in unexplained(results, entries)] == ["two"]
    assert stale(results, entries) == entries[1:]


def test_the_table_counts_by_kind() -> None:
    results = [result("record deleted", "one", "X"), result("precision: another one", "two")]
    assert list(table(results))[2:5] == [
        "| precision: another one | 1 | 0 | 0 | 0 | 1 | 0 | 0 |",
        "| record deleted | 1 | 1 | 0 | 0 | 0 | 0 | 0 |",
        "| **all** | 2 | 1 | 0 | 0 | 1 | 0 | 0 |",
    ]
