"""The finished HTML of a page: what every code reports, what is allowed, and how figures are counted."""

import re
from collections import Counter
from dataclasses import replace
from html import escape

import pytest
from isnad.checks.audit import Audit, Counts, unsealed
from isnad.facts.model import Evidence, Exemption, KnowledgeBase
from isnad.phrases.phrases import Phrases
from isnad.problems import Mark, Problem
from isnad.text.languages import Language

from tests.cases import for_all, parts, table
from tests.conftest import bare, with_observations

AR, FR = Language.AR, Language.FR
PATH, URI = "docs/fr/a.md", "fr/a.md"
# How many figures the site says it shows.


def shown(figures: int) -> Counter[Evidence]:
    """Return so many figures that quotes prove."""
    return Counter({Evidence.VERIFIED: figures})


NONE, ONE_IN_FRENCH = {AR: shown(0), FR: shown(0)}, {AR: shown(0), FR: shown(1)}


def audited(kb: KnowledgeBase, html: str, source: str = "", language: Language = FR, path: str = PATH) -> list[Problem]:
    """Return what is wrong with one page, without what is wrong with all pages taken together."""
    audit = Audit(kb)
    audit.page(html, path.removeprefix("docs/"), path, source, language)
    return audit.problems


def with_notes(html: str) -> str:
    """Return a page with the list of the footnotes that its marks lead to, each mark with the number of its note."""
    labels = list(dict.fromkeys(re.findall(r'href="#fn:([^"]+)"', html)))
    numbered = re.sub(
        r'(href="#fn:([^"]+)" data-note=)"1"', lambda found: f"{found[1]}{labels.index(found[2]) + 1}", html
    )
    return f'{numbered}<div class="footnote"><ol>{"".join(f"<li id=fn:{each}></li>" for each in labels)}</ol></div>'


def codes(kb: KnowledgeBase, html: str, language: Language = FR) -> list[str]:
    return [problem.code for problem in audited(kb, html, language=language)]


# Numbers in digits


@for_all("language", Language)
@for_all(
    "html, numbers",
    [
        ("<p>4 tentatives</p>", ["4"]), ("<td>78\u202f685</td>", ["78 685"]), ("<p>58 %</p>", ["58"]),
        ("<p>48.963, 13,5 et 78,685.</p>", ["48.963", "13,5", "78,685"]), ("<p>٤٣٨٨</p>", ["٤٣٨٨"]),
        ("<p>۴۳ ४</p>", ["۴۳", "४"]), ("<p>و40 ألفا</p>", ["40"]), ("<p>H2O A4 x4y</p>", ["2O", "4", "4y"]),
        ("<p>4 <b>3</b>8</p>", ["4", "38"]), ("<img alt='4 bateaux'>", ["4"]),
    ],
)  # fmt: skip
def test_a_number_without_a_fact_is_loose(kb: KnowledgeBase, html: str, numbers: list[str], language: Language) -> None:
    """Wherever a reader sees it: `test_reader` has all places."""
    found = audited(kb, html, language=language)
    assert {problem.code for problem in found} == {"NUMBER-LOOSE"}
    assert [problem.message.partition("»")[0] for problem in found] == [f"«{number}" for number in numbers]


@for_all("html", ["<p>aucun</p>", "<code>4</code>", "<cite SEAL>40 000 tentatives</cite>", "<p class='a4'></p>"])
def test_what_needs_no_fact(kb: KnowledgeBase, html: str) -> None:
    assert audited(kb, html.replace("SEAL", f'data-seal="{kb.seal}"')) == []


# What once passed for the work of macros.
FORGED = [
    "<time>4</time>", "<cite>4</cite>", "<data class='figure' data-observation='attempts-2024' value='4'>4</data>",
    "<data class='figure' data-observation='attempts-2024' data-seal='x'>4</data>",
    "<a class='footnote-ref' href=\"#fn:a\" data-note='4'></a>",
]  # fmt: skip


@for_all("html", FORGED)
def test_what_looks_like_the_work_of_macros_is_not_trusted(kb: KnowledgeBase, html: str) -> None:
    found = audited(kb, with_notes(html))
    assert [problem.code for problem in found] == ["NUMBER-LOOSE"]
    assert found[0].message.startswith("«4»")


