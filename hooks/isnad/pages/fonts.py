"""The site's typefaces, Isnad Sans: which files a page fetches at once, and how wide a text is that is drawn here.

tools/typefaces.py cuts the files: those of pages stand in the theme, those to draw pictures with in `typefaces/`.
"""

from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz

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


def advance(text: str, weight: int) -> float:
    """Return the width of a text in ems as it is drawn: its Arabic letters joined, its pairs kerned."""
    buffer = shaped(text, weight, script="Arab")  # joins Arabic among Latin letters, and sets those as their own does
    return float(sum(glyph.x_advance for glyph in buffer.glyph_positions or ()) / face(weight).face.upem)


def shaped(text: str, weight: int, **properties: str) -> Any:
    """Return the glyphs of a text, and their places, as HarfBuzz sets it: joined and kerned."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    for name, value in properties.items():
        setattr(buffer, name, value)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face(weight), buffer)
    return buffer


@cache
def face(weight: int) -> Any:
    """Return the face of a weight for HarfBuzz, which sets and draws it."""
    path = Path(__file__).parent / DRAWN / f"IsnadSans-{STYLES[weight]}.ttf"
    return uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
