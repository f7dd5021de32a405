"""Whether the two languages say the same: the same facts and macros on both pages, and every fact on one."""

import re
from dataclasses import replace

import pytest
from isnad.checks import parity
from isnad.checks.parity import check_coverage, check_pages
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import Page, render_page
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import ProjectCopy, bare


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


def read(kb: KnowledgeBase, language: Language, text: str) -> Page:
    return render_page(kb, f"docs/{language}/a.md", text, language, "a.md")


@pytest.mark.parametrize(
    ("arabic", "french", "expected"),
    [
        ('{{ date("2024") }}', '{{ date("2024") }}', []),
        ('{{ date("2024") }} ' * 2, '{{ date("2024") }}', ["fr: docs/ar/a.md calls date('2024') 1 time(s) more"]),
        ("", "{{ counts() }}\n\n{{ counts() }}", ["ar: docs/fr/a.md calls counts() 2 time(s) more"]),
        (
            "{{ counts() }}",
            "{{ glossary() }}",
            ["ar: docs/fr/a.md calls glossary() 1 time(s) more", "fr: docs/ar/a.md calls counts() 1 time(s) more"],
        ),
        ("", '{{ term("voluntary-return") }}', []),
        (
            '{{ term("voluntary-return") }}',
            '{{ term("trafficking-in-persons") }}',
            [
                "ar: docs/fr/a.md never calls term('voluntary-return'), but other terms",
                "fr: docs/ar/a.md never calls term('trafficking-in-persons'), but other terms",
            ],
        ),
    ],
    ids=["same", "once-more-in-Arabic", "twice-more-in-French", "others", "free", "another"],
)
def test_both_pages_call_the_same_macros(kb: KnowledgeBase, arabic: str, french: str, expected: list[str]) -> None:
    pages = {"ar/a.md": read(kb, Language.AR, arabic), "fr/a.md": read(kb, Language.FR, french)}
    found = list(parity.check_calls({**pages, "fr/b.md": read(kb, Language.FR, "{{ counts() }}")}))
    assert {problem.code for problem in found} <= {"PARITY"}
    said = [f"{problem.path[5:7]}: {problem.message}" for problem in found]
    assert [re.split(" than| that", words)[0] for words in said] == expected


WEST, MAGHREB, TOTAL = (
    '{{ figure("origin-west-africa-2024") }}',
    '{{ figure("origin-maghreb-2024") }}',
    ('{{ figure("attempts-2024", unit=true) }} {{ period("attempts-2024") }}'),
)


@for_all(
    "arabic, french, at",
    [
        (f"{WEST} و{MAGHREB}", f"{WEST} et {MAGHREB}", None),
        (f"{WEST} و{MAGHREB}", f"Un\n{MAGHREB} et {WEST}", "2:11"),
        (f"- {WEST}\n- {MAGHREB}", f"**{WEST}**, *{MAGHREB}*", None),
        (f"{TOTAL}، {WEST}", f'{{{{ period("attempts-2024") }}}}, {{{{ figure("attempts-2024") }}}} et {WEST}', None),
        (f"{WEST}\n\n## A\n\n{MAGHREB}", f"{WEST}, {MAGHREB}\n\n## A", "1:52"),
        (f"{WEST}\n\n## A\n\n{MAGHREB}", f"{WEST}\n\n## {MAGHREB}", None),
        ('{{ date("2018") }}، {{ date("2019") }}', '{{ date("2019") }}, {{ date("2018") }}', "1:9"),
        (f"{WEST} و{MAGHREB}", f"{MAGHREB}, {MAGHREB}", None),  # for `check_calls`
    ],
)
def test_both_pages_give_facts_in_the_same_order(kb: KnowledgeBase, arabic: str, french: str, at: str | None) -> None:
    pages = {"ar/a.md": read(kb, Language.AR, arabic), "fr/a.md": read(kb, Language.FR, french)}
    found = [f"{problem.line}:{problem.column}" for problem in parity.check_order(pages)]
    assert found == ([at] if at else [])


def test_an_exchange_of_two_figures_is_reported_with_what_stands_there(project: ProjectCopy) -> None:
    text = project.read("docs/fr/interceptions.md")
    one, other = (f'{{{{ figure("{name}") }}}}' for name in ("origin-west-africa-2024", "origin-maghreb-2024"))
    swapped = text.replace(one, "\0").replace(other, one).replace("\0", other)
    project.write("docs/fr/interceptions.md", swapped)
    (problem,) = project.problems()
    assert problem.code == "PARITY"
    assert "figure('origin-maghreb-2024') stands here, and figure('origin-west-africa-2024')" in bare(problem.message)


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
