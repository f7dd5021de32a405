"""The cards of shared links: what they show, in which order, inside their frame, in few bytes."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from isnad.pages import drawing, fonts, social
from isnad.pages.drawing import png
from isnad.pages.lettering import runs
from isnad.pages.social import INNER, MARGIN, TITLE, TOUCH_ICON, WORDS, arrange, card, touch_icon, wrap
from isnad.pages.templates import xml_templates
from isnad.text.languages import Language
from jinja2 import UndefinedError
from PIL import Image, ImageChops

from tests.conftest import FROZEN, ROOT
from tests.pictures import columns_where, read

AR, FR = Language.AR, Language.FR
SITE_NAMES = {AR: "الهجرة بالأرقام", FR: "Migration en chiffres"}
THEME = ROOT / "hooks" / "theme"
NUMBER = "78\u202f685"


class Case(NamedTuple):
    language: Language
    title: str
    words: str = ""

    def draw(self) -> bytes:
        return card(self.language, SITE_NAMES[self.language], self.title, self.words)

    @property
    def texts(self) -> list[tuple[str, social.Style]]:
        """The texts of the card and how each is set, as `card` arranges them."""
        return [(self.title, TITLE), (self.words, WORDS)]


CASES = {
    "home": Case(FR, SITE_NAMES[FR], "Ce que des articles de presse rapportent de la migration irrégulière au Maroc."),
    "home-ar": Case(AR, SITE_NAMES[AR], "ما تنقله المقالات الصحفية عن الهجرة غير النظامية في المغرب، وإلى من تنسبه."),
    "topic": Case(FR, "Interceptions et réseaux démantelés : ce que disent trois articles", "Phrase par phrase."),
    "topic-ar": Case(AR, "سبتة ومليلية: محاولات العبور الجماعي وما وقع منها فعلا", "وعدد المشاركات فيها سنة 2024."),
    "number": Case(FR, f"{NUMBER} tentatives déjouées", "en 2024\nSelon le ministère de l’Intérieur"),
    "number-ar": Case(AR, f"أكثر من {NUMBER} محاولة", "سنة 2024\nوزارة الداخلية، هومبريس"),
    "bare": Case(FR, "Glossaire"),
    "many-words": Case(FR, "mot " * 150, ("mot " * 200 + "\n") * 9),
    "many-words-ar": Case(AR, "مقال " * 150, "مقال 1 " * 200),
    "one-long-word": Case(FR, "Anticonstitutionnellement" * 9),
    "one-long-word-ar": Case(AR, "فسيكفيكهم" * 30, "9" * 90),
    "markup": Case(FR, "<b>1 & 2</b> \"3\" 'x'", "]]> &amp; <text>"),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def is_ink(red: int, green: int, _blue: int) -> bool:
    """Return whether a colour is one of letters, neither the ground's nor that of the large mark on it."""
    return red > 0x60 and green > 0x60


def ink(picture: Image.Image) -> list[int]:
    """Return the columns that letters touch, below the stripe at the top."""
    return sorted(columns_where(picture, is_ink, top=12))


@every_case
def test_a_card_has_the_size_that_networks_ask_for_in_few_bytes(case: Case) -> None:
    png = case.draw()
    picture = read(png)
    assert (picture.size, picture.mode, picture.has_transparency_data) == ((1200, 630), "P", False)
    assert len(png) < 60_000


@every_case
def test_a_palette_shows_what_was_drawn(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Image.Image] = []

    def keep(picture: Image.Image) -> bytes:
        drawn.append(picture)
        return png(picture)

    monkeypatch.setattr(drawing, "png", keep)
    shown = read(case.draw()).convert("RGB")
    (picture,) = drawn
    differences: Any = ImageChops.difference(picture, shown).getextrema()
    assert max(most for _, most in differences) <= 3
    assert counts(picture).most_common(1) == counts(shown).most_common(1)


def counts(picture: Image.Image) -> Counter[Any]:
    """Return how many pixels are of each colour."""
    found: Any = picture.getcolors(picture.width * picture.height)
    return Counter({colour: number for number, colour in found})


