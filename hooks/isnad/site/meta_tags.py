"""What reference managers read in the head of a page: Highwire and Dublin Core tags.

They are written from the CSL item of the page's citation (see `references`), so that the two cannot differ. The author
of an article is not ours, and the site is no person: as in the citation, it is the publisher, and nobody is an author.
"""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ..facts.edition import LICENSE
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import DATA_PAGE, record_of
from ..phrases.phrases import Phrases, fill
from ..phrases.references import Csl, dataset_reference, figure_reference, iso
from ..phrases.vocabulary import words
from .listed import Listed

# What Zotero calls the types of items; without it, a title in Highwire's tags would make an article in a journal.
ZOTERO = {"webpage": "webpage", "dataset": "dataset"}


class Tag(NamedTuple):
    """A `<meta>` element."""

    name: str
    content: str


def meta_tags(kb: KnowledgeBase, listed: Listed) -> list[Tag]:
    """Return the tags of a page: all of them where the page says how to cite itself, else Dublin Core's."""
    csl = _csl(Phrases(kb, listed.language, listed.page), listed)
    return [*(_highwire(csl) if csl else ()), *_dublin_core(kb, listed, csl)]


def tags_html(kb: KnowledgeBase, listed: Listed) -> Markup:
    """Return the tags of a page as HTML, under the seal: a headline shows a number."""
    seal = Phrases(kb, listed.language).seal
    shape = '<meta name="{}"{} content="{}">'
    return Markup("\n").join(fill(shape, tag.name, seal, tag.content) for tag in meta_tags(kb, listed))


def _csl(p: Phrases, listed: Listed) -> Csl | None:
    kind, name = record_of(listed.page)
    if kind == "figures":
        return figure_reference(p, p.kb.observations[name]).csl
    return dataset_reference(p).csl if listed.page == DATA_PAGE else None


def _highwire(csl: Csl) -> Iterator[Tag]:
    yield Tag("z:itemType", ZOTERO[csl["type"]])
    yield Tag("citation_title", csl["title"])
    yield Tag("citation_language", csl["language"])
    yield Tag("citation_public_url", csl["URL"])
    if publisher := csl.get("container-title"):
        yield Tag("citation_publisher", publisher)
    if day := _day(csl):
        yield Tag("citation_online_date", day.replace("-", "/"))


def _dublin_core(kb: KnowledgeBase, listed: Listed, csl: Csl | None) -> Iterator[Tag]:
    changed = "" if listed.modified is NOT_GIVEN else listed.modified.isoformat()
    yield Tag("DC.title", csl["title"] if csl else listed.title)
    yield Tag("DC.publisher", words(kb, "site-name", listed.language))
    if day := _day(csl) if csl else changed:
        yield Tag("DC.date", day)
    yield Tag("DC.language", listed.language)
    yield Tag("DC.identifier", csl["URL"] if csl else listed.url(kb.site_url))
    yield Tag("DC.rights", LICENSE)


def _day(csl: Csl) -> str:
    """Return the day on which what is cited was issued: a figure, the day it was last compared with its article."""
    return iso(csl.get("issued"))
