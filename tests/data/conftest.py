"""The site as it is published: what these tests ask must hold of any sound facts, however many there are."""

import pytest
from isnad.checks.project import read_project
from isnad.facts.model import KnowledgeBase
from isnad.pages.texts import Project

from tests.conftest import ROOT
from tests.mutations.mutations import Material, read_material


@pytest.fixture(scope="session")
def live() -> Project:
    """The project of the published site; it has no problem."""
    project, problems = read_project(ROOT)
    assert problems == []
    return project


@pytest.fixture(scope="session")
def live_kb(live: Project) -> KnowledgeBase:
    """The facts of the published site."""
    return live.kb


@pytest.fixture(scope="session")
def material() -> Material:
    """The files of the published site, and where each value stands in them."""
    return read_material(ROOT)
