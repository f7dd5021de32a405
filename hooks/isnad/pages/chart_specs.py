"""Charts as shapes: geometry alone. charts.css gives the looks, by the names of the layers.

Lengths are pixels of a drawing as wide as a phone's column of text; right-to-left languages see it mirrored.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import accumulate, pairwise
from math import ceil
from typing import Any, NamedTuple

from ..text.languages import Language

Json = dict[str, Any]

WIDTH, YEARS_WIDTH = 322, 360
SEGMENT, LABEL, WORDS_LABEL, INSET = 22, 38, 16, 8
PLOT, TIER, LINE = 150, 16, 14  # heights: of the plot of years, of a row of words over it, of a line of words
LETTER = 7.4  # the width of a bold digit of 12 pixels; other letters are narrower
MOST_TIERS = 3
TARGET = "target"  # the layer of what a reader may press: each shape is described by its link


class Form(StrEnum):
    """What the shapes of a layer are."""

    RECT = "rect"
    RULE = "rule"
    POINT = "point"
    ARROW = "arrow"
    TEXT = "text"


class Look(NamedTuple):
    """How the shapes of a layer are drawn; the rest is for charts.css to say. Text is centred unless a shape says
    `late`: it ends where it is placed if it is, and else begins there, as its language reads.
    """

    form: Form
    size: int = 12
    is_bold: bool = False
    is_upward: bool = False
    anchor: str = "middle"


# Every layer that a chart may have, from the bottom to the top.
LAYERS = {
    **dict.fromkeys(("frame", "gap", "segment", "hollow"), Look(Form.RECT)),
    **dict.fromkeys(("rest", "leader", "base", "break", "joined"), Look(Form.RULE)),
    **dict.fromkeys(("span", "span_hollow"), Look(Form.RECT)),
    **dict.fromkeys(("open", "open_hollow"), Look(Form.ARROW)),
    **dict.fromkeys(("point", "point_hollow"), Look(Form.POINT)),
    "number": Look(Form.TEXT, 14, is_bold=True),
    **dict.fromkeys(("words", "label", "gap_words", "break_words", "hedge"), Look(Form.TEXT)),
    "gap_upward": Look(Form.TEXT, is_upward=True),
    "value": Look(Form.TEXT, is_bold=True),
    "upward": Look(Form.TEXT, is_bold=True, is_upward=True, anchor="start"),
    TARGET: Look(Form.RECT),
}


class Spec(NamedTuple):
    """A chart that is still to be drawn: its size, whether it runs from right to left, and shapes on their layers."""

    width: float
    height: float
    is_mirrored: bool
    shapes: Mapping[str, Sequence[Json]]


class Shape(StrEnum):
    """How a value is drawn: of a year a point, of another period a bar as long, of one without end a triangle."""

    POINT = "point"
    SPAN = "span"
    OPEN = "open"


class Mark(NamedTuple):
    """A value over its period, in years (2022.5 is the middle of 2022); `hedge` is the words of its precision."""

    address: str
    said: str
    shape: Shape
    start: float
    end: float
    value: float
    number: str
    hedge: str = ""
    is_hollow: bool = False

    @property
    def middle(self) -> float:
        """Where the mark of a point stands."""
        return (self.start + self.end) / 2


class Gap(NamedTuple):
    """Years for which nothing is drawn, and the words that say so there."""

    first: int
    last: int
    words: str


class Years(NamedTuple):
    """What a chart of years shows: points that a line joins, years that begin with a break, and the word for one."""

    first: int
    last: int
    marks: Sequence[Mark]
    joined: Sequence[tuple[Mark, Mark]]
    breaks: Sequence[int]
    break_words: str
    gaps: Sequence[Gap]


class Segment(NamedTuple):
    """A part of a whole, or the whole; the rest of it has neither address nor number."""

    address: str
    said: str
    size: float
    words: str
    number: str = ""
    is_hollow: bool = False


def stacked(segments: Sequence[Segment], language: Language, whole: Segment | None = None) -> Spec:
    """Return one bar of segments from nothing to the whole: those of its first half are named above, others below."""
    ends = [0.0, *accumulate(segment.size for segment in segments)]
    spans = [(start * WIDTH / ends[-1], end * WIDTH / ends[-1]) for start, end in pairwise(ends)]
    early = sum(start + end <= WIDTH for start, end in spans)
    heights = [LABEL + 10 if whole else 0, *(LABEL if segment.number else WORDS_LABEL for segment in segments)]
    tops = list(accumulate(heights))
    bar = tops[early]
    shapes = [*(_whole(whole) if whole else []), {"layer": "frame", "x": 0, "x2": WIDTH, "y": bar, "y2": bar + SEGMENT}]
    for number, (segment, span) in enumerate(zip(segments, spans, strict=True)):
        shapes += _segment(segment, *span, bar, tops[number] + (SEGMENT + 4 if number >= early else 0))
    return _spec(shapes, WIDTH, tops[-1] + SEGMENT + 4, language)


def _whole(whole: Segment) -> Iterator[Json]:
    """Yield the label of the whole over a bracket as long as the bar."""
    yield from _label(whole, 0, 0)
    for x, x2, y in ((0, WIDTH, LABEL), (0, 0, LABEL + 5), (WIDTH, WIDTH, LABEL + 5)):
        yield {"layer": "leader", "x": x, "x2": x2, "y": LABEL, "y2": y}
    yield _target(whole, 0, WIDTH, 0, LABEL)


def _segment(segment: Segment, start: float, end: float, bar: float, top: float) -> Iterator[Json]:
    """Yield a segment of the bar at the height `bar`, its label at `top`, and a line from one to the other."""
    late, inset = top > bar, min(INSET, (end - start) / 2)
    at = end - inset if late else start + inset
    height = LABEL - 8 if segment.number else WORDS_LABEL
    edges = (bar + SEGMENT, top + height) if late else (top + 2, bar)
    yield {"layer": "leader", "x": at, "x2": at, "y": edges[0], "y2": edges[1]}
    yield from _label(segment, at, top, late, gap=5)
    if not segment.address:
        yield {"layer": "rest", "x": start, "x2": end, "y": bar + SEGMENT / 2}
        return
    yield {"layer": "hollow" if segment.is_hollow else "segment", "x": start, "x2": end, "y": bar, "y2": bar + SEGMENT}
    yield _target(segment, start, end, bar, bar + SEGMENT)
    yield _target(segment, 0 if late else at, at if late else WIDTH, top, top + LABEL)


def years(shown: Years, language: Language) -> Spec:
    """Return values over the years, as high as they are; what cannot be compared is not joined."""
    return _YearsPlot(shown).spec(language)


class _YearsPlot:
    """The geometry of a chart of years: words of breaks above, the plot from its highest value to zero, the years."""

    def __init__(self, shown: Years) -> None:
        self.shown = shown
        self.slot = YEARS_WIDTH / (shown.last + 1 - shown.first)
        self.tiers = min(MOST_TIERS, ceil(_width(shown.break_words) / self.slot)) if shown.breaks else 0
        self.upward = self.slot < max(_width(mark.number) for mark in shown.marks)
        longest = max(_width(f"{mark.hedge} {mark.number}") for mark in shown.marks)
        self.top = self.tiers * TIER + (longest + 10 if self.upward else 2 * LINE + 8)
        self.bottom = self.top + PLOT
        self.highest = max(mark.value for mark in shown.marks) or 1
        self.below = set(self._valleys())

    def spec(self, language: Language) -> Spec:
        shown, ground = self.shown, {"y": self.bottom, "y2": self.bottom}
        shapes: list[Json] = [shape for gap in shown.gaps for shape in self._gap(gap)]
        shapes += [shape for number, year in enumerate(shown.breaks) for shape in self._break(number, year)]
        shapes.append({"layer": "base", "x": 0, "x2": YEARS_WIDTH, **ground})
        for one, other in shown.joined:
            ends = {"y": self._height(one), "y2": self._height(other)}
            shapes.append({"layer": "joined", "x": self._at(one.middle), "x2": self._at(other.middle), **ends})
        shapes += [shape for mark in shown.marks for shape in self._mark(mark)]
        for year in range(shown.first, shown.last + 1, 1 + (shown.last - shown.first) // 9):
            shapes.append({"layer": "label", "x": self._at(year + 0.5), "y": self.bottom + 12, "text": f"{year}"})
        return _spec(shapes, YEARS_WIDTH, self.bottom + 20, language)

    def _at(self, year: float) -> float:
        return (year - self.shown.first) * self.slot

    def _height(self, mark: Mark) -> float:
        return self.top + PLOT * (1 - mark.value / self.highest)

    def _valleys(self) -> Iterator[Mark]:
        """Yield the points from which all lines go up, one of them steeply: their numbers stand below."""
        lines = [pair for one, other in self.shown.joined for pair in ((one, other), (other, one))]
        for mark in self.shown.marks:
            rises = [self._height(mark) - self._height(other) for one, other in lines if one == mark]
            if rises and min(rises) > 0 and max(rises) > 2 * LINE:
                yield mark

    def _gap(self, gap: Gap) -> Iterator[Json]:
        """Yield a band and its words: upwards where they are longer than it is wide, and away from what lies in it."""
        start, end = self._at(gap.first), self._at(gap.last + 1)
        yield {"layer": "gap", "x": start + 1, "x2": end - 1, "y": self.top, "y2": self.bottom}
        upward = end - start < _width(gap.words)
        half = _width(gap.words) / 2 if upward else LINE / 2
        inside = [mark for mark in self.shown.marks if gap.first <= mark.start < gap.last + 1]
        is_low = any(self._height(mark) < (self.top + self.bottom) / 2 for mark in inside)
        y = self.bottom - half - 4 if is_low else self.top + half + 4
        layer = "gap_upward" if upward else "gap_words"
        yield {"layer": layer, "x": (start + end) / 2, "y": y, "text": gap.words}

    def _break(self, number: int, year: int) -> Iterator[Json]:
        """Yield a line between two years and the word over it, in the next row where words are wider than a year."""
        x, tier = self._at(year), number % self.tiers
        yield {"layer": "break", "x": x, "x2": x, "y": (tier + 1) * TIER, "y2": self.bottom}
        yield {"layer": "break_words", "x": x, "y": tier * TIER + TIER / 2, "text": self.shown.break_words}

    def _mark(self, mark: Mark) -> Iterator[Json]:
        y, start, end = self._height(mark), self._at(mark.start), self._at(mark.end)
        layer = f"{mark.shape}_hollow" if mark.is_hollow else str(mark.shape)
        target = {"layer": TARGET, "link": _link(mark)}
        if mark.shape is Shape.SPAN:
            yield {"layer": layer, "x": start, "x2": end, "y": y - 2.5, "y2": y + 2.5}
            yield {**target, "x": start, "x2": end, "y": y - 9, "y2": y + 9}
            return
        x = self._at(mark.middle) if mark.shape is Shape.POINT else start + 7
        yield {"layer": layer, "x": x, "y": y}
        if mark.shape is Shape.OPEN:
            yield {**target, "x": start, "x2": start + self.slot / 2, "y": y - 9, "y2": y + 9}
            return
        yield {**target, "x": start, "x2": end, "y": y - 2 * LINE - 8, "y2": y + 9}
        if self.upward:
            yield {"layer": "upward", "x": x, "y": y - 10, "text": f"{mark.hedge} {mark.number}".strip()}
            return
        near, far = (14, 14 + LINE) if mark in self.below else (-14, -14 - LINE)
        yield {"layer": "value", "x": x, "y": y + (far if mark.hedge and near > 0 else near), "text": mark.number}
        if mark.hedge:
            yield {"layer": "hedge", "x": x, "y": y + (near if near > 0 else far), "text": mark.hedge}


def _width(text: str) -> float:
    """Return about how wide a text of 12 pixels is."""
    return (len(text) - text.count("\u202f")) * LETTER + 4


def _label(named: Segment, x: float, top: float, late: bool = False, gap: float = 0) -> Iterator[Json]:
    """Yield a number and the words below it, which begin at `x`, or end there where `late`."""
    place = {"x": x, "late": late, "gap": gap}
    if named.number:
        yield {"layer": "number", **place, "y": top + 9, "text": named.number}
    yield {"layer": "words", **place, "y": top + (25 if named.number else 10), "text": named.words}


def _target(named: Segment, x: float, x2: float, top: float, bottom: float) -> Json:
    """Return the ground that a reader may press."""
    return {"layer": TARGET, "x": x, "x2": x2, "y": top, "y2": bottom - 1, "link": _link(named)}


def _link(named: Segment | Mark) -> str:
    """Return what `chart_svg` makes a link of: the address, a space, and the name."""
    return f"{named.address} {named.said}"


def _spec(shapes: Iterable[Json], width: float, height: float, language: Language) -> Spec:
    """Return the specification of some shapes, each on the layer it names."""
    by_layer: dict[str, list[Json]] = {name: [] for name in LAYERS}
    for shape in shapes:
        by_layer[shape["layer"]].append(shape)
    return Spec(
        width, height, language.direction == "rtl", {name: shapes for name, shapes in by_layer.items() if shapes}
    )
