"""The typefaces of the site: every sign of its pages, under another name than the original's, in few bytes."""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
import vl_convert
from fontTools.ttLib import TTFont
from isnad.pages import fonts
from isnad.pages.fonts import CIRCLE, FACES, FAMILY, SCRIPTS, Face
from isnad.text.locale import NARROW_SPACE, NO_BREAK_SPACE

from tests.cases import for_all
from tests.conftest import FROZEN, ROOT
from tests.pictures import columns_where, read

RESERVED = "Plex"
# Names that programs show to people: family, style, full, PostScript, and their typographic and compatible variants.
SHOWN_NAMES = (1, 2, 3, 4, 6, 16, 17, 18, 20, 21, 22, 25)
# What the code itself writes into pages: spaces, hyphens, guillemets, signs of formulas, arrows of links.
WRITTEN_BY_CODE = f"{NARROW_SPACE}{NO_BREAK_SPACE}\u2011–—…«»‹›“”’−×÷≈§→←↩œŒæÆŸ€٪٠١٢٣٤٥٦٧٨٩؟،؛ـ"
DUAL_JOINING = "بتثجحخسشصضطظعغفقكلمنهيئ"


@pytest.fixture(scope="module")
def made() -> dict[Face, Any]:
    return {face: TTFont(BytesIO(fonts.woff2(face))) for face in FACES}


@pytest.fixture(scope="module")
def originals() -> dict[int, Any]:
    spec = importlib.util.find_spec(fonts.ORIGINAL)
    assert spec
    assert spec.origin
    folder = Path(spec.origin).parent / "files"
    return {weight: TTFont(folder / f"IBMPlexSansArabic-{style}.ttf") for weight, style in fonts.STYLES.items()}


def name(font: Any, number: int) -> str:
    return font["name"].getDebugName(number) or ""


def in_range(face: Face) -> set[int]:
    return {code for first, last in SCRIPTS[face.script] for code in range(first, last + 1)}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path)
def test_a_face_bears_its_own_name_and_its_makers_rights(
    face: Face, made: dict[Face, Any], originals: dict[int, Any]
) -> None:
    font, original = made[face], originals[face.weight]
    assert (name(font, 1), name(font, 2)) == (FAMILY, fonts.STYLES[face.weight])
    assert [number for number in SHOWN_NAMES if RESERVED in name(font, number)] == []
    assert RESERVED not in FAMILY
    assert "IBM Corp" in name(font, 0)
    assert "SIL Open Font License" in name(font, 13)
    assert [name(font, number) for number in (0, 13, 14)] == [name(original, number) for number in (0, 13, 14)]
    assert name(original, 4) in name(font, 10)


def test_the_licence_is_served_with_the_faces() -> None:
    text = fonts.licence().decode()
    assert text.startswith("Copyright")
    assert f'Reserved Font Name "{RESERVED}"' in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path)
def test_a_face_has_the_weight_that_css_says(face: Face, made: dict[Face, Any]) -> None:
    assert made[face]["OS/2"].usWeightClass == face.weight
    assert bool(made[face]["head"].macStyle & 1) is (face.weight == 700)


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.path)
def test_a_face_holds_nothing_that_css_does_not_send_to_it(face: Face, made: dict[Face, Any]) -> None:
    assert set(made[face].getBestCmap()) <= in_range(face)


def test_no_sign_is_in_two_scripts() -> None:
    latin, arabic = (in_range(face) for face in FACES if face.weight == 400)
    assert latin & arabic == set()


def texts() -> Iterator[Path]:
    """Yield what the pages' words come from: the project's, and those of the theme in both languages."""
    for pattern in ("docs/**/*.md", "data/*.yaml", "seeds/*.yaml", "hooks/isnad/*.yaml", "hooks/theme/**/*.html"):
        yield from (ROOT if pattern.startswith("hooks") else FROZEN).glob(pattern)
    yield ROOT / "mkdocs.yml"
    spec = importlib.util.find_spec("material")
    assert spec
    assert spec.origin
    yield from (Path(spec.origin).parent / f"templates/partials/languages/{tongue}.html" for tongue in ("ar", "fr"))


