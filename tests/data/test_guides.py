"""The guides for contributors, followed to the letter on the published facts: nothing else is left to do."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, ProjectCopy, copy_of
from tests.guides import Story
from tests.system.test_guides import GUIDES, LANGUAGES, LEFT, give_what_is_to_be_corrected


@pytest.fixture
def published(tmp_path: Path) -> ProjectCopy:
    """A copy of what contributors to the published site write."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return copy_of("data", "docs", "seeds", to=tmp_path, root=ROOT)


@LANGUAGES
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_leaves_nothing_to_do(published: ProjectCopy, language: str, name: str) -> None:
    for earlier in GUIDES[name]:
        Story(published, language, earlier).prepare()
    if name == "correct":
        give_what_is_to_be_corrected(published, language)
    story = Story(published, language, name)
    story.prepare()
    assert story.left() == set(LEFT.get(name, ()))
