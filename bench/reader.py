"""What a reader of many figures waits for, in a headless browser whose CPU is slowed as on a phone.

A build of ten thousand figures takes minutes, and a reader opens two pages of it. So two hundred figures are built, and
their site gets the index of as many figures as are asked for, made from their knowledge base, and a table of as many
rows: those that are there, repeated under other ids.
"""

import argparse
import gzip
import json
import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase
from isnad.pages.explorer import REST, ROWS
from isnad.pages.made_pages import MadePages
from isnad.phrases.addresses import FIGURES_PAGE, absolute_url, figure_page, url
from isnad.phrases.phrases import Phrases
from isnad.site.listed import made_listed
from isnad.site.packed_index import Entry, packed
from isnad.site.search_index import PATH, entries
from isnad.text.languages import Language
from playwright.sync_api import Browser, Page

from bench import generate
from bench.generate import Figure
from bench.peers import OWN_BIN
from tests.chromium import open_browser
from tests.site_server import serve

BUILT = 2 * ROWS  # figures: the first page of the table, and one of those that are fetched
SLOWED = 4  # times
LANGUAGE = Language.FR
ID = re.compile(r"\b(files-|canton-|files-of-|article-)(\d+)\b")
OPTION = re.compile(r'<option value="(?:files-of|canton|article)-\d+">[^<]*</option>\s*')

# Notes how long the worker of the search was at work: Chromium slows pages, but no workers.
WATCH_WORKER = """
self.worked = 0;
self.Worker = class extends Worker {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", () => (self.worked += performance.now() - this.asked));
  }
  postMessage(message) {
    this.asked = performance.now();
    super.postMessage(message);
  }
};
"""
# Types into the search and waits until the first result is painted.
FIND = """
query => new Promise(resolve => {
  const began = performance.now();
  const worked = self.worked;
  const field = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  field.focus();
  new MutationObserver((_, observer) => {
    if (!list.querySelector("mark")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve({
      found: list.querySelector("a").textContent,
      seconds: (performance.now() - began) / 1000,
      worked: (self.worked - worked) / 1000,
    })));
  }).observe(list, { childList: true });
  field.value = query;
  field.dispatchEvent(new KeyboardEvent("keyup"));
})
"""
# Waits until the controls of the table are painted; the seconds since its page was asked for.
OPENED = """
() => new Promise(resolve => {
  const shown = () => document.querySelector(".explorer:not([hidden])")
    ? setTimeout(() => resolve(performance.now() / 1000))
    : requestAnimationFrame(shown);
  requestAnimationFrame(shown);
})
"""


class Reader(NamedTuple):
    """What a reader of so many figures waits for: bytes of the index of a language, compressed by gzip; whether it is
    loaded before it is wanted; seconds of a CPU four times as slow, from going to the search with a number until its
    figure is shown, and from another number; seconds, at its own speed, until the table of all figures is open.
    """

    size: int
    early: bool
    first: float
    loaded: float
    table: float


def measure(size: int, runs: int = 3) -> Reader:
    """Return what a reader of so many figures waits for; medians."""
    with tempfile.TemporaryDirectory(prefix="bench-reader-") as place:
        small, large = Path(place) / "small", Path(place) / "large"
        generate.make_project(BUILT, small)
        subprocess.run([OWN_BIN / "mkdocs", "build", "--quiet"], cwd=small, check=True, capture_output=True)
        generate.make_project(size, large)
        site = small / "site"
        index = index_of(load(large)[0], size)
        (site / absolute_url("", LANGUAGE) / PATH).write_text(index, encoding="utf-8")
        lengthen(site / absolute_url("", LANGUAGE, FIGURES_PAGE), size)
        with serve(site) as address, open_browser() as browser:
            home = absolute_url(address, LANGUAGE)
            found = [search(browser, home, size) for _ in range(runs)]
            tables = [table(browser, absolute_url(address, LANGUAGE, FIGURES_PAGE)) for _ in range(runs)]
    return Reader(
        size=len(gzip.compress(index.encode(), mtime=0)),
        early=any(each.early for each in found),
        first=median(each.first for each in found),
        loaded=median(each.loaded for each in found),
        table=median(tables),
    )


