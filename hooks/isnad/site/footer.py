"""The links at the foot of every page: what readers report, ask and take away; and how old the data are."""

from collections.abc import Mapping

from markupsafe import Markup

from ..facts.edition import version
from ..phrases.addresses import (
    CONTRIBUTING_PAGE,
    CORRECTIONS_PAGE,
    DATA_PAGE,
    METHOD_PAGE,
    absolute_url,
    feed_file,
)
from ..phrases.phrases import Phrases, plain
from .listed import Listed

PAGES = (METHOD_PAGE, DATA_PAGE, CORRECTIONS_PAGE, CONTRIBUTING_PAGE)
REPORT = "send"  # the heading of the page of corrections that says how to report an error


def footer_links(p: Phrases, pages: Mapping[str, Listed]) -> tuple[list[tuple[str, Markup]], Markup]:
    """Return the links, each an address below the root of the site and its words, and the day of the data.

    Only pages that the site has are linked to.
    """
    links: list[tuple[str, Markup]] = []
    for page in PAGES:
        if listed := pages.get(f"{p.language}/{page}"):
            address = absolute_url("", p.language, page)
            links.append((address, plain(listed.title)))
            if page == CORRECTIONS_PAGE:
                links += [(f"{address}#{REPORT}", p.t("report")), (feed_file(p.language), p.t("feed-link-short"))]
    return links, p.t("footer-data", date=p.date(version(p.kb)))
