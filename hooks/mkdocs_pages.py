"""What MkDocs makes of the Markdown of a written page, kept between builds: most of the time of an unchanged one."""

import hashlib
import json
import logging
import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from isnad.text.cache import kept, masked, unmasked
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc

ADDRESS = re.compile(r" at 0x[0-9a-f]+")  # of a function in memory


class Warned(logging.Handler):
    """Notes whether anything was said that a strict build fails on, or a reader of its log should see."""

    said = False

    def emit(self, _: logging.LogRecord) -> None:
        self.said = True


def keep_rendering(page: Page, seal: str) -> None:
    """Let a page be rendered as in an earlier build, if all is as it was: its Markdown, the settings, and the pages
    that it may link to. What was warned of is rendered, and said, again.
    """
    vars(page)["render"] = partial(_render, page, page.render, seal)


def _render(page: Page, render: Callable[..., None], seal: str, config: MkDocsConfig, files: Files) -> None:
    settings = (config.markdown_extensions, config.mdx_configs, config.validation, config.use_directory_urls)
    content = (page.file.src_uri, masked(str(page.markdown), seal))
    inputs = (ADDRESS.sub("", repr(settings)), _targets(files), content)
    found = kept("pages", inputs, partial(_rendered, page, partial(render, config, files), seal))
    if page.content is None:
        _take_over(page, json.loads(found), files, seal) if found else render(config, files)


def _rendered(page: Page, render: Callable[[], None], seal: str) -> bytes:
    """Render a page and return what came of it as JSON; nothing if there was something to warn of."""
    warned, log = Warned(), logging.getLogger("mkdocs")
    log.addHandler(warned)
    try:
        render()
    finally:
        log.removeHandler(warned)
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    made = (
        masked(str(page.content), seal),
        [*map(_token, page.toc)],
        sorted(page.present_anchor_ids or ()),
        links,
    )
    return b"" if warned.said else json.dumps(made).encode()


def _take_over(page: Page, made: Any, files: Files, seal: str) -> None:
    content, tokens, anchors, links = made
    page.content, page.toc, page.present_anchor_ids = unmasked(content, seal), get_toc(tokens), set(anchors)
    page.links_to_anchors = {files.src_uris[path]: found for path, found in links.items()}


def keep_sections(config: MkDocsConfig, seal: str) -> None:
    """Let Material's search take the sections of a page from an earlier build that read the same page."""
    index = config.plugins["material/search"].search_index  # type: ignore[attr-defined]
    index.add_entry_from_context = partial(_add_sections, index.entries, index.add_entry_from_context, seal)


def _add_sections(entries: list[Any], read: Callable[[Page], None], seal: str, page: Page) -> None:
    def anew() -> bytes:
        before = len(entries)
        read(page)
        made = json.dumps(entries[before:]).encode()
        del entries[before:]
        return made

    content = (page.url, str(page.title), page.meta, masked(str(page.content), seal))
    entries.extend(json.loads(kept("sections", content, anew)))


def _token(link: AnchorLink) -> dict[str, Any]:
    """Return an entry of the table of contents as Python-Markdown has it."""
    return {"name": link.title, "id": link.id, "level": link.level, "children": [*map(_token, link.children)]}


@lru_cache(1)
def _targets(files: Files) -> str:
    """Return a hash of what a page may link to: of each file its path, its address, whether the site has it."""
    known = ((file.src_uri, file.dest_uri, file.inclusion.name) for file in files)
    return hashlib.blake2b(repr([*known]).encode(), digest_size=20).hexdigest()
