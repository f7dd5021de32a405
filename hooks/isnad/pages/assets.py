"""Files of the site that are made at build: typefaces, their style sheet, the icon for home screens."""

from collections.abc import Mapping
from functools import partial

from ..text.cache import kept
from ..text.languages import Language
from . import fonts, social

STYLES = "assets/stylesheets/fonts.css"
TOUCH_ICON = "assets/images/touch-icon.png"


def assets() -> Mapping[str, bytes]:
    """Return every made file by its path inside the site."""
    return {
        **{face.path: kept("faces", face, partial(fonts.woff2, face)) for face in fonts.FACES},
        f"{fonts.FOLDER}/LICENSE.txt": fonts.licence(),
        STYLES: fonts.css("../../").encode(),
        TOUCH_ICON: kept("icons", TOUCH_ICON, social.touch_icon),
    }


def preloaded(language: Language) -> list[str]:
    """Return the faces that every page of a language shows at once, by their paths inside the site."""
    regular = min(fonts.STYLES)
    return [
        face.path
        for face in fonts.FACES
        if face.script == "latin" or language is Language.AR or face.weight == regular  # the name of the other language
    ]
