"""Footnotes: those that the macros collect, and those that an author writes by hand."""

import re
from dataclasses import replace
from html import unescape

import pytest
from isnad.facts.memory import memory_of
from isnad.facts.model import Basis, KnowledgeBase, Observation
from isnad.facts.record import Bilingual
from isnad.pages import footnotes
from isnad.pages.footnotes import Footnotes, check_footnotes
from isnad.pages.templates import own_templates
from isnad.phrases.grounds import cautions
from isnad.phrases.phrases import Phrases
from isnad.phrases.references import figure_reference
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.conftest import FROZEN, with_observations

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
def test_a_definition_is_one_line_with_the_whole_proof(kb: KnowledgeBase, notes: Footnotes, name: str) -> None:
    p = notes.phrases
    for fact in getattr(kb, name).values():
        notes.fact(fact)
    definitions = str(notes).split("\n\n")
    assert len(definitions) == len(getattr(kb, name))
    for fact, definition in zip(getattr(kb, name).values(), definitions, strict=True):
        citation, source = fact.citation, kb.sources[fact.citation.source]
        number = fact.value if isinstance(fact, Observation) else None
        assert "\n" not in definition.strip()
        assert p.quote(citation.quote, source.language, number) in definition
        assert (p.quote(citation.translation, p.language, number) in definition) is (source.language != p.language)
        assert all(part in definition for part in (p.publisher(source), p.title(source), p.published(source)))
        assert p.place(source, citation.quote) in definition
        assert p.t("note-verified") in definition
        assert f"](sources/{source.id}.md)" in definition
        assert (citation.note is not None) is (p.t("note-editor", text="") in definition)


def test_the_footnote_of_a_figure_leads_to_its_page_and_copies_its_reference(
    kb: KnowledgeBase, notes: Footnotes
) -> None:
    p = notes.phrases
    for observation in kb.observations.values():
        notes.fact(observation)
        definition = notes.definitions[f"observation-{observation.id}"]
        assert f"{p.heading(observation)}</span>" in definition
        assert f"](figures/{observation.id}.md)" in definition
        assert p.copy_button(figure_reference(p, observation).text, "copy-citation") in definition
        translated = kb.sources[observation.citation.source].language is not p.language
        assert definition.count("<mark>") == (2 if translated else 1)


@pytest.mark.parametrize("fact", ["events", "statements"])
def test_only_figures_have_a_page_and_a_marked_number(kb: KnowledgeBase, notes: Footnotes, fact: str) -> None:
    for each in getattr(kb, fact).values():
        notes.fact(each)
    assert not any(sign in str(notes) for sign in ("](figures/", "<mark>", 'class="copy"', "note-head"))


def test_a_figure_in_text_is_a_link_to_its_page_followed_by_its_mark(kb: KnowledgeBase, notes: Footnotes) -> None:
    for observation in kb.observations.values():
        for with_unit in (True, False):
            shown = notes.phrases.quantity(observation, with_unit)
            figure = notes.figure(observation, with_unit)
            assert figure == f"[{shown}](figures/{observation.id}.md)[^observation-{observation.id}]"


@pytest.mark.parametrize("here", ["figures/attempts-2022.md", "sources/bilan-2022.md", "returns.md"])
def test_links_of_footnotes_begin_where_the_page_stands(kb: KnowledgeBase, here: str) -> None:
    notes = Footnotes(Phrases(kb, Language.FR, here), own_templates())
    notes.fact(kb.observations["attempts-2024"])
    folder = (FROZEN / "docs" / "fr" / here).parent
    links = {(folder / link).resolve() for link in re.findall(r"\]\(([^)]+)\)", str(notes))}
    pages = ("figures/attempts-2024.md", "sources/hompress-2024.md")
    assert links == {FROZEN / "docs" / "fr" / page for page in pages}


WARNED = {"open": ["attempts-2022"], "part-of-year": ["attempts-2024-9m", "returns-2024-9m-iom"]}


