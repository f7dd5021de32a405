"""The site in a browser that runs no script: every figure still leads to its page, every mark to its footnote."""

from collections.abc import Iterable, Iterator

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.text.languages import Language
from playwright.sync_api import Browser, Page, expect

from tests.site_pages import BOTH, KIND_IN_TURN, address
from tests.visits import DESK, UNFOLD, WINDOWS, Load

TOPIC = "interceptions/"
# What only a script could make work.
USELESS = [
    ".md-search",
    "[data-md-component=palette] label",
    "label[for=__search]",
    "button.copy",
    "button.save",
    ".md-top:not([hidden])",
]
OPENERS = {
    "figure": ("table a:has(> data.figure)", "figures/attempts-2024/"),
    "chart": (".chart a", "figures/origin-west-africa-2024/"),
    "grid": (".coverage a", "figures/attempts-2022/"),
    "mark": ("table a.footnote-ref", f"{TOPIC}#fn:observation-attempts-2024"),
}
# Each in either language in turn.
IN_TURN = [([*Language][at % 2], *opener) for at, opener in enumerate(OPENERS.values())]


@pytest.fixture(scope="module")
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a reader whose browser runs no script."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": DESK, "height": WINDOWS[DESK]})
    yield context.new_page()
    context.close()


def words(text: str, left_out: Iterable[str]) -> list[str]:
    """Return the words of a text but those of some labels, on whatever lines they stand."""
    for label in sorted(left_out, key=len, reverse=True):
        text = text.replace(label, "")
    return text.split()


@KIND_IN_TURN
def test_text_is_the_same_without_script(
    plain: Page, visit: Load, site: str, kb: KnowledgeBase, language: Language, name: str
) -> None:
    plain.goto(site + address(language, name))
    plain.evaluate(UNFOLD)
    copying = {kb.labels[label][language] for label in ("copy", "copy-table", "save")}
    without_script = words(plain.locator("main .md-content").inner_text(), copying)
    shown = visit(address(language, name)).shown
    article = shown["article"]
    for controls in filter(None, shown["explorer"]):
        assert controls in article
        article = article.replace(controls, "")
    assert words(article, copying) == without_script


@BOTH
def test_nothing_is_offered_that_needs_a_script(plain: Page, site: str, language: Language) -> None:
    plain.goto(site + address(language, TOPIC))
    assert [each for each in USELESS if plain.locator(f"{each}:visible").count()] == []


@pytest.mark.parametrize(("language", "selector", "target"), IN_TURN, ids=list(OPENERS))
def test_figures_lead_to_their_pages_and_marks_to_their_notes(
    plain: Page, site: str, language: Language, selector: str, target: str
) -> None:
    plain.goto(site + address(language, TOPIC))
    folded = plain.locator("article details:not([open])", has=plain.locator(selector))
    while folded.count():
        folded.first.locator("> summary").click()
    plain.locator(selector).first.click()
    plain.wait_for_url(site + address(language, target))
    shown = plain.locator(":target" if "#" in target else "h1 data.figure")
    expect(shown).to_be_in_viewport()


@BOTH
def test_languages_can_be_switched(plain: Page, site: str, language: Language) -> None:
    plain.goto(site + address(language, TOPIC))
    plain.locator(f'header a[hreflang="{language.other}"]').click()
    plain.wait_for_url(site + address(language.other, TOPIC))
