"""Charts as pictures that readers take with them: the drawing, its title, how to read it, where it is from.

Colours and lines are those of the style sheets, set as attributes: what draws a picture knows few selectors.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path

from markupsafe import Markup

from ..facts.model import KnowledgeBase
from ..pages import fonts, social
from ..pages.charts import indicator_charts
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


def picture(language: Language, drawing: str, title: str, caption: str, origin: Sequence[str]) -> bytes:
    """Return a chart, drawn as SVG, as a PNG of 1600 pixels across."""
    right_to_left, size = language is Language.AR, VIEW_BOX.findall(drawing)[0]
    x, height = WIDTH - MARGIN if right_to_left else MARGIN, INNER * float(size[1]) / float(size[0])
    above = list(_lines(title, TITLE, language, x, MARGIN))
    top = above[-1].y + GAP
    below = list(_lines(caption, WORDS, language, x, top + height))
    for text in origin:
        below += _lines(text, ORIGIN, language, x, below[-1].y)
    return social.png(
        "chart-picture.svg.jinja",
        SCALE,
        **{"width": WIDTH, "height": below[-1].y + MARGIN, "family": fonts.FAMILY, "right_to_left": right_to_left},
        **{"drawing": _coloured(drawing), "size": size, "place": (MARGIN, top, INNER, height)},
        **{"lines": [*above, *below], "ordered": social.ordered},
    )


def _coloured(drawing: str) -> Markup:
    """Return what stands in a drawing, in the colours of a light screen."""
    whole = f'<svg><g class="chart">{inside(drawing, "svg")}</g></svg>'
    html = inside(with_attributes(whole, looks()), "svg")
    return Markup(html.replace("&nbsp;", "\u00a0"))  # XML has no such name


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
