"""The links and pictures that authors wrote in pages: each leads where the build finds something.

Addresses that Markdown made are resolved as MkDocs and static-i18n do, by files in `docs/`; then every address is
followed in the finished site, as `completeness` does.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, cached_property, lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..pages.author_html import Link
from ..pages.author_places import Spot
from ..pages.author_sentences import shows_facts
from ..pages.made_pages import MadePage, made_paths
from ..pages.render import Page
from ..phrases import addresses
from ..phrases.addresses import INDEX, LLMS, NOT_FOUND, ROBOTS, SITEMAP, page_file
from ..problems import Message, Problem, hint, nearest, say
from ..text import web_addresses
from ..text.html import ids
from ..text.languages import DEFAULT_LANGUAGE, Language
from ..text.web_addresses import is_at
from .places import Places

# What else stands at the root of the site.
BESIDE = (SITEMAP, ROBOTS, LLMS, NOT_FOUND)
PAGE_ENDINGS = re.compile(r"(?:/|\.html|\.md|/index\.html)$")
NOTES = ("fn:", "fnref:")  # what the ids of footnotes and of their marks begin with
TABLES = {"figures": "observations", "sources": "sources"}
# What is wrong with a page although all its headings are known.
HARMLESS = {"NUMBER-LOOSE", "NUMBER-SPELLED", "FOOTNOTE-LITERAL"}


class PageLinks:
    """Checks the links of all pages of a project.

    `files` are those in `docs/`; `made` holds the pages of records where all records are sound, else nothing;
    `complete` renders a page that was rendered for a check alone once more, with all that its macros make.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        pages: Mapping[str, Page],
        files: Set[str],
        made: Mapping[str, MadePage],
        complete: Callable[[str], Page],
    ) -> None:
        self.kb, self.pages, self.files, self.made = kb, pages, files, made
        self.complete = complete
        self.places = Places(Path(), kb.site_url)
        self.ids = cache(self._ids)

    @cached_property
    def of_records(self) -> Set[str]:
        """The pages of records, whether or not these are sound."""
        return set(made_paths(self.kb))

    @cached_property
    def by_place(self) -> Mapping[str, str]:
        """The file in `docs/`, or the page of a record, that becomes a file of the site."""
        return {_place(path): path for path in (*self.files, *self.of_records)}

    def problems(self) -> Iterator[Problem]:
        """Yield a problem for each link that leads nowhere, where it stands."""
        for path, page in self.pages.items():
            links = page.written.reading.links if page.written else ()
            found = [(i, message) for i, each in enumerate(links) if (message := self._refusal(each, path))]
            if found and page.written:
                places = page.written.places([Spot("links", i, links[i].address) for i, _ in found])
                for place, (_, message) in zip(places, found, strict=True):
                    yield Problem(f"docs/{path}", *place, "LINK-BROKEN", message)

    def _refusal(self, link: Link, here: str) -> Message | None:
        """Return why a link of a page leads nowhere, or None."""
        if web_addresses.refusal(link.address):
            return None  # reported as ADDRESS-FORM
        address = urlsplit(link.address)
        if not link.resolved or address.scheme or address.netloc:
            return self._refusal_in_site(link.address, here)
        if link.address.startswith("/"):
            return say("link-absolute", link=link.address, mend=self._mend(link, here))
        target = self._file(unquote(address.path), here) if address.path else here
        if target is None:
            mend = self._mend(link, here)
            if link.tag == "img":
                return say("picture-unknown", link=link.address, mend=mend)
            return say("link-unknown", link=link.address, mend=mend)
        return self._refusal_of_anchor(link.address, target, address.fragment)

    def _refusal_in_site(self, address: str, here: str) -> Message | None:
        """Return the same of an address as the finished site has it."""
        place = self.places.of(address, _place(here))
        if place is None:
            return None
        if (target := self.by_place.get(place.file)) is not None:
            return self._refusal_of_anchor(address, target, place.anchor)
        if self._is_set_aside(_page_at(place.file)) or self._is_other_file(place.file):
            return None
        return say("link-html-unknown", link=address)

    def _is_other_file(self, file: str) -> bool:
        """Return whether a file is part of the site without standing in `docs/`."""
        if not self.made or file in BESIDE or file in generated(self.kb) or _is_of_theme(self.kb.root, file):
            return True
        folder, _, name = file.rpartition("/")
        return name == "index.md" and posixpath.join(folder, INDEX) in self.by_place

    def _file(self, path: str, here: str) -> str | None:
        """Return the file in `docs/` to which static-i18n has a path lead in the language of a page, or None."""
        target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path).lstrip("/"))
        target = "index.md" if target == "." else target
        own = here[:2]
        if target.startswith((f"{own}/", f"{DEFAULT_LANGUAGE}/")):
            candidates = target, target.partition("/")[2]
        else:
            candidates = f"{own}/{target}", target
        return next((each for each in candidates if self._is_file(each, own)), None)

    def _is_file(self, path: str, language: str) -> bool:
        if path.startswith(f"{language}/"):
            return path in self.files or path in self.of_records or self._is_set_aside(path)
        if path.startswith(tuple(f"{each}/" for each in Language)):
            return False
        return _is_of_theme(self.kb.root, path) or (language == DEFAULT_LANGUAGE and self._is_other_file(path))

    def _is_set_aside(self, path: str) -> bool:
        """Return whether a page is made of a record whose own problem is reported already."""
        folder, name = posixpath.split(path.removesuffix(".md")[3:])
        return folder in TABLES and self.kb.is_set_aside(TABLES[folder], name)

    def _refusal_of_anchor(self, link: str, page: str, anchor: str) -> Message | None:
        """Return that a page has no element of an id, where one is asked for."""
        if not anchor or not page.endswith(".md") or {anchor, unquote(anchor)} & self._known_ids(page):
            return None
        if not self._is_whole(page) or {anchor, unquote(anchor)} & self.ids(page):
            return None
        known = {id for id in self.ids(page) if not id.startswith(NOTES)}
        return say("anchor-unknown", link=link, page=page[3:], hint=hint(anchor, known))

    def _known_ids(self, path: str) -> Set[str]:
        """Return the ids that the author of a page wrote."""
        page = self.pages.get(path)
        return set(page.written.reading.ids) if page and page.written else set()

    def _is_whole(self, path: str) -> bool:
        """Return whether all that a page holds is known."""
        if path in self.pages:
            page = self.pages[path]
            return page.written is not None and {problem.code for problem in page.problems} <= HARMLESS
        return path in self.made

    def _ids(self, path: str) -> Set[str]:
        """Return every id of a page, those of what macros made included: few links lead there."""
        page = self.complete(path) if path in self.pages else self.made[path]
        return ids(page.body) | {kind + label for kind in NOTES for label in page.footnotes}

    def _mend(self, link: Link, here: str) -> Message:
        """Return what a link may have been meant to be."""
        address = urlsplit(link.address)
        bare = PAGE_ENDINGS.sub("", unquote(address.path))
        known = self._ways(here, link.tag)
        for guess in (bare, bare.lstrip("/"), bare.lstrip("/").removeprefix(f"{here[:2]}/")):
            for start in (here, f"{here[:2]}/"):
                page = posixpath.normpath(posixpath.join(posixpath.dirname(start), f"{guess}.md"))
                if way := known.get(page):
                    return say("did-you-mean", name=way + (f"#{address.fragment}" if address.fragment else ""))
        ways = {way.removesuffix(".md"): way for way in known.values()}
        near = nearest(address.path.removesuffix(".md"), ways)
        if near:
            return say("did-you-mean", name=ways[near])
        return say("link-form") if link.tag == "a" else say("picture-form")

    def _ways(self, here: str, tag: str) -> Mapping[str, str]:
        """Return the pages, or the pictures, of the language of a page, and how a link there writes each."""
        own = (path for path in (*self.files, *self.of_records) if path[:3] == here[:3])
        return {path: addresses.link(here, path) for path in own if path.endswith(".md") == (tag == "a")}


