"""The whole project: its facts, its pages in both languages, and everything that is wrong with either."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from . import (
    author_checks,
    contributed,
    days,
    explorer,
    menu,
    merges,
    page_links,
    parity,
    rules,
    settings,
    views,
    yamltree,
)
from .contact import NO_CONTACT, Contact
from .load import load, without_collection
from .macros import Draw, no_drawing
from .made_pages import MadePage, MadePages, UnfilledLabel, made_paths
from .messages import Message, say
from .model import LOCAL_URL, KnowledgeBase
from .problems import Problem, gathered, nearest
from .record import DEFAULT_LANGUAGE, Language
from .render import Page, render_page

DOCS = "docs"
MADE_FOLDERS = ("figures/", "sources/")
ASKED_BY_THE_HOOK = ("backlink", "permalink", "note-mark", "edit-page", "inferred-legend")
SAMPLE = 8  # made pages of a language
MANY = 64  # data files and articles, which pages in a row are made of


@dataclass(frozen=True, slots=True)
class Project:
    """The knowledge base, and each page by its path inside `docs/`: as written, rendered, or made of a record."""

    root: Path
    kb: KnowledgeBase
    sources: Mapping[str, str]
    pages: Mapping[str, Page]
    made: Mapping[str, MadePage]

    def figures(self) -> dict[Language, int]:
        """Return how many figures the pages of each language show that authors wrote."""
        of = {language: [page for path, page in self.pages.items() if path[:2] == language] for language in Language}
        return {language: sum(page.figures for page in own) for language, own in of.items()}

    def markdown(self, path: str) -> str:
        """Return the rendered text of a page."""
        return self.made[path].markdown if path in self.made else self.pages[path].markdown

    def origin(self, path: str) -> tuple[str, str]:
        """Return the file that says what a page shows, and its text: the page as written, or the data file."""
        if path not in self.made:
            return f"{DOCS}/{path}", self.sources[path]
        origin = self.made[path].origin
        return origin, self.text_of(origin)

    def text_of(self, origin: str) -> str:
        """Return the text of a data file that pages are made of."""
        return _text(self.root / origin, (self.root / origin).stat().st_mtime_ns)

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file of the project that was read before."""
        return _lines(self.root, path)


@lru_cache(MANY)
def _text(file: Path, _changed: int) -> str:
    return file.read_text(encoding="utf-8")


def read_texts(root: Path) -> Project:
    """Return the project in folder `root` as it is written: its facts and the texts of its pages, nothing checked."""
    kb, _ = load(root)
    return Project(root, kb, _read_pages(root)[0], {}, {})


def shown_on(project: Project) -> dict[str, list[str]]:
    """Return the written pages that show each fact, by the label of its footnote."""
    pages: dict[str, list[str]] = {}
    for path, text in project.sources.items():
        for label in _render(project.kb, path, text, None).footnotes:
            pages.setdefault(label, []).append(path)
    return pages


@without_collection()
def read_project(
    root: Path,
    site_url: str = LOCAL_URL,
    draw: Draw | None = no_drawing,
    contact: Contact = NO_CONTACT,
    config: str = settings.FILE,
    today: dt.date | None = None,
) -> tuple[Project, list[Problem]]:
    """Return the project in folder `root` and every problem a contributor can mend, without building the site.

    `site_url` is where the site will be published; `draw` draws the charts of its pages, None where nobody will read
    them; `contact` is how its readers reach the editors; `config` is the file of the settings, if any. `today` is the
    day after which nothing can have been done; without it no day is asked for, so that a build does not depend on the
    clock.
    """
    kb, problems = load(root)
    kb = replace(kb, site_url=site_url.rstrip("/") + "/", contact=contact)
    sources, unreadable = _read_pages(root)
    pages = {path: _render(kb, path, text, draw) for path, text in sources.items()} if kb.labels else {}
    missing = list(_missing_labels(kb)) if kb.labels else []
    broken = list(rules.check(kb))
    # What is made of records is made of sound ones only; a page that an author wrote is always read.
    made: Mapping[str, MadePage] = {}
    if kb.labels and not (missing or problems or broken):
        made = MadePages(kb)
    sample, unmade = _sample(made)
    project = Project(root, kb, sources, pages, made if not unmade else {})
    sound = {path: page.footnotes for path, page in pages.items() if not page.problems} | sample
    problems = [
        *problems,
        *contributed.check_files(root, DOCS),
        *unreadable,
        *missing,
        *unmade,
        *broken,
        *(days.check_future(kb, today) if today else ()),
        *_check_places(root, kb),
        *(problem for page in pages.values() for problem in page.problems),
        *parity.check_pages({path: set(labels) for path, labels in sound.items()}),
        *parity.check_calls({path: pages[path].calls for path in sound.keys() & pages.keys()}),
        *parity.check_headings({path: page.written for path, page in pages.items() if page.written}),
        *_check_links(root, kb, pages, project.made),
        *_check_texts(root, kb, config, set(sources)),
    ]
    if not problems:  # a page that fails shows less than it says: what is missing would be noise
        tables = [explorer.footnotes(kb, number) for number in range(2, explorer.pages(kb) + 1)]
        problems.extend(parity.check_coverage(kb, [*tables, *(page.footnotes for page in pages.values())]))
    return project, gathered(problems)


