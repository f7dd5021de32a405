"""No rule of the theme that a page needs is missing in the style sheet that the build makes of what pages use."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from isnad.site.style_sheet import SHEET, THEME
from isnad.text.languages import Language
from playwright.sync_api import Page

from tests.browser.test_access import DARK, LIGHT, PHONE, open_card, open_menu, open_search, show
from tests.conftest import ROOT
from tests.site_pages import KIND_IN_TURN, NOT_FOUND, address
from tests.visits import DESK, SETTLED

MATERIAL = Path(str(files("material"))) / "templates/assets/stylesheets"
OWN = [ROOT / "hooks/theme/assets/stylesheets" / name for name in ("isnad.css", "charts.css")]
# The names of elements that look otherwise once all rules of the theme hold, and the property that differs.
CHANGED = """
([css, base]) => {
  const parts = [...document.querySelectorAll("body, body *")].flatMap(e => [[e], [e, "::before"], [e, "::after"]]);
  const look = part => {
    const style = getComputedStyle(...part);
    if (part[1] && style.content === "none") return [];
    // What custom properties are for, and what a logical property says, is seen in others.
    const names = [...style].filter(name => !/^--|(^|-)(inline|block)-/.test(name));
    // The text of a rule has lengths rounded.
    const rounded = value => value.replace(/\\d+\\.\\d+/g, length => Number(length).toFixed(2));
    return names.map(name => `${name}: ${rounded(style.getPropertyValue(name))}`);
  };
  const looksWith = rules => {
    const sheet = new CSSStyleSheet({baseURL: base});
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [sheet];
    const looks = parts.map(look);
    document.adoptedStyleSheets = [];
    return looks;
  };
  // What the page has comes in the same way: how it comes changes the margins that Chromium tells. The typefaces stay
  // those of the page, for others would first have to come.
  const rules = [...document.styleSheets[0].cssRules].filter(rule => !(rule instanceof CSSFontFaceRule));
  const before = looksWith(rules.map(rule => rule.cssText).join(""));
  const after = looksWith(css);
  return parts.flatMap(([e, pseudo], at) => {
    const changed = after[at].find((line, i) => line !== before[at][i]);
    return changed ? [`${e.tagName}.${e.className}${pseudo ?? ""}: ${changed}`] : [];
  });
}
"""


@pytest.fixture(scope="module")
def whole_theme() -> str:
    """All style sheets, as they are."""
    sheets = [path for name in THEME for path in MATERIAL.glob(name)]
    theme = [path.read_text(encoding="utf-8").removeprefix('@charset "UTF-8";') for path in sheets]
    return "\n".join([*theme, *(path.read_text(encoding="utf-8") for path in OWN)])


def changed(page: Page, site: str, css: str) -> list[str]:
    lines: list[str] = page.evaluate(CHANGED, [css, site + SHEET])
    return lines


@KIND_IN_TURN
def test_pages_look_as_the_whole_theme_has_them(
    page: Page, site: str, whole_theme: str, name: str, language: Language
) -> None:
    page.goto(site + address(language, name))
    for width, scheme in ((PHONE, DARK), (DESK, LIGHT)):
        show(page, width, scheme)
        assert changed(page, site, whole_theme) == []


@pytest.mark.parametrize("path", [NOT_FOUND, "checks/", "fr/contributing/observation/", "fr/contributing/"])
def test_guides_and_the_page_of_what_is_missing_look_so_too(page: Page, site: str, whole_theme: str, path: str) -> None:
    page.goto(site + path)
    assert changed(page, site, whole_theme) == []


@pytest.mark.parametrize(
    ("width", "open_it"), [(DESK, open_card), (DESK, open_search), (PHONE, open_search), (PHONE, open_menu)]
)
def test_what_opens_looks_so_too(
    page: Page, site: str, whole_theme: str, width: int, open_it: Callable[[Page], None]
) -> None:
    page.goto(f"{site}returns/")
    show(page, width, LIGHT)
    open_it(page)
    page.evaluate(SETTLED)
    assert changed(page, site, whole_theme) == []


def test_a_missing_rule_is_seen(page: Page, site: str, whole_theme: str) -> None:
    page.goto(site)
    assert changed(page, site, whole_theme + ".md-typeset h1 { opacity: .9 }")
