"""Pictures for the places where a link to a page is shared: a card a topic, which all pages of the topic share, one of
the site for all others, and the icon of a phone's home screen. What a page says stands beside the card, as its title.

The mark stands in the theme's icon.svg.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from PIL import Image

from ..text.evidence import DIGIT_GROUPS
from ..text.languages import Language
from ..text.locale import NARROW_SPACE
from ..text.typography import set_spaces
from . import drawing, fonts, lettering
from .lettering import Ink

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 170, HEIGHT - 56  # between these stands what the page is about
ICON = Path(__file__).parents[2] / "theme" / "assets" / "images" / "icon.svg"
ICON_SIZE = 180
TOUCH_ICON = "assets/images/touch-icon.png"
BESIDE_MARK = 92
GROUND, PAPER, ACCENT, SOFT, FAINT = "#0b4f4a", "#f6efe0", "#f0b674", "#c5dad4", "#165953"
LEADING = {Language.AR: 1.38, Language.FR: 1.25}
ASCENT, DESCENT = 0.74, 0.28  # what letters have above and below the line they stand on, in ems

BREAK = re.compile(r"[ \t\n]+")


class Style(NamedTuple):
    """How a text is set: the sizes to try, in pixels, how many lines it may take, its weight, the gap above it."""

    sizes: tuple[int, ...]
    most: int
    weight: int
    colour: str
    gap: int = 0


SITE_NAME = Style((34,), 1, 700, PAPER)
TITLE = Style((92, 80, 70, 60, 52), 3, 700, PAPER)
WORDS = Style((32,), 3, 400, SOFT, gap=30)


class Block(NamedTuple):
    """A text cut into lines."""

    lines: list[str]
    size: int
    style: Style

    def height(self, leading: float) -> float:
        """Return what it takes from top to bottom, in pixels, with the gap above it."""
        return self.style.gap + self.size * (ASCENT + DESCENT + leading * (len(self.lines) - 1))


class Line(NamedTuple):
    """A line on its place, in pixels: where its reading begins, and what its letters stand on."""

    x: int
    y: int
    size: int
    style: Style
    text: str


def card_path(language: Language, topic: str = "") -> str:
    """Return the file of the card of a topic inside the site, or of the card of the site."""
    return f"assets/social/{language}/{topic or 'index'}.png"


def card(language: Language, site_name: str, title: str, words: str = "") -> bytes:
    """Return a card, a PNG of 1200 × 630 pixels: the site's name, a title, and further words below it.

    Texts are plain, without markup, their numbers grouped by U+202F; what is too long ends in "…".
    """
    blocks = arrange(language, [(title, TITLE), (words, WORDS)])
    inward = -1 if language is Language.AR else 1
    start = WIDTH - MARGIN if language is Language.AR else MARGIN
    placed = [*_placed(blocks, start, LEADING[language])]
    if title != site_name:
        placed.append(Line(start + inward * BESIDE_MARK, 102, SITE_NAME.sizes[0], SITE_NAME, site_name))
    picture = ground(language).copy()
    write(picture, placed, language is Language.AR)
    return drawing.png(picture)


def touch_icon() -> bytes:
    """Return the mark for a phone's home screen, a PNG of 180 × 180 pixels that is opaque to its corners."""
    picture = Image.new("RGB", (ICON_SIZE, ICON_SIZE), GROUND)
    mark(picture, 0, 0, ICON_SIZE)
    return drawing.png(picture)


def arrange(language: Language, texts: Sequence[tuple[str, Style]]) -> list[Block]:
    """Return texts cut into lines, at the largest sizes at which all of them have room on a card."""
    for step in range(max(len(style.sizes) for _, style in texts)):
        blocks = [_block(_spaced(text), style, step) for text, style in texts if text.strip()]
        if all(map(_fits, blocks)) and sum(block.height(LEADING[language]) for block in blocks) <= BOTTOM - TOP:
            break
    return [block._replace(lines=_shortened(block)) for block in blocks]


