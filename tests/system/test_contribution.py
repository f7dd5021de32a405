"""The promise to contributors: a sound contribution is its article, its facts and its pages, and nothing else.

Into a copy of the whole repository go two articles that nobody wrote, with figures of new kinds. Then every test of the
live data passes; so it does when one article is removed again, a fact of the other corrected, and prose reworded.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from isnad.cli import main
from isnad.facts.model import Indicator
from isnad.facts.record import Bilingual

from tests.conftest import ROOT, Built, ProjectCopy
from tests.mutations.mutations import read_material

NOT_TRACKED = shutil.ignore_patterns(
    ".git", ".venv*", ".site-*", "archive", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis"
)
# What a known indicator counts stands for {}.
ARTICLES = {
    "aube-2031": """Bilan de la côte de l’Aube

La délégation de l’Aube a indiqué avoir recensé 4 217 {} au cours de l’année 2031.
Près de 13 mille voyageurs ont été secourus au cours de l’année 2032, selon la délégation de l’Aube.
""",
    "aube-2033": """Bilan de la côte de l’Aube

La délégation de l’Aube a indiqué avoir recensé neuf cent cinquante-huit {} au cours de l’année 2033 sur la côte.
La délégation de l’Aube a indiqué avoir recensé neuf cent quatre-vingt-cinq {} au cours de l’année 2033, recomptés.
""",
}
SPELLED = {958: "neuf cent cinquante-huit", 985: "neuf cent quatre-vingt-cinq"}  # as the press does now and then
ENTITIES = """\
  aube-press:
    kind: outlet
    name: {ar: صحيفة الفجر, fr: La Gazette de l’Aube}
    wordings: []
  aube-delegation:
    kind: institution
    name: {ar: مندوبية الفجر, fr: délégation de l’Aube}
    wordings: [délégation de l’Aube]
"""
TOPIC = """\
  aube:
    label: {ar: ساحل الفجر, fr: Côte de l’Aube}
"""
SOURCE = """\
# yaml-language-server: $schema=../data/schemas/source.schema.json
language: fr
label: {{ar: صحيفة الفجر، الحصيلة, fr: 'La Gazette de l’Aube, bilan'}}
summary: {{ar: يعرض المقال حصيلة الساحل., fr: L’article présente le bilan de la côte.}}
title: {{value: Bilan de la côte de l’Aube, translation: حصيلة ساحل الفجر}}
publisher: {{value: aube-press, origin: capture}}
authors: not-given
published: not-given
url: not-given
web_archive_url: not-given
capture:
  file: {id}.txt
  sha256: {sha256}
  title_line: 1
  paragraph_lines: [3, 4]
caveats: []
"""
OBSERVATION = """\
      {id}:
        value: {value}
        precision: {precision}
        period: {{start: {year}-01-01, end: {year}-12-31, basis: stated}}
        scope: {{actor: aube-delegation, basis: stated}}
        stated_by: {{entity: aube-delegation, basis: stated}}
        citation:
          source: {source}
          quote: {quote}
          translation: {translation}
        reviewed: 2026-11-21
"""
EXACT = {
    "precision": "exact",
    "quote": "La délégation de l’Aube a indiqué avoir recensé {} au cours de l’année {}",
    "translation": "أعلنت مندوبية الفجر أنها أحصت {} خلال سنة {}",
}
ABOUT = {
    "precision": "about",  # whose words begin the sentence
    "quote": "Près de {} ont été secourus au cours de l’année {}, selon la délégation de l’Aube",
    "translation": "تم إنقاذ نحو {} خلال سنة {} حسب مندوبية الفجر",
}
UNIT = """\
  aube-traveller:
    measure: count
    forms:
      ar: {zero: مسافر, one: مسافر واحد, two: مسافران, few: مسافرين, many: مسافرا, other: مسافر}
      fr: {one: voyageur, many: de voyageurs, other: voyageurs}
"""
INDICATOR = """\
  aube-rescues:
    topic: aube
    label: {ar: المسافرون الذين أُنقذوا, fr: Voyageurs secourus}
    definition: {ar: عدد المسافرين الذين أُنقذوا., fr: Nombre de voyageurs secourus.}
    unit: aube-traveller
    observations:
