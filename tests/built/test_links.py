"""Everything the finished files point at inside the site exists: pages, places in them, pictures, faces, scripts.

MkDocs checks the links of Markdown only; here is whatever a template, a drawing or a style sheet names.
"""

import gzip
import re
import struct
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import Built
from tests.site_pages import BOTH, EVERYTHING, PAGE, address, language_of
from tests.visits import Load

SOCIAL_SIZE = (1200, 630)
FIRST_VIEW = 250_000
TOPICS = ["interceptions/", "returns/", "rescues/", "ceuta-melilla/", "patrols/", "round-table/"]
LINKS = {"href", "src", "xlink:href", "poster", "action", "data"}
METADATA = {"og:url", "og:image", "twitter:image"}
# A link that begins like this does not leave the page or leads to no file.
NO_FILE = ("mailto:", "data:", "javascript:")


class LinkReader(HTMLParser):
    """Collects what a page points at, and the places in it that others may point at."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.named: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.links += [given[name] for name in LINKS if name in given]
        self.links += [each.split()[0] for each in given.get("srcset", "").split(",") if each.strip()]
        about = given.get("property") or given.get("name") or given.get("rel", "")
        if tag == "meta" and about in METADATA:
            self.links.append(given["content"])
        if tag in ("meta", "link"):
            self.named.setdefault(
                f"{about.strip()} {given.get('hreflang', '')}".strip(), given.get("href") or given.get("content", "")
            )


@cache
def read(path: Path) -> LinkReader:
    reader = LinkReader()
    reader.feed(path.read_text(encoding="utf-8"))
    reader.close()
    return reader


def file_of(built: Built, url: str) -> Path:
    """Return the file that an address of the site shows."""
    inside = unquote(urlsplit(url).path).removeprefix(urlsplit(built.url).path)
    return built.folder / (f"{inside}index.html" if not inside or inside.endswith("/") else inside)


def file_of_page(built: Built, path: str) -> Path:
    return file_of(built, built.url + path)


def is_there(built: Built, url: str) -> bool:
    """Return whether an address shows a file of the site, and its fragment an element of it."""
    target, fragment = file_of(built, url), unquote(urlsplit(url).fragment)
    if not (url.startswith(built.url) and target.is_file()):
        return False
    return not fragment or target.suffix != ".html" or fragment in read(target).ids


def broken(built: Built, here: str, links: list[str]) -> list[str]:
    """Return the links of the page at an address that lead nowhere inside the site."""
    urls = {link: urljoin(here, link) for link in links if not link.startswith(NO_FILE)}
    inside = {link: url for link, url in urls.items() if urlsplit(url).netloc == urlsplit(here).netloc}
    return [link for link, url in inside.items() if not is_there(built, url)]


@EVERYTHING
def test_links_of_pages_lead_somewhere(built: Built, path: str) -> None:
    links = read(file_of_page(built, path)).links
    assert len(links) > 10
    assert broken(built, built.url + path, links) == []


def test_addresses_in_style_sheets_lead_somewhere(built: Built) -> None:
    for sheet in built.folder.rglob("*.css"):
        here = built.url + sheet.relative_to(built.folder).as_posix()
        links = re.findall(r"url\([\"']?(?!data:)([^\"')]+)", sheet.read_text(encoding="utf-8"))
        assert broken(built, here, links) == []


@PAGE
def test_page_has_a_picture_for_social_media(built: Built, path: str) -> None:
    named = read(file_of_page(built, path)).named
    data = file_of(built, named["og:image"]).read_bytes()
    assert data.startswith(b"\x89PNG\r\n")
    assert struct.unpack(">II", data[16:24]) == SOCIAL_SIZE
    assert f"/{language_of(path)}/" in named["og:image"]
    assert named["og:image:alt"].strip()


@BOTH
def test_pages_of_a_topic_share_its_picture(built: Built, language: Language) -> None:
    """Another one than that of any other topic, or of the site."""
    names = ["", *TOPICS]
    pictures = [read(file_of_page(built, address(language, name))).named["og:image"] for name in names]
    assert len({file_of(built, picture).read_bytes() for picture in pictures}) == len(names)
    figure = read(file_of_page(built, address(language, "figures/returns-2024/"))).named["og:image"]
    assert figure == pictures[names.index("returns/")]


@EVERYTHING
@for_all("icon", ["icon", "apple-touch-icon"])
def test_page_has_icons(built: Built, path: str, icon: str) -> None:
    link = read(file_of_page(built, path)).named[icon]
    assert file_of(built, urljoin(built.url + path, link)).stat().st_size > 0


@BOTH
@pytest.mark.parametrize("name", TOPICS)
def test_first_view_of_a_topic_is_light(built: Built, visit: Load, language: Language, name: str) -> None:
    """All that a first visit asks for, as a host that compresses would send it."""
    files = {file_of(built, url) for url in visit(address(language, name)).requests}
    weights = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert len(files) > 5
    assert sum(weights.values()) < FIRST_VIEW, sorted(weights.items(), key=lambda each: -each[1])


def menu_of(built: Built, path: str) -> Tag:
    found = BeautifulSoup(built.read(f"{path}index.html"), "html.parser").select_one(".md-nav--primary")
    assert found
    return found


@BOTH
def test_readers_and_contributors_have_menus_of_their_own(built: Built, language: Language) -> None:
    """Only the foot of a page leads from one to the other; the open page is named as such."""
    guides = {address(language, name) for name in ("contributing/", "contributing/correct/", "checks/")}
    for path in (address(language, "method/"), address(language, "contributing/correct/")):
        menu = menu_of(built, path)
        links = {urlsplit(urljoin(built.url + path, str(link["href"]))).path for link in menu.select("a.md-nav__link")}
        pages = {link.removeprefix(urlsplit(built.url).path) for link in links}
        assert guides <= pages if path in guides else guides.isdisjoint(pages)
        (current,) = menu.select('[aria-current="page"]')
        assert urljoin(built.url + path, str(current["href"])) == built.url + path


@BOTH
def test_foot_of_a_page_leads_to_what_readers_ask_for(built: Built, language: Language) -> None:
    home = BeautifulSoup(built.read(f"{address(language, '')}figures/rescues-2024/index.html"), "html.parser")
    foot = home.select_one("footer")
    assert foot
    here = built.url + address(language, "figures/rescues-2024/")
    links = [urljoin(here, str(link["href"])) for link in foot.select(".footer-links a")]
    names = ["news/", "method/", "data/", "corrections/", "news.xml", "contributing/"]  # nobody takes reports of it
    other = built.url + address(language.other, "figures/rescues-2024/")
    assert links == [*(built.url + address(language, name) for name in names), other]
    assert foot.select(".md-copyright time")
