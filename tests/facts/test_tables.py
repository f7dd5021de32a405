"""What is made of facts depends on what was looked up for it, and on nothing else."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from isnad.facts.load import load
from isnad.facts.memory import once
from isnad.facts.model import OF_FACTS, KnowledgeBase
from isnad.facts.tables import EVERY, HOW_MANY, Table, answers, asking, index, single_answer
from isnad.pages import coverage

from tests.conftest import FROZEN

ROWS = {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("look", "asked"),
    [
        (lambda table: table["a"], "a"),
        (lambda table: table.get("b"), "b"),
        (lambda table: table.get("c"), "c"),
        (lambda table: "c" in table, "c"),
        (list, EVERY),
        (dict, EVERY),
        (lambda table: {**table}, EVERY),
        (lambda table: [*table.keys()], EVERY),
        (lambda table: [*table.values()], EVERY),
        (lambda table: [*table.items()], EVERY),
        (len, HOW_MANY),
        (bool, HOW_MANY),
    ],
)
def test_each_way_to_look_something_up_is_noted(look: Callable[[Table[int]], Any], asked: str) -> None:
    table = Table("t", ROWS)
    found, noted = asking(lambda: look(table))
    assert ("t", asked) in noted
    assert found == look(Table("u", ROWS))


def test_one_that_is_not_there_is_noted_as_well() -> None:
    table = Table("t", ROWS)

    def look() -> None:
        with pytest.raises(KeyError):
            table["c"]

    assert asking(look)[1] == {("t", "c")}


def test_a_whole_depends_on_what_its_parts_do(kb: KnowledgeBase) -> None:
    def part() -> str:
        return once(kb, "part", lambda: str(kb.sources[source].id))

    source = next(iter(kb.sources))
    for _ in ("made", "remembered"):
        assert asking(part) == (source, frozenset([("sources", source)]))


def test_who_asks_an_index_depends_on_its_answer_alone(kb: KnowledgeBase) -> None:
    @index
    def languages(kb: KnowledgeBase) -> Mapping[str, str]:
        return {id: source.language for id, source in kb.sources.items()}

    @single_answer
    def number(kb: KnowledgeBase) -> int:
        return len(kb.sources)

    def name_of(function: str) -> str:
        return f"{__name__}.{test_who_asks_an_index_depends_on_its_answer_alone.__name__}.<locals>.{function}"

    source = next(iter(kb.sources))
    assert asking(lambda: languages(kb)[source])[1] == {(name_of("languages"), source)}
    assert asking(lambda: number(kb)) == (len(kb.sources), frozenset([(name_of("number"), "")]))


def test_another_answer_has_another_hash(kb: KnowledgeBase) -> None:
    first, *others = kb.sources
    fewer = replace(kb, sources={id: kb.sources[id] for id in others})
    changed = replace(kb, sources={**kb.sources, first: replace(kb.sources[first], id="other")})
    for asked in (("sources", first), ("sources", EVERY)):
        assert len({answers(each, [asked]) for each in (kb, fewer, changed)}) == 3
    asked = "sources", others[0]
    assert len({answers(each, [asked]) for each in (kb, fewer, changed)}) == 1


HASH = """
import sys
from pathlib import Path
from isnad.facts.load import load
from isnad.facts.model import OF_FACTS
from isnad.facts.tables import EVERY, answers
from isnad.pages import made_pages
kb, _ = load(Path(sys.argv[1]))
print(answers(kb, [(name, EVERY) for name in OF_FACTS]).hex())
"""


def test_answers_have_the_same_hash_in_every_process() -> None:
    """The order of sets differs from one to the other."""
    made = {
        subprocess.run(
            [sys.executable, "-c", HASH, str(FROZEN)],
            env={**os.environ, "PYTHONPATH": "hooks", "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    kb, _ = load(FROZEN)
    assert made == {answers(kb, [(name, EVERY) for name in OF_FACTS]).hex() + "\n"}


ANSWER = """
import sys
from pathlib import Path
from isnad.facts.load import load
from isnad.facts.tables import answers
print(answers(load(Path(sys.argv[1]))[0], [("isnad.pages.coverage.years_covered", "")]).hex())
"""


def test_a_run_answers_for_a_module_that_it_did_not_need(kb: KnowledgeBase) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWER, str(FROZEN)],
        env={**os.environ, "PYTHONPATH": "hooks"},
        check=True,
        capture_output=True,
        text=True,
    )
    _, asked = asking(lambda: coverage.years_covered(kb))
    assert asked == {("isnad.pages.coverage.years_covered", "")}
    assert done.stdout == f"{answers(kb, sorted(asked)).hex()}\n"