@pytest.mark.parametrize("name", ["script", "style", "template", "iframe", "object"])
def test_what_cannot_be_read_does_not_belong_in_an_article(kb: KnowledgeBase, name: str) -> None:
    source = f"a\n\n<{name}>4</{name}>\n"
    found = audited(kb, f"<{name}>4</{name}><article>{source}</article>", source)
    assert [problem[:4] for problem in found] == [(PATH, 3, 1, "HTML-ACTIVE")]
    assert found[0].message.startswith(f"{name!r} does not belong")


def test_a_reference_of_too_many_digits_is_no_number(kb: KnowledgeBase) -> None:
    found = audited(kb, f"<p>a</p><p>&#{'9' * 5000};</p><p>5</p>")
    assert [problem.code for problem in found] == ["NUMBER-LOOSE"]


@for_all(
    "html",
    [
        "<ol start='4'><li>a</li></ol>", "<ol><li value='4'>a</li></ol>", "<input type='button' value='4'>",
        "<embed src='data:text/html,4'>", "<p onclick='show(4)'>a</p>",
    ],
)  # fmt: skip
def test_what_else_shows_a_number(kb: KnowledgeBase, html: str) -> None:
    assert set(codes(kb, f"<article>{html}</article>")) & {"NUMBER-LOOSE", "HTML-ACTIVE"}


def test_a_published_page_bears_no_seal(kb: KnowledgeBase) -> None:
    html = f"<p>{figure(kb, 'attempts-2024', FR)} data-seal</p>"
    assert html.count("data-seal") == 2
    assert unsealed(html, kb.seal) == html.replace(f' data-seal="{kb.seal}"', "")
    assert unsealed(html, "another") == html


@for_all("number", [
    "½", "②", "³", "₄", "Ⅳ", "⅚", "❷", "三千", "㐅", "〇", "፳", "௱", "𝍸", "🄌", "⚅", "⠼⠑", "🂥", "🕔", "lOOO",
    "MMC", "XII", "ااه",
])  # fmt: skip
def test_other_signs_of_numbers_are_loose(kb: KnowledgeBase, number: str) -> None:
    assert codes(kb, f"<p>a {number} b</p>") == ["NUMBER-LOOSE"]


@for_all("text", ["le roi Hassan III", "CC BY", "MM. Untel", "au XIXe siècle", "OI", "آه", "© ○ ◊ →"])
def test_letters_and_signs_that_are_no_number(kb: KnowledgeBase, text: str) -> None:
    assert codes(kb, f"<p>{text}</p>") == []


SOURCE = "# Titre\n\nun texte\n\nnous 4 bateaux\n\nencore 4\n"


@pytest.mark.parametrize(
    ("html", "place"),
    [("<p>nous 4 bateaux</p>", (5, 6)), ("<p>9</p>", (1, 1)), ("<p>Trois mille</p>", (1, 1))],
    ids=["where it is written", "made elsewhere", "words made elsewhere"],
)
def test_a_problem_stands_where_the_author_wrote_it(kb: KnowledgeBase, html: str, place: tuple[int, int]) -> None:
    assert [problem[:3] for problem in audited(kb, html, SOURCE)] == [(PATH, *place)]


def test_a_number_is_not_looked_for_inside_another(kb: KnowledgeBase) -> None:
    source = '{{ date("2024") }}\n\nnous 4 bateaux\n'
    assert [problem[1:3] for problem in audited(kb, "<p>nous 4 bateaux</p>", source)] == [(3, 6)]


def test_a_problem_quotes_what_stands_around_it(kb: KnowledgeBase) -> None:
    (problem,) = audited(kb, f"<p>{'a' * 50} voici 4 bateaux {'b' * 50}</p>")
    assert "voici 4 bateaux" in problem.message
    assert "a" * 40 not in problem.message
    assert "data/exceptions.yaml" in problem.message


# Numbers in words


@for_all("language, text, words", table("checks/spelled_numbers.txt", "numbers", Language))
def test_a_number_in_words_is_a_problem(kb: KnowledgeBase, language: Language, text: str, words: str) -> None:
    found = audited(kb, f"<p>{text}</p>", language=language)
    assert [problem.code for problem in found] == ["NUMBER-SPELLED"]
    assert bare(found[0].message).startswith(f"«{words}» is a number in words")


@for_all("language, text", table("checks/spelled_numbers.txt", "no-numbers", Language))
def test_words_that_are_no_count(kb: KnowledgeBase, language: Language, text: str) -> None:
    assert codes(kb, f"<p>{text}</p>", language) == []


@for_all("language, text", table("checks/spelled_numbers.txt", "other-numbers", Language))
def test_other_numbers_in_words(kb: KnowledgeBase, language: Language, text: str) -> None:
    assert "NUMBER-SPELLED" in codes(kb, f"<p>{text}</p>", language)


