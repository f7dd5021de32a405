"""Pages as a browser loads them once and shows them at one width or at all; many tests ask about each visit."""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

# Widths and heights of windows: a small phone, a tablet, a laptop, a large screen.
WINDOWS = {360: 740, 768: 1024, 1280: 900, 1920: 1080}
DESK = 1280
SCRIPTS = Path(__file__).parent / "javascript"
WINDOWS_AT_ONCE = 4  # a page is loaded while others wait for the network to be quiet
LOADED_WITHIN = 120_000  # milliseconds; on a busy machine, 30 seconds were too few for a network to be quiet
DONE = object()


def script(name: str) -> str:
    """Return a function of JavaScript that runs in a page."""
    return (SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


MEASURE, SETTLED = script("measure"), script("settled")


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

    def watch(self, page: Page) -> Callable[[], None]:
        """Note what goes wrong in a page, and whom it asks; return what ends that."""
        handlers: dict[Any, Callable[[Any], None]] = {
            "console": lambda m: self.console.append(m.text) if m.type in ("error", "warning") else None,
            "pageerror": lambda error: self.console.append(str(error)),
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": lambda request: self.failures.append(f"{request.failure} {request.url}"),
            "response": lambda r: self.failures.append(f"{r.status} {r.url}") if r.status >= 400 else None,
        }
        for event, handler in handlers.items():
            page.on(event, handler)

        def end() -> None:
            for event, handler in handlers.items():
                page.remove_listener(event, handler)

        return end


Load = Callable[[str], Visit]


def visit_pages(browser: Browser, site: str, paths: Iterable[str], whole: Container[str]) -> dict[str, Visit]:
    """Load every page, and measure it: at every width if it is one of the `whole`, else at that of a desk."""
    visits = {path: Visit() for path in paths}
    coming = iter(visits.items())
    with windows(browser, WINDOWS_AT_ONCE) as contexts:
        take_turns(_visit(context, site, coming, whole) for context in contexts)
    return visits


def _visit(
    context: BrowserContext, site: str, coming: Iterator[tuple[str, Visit]], whole: Container[str]
) -> Iterator[None]:
    page = context.new_page()  # one for all: a new one would read scripts and typefaces anew
    for path, visit in coming:
        end = visit.watch(page)
        response = page.goto(site + path)
        assert response
        visit.status = response.status
        yield
        page.wait_for_load_state("networkidle")
        for width, height in WINDOWS.items() if path in whole else [(DESK, WINDOWS[DESK])]:
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate(SETTLED)
            visit.at[width] = page.evaluate(MEASURE)
        end()


@contextmanager
def windows(browser: Browser, count: int) -> Iterator[list[BrowserContext]]:
    """Open windows in which nothing moves; a browser seldom draws the pages that stand behind another in one window."""
    contexts = [browser.new_context(reduced_motion="reduce") for _ in range(count)]
    for context in contexts:
        context.set_default_timeout(LOADED_WITHIN)
    yield contexts
    for context in contexts:
        context.close()


def take_turns(tasks: Iterable[Iterator[None]]) -> None:
    """Do tasks that pause while a browser works, each a step at a time."""
    running = deque(tasks)
    while running:
        task = running.popleft()
        if next(task, DONE) is not DONE:
            running.append(task)
