"""A page as a reader sees it, from top to bottom: blocks of text, and the elements in which they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from ..text import html
from ..text.signs import without_unseen


def names(text: str) -> frozenset[str]:
    """Return names of elements, written with spaces between them."""
    return frozenset(text.split())


INLINE = names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q s samp small span "
    "strike strong sub sup time tt u var wbr o:p"
)
CELLS, HEADINGS = names("td th"), names("h1 h2 h3 h4 h5 h6")
UNREAD = names("script style noscript template svg math head select textarea iframe object audio video canvas")
CONTROLS = names("input textarea select")
BOLD = names("b strong")
SEPARATOR = " · "
LONG_CELL = 25  # words; what is longer is no cell of a table of figures
SENTENCE_END = re.compile(r"[.:…!?؟;؛]\W*$")
TITLE_META = names("og:title twitter:title")


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page, and the one around it; `controls` counts the fields to fill in that it holds."""

    name: str
    attributes: dict[str, str]
    parent: "Element | None"
    controls: int = 0

    def around(self) -> "Iterator[Element]":
        """Yield the element and all around it, innermost first."""
        element: Element | None = self
        while element:
            yield element
            element = element.parent


@dataclass(slots=True, eq=False)
class Block:
    """A text that stands by itself, the innermost element around it, and which parts of it are links or bold."""

    text: str
    element: Element
    linked: float = 0
    bold: float = 0

    @property
    def name(self) -> str:
        """The name of its element."""
        return self.element.name

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return SENTENCE_END.search(self.text) is not None


@dataclass(slots=True)
class _Piece:
    """A text without a break, and whether it is in a link, or bold."""

    text: str
    element: Element
    linked: bool
    bold: bool


@dataclass(slots=True)
class Outline:
    """The blocks of a page in reading order, and the titles and the address that its head gives."""

    blocks: list[Block] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    address: str = ""


def outline(text: str) -> Outline:
    """Return the blocks and the titles of a page."""
    walk = _Walk()
    for step in html.steps(text):
        if isinstance(step, html.Start):
            walk.start(step)
        elif isinstance(step, html.End):
            walk.end()
        else:
            walk.text(step)
    walk.close()
    return walk.outline


class _Walk:
    """What is known of a page while its elements begin and end."""

    def __init__(self) -> None:
        self.outline, self.element = Outline(), Element("", {}, None)
        self.pieces: list[_Piece] = []
        self.rows: list[tuple[int, list[int]]] = []  # where open rows and their cells begin
        self.title: list[str] | None = None
        self.after_break: Element | None = None

    def start(self, step: html.Start) -> None:
        if step.name == "br":
            self.breaks()
        elif step.name not in INLINE:
            self.close()
        self.element = Element(step.name, dict(step.attributes), self.element)
        if step.name in CONTROLS and step.attributes.get("type") not in ("hidden", "search"):
            for element in self.element.around():
                element.controls += 1
        if step.name == "meta" and step.attributes.get("property", step.attributes.get("name", "")) in TITLE_META:
            self.outline.titles.append(without_unseen(step.attributes.get("content", "")))
        self.title = [] if step.name == "title" else self.title
        self.begin_cells(step.name)
        self.note_address(step)

    def note_address(self, step: html.Start) -> None:
        """Note the address that a page gives as its own."""
        if step.name == "link" and step.attributes.get("rel", "").lower() == "canonical":
            self.outline.address = self.outline.address or step.attributes.get("href", "")

    def begin_cells(self, name: str) -> None:
        """Note where a row of a table, or a cell of one, begins."""
        if name == "tr":
            self.rows.append((len(self.outline.blocks), []))
        if name in CELLS and self.rows:
            self.rows[-1][1].append(len(self.outline.blocks))

    def end(self) -> None:
        element = self.element
        if element.name not in INLINE and element.name != "br":
            self.close()
        if element.name == "title" and self.title is not None:
            self.outline.titles.append(without_unseen("".join(self.title)))
            self.title = None
        if element.name == "tr" and self.rows:
            self.join_cells(element, *self.rows.pop())
        self.element = element.parent or element

    def text(self, text: str) -> None:
        if self.title is not None:
            self.title.append(text)
        around = [element.name for element in self.element.around()]
        if UNREAD.intersection(around):
            return
        if self.after_break and text.strip():
            broken, self.after_break = self.after_break, None
            written = "".join(piece.text for piece in self.pieces)
            if self.element is not broken or SENTENCE_END.search(written):
                self.close()
        bold = not BOLD.isdisjoint(takewhile(INLINE.__contains__, around))
        self.pieces.append(_Piece(text, self.element, "a" in around, bold))

    def breaks(self) -> None:
        """Note a line break; two of them, or one after a sentence or between elements, end a block."""
        if self.after_break:
            self.close()
        elif self.pieces:
            self.pieces.append(_Piece(" ", self.element, linked=False, bold=False))
            self.after_break = next((piece.element for piece in reversed(self.pieces) if piece.text.strip()), None)

    def close(self) -> None:
        """End the block that is open, if any."""
        pieces, self.pieces, self.after_break = self.pieces, [], None
        if text := without_unseen("".join(piece.text for piece in pieces)):
            element = _common([piece.element for piece in pieces if piece.text.strip()])
            while element.name in INLINE and element.parent:
                element = element.parent
            size = sum(len(piece.text.strip()) for piece in pieces) or 1
            linked = sum(len(piece.text.strip()) for piece in pieces if piece.linked) / size
            bold = sum(len(piece.text.strip()) for piece in pieces if piece.bold) / size
            self.outline.blocks.append(Block(text, element, linked, bold))

    def join_cells(self, row: Element, first: int, cells: list[int]) -> None:
        """Make one block of the cells of a row, if they are those of a table of figures and not of a layout."""
        found = self.outline.blocks[first:]
        is_one_each = len(cells) > 1 and all(
            end - start <= 1 for start, end in zip(cells, [*cells[1:], first + len(found)], strict=True)
        )
        if len(found) > 1 and is_one_each and all(len(block.text.split()) <= LONG_CELL for block in found):
            linked = sum(block.linked for block in found) / len(found)
            self.outline.blocks[first:] = [Block(SEPARATOR.join(block.text for block in found), row, linked)]


def _common(elements: list[Element]) -> Element:
    """Return the innermost element around all of some."""
    first, *rest = elements
    shared = list(first.around())
    for element in rest:
        around = set(map(id, element.around()))
        shared = [candidate for candidate in shared if id(candidate) in around]
    return shared[0]
