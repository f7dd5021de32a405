"""What the macros' templates show: rows, source records and glossary entries."""

import re
from dataclasses import replace

import pytest
from isnad import evidence, views
from isnad.footnotes import Footnotes
from isnad.model import KnowledgeBase
from isnad.phrases import Phrases
from isnad.record import Language
from isnad.templates import own_templates


@pytest.fixture(params=Language, ids=str)
def p(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Phrases:
    """The phrases of each language."""
    return Phrases(kb, request.param)


@pytest.fixture
def notes(p: Phrases) -> Footnotes:
    """The footnotes of an empty page."""
    return Footnotes(p, own_templates())


def test_a_stated_period_stands_alone(p: Phrases) -> None:
    observation = p.kb.observations["attempts-2024"]
    assert views.period(p, observation) == p.period(observation.period)


def test_an_inferred_period_says_so(p: Phrases) -> None:
    observation = p.kb.observations["rescues-2024"]
    assert views.period(p, observation) == p.t("period-inferred", period=p.period(observation.period))
    assert views.period(p, observation) != p.period(observation.period)


def test_a_row_shows_all_of_an_observation(p: Phrases, notes: Footnotes) -> None:
    observation = p.kb.observations["returns-2022"]
    row = views.row(p, notes, observation)
    assert row.indicator == p.kb.indicators["voluntary-returns"].label[p.language]
    assert row.figure == p.quantity(observation) + "[^observation-returns-2022]"
    assert row.scope == p.subject(observation.scope)
    assert row.period == views.period(p, observation)
    assert p.kb.entities["ministry-interior"].name[p.language] in row.authority
    assert row.source == p.source_link(p.kb.sources["bilan-2022"], p.kb.sources["bilan-2022"].label[p.language])
    assert list(notes.definitions) == ["observation-returns-2022"]


def test_a_row_says_where_the_authority_is_inferred(p: Phrases, notes: Footnotes) -> None:
    name = p.name("ministry-interior")
    stated = views.row(p, notes, p.kb.observations["attempts-2024"]).authority
    inferred = views.row(p, notes, p.kb.observations["attempts-2022"]).authority
    assert stated == p.t("authority-stated", name=name)
    assert inferred == p.t("authority-inferred", name=name) != stated


def test_each_wording_of_a_term_has_its_footnote(p: Phrases, notes: Footnotes) -> None:
    entries = list(views.glossary_entries(p, notes))
    assert [entry["term"] for entry in entries] == list(p.kb.terms.values())
    for entry in entries:
        term = entry["term"]
        assert len(entry["wordings"]) == len(term.wordings)
        for number, (shown, wording) in enumerate(zip(entry["wordings"], term.wordings, strict=True), 1):
            assert wording.wording in shown
            assert shown.endswith(f"[^term-{term.id}-{number}]")


def test_every_source_has_an_entry_with_its_whole_record(p: Phrases, notes: Footnotes) -> None:
    entries = list(views.source_entries(p, notes))
    assert [entry["source"].id for entry in entries] == list(p.kb.sources)
    labels = ["title", "publisher", "author", "published", "language", "url", "web-archive", "sha256"]
    for entry in entries:
        assert [label for label, _ in entry["record"]] == [f"source-{label}" for label in labels]
        assert all(value for _, value in entry["record"])


def test_what_is_not_known_of_a_source_is_said(p: Phrases, notes: Footnotes) -> None:
    entries = {entry["source"].id: entry for entry in views.source_entries(p, notes)}
    record = dict(entries["bilan-2022"]["record"])
    for label in ("source-publisher", "source-author", "source-published", "source-url"):
        assert record[label] == p.t("source-unknown")


def test_what_was_found_outside_the_capture_is_said(p: Phrases, notes: Footnotes) -> None:
    entries = {entry["source"].id: dict(entry["record"]) for entry in views.source_entries(p, notes)}
    outside = p.t("source-outside", value=p.name("walaw-press"))
    assert entries["walaw-roundtable-2025"]["source-publisher"] == outside
    assert entries["hompress-2024"]["source-publisher"] == p.name("hompress")


def test_quotes_stand_in_the_order_of_the_article_each_once(p: Phrases, notes: Footnotes) -> None:
    for entry in views.source_entries(p, notes):
        quotes, made = entry["quotes"], p.kb.fingerprints[entry["source"].id]
        order = [evidence.find(quoted.quote, made) for quoted in quotes]
        assert order == sorted(order)
        assert len({quoted.quote for quoted in quotes}) == len(quotes)
        assert all(order) and all(quoted.proves for quoted in quotes)


def test_footnotes_of_quotes_are_made_in_reading_order(p: Phrases, notes: Footnotes) -> None:
    shown = "".join(
        str(proof) for entry in views.source_entries(p, notes) for quoted in entry["quotes"] for proof in quoted.proves
    )
    assert list(notes.definitions) == list(dict.fromkeys(re.findall(r"\[\^([^\]]+)\]", shown)))


def test_a_quote_that_proves_several_things_lists_each_once(p: Phrases, notes: Footnotes) -> None:
    shared = "وأشارت وزارة الداخلية إلى أن 58% من المهاجرين غير النظاميين"
    quotes = [quoted for entry in views.source_entries(p, notes) for quoted in entry["quotes"]]
    (quoted,) = [quoted for quoted in quotes if quoted.quote == shared]
    assert len(quoted.proves) == 2
    assert len(set(quoted.proves)) == 2


def test_a_source_without_facts_has_no_quotes(p: Phrases) -> None:
    bare = replace(p.kb, observations={}, events={}, statements={}, terms={})
    empty = Phrases(bare, p.language)
    entries = list(views.source_entries(empty, Footnotes(empty, own_templates())))
    assert len(entries) == len(p.kb.sources)
    assert all(entry["quotes"] == [] for entry in entries)
