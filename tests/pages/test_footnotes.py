"""Footnotes: those that the macros collect, their marks on a page, and that none is written by hand."""

import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from isnad.facts.memory import memory_of
from isnad.facts.model import Basis, KnowledgeBase, Observation
from isnad.pages import footnotes
from isnad.pages.footnotes import Footnotes, article
from isnad.pages.render import render_page
from isnad.pages.templates import own_templates
from isnad.phrases.grounds import cautions
from isnad.phrases.phrases import Phrases
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.cases import for_all


@for_all("text", ["a[^x]", "a[^x]\n\n[^x]: note", "[^x]: https://alalam.ma\n\na[^x]", "<div>[^x]</div>", "نص[^حاشية]"])
def test_a_footnote_by_hand_is_refused(kb: KnowledgeBase, text: str) -> None:
    page = f"---\ntitle: t\ndescription: d\n---\n\n# h\n\n{text}\n"
    problems = render_page(kb, "docs/fr/page.md", page, Language.FR, "page.md").problems
    assert {problem.code for problem in problems} == {"FOOTNOTE-LITERAL"}
    lines = page.split("\n")
    assert all(lines[each.line - 1].startswith("[^", each.column - 1) for each in problems)


@for_all("text", ["`[^x]`", "```\na[^x]\n```", "    a[^x]", "`a\n[^x]`", "{## a[^x] ##}"])
def test_in_code_a_footnote_is_an_example(kb: KnowledgeBase, text: str) -> None:
    page = f"---\ntitle: t\ndescription: d\n---\n\n# h\n\n{text}\n"
    assert render_page(kb, "docs/fr/page.md", page, Language.FR, "page.md").problems == ()


