"""The search as a reader uses it, in a real browser: what is found however it is spelt, and what is not found."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from isnad.facts.model import KnowledgeBase, Observation
from isnad.phrases.addresses import absolute_url, figure_page
from isnad.phrases.phrases import Phrases, bare_text
from isnad.site.packed_index import packed
from isnad.site.search_index import PATH
from isnad.text.languages import Language
from isnad.text.typography import set_spaces
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import Built
from tests.visits import SETTLED

AR, FR = Language.AR, Language.FR
BOTH = pytest.mark.parametrize("language", list(Language), ids=str)
CONTROLS = re.compile("[\u2066-\u2069]")

TYPED: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("searches.yaml").read_bytes())
# What finds nothing: neighbours of numbers and their parts; the operators of a search machine; code.
NEIGHBOURS = (
    "78684|78686|78 684|78,684|78.684|٧٨٦٨٤|٧٨٬٦٨٤|۷۸۶۸۴|78685%|78685,5|78,6850|7868|785|685|8685|786850|178685|"
    "78 6850|7 8685|87685|76885|786 85|48962|40588|40 590|18 646|14.261|6136|4389|1665|2327|2301|4291|331|211|59%|"
    "57 %|٪59|%85|58,5%|5,8 %|58000|332%|332 %|%332|37,8|37.91|3,79|379|2021|20244"
)
OPERATORS = (
    """78684~1|7868*|*8685|7868?|78684^10|text:78684|title:78684|+78684|-78684|"78684"|| |*|%|٪|،|…|«»|''|()|\\|["""
    """|::|~|^|<>|li|ul|&amp;|&lt;"""
)
ATTACKS = (
    """<img src=x onerror=document.title='attacked'>|<script>document.title='attacked'</script>|78684</mark><b>xyz|"""
    """"><svg onload=document.title='attacked'>|javascript:document.title='attacked'"""
)


@dataclass(frozen=True)
class Result:
    """A result as it is shown: its address below the site, its title, all of it, and the words marked in it."""

    path: str
    title: str
    text: str
    marks: list[str]


def plain(text: str) -> str:
    """Return a text without its signs of direction."""
    return CONTROLS.sub("", text)


READ = """
results => [...results.querySelectorAll(".md-search-result__item")].map(each => ({
  page: each.querySelector("a").href.split(/[?#]/)[0],
  title: each.querySelector("h1").textContent,
  text: each.textContent,
  marks: [...each.querySelectorAll("mark")].map(mark => mark.textContent),
}))
"""


# Types queries one after the other, as `Search.ask` does, and returns what is shown and said for each.
ASK_ALL = f"""
async ([queries, placeholder]) => {{
  const read = {READ.strip()};
  const [field, said, list] = ["__input", "-result__meta", "-result__list"]
    .map((name) => document.querySelector(`.md-search${{name}}`));
  const until = async (isSo) => {{ while (!isSo()) await new Promise((done) => setTimeout(done, 5)); }};
  const isAsked = () => said.textContent.trim() !== placeholder;
  const type = (query) => {{
    field.value = query;
    field.dispatchEvent(new KeyboardEvent("keyup", {{ key: "End", bubbles: true }})); // the theme waits for a key
  }};
  const answers = [];
  for (const query of queries) {{
    type("");
    await until(() => !isAsked());
    if (query) {{
      type(query);
      await until(isAsked);
    }}
    answers.push({{ results: read(list), said: said.textContent, title: document.title }});
  }}
  return answers;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What the page shows of a query, what it says of it, and its own title meanwhile."""

    results: list[Result]
    said: str
    title: str