def _check_links(
    root: Path, kb: KnowledgeBase, pages: Mapping[str, Page], made: Mapping[str, MadePage]
) -> Iterator[Problem]:
    """Yield a problem for each link of a page that leads nowhere."""

    def complete(path: str) -> Page:
        return _render(kb, path, (root / DOCS / path).read_text(encoding="utf-8"), no_drawing)

    folders = (root / DOCS / language for language in Language)
    files = {path.relative_to(root / DOCS).as_posix() for folder in folders for path in folder.rglob("*.*")}
    found = page_links.PageLinks(kb, pages, files, made, complete).problems()
    # What a page that shows a broken record would hold is not known.
    yield from (problem for problem in found if not (kb.set_aside and problem.said.id == "anchor-unknown"))


def _check_texts(root: Path, kb: KnowledgeBase, config: str, pages: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with the texts of the data, and with the settings, the names and the menu of the site."""
    lines = partial(_lines, root)
    yield from author_checks.check_records(kb, lines)
    if (root / config).exists():
        own, problems = settings.read_settings(root, config)
        yield from problems
        yield from settings.check_settings(own)
        yield from menu.check_menu(own, pages, set(made_paths(kb)))
        yield from menu.check_names(kb, own, lines)


def _lines(root: Path, path: str) -> list[str]:
    """Return the lines of a file that was read before."""
    file = root / path
    return _text(file, file.stat().st_mtime_ns).split("\n") if file.is_file() else []


def _sample(made: Mapping[str, MadePage]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Return the footnotes of some made pages, spread evenly over all, in both languages; or what their labels lack.

    A build makes them all; a check takes no longer for a large project than for a small one.
    """
    names = [path[3:] for path in made if path.startswith(f"{DEFAULT_LANGUAGE}/")]
    chosen = names[:: -(-len(names) // SAMPLE) or 1]
    try:
        return {path: made[path].footnotes for path in (f"{each}/{name}" for name in chosen for each in Language)}, []
    except UnfilledLabel as error:
        return {}, [error.problem()]


def _missing_labels(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each label that is asked for outside of pages, where no line could be named."""
    for name in (*ASKED_BY_THE_HOOK, *views.PROVED, views.SKIPPED):
        if name not in kb.labels:
            yield Problem("hooks/isnad/labels.yaml", 1, 1, "LABEL-MISSING", say("label-missing", id=name))


def _render(kb: KnowledgeBase, path: str, text: str, draw: Draw | None) -> Page:
    return render_page(kb, f"{DOCS}/{path}", text, Language(path[:2]), path[3:], draw)


def _read_pages(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each page by its path in `docs/`, and a problem for each that cannot be read."""
    texts, problems = {}, []
    for path in _page_paths(root):
        name = path.relative_to(root).as_posix()
        try:
            text = yamltree.decode(contributed.read_bytes(root, name), name)
            if conflicts := merges.check(text, name):
                problems += conflicts
            else:
                texts[path.relative_to(root / DOCS).as_posix()] = text
        except yamltree.Broken as broken:
            problems.append(broken.problem)
        except OSError as error:
            if error.errno in contributed.REPORTED:
                continue
            problems.append(Problem(name, 1, 1, "PAGE-UNREADABLE", say("page-unreadable", detail=error.strerror)))
    return texts, problems


def _page_paths(root: Path) -> Iterator[Path]:
    for language in Language:
        yield from sorted((root / DOCS / language).rglob("*.md"))


def _check_places(root: Path, kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each page, and each topic, that lacks its page in a language, and each misplaced page."""
    there = {path.relative_to(root / DOCS).as_posix() for path in (root / DOCS).rglob("*.md")}
    for page in sorted(there):
        yield from _check_place(page, there)
    for path in sorted((root / DOCS).rglob("*")):
        if path.suffix in contributed.MISREAD_ENDINGS:
            name = path.relative_to(root).as_posix()
            yield Problem(name, 1, 1, "PAGE-ENDING", say("page-ending", name=f"{path.stem}.md"))
    for topic in kb.topics.values():
        for language in Language:
            if f"{language}/{topic.id}.md" not in there:
                message = say("topic-page", id=topic.id, page=f"{DOCS}/{language}/{topic.id}.md")
                yield Problem.at(topic.at(), "TOPIC-PAGE", message)


def _check_place(page: str, there: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with where a page stands, or with its twin in the other language."""
    language, _, name = page.partition("/")
    if name.startswith(MADE_FOLDERS):
        yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-PLACE", say("page-made", folders=MADE_FOLDERS))
    elif language not in list(Language) or not name:
        yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-PLACE", say("page-place", ar=f"{DOCS}/ar/", fr=f"{DOCS}/fr/"))
    elif (twin := f"{Language(language).other}/{name}") not in there:
        yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-ONE-LANGUAGE", _twin_missing(twin, there))


def _twin_missing(twin: str, there: set[str]) -> Message:
    """Return which page is missing; where one of a like name has no twin either, that it may be this one, misspelt."""
    alone = {page for page in there if page[:3] == twin[:3] and f"{Language(page[:2]).other}/{page[3:]}" not in there}
    if near := nearest(twin, alone):
        return say("page-misnamed", page=f"{DOCS}/{twin}", near=f"{DOCS}/{near}")
    return say("page-one-language", page=f"{DOCS}/{twin}")