def test_every_sign_of_the_pages_is_in_a_face_of_each_weight(made: dict[Face, Any]) -> None:
    paths = list(texts())
    assert {path.suffix for path in paths} == {".md", ".yaml", ".html", ".yml"}
    signs = {*WRITTEN_BY_CODE, *"".join(path.read_text(encoding="utf-8") for path in paths)} - {"\n"}
    for weight in fonts.STYLES:
        covered = set().union(*(font.getBestCmap() for face, font in made.items() if face.weight == weight))
        drawn = sorted(sign for sign in signs if unicodedata.category(sign) != "Cf")  # the others only isolate
        assert [f"U+{ord(sign):04X} {sign}" for sign in drawn if ord(sign) not in covered] == []


@pytest.mark.parametrize("face", [face for face in FACES if face.script == "latin"], ids=lambda face: face.path)
def test_the_separator_of_thousands_is_empty_and_narrow(face: Face, made: dict[Face, Any]) -> None:
    font = made[face]
    codes, widths = font.getBestCmap(), font["hmtx"].metrics
    space, narrow = (widths[codes[ord(sign)]][0] for sign in (" ", NARROW_SPACE))
    assert font["glyf"][codes[ord(NARROW_SPACE)]].numberOfContours == 0
    assert font["head"].unitsPerEm / 8 < narrow < font["head"].unitsPerEm / 4
    assert narrow < space