class Search:
    """The search of a page that is open."""

    def __init__(self, page: Page, site: str, language: Language) -> None:
        self.page, self.site = page, site
        page.goto(absolute_url(site, language))
        self.words = page.evaluate("JSON.parse(document.getElementById('__config').textContent).translations")
        self.input, self.said = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
        self.input.click()

    def type(self, query: str) -> None:
        self.input.fill(query)  # no key: as what is pasted

    def ask(self, query: str) -> list[Result]:
        """Type a query into the emptied field and return the results shown, the best ones where there are many."""
        nothing_asked = self.words["search.result.placeholder"]
        self.type("")
        expect(self.said).to_have_text(nothing_asked)
        if query:
            self.type(query)
            expect(self.said).not_to_have_text(nothing_asked)
        return self.results(self.page.locator(".md-search-result__list").evaluate(READ))

    def ask_all(self, queries: Iterable[str]) -> dict[str, Answer]:
        """Return the answer to each of many queries."""
        asked = list(queries)
        answers = self.page.evaluate(ASK_ALL, [asked, self.words["search.result.placeholder"]])
        return {
            query: Answer(self.results(answer["results"]), answer["said"].strip(), answer["title"])
            for query, answer in zip(asked, answers, strict=True)
        }

    def results(self, shown: Iterable[Mapping[str, Any]]) -> list[Result]:
        return [
            Result(
                path=result["page"].removeprefix(self.site),
                title=plain(result["title"]),
                text=plain(result["text"]),
                marks=[plain(mark) for mark in result["marks"]],
            )
            for result in shown
        ]


@pytest.fixture(scope="module")
def searches(browser: Browser, built: Built) -> Iterator[Mapping[Language, Search]]:
    """The search of each language, open in the page that a reader comes to first."""
    context = browser.new_context()
    yield {language: Search(context.new_page(), built.url, language) for language in Language}
    context.close()


@pytest.fixture
def search(searches: Mapping[Language, Search], language: Language) -> Search:
    searches[language].page.bring_to_front()
    return searches[language]


def alternatives(queries: str) -> list[str]:
    return queries.split("|")


def wishes(*tables: Mapping[str, str]) -> dict[str, str]:
    """Return each query of some tables with what is wanted of it."""
    return {query: wanted for table in tables for wanted, queries in table.items() for query in alternatives(queries)}


def address(language: Language, observation: str) -> str:
    return absolute_url("", language, figure_page(observation))


FOUND = {language: wishes(TYPED["numbers"], TYPED["figures"][language]) for language in Language}
MARKED = {language: wishes(TYPED["words"][language]) for language in Language}
MEANT = {language: wishes(TYPED["asked"][language]) for language in Language}
NOT_FOUND = {
    language: alternatives(
        "|".join((NEIGHBOURS, OPERATORS, ATTACKS, TYPED["absent"][language], TYPED["not asked"][language]))
    )
    for language in Language
}


@BOTH
@pytest.mark.parametrize("tried", [FOUND, MARKED, MEANT, NOT_FOUND], ids=["found", "marked", "meant", "not-found"])
def test_enough_is_tried(language: Language, tried: Mapping[Language, Collection[str]]) -> None:
    assert len(tried[language]) >= 40
    assert len(tried[language]) == len({*tried[language]})


@BOTH
def test_number_comes_first_however_it_is_typed(search: Search, language: Language) -> None:
    answers = search.ask_all(FOUND[language])
    first = {query: answer.results[0].path if answer.results else "" for query, answer in answers.items()}
    assert first == {query: address(language, observation) for query, observation in FOUND[language].items()}


@BOTH
def test_page_that_a_reader_means_comes_first(search: Search, language: Language) -> None:
    answers = search.ask_all(MEANT[language])
    first = {query: answer.results[0].path if answer.results else "" for query, answer in answers.items()}
    assert first == {query: absolute_url("", language) + page for query, page in MEANT[language].items()}


@BOTH
def test_year_without_a_figure_is_answered(search: Search, language: Language) -> None:
    """What articles do not give is said, to those who ask for a year; and the years for which they give something."""
    asked = {AR: "العودة 2023", FR: "retours 2023"}[language]
    not_given = {AR: "2023: غير مذكور", FR: "2023 : non donné"}[language]
    plain_titles = [result.title.replace("\u00a0", " ").replace("\u202f", " ") for result in search.ask(asked)]
    assert plain_titles[0].endswith(not_given)
    assert not any(not_given in result.title for result in search.ask(asked.split()[0]))
    search.ask({AR: "الوفيات", FR: "frontex"}[language])
    assert search.page.locator(".search-help time").all_inner_texts() == ["2022", "2024"]
    expect(search.page.locator(".search-help")).to_be_visible()
    search.ask("2024")
    expect(search.page.locator(".search-help")).to_be_hidden()


