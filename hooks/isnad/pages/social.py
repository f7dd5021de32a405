"""Pictures for the places where a link to a page is shared: a card a topic, which all pages of the topic share, one of
the site for all others, and the icon of a phone's home screen. What a page says stands beside the card, as its title.

Geometry is here, markup in templates/, the mark in the theme's icon.svg.
"""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import vl_convert
from markupsafe import Markup
from PIL import Image

from ..text.cache import kept
from ..text.evidence import DIGIT_GROUPS
from ..text.languages import Language
from ..text.locale import NARROW_SPACE
from ..text.typography import set_spaces
from . import fonts
from .templates import svg_templates

WIDTH, HEIGHT, MARGIN = 1200, 630, 80
INNER = WIDTH - 2 * MARGIN
TOP, BOTTOM = 170, HEIGHT - 56  # between these stands what the page is about
ICON = Path(__file__).parents[2] / "theme" / "assets" / "images" / "icon.svg"
ICON_SIZE = 180
TOUCH_ICON = "assets/images/touch-icon.png"
BESIDE_MARK = 92
GROUND, PAPER, ACCENT, SOFT, FAINT = "#0b4f4a", "#f6efe0", "#f0b674", "#c5dad4", "#165953"
LOOK = {"width": WIDTH, "height": HEIGHT, "ground": GROUND, "accent": ACCENT, "faint": FAINT, "family": fonts.FAMILY}
LEADING = {Language.AR: 1.38, Language.FR: 1.25}
ASCENT, DESCENT = 0.74, 0.28  # what letters have above and below the line they stand on, in ems

# What right-to-left text must not take apart: words of Latin letters, a number with its sign and its percent sign.
ARABIC, LATIN = re.compile("[\u0620-\u06ff]"), re.compile("[A-Za-zÀ-ÿ]")
LEFT_TO_RIGHT = re.compile(
    r"[A-Za-zÀ-ÿ](?:[^\u0600-\u06ff«»()]*[A-Za-zÀ-ÿ0-9.])?"
    r"|[+−-]?[0-9](?:[0-9.,–\u00a0\u202f-]*[0-9])?(?:[ \u00a0\u202f]?%)?"
)
RIGHT_TO_LEFT = re.compile(r"[\u0620-\u06ff](?:[^A-Za-zÀ-ÿ«»()]*[\u0620-\u06ff])?")
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
    return png("social.svg.jinja", **LOOK, lines=placed, ordered=ordered, right_to_left=language is Language.AR)


def touch_icon() -> bytes:
    """Return the mark for a phone's home screen, a PNG of 180 × 180 pixels that is opaque to its corners."""
    return kept("icons", TOUCH_ICON, lambda: png("touch-icon.svg.jinja", ground=GROUND, size=ICON_SIZE))


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


def ordered(text: str, right_to_left: bool) -> str:
    """Return a text with the signs that keep its order: the drawing library takes all text for left-to-right.

    A text of the other language alone goes in its own direction, whatever that of the card.
    """
    if not ARABIC.search(text) or (not right_to_left and LATIN.search(text)):
        return RIGHT_TO_LEFT.sub("\u2067\\g<0>\u2069", text)
    return "\u2067" + LEFT_TO_RIGHT.sub("\u2066\\g<0>\u2069", text) + "\u2069"


def _mark(x: int, y: int, size: int, colour: str = "") -> Markup:
    """Return the mark as a picture inside a picture, its lines in its own colours or in one."""
    placed = f'<svg x="{x}" y="{y}" width="{size}" height="{size}" overflow="visible" '  # not clipped: twice as quick
    svg = ICON.read_text(encoding="utf-8").replace("<svg ", placed, 1)
    return Markup(re.sub(r'stroke="#\w+"', f'stroke="{colour}"', svg) if colour else svg)


def png(template: str, scale: float = 1, /, **geometry: object) -> bytes:
    """Return a filled template as PNG, each of its pixels `scale` pixels wide."""
    fonts.register()
    svg = svg_templates().get_template(template).render(mark=_mark, **geometry)
    return _shrunk(vl_convert.svg_to_png(svg, scale=scale))


def _shrunk(png: bytes) -> bytes:
    """Return an opaque picture as a palette: exact, since letters on flat grounds have fewer than 256 colours."""
    picture, written = Image.open(BytesIO(png)).convert("RGB"), BytesIO()
    picture.quantize(method=Image.Quantize.MAXCOVERAGE).save(written, "PNG")
    return written.getvalue()
