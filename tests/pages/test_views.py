"""What the macros' templates show: rows, source records, glossary entries and corrections."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from isnad.facts.model import Correction, KnowledgeBase
from isnad.facts.record import Bilingual
from isnad.pages import observation_table, views
from isnad.pages.footnotes import MARK, MARK_SHAPE, Footnotes
from isnad.pages.templates import own_templates
from isnad.phrases import cite_view
from isnad.phrases.phrases import INFERRED, Phrases, plain
from isnad.phrases.references import source_reference
from isnad.text import evidence
from isnad.text.languages import Language


@pytest.fixture(params=Language, ids=str)
def p(request: pytest.FixtureRequest, kb: KnowledgeBase) -> Phrases:
    """The phrases of each language."""
    return Phrases(kb, request.param)


@pytest.fixture
def notes(p: Phrases) -> Footnotes:
    """The footnotes of an empty page."""
    return Footnotes(p, own_templates())


def test_a_row_shows_all_of_an_observation(p: Phrases, notes: Footnotes) -> None:
    observation = p.kb.observations["returns-2022"]
    row = views.row(p, notes, observation)
    assert row.indicator == p.kb.indicators["voluntary-returns"].label[p.language]
    assert row.figure == p.figure_link(observation, p.quantity(observation)) + MARK_SHAPE.format(
        "observation-returns-2022"
    )
    assert row.scope == p.sign(p.scope(observation.scope), INFERRED)
    assert row.period == p.reference_period(observation, alone=True)
    assert p.kb.entities["ministry-interior"].name[p.language] in row.authority
    assert row.source == f'<a href="sources/bilan-2022/">{p.kb.sources["bilan-2022"].label[p.language]}</a>'
    assert list(notes.definitions) == ["observation-returns-2022"]


def test_a_row_says_where_the_authority_is_inferred(p: Phrases, notes: Footnotes) -> None:
    name = p.name("ministry-interior")
    stated = views.row(p, notes, p.kb.observations["attempts-2024"]).authority
    inferred = views.row(p, notes, p.kb.observations["attempts-2022"]).authority
    assert stated == plain(name)
    assert inferred == p.sign(plain(name), INFERRED) != stated


def test_each_wording_of_a_term_has_its_footnote(p: Phrases, notes: Footnotes) -> None:
    entries = list(views.glossary_entries(p, notes))
    assert [entry["term"] for entry in entries] == list(p.kb.terms.values())
    for entry in entries:
        term = entry["term"]
        assert len(entry["wordings"]) == len(term.wordings)
        for number, (shown, wording) in enumerate(zip(entry["wordings"], term.wordings, strict=True), 1):
            assert wording.wording in shown
            assert shown.endswith(MARK_SHAPE.format(f"term-{term.id}-{number}"))


def test_every_source_has_an_entry_in_short(p: Phrases) -> None:
    entries = list(views.source_entries(p, p.kb.sources.values()))
    assert [entry["source"] for entry in entries] == list(p.kb.sources.values())
    for entry in entries:
        source = entry["source"]
        assert all(part in entry["line"] for part in (p.publisher(source), p.title(source), p.published(source)))
        counts = dict.fromkeys(("observation", "statement"), 0)
        for what, table in (("observation", p.kb.observations), ("statement", p.kb.statements)):
            counts[what] = sum(each.citation.source == source.id for each in table.values())
        assert entry["cited"] == p.t("list-separator").join(p.count(n, what) for what, n in counts.items() if n)


def test_what_an_article_does_not_give_is_no_zero(p: Phrases) -> None:
    cited = {entry["source"].id: entry["cited"] for entry in views.source_entries(p, p.kb.sources.values())}
    assert not any('value="0"' in each for each in cited.values())
    assert "<data" in cited["alalam-patrols-2025"]


def entry_of(p: Phrases, notes: Footnotes, source: str) -> Mapping[str, Any]:
    return views.source_entry(p, notes, p.kb.sources[source])


def test_every_source_has_an_entry_with_its_whole_record(p: Phrases, notes: Footnotes) -> None:
    labels = ["title", "publisher", "authors", "published", "language", "url", "web-archive", "sha256"]
    for source in p.kb.sources.values():
        entry = views.source_entry(p, notes, source)
        assert entry["source"] is source
        assert [label for label, _ in entry["record"]] == [f"source-{label}" for label in labels]
        assert all(value for _, value in entry["record"])


def test_every_source_says_how_to_cite_it(p: Phrases, notes: Footnotes) -> None:
    for source in p.kb.sources.values():
        entry = views.source_entry(p, notes, source)
        gathered = cite_view.gather(p, lambda each: source_reference(each, source))  # noqa: B023 - called at once
        assert {key: entry[key] for key in ("sentences", "formats")} == gathered


def test_what_is_not_known_of_a_source_is_said(p: Phrases, notes: Footnotes) -> None:
    record = dict(entry_of(p, notes, "bilan-2022")["record"])
    for label in ("source-publisher", "source-authors", "source-published", "source-url"):
        assert record[label] == p.t("source-unknown")


def test_what_was_found_outside_the_capture_is_said(p: Phrases, notes: Footnotes) -> None:
    outside = p.t("source-outside", value=p.name("walaw-press"))
    assert dict(entry_of(p, notes, "walaw-roundtable-2025")["record"])["source-publisher"] == outside
    assert dict(entry_of(p, notes, "hompress-2024")["record"])["source-publisher"] == p.name("hompress")


def test_quotes_stand_in_the_order_of_the_article_each_once(p: Phrases, notes: Footnotes) -> None:
    for name, made in p.kb.fingerprints.items():
        quotes = entry_of(p, notes, name)["quotes"]
        order = [evidence.find(quoted.quote, made) for quoted in quotes]
        assert order == sorted(order)
        assert len({quoted.quote for quoted in quotes}) == len(quotes)
        assert all(order) and all(quoted.proves for quoted in quotes)


def test_footnotes_of_quotes_are_made_in_reading_order(p: Phrases, notes: Footnotes) -> None:
    quotes = [quoted for source in p.kb.sources for quoted in entry_of(p, notes, source)["quotes"]]
    shown = "".join(str(proof) for quoted in quotes for proof in quoted.proves)
    assert list(notes.definitions) == list(dict.fromkeys(MARK.findall(shown)))
    assert len(notes.definitions) == len(p.kb.observations)


def test_a_quote_that_proves_several_things_lists_each_once(p: Phrases, notes: Footnotes) -> None:
    shared = "وأشارت وزارة الداخلية إلى أن 58% من المهاجرين غير النظاميين الذين تم ضبطهم"
    quotes = entry_of(p, notes, "hompress-2024")["quotes"]
    (quoted,) = [quoted for quoted in quotes if quoted.quote == shared]
    assert len(quoted.proves) == 2
    assert len(set(quoted.proves)) == 2


def test_a_source_without_facts_has_no_quotes(p: Phrases) -> None:
    empty = Phrases(replace(p.kb, observations={}, events={}, statements={}, terms={}), p.language)
    notes = Footnotes(empty, own_templates())
    assert [entry_of(empty, notes, source)["quotes"] for source in p.kb.sources] == [[]] * len(p.kb.sources)
    assert notes.definitions == {}


# Corrections


def with_corrections(p: Phrases, *rows: tuple[str, str, int]) -> Phrases:
    """Return the phrases of a knowledge base with corrections: the day, the observation, the value before."""
    made = {}
    for number, (day, name, was) in enumerate(rows):
        observation = p.kb.observations[name]
        why = Bilingual(marks=observation.marks, ar=f"سبب *{number}*", fr=f"Motif *{number}*")
        made[f"c{number}"] = Correction(
            marks=observation.marks, id=f"c{number}", date=dt.date.fromisoformat(day), observation=name,
            was=Decimal(was), now=observation.value, why=why,
        )  # fmt: skip
    return Phrases(replace(p.kb, corrections=made), p.language)


def listed(p: Phrases) -> tuple[list[str], Footnotes]:
    """Return the corrections that a page lists, and its footnotes."""
    notes = Footnotes(p, own_templates())
    return [str(each.text) for each in views.corrected(p, notes, every=False)], notes


def test_there_is_nothing_to_list_without_corrections(p: Phrases) -> None:
    assert listed(with_corrections(p))[0] == []


def test_a_correction_says_what_was_what_is_and_why(p: Phrases) -> None:
    shown = with_corrections(p, ("2026-11-20", "attempts-2024-9m", 48936))
    (text,), notes = listed(shown)
    observation = p.kb.observations["attempts-2024-9m"]
    assert shown.date(dt.date(2026, 11, 20)) in text
    assert p.kb.indicators["attempts-foiled"].label[p.language] in text
    assert notes.figure(observation, with_unit=True) in text
    assert list(notes.definitions) == ["observation-attempts-2024-9m"]
    assert ("سبب *0*" if p.language is Language.AR else "Motif *0*") in text


def test_a_correction_that_was_corrected_again_says_its_own_value_and_that_of_today(p: Phrases) -> None:
    shown = with_corrections(p, ("2026-11-20", "attempts-2024", 78658))
    (name,) = shown.kb.corrections
    again = replace(shown.kb.corrections[name], now=Decimal(5))
    (text,), notes = listed(Phrases(replace(shown.kb, corrections={name: again}), p.language))
    sealed = [
        f'<span data-seal="{p.kb.seal}">{p.number(Decimal(each), p.kb.units["attempt"])}</span>' for each in (78658, 5)
    ]
    assert all(each in text for each in sealed)
    assert notes.figure(p.kb.observations["attempts-2024"], with_unit=True) in text


def test_the_value_that_was_bears_the_seal_and_is_no_figure(p: Phrases) -> None:
    """It is a fact of the ledger; as a figure it would be one that no quote states any more."""
    (text,), _ = listed(with_corrections(p, ("2026-11-20", "attempts-2024", 78658)))
    sealed = f'<span data-seal="{p.kb.seal}"><bdi dir="ltr">78\u202f658</bdi>'
    assert sealed in text
    assert "78\u202f658" not in text.replace(sealed, "")
    assert text.count("data-observation=") == 1
    assert 'data-observation="attempts-2024" value="78685"' in text


def test_the_latest_corrections_stand_first_and_are_five_at_most(p: Phrases) -> None:
    days = ("2026-11-03", "2026-11-09", "2025-12-31", "2026-11-01", "2026-12-01", "2026-11-02", "2026-11-08")
    shown, _ = listed(with_corrections(p, *((day, "attempts-2024", 1) for day in days)))
    dates = [re.findall(r'datetime="([0-9-]+)"', text)[0] for text in shown]
    assert dates == ["2026-12-01", "2026-11-09", "2026-11-08", "2026-11-03", "2026-11-02"]


def test_of_one_day_the_first_in_the_file_stands_first(p: Phrases) -> None:
    shown, _ = listed(with_corrections(p, *(("2026-11-03", name, 1) for name in ("attempts-2024", "networks-2024"))))
    assert ["attempts-2024" in text for text in shown] == [True, False]


def test_a_table_folds_shorter_periods_and_loses_no_row(
    p: Phrases, notes: Footnotes, monkeypatch: pytest.MonkeyPatch
) -> None:
    indicators = list(p.kb.indicators.values())

    def rows(part: str, fewest: int) -> dict[tuple[str, str], bool]:
        monkeypatch.setattr(observation_table, "FEWEST_FOLDED", fewest)
        groups = observation_table.gather(p, notes, indicators)[part]
        return {(each.indicator.id, line.figure or line.period): line.lesser for each in groups for line in each.lines}

    above, below, whole = rows("groups", 1), rows("folded", 1), rows("groups", 1000)
    assert not rows("folded", 1000) and above | below == whole and len(above) + len(below) == len(whole)
    assert below and all(below.values()) and not any(above.values())
    attempts = {name: notes.figure(p.kb.observations[name]) for name in ("attempts-2024", "attempts-2024-9m")}
    assert ("attempts-foiled", attempts["attempts-2024"]) in above
    assert ("attempts-foiled", attempts["attempts-2024-9m"]) in below
    assert not observation_table.gather(p, notes, indicators[:1], titled=False)["folded"]


def test_a_table_folds_earlier_years(p: Phrases, notes: Footnotes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The latest years of each indicator stand unfolded, as many as are asked for; a run of years without a figure is
    one of them.
    """
    monkeypatch.setattr(observation_table, "FEWEST_FOLDED", 1)
    monkeypatch.setattr(observation_table, "YEARS_UNFOLDED", 1)
    indicators = list(p.kb.indicators.values())
    shown = observation_table.gather(p, notes, indicators)
    assert all(len({line.period for line in group.lines}) == 1 for group in shown["groups"])
    assert {group.indicator.id for group in shown["groups"]} == set(p.kb.indicators)
    assert any(len({line.period for line in group.lines}) > 1 for group in shown["folded"])
