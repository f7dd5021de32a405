"""What a page tells programs in the vocabulary of schema.org, as JSON-LD.

Only what the records state: no author where attribution is inferred, no date that nobody gave, and no rating, since the
site rates nothing (`ClaimReview` is for those who do).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ..exports.api import plain_json
from ..exports.json_ld import article, dataset, figure, record_document, thing
from ..facts.edition import LICENSE
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import DATA_PAGE, HOME, absolute_url, parent_of, record_of
from ..phrases.phrases import Phrases
from ..phrases.vocabulary import words
from ..text.languages import Language
from .listed import Listed

Node = dict[str, Any]
CONTEXT = "https://schema.org"


def structured(kb: KnowledgeBase, pages: Mapping[str, Listed], path: str) -> Markup:
    """Return the JSON-LD of the page at a path inside `docs/`, safe inside a `<script>` of HTML."""
    return htmlsafe_json_dumps({"@context": CONTEXT, "@graph": graph(kb, pages, path)}, dumps=plain_json)


def graph(kb: KnowledgeBase, pages: Mapping[str, Listed], path: str) -> list[Node]:
    """Return what a page tells of itself, of its place in the site, and of the facts that it is about."""
    listed = pages[path]
    p = Phrases(kb, listed.language, listed.page)
    main, others = _about(p, listed)
    page = _web_page(kb, listed) | ({"mainEntity": {"@id": main["@id"]}} if main else {})
    if listed.page == HOME:
        return [page, *([main] if main else []), *others]
    url = listed.url(kb.site_url)
    page |= {"breadcrumb": {"@id": f"{url}#breadcrumb"}}
    if main and "isBasedOn" in main:
        page |= {"isBasedOn": main["isBasedOn"]}
    return [page, _breadcrumb(p, pages, listed), *([main] if main else []), *others]


def _about(p: Phrases, listed: Listed) -> tuple[Node | None, Sequence[Node]]:
    """Return what a page is about, and what belongs to that."""
    kind, name = record_of(listed.page)
    if kind == "figures":
        return figure(p, p.kb.observations[name])
    if kind == "sources":
        return article(p, p.kb.sources[name]), ()
    if listed.page == DATA_PAGE:
        return dataset(p), [article(p, source) for source in p.kb.sources.values()]
    if listed.page == HOME:
        return _web_site(p.kb, p.language), ()
    return None, ()


def _web_page(kb: KnowledgeBase, listed: Listed) -> Node:
    """Return a page; `lastReviewed` is the newest day on which one of its facts was compared with its article."""
    url = listed.url(kb.site_url)
    made: Node = {
        "@type": "WebPage",
        "@id": url,
        "url": url,
        "name": listed.title,
        "description": listed.description,
        "inLanguage": listed.language,
        "isPartOf": {"@id": f"{kb.site_url}#site"},
        "license": LICENSE,
    }
    kind, name = record_of(listed.page)
    if kind:
        made["encoding"] = record_document(kb, f"{kind}/{name}")
    if listed.modified is not NOT_GIVEN:
        made["lastReviewed"] = listed.modified
    return made


def _breadcrumb(p: Phrases, pages: Mapping[str, Listed], listed: Listed) -> Node:
    """Return the way from the home page to a page."""
    above = pages.get(f"{p.language}/{parent_of(listed.page)}")
    steps = [(p.t("home"), HOME), *([(above.title, above.page)] if above else [])]
    way = [*steps, (listed.title, listed.page)]
    return {
        "@type": "BreadcrumbList",
        "@id": f"{listed.url(p.kb.site_url)}#breadcrumb",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": str(name),
                "item": absolute_url(p.kb.site_url, p.language, page),
            }
            for number, (name, page) in enumerate(way, 1)
        ],
    }


def _web_site(kb: KnowledgeBase, language: Language) -> Node:
    """Return the site, as its home page in a language names it."""
    url = absolute_url(kb.site_url, language)
    return {
        "@type": "WebSite",
        "@id": f"{kb.site_url}#site",
        "url": url,
        "name": words(kb, "site-name", language),
        "alternateName": words(kb, "site-name", language.other),
        "description": words(kb, "dataset-description", language),
        "inLanguage": language,
        "license": LICENSE,
        "hasPart": {"@id": thing(kb, "index", "dataset")},
    }
