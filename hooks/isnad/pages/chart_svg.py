"""Charts drawn as SVG that a page may hold: shapes, names of layers, links; no style, no script."""

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from markupsafe import Markup

from ..phrases.phrases import PERCENTAGE
from .chart_specs import LAYERS, TARGET, Form, Json, Look, Spec

SIDE, TOP = 3, 2  # what lines and letters reach over the edges
BASELINE = 4  # how far below its middle a text stands
CIRCLE = "M4.5,0A4.5,4.5,0,1,1,-4.5,0A4.5,4.5,0,1,1,4.5,0"
RIGHTWARDS, LEFTWARDS = "M3.4,0L-3.4,-3.9L-3.4,3.9Z", "M-3.4,0L3.4,-3.9L3.4,3.9Z"


def draw(spec: Spec, name: str) -> Markup:
    """Return a chart as inline SVG; `name` says what it is; each figure is told by its link."""
    width, height = _number(spec.width + 2 * SIDE), _number(spec.height + 2 * TOP)
    size = {"viewBox": f"0 0 {width} {height}", "width": width, "height": height}
    svg = ET.Element("svg", {**size, "role": "group", "aria-label": name})
    frame = ET.SubElement(svg, "g", {"transform": f"translate({SIDE},{TOP})"})
    shapes = ET.SubElement(frame, "g", {"aria-hidden": "true"})
    pen = _Pen(spec)
    for layer, drawn in spec.shapes.items():
        if layer != TARGET:
            group = ET.SubElement(shapes, "g", {"class": f"chart-{layer}"})
            group.extend(pen.draw(LAYERS[layer], shape) for shape in drawn)
    frame.extend(_anchors(pen, spec.shapes[TARGET]))
    return Markup(ET.tostring(svg, encoding="unicode"))


class _Pen:
    """Draws shapes where they stand on a chart, from the left or from the right."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec

    def draw(self, look: Look, shape: Json) -> ET.Element:
        """Return one shape."""
        x, y = self._across(shape["x"]), shape["y"]
        if look.form is Form.TEXT:
            return self._text(look, shape, x, y)
        if look.form is Form.RECT:
            other = self._across(shape["x2"])
            return _rect(min(x, other), max(x, other), y, shape["y2"])
        if look.form is Form.RULE:
            ends = {"x2": _number(self._across(shape["x2"]) - x), "y2": _number(shape.get("y2", y) - y)}
            return ET.Element("line", {**ends, "transform": _translate(x, y)})
        arrow = LEFTWARDS if self.spec.is_mirrored else RIGHTWARDS
        path = CIRCLE if look.form is Form.POINT else arrow
        return ET.Element("path", {"d": path, "transform": _translate(x, y)})

    def _across(self, x: float) -> float:
        return self.spec.width - x if self.spec.is_mirrored else x

    def _text(self, look: Look, shape: Json, x: float, y: float) -> ET.Element:
        anchor, gap = look.anchor, 0
        if "late" in shape:
            ends_there = shape["late"] != self.spec.is_mirrored
            anchor, gap = ("end", -shape["gap"]) if ends_there else ("start", shape["gap"])
        place = f"{_translate(x, y)} rotate(-90) {_translate(0, BASELINE)}"
        text = ET.Element(
            "text",
            {
                "transform": place if look.is_upward else _translate(x + gap, y + BASELINE),
                "text-anchor": anchor,
                "font-size": f"{look.size}px",
                **({"font-weight": "700"} if look.is_bold else {}),
            },
        )
        _write(text, shape["text"])
        return text


def _rect(left: float, right: float, top: float, bottom: float) -> ET.Element:
    width, height = _number(right - left), _number(bottom - top)
    return ET.Element("path", {"d": f"M{_number(left)},{_number(top)}h{width}v{height}h-{width}Z"})


def _translate(x: float, y: float) -> str:
    return f"translate({_number(x)},{_number(y)})"


def _write(element: ET.Element, text: str) -> None:
    """Set the words of a label; a percentage among others stands apart, or Arabic would turn it round."""
    first, *rest = PERCENTAGE.split(text)
    element.text = first
    for percentage, after in zip(rest[::2], rest[1::2], strict=True):
        span = ET.SubElement(element, "tspan", {"class": "chart-percentage"})
        span.text, span.tail = percentage, after


def _anchors(pen: _Pen, targets: Sequence[Json]) -> Iterator[ET.Element]:
    """Yield each link once, around all shapes that lead there, in the order of reading."""
    for link in dict.fromkeys(target["link"] for target in targets):
        address, _, name = link.partition(" ")
        anchor = ET.Element("a", {"class": "chart-target", "href": address, "aria-label": name})
        anchor.extend(pen.draw(LAYERS[TARGET], target) for target in targets if target["link"] == link)
        yield anchor


def _number(number: float) -> str:
    """Return a number rounded to a tenth of a pixel."""
    return f"{round(number, 1) + 0:.1f}".removesuffix(".0")
