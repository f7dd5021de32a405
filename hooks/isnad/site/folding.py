"""HTML folded from the inside out: each element becomes a text, made of what it holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from ..text.html import Start, Step

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
ONE_LINE = HEADINGS | {"td", "th"}
LISTS, TABLES = ("dd", "dl", "dt", "li", "ol", "ul"), ("table", "tbody", "tfoot", "thead", "tr")
BLOCKS = ONE_LINE.union(LISTS, TABLES, ("article", "blockquote", "div", "p", "section"))
AROUND = BLOCKS | {"pre"}  # of which no space stands outside
CODE = frozenset(("code", "kbd", "pre", "samp"))
KNOWN = CODE | ONE_LINE | {"li"}  # around what they hold, however deep
NEW_LINE, BLANKS, BLANK = re.compile(r"[\t \r\n]*[\r\n][\t \r\n]*"), re.compile(r"[\t ]+"), " \t\r\n"
REMEMBERED = 8_192  # texts: pages about the same records follow each other


class Element:
    """An element that is being read: its name and attributes, the one above it, those read in it.

    `around` are the names of KNOWN that it stands in, `inside` those that its contents stand in; `next` is the name of
    the element that follows: `#text` before a text, nothing at the end of what it stands in.
    """

    __slots__ = ("above", "around", "children", "given", "inside", "name", "next", "pieces")

    def __init__(self, start: Start, above: "Element | None") -> None:
        self.name, self.given = start
        self.above: Element = above or self
        self.around: frozenset[str] = above.inside if above else frozenset()
        self.inside: frozenset[str] = self.around | {self.name} if self.name in KNOWN else self.around
        self.children: list[Start] = []
        self.pieces: list[str] = []
        self.next = ""

    @property
    def classes(self) -> Sequence[str]:
        """Its classes."""
        return self.given.get("class", "").split()

    def text(self) -> str:
        """Return what it holds; where a piece ends and the next one begins with new lines, they share them."""
        if len(self.pieces) == 1:
            return self.pieces[0]
        text = "".join(self.pieces)
        return text if "\n" not in text or "pre" in self.inside else "".join(_joined(self.pieces))


Become = Callable[[Element, str], str]


def fold(page: Sequence[Step], elements: Mapping[str, Become], escape: Callable[[str], str]) -> str:
    """Return what a page becomes, given what each element makes of its contents, by its name.

    Other elements become what they hold. Texts outside of code are escaped.
    """
    top = root = Element(Start("", {}), None)
    begins = False  # whether a text stands at an edge of a block, where it needs no space
    for at, step in enumerate(page):
        if isinstance(step, str):
            after = page[at + 1] if at + 1 < len(page) else step
            ends = not isinstance(after, str) and after.name in (AROUND if isinstance(after, Start) else BLOCKS)
            top.pieces.append(_words(step, begins, ends, escape, top.inside))
        elif isinstance(step, Start):
            top.children.append(step)
            top, begins = Element(step, top), step.name in BLOCKS
        else:
            top.next = _next(page[at + 1 : at + 3])
            text, become = top.text(), elements.get(top.name)
            top.above.pieces.append(become(top, text) if become else text)
            top, begins = top.above, step.name in AROUND
    return root.text()


def _next(steps: Sequence[Step]) -> str:
    words = steps[0] if steps and isinstance(steps[0], str) else ""
    after = steps[bool(words) :][:1]
    return "#text" if words.strip() else after[0].name if after and isinstance(after[0], Start) else ""


@lru_cache(REMEMBERED)
def _words(text: str, begins: bool, ends: bool, escape: Callable[[str], str], inside: frozenset[str]) -> str:
    """Return a text as it stands inside elements of KNOWN, without the spaces at the edges of a block."""
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
