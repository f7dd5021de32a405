"""What the frame of a page says around its text: the links at its foot, and the help of the search."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from ..facts.edition import version
from ..pages.coverage import years_covered
from ..phrases.addresses import (
    CONTRIBUTING_PAGE,
    CORRECTIONS_PAGE,
    DATA_PAGE,
    FIGURES_PAGE,
    METHOD_PAGE,
    NEWS_PAGE,
    SOURCES_PAGE,
    absolute_url,
    news_feed,
)
from ..phrases.phrases import Phrases, plain
from .listed import Listed

FOOT = (NEWS_PAGE, METHOD_PAGE, DATA_PAGE, CORRECTIONS_PAGE, CONTRIBUTING_PAGE)
MOST_TOPICS = 30  # that a reader looks through, in every page; the menu has more
REPORT = "send"  # the heading of the page of corrections that says how to report an error


class Help(NamedTuple):
    """What the search shows where it has no result: which years there are figures for, topics unless they are very
    many, and other ways in.
    """

    years: Markup
    topics: Sequence[tuple[str, Markup]]
    others: Sequence[tuple[str, Markup]]


def search_help(p: Phrases, pages: Mapping[str, Listed]) -> Help:
    """Return what helps a reader who has found nothing; links are addresses below the root of the site, and words."""

    def links(named: Iterable[str]) -> list[tuple[str, Markup]]:
        found = ((page, pages[f"{p.language}/{page}"]) for page in named if f"{p.language}/{page}" in pages)
        return [(absolute_url("", p.language, page), plain(listed.title)) for page, listed in found]

    words, years = Markup(""), [p.partial_date(f"{year}") for year in years_covered(p.kb)]
    topics = links(f"{topic}.md" for topic in p.kb.topics)
    if len(topics) > MOST_TOPICS:
        topics = []
    if years:
        words = p.t("search-help" if topics else "search-help-years", first=years[0], last=years[-1])
    return Help(Markup(words), topics, links((FIGURES_PAGE, SOURCES_PAGE)))


def footer_links(p: Phrases, pages: Mapping[str, Listed]) -> tuple[list[tuple[str, Markup]], Markup]:
    """Return the links, each an address below the root of the site and its words, and the day of the data.

    Only pages that the site has are linked to.
    """
    links: list[tuple[str, Markup]] = []
    for page in FOOT:
        if listed := pages.get(f"{p.language}/{page}"):
            address = absolute_url("", p.language, page)
            links.append((address, plain(listed.title)))
            if page == CORRECTIONS_PAGE:
                report = [(f"{address}#{REPORT}", p.t("report"))] if p.kb.contact.is_reachable else []
                links += [*report, (news_feed(p.language), p.t("feed-link-short"))]
    return links, p.t("footer-data", date=p.date(version(p.kb)))
