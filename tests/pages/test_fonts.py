"""The typefaces of the site: every sign of its pages, under another name than the original's, in few bytes."""

import importlib.util
import posixpath
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from isnad.pages import fonts, lettering
from isnad.pages.fonts import FAMILY, STYLES
from isnad.pages.lettering import Ink, runs
from isnad.text.languages import Language
from isnad.text.locale import NARROW_SPACE, NO_BREAK_SPACE
from isnad.text.signs import is_ordinary
from PIL import Image

from tests.cases import for_all
from tests.conftest import FROZEN, ROOT
from tests.pictures import columns_where
from tools import typefaces

HOOKS = ROOT / "hooks"
PAGES = sorted((HOOKS / "theme" / fonts.FOLDER).glob("*.woff2"))
DRAWN = sorted((HOOKS / "isnad" / "pages" / fonts.DRAWN).iterdir())
STYLE_SHEET = HOOKS / typefaces.STYLE_SHEET
RULE = re.compile(
    r'@font-face \{ font-family: "Isnad Sans"; font-weight: (\d+); font-display: swap; '
    r'src: url\("([^"]+)"\) format\("woff2"\); unicode-range: ([^;]+); \}\n'
)
RESERVED = "Plex"
# Names that programs show to people: family, style, full, PostScript, and their typographic and compatible variants.
SHOWN_NAMES = (1, 2, 3, 4, 6, 16, 17, 18, 20, 21, 22, 25)
# What the code itself writes into pages: spaces, hyphens, guillemets, signs of formulas, arrows of links.
WRITTEN_BY_CODE = f"{NARROW_SPACE}{NO_BREAK_SPACE}\u2011–—…«»‹›“”’−×÷≈§→←↩œŒæÆŸ€٪٠١٢٣٤٥٦٧٨٩؟،؛ـ"
DUAL_JOINING = "بتثجحخسشصضطظعغفقكلمنهيئ"


def made_for(weight: int) -> list[Path]:
    return [path for path in PAGES if path.stem.endswith(f"-{weight}")]


def latin(weight: int) -> Path:
    return HOOKS / "theme" / fonts.face_path("latin", weight)


def drawn_with(weight: int) -> Path:
    (path,) = (path for path in DRAWN if path.stem.endswith(STYLES[weight]))
    return path


def original(weight: int) -> Any:
    return TTFont(typefaces.original() / "files" / f"IBMPlexSansArabic-{STYLES[weight]}.ttf")


def name(font: Any, number: int) -> str:
    return font["name"].getDebugName(number) or ""


def codes(*paths: Path) -> set[int]:
    return set().union(*(TTFont(path).getBestCmap() for path in paths))


def test_the_files_are_those_that_the_tool_cuts() -> None:
    made = {path: (HOOKS / path).read_bytes() for path in typefaces.typefaces()}
    assert made == typefaces.typefaces()
    stored = {path.relative_to(HOOKS).as_posix() for path in (*PAGES, *DRAWN, STYLE_SHEET)}
    assert made.keys() == {*stored, typefaces.LICENCE}


@pytest.mark.parametrize("path", [*PAGES, *DRAWN], ids=lambda path: path.name)
def test_a_face_bears_its_own_name_and_its_makers_rights(path: Path) -> None:
    font = TTFont(path)
    weight = font["OS/2"].usWeightClass
    source = original(weight)
    assert (name(font, 1), name(font, 2)) == (FAMILY, STYLES[weight])
    assert weight in STYLES
    assert path in made_for(weight) or path == drawn_with(weight)
    assert bool(font["head"].macStyle & 1) is (weight == 700)
    assert [number for number in SHOWN_NAMES if RESERVED in name(font, number)] == []
    assert RESERVED not in FAMILY
    assert "IBM Corp" in name(font, 0)
    assert "SIL Open Font License" in name(font, 13)
    assert [name(font, number) for number in (0, 13, 14)] == [name(source, number) for number in (0, 13, 14)]
    assert name(source, 4) in name(font, 10)


def test_the_licence_is_served_with_the_faces() -> None:
    text = (HOOKS / typefaces.LICENCE).read_text(encoding="utf-8")
    assert (HOOKS / typefaces.LICENCE).parent == PAGES[0].parent
    assert text.startswith("Copyright")
    assert f'Reserved Font Name "{RESERVED}"' in text
    assert "SIL OPEN FONT LICENSE Version 1.1" in text


def test_the_style_sheet_sends_each_sign_to_the_one_file_that_has_it(config: dict[str, Any]) -> None:
    assert typefaces.STYLE_SHEET.removeprefix("theme/") in config["extra_css"]
    rules = RULE.findall(STYLE_SHEET.read_text(encoding="utf-8"))
    assert RULE.sub("", STYLE_SHEET.read_text(encoding="utf-8")) == ""
    for weight in STYLES:
        sent = {posixpath.basename(path): in_range(signs) for number, path, signs in rules if number == str(weight)}
        assert {*sent} == {path.name for path in made_for(weight)}
        assert sum(map(len, sent.values())) == len(set().union(*sent.values()))
        for path in made_for(weight):
            assert codes(path) <= sent[path.name]
    assert {(STYLE_SHEET.parent / path).resolve() for _, path, _ in rules} == {*PAGES}


def in_range(signs: str) -> set[int]:
    runs = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", signs)
    return {code for first, last in runs for code in range(int(first, 16), int(last or first, 16) + 1)}


