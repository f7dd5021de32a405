"""The whole project: its facts, its pages in both languages, and everything that is wrong with either."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import rules, yamltree
from .load import load
from .model import KnowledgeBase
from .problems import Problem
from .record import Language
from .render import render_page

DOCS = "docs"
MISREAD_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")


@dataclass(frozen=True, slots=True)
class Project:
    """The knowledge base and the finished Markdown of each page, by its path inside `docs/`."""

    kb: KnowledgeBase
    pages: Mapping[str, str]


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """Return the project in folder `root` and every problem a contributor can mend, without building the site."""
    kb, problems = load(root)
    problems = [*problems, *rules.check(kb), *_check_places(root, kb)]
    pages: dict[str, str] = {}
    for path in _page_paths(root) if kb.labels else ():
        inside = path.relative_to(root / DOCS)
        try:
            text = yamltree.decode(path.read_bytes(), path.relative_to(root).as_posix())
        except yamltree.Broken as broken:
            problems.append(broken.problem)
            continue
        except OSError as error:
            message = f"the page cannot be read: {error.strerror}"
            problems.append(Problem(path.relative_to(root).as_posix(), 1, 1, "PAGE-UNREADABLE", message))
            continue
        language, up = Language(inside.parts[0]), "../" * (len(inside.parts) - 2)
        rendered, found = render_page(kb, path.relative_to(root).as_posix(), text, language, up)
        pages[inside.as_posix()] = rendered
        problems.extend(found)
    return Project(kb, pages), problems


def _page_paths(root: Path) -> Iterator[Path]:
    for language in Language:
        yield from sorted((root / DOCS / language).rglob("*.md"))


def _check_places(root: Path, kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each page, and each topic, that lacks its page in a language, and each misplaced page."""
    there = {path.relative_to(root / DOCS).as_posix() for path in (root / DOCS).rglob("*.md")}
    for page in sorted(there):
        yield from _check_place(page, there)
    for path in sorted((root / DOCS).rglob("*")):
        if path.suffix in MISREAD_ENDINGS:
            message = "MkDocs would publish this as a page and isnad does not read it; rename it to .md"
            yield Problem(path.relative_to(root).as_posix(), 1, 1, "PAGE-ENDING", message)
    for topic in kb.topics.values():
        for language in Language:
            if f"{language}/{topic.id}.md" not in there:
                message = f"the topic has no page: write {DOCS}/{language}/{topic.id}.md"
                yield Problem.at(topic.at(), "TOPIC-PAGE", message)


def _check_place(page: str, there: set[str]) -> Iterator[Problem]:
    """Yield what is wrong with where a page stands, or with its twin in the other language."""
    language, _, name = page.partition("/")
    if language not in list(Language) or not name:
        message = f"a page must stand in {DOCS}/ar/ or {DOCS}/fr/, once in each"
        yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-PLACE", message)
    elif (twin := f"{Language(language).other}/{name}") not in there:
        message = f"the page is missing in the other language: write {DOCS}/{twin}"
        yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-ONE-LANGUAGE", message)
