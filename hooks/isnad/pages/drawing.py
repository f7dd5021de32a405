"""Shapes on pictures: paths as our SVG writes them, filled or stroked, with smooth edges."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from math import atan2, ceil, cos, floor, hypot, pi, sin
from typing import Any

from PIL import Image, ImageDraw

Point = tuple[float, float]
Polygon = Sequence[Point]

COMMAND, NUMBER = re.compile(r"([A-Za-z])([^A-Za-z]*)"), re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
CURVE = [step / 16 for step in range(1, 17)]  # a curve as so many lines
SHORTEST = 0.01  # dash that is drawn
FINER = 4  # pixels of a mask for one of its picture, each way
LEVELS = 15  # of an edge between two colours, so that a palette holds them
EDGES = bytes(round(round(level * LEVELS / 255) * 255 / LEVELS) for level in range(256))
MOST_COLOURS, PALETTE, SIX_BITS = 2**16, 256, 0xFC
RLE = 3  # of zlib: takes half the time of its levels, for files a tenth to a fifth larger


def points(path: str) -> list[Point]:
    """Return the points of a path: its lines, half circles and curves of one control point; `Z` is for `stroke`."""
    found: list[Point] = []
    for command, given in COMMAND.findall(path):
        numbers = [*map(float, NUMBER.findall(given))]
        x, y = found[-1] if found else (0.0, 0.0)
        match command, numbers:
            case "M" | "L", _:
                found += zip(numbers[::2], numbers[1::2], strict=True)
            case "l", [across, down]:
                found.append((x + across, y + down))
            case "h", [across]:
                found.append((x + across, y))
            case "v", [down]:
                found.append((x, y + down))
            case "Q", [*control, end, bottom]:
                found += (_between((x, y), (control[0], control[1]), (end, bottom), part) for part in CURVE)
            case "A", [radius, *_, end, bottom]:
                middle, begin = ((x + end) / 2, (y + bottom) / 2), atan2(y - bottom, x - end)
                turns = (begin + pi * part for part in CURVE)
                found += ((middle[0] + radius * cos(turn), middle[1] + radius * sin(turn)) for turn in turns)
    return found


def _between(begin: Point, control: Point, end: Point, part: float) -> Point:
    """Return the point of a curve at a part of its way."""
    weights = (1 - part) ** 2, 2 * part * (1 - part), part**2
    x, y = (
        sum(weight * point[axis] for weight, point in zip(weights, (begin, control, end), strict=True))
        for axis in (0, 1)
    )
    return x, y


def stroke(line: Polygon, width: float, is_closed: bool = False, dashes: Sequence[float] = ()) -> list[Polygon]:
    """Return what a line of a width covers, its corners pointed; of a dashed one, lengths of dashes and of gaps."""
    whole = [*line, line[0]] if is_closed else [*line]
    ways = [(begin, end) for begin, end in pairwise(whole) if begin != end]
    if dashes:
        return [_beside(*dash, width) for way in ways for dash in _dashed(*way, dashes)]
    corners = [*pairwise(ways), *([(ways[-1], ways[0])] if is_closed else [])]
    return [*(_beside(*way, width) for way in ways), *(_corner(*each, width) for each in corners)]


def _dashed(begin: Point, end: Point, dashes: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    (along, down), length = _direction(begin, end)
    at, number = 0.0, 0
    while at < length:
        until = min(at + dashes[number % len(dashes)], length)
        if number % 2 == 0 and until - at > SHORTEST:
            yield (begin[0] + along * at, begin[1] + down * at), (begin[0] + along * until, begin[1] + down * until)
        at, number = until, number + 1


def _direction(begin: Point, end: Point) -> tuple[Point, float]:
    """Return the direction of a line, as a point one away from nothing, and its length."""
    length = hypot(end[0] - begin[0], end[1] - begin[1])
    return ((end[0] - begin[0]) / length, (end[1] - begin[1]) / length), length


def _beside(begin: Point, end: Point, width: float) -> Polygon:
    (along, down), _ = _direction(begin, end)
    x, y = -down * width / 2, along * width / 2
    return [
        (begin[0] + x, begin[1] + y),
        (end[0] + x, end[1] + y),
        (end[0] - x, end[1] - y),
        (begin[0] - x, begin[1] - y),
    ]


def _corner(one: tuple[Point, Point], other: tuple[Point, Point], width: float) -> Polygon:
    """Return what fills the corner between two lines on both of its sides."""
    (first, _), (second, _) = _direction(*one), _direction(*other)
    (x, y), cosine = one[1], first[0] * second[0] + first[1] * second[1]
    far = width / 2 / max(1 + cosine, 0.1)
    across, down = -(first[1] + second[1]) * far, (first[0] + second[0]) * far
    reach = width / 2
    return [
        (x - first[1] * reach, y + first[0] * reach),
        (x + across, y + down),
        (x - second[1] * reach, y + second[0] * reach),
        (x + first[1] * reach, y - first[0] * reach),
        (x - across, y - down),
        (x + second[1] * reach, y - second[0] * reach),
    ]


def cover(picture: Image.Image, polygons: Sequence[Polygon], colour: str, opacity: float = 1) -> None:
    """Colour what some polygons cover together."""
    across, down = ([point[axis] for polygon in polygons for point in polygon] for axis in (0, 1))
    left, top, width, height = floor(min(across)), floor(min(down)), ceil(max(across)), ceil(max(down))
    mask = Image.new("L", ((width - left) * FINER, (height - top) * FINER))
    pen = ImageDraw.Draw(mask)
    for polygon in polygons:
        pen.polygon([((x - left) * FINER - 0.5, (y - top) * FINER - 0.5) for x, y in polygon], 255)
    smooth = levelled(mask.reduce(FINER), EDGES if opacity == 1 else bytes(round(level * opacity) for level in EDGES))
    picture.paste(colour, (left, top), smooth)


def levelled(mask: Image.Image, levels: bytes) -> Image.Image:
    """Return a mask with other levels in the place of each of the 256; `point` does the same, slower."""
    return Image.frombytes("L", mask.size, mask.tobytes().translate(levels))


def png(picture: Image.Image) -> bytes:
    """Return an opaque picture of few colours as a PNG with a palette.

    Of colours that are nearly alike the commonest stands for all: Pillow looks colours up by their first six bits.
    """
    counted: Any = picture.getcolors(MOST_COLOURS)
    palette: dict[tuple[int, ...], tuple[int, ...]] = {}
    for _, colour in sorted(counted, reverse=True):
        palette.setdefault(tuple(channel & SIX_BITS for channel in colour), colour)
    found = [*palette.items()][:PALETTE]
    looked_up, written = Image.new("P", (1, 1)), BytesIO()
    looked_up.putpalette(bytes(channel for cell, _ in found for channel in cell))
    small = picture.quantize(palette=looked_up, dither=Image.Dither.NONE)
    small.putpalette(bytes(channel for _, colour in found for channel in colour))
    small.save(written, "PNG", compress_level=1, compress_type=RLE)
    return written.getvalue()
