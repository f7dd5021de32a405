"""MkDocs' events, forwarded to isnad: with `mkdocs_frames`, the only file that imports mkdocs."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from isnad.checks.audit import Audit, unsealed
from isnad.checks.completeness import Budget, Walk, read_budget
from isnad.checks.mkdocs_words import problem_of
from isnad.checks.places import Places
from isnad.checks.policy import SCRIPT_TEMPLATES, page_policy
from isnad.checks.project import read_project
from isnad.exports.create import create_exports
from isnad.facts.contact import read_contact, read_repository
from isnad.facts.model import LOCAL_URL
from isnad.facts.setting_problems import check_channel, check_needs, refuse_words
from isnad.facts.settings import Settings, read_settings
from isnad.pages import explorer
from isnad.pages.assets import assets, preloaded
from isnad.pages.chart_specs import Json
from isnad.pages.footnotes import Article
from isnad.pages.made_pages import MadePages
from isnad.pages.social import Picture, card, picture_path
from isnad.pages.texts import Project
from isnad.pages.views import with_counts
from isnad.phrases.addresses import HOME, LLMS, NOT_FOUND, ROBOTS, SITEMAP, feed_file
from isnad.phrases.phrases import Phrases
from isnad.problems import Problem
from isnad.problems.messages import tongue_of
from isnad.problems.problem import report
from isnad.site.chart_svg import draw
from isnad.site.hosting import write_host_files
from isnad.site.listed import MARKDOWN, Listed, written_pages
from isnad.site.llms import llms
from isnad.site.made_site import EXPLORER, Kind, MadeSite, Share, markdown_copy, nested
from isnad.site.meta_tags import tags_html
from isnad.site.problem_page import problem_page, served_pages
from isnad.site.processes import cores, shared_out
from isnad.site.publish import hold, publish, recover, staging_folder
from isnad.site.search_index import search_indexes
from isnad.site.serving import check_address
from isnad.site.sitemap import robots, sitemap
from isnad.site.structured import structured
from isnad.text.cache import kept, prune, templates
from isnad.text.languages import Language
from jinja2 import Environment
from markupsafe import Markup
from mkdocs import utils
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs_frames import MadeFile, render_frame, with_progress
from mkdocs_settings import needs, refused

# `--strict` counts the warnings of loggers under "mkdocs." only.
log = logging.getLogger("mkdocs.hooks.isnad")
T = TypeVar("T")


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of; isnad's own problems are shown with their places."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            self.said.append(record.getMessage())


@dataclass
class Build:
    """What must be remembered from one event to the next."""

    serving: bool = False
    project: Project | None = None
    pages: dict[str, Listed] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    shown: dict[Language, int] = field(default_factory=dict)
    nav: Navigation = field(default_factory=lambda: Navigation([], []))
    audit: Audit | None = None
    target: Path | None = None
    release: Callable[[], None] = lambda: None
    config: MkDocsConfig | None = None
    complete: bool = False
    policy: str = ""
    budget: Budget | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: Warnings = field(default_factory=Warnings)


build = Build()


def on_startup(command: str, **_: Any) -> None:
    """Under `mkdocs serve`, which has no event around a build, take the place of its builder."""
    build.serving = command == "serve"
    if build.serving:
        serve.build = partial(_build_or_say, serve.build, utils.clean_directory)  # type: ignore[attr-defined]


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Look at the configuration before each build that follows: MkDocs would show nothing until it is mended."""
    server.builder = partial(_read_and_build, builder, config)


def _read_and_build(builder: Callable[[], None], config: MkDocsConfig) -> None:
    if problems := refused(Path(config.config_file_path)):
        log.error(report(problems, tongue_of(os.environ)))
        _show(problem_page(problems), config, _pages(config))
    else:
        builder()


def _build_or_say(real: Callable[..., None], clean: Any, config: MkDocsConfig, **options: Any) -> None:
    """Build, or show in the place of every page what is wrong: MkDocs would end, or show nothing until it is mended."""
    before = _pages(config)
    build.problems, build.audit, warnings = [], None, Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        real(config, **options)
    except MkDocsException as error:
        said = [*warnings.said, *([] if build.problems or warnings.said else [str(error)])]
        _show(problem_page(build.problems, said), config, before)
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
        utils.clean_directory = clean  # static-i18n leaves its own where the second language fails