"""
PAGES = {
    "fr": """\
---
title: Côte de l’Aube
description: Ce que La Gazette de l’Aube rapporte de la côte.
---

# Côte de l’Aube { #top }

La délégation fait état de {{ figure("aube-2032", unit=true) }} {{ period("aube-2032") }}.

{{ observations("aube-rescues") }}
""",
    "ar": """\
---
title: ساحل الفجر
description: ما تنقله صحيفة الفجر عن الساحل.
---

# ساحل الفجر { #top }

تذكر المندوبية {{ figure("aube-2032", unit=true) }} {{ period("aube-2032") }}.

{{ observations("aube-rescues") }}
""",
}
CORRECTION = """\
  aube:
    date: 2026-11-22
    observation: aube-2033
    was: 958
    now: 985
    why: {ar: أخذنا الرقم قبل إعادة العد., fr: Nous avions repris le nombre d’avant le recomptage.}
"""
TOMBSTONE = """\
  aube-{number}:
    gone: {path}
    date: 2026-11-23
    reason: {{ar: سحبت الصحيفة مقالها., fr: Le journal a retiré son article.}}
"""
REWORDED = {"fr": "Cette page a été relue par l’équipe.", "ar": "راجع الفريق هذه الصفحة."}


def insert(project: ProjectCopy, path: str, key: str, lines: str) -> None:
    """Write lines below a key at the left edge of a file, whose table may be empty."""
    text = re.sub(rf"(?m)^{key}: \{{\}}$", f"{key}:", project.read(path))
    changed, times = re.subn(rf"(?m)^{key}:\n", lambda _: f"{key}:\n{lines}", text)
    assert times == 1, f"{path} has no {key}:"
    project.write(path, changed)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """A copy of the whole repository, without history and without what is made."""

    def not_tracked(folder: str, names: list[str]) -> set[str]:
        return {*NOT_TRACKED(folder, names), *(("site", "release") if Path(folder) == ROOT else ())}

    root = tmp_path_factory.mktemp("repository") / "isnad"
    shutil.copytree(ROOT, root, ignore=not_tracked)
    return ProjectCopy(root)


@pytest.fixture(scope="module")
def known(repository: ProjectCopy) -> Indicator:
    """An indicator that is there already."""
    return next(iter(read_material(repository.root).kb.indicators.values()))


@pytest.fixture(scope="module")
def noun(repository: ProjectCopy, known: Indicator) -> Bilingual:
    """What that indicator counts."""
    forms = read_material(repository.root).kb.units[known.unit].forms
    return Bilingual(marks={}, ar=forms.ar["other"], fr=forms.fr["other"])


@pytest.fixture(scope="module")
def contribution(repository: ProjectCopy, known: Indicator, noun: Bilingual) -> ProjectCopy:
    """The repository with both articles: two figures of a known indicator, one of a new one, the page of a topic."""
    insert(repository, "data/entities.yaml", "entities", ENTITIES)
    for name, text in ARTICLES.items():
        article = text.replace("{}", noun.fr)
        repository.write(f"seeds/archive/{name}.txt", article)
        digest = hashlib.sha256(article.encode()).hexdigest()
        repository.write(f"seeds/{name}.yaml", SOURCE.format(id=name, sha256=digest))
        assert main(["--root", str(repository.root), "archive", name]) == 0
    boats = observation(EXACT, "aube-2031", 4217, 2031, f"4 217 {noun.fr}", f"4 217 {noun.ar}")
    add_figures(repository, known, boats + counted_anew(958, noun))
    rescued = observation(ABOUT, "aube-2031", 13000, 2032, "13 mille voyageurs", "13 ألف مسافر")
    insert(repository, "data/indicators.yaml", "topics", TOPIC)
    insert(repository, "data/indicators.yaml", "units", UNIT)
    insert(repository, "data/indicators.yaml", "indicators", INDICATOR + rescued)
    for language, page in PAGES.items():
        repository.write(f"docs/{language}/aube.md", page)
    insert(repository, "mkdocs.yml", "nav", "  - aube.md\n")
    return repository


def add_figures(project: ProjectCopy, indicator: Indicator, figures: str) -> None:
    """Write figures of an indicator above those that it has."""
    path, table = "data/indicators.yaml", read_material(ROOT).kb.observations
    if any(table[each].base for each in indicator.observations):  # then each says what its article counts
        figures = figures.replace("        precision:", "        base: aube\n        precision:")
    project.edit(path, f"\n  {indicator.id}:", "    observations:\n", f"    observations:\n{figures}")


def counted_anew(value: int, noun: Bilingual) -> str:
    """Return the figure that the second article gives twice: once before, and once after a second count."""
    return observation(EXACT, "aube-2033", value, 2033, f"{SPELLED[value]} {noun.fr}", f"{value} {noun.ar}")


def observation(sentence: dict[str, str], source: str, value: int, year: int, counted: str, translated: str) -> str:
    """Return a figure as data/indicators.yaml writes it, stated by one of the sentences of an article."""
    return OBSERVATION.format(
        id=f"aube-{year}",
        source=source,
        value=value,
        year=year,
        precision=sentence["precision"],
        quote=sentence["quote"].format(counted, year),
        translation=sentence["translation"].format(translated, year),
    )


def live_tests(repository: ProjectCopy, *options: str, seen: tuple[Built, ...] = ()) -> str:
    """Run the tests of the live data as they stand in a copy of the repository; return what failed.

    What sites that were seen in a browser have is not looked at again.
    """
    folders = os.pathsep.join(str(site.folder) for site in seen)
    environment = {**os.environ, "PYTHONPATH": str(repository.root / "hooks"), "ISNAD_SEEN": folders}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/data", *options],
        cwd=repository.root,
        env={name: value for name, value in environment.items() if not name.startswith("PYTEST_")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.stdout if done.returncode else ""


def test_articles_with_figures_of_new_kinds(contribution: ProjectCopy, live_site: Built, built: Built) -> None:
    assert contribution.problems() == []
    assert live_tests(contribution, seen=(built, live_site)) == ""


def test_a_removed_article_a_corrected_fact_and_reworded_pages(
    contribution: ProjectCopy, known: Indicator, noun: Bilingual
) -> None:
    """The figure had been taken from the sentence before the one that puts it right."""
    for path in ("data/indicators.yaml", "mkdocs.yml"):
        shutil.copy(ROOT / path, contribution.root / path)
    for file in [*contribution.root.rglob("aube-2031.*"), *contribution.root.rglob("aube.md")]:
        file.unlink()
    gone = ["figures/aube-2031", "figures/aube-2032", "indicators/aube-rescues", "sources/aube-2031"]
    tombstones = "".join(TOMBSTONE.format(number=number, path=path) for number, path in enumerate(gone))
    insert(contribution, "data/tombstones.yaml", "tombstones", tombstones)
    add_figures(contribution, known, counted_anew(985, noun))
    insert(contribution, "data/corrections.yaml", "corrections", CORRECTION)
    for page in (contribution.root / "docs").glob("*/*.md"):
        words = page.read_text(encoding="utf-8")
        page.write_text(f"{words}\n{REWORDED[page.parent.name]}\n", encoding="utf-8")
    assert contribution.problems() == []
    assert live_tests(contribution, "--deselect=tests/data/test_browser.py") == ""


# What tests of the engine may read of the repository itself: guides, whose stories they play, and schemas.
LIVE_DATA = re.compile(
    r"""\b(?:load|read_project|read_material|build)\(ROOT\b"""
    r"""|ROOT / "(?:data|docs|seeds)[/"](?!.*(?:contributing|schemas))"""
)


def test_no_other_test_reads_the_live_data() -> None:
    """Else a sound fact may break it: tests of the engine read the frozen project."""
    readers = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in (ROOT / "tests").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LIVE_DATA.search(line) and path.name != Path(__file__).name and path.parent.name != "data"
    ]
    assert readers == []
