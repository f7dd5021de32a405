"""Each rule that binds facts to words: one damage that it reports, at its place, and one change that it accepts."""

import pytest
from isnad import citations, rules
from isnad.load import load
from isnad.problems import Problem

from .conftest import ProjectCopy
from .test_rules import DAMAGES as RULE_DAMAGES
from .test_rules import Change, Damage, Gap

INDICATORS, EVENTS = "data/indicators.yaml", "data/events.yaml"
ENTITIES, GLOSSARY = "data/entities.yaml", "data/glossary.yaml"
FINGERPRINT = "seeds/fingerprints/bilan-2022.txt"

DAMAGES = {
    "quote-of-three-words": Damage(
        citations.check_quotes, INDICATORS, "attempts-2024-9m:", "les départements concernés ont réussi",
        "les départements concernés", "QUOTE-SHORT", "les départements", "this one has 3",
    ),
    "quote-with-one-word-changed": Damage(
        citations.check_quotes, INDICATORS, "networks-2024-9m:", "démanteler 210", "détruire 210",
        "QUOTE-VERBATIM", "d'immigration clandestine et à détruire", "as far as word 4, but word 5, «détruire»",
    ),
    "quote-that-is-nowhere": Damage(
        citations.check_quotes, INDICATORS, "networks-2024-9m:",
        "d'immigration clandestine et à démanteler 210 réseaux criminels", "jamais rien de tel ne fut écrit",
        "QUOTE-VERBATIM", "jamais rien", "is nowhere in alalam-9m-2024",
    ),
    "witness-with-one-word-changed": Damage(
        citations.check_quotes, INDICATORS, "attempts-2024-9m:", "rapport de réalisations", "compte de réalisations",
        "QUOTE-VERBATIM", "Dans son compte", "nowhere in alalam-9m-2024",
    ),
    "quote-of-an-event": Damage(
        citations.check_quotes, EVENTS, "joint-patrols:", "دوريات أمنية مشتركة\n", "دوريات أمنية منفردة\n",
        "QUOTE-VERBATIM", "أطلق الحرس", "«منفردة»",
    ),
    "quote-of-a-wording": Damage(
        citations.check_quotes, GLOSSARY, "irregular-migration:", "à déjouer environ", "à empêcher environ",
        "QUOTE-VERBATIM", "à empêcher", "nowhere in alalam-9m-2024",
    ),
    "quote-with-two-numbers": Damage(
        citations.check_values, INDICATORS, "origin-maghreb-2024:", "من الدول المغاربية\n",
        "من الدول المغاربية، و 9% من دول\n", "VALUE-QUOTE", "12\n", "states 12% and 9%",
    ),
    "translation-with-another-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685", "déjouer 78 686",
        "VALUE-QUOTE", "78685", "of its translation, which states 78686",
    ),
    "translation-without-the-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685 tentatives", "déjouer des tentatives",
        "VALUE-QUOTE", "78685", "states no number",
    ),
    "translation-without-its-percent-sign": Damage(
        citations.check_values, INDICATORS, "origin-maghreb-2024:", "12 % d’entre eux", "12 d’entre eux",
        "VALUE-QUOTE", "12\n", "the value 12% must be the one number of its translation, which states 12",
    ),
    "translation-more-precise-than-the-quote": Damage(
        citations.check_values, INDICATORS, "crossing-participations-2024:", "plus de 4 290", "les 4 290",
        "PRECISION-QUOTE", "more-than", "the translation says exact",
    ),
    "translation-with-an-upper-bound": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685", "déjouer moins de 78 685",
        "PRECISION-QUOTE", "exact", "a bound that cannot be published",
    ),
    "quote-cut-before-its-number": Damage(
        citations.check_values, INDICATORS, "crossings-2024:", "وتم تسجيل 14 عملية", "تسجيل 14 عملية",
        "QUOTE-CONTEXT", "تسجيل 14", "two words before",
    ),
    "quote-cut-after-its-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "78,685 محاولة للهجرة غير النظامية خلال عام 2024",
        "78,685", "QUOTE-CONTEXT", "أفادت وزارة", "one after it",
    ),
    "place-that-no-quote-names": Damage(
        citations.check_names, INDICATORS, "attempts-2024:", "place: morocco\n          basis: stated",
        "place: rabat\n          basis: stated", "NAME-QUOTE", "stated\n        stated_by",
        "no quote here has a wording of 'rabat'",
    ),
    "authority-that-no-quote-names": Damage(
        citations.check_names, INDICATORS, "attempts-2024:", "entity: ministry-interior\n          basis: stated",
        "entity: royal-navy\n          basis: stated", "NAME-QUOTE", "stated\n        citation",
        "no quote here has a wording of 'royal-navy'",
    ),
    "speaker-that-no-quote-names": Damage(
        citations.check_names, EVENTS, "sedki-awareness:", "entity: jamila-sedki", "entity: hicham-baraka",
        "NAME-QUOTE", "stated\n", "no quote here has a wording of 'hicham-baraka'",
    ),
    "entity-without-wordings": Damage(
        citations.check_entities, ENTITIES, "border-directorate:",
        "    wordings:\n      - مديرية الهجرة ومراقبة الحدود\n", "",
        "ENTITY-WORDING", "border-directorate:", "has no `wordings`",
    ),
    "wording-that-no-quote-has": Damage(
        citations.check_entities, ENTITIES, "royal-navy:", "Marine royale marocaine", "Marine royale belge",
        "ENTITY-WORDING", "- Marine royale belge", "wording 1 of 'royal-navy' stands in no quote",
    ),
    "wording-that-its-quote-has-not": Damage(
        citations.check_terms, GLOSSARY, "terms:", "wording: immigration clandestine", "wording: immigration secrète",
        "TERM-WORDING", "immigration secrète", "does not stand in its quote",
    ),
    "date-that-its-quote-has-not": Damage(
        citations.check_events, EVENTS, "  round-table:\n    topic", "2025-01-30", "2025-01-31",
        "DATE-QUOTE", "2025-01-31", "the date 2025-01-31 does not stand in the quote",
    ),
}  # fmt: skip

