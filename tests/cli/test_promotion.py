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

from tests.conftest import RAINFALL, ProjectCopy, another_topic

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


def test_the_summary_counts_both_tiers(rainfall: ProjectCopy, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(rainfall.root), "check"]) == 0
    assert "4 figures (3 verified word for word, 1 referenced)" in capsys.readouterr().out


REFUSALS = {
    "a number that is not the value": ("printed: '1.376'", "printed: '1.367'", "PRINTED-VALUE"),
    "words of the article": ("printed: '1.376'", "printed: 1.376 millimètres relevés", "PRINTED-VALUE"),
    "another precision": ("printed: '1.376'", "printed: plus de 1.376", "PRINTED-VALUE"),
    "a quote of what nobody captured": (
        "printed: '1.376'\n        place:\n          ar: الجملة الأولى\n          fr: première phrase",
        f"quote: {QUOTE}\n        translation: {TRANSLATION}",
        "EVIDENCE-TIER",
    ),
    "what a quote would state": ("basis: declared", "basis: stated", "EVIDENCE-TIER"),
    "a detail of a captured text": ("origin: outside", "origin: capture", "EVIDENCE-TIER"),
    "the address of another outlet": ("www.almanach.example", "www.elsewhere.example", "ADDRESS-HOST"),
    "neither captured nor read": (
        "reading:\n  date: 2026-11-20\n  how: stored-copy\n  extent: cut\n",
        "",
        "MISSING-KEY",
    ),
}


def test_every_refusal_says_what_would_be_right(rainfall: ProjectCopy) -> None:
    record, wrong = (RAINFALL / RECORD).read_text(encoding="utf-8"), {}
    for name, (old, new, code) in REFUSALS.items():
        assert old in record, name
        rainfall.write(RECORD, record.replace(old, new, 1))
        codes = {problem.code for problem in rainfall.fact_problems()}
        if code not in codes:
            wrong[name] = codes
    assert wrong == {}
