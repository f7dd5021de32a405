"""MkDocs' events, forwarded to isnad: the only file that imports mkdocs."""

import logging
import os
import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from isnad import explorer
from isnad.addresses import LLMS, ROBOTS, SITEMAP, absolute_url, feed_file
from isnad.assets import assets, preloaded
from isnad.audit import Audit, unsealed
from isnad.cache import kept, prune, templates
from isnad.chart_specs import Json
from isnad.chart_svg import draw
from isnad.contact import Contact, read_contact
from isnad.exports import create_exports
from isnad.listed import MARKDOWN, Listed, listed_pages
from isnad.llms import llms
from isnad.made_html import Words, made_html
from isnad.made_pages import MadePage
from isnad.markdown_pages import markdown_page
from isnad.messages import tongue_of
from isnad.meta_tags import meta_tags
from isnad.model import LOCAL_URL
from isnad.phrases import Phrases
from isnad.problem_page import NOT_FOUND, problem_page, written_pages
from isnad.problems import Problem, report
from isnad.project import Project, read_project
from isnad.publish import publish, recover, staging_folder
from isnad.record import Language
from isnad.search_index import PATH, search_indexes
from isnad.sitemap import robots, sitemap
from isnad.social import card
from isnad.structured import structured
from isnad.typography import set_spaces
from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs import utils
from mkdocs.commands import serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

# `--strict` counts the warnings of loggers under "mkdocs." only.
log = logging.getLogger("mkdocs.hooks.isnad")


@dataclass
class Build:
    """What must be remembered from one event to the next."""

    serving: bool = False
    project: Project | None = None
    pages: Mapping[str, Listed] = field(default_factory=dict)
    audit: Audit | None = None
    target: Path | None = None
    config: MkDocsConfig | None = None
    complete: bool = False
    problems: list[Problem] = field(default_factory=list)


build = Build()


def on_startup(command: str, **_: Any) -> None:
    """Under `mkdocs serve`, which has no event around a build, take the place of its builder."""
    build.serving = command == "serve"
    if build.serving:
        serve.build = partial(_build_or_say, serve.build, utils.clean_directory)  # type: ignore[attr-defined]


def _build_or_say(real: Callable[..., None], clean: Any, config: MkDocsConfig, **options: Any) -> None:
    """Build, or show in the place of every page what is wrong: MkDocs would end, or show nothing until it is mended."""
    before = {path.relative_to(config.site_dir).as_posix() for path in Path(config.site_dir).rglob("*.html")}
    build.problems, build.audit, warnings = [], None, Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        real(config, **options)
    except MkDocsException as error:
        said = [*warnings.said, *([] if build.problems or warnings.said else [str(error)])]
        page = problem_page(build.problems, said)
        for path in {*before, *written_pages(Path(config.docs_dir)), NOT_FOUND}:
            (target := Path(config.site_dir, path)).parent.mkdir(parents=True, exist_ok=True)
            target.write_text(page, encoding="utf-8")
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
        utils.clean_directory = clean  # static-i18n leaves its own where the second language fails


class Warnings(logging.Handler):
    """Keeps what MkDocs warns of; isnad's own problems are shown with their places."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno == logging.WARNING:
            self.said.append(record.getMessage())


def _refuse(what: str, problems: Sequence[Problem]) -> PluginError:
    """Return the error that ends a build, with all that is wrong."""
    build.problems = list(problems)
    return PluginError(f"{what}:\n{report(problems, tongue_of(os.environ))}")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before anything is built; build into a folder beside the site."""
    if _is_second_language(config):
        return config
    build.complete, build.config = False, config
    if not build.serving:
        build.target = Path(config.site_dir)
        recover(build.target)
        config.site_dir = str(staging_folder(build.target))
    root, site_url = Path(config.config_file_path).parent, config.site_url or LOCAL_URL
    build.project, problems = read_project(root, site_url, _draw, _contact(config))
    if problems:
        raise _refuse("nothing was built", problems)
    build.audit = Audit(build.project.kb, build.project.figures())
    build.pages = listed_pages(build.project)
    return config


