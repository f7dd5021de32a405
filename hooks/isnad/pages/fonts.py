"""The site's typefaces: IBM Plex Sans Arabic cut down to what French and Arabic need, and served by the site itself.

The licence reserves the name "Plex" to the original; a cut of it bears another name, Isnad Sans.
"""

import math
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from io import BytesIO
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from ..text.locale import NARROW_SPACE

FAMILY = "Isnad Sans"
ORIGINAL = "fontpkg_ibm_plex_sans_arabic"
STYLES = {400: "Regular", 700: "Bold"}
FOLDER = "assets/fonts"
CIRCLE, RING = 0x25CB, 500  # the sign of a figure that no quote proves, and its width in thousandths of an em
WHOLE = {weight: f"IsnadSans-{style}.ttf" for weight, style in STYLES.items()}  # the files of `folder`

# First and last code points. What a reader meets on a page of one script only is in one file.
SCRIPTS: dict[str, tuple[tuple[int, int], ...]] = {
    "latin": (
        (0x20, 0x7E), (0xA0, 0xFF), (0x152, 0x153), (0x178, 0x178),  # French, and its neighbours
        (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2039, 0x203A),
        (0x20AC, 0x20AC), (0x2190, 0x2194), (0x21A9, 0x21AA),
        (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25CA, 0x25CB), (0x2713, 0x2713),
    ),
    "arabic": (
        (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F),
        (0x621, 0x63A), (0x640, 0x652), (0x660, 0x66C), (0x670, 0x671), (0x200C, 0x200D),
    ),
}  # fmt: skip
FEATURES = ["ccmp", "calt", "liga", "rlig", "isol", "init", "medi", "fina", "kern", "mark", "mkmk"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 10, 13, 14]  # copyright, family … PostScript name, description, licence and its address


class Face(NamedTuple):
    """One file of the family: the letters of one script in one weight."""

    script: str
    weight: int

    @property
    def path(self) -> str:
        """Where the file stands inside the site."""
        return f"{FOLDER}/isnad-{self.script}-{self.weight}.woff2"

    @property
    def unicode_range(self) -> str:
        """The code points of the file as CSS writes them: `U+20-7E, U+A0-FF`."""
        return ", ".join(f"U+{first:X}" + f"-{last:X}" * (last > first) for first, last in SCRIPTS[self.script])


FACES = tuple(Face(script, weight) for weight in STYLES for script in SCRIPTS)


@cache
def woff2(face: Face) -> bytes:
    """Return the file of a face as the site serves it: the same bytes at every call, on every day."""
    return _bytes(_cut(face), "woff2")


def licence() -> bytes:
    """Return the licence that goes with the faces."""
    return (_original() / "LICENSE").read_bytes()


@cache
def css(prefix: str = "") -> str:
    """Return the `@font-face` rules; `prefix` leads from the style sheet to the root of the site, as `../../` does."""
    rule = (
        '@font-face {{ font-family: "{}"; font-weight: {}; font-display: swap; '
        'src: url("{}{}") format("woff2"); unicode-range: {}; }}\n'
    )
    return "".join(rule.format(FAMILY, face.weight, prefix, face.path, face.unicode_range) for face in FACES)


@cache
def folder() -> Path:
    """Return a folder of the whole faces as TTF, a file a weight, for what draws letters outside a browser.

    It lasts as long as the process.
    """
    made = Path(tempfile.mkdtemp(prefix="isnad-fonts-"))
    Finalize(None, shutil.rmtree, (made, True), exitpriority=0)  # `atexit` would forget the copies of a process
    for weight, name in WHOLE.items():
        (made / name).write_bytes(_bytes(_face(weight)))
    return made


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
    """Return the face of a weight for HarfBuzz, which joins and kerns: the one that `folder` gives to draw with."""
    return uharfbuzz.Font(uharfbuzz.Face((folder() / WHOLE[weight]).read_bytes()))


def _cut(face: Face) -> TTFont:
    """Return a face with the letters of its script only."""
    font = _face(face.weight)
    # Not hinted: screens that would need it are rare, and it costs half as much again.
    subsetter = Subsetter(
        Options(layout_features=FEATURES, name_IDs=NAMES, hinting=False, drop_tables=["DSIG", "meta"])
    )
    subsetter.populate(unicodes=[code for first, last in SCRIPTS[face.script] for code in range(first, last + 1)])
    subsetter.subset(font)
    return font


def _face(weight: int) -> TTFont:
    """Return the whole face of a weight, under its own name."""
    path = _original() / "files" / f"IBMPlexSansArabic-{STYLES[weight]}.ttf"
    font = TTFont(path, recalcTimestamp=False)
    _add_signs(font)
    _drop_local_forms(font)
    _rename(font, STYLES[weight])
    return font


def _original() -> Path:
    """Return the folder of the package that carries the original."""
    return Path(str(files(ORIGINAL)))


def _add_signs(font: TTFont) -> None:
    """Give the face what it lacks: a narrow no-break space of three quarters of a space, a no-break hyphen, and a white
    circle, as wide as a digit, its middle as high as that of a capital.
    """
    glyphs: Any = font["glyf"]
    metrics: Any = font["hmtx"]
    codes = font.getBestCmap()
    glyphs["uni202F"] = glyphs[codes[ord(" ")]]
    metrics["uni202F"] = (metrics[codes[ord(" ")]][0] * 3 // 4, 0)
    for table in font["cmap"].tables:
        table.cmap |= {ord(NARROW_SPACE): "uni202F", 0x2011: codes[0x2010], CIRCLE: "uni25CB"}
    bar, width = glyphs[codes[ord("|")]], metrics[codes[ord("0")]][0]
    glyphs["uni25CB"] = _ring(font, RING / 2, stroke=bar.xMax - bar.xMin)
    metrics["uni25CB"] = (width, (width - RING) // 2)


def _ring(font: TTFont, radius: float, stroke: float) -> Any:
    """Return the outline of a circle: each arc of an eighth is one curve, whose control point lies a little outside."""
    pen, codes, metrics = TTGlyphPen(None), font.getBestCmap(), font["hmtx"]
    centre = metrics[codes[ord("0")]][0] / 2, font["OS/2"].sCapHeight / 2
    for outline, turn in ((radius, -1), (radius - stroke, 1)):
        corner = outline / math.cos(math.pi / 8)
        angles = [turn * (eighth + 0.5) * math.pi / 4 for eighth in range(8)]
        pen.qCurveTo(*((centre[0] + corner * math.cos(at), centre[1] + corner * math.sin(at)) for at in angles), None)
        pen.closePath()
    return pen.glyph()


def _drop_local_forms(font: TTFont) -> None:
    """Draw a digit alike whatever letters are near: those of Arabic are smaller, and some of a number would be so."""
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "locl":
            record.Feature.LookupListIndex, record.Feature.LookupCount = [], 0


def _rename(font: TTFont, style: str) -> None:
    """Name the face after its family, say what it was cut from, and leave its copyright and licence as they are."""
    names: Any = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    origin = f"{names.getDebugName(4)}, {names.getDebugName(5)}"
    told = f"Cut from {origin}, with U+202F, U+2011 and U+25CB added, without `locl`"
    texts = {1: FAMILY, 2: style, 3: postscript, 4: f"{FAMILY} {style}", 6: postscript, 10: told}
    for number, text in texts.items():
        names.setName(text, number, 3, 1, 0x409)


def _bytes(font: TTFont, flavor: str | None = None) -> bytes:
    font.flavor = flavor
    written = BytesIO()
    font.save(written)
    return written.getvalue()