@pytest.fixture(params=Language, ids=str)
def notes(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Footnotes:
    """The footnotes of an empty page in each language."""
    return Footnotes(Phrases(kb, request.param), own_templates())


def said(notes: Footnotes) -> str:
    """Return what all footnotes say."""
    return "\n".join(notes.definitions.values())


def test_a_mark_bears_the_number_of_its_note_and_each_note_leads_back_to_all(
    kb: KnowledgeBase, notes: Footnotes
) -> None:
    first, second = (notes.fact(kb.observations[name]) for name in ("attempts-2024", "attempts-2022"))
    page = article(notes.phrases, f"<p>{second}{first}{second}</p>", notes.definitions)
    assert re.findall(r'<sup id="([^"]*)"><a [^>]*data-note="(\d)"', page.text) == [
        ("fnref:observation-attempts-2022", "2"),
        ("fnref:observation-attempts-2024", "1"),
        ("fnref2:observation-attempts-2022", "2"),
    ]
    assert re.findall(r'<li id="fn:([^"]*)"', page.html) == ["observation-attempts-2024", "observation-attempts-2022"]
    back = re.findall(r'class="footnote-backref" href="#([^"]*)"', page.html)
    assert back == [
        "fnref:observation-attempts-2024",
        "fnref:observation-attempts-2022",
        "fnref2:observation-attempts-2022",
    ]


def test_a_fact_twice_is_defined_once(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.observations["attempts-2024"]
    assert notes.fact(fact) == notes.fact(fact)
    assert list(notes.definitions) == ["observation-attempts-2024"]


def test_definitions_stand_in_the_order_of_first_use(kb: KnowledgeBase, notes: Footnotes) -> None:
    notes.fact(kb.events["round-table"])
    notes.article("bilan-2022")
    notes.fact(kb.statements["patrols-aim"])
    notes.fact(kb.events["round-table"])
    assert list(notes.definitions) == ["event-round-table", "source-bilan-2022", "statement-patrols-aim"]


@pytest.mark.parametrize("name", ["observations", "events", "statements"])
def test_a_footnote_is_the_quote_its_translation_and_its_place(kb: KnowledgeBase, notes: Footnotes, name: str) -> None:
    p = notes.shared
    for fact in getattr(kb, name).values():
        notes.fact(fact)
    for fact, definition in zip(getattr(kb, name).values(), notes.definitions.values(), strict=True):
        citation, source = fact.citation, kb.sources[fact.citation.source]
        number = fact.value if isinstance(fact, Observation) else None
        translated = not source.language.is_of(p.language)
        assert "\n" not in definition.strip()
        assert definition.count("note-line") == (3 if translated else 2)
        assert p.quote(citation.quote, source.language, number) in definition
        assert (p.quote(citation.translation, p.language, number) in definition) is translated
        assert p.outlet(source) in definition
        assert p.place(source, citation.quote) in definition
        inferred = any(based.basis is Basis.INFERRED for based in fact.bases().values())
        assert (p.sign(p.place(source, citation.quote), "inferred") in definition) is inferred


def test_the_footnote_of_a_figure_leads_to_its_page(kb: KnowledgeBase, notes: Footnotes) -> None:
    p = notes.shared
    for observation in kb.observations.values():
        notes.fact(observation)
        definition = notes.definitions[f"observation-{observation.id}"]
        assert p.figure_link(observation, p.t("note-detail")) in definition
        translated = not kb.sources[observation.citation.source].language.is_of(p.language)
        assert definition.count("<mark>") == (2 if translated else 1)


@pytest.mark.parametrize("fact", ["events", "statements"])
def test_only_figures_have_a_page_and_a_marked_number(kb: KnowledgeBase, notes: Footnotes, fact: str) -> None:
    for each in getattr(kb, fact).values():
        notes.fact(each)
    assert not any(sign in said(notes) for sign in ('href="figures/', "<mark>", 'class="copy"'))


def test_a_figure_in_text_is_a_link_to_its_page_followed_by_its_mark(kb: KnowledgeBase, notes: Footnotes) -> None:
    for observation in kb.observations.values():
        for with_unit in (True, False):
            shown = notes.phrases.quantity(observation, with_unit)
            figure = notes.figure(observation, with_unit)
            link = f'<a href="figures/{observation.id}/">{shown}</a>'
            html = article(notes.phrases, figure, notes.definitions).text
            assert html.startswith(f'{link}<sup id="fnref:observation-{observation.id}"><a class="footnote-ref"')


@pytest.mark.parametrize("here", ["figures/attempts-2022.md", "sources/bilan-2022.md", "returns.md"])
def test_links_of_footnotes_begin_where_the_page_stands(kb: KnowledgeBase, here: str) -> None:
    notes = Footnotes(Phrases(kb, Language.FR, here), own_templates())
    notes.fact(kb.observations["attempts-2024"])
    links = re.findall(r'href="([^":]+)"', said(notes))
    assert {urljoin(f"/{notes.phrases.url('index.md') and here.removesuffix('.md')}/", link) for link in links} == {
        "/figures/attempts-2024/",
        "/sources/hompress-2024/",
    }


WARNED = {"open": ["attempts-2022"], "part-of-year": ["attempts-2024-9m", "returns-2024-9m-iom"]}


@pytest.mark.parametrize("how", ["open", "part-of-year"])
def test_an_open_period_and_a_part_of_a_year_are_warned_of_first(kb: KnowledgeBase, notes: Footnotes, how: str) -> None:
    for name in WARNED[how]:
        fact = kb.observations[name]
        read = "-inferred" if how == "part-of-year" and fact.period.basis is Basis.INFERRED else ""
        first, *rest = list(cautions(notes.phrases, fact))
        assert first == f'<strong class="warning">{notes.phrases.t(f"warning-{how}{read}")}</strong>'
        precise = fact.precision is Precision.EXACT
        assert rest == ([] if precise else [notes.phrases.t(f"note-precision-{fact.precision}")])


def test_exactly_the_open_periods_and_parts_of_a_year_are_warned_of(kb: KnowledgeBase, notes: Footnotes) -> None:
    whole = {each.id for each in kb.observations.values() if each.period.is_full_year}
    warned = {each.id for each in kb.observations.values() if "warning" in str([*cautions(notes.phrases, each)])}
    assert warned == kb.observations.keys() - whole
    assert warned
    assert whole


def test_two_years_are_neither_open_nor_a_part_of_one(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact = kb.observations["attempts-2024"]
    longer = replace(fact, period=replace(fact.period, start=fact.period.start.replace(year=2023)))
    assert list(cautions(notes.phrases, longer)) == []


def test_the_keyboard_passes_over_a_mark_beside_its_figure_alone(kb: KnowledgeBase, notes: Footnotes) -> None:
    body = notes.figure(kb.observations["attempts-2024"]) + notes.fact(kb.statements["patrols-aim"])
    marks = re.findall(r'<a class="footnote-ref"[^>]*>', article(notes.phrases, body, notes.definitions).text)
    assert ['tabindex="-1"' in mark for mark in marks] == [True, False]


def test_the_sign_of_a_footnote_alone_has_its_legend_too(kb: KnowledgeBase, notes: Footnotes) -> None:
    for name, has_legend in (("attempts-2024", False), ("attempts-2022", True)):
        own = Footnotes(notes.phrases, own_templates())
        html = article(notes.phrases, own.figure(kb.observations[name]), own.definitions).text
        assert ('class="legend"' in html) is has_legend


def test_pages_of_one_folder_share_a_footnote_and_others_link_as_they_must(kb: KnowledgeBase, notes: Footnotes) -> None:
    fact, written = kb.observations["attempts-2024"], []
    for here in ("figures/a.md", "figures/b.md", "a.md", "deep/er/a.md"):
        own = Footnotes(Phrases(kb, notes.phrases.language, here), own_templates())
        own.fact(fact)
        written.append(own.definitions["observation-attempts-2024"])
    assert written[0] is written[1]
    links = [text.partition('<a href="')[2].partition('"')[0] for text in written[1:]]
    assert links == ["../../sources/hompress-2024/", "../sources/hompress-2024/", "../../../sources/hompress-2024/"]


@pytest.mark.parametrize(("deferred", "written"), [(False, 4), (True, 2)])
def test_of_deferred_footnotes_a_sample_is_written_at_once(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, deferred: bool, written: int
) -> None:
    monkeypatch.setattr(footnotes, "SAMPLE", 2)
    notes = Footnotes(Phrases(replace(kb), Language.FR), own_templates(), deferred)
    cited = list(kb.observations.values())[:4]
    for observation in cited:
        notes.fact(observation)
    remembered = [key for key in memory_of(notes.phrases.kb) if str(key[-1]).startswith("observation-")]
    assert len(remembered) == written
    assert all(notes.definitions.values())
    assert len(notes.definitions) == len(cited)