@pytest.mark.parametrize("how", ["open", "part-of-year"])
def test_an_open_period_and_a_part_of_a_year_are_warned_of_first(kb: KnowledgeBase, notes: Footnotes, how: str) -> None:
    for name in WARNED[how]:
        fact = kb.observations[name]
        read = "-inferred" if how == "part-of-year" and fact.period.basis is Basis.INFERRED else ""
        first, *rest = list(cautions(notes.phrases, fact))
        assert first == f'<strong class="warning">{notes.phrases.t(f"warning-{how}{read}")}</strong>'
        assert next(notes.grounds(fact)) == first
        precise = fact.precision is Precision.EXACT
        assert rest == ([] if precise else [notes.phrases.t(f"note-precision-{fact.precision}")])


def test_exactly_the_open_periods_and_parts_of_a_year_are_warned_of(kb: KnowledgeBase, notes: Footnotes) -> None:
    whole = {each.id for each in kb.observations.values() if each.period.is_full_year}
    warned = {each.id for each in kb.observations.values() if "warning" in str([*cautions(notes.phrases, each)])}
    assert warned == kb.observations.keys() - whole
    assert warned
    assert whole


def test_two_years_are_neither_open_nor_a_part_of_one(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.observations["attempts-2024"]
    longer = replace(fact, period=replace(fact.period, start=fact.period.start.replace(year=2023)))
    assert list(cautions(notes.phrases, longer)) == []


def test_grounds_name_what_disagrees_and_what_replaces(kb: KnowledgeBase) -> None:
    """With values as their own facts state them, and why one was replaced."""
    one, other = kb.observations["rescues-2024"], kb.observations["rescues-2024-9m"]
    reason = Bilingual(marks=one.marks, ar="سبب *", fr="motif *")
    changed = replace(one, disagrees_with=(other.id,), superseded_by=other.id, superseded_because=reason)
    p = Phrases(with_observations(kb, changed), Language.FR)
    lines = list(Footnotes(p, own_templates()).grounds(changed))
    number = p.figure_link(other, p.quantity(other))
    assert p.t("note-disagrees", number=number) in lines
    assert p.t("note-superseded", number=number, reason="motif *") in lines


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
    hostile = replace(fact, comment=replace(fact.comment, ar="*a* [b](c) <i>", fr="*a* [b](c) <i>"))
    changed = replace(kb, events={**kb.events, fact.id: hostile})
    notes = Footnotes(Phrases(changed, notes.phrases.language), own_templates())
    notes.fact(hostile)
    assert "*a* [b](c) <i>" in unescape(str(notes))
    assert not any(signs in str(notes) for signs in ("*a*", "[b]", "<i>"))


def test_pages_of_one_folder_share_a_footnote_and_others_link_as_they_must(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact, written = kb.observations["attempts-2024"], []
    for here in ("figures/a.md", "figures/b.md", "a.md", "deep/er/a.md"):
        own = Footnotes(Phrases(kb, notes.phrases.language, here), own_templates())
        own.fact(fact)
        written.append(own.definitions["observation-attempts-2024"])
    assert written[0] is written[1]
    links = [text.partition("](")[2].partition(")")[0] for text in written[1:]]
    assert links == ["attempts-2024.md", "figures/attempts-2024.md", "../../figures/attempts-2024.md"]


@pytest.mark.parametrize(("deferred", "written"), [(False, 4), (True, 2)])
def test_of_deferred_footnotes_a_sample_is_written_at_once(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, deferred: bool, written: int
) -> None:
    monkeypatch.setattr(footnotes, "SAMPLE", 2)
    notes = Footnotes(Phrases(replace(kb), Language.FR), own_templates(), deferred)
    cited = list(kb.observations.values())[:4]
    for observation in cited:
        notes.fact(observation)
    remembered = [key for key in memory_of(notes.phrases.kb) if str(key[-1]).startswith("observation-")]
    assert len(remembered) == written
    assert len(re.findall(r"(?m)^\[\^observation-[a-z0-9-]+\]: .", str(notes))) == len(cited)
