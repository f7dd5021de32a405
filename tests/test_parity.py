"""Whether the two languages say the same: texts read together, the same facts on both pages, every fact on a page."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path

import pytest
from isnad import citations, parity
from isnad.messages import Tongue
from isnad.model import KnowledgeBase
from isnad.parity import PAIRS, Pair, check_coverage, check_pages, check_translations, format_pairs, read_pairs
from isnad.problems import Mark
from isnad.record import NOT_GIVEN, Record

from .conftest import ProjectCopy

MARK = Mark("data/a.yaml", 3, 5)
READ = Pair("نص", "texte", MARK)
KNOWN = {READ.hashes(): 1}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("texte", "texte ", True),
        ("a b", "a\u00a0\n b", True),
        ("l’an", "l'an", True),
        ("نصّ", "نص", True),
        ("1234", "١٢٣٤", True),
        ("texte", "Texte", False),
        ("78685", "78686", False),
        ("a, b", "a b", False),
        ("ab", "a b", False),
    ],
)
def test_a_hash_is_blind_to_spaces_tashkeel_and_apostrophes_only(one: str, other: str, same: bool) -> None:
    assert (Pair(one, "b", MARK).hashes() == Pair(other, "b", MARK).hashes()) is same
    assert (Pair("b", one, MARK).hashes() == Pair("b", other, MARK).hashes()) is same


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        pytest.param(Pair("نص", "autre", MARK), "the French changed", id="French changed"),
        pytest.param(Pair("آخر", "texte", MARK), "the Arabic changed", id="Arabic changed"),
        pytest.param(Pair("آخر", "autre", MARK), "nobody has read", id="both changed"),
        pytest.param(Pair("texte", "نص", MARK), "nobody has read", id="sides exchanged"),
    ],
)
def test_a_change_of_one_side_asks_for_the_other(pair: Pair, words: str) -> None:
    (problem,) = check_translations([pair, READ], KNOWN)
    assert problem[:4] == (*MARK, "TRANSLATION-STALE")
    assert words in problem.message
    assert f"add the line «{' '.join(pair.hashes())}» to {PAIRS}" in problem.message


def test_texts_read_together_pass() -> None:
    assert list(check_translations([READ, READ], KNOWN)) == []
    assert list(check_translations([READ], {})) != []


def test_pairs_are_written_and_read_again(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    text = format_pairs(iter([READ, Pair("ب", "b", MARK), READ]))
    (tmp_path / PAIRS).write_text(text, encoding="utf-8")
    assert set(read_pairs(tmp_path)) == {READ.hashes(), Pair("ب", "b", MARK).hashes()}
    lines = text.splitlines()
    assert lines[0].startswith("# ")
    assert [line for line in lines if not line.startswith("#")] == sorted(" ".join(row) for row in read_pairs(tmp_path))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", set()),
        (b"# a b\n\na b\n", {("a", "b")}),
        (b"a\na b c\n  c   d \r\n", {("c", "d")}),
        (b"\xff\xfe\na b\n", {("a", "b")}),
        (b"<<<<<<< ours\na b\n=======\nc d\n>>>>>>> theirs\n", {("a", "b"), ("c", "d"), ("<<<<<<<", "ours"),
                                                               (">>>>>>>", "theirs")}),
    ],
    ids=["empty", "comments", "other forms", "not utf-8", "conflict"],
)  # fmt: skip
def test_a_file_of_pairs_in_any_state_is_read(tmp_path: Path, data: bytes, expected: set[tuple[str, str]]) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / PAIRS).write_bytes(data)
    assert set(read_pairs(tmp_path)) == expected


def test_without_a_file_nothing_was_read(tmp_path: Path) -> None:
    assert read_pairs(tmp_path) == {}


def marks_of(kb: KnowledgeBase) -> set[Mark]:
    return {pair.mark for pair in parity.pairs(kb, {})}


def test_every_quote_and_title_is_a_pair(kb: KnowledgeBase) -> None:
    quotes = {witness.at("translation") for _, witness in citations.witnesses(kb)}
    titles = {source.title.at("translation") for source in kb.sources.values() if source.title is not NOT_GIVEN}
    assert quotes | titles <= marks_of(kb)
    for pair in parity.pairs(kb, {}):
        assert any("\u0600" <= letter <= "\u06ff" for letter in pair.arabic) or pair.mark.path.endswith("labels.yaml")


def bilingual_marks(kb: KnowledgeBase, tables: Iterator[str]) -> set[Mark]:
    """Return the place of every bilingual text in some tables of the knowledge base."""
    records = (record for table in tables for record in getattr(kb, table).values() if isinstance(record, Record))
    return {text.at() for record in records for text in parity.bilinguals(record)}


def tables(kb: KnowledgeBase) -> list[str]:
    return [spec.name for spec in fields(kb) if isinstance(getattr(kb, spec.name), Mapping)]


def test_every_bilingual_text_of_the_data_is_a_pair(kb: KnowledgeBase) -> None:
    marks = bilingual_marks(kb, iter(tables(kb)))
    assert len(marks) > 100
    assert marks <= marks_of(kb)


def test_the_nouns_of_units_are_pairs(kb: KnowledgeBase) -> None:
    arabic = {pair.arabic for pair in parity.pairs(kb, {})}
    assert any("محاولتان" in text for text in arabic - {record.definition.ar for record in kb.indicators.values()})


def test_a_page_and_its_twin_are_a_pair(kb: KnowledgeBase) -> None:
    pages = {"ar/a.md": "ا", "fr/a.md": "a", "ar/b.md": "ب", "fr/c.md": "c", "ar/d/e.md": "د", "fr/d/e.md": "d"}
    found = [pair for pair in parity.pairs(kb, pages) if pair.mark.path.startswith("docs/")]
    assert found == [Pair("ا", "a", Mark("docs/ar/a.md", 1, 1)), Pair("د", "d", Mark("docs/ar/d/e.md", 1, 1))]


def test_an_edit_of_one_page_is_stale_until_it_is_read(project: ProjectCopy) -> None:
    project.write("docs/fr/rescues.md", project.read("docs/fr/rescues.md") + "\nEncore une phrase.\n")
    problems = project.problems(translations=True)
    assert [problem[:4] for problem in problems] == [("docs/ar/rescues.md", 1, 1, "TRANSLATION-STALE")]
    found = re.search(r"the place of line (\d+) of \S+ \(«(.*?)»\) the line «(.*?)»", problems[0].message)
    assert found
    lines = project.read(PAIRS).split("\n")
    assert lines[int(found[1]) - 1] == found[2]
    lines[int(found[1]) - 1] = found[3]
    project.write(PAIRS, "\n".join(lines))
    assert project.problems(translations=True) == []


@pytest.mark.parametrize("tongue", Tongue)
def test_a_line_pasted_with_what_surrounds_it_in_the_message_is_read(tmp_path: Path, tongue: Tongue) -> None:
    (problem,) = check_translations([Pair("آخر", "autre", MARK)], {})
    (tmp_path / "data").mkdir()
    pasted = re.search("[`«\u2066]*[0-9a-f]{12} [0-9a-f]{12}[`»\u2069]*", problem.said.text(tongue))
    assert pasted
    (tmp_path / PAIRS).write_text(f"# a\n{pasted.group()}\n", encoding="utf-8")
    assert read_pairs(tmp_path) == {Pair("آخر", "autre", MARK).hashes(): 2}


def test_without_its_file_every_text_is_stale(project: ProjectCopy) -> None:
    (project.root / PAIRS).unlink()
    assert project.problems() == []
    assert len(project.problems(translations=True)) > 100


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
    project.confirm_translations()
    place = project.place("data/derived.yaml", "derived:\n  iom", "iom-share-2024-9m")
    assert [problem[:4] for problem in project.problems()] == [(*place, "NOT-SHOWN")]
    project.replace("docs/fr/returns.md", "---\ntitle:", "title:")
    assert {problem.code for problem in project.problems()} == {"FRONT-MATTER"}