@for_all("name", ["mark", "ins", "del", "s", "var", "samp", "kbd", "font", "dfn"])
def test_a_number_in_words_in_pieces(kb: KnowledgeBase, name: str) -> None:
    assert codes(kb, f"<p>trois <{name}>mille</{name}> personnes</p>") == ["NUMBER-SPELLED"]


# Exceptions


def with_exception(kb: KnowledgeBase, text: str, *pages: str) -> KnowledgeBase:
    exception = Exemption(marks={"": Mark("data/exceptions.yaml", 9, 3)}, id="x", text=text, pages=pages, reason="a")
    return replace(kb, exceptions={"x": exception})


@for_all(
    "pages, path, stale",
    [
        (("fr/a.md",), "docs/fr/a.md", False),
        (("ar/a.md", "fr/a.md"), "docs/fr/a.md", False),
        (("all",), "docs/ar/deep/b.md", False),
        (("404.html",), "404.html", False),
        (("fr/b.md",), "docs/fr/a.md", True),
        (("a.md",), "docs/fr/a.md", True),
        (("fr/a",), "docs/fr/a.md", True),
        (("fr/sources/*.md",), "docs/fr/sources/b-c.md", False),
        (("*/a.md",), "docs/fr/a.md", False),
        (("fr/sources/*.md",), "docs/fr/a.md", True),
        (("fr/sources/*.md",), "docs/ar/sources/b.md", True),
        (("fr/sources/*",), "docs/fr/sources.md", True),
        (("FR/*.md",), "docs/fr/a.md", True),
    ],
)
def test_an_exception_holds_on_its_pages(kb: KnowledgeBase, pages: tuple[str, ...], path: str, stale: bool) -> None:
    audit = Audit(with_exception(kb, "Python 3", *pages))
    audit.page("<p>avec <b>Python</b>\n 3</p>", path.removeprefix("docs/"), path, "", FR)
    expected = [(path, 1, 1, "NUMBER-LOOSE"), ("data/exceptions.yaml", 9, 3, "EXCEPTION-STALE")] if stale else []
    assert [problem[:4] for problem in audit.finish(NONE)] == expected


@pytest.mark.parametrize("pattern", ["fr/*.md", "*.md", "*"])
def test_a_star_is_the_name_of_one_file(kb: KnowledgeBase, pattern: str) -> None:
    """As data/exceptions.yaml says: an exception for the pages of a folder is none for those in folders below it."""
    found = audited(with_exception(kb, "Python 3", pattern), "<p>Python 3</p>", path="docs/fr/sources/b.md")
    assert [problem.code for problem in found] == ["NUMBER-LOOSE"]


def test_what_a_made_page_shows_is_reported_in_the_file_that_says_it(kb: KnowledgeBase) -> None:
    """By its line in the data file; whether an exception holds is asked of the page itself."""
    audit = Audit(with_exception(kb, "Python 3", "fr/figures/x.md"))
    source = "indicators:\n  x:\n    fr: avec Python 3, 45 cas\n"
    audit.page("<p>avec Python 3, 45 cas</p>", "fr/figures/x.md", "data/indicators.yaml", source, FR)
    assert [problem[:4] for problem in audit.finish(NONE)] == [("data/indicators.yaml", 3, 24, "NUMBER-LOOSE")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python 3 et Python 3", []),
        ("Python 3 et 4 bateaux", ["«4»"]),
        ("Python 31", ["«1»"]),
        ("Python 3.11", ["«11»"]),
        ("python 3", ["«3»"]),
        ("Python 4", ["«4»"]),
    ],
)
def test_an_exception_is_exactly_its_text(kb: KnowledgeBase, text: str, expected: list[str]) -> None:
    found = audited(with_exception(kb, "Python 3", "all"), f"<p>{text}</p>")
    assert [problem.message.partition(" ")[0] for problem in found] == expected


def test_an_exception_may_be_in_words(kb: KnowledgeBase) -> None:
    assert audited(with_exception(kb, "Les Mille et Deux cents", "all"), "<p>Les Mille et Deux cents nuits</p>") == []


def test_an_exception_in_code_is_not_used(kb: KnowledgeBase) -> None:
    audit = Audit(with_exception(kb, "Python 3", "all"))
    audit.page("<code>Python 3</code>", URI, PATH, "", FR)
    assert [problem.code for problem in audit.finish(NONE)] == ["EXCEPTION-STALE"]


# Figures