CHANGES = {
    "shorter-quote": Change(
        citations.check_quotes, INDICATORS, "returns-2022-headline:", "migrants en 2022\n", "migrants\n"
    ),
    "quote-with-other-punctuation": Change(
        citations.check_quotes, INDICATORS, "origin-maghreb-2024:", "إفريقيا، بينما", "إفريقيا؛ بينما"
    ),
    "quote-with-other-apostrophes-and-spaces": Change(
        citations.check_quotes, INDICATORS, "attempts-2022:", "l’échec de 40 589", "l'échec de 40\u202f589"
    ),
    "value-that-keeps-its-context": Change(
        citations.check_values, INDICATORS, "returns-2022-headline:", "migrants en 2022\n", "migrants\n"
    ),
    "translation-in-other-digits": Change(
        citations.check_values, INDICATORS, "attempts-2024-9m:", "48 963 محاولة", "٤٨٬٩٦٣ محاولة"
    ),
    "unnamed-place-that-is-inferred": Change(
        citations.check_names, INDICATORS, "attempts-2024:", "place: morocco\n          basis: stated",
        "place: rabat\n          basis: inferred",
    ),
    "name-behind-a-glued-preposition": Change(
        citations.check_entities, ENTITIES, "border-directorate:", "- مديرية الهجرة", "- بمديرية الهجرة"
    ),
    "outlet-without-wordings": Change(citations.check_entities, ENTITIES, "walaw-press:", "fr: Walaw", "fr: Le Walaw"),
    "shorter-wording": Change(
        citations.check_terms, GLOSSARY, "terms:", "wording: immigration clandestine", "wording: clandestine"
    ),
    "event-without-a-date": Change(
        citations.check_events, EVENTS, "  round-table:\n    topic", "date: 2025-01-30", "date: not-given"
    ),
}  # fmt: skip


def found_by(damage: Damage, project: ProjectCopy) -> list[Problem]:
    """Return what the rule of a damage reports after it is done."""
    project.edit(damage.path, damage.within, damage.old, damage.new)
    kb, problems = load(project.root)
    assert not problems
    return list(damage.rule(kb))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_rule_reports_damage_at_its_place(project: ProjectCopy, damage: Damage) -> None:
    found = found_by(damage, project)
    assert [(*problem[:3], problem.code) for problem in found] == [
        (*project.place(damage.path, damage.within, damage.at), damage.code)
    ]
    assert damage.words in found[0].message


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_rule_accepts_change(project: ProjectCopy, change: Change) -> None:
    project.edit(change.path, change.within, change.old, change.new)
    kb, problems = load(project.root)
    assert not problems
    assert list(change.rule(kb)) == []


def test_every_rule_has_a_damage_that_it_reports() -> None:
    assert {damage.rule for damage in (*DAMAGES.values(), *RULE_DAMAGES.values())} == set(rules.RULES)


