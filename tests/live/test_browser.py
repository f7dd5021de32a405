"""The published site in a browser: the pages that authors write, and those that stand for all made ones of a kind."""

from collections.abc import Mapping
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT, Built
from tests.pages import every_page, language_of
from tests.representatives import is_made, representatives
from tests.test_access import AXE, RULES, RUN, STATES, found, show
from tests.visits import Visit, visit_pages


@pytest.fixture(scope="module")
def visits(browser: Browser, live_site: Built) -> Mapping[str, Visit]:
    """What each page shows at every width, by its address."""
    pages = representatives(live_site.folder, every_page(ROOT))
    return visit_pages(browser, live_site.url, sorted(pages), pages)


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


def test_axe_finds_nothing(browser: Browser, visits: Mapping[str, Visit], live_site: Built) -> None:
    """Of written pages only, each language in one state: the rest is the templates', which other tests examine."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(AXE)
    wrong = []
    for path in (path for path in visits if not is_made(path)):
        page.goto(live_site.url + path)
        width, scheme = STATES[language_of(path)][0]
        show(page, width, scheme)
        page.evaluate(RUN, RULES)
        wrong += [f"{path}: {line}" for line in found(page)]
    context.close()
    assert wrong == []
