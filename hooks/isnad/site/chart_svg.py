"""Vega-Lite specifications drawn as SVG that a page may hold: shapes, names of layers, links; no style, no script."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree as ET

import vl_convert
from markupsafe import Markup

from ..pages import fonts
from ..pages.chart_specs import TARGET, Json
from ..phrases.phrases import PERCENTAGE

CONFIG: Json = {
    "font": fonts.FAMILY,
    "background": None,
    "padding": 2,
    "view": {"stroke": None},
    "mark": {"aria": False},
    "axis": {"aria": False, "labelFontSize": 12, "tickSize": 18, "labelPadding": -15},
}
KEPT = ("d", "x2", "y2", "transform", "text-anchor", "font-size", "font-weight", "aria-label")
# The class of the group that Vega makes of a layer, or of a part of an axis.
LAYER = re.compile(r"(\w+)_marks|role-axis-(\w+)")
LONG_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def draw(spec: Json, text: str) -> Markup:
    """Return a chart as inline SVG; `text` says in words what it shows."""
    drawn = ET.fromstring(_drawn(json.dumps(spec, default=str)))
    size = {name: drawn.attrib[name] for name in ("viewBox", "width", "height")}
    svg = ET.Element("svg", size | {"role": "group", "aria-label": text})
    frame = ET.SubElement(svg, "g", {"transform": drawn[0].attrib["transform"]})
    shapes = ET.SubElement(frame, "g", {"aria-hidden": "true"})
    shapes.extend(shape for element in drawn[0] for shape in _shapes(element))
    targets = next(shape for shape in shapes if shape.get("class") == f"chart-{TARGET}")
    shapes.remove(targets)
    frame.extend(_anchors(targets))
    return Markup(ET.tostring(svg, encoding="unicode"))


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    """Return what Vega makes of a specification; within one run, the same chart is drawn once."""
    fonts.register()
    return vl_convert.vegalite_to_svg(spec, config=CONFIG)


def _shapes(element: ET.Element) -> Iterator[ET.Element]:
    """Yield what is kept of an element: shapes, words, and the groups that place or name them."""
    if "display" in element.attrib or element.get("class") == "background":
        return
    attributes = {name: LONG_NUMBER.sub(_tenth, element.attrib[name]) for name in KEPT if name in element.attrib}
    if attributes.get("transform") == "translate(0,0)":
        del attributes["transform"]
    if layer := LAYER.search(element.get("class", "")):
        attributes["class"] = f"chart-{layer[1] or layer[2]}"
    children = [shape for child in element for shape in _shapes(child)]
    name = element.tag.rpartition("}")[2]
    if name == "g" and not (attributes and children):
        yield from children
        return
    kept = ET.Element(name, attributes)
    kept.extend(children)
    _write(kept, element.text or "")
    yield kept


def _write(element: ET.Element, text: str) -> None:
    """Set the words of a label; a percentage among others stands apart, or Arabic would turn it round."""
    first, *rest = PERCENTAGE.split(text)
    element.text = first
    for percentage, after in zip(rest[::2], rest[1::2], strict=True):
        span = ET.SubElement(element, "tspan", {"class": "chart-percentage"})
        span.text, span.tail = percentage, after


def _anchors(targets: ET.Element) -> list[ET.Element]:
    """Return each link once, around all shapes that lead there, in the order of reading."""
    anchors: dict[str, ET.Element] = {}
    for shape in targets:
        link = shape.attrib.pop("aria-label")
        address, _, name = link.partition(" ")
        attributes = {"class": "chart-target", "href": address, "aria-label": name}
        anchors.setdefault(link, ET.Element("a", attributes)).append(shape)
    return list(anchors.values())


def _tenth(number: re.Match[str]) -> str:
    """Return a number rounded to a tenth of a pixel."""
    return f"{float(number.group()):.1f}".removesuffix(".0")
