"""An article that was only read is captured: its figures are promoted, signs and counts change, and nothing else."""

import json
from pathlib import Path

import pytest
from isnad.checks.project import read_project
from isnad.cli.history import check_history
from isnad.cli.main import main
from isnad.exports.create import create_exports
from isnad.facts.model import Evidence, KnowledgeBase
from isnad.phrases.phrases import REFERENCED, SIGN_START, Phrases
from isnad.text.languages import Language

from tests.conftest import RAINFALL, Printed, ProjectCopy, another_topic

ID, FIGURE, RECORD = "almanac-2025", "rain-2025", "seeds/almanac-2025.yaml"
TEXT = """Almanach de la plaine

Le Service des pluies a mesuré 1.376 millimètres dans la plaine de Tamra en 2025.
Les agriculteurs de la plaine disent que les semis ont commencé tôt et que le barrage est rempli.
"""
QUOTE = "Le Service des pluies a mesuré 1.376 millimètres dans la plaine de Tamra en 2025"
TRANSLATION = "قاست مصلحة الأمطار 1.376 مليمترا في سهل تامرا سنة 2025"
SHORTEST = "a mesuré 1.376 millimètres"
READING = "reading:\n  date: 2026-11-20\n  how: stored-copy\n  extent: cut\n"
ANSWERS = {
    f"quote: {SHORTEST}": f"quote: {QUOTE}",
    "basis: CONFIRM": "basis: stated",
    "translation: CONFIRM\npublisher": "translation: تقويم السهل\npublisher",
    "translation: CONFIRM": f"translation: {TRANSLATION}",
    "promoted: CONFIRM": "promoted: 2026-11-21",
    "reviewed: CONFIRM": "reviewed: 2026-11-21",
}
DRAFT = "seeds/archive/almanac.yaml"


@pytest.fixture
def rainfall(tmp_path: Path) -> ProjectCopy:
    return another_topic(tmp_path / "rain")


def new_source(project: ProjectCopy, *flags: str) -> int:
    text = project.root / "seeds" / "archive" / "almanac.txt"
    return main(["--root", str(project.root), "new", "source", str(text), *flags])


def documents(kb: KnowledgeBase) -> dict[str, object]:
    """Return every document of the API but what they say of the edition as a whole."""
    made = create_exports(kb)
    return {path: json.loads(data) for path, data in made.items() if path.startswith("api/v1/") and path.count("/") > 2}


def loaded(project: ProjectCopy) -> KnowledgeBase:
    found, problems = read_project(project.root)
    assert problems == []
    return found.kb


def test_the_record_of_a_captured_article_promotes_its_figures(rainfall: ProjectCopy) -> None:
    before = loaded(rainfall)
    rainfall.write("seeds/archive/almanac.txt", TEXT)
    assert new_source(rainfall, "--id", ID) == 1
    draft = rainfall.read(DRAFT)
    assert f"quote: {SHORTEST}\n" in draft
    assert "printed" not in draft
    assert "reading" not in draft
    assert draft.count("basis: CONFIRM") == 3
    assert new_source(rainfall) == 1  # nothing is a record while a person has to confirm something
    assert "capture" not in rainfall.read(RECORD)

    for old, new in ANSWERS.items():
        assert old in draft
        draft = draft.replace(old, new)
    rainfall.write(DRAFT, draft)
    assert new_source(rainfall) == 0
    after = loaded(rainfall)

    assert list(check_history(before, after)) == []
    assert before.tiers(before.observations.values()) == {Evidence.VERIFIED: 3, Evidence.REFERENCED: 1}
    assert after.tiers(after.observations.values()) == {Evidence.VERIFIED: 4}
    assert after.observations[FIGURE].quotation.quote == QUOTE
    assert str(after.sources[ID].captured.promoted) == "2026-11-21"
    for language in Language:
        signed, proved = (Phrases(kb, language).quantity(kb.observations[FIGURE]) for kb in (before, after))
        sign = SIGN_START.format(REFERENCED)
        assert (sign in signed, sign in proved) == (True, False)
        value = Phrases(after, language).value(after.observations[FIGURE])
        assert str(proved) == str(value).replace(before.seal, after.seal)
    read, proved_now = documents(before), documents(after)
    changed = {path for path in read.keys() | proved_now.keys() if read.get(path) != proved_now.get(path)}
    assert changed == {f"api/v1/figures/{FIGURE}.json", f"api/v1/sources/{ID}.json"}


