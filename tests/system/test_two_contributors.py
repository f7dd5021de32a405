"""Two contributors, each on a branch, add figures of one indicator from an article of their own: git merges both."""

import re
from pathlib import Path

import pytest
from isnad.cli.main import main
from isnad.facts.load import load

from tests.conftest import ProjectCopy
from tests.repositories import commit, git, make_repository

INDICATOR = "sea-rescues"
SENTENCE = "Le ministère de l’Intérieur a recensé {} personnes secourues au cours de l’année {} au Maroc"
TRANSLATION = "أحصت وزارة الداخلية {} شخصا أُنقذوا خلال سنة {} بالمغرب"
ARTICLES = {"gazette": {2031: 1204, 2032: 1311}, "courrier": {2033: 1417, 2034: 1519}}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProjectCopy:
    """A repository of the frozen project with one commit."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    return make_repository(tmp_path)


def add_article(project: ProjectCopy, name: str) -> None:
    """Record an article and its figures as the guides say: two commands, then what only a person can say."""
    sentences = [SENTENCE.format(value, year) for year, value in ARTICLES[name].items()]
    project.write(f"seeds/archive/{name}.txt", f"Bilan {name}\n\n" + "".join(f"{words}.\n" for words in sentences))
    answers = {
        "id": name, "label-ar": "حصيلة", "label-fr": f"Bilan {name}", "summary-ar": "حصيلة متخيلة",
        "summary-fr": "Bilan inventé",
        "title-line": "1", "title-translation": "حصيلة", "paragraph-lines": "3-4",
    }  # fmt: skip
    flags = [word for flag, answer in answers.items() for word in (f"--{flag}", answer)]
    run = ["--root", str(project.root), "new"]
    assert main([*run, "source", str(project.root / f"seeds/archive/{name}.txt"), *flags]) == 0
    for year, value in ARTICLES[name].items():
        id = f"{name}-{year}"
        assert main([*run, "figure", name, f"{value} personnes", "--indicator", INDICATOR, "--id", id, "--write"]) == 0
        confirmed = project.read(f"seeds/{name}.yaml")
        said = {
            "start": f"{year}-01-01", "end": f"{year}-12-31", "basis": "stated", "place": "morocco",
            "entity": "ministry-interior", "translation": TRANSLATION.format(value, year), "reviewed": "2026-11-22",
            "quote": SENTENCE.format(value, year),
        }  # fmt: skip
        before, block = confirmed[: confirmed.index(f"    {id}:\n")], confirmed[confirmed.index(f"    {id}:\n") :]
        for key, answer in said.items():
            block = re.sub(rf"(?m)^( +{key}): (?:CONFIRM|Le |recensé |a ).*$", rf"\1: {answer}", block)
        project.write(f"seeds/{name}.yaml", before + block)


def test_figures_of_one_indicator_from_two_articles_merge(repository: ProjectCopy) -> None:
    for name in ARTICLES:
        git(repository.root, "switch", "--quiet", "--create", name, "main")
        add_article(repository, name)
        assert repository.problems() == []
        commit(repository)
    git(repository.root, "switch", "--quiet", "main")
    for name in ARTICLES:
        git(repository.root, "merge", "--quiet", "--no-ff", "--message", name, name)
    assert main(["--root", str(repository.root), "check"]) == 0
    figures = {f"{name}-{year}" for name, years in ARTICLES.items() for year in years}
    assert figures <= load(repository.root)[0].indicators[INDICATOR].observations.keys()
