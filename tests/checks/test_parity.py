"""Whether the two languages say the same: the same facts and macros on both pages, and every fact on one."""

from collections import Counter
from dataclasses import replace

import pytest
from isnad.checks import parity
from isnad.checks.parity import check_coverage, check_pages
from isnad.facts.model import KnowledgeBase

from tests.conftest import ProjectCopy


@pytest.mark.parametrize(
    ("arabic", "french", "expected"),
    [
        ({"observation-a"}, {"observation-a"}, []),
        ({"observation-a", "b"}, {"b"}, [("docs/fr/x.md", "docs/ar/x.md shows 'observation a'")]),
        (set(), {"event-a"}, [("docs/ar/x.md", "docs/fr/x.md shows 'event a'")]),
        ({"term-a-1"}, {"term-a-2"}, [("docs/ar/x.md", "'term a-2'"), ("docs/fr/x.md", "'term a-1'")]),
    ],
)
def test_both_pages_show_the_same_facts(arabic: set[str], french: set[str], expected: list[tuple[str, str]]) -> None:
    found = sorted(check_pages({"ar/x.md": arabic, "fr/x.md": french}))
    assert [(problem[:4]) for problem in found] == [(path, 1, 1, "PARITY") for path, _ in expected]
    assert all(words in problem.message for problem, (_, words) in zip(found, expected, strict=True))


def test_a_page_without_a_twin_is_not_compared() -> None:
    assert list(check_pages({"ar/x.md": {"observation-a"}, "fr/y.md": set()})) == []


@pytest.mark.parametrize(
    ("arabic", "french", "expected"),
    [
        (["date('2024')"], ["date('2024')"], []),
        (["date('2024')"] * 2, ["date('2024')"], [("docs/fr/a.md", "docs/ar/a.md calls date('2024') 1 time(s) more")]),
        ([], ["reviewed()"] * 2, [("docs/ar/a.md", "docs/fr/a.md calls reviewed() 2 time(s) more")]),
        (
            ["b()"],
            ["c()"],
            [("docs/ar/a.md", "docs/fr/a.md calls c() 1"), ("docs/fr/a.md", "docs/ar/a.md calls b() 1")],
        ),
    ],
    ids=["same", "once-more-in-Arabic", "twice-more-in-French", "others"],
)
def test_both_pages_call_the_same_macros(arabic: list[str], french: list[str], expected: list[tuple[str, str]]) -> None:
    found = list(parity.check_calls({"ar/a.md": Counter(arabic), "fr/a.md": Counter(french), "fr/b.md": Counter("a")}))
    assert [problem[:4] for problem in found] == [(path, 1, 1, "PARITY") for path, _ in expected]
    assert all(problem.message.startswith(words) for problem, (_, words) in zip(found, expected, strict=True))


def all_footnotes(kb: KnowledgeBase) -> set[str]:
    kinds = {"observation": kb.observations, "statement": kb.statements, "event": kb.events, "derived": kb.derived}
    return {f"{kind}-{name}" for kind, table in kinds.items() for name in table}


def test_every_fact_is_shown_somewhere(kb: KnowledgeBase) -> None:
    shown = all_footnotes(kb)
    assert list(check_coverage(kb, [shown])) == []
    for label in shown:
        kind, _, name = label.partition("-")
        table = {"derived": kb.derived}.get(kind) or getattr(kb, f"{kind}s")
        found = list(check_coverage(kb, [shown - {label}, set()]))
        assert (*table[name].at(), "NOT-SHOWN") in {problem[:4] for problem in found}, label
        assert f"no page shows the {kind} {name!r}" in found[0].message


def test_a_source_is_shown_by_a_fact_or_a_footnote_of_its_own(kb: KnowledgeBase) -> None:
    bare = replace(kb, observations={}, statements={}, events={}, derived={})
    found = list(check_coverage(bare, []))
    assert [problem[:4] for problem in found] == [(*source.at(), "NOT-SHOWN") for source in kb.sources.values()]
    assert list(check_coverage(bare, [{f"source-{name}" for name in kb.sources}])) == []


def test_a_fact_that_no_page_shows_is_reported(project: ProjectCopy) -> None:
    """By the whole check, once nothing else is wrong."""
    for path in ("docs/ar/returns.md", "docs/fr/returns.md"):
        project.replace(path, '{{ derived("iom-share-2024-9m") }}', "")
    place = project.place("data/derived.yaml", "derived:\n  iom", "iom-share-2024-9m")
    assert [problem[:4] for problem in project.problems()] == [(*place, "NOT-SHOWN")]
    project.replace("docs/fr/returns.md", "---\ntitle:", "title:")
    assert {problem.code for problem in project.problems()} == {"FRONT-MATTER"}
