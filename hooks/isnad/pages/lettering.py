"""Lines of text on pictures, set and filled by HarfBuzz."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import uharfbuzz
from PIL import Image, ImageFilter, ImageOps

from . import fonts
from .drawing import EDGES, levelled

# What right-to-left text must not take apart: words of Latin letters, a number with its sign and its percent sign.
ARABIC, LATIN = re.compile("[\u0620-\u06ff]"), re.compile("[A-Za-zÀ-ÿ]")
LEFT_TO_RIGHT = re.compile(
    r"[A-Za-zÀ-ÿ](?:[^\u0600-\u06ff«»()]*[A-Za-zÀ-ÿ0-9.])?"
    r"|[+−-]?[0-9](?:[0-9.,–\u00a0\u202f-]*[0-9])?(?:[ \u00a0\u202f]?%)?"
)
RIGHT_TO_LEFT = re.compile(r"[\u0620-\u06ff](?:[^A-Za-zÀ-ÿ«»()]*[\u0620-\u06ff])?")
BESIDE = bytes(EDGES[min(255, 16 * level)] for level in range(256))
BEGINS = {"start": 0.0, "middle": 0.5, "end": 1.0}  # which part of a line stands before its place


class Run(NamedTuple):
    """A part of a text that goes in one direction."""

    text: str
    is_right_to_left: bool


class Ink(NamedTuple):
    """How letters are drawn: their size in pixels, weight and colour; `around` is the width of a margin that keeps
    them apart from what they stand on, and its colour.
    """

    size: float
    weight: int
    colour: str
    around: tuple[float, str] = (0, "")


def runs(text: str, right_to_left: bool) -> list[Run]:
    """Return the runs of a text as they are seen, from left to right.

    A text of the other language alone goes in its own direction, whatever that of the picture.
    """
    return _runs(text, bool(ARABIC.search(text)) and (right_to_left or not LATIN.search(text)))


def _runs(text: str, right_to_left: bool) -> list[Run]:
    found, end = list[Run](), 0
    for other in (LEFT_TO_RIGHT if right_to_left else RIGHT_TO_LEFT).finditer(text):
        inside = _runs(other.group(), not right_to_left)
        found += [Run(text[end : other.start()], right_to_left), *(inside[::-1] if right_to_left else inside)]
        end = other.end()
    found = [run for run in (*found, Run(text[end:], right_to_left)) if run.text]
    return found[::-1] if right_to_left else found


def write(
    picture: Image.Image,
    line: list[Run],
    ink: Ink,
    place: tuple[float, float],
    anchor: str = "start",
    is_upward: bool = False,
) -> None:
    """Draw the runs of a line: at a place its baseline begins, has its middle or ends; it may go upwards."""
    mask, at = _mask(line, ink, place, anchor, is_upward)
    width, colour = ink.around
    if width:
        reach = round(width / 2)
        grown = ImageOps.expand(mask, reach).filter(ImageFilter.BoxBlur(reach - 1))
        picture.paste(colour, (at[0] - reach, at[1] - reach), levelled(grown, BESIDE))
    picture.paste(ink.colour, at, levelled(mask, EDGES))


def _mask(
    line: list[Run], ink: Ink, place: tuple[float, float], anchor: str, is_upward: bool
) -> tuple[Image.Image, tuple[int, int]]:
    """Return how much of each pixel the letters of a line cover, and where the upper left one of these stands."""
    font, pen = fonts.face(ink.weight), uharfbuzz.RasterDraw()
    scale, (x, y) = ink.size / font.face.upem, place
    glyphs = [*_glyphs(line, ink.weight)]
    begin = -BEGINS[anchor] * sum(glyph.x_advance for _, glyph in glyphs)
    for number, glyph in glyphs:
        along, up = (begin + glyph.x_offset) * scale, glyph.y_offset * scale
        turned = (0, scale, -scale, 0, x - up, along - y), (scale, 0, 0, scale, x + along, up - y)
        pen.transform = turned[0] if is_upward else turned[1]
        pen.draw_glyph(font, number)
        begin += glyph.x_advance
    drawn = pen.render()
    box = drawn.extents
    if not box.width:
        return Image.new("L", (1, 1)), (0, 0)
    mask = Image.frombuffer("L", (box.width, box.height), bytes(drawn.buffer), "raw", "L", box.stride, -1)
    return mask, (box.x_origin, -(box.y_origin + box.height))


def _glyphs(line: list[Run], weight: int) -> Iterator[tuple[int, uharfbuzz.GlyphPosition]]:
    """Yield the number of each glyph of a line, and its place after the one before."""
    for run in line:
        buffer = fonts.shaped(run.text, weight, direction="rtl" if run.is_right_to_left else "ltr")
        yield from zip((info.codepoint for info in buffer.glyph_infos), buffer.glyph_positions or (), strict=True)
