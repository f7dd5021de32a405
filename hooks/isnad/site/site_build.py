"""One build of the site, step by step; MkDocs calls each step, and hands over what only it knows."""

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment

from ..checks.audit import Audit, unsealed
from ..checks.completeness import Budget, Walk, read_budget
from ..checks.mkdocs_words import problem_of
from ..checks.places import Places
from ..checks.policy import SCRIPT_TEMPLATES, page_policy
from ..checks.project import read_project
from ..exports.create import create_exports
from ..facts.contact import read_contact, read_repository
from ..facts.model import LOCAL_URL, Evidence
from ..facts.setting_problems import check_channel, check_needs, refuse_words
from ..facts.settings import Settings, read_settings
from ..pages import explorer
from ..pages.fonts import preloaded
from ..pages.footnotes import Article
from ..pages.made_pages import UnfilledLabel
from ..pages.social import TOUCH_ICON, card, card_path, touch_icon
from ..pages.texts import Project
from ..pages.views import with_counts
from ..phrases.addresses import HOME, INDEX, LLMS, NOT_FOUND, ROBOTS, SITEMAP, feed_file, page_file, topic_page
from ..phrases.phrases import Phrases
from ..problems import Problem
from ..problems.messages import tongue_of
from ..problems.problem import report
from ..text.cache import keep_memory, kept, prune, templates
from ..text.languages import Language
from .chart_pictures import chart_pictures
from .frame_links import footer_links, search_help
from .hosting import write_host_files
from .listed import Listed, written_pages
from .llms import llms
from .made_site import EXPLORER, Finished, Kind, MadeSite, Share
from .meta_tags import tags_html
from .processes import processes_for, shared_out
from .publish import hold, publish, recover, staging_folder
from .search_index import search_indexes
from .sitemap import robots, sitemap
from .structured import structured
from .style_sheet import SHEET, write_style_sheet

# `--strict` counts the warnings of loggers under "mkdocs." only.
log = logging.getLogger("mkdocs.hooks.isnad")
T = TypeVar("T")
Progress = Callable[[MadeSite, Sequence[str]], Iterator[Finished]]


class Configuration(NamedTuple):
    """What the configuration says: the file in which it stands; the folder of the site, and its address; the settings
    that are ours; whether there are hooks; each language, and whether it is the default one.
    """

    file: Path
    folder: Path
    url: str | None
    extra: Mapping[str, Any]
    styles: Sequence[str]
    hooks: bool
    languages: Mapping[str, bool]


def scope(url: str | None) -> str:
    """Return where Material keeps what a reader chose: one place for the site, so that its script is the same in all
    pages.
    """
    return urlsplit(url or LOCAL_URL).path or "/"


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of; isnad's own problems are shown with their places."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            self.said.append(record.getMessage())


