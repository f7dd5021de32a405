"""What the tags of a finished page point at, by what they are pointed at, and what they do."""

import re
from typing import NamedTuple

from .cache import kept_thing
from .html import Element, elements

POINTING = ("href", "xlink:href", "src", "poster", "data", "action")
POINTING_METADATA = {"og:url", "og:image"}
SCRIPT_ADDRESS = "javascript:"
POLICY = "Content-Security-Policy"
HANDLER = re.compile(r"""on(?<=[\s/"']on)[a-z]+\s*=""")  # in small letters, and begins with some: a quick search
# No selector finds attributes by how their names begin.
ASKED = ", ".join(
    [
        *(f"[{name.replace(':', chr(92) + ':')}]" for name in (*POINTING, "srcset", "id", "property", "style")),
        *("[http-equiv]", "style", "script"),
    ]
)


class Tag(NamedTuple):
    """A tag that points somewhere, is pointed at, or acts.

    `links` are addresses as a browser reads them, `hreflang` and `rel` what a `<link>` says of its own. `active` names
    a style or a handler that the tag is or has. `script` is what a script inside the page says that a browser runs,
    `policy` the content-security policy that a tag states.
    """

    name: str
    links: tuple[str, ...]
    id: str
    hreflang: str
    rel: str
    active: str
    script: str | None
    policy: str | None


def tags(html: str) -> list[Tag]:
    """Return the tags of a page that point, are pointed at, or act, from the cache where it was read before."""
    return kept_thing("tags", html, lambda: _tags(html))


def _tags(html: str) -> list[Tag]:
    found = elements(html, "*" if HANDLER.search(html.lower()) else ASKED)
    return [tag for element in found if (tag := read_tag(element))]


def read_tag(element: Element) -> Tag | None:
    """Return what a tag says; nothing where it neither points, nor is pointed at, nor acts."""
    given = element.attributes
    links = [given[name] for name in POINTING if name in given]
    links += [part.split()[0] for part in given.get("srcset", "").split(",") if part.strip()]
    if given.get("property") in POINTING_METADATA:
        links.append(given.get("content", ""))
    active = next((name for name in given if name == "style" or name.startswith("on")), "")
    if any(link.lower().startswith(SCRIPT_ADDRESS) for link in links):
        active = SCRIPT_ADDRESS
    active = "<style" if element.name == "style" else active
    runs = element.name == "script" and "src" not in given and "json" not in given.get("type", "")
    policy = given.get("content", "") if given.get("http-equiv") == POLICY else None
    if not (links or "id" in given or active or runs or policy is not None):
        return None
    hreflang, rel = given.get("hreflang", ""), given.get("rel", "").strip()  # the space in «alternate »: see main.html
    script = element.script if runs else None
    return Tag(element.name, tuple(links), given.get("id", ""), hreflang, rel, active, script, policy)
