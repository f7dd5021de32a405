"""What a finished page points at, by what it is pointed at, and what it does."""

import re
from collections.abc import Callable, Iterable
from itertools import chain
from sys import intern
from typing import Any, NamedTuple

from .html import Document, Element

POINTING = ("href", "xlink:href", "src", "poster", "data", "action")
POINTING_METADATA = {"og:url", "og:image"}
ASKED_FOR = {"stylesheet", "preload"}  # before a page is shown, with its scripts and pictures
SCRIPT_ADDRESS = "javascript:"
POLICY = "Content-Security-Policy"
HANDLER = re.compile(r"""on(?<=[\s/"']on)[a-z]+\s*=""")  # in small letters, and begins with some: a quick search
# Begins with letters, which is found ten times as fast as the edge of a word.
CLASSES = re.compile(r"""class\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
# No selector finds attributes by how their names begin.
ASKED = ", ".join(
    [
        *(f"[{name.replace(':', chr(92) + ':')}]" for name in (*POINTING, "srcset", "id", "property", "style")),
        *("[http-equiv]", "style", "script"),
    ]
)


class Tags(NamedTuple):
    """What the tags of a page, or of a part of one, say: their ids; the addresses to which a reader can go, and all
    others, as a browser reads them; those of the latter that it asks for before the page is shown; each version in a
    language, with its address; the names of styles and handlers; the scripts inside the page that a browser runs; the
    content-security policies; the classes.
    """

    ids: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    active: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    def filled(self, fill: Callable[[str], str]) -> "Tags":
        """Return the same with what `fill` makes of each address; without those of which it makes nothing."""
        leads, others, first = (tuple(filter(None, map(fill, links))) for links in self[1:4])
        versions = tuple((language, link) for language, old in self.versions if (link := fill(old)))
        return self._replace(leads=leads, others=others, first=first, versions=versions)


class PageTags(NamedTuple):
    """What the tags of a page say: those of the frame that other pages have, too, and its own."""

    shared: Tags
    own: Tags


def joined(parts: Iterable[Tags]) -> Tags:
    """Return what the parts of a page say together, each thing once; what many pages say takes memory once."""
    return Tags(*(tuple(map(_interned, dict.fromkeys(chain.from_iterable(each)))) for each in zip(*parts, strict=True)))


def _interned(said: Any) -> Any:
    """Return the same text for equal texts; anything else as it is."""
    return intern(said) if type(said) is str else said


def read_tags(page: Document) -> Tags:
    """Return what the tags of a page say."""
    found = page.elements("*" if HANDLER.search(page.html.lower()) else ASKED)
    lists = {written for each in CLASSES.findall(page.html) for written in each}
    classes = sorted({name for written in lists for name in written.split()})
    return joined([Tags(classes=tuple(classes)), *map(_read, found)])


def _read(element: Element) -> Tags:
    """Return what one tag says."""
    name, given = element.name, element.attributes
    links = [given[each] for each in POINTING if each in given]
    links += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
    if given.get("property") in POINTING_METADATA:
        links.append(given.get("content", ""))
    rel = given.get("rel", "").strip()  # the space in «alternate »: see main.html
    is_first = name in ("script", "img") or (name == "link" and rel in ASKED_FOR)
    is_version = name == "link" and rel == "alternate" and given.get("hreflang")
    active = next((each for each in given if each == "style" or each.startswith("on")), "")
    if any(link.lower().startswith(SCRIPT_ADDRESS) for link in links):
        active = SCRIPT_ADDRESS
    active = "<style" if name == "style" else active
    runs = name == "script" and "src" not in given and "json" not in given.get("type", "")
    return Tags(
        ids=(given["id"],) if "id" in given else (),
        leads=tuple(links) if name == "a" else (),
        others=tuple(links) if name != "a" else (),
        first=tuple(links) if is_first else (),
        versions=tuple((given["hreflang"], link) for link in links) if is_version else (),
        active=(active,) if active else (),
        scripts=(element.script,) if runs else (),
        policies=(given.get("content", ""),) if given.get("http-equiv") == POLICY else (),
    )
