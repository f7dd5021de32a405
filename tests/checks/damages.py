"""Damages that a rule about the facts reports at their place, and changes that it accepts."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pytest
from isnad.checks import rules
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase
from isnad.problems import Problem

from tests.conftest import ProjectCopy, bare

INDICATORS = "data/indicators.yaml"
Rule = Callable[[KnowledgeBase], Iterator[Problem]]


class Damage(NamedTuple):
    """The first `old` after `within` becomes `new`; `rule` then reports `code` where `at` stands, saying `words`."""

    rule: Rule
    path: str
    within: str
    old: str
    new: str
    code: str
    at: str
    words: str
    also: str = ""  # a code that the same rule reports there too
    before: tuple[str, str, str] | None = None  # another edit of the file, done first


class Change(NamedTuple):
    """The first `old` after `within` becomes `new`, and `rule` has nothing against it."""

    rule: Rule
    path: str
    within: str
    old: str
    new: str
    before: tuple[str, str, str] | None = None


def damage_test(damages: Mapping[str, Damage]) -> Callable[[ProjectCopy, Damage], None]:
    """Return the test that each damage is reported at its place, once, and that `rules` runs its rule."""

    @pytest.mark.parametrize("damage", damages.values(), ids=damages.keys())
    def test(project: ProjectCopy, damage: Damage) -> None:
        found, kb = found_by(damage, project)
        place = project.place(damage.path, damage.within, damage.at)
        codes = filter(None, (damage.code, damage.also))
        assert [(*problem[:3], problem.code) for problem in found] == [(*place, code) for code in codes]
        assert damage.words in bare(found[0].message)
        assert set(found) <= set(rules.check(kb))

    return test


def change_test(changes: Mapping[str, Change]) -> Callable[[ProjectCopy, Change], None]:
    """Return the test that each change is accepted."""

    @pytest.mark.parametrize("change", changes.values(), ids=changes.keys())
    def test(project: ProjectCopy, change: Change) -> None:
        check_change(project, change)

    return test


def check_change(project: ProjectCopy, change: Change) -> None:
    """Do a change, and assert that its rule accepts it."""
    assert found_by(change, project)[0] == []


def found_by(edit: Damage | Change, project: ProjectCopy) -> tuple[list[Problem], KnowledgeBase]:
    """Return what the rule of a damage or a change reports after it is done, and the facts then."""
    for words in filter(None, (edit.before, (edit.within, edit.old, edit.new))):
        project.edit(edit.path, *words)
    kb, problems = load(project.root)
    assert not problems
    return list(edit.rule(kb)), kb
