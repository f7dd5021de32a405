"""The project as it is written: its facts, the texts of its pages, and the pages they make."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from ..facts import contributed, merges, yamltree
from ..facts.load import load
from ..facts.memory import kept_of
from ..facts.model import Evidence, KnowledgeBase
from ..phrases.phrases import Phrases
from ..problems import Problem, say
from ..text.languages import Language
from .footnotes import Article, article
from .made_pages import MadePage
from .render import Page, render_page

DOCS = "docs"
MANY = 64  # data files and articles, which pages in a row are made of


@dataclass(frozen=True, slots=True)
class Project:
    """The knowledge base, and each page by its path inside `docs/`: as written, rendered, or made of a record."""

    root: Path
    kb: KnowledgeBase
    sources: Mapping[str, str]
    pages: Mapping[str, Page]
    made: Mapping[str, MadePage]

    def figures(self) -> dict[Language, Counter[Evidence]]:
        """Return how many figures the pages of each language show that authors wrote."""
        of = {language: [page for path, page in self.pages.items() if path[:2] == language] for language in Language}
        return {language: sum((page.figures for page in own), Counter()) for language, own in of.items()}

    def article(self, path: str) -> Article:
        """Return a page as HTML."""
        page = self.made[path] if path in self.made else self.pages[path]
        return article(Phrases(self.kb, Language(path[:2]), path[3:]), page.body, page.notes)

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
        return file_lines(self.root, path)


@lru_cache(MANY)
def _text(file: Path, _changed: int) -> str:
    return file.read_text(encoding="utf-8")


def read_texts(root: Path) -> Project:
    """Return the project in folder `root` as it is written: its facts and the texts of its pages, nothing checked."""
    kb, _ = load(root)
    return Project(root, kb, read_pages(root)[0], {}, {})


def shown_on(project: Project) -> dict[str, list[str]]:
    """Return the written pages that show each fact, by the label of its footnote."""
    pages: dict[str, list[str]] = {}
    for path, text in project.sources.items():
        for label in render_text(project.kb, path, text, is_read=False).footnotes:
            pages.setdefault(label, []).append(path)
    return pages


def file_lines(root: Path, path: str) -> list[str]:
    """Return the lines of a file that was read before."""
    file = root / path
    return _text(file, file.stat().st_mtime_ns).split("\n") if file.is_file() else []


def render_text(kb: KnowledgeBase, path: str, text: str, is_read: bool = True) -> Page:
    """Return what a text in `docs/` says when its macros are filled in, as `render_page` does; from the cache where the
    same facts made a sound page of it before.
    """

    def make() -> tuple[str, Page]:
        page = render_page(kb, f"{DOCS}/{path}", text, Language(path[:2]), path[3:], is_read)
        return kb.seal, replace(page, notes=dict(page.notes))

    seal, page = kept_of(kb, "written pages", f"{path} {is_read}\n{text}", make, lambda made: not made[1].problems)
    if seal == kb.seal:
        return page
    notes = {label: note.replace(seal, kb.seal) for label, note in page.notes.items()}
    return replace(page, body=page.body.replace(seal, kb.seal), notes=notes)


def read_pages(root: Path) -> tuple[dict[str, str], list[Problem]]:
    """Return the text of each page by its path in `docs/`, and a problem for each that cannot be read."""
    texts, problems = {}, []
    for path in (path for language in Language for path in sorted((root / DOCS / language).rglob("*.md"))):
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
