"""The explorer of all figures, in a browser: what its controls show, keep in the address and save."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from isnad.facts.model import KnowledgeBase, Observation
from isnad.facts.periods import kind
from isnad.facts.record import NOT_GIVEN
from isnad.pages import explorer
from isnad.text.languages import Language
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_access import DARK, PHONE, STATES, examine, show
from tests.conftest import Built, copy_whole
from tests.site_pages import BOTH, address
from tests.site_server import build, serve
from tests.visits import DESK, resize

EXPLORER = "figures/"
ROWS = "table.observations tbody tr"
MANY = 2_000  # `bench/reader.py` has ten thousand, and a clock
FEW = 8  # rows of a page, where the table has several
PAGE = 30
# What each filter asks of a figure.
ASKED: Mapping[str, Callable[[KnowledgeBase, Observation], str]] = {
    "topic": lambda kb, each: kb.indicator_of[each.id].topic,
    "indicator": lambda kb, each: kb.indicator_of[each.id].id,
    "kind": lambda _, each: kind(each.period),
    "authority": lambda _, each: each.stated_by.entity,
    "source": lambda _, each: each.citation.source,
}
# What is the same in either language, asked in one; words that are typed, what is offered and what is seen, in both.
ARABIC, FRENCH = (pytest.mark.parametrize("language", [language], ids=str) for language in (Language.AR, Language.FR))
IDS = f"""() => [...document.querySelectorAll("{ROWS}")].filter(e => e.checkVisibility())
  .map(e => e.querySelector("data.figure").dataset.observation)"""


def shown(page: Page) -> list[str]:
    """Return the ids of the figures that the table shows, in their order."""
    ids: list[str] = page.evaluate(IDS)
    return ids


def visit(page: Page, site: str, language: Language, query: str = "") -> None:
    page.goto(site + address(language, EXPLORER) + query)
    page.locator(".explorer form").wait_for()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f".explorer select[name={name}]").select_option(value)


def matching(kb: KnowledgeBase, **asked: str) -> list[str]:
    """Return the figures that have what some filters ask for, in the order of the data."""
    return [each.id for each in kb.observations.values() if all(ASKED[name](kb, each) == asked[name] for name in asked)]


@BOTH
def test_filter_offers_what_there_is_and_shows_what_has_it(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language)
    for name, value_of in ASKED.items():
        select = page.locator(f".explorer select[name={name}]")
        offered = select.locator("option").evaluate_all("options => options.map(e => e.value)")
        assert offered == ["", *dict.fromkeys(value_of(kb, each) for each in kb.observations.values())]
        expect(select).to_be_visible(visible=len(offered) > 2)  # with one choice there is nothing to choose
        for value in offered[1:] if len(offered) > 2 else ():
            choose(page, name, value)
            assert shown(page) == matching(kb, **{name: value})
        page.locator(".explorer button[type=reset]").click()
        expect(page.locator(ROWS)).to_have_count(len(kb.observations))


@ARABIC
def test_filters_add_up_and_one_button_takes_them_off(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language)
    choose(page, "topic", "interceptions")
    choose(page, "source", "bilan-2022")
    page.locator(".explorer input").fill("2022")
    found = matching(kb, topic="interceptions", source="bilan-2022")
    assert 0 < len(found) < len(matching(kb, topic="interceptions"))
    assert shown(page) == found
    page.locator(".footnote > summary").click()
    notes = page.locator(".footnote > ol > li:visible").evaluate_all("notes => notes.map(note => note.id)")
    assert notes == [f"fn:observation-{name}" for name in kb.observations if name in found]
    count = page.locator(".explorer-count")
    assert re.findall(r"\d+", count.inner_text()) == [str(len(found)), str(len(kb.observations))]
    choose(page, "topic", "ceuta-melilla")
    assert shown(page) == matching(kb, topic="ceuta-melilla", source="bilan-2022") == []
    page.locator(".explorer-nothing button").click()  # it says that nothing is found
    expect(page.locator(ROWS)).to_have_count(len(kb.observations))
    expect(page.locator(".explorer-nothing")).to_be_hidden()
    page.wait_for_url(lambda url: "?" not in url)


TEXTS = {
    Language.FR: {
        "78685": {"attempts-2024"},
        "78.685": {"attempts-2024"},
        "RESEAUX demanteles": {"networks-2024", "networks-2024-9m", "networks-2022"},  # accents left out
        "iom": {"returns-2024-9m-iom"},  # a synonym
        "786": set[str](),  # a part of a number
        "1": set[str](),  # the mark of a footnote
    },
    Language.AR: {
        "٧٨٦٨٥": {"attempts-2024"},
        "شبكه مفككه": {"networks-2024", "networks-2024-9m", "networks-2022"},  # ta marbuta
        "انقذوا الاشخاصُ": {"rescues-2024", "rescues-2024-9m"},  # tashkil and hamza
    },
}


@BOTH
def test_text_is_read_as_the_search_reads_it(page: Page, site: str, language: Language) -> None:
    visit(page, site, language)
    field = page.locator(".explorer input")
    for typed, found in TEXTS[language].items():
        field.fill("")
        field.press_sequentially(typed)
        expect(page.locator(f"{ROWS}:visible")).to_have_count(len(found))  # what is shown may take a moment
        assert set(shown(page)) == found, typed


@FRENCH
def test_values_are_sorted_within_an_indicator_only_and_this_is_said(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language)
    note = page.locator(".explorer-note")
    indicators = list(dict.fromkeys(kb.indicator_of[id].id for id in kb.observations))
    for sort, sign in (("value", 1), ("-value", -1)):
        expect(note).to_be_hidden()
        choose(page, "sort", sort)
        expect(note).to_be_visible()
        places = {
            id: (indicators.index(kb.indicator_of[id].id), sign * each.value) for id, each in kb.observations.items()
        }
        assert shown(page) == sorted(kb.observations, key=places.__getitem__)
        choose(page, "sort", "period")
    expect(note).to_be_hidden()


@ARABIC
def test_headers_sort_by_period_both_ways_and_not_at_all(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    def span(id: str) -> tuple[str, str]:
        period = kb.observations[id].period
        return str(period.start), "open" if period.end is NOT_GIVEN else str(period.end)

    visit(page, site, language)
    header = page.locator("th[data-sort=period]")
    header.locator("button").focus()
    for direction in ("ascending", "descending", "none"):
        page.keyboard.press("Enter")
        expect(header).to_have_attribute("aria-sort", direction)
        expected = list(kb.observations)
        if direction != "none":
            expected.sort(key=span, reverse=direction == "descending")
        assert [span(id) for id in shown(page)] == [span(id) for id in expected]
    assert shown(page) == list(kb.observations)


@FRENCH
def test_address_keeps_the_state_on_load_on_back_and_in_the_other_language(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language, "?topic=returns&utm=kept")
    found = matching(kb, topic="returns")
    assert shown(page) == found
    choose(page, "sort", "-value")
    page.locator(".explorer input").fill("2024")
    page.wait_for_url(lambda url: "text=2024" in url)
    state = {"topic": ["returns"], "sort": ["-value"], "text": ["2024"], "utm": ["kept"]}
    assert query(page) == state
    left = shown(page)
    page.locator(f"{ROWS} a:has(> data.figure)").first.evaluate("link => location.assign(link.href)")
    page.wait_for_url(lambda url: "?" not in url)
    page.go_back()
    page.locator(".explorer form").wait_for()
    assert shown(page) == left
    page.locator(f'header a[hreflang="{language.other}"]').click()
    page.wait_for_url(lambda url: url.startswith(site + address(language.other, EXPLORER) + "?"))
    assert query(page) == state
    expect(page.locator(".explorer select[name=topic]")).to_have_value("returns")
    word = {Language.AR: "retours", Language.FR: "العودة"}[language]  # of a language that the other page has not
    page.locator(".explorer input").fill(word)
    page.wait_for_url(lambda url: "text=2024" not in url and "text=" in url)
    page.locator(f'header a[hreflang="{language}"]').click()
    page.wait_for_url(lambda url: url.startswith(site + address(language, EXPLORER) + "?"))
    assert query(page) == {name: values for name, values in state.items() if name != "text"}


def test_address_that_asks_for_what_is_not_there_shows_everything(page: Page, site: str, kb: KnowledgeBase) -> None:
    visit(page, site, Language.FR, "?topic=weather&sort=colour&page=x")
    assert shown(page) == list(kb.observations)


def test_address_of_a_note_whose_row_is_filtered_out_shows_both(page: Page, site: str, kb: KnowledgeBase) -> None:
    visit(page, site, Language.FR, "?topic=returns&evidence=verified#fn:observation-attempts-2024")
    expect(page.locator("[id='fn:observation-attempts-2024']")).to_be_in_viewport()
    assert shown(page) == list(kb.observations)


@BOTH
def test_download_holds_the_lines_of_what_is_shown(
    page: Page, site: str, built: Built, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language, "?topic=interceptions&sort=-period")
    with page.expect_download() as saved:
        page.locator(".explorer-download").click()
    assert re.fullmatch(rf"figures-{language}-[\d-]+-selection\.csv", saved.value.suggested_filename)
    data = Path(saved.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = read(data.decode("utf-8-sig"))
    everything = read((built.folder / f"downloads/figures-{language}.csv").read_text(encoding="utf-8-sig"))
    lines = {row[0]: row for row in everything}
    assert rows == [everything[0], *(lines[id] for id in shown(page))]
    assert len(rows) == 1 + len(matching(kb, topic="interceptions"))


def test_download_keeps_lines_whose_cells_have_line_ends(newcomer: Page, site: str) -> None:
    table = '\ufeffid,text\r\nattempts-2024,"one\r\ntwo ""three"", four"\r\nother,x\r\nattempts-2022,"a\n"\r\n'
    newcomer.route("**/downloads/*.csv", lambda route: route.fulfill(body=table, content_type="text/csv"))
    visit(newcomer, site, Language.FR, "?text=78685")
    with newcomer.expect_download() as saved:
        newcomer.locator(".explorer-download").click()
    text = Path(saved.value.path()).read_bytes().decode("utf-8")
    assert text == '\ufeffid,text\r\nattempts-2024,"one\r\ntwo ""three"", four"\r\n'


@FRENCH
def test_download_that_fails_says_so(newcomer: Page, site: str, language: Language) -> None:
    visit(newcomer, site, language)
    expect(newcomer.locator(".explorer-failed")).to_be_hidden()
    newcomer.route("**/downloads/*.csv", lambda route: route.abort())
    newcomer.locator(".explorer-download").click()
    expect(newcomer.locator(".explorer-failed")).to_be_visible()


@pytest.fixture
def newcomer(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has nothing of the site: what it has, it may not ask for again."""
    page = browser.new_page()
    yield page
    page.close()


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@ARABIC
def test_without_a_script_the_table_is_whole_and_nothing_is_offered(
    browser: Browser, site: str, kb: KnowledgeBase, language: Language
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + address(language, EXPLORER) + "?topic=returns")
    expect(page.locator(f"{ROWS}:visible")).to_have_count(len(kb.observations))
    assert page.locator("main article :is(input, select, button:not(.copy), output):visible").count() == 0
    expect(page.locator('main article a[href$="data/"]')).to_be_visible()
    context.close()


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The site, its table of all figures on several pages of a few rows."""
    project = copy_whole(tmp_path_factory.mktemp("paged"))
    project.write("few.py", f"from isnad.pages import explorer\nexplorer.ROWS = {FEW}\n")
    project.replace("engine.yml", "hooks: [hooks", "hooks: [few.py, hooks")
    folder = project.root / "site"
    with serve(folder) as url:
        done = build(project.root, site_url=url)
        assert done.returncode == 0, done.stdout
        yield Built(url, folder, done.stdout)


@pytest.fixture(scope="module")
def crowded(paged: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same, the French table with two thousand figures: real rows, numbered, a hundred a page."""
    folder = tmp_path_factory.mktemp("crowded") / "site"
    shutil.copytree(paged.folder, folder)
    first = paged.read("fr/figures/index.html")
    rows = re.findall(r"<tr data-.*?</tr>", first + "".join(json.loads(paged.read("fr/figures/rows.json"))), re.DOTALL)
    made = [_numbered(rows[number % len(rows)], number) for number in range(MANY)]
    pages = ["".join(made[at : at + explorer.ROWS]) for at in range(0, MANY, explorer.ROWS)]
    head, tail = first.split(rows[0])[0], first.split(rows[FEW - 1])[1]
    head = re.sub(r'data-all="[0-9]+"', f'data-all="{MANY}"', head)
    (folder / "fr/figures/index.html").write_text(head + pages[0] + tail, encoding="utf-8")
    (folder / "fr/figures/rows.json").write_text(json.dumps(pages[1:]), encoding="utf-8")
    with serve(folder) as url:
        yield url


