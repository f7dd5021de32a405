"""Each rule about the facts: one damage that it reports, at its place, and one change that it accepts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from isnad.checks import periods, rules
from isnad.facts.fingerprints import digest, format_fingerprint
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, Month, Origin
from isnad.facts.schema import Converter
from isnad.facts.yamltree import parse

from tests.conftest import ProjectCopy

# The last line of the comment atop the corrections.
CORRECTIONS, SENTENCE = "data/corrections.yaml", "one complete sentence"
NO_FIGURE = """corrections:
  none:
    date: 2026-11-01
    observation: attempts-2042
    was: 1
    now: 2
    why: {ar: سبب, fr: motif}
"""


def test_a_source_cannot_state_what_comes_after_it(kb: KnowledgeBase) -> None:
    observation = kb.observations["attempts-2024"]
    source = kb.sources[observation.citation.source]
    assert observation.period.end is not NOT_GIVEN
    for days, codes in ((0, []), (1, ["PERIOD-SOURCE"])):
        day = observation.period.end - dt.timedelta(days=days)
        published: Found[dt.date | Month] = Found(marks=source.marks, value=day, origin=Origin.CAPTURE)
        sources = {**kb.sources, source.id: replace(source, published=published)}
        found = list(periods.check_periods(replace(kb, sources=sources, observations={observation.id: observation})))
        assert [problem.code for problem in found] == codes
        assert all(problem[:3] == observation.period.at("end") for problem in found)


def test_a_correction_of_no_figure_is_reported(project: ProjectCopy) -> None:
    project.edit(CORRECTIONS, SENTENCE, "corrections: {}\n", NO_FIGURE)
    _, problems = load(project.root)
    place = project.place(CORRECTIONS, SENTENCE, "attempts-2042")
    assert [problem[:4] for problem in problems] == [(*place, "UNKNOWN-ID")]


# Labels are part of the code, not of a project's data: they are written here as a file of them would be.

LABELS: dict[str, tuple[str, list[tuple[int, int]], str]] = {
    "same-parts": ("a: {ar: 'ب {x} {y}', fr: '{y} b {x}'}", [], ""),
    "part-twice": ("a: {ar: 'ب {x} {x}', fr: 'b {x}'}", [], ""),
    "doubled-braces": ("a: {ar: 'ب {{x}}', fr: 'b'}", [], ""),
    "no-parts": ("a: {ar: ب, fr: b}", [], ""),
    "other-part": ("a: {ar: ب, fr: b}\nb:\n  ar: 'ب {x}'\n  fr: 'b {y}'", [(4, 7)], "in x in Arabic and y in"),
    "part-missing": ("a: {ar: 'ب {x}', fr: b}", [(1, 22)], "'a' fills in x in Arabic and none in French"),
    "part-too-many": ("a: {ar: ب, fr: 'b {x}'}", [(1, 16)], "none in Arabic and x in French"),
    "brace-not-closed": ("a: {ar: ب, fr: b}\n\nb: {ar: 'ب {x', fr: 'b {x}'}", [(3, 1)], "the braces of 'b'"),
    "brace-not-opened": ("a: {ar: ب, fr: 'b }'}", [(1, 1)], "the braces of 'a'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "places", "words"), LABELS.values(), ids=LABELS.keys())
def test_labels_fill_in_the_same_parts(kb: KnowledgeBase, text: str, places: list[tuple[int, int]], words: str) -> None:
    node, _ = parse(text, "labels.yaml")
    assert node
    found = list(rules.check_labels(replace(kb, labels=Converter().convert(Mapping[str, Bilingual], node))))
    assert [problem[:4] for problem in found] == [("labels.yaml", *place, "LABEL-FORM") for place in places]
    assert all(words in problem.message for problem in found)


@pytest.mark.parametrize("wrong", [("\n1 ", "\n1 0123456789abcdef "), (" digest ", "\n# ")], ids=["longer", "bare"])
def test_a_fingerprint_that_was_changed_by_hand_is_refused(project: ProjectCopy, wrong: tuple[str, str]) -> None:
    path = "seeds/fingerprints/bilan-2022.txt"
    project.write(path, project.read(path).replace(*wrong, 1))
    kb, problems = load(project.root)
    assert not problems
    assert {(problem.code, problem.path) for problem in rules.check_sources(kb)} == {("FINGERPRINT-DIGEST", path)}


def test_paragraphs_that_were_exchanged_are_refused(project: ProjectCopy) -> None:
    path = "seeds/fingerprints/hompress-2024.txt"
    lines = project.read(path).split("\n")
    lines[3], lines[4] = "1" + lines[4][1:], "2" + lines[3][1:]
    project.write(path, "\n".join(lines))
    kb, problems = load(project.root)
    assert not problems
    assert [problem.code for problem in rules.check_sources(kb)] == ["FINGERPRINT-DIGEST"]


def test_the_fingerprint_of_another_source_is_refused(project: ProjectCopy) -> None:
    path = "seeds/fingerprints/bilan-2022.txt"
    kb, _ = load(project.root)
    made = kb.fingerprints["bilan-2022"]
    assert made.digest == digest(made, "bilan-2022")
    project.write(path, format_fingerprint(made, "hompress-2024"))
    kb, _ = load(project.root)
    assert [problem.code for problem in rules.check_sources(kb)] == ["FINGERPRINT-DIGEST"]
