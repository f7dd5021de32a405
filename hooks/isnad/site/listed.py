"""The pages of the site as programs are told of them: where each stands, what it is, when it last changed."""

import datetime as dt
from typing import NamedTuple

from ..facts.model import KnowledgeBase
from ..facts.record import NotGiven
from ..pages import modified
from ..pages.made_pages import MadePage
from ..pages.render import Page
from ..pages.texts import Project
from ..phrases.addresses import absolute_url
from ..text.languages import Language
from ..text.typography import set_spaces


class Listed(NamedTuple):
    """A page: its language, its path inside its language's folder, its title, its description, its last change."""

    language: Language
    page: str
    title: str
    description: str
    modified: dt.date | NotGiven

    def url(self, site_url: str) -> str:
        """Return its whole address."""
        return absolute_url(site_url, self.language, self.page)


def written_pages(project: Project) -> dict[str, Listed]:
    """Return every page that is written by its path inside `docs/`."""
    return {path: _listed(path, page, _modified(project.kb, page)) for path, page in project.pages.items()}


def made_listed(path: str, page: MadePage) -> Listed:
    """Return a page that is made of a record."""
    return _listed(path, page, page.modified)


def _listed(path: str, page: Page | MadePage, day: dt.date | NotGiven) -> Listed:
    return Listed(Language(path[:2]), path[3:], set_spaces(page.title), set_spaces(page.description), day)


def _modified(kb: KnowledgeBase, page: Page) -> dt.date | NotGiven:
    return modified.of_page(kb, page.footnotes, {call.name for call in page.calls})
