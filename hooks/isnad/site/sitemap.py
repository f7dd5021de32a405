"""What search engines ask for first: the sitemap (sitemaps.org) with its language versions, and robots.txt."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from ..facts.record import NOT_GIVEN
from ..pages.templates import xml_templates
from ..phrases.addresses import SITEMAP
from ..text.languages import DEFAULT_LANGUAGE
from .listed import Listed


def sitemap(pages: Iterable[Listed], site_url: str) -> str:
    """Return the sitemap: each page with all its versions, and its last change where a fact tells it."""
    versions = [list(each) for _, each in groupby(sorted(pages, key=_place), key=lambda listed: listed.page)]
    entries = [
        {
            "url": page.url(site_url),
            "modified": None if page.modified is NOT_GIVEN else page.modified.isoformat(),
            "alternates": alternates(each, site_url),
        }
        for each in versions
        for page in each
    ]
    return xml_templates().get_template("sitemap.xml.jinja").render(entries=entries)


def alternates(versions: Iterable[Listed], site_url: str) -> Mapping[str, str]:
    """Return the address of each version of a page by its `hreflang`."""
    urls = {str(page.language): page.url(site_url) for page in versions}
    return {**urls, "x-default": urls[DEFAULT_LANGUAGE]}


def robots(site_url: str) -> str:
    """Return robots.txt: everything may be read, and here is the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}{SITEMAP}\n"


def _place(listed: Listed) -> tuple[str, str]:
    return listed.page, listed.language