@BOTH
def test_word_is_found_in_any_spelling_and_shown_in_the_pages_own(search: Search, language: Language) -> None:
    answers = search.ask_all(MARKED[language])
    marks = {query: {mark for result in answer.results for mark in result.marks} for query, answer in answers.items()}
    assert [(query, wanted) for query, wanted in MARKED[language].items() if wanted not in marks[query]] == []


@BOTH
def test_nothing_is_found(search: Search, language: Language) -> None:
    title, nothing = search.page.title(), search.words["search.result.none"]
    expected = {
        query: Answer([], nothing if query else search.words["search.result.placeholder"], title)
        for query in NOT_FOUND[language]
    }
    assert search.ask_all(NOT_FOUND[language]) == expected


@BOTH
def test_asking_for_many_is_asking_for_one_after_the_other(search: Search, language: Language) -> None:
    queries = [query for table in (FOUND, MARKED, NOT_FOUND) for query in [*table[language]][::40]]
    assert {query: answer.results for query, answer in search.ask_all(queries).items()} == {
        query: search.ask(query) for query in queries
    }


def shown(kb: KnowledgeBase, language: Language, observation: Observation) -> list[str]:
    """Return the label, value and period of a figure as a reader sees them."""
    p = Phrases(kb, language)
    facts = (
        kb.indicator_of[observation.id].label[language],
        p.quantity(observation),
        p.reference_period(observation, alone=True),
    )
    return [set_spaces(bare_text(fact)) for fact in facts]


@BOTH
def test_result_of_a_figure_shows_its_label_value_and_period(
    kb: KnowledgeBase, search: Search, language: Language
) -> None:
    facts = {each.id: shown(kb, language, each) for each in kb.observations.values()}
    queries = {each.id: f"{each.value} {facts[each.id][0]}" for each in kb.observations.values()}
    answers = search.ask_all(queries.values())
    for name, query in queries.items():
        titles = {result.path: result.title for result in answers[query].results}
        assert [fact for fact in facts[name] if fact not in titles[address(language, name)]] == []


@BOTH
def test_result_leads_to_the_page_of_its_figure(page: Page, built: Built, language: Language) -> None:
    search = Search(page, built.url, language)
    search.ask("٧٨ ٦٨٥")
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url(re.compile(re.escape(built.url + address(language, "attempts-2024"))))
    assert page.locator('main data.figure[value="78685"]').first.is_visible()


@BOTH
def test_words_are_found_while_they_are_typed(search: Search, language: Language) -> None:
    word = {AR: "المحاولات", FR: "patrouilles"}[language]
    answers = search.ask_all(word[:length] for length in range(4, len(word) + 1))
    assert [typed for typed, answer in answers.items() if not answer.results] == []


@BOTH
def test_words_that_no_text_holds_together_are_found_apart_but_numbers_are_not(
    search: Search, language: Language
) -> None:
    """The words that a result lacks are said, as typed; a number is never lacking."""
    words = {AR: "محاولات الهجرة زلزال", FR: "tentatives de migration Séisme"}[language]
    results = search.ask(words)
    assert results
    assert all(words.split()[-1].lower() in result.text for result in results)
    assert search.ask(f"{words} 78684") == []


@BOTH
def test_two_numbers_that_could_be_one_are_found_together(search: Search, language: Language) -> None:
    results = search.ask("332 210")
    assert results[0].path == absolute_url("", language) + "interceptions/"
    assert set(results[0].marks) == {"332", "210"}


@BOTH
def test_only_pages_of_the_language_are_found(search: Search, language: Language) -> None:
    for query in ("2024", "Al Alam", "هومبريس"):
        assert {result.path.startswith("fr/") for result in search.ask(query)} <= {language is FR}


