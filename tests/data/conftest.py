"""The site as it is published: what these tests ask must hold of any sound facts, however many there are."""

from collections.abc import Iterator

import pytest
from isnad.checks.project import read_project
from isnad.facts.model import KnowledgeBase
from isnad.pages.texts import Project

from tests.conftest import ROOT, Built, one_site
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


@pytest.fixture(scope="session")
def live_site(request: pytest.FixtureRequest) -> Iterator[Built]:
    """The published site, strictly built, and served."""
    with one_site(request.config, "live", lambda: ROOT) as site:
        yield site
