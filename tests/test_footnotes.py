"""Footnotes: those that the macros collect, and those that an author writes by hand."""

from dataclasses import replace
from html import unescape

import pytest
from isnad.footnotes import Footnotes, check_footnotes
from isnad.model import KnowledgeBase
from isnad.phrases import Phrases
from isnad.record import Language
from isnad.templates import own_templates

PATH = "docs/fr/page.md"

RESERVED_TWICE = [(1, 2, "FOOTNOTE-RESERVED"), (3, 1, "FOOTNOTE-RESERVED")]
CASES: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "none": ("text", []),
    "used-and-defined": ("a[^x]\n\n[^x]: note", []),
    "used-twice": ("a[^x] b[^x]\n\n[^x]: note", []),
    "defined-before-use": ("[^x]: note\n\na[^x]", []),
    "indented-definition": ("a[^x]\n\n   [^x]: note", []),
    "undefined": ("a\nbc[^x] d", [(2, 3, "FOOTNOTE-UNDEFINED")]),
    "undefined-twice-told-once": ("a[^x]\nb[^x]", [(1, 2, "FOOTNOTE-UNDEFINED")]),
    "unused": ("a\n\n[^x]: note", [(3, 1, "FOOTNOTE-UNUSED")]),
    "defined-twice": ("a[^x]\n\n[^x]: note\n[^x]: other", [(4, 1, "FOOTNOTE-DUPLICATE")]),
    "colon-in-a-sentence": ("see[^x]: this", [(1, 4, "FOOTNOTE-UNDEFINED")]),
    "several": (
        "a[^x] b[^y]\n\n[^z]: note\n[^z]: other",
        [
            (1, 2, "FOOTNOTE-UNDEFINED"),
            (1, 8, "FOOTNOTE-UNDEFINED"),
            (3, 1, "FOOTNOTE-UNUSED"),
            (4, 1, "FOOTNOTE-DUPLICATE"),
        ],
    ),
    "labels-differ-in-case": ("a[^x]\n\n[^X]: note", [(1, 2, "FOOTNOTE-UNDEFINED"), (3, 1, "FOOTNOTE-UNUSED")]),
    "arabic-label": ("نص[^حاشية]", [(1, 3, "FOOTNOTE-UNDEFINED")]),
    "inline-code": ("write `[^x]` so", []),
    "inline-code-of-two-ticks": ("write ``a ` [^x]`` so", []),
    "after-inline-code": ("`code` a[^x]", [(1, 9, "FOOTNOTE-UNDEFINED")]),
    "fence": ("```\na[^x]\n[^y]: note\n```\n", []),
    "fence-of-tildes": ("~~~ markdown\na[^x]\n~~~\n", []),
    "fence-inside-a-longer-one": ("````\n```\na[^x]\n```\nb[^y]\n````", []),
    "after-a-fence": ("```\na\n```\nb[^x]", [(4, 2, "FOOTNOTE-UNDEFINED")]),
    "definition-only-in-a-fence": ("a[^x]\n```\n[^x]: note\n```", [(1, 2, "FOOTNOTE-UNDEFINED")]),
    "label-of-two-words": ("a[^two words]", [(1, 2, "FOOTNOTE-UNDEFINED")]),
    "html-comment": ("<!-- a[^x] -->", []),
    "html-comment-of-two-lines": ("a <!-- b\n[^x] --> c[^y]", [(2, 11, "FOOTNOTE-UNDEFINED")]),
    "template-comment": ("{## a[^x] ##}", []),
    "escaped": (r"a\[^x]", []),
    "label-like-an-observation's": ("a[^observation-x]\n\n[^observation-x]: b", RESERVED_TWICE),
    "label-like-an-event's": ("a[^event-x]\n\n[^event-x]: b", RESERVED_TWICE),
    "label-like-a-statement's": ("a[^statement-x]\n\n[^statement-x]: b", RESERVED_TWICE),
    "label-like-a-term's": ("a[^term-x]\n\n[^term-x]: b", RESERVED_TWICE),
    "label-like-a-source's": ("a[^source-x]\n\n[^source-x]: b", RESERVED_TWICE),
    "label-that-holds-a-macro's": ("a[^my-source-x]\n\n[^my-source-x]: b", []),
    "label-that-begins-with-a-word-of-macros": ("a[^sources]\n\n[^sources]: b", []),
    "use-only-in-code": ("`[^x]`\n\n[^x]: note", [(3, 1, "FOOTNOTE-UNUSED")]),
}