def _pages(config: MkDocsConfig) -> set[str]:
    """Return the pages of the site that is being served."""
    return {path.relative_to(config.site_dir).as_posix() for path in Path(config.site_dir).rglob("*.html")}


def _show(page: str, config: MkDocsConfig, before: set[str]) -> None:
    """Put a page in the place of those that were served before, and of all that are written."""
    for path in {*before, *served_pages(Path(config.docs_dir)), NOT_FOUND}:
        _write(config, path, page.encode())


def _refuse(what: str, problems: Sequence[Problem]) -> PluginError:
    """Return the error that ends a build, with all that is wrong."""
    build.problems = list(problems)
    return PluginError(f"{what}:\n{report(problems, tongue_of(os.environ))}")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before anything is built; build into a folder beside the site."""
    if _is_second_language(config):
        return config
    if build.serving and build.config is None and (obstacle := check_address(*config.dev_addr)):
        sys.exit(obstacle.text(tongue_of(os.environ)))
    build.complete, build.config = False, config
    logging.getLogger("mkdocs").removeHandler(build.warnings)
    build.warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(build.warnings)
    settings, _ = read_settings(Path(config.config_file_path).parent, Path(config.config_file_path).name)
    if problems := [*check_needs(settings, *needs(config))]:
        raise _refuse("nothing was built", problems)
    # Where Material keeps what a reader chose: one place for the site, so that its script is the same in every page.
    config.extra.setdefault("scope", urlsplit(config.site_url or LOCAL_URL).path or "/")
    if not build.serving:
        build.target = Path(config.site_dir)
        build.release = hold(build.target)
        recover(build.target)
        config.site_dir = str(staging_folder(build.target))
    root, site_url = Path(config.config_file_path).parent, config.site_url or LOCAL_URL
    contact, repository = (
        _extra(config, settings, "corrections", read_contact),
        _extra(config, settings, "repository", read_repository),
    )
    contact, name = replace(contact, repository=repository), Path(config.config_file_path).name
    if problems := [*check_channel(settings, site_url, contact)]:
        raise _refuse("nothing was built", problems)
    build.project, problems = read_project(root, site_url, _draw, contact, name)
    if problems:
        raise _refuse("nothing was built", problems)
    build.budget = _extra(config, settings, "weight", read_budget)
    build.audit, build.shown = Audit(build.project.kb), build.project.figures()
    build.pages = written_pages(build.project)
    return config


def _extra(config: MkDocsConfig, settings: Settings, name: str, read: Callable[[Any], T]) -> T:
    """Return what `read` makes of a setting of ours in mkdocs.yml."""
    try:
        return read(config.extra.get(name))
    except ValueError as error:
        raise _refuse("nothing was built", [refuse_words(settings, "extra", f"'{name}' {error}")]) from error


@event_priority(-101)  # after static-i18n, which knows files on disk only
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made of records, which links may lead to, and the files that are made at build."""
    assert build.project is not None
    language = _language(config)
    for path in build.project.made:
        if path.startswith(f"{language}/"):
            files.append(MadeFile(path, config))
    if not _is_second_language(config):
        contents = {**assets(), **create_exports(build.project.kb), ROBOTS: robots(build.project.kb.site_url).encode()}
        for path, data in contents.items():
            files.append(File.generated(config, path, content=data))
    return files


@event_priority(-101)
def on_nav(nav: Navigation, **_: Any) -> None:
    """Keep the menu, which the frames of made pages show."""
    build.nav = nav


