"""Pages as a browser loads them once and shows them at one width or at all; many tests ask about each visit."""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, ViewportSize

# Widths and heights of windows: a small phone, a tablet, a laptop, a large screen.
WINDOWS = {360: 740, 768: 1024, 1280: 900, 1920: 1080}
DESK = 1280
SCRIPTS = Path(__file__).parent / "javascript"
LOADED_WITHIN = 120_000  # milliseconds, on a busy machine


def script(name: str) -> str:
    """Return a function of JavaScript that runs in a page."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


MEASURE, SETTLED = script("measure"), script("settled")
UNFOLD = (
    "() => document.querySelectorAll('article details:not(.reference-format)').forEach((each) => (each.open = true))"
)


@dataclass
class Visit:
    """A page as it was loaded once, what it asked for, and what it showed at each width at which it was looked at."""

    status: int = 0
    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    at: dict[int, dict[str, Any]] = field(default_factory=dict)

    @property
    def shown(self) -> dict[str, Any]:
        return self.at[DESK]

    @property
    def hosts(self) -> set[str]:
        return {urlsplit(url).netloc for url in self.requests}

    @contextmanager
    def watch(self, page: Page) -> Iterator[None]:
        """Note what goes wrong in a page, and whom it asks, until all that it asked for has come."""
        asked: list[Request] = []
        handlers: dict[Any, Callable[[Any], None]] = {
            "console": lambda m: self.console.append(m.text) if m.type in ("error", "warning") else None,
            "pageerror": lambda error: self.console.append(str(error)),
            "request": lambda request: asked.append(request),
            "requestfailed": lambda request: self.failures.append(f"{request.failure} {request.url}"),
            "response": lambda r: self.failures.append(f"{r.status} {r.url}") if r.status >= 400 else None,
        }
        for event, handler in handlers.items():
            page.on(event, handler)
        yield
        for request in asked:
            self.requests.append(request.url)
            if is_under_way(request) and (response := request.response()):
                response.finished()
        for event, handler in handlers.items():
            page.remove_listener(event, handler)


def is_under_way(request: Request) -> bool:
    """Return whether nothing has been heard yet of the end of a request; it costs nothing to know."""
    return request.timing["responseEnd"] < 0 and not request.failure


Load = Callable[[str], Visit]


def visit_pages(browser: Browser, site: str, paths: Iterable[str], whole: Container[str]) -> dict[str, Visit]:
    """Load every page, unfold its footnotes, and measure it: at a desk's width; if it is one of the `whole`, at all.

    It is loaded at the width at which the page before it was left, so that as few windows as can be are laid out anew.
    """
    visits = {path: Visit() for path in paths}
    page = browser.new_page(reduced_motion="reduce")  # one for all: a new one would read scripts and typefaces anew
    page.set_default_timeout(LOADED_WITHIN)
    widths = list(WINDOWS)
    for path in sorted(visits, key=lambda path: path not in whole):
        visit = visits[path]
        with visit.watch(page):
            response = page.goto(site + path)
            assert response
            visit.status = response.status
            page.evaluate(UNFOLD)
            for width in widths if path in whole else [DESK]:
                resize(page, width)
                visit.at[width] = page.evaluate(MEASURE, width == DESK)
        widths.reverse()
    page.close()
    return visits


def resize(page: Page, width: int) -> None:
    """Give a page's window a width, and let the page be laid out in it."""
    size: ViewportSize = {"width": width, "height": WINDOWS[width]}
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.evaluate(SETTLED)