def found(text: str, first_line: int = 1) -> list[tuple[int, int, str]]:
    problems = sorted(check_footnotes(text, PATH, first_line))
    assert {problem.path for problem in problems} <= {PATH}
    return [problem[1:4] for problem in problems]


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_check_footnotes(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(text) == expected


def test_lines_count_from_the_first_line_of_the_body() -> None:
    assert found("a\nb[^x]", first_line=7) == [(8, 2, "FOOTNOTE-UNDEFINED")]


def test_a_duplicate_names_the_first_definition() -> None:
    problems = list(check_footnotes("a[^x]\n\n[^x]: n\n\n[^x]: m", PATH))
    assert "defined on line 3 already" in problems[0].message


GAPS: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "indented-code": ("a\n\n    b[^x]\n", []),
    "inline-code-over-two-lines": ("`a\n[^x]`", []),
}


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="check_footnotes and Markdown read this differently")
@pytest.mark.parametrize(("text", "expected"), GAPS.values(), ids=GAPS.keys())
def test_check_footnotes_reads_what_markdown_reads(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert found(text) == expected


@pytest.fixture(params=Language, ids=str)
def notes(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Footnotes:
    """The footnotes of an empty page in each language."""
    return Footnotes(Phrases(kb, request.param), own_templates())


def test_a_fact_twice_is_defined_once(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.observations["attempts-2024"]
    assert notes.fact(fact) == notes.fact(fact) == "[^observation-attempts-2024]"
    assert str(notes).count("[^observation-attempts-2024]: ") == 1


def test_definitions_stand_in_the_order_of_first_use(kb: KnowledgeBase, notes: Footnotes) -> None:
    notes.fact(kb.events["round-table"])
    notes.article("bilan-2022")
    notes.fact(kb.statements["patrols-aim"])
    notes.fact(kb.events["round-table"])
    assert list(notes.definitions) == ["event-round-table", "source-bilan-2022", "statement-patrols-aim"]


@pytest.mark.parametrize("name", ["observations", "events", "statements"])
def test_a_definition_is_one_line_with_quote_and_link(kb: KnowledgeBase, notes: Footnotes, name: str) -> None:
    for fact in getattr(kb, name).values():
        notes.fact(fact)
    definitions = str(notes).split("\n\n")
    assert len(definitions) == len(getattr(kb, name))
    for definition in definitions:
        assert "\n" not in definition.strip()
        assert 'class="quote"' in definition
        assert "](sources.md#" in definition


def test_what_is_inferred_says_why(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.observations["attempts-2022"]
    assert fact.stated_by.reason
    notes.fact(fact)
    assert fact.stated_by.reason[notes.phrases.language] in str(notes)


def test_what_is_stated_gives_no_reason(kb: KnowledgeBase, notes: Footnotes) -> None:
    reasons = [line for line in notes.grounds(kb.observations["attempts-2024"]) if "déduit" in line or "مستنتج" in line]
    assert reasons == []


def test_a_comment_ends_the_grounds(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.events["joint-patrols"]
    assert fact.comment
    assert list(notes.grounds(fact))[-1] == fact.comment[notes.phrases.language]


def test_signs_of_markdown_in_a_comment_stay_signs(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.events["joint-patrols"]
    assert fact.comment
    notes.fact(replace(fact, comment=replace(fact.comment, ar="*a* [b](c) <i>", fr="*a* [b](c) <i>")))
    assert "*a* [b](c) <i>" in unescape(str(notes))
    assert not any(signs in str(notes) for signs in ("*a*", "[b]", "<i>"))
