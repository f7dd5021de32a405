"""The API: every record has its document, each is what its schema says, and says all that the data say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from isnad.exports.create import create_exports
from isnad.exports.fact_records import unit
from isnad.exports.records import make_documents
from isnad.exports.schemas import make_schemas
from isnad.facts import comparability
from isnad.facts.edition import version
from isnad.facts.model import Correction, Formula, KnowledgeBase, Observation, Tombstone
from isnad.facts.record import NOT_GIVEN, Bilingual, NotGiven
from isnad.phrases.vocabulary import Qualifier, qualifier
from isnad.text.languages import Language
from isnad.text.quantities import Precision
from jsonschema import Draft202012Validator, FormatChecker

from tests.conftest import with_observations
from tests.exported import from_documents, from_json, observations

TABLES = {"figures": "observations", "derived": "derived", "indicators": "indicators", "sources": "sources",
          "events": "events", "statements": "statements"}  # fmt: skip
WHY = Bilingual(marks={}, ar="لأن", fr="parce que")
CORRECTION = Correction(
    marks={},
    id="c",
    date=date(2027, 1, 2),
    observation="attempts-2022",
    was=Decimal("1.50"),
    now=Decimal(40589),
    why=WHY,
)
TOMBSTONE = Tombstone(
    marks={}, id="t", gone="figures/gone-2020", date=date(2027, 2, 1), reason=WHY, successor="figures/attempts-2022"
)


@pytest.fixture(scope="module")
def full(kb: KnowledgeBase) -> KnowledgeBase:
    """The real knowledge base, with what it has none of today."""
    one = kb.observations["attempts-2022"]
    changed = replace(
        one, disagrees_with=("attempts-2024",), superseded_by="attempts-2022-headline", superseded_because=WHY,
        value=Decimal("13.50"), value_to=Decimal("20.25"), precision=Precision.BETWEEN, comment=WHY,
    )  # fmt: skip
    return replace(with_observations(kb, changed), corrections={"c": CORRECTION}, tombstones={"t": TOMBSTONE})


@pytest.fixture(scope="module")
def everything(full: KnowledgeBase) -> dict[str, Any]:
    """Every JSON file that is exported of it."""
    return {path: from_json(data) for path, data in create_exports(full).items() if path.endswith(".json")}


def documents(exported: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield each document of the API, index and data set included, by its path."""
    yield from ((path, made) for path, made in exported.items() if "/schemas/" not in path and "schema" in made)


def schema_of(exported: Mapping[str, Any], made: Any, site: str) -> Any:
    return exported[made["schema"].removeprefix(site)]


def closed(schema: Any) -> Any:
    """Return a schema that allows no field which it does not name."""
    if isinstance(schema, dict):
        made = {name: closed(value) for name, value in schema.items()}
        return {"additionalProperties": False, **made} if "properties" in schema else made
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


def validator(schema: Any) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("kind", TABLES)
def test_every_record_has_a_document(exports: Mapping[str, bytes], kb: KnowledgeBase, kind: str) -> None:
    prefix = f"api/v1/{kind}/"
    found = {path.removeprefix(prefix).removesuffix(".json") for path in exports if path.startswith(prefix)}
    assert found == set(getattr(kb, TABLES[kind]))


