"""Articles in Spanish and English: quoted in their language, translated into both languages of the site."""

import shutil
from pathlib import Path

import pytest
import yaml
from isnad.checks import rules
from isnad.facts import fingerprints
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase
from isnad.pages import views
from isnad.pages.footnotes import Footnotes
from isnad.pages.templates import own_templates
from isnad.phrases.phrases import Phrases
from isnad.phrases.references import bibtex, source_reference
from isnad.problems import Problem
from isnad.text.evidence import Fingerprint, shingles
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import FROZEN

TITLES = {"es": "Los rescates del verano en cifras", "en": "The rescues of the summer in figures"}
QUOTES = {
    "es": "El Ministerio del Interior informó de que Marruecos frustró 78.685 intentos de migración irregular en 2024",
    "en": "The Interior Ministry said that Morocco foiled 78,685 attempts at irregular migration in 2024",
}
BOTH = {
    "ar": "أفادت وزارة الداخلية بأن المغرب أحبط 78 685 محاولة للهجرة غير النظامية سنة 2024",
    "fr": "Le ministère de l’Intérieur a dit que le Maroc a déjoué 78 685 tentatives de migration irrégulière en 2024",
}
WORDINGS = {
    "data/entities.yaml": {
        "      - وزارة الداخلية\n": ["Ministerio del Interior", "Interior Ministry"],
        "      - المملكة\n": ["Marruecos", "Morocco"],
    }
}


def record(language: str, translation: object) -> str:
    """Return the record of an article with one figure."""
    return yaml.safe_dump(
        {
            "language": language,
            "label": {"ar": "مقال متخيل", "fr": "Un article inventé"},
            "summary": {"ar": "مقال متخيل لهذا الاختبار.", "fr": "Un article inventé pour cet essai."},
            "title": {
                "value": TITLES[language],
                "translation": {"ar": "عمليات الإنقاذ الصيفية بالأرقام", "fr": "Les secours de l’été en chiffres"},
            },
            **dict.fromkeys(("publisher", "authors", "published", "url", "web_archive_url"), "not-given"),
            "capture": {"file": "foreign.txt", "sha256": "f" * 64, "title_line": 1, "paragraph_lines": [3]},
            "figures": {
                "attempts-foiled": {
                    "attempts-foreign": {
                        "value": 78685,
                        "precision": "exact",
                        "period": {"start": "2024-01-01", "end": "2024-12-31", "basis": "stated"},
                        "scope": {"place": "morocco", "basis": "stated"},
                        "stated_by": {"entity": "ministry-interior", "basis": "stated"},
                        "citation": {"source": "foreign", "quote": QUOTES[language], "translation": translation},
                        "reviewed": "2026-11-29",
                    }
                }
            },
        },
        allow_unicode=True,
        sort_keys=False,
    )


def read(root: Path, language: str, translation: object = BOTH) -> tuple[KnowledgeBase, list[Problem]]:
    """Return the frozen facts with a foreign article, and what is wrong with it."""
    shutil.copytree(FROZEN, root, dirs_exist_ok=True)
    for name, wordings in WORDINGS.items():
        text = (root / name).read_text(encoding="utf-8")
        for line, (spanish, english) in wordings.items():
            wording = spanish if language == "es" else english
            text = text.replace(line, f"{line}      - {wording}\n")
        (root / name).write_text(text, encoding="utf-8")
    units = root / "data/indicators.yaml"
    nouns = "[intentos]" if language == "es" else "[attempts]"
    form = "      fr: {one: tentative, many: de tentatives, other: tentatives}\n"
    units.write_text(units.read_text("utf-8").replace(form, f"{form}    wordings: {nouns}\n", 1), "utf-8")
    (root / "seeds/foreign.yaml").write_text(record(language, translation), encoding="utf-8")
    made = Fingerprint(sha256="f" * 64, paragraphs=(shingles(TITLES[language]), shingles(QUOTES[language])))
    path = root / fingerprints.fingerprint_path("foreign")
    path.write_text(fingerprints.format_fingerprint(made, "foreign"), encoding="utf-8")
    kb, problems = load(root)
    return kb, [*problems, *(problem for problem in rules.check(kb) if problem.path == "seeds/foreign.yaml")]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_foreign_article_is_quoted_in_its_language_and_read_in_both(tmp_path: Path, language: str) -> None:
    kb, problems = read(tmp_path, language)
    assert [problem.message for problem in problems] == []
    source = kb.sources["foreign"]
    for own in Language:
        p = Phrases(kb, own)
        notes = Footnotes(p, own_templates())
        notes.figure(kb.observations["attempts-foreign"])
        (note,) = notes.definitions.values()
        assert f'lang="{language}" dir="ltr"' in note
        assert f'lang="{own}" dir="{own.direction}"' in note
        assert BOTH[own][:25] in note.replace("\u00a0", " ")
        (quoted,) = views.quotes(p, source)
        assert quoted.translation == BOTH[own]
        assert dict(views.record(p, source))["source-language"] == p.t(f"language-{language}")
    langid = {"es": "spanish", "en": "english"}[language]
    assert f"langid = {{{langid}}}" in bibtex(source_reference(Phrases(kb, Language.FR), source).csl)


@for_all(
    "language, translation, code",
    [
        ("es", BOTH["fr"], "MISSING-TRANSLATION"),
        ("en", {"ar": BOTH["ar"]}, "MISSING-TRANSLATION"),
        ("en", {**BOTH, "fr": BOTH["ar"]}, "LANGUAGE"),
        ("es", {**BOTH, "fr": BOTH["fr"].replace("78 685", "78 658")}, "TRANSLATION-NUMBER"),
        ("es", {**BOTH, "ar": BOTH["ar"].replace("بأن المغرب أحبط", "بأن المغرب لم يحبط")}, "TRANSLATION-WORDS"),
        ("en", {**BOTH, "fr": BOTH["fr"].replace("déjoué 78", "déjoué environ 78")}, "PRECISION-QUOTE"),
    ],
)
def test_each_translation_is_held_to_its_quote(tmp_path: Path, language: str, translation: object, code: str) -> None:
    assert code in [problem.code for problem in read(tmp_path, language, translation)[1]]


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_foreign_wording_needs_no_word_of_a_name_and_may_stand_in_a_headline(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name of ours has no Spanish or English: a person alone can say that «en el mar» is at sea."""
    sea = {"es": "en el mar", "en": "on the water"}[language]
    monkeypatch.setitem(TITLES, language, f"{TITLES[language]} {sea}")
    added = {"      - عرض البحر\n": ["en el mar", "on the water"]}
    monkeypatch.setitem(WORDINGS, "data/entities.yaml", WORDINGS["data/entities.yaml"] | added)
    kb, _ = read(tmp_path, language)
    assert sea in kb.entities["at-sea"].wordings
    found = [(problem.code, problem.path) for problem in rules.check(kb)]
    assert not {"WORDING-OWNER", "ENTITY-WORDING"} & {code for code, _ in found}
