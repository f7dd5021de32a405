"""What units say: their noun stands in the quotes that count with them, and says no more than their indicators do."""

from dataclasses import replace
from typing import Any

from isnad.checks import unit_words
from isnad.facts.model import KnowledgeBase, PluralForms, Unit
from isnad.text.quantities import Measure

from tests.cases import for_all


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
