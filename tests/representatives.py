"""Which pages a browser shows at every width and in every scheme, and which at one width, in one scheme.

Every page is loaded, and all that does not depend on its width is asked of it. What a width or a scheme can break is
how elements are laid out and coloured: by the theme's rules for elements and classes, by what they stand in, and by
words that are too long for their place. The pages that are made of records are filled from a few templates, so that
most differ in words alone. Of these, so many are shown everywhere that each element, with its classes and what it
stands in, is on one of them in each language; and so are those with the longest word of their kind. They are read
from the finished pages: a new template, class or combination brings its own page along. Pages that authors write are
all shown everywhere. What is asked of elements alone, as axe's rules, is asked of so many pages, whoever writes them,
that each element is on one of them in each language.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import lxml.html

from tests.pages import EVERY_PAGE, language_of

MADE = ("figures/", "sources/")


def representatives(site: Path, paths: Sequence[str] = EVERY_PAGE) -> set[str]:
    """Return the addresses of the pages that stand for all others."""
    pages = read(site, paths)
    chosen = {path for path in pages if not is_made(path)}
    made = {path: features(path, page) for path, page in pages.items() if path not in chosen}
    return chosen | covering(made) | longest(pages, made)


def exemplary(site: Path, paths: Iterable[str]) -> set[str]:
    """Return pages that have, in each language, every element of all, with its classes and what it stands in."""
    return covering(
        {
            path: {(language_of(path), *rest) for (_, *rest) in features(path, page)}
            for path, page in read(site, paths).items()
        }
    )


def read(site: Path, paths: Iterable[str]) -> dict[str, lxml.html.HtmlElement]:
    return {path: lxml.html.parse(str(file_of(site, path))).getroot() for path in paths}


def file_of(site: Path, path: str) -> Path:
    return site / path / "index.html" if path.endswith("/") or not path else site / path


def is_made(path: str) -> bool:
    """Return whether a page is made of a record; that of a table is not."""
    own = path.removeprefix("fr/")
    return own.startswith(MADE) and own not in MADE


def kind(path: str) -> tuple[str, str]:
    """Return the language of a made page, and the folder of its kind."""
    return language_of(path), path.removeprefix("fr/").partition("/")[0]


def features(path: str, page: lxml.html.HtmlElement) -> set[tuple[object, ...]]:
    """Return each element of a page, with its classes and the element it stands in, below the page's kind."""
    found: set[tuple[object, ...]] = set()
    for element in page.iter(lxml.etree.Element):
        parent = element.getparent()
        found.add((kind(path), *map(_named, (element, parent) if parent is not None else (element,))))
    return found


def _named(element: lxml.html.HtmlElement) -> str:
    return ".".join([element.tag, *sorted(element.get("class", "").split())])


def covering(pages: Mapping[str, set[tuple[object, ...]]]) -> set[str]:
    """Return pages that together have every feature, the page with most that are missing first."""
    chosen, missing = set[str](), set[tuple[object, ...]]().union(*pages.values())
    while missing:
        best = max(sorted(pages), key=lambda path: len(pages[path] & missing))
        chosen.add(best)
        missing -= pages[best]
    return chosen


def longest(pages: Mapping[str, lxml.html.HtmlElement], made: Mapping[str, object]) -> set[str]:
    """Return the made page with the longest word of each kind."""
    words = {path: max(map(len, pages[path].find("body").text_content().split())) for path in made}
    return {
        max((path for path in made if kind(path) == each), key=lambda path: words[path]) for each in map(kind, made)
    }
