"""What stands around a figure in its sentence: no word changes it, its noun, period and source are its own."""

import datetime as dt
import re
from dataclasses import replace

from isnad.checks.figure_sentences import check_sentences
from isnad.facts.model import KnowledgeBase
from isnad.pages.render import render_page
from isnad.problems import Problem
from isnad.text.languages import Language
from isnad.text.scripts import ARABIC_SIGN

from tests.cases import for_all, table
from tests.conftest import with_observations

MACROS = {"p": "period", "d": "date", "c": "derived"}


def written(text: str) -> str:
    """Return a page of a sentence: <id> is a figure, <id+> one with its unit; p:, d: and c: are other macros."""

    def call(found: re.Match[str]) -> str:
        macro, _, id = found[1].rpartition(":")
        unit = ", unit=true" if id.endswith("+") else ""
        return f'{{{{ {MACROS.get(macro, "figure")}("{id.rstrip("+")}"{unit}) }}}}'

    return re.sub("<([^>]*)>", call, text)


def codes(kb: KnowledgeBase, text: str) -> list[str]:
    return [problem.code for problem in problems_of(kb, text)]


def problems_of(kb: KnowledgeBase, text: str) -> list[Problem]:
    language = Language.AR if ARABIC_SIGN.search(re.sub("<[^>]*>", "", text)) else Language.FR
    page = render_page(kb, f"docs/{language}/x.md", written(text), language, "x.md")
    return [*check_sentences(kb, {f"{language}/x.md": page})]


@for_all("text", table("checks/truthful_sentences.txt"))
def test_an_editors_truthful_sentence_passes(kb: KnowledgeBase, text: str) -> None:
    assert codes(kb, text) == []


@for_all("code, text", table("checks/refused_sentences.txt"))
def test_a_sentence_that_says_another_thing_than_its_figure_is_refused(kb: KnowledgeBase, code: str, text: str) -> None:
    assert codes(kb, text) == [code]


@for_all(
    "text",
    ["<rescues-2024>, soit moins que <rescues-2024-9m>.", "<rescues-2024>، أي أقل مما سبق، وهو <rescues-2024-9m>."],
)
def test_figures_that_compare_are_compared_as_they_are(kb: KnowledgeBase, text: str) -> None:
    """The second is made one that compares, and is less."""
    year = kb.observations["rescues-2024"]
    period = replace(year.period, start=dt.date(2022, 1, 1), end=dt.date(2022, 12, 31))
    both = with_observations(kb, replace(year, id="rescues-2024-9m", value=year.value - 1, period=period))
    right = text.replace("moins", "plus").replace("أقل", "أكثر")
    assert (codes(both, text), codes(both, right)) == (["FIGURE-COMPARED"], [])
    assert codes(kb, right) == ["FIGURE-COMPARED"]


@for_all(
    "written, found",
    [
        ('En {{ date(2024) }}, {{ figure(id="attempts-2024", unit=true) }} ont été déjouées.', []),
        ('En {{ date(2023) }}, {{ figure(id="attempts-2024", unit=true) }} ont été déjouées.', ["FIGURE-PERIOD"]),
        ('{{ figure("attempts-2024", unit=true) }} {{ period(id="attempts-2024") }}.', []),
        ('{{ figure("attempts-2024", unit=true) }} {{ period(id="attempts-2022") }}.', ["FIGURE-PERIOD"]),
        ('{{ derived(id="iom-share-2024-9m") }} des {{ figure(unit=true, id="returns-2024-9m") }}.', []),
    ],
)
def test_a_macro_may_name_what_it_is_given(kb: KnowledgeBase, written: str, found: list[str]) -> None:
    assert codes(kb, written) == found


def test_a_message_shows_what_its_author_wrote(kb: KnowledgeBase) -> None:
    changed, *_ = problems_of(kb, "Le Maroc a déjoué moins de <attempts-2024+> en un an.")
    assert "moins de {{ figure('attempts-2024') }} tentatives" in str(changed.message)
    unsaid, *_ = problems_of(kb, "Selon la Brigade maritime de Nador, le Maroc a déjoué <attempts-2024+>.")
    assert "Brigade maritime de Nador" in str(unsaid.message)
