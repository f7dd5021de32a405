"""The site's typefaces, Isnad Sans: which files a page fetches at once, and how wide a text is that is drawn here.

tools/typefaces.py cuts the files: those of pages stand in the theme, those to draw pictures with in `typefaces/`.
"""

from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz
import vl_convert

from ..text.languages import Language

FAMILY = "Isnad Sans"
STYLES = {400: "Regular", 700: "Bold"}
FOLDER = "assets/fonts"
DRAWN = "typefaces"


def face_path(signs: str, weight: int) -> str:
    """Return where a file of the family stands inside the site: some signs, in one weight."""
    return f"{FOLDER}/isnad-{signs}-{weight}.woff2"


def preloaded(language: Language) -> list[str]:
    """Return the faces that every page of a language shows at once, by their paths inside the site."""
    # A French page shows the name of the other language.
    arabic = STYLES if language is Language.AR else [min(STYLES)]
    return [*(face_path("latin", weight) for weight in STYLES), *(face_path("arabic", weight) for weight in arabic)]


@cache
def register() -> None:
    """Let what draws pictures and charts know the typefaces."""
    vl_convert.register_font_directory(str(Path(__file__).parent / DRAWN))


def advance(text: str, weight: int) -> float:
    """Return the width of a text in ems as it is drawn: its Arabic letters joined, its pairs kerned."""
    font, buffer = _shaping_font(weight), uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.script = "Arab"  # joins Arabic letters among Latin ones too, and sets those as their own script does
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(glyph.x_advance for glyph in buffer.glyph_positions or ()) / font.face.upem)


@cache
def _shaping_font(weight: int) -> Any:
    """Return the face of a weight for HarfBuzz, which joins and kerns: the one that is drawn with."""
    path = Path(__file__).parent / DRAWN / f"IsnadSans-{STYLES[weight]}.ttf"
    return uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