def test_the_summary_counts_both_tiers(rainfall: ProjectCopy, capsys: Printed) -> None:
    assert main(["--root", str(rainfall.root), "check"]) == 0
    assert "4 figures (3 verified word for word, 1 referenced)" in capsys.readouterr().out


PRINTED = "printed: '1.376'\n        place:\n          ar: الجملة الأولى\n          fr: première phrase"
CAPTURE = f"capture:\n  file: a.txt\n  sha256: {'0' * 64}\n  title_line: not-given\n  paragraph_lines: [1]\n{READING}"
TRANSLATED = f"translation: {TRANSLATION}"
WITNESSES = f"witnesses: [{{quote: {QUOTE}, {TRANSLATED}}}]"
INDICATORS, GLOSSARY, EVENTS = "data/indicators.yaml", "data/glossary.yaml", "data/events.yaml"
# What is written where, and what is said of it.
REFUSALS = {
    "a number that is not the value": (RECORD, "printed: '1.376'", "printed: '1.367'", "printed-value"),
    "words of the article": (RECORD, "printed: '1.376'", "printed: 1.376 millimètres relevés", "printed-more"),
    "another precision": (RECORD, "printed: '1.376'", "printed: plus de 1.376", "printed-precision"),
    "a quote of what nobody captured": (RECORD, PRINTED, f"quote: {QUOTE}\n        {TRANSLATED}", "tier-quote"),
    "what a quote would state": (RECORD, "basis: declared", "basis: stated", "tier-stated"),
    "a further quote": (
        RECORD, "basis: declared", f"basis: declared\n        {WITNESSES}", "tier-witness",
    ),
    "a detail of a captured text": (RECORD, "origin: outside", "origin: capture", "tier-origin"),
    "the address of another outlet": (RECORD, "www.almanach.example", "www.elsewhere.example", "address-elsewhere"),
    "neither captured nor read": (RECORD, READING, "", "missing-one-of"),
    "captured and read": (RECORD, READING, CAPTURE, "keys-exclude"),
    "a printed number of what is captured": (
        INDICATORS, "quote: Son barrage", "printed: '37 %'\n          place: not-given\n          #", "tier-printed",
    ),
    "declared where a quote can state": (INDICATORS, "basis: stated", "basis: declared", "tier-declared"),
    "a statement of what nobody captured": (EVENTS, "source: akhbar-2031", f"source: {ID}", "tier-quote"),
    "a term of what nobody captured": (GLOSSARY, "source: bulletin-2031", f"source: {ID}", "tier-quote"),
}  # fmt: skip


def test_every_refusal_says_what_would_be_right(rainfall: ProjectCopy) -> None:
    wrong = {}
    for name, (path, old, new, id) in REFUSALS.items():
        whole = (RAINFALL / path).read_text(encoding="utf-8")
        assert old in whole, name
        rainfall.write(path, whole.replace(old, new, 1))
        found = {problem.said.id for problem in rainfall.fact_problems()}
        rainfall.write(path, whole)
        if id not in found:
            wrong[name] = found
    assert wrong == {}


def test_a_fingerprint_of_what_nobody_captured_is_refused(rainfall: ProjectCopy) -> None:
    rainfall.write(f"seeds/fingerprints/{ID}.txt", "sha256")
    assert {problem.said.id for problem in rainfall.fact_problems()} == {"fingerprint-uncaptured"}


@pytest.mark.parametrize("printed", ["1.376", "1 376", "١٣٧٦", "not-given"])
def test_a_number_is_read_in_any_spelling(rainfall: ProjectCopy, printed: str) -> None:
    rainfall.replace(RECORD, "printed: '1.376'", f"printed: '{printed}'")
    assert rainfall.fact_problems() == []
