"""Each entity is itself: its name is the articles' own, its wordings nobody else's, its name no lookalike."""

from dataclasses import replace

from isnad.checks import entity_words
from isnad.checks.entity_words import _abbreviates
from isnad.facts.model import KnowledgeBase

from tests.cases import for_all


@for_all(
    "word, name, is_one",
    [
        ("OIM", "Organisation internationale pour les migrations (OIM)", True),
        ("HCR", "Haut-Commissariat des Nations unies pour les réfugiés (HCR)", False),
        ("OIT", "Organisation internationale pour les migrations (OIT)", False),
    ],
)
def test_initials(word: str, name: str, is_one: bool) -> None:
    assert _abbreviates(word, name) is is_one


def test_a_wording_of_two_entities_is_reported_at_both(kb: KnowledgeBase) -> None:
    ministry = kb.entities["ministry-interior"]
    greedy = replace(ministry, wordings=(*ministry.wordings, *kb.entities["moroccan-authorities"].wordings))
    found = list(entity_words.check_wordings(replace(kb, entities={**kb.entities, "ministry-interior": greedy})))
    assert [(each.code, each[:3]) for each in found] == [
        ("WORDING-OWNER", kb.entities[name].at("wordings")) for name in ("ministry-interior", "moroccan-authorities")
    ]
