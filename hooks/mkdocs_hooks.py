"""MkDocs' events, forwarded to `isnad.site`: with `mkdocs_frames` and `mkdocs_settings`, all that knows MkDocs."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from isnad.problems.messages import tongue_of
from isnad.problems.problem import report
from isnad.site.made_site import nested
from isnad.site.serving import check_address
from isnad.site.site_build import Configuration, SiteBuild, log, scope
from jinja2 import Environment
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
from mkdocs_frames import MadeFile, is_guide_page, render_frame, take_guides, with_progress
from mkdocs_serving import ViewedPages, build_or_say, read_and_build
from mkdocs_settings import needs

build, viewed = SiteBuild(PluginError), ViewedPages()
menu = guides = Navigation([], [])  # of the language being built


def on_startup(command: str, **_: Any) -> None:
    """Under `mkdocs serve`, which has no event around a build, take the place of its builder."""
    build.serving = command == "serve"
    if build.serving:
        serve.build = partial(build_or_say, build, serve.build, utils.clean_directory)  # type: ignore[attr-defined]


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Look at the configuration before each build that follows: MkDocs would show nothing until it is mended."""
    server.builder = partial(read_and_build, builder, config, viewed)
    viewed.watch(server, [config.docs_dir, config.config_file_path])


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything before anything is built; build into a folder beside the site."""
    if _is_second_language(config):
        return config
    if build.serving and build.configuration is None and (obstacle := check_address(*config.dev_addr)):
        sys.exit(obstacle.text(tongue_of(os.environ)))
    config.extra.setdefault("scope", scope(config.site_url))
    hooks, url, languages = needs(config)
    file, folder, styles = Path(config.config_file_path), Path(config.site_dir), [*config.extra_css]
    read = Configuration(file, folder, url, config.extra, styles, hooks, languages)
    config.site_dir = str(build.begin(read))
    viewed.preview(build)
    if not build.serving:
        config.extra_css = []  # the theme links the one sheet that is made of them
    return config


@event_priority(-101)  # after static-i18n, which knows files on disk only
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made of records, which links may lead to, and the files that are made at build."""
    for path in build.made_pages(_language(config)):
        files.append(MadeFile(path, config))
    if not _is_second_language(config):
        for path, data in build.contents().items():
            files.append(File.generated(config, path, content=data))
    return files


@event_priority(-101)
def on_nav(nav: Navigation, **_: Any) -> None:
    """Keep the menu of readers, which the frames of made pages show, and that of contributors."""
    global menu, guides
    menu, guides = nav, take_guides(nav)


@event_priority(-101)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let the theme's templates use the site's own words, in the language being built; write the made pages."""
    own = config.site_name, config.site_description or ""
    build.prepare(env, _language(config), *own, config=config, features=config.theme["features"])
    build.write_made_pages(_language(config), partial(render_frame, env, config, files, menu), with_progress)


def on_page_markdown(_markdown: str, **_: Any) -> str:
    """Leave nothing to MkDocs' Markdown: the page is HTML already."""
    return ""


def on_page_content(_html: str, page: Page, **_: Any) -> str:
    """Hand over the page as isnad made it; Material's search leaves it out of its index, for ours has it."""
    article, meta = build.article(page.file.src_uri)
    page.toc = get_toc(nested(article.headings))
    page.meta.update({**meta, "search": {"exclude": True}})
    return article.html


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:
    """Say what programs are told of a page; write what stands beside it."""
    page.content, told = build.finish_page(page.file.src_uri, str(page.title))
    return context | told | ({"nav": guides} if is_guide_page(page) else {})


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Read the finished page as a reader will."""
    return build.read_page(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Read the 404 page; leave out the sitemap."""
    return build.read_template(output_content, template_name, _is_second_language(config))


@event_priority(-200)  # after the second language, which is built inside this event
def on_post_build(config: MkDocsConfig) -> None:
    """Finish the site."""
    if not _is_second_language(config):
        build.finish()


def on_build_error(error: Exception, **_: Any) -> None:
    """Print what the pages read so far show, where another failure ends the build before it is said."""
    if (found := build.abandon()) and not isinstance(error, PluginError):
        log.error(report(found, tongue_of(os.environ)))
    if not build.serving and isinstance(error, MkDocsException):
        log.error(str(error))
        sys.exit(1)  # MkDocs would add a line on standard output, and fall over where nobody reads that any more


def on_shutdown() -> None:
    """Publish the new site, if nobody has interrupted its build."""
    build.end(sys.exc_info()[1] is None)


def _language(config: MkDocsConfig) -> str:
    """Return the language that is being built."""
    plugin: Any = config.plugins["i18n"]
    return str(plugin.current_language)


def _is_second_language(config: MkDocsConfig) -> bool:
    """Return whether MkDocs builds again, inside the first build."""
    plugin: Any = config.plugins.get("i18n")
    return bool(plugin and plugin.building)
