"""What units say: their noun stands in the quotes that count with them, and says no more than their indicators do."""

from dataclasses import replace
from typing import Any

from isnad.checks import unit_words
from isnad.facts.model import KnowledgeBase, PluralForms, Unit
from isnad.text.quantities import Measure

from tests.cases import for_all
from tests.checks.damages import INDICATORS, Change, Damage, change_test, damage_test

EXCEPTIONS = "data/exceptions.yaml"
ATTEMPT_FR = "fr: {one: tentative, many: de tentatives, other: tentatives}"
DAMAGES = {
    "noun-of-what-became-of-it": Damage(
        unit_words.check_nouns, INDICATORS, "  attempt:", ATTEMPT_FR,
        "fr: {one: tentative réussie, many: de tentatives réussies, other: tentatives réussies}",
        "UNIT-FORM", "{one: tentative réussie", "tentative réussie, de tentatives réussies, tentatives réussies",
    ),
    "one-form-that-says-more": Damage(
        unit_words.check_nouns, INDICATORS, "  attempt:", "few: محاولات,", "few: محاولات ناجحة,",
        "UNIT-FORM", "{zero: محاولة, one", "محاولات ناجحة",
    ),
    "magnitude-in-a-noun": Damage(
        unit_words.check_nouns, INDICATORS, "  network:", "other: réseaux}", "other: milliers de réseaux}",
        "UNIT-FORM", "{one: réseau, many", "milliers de réseaux",
    ),
    "noun-that-no-article-has": Damage(
        unit_words.check_nouns, INDICATORS, "  person:", "fr: {one: personne, many: de personnes, other: personnes}",
        "fr: {one: noyé, many: de noyés, other: noyés}", "UNIT-FORM", "{one: noyé", "noyés",
    ),
    "share-of-others": Damage(
        unit_words.check_nouns, INDICATORS, "  share-of-intercepted:", "one: des migrants interceptés",
        "one: des noyés", "UNIT-FORM", "{one: des noyés", "des noyés",
    ),
    "exception-without-a-word": Damage(
        unit_words.check_exceptions, EXCEPTIONS, "hash-name:", "text: SHA-256", "text: 256 / 512",
        "EXCEPTION-FORM", "256 / 512", "«256 / 512» is no exception",
    ),
    "exception-that-counts": Damage(
        unit_words.check_exceptions, EXCEPTIONS, "hash-name:", "text: SHA-256", "text: les 256 réseaux",
        "EXCEPTION-FORM", "les 256", "the noun of something that facts count",
    ),
    "exception-that-counts-in-arabic": Damage(
        unit_words.check_exceptions, EXCEPTIONS, "hash-name:", "text: SHA-256", "text: بالشبكات 256",
        "EXCEPTION-FORM", "بالشبكات", "the noun of something that facts count",
    ),
    "exception-everywhere-that-is-no-name": Damage(
        unit_words.check_exceptions, EXCEPTIONS, "licence-version:", "text: CC BY 4.0", "text: plus de 5000 morts",
        "EXCEPTION-FORM", "plus de", "on all pages without being a name",
    ),
    "exception-everywhere-with-a-month-of-no-event": Damage(
        unit_words.check_exceptions, EXCEPTIONS, "licence-version:", "text: CC BY 4.0", "text: une réunion (mai 2019)",
        "EXCEPTION-FORM", "une réunion", "having the month of an event",
    ),
}  # fmt: skip

CHANGES = {
    "noun-with-a-word-of-its-label": Change(
        unit_words.check_nouns, INDICATORS, "  attempt:", ATTEMPT_FR,
        "fr: {one: tentative déjouée, many: de tentatives déjouées, other: tentatives déjouées}",
    ),
    "exception-everywhere-with-the-month-of-an-event": Change(
        unit_words.check_exceptions, EXCEPTIONS, "licence-version:", "text: CC BY 4.0",
        "text: une réunion (janvier 2025)",
    ),
    "exception-of-a-date-of-law": Change(
        unit_words.check_exceptions, EXCEPTIONS, "hash-name:", "text: SHA-256", "text: la loi 43.20",
    ),
}  # fmt: skip


test_rule_reports_damage_at_its_place = damage_test(DAMAGES)
test_rule_accepts_change = change_test(CHANGES)


def counted(kb: KnowledgeBase, quote: str, translation: str, **forms: Any) -> list[str]:
    """Return where a figure's quote or translation does not name what a unit counts."""
    observation = kb.observations["attempts-2024"]
    citation = replace(observation.quotation, quote=quote, translation=translation)
    unit = Unit(marks={}, id="attempt", measure=Measure.COUNT, forms=PluralForms(marks={}, **forms))
    changed = replace(
        kb, units={**kb.units, "attempt": unit}, observations={"attempts-2024": replace(observation, citation=citation)}
    )
    found = unit_words.check_counted(changed)
    return ["quote" if each[:3] == citation.at("quote") else "translation" for each in found]


MIGRANT = {
    "ar": {"one": "مهاجر واحد", "two": "مهاجران", "few": "مهاجرين", "many": "مهاجرا", "other": "مهاجر"},
    "fr": {"one": "migrant", "many": "de migrants", "other": "migrants"},
}
BOAT = {
    "ar": {"one": "قارب واحد", "two": "قاربان", "few": "قوارب", "many": "قاربا", "other": "قارب"},
    "fr": {"one": "bateau", "many": "de bateaux", "other": "bateaux"},
}


@for_all(
    "forms, quote, translation, missing",
    [
        (MIGRANT, "أوقفت 12 مهاجرا سريا", "12 migrants arrêtés", []),
        (MIGRANT, "بلغ عدد المهاجرين 300", "le nombre des migrants s’élève à 300", []),
        (MIGRANT, "من بينهم 7 مهاجرات", "dont 7 migrantes", []),
        (MIGRANT, "وبالمهاجرين الموقوفين، وعددهم 90", "et aux migrants arrêtés, au nombre de 90", []),
        (BOAT, "حجز 40 قاربًا مطاطيا", "la saisie de 40 bateaux pneumatiques", []),
        (BOAT, "القوارب المحجوزة: 40", "bateaux saisis : 40", []),
        (MIGRANT, "أحبطت 12 محاولة", "12 tentatives déjouées", ["quote", "translation"]),
        (MIGRANT, "أوقفت 12 مهاجرا", "12 passeurs arrêtés", ["translation"]),
        (BOAT, "أحبطت 40 محاولة للهجرة", "40 bateaux saisis", ["quote"]),
    ],
)
def test_what_is_counted_is_named(
    kb: KnowledgeBase, forms: dict[str, Any], quote: str, translation: str, missing: list[str]
) -> None:
    assert counted(kb, quote, translation, **forms) == missing