@event_priority(-101)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the theme's templates use the site's own words, in the language being built; write the made pages."""
    assert build.project is not None
    language = _language(config)
    env.bytecode_cache = templates("theme")  # both languages use the same ones
    env.globals["t"] = Phrases(build.project.kb, language).t
    env.globals["preloaded"] = preloaded(language)
    env.globals["feed"] = feed_file(language)
    # The server of `mkdocs serve` puts a script into each page, another one each time: no policy would let it run.
    build.policy = env.globals["policy"] = "" if build.serving else page_policy(_scripts(env, config))
    _write_made_pages(env, config, files)


def _scripts(env: Environment, config: MkDocsConfig) -> Iterator[str]:
    """Yield the theme's templates that hold scripts, as every page has them."""
    for name in SCRIPT_TEMPLATES:
        yield env.get_template(name).render(config=config, features=config.theme["features"])


def _write_made_pages(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Write every made page of the language being built, and all that stands beside it."""
    assert build.project is not None
    assert build.audit is not None
    language = _language(config)
    paths = [path for path in build.project.made if path.startswith(f"{language}/")]
    if isinstance(build.project.made, MadePages):
        build.project.made.draw_charts(language)
    frame = partial(render_frame, env, config, files, build.nav)
    listed: dict[str, Listed] = {}
    problems: list[Problem] = []
    # The server has threads of its own, which a copy of its process would lack.
    for share in shared_out(partial(_share, config, frame), paths, 1 if build.serving else cores()):
        build.audit.add(share.found)
        build.shown[language] += share.figures
        listed |= share.listed
        problems += share.problems
    if problems:
        raise _refuse("the site was not published", [*dict.fromkeys(problems)])
    build.pages |= {path: listed[path] for path in paths if path in listed}


def _share(config: MkDocsConfig, frame: Callable[[Kind], str], paths: Sequence[str]) -> Share:
    """Write some of the made pages of the language being built."""
    assert build.project is not None
    audit = Audit(build.project.kb)
    made = MadeSite(build.project, _language(config), audit, frame, _picture(config), dict(build.pages))
    return made.share(with_progress(made, paths), partial(_write, config))


def _write(config: MkDocsConfig, path: str, data: bytes) -> None:
    file = Path(config.site_dir, path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Leave nothing to MkDocs' Markdown: the page is HTML already."""
    page.meta["is_home"] = page.file.src_uri == f"{language_of(page.file)}/{HOME}"
    page.meta["picture"] = picture_path(page.file.src_uri) if _picture(config) else ""
    return ""


def on_page_content(_html: str, page: Page, **_: Any) -> str:
    """Hand over the page as isnad made it."""
    assert build.project is not None
    article = build.articles[page.file.src_uri] = build.project.article(page.file.src_uri)
    page.toc = get_toc(nested(article.headings))
    page.meta["search"] = {"exclude": True}  # from the index of Material's plugin: ours has the page
    return article.html


def _draw(spec: Json, text: str) -> Markup:
    return Markup(kept("charts", (spec, text), lambda: draw(spec, text).encode()).decode())


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Say what programs are told of a page; write it as Markdown; draw the picture that social media show of it."""
    assert build.project is not None
    kb, language, listed = build.project.kb, language_of(page.file), build.pages[page.file.src_uri]
    article = build.articles[page.file.src_uri]
    page.meta["explorer"] = EXPLORER in article.text
    phrases = Phrases(kb, language)
    page.content, text = (with_counts(phrases, html, build.shown[language]) for html in (article.html, article.text))
    _write(config, listed.url("") + MARKDOWN, markdown_copy(kb, text, article.notes, listed))
    if picture := _picture(config):
        of_site = (config.site_name, (config.site_description or "",))
        shown = of_site if page.meta["is_home"] else (str(page.title), ())
        _write(config, page.meta["picture"], picture(Picture(language, *shown)))
    told: dict[str, str] = {
        "structured": structured(kb, build.pages, page.file.src_uri),
        "reference_tags": tags_html(kb, listed),
        "edit_url": kb.contact.repository.edit_url(f"docs/{page.file.src_uri}"),
    }
    return context | told


def _picture(config: MkDocsConfig) -> Callable[[Picture], bytes] | None:
    """Return what draws the pictures of pages, or nothing where the configuration does without them."""
    return partial(_card, config) if config.extra.get("pictures", True) else None


def _card(config: MkDocsConfig, shown: Picture) -> bytes:
    """Return the picture of a page, drawn once."""
    inputs = (shown.language, config.site_name, shown.title, shown.lines, shown.number)
    return kept("cards", inputs, lambda: card(*inputs))


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Read the finished page as a reader will, and take the seals of what macros made out of it."""
    assert build.audit is not None
    assert build.project is not None
    uri, language, kb = page.file.src_uri, language_of(page.file), build.audit.kb
    build.audit.page(output, uri, *build.project.origin(uri), language)
    return unsealed(output, kb.seal)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page of the first language, which the other would overwrite; the sitemap is written at the end."""
    if template_name == SITEMAP or (template_name == "404.html" and _is_second_language(config)):
        return ""
    if template_name == "404.html":
        assert build.audit is not None
        build.audit.page(output_content, "404.html", "404.html", "", Language.AR)
    return output_content


@event_priority(-200)  # after the second language, which is built inside this event
def on_post_build(config: MkDocsConfig) -> None:
    """Fail where a page shows what no fact says; else say how many figures were shown, and how well proved."""
    if _is_second_language(config):
        return
    assert build.audit is not None
    assert build.project is not None
    warned = _warned()
    if problems := list(build.audit.finish(build.shown)):
        raise _refuse("the site was not published", [*problems, *warned])
    if warned:  # a strict build ends with them
        log.warning("%s", report(warned, tongue_of(os.environ)))
    kb, site = build.project.kb, Path(config.site_dir)
    indexes = search_indexes({path: page.text for path, page in build.articles.items()}, kb, build.pages)
    # The stack's own sitemap dates every page on the day of the build.
    guides = {SITEMAP: sitemap(build.pages.values(), kb.site_url), LLMS: llms(kb, build.pages.values())}
    for path, text in (*indexes, *guides.items(), *explorer.rest(site, kb)):
        _write(config, path, text.encode())
    for language, counts in build.audit.counts.items():
        log.info("%s: %s", language, counts)
    if not build.serving:
        _finish(site)
    build.complete = True
    prune()


def _finish(site: Path) -> None:
    """Write what hosts must send; fail where the finished site is not whole."""
    assert build.project is not None
    assert build.budget is not None
    site_url = build.project.kb.site_url
    write_host_files(site, site_url, build.policy)
    walk = Walk(Places(site, site_url), build.policy, build.budget)
    if problems := walk.problems():
        raise _refuse("the site was not published", problems)
    log.info("%s", walk.counts)


def on_build_error(error: Exception, **_: Any) -> None:
    """Print what the pages read so far show, where another failure ends the build before it is said.

    A strict build ends with MkDocs' warnings, in the language in which there are some, and calls this for both.
    """
    build.complete = False
    found = [*(build.audit.problems if build.audit else ()), *_warned()]
    if found and not isinstance(error, PluginError):
        log.error(report(found, tongue_of(os.environ)))
    build.audit = None
    build.warnings.said.clear()
    if not build.serving and isinstance(error, MkDocsException):
        log.error(str(error))
        sys.exit(1)  # MkDocs would add a line on standard output, and fall over where nobody reads that any more


def _warned() -> list[Problem]:
    """Return what MkDocs warned of, in our words."""
    lines = build.project.lines if build.project else lambda _: []
    return [problem_of(warning, lines) for warning in build.warnings.said]


def on_shutdown() -> None:
    """Put the new site in the place of the old one, if all of it has succeeded and nobody has interrupted it."""
    if build.target and build.config and build.complete and sys.exc_info()[1] is None:
        publish(Path(build.config.site_dir), build.target)
        build.config.site_dir = str(build.target)
    build.release()


def language_of(file: File) -> Language:
    """Return the language of a page from its folder."""
    return Language(file.src_uri.partition("/")[0])


def _language(config: MkDocsConfig) -> Language:
    """Return the language that is being built."""
    plugin: Any = config.plugins["i18n"]
    return Language(plugin.current_language)


def _is_second_language(config: MkDocsConfig) -> bool:
    plugin: Any = config.plugins.get("i18n")
    return bool(plugin and plugin.building)
