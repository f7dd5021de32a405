"""Finished HTML, folded from the inside out: each element becomes a text, made of what it holds.

Tags are cut by one regular expression: pages are made of our own templates, of Python-Markdown's output and of the HTML
that `author_html` lets through, in all of which elements are closed and every other `<` is a character reference.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape

from .html_rules import ATTRIBUTE, VOID

TAG = re.compile(r"""<(/?)([a-zA-Z][\w:-]*)([^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+)>""")
PARTS = 4  # into which TAG cuts: a text, and of the tag behind it the sign of its end, the name, the attributes
END = ("/", "", "")
SELF_CLOSED = (" /", '"/', "'/")
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ONE_LINE = HEADINGS | {"td", "th"}
LISTS, TABLES = ("dd", "dl", "dt", "li", "ol", "ul"), ("table", "tbody", "tfoot", "thead", "tr")
BLOCKS = ONE_LINE.union(LISTS, TABLES, ("article", "blockquote", "div", "p", "section"))
AROUND = BLOCKS | {"pre"}  # of which no space stands outside
CODE = frozenset(("code", "kbd", "pre", "samp"))
KNOWN = CODE | ONE_LINE | {"li"}  # around what they hold, however deep
NEW_LINE, BLANKS, BLANK = re.compile(r"[\t \r\n]*[\r\n][\t \r\n]*"), re.compile(r"[\t ]+"), " \t\r\n"
REMEMBERED = 8_192  # texts, attributes of tags: pages about the same records follow each other


class Element:
    """An element that is being read: its name, the one above it, the names and attributes of those read in it.

    `around` are the names of KNOWN that it stands in, `inside` those that its contents stand in.
    """

    __slots__ = ("above", "around", "children", "end", "inside", "name", "pieces", "tokens", "written")

    def __init__(self, name: str, written: str, above: "Element | None", tokens: Sequence[str]) -> None:
        self.name, self.written, self.above, self.tokens = name, written, above or self, tokens
        self.around: frozenset[str] = above.inside if above else frozenset()
        self.inside: frozenset[str] = self.around | {name} if name in KNOWN else self.around
        self.children: list[tuple[str, str]] = []
        self.pieces: list[str] = []
        self.end = 0

    @property
    def given(self) -> Mapping[str, str]:
        """Its attributes."""
        return attributes(self.written)

    @property
    def classes(self) -> Sequence[str]:
        """Its classes."""
        return self.given.get("class", "").split()

    @property
    def next(self) -> str:
        """The name of the element that follows; `#text` before a text; nothing at the end of what it stands in."""
        text, closing, name = self.tokens[self.end : self.end + PARTS - 1]
        return "#text" if unescape(text).strip() else "" if closing else name.lower()

    def text(self) -> str:
        """Return what it holds; where a piece ends and the next one begins with new lines, they share them."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        text = "".join(self.pieces)
        return text if "\n" not in text or "pre" in self.inside else "".join(_joined(self.pieces))


Become = Callable[[Element, str], str]


def fold(html: str, elements: Mapping[str, Become], escape: Callable[[str], str]) -> str:
    """Return what some HTML becomes, given what each element makes of its contents, by its name.

    Other elements become what they hold. Texts outside of code are escaped.
    """
    tokens = [*TAG.split(html), *END]
    top = root = Element("", "", None, tokens)
    begins = False  # whether a text stands at an edge of a block, where it needs no space
    for at in range(0, len(tokens), PARTS):
        text, closing, name, written = tokens[at : at + PARTS]
        name = name.lower()
        if text:
            ends = name in (BLOCKS if closing else AROUND)
            top.pieces.append(_words(text, begins, ends, escape, top.inside))
        if not closing:
            top.children.append((name, written))
            top = Element(name, written, top, tokens)
        is_whole = closing or name in VOID or written.endswith(SELF_CLOSED)
        while is_whole and top is not root:
            top, is_whole = _closed(top, at + PARTS, elements), top.name != name
        begins = name in (AROUND if closing else BLOCKS)
    return root.text()


def _closed(element: Element, end: int, elements: Mapping[str, Become]) -> Element:
    """Add what an element becomes to the one it stands in, which is returned."""
    element.end = end
    text, become = element.text(), elements.get(element.name)
    element.above.pieces.append(become(element, text) if become else text)
    return element.above


@lru_cache(REMEMBERED)
def _words(html: str, begins: bool, ends: bool, escape: Callable[[str], str], inside: frozenset[str]) -> str:
    """Return a text as it stands inside elements of KNOWN, without the spaces at the edges of a block."""
    text = unescape(html)
    if "pre" not in inside:
        text = BLANKS.sub(" ", NEW_LINE.sub("\n", text))
    if (begins or ends) and not text.strip():
        return ""
    text = escape(text) if CODE.isdisjoint(inside) else text
    text = text.lstrip(BLANK) if begins else text
    return text.rstrip() if ends else text


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    after = 0  # new lines at the end of the last piece
    for piece in filter(None, pieces):
        words = piece.lstrip("\n")
        before = len(piece) - len(words)
        yield "\n" * (min(2, max(before, after)) if before and after else before + after)
        yield (held := words.rstrip("\n"))
        after = len(words) - len(held)
    yield "\n" * after


@lru_cache(REMEMBERED)
def attributes(written: str) -> Mapping[str, str]:
    """Return the attributes of a tag, as they are written in it, by their names."""
    return {name.lower(): unescape("".join(values)) for name, *values in ATTRIBUTE.findall(written)}
