"""Each entity is itself: its name is the articles' own, its wordings nobody else's, its name no lookalike."""

from dataclasses import replace

from isnad.checks import entity_words
from isnad.checks.entity_words import _abbreviates
from isnad.facts.model import KnowledgeBase

from tests.cases import for_all
from tests.checks.damages import Change, Damage, change_test, damage_test

ENTITIES = "data/entities.yaml"
DAMAGES = {
    "name-of-another-office": Damage(
        entity_words.check_names, ENTITIES, "jamila-sedki:", "رئيسة منتدى حوار القضاة الأفارقة", "وزيرة العدل",
        "NAME-WORDS", "جميلة صدقي، وزيرة", "وزيرة, العدل",
    ),
    "name-of-another-body": Damage(
        entity_words.check_names, ENTITIES, "iom:", "pour les migrations (OIM)", "du travail (OIT)",
        "NAME-WORDS", "Organisation internationale du", "travail",
    ),
    "wording-of-nothing-like-the-name": Damage(
        entity_words.check_wordings, ENTITIES, "royal-navy:", "    wordings:\n",
        "    wordings:\n      - les sauveteurs\n",
        "WORDING-OWNER", "- les sauveteurs", "«les sauveteurs» has no word of the name of 'royal-navy'",
    ),
    "name-that-differs-by-a-letter": Damage(
        entity_words.check_lookalikes, ENTITIES, "walaw-press:", "fr: Walaw Press", "fr: Hompresse",
        "NAME-LOOKALIKE", "Hompresse", "hompress",
    ),
    "name-in-letters-of-another-alphabet": Damage(
        entity_words.check_lookalikes, ENTITIES, "walaw-press:", "fr: Walaw Press", "fr: Хомпресс",
        "NAME-LOOKALIKE", "Хомпресс", "may be taken for another",
    ),
    "article-under-the-name-of-another-paper": Damage(
        entity_words.check_labels, "seeds/hompress-2024.yaml", "label:", "fr: Hompress, bilan de l’année entière",
        "fr: Reuters, bilan vérifié", "SOURCE-LABEL", "Reuters", "has no word of the publisher's name, Hompress",
    ),
}  # fmt: skip

CHANGES = {
    "name-with-its-initials": Change(
        entity_words.check_names, ENTITIES, "royal-navy:", "fr: Marine royale", "fr: Marine royale (MR)",
    ),
    "shorter-name": Change(
        entity_words.check_names, ENTITIES, "jamila-sedki:", "، رئيسة منتدى حوار القضاة الأفارقة", "",
    ),
    "wording-with-an-article": Change(
        entity_words.check_wordings, ENTITIES, "royal-navy:", "    wordings:\n", "    wordings:\n      - la Marine\n",
    ),
}  # fmt: skip


test_rule_reports_damage_at_its_place = damage_test(DAMAGES)
test_rule_accepts_change = change_test(CHANGES)


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
