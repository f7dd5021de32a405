"""The finished site, read as a visitor walks it: from each home along its links, to all that they name.

MkDocs checks the links of Markdown; here is whatever a template, a drawing, a style sheet or a list of pages names.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

from ..phrases.addresses import LLMS, NOT_FOUND, SITEMAP, feed_file, news_feed, page_file
from ..problems import Message, Problem, say
from ..text.html import Document
from ..text.languages import DEFAULT_LANGUAGE, Language
from ..text.tags import Tags, read_tags
from .places import Place, Places
from .policy import breaches

ANY = "x-default"  # the version for readers of other languages
SHEET_ADDRESS = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")
WRITTEN_ADDRESS = r"""[^\s"'<>&)]*"""
LISTS = {SITEMAP, LLMS, *map(feed_file, Language), *map(news_feed, Language)}


class Budget(NamedTuple):
    """The most bytes, before compression, of a page, and of a page with all that it asks for before it is shown."""

    page: int
    view: int


def read_budget(written: object) -> Budget:
    """Return what mkdocs.yml allows; a ValueError says what is wrong with it."""
    if not isinstance(written, dict) or written.keys() != set(Budget._fields):
        raise ValueError("must give the most bytes of a page and of a first view: {page: …, view: …}")
    if not all(type(each) is int and each > 0 for each in written.values()):
        raise ValueError("must be whole numbers of bytes")
    return Budget(**written)


@dataclass(slots=True)
class Counts:
    """How many pages lead from the homes, how many links stay in the site, how many bytes the heaviest view has."""

    pages: int = 0
    links: int = 0
    heaviest: int = 0

    def __str__(self) -> str:
        return f"{self.pages} pages reached, {self.links} links, 0 broken, heaviest first view {self.heaviest} bytes"


class Named(NamedTuple):
    """Where a place is named: the file, and the words that name it."""

    file: str
    words: str = ""


class Walk:
    """Goes to each file of the finished site once; keeps what is wrong, and what only other pages can answer.

    `read` has what the tags of pages say that the audit has read; any other page is read here. What many pages share is
    told once, where it is seen first.
    """

    def __init__(self, places: Places, policy: str, budget: Budget, read: Mapping[str, Tags]) -> None:
        self.places, self.policy, self.budget, self.read, self.counts = places, policy, budget, read, Counts()
        self._told: dict[tuple[str, ...], Problem] = {}
        self._wanted: dict[Place, Named] = {}  # places in other pages
        self._ids: dict[str, set[str]] = {}  # of each page
        self._versions: dict[frozenset[tuple[str, str]], set[str]] = {}  # pages that name one set of translations
        self._own = re.compile(re.escape(places.site_url) + WRITTEN_ADDRESS)

    def problems(self) -> Sequence[Problem]:
        """Read every page, style sheet and list; return what is wrong, sorted."""
        unread = {file for file in self.places.files if file.endswith(".html")}
        for language in Language:
            self._follow(page_file(language), unread, language)
        for page in sorted(unread):
            self._read(page)
            if page != NOT_FOUND:
                self._tell("PAGE-ORPHAN", say("page-orphan"), Named(page), page)
        for file in sorted(self.places.files):
            if file.endswith(".css"):
                self._point(file, SHEET_ADDRESS.findall(self.places.text(file)))
            elif file in LISTS:
                self._point(file, self._own.findall(self.places.text(file)))
        self._check_wanted()
        self._check_versions()
        return sorted(self._told.values())

    def _follow(self, home: str, unread: set[str], language: Language) -> None:
        """Read a home, and every page of its language to which links lead from it; take them from the unread ones."""
        coming = sorted(unread & {home})
        unread.discard(home)
        while coming:
            self.counts.pages += 1
            leads = self._read(coming.pop()) & unread
            new = sorted(page for page in leads if _language_of(page) is language)
            unread.difference_update(new)
            coming += new

    def _read(self, page: str) -> set[str]:
        """Check a page; return the files to which a reader can go from there."""
        found = self.read[page] if page in self.read else read_tags(Document(self.places.text(page)))
        for breach in breaches(found, self.policy):
            self._tell("POLICY-BROKEN", say("policy-broken", name=breach), Named(page, breach), breach)
        self._weigh(page, found)
        self._note_versions(page, found, page == NOT_FOUND)
        ids = self._ids[page] = {*found.ids}
        self._point(page, found.others, ids)
        return self._point(page, found.leads, ids)

    def _point(self, here: str, links: Iterable[str], ids: Set[str] = frozenset()) -> set[str]:
        """Check the links of a file; return the files to which they lead. Places in other pages are for later."""
        leads = set()
        for link in dict.fromkeys(links):
            if (place := self.places.of(link, here)) is None:
                continue
            self.counts.links += 1
            leads.add(place.file)
            if place.file not in self.places.files:
                self._tell("LINK-BROKEN", say("link-broken", link=link), Named(here, link), place.file)
            elif not place.anchor or not place.file.endswith(".html"):
                continue
            elif place.file != here:
                self._wanted.setdefault(place, Named(here, link))
            elif place.anchor not in ids:
                self._tell("LINK-BROKEN", say("anchor-broken", link=link), Named(here, link), *place)
        return leads

    def _check_wanted(self) -> None:
        """Find the places that links from other pages name."""
        for place, named in self._wanted.items():
            if place.anchor not in self._ids[place.file]:
                self._tell("LINK-BROKEN", say("anchor-broken", link=named.words), named, *place)

    def _note_versions(self, page: str, found: Tags, alone: bool) -> None:
        named = ((language, self.places.of(link, page)) for language, link in found.versions)
        versions = {(language, place.file) for language, place in named if place}
        if versions or not alone:
            self._versions.setdefault(frozenset(versions), set()).add(page)

    def _check_versions(self) -> None:
        """Compare the pages that name a set of translations with that set: each must name all, itself included."""
        for versions, pages in self._versions.items():
            due = {(ANY if any_reader else str(_language_of(file)), file) for any_reader, file in _due(pages)}
            for page in pages:
                if due != versions:
                    self._tell("ALTERNATE-BROKEN", say("alternate-broken"), Named(page), page)

    def _weigh(self, page: str, found: Tags) -> None:
        files = {place.file for link in found.first if (place := self.places.of(link, page))}
        size = self.places.size(page)
        view = size + sum(map(self.places.size, files & self.places.files))
        self.counts.heaviest = max(self.counts.heaviest, view)
        for weight, most in zip((size, view), self.budget, strict=True):
            if weight > most:
                self._tell("PAGE-HEAVY", say("page-heavy", bytes=weight, most=most), Named(page), page)

    def _tell(self, code: str, said: Message, named: Named, *what: str) -> None:
        if (key := (code, *what)) not in self._told:
            text = self.places.text(named.file)
            start = max(text.find(named.words), 0)
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            self._told[key] = Problem(named.file, line, column, code, said)


def _language_of(file: str) -> Language:
    """Return the language in whose folder a file of the site stands."""
    folder = file.partition("/")[0]
    return Language(folder) if folder in list(Language) else DEFAULT_LANGUAGE


def _due(pages: set[str]) -> Iterable[tuple[bool, str]]:
    """Yield what a set of translations must name: each page, and that of the default language for all other readers."""
    for page in pages:
        yield False, page
        if _language_of(page) is DEFAULT_LANGUAGE:
            yield True, page