def index_of(kb: KnowledgeBase, size: int) -> str:
    """Return the index of a language: as `search_indexes` makes it, with sections like those of the written pages."""
    made, p = MadePages(kb), Phrases(kb, LANGUAGE)
    paths = [f"{LANGUAGE}/{figure_page(name)}" for name in kb.observations]
    pages = {path: made_listed(path, made[path]) for path in paths}
    return packed(list(entries(sections(size), p, pages)))


def sections(size: int) -> Iterator[Entry]:
    """Yield sections like those of the pages of topics and of the page of all sources."""
    root = absolute_url("", LANGUAGE)
    for topic in range(Figure(size - 1).topic + 1):
        figures = [Figure(number) for number in range(topic * generate.A_PAGE, (topic + 1) * generate.A_PAGE)]
        items = "".join(f"<li>{each.said(LANGUAGE)}</li>" for each in figures)
        title = generate.label(topic)[LANGUAGE]
        yield {"location": f"{root}canton-{topic}/", "title": title, "text": f"<ul>{items}</ul>"}
    for name, _, record in generate.articles(size):
        text = f"<p>{record['summary'][LANGUAGE]}</p>"
        yield {"location": f"{root}{url('sources.md')}#{name}", "title": record["label"][LANGUAGE], "text": text}


def lengthen(folder: Path, size: int) -> None:
    """Give the built table of all figures so many rows, and its filters as many more choices."""
    page = folder / "index.html"
    html = page.read_text(encoding="utf-8").replace(f'data-all="{BUILT}"', f'data-all="{size}"')
    html = re.sub(f"(?:{OPTION.pattern})+", lambda options: repeated(options[0], size // BUILT), html)
    page.write_text(html, encoding="utf-8")
    (rows,) = json.loads((folder / REST).read_text(encoding="utf-8"))
    bodies = [renumbered(rows, at * ROWS) for at in range(size // ROWS - 1)]
    (folder / REST).write_text(json.dumps(bodies, ensure_ascii=False), encoding="utf-8")


def repeated(html: str, times: int) -> str:
    """Return a text again and again, each time with other ids."""
    return "".join(renumbered(html, at * BUILT) for at in range(times))


def renumbered(html: str, by: int) -> str:
    """Return a text with ids of other figures, topics and articles."""
    return ID.sub(lambda found: f"{found[1]}{int(found[2]) + by}", html)


class Searched(NamedTuple):
    """What one reader of the search waited for."""

    early: bool
    first: float
    loaded: float


def search(browser: Browser, home: str, size: int) -> Searched:
    """Return what it takes to find two numbers from the home page."""
    fast, slow = (found(browser, home, size, times) for times in (1, SLOWED))
    # The page is slowed; what its worker took is counted as if it were.
    first, following = (
        each["seconds"] + (SLOWED - 1) * quick["worked"] for quick, each in zip(fast[1:], slow[1:], strict=True)
    )
    return Searched(fast[0], first, following)


def found(browser: Browser, home: str, size: int, slowed: int) -> tuple[bool, dict[str, float], dict[str, float]]:
    """Return whether the index was asked for too early, and what it took to find one number and another."""
    page, asked = browser.new_page(), []
    page.add_init_script(WATCH_WORKER)
    page.on("request", lambda request: asked.append(request.url.endswith(PATH)))
    page.goto(home, wait_until="networkidle")
    early = any(asked)
    slow_down(page, slowed)
    one, other = (page.evaluate(FIND, str(Figure(number).value)) for number in (size // 2, size - 1))
    page.close()
    return early, one, other


def table(browser: Browser, address: str) -> float:
    """Return the seconds until the table of all figures is open."""
    page = browser.new_page()
    page.goto(address, wait_until="commit")
    seconds = float(page.evaluate(OPENED))
    page.close()
    return seconds


def slow_down(page: Page, times: int) -> None:
    """Have a page run so many times as slow."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": times})


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000], help="how many figures")
    for size in parser.parse_args().sizes:
        read = measure(size)
        print(f"{size} figures: the index of a language, gzip: {read.size / 1000:.0f} kB")
        print(f"{size} figures: the index is loaded {'before' if read.early else 'when'} it is wanted")
        print(f"{size} figures, CPU ÷ {SLOWED}: first result, from going to the search: {read.first * 1000:.0f} ms")
        print(f"{size} figures, CPU ÷ {SLOWED}: first result, the index loaded: {read.loaded * 1000:.0f} ms")
        print(f"{size} figures: the table of all figures opens in {read.table:.2f} s")


if __name__ == "__main__":
    main()
