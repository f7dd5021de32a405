"""The pages of the site by their addresses, as the files of `docs/` and the records of facts name them."""

from functools import cache
from pathlib import Path

import pytest
from isnad.facts.load import load
from isnad.pages.texts import Project
from isnad.phrases.addresses import absolute_url, figure_page, indicator_page, source_page, url
from isnad.site.listed import Listed, made_listed, written_pages
from isnad.text.languages import Language

from tests.cases import for_all

FROZEN = Path(__file__).parent / "frozen"
NOT_FOUND = "404.html"


@cache
def names(root: Path) -> list[str]:
    """Return the address of each page of a project inside its language: those written, and those made of records."""
    folder = root / "docs" / Language.AR
    written = (path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
    kb = load(root)[0]
    made = [*map(figure_page, kb.observations), *map(indicator_page, kb.indicators), *map(source_page, kb.sources)]
    return sorted(map(url, [*written, *made]))


def listed_pages(project: Project) -> dict[str, Listed]:
    """Return every page that programs are told of by its path inside `docs/`: the written ones, then the made ones."""
    made = {path: made_listed(path, page) for path, page in project.made.items()}
    return {**written_pages(project), **made}


def every_page(root: Path) -> list[str]:
    """Return the address of each page of a project's site."""
    return [*(address(language, name) for language in Language for name in names(root)), NOT_FOUND]


def address(language: Language, name: str) -> str:
    """Return the address of a page inside the site."""
    return absolute_url("", language) + name


def language_of(page: str) -> Language:
    return Language.FR if page.startswith("fr/") else Language.AR


def titled(addresses: list[str]) -> list[str]:
    """Return addresses as the names of tests."""
    return [each or "home" for each in addresses]


NAMES = names(FROZEN)
# The small pages that other sites show in frames.
PAGES = [address(language, name) for language in Language for name in NAMES]
EVERY_PAGE = every_page(FROZEN)
# One page of each kind: a home, a topic with a table, a long table, a figure, an indicator with a chart, a source.
KINDS = [
    "",
    "interceptions/",
    "figures/",
    "figures/attempts-2022/",
    "indicators/origin-share/",
    "sources/hompress-2024/",
]

BOTH = pytest.mark.parametrize("language", list(Language), ids=str)
NAME = for_all("name", NAMES)
PAGE = for_all("path", PAGES)
EVERYTHING = for_all("path", EVERY_PAGE)
KIND = pytest.mark.parametrize("name", KINDS, ids=titled(KINDS))
# A page of each kind in either language in turn: for what is the same in both, or is asked of all pages elsewhere too.
KIND_IN_TURN = pytest.mark.parametrize(
    ("name", "language"), [(name, [*Language][at % 2]) for at, name in enumerate(KINDS)], ids=titled(KINDS)
)
