"""Charts: what is drawn together, where, with which words; on real facts, and on made-up ones where none exist yet."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree as ET

import markdown  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from isnad.facts.comparability import obstacles
from isnad.facts.model import Indicator, KnowledgeBase, Observation
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.pages import charts
from isnad.pages.chart_specs import PLOT, WIDTH, YEARS_WIDTH, Spec
from isnad.pages.macros import make_macros
from isnad.phrases import addresses
from isnad.phrases.phrases import Phrases, bare_text
from isnad.text.html import steps
from isnad.text.languages import Language
from isnad.text.quantities import Precision
from isnad.text.reader import read_page
from markupsafe import Markup

from tests.conftest import with_observations
from tests.generated import generated

DRAWN = ("voluntary-returns", "origin-share")
YEAR = "attempts-2024"
LAST_YEAR = 2024  # the last year that any figure of the frozen facts touches
Charts = dict[Language, dict[str, str]]
both = pytest.mark.parametrize("language", Language)


def chart(kb: KnowledgeBase, indicator: str, language: Language, here: str = "index.md") -> str:
    return drawing(kb, language, kb.indicators[indicator], here)


def drawing(kb: KnowledgeBase, language: Language, indicator: Indicator, here: str = "index.md") -> str:
    """Return the charts of an indicator as a page shows them."""
    with_indicator = replace(kb, indicators={**kb.indicators, indicator.id: indicator})
    return str(make_macros(with_indicator, language, here)[0]["chart"](indicator.id))


def every_chart(kb: KnowledgeBase, language: Language) -> dict[str, str]:
    return {name: chart(kb, name, language) for name in DRAWN}


@pytest.fixture(scope="session")
def real(kb: KnowledgeBase) -> Charts:
    """Every chart of the real facts, by language and indicator."""
    return {language: every_chart(kb, language) for language in Language}


def parts(kb: KnowledgeBase, indicator: str) -> list[Observation]:
    """Return the shares of an indicator, or its part and its whole."""
    shown = [kb.observations[name] for name in kb.indicators[indicator].observations]
    named = {name for each in shown if each.part_of for name in (each.id, each.part_of)}
    return [each for each in shown if not named or each.id in named]


def drawings(html: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", html)]


def layer(svg: ET.Element, name: str) -> list[ET.Element]:
    """Return the shapes or words of a layer."""
    return [shape for group in svg.iter("g") if group.get("class") == f"chart-{name}" for shape in group]


def words(svg: ET.Element, name: str) -> list[str]:
    return ["".join(text.itertext()) for text in layer(svg, name)]


def links(svg: ET.Element) -> dict[str, str]:
    """Return the name of each link by its address, in the order of reading."""
    return {link.attrib["href"]: link.attrib["aria-label"] for link in svg.iter("a")}


def left(shape: ET.Element) -> float:
    """Return where a shape begins, measured from the left edge of the plot."""
    place = re.match(r"M(-?[\d.]+)", shape.get("d", "")) or re.match(
        r"translate\((-?[\d.]+)", shape.get("transform", "")
    )
    return float(place[1]) if place else 0


def size(path: ET.Element) -> tuple[float, float]:
    """Return the width and height of a rectangle."""
    found = re.fullmatch(r"M[-\d.]+,[-\d.]+h([\d.]+)v([\d.]+)h-[\d.]+Z", path.attrib["d"])
    assert found, path.attrib["d"]
    return float(found[1]), float(found[2])


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def observation(kb: KnowledgeBase, id: str, start: str, end: str | NotGiven, **fields: object) -> Observation:
    """Return a made-up observation: the real one of a year, over other days."""
    real = kb.observations[YEAR]
    last = NOT_GIVEN if end is NOT_GIVEN else day(end)
    period = replace(real.period, start=day(start), end=last)
    return replace(real, **{"id": id, "period": period, **fields})  # type: ignore[arg-type]


def made(kb: KnowledgeBase, *observations: Observation) -> tuple[KnowledgeBase, Indicator]:
    """Return the knowledge base with an indicator that has these observations only."""
    by_id = {each.id: each for each in observations}
    indicator = replace(kb.indicators["attempts-foiled"], observations=by_id)
    indicator_of = {**kb.indicator_of, **dict.fromkeys(by_id, indicator)}
    return replace(with_observations(kb, *observations), indicator_of=indicator_of), indicator


def made_chart(kb: KnowledgeBase, language: Language, *observations: Observation) -> str:
    changed, indicator = made(kb, *observations)
    return drawing(changed, language, indicator)


def years(kb: KnowledgeBase, values: dict[int, int], **fields: object) -> list[Observation]:
    return [
        observation(kb, f"y{year}", f"{year}-01-01", f"{year}-12-31", value=Decimal(value), **fields)
        for year, value in values.items()
    ]


def charted(html: str) -> list[set[str]]:
    """Return the ids of the observations that each chart of years leads to."""
    return [
        {address.split("/")[1] for address in links(svg)} for svg in drawings(html) if layer(svg, "base")
    ]  # fmt: skip


def places(svg: ET.Element, name: str) -> list[tuple[float, float]]:
    """Return where the shapes of a layer that lie on one point stand, from the left and from the top."""
    found = [re.match(r"translate\((-?[\d.]+),(-?[\d.]+)\)", shape.get("transform", "")) for shape in layer(svg, name)]
    return [(float(place[1]), float(place[2])) for place in found if place]


def joined(svg: ET.Element) -> set[tuple[float, float]]:
    """Return the ends of each line between points, from the left."""
    starts = [(left(line), left(line) + float(line.get("x2", 0))) for line in layer(svg, "joined")]
    return {(min(ends), max(ends)) for ends in starts}


# --- what every chart is


@both
def test_a_chart_is_an_inline_drawing_without_style_script_or_id(real: Charts, language: Language) -> None:
    allowed = {
        "viewBox",
        "width",
        "height",
        "role",
        "aria-label",
        "aria-hidden",
        "transform",
        "class",
        "href",
    }
    allowed |= {"d", "x2", "y2", "text-anchor", "font-size", "font-weight"}
    for html in real[language].values():
        for svg in drawings(html):
            assert {element.tag for element in svg.iter()} <= {"svg", "g", "a", "path", "line", "text", "tspan"}
            assert {name for element in svg.iter() for name in element.attrib} <= allowed


@both
def test_a_chart_is_small_and_as_wide_as_a_phone(real: Charts, language: Language) -> None:
    for html in real[language].values():
        for svg in drawings(html):
            assert len(ET.tostring(svg)) < 12_000
            assert WIDTH <= float(svg.attrib["width"]) <= 328
            assert min(float(text.attrib["font-size"].removesuffix("px")) for text in svg.iter("text")) >= 12


@both
def test_charts_come_out_the_same_each_time(kb: KnowledgeBase, real: Charts, language: Language) -> None:
    assert every_chart(kb, language) == real[language]


@both
def test_every_number_of_a_chart_is_sealed(kb: KnowledgeBase, real: Charts, language: Language) -> None:
    for html in real[language].values():
        reading = read_page(steps(f"<article>{html}</article>"), kb.seal)
        assert (reading.texts, reading.active, reading.figures) == ([], [], [])
        assert html.count("<figure") == html.count(
            f'<figure class="chart" data-search-exclude{Phrases(kb, language).seal}>'
        )


@both
def test_markdown_leaves_a_chart_as_it_is(real: Charts, language: Language) -> None:
    for html in real[language].values():
        page = markdown.markdown(f"a\n\n{html}\n\nb", extensions=["md_in_html", "footnotes", "tables", "attr_list"])
        assert all(figure in page for figure in re.findall(r"<figure.*?</figure>", html, re.DOTALL))
        assert "\n\n" not in html.strip().replace("</figure>\n\n", "")


@both
def test_a_chart_holds_no_control_characters(real: Charts, language: Language) -> None:
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "".join(real[language].values()))


@both
def test_words_and_shapes_are_silent_and_links_are_named(real: Charts, language: Language) -> None:
    for html in real[language].values():
        for svg in drawings(html):
            (frame,) = svg
            shapes, *anchors = frame
            assert (svg.attrib["role"], shapes.attrib["aria-hidden"]) == ("group", "true")
            assert anchors
            assert all(anchor.tag == "a" and anchor.attrib["aria-label"] for anchor in anchors)
            assert not any(element.get("aria-label") for element in shapes.iter())


# --- a chart in words


@pytest.mark.parametrize(
    ("language", "axis", "bar"),
    [
        (Language.AR, "رسم على محور زمني من بداية 2022 إلى نهاية 2024", "رسم من شريط واحد"),
        (
            Language.FR,
            "Graphique sur un axe qui va du début de 2022 à la fin de 2024",
            "Graphique d’une seule barre",
        ),
    ],
    ids=[*Language],
)
def test_the_name_of_a_chart_says_what_it_is(kb: KnowledgeBase, language: Language, axis: str, bar: str) -> None:
    (by_year,) = drawings(made_chart(kb, language, *years(kb, {2022: 5_000, 2024: 6_000})))
    (of_parts,) = drawings(chart(kb, "origin-share", language))
    assert [svg.attrib["aria-label"] for svg in (by_year, of_parts)] == [axis, bar]


@both
def test_each_figure_is_told_once(real: Charts, language: Language) -> None:
    """By its link: whoever listens to a page has heard most of them in its text."""
    for html in real[language].values():
        for svg in drawings(html):
            told = [*links(svg).values()]
            assert len(told) == len(set(told)) == len(svg.findall(".//a"))
            assert not any(name in svg.attrib["aria-label"] for name in told)


# --- numbers and links


@both
@pytest.mark.parametrize("indicator", DRAWN)
def test_numbers_are_those_of_the_facts_as_the_language_writes_them(
    kb: KnowledgeBase, indicator: str, language: Language
) -> None:
    p = Phrases(kb, language)
    shown = parts(kb, indicator)
    numbers = [each for svg in drawings(chart(kb, indicator, language)) for each in words(svg, "number")]
    assert set(numbers) == {bare_text(p.quantity(each, with_unit=False)) for each in shown}


@pytest.mark.parametrize(
    ("indicator", "language", "number"),
    [
        ("voluntary-returns", Language.FR, "4\u202f388"),
        ("voluntary-returns", Language.AR, "4\u202f388"),
        ("origin-share", Language.FR, "58\u00a0%"),
        ("origin-share", Language.AR, "58%"),
    ],
)
def test_a_number_keeps_its_precision_and_its_spaces(
    kb: KnowledgeBase, indicator: str, language: Language, number: str
) -> None:
    assert number in [each for svg in drawings(chart(kb, indicator, language)) for each in words(svg, "number")]


def test_a_percentage_among_words_stands_apart(kb: KnowledgeBase) -> None:
    about = replace(kb.observations["origin-west-africa-2024"], precision=Precision.ABOUT)
    (svg,) = drawings(chart(with_observations(kb, about), "origin-share", Language.AR))
    (number,) = (text for text in layer(svg, "number") if "حوالي" in (text.text or ""))
    assert [(part.tag, part.get("class"), part.text) for part in number] == [("tspan", "chart-percentage", "58%")]


@both
@pytest.mark.parametrize("here", ["index.md", "interceptions.md", "figures/attempts-2024.md"])
def test_each_number_leads_to_its_page(kb: KnowledgeBase, language: Language, here: str) -> None:
    p = Phrases(kb, language, here)
    (svg,) = drawings(chart(kb, "origin-share", language, here))
    expected = parts(kb, "origin-share")
    assert list(links(svg)) == [p.url(addresses.figure_page(each.id)) for each in expected]
    for observation, said in zip(expected, links(svg).values(), strict=True):
        assert said.startswith(bare_text(p.quantity(observation)))


def test_the_bar_of_a_part_and_its_name_are_one_link(kb: KnowledgeBase) -> None:
    (svg,) = drawings(chart(kb, "voluntary-returns", Language.FR))
    assert {link.attrib["href"]: len(link) for link in svg.iter("a")} == {
        "figures/returns-2024-9m/": 1,
        "figures/returns-2024-9m-iom/": 2,
    }


# --- what is left out


@both
def test_observations_that_are_no_parts_and_do_not_compare_make_no_chart(kb: KnowledgeBase, language: Language) -> None:
    others = [indicator for indicator in kb.indicators if indicator not in DRAWN]
    assert [chart(kb, indicator, language) for indicator in others] == [""] * len(others)


def test_observations_of_one_period_make_no_chart(kb: KnowledgeBase) -> None:
    one = observation(kb, "a", "2024-01-01", "2024-12-31")
    other = observation(kb, "b", "2024-01-01", "2024-12-31", base="other")
    assert made_chart(kb, Language.FR, one, other) == ""


def test_no_facts_make_no_chart(kb: KnowledgeBase) -> None:
    assert made_chart(kb, Language.FR) == ""


def test_a_rounding_and_a_replaced_value_are_not_drawn(kb: KnowledgeBase) -> None:
    first, other, last = years(kb, {2021: 5, 2022: 6, 2023: 7})
    for left_out in (replace(last, precision=Precision.ROUNDED, rounds="y2022"), replace(last, superseded_by="y2021")):
        assert charted(made_chart(kb, Language.FR, first, other, left_out)) == [{"y2021", "y2022"}]


def test_an_observation_that_is_set_aside_is_not_drawn(kb: KnowledgeBase) -> None:
    left_over = {name: each for name, each in kb.observations.items() if name != "origin-maghreb-2024"}
    (svg,) = drawings(chart(replace(kb, observations=left_over), "origin-share", Language.FR))
    assert list(links(svg)) == ["figures/origin-west-africa-2024/", "figures/origin-east-central-africa-2024/"]


# --- parts of a whole


def test_shares_are_laid_end_to_end_and_the_rest_has_no_number(kb: KnowledgeBase) -> None:
    (svg,) = drawings(chart(kb, "origin-share", Language.FR))
    assert [size(part)[0] for part in layer(svg, "segment")] == pytest.approx(
        [WIDTH * share / 100 for share in (58, 12, 9)], abs=0.2
    )
    assert [left(part) for part in layer(svg, "segment")] == pytest.approx([0, WIDTH * 0.58, WIDTH * 0.7], abs=0.2)
    (rest,) = layer(svg, "rest")
    assert [left(rest), float(rest.attrib["x2"])] == pytest.approx([WIDTH * 0.79, WIDTH * 0.21], abs=0.2)
    assert words(svg, "number") == ["58\u00a0%", "12\u00a0%", "9\u00a0%"]
    assert len(words(svg, "words")) == 4


def test_shares_run_from_the_right_in_arabic(kb: KnowledgeBase) -> None:
    (svg,) = drawings(chart(kb, "origin-share", Language.AR))
    assert [left(part) for part in layer(svg, "segment")] == pytest.approx(
        [WIDTH * share for share in (0.42, 0.3, 0.21)], abs=0.2
    )


def test_a_whole_that_is_told_in_full_has_no_rest(kb: KnowledgeBase) -> None:
    last = replace(kb.observations["origin-east-central-africa-2024"], value=Decimal(30))
    (svg,) = drawings(chart(with_observations(kb, last), "origin-share", Language.FR))
    assert (layer(svg, "rest"), len(words(svg, "words"))) == ([], 3)


def test_a_declared_part_lies_inside_its_whole(kb: KnowledgeBase) -> None:
    (svg,) = drawings(chart(kb, "voluntary-returns", Language.FR))
    (part,) = layer(svg, "segment")
    assert size(part)[0] == pytest.approx(WIDTH * 1664 / 4388, abs=0.2)
    assert words(svg, "number") == ["4\u202f388", "1\u202f664"]


def test_one_share_alone_makes_no_chart(kb: KnowledgeBase) -> None:
    shares = kb.indicators["origin-share"]
    one = replace(shares, observations=dict([*shares.observations.items()][:1]))
    assert drawing(kb, Language.FR, one) == ""


def test_parts_that_do_not_fit_together_are_not_drawn(kb: KnowledgeBase) -> None:
    more = replace(kb.observations["origin-maghreb-2024"], precision=Precision.MORE_THAN)
    assert chart(with_observations(kb, more), "origin-share", Language.FR) == ""


# --- years


def test_points_are_as_high_as_their_values_in_the_middle_of_their_years(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.FR, *years(kb, {2021: 20_000, 2022: 40_000, 2023: 30_000})))
    slot = YEARS_WIDTH / (LAST_YEAR - 2020)
    assert [x for x, _ in places(svg, "point")] == pytest.approx([slot / 2, slot * 1.5, slot * 2.5], abs=0.2)
    heights = [y for _, y in places(svg, "point")]
    assert (heights[0] - heights[1], heights[2] - heights[1]) == pytest.approx((PLOT / 2, PLOT / 4), abs=0.2)
    assert words(svg, "value") == ["20\u202f000", "40\u202f000", "30\u202f000"]
    assert words(svg, "label") == [f"{year}" for year in range(2021, LAST_YEAR + 1)]


def test_a_long_axis_names_some_years_only(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.FR, *years(kb, {2010: 5, 2024: 6})))
    assert words(svg, "label") == [f"{year}" for year in range(2010, LAST_YEAR + 1, 2)]


def test_points_of_nothing_lie_on_the_ground(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.FR, *years(kb, {2022: 0, 2024: 0})))
    first, other = (y for _, y in places(svg, "point"))
    assert first == other


def test_years_run_from_the_right_in_arabic(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.AR, *years(kb, {2021: 20_000, 2024: 30_000})))
    (first, _), (last, _) = places(svg, "point")
    assert first > last


def test_numbers_wider_than_a_year_are_written_upwards(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.FR, *years(kb, {year: year * 10 for year in range(2010, 2025)})))
    assert (len(words(svg, "upward")), words(svg, "value")) == (15, [])


def test_what_does_not_compare_is_broken_and_what_is_missing_is_said(kb: KnowledgeBase) -> None:
    first, second, third = years(kb, {2020: 5, 2021: 6, 2022: 7})
    html = made_chart(kb, Language.FR, first, replace(second, base="other"), replace(third, base="other"))
    (svg,) = drawings(html)
    points = [x for x, _ in places(svg, "point")]
    assert [*joined(svg)] == [pytest.approx((points[1], points[2]), abs=0.2)]
    (line,) = layer(svg, "break")
    assert points[0] < left(line) < points[1]
    assert (words(svg, "break_words"), words(svg, "gap_words")) == (["rupture"], ["non trouvé"])
    caption = re.sub("<[^>]*>", "", html[html.index("<figcaption>") :])
    assert "« rupture » (avant 2021)" in caption
    assert "pour l’année entière : 2023, 2024" in caption


def test_a_year_that_is_missing_between_comparable_years_is_no_break(kb: KnowledgeBase) -> None:
    (svg,) = drawings(made_chart(kb, Language.FR, *years(kb, {2022: 5, 2024: 6})))
    assert (joined(svg), layer(svg, "break")) == (set(), [])


def test_years_with_several_values_are_not_drawn_and_said(kb: KnowledgeBase) -> None:
    other = observation(kb, "other", "2023-01-01", "2023-12-31", value=Decimal(7), base="other")
    html = made_chart(kb, Language.FR, *years(kb, {2022: 5, 2023: 6, 2024: 6}), other)
    assert charted(html) == [{"y2022", "y2024"}]
    assert "Plusieurs chiffres pour la même année, aucun n’est dessiné" in html


def test_places_with_values_for_the_same_years_have_charts_of_their_own(kb: KnowledgeBase) -> None:
    scope = kb.observations[YEAR].scope
    here, there = (
        [
            replace(each, id=f"{each.id}-{place}", scope=replace(scope, place=place))
            for each in years(kb, {2022: value, 2023: value})
        ]
        for place, value in (("morocco", 5), ("ceuta-melilla", 6))
    )
    html = made_chart(kb, Language.FR, *here, *there)
    assert charted(html) == [{each.id for each in here}]  # the macro shows the first


def test_values_of_other_periods_stand_beside_the_points(kb: KnowledgeBase) -> None:
    part = observation(kb, "part", "2023-01-01", "2023-09-30", value=Decimal(4))
    endless = observation(kb, "endless", "2022-01-01", NOT_GIVEN, value=Decimal(3))
    elsewhere = replace(part, id="elsewhere", scope=replace(part.scope, place="ceuta-melilla"))
    (svg,) = drawings(html := made_chart(kb, Language.FR, *years(kb, {2022: 5, 2023: 6}), part, endless, elsewhere))
    assert charted(html) == [{"y2022", "y2023", "part", "endless"}]
    (bar,) = layer(svg, "span")
    slot = YEARS_WIDTH / (LAST_YEAR - 2021)
    assert (left(bar), size(bar)[0]) == pytest.approx((slot, slot * 0.75), abs=1)
    assert (len(places(svg, "open")), len(layer(svg, "joined"))) == (1, 1)


def test_the_words_of_a_bound_stand_over_its_number(kb: KnowledgeBase) -> None:
    first, last = years(kb, {2022: 5, 2023: 6})
    (svg,) = drawings(made_chart(kb, Language.FR, first, replace(last, precision=Precision.MORE_THAN)))
    assert (words(svg, "hedge"), words(svg, "value")) == (["plus de"], ["5", "6"])


ENDS = {"year": "12-31", "part": "09-30", "open": NOT_GIVEN}


@st.composite
def kinds(draw: st.DrawFn) -> list[tuple[int, str, str | None, str | None]]:
    """Draw the year, kind of period, base and actor of some observations."""
    one = st.tuples(
        st.integers(2019, 2024),
        st.sampled_from(list(ENDS)),
        st.sampled_from([None, "smuggling"]),
        st.sampled_from([None, "royal-navy"]),
    )
    return draw(st.lists(one, min_size=2, max_size=7))


@generated(40)
@given(kinds())
def test_only_years_that_compare_are_joined(
    kb: KnowledgeBase, drawn: Sequence[tuple[int, str, str | None, str | None]]
) -> None:
    shown = []
    for at, (year, kind, base, actor) in enumerate(drawn):
        end = ENDS[kind]
        last = end if isinstance(end, NotGiven) else f"{year}-{end}"
        scope = replace(kb.observations[YEAR].scope, actor=actor)
        shown.append(observation(kb, f"o{at}", f"{year}-01-01", last, base=base, scope=scope))
    changed, indicator = made(kb, *shown)
    for svg in drawings(drawing(changed, Language.FR, indicator)):
        points = [x for x, _ in places(svg, "point")]
        ids = [address.split("/")[1] for address in links(svg)]
        full = [name for name in ids if changed.observations[name].period.is_full_year]
        assert len(full) == len(points) > 1
        place_of = dict(zip(full, points, strict=True))
        for one, other in pairwise(full):
            figures = changed.observations[one], changed.observations[other]
            fit = not obstacles(changed, *figures) and figures[1].period.start.year - figures[0].period.start.year == 1
            assert fit == any(ends == pytest.approx((place_of[one], place_of[other]), abs=0.2) for ends in joined(svg))


def test_what_a_shape_means_is_said_beside_the_first_chart_that_has_it() -> None:
    one, other = ("joined", "hollow"), ("joined", "open")
    found = [
        charts.Chart(Markup(), [Markup("2020")], [*map(Markup, key)], Spec(0, 0, False, {}), "") for key in (one, other)
    ]
    assert [chart.caption for chart in charts.keyed_once(found)] == ["joined hollow 2020", "open 2020"]


@both
def test_the_first_chart_of_a_page_is_shown_and_the_others_are_folded(kb: KnowledgeBase, language: Language) -> None:
    shown = str(make_macros(kb, language, "index.md")[0]["chart"](*DRAWN))
    first, folded = shown.split("<details>")
    assert first.count("<svg") == 1
    assert folded.count("<svg") == shown.count("<svg") - 1 > 0
    assert "<details>" not in chart(kb, DRAWN[0], language)