def wrap(text: str, width: float, weight: int) -> list[str]:
    """Return the lines of a text, no wider than `width` ems unless a word is, and about equally wide."""
    words = [(word, fonts.advance(word, weight)) for word in BREAK.split(text)]
    space, widest = fonts.advance(" ", weight), max(length for _, length in words)
    lines = _wrapped(words, width, space)
    while (width := width * 0.96) > widest:
        narrower = _wrapped(words, width, space)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _wrapped(words: Sequence[tuple[str, float]], width: float, space: float) -> list[str]:
    """Return lines that take as many words as they hold; words bear their lengths."""
    lines: list[str] = []
    room = 0.0
    for word, length in words:
        if lines and length + space <= room:
            lines[-1] += f" {word}"
            room -= length + space
        else:
            lines.append(word)
            room = width - length
    return lines


def _block(text: str, style: Style, step: int) -> Block:
    """Return the lines of a text, a paragraph a line of it, at a size of its style, or at the last one."""
    size = style.sizes[min(step, len(style.sizes) - 1)]
    parts = filter(None, map(str.strip, text.split("\n")))
    lines = [line for part in parts for line in wrap(part, INNER / size, style.weight)]
    return Block(lines, size, style)


def _spaced(text: str) -> str:
    """Return a text whose numbers do not break, nor the signs of French from their words."""
    return set_spaces(DIGIT_GROUPS.sub(lambda number: number.group().replace(" ", NARROW_SPACE), text))


def _fits(block: Block) -> bool:
    widest = max(fonts.advance(line, block.style.weight) for line in block.lines)
    return len(block.lines) <= block.style.most and widest * block.size <= INNER


def _shortened(block: Block) -> list[str]:
    """Return the lines of a block that there is room for; what had to be left out shows as "…"."""
    kept = block.lines[: block.style.most]
    if len(block.lines) > len(kept):
        kept[-1] += " …"
    return [_shorten(line, INNER / block.size, block.style.weight) for line in kept]


def _shorten(line: str, width: float, weight: int) -> str:
    while fonts.advance(line, weight) > width:
        line = line.removesuffix("…")[:-1].rstrip() + "…"
    return line


def _placed(blocks: Sequence[Block], start: int, leading: float) -> Iterator[Line]:
    """Yield the lines of blocks below each other, together in the middle of the room that there is."""
    y = (TOP + BOTTOM - sum(block.height(leading) for block in blocks)) / 2
    for block in blocks:
        for index, text in enumerate(block.lines):
            below = block.style.gap + block.size * (ASCENT + leading * index)
            yield Line(start, round(y + below), block.size, block.style, text)
        y += block.height(leading)


@cache
def ground(language: Language) -> Image.Image:
    """Return what stands on all cards of a language."""
    picture, right_to_left = Image.new("RGB", (WIDTH, HEIGHT), GROUND), language is Language.AR
    mark(picture, -250 if right_to_left else WIDTH - 390, 240, 640, FAINT)
    picture.paste(ACCENT, (0, 0, WIDTH, 10))
    mark(picture, WIDTH - 152 if right_to_left else 72, 50, 80)
    return picture


def mark(picture: Image.Image, left: int, top: int, size: int, colour: str = "") -> None:
    """Draw the lines of the mark, in their own colours or in one; the second is the first, turned half round."""
    whole = ET.fromstring(ICON.read_text(encoding="utf-8"))
    side, scale = float(whole.attrib["viewBox"].split()[-1]), size / float(whole.attrib["viewBox"].split()[-1])
    (links,) = whole.iterfind("{*}g")
    for link in links:
        line = drawing.points(link.attrib["d"])
        turned = [(side - x, side - y) for x, y in line] if "transform" in link.attrib else line
        placed = [(left + x * scale, top + y * scale) for x, y in turned]
        width = float(links.attrib["stroke-width"]) * scale
        drawing.cover(picture, drawing.stroke(placed, width), colour or link.attrib["stroke"])


def write(picture: Image.Image, lines: Iterable[Line], right_to_left: bool, scale: int = 1) -> None:
    """Write lines on a picture, each of whose pixels is `scale` pixels wide."""
    for line in lines:
        ink = Ink(line.size * scale, line.style.weight, line.style.colour)
        place, anchor = (line.x * scale, line.y * scale), "end" if right_to_left else "start"
        lettering.write(picture, lettering.runs(line.text, right_to_left), ink, place, anchor)
