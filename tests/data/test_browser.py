"""The published site in a browser: the pages with what no page of the frozen project has, and the longest words."""

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_access import examine_all
from tests.conftest import ROOT, Built
from tests.representatives import all_features, exemplary, longest, pages_in, read
from tests.site_pages import every_page
from tests.visits import Visit, visit_pages


@pytest.fixture(scope="module")
def novel(live_site: Built, request: pytest.FixtureRequest) -> set[str]:
    """The pages with elements of which the frozen project has none: how many does not depend on how many facts.

    Where a copy of the repository is tested, its own sites are looked at already: ISNAD_SEEN names their folders.
    """
    seen = os.environ.get("ISNAD_SEEN") or str(request.getfixturevalue("built").folder)
    known = [all_features(folder, pages_in(folder)) for folder in map(Path, seen.split(os.pathsep))]
    return exemplary(live_site.folder, every_page(ROOT), frozenset().union(*known))


@pytest.fixture(scope="module")
def chosen(live_site: Built, novel: set[str]) -> list[str]:
    """The pages that are looked at."""
    return sorted(novel | longest(read(live_site.folder, every_page(ROOT))))


@pytest.fixture(scope="module")
def visits(browser: Browser, live_site: Built, chosen: list[str]) -> Mapping[str, Visit]:
    """What each of these pages shows at every width, by its address."""
    return visit_pages(browser, live_site.url, chosen, chosen)


def test_pages_load_and_ask_nobody_else(visits: Mapping[str, Visit], live_site: Built) -> None:
    hosts = {urlsplit(live_site.url).netloc}
    wrong = {
        path: (visit.status, visit.console, visit.failures, visit.hosts - hosts)
        for path, visit in visits.items()
        if visit.status != 200 or visit.console or visit.failures or visit.hosts != hosts
    }
    assert wrong == {}


def test_pages_fit_their_windows(visits: Mapping[str, Visit]) -> None:
    wrong = [
        (path, width, shown["overflow"], shown["clipped"])
        for path, visit in visits.items()
        for width, shown in visit.at.items()
        if shown["overflow"] or shown["clipped"]
    ]
    assert wrong == []


def test_pages_have_nothing_empty_left_over_or_twice(visits: Mapping[str, Visit]) -> None:
    names = ("empty", "leftovers", "repeated")
    wrong = [(path, name, visit.shown[name]) for path, visit in visits.items() for name in names if visit.shown[name]]
    assert wrong == []


def test_axe_finds_nothing(page: Page, live_site: Built, novel: set[str]) -> None:
    assert examine_all(page, live_site.url, sorted(novel)) == []