def _contact(config: MkDocsConfig) -> Contact:
    try:
        return read_contact(config.extra.get("corrections"))
    except ValueError as error:
        raise PluginError(f"mkdocs.yml: `extra: corrections:` {error}") from error


@event_priority(-101)  # after static-i18n, which knows files on disk only
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made of records, as static-i18n would have done for files on disk."""
    assert build.project is not None
    plugin: Any = config.plugins["i18n"]
    for uri, made in build.project.made.items():
        if uri.startswith(f"{plugin.current_language}/"):
            files.append(page := _made_file(uri, made, config))
            for name, text in made.files.items():
                files.append(
                    File.generated(config, posixpath.join(posixpath.dirname(page.dest_uri), name), content=text)
                )
    plugin.i18n_files_per_language[plugin.current_language] = files.documentation_pages()
    if not _is_second_language(config):
        contents = {**assets(), **create_exports(build.project.kb), **_guides(build.project)}
        for path, data in contents.items():
            files.append(File.generated(config, path, content=data))
    return files


def _guides(project: Project) -> dict[str, bytes]:
    """Return the files that tell programs which pages there are."""
    pages, site_url = build.pages.values(), project.kb.site_url
    return {ROBOTS: robots(site_url).encode(), LLMS: llms(project.kb, pages).encode()}


def _made_file(uri: str, made: MadePage, config: MkDocsConfig) -> File:
    """Return the file of a made page, which knows its versions in all languages, itself included."""
    language, _, page = uri.partition("/")
    versions: dict[Language, Any] = {
        each: File.generated(config, f"{each}/{page}", content=made.source()) for each in Language
    }
    for each, file in versions.items():
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.dest_uri = absolute_url("", each, page) + "index.html"
        file.locale = file.localization = file.locale_alternate_of = str(each)
        file.norm_src_uri = page
        file.alternates = {str(version): other for version, other in versions.items()}
    file = versions[Language(language)]
    assert isinstance(file, File)
    DocsPage(None, file, config)  # which the file keeps
    return file


class DocsPage(Page):
    """A made page, whose Markdown is turned into HTML without Python-Markdown; its links are checked as all others."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        language, _, here = self.file.src_uri.partition("/")
        words = Words(config.mdx_configs["toc"]["permalink_title"], config.mdx_configs["footnotes"]["BACKLINK_TITLE"])
        made = made_html(self.markdown or "", here, words)
        self.content, self.present_anchor_ids = made.html, made.anchors
        self.toc = get_toc(made.toc())
        self.links_to_anchors = {}
        for page, anchor in made.links:
            file = files.get_file_from_path(f"{language}/{page}")
            if file is None:
                log.warning("%s links to %s, which is not there", self.file.src_uri, page)
            elif anchor:
                self.links_to_anchors.setdefault(file, {})[anchor] = f"{page}#{anchor}"


def on_env(env: Environment, config: MkDocsConfig, **_: Any) -> None:
    """Let the theme's templates use the site's own words, in the language being built."""
    assert build.project is not None
    plugin: Any = config.plugins["i18n"]
    language = Language(plugin.current_language)
    env.bytecode_cache = templates()  # both languages use the same ones
    env.globals["t"] = Phrases(build.project.kb, language).t
    env.globals["preloaded"] = preloaded(language)
    env.globals["feed"] = feed_file(language)