# How a reader goes to the search, and how wide the window is.
WAYS: Mapping[str, tuple[int, Callable[[Page], object]]] = {
    "click": (1280, lambda page: page.locator(".md-search__input").click()),
    "slash": (1280, lambda page: page.keyboard.press("/")),
    "s": (1280, lambda page: page.keyboard.press("s")),
    "f": (1280, lambda page: page.keyboard.press("f")),
    "phone": (390, lambda page: page.locator("header label.md-header__button[for=__search]").click()),
    "link": (390, lambda page: page.goto(f"{page.url}?q=2024")),
}


@pytest.mark.parametrize(("way", "language"), [(way, [*Language][at % 2]) for at, way in enumerate(WAYS)], ids=[*WAYS])
def test_index_is_asked_for_when_the_reader_goes_to_the_search(
    page: Page, built: Built, way: str, language: Language
) -> None:
    """That of the language alone, in either language in turn."""
    width, go = WAYS[way]
    page.set_viewport_size({"width": width, "height": 800})
    home, asked = absolute_url(built.url, language), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home)
    page.evaluate(SETTLED)
    assert [each for each in asked if "search_index" in each or "worker" in each] == []
    go(page)
    search = page.locator(".md-search__input")
    expect(search).to_be_focused()
    if way != "link":
        page.keyboard.type("2024")
    expect(search).to_have_value("2024")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    assert [each for each in asked if "search_index" in each] == [home + PATH]


def test_word_is_shown_until_the_index_has_come(browser: Browser, built: Built) -> None:
    page = browser.new_page()
    held: list[Route] = []
    page.route(f"**/{PATH}", lambda route: held.append(route))
    page.goto(absolute_url(built.url, FR))
    with page.expect_request(f"**/{PATH}"):
        page.locator(".md-search__input").click()
    page.keyboard.type("2024")
    said = page.locator(".md-search-result__meta")
    expect(said).to_be_visible()
    expect(said).to_have_text("Initialisation de la recherche")
    held[0].continue_()
    expect(page.locator(".md-search-result__link").first).to_be_visible()  # of what was typed meanwhile
    page.close()


@BOTH
def test_what_is_typed_is_never_markup(search: Search, language: Language) -> None:
    results = search.ask("78685 <b>Zzz</b>")
    assert results[0].path == address(language, "attempts-2024")
    assert all("zzz" in result.text for result in results)  # as a word that is missing
    assert search.page.locator(".md-search-result__list b").count() == 0


@pytest.fixture(scope="module")
def inventing(browser: Browser, built: Built) -> Iterator[Search]:
    """A search in an index of invented texts."""
    invented = enumerate(TYPED["invented"].items())
    index = packed([{"location": f"{at}/", "title": title, "text": text} for at, (title, text) in invented])
    page = browser.new_page()
    page.route(f"**/{PATH}", lambda route: route.fulfill(body=index, content_type="application/json"))
    yield Search(page, built.url, AR)
    page.close()


def test_nearer_and_rarer_comes_first(inventing: Search) -> None:
    answers = inventing.ask_all(TYPED["ranked"])
    assert {query: [result.title for result in answer.results] for query, answer in answers.items()} == TYPED["ranked"]


# Of each mark, whether what is seen of it stands from left to right.
ORDERED = """
marks => marks.map(mark => {
  const boxes = [...mark.textContent].map((_, at) => {
    const range = document.createRange();
    range.setStart(mark.firstChild, at);
    range.setEnd(mark.firstChild, at + 1);
    return range.getBoundingClientRect();
  });
  const edges = boxes.filter(box => box.width).map(box => box.left);
  return edges.length > 2 && edges.every((edge, at) => at === 0 || edges[at - 1] < edge);
})
"""


@pytest.mark.parametrize("language", [AR], ids=str)
def test_sign_of_a_percentage_stands_on_its_right(search: Search) -> None:
    search.ask("58%")
    marks = search.page.locator(".md-search-result__list mark").evaluate_all(ORDERED)
    assert len(marks) > 2
    assert all(marks)
