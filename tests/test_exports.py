"""The facts as files that readers take away: every figure's JSON says what its record does, and no more."""

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from isnad.exports import figure_document, figure_json
from isnad.model import Basis, KnowledgeBase, Observation
from isnad.record import NOT_GIVEN, Bilingual

SITE = "https://example.org/below/"


@pytest.fixture(scope="module")
def here(kb: KnowledgeBase) -> KnowledgeBase:
    """The real knowledge base, published below a folder of its host."""
    return replace(kb, site_url=SITE)


def read(kb: KnowledgeBase, observation: Observation) -> dict[str, Any]:
    document = json.loads(figure_json(kb, observation))
    assert isinstance(document, dict)
    return document


def both(text: Bilingual | None) -> dict[str, str] | None:
    return {"ar": text.ar, "fr": text.fr} if text else None


def test_every_figure_says_its_value_and_what_it_counts(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        document, indicator = read(here, observation), here.indicator_of[observation.id]
        assert document["id"] == observation.id
        assert Decimal(str(document["value"])) == observation.value
        assert document["precision"] == observation.precision
        assert document["indicator"] == {
            "id": indicator.id, "label": both(indicator.label), "definition": both(indicator.definition),
        }  # fmt: skip
        assert document["unit"] == {"id": indicator.unit, "measure": here.unit_of(observation).measure}
        assert document["comment"] == both(observation.comment)
        assert dt.date.fromisoformat(document["reviewed"]) == observation.reviewed


def test_every_figure_says_its_proof(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        document, citation = read(here, observation), observation.citation
        assert document["source"] == citation.source
        assert document["quote"] == {"language": here.sources[citation.source].language, "text": citation.quote}
        assert document["translation"] == citation.translation


def test_every_figure_says_its_grounds(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        document = read(here, observation)
        for name, based in observation.bases().items():
            assert document[name]["basis"] == based.basis
            assert document[name]["reason"] == both(based.reason)
            assert (document[name]["reason"] is None) is (based.basis is Basis.STATED)


def test_every_figure_says_its_period_and_null_where_the_end_is_not_given(here: KnowledgeBase) -> None:
    ends = set()
    for observation in here.observations.values():
        period = read(here, observation)["period"]
        assert dt.date.fromisoformat(period["start"]) == observation.period.start
        end = NOT_GIVEN if period["end"] is None else dt.date.fromisoformat(period["end"])
        assert end == observation.period.end
        ends.add(end is NOT_GIVEN)
    assert ends == {True, False}


def test_every_figure_names_its_scope_and_its_authority(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        document = read(here, observation)
        for name in ("actor", "partner", "place", "origin"):
            entity = getattr(observation.scope, name)
            expected = {"id": entity, "name": both(here.entities[entity].name)} if entity else None
            assert document["scope"][name] == expected
        authority = observation.stated_by.entity
        assert document["stated_by"]["id"] == authority
        assert document["stated_by"]["name"] == both(here.entities[authority].name)


def test_every_figure_has_its_address_in_both_languages(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        assert read(here, observation)["url"] == {
            "ar": f"{SITE}figures/{observation.id}/", "fr": f"{SITE}fr/figures/{observation.id}/",
        }  # fmt: skip


def test_all_figures_have_the_same_keys(here: KnowledgeBase) -> None:
    keys = {tuple(read(here, observation)) for observation in here.observations.values()}
    assert keys == {
        (
            "id", "indicator", "value", "unit", "precision", "period", "scope", "rounds", "part_of", "base",
            "disagrees_with", "superseded_by", "stated_by", "source", "quote", "translation", "comment",
            "reviewed", "url",
        )
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "relation", "other"),
    [("attempts-2022-headline", "rounds", "attempts-2022"), ("returns-2024-9m-iom", "part_of", "returns-2024-9m")],
)
def test_a_figure_says_of_which_it_is_a_rounding_or_a_part(
    here: KnowledgeBase, name: str, relation: str, other: str
) -> None:
    """As its page does: without it, a reader of the file would count the same again."""
    assert read(here, here.observations[name])[relation] == other


@pytest.mark.parametrize(
    ("value", "written"),
    [("78685", "78685"), ("13.5", "13.5"), ("0.1", "0.1"), ("12.0", "12"), ("0", "0"), ("1E+3", "1000")],
)
def test_a_whole_number_has_no_decimals(here: KnowledgeBase, value: str, written: str) -> None:
    observation = replace(here.observations["attempts-2024"], value=Decimal(value))
    assert f'\n  "value": {written},\n' in figure_json(here, observation)


def test_the_file_is_readable_text_that_ends_its_last_line(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        text = figure_json(here, observation)
        assert text.endswith("}\n")
        assert observation.citation.quote.partition('"')[0] in text
        assert "\\u" not in text
        assert json.loads(text) == figure_document(here, observation)


def test_nothing_of_the_workings_leaves_with_the_file(here: KnowledgeBase) -> None:
    for observation in here.observations.values():
        text = figure_json(here, observation)
        assert here.seal not in text
        assert not any(sign in text for sign in ("data-", "<bdi", "&#", "marks", "data/indicators.yaml"))
