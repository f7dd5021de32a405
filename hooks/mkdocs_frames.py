"""What MkDocs and its plugins do for the pages made of records: their frames, and progress; and the two menus."""

import logging
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import click
from isnad.phrases.addresses import is_guide, page_file
from isnad.site.made_site import Finished, Kind, MadeSite
from isnad.site.shells import Slot
from isnad.text.languages import Language
from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

log = logging.getLogger("mkdocs.hooks.isnad")


class MadeFile(File):
    """A made page, or a kind of them: pages may link to it, and MkDocs has nothing to do with it."""

    def __init__(self, path: str, config: MkDocsConfig) -> None:
        super().__init__(path, None, config.site_dir, use_directory_urls=True, inclusion=InclusionLevel.NOT_IN_NAV)
        language, _, page = path.partition("/")
        self.dest_uri = page_file(Language(language), page)
        self.locale = self.localization = self.locale_alternate_of = language
        self.norm_src_uri = page

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Do nothing: `on_env` writes it."""


def take_guides(nav: Navigation) -> Navigation:
    """Take the guides for contributors out of the menu of readers, and return the menu that the guides have."""
    of_guides = [item for item in nav.items if (pages := _pages(item)) and all(map(is_guide_page, pages))]
    guides = Navigation(of_guides, [page for page in nav.pages if is_guide_page(page)])
    guides.homepage = nav.homepage
    nav.items = [item for item in nav.items if item not in of_guides]
    for pages in (guides.pages, [page for page in nav.pages if not is_guide_page(page)]):
        for page, before, after in zip(pages, [None, *pages], [*pages[1:], None], strict=False):
            page.previous_page, page.next_page = before, after
    return guides


def _pages(item: StructureItem) -> list[Page]:
    """Return the pages of an entry of the menu."""
    below = [page for child in getattr(item, "children", None) or () for page in _pages(child)]
    return [item] if isinstance(item, Page) else below


def is_guide_page(page: Page) -> bool:
    """Return whether a page is for contributors."""
    return is_guide(page.file.src_uri.partition("/")[2])


def with_progress(made: MadeSite, paths: Sequence[str]) -> Iterator[Finished]:
    """Yield the pages at some paths; a terminal shows how many are finished, the log says what they took."""
    began = time.process_time()
    label, unseen = f"{made.language}: pages of records", not sys.stderr.isatty()
    with click.progressbar(made.finish(paths), len(paths), label, file=sys.stderr, hidden=unseen) as bar:
        yield from bar
    log.info("%s: %d pages of records in %.2f s of CPU", made.language, len(paths), time.process_time() - began)


def render_frame(env: Environment, config: MkDocsConfig, files: Files, nav: Navigation, kind: Kind, seal: str) -> str:
    """Return the theme's page for a kind of made pages, with slots for what differs between them, under a seal."""
    versions: dict[Language, Any] = {each: MadeFile(f"{each}/{kind.page}", config) for each in Language}
    for file in versions.values():
        file.alternates = {str(version): other for version, other in versions.items()}
    page = Page(None, versions[kind.language], config)
    page.content = heading = f"<h1>{Slot.CONTENT.token}</h1>"  # without one, the theme would write its own
    page.toc = get_toc(kind.toc())
    page.meta = {
        "title": Slot.TITLE.token,
        "description": Slot.DESCRIPTION.token,
        "seal": seal,
        "card": Slot.CARD.token,
        "explorer": kind.explorer,
    }
    page.active = True
    context: Any = get_context(nav, files, config, page)
    context = config.plugins["i18n"].on_page_context(context, page=page, config=config, nav=nav)
    context |= {"structured": Slot.STRUCTURED.token, "reference_tags": Slot.REFERENCE_TAGS.token}
    html = env.get_template("main.html").render(context).replace(heading, Slot.CONTENT.token)
    vars(config.extra).pop("alternate", None)  # static-i18n noted there the versions of this page
    return html
