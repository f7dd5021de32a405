"""Where pages and files stand: the Markdown files that are made of records, and the addresses they get on the site.

A page is named by its path inside its language's folder, such as `figures/rescues-2024.md`.
"""

import posixpath
from functools import lru_cache
from urllib.parse import quote as percent_encoded

from ..text.languages import DEFAULT_LANGUAGE, Language

# A text directive longer than this many signs names its first and last words only, this many of each.
LONGEST_DIRECTIVE, WORDS_OF_DIRECTIVE = 300, 5
API, DOWNLOADS = "api/v1/", "downloads/"
SITEMAP, ROBOTS, LLMS = "sitemap.xml", "robots.txt", "llms.txt"
HOME, DATA_PAGE, CORRECTIONS_PAGE = "index.md", "data.md", "corrections.md"
SOURCES_PAGE, NEWS_PAGE = "sources.md", "news.md"
METHOD_PAGE, CONTRIBUTING_PAGE, CHECKS_PAGE = "method.md", "contributing.md", "checks.md"
# The folders of the pages that are made of records.
MADE = ("figures", "indicators", "sources")
REMEMBERED = 2**15  # ways: a page says where a figure leads in its text, in its table and in its footnotes
INDEX = "index.html"  # the file of a folder that hosts show
FIGURES_PAGE, TABLE_FOLDER = "figures.md", "figures/page/"  # the table of all figures, and its pages after the first


def figure_page(observation: str) -> str:
    """Return the page of an observation."""
    return f"figures/{observation}.md"


def indicator_page(indicator: str) -> str:
    """Return the page of an indicator."""
    return f"indicators/{indicator}.md"


def table_page(number: int) -> str:
    """Return a page of the table of all figures, counted from 1; no observation can be called `page/2`."""
    return FIGURES_PAGE if number == 1 else f"{TABLE_FOLDER}{number}.md"


def is_table_page(page: str) -> bool:
    """Return whether a page continues the table of all figures."""
    return page.startswith(TABLE_FOLDER)


def topic_page(topic: str) -> str:
    """Return the page that an author wrote of a topic."""
    return f"{topic}.md"


def source_page(source: str) -> str:
    """Return the page of a source."""
    return f"sources/{source}.md"


def is_guide(page: str) -> bool:
    """Return whether a page is for contributors: it is in no menu of readers, and no search finds it."""
    return page in (CONTRIBUTING_PAGE, CHECKS_PAGE) or page.startswith("contributing/")


def record_of(page: str) -> tuple[str, str]:
    """Return the folder and the id of the record that a page is made of; nothing for a page that is written."""
    folder, name = posixpath.split(page.removesuffix(".md"))
    return (folder, name) if folder in MADE else ("", "")


def parent_of(page: str) -> str | None:
    """Return the page above those of a folder, which bears its name, or has all figures; none for one in no folder."""
    folder = posixpath.dirname(page)
    return FIGURES_PAGE if is_table_page(page) or folder == "indicators" else f"{folder}.md" if folder else None


def link(here: str, page: str) -> str:
    """Return the link that a page's Markdown makes to another page of its language; MkDocs checks it."""
    return _way(posixpath.dirname(here), page)


@lru_cache(REMEMBERED)
def _way(folder: str, page: str) -> str:
    """Return the way from a folder to a page: the same for all pages of the folder."""
    return posixpath.relpath(f"/{page}", f"/{folder}")


@lru_cache(REMEMBERED)
def url(page: str) -> str:
    """Return the address of a page below the root of its language: `figures/rescues-2024/`, or nothing for the home."""
    folder, name = posixpath.split(page.removesuffix(".md"))
    return posixpath.join(folder, "" if name == "index" else name, "")


def relative_url(here: str, page: str) -> str:
    """Return the address of a page as another page of its language writes it in HTML."""
    own, target = url(here), url(page)
    if target.startswith(own):
        return target.removeprefix(own) or "./"
    way = _way(posixpath.dirname(own[:-1]), target)
    return "../" if way == "." else f"../{way}/"


def absolute_url(site_url: str, language: Language, page: str = "index.md") -> str:
    """Return the whole address of a page; `site_url` ends with a slash. The default language stands at the root."""
    return f"{site_url}{'' if language is DEFAULT_LANGUAGE else f'{language}/'}{url(page)}"


def page_file(language: Language, page: str = "index.md") -> str:
    """Return the file of a page below the root of the site."""
    return absolute_url("", language, page) + INDEX


def feed_file(language: Language) -> str:
    """Return the feed of corrections below the root of the site: `corrections.xml`, `fr/corrections.xml`."""
    return absolute_url("", language) + "corrections.xml"


def news_feed(language: Language, topic: str = "") -> str:
    """Return the feed of all that is new, or of a topic, below the root: `news.xml`, `fr/news/returns.xml`."""
    return absolute_url("", language) + (f"news/{topic}.xml" if topic else "news.xml")


def document(path: str) -> str:
    """Return the file of an API document below the root of the site: `api/v1/figures/rescues-2024.json`."""
    return f"{API}{path}.json"


def chart_picture(indicator: str, number: int, language: Language) -> str:
    """Return the picture of a chart of an indicator below the root of the site."""
    return f"{DOWNLOADS}charts/{indicator}-{number}-{language}.png"


def topic_csv(topic: str, language: Language) -> str:
    """Return the table of a topic's figures below the root of the site."""
    return f"{DOWNLOADS}topics/{topic}-{language}.csv"


def at_quote(address: str, quote: str) -> str:
    """Return the address of an article with a text directive, by which browsers open it at the words of a quote.

    From the URL Fragment Text Directives of the WICG; a browser that does not know them opens the article at its top.
    """
    words = quote.split()
    ends = [words] if len(quote) <= LONGEST_DIRECTIVE else [words[:WORDS_OF_DIRECTIVE], words[-WORDS_OF_DIRECTIVE:]]
    # A bare hyphen or comma is part of the syntax of the directive.
    text = ",".join(percent_encoded(" ".join(each), safe="").replace("-", "%2D") for each in ends)
    return f"{address}{'' if '#' in address else '#'}:~:text={text}"


def shared_place(here: str) -> str:
    """Return a page from which links lead as from a page and all others of its folder; the first page stands above."""
    folder, name = posixpath.split(here)
    return here if name == HOME else posixpath.join(folder, "-.md")


def relative_file(language: Language, here: str, file: str) -> str:
    """Return the address of a file below the root of the site, as a page of a language writes it in HTML."""
    return posixpath.relpath("/" + file, absolute_url("/", language, here))


NOT_FOUND = "404.html"  # hosts show it; nothing leads to it