def test_a_wrong_value_contradicts_quote_and_translation(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "attempts-2024:", "value: 78685", "value: 78686")
    found = list(citations.check_values(load(project.root)[0]))
    assert {problem[:4] for problem in found} == {
        (*project.place(INDICATORS, "attempts-2024:", "78686"), "VALUE-QUOTE")
    }
    assert ["quote" in problem.message for problem in found] == [True, False]


def test_a_wrong_precision_contradicts_quote_and_translation(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "attempts-2024-9m:", "precision: about", "precision: exact")
    found = list(citations.check_values(load(project.root)[0]))
    assert {problem[:4] for problem in found} == {
        (*project.place(INDICATORS, "attempts-2024-9m:", "exact"), "PRECISION-QUOTE")
    }
    assert len(found) == 2


def test_a_quote_of_another_article_is_told_where_it_stands(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "origin-west-africa-2024:", "source: hompress-2024", "source: bilan-2022")
    found = list(citations.check_quotes(load(project.root)[0]))
    assert [problem.code for problem in found] == ["QUOTE-VERBATIM"]
    assert "not in bilan-2022, but in hompress-2024" in found[0].message


def test_a_quote_that_stands_twice_is_ambiguous(project: ProjectCopy) -> None:
    rows = project.read(FINGERPRINT).splitlines()
    headline = next(row for row in rows if row.startswith("0 "))
    project.write(FINGERPRINT, "\n".join([*rows, headline.replace("0 ", f"{len(rows) - 2} ", 1)]) + "\n")
    found = list(citations.check_quotes(load(project.root)[0]))
    place = project.place(INDICATORS, "returns-2022-headline:", "et expulse 2 300")
    assert (*place, "QUOTE-AMBIGUOUS") in {problem[:4] for problem in found}
    assert all("§ 0 and § 6 of bilan-2022" in problem.message for problem in found)


@pytest.mark.xfail(strict=True, raises=IndexError, reason="_stands_in reads beyond the quote for a wording of no word")
@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (ENTITIES, "- Marine royale marocaine", "- '…'"),
        (GLOSSARY, "wording: immigration clandestine", "wording: '…'"),
    ],
    ids=["entity", "term"],
)
def test_a_wording_of_punctuation_is_reported(project: ProjectCopy, path: str, old: str, new: str) -> None:
    project.replace(path, old, new)
    assert project.fact_problems()


SIGNS = ["≈", ">", "<", "€", "±", "–"]


@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="words() drops signs that change a number, so that the quote stays verbatim",
)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_put_before_a_quoted_number_is_reported(project: ProjectCopy, sign: str) -> None:
    project.edit(INDICATORS, "networks-2024-9m:", "démanteler 210", f"démanteler {sign}210")
    assert project.fact_problems()


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="words() drops a per mille sign behind a number")
def test_a_per_mille_sign_put_behind_a_quoted_number_is_reported(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "networks-2024-9m:", "démanteler 210", "démanteler 210‰")
    assert project.fact_problems()


TRANSLATIONS = {
    "witness": Gap(INDICATORS, "origin-maghreb-2024:", "indiqué que 58 %", "indiqué que 85 %"),
    "year-of-a-witness": Gap(INDICATORS, "attempts-2022:", "منذ بداية 2022", "منذ بداية 2021"),
    "wording": Gap(GLOSSARY, "irregular-migration:", "48 963 محاولة", "48 936 محاولة"),
    "date-of-an-event": Gap(EVENTS, "round-table:", "jeudi 30 janvier 2025", "jeudi 31 janvier 2025"),
    "year-of-an-observation": Gap(INDICATORS, "attempts-2024:", "irrégulière en 2024", "irrégulière en 2023"),
    "title": Gap("seeds/bilan-2022.yaml", "title:", "المغرب يحبط 40 000", "المغرب يحبط 90 000"),
}


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="only the values of observations are compared with the translation"
)
@pytest.mark.parametrize("gap", TRANSLATIONS.values(), ids=TRANSLATIONS.keys())
def test_a_translation_with_other_numbers_is_reported(project: ProjectCopy, gap: Gap) -> None:
    project.edit(*gap)
    assert project.fact_problems()


@pytest.mark.xfail(
    strict=True, raises=AssertionError, reason="wordings are looked for only in the quotes of records that are whole"
)
def test_a_broken_observation_is_the_only_thing_reported(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "rescues-2024-9m:", "precision: exact", "precision: exakt")
    assert {problem.code for problem in project.fact_problems()} == {"WRONG-TYPE"}
