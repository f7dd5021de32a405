"""The grid of years: what each cell says and where it leads; on frozen facts, and on made-up ones of every period."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from isnad.facts.model import Basis, KnowledgeBase, Observation
from isnad.facts.record import NOT_GIVEN
from isnad.pages.macros import make_macros
from isnad.phrases.phrases import INFERRED, SIGNS, Phrases, bare_text
from isnad.text.html import steps
from isnad.text.languages import Language
from isnad.text.quantities import Precision
from isnad.text.reader import read_page

from tests.pages.test_charts import made, observation, years

both = pytest.mark.parametrize("language", Language)
WHOLE = {Language.AR: "السنة كاملة", Language.FR: "année entière"}
NOTHING = {Language.AR: "لا أرقام", Language.FR: "aucun chiffre"}
NINE_MONTHS = {Language.AR: "من يناير إلى شتنبر", Language.FR: "janvier – septembre"}
OPEN = {Language.AR: "من بداية السنة، والنهاية غير مذكورة", Language.FR: "dès le début, fin non donnée"}


def grid(kb: KnowledgeBase, language: Language, *of: str, here: str = "index.md") -> Tag:
    """Return the table that a page shows."""
    written = make_macros(kb, language, here)[0]["coverage"](*of)
    table = BeautifulSoup(written, "html.parser").find("table")
    assert isinstance(table, Tag)
    return table


def words(element: Tag) -> str:
    return " ".join(element.get_text().split())


def line(kb: KnowledgeBase, language: Language, *observations: Observation) -> dict[str, Tag]:
    """Return the cells of an indicator that has these observations only, by year; no other has any."""
    changed, indicator = made(replace(kb, observations={}), *observations)
    table = grid(replace(changed, indicators={indicator.id: indicator}), language)
    header, row = table.find_all("tr")
    return dict(zip(map(words, header("th")[1:]), row("td"), strict=True))


def said(cells: dict[str, Tag]) -> dict[str, list[str]]:
    return {
        year: [words(part) for part in cell("span", recursive=False)] or [words(cell)] for year, cell in cells.items()
    }


def addresses(cell: Tag) -> list[str]:
    return [str(link["href"]) for link in cell("a")]


@both
def test_each_period_is_said_in_the_column_of_its_year(kb: KnowledgeBase, language: Language) -> None:
    shown = [
        observation(kb, "part", "2024-01-01", "2024-09-30"),
        observation(kb, "open", "2022-01-01", NOT_GIVEN),
        *years(kb, {2024: 5}),
    ]
    cells = line(kb, language, *shown)
    assert said(cells) == {
        "2022": [OPEN[language]],
        "2023": [NOTHING[language]],
        "2024": [WHOLE[language], NINE_MONTHS[language]],
    }
    assert [addresses(cell) for cell in cells.values()] == [
        ["figures/open/"], [], ["figures/y2024/", "figures/part/"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "arabic", "french"),
    [
        ("2024-03-01", "2024-03-31", "مارس", "mars"),
        ("2024-02-01", "2024-02-29", "فبراير", "février"),
        ("2024-03-02", "2024-03-31", "من 2 إلى 31 مارس 2024", "du 2 au 31 mars 2024"),
        ("2024-07-01", NOT_GIVEN, "من 1 يوليوز 2024، والنهاية غير مذكورة", "dès le 1er juillet 2024, fin non donnée"),
    ],
    ids=["month", "leap-month", "days", "open"],
)
def test_a_part_of_a_year_is_said_in_few_words(
    kb: KnowledgeBase, start: str, end: str, arabic: str, french: str
) -> None:
    for language, expected in ((Language.AR, arabic), (Language.FR, french)):
        assert said(line(kb, language, observation(kb, "a", start, end))) == {"2024": [expected]}


@both
def test_a_period_over_several_years_is_said_whole_in_each(kb: KnowledgeBase, language: Language) -> None:
    over = observation(kb, "over", "2022-07-01", "2024-06-30")
    cells = line(kb, language, over, *years(kb, {2023: 5}))
    named = bare_text(Phrases(kb, language).period(over.period, alone=True))
    assert said(cells) == {"2022": [named], "2023": [named, WHOLE[language]], "2024": [named]}
    assert addresses(cells["2022"]) == addresses(cells["2024"]) == ["figures/over/"]


@both
def test_figures_of_one_period_are_one_link(kb: KnowledgeBase, language: Language) -> None:
    """To the whole rather than to a part of it, whichever comes first in the data."""
    (whole,) = years(kb, {2024: 5})
    part = replace(whole, id="part", part_of=whole.id)
    other = replace(whole, id="other", citation=replace(whole.citation, source="alalam-9m-2024"))
    cell = line(kb, language, part, whole, other)["2024"]
    assert (said({"2024": cell})["2024"], addresses(cell)) == ([WHOLE[language]], ["figures/y2024/"])


@both
def test_a_period_is_signed_where_it_is_inferred_for_each_figure(kb: KnowledgeBase, language: Language) -> None:
    (stated,) = years(kb, {2024: 5})
    inferred = replace(stated, id="inferred", period=replace(stated.period, basis=Basis.INFERRED))
    sign = line(kb, language, inferred)["2024"].select_one(".inferred")
    assert sign
    assert (sign.string, sign["aria-label"]) == (SIGNS[INFERRED], kb.labels["inferred"][language])
    together = line(kb, language, inferred, stated)["2024"]
    assert (SIGNS[INFERRED] in together.get_text(), addresses(together)) == (False, ["figures/y2024/"])


def test_what_would_count_the_same_again_is_left_out(kb: KnowledgeBase) -> None:
    one, rounding, replaced = years(kb, {2022: 5, 2023: 6, 2024: 7})
    rounding = replace(rounding, precision=Precision.ROUNDED, rounds=one.id)
    assert list(line(kb, Language.FR, one, rounding, replace(replaced, superseded_by=one.id))) == ["2022"]


@both
def test_every_grid_has_the_years_of_all_figures(kb: KnowledgeBase, language: Language) -> None:
    headers = [[words(cell) for cell in grid(kb, language, *of)("tr")[0]("th")] for of in ((), ("rescues",))]
    indicator = kb.labels["column-indicator"][language]
    assert headers == [[indicator, "2022", "2023", "2024"]] * 2


@both
@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ((), None),
        (("returns",), ["voluntary-returns"]),
        (("origin-share", "rescues"), ["origin-share", "sea-rescues"]),
    ],
    ids=["all", "topic", "mixed"],
)
def test_a_grid_has_a_line_for_each_indicator_asked_for(
    kb: KnowledgeBase, language: Language, of: tuple[str, ...], expected: list[str] | None
) -> None:
    rows = grid(kb, language, *of)("tr")[1:]
    labels = [kb.indicators[name].label[language] for name in expected or kb.indicators]
    assert [words(row("th")[0]) for row in rows] == labels


@both
def test_cells_of_a_head_say_of_what(kb: KnowledgeBase, language: Language) -> None:
    header, *rows = grid(kb, language)("tr")
    assert {cell["scope"] for cell in header("th")} == {"col"}
    assert [[cell["scope"] for cell in row("th")] for row in rows] == [["row"]] * len(kb.indicators)


@both
def test_the_grid_types_no_number(kb: KnowledgeBase, language: Language) -> None:
    """All digits are years and days under the seal: the audit would find others loose."""
    over = observation(kb, "over", "2022-07-02", "2024-06-30")
    reading = read_page(steps(f"<article>{grid(kb, language)}{line(kb, language, over)['2022']}</article>"), kb.seal)
    assert [text for text in reading.texts if any(sign.isdigit() for sign in str(text))] == []
    assert reading.figures == []


def test_nothing_is_shown_where_there_is_no_indicator(kb: KnowledgeBase) -> None:
    assert make_macros(kb, Language.FR)[0]["coverage"]("patrols") == ""


def test_links_lead_up_from_a_page_in_a_folder(kb: KnowledgeBase) -> None:
    row = grid(kb, Language.FR, "returns", here="topics/returns.md")("tr")[1]
    assert addresses(row) == [
        f"../../figures/{name}/" for name in ("returns-2022", "returns-2024", "returns-2024-9m")
    ]  # fmt: skip
