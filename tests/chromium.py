"""Finds a Chromium or Chrome for the tests, or installs one; never goes without."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

# The shell draws no window around its pages, which takes half of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPS = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
)
DEBIAN_PACKAGES = ("chromium-headless-shell", "fonts-noto-core")  # the fonts have Arabic
PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")
# Asked in a process of its own: Playwright cannot be started twice in one.
PLAYWRIGHT_PATH = (
    sys.executable,
    "-c",
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)",
)
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class BrowserNotFound(Exception):
    """There is no browser, and none could be installed."""

    def __init__(self) -> None:
        super().__init__(
            "the tests need a Chromium or Chrome: none was found, and none could be installed. Install one: on Debian "
            f"`sudo apt-get install {' '.join(DEBIAN_PACKAGES)}`; elsewhere Chrome, or `python -m playwright install "
            "chromium`. What the attempts said is printed above."
        )


def find_browser() -> str:
    """Return the executable of a browser; install one where there is none. Raises BrowserNotFound."""
    for find in (_installed, _from_debian, _from_playwright):
        if executable := find():
            return executable
    raise BrowserNotFound


def launch_flags(root: bool) -> list[str]:
    """Return the flags for a browser that asks nothing of the network; root cannot have a sandbox."""
    return [*QUIET, "--no-first-run", *(["--no-sandbox"] if root else [])]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Run a headless browser."""
    executable, root = find_browser(), _is_root()
    with sync_playwright() as playwright:
        # Playwright adds --no-sandbox of itself unless it is told otherwise.
        browser = playwright.chromium.launch(
            executable_path=executable, args=launch_flags(root), chromium_sandbox=not root
        )
        yield browser
        browser.close()


def _is_root() -> bool:
    return os.geteuid() == 0


def _installed() -> str | None:
    on_path = filter(None, map(shutil.which, NAMES))
    apps = (str(app) for app in MAC_APPS if os.access(app, os.X_OK))
    return next(on_path, None) or next(apps, None)


def _from_debian() -> str | None:
    """Install Debian's packages where this user may, without a question."""
    if not shutil.which("apt-get"):
        return None
    if _is_root():
        sudo = []
    elif shutil.which("sudo") and _run(["sudo", "-n", "true"]) is not None:
        sudo = ["sudo", "-n"]
    else:
        return None
    # Another process of the tests may be installing the same: then this one waits for it.
    wait = ("--option", "DPkg::Lock::Timeout=600")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", *wait]
    _run([*apt, "update"])  # even if it fails: the lists that are there may do
    _run([*apt, "install", "--yes", "--no-install-recommends", *DEBIAN_PACKAGES])
    return _installed()


def _from_playwright() -> str | None:
    """Let Playwright fetch its own browser, which it does once only."""
    if _run(PLAYWRIGHT) is None:
        return None
    path = (_run(PLAYWRIGHT_PATH) or "").strip()
    return path if os.access(path, os.X_OK) else None


def _run(command: Sequence[str]) -> str | None:
    """Return what a command printed, or None where it failed; either way, show it to whoever reads the tests."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    print(done.stdout, file=sys.stderr)
    return done.stdout if done.returncode == 0 else None
