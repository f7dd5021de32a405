"""Which pages a browser shows at every width and in every scheme; all others stand at one width.

Every page is loaded, and all that does not depend on its width is asked of it. What a width or a scheme can break is
how elements are laid out and coloured: by the theme's rules for elements and classes, by what they stand in, and by
words that are too long for their place. So many pages are shown everywhere that each element, with its classes and
what it stands in, is on one of them in each language; and so are those with the longest word of their kind. They are
read from the finished pages: a new template, class or combination brings its own page along. What is asked of elements
alone, as axe's rules, is asked of so many pages that each element is on one of them in either language.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path

import lxml.html

from tests.site_pages import EVERY_PAGE, language_of

MADE = ("figures/", "indicators/", "sources/")
Features = Set[tuple[str, ...]]


def representatives(site: Path, paths: Sequence[str] = EVERY_PAGE) -> set[str]:
    """Return the addresses of the pages that stand for all others, in each language."""
    pages = read(site, paths)
    own = {path: {(language_of(path), *feature) for feature in features(page)} for path, page in pages.items()}
    return covering(own) | longest(pages)


def exemplary(site: Path, paths: Iterable[str], known: Features = frozenset()) -> set[str]:
    """Return pages that have, in one language or the other, every element of all but those that are known."""
    return covering({path: features(page) - known for path, page in read(site, paths).items()})


def all_features(site: Path, paths: Iterable[str]) -> Features:
    """Return the features of all pages of a site."""
    return frozenset().union(*map(features, read(site, paths).values()))


def pages_in(site: Path) -> list[str]:
    """Return the addresses of all pages of a site."""
    pages = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in pages]


def read(site: Path, paths: Iterable[str]) -> dict[str, lxml.html.HtmlElement]:
    return {path: lxml.html.parse(str(file_of(site, path))).getroot() for path in paths}


def file_of(site: Path, path: str) -> Path:
    return site / path / "index.html" if path.endswith("/") or not path else site / path


def kind(path: str) -> tuple[str, str]:
    """Return the language of a page, and the folder of its kind if it is made of a record."""
    own = path.removeprefix("fr/")
    return language_of(path), next((folder for folder in MADE if own.startswith(folder) and own != folder), "")


def features(page: lxml.html.HtmlElement) -> Features:
    """Return each element of a page, with its classes and the element it stands in."""
    found = set[tuple[str, ...]]()
    for element in page.iter(lxml.etree.Element):
        parent = element.getparent()
        found.add(tuple(map(_named, (element, parent) if parent is not None else (element,))))
    return found


def _named(element: lxml.html.HtmlElement) -> str:
    classes = [] if element.tag in ("pre", "code") else sorted(element.get("class", "").split())  # those of a language
    return ".".join([element.tag, *classes])


def covering(pages: Mapping[str, Features]) -> set[str]:
    """Return pages that together have every feature, the page with most that are missing first."""
    chosen, missing = set[str](), set[tuple[str, ...]]().union(*pages.values())
    while missing:
        best = max(sorted(pages), key=lambda path: len(pages[path] & missing))
        chosen.add(best)
        missing -= pages[best]
    return chosen


def longest(pages: Mapping[str, lxml.html.HtmlElement]) -> set[str]:
    """Return the page with the longest word of each kind."""
    words = {path: max(map(len, page.find("body").text_content().split())) for path, page in pages.items()}
    kinds: dict[tuple[str, str], list[str]] = {}
    for path in pages:
        kinds.setdefault(kind(path), []).append(path)
    return {max(paths, key=words.__getitem__) for paths in kinds.values()}
