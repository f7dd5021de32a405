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
from ..text.tags import PageTags, Tags, read_tags
from .places import Place, Places
from .policy import breaches

ANY = "x-default"  # the version for readers of other languages
SHEET_ADDRESS = re.compile(r"""url\(["']?(?!data:)([^"')]+)""")
WRITTEN_ADDRESS = r"""[^\s"'<>&)]*"""
FROM_ABOVE = ("../", "/", "http://", "https://")  # how links begin that lead from all pages of a folder to one place
NO_TAGS = Tags()
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


class _Frame(NamedTuple):
    """What the frame of pages that share it comes to: the files to which it leads, those that a browser asks for first,
    its links that each page has from itself, and how many others there are.
    """

    leads: Set[str]
    first: Set[str]
    inside: Sequence[str]
    links: int


class Walk:
    """Goes to each file of the finished site once; keeps what is wrong, and what only other pages can answer.

    `read` has what the tags of pages say that the audit has read; any other page is read here. What many pages share is
    told once, where it is seen first.
    """

    def __init__(self, places: Places, policy: str, budget: Budget, read: Mapping[str, PageTags]) -> None:
        self.places, self.policy, self.budget, self.read, self.counts = places, policy, budget, read, Counts()
        self._told: dict[tuple[str, ...], Problem] = {}
        self._wanted: dict[Place, tuple[str, str]] = {}  # places in other pages, the file and the link that name them
        self._ids: dict[str, Set[str]] = {}  # of each page
        self._frames: dict[int, _Frame] = {}  # by the identity of their tags
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
                self._tell("PAGE-ORPHAN", say("page-orphan"), page, "", page)
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
        shared, own = self.read.get(page) or PageTags(NO_TAGS, read_tags(Document(self.places.text(page))))
        frame, ids = self._frame(page, shared), self._ids.setdefault(page, {*shared.ids, *own.ids})
        for breach in breaches((shared, own), self.policy):
            self._tell("POLICY-BROKEN", say("policy-broken", name=breach), page, breach, breach)
        self._weigh(page, frame.first | self._files(page, own.first))
        self._note_versions(page, [*shared.versions, *own.versions], page == NOT_FOUND)
        self.counts.links += frame.links
        self._point(page, (*frame.inside, *own.others), ids)
        return {*frame.leads, *self._point(page, own.leads, ids)}

    def _frame(self, page: str, tags: Tags) -> "_Frame":
        """Check what pages share, on the first of them; return what of it concerns each."""
        if id(tags) not in self._frames:
            every = {*tags.others, *tags.leads}
            outside = {link for link in every if link.startswith(FROM_ABOVE)}
            before = self.counts.links
            self._point(page, outside)
            links, self.counts.links = self.counts.links - before, before
            leads = {place.file for link in outside & {*tags.leads} if (place := self.places.of(link, page))}
            self._frames[id(tags)] = _Frame(leads, self._files(page, tags.first), sorted(every - outside), links)
        return self._frames[id(tags)]

    def _point(self, here: str, links: Iterable[str], ids: Set[str] = frozenset()) -> set[str]:
        """Check the links of a file; return the files to which they lead. Places in other pages are for later."""
        leads = set()
        for link in dict.fromkeys(links):
            if (place := self.places.of(link, here)) is None:
                continue
            self.counts.links += 1
            leads.add(place.file)
            if place.file not in self.places.files:
                self._tell("LINK-BROKEN", say("link-broken", link=link), here, link, place.file)
            elif not place.anchor or not place.file.endswith(".html"):
                continue
            elif place.file != here:
                self._wanted.setdefault(place, (here, link))
            elif place.anchor not in ids:
                self._tell("LINK-BROKEN", say("anchor-broken", link=link), here, link, *place)
        return leads

    def _check_wanted(self) -> None:
        """Find the places that links from other pages name."""
        for place, (here, link) in self._wanted.items():
            if place.anchor not in self._ids[place.file]:
                self._tell("LINK-BROKEN", say("anchor-broken", link=link), here, link, *place)

    def _note_versions(self, page: str, found: Iterable[tuple[str, str]], alone: bool) -> None:
        named = ((language, self.places.of(link, page)) for language, link in found)
        versions = {(language, place.file) for language, place in named if place}
        if versions or not alone:
            self._versions.setdefault(frozenset(versions), set()).add(page)

    def _check_versions(self) -> None:
        """Compare the pages that name a set of translations with that set: each must name all, itself included."""
        for versions, pages in self._versions.items():
            due = {(ANY if any_reader else str(_language_of(file)), file) for any_reader, file in _due(pages)}
            for page in pages:
                if due != versions:
                    self._tell("ALTERNATE-BROKEN", say("alternate-broken"), page, "", page)

    def _files(self, page: str, links: Iterable[str]) -> Set[str]:
        return {place.file for link in links if (place := self.places.of(link, page))} & self.places.files

    def _weigh(self, page: str, first: Set[str]) -> None:
        size = self.places.size(page)
        view = size + sum(map(self.places.size, first))
        self.counts.heaviest = max(self.counts.heaviest, view)
        for weight, most in zip((size, view), self.budget, strict=True):
            if weight > most:
                self._tell("PAGE-HEAVY", say("page-heavy", bytes=weight, most=most), page, "", page)

    def _tell(self, code: str, said: Message, file: str, words: str, *what: str) -> None:
        """Keep a problem where words stand in a file, unless the same was told of `what` is wrong."""
        if (key := (code, *what)) not in self._told:
            text = self.places.text(file)
            start = max(text.find(words), 0)
            line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
            self._told[key] = Problem(file, line, column, code, said)


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
