"""The guides for contributors, followed to the letter: what each page says happens, happens, in both languages.

After a change of messages that is meant, write what they print into the pages, and read the diff:

    ISNAD_GOLDEN=write .venv/bin/pytest tests/system/test_guides.py
"""

import datetime as dt
import json
import os
import re

import pytest
import yaml
from isnad.capture import captured
from isnad.facts.load import load

from tests.capture.newsroom import Page
from tests.conftest import ROOT, ProjectCopy
from tests.guides import Story, blocks
from tests.repositories import begin_history
from tests.site_server import build

WRITE = os.environ.get("ISNAD_GOLDEN") == "write"
# Each guide goes on from where others end.
GUIDES = {
    "correct": ("article",),
    "article": (),
    "observation": ("article",),
    "topic": ("article", "observation"),
    "translation": (),
    "disagreement": ("article", "observation"),
    "statement": ("article", "observation"),
    "browser": ("article",),
    "entity": ("article", "observation", "statement"),
    "unit": ("article", "observation", "topic"),
    "term": ("article", "observation"),
    "derived": ("article", "observation"),
}
# Of these, as on the published site, each figure says in `base` what it counts.
BASED = ("sea-rescues", "voluntary-returns")
# What an article leaves to the guides that follow.
LEFT = {"article": ["NOT-SHOWN"]}
LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])
GUIDE = pytest.mark.parametrize("name", GUIDES)


@pytest.fixture
def project(project: ProjectCopy) -> ProjectCopy:
    """A copy of the frozen project, in which the figures beside those of the guides have a base as these have."""
    give_bases(project)
    return project


def give_bases(project: ProjectCopy) -> None:
    """Write a base into each figure of some indicators."""
    kb, _ = load(project.root)
    marks = [figure.at("precision") for name in BASED for figure in kb.indicators[name].observations.values()]
    for mark in sorted(marks, key=lambda mark: mark.line, reverse=True):
        lines = project.read(mark.path).splitlines(keepends=True)
        indent = lines[mark.line - 1].partition("precision")[0]
        lines.insert(mark.line, f"{indent}base: year-end\n")
        project.write(mark.path, "".join(lines))
    assert project.problems() == []


def give_what_is_to_be_corrected(project: ProjectCopy, language: str) -> None:
    """Publish the figure that the guide finds wrong, and that is sound for all that a program can know."""
    story = Story(project, language, "correct")
    corrections = project.read("data/corrections.yaml")
    project.write("data/corrections.yaml", re.sub(r"(?ms)^corrections:.*", "corrections: {}\n", corrections))
    wrong = next(block.text for block in blocks(story.page) if block.deed == "given")
    project.edit("data/indicators.yaml", "\n  sea-rescues:\n", "observations:\n", f"observations:\n{wrong}")
    assert project.problems() == []


@LANGUAGES
@GUIDE
def test_guide_does_what_it_says(
    project: ProjectCopy, language: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for earlier in GUIDES[name]:
        Story(project, language, earlier).prepare()
    if name == "correct":
        give_what_is_to_be_corrected(project, language)
    story = Story(project, language, name)
    if any("isnad diff" in block.text for block in blocks(story.page) if block.deed == "run"):
        for variable in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            monkeypatch.delenv(variable, raising=False)
        begin_history(project)
    differences = story.play()
    if WRITE and differences:
        (ROOT / story.path).write_text(story.corrected(), encoding="utf-8")
    elif differences:
        pytest.fail("\n".join(f"{story.path}:\n{block.text}--- prints ---\n{out}" for block, out in differences))
    assert story.left() == set(LEFT.get(name, ()))


@LANGUAGES
def test_what_the_guides_add_is_built_strictly(whole_project: ProjectCopy, language: str) -> None:
    give_bases(whole_project)
    for name in (*GUIDES["topic"], "topic"):
        Story(whole_project, language, name).prepare()
    done = build(whole_project.root)
    assert done.returncode == 0, done.stdout
    for folder in ("", "fr/"):
        page = whole_project.read(f"site/{folder}women/index.html")
        assert 'data-observation="women-rescued-2031"' in page
        assert whole_project.read(f"site/{folder}figures/rescues-2031/index.html")


def new_command(story: Story) -> str:
    (command,) = (block.text.strip() for block in blocks(story.page) if block.deed == "new")
    return command.replace("\\\n", " ")


@LANGUAGES
def test_new_source_writes_record_and_fingerprint(project: ProjectCopy, language: str) -> None:
    story = Story(project, language, "article")
    text, record = (block for block in blocks(story.page) if block.deed == "create")
    project.write(text.file, text.text)
    draft = "seeds/archive/example-2031.yaml"
    story.command(new_command(story))
    assert "id: CONFIRM" in project.read(draft)
    project.write(draft, f"id: example-2031\n{record.text}")
    story.command(new_command(story))
    assert yaml.safe_load(project.read(record.file)) == yaml.safe_load(record.text)
    assert (project.root / "seeds/fingerprints/example-2031.txt").exists()


@LANGUAGES
def test_terminals_show_what_is_printed_from_an_address_to_figures(
    project: ProjectCopy, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    article, figures = Story(project, language, "article"), Story(project, language, "observation")
    text, record = (block.text for block in blocks(article.page) if block.deed == "create")
    monkeypatch.setattr(captured, "fetch", lambda address: captured.read_page(news_page(language, text), address))
    article.type_terminal()
    (draft,) = (project.root / "seeds/archive").glob("*.yaml")
    draft.write_text(answered(draft.read_text(encoding="utf-8"), record), encoding="utf-8")
    article.type_terminal()
    figures.type_terminal()
    figures.prepare()
    figures.type_terminal()
    for story in (article, figures):
        if WRITE:
            (ROOT / story.path).write_text(story.corrected(), encoding="utf-8")
        assert WRITE or not story.differences, story.corrected()


def news_page(language: str, text: str) -> bytes:
    """Return the article of the guide as a site of news shows it."""
    title, *paragraphs = filter(None, text.splitlines())
    names = {"ar": "سلمى", "fr": "Ysolde Kermadec"}
    article = {"title": title, "author": names[language], "date": dt.date(2032, 1, 15), "body": paragraphs}
    return Page("bare", language, article).data


def answered(draft: str, record: str) -> str:
    """Return the file of answers, filled in with those of the guide's record, in its order."""
    source = yaml.safe_load(record)
    texts = [text for name in ("label", "summary") for text in source[name].values()]
    for answer in ("example-2031", *texts, source["title"]["translation"]):
        draft = draft.replace(": CONFIRM", f": {json.dumps(answer, ensure_ascii=False)}", 1)
    return draft
