"""Which HTML may stand in a page: what an author may write, and what our own templates add to it."""

import re
from functools import lru_cache

# Elements that need no attributes of their own.
PLAIN = """
    h1 h2 h3 h4 h5 h6 p div section blockquote pre hr ul dl dt dd
    table thead tbody tfoot tr caption figure figcaption summary
    abbr b bdi br cite code del dfn em i ins kbd mark q s samp small span strong sub sup var wbr
"""
# Each element an author may write, and the attributes it may have beside those of every element.
ELEMENTS: dict[str, frozenset[str]] = {
    **dict.fromkeys(PLAIN.split(), frozenset[str]()),
    "a": frozenset(("href", "hreflang", "rel")),
    "data": frozenset(("value", "data-observation")),
    "details": frozenset(("open",)),
    "img": frozenset(("src", "alt", "width", "height", "loading")),
    "li": frozenset(("value",)),
    "ol": frozenset(("start", "reversed")),
    "td": frozenset(("align", "colspan", "rowspan")),
    "th": frozenset(("align", "colspan", "rowspan", "scope")),
    "time": frozenset(("datetime",)),
}
EVERYWHERE = frozenset(("aria-label", "class", "data-search-exclude", "dir", "id", "lang", "title"))
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
# What our templates write on top. A control without these sends nothing: `action`, `formaction`, `form`, `src`.
CONTROLS = frozenset(["article", "button", "form", "input", "label", "nav", "option", "output", "select"])
OF_TEMPLATES = frozenset((
    "autocomplete", "download", "for", "hidden", "name", "placeholder", "role", "spellcheck", "tabindex", "type",
    "value",
))  # fmt: skip
# Addresses: where a reader, or the browser unasked, goes from here.
ADDRESSES = frozenset(("href", "src", "xlink:href", "action", "formaction", "poster", "data", "srcset", "cite", "ping"))
# What shows or does things that no reader of HTML can foresee, also inside what macros make.
ACTIVE = frozenset(
    ["applet", "base", "embed", "frame", "frameset", "iframe", "link", "meta", "object", "script", "style", "template"]
)
ACTIVE_ATTRIBUTES = frozenset(("srcdoc", "style"))
HANDLER = re.compile("on[a-z]+")
# What an author says of a block of code, for programs that read the page: none that a script of the site reads.
OF_EXAMPLES = re.compile("data-(?!md-|clipboard|copy|done)")
# Ids and classes by which the theme and footnotes find their own parts.
OF_THEME_ID, OF_THEME_CLASS = re.compile(r"__|md-|fn(?:ref\d*)?:"), re.compile(r"(?:\A|\s)md-")


@lru_cache(10_000)
def strange(tag: str, names: tuple[str, ...], is_made: bool) -> str | None:
    """Return the element or the first attribute that does not belong in a finished page, or None.

    `is_made` says that it stands inside what a macro made from facts, such as a drawing.
    """
    if tag in ACTIVE or not (is_made or tag in ELEMENTS or tag in CONTROLS):
        return tag
    return next((name for name in names if _is_strange(tag, name, is_made)), None)


def _is_strange(tag: str, name: str, is_made: bool) -> bool:
    if HANDLER.fullmatch(name) or name in ACTIVE_ATTRIBUTES or name.startswith("data-md-"):
        return True
    known = name in EVERYWHERE or name in OF_TEMPLATES or name in ELEMENTS.get(tag, ())
    return not (is_made or known or name.startswith(("data-", "aria-")))


def foreign(tag: str, names: tuple[str, ...]) -> str | None:
    """Return the element or the first attribute that an author must not write, or None."""
    if tag not in ELEMENTS:
        return tag
    return next((name for name in names if not _is_authors(tag, name)), None)


def _is_authors(tag: str, name: str) -> bool:
    return name in EVERYWHERE or name in ELEMENTS[tag] or (tag == "code" and bool(OF_EXAMPLES.match(name)))
