"""What the page of a figure shows: its proof, how it lies to other figures, its warnings."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from isnad.facts.model import Basis, Correction, Indicator, KnowledgeBase, Observation
from isnad.facts.record import NOT_GIVEN, Bilingual
from isnad.pages import figure_view
from isnad.pages.views import comparison
from isnad.phrases.phrases import Phrases, bare_text
from isnad.text.languages import Language

from tests.conftest import with_observations

Shown = Mapping[str, Any]


def gathered(kb: KnowledgeBase, name: str, language: Language) -> tuple[Shown, Phrases]:
    """Return what the page of an observation shows, and its phrases."""
    p = Phrases(kb, language, f"figures/{name}.md")
    return figure_view.gather(p, kb.observations[name]), p


@pytest.fixture(params=Language, ids=str)
def views(request: pytest.FixtureRequest, kb: KnowledgeBase) -> dict[str, tuple[Shown, Phrases]]:
    """What the page of every observation shows, in each language."""
    return {name: gathered(kb, name, request.param) for name in kb.observations}


Views = Mapping[str, tuple[Shown, Phrases]]


def test_a_page_shows_its_value_its_period_and_what_it_counts(kb: KnowledgeBase, views: Views) -> None:
    for name, (shown, p) in views.items():
        observation, indicator = kb.observations[name], kb.indicator_of[name]
        assert p.quantity(observation, with_unit=True) in shown["heading"]
        assert indicator.label[p.language] in shown["heading"]
        alone = (p.reference_period(observation, alone) in shown["heading"] for alone in (True, False))
        assert any(alone)
        assert (shown["observation"], shown["indicator"]) == (observation, indicator)
        assert shown["topic"] is kb.topics[indicator.topic]
        assert shown["data"] == p.file(f"api/v1/figures/{name}.json", f"{name}.json")


def test_a_page_says_who_for_when_and_of_what_and_on_which_ground(kb: KnowledgeBase, views: Views) -> None:
    for name, (shown, p) in views.items():
        bases = list(kb.observations[name].bases().values())
        lines = [shown["credit"][0], *shown["grounds"]]
        assert len(lines) == len(bases) == 3
        for line, based in zip(lines, bases, strict=True):
            assert p.subject(based) in line
            reason = based.reason[p.language] if based.reason else ""
            assert (based.basis is Basis.INFERRED) is bool(reason)
            assert bare_text(reason) in bare_text(line)


def test_further_quotes_stand_under_what_they_state(kb: KnowledgeBase, views: Views) -> None:
    for name, (shown, p) in views.items():
        bases = kb.observations[name].bases()
        expected = [
            (p.t(f"figure-states-{key.replace('_', '-')}"), based.witnesses)
            for key, based in bases.items()
            if based.witnesses
        ]
        assert [tuple(support) for support in shown["supports"]] == expected
    assert any(shown["supports"] for shown, _ in views.values())


def test_exactly_open_periods_and_parts_of_a_year_are_warned_of(kb: KnowledgeBase, views: Views) -> None:
    for name, (shown, p) in views.items():
        start, end = kb.observations[name].period.start, kb.observations[name].period.end
        warnings = [line for line in shown["credit"] if "warning" in line]
        if end is NOT_GIVEN:
            assert warnings == [f'<strong class="warning">{p.t("warning-open")}</strong>']
        elif (start, end) == (dt.date(start.year, 1, 1), dt.date(start.year, 12, 31)):
            assert warnings == []
        else:
            read = "-inferred" if kb.observations[name].period.basis is Basis.INFERRED else ""
            assert warnings == [f'<strong class="warning">{p.t(f"warning-part-of-year{read}")}</strong>']
    assert {len([line for line in shown["credit"] if "warning" in line]) for shown, _ in views.values()} == {0, 1}


# Neighbours


def other_observations(kb: KnowledgeBase, name: str) -> list[Observation]:
    """Return the other observations of an indicator; those whose relation to it is said need no comparison."""
    said = {name, *(other for _, other in REAL.get(name, []))}
    others = (kb.observations[other] for other in kb.indicator_of[name].observations if other not in said)
    return [each for each in others if not each.rounds]


def test_every_other_figure_of_the_indicator_is_a_line(kb: KnowledgeBase, views: Views) -> None:
    """With its number, its period, its outlet, and what forbids a comparison."""
    for name, (shown, p) in views.items():
        lines = shown["relations"][len(REAL.get(name, [])) :]
        others = other_observations(kb, name)
        assert len(lines) == len(others)
        for other in others:
            (line,) = (each for each in lines if f'data-observation="{other.id}"' in each)
            assert p.figure_link(other, p.quantity(other)) in line
            assert p.reference_period(other, alone=True) in line
            assert f'href="../../sources/{other.citation.source}/"' in line
            assert comparison(p, kb.observations[name], other) in line


def test_only_the_nearest_of_many_figures_are_named(kb: KnowledgeBase) -> None:
    larger, period = kb, kb.observations["attempts-2024"].period
    for year in range(2001, 2021):
        earlier = replace(period, start=dt.date(year, 1, 1), end=dt.date(year, 12, 31))
        larger = copied(larger, "attempts-2024", f"attempts-{year}", period=earlier)
    shown, _ = gathered(larger, "attempts-2010", Language.FR)
    named = sorted(int(year) for line in shown["relations"] for year in re.findall(r'ion="attempts-(20..)"', line))
    assert named == [2007, 2008, 2009, 2011, 2012, 2013]


def test_shares_of_one_whole_are_its_parts_and_those_of_another_are_not(kb: KnowledgeBase) -> None:
    share, other = kb.observations["origin-maghreb-2024"], kb.observations["origin-west-africa-2024"]
    p = Phrases(kb, Language.FR)
    assert comparison(p, share, other) == p.t("same-whole")
    found = comparison(p, replace(share, base="other"), other)
    assert kb.labels["incomparable-base"].fr in found


def copied(kb: KnowledgeBase, of: str, name: str, **changes: Any) -> KnowledgeBase:
    """Return the knowledge base with a further observation of an indicator, made from a real one."""
    indicator = kb.indicator_of[of]
    observation = replace(kb.observations[of], id=name, **changes)
    larger: Indicator = replace(indicator, observations={**indicator.observations, name: observation})
    return replace(
        kb,
        observations={**kb.observations, name: observation},
        indicators={**kb.indicators, indicator.id: larger},
        indicator_of={**kb.indicator_of, **dict.fromkeys(larger.observations, larger)},
    )


@pytest.mark.parametrize("language", Language)
def test_a_neighbour_that_can_be_compared_is_said_to_be(kb: KnowledgeBase, language: Language) -> None:
    period = kb.observations["attempts-2024"].period
    year = replace(period, start=period.start.replace(year=2021), end=dt.date(2021, 12, 31))
    larger = copied(kb, "attempts-2024", "attempts-2021", period=year)
    for one, other in (("attempts-2024", "attempts-2021"), ("attempts-2021", "attempts-2024")):
        shown, p = gathered(larger, one, language)
        (line,) = (each for each in shown["relations"] if f'data-observation="{other}"' in each)
        assert p.t("comparable") in line


# Relations

DISAGREES = {"disagrees_with": ("rescues-2024-9m",)}
REASON = {"ar": "سبب", "fr": "motif"}


def superseded(kb: KnowledgeBase) -> dict[str, Any]:
    reason = Bilingual(marks=kb.observations["rescues-2024"].marks, **REASON)
    return {"superseded_by": "rescues-2024-9m", "superseded_because": reason}


def relations(kb: KnowledgeBase, name: str, language: Language) -> list[tuple[str, str]]:
    """Return the name of each relation that a page shows, and the other observation."""
    shown, p = gathered(kb, name, language)
    return [found for text in shown["relations"] if (found := _relation(p, str(text)))]


def _relation(p: Phrases, text: str) -> tuple[str, str] | None:
    other = re.findall(r'data-observation="([^"]+)"', text)[0]
    observation = p.kb.observations[other]
    label = p.kb.sources[observation.citation.source].label[p.language]
    figure = p.figure_link(observation, p.quantity(observation))
    names = [name for name in p.kb.labels if name.startswith("relation-")]
    found = [name for name in names if text.startswith(p.t(name, figure=figure, label=label))]
    return (found[0].removeprefix("relation-"), other) if found else None


REAL = {
    "attempts-2022-headline": [("rounds", "attempts-2022")],
    "attempts-2022": [("rounded", "attempts-2022-headline")],
    "returns-2024-9m-iom": [("part-of", "returns-2024-9m")],
    "returns-2024-9m": [("part", "returns-2024-9m-iom")],
    "returns-2022-headline": [("rounds", "returns-2022")],
    "returns-2022": [("rounded", "returns-2022-headline")],
}


@pytest.mark.parametrize("language", Language)
def test_every_real_relation_is_shown_on_both_pages_and_no_other(kb: KnowledgeBase, language: Language) -> None:
    assert {name: found for name in kb.observations if (found := relations(kb, name, language))} == REAL


@pytest.mark.parametrize("language", Language)
def test_a_figure_names_what_contradicts_and_what_replaces_it(kb: KnowledgeBase, language: Language) -> None:
    one = kb.observations["rescues-2024"]
    for changes, expected in ((DISAGREES, "disagrees"), (superseded(kb), "superseded")):
        changed = with_observations(kb, replace(one, **changes))
        assert relations(changed, "rescues-2024", language) == [(expected, "rescues-2024-9m")]
        because = REASON[language] in "".join(gathered(changed, "rescues-2024", language)[0]["relations"])
        assert because is (expected == "superseded")


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("how", ["disagrees", "superseded"])
def test_what_contradicts_or_replaces_a_figure_names_it_too(kb: KnowledgeBase, language: Language, how: str) -> None:
    """A disagreement is marked on either side, so that a reader of the other page must find it there."""
    changes: Mapping[str, Any] = DISAGREES if how == "disagrees" else superseded(kb)
    changed = with_observations(kb, replace(kb.observations["rescues-2024"], **changes))
    assert [other for _, other in relations(changed, "rescues-2024-9m", language)] == ["rescues-2024"]


def same_count(kb: KnowledgeBase, **changes: Any) -> KnowledgeBase:
    """Return the knowledge base with the count of `attempts-2022` in another article too, changed as it is said."""
    citation = replace(kb.observations["attempts-2022"].citation, source="hompress-2024")
    return copied(kb, "attempts-2022", "attempts-2022-again", **{"citation": citation, **changes})


def agreeing(kb: KnowledgeBase, name: str) -> Iterator[str]:
    """Yield what agrees with an observation; its quote need not be in its article, as it must to show its page."""
    p = Phrases(kb, Language.FR, f"figures/{name}.md")
    for label, other in figure_view._related(p, kb.observations[name]):
        if label == "agrees":
            yield other.id


def test_the_same_count_in_two_articles_agrees_on_both_pages(kb: KnowledgeBase) -> None:
    both = same_count(kb)
    assert list(agreeing(both, "attempts-2022")) == ["attempts-2022-again"]
    assert list(agreeing(both, "attempts-2022-again")) == ["attempts-2022"]
    shown, p = gathered(both, "attempts-2022", Language.AR)
    assert p.kb.sources["hompress-2024"].label.ar in "".join(shown["relations"])
    assert relations(both, "attempts-2022", Language.FR)[-1] == ("agrees", "attempts-2022-again")


@pytest.mark.parametrize("changed", ["value", "scope", "base", "start", "end", "source", "indicator"])
def test_what_differs_in_anything_does_not_agree(kb: KnowledgeBase, changed: str) -> None:
    one = kb.observations["attempts-2022"]
    period = one.period
    changes: dict[str, dict[str, Any]] = {
        "value": {"value": one.value + 1},
        "scope": {"scope": kb.observations["attempts-2022-headline"].scope},
        "base": {"base": "other"},
        "start": {"period": replace(period, start=dt.date(2022, 2, 1))},
        "end": {"period": replace(period, end=dt.date(2022, 12, 31))},
        "source": {"citation": one.citation},
        "indicator": {},
    }
    other = same_count(kb, **changes[changed])
    if changed == "indicator":
        moved = {**other.indicator_of, "attempts-2022-again": kb.indicators["networks-dismantled"]}
        other = replace(other, indicator_of=moved)
    assert list(agreeing(other, "attempts-2022")) == []
    assert list(agreeing(other, "attempts-2022-again")) == []


# Corrections


@pytest.mark.parametrize("language", Language)
def test_a_figure_whose_meaning_was_corrected_says_so(kb: KnowledgeBase, language: Language) -> None:
    figure = kb.observations["attempts-2024"]
    why = Bilingual(marks=figure.marks, ar="سبب", fr="motif")
    correction = Correction(
        marks=figure.marks,
        id="actor",
        date=dt.date(2026, 11, 28),
        record="figures/attempts-2024",
        changed=("scope",),
        why=why,
    )
    shown, _ = gathered(replace(kb, corrections={"actor": correction}), figure.id, language)
    (told,) = shown["corrections"]
    assert f'data-observation="{figure.id}"' in told
