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


@dataclass(frozen=True, slots=True)
class Project:
    """The knowledge base and the finished Markdown of each page, by its path inside `docs/`."""

    kb: KnowledgeBase
    pages: Mapping[str, str]


def read_project(root: Path) -> tuple[Project, list[Problem]]:
    """Return the project in folder `root` and every problem a contributor can mend, without building the site."""
    kb, problems = load(root)
    problems = [*problems, *rules.check(kb), *_pairs(root, kb)]
    pages = {}
    for path in _page_paths(root):
        inside = path.relative_to(root / DOCS)
        try:
            text = yamltree.decode(path.read_bytes(), path.relative_to(root).as_posix())
        except yamltree.Broken as broken:
            problems.append(broken.problem)
            continue
        language, up = Language(inside.parts[0]), "../" * (len(inside.parts) - 2)
        rendered, found = render_page(kb, path.relative_to(root).as_posix(), text, language, up)
        pages[inside.as_posix()] = rendered
        problems.extend(found)
    return Project(kb, pages), problems


def _page_paths(root: Path) -> Iterator[Path]:
    for language in Language:
        yield from sorted((root / DOCS / language).rglob("*.md"))


def _pairs(root: Path, kb: KnowledgeBase) -> Iterator[Problem]:
    """Yield a problem for each page, and each topic, that lacks its page in a language."""
    there = {path.relative_to(root / DOCS).as_posix() for path in (root / DOCS).rglob("*.md")}
    for page in sorted(there):
        language, _, name = page.partition("/")
        if language not in list(Language) or not name:
            message = f"a page must stand in {DOCS}/ar/ or {DOCS}/fr/, once in each"
            yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-PLACE", message)
        elif (twin := f"{Language(language).other}/{name}") not in there:
            message = f"the page is missing in the other language: write {DOCS}/{twin}"
            yield Problem(f"{DOCS}/{page}", 1, 1, "PAGE-ONE-LANGUAGE", message)
    for topic in kb.topics.values():
        for language in Language:
            if f"{language}/{topic.id}.md" not in there:
                message = f"the topic has no page: write {DOCS}/{language}/{topic.id}.md"
                yield Problem.at(topic.at(), "TOPIC-PAGE", message)