def _numbered(row: str, number: int) -> str:
    row = re.sub(r'observation(["-=]+)[a-z0-9-]+', rf"observation\g<1>made-{number}", row)
    return re.sub(r'value="[^"]*"(.*?)<bdi dir="ltr">[^<]*', rf'value="{number}"\1<bdi dir="ltr">{number}', row)


@FRENCH
def test_without_a_script_links_lead_through_the_pages_of_the_table(
    browser: Browser, paged: Built, kb: KnowledgeBase, language: Language
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(paged.url + address(language, EXPLORER))
    found = shown(page)
    while (following := page.get_by_role("link", name=kb.labels["explorer-next"][language], exact=True)).count():
        with page.expect_navigation():
            following.click()
        found += shown(page)
    assert found == list(kb.observations)
    assert (
        page.locator(".table-pages").inner_text().endswith(kb.labels["explorer-page"][language].format(page=3, pages=3))
    )
    assert page.locator("a.footnote-ref").count() == len(shown(page))
    page.get_by_role("link", name=kb.labels["explorer"][language]).click()
    assert page.url == paged.url + address(language, EXPLORER)
    context.close()


@ARABIC
def test_figures_of_other_pages_are_found_and_lead_where_they_led(
    page: Page, paged: Built, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, paged.url, language)
    expect(page.locator(".table-pages")).to_be_hidden()
    last = list(kb.observations)[-1]
    choose(page, "indicator", kb.indicator_of[last].id)
    expect(page.locator(f'data[data-observation="{last}"]')).to_be_visible()
    assert shown(page) == matching(kb, indicator=kb.indicator_of[last].id)
    row = page.locator(f'tr:has(data[data-observation="{last}"])')
    links = row.locator("a").evaluate_all("links => links.map(link => link.href)")
    home = paged.url + address(language, EXPLORER)
    source = kb.observations[last].citation.source
    whole_source = paged.url + address(language, f"sources/{source}/")
    assert links == [f"{home}{last}/", f"{home}page/3/#fn:observation-{last}", whole_source]
    row.locator("a.footnote-ref").click()
    expect(page.locator(f"[id='fn:observation-{last}']")).to_be_in_viewport()


@FRENCH
def test_figures_of_other_pages_that_cannot_be_had_are_said_to_be_missing(
    newcomer: Page, paged: Built, kb: KnowledgeBase, language: Language
) -> None:
    # One handler throughout: while a browser stops intercepting, a request that is under way can fail.
    answer: Callable[[Route], None] = Route.abort
    newcomer.route("**/rows.json", lambda route: answer(route))
    visit(newcomer, paged.url, language)
    first, *_, last = kb.observations.values()
    choose(newcomer, "topic", kb.indicator_of[first.id].topic)
    expect(newcomer.locator(".explorer-failed")).to_be_visible()
    answer = Route.continue_
    choose(newcomer, "topic", "")
    choose(newcomer, "source", last.citation.source)
    expect(newcomer.locator(".explorer-failed")).to_be_hidden()
    assert shown(newcomer) == matching(kb, source=last.citation.source)


def test_many_rows_come_in_pages_and_only_when_they_are_wanted(page: Page, crowded: str) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
    visit(page, crowded, Language.FR)
    everything = [f"made-{number}" for number in range(MANY)]
    assert shown(page) == everything[:PAGE]
    assert page.locator(ROWS).count() == PAGE
    upper, lower = page.locator(".explorer-pager").all()
    assert not {"rows.json", "words.js"} & {*fetched}
    lower.locator("[data-step='1']").click()
    expect(page.locator(f'data[data-observation="made-{PAGE}"]')).to_be_visible()
    assert shown(page) == everything[PAGE : 2 * PAGE]
    expect(upper.locator("[data-step='1']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f'data[data-observation="made-{2 * PAGE}"]')).to_be_visible()
    assert shown(page) == everything[2 * PAGE : 3 * PAGE]
    page.wait_for_url(lambda url: url.endswith("?page=3"))
    visit(page, crowded, Language.FR, f"?page={MANY}")
    assert shown(page) == everything[-(MANY % PAGE or PAGE) :]
    expect(upper.locator("[data-step='1']")).to_have_attribute("aria-disabled", "true")
    upper.locator("[data-step='1']").dispatch_event("click")
    assert shown(page) == everything[-(MANY % PAGE or PAGE) :]


def test_many_rows_are_filtered_sorted_found_and_printed(page: Page, crowded: str) -> None:
    visit(page, crowded, Language.FR)
    count = page.locator(".explorer-count")
    page.locator(".explorer input").fill("987")
    expect(count).to_contain_text(": 1 sur")
    assert shown(page) == ["made-987"]
    page.locator(".explorer input").fill("")
    choose(page, "indicator", "group-crossings")
    choose(page, "sort", "-value")
    found = int(count.inner_text().partition(":")[2].split("sur")[0].replace("\u202f", ""))
    values = [int(id.removeprefix("made-")) for id in shown(page)]
    assert values == sorted(values, reverse=True)
    assert max(values) >= MANY - 20
    page.evaluate(
        "addEventListener('beforeprint', () => window.printed = document.querySelectorAll('tbody tr').length)"
    )
    page.pdf()
    assert page.evaluate("window.printed") == found > PAGE
    expect(page.locator(ROWS)).to_have_count(PAGE)


def test_paper_says_that_rows_stand_on_other_pages(page: Page, crowded: str) -> None:
    visit(page, crowded, Language.FR)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    pager = page.locator(".explorer-pager").first
    expect(pager).to_have_text(re.compile(rf"1 .*{-(-MANY // PAGE)}"), use_inner_text=True)
    expect(pager.get_by_role("button")).to_have_count(0)
    visit(page, crowded, Language.FR, "?topic=returns")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(pager).to_be_hidden()
    page.emulate_media(media="screen")


def test_words_that_cannot_be_looked_for_are_said_to_be_missing(newcomer: Page, site: str) -> None:
    newcomer.route("**/words.js", lambda route: route.abort())
    visit(newcomer, site, Language.FR)
    newcomer.locator(".explorer input").fill("2024")
    expect(newcomer.locator(".explorer-failed")).to_be_visible()


def test_way_back_from_a_footnote_leads_to_its_row_wherever_it_is(page: Page, crowded: str) -> None:
    visit(page, crowded, Language.FR, "?topic=returns")
    expect(page.locator(".explorer-count")).to_contain_text("sur")
    page.evaluate("location.hash = 'fnref:observation-made-500'")
    mark = page.locator("[id='fnref:observation-made-500']")
    expect(mark).to_be_in_viewport()
    assert page.locator(ROWS).count() == PAGE


@BOTH
def test_axe_finds_nothing_when_figures_are_filtered(page: Page, site: str, language: Language) -> None:
    visit(page, site, language, "?topic=interceptions&sort=-value")
    page.locator(".explorer-pager").evaluate_all("pagers => pagers.forEach(e => (e.hidden = false))")
    for width, scheme in STATES[language]:
        show(page, width, scheme)
        assert examine(page, "main") == [], (width, scheme)


@ARABIC
def test_a_phone_shows_every_control_and_no_button_out_of_sight(page: Page, site: str, language: Language) -> None:
    visit(page, site, language)
    show(page, PHONE, DARK)
    controls = page.locator(".explorer :is(input, select):visible")
    expect(controls).to_have_count(1)
    page.locator(".explorer summary").click()
    expect(controls).to_have_count(6)
    boxes = "buttons => buttons.flatMap(e => [...e.getClientRects()]).length"
    assert page.locator("th[data-sort] button").evaluate_all(boxes) == 0
    resize(page, DESK)
    assert page.locator("th[data-sort] button").evaluate_all(boxes) == 2


@FRENCH
def test_paper_has_what_is_filtered_and_by_what_and_the_note_but_no_buttons(
    page: Page, site: str, kb: KnowledgeBase, language: Language
) -> None:
    visit(page, site, language, "?topic=returns&sort=value")
    page.emulate_media(media="print")
    assert set(shown(page)) == set(matching(kb, topic="returns"))
    expect(page.locator(".explorer-note")).to_be_visible()
    assert page.locator(".explorer button:visible").count() == 0
    controls = page.locator(".explorer :is(input, select):visible")
    assert controls.evaluate_all("controls => controls.map(e => e.name)") == ["topic", "sort"]
    header = page.locator("th[data-sort=value]")
    assert header.inner_text() == kb.labels["column-value"][language]
