"""A second knowledge base, made up, of another topic: it loads, checks and builds with the same engine, unchanged."""

import re
import shutil
from pathlib import Path

import pytest
from isnad.checks.project import read_project
from isnad.cli.main import main
from isnad.facts.load import TABLES
from isnad.text.languages import Language
from isnad.text.typography import set_spaces

from tests import second_checker
from tests.conftest import FROZEN, RAINFALL, ROOT, ProjectCopy, another_topic
from tests.site_server import build

# What only this project's own data, pages and configuration may say.
TOPIC = re.compile(r"migration|migrant|maroc|ceuta|الهجرة|المغرب|سبتة", re.IGNORECASE)


@pytest.fixture(scope="module")
def rainfall(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """A fork: the engine of this project, and facts and pages of its own, confirmed as its editors would."""
    return another_topic(tmp_path_factory.mktemp("fork"))


@pytest.fixture(scope="module")
def site(rainfall: ProjectCopy) -> Path:
    """The fork's site, strictly built."""
    done = build(rainfall.root)
    assert done.returncode == 0, done.stdout
    return rainfall.root / "site"


def test_it_has_every_data_file_and_shares_no_id(rainfall: ProjectCopy) -> None:
    assert {f"data/{path.name}" for path in (RAINFALL / "data").glob("*.yaml")} == TABLES.keys()
    (own, problems), (other, _) = read_project(rainfall.root), read_project(FROZEN)
    assert problems == []
    for table in ("topics", "indicators", "observations", "sources", "entities", "terms", "statements"):
        assert getattr(own.kb, table)
        assert not getattr(own.kb, table).keys() & getattr(other.kb, table).keys()


def test_its_fingerprints_are_those_of_its_articles(rainfall: ProjectCopy) -> None:
    assert main(["--root", str(rainfall.root), "archive", "--verify"]) == 0


def test_one_digit_of_its_values_is_guarded(rainfall: ProjectCopy, tmp_path: Path) -> None:
    shutil.copytree(rainfall.root, tmp_path / "copy", ignore=shutil.ignore_patterns("site", "hooks"))
    damaged = ProjectCopy(tmp_path / "copy")
    line = damaged.replace("data/indicators.yaml", "value: 412", "value: 413")
    assert {problem[:4] for problem in damaged.problems()} == {("data/indicators.yaml", line, 16, "VALUE-QUOTE")}


@pytest.mark.parametrize("language", Language)
def test_its_pages_show_its_figures(site: Path, language: Language) -> None:
    folder = site if language is Language.AR else site / language
    page = (folder / "rain" / "index.html").read_text(encoding="utf-8")
    assert page.count('data-observation="rain-2031"') > 1
    assert (folder / "figures" / "dam-2031" / "index.html").exists()
    assert (folder / "sources" / "akhbar-2031" / "index.html").exists()


def test_the_second_checker_finds_nothing(site: Path, rainfall: ProjectCopy) -> None:
    done = second_checker.run(site, rainfall.root)
    assert done.failures == []
    assert done.counts["figures"] == done.counts["values bound"] > 10


def test_the_second_checker_reads_the_figures_beside_which_another_stands(
    site: Path, rainfall: ProjectCopy, tmp_path: Path
) -> None:
    shutil.copytree(site, tmp_path / "site")
    page = tmp_path / "site" / "fr" / "figures" / "rain-2031-association" / "index.html"
    said = re.compile(r'(<data [^>]*"rain-2031"[^>]*>.*?)412', re.DOTALL)
    text, times = said.subn(r"\g<1>421", page.read_text(encoding="utf-8"), count=1)
    assert times == 1
    page.write_text(text, encoding="utf-8")
    failures = second_checker.run(tmp_path / "site", rainfall.root).failures
    assert any("a figure is not what its own page says" in failure for failure in failures)


def test_nothing_it_publishes_speaks_of_the_first_topic(site: Path) -> None:
    endings = {".html", ".json", ".md", ".csv", ".txt", ".xml"}
    texts = [path for path in site.rglob("*") if path.suffix in endings]
    assert len(texts) > 50
    assert [path.relative_to(site).as_posix() for path in texts if TOPIC.search(path.read_text(encoding="utf-8"))] == []


def test_the_engine_names_neither_topic_nor_record() -> None:
    """Docstrings and the examples of rules may; what runs may not."""
    kb = read_project(FROZEN)[0].kb
    ids = {*kb.topics, *kb.indicators, *kb.observations, *kb.sources, *kb.entities, kb.site.id}
    for path in [*(ROOT / "hooks").rglob("*.py"), *(ROOT / "hooks").rglob("*.jinja")]:
        text = re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert {name for name in re.findall(r"""["']([a-z0-9-]+)["']""", text)} & ids == set(), path


@pytest.mark.parametrize("language", Language)
def test_a_referenced_figure_says_so_wherever_it_is_shown(
    site: Path, rainfall: ProjectCopy, language: Language
) -> None:
    labels = read_project(rainfall.root)[0].kb.labels
    words, folder = labels["referenced"][language], site if language is Language.AR else site / language
    topic, figure, article = (
        (folder / page / "index.html").read_text(encoding="utf-8")
        for page in ("rain", "figures/rain-2025", "sources/almanac-2025")
    )
    begins = topic.index("<p>", topic.index("<article"))
    lead = topic[begins : topic.index("</p>", begins)]
    assert f"({words})" in lead
    for page in (topic, figure, article):
        assert f'class="referenced" role="img" aria-label="{words}"' in page
        assert set_spaces(labels["referenced-legend"][language].removeprefix("{sign} ")) in page
    assert 'href="https://www.almanach.example/pluie-2025#:~:text=1.376"' in figure
    bare = (folder / "figures" / "dam-2031" / "index.html").read_text(encoding="utf-8")
    assert words not in bare
