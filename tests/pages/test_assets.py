"""Files of the site that are made at build: what asks for them finds them, and they take the place of no other."""

import posixpath
import re
from typing import Any

import pytest
from isnad.pages.assets import STYLES, TOUCH_ICON, assets, preloaded
from isnad.text.languages import Language

from tests import pictures
from tests.conftest import FROZEN, ROOT

THEME = ROOT / "hooks" / "theme"


def test_every_address_in_the_style_sheet_of_typefaces_leads_to_a_made_file() -> None:
    styles = assets()[STYLES].decode()
    named = re.findall(r'url\("([^"]+)"\)', styles)
    files = [posixpath.normpath(posixpath.join(posixpath.dirname(STYLES), address)) for address in named]
    assert files
    assert set(files) == {path for path in assets() if path.endswith(".woff2")}


@pytest.mark.parametrize("language", Language)
def test_faces_that_are_fetched_early_are_made_and_used_at_once(language: Language) -> None:
    early, made = preloaded(language), assets()
    assert len(set(early)) == len(early)
    assert set(early) <= made.keys()
    assert all(made[path][:4] == b"wOF2" for path in early)


def test_an_arabic_page_needs_every_face_and_a_french_one_few_arabic_letters() -> None:
    """Those of the name of the other language, which the head of each page shows in one weight."""
    arabic, french = (set(preloaded(language)) for language in (Language.AR, Language.FR))
    assert arabic == {path for path in assets() if path.endswith(".woff2")}
    assert {path for path in arabic if "latin" in path} < french < arabic
    assert len([path for path in french if "arabic" in path]) == 1


def test_the_icon_for_home_screens_is_a_square_picture() -> None:
    picture = pictures.read(assets()[TOUCH_ICON])
    assert picture.size == (180, 180)


def test_the_site_asks_for_what_is_made(config: dict[str, Any]) -> None:
    assert STYLES in config["extra_css"]
    assert f"'{TOUCH_ICON}' | url" in (THEME / "main.html").read_text(encoding="utf-8")


def test_no_made_file_takes_the_place_of_one_of_the_theme_or_of_the_pages() -> None:
    there = {path.relative_to(root).as_posix() for root in (THEME, FROZEN / "docs") for path in root.rglob("*")}
    assert not there & assets().keys()


def test_paths_stay_inside_the_site() -> None:
    assert all(posixpath.normpath(path) == path and not path.startswith(("/", "..")) for path in assets())