def figure(kb: KnowledgeBase, name: str, language: Language, unit: bool = False) -> str:
    """Return a figure as a finished page has it, without its mark."""
    return str(Phrases(kb, language).quantity(kb.observations[name], with_unit=unit))


def mark(name: str) -> str:
    label = f"observation-{name}"
    return f'<sup id="fnref:{label}"><a class="footnote-ref" href="#fn:{label}" data-note="1"></a></sup>'


OBSERVATIONS = [
    "attempts-2024", "attempts-2024-9m", "attempts-2022-headline", "origin-maghreb-2024",
    "crossing-participations-2024",
]  # fmt: skip


@pytest.mark.parametrize("name", OBSERVATIONS)
@pytest.mark.parametrize("unit", [True, False], ids=["noun", "bare"])
@pytest.mark.parametrize("language", Language)
def test_a_figure_as_macros_write_it(kb: KnowledgeBase, language: Language, unit: bool, name: str) -> None:
    audit = Audit(kb)
    audit.page(with_notes(f"<p>a {figure(kb, name, language, unit)}{mark(name)} b</p>"), URI, PATH, "", language)
    assert audit.problems == []
    assert audit.counts == {language: Counts(1, 1, 1, 1, 0), language.other: Counts()}


@pytest.mark.parametrize(("value", "text"), [("1", "محاولة واحدة"), ("2", "محاولتان")])
def test_arabic_says_one_and_two_by_the_noun(kb: KnowledgeBase, value: str, text: str) -> None:
    observation = kb.observations["attempts-2024"]
    small = with_observations(kb, replace(observation, value=type(observation.value)(value)))
    html = figure(small, "attempts-2024", AR, unit=True)
    assert text in html
    assert codes(small, with_notes(html + mark("attempts-2024")), AR) == []


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        pytest.param("", ["FIGURE-UNCITED"], id="none"),
        pytest.param(mark("attempts-2022"), ["FIGURE-UNCITED"], id="of another"),
        pytest.param(f" selon {mark('attempts-2024')}", ["FIGURE-UNCITED"], id="after other words"),
        pytest.param("[^observation-attempts-2024]", ["FIGURE-UNCITED", "NUMBER-LOOSE", "FOOTNOTE-LITERAL"],
                     id="that stays literal"),
        pytest.param(f" {mark('attempts-2024')}", [], id="after a space"),
    ],
)  # fmt: skip
def test_the_mark_of_a_figure(kb: KnowledgeBase, after: str, expected: list[str]) -> None:
    found = codes(kb, with_notes(f"<p>{figure(kb, 'attempts-2024', FR)}{after}</p>"))
    assert list(dict.fromkeys(found)) == expected


SPACE = "\u202f"


@for_all("name, language, text", table("checks/audit.txt", "wrong-figures", str, Language))
def test_a_figure_says_what_its_fact_says(kb: KnowledgeBase, name: str, language: Language, text: str) -> None:
    seal = f'data-observation="{name}" value="78685" data-seal="{kb.seal}"'
    audit = Audit(kb)
    html = f'<data class="figure" {seal}>{escape(text)}</data>{mark(name)}'
    audit.page(with_notes(html), URI, PATH, "", language)
    found = [
        problem.code
        for problem in audit.finish({language: shown(1), language.other: shown(0)})
        if problem.path.startswith("docs/")
    ]
    assert found == ["FIGURE-VALUE", "FIGURES-SKIPPED"]
    assert audit.counts[language] == Counts(shown=1, cited=1, verified=0, bound=0, skipped=1)


def test_a_figure_whose_quote_proves_nothing_is_skipped(kb: KnowledgeBase) -> None:
    """As no rule would let it pass: the counts do not trust that the rules ran."""
    observation = kb.observations["attempts-2024"]
    html = with_notes(figure(kb, observation.id, FR) + mark(observation.id))
    for quote, counts in {
        "des mots qui ne sont nulle part": Counts(1, 1, 0, 0, 1),
        "Le Maroc déjoue 40 000 tentatives d’immigration clandestine": Counts(1, 1, 0, 0, 1),
        kb.observations["attempts-2024-9m"].quotation.quote: Counts(1, 1, 0, 0, 1),
        kb.observations["networks-2024"].quotation.quote: Counts(1, 1, 1, 0, 1),
    }.items():
        changed = replace(observation, citation=replace(observation.quotation, quote=quote))
        audit = Audit(with_observations(kb, changed))
        audit.page(html, URI, PATH, "", FR)
        assert audit.counts[FR] == counts, quote
        problems = [problem for problem in audit.finish(ONE_IN_FRENCH) if problem.code != "EXCEPTION-STALE"]
        assert [problem[:4] for problem in problems] == [("docs/fr", 1, 1, "FIGURES-SKIPPED")]


