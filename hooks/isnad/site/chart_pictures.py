"""Charts as pictures that readers take with them: the drawing, its title, how to read it, where it is from.

Colours and lines are those of the style sheets, set as attributes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from PIL import Image

from ..facts.model import KnowledgeBase
from ..pages import drawing, fonts, lettering, social
from ..pages.charts import indicator_charts
from ..pages.lettering import Ink
from ..pages.social import Line, Style
from ..phrases.addresses import absolute_url, indicator_page
from ..phrases.phrases import Phrases, bare_text
from ..text.cache import kept
from ..text.html import inside, with_attributes
from ..text.languages import Language
from .style_sheet import Declaration, Rule, read

WIDTH, MARGIN, GAP, SCALE = 800, 40, 24, 2
INNER = WIDTH - 2 * MARGIN
INK, SOFT = "#1d2726", "#4a5654"
TITLE, WORDS, ORIGIN = (
    Style((26,), 9, 700, INK),
    Style((17,), 9, 400, SOFT, gap=GAP),
    Style((15,), 9, 400, SOFT, gap=12),
)
STYLES = Path(__file__).parents[2] / "theme" / "assets" / "stylesheets"
LIGHT, CHART = '[data-md-color-scheme="default"]', ".chart "
DRAWN = ("fill", "stroke", "paint-order")  # properties that are attributes of a drawing, or begin the names of some
POINTED_AT = re.compile(":hover|:focus")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
MOVE, UPWARDS = re.compile(r"translate\(([-\d.]+),([-\d.]+)\)"), "rotate(-90)"
UNSEEN = ("none", "transparent")
VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def chart_pictures(kb: KnowledgeBase) -> Iterator[tuple[str, bytes]]:
    """Yield the picture of each chart of an indicator, in each language, by its path inside the site."""
    for language in Language:
        for indicator in kb.indicators.values():
            page = indicator_page(indicator.id)
            p = Phrases(kb, language, page)
            origin = bare_text(p.t("site-name")), absolute_url(kb.site_url, language, page)
            for chart in indicator_charts(p, indicator):
                words = bare_text(chart.title), bare_text(chart.caption)
                given = language, str(chart.svg), *words, origin
                yield chart.picture, kept("pictures", (given, looks()), partial(picture, *given))


def picture(language: Language, chart: str, title: str, caption: str, origin: Sequence[str]) -> bytes:
    """Return a chart, drawn as SVG, as a PNG of 1600 pixels across."""
    right_to_left, (wide, high) = language is Language.AR, map(float, VIEW_BOX.findall(chart)[0])
    x, height = WIDTH - MARGIN if right_to_left else MARGIN, INNER * high / wide
    above = list(_lines(title, TITLE, language, x, MARGIN))
    top = above[-1].y + GAP
    below = list(_lines(caption, WORDS, language, x, top + height))
    for text in origin:
        below += _lines(text, ORIGIN, language, x, below[-1].y)
    sheet = Image.new("RGB", (WIDTH * SCALE, round((below[-1].y + MARGIN) * SCALE)), "white")
    pen = Pen(sheet, language, INNER * SCALE / wide, (MARGIN * SCALE, top * SCALE))
    pen.draw(ET.fromstring(f"<svg>{_coloured(chart)}</svg>"))
    social.write(sheet, [*above, *below], right_to_left, SCALE)
    return drawing.png(sheet)


class Pen(NamedTuple):
    """What draws a chart on a sheet: in which language, by which scale, where its upper left corner stands."""

    sheet: Image.Image
    language: Language
    scale: float
    corner: drawing.Point

    def draw(self, part: ET.Element, moves: str = "") -> None:
        """Draw all parts of a part, the last ones above."""
        for child in part:
            moved = f"{moves} {child.get('transform', '')}"
            if child.tag == "text":
                self._text(child, moved)
            elif child.tag in ("line", "path"):
                self._shape(child, moved)
            else:
                self.draw(child, moved)

    def _text(self, text: ET.Element, moves: str) -> None:
        (place, is_upward), given = _place(moves), text.attrib
        around = self._length(given.get("stroke-width", "0")), given.get("stroke", "")
        weight = int(given.get("font-weight", min(fonts.STYLES)))
        ink = Ink(self._length(given["font-size"]), weight, given.get("fill", "black"), around)
        line = lettering.runs("".join(text.itertext()), self.language is Language.AR)
        lettering.write(self.sheet, line, ink, self._at(place), given["text-anchor"], is_upward)

    def _shape(self, shape: ET.Element, moves: str) -> None:
        (place, _), given = _place(moves), shape.attrib
        path = given.get("d", "") or f"M0,0L{given['x2']},{given['y2']}"
        corners = [self._at((place[0] + x, place[1] + y)) for x, y in drawing.points(path)]
        fill = given.get("fill", "black")
        if shape.tag == "path" and fill not in UNSEEN:
            drawing.cover(self.sheet, [corners], fill, float(given.get("fill-opacity", "1")))
        if "stroke" in given:
            width = self._length(given.get("stroke-width", "1"))
            dashes = [*map(self._length, given.get("stroke-dasharray", "").split())]
            line = drawing.stroke(corners, width, path.endswith("Z"), dashes)
            drawing.cover(self.sheet, line, given["stroke"])

    def _at(self, place: drawing.Point) -> drawing.Point:
        return self.corner[0] + place[0] * self.scale, self.corner[1] + place[1] * self.scale

    def _length(self, said: str) -> float:
        return float(said.removesuffix("px")) * self.scale


def _place(moves: str) -> tuple[drawing.Point, bool]:
    """Return where some moves lead, and whether they turn what stands there upwards."""
    before, turned, after = moves.partition(UPWARDS)
    (x, y), (along, down) = (
        [sum(float(move[axis]) for move in MOVE.findall(part)) for axis in (0, 1)] for part in (before, after)
    )
    return (x + down, y - along), bool(turned)


def _coloured(chart: str) -> str:
    """Return what stands in a drawing, in the colours of a light screen."""
    whole = f'<svg><g class="chart">{inside(chart, "svg")}</g></svg>'
    html = inside(with_attributes(whole, looks()), "svg")
    return html.replace("&nbsp;", "\u00a0")  # XML has no such name


def _lines(text: str, style: Style, language: Language, x: int, y: float) -> Iterator[Line]:
    """Yield the lines of a text below a place."""
    size = style.sizes[0]
    for at, line in enumerate(social.wrap(text, INNER / size, style.weight)):
        yield Line(x, round(y + style.gap + size * (at * social.LEADING[language] + social.ASCENT)), size, style, line)


@cache
def looks() -> list[tuple[str, Mapping[str, str]]]:
    """Return what the style sheets say of drawings on a light screen: selectors, each with attributes."""
    rules = [rule for name in ("isnad", "charts") for rule in read((STYLES / f"{name}.css").read_text("utf-8"))]
    plain = [(selector.text, rule.parts) for rule in rules if isinstance(rule, Rule) for selector in rule.selectors]
    values = {
        each.name: each.value
        for selector, parts in plain
        if selector in (LIGHT, "[data-md-color-scheme]")
        for each in parts
        if isinstance(each, Declaration)
    }
    return [
        (selector, attributes)
        for selector, parts in plain
        if selector.startswith(CHART) and not POINTED_AT.search(selector) and (attributes := _attributes(parts, values))
    ]


def _attributes(parts: Sequence[Rule | Declaration], values: Mapping[str, str]) -> Mapping[str, str]:
    """Return the declarations of a rule that an attribute can say, with the values of custom properties in them."""
    said = {each.name: each.value for each in parts if isinstance(each, Declaration) and each.name.startswith(DRAWN)}
    while any(map(VARIABLE.search, said.values())):
        said = {name: VARIABLE.sub(lambda read: values[read[1]], value) for name, value in said.items()}
    return said
