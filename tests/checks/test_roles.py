"""Who speaks, acts and is meant: what the quotes of a fact name in which part, and whether they assert its number."""

from dataclasses import replace

from isnad.checks import roles
from isnad.checks.roles import _unasserted
from isnad.facts.model import KnowledgeBase
from isnad.problems import Problem
from isnad.text.languages import Language

from tests.cases import for_all, table
from tests.conftest import with_observations


def spoken(kb: KnowledgeBase, name: str, entity: str, keep: bool = False) -> list[Problem]:
    """Return what is said of a figure whose stated author is another entity, with or without its further quotes."""
    observation = kb.observations[name]
    authority = observation.stated_by
    changed = replace(authority, entity=entity, witnesses=authority.witnesses if keep else ())
    return list(roles.check_speakers(with_observations(kb, replace(observation, stated_by=changed))))


@for_all("name, entity", [("returns-2024-9m-iom", "iom"), ("rescues-2024-9m", "royal-navy")])
def test_who_is_named_as_partner_or_actor_is_not_the_speaker(kb: KnowledgeBase, name: str, entity: str) -> None:
    (problem,) = spoken(kb, name, entity)
    assert (problem.code, problem[:3]) == ("SPEAKER-NAMED", kb.observations[name].stated_by.at("entity"))


def test_who_is_named_with_words_that_attribute_is_the_speaker(kb: KnowledgeBase) -> None:
    assert not spoken(kb, "rescues-2024-9m", "ministry-interior", keep=True)


def language(text: str) -> Language:
    return Language.AR if "ا" in text else Language.FR


@for_all("quote", table("checks/roles.txt", "asserted"))
def test_quotes_that_assert_their_number(quote: str) -> None:
    assert not _unasserted(quote, language(quote))


@for_all("quote", table("checks/roles.txt", "unasserted"))
def test_quotes_that_do_not(quote: str) -> None:
    assert _unasserted(quote, language(quote))


def test_a_figure_that_is_denied_is_reported_at_its_quote(kb: KnowledgeBase) -> None:
    observation = kb.observations["networks-2022"]
    citation = replace(observation.quotation, quote="le ministère n’a pas démantelé 124 réseaux")
    (problem,) = roles.check_asserted(with_observations(kb, replace(observation, citation=citation)))
    assert (problem.code, problem[:3]) == ("FIGURE-ASSERTED", citation.at("quote"))