def test_counts_of_all_pages_of_a_language(kb: KnowledgeBase) -> None:
    audit = Audit(replace(kb, exceptions={}))
    html = with_notes("".join(figure(kb, name, FR) + mark(name) for name in OBSERVATIONS))
    audit.page(html, "fr/a.md", "docs/fr/a.md", "", FR)
    audit.page(figure(kb, OBSERVATIONS[0], FR), "fr/b.md", "docs/fr/b.md", "", FR)
    audit.page("<p>a</p>", "ar/a.md", "docs/ar/a.md", "", AR)
    assert (audit.counts[FR], audit.counts[AR]) == (Counts(6, 5, 6, 6, 1), Counts())
    assert str(audit.counts[FR]) == "6 figures, 5 cited, 6 quotes verified, 0 referenced, 6 values bound, 1 skipped"
    assert [problem[:4] for problem in audit.finish({AR: shown(0), FR: shown(6)})] == [
        ("docs/fr/b.md", 1, 1, "FIGURE-UNCITED"),
        ("docs/fr", 1, 1, "FIGURES-SKIPPED"),
    ]


@pytest.mark.parametrize("published", [(0, 0), (1, 1), (1, 0), (0, 2)])
def test_the_site_says_how_many_figures_it_shows(kb: KnowledgeBase, published: tuple[int, int]) -> None:
    audit = Audit(replace(kb, exceptions={}))
    said = dict(zip((AR, FR), map(shown, published), strict=True))
    audit.page(with_notes(figure(kb, "attempts-2024", FR) + mark("attempts-2024")), URI, PATH, "", FR)
    found = {problem.path: problem.message for problem in audit.finish(said) if problem.code == "FIGURES-SKIPPED"}
    wrong = [language for language in Language if said[language] != ONE_IN_FRENCH[language]]
    assert list(found) == [f"docs/{language}" for language in wrong]
    assert all(found[f"docs/{each}"].endswith(f"; the site says that it shows {said[each].total()}") for each in wrong)


def test_two_figures_that_lack_different_things_are_two(kb: KnowledgeBase) -> None:
    one, other = kb.observations["attempts-2024"], kb.observations["attempts-2022"]
    unproved = replace(other, citation=replace(other.quotation, quote="des mots qui ne sont nulle part"))
    audit = Audit(with_observations(kb, unproved))
    audit.page(with_notes(f"{figure(kb, one.id, FR)} {figure(kb, other.id, FR)}{mark(other.id)}"), URI, PATH, "", FR)
    assert audit.counts[FR].skipped == 2


def test_a_figure_of_nothing_is_no_figure(kb: KnowledgeBase) -> None:
    html = f'<data class="figure" data-observation="" data-seal="{kb.seal}">4</data>'
    assert codes(kb, f"<p>{html}</p>") == ["FIGURE-UNCITED", "FIGURE-VALUE"]


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="the reader leaves derived figures out")
@pytest.mark.parametrize("text", ["99,9\u00a0%", "environ 37,9\u00a0%", ""])
def test_a_figure_of_ours_says_what_its_formula_gives(kb: KnowledgeBase, text: str) -> None:
    seal = f'data-derived="iom-share-2024-9m" value="37.9" data-seal="{kb.seal}"'
    html = f'<data class="figure derived" {seal}>{text}</data>'
    assert "FIGURE-VALUE" in codes(kb, f"<p>{html}</p>")


# Footnotes that Markdown did not read


@for_all("html, marks", table("checks/audit.txt", "marks-seen", str, parts))
def test_a_footnote_mark_that_readers_would_see_is_a_problem(kb: KnowledgeBase, html: str, marks: list[str]) -> None:
    found = audited(kb, html, "no such mark")
    assert [f"{bare(problem.message).partition(']')[0]}]".lstrip("'") for problem in found] == marks
    assert {problem[:4] for problem in found} == {(PATH, 1, 1, "FOOTNOTE-LITERAL")}


@for_all("html", ["", *table("checks/audit.txt", "no-marks")])
def test_what_readers_do_not_take_for_a_footnote_is_none(kb: KnowledgeBase, html: str) -> None:
    assert audited(kb, with_notes(html.replace("SEAL", f'data-seal="{kb.seal}"')), "[^a] [^b]") == []
