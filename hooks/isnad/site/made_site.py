"""Made pages as they are published: each in the frame of its kind, read by the audit, with what stands beside it."""

import hashlib
import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from markupsafe import escape

from ..checks.audit import Audit, Findings, unsealed
from ..facts.memory import kept_of
from ..facts.model import Evidence
from ..pages.footnotes import Article, article
from ..pages.made_pages import MadePage, UnfilledLabel
from ..pages.social import card_path
from ..pages.texts import Project
from ..phrases.addresses import page_file, topic_page
from ..phrases.phrases import Phrases
from ..problems import Problem
from ..text.html import Heading
from ..text.languages import Language
from ..text.reader import read_article
from ..text.tags import PageTags, Tags, joined
from .listed import Listed, made_listed
from .meta_tags import tags_html
from .shells import Shell, Slot
from .structured import structured

EXPLORER = '<div class="explorer"'  # needs scripts of its own
TOP = Heading(1, "top", "")  # what the theme leads to past the menus; it shows the page's title, not this text


class Kind(NamedTuple):
    """What pages have in common that share a frame: their language, their folder, the headings below the first, and
    whether they have the explorer.
    """

    language: Language
    folder: str
    headings: tuple[Heading, ...]
    explorer: bool

    @property
    def page(self) -> str:
        """The path inside its language's folder of a page of this kind, whose name is still a slot."""
        return f"{self.folder}/{Slot.NAME.token}.md"

    @property
    def path(self) -> str:
        """The same inside `docs/`."""
        return f"{self.language}/{self.page}"

    def toc(self) -> list[Any]:
        """Return the headings as MkDocs' table of contents takes them."""
        return nested([TOP, *self.headings])


def nested(headings: Iterable[Heading]) -> list[Any]:
    """Return headings as MkDocs' table of contents takes them, each below the last one of a higher level."""
    top: list[Any] = []
    above: list[tuple[int, list[Any]]] = [(0, top)]
    for heading in headings:
        children: list[Any] = []
        entry = {"level": heading.level, "id": heading.id, "name": escape(heading.name), "children": children}
        while above[-1][0] >= heading.level:
            above.pop()
        above[-1][1].append(entry)
        above.append((heading.level, children))
    return top


class Share(NamedTuple):
    """What a share of the made pages came to: how programs are told of each, by its path, how many figures they show,
    and what the audit found in them; or the problem that ended it.
    """

    listed: Mapping[str, Listed]
    figures: Counter[Evidence]
    found: Findings
    problems: Sequence[Problem]


class Finished(NamedTuple):
    """A page that is ready: its file, by its path inside the site, how programs are told of it, and how many figures it
    shows.
    """

    file: str
    html: bytes
    listed: Listed
    figures: Counter[Evidence]


class Contents(NamedTuple):
    """What a made page puts into the frame of its kind, without the seal of a run: what its slots hold, how programs
    are told of it, how many figures it shows, the data file of its record, and what the audit found in it.
    """

    kind: Kind
    held: Mapping[Slot, str]
    listed: Listed
    figures: Counter[Evidence]
    origin: str
    found: Findings

    def is_sound(self) -> bool:
        """Return whether nothing wrong was found."""
        return not self.found.problems


@dataclass(slots=True)
class MadeSite:
    """Finishes the made pages of one language.

    `frame` writes the theme's frame for a kind of page, under a seal; `pages` are those that authors wrote.
    """

    project: Project
    language: Language
    audit: Audit
    frame: Callable[[Kind, str], str]
    pages: Mapping[str, Listed]
    shells: dict[Kind, Shell] = field(default_factory=dict)

    def share(self, pages: Iterable[Finished], write: Callable[[str, bytes], None]) -> Share:
        """Return what pages came to, once `write` has written the file of each."""
        listed: dict[str, Listed] = {}
        figures = Counter[Evidence]()
        problems: list[Problem] = []
        try:
            for page in pages:
                write(page.file, page.html)
                figures += page.figures
                listed[f"{self.language}/{page.listed.page}"] = page.listed
        except UnfilledLabel as error:
            problems = [error.problem()]
        return Share(listed, figures, self.audit.findings, problems)

    def finish(self, paths: Iterable[str]) -> Iterator[Finished]:
        """Yield each of the pages at some paths inside `docs/`; the audit has read it."""
        kb = self.project.kb
        written = sorted((path, page.title) for path, page in self.pages.items())  # to which a page may lead
        others = hashlib.blake2b(repr(written).encode(), digest_size=20).hexdigest()
        for path in paths:
            make = partial(self.contents, path)
            yield self._finished(path, kept_of(kb, "made pages", f"{path} {others}", make, Contents.is_sound))

    def _finished(self, path: str, contents: Contents) -> Finished:
        """Return a page in its frame; the audit has read it."""
        shell, held, seal = self.shell(contents.kind), contents.held, self.project.kb.seal
        frame, origin = shell.read(held), contents.origin
        self.audit.add(contents.found)
        self.audit.reading(frame, path, origin, self.project.text_of(origin), self.language)
        self.audit.tags[path] = PageTags(shell.shared, joined([frame.tags, contents.found.tags[path].own]))
        html = unsealed(shell.fill(held), seal).encode()
        return Finished(page_file(self.language, path[3:]), html, contents.listed, contents.figures)

    def shell(self, kind: Kind) -> Shell:
        """Return the frame of pages of a kind."""
        if kind not in self.shells:
            p = Phrases(self.project.kb, self.language)
            self.shells[kind] = Shell(self.frame(kind, p.seal), p.kb.seal)
        return self.shells[kind]

    def contents(self, path: str) -> Contents:
        """Return what the page at a path puts into its frame; an audit of its own has read it."""
        kb, made = self.project.kb, self.project.made[path]
        rendered = article(Phrases(kb, self.language, path[3:]), made.body, made.notes)
        audit, reading = Audit(kb), read_article(rendered.html, kb.seal)
        audit.tags[path] = PageTags(Tags(), reading.tags)
        audit.reading(reading, path, made.origin, self.project.text_of(made.origin), self.language)
        listed = made_listed(path, made)
        held = self.held(path, made, rendered, listed)
        return Contents(
            kind=self.kind(path, rendered),
            held={slot: unsealed(str(text), kb.seal) for slot, text in held.items()},
            listed=listed,
            figures=made.figures,
            origin=made.origin,
            found=audit.findings,
        )

    def kind(self, path: str, rendered: Article) -> Kind:
        """Return what a page has in common with others."""
        folder, headings = posixpath.dirname(path[3:]), tuple(rendered.headings[1:])
        return Kind(self.language, folder, headings, explorer=EXPLORER in rendered.text)

    def _topic(self, made: MadePage) -> str:
        """Return the topic of a page if an author wrote of it, or nothing."""
        return made.topic if f"{self.language}/{topic_page(made.topic)}" in self.pages else ""

    def held(self, path: str, made: MadePage, rendered: Article, listed: Listed) -> dict[Slot, str]:
        """Return what the slots of its frame hold on a page."""
        kb = self.project.kb
        return {
            Slot.NAME: posixpath.basename(path).removesuffix(".md"),
            Slot.TITLE: escape(made.title),
            Slot.DESCRIPTION: escape(made.description),
            Slot.CARD: card_path(self.language, self._topic(made)),
            Slot.CONTENT: rendered.html,
            Slot.STRUCTURED: structured(kb, {**self.pages, path: listed}, path),
            Slot.REFERENCE_TAGS: tags_html(kb, listed),
        }