@pytest.mark.parametrize("weight", STYLES)
def test_a_face_holds_every_sign_that_writers_type_and_the_original_has(weight: int) -> None:
    typed = {code for code in original(weight).getBestCmap() if is_ordinary(chr(code))}
    assert {ord(sign) for sign in "éœأكپڭ"} <= typed
    assert typed <= codes(*made_for(weight))
    assert codes(drawn_with(weight)) == codes(*made_for(weight))


@pytest.mark.parametrize("language", Language)
def test_faces_that_are_fetched_early_are_those_of_the_letters_of_the_page(language: Language) -> None:
    """A French page shows the name of the other language in one weight."""
    early = [HOOKS / "theme" / path for path in fonts.preloaded(language)]
    assert len({*early}) == len(early)
    assert {*early} <= {*PAGES}
    weights = {TTFont(path)["OS/2"].usWeightClass for path in early if ord("ا") in codes(path)}
    assert weights == ({*STYLES} if language is Language.AR else {400})
    assert {TTFont(path)["OS/2"].usWeightClass for path in early if ord("a") in codes(path)} == {*STYLES}


def texts() -> Iterator[Path]:
    """Yield what the pages' words come from: the project's, and those of the theme in both languages."""
    for pattern in ("docs/**/*.md", "data/*.yaml", "seeds/*.yaml", "hooks/isnad/*.yaml", "hooks/theme/**/*.html"):
        yield from (ROOT if pattern.startswith("hooks") else FROZEN).glob(pattern)
    yield ROOT / "mkdocs.yml"
    spec = importlib.util.find_spec("material")
    assert spec
    assert spec.origin
    yield from (Path(spec.origin).parent / f"templates/partials/languages/{tongue}.html" for tongue in ("ar", "fr"))


def test_every_sign_of_the_pages_is_in_a_face_of_each_weight() -> None:
    paths = list(texts())
    assert {path.suffix for path in paths} == {".md", ".yaml", ".html", ".yml"}
    signs = {*WRITTEN_BY_CODE, *"".join(path.read_text(encoding="utf-8") for path in paths)} - {"\n"}
    for weight in STYLES:
        covered = codes(*made_for(weight))
        drawn = sorted(sign for sign in signs if unicodedata.category(sign) != "Cf")  # the others only isolate
        assert [f"U+{ord(sign):04X} {sign}" for sign in drawn if ord(sign) not in covered] == []


@pytest.mark.parametrize("weight", STYLES)
def test_the_separator_of_thousands_is_empty_and_narrow(weight: int) -> None:
    font = TTFont(latin(weight))
    glyphs, widths = font.getBestCmap(), font["hmtx"].metrics
    space, narrow = (widths[glyphs[ord(sign)]][0] for sign in (" ", NARROW_SPACE))
    assert font["glyf"][glyphs[ord(NARROW_SPACE)]].numberOfContours == 0
    assert font["head"].unitsPerEm / 8 < narrow < font["head"].unitsPerEm / 4
    assert narrow < space


@pytest.mark.parametrize("weight", STYLES)
def test_digits_are_equally_wide(weight: int) -> None:
    font = TTFont(latin(weight))
    assert len({font["hmtx"].metrics[font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_no_pair_of_digits_is_kerned() -> None:
    ends = {drawn_end(f"{first}{second}|", 700) for first in "0123456789" for second in "0123456789"}
    assert len(ends) == 1


def as_ttf(path: Path) -> bytes:
    font, written = TTFont(path), BytesIO()
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


@pytest.mark.parametrize("weight", STYLES)
def test_arabic_letters_keep_what_joins_them(weight: int) -> None:
    path = HOOKS / "theme" / fonts.face_path("arabic", weight)
    font = TTFont(path)
    positions = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
    shaping = uharfbuzz.Font(uharfbuzz.Face(as_ttf(path)))
    for letter in DUAL_JOINING:
        forms = f"{letter} {letter}ـ ـ{letter}ـ ـ{letter}"
        assert len({*shaped(forms, shaping)} - {*shaped("ـ ", shaping)}) == 4
    assert {"mark", "mkmk"} <= positions
    assert {"rlig", "ccmp"} <= {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}


@pytest.mark.parametrize("weight", STYLES)
def test_a_digit_is_drawn_alike_in_every_text(weight: int) -> None:
    """On pages, and where pictures are drawn."""
    texts = [("Latn", "fr"), ("Latn", "ar"), ("Arab", "ar"), ("Arab", "fr"), ("Arab", "fa")]
    for data in (as_ttf(latin(weight)), drawn_with(weight).read_bytes()):
        font = uharfbuzz.Font(uharfbuzz.Face(data))
        assert len({tuple(shaped("0123456789%", font, *text)) for text in texts}) == 1


def drawn_end(text: str, weight: int, size: int = 20) -> int:
    """Return the last column that a text touches when it is drawn from the tenth on."""
    return max(drawn(text, weight, size))


def drawn(text: str, weight: int, size: int) -> Counter[int]:
    picture = Image.new("RGB", (size * 30, size * 2), "white")
    lettering.write(picture, runs(text, right_to_left=False), Ink(size, weight, "black"), (10, size * 1.3))
    return columns_where(picture, lambda red, _green, _blue: red < 128)


@for_all("weight", STYLES)
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


def size(signs: str) -> int:
    return sum((HOOKS / "theme" / fonts.face_path(signs, weight)).stat().st_size for weight in STYLES)


def test_a_page_needs_few_bytes_of_letters() -> None:
    assert size("latin") < 30_000
    assert size("latin") + size("arabic") < 60_000
    assert size("more") < 40_000
