"""Charts as Vega-Lite specifications: geometry alone. charts.css gives the looks, by the names of the layers.

Lengths are pixels of a drawing as wide as a phone's column of text; right-to-left languages see it mirrored.
"""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ..text.languages import Language
from ..text.locale import format_month

Json = dict[str, Any]

WIDTH = 322
SEGMENT, LABEL, WORDS_LABEL, INSET = 22, 38, 16, 8
COLUMN, LEAST_SLOT = 140, 56  # the number of a column narrower than LEAST_SLOT is written upwards
TARGET = "target"  # the layer of what a reader may press: each shape is described by its link

# A late label ends where it is placed, an early one begins there, as its language reads.
BESIDE = {
    "align": {"expr": "datum.late === rtl ? 'left' : 'right'"},
    "dx": {"expr": "(datum.late === rtl ? 1 : -1) * datum.gap"},
}
NUMBER = {"type": "text", "fontSize": 14, "fontWeight": 700, "baseline": "middle"}
# Every layer that a chart may have, from the bottom to the top.
LAYERS: dict[str, Json] = {
    **{name: {"type": "rect"} for name in ("frame", "segment", "column", "hollow")},
    **{name: {"type": "rule"} for name in ("rest", "leader")},
    "number": NUMBER | BESIDE,
    "words": {"type": "text", "fontSize": 12, "baseline": "middle"} | BESIDE,
    "value": NUMBER | {"dy": -10},
    "upward": NUMBER | {"angle": -90, "align": "left", "dx": 6},
    TARGET: {"type": "rect", "aria": True},
}
CHANNELS = {"x": "x", "x2": "x2", "y": "y", "y2": "y2", "text": "text", "link": "description"}


class Column(NamedTuple):
    """A value over its period, which ends on the day before `end`."""

    address: str
    said: str
    start: dt.date
    end: dt.date
    value: float
    number: str
    is_hollow: bool = False


class Segment(NamedTuple):
    """A part of a whole, or the whole; the rest of it has neither address nor number."""

    address: str
    said: str
    size: float
    words: str
    number: str = ""
    is_hollow: bool = False


def stacked(segments: Sequence[Segment], language: Language, whole: Segment | None = None) -> Json:
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
    x = {"type": "quantitative", "scale": {"domain": [0, WIDTH], "nice": False}, "axis": None}
    return _spec(shapes, x, _downwards(tops[-1] + SEGMENT + 4), language)


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


def columns(shown: Sequence[Column], start: dt.date, end: dt.date, language: Language) -> Json:
    """Return values as columns from zero, each as wide as its period; where there is no value there is nothing."""
    highest = max(column.value for column in shown) or 1
    slot = min((column.end - column.start) / (end - start) * WIDTH for column in shown)
    shapes: list[Json] = []
    for column in shown:
        span, middle = {"x": column.start, "x2": column.end}, column.start + (column.end - column.start) / 2
        layer = "value" if slot >= LEAST_SLOT else "upward"
        shapes.append({"layer": "hollow" if column.is_hollow else "column", **span, "y": column.value, "y2": 0})
        shapes.append({"layer": layer, "x": middle, "y": column.value, "text": column.number})
        shapes.append({"layer": TARGET, **span, "y": 0, "y2": highest, "link": _link(column)})
    y = {"type": "quantitative", "scale": {"domain": [0, highest], "nice": False}, "axis": None}
    return _spec(shapes, _time(start, end, language), {"y": y, "height": COLUMN}, language)


def _label(named: Segment, x: float, top: float, late: bool = False, gap: float = 0) -> Iterator[Json]:
    """Yield a number and the words below it, which begin at `x`, or end there where `late`."""
    place = {"x": x, "late": late, "gap": gap}
    if named.number:
        yield {"layer": "number", **place, "y": top + 9, "text": named.number}
    yield {"layer": "words", **place, "y": top + (25 if named.number else 10), "text": named.words}


def _target(named: Segment, x: float, x2: float, top: float, bottom: float) -> Json:
    """Return the ground that a reader may press."""
    return {"layer": TARGET, "x": x, "x2": x2, "y": top, "y2": bottom - 1, "link": _link(named)}


def _link(named: Segment | Column) -> str:
    """Return what `chart_svg` makes a link of: the address, a space, and the name."""
    return f"{named.address} {named.said}"


def _time(start: dt.date, end: dt.date, language: Language) -> Json:
    """Return an axis of whole years, or of the quarters of one year, in the words of a language."""
    one_year = end.year - start.year == 1
    months = (1, 4, 7, 10) if one_year else (1,)
    years = range(start.year, end.year, 1 + (end.year - start.year) // 9)
    values = [{"year": year, "month": month, "utc": True} for year in years for month in months]
    names = [format_month(dt.date(start.year, month, 1), language) for month in range(1, 13)]
    names[0] = f"{names[0]} {start.year}"
    aside = (
        {"labelAlign": "right", "labelOffset": -5} if mirrored(language) else {"labelAlign": "left", "labelOffset": 5}
    )
    axis = {"values": values, "format": "%Y", "title": None, **aside}
    if one_year:
        axis["labelExpr"] = f"{json.dumps(names)}[utcmonth(datum.value)]"
    domain = [{"year": day.year, "month": day.month, "date": day.day, "utc": True} for day in (start, end)]
    return {"type": "temporal", "scale": {"type": "utc", "domain": domain, "nice": False}, "axis": axis}


def _downwards(height: float) -> Json:
    """Return a vertical scale in pixels from the top."""
    scale = {"domain": [0, height], "nice": False, "reverse": True}
    return {"y": {"type": "quantitative", "scale": scale, "axis": None}, "height": height}


def _spec(shapes: list[Json], x: Json, vertical: Json, language: Language) -> Json:
    """Return the specification of some shapes, each on the layer it names."""
    scales = {"x": {**x, "scale": {**x["scale"], "reverse": mirrored(language)}}, "y": vertical["y"]}
    by_layer = defaultdict(list)
    for shape in shapes:
        by_layer[shape["layer"]].append(shape)
    return {
        "width": WIDTH,
        "height": vertical["height"],
        "params": [{"name": "rtl", "value": mirrored(language)}],
        "layer": [_layer(name, by_layer[name], scales) for name in LAYERS if name in by_layer],
    }


def _layer(name: str, shapes: list[Json], scales: Json) -> Json:
    """Return one layer: all its shapes have the same fields."""
    encoding = {CHANNELS[field]: {"field": field, **scales.get(field, {})} for field in CHANNELS if field in shapes[0]}
    return {"name": name, "data": {"values": shapes}, "mark": LAYERS[name], "encoding": encoding}


def mirrored(language: Language) -> bool:
    """Return whether charts in a language run from right to left."""
    return language.direction == "rtl"
