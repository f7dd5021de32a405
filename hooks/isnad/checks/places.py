"""The files of the finished site by the addresses that lead to them."""

import os
import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from ..phrases.addresses import INDEX

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
REMEMBERED = 1 << 14  # links: those of the menus, many times over


class Place(NamedTuple):
    """A file below the root of the site, and the id of an element in it, or nothing for its top."""

    file: str
    anchor: str = ""


class Places:
    """The files below a folder, which is or will be published at an address that ends with a slash."""

    def __init__(self, folder: Path, site_url: str) -> None:
        self.folder, self.site_url = folder, site_url
        self._root = urlsplit(site_url).path
        self._place = lru_cache(REMEMBERED)(self._find)
        self.size = cache(lambda file: (folder / file).stat().st_size)

    @cached_property
    def files(self) -> set[str]:
        """Every file, by its path below the root."""
        return set(self._walk())

    def _walk(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.folder):
            inside = Path(folder).relative_to(self.folder).as_posix()
            yield from (name if inside == "." else f"{inside}/{name}" for name in names)

    def text(self, file: str) -> str:
        """Return the text of a file."""
        return (self.folder / file).read_text(encoding="utf-8")

    def of(self, link: str, here: str) -> Place | None:
        """Return where a link of the file `here` leads; nothing where it leaves the site.

        A path outside the root is another site's, and leads to no file of this one.
        """
        if not link or link.startswith("#"):
            return Place(here, unquote(link[1:]) if "%" in link else link[1:])
        folder = here.rpartition("/")[0]
        if link.startswith("../") and folder:  # so that pages beside one another ask the same
            folder, link = folder.rpartition("/")[0], link[3:]
        return self._place(link, folder)

    def _find(self, link: str, folder: str) -> Place | None:
        address, _, anchor = link.partition("#")
        if address.startswith(self.site_url):
            path = address[len(self.site_url) :]
        elif SCHEME.match(address):
            return None
        else:
            path = self._joined(folder, address)
        path = unquote(path.partition("?")[0])
        return Place(path + INDEX if not path or path.endswith("/") else path, unquote(anchor))

    def _joined(self, folder: str, address: str) -> str:
        """Return the path of an address below the root, as a browser joins it to the folder of its page."""
        path = urljoin(f"{self._root}{folder}/" if folder else self._root, address)
        return path[len(self._root) :] if path.startswith(self._root) else path