@every_case
def test_nothing_leaves_the_frame(case: Case) -> None:
    picture = read(case.draw())
    columns = ink(picture)
    overhang = 6  # of a letter beyond the place it begins at
    assert columns
    assert columns[0] >= MARGIN - overhang
    assert columns[-1] <= picture.width - MARGIN + overhang
    assert not columns_where(picture, is_ink, top=social.HEIGHT - 40)


@every_case
def test_lines_are_measured_to_fit(case: Case) -> None:
    blocks = arrange(case.language, case.texts)
    assert [block.style for block in blocks] == [style for text, style in case.texts if text.strip()]
    for block in blocks:
        assert 1 <= len(block.lines) <= block.style.most
        assert max(fonts.advance(line, block.style.weight) for line in block.lines) * block.size <= INNER
    assert sum(block.height(social.LEADING[case.language]) for block in blocks) <= social.BOTTOM - social.TOP


def test_what_is_left_out_is_seen_to_be() -> None:
    for case in (CASES["many-words"], CASES["many-words-ar"], CASES["one-long-word"], CASES["one-long-word-ar"]):
        assert arrange(case.language, case.texts)[0].lines[-1].endswith("…")


@pytest.mark.parametrize("language", Language)
def test_the_titles_of_all_pages_are_shown_whole(language: Language) -> None:
    titles = [title_of(path) for path in sorted((FROZEN / "docs" / language).rglob("*.md"))]
    assert len(titles) > 10
    for title in titles:
        (block,) = arrange(language, [(title, TITLE)])
        assert " ".join(block.lines) == social._spaced(title)


def title_of(page: Path) -> str:
    found = re.search(r"(?m)^title: (.+)$", page.read_text(encoding="utf-8"))
    assert found, page
    return found[1]


def test_a_short_title_is_larger_than_a_long_one() -> None:
    (short,), (long,) = (arrange(FR, [(title, TITLE)]) for title in ("Méthode", CASES["topic"].title))
    assert short.size > long.size


def test_lines_of_a_title_are_about_equally_long() -> None:
    lines = wrap("un deux trois quatre cinq six sept huit neuf dix onze", 20, 700)
    lengths = [fonts.advance(line, 700) for line in lines]
    assert len(lines) == 2
    assert min(lengths) > 0.7 * max(lengths)


def test_no_line_begins_with_a_sign_or_ends_within_a_number() -> None:
    (block,) = arrange(FR, [("Que disent « les articles » : 40 000 tentatives ; 2 300 retours ? " * 2, TITLE)])
    assert not any(re.match(r"[:;?!»0]", line) or line.endswith("«") for line in block.lines)
    assert "40\u202f000" in " ".join(block.lines)


def test_arabic_stands_at_the_right_and_french_at_the_left() -> None:
    french, arabic = (
        ink(read(Case(language, "Méthode" if language is FR else "المنهج").draw())) for language in (FR, AR)
    )
    assert french[0] < MARGIN + 12 < french[-1] < 700
    assert 500 < arabic[0] < social.WIDTH - MARGIN - 12 < arabic[-1]


def test_the_two_languages_have_different_cards() -> None:
    assert CASES["home"].draw() != CASES["home-ar"].draw()


@every_case
def test_a_card_is_the_same_each_time(case: Case) -> None:
    assert case.draw() == case.draw()


def profile(language: Language, title: str) -> list[int]:
    """Return how much ink each column of a card's title has, from the first with any to the last."""
    counts = columns_where(read(card(language, "", title)), is_ink, top=170)
    return [counts[x] for x in range(min(counts), max(counts) + 1)]


