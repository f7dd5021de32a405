"""The whole project: its facts, its pages in both languages, and everything that is wrong with either."""

import datetime as dt
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from ..facts import contributed, settings
from ..facts.contact import NO_CONTACT, Contact
from ..facts.load import load, without_collection
from ..facts.memory import kept_of
from ..facts.model import LOCAL_URL, KnowledgeBase
from ..pages import author_checks, explorer, views
from ..pages.made_pages import MadePage, MadePages, UnfilledLabel, made_paths
from ..pages.render import Page
from ..pages.texts import DOCS, Project, file_lines, read_pages, render_text
from ..problems import Message, Problem, gathered, nearest, say
from ..text.languages import DEFAULT_LANGUAGE, Language
from . import claims, days, figure_sentences, menu, page_links, parity, rules

MADE_FOLDERS = ("figures/", "indicators/", "sources/")
ASKED_BY_THE_HOOK = ("backlink", "permalink", "note-mark", "edit-page", "inferred-legend")


@without_collection()
def read_project(
    root: Path,
    site_url: str = LOCAL_URL,
    is_read: bool = True,
    contact: Contact = NO_CONTACT,
    config: str = settings.FILE,
    today: dt.date | None = None,
) -> tuple[Project, list[Problem]]:
    """Return the project in folder `root` and every problem a contributor can mend, without building the site.

    `site_url` is where the site will be published; pages that nobody will read are only checked; `contact` is how its
    readers reach the editors; `config` is the file of the settings, if any. `today` is the day after which nothing can
    have been done; without it no day is asked for, so that a build does not depend on the clock.
    """
    kb, problems = load(root)
    kb = replace(kb, site_url=site_url.rstrip("/") + "/", contact=contact)
    sources, unreadable = read_pages(root)
    pages: dict[str, Page] = {}
    if kb.labels:
        pages = {path: render_text(kb, path, text, is_read) for path, text in sources.items()}
    missing = list(_missing_labels(kb)) if kb.labels else []
    broken = list(rules.check(kb))
    # What is made of records is made of sound ones only; a page that an author wrote is always read.
    made: Mapping[str, MadePage] = {}
    if kb.labels and not (missing or problems or broken):
        made = MadePages(kb)
    sample, unmade = _sample(kb, made)
    project = Project(root, kb, sources, pages, made if not unmade else {})
    sound = {path: page.footnotes for path, page in pages.items() if not page.problems} | sample
    problems = [
        *problems,
        *contributed.check_files(root, DOCS),
        *unreadable,
        *missing,
        *unmade,
        *broken,
        *(days.future_days(kb, today) if today else ()),
        *_check_places(root, kb),
        *(problem for page in pages.values() for problem in page.problems),
        *parity.check_pages({path: set(labels) for path, labels in sound.items()}),
        *parity.check_calls(read := {path: pages[path] for path in sound.keys() & pages.keys()}),
        *parity.check_order(read),
        *figure_sentences.check_sentences(kb, read),
        *claims.check_claims(kb, read),
        *page_links.check_hosts(kb, read),
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
        return render_text(kb, path, (root / DOCS / path).read_text(encoding="utf-8"))

    folders = (root / DOCS / language for language in Language)
    files = {path.relative_to(root / DOCS).as_posix() for folder in folders for path in folder.rglob("*.*")}
    found = page_links.PageLinks(kb, pages, files, made, complete).problems()
    # What a page that shows a broken record would hold is not known.
    yield from (problem for problem in found if not (kb.set_aside and problem.said.id == "anchor-unknown"))


def _check_texts(root: Path, kb: KnowledgeBase, config: str, pages: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with the texts of the data, and with the settings, the names and the menu of the site."""
    lines = partial(file_lines, root)
    yield from author_checks.check_records(kb, lines)
    if (root / config).exists():
        own, problems = settings.read_settings(root, config)
        yield from problems
        yield from settings.check_settings(own)
        yield from menu.check_menu(own, pages, set(made_paths(kb)))
        yield from menu.check_names(kb, own, lines)


def _sample(kb: KnowledgeBase, made: Mapping[str, MadePage]) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    """Return the footnotes of the first made page of each folder, in both languages; or what their labels lack.

    A build makes them all; a check takes no longer for a large project than for a small one.
    """
    names = [path[3:] for path in made if path.startswith(f"{DEFAULT_LANGUAGE}/")]
    chosen = {posixpath.dirname(name): name for name in reversed(names)}.values()
    paths = [f"{each}/{name}" for name in chosen for each in Language]

    def footnotes() -> dict[str, tuple[str, ...]]:
        return {path: made[path].footnotes for path in paths}

    try:
        return kept_of(kb, "sample", repr(paths), footnotes, lambda _: True), []
    except UnfilledLabel as error:
        return {}, [error.problem()]


def _missing_labels(kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each label that is asked for outside of pages, where no line could be named."""
    for name in (*ASKED_BY_THE_HOOK, *views.PROVED, views.SKIPPED):
        if name not in kb.labels:
            yield Problem("hooks/isnad/labels.yaml", 1, 1, "LABEL-MISSING", say("label-missing", id=name))


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
