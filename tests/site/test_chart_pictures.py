"""The pictures of charts: in the colours of the page, whole, and a click away from each chart."""

import re

import pytest
from isnad.facts.load import load
from isnad.pages.charts import indicator_charts
from isnad.phrases.phrases import Phrases
from isnad.site.chart_pictures import SCALE, WIDTH, looks
from isnad.text.languages import Language

from tests.conftest import FROZEN, Built
from tests.pictures import read

BAR, WHITE, BLACK = (0x0B, 0x4F, 0x4A), (0xFF, 0xFF, 0xFF), (0, 0, 0)
PICTURE = re.compile(r'"[./]*(downloads/charts/[^"]+\.png)"')


@pytest.mark.parametrize("language", Language)
def test_each_chart_of_an_indicator_leads_to_its_picture(built: Built, language: Language) -> None:
    kb = load(FROZEN)[0]
    folder = "" if language is Language.AR else f"{language}/"
    for indicator in kb.indicators.values():
        due = [chart.picture for chart in indicator_charts(Phrases(kb, language), indicator)]
        assert PICTURE.findall(built.read(f"{folder}indicators/{indicator.id}/index.html")) == due
    assert PICTURE.search(built.read(f"{folder}interceptions/index.html"))


def test_pictures_have_the_colours_of_the_page(built: Built) -> None:
    files = [*(built.folder / "downloads/charts").iterdir()]
    assert files
    for file in files:
        picture = read(file.read_bytes()).convert("RGB")
        assert picture.width == WIDTH * SCALE
        counts = {colour: number for number, colour in picture.getcolors(picture.width * picture.height) or ()}
        assert counts[WHITE] > picture.width * picture.height / 2
        assert counts.get(BAR, 0) > 0
        assert counts.get(BLACK, 0) == 0, "a shape without a colour is black"


def test_what_the_style_sheets_say_of_charts_is_said_without_variables() -> None:
    found = dict(looks())
    assert found[".chart .chart-base line"] == {"stroke": "#7a8684"}
    assert not [value for attributes in found.values() for value in attributes.values() if "var(" in value]
    assert not [selector for selector in found if ":hover" in selector or ":focus" in selector]