def difference(one: Sequence[int], other: Sequence[int]) -> float:
    """Return by how much a profile differs from the beginning of another, as a part of its own ink."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=False)) / sum(one)


@pytest.mark.parametrize(("number", "reversed_number"), [(NUMBER, "685\u202f78"), ("58%", "%58"), ("−2,5", "2,5−")])
def test_arabic_draws_a_number_in_the_order_of_its_digits(number: str, reversed_number: str) -> None:
    french, arabic = profile(FR, number), profile(AR, f"هم {number}")  # the number is on the left
    assert len(arabic) > len(french)
    assert difference(french, arabic) < 0.1
    assert difference(french, profile(FR, reversed_number)) > 0.2


@pytest.mark.parametrize(
    ("text", "right_to_left", "seen"),
    [
        pytest.param("بلغ 58%.", True, ["<.", "58%", "<بلغ "], id="percentage"),
        pytest.param("من −2,5", True, ["−2,5", "<من "], id="sign"),
        pytest.param("2021–2023 سنة", True, ["< سنة", "2021–2023"], id="range"),
        pytest.param(f"{NUMBER} محاولة", True, ["< محاولة", NUMBER], id="groups"),
        pytest.param("عن Al Alam 2, أمس", True, ["<, أمس", "Al Alam 2", "<عن "], id="Latin words"),
        pytest.param("Bilan 2022", True, ["Bilan 2022"], id="French alone in Arabic"),
        pytest.param("« أمن », 3 chiffres", False, ["« ", "<أمن", " », 3 chiffres"], id="Arabic in French"),
        pytest.param("« سنة 2024 هنا »", False, ["<« سنة ", "2024"][:0] or ["< هنا »", "2024", "<« سنة "], id="x"),
        pytest.param("dit « سنة 2024 هنا »", False, ["dit « ", "< هنا", "2024", "<سنة ", " »"], id="number in Arabic"),
        pytest.param("«أمن»", False, ["<«أمن»"], id="Arabic alone in French"),
        pytest.param("58 %", False, ["58 %"], id="French"),
    ],
)
def test_the_runs_of_a_text_stand_as_they_are_read(text: str, right_to_left: bool, seen: list[str]) -> None:
    """`<` says that a run goes from right to left."""
    assert ["<" * run.is_right_to_left + run.text for run in runs(text, right_to_left)] == seen


def test_the_name_of_the_site_is_not_said_twice() -> None:
    named, home = (read(Case(FR, title).draw()) for title in ("Méthode", SITE_NAMES[FR]))
    assert max(header(named)) > 400
    assert max(header(home)) < 160


def header(picture: Image.Image) -> list[int]:
    return ink(picture.crop((0, 0, picture.width, 140)))


def test_templates_of_xml_escape_texts_and_refuse_undefined_names() -> None:
    template = xml_templates().from_string("<text>{{ x }}</text>")
    assert template.render(x="<b>&\"'") == "<text>&lt;b&gt;&amp;&#34;&#39;</text>"
    with pytest.raises(UndefinedError):
        template.render()


def test_the_touch_icon_is_square_and_opaque_to_its_corners() -> None:
    picture = read(touch_icon())
    assert (picture.size, picture.has_transparency_data) == ((180, 180), False)
    corners = {picture.convert("RGB").getpixel((x, y)) for x in (0, 179) for y in (0, 179)}
    assert corners == {(0x0B, 0x4F, 0x4A)}
    assert columns_where(picture, is_ink)
    assert f"'{TOUCH_ICON}' | url" in (THEME / "main.html").read_text(encoding="utf-8")


def strokes(path: Path) -> list[str]:
    return re.findall(r' d="([^"]+)"', path.read_text(encoding="utf-8"))


def test_the_logo_and_the_icon_are_one_mark_of_two_equal_links() -> None:
    icon, logo = strokes(THEME / "assets" / "images" / "icon.svg"), strokes(THEME / "partials" / "logo.html")
    assert icon == logo
    assert len(icon) == 2
    assert len(set(icon)) == 1


def test_both_links_of_the_icon_show_on_a_browser_tab() -> None:
    picture = Image.new("RGB", (16, 16), social.GROUND)
    social.mark(picture, 0, 0, 16)
    light = columns_where(picture, lambda red, _green, blue: red > 0xB0 and blue > 0xA0)
    accent = columns_where(picture, lambda red, _green, blue: red > 0xB0 and blue < 0x90)
    assert sum(light.values()) > 12
    assert sum(accent.values()) > 12


def test_the_logo_has_no_id_since_a_page_shows_it_twice() -> None:
    text = (THEME / "partials" / "logo.html").read_text(encoding="utf-8")
    assert " id=" not in text
    assert "style=" not in text
    assert 'aria-hidden="true"' in text
