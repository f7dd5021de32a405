"""Macros: their output for a few real facts, compared with tests/golden/, and what they refuse.

After a change that is meant, write the golden files again and read their diff:

    ISNAD_GOLDEN=write .venv/bin/pytest tests/pages/test_macros.py
"""

import os
import re
from dataclasses import replace

import pytest
from isnad.facts.indexes import facts_by_topic
from isnad.facts.model import KnowledgeBase
from isnad.pages import chart_svg
from isnad.pages.footnotes import article
from isnad.pages.macros import COUNTED, MACROS, MacroError, SetAside, make_macros
from isnad.pages.render import render_page
from isnad.phrases.phrases import Phrases
from isnad.text.languages import Language
from markupsafe import Markup

from tests.cases import for_all
from tests.conftest import ROOT

GOLDEN = ROOT / "tests" / "golden"
WRITE = os.environ.get("ISNAD_GOLDEN") == "write"

CALLS = {
    "figure": [
        'figure("attempts-2024")',
        'figure("attempts-2024", unit=true)',
        'figure("attempts-2024-9m", unit=true)',
        'figure("attempts-2022-headline", unit=true)',
        'figure("origin-maghreb-2024", unit=true)',
    ],
    "period": ['period("attempts-2024")', 'period("attempts-2024-9m")', 'period("attempts-2022")',
               'period("origin-maghreb-2024")'],
    "observations": ['observations("attempts-foiled")'],
    "figures": ["figures()"],
    "search": ['search("returns", "morocco", "irregular-migration")'],
    "contents": ['contents("returns")', 'contents("patrols")'],
    "headlines": ['headlines("attempts-2024", "origin-maghreb-2024")'],
    "statement": ['statement("sedki-awareness")'],
    "statements": ['statements("patrols")'],
    "event_date": ['event_date("round-table")', 'event_date("joint-patrols")'],
    "date": ['date("2023")', 'date("2024-09")', 'date("2025-03-27")', 'date("2025-01-01")'],
    "published": ['published("alalam-patrols-2025")', 'published("bilan-2022")'],
    "reviewed": ['reviewed("round-table")', 'reviewed("rescues")'],
    "count": ['count("observation")', 'count("statement")', 'count("source")'],
    "derived": ['derived("iom-share-2024-9m")'],
    "incomparable": [
        'incomparable("attempts-2024", "attempts-2024-9m")',
        'incomparable("attempts-2024", "attempts-2022")',
        'incomparable("attempts-2024", "origin-maghreb-2024")',
    ],
    "nothing": [
        'nothing("attempts-foiled origin-share", "2023")',
        'nothing("*", "2024-10/2024-12", "alone")',
        'nothing("returns", "2025/..")',
    ],
    "origins": ['origins("attempts-foiled")', 'origins("attempts-foiled", "voluntary-returns", "origin-share")'],
    "counts": ["counts()"],
    "checks": ["checks()"],
    # In words: `test_charts` reads the drawings.
    "chart": ['chart("attempts-foiled")', 'chart("origin-share")', 'chart("voluntary-returns")'],
    "coverage": ["coverage()", 'coverage("returns")', 'coverage("attempts-foiled", "origin-share")'],
    "articles": ['articles("interceptions")', 'articles("patrols")'],
    "corrections": ["corrections()", "corrections(every=true)"],
    "news": ["news()", "news(every=true)"],
    "feeds": ["feeds()"],
    "contact": ["contact()"],
    "feed": ["feed()"],
    "term": ['term("irregular-migration")'],
    "dataset": ['dataset("version")', 'dataset("url")', 'dataset("downloads")', 'dataset("documents")',
                'dataset("codes")', 'dataset("reference")'],
    "entity": ['entity("morocco")', 'entity("ministry-interior")'],
    "cite": ['cite("hompress-2024")', 'cite("bilan-2022")'],
    "sources": ["sources()"],
    "glossary": ["glossary()"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the drawing of a chart, its name."""
    monkeypatch.setattr(chart_svg, "draw", lambda _spec, name: Markup("<svg>{}</svg>").format(name))


def page(kb: KnowledgeBase, language: Language, calls: list[str]) -> str:
    """Return a page that shows each call, rendered; nothing may be wrong with it."""
    body = "\n\n".join(f"{{{{ {call} }}}}" for call in calls)
    word = "صفحة" if language is Language.AR else "page"
    text = f"---\ntitle: {word}\ndescription: {word}\n---\n\n{body}\n"
    rendered = render_page(kb, f"docs/{language}/page.md", text, language, "page.md")
    assert not rendered.problems
    html = article(Phrases(kb, language, "page.md"), rendered.body, rendered.notes).html
    return html.replace(f' data-seal="{kb.seal}"', "") + "\n"  # new in every run


@for_all("language", Language)
@for_all("name", CALLS)
def test_macro_writes_what_its_golden_file_holds(few_facts: KnowledgeBase, language: Language, name: str) -> None:
    golden = GOLDEN / f"{name}.{language}.html"
    rendered = page(few_facts, language, CALLS[name])
    if WRITE:
        golden.write_text(rendered, encoding="utf-8")
    assert rendered == golden.read_text(encoding="utf-8"), "if this is meant: ISNAD_GOLDEN=write, see this module"


def test_every_macro_has_golden_files_and_each_file_a_macro() -> None:
    assert set(CALLS) == set(MACROS)
    assert {path.name for path in GOLDEN.iterdir()} == {
        f"{name}.{language}.html" for name in CALLS for language in Language
    }


REFUSED = {
    "figure-unknown": ("figure", ["attempts-2042"], "UNKNOWN-ID", "did you mean 'attempts-2024'?"),
    "figure-number": ("figure", [2024], "MACRO-ARGUMENT", "must be an id of observations, in quotes: 2024"),
    "figure-of-an-indicator": ("figure", ["attempts-foiled"], "UNKNOWN-ID", "unknown id of observations"),
    "period-unknown": ("period", ["x"], "UNKNOWN-ID", "unknown id of observations 'x'"),
    "observations-unknown": ("observations", ["attempts-2024"], "UNKNOWN-ID", "unknown id of indicators"),
    "headlines-unknown": ("headlines", ["attempts-2024", "x"], "UNKNOWN-ID", "unknown id of observations 'x'"),
    "statement-unknown": ("statement", ["sedki"], "UNKNOWN-ID", "unknown id of statements"),
    "statements-unknown": ("statements", ["patrol"], "UNKNOWN-ID", "did you mean 'patrols'?"),
    "event-unknown": ("event_date", ["x"], "UNKNOWN-ID", "unknown id of events"),
    "date-of-no-month": ("date", ["2024-13"], "MACRO-ARGUMENT", "must be a year from 1800 to 2100, a month or a day"),
    "date-of-a-count": ("date", ["4290"], "MACRO-ARGUMENT", "must be a year from 1800 to 2100, a month or a day"),
    "date-of-words": ("date", ["hier"], "MACRO-ARGUMENT", "'hier'"),
    "date-of-nothing": ("date", [None], "MACRO-ARGUMENT", "None"),
    "published-unknown": ("published", ["hompress"], "UNKNOWN-ID", "did you mean 'hompress-2024'?"),
    "reviewed-unknown": ("reviewed", ["x"], "UNKNOWN-ID", "unknown id of topics"),
    "count-unknown": ("count", ["sources"], "MACRO-ARGUMENT", "did you mean 'source'?"),
    "derived-unknown": ("derived", ["iom-share"], "UNKNOWN-ID", "did you mean 'iom-share-2024-9m'?"),
    "derived-of-an-observation": ("derived", ["attempts-2024"], "UNKNOWN-ID", "unknown id of derived"),
    "incomparable-unknown": ("incomparable", ["attempts-2024", "x"], "UNKNOWN-ID", "unknown id of observations 'x'"),
    "incomparable-number": ("incomparable", [1, "attempts-2024"], "MACRO-ARGUMENT", "must be an id of observations"),
    "comparable": (
        "incomparable",
        ["attempts-2024", "attempts-2024"],
        "COMPARABLE",
        "can be compared; say so instead",
    ),
    "origins-unknown": ("origins", ["attempts-foiled", "x"], "UNKNOWN-ID", "unknown id of indicators 'x'"),
    "articles-unknown": ("articles", ["patrol"], "UNKNOWN-ID", "did you mean 'patrols'?"),
    "chart-unknown": ("chart", ["attempts"], "UNKNOWN-ID", "did you mean 'attempts-foiled'?"),
    "coverage-unknown": ("coverage", ["returns", "rescue"], "UNKNOWN-ID", "did you mean 'rescues'?"),
    "coverage-number": ("coverage", [2024], "MACRO-ARGUMENT", "must be an id of indicators, topics, in quotes: 2024"),
    "chart-of-an-observation": ("chart", ["attempts-2024"], "UNKNOWN-ID", "unknown id of indicators"),
    "term-unknown": ("term", ["x"], "UNKNOWN-ID", "unknown id of terms"),
    "entity-unknown": ("entity", ["maroc"], "UNKNOWN-ID", "did you mean 'morocco'?"),
    "cite-unknown": ("cite", ["x"], "UNKNOWN-ID", "unknown id of sources"),
}


@pytest.mark.parametrize(("name", "arguments", "code", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_macro_refuses(kb: KnowledgeBase, name: str, arguments: list[object], code: str, words: str) -> None:
    macros, _ = make_macros(kb, Language.FR)
    with pytest.raises(MacroError) as refused:
        macros[name](*arguments)
    assert refused.value.code == code
    assert words in str(refused.value)


def test_a_record_set_aside_is_not_reported_again(kb: KnowledgeBase) -> None:
    without = {name: observation for name, observation in kb.observations.items() if name != "rescues-2024"}
    broken = replace(kb, observations=without, set_aside=frozenset({("observations", "rescues-2024")}))
    macros, _ = make_macros(broken, Language.FR)
    with pytest.raises(SetAside):
        macros["figure"]("rescues-2024")


def test_links_lead_up_from_a_page_in_a_folder(kb: KnowledgeBase) -> None:
    macros, _ = make_macros(kb, Language.AR, "topics/returns.md")
    assert 'href="../../glossary/#irregular-migration"' in macros["term"]("irregular-migration")


@pytest.mark.parametrize("what", COUNTED)
def test_count_agrees_with_the_facts(kb: KnowledgeBase, what: str) -> None:
    macros, _ = make_macros(kb, Language.FR)
    assert f">{len(getattr(kb, COUNTED[what]))}<" in macros["count"](what)


def test_reviewed_is_the_earliest_day(kb: KnowledgeBase) -> None:
    observations = kb.observations
    early = replace(observations["rescues-2024"], reviewed=observations["rescues-2024"].reviewed.replace(day=3))
    macros, _ = make_macros(replace(kb, observations={**observations, "rescues-2024": early}), Language.FR)
    assert f'datetime="{early.reviewed}"' in macros["reviewed"]("rescues")
    assert f'datetime="{early.reviewed}"' not in macros["reviewed"]("returns")


@pytest.mark.parametrize("language", Language)
def test_without_corrections_it_is_said_that_there_are_none(kb: KnowledgeBase, language: Language) -> None:
    macros, notes = make_macros(replace(kb, corrections={}), language)
    assert macros["corrections"]().strip() == f"<p>{kb.labels['corrections-none'][language]}</p>"
    assert notes.definitions == {}


@pytest.mark.parametrize("topic", ["interceptions", "patrols", "round-table"])
def test_articles_are_those_of_the_facts_of_a_topic_each_once(kb: KnowledgeBase, topic: str) -> None:
    macros, _ = make_macros(kb, Language.FR)
    linked = re.findall(r'href="sources/([a-z0-9-]+)/"', macros["articles"](topic))
    assert linked == list(dict.fromkeys(fact.citation.source for fact in facts_by_topic(kb)[topic]))
    assert linked


def test_the_same_figure_twice_is_one_footnote(kb: KnowledgeBase) -> None:
    macros, notes = make_macros(kb, Language.FR)
    macros["figure"]("attempts-2024")
    macros["figure"]("attempts-2024", unit=True)
    macros["figure"]("attempts-2022")
    assert list(notes.definitions) == ["observation-attempts-2024", "observation-attempts-2022"]


def test_count_refuses_a_list(kb: KnowledgeBase) -> None:
    macros, _ = make_macros(kb, Language.FR)
    with pytest.raises(MacroError):
        macros["count"](["source"])
