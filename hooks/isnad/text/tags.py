"""What the tags of a finished page point at, and what they hold that its content-security policy refuses."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

# A tag with attributes. A regular expression: the pages are made of our own templates, in which all else is escaped,
# and the Nu checker reads them; most tags are the shell's, and were read before. A parser takes twice as long.
TAG = re.compile(r'<[a-z][a-z0-9]*\s[^>"]*+(?:"[^"]*+"[^>"]*+)*+>')
ATTRIBUTE = re.compile(r'\s([a-z][\w:-]*)(?:="([^"]*)")?')
MATTERS = re.compile(r"\s(?:(?:xlink:)?href|src|srcset|poster|data|action|property|id|style|on[a-z]+)\b")
POINTING = ("href", "xlink:href", "src", "poster", "data", "action")
POINTING_METADATA = {"og:url", "og:image"}
SCRIPT_ADDRESS = "javascript:"
REMEMBERED = 1 << 14  # tags: those of the shells, many times over


class Tag(NamedTuple):
    """A tag that points somewhere, is pointed at, or acts.

    `links` are addresses as a browser reads them, `hreflang` and `rel` what a `<link>` says of its own. `active` names
    a style or a handler inside the tag.
    """

    text: str
    name: str
    links: tuple[str, ...]
    id: str
    hreflang: str
    rel: str
    active: str


def tags(html: str) -> Iterator[Tag]:
    """Yield the tags of a page that point, are pointed at, or act, in their order."""
    return filter(None, map(read_tag, TAG.findall(html)))


@lru_cache(REMEMBERED)
def read_tag(text: str) -> Tag | None:
    """Return what a tag says; nothing where it neither points, nor is pointed at, nor acts."""
    if not MATTERS.search(text):  # saves reading most of them
        return None
    name = text[1:].split(None, 1)[0]
    given = {attribute: unescape(value) for attribute, value in ATTRIBUTE.findall(text)}
    links = [given[each] for each in POINTING if each in given]
    links += [each.split()[0] for each in given.get("srcset", "").split(",") if each.strip()]
    if given.get("property") in POINTING_METADATA:
        links.append(given.get("content", ""))
    active = next((each for each in given if each == "style" or each.startswith("on")), "")
    if any(link.lower().startswith(SCRIPT_ADDRESS) for link in links):
        active = SCRIPT_ADDRESS
    if not (links or "id" in given or active):
        return None
    hreflang, rel = given.get("hreflang", ""), given.get("rel", "").strip()  # the space in «alternate »: see main.html
    return Tag(text, name, tuple(links), given.get("id", ""), hreflang, rel, active)