def on_page_markdown(_markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Hand over the page as isnad rendered it, and say in its language what its footnote and heading links do."""
    assert build.project is not None
    labels, language = build.project.kb.labels, language_of(page.file)
    config.mdx_configs["footnotes"]["BACKLINK_TITLE"] = labels["backlink"][language]
    config.mdx_configs["toc"]["permalink_title"] = labels["permalink"][language]
    if page.file.src_uri in build.project.made:
        page.meta["seal"] = Phrases(build.project.kb, language).seal
        page.meta["home"] = build.project.made[page.file.src_uri].home
        page.title = page.meta["title"] = escape(page.meta["title"])  # the theme's header writes it as it is
    if page.file.src_uri == f"{language}/index.md":
        page.meta["is_home"] = True
    page.meta["picture"] = f"assets/social/{page.file.src_uri.removesuffix('.md')}.png"
    return build.project.markdown(page.file.src_uri)


def _draw(spec: Json, text: str) -> Markup:
    return Markup(kept("charts", (spec, text), lambda: draw(spec, text).encode()).decode())


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> dict[str, Any]:
    """Say what programs are told of a page; write it as Markdown; draw the picture that social media show of it."""
    assert build.project is not None
    listed = build.pages.get(page.file.src_uri)
    if listed is None:  # shown in the frames of other sites only
        return context
    _write_markdown(page, listed, config)
    _write_card(page, config)
    kb = build.project.kb
    told = {"structured": structured(kb, build.pages, page.file.src_uri), "reference_tags": meta_tags(kb, listed)}
    return context | told


def _write_markdown(page: Page, listed: Listed, config: MkDocsConfig) -> None:
    assert build.project is not None
    kb = build.project.kb
    content = (unsealed(page.content or "", kb.seal), listed.url(kb.site_url), listed.language)
    written = Path(config.site_dir, page.file.dest_uri).with_name(MARKDOWN)
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_bytes(kept("markdown", content, lambda: markdown_page(*content).encode()))


def _write_card(page: Page, config: MkDocsConfig) -> None:
    assert build.project is not None
    made = build.project.made.get(page.file.src_uri)
    heading, number, lines = (made.heading, made.number, made.lines) if made else (str(page.title), "", ())
    if page.meta.get("is_home"):
        heading, lines = config.site_name, (config.site_description or "",)
    picture = Path(config.site_dir, page.meta["picture"])
    picture.parent.mkdir(parents=True, exist_ok=True)
    shown = (language_of(page.file), config.site_name, heading, lines, number)
    picture.write_bytes(kept("cards", shown, lambda: card(*shown)))


def on_page_content(html: str, **_: Any) -> str:
    """Set the spaces of French; keep footnotes, which repeat other pages, out of the search."""
    return set_spaces(html).replace('<div class="footnote">', '<div class="footnote" data-search-exclude>')


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Read the finished page as a reader will, and take the seals of what macros made out of it."""
    assert build.audit is not None
    assert build.project is not None
    uri = page.file.src_uri
    build.audit.page(output, uri, *build.project.origin(uri), language_of(page.file))
    return unsealed(output, build.audit.kb.seal)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Keep the 404 page of the first language, which the other would overwrite; write the sitemap, with true dates."""
    if template_name not in ("404.html", SITEMAP):
        return output_content
    if _is_second_language(config):
        return ""
    assert build.audit is not None
    if template_name == SITEMAP:  # the stack's own dates every page on the day of the build
        return sitemap(build.pages.values(), build.audit.kb.site_url)
    build.audit.page(output_content, "404.html", "404.html", "", Language.AR)
    return output_content


@event_priority(-200)  # after the second language, which is built inside this event
def on_post_build(config: MkDocsConfig) -> None:
    """Fail where a page shows what no fact says; else say how many figures were shown, and how well proved."""
    if _is_second_language(config):
        return
    assert build.audit is not None
    assert build.project is not None
    if problems := list(build.audit.finish()):
        raise _refuse("the site was not published", problems)
    site = Path(config.site_dir)
    indexes = search_indexes((site / PATH).read_text(encoding="utf-8"), build.project.kb)
    for path, text in (*indexes.items(), *explorer.rest(site, build.project.kb)):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    for language, counts in build.audit.counts.items():
        log.info("%s: %s", language, counts)
    build.complete = True
    prune()


def on_build_error(error: Exception, **_: Any) -> None:
    """Print what the pages read so far show, where another failure ends the build before it is said."""
    build.complete = False
    if build.audit and build.audit.problems and not isinstance(error, PluginError):
        log.error(report(build.audit.problems, tongue_of(os.environ)))


def on_shutdown() -> None:
    """Put the new site in the place of the old one, if all of it has succeeded."""
    if build.target and build.config and build.complete:
        publish(Path(build.config.site_dir), build.target)
        build.config.site_dir = str(build.target)


def language_of(file: File) -> Language:
    """Return the language of a page from its folder."""
    return Language(file.src_uri.partition("/")[0])


def _is_second_language(config: MkDocsConfig) -> bool:
    return bool(config.plugins["i18n"].building)  # type: ignore[attr-defined]