def test_every_document_is_what_its_schema_says_and_no_more(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    found = list(documents(everything))
    assert len(found) > 50
    for path, made in found:
        schema = closed(schema_of(everything, made, kb.site_url))
        errors = [error.message for error in validator(schema).iter_errors(made)]
        assert not errors, path


def test_schemas_are_schemas_and_each_serves(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    schemas = {path for path in everything if "/schemas/" in path}
    assert len(schemas) == 9
    for path in schemas:
        Draft202012Validator.check_schema(everything[path])
        assert everything[path]["$id"] == kb.site_url + path
    assert {made["schema"].removeprefix(kb.site_url) for _, made in documents(everything)} == schemas


def damages(made: Any) -> Iterator[Any]:
    """Yield a document again and again, each time without a field, or with another type of value in one.

    `obstacles` names any figures: without one of them it is as good.
    """
    for name, value in made.items() if isinstance(made, dict) else ():
        yield {key: other for key, other in made.items() if key != name}
        yield {**made, name: ["x", 1]}
        yield from ({**made, name: inner} for inner in (damages(value) if name != "obstacles" else ()))


@pytest.mark.parametrize("path", ["figures/attempts-2022", "statements/patrols-aim", "sources/bilan-2022"])
def test_a_schema_refuses_what_lacks_a_field_or_has_another_type(everything: dict[str, Any], path: str) -> None:
    made = everything[f"api/v1/{path}.json"]
    check = validator(everything[f"api/v1/schemas/{path.partition('/')[0].removesuffix('s')}.json"])
    found = list(damages(made))
    assert len(found) > 40
    assert [each for each in found if check.is_valid(each)] == []


def test_every_field_is_named_in_both_languages(kb: KnowledgeBase) -> None:
    for schema in make_schemas(kb).values():
        for part in schema["$defs"].values():
            for name, value in part.get("properties", {}).items():
                if name not in tuple(Language):
                    arabic, slash, french = value["title"].partition(" / ")
                    assert slash, name
                    assert re.search("[\u0600-\u06ff]", arabic), name
                    assert not re.search("[\u0600-\u06ff]", french), name


def test_documents_say_all_that_the_data_say(everything: dict[str, Any], full: KnowledgeBase) -> None:
    made = [everything[f"api/v1/figures/{name}.json"] for name in full.observations]
    assert from_documents(made) == observations(full)


def test_the_data_set_holds_every_document_as_it_stands_alone(everything: dict[str, Any]) -> None:
    dataset = everything["downloads/dataset.json"]
    for kind in (*TABLES, "removed"):
        found = {each["url"]: each for each in dataset[kind]}
        alone = {made["url"]: made for path, made in documents(everything) if "/schemas/" not in path}
        assert found == {url: alone[url] for url in found}
    held = sum(len(dataset[kind]) for kind in (*TABLES, "removed"))
    assert held == len(list(documents(everything))) - 2  # the index, and itself


def test_an_end_that_the_article_does_not_give_is_null_and_said(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    seen = set()
    for name, observation in kb.observations.items():
        period = everything[f"api/v1/figures/{name}.json"]["period"]
        open_ended = isinstance(observation.period.end, NotGiven)
        assert (period["end"] is None, period["end_status"]) == (open_ended, "not-given" if open_ended else "stated")
        seen.add(open_ended)
    assert seen == {True, False}


def test_what_is_not_known_of_an_article_is_null(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    names = {"publisher": "publisher", "authors": "authors", "published": "published", "url": "address"}
    for source in kb.sources.values():
        made = everything[f"api/v1/sources/{source.id}.json"]
        for name, field in names.items():
            detail = getattr(source, name)
            assert (made[field] in (None, [])) == (made[f"{field}_origin"] is None) == (detail is NOT_GIVEN)
        assert made["title"] == (None if source.title is NOT_GIVEN else source.title.value)


def test_verification_is_done_again_for_the_document(kb: KnowledgeBase) -> None:
    one = kb.observations["attempts-2022"]
    false = replace(one, value=Decimal(7), citation=replace(one.quotation, quote="quatre mots que personne n’écrit"))
    made = make_documents(with_observations(kb, false))["figures/attempts-2022"]
    found = made.verification  # type: ignore[attr-defined]
    assert (found.verbatim, found.paragraph, found.value_in_quote) == (False, None, False)
    sound = make_documents(kb)["figures/attempts-2022"].verification  # type: ignore[attr-defined]
    assert (sound.verbatim, sound.paragraph, sound.value_in_quote) == (True, 1, True)
    assert (sound.first_word, sound.last_word) == (26, 36)


def test_the_noun_of_a_unit_stands_as_beside_its_value(kb: KnowledgeBase) -> None:
    network = kb.units["network"]
    assert (unit(network, Decimal(210)).label.ar, unit(network, Decimal(332)).label.ar) == ("شبكات", "شبكة")
    assert unit(network).label.fr == "réseaux"


def test_a_derived_figure_says_how_and_of_what(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    name, record = next(iter(kb.derived.items()))
    made = everything[f"api/v1/derived/{name}.json"]
    assert (made["formula"], made["figures"]) == (record.formula, list(record.of))
    assert (made["value"], made["measure"], made["precision"]) == (Decimal("37.9"), "percent", "as-stated")


@pytest.mark.parametrize(("formula", "measure"), [(Formula.CHANGE, "percent"), (Formula.DIFFERENCE, "count")])
def test_a_change_is_a_share_and_a_difference_is_not(kb: KnowledgeBase, formula: Formula, measure: str) -> None:
    name, record = next(iter(kb.derived.items()))
    made = make_documents(replace(kb, derived={name: replace(record, formula=formula)}))[f"derived/{name}"]
    assert made.measure == measure  # type: ignore[attr-defined]


def test_corrections_are_told_with_every_digit(everything: dict[str, Any]) -> None:
    assert everything["api/v1/figures/attempts-2022.json"]["corrections"] == [
        {
            "date": "2027-01-02",
            "record": "figures/attempts-2022",
            "was": Decimal("1.50"),
            "now": 40589,
            "changed": [],
            "why": {"ar": "لأن", "fr": "parce que"},
        }
    ]


def test_a_tombstone_stands_at_the_address_of_what_is_gone(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    made = everything["api/v1/figures/gone-2020.json"]
    assert made["url"] == f"{kb.site_url}api/v1/figures/gone-2020.json"
    assert made["successor"] == f"{kb.site_url}api/v1/figures/attempts-2022.json"
    assert (made["gone"], made["date"], made["reason"]["fr"]) == ("figures/gone-2020", "2027-02-01", "parce que")
    assert everything["api/v1/index.json"]["removed"] == [made["url"]]


def test_addresses_in_documents_are_those_of_files_and_pages(everything: dict[str, Any], kb: KnowledgeBase) -> None:
    for path, made in documents(everything):
        assert made["url"] == kb.site_url + path
        assert made["schema"].removeprefix(kb.site_url) in everything
    figure = everything["api/v1/figures/rescues-2024.json"]
    assert figure["page"] == {
        "ar": f"{kb.site_url}figures/rescues-2024/",
        "fr": f"{kb.site_url}fr/figures/rescues-2024/",
    }
    assert everything["api/v1/statements/patrols-aim.json"]["page"]["fr"] == f"{kb.site_url}fr/patrols/"


def test_the_index_lists_all_documents_and_the_meaning_of_all_codes(
    everything: dict[str, Any], kb: KnowledgeBase
) -> None:
    index = everything["api/v1/index.json"]
    listed = [url.removeprefix(kb.site_url) for urls in index["documents"].values() for url in urls]
    assert sorted(listed) == sorted(path for path, made in documents(everything) if "id" in made)
    assert set(index["codes"]["precision"]) == set(Qualifier) == {*map(qualifier, Precision)}
    for schema in (made for path, made in everything.items() if "/schemas/" in path):
        for part in schema["$defs"].values():
            if codes := part.get("enum"):
                assert any(set(codes) == set(meanings) for meanings in index["codes"].values()), codes


def test_the_version_is_the_newest_date_of_the_data(kb: KnowledgeBase, full: KnowledgeBase) -> None:
    reviewed = [each.reviewed for each in kb.facts()] + [each.reviewed for each in kb.derived.values()]
    assert version(replace(kb, corrections={}, tombstones={})) == max(reviewed)
    assert version(full) == date(2027, 2, 1)
    assert version(replace(full, tombstones={})) == date(2027, 1, 2)
    nothing = replace(full, tombstones={}, corrections={}, observations={}, events={}, statements={}, derived={})
    assert version(nothing) is NOT_GIVEN


# Comparability: one key where, and only where, two observations can be compared.

days = st.sampled_from([date(year, month, day) for year in (2022, 2023, 2024) for month, day in
                        ((1, 1), (2, 1), (2, 28), (7, 1), (9, 30), (12, 31))] + [date(2024, 2, 29)])  # fmt: skip
closed_periods = st.tuples(days, days).filter(lambda pair: pair[0] <= pair[1])
periods = st.one_of(closed_periods, st.tuples(days, st.just(NOT_GIVEN)))


def pairs(kb: KnowledgeBase) -> list[tuple[Observation, Observation]]:
    return list(permutations(kb.observations.values(), 2))


def alike(kb: KnowledgeBase, one: Observation, other: Observation) -> bool:
    keys = comparability.key(kb, one), comparability.key(kb, other)
    return keys[0] is not None and keys[0] == keys[1]


def test_figures_of_one_key_are_those_that_compare(kb: KnowledgeBase) -> None:
    for one, other in pairs(kb):
        assert alike(kb, one, other) == (comparability.obstacles(kb, one, other) == [])


@given(
    first=periods, second=periods, base=st.sampled_from([None, "a"]), place=st.sampled_from(["morocco", "iom", None])
)
def test_figures_of_one_key_compare_whatever_their_periods(
    kb: KnowledgeBase, first: Any, second: Any, base: str | None, place: str | None
) -> None:
    one, other = (kb.observations[name] for name in ("attempts-2024", "attempts-2022-headline"))
    one = replace(one, period=replace(one.period, start=first[0], end=first[1]), base=base)
    scope = replace(other.scope, place=place)
    other = replace(other, period=replace(other.period, start=second[0], end=second[1]), scope=scope)
    changed = with_observations(kb, one, other)
    assert alike(changed, one, other) == (comparability.obstacles(changed, one, other) == [])


def test_a_figure_names_what_it_compares_with_and_what_forbids_the_rest(kb: KnowledgeBase) -> None:
    one = kb.observations["attempts-2024"]
    last = replace(
        kb.observations["attempts-2022-headline"],
        rounds=None,
        period=replace(one.period, start=date(2022, 1, 1), end=date(2022, 12, 31)),
    )
    made = make_documents(with_observations(kb, last))["figures/attempts-2024"].comparability  # type: ignore[attr-defined]
    assert made.key == "attempts-foiled place=morocco 01-01/12-end"
    assert made.comparable_with == ["attempts-2022-headline"]
    assert made.obstacles == {"attempts-2024-9m": ["scope", "nested", "period"], "attempts-2022": ["scope", "open"]}