@pytest.mark.parametrize("face", [face for face in FACES if face.script == "latin"], ids=lambda face: face.path)
def test_digits_are_equally_wide(face: Face, made: dict[Face, Any]) -> None:
    font = made[face]
    assert len({font["hmtx"].metrics[font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_no_pair_of_digits_is_kerned() -> None:
    vl_convert.register_font_directory(str(fonts.folder()))
    ends = {drawn_end(f"{first}{second}|", 700) for first in "0123456789" for second in "0123456789"}
    assert len(ends) == 1


def as_ttf(face: Face) -> bytes:
    font, written = TTFont(BytesIO(fonts.woff2(face))), BytesIO()
    font.flavor = None
    font.save(written)
    return written.getvalue()


def shaped(text: str, font: Any, script: str = "", language: str = "") -> list[int]:
    """Return the glyphs that a text is set with, as part of a text in a script and a language where they are named."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    if script:
        buffer.script, buffer.language, buffer.direction = script, language, "ltr"  # as numbers run
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return [glyph.codepoint for glyph in buffer.glyph_infos]


@pytest.mark.parametrize("face", [face for face in FACES if face.script == "arabic"], ids=lambda face: face.path)
def test_arabic_letters_keep_what_joins_them(face: Face, made: dict[Face, Any]) -> None:
    font = made[face]
    positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    shaping = uharfbuzz.Font(uharfbuzz.Face(as_ttf(face)))
    for letter in DUAL_JOINING:
        forms = f"{letter} {letter}ـ ـ{letter}ـ ـ{letter}"
        assert len({*shaped(forms, shaping)} - {*shaped("ـ ", shaping)}) == 4
    assert {"mark", "mkmk"} <= positions
    assert {"rlig", "ccmp"} <= {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("weight", fonts.STYLES)
def test_a_digit_is_drawn_alike_in_every_text(weight: int) -> None:
    """On pages, and where pictures are drawn."""
    texts = [("Latn", "fr"), ("Latn", "ar"), ("Arab", "ar"), ("Arab", "fr"), ("Arab", "fa")]
    for data in (as_ttf(Face("latin", weight)), (fonts.folder() / fonts.WHOLE[weight]).read_bytes()):
        font = uharfbuzz.Font(uharfbuzz.Face(data))
        assert len({tuple(shaped("0123456789%", font, *text)) for text in texts}) == 1


def drawn_end(text: str, weight: int, size: int = 20) -> int:
    """Return the last column that a text touches when it is drawn from the tenth on."""
    return max(drawn(text, weight, size))


def drawn(text: str, weight: int, size: int) -> Counter[int]:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size * 30}" height="{size * 2}"><rect width="100%" '
        f'height="100%" fill="#fff"/><text x="10" y="{size * 1.3}" font-family="{FAMILY}" font-size="{size}" '
        f'font-weight="{weight}">{text}</text></svg>'
    )
    return columns_where(read(vl_convert.svg_to_png(svg)), lambda red, _green, _blue: red < 128)


@for_all("weight", fonts.STYLES)
@for_all(
    "text",
    [
        "Tentatives de migration irrégulière déjouées",
        f"78{NARROW_SPACE}685 tentatives, 58{NO_BREAK_SPACE}%",
        "محاولات الهجرة غير النظامية المحبَطة",
        "الأشخاص الذين أُنقذوا في البحر",
        "الإلى لا إلّا شيئًا",
        "Que dit «هسبريس» de Tanger ?",
    ],
)
def test_a_text_is_drawn_as_wide_as_it_is_measured(text: str, weight: int) -> None:
    vl_convert.register_font_directory(str(fonts.folder()))
    columns = drawn(text, weight, 40)
    assert 0.965 < (max(columns) - min(columns)) / (fonts.advance(text, weight) * 40) < 1


def test_a_line_is_as_wide_as_its_words_and_spaces() -> None:
    line = "Que dit «هسبريس» de Tanger ? عن Al Alam, أمس"
    words = sum(fonts.advance(word, 700) for word in line.split())
    assert fonts.advance(line, 700) == pytest.approx(words + fonts.advance(" ", 700) * line.count(" "))


@pytest.mark.parametrize("pair", ["AV", "To", "لا", "بـ"])
def test_a_pair_that_is_kerned_or_joined_is_narrower_than_its_letters(pair: str) -> None:
    assert fonts.advance(pair, 700) < sum(fonts.advance(letter, 700) for letter in pair)


def test_no_text_has_no_width() -> None:
    assert fonts.advance("", 400) == 0


def test_signs_above_and_below_letters_take_no_room() -> None:
    assert fonts.advance("مُقرَّب", 400) == fonts.advance("مقرب", 400)
    assert fonts.advance("\u2067مقرب\u2069", 400) == fonts.advance("مقرب", 400)


def test_a_sign_that_no_face_has_is_measured_all_the_same() -> None:
    assert fonts.advance("字", 400) > 0


def test_css_names_each_file_with_its_signs() -> None:
    css = fonts.css("../../")
    assert sorted(re.findall(r'url\("\.\./\.\./(.*?)"\)', css)) == sorted(face.path for face in FACES)
    assert css.count("@font-face") == css.count("font-display: swap") == css.count(FAMILY) == len(FACES)
    for face in FACES:
        assert f'font-weight: {face.weight}; font-display: swap; src: url("../../{face.path}")' in css
    codes = {
        int(first, 16) + step
        for first, last in re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", css)
        for step in range(int(last or first, 16) - int(first, 16) + 1)
    }
    assert codes == set().union(*map(in_range, FACES))


def test_nothing_of_the_faces_comes_from_or_leads_elsewhere() -> None:
    assert "//" not in fonts.css()
    assert all(face.path.startswith("assets/fonts/") for face in FACES)


def size(script: str) -> int:
    return sum(len(fonts.woff2(face)) for face in FACES if face.script == script)


def test_a_page_needs_few_bytes_of_letters() -> None:
    assert size("latin") < 30_000
    assert size("latin") + size("arabic") < 60_000


def test_the_same_bytes_come_out_on_every_day_and_in_every_process() -> None:
    code = (
        "import hashlib\nfrom isnad.pages import fonts\n"
        "for face in fonts.FACES: print(face.path, hashlib.sha256(fonts.woff2(face)).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert dict(line.split() for line in done.stdout.splitlines()) == {
        face.path: hashlib.sha256(fonts.woff2(face)).hexdigest() for face in FACES
    }


@pytest.mark.parametrize("weight", fonts.STYLES)
def test_the_folder_holds_the_whole_face(weight: int, originals: dict[int, Any]) -> None:
    font = TTFont(fonts.folder() / f"IsnadSans-{fonts.STYLES[weight]}.ttf")
    assert (name(font, 1), font["OS/2"].usWeightClass) == (FAMILY, weight)
    assert set(font.getBestCmap()) == {*originals[weight].getBestCmap(), ord(NARROW_SPACE), 0x2011, CIRCLE}
    assert [number for number in SHOWN_NAMES if RESERVED in name(font, number)] == []
