"""The pages that are made of records, one for each observation and source in both languages, as readers see them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
import yaml
from isnad.checks import project
from isnad.checks.project import read_project
from isnad.facts import load
from isnad.facts.model import Basis, KnowledgeBase, Observation
from isnad.facts.periods import Kind, kind
from isnad.facts.record import Bilingual
from isnad.pages.footnotes import MARK, Article, article
from isnad.pages.made_pages import MadePage, MadePages
from isnad.pages.texts import Project
from isnad.phrases.addresses import record_of, url
from isnad.phrases.phrases import Phrases, bare_text, title_text
from isnad.problems import Problem
from isnad.text.languages import Language
from isnad.text.quantities import Precision
from isnad.text.typography import set_spaces

from tests.cases import for_all
from tests.conftest import FROZEN, ProjectCopy
from tests.second_checker import Element, Tree, integers

SITE = "https://example.org/below"
LANGUAGES = pytest.mark.parametrize("language", Language)


@pytest.fixture(scope="module")
def site() -> Project:
    """The real project, to be published below a folder of its host; the address is given without its last slash."""
    read, problems = read_project(FROZEN, SITE)
    assert problems == []
    return read


@pytest.fixture(scope="module")
def articles(site: Project) -> dict[str, Article]:
    """Every made page, by its path."""
    return {path: site.article(path) for path in site.made}


@pytest.fixture(scope="module")
def trees(articles: dict[str, Article]) -> dict[str, Element]:
    """Every made page as the second checker reads it, by its path."""
    return {path: Tree(page.html).open[0] for path, page in articles.items()}


def figure_pages(site: Project) -> Iterator[tuple[str, Observation, Phrases]]:
    """Yield the path of each page of a figure, the observation, and the phrases of the page."""
    for language in Language:
        for name, observation in site.kb.observations.items():
            here = f"figures/{name}.md"
            yield f"{language}/{here}", observation, Phrases(site.kb, language, here)


def words(text: str) -> str:
    return " ".join(text.split())


def said(element: Element) -> str:
    return words(element.text())


# Which pages there are, and what they are called


def test_every_figure_indicator_and_source_has_its_page_in_both_languages(site: Project) -> None:
    kb = site.kb
    figures = [f"figures/{name}.md" for name in kb.observations]
    indicators = [f"indicators/{name}.md" for name in kb.indicators]
    names = [*figures, *indicators, *(f"sources/{name}.md" for name in kb.sources)]
    assert list(site.made) == [f"{language}/{name}" for language in Language for name in names]


def test_no_made_page_takes_the_place_of_a_written_one(site: Project) -> None:
    assert not site.made.keys() & site.pages.keys()


@LANGUAGES
def test_no_two_pages_have_one_title_or_one_description(site: Project, language: Language) -> None:
    made = [page for path, page in site.made.items() if path.startswith(language)]
    written = [matter_of(text) for path, text in site.sources.items() if path.startswith(language)]
    for key in ("title", "description"):
        texts = [*(getattr(page, key) for page in made), *(matter[key] for matter in written)]
        assert len(set(texts)) == len(texts)
        assert all(texts)


def matter_of(text: str) -> Mapping[str, str]:
    """Return the front matter of a page as MkDocs reads it."""
    loaded = yaml.safe_load(text.split("---\n")[1])
    assert isinstance(loaded, dict)
    return loaded


def test_titles_and_descriptions_are_bare_text(site: Project) -> None:
    for page in site.made.values():
        for text in (page.title, page.description):
            assert not re.search(r"<|&#|&[a-z]+;|data-|\[\^|\n", text), text
            assert text == text.strip()


def test_a_figure_is_named_by_what_it_counts_its_value_and_its_period(site: Project) -> None:
    for path, observation, p in figure_pages(site):
        page, label = site.made[path], site.kb.indicator_of[observation.id].label[p.language]
        article = site.kb.sources[observation.citation.source].label[p.language]
        scope, period = p.counted(observation), p.reference_period(observation, alone=True)
        quantity = title_text(p.quantity(observation), p.language)
        for text in (page.title, page.description):
            parts = (label, quantity, *(set_spaces(bare_text(part)) for part in (scope, period)))
            assert all(part in text for part in parts), text
        assert article in page.description
        assert page.topic == site.kb.topic_of(observation)


@LANGUAGES
def test_a_source_is_named_by_its_label(site: Project, language: Language) -> None:
    for name, source in site.kb.sources.items():
        page = site.made[f"{language}/sources/{name}.md"]
        assert (page.title, page.description) == (source.label[language], source.summary[language])


def test_a_page_is_made_of_the_file_that_holds_its_record(site: Project) -> None:
    figures = {path: observation.at().path for path, observation, _ in figure_pages(site)}
    assert set(figures.values()) == {"data/indicators.yaml", "seeds/bilan-2022.yaml"}
    for path in site.made:
        file, text = site.origin(path)
        indicator = site.kb.indicators.get(Path(path).stem)
        own = indicator.at().path if indicator else f"seeds/{Path(path).stem}.yaml"
        assert file == figures.get(path, own)
        assert text == (FROZEN / file).read_text(encoding="utf-8")


def test_a_written_page_is_its_own_origin(site: Project) -> None:
    for path, text in site.sources.items():
        assert site.origin(path) == (f"docs/{path}", text)


# Footnotes, links, figures


def test_every_footnote_is_defined_once_and_used(site: Project, articles: dict[str, Article]) -> None:
    for path, page in site.made.items():
        assert tuple(re.findall(r'<li id="fn:([^"]*)"', articles[path].html)) == page.footnotes
        assert list(dict.fromkeys(MARK.findall(page.body))) == list(page.footnotes), path


def test_both_languages_have_the_same_footnotes_and_figures(site: Project, articles: dict[str, Article]) -> None:
    for path, page in site.made.items():
        if path.startswith("ar/"):
            other = site.made[f"fr/{path[3:]}"]
            assert (page.footnotes, page.figures) == (other.footnotes, other.figures)
            assert DATA.findall(articles[path].html) == DATA.findall(articles[f"fr/{path[3:]}"].html)


DATA = re.compile(r'data-observation="([^"]+)" value="([^"]+)"')


def test_as_many_figures_are_counted_as_are_shown_outside_footnotes(site: Project) -> None:
    for page in site.made.values():
        assert page.figures.total() == len(DATA.findall(page.body))


def test_every_value_on_a_made_page_is_that_of_its_observation(site: Project, articles: dict[str, Article]) -> None:
    for page in articles.values():
        for name, value in DATA.findall(page.html):
            assert value == str(site.kb.observations[name].value)


def test_every_link_leads_to_a_page_of_the_same_language(site: Project, articles: dict[str, Article]) -> None:
    places = {f"/{path[:3]}{url(path[3:])}": path for path in (*site.made, *site.pages)}
    for path, page in articles.items():
        links = re.findall(r'<a href="([^":]*/[^":]*|\.+/)"', page.html)
        assert links
        for link in links:
            target, _, anchor = urljoin(f"/{path[:3]}{url(path[3:])}", link).partition("#")
            if re.match(rf"/({path[:3]})?(api|downloads)/", target):
                continue
            assert target.startswith(f"/{path[:3]}")
            assert target in places, (path, link)
            assert not anchor or anchor in {heading.id for heading in site.article(places[target]).headings}


def test_pages_of_records_offer_their_reference(site: Project) -> None:
    """Nothing stands beside a page: its buttons save what is written behind them."""
    for path, page in site.made.items():
        kind, name = record_of(path[3:])
        if kind in ("figures", "sources"):
            offered = re.findall(r'data-save="([^"]*)">[^<]*</button></p>\n<pre[^>]*><code>([^<]*)', page.body)
            assert [file for file, _ in offered] == [f"{name}-{path[:2]}.{end}" for end in ("bib", "ris", "csl.json")]
            address = f"{SITE}/{'' if path[:2] == 'ar' else 'fr/'}{kind}/{name}/"
            assert all(address in text for _, text in offered)


# What a reader sees


def test_a_page_has_one_heading_which_names_what_is_counted(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        (heading,) = trees[path].all("h1")
        assert said(heading).startswith(site.kb.indicator_of[observation.id].label[p.language])


def test_the_heading_has_the_value_and_the_credit_who_and_how_precise(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        (heading,), source = trees[path].all("h1"), site.kb.sources[observation.citation.source]
        (figure,) = heading.all("figure")
        assert (figure.given["data-observation"], figure.given["value"]) == (observation.id, str(observation.value))
        assert integers(figure.text()) == [int(observation.value)]
        first, *rest = [said(line) for line in trees[path].all("hero-context")]
        assert p.publisher(source).split(" (")[0] in first or source.label[p.language] in first
        assert p.name(observation.stated_by.entity) in first
        if observation.precision is not Precision.EXACT:
            assert rest[-1] == p.t(f"note-precision-{observation.precision}")


def test_the_page_of_an_indicator_has_all_its_figures(site: Project, trees: dict[str, Element]) -> None:
    for language in Language:
        for name, indicator in site.kb.indicators.items():
            tree = trees[f"{language}/indicators/{name}.md"]
            (table,) = tree.all("table")
            shown = {figure.given["data-observation"] for figure in table.all("figure")}
            assert shown == indicator.observations.keys()
            assert words(indicator.definition[language]) in said(tree)


def test_exactly_open_periods_and_parts_of_a_year_are_warned_of(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        warnings = [said(line) for each in trees[path].all("hero-context") for line in each.all("warning")]
        how = kind(observation.period)
        read = "-inferred" if how is Kind.PART_OF_YEAR and observation.period.basis is Basis.INFERRED else ""
        assert warnings == ([p.t(f"warning-{how}{read}")] if how in (Kind.OPEN, Kind.PART_OF_YEAR) else [])


def test_the_definition_and_the_comment_are_told_in_full(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        text = said(trees[path])
        assert words(site.kb.indicator_of[observation.id].definition[p.language]) in text
        assert observation.comment is None or words(observation.comment[p.language]) in text


def test_the_number_is_marked_in_the_quote_and_in_its_translation(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        (proof,) = trees[path].all("proof")
        (quote,) = proof.all("note-quote")
        translations = proof.all("note-translation")
        source = site.kb.sources[observation.citation.source]
        assert len(translations) == (not source.language.is_of(p.language))
        texts = (observation.quotation.quote, observation.quotation.translated(p.language))
        for shown, text in zip((quote, *translations), texts, strict=False):
            (marked,) = shown.all("mark")
            assert integers(marked.text()) == [int(observation.value)]
            assert re.sub(r"\D", "", marked.text()) == str(observation.value)
            assert bare(text) in bare(shown.text())


def bare(text: str) -> str:
    """Return a text without spaces, which typography may change."""
    return re.sub(r"\s", "", text)


def test_the_proof_names_the_article_and_the_place(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, p in figure_pages(site):
        source = site.kb.sources[observation.citation.source]
        (proof,) = trees[path].all("proof")
        place = words(bare_text(p.place(source, observation.quotation.quote)))
        assert [said(each) for each in proof.all("place")] == [place]
        for part in (p.title(source), p.published(source)):
            assert bare(bare_text(part)) in bare(proof.text())


def test_the_way_to_correct_names_the_record_and_its_file(site: Project, trees: dict[str, Element]) -> None:
    for path, observation, _ in figure_pages(site):
        assert {observation.id, observation.at().path} <= {said(each) for each in trees[path].all("code")}


def test_the_page_of_a_source_shows_its_record_caveats_and_quotes(site: Project, trees: dict[str, Element]) -> None:
    for language in Language:
        for name, source in site.kb.sources.items():
            tree = trees[f"{language}/sources/{name}.md"]
            assert words(source.summary[language]) in said(tree)
            assert len(tree.all("dt")) == len(tree.all("dd")) == 8
            assert source.captured.sha256 in said(tree.all("record")[0])
            assert all(words(caveat[language]) in said(tree) for caveat in source.caveats)
            cited = {each.quotation.quote for each in site.kb.facts() if each.citation.source == name}
            quotes = [bare(each.text()) for each in tree.all("quoted-words")]
            assert all(any(bare(quote) in shown for shown in quotes) for quote in cited)


def test_a_source_leads_to_each_figure_that_is_cited_from_it(site: Project) -> None:
    for language in Language:
        for name in site.kb.sources:
            body = site.made[f"{language}/sources/{name}.md"].body
            cited = {each.id for each in site.kb.observations.values() if each.citation.source == name}
            assert set(re.findall(r'href="\.\./\.\./figures/([a-z0-9-]+)/"', body)) == cited


@LANGUAGES
def test_a_source_of_which_nothing_is_cited_has_no_section_of_what_is(site: Project, language: Language) -> None:
    source = next(iter(site.kb.sources.values()))
    prints = {**site.kb.fingerprints, "uncited": site.kb.fingerprints[source.id]}
    kb = replace(site.kb, sources={**site.kb.sources, "uncited": replace(source, id="uncited")}, fingerprints=prints)
    headings = [re.findall(r'<h2 id="(\w+)"', MadePages(kb)[f"{language}/sources/{id}.md"].body) for id in kb.sources]
    assert [found for found in headings if "quotes" not in found] == headings[-1:]


def test_the_seal_is_new_in_every_run_and_marks_what_is_made(site: Project, articles: dict[str, Article]) -> None:
    sealed = re.compile(r'data-seal="([^"]*)"')
    assert {seal for page in articles.values() for seal in sealed.findall(page.html)} == {site.kb.seal}


def test_the_same_pages_are_made_again(site: Project) -> None:
    assert MadePages(site.kb) == site.made


# What is hostile, missing or broken

HOSTILE = """</p><b>*a*</b> [c](d) [^e] `f` | {{ g }} &amp; "h" 'i' <!-- _j_ __k__ ![l](m) { #n } https://o.p"""


def hostile(text: Bilingual) -> Bilingual:
    return replace(text, ar=HOSTILE, fr=HOSTILE)


def hostile_facts(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the knowledge base of one figure, all of whose texts but its quotes try to be more than texts."""
    one = kb.observations["attempts-2022"]
    indicator, source = kb.indicator_of[one.id], kb.sources[one.citation.source]
    text = hostile(indicator.label)
    bad = replace(
        one,
        comment=text,
        citation=replace(one.quotation, translation=HOSTILE, note=text),
        stated_by=replace(one.stated_by, reason=text),
    )
    indicator = replace(indicator, label=hostile(indicator.label), definition=hostile(indicator.definition))
    summary = hostile(source.summary)
    caveats = (summary,) * len(source.caveats)
    source = replace(source, label=hostile(source.label), summary=summary, caveats=caveats)
    return replace(
        kb,
        indicator_of={**kb.indicator_of, **dict.fromkeys(indicator.observations, indicator)},
        observations={**kb.observations, one.id: bad},
        sources={**kb.sources, source.id: source},
        entities={name: replace(each, name=hostile(each.name)) for name, each in kb.entities.items()},
        topics={name: replace(each, label=hostile(each.label)) for name, each in kb.topics.items()},
    )


@pytest.mark.parametrize("path", ["figures/attempts-2022.md", "sources/bilan-2022.md"])
@LANGUAGES
def test_texts_of_facts_stay_texts(site: Project, language: Language, path: str) -> None:
    before = site.made[f"{language}/{path}"]
    after = MadePages(hostile_facts(site.kb))[f"{language}/{path}"]
    p = Phrases(site.kb, language, path)
    tree, real = (Tree(article(p, page.body, page.notes).html).open[0] for page in (after, before))
    assert tree.all("b", "em", "img", "script") == []
    for name in ("a", "code", "footnote-ref", "h1", "h2", "li", "dd", "quote", "figure"):
        assert len(tree.all(name)) == len(real.all(name)), name
    assert words(HOSTILE) in said(tree)
    assert after.footnotes == before.footnotes


ASKED = [
    "figure-title", "figure-description", "figure-heading", "figure-said", "figure-reviewed", "figure-relations",
    "neighbour", "figure-cite", "figure-data", "figure-correct", "figure-correct-how", "figure-correct-guide",
    "incomparable-with", "incomparable-open", "breadcrumbs", "home", "copy", "copied", "save",
    "site-name", "note-verified", "warning-open", "relation-rounded",
]  # fmt: skip


def of_that_figure_first(kb: KnowledgeBase) -> KnowledgeBase:
    """Return the knowledge base with the one figure that asks for most labels first."""
    first = kb.observations["attempts-2022"]
    return replace(kb, observations={first.id: first, **kb.observations})


def sampled(kb: KnowledgeBase) -> tuple[dict[str, tuple[str, ...]], list[Problem]]:
    return project._sample(kb, MadePages(kb))


@for_all("name", ASKED)
def test_a_label_that_is_missing_is_a_problem(kb: KnowledgeBase, name: str) -> None:
    labels = {label: text for label, text in kb.labels.items() if label != name}
    found, problems = sampled(replace(of_that_figure_first(kb), labels=labels))
    assert found == {}
    assert [problem[:4] for problem in problems] == [("hooks/isnad/labels.yaml", 1, 1, "LABEL-MISSING")]
    assert repr(name) in problems[0].message


def with_label(kb: KnowledgeBase, name: str, add: str) -> KnowledgeBase:
    label = kb.labels[name]
    changed = Bilingual(marks=label.marks, ar=label.ar + add, fr=label.fr + add)
    return replace(of_that_figure_first(kb), labels={**kb.labels, name: changed})


@pytest.mark.parametrize("part", ["{nope}", "{0}", "{}"])
def test_a_part_of_a_label_that_nothing_fills_is_a_problem(kb: KnowledgeBase, part: str) -> None:
    found, problems = sampled(with_label(kb, "figure-reviewed", part))
    assert found == {}
    assert [problem.code for problem in problems] == ["LABEL-MISSING"]


@pytest.mark.parametrize("part", ["{date.x}", "{date:>99d}", "{date!x}"])
def test_a_part_of_a_label_that_cannot_be_filled_is_a_problem(kb: KnowledgeBase, part: str) -> None:
    _, problems = sampled(with_label(kb, "figure-reviewed", part))
    assert [problem.code for problem in problems] == ["LABEL-MISSING"]


def test_a_missing_label_is_reported_by_the_whole_check(
    whole_project: ProjectCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = whole_project.root / "hooks" / "isnad" / "labels.yaml"
    text = own.read_text(encoding="utf-8")
    own.write_text(re.sub(r"\n  figure-said:\n.*\n.*", "", text), encoding="utf-8")
    tables = {str(own) if name == own.name else name: kinds for name, kinds in load.OWN_TABLES.items()}
    monkeypatch.setattr(load, "OWN_TABLES", tables)
    read, found = read_project(whole_project.root)
    assert [problem[:4] for problem in found] == [("hooks/isnad/labels.yaml", 1, 1, "LABEL-MISSING")]
    assert read.made == {}


def test_nothing_is_made_of_facts_with_a_problem(project: ProjectCopy) -> None:
    """So that one wrong value is reported once, on its line, and not again by every page that shows it."""
    project.edit("data/indicators.yaml", "attempts-2024:", "value: 78685", "value: 78686")
    read, problems = read_project(project.root)
    assert read.made == {}
    assert read.pages
    assert {problem.code for problem in problems} == {"VALUE-QUOTE"}


def test_a_footnote_that_one_language_lacks_is_reported_as_for_any_page(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def lacking(made: MadePages, path: str) -> MadePage:
        page = get(made, path)
        notes = dict(list(page.notes.items())[:-1])
        return replace(page, notes=notes) if path == first else page

    get = MadePages.__getitem__
    first = next(
        path for path in MadePages(load.load(FROZEN)[0]) if path.startswith("fr/ind")
    )  # a check makes a sample
    monkeypatch.setattr(MadePages, "__getitem__", lacking)
    monkeypatch.setenv("ISNAD_CACHE", str(tmp_path))  # other code makes other pages of the same facts
    (problem,) = read_project(FROZEN)[1]
    assert problem[:4] == (f"docs/{first}", 1, 1, "PARITY")