@dataclass
class SiteBuild:
    """A build of the site, and of one under a server the next ones.

    `error` makes of a text the exception that ends a build; `problems` are those of which it then speaks.
    """

    error: Callable[[str], Exception]
    serving: bool = False
    configuration: Configuration | None = None
    complete: bool = False
    problems: Sequence[Problem] = ()
    warnings: Warnings = field(default_factory=Warnings)
    _project: Project | None = None
    _audit: Audit | None = None
    _pages: dict[str, Listed] = field(default_factory=dict)
    _articles: dict[str, Article] = field(default_factory=dict)
    _name: str = ""  # of the site and its description, in the language being built
    _description: str = ""
    _figures: dict[Language, Counter[Evidence]] = field(default_factory=dict)
    _policy: str = ""
    _budget: Budget | None = None
    _folder: Path = Path()  # into which this build writes
    _release: Callable[[], None] = lambda: None
    # The project and the figures of the site that a server shows; none while it shows problems.
    _served: tuple[Project, Mapping[Language, Counter[Evidence]]] | None = None

    @property
    def project(self) -> Project:
        """The project as it was read."""
        assert self._project is not None
        return self._project

    @property
    def audit(self) -> Audit:
        """What was found so far in the finished pages."""
        assert self._audit is not None
        return self._audit

    def refuse(self, problems: Sequence[Problem], what: str = "nothing was built") -> None:
        """End the build where there are problems, with all of them."""
        if problems:
            self.problems = list(problems)
            raise self.error(f"{what}:\n{report(problems, tongue_of(os.environ))}")

    def begin(self, configuration: Configuration) -> Path:
        """Read and check everything; return the folder into which to build: one beside the site, if none serves it."""
        self.complete, self.configuration, self._folder = False, configuration, configuration.folder
        self.watch(Warnings())
        root, name = configuration.file.parent, configuration.file.name
        settings, _ = read_settings(root, name)
        self.refuse([*check_needs(settings, configuration.hooks, configuration.url, configuration.languages)])
        if not self.serving:
            self._release = hold(configuration.folder)
        recover(configuration.folder)
        self._folder = staging_folder(configuration.folder)
        contact = replace(
            self._setting(settings, "corrections", read_contact),
            repository=self._setting(settings, "repository", read_repository),
        )
        site_url = configuration.url or LOCAL_URL
        self.refuse([*check_channel(settings, site_url, contact)])
        self._project, problems = read_project(root, site_url, contact=contact, config=name)
        self.refuse(problems)
        self._budget = self._setting(settings, "weight", read_budget)
        self._audit, self._figures = Audit(self.project.kb), self.project.figures()
        self._pages = written_pages(self.project)
        return self._folder

    def watch(self, warnings: Warnings) -> None:
        """Keep from now on what MkDocs warns of."""
        logger = logging.getLogger("mkdocs")
        logger.removeHandler(self.warnings)
        self.warnings = warnings
        logger.addHandler(warnings)

    def _setting(self, settings: Settings, name: str, read: Callable[[Any], T]) -> T:
        """Return what `read` makes of a setting of ours."""
        assert self.configuration is not None
        try:
            return read(self.configuration.extra.get(name))
        except ValueError as error:
            self.refuse([refuse_words(settings, "extra", f"'{name}' {error}")])
            raise

    def made_pages(self, language: str) -> list[str]:
        """Return the pages of a language that are made of records, by their paths in `docs/`."""
        return [path for path in self.project.made if path.startswith(f"{language}/")]

    def preview(self, addresses: Iterable[str]) -> None:
        """Put into the site that is served what the pages at some addresses say now, each in its last frame."""
        if self._served is None or self.configuration is None:
            return
        (served, figures), now = self._served, self.project
        files = {_file(path): path for path in (*now.pages, *now.made)}
        with suppress(UnfilledLabel):  # the build will say so
            for name in files.keys() & {f"{address}{INDEX}" for address in addresses}:
                path = files[name]
                if path in served.pages or path in served.made:
                    before, after = (_content(project, path, figures) for project in (served, now))
                    file = self.configuration.folder / name
                    file.write_text(file.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")

    def contents(self) -> Mapping[str, bytes]:
        """Return the files that are made at build, beside pages, by their paths inside the site."""
        kb = self.project.kb
        return {
            TOUCH_ICON: touch_icon(),
            **create_exports(kb),
            **dict(chart_pictures(kb)),
            ROBOTS: robots(kb.site_url).encode(),
        }

    def prepare(self, env: Environment, locale: str, name: str, description: str, **context: object) -> None:
        """Begin a language, in which the site has a name and a description: give the theme's templates our own words.

        `context` is what its scripts ask for.
        """
        language, self._name, self._description = Language(locale), name, description
        env.trim_blocks = env.lstrip_blocks = True  # a seventh of a page would be blank
        env.bytecode_cache = templates("theme")  # both languages use the same ones
        phrases = Phrases(self.project.kb, language)
        env.globals["t"] = phrases.t
        env.globals["preloaded"] = preloaded(language)
        env.globals["sheet"] = "" if self.serving else SHEET
        env.globals["feed"] = feed_file(language)
        env.globals["footer"] = footer_links(phrases, self._pages)
        env.globals["search_help"] = search_help(phrases, self._pages)
        scripts = (env.get_template(name).render(**context) for name in SCRIPT_TEMPLATES)
        # The server puts a script into each page, another one each time: no policy would let it run.
        self._policy = env.globals["policy"] = "" if self.serving else page_policy(scripts)

    def write_made_pages(self, locale: str, frame: Callable[[Kind, str], str], progress: Progress) -> None:
        """Write every made page of a language in its frame, and all that stands beside it."""
        language = Language(locale)
        paths = self.made_pages(language)
        listed: dict[str, Listed] = {}
        problems: list[Problem] = []
        # A server has threads of its own, which a copy of its process would lack.
        share = partial(self._share, language, frame, progress)
        for done in shared_out(share, paths, 1 if self.serving else processes_for(len(paths))):
            self.audit.add(done.found)
            self._figures[language] += done.figures
            listed |= done.listed
            problems += done.problems
        self.refuse([*dict.fromkeys(problems)], "the site was not published")
        self._pages |= {path: listed[path] for path in paths if path in listed}

    def _share(
        self, language: Language, frame: Callable[[Kind, str], str], progress: Progress, paths: Sequence[str]
    ) -> Share:
        """Write some of the made pages of a language."""
        audit = Audit(self.project.kb)
        written = {path: self._pages[path] for path in self.project.pages}
        made = MadeSite(self.project, language, audit, frame, written)
        return made.share(progress(made, paths), self.write)

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the site."""
        file = self._folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def article(self, path: str) -> tuple[Article, dict[str, object]]:
        """Return a written page, by its path in `docs/`, as HTML, and what its frame asks of it."""
        article = self._articles[path] = self.project.article(path)
        card = card_path(Language(path[:2]), self._topic(path))
        return article, {"is_home": _is_home(path), "card": card, "explorer": EXPLORER in article.text}

    def _topic(self, path: str) -> str:
        """Return the topic whose page stands at a path inside `docs/`, or nothing."""
        return next((topic for topic in self.project.kb.topics if topic_page(topic) == path[3:]), "")

    def finish_page(self, path: str, title: str) -> tuple[str, dict[str, object]]:
        """Return the HTML of a written page, and what its frame says of it; write what stands beside it."""
        kb, listed, article = self.project.kb, self._pages[path], self._articles[path]
        language = Language(path[:2])
        html = with_counts(Phrases(kb, language), article.html, self._figures[language])
        if _is_home(path):
            self._draw_card(language, "", self._name, self._description)
        elif topic := self._topic(path):
            self._draw_card(language, topic, title, listed.description)
        return html, {
            "structured": structured(kb, self._pages, path),
            "reference_tags": tags_html(kb, listed),
            "edit_url": kb.contact.repository.edit_url(f"docs/{path}"),
        }

    def _draw_card(self, language: Language, topic: str, title: str, words: str) -> None:
        """Write the card of a topic, or of the site, drawn once."""
        inputs = (language, self._name, title, words)
        self.write(card_path(language, topic), kept("cards", inputs, lambda: card(*inputs)))

    def read_page(self, html: str, path: str) -> str:
        """Read a finished page as a reader will; return it without the seals of what macros made."""
        self.audit.page(html, path, *self.project.origin(path), Language(path[:2]))
        return unsealed(html, self.project.kb.seal)

    def read_template(self, html: str, name: str, is_second_language: bool) -> str:
        """Return what is written of the theme's own pages: not its sitemap, for which ours comes, nor a second 404."""
        if name == SITEMAP or (name == NOT_FOUND and is_second_language):
            return ""
        if name == NOT_FOUND:
            self.audit.page(html, NOT_FOUND, NOT_FOUND, "", Language.AR)
        return unsealed(html, self.project.kb.seal)

    def finish(self) -> None:
        """Fail where a page shows what no fact says; else say how many figures were shown, and how well proved."""
        warned = self.warned()
        if problems := list(self.audit.finish(self._figures)):
            self.refuse([*problems, *warned], "the site was not published")
        if warned:  # a strict build ends with them
            log.warning("%s", report(warned, tongue_of(os.environ)))
        for path, text in self._guides():
            self.write(path, text.encode())
        for language, counts in self.audit.counts.items():
            log.info("%s: %s", language, counts)
        if not self.serving:
            self._walk()
        self.complete = True
        keep_memory()
        prune()

    def _guides(self) -> Iterable[tuple[str, str]]:
        """Return the files that lead through the finished pages, by their paths: indexes, lists, rows of a table."""
        kb, listed = self.project.kb, self._pages.values()
        yield from search_indexes({path: page.text for path, page in self._articles.items()}, kb, self._pages)
        yield SITEMAP, sitemap(listed, kb.site_url)  # MkDocs' own dates every page on the day of the build
        yield LLMS, llms(kb, listed)
        yield from explorer.rest(self._folder, kb)

    def _walk(self) -> None:
        """Write the style sheet, and what hosts must send; fail where the finished site is not whole."""
        assert self._budget is not None
        assert self.configuration is not None
        read = {_file(path): tags for path, tags in self.audit.tags.items()}
        parts = {id(part): part for page in read.values() for part in page}  # frames once
        classes = {name for part in parts.values() for name in part.classes}
        write_style_sheet(self._folder, self.configuration.styles, classes)
        site_url = self.project.kb.site_url
        write_host_files(self._folder, site_url, self._policy)
        walk = Walk(Places(self._folder, site_url), self._policy, self._budget, read)
        self.refuse(walk.problems(), "the site was not published")
        log.info("%s", walk.counts)

    def warned(self) -> list[Problem]:
        """Return what MkDocs warned of, in our words."""
        lines = self._project.lines if self._project else lambda _: []
        return [problem_of(warning, lines) for warning in self.warnings.said]

    def abandon(self) -> Sequence[Problem]:
        """Forget a build that another failure ends; return what its pages showed so far, and what MkDocs warned of.

        A strict build ends with MkDocs' warnings, in the language in which there are some, and fails for both.
        """
        found = [*(self._audit.problems if self._audit else ()), *self.warned()]
        self.complete, self._audit = False, None
        self.warnings.said.clear()
        return found

    def end(self, succeeded: bool) -> None:
        """Put the new site in the place of the old one, if all of it has succeeded; let the next build begin."""
        self._served = None
        if self.configuration and self.complete and succeeded:
            publish(self._folder, self.configuration.folder)
            self._served = self.project, self._figures
        self.complete = False
        self._release()


def _content(project: Project, path: str, figures: Mapping[Language, Counter[Evidence]]) -> str:
    """Return what a page shows in its frame, where the pages of each language show so many figures."""
    language = Language(path[:2])
    html = with_counts(Phrases(project.kb, language), project.article(path).html, figures[language])
    return unsealed(html, project.kb.seal)


def _file(path: str) -> str:
    """Return the file in the site of a page, by its path inside `docs/`, or of the page for what is not found."""
    return path if path == NOT_FOUND else page_file(Language(path[:2]), path[3:])


def _is_home(path: str) -> bool:
    return path[3:] == HOME
