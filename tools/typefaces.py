"""Cuts the site's typefaces out of IBM Plex Sans Arabic: for pages, a file a weight and range of signs (WOFF2), with
their style sheet; for what draws letters outside a browser, a file a weight (TTF). `make typefaces` writes them.

The licence reserves the name "Plex" to the original; a cut of it bears another name, Isnad Sans.
"""

import math
from collections.abc import Iterator, Mapping, Set
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from isnad.pages.fonts import DRAWN, FAMILY, FOLDER, STYLES, face_path
from isnad.text.locale import NARROW_SPACE
from isnad.text.signs import is_ordinary

HOOKS = Path(__file__).parent.parent / "hooks"
ORIGINAL = "fontpkg_ibm_plex_sans_arabic"
LICENCE = f"theme/{FOLDER}/LICENSE.txt"
STYLE_SHEET = "theme/assets/stylesheets/fonts.css"
CIRCLE, RING = 0x25CB, 500  # the sign of a figure that no quote proves, and its width in thousandths of an em

# First and last code points. What a reader meets on a page of one script only is in one file; "more" is all else that
# writers of Arabic or French type, which a browser fetches where a page has a sign of it.
RANGES: dict[str, tuple[tuple[int, int], ...]] = {
    "latin": (
        (0x20, 0x7E), (0xA0, 0xFF), (0x152, 0x153), (0x178, 0x178),  # French, and its neighbours
        (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030), (0x2039, 0x203A),
        (0x20AC, 0x20AC), (0x2190, 0x2194), (0x21A9, 0x21AA),
        (0x2212, 0x2212), (0x2248, 0x2248), (0x2260, 0x2260), (0x2264, 0x2265), (0x25CA, 0x25CB), (0x2713, 0x2713),
    ),
    "arabic": (
        (0x60C, 0x60C), (0x61B, 0x61B), (0x61F, 0x61F),
        (0x621, 0x63A), (0x640, 0x655), (0x660, 0x66C), (0x670, 0x671), (0x200C, 0x200D),
    ),
}  # fmt: skip
FEATURES = ["ccmp", "calt", "liga", "rlig", "isol", "init", "medi", "fina", "kern", "mark", "mkmk"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 10, 13, 14]  # copyright, family … PostScript name, description, licence and its address


def typefaces() -> Mapping[str, bytes]:
    """Return every file of the typefaces by its path in hooks/: the same bytes at every call, on every day."""
    signs = signs_of_files()
    every = set().union(*signs.values())
    return {
        **{
            f"theme/{face_path(name, weight)}": _bytes(_cut(weight, signs[name]), "woff2")
            for weight in STYLES
            for name in signs
        },
        **{f"isnad/pages/{DRAWN}/IsnadSans-{STYLES[weight]}.ttf": _bytes(_cut(weight, every)) for weight in STYLES},
        STYLE_SHEET: "".join(_rules(signs)).encode(),
        LICENCE: (original() / "LICENSE").read_bytes().replace(b"\r\n", b"\n"),
    }


def signs_of_files() -> Mapping[str, Set[int]]:
    """Return which code points each file of a weight is for."""
    signs = {name: {code for first, last in RANGES[name] for code in range(first, last + 1)} for name in RANGES}
    typed = {code for code in _whole(min(STYLES)).getBestCmap() if is_ordinary(chr(code))}
    return {**signs, "more": typed - set().union(*signs.values())}


def original() -> Path:
    """Return the folder of the package that carries the original."""
    return Path(str(files(ORIGINAL)))


def _rules(signs: Mapping[str, Set[int]]) -> Iterator[str]:
    """Yield the `@font-face` rule of each file."""
    for weight in STYLES:
        for name, codes in signs.items():
            yield (
                f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: swap; '
                f'src: url("../../{face_path(name, weight)}") format("woff2"); unicode-range: {_range(codes)}; }}\n'
            )


def _range(codes: Set[int]) -> str:
    """Return code points as CSS writes them: `U+20-7E, U+A0-FF`."""
    runs = [[code for _, code in run] for _, run in groupby(enumerate(sorted(codes)), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"U+{run[0]:X}" + f"-{run[-1]:X}" * (len(run) > 1) for run in runs)


def _cut(weight: int, codes: Set[int]) -> TTFont:
    """Return the face of a weight with some signs only."""
    font = _whole(weight)
    # Not hinted: screens that would need it are rare, and it costs half as much again.
    subsetter = Subsetter(
        Options(layout_features=FEATURES, name_IDs=NAMES, hinting=False, drop_tables=["DSIG", "meta"])
    )
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    return font


def _whole(weight: int) -> TTFont:
    """Return the whole face of a weight, under its own name."""
    font = TTFont(original() / "files" / f"IBMPlexSansArabic-{STYLES[weight]}.ttf", recalcTimestamp=False)
    _add_signs(font)
    _drop_local_forms(font)
    _rename(font, STYLES[weight])
    return font


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


def main() -> None:
    """Write the files."""
    for path, data in typefaces().items():
        (HOOKS / path).parent.mkdir(parents=True, exist_ok=True)
        (HOOKS / path).write_bytes(data)


if __name__ == "__main__":
    main()
