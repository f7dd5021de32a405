"""Who speaks, acts and is meant: what the quotes of a fact name in which part, and whether they assert its number."""

from dataclasses import replace

from isnad.checks import roles
from isnad.checks.roles import _unasserted
from isnad.facts.model import KnowledgeBase
from isnad.problems import Problem
from isnad.text.languages import Language

from tests.cases import for_all
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


ASSERTED = """
le ministère a recensé 300 tentatives
300 tentatives ont été déjouées, sans que le ministère dise où
sans faire de victimes, 300 migrants ont été secourus
les autorités n’ont publié aucune carte, mais 300 tentatives ont été déjouées
le bateau n’est pas arrivé ; 300 migrants ont été secourus
pas moins de 300 migrants
les autorités ne comptent que 300 tentatives
afin de prévenir les départs, 300 agents
au moins 300 migrants
أحبطت السلطات 300 محاولة
لم تسجل السلطات سوى 300 محاولة
ما لا يقل عن 300 مهاجر
دون تسجيل ضحايا أُنقذ 300 مهاجر
لم يحدد البلاغ المكان، وأُنقذ 300 مهاجر
لا يزال 300 مهاجر ينتظرون
وقد تمكنت البحرية من إنقاذ 300 مهاجر
"""
UNASSERTED = """
le Maroc n’a pas déjoué les 300 tentatives
aucune des 300 tentatives
le ministère dément avoir déjoué 300 tentatives
le ministère prévoit de déjouer 300 tentatives
le plan vise à secourir 300 migrants
لم تحبط السلطات 300 محاولة
نفت الوزارة إحباط 300 محاولة
تعتزم الوزارة تفكيك 300 شبكة
من المرتقب أن يستفيد 300 مهاجر
ليس صحيحا أن 300 مهاجر غرقوا
"""


def language(text: str) -> Language:
    return Language.AR if "ا" in text else Language.FR


@for_all("quote", ASSERTED.strip().split("\n"))
def test_quotes_that_assert_their_number(quote: str) -> None:
    assert not _unasserted(quote, language(quote))


@for_all("quote", UNASSERTED.strip().split("\n"))
def test_quotes_that_do_not(quote: str) -> None:
    assert _unasserted(quote, language(quote))


def test_a_figure_that_is_denied_is_reported_at_its_quote(kb: KnowledgeBase) -> None:
    observation = kb.observations["networks-2022"]
    citation = replace(observation.quotation, quote="le ministère n’a pas démantelé 124 réseaux")
    (problem,) = roles.check_asserted(with_observations(kb, replace(observation, citation=citation)))
    assert (problem.code, problem[:3]) == ("FIGURE-ASSERTED", citation.at("quote"))