def check_hosts(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Beside facts, links to the web lead to articles of ours, or to hosts of entities."""
    known = {
        found.value for it in kb.sources.values() for found in (it.url, it.web_archive_url) if found is not NOT_GIVEN
    }
    hosts = {host for entity in kb.entities.values() for host in entity.hosts}
    for path, page in pages.items() if not kb.set_aside else ():
        if page.written is None or not shows_facts(page):
            continue
        for order, link in enumerate(page.written.reading.links):
            outside = link.address.startswith(("http://", "https://")) and not link.address.startswith(kb.site_url)
            if outside and link.address not in known and not any(is_at(link.address, host) for host in hosts):
                (at,) = page.written.places([Spot("links", order, link.address)])
                yield Problem(f"docs/{path}", *at, "ADDRESS-HOST", say("link-elsewhere", address=link.address))


@lru_cache(1)
def generated(kb: KnowledgeBase) -> Set[str]:
    """Return the files that are made at build: read of only where a link leads to no page."""
    from ..exports.create import create_exports
    from ..pages.social import TOUCH_ICON

    return {*create_exports(kb), TOUCH_ICON}


def _is_of_theme(root: Path | None, file: str) -> bool:
    """Return whether the theme brings a file along."""
    import material  # type: ignore[import-untyped]

    own = (root / "hooks" / "theme",) if root else ()
    folders = (*own, *(Path(each) / "templates" for each in material.__path__))
    return file.startswith("assets/") and any((folder / file).is_file() for folder in folders)


def _place(path: str) -> str:
    """Return where a file in `docs/` stands in the site."""
    language, page = Language(path[:2]), path[3:]
    if page.endswith(".md"):
        return page_file(language, page)
    return page if language is DEFAULT_LANGUAGE else path


def _page_at(file: str) -> str:
    """Return the page, in the form of a path in `docs/`, of which a file of the site would be."""
    page = file.removesuffix(INDEX).rstrip("/") + ".md"
    return page if page[:3] in {f"{each}/" for each in Language} else f"{DEFAULT_LANGUAGE}/{page}"
