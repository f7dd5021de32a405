"""Each rule that binds facts to words: one damage that it reports, at its place, and one change that it accepts."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from isnad.checks import citations, cut_quotes, days, mentions, roles, rules, statement_words, unit_words
from isnad.facts.copies import check_copies
from isnad.facts.corrections import check_tombstones
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Observation, Status
from isnad.facts.record import NOT_GIVEN
from isnad.phrases.phrases import Phrases
from isnad.problems import Problem
from isnad.text import evidence, quantities
from isnad.text.languages import Language
from isnad.text.quantities import ORDERS, Measure, Precision

from tests.cases import for_all
from tests.checks import (
    test_agreement,
    test_entity_words,
    test_relations,
    test_roles,
    test_rules,
    test_statement_words,
    test_unit_words,
)
from tests.checks.damages import INDICATORS, Change, Damage, change_test, damage_test
from tests.conftest import ProjectCopy
from tests.facts import test_derived

EVENTS = "data/events.yaml"
ENTITIES, GLOSSARY = "data/entities.yaml", "data/glossary.yaml"
FINGERPRINT = "seeds/fingerprints/bilan-2022.txt"

PLAINLY = (Precision.EXACT, Precision.ABOUT, Precision.MORE_THAN, Precision.LESS_THAN, Precision.AT_LEAST)

DAMAGES = {
    "quote-of-three-words": Damage(
        citations.check_quotes, INDICATORS, "attempts-2024-9m:", "les départements concernés ont réussi",
        "les départements concernés", "QUOTE-SHORT", "les départements", "this one has 3",
    ),
    "quote-with-one-word-changed": Damage(
        citations.check_quotes, INDICATORS, "networks-2024-9m:", "démanteler 210", "détruire 210",
        "QUOTE-VERBATIM", "d'immigration clandestine et à détruire", "§ 1 of alalam-9m-2024 at word 5, «détruire»",
    ),
    "quote-that-is-nowhere": Damage(
        citations.check_quotes, INDICATORS, "networks-2024-9m:",
        "d'immigration clandestine et à démanteler 210 réseaux criminels", "jamais rien de tel ne fut écrit",
        "QUOTE-VERBATIM", "jamais rien", "is nowhere in alalam-9m-2024",
    ),
    "witness-with-one-word-changed": Damage(
        citations.check_quotes, INDICATORS, "attempts-2024-9m:", "rapport de réalisations", "compte de réalisations",
        "QUOTE-VERBATIM", "Dans son compte", "§ 1 of alalam-9m-2024 at word 3, «compte»",
    ),
    "quote-of-another-article": Damage(
        citations.check_quotes, INDICATORS, "origin-west-africa-2024:", "source: hompress-2024", "source: bilan-2022",
        "QUOTE-SOURCE", "bilan-2022", "these words are in § 8 of hompress-2024; write `source: hompress-2024`",
    ),
    "wording-of-another-article": Damage(
        citations.check_quotes, GLOSSARY, "irregular-migration:", "source: alalam-9m-2024", "source: bilan-2022",
        "QUOTE-SOURCE", "bilan-2022", "these words are in § 1 of alalam-9m-2024; write `source: alalam-9m-2024`",
    ),
    "quote-of-an-event": Damage(
        citations.check_quotes, EVENTS, "joint-patrols:", "دوريات أمنية مشتركة\n", "دوريات أمنية منفردة\n",
        "QUOTE-VERBATIM", "أطلق الحرس", "«منفردة»",
    ),
    "quote-of-a-wording": Damage(
        citations.check_quotes, GLOSSARY, "irregular-migration:", "à déjouer environ", "à empêcher environ",
        "QUOTE-VERBATIM", "à empêcher", "§ 1 of alalam-9m-2024 at word 2, «empêcher»",
    ),
    "quote-with-the-value-twice": Damage(
        citations.check_values, INDICATORS, "origin-maghreb-2024:", "من الدول المغاربية\n",
        "من الدول المغاربية، وحوالي 12% من دول\n", "PRECISION-QUOTE", "exact", "quote only one of the two places",
    ),
    "share-that-is-a-rate-of-change": Damage(
        citations.check_values, INDICATORS, "origin-maghreb-2024:", "بينما 12% من", "بارتفاع قدره 12% من",
        "VALUE-QUOTE", "12\n", "has `measure: change`",
    ),
    "range-of-which-one-bound-is-recorded": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "إحباط 78,685", "إحباط ما بين 78,685 و80,000",
        "VALUE-QUOTE", "78685", "`value_to: 80000` and `precision: between`",
    ),
    "quote-with-a-word-that-cannot-be-read": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "إحباط 78,685", "إحباط ربما 78,685",
        "PRECISION-QUOTE", "exact", "no precision that can be read, for «ربما»",
    ),
    "observed-that-is-recorded-as-a-forecast": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "precision: exact",
        "precision: exact\n        status: forecast", "PRECISION-QUOTE", "forecast\n", "gives the number as observed",
    ),
    "forecast-that-is-recorded-as-observed": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "إحباط 78,685", "توقع إحباط 78,685",
        "PRECISION-QUOTE", "exact", "gives the number as forecast",
    ),
    "translation-with-another-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685", "déjouer 78 686",
        "VALUE-QUOTE", "78685", "in the translation, which states 78686",
    ),
    "translation-without-the-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685 tentatives", "déjouer des tentatives",
        "VALUE-QUOTE", "78685", "states no number",
    ),
    "translation-without-its-percent-sign": Damage(
        citations.check_values, INDICATORS, "origin-maghreb-2024:", "12 % d’entre eux", "12 d’entre eux",
        "VALUE-QUOTE", "12\n", "(a share of a hundred), and no such number is in the translation, which states 12 (a",
    ),
    "translation-more-precise-than-the-quote": Damage(
        citations.check_values, INDICATORS, "crossing-participations-2024:", "plus de 4 290", "les 4 290",
        "PRECISION-QUOTE", "more-than", "the translation says exact",
    ),
    "translation-with-an-upper-bound": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "déjouer 78 685", "déjouer moins de 78 685",
        "PRECISION-QUOTE", "exact", "write `precision: less-than`",
    ),
    "translation-with-another-year": Damage(
        citations.check_translations, INDICATORS, "attempts-2022:", "translation: منذ بداية 2022", "translation: 2021",
        "TRANSLATION-NUMBER", "2021", "has the numbers 2021, the quote 2022",
    ),
    "translation-without-a-number": Damage(
        citations.check_translations, INDICATORS, "attempts-2022:", "translation: منذ بداية 2022",
        "translation: rien", "TRANSLATION-NUMBER", "rien", "has the numbers none, the quote 2022",
    ),
    "translation-with-one-number-twice": Damage(
        citations.check_translations, INDICATORS, "attempts-2022:", "translation: منذ بداية 2022",
        "translation: 2022 2022", "TRANSLATION-NUMBER", "2022 2022", "has the numbers 2022, 2022, the quote 2022",
    ),
    "translation-of-a-wording-without-its-precision": Damage(
        citations.check_translations, "data/glossary.yaml", "irregular-migration:", "إحباط حوالي 48 963",
        "إحباط 48 963", "TRANSLATION-NUMBER", "إحباط 48", "words of precision",
    ),
    "translation-with-two-numbers-in-another-order": Damage(
        citations.check_translations, INDICATORS, "networks-2024-9m:", "وفي تفكيك 210 شبكات", "وفي تفكيك 15 مجموعة "
        "و210 شبكات", "TRANSLATION-NUMBER", "للهجرة السرية، وفي", "in another order",
        before=("networks-2024-9m:", "démanteler 210 réseaux", "démanteler 210 réseaux et 15 groupes"),
    ),
    "quote-cut-before-its-number": Damage(
        citations.check_values, INDICATORS, "crossings-2024:", "وتم تسجيل 14 عملية", "تسجيل 14 عملية",
        "QUOTE-CONTEXT", "تسجيل 14", "and «14» stands too near its edge",
    ),
    "quote-cut-after-its-number": Damage(
        citations.check_values, INDICATORS, "attempts-2024:", "78,685 محاولة للهجرة غير النظامية خلال عام 2024",
        "78,685", "QUOTE-CONTEXT", "أفادت وزارة", "and «78,685» stands too near its edge",
    ),
    "quote-cut-after-a-negation": Damage(
        cut_quotes.check_cuts, EVENTS, "patrols-",
        "ويمثل هذا التعاون مرحلة جديدة في استراتيجية مكافحة الهجرة غير الشرعية، إذ لا يقتصر", "يقتصر",
        "QUOTE-CUT", "يقتصر فقط", "«لا»; take them in, as in «لا يقتصر فقط",
    ),
    "quote-cut-before-a-restriction": Damage(
        cut_quotes.check_cuts, INDICATORS, "origin-west-africa-2024:",
        "58% من المهاجرين غير النظاميين الذين تم ضبطهم ينحدرون من بلدان غرب إفريقيا",
        "58% من المهاجرين غير النظاميين", "QUOTE-CUT", "وأشارت وزارة", "غير النظاميين الذين",
    ),
    "quote-cut-inside-a-name": Damage(
        cut_quotes.check_cuts, INDICATORS, "crossings-2024:", "في محيط سبتة و مليلية", "في محيط سبتة",
        "QUOTE-CUT", "وتم تسجيل", "«و مليلية»",
    ),
    "place-that-no-quote-names": Damage(
        citations.check_names, INDICATORS, "attempts-2024:", "place: morocco\n          basis: stated",
        "place: rabat\n          basis: stated", "NAME-QUOTE", "stated\n        stated_by",
        "no quote here names 'rabat'",
    ),
    "authority-that-no-quote-names": Damage(
        citations.check_names, INDICATORS, "attempts-2024:", "entity: ministry-interior\n          basis: stated",
        "entity: royal-navy\n          basis: stated", "NAME-QUOTE", "stated\n        citation",
        "no quote here names 'royal-navy'",
    ),
    "speaker-that-no-quote-names": Damage(
        citations.check_names, EVENTS, "sedki-awareness:", "entity: jamila-sedki", "entity: hicham-baraka",
        "NAME-QUOTE", "stated\n", "no quote here names 'hicham-baraka'",
    ),
    "entity-without-wordings": Damage(
        citations.check_entities, ENTITIES, "jamila-sedki:", "    wordings:\n      - جميلة صدقي\n", "",
        "ENTITY-WORDING", "jamila-sedki:", "has no `wordings`",
    ),
    "quote-between-marks": Damage(
        citations.check_marks, INDICATORS, "networks-2024-9m:",
        "d'immigration clandestine et à démanteler 210 réseaux criminels",
        "«d'immigration clandestine et à démanteler 210 réseaux criminels»",
        "QUOTE-MARKS", "«d'immigration", "stands without « »",
    ),
    "translation-between-marks": Damage(
        citations.check_marks, INDICATORS, "networks-2024-9m:", "للهجرة السرية، وفي تفكيك 210 شبكات إجرامية",
        "“للهجرة السرية، وفي تفكيك 210 شبكات إجرامية”", "QUOTE-MARKS", "“للهجرة", "stands without “ ”",
    ),
    "reviewed-before-the-article-was-out": Damage(
        days.check_reviewed, "data/events.yaml", "joint-patrols:", "reviewed: 2026-11-21", "reviewed: 2025-03-26",
        "DATE-IMPOSSIBLE", "2025-03-26", "is before alalam-patrols-2025 was published",
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
    "translation-with-the-same-numbers": Change(
        citations.check_translations, INDICATORS, "attempts-2024-9m:", "48 963 محاولة", "٤٨٬٩٦٣ محاولة"
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


test_rule_reports_damage_at_its_place = damage_test(DAMAGES)
test_rule_accepts_change = change_test(CHANGES)


def test_every_rule_has_a_damage_that_it_reports() -> None:
    modules = (test_agreement, test_derived, test_entity_words, test_relations, test_roles, test_rules,
               test_statement_words, test_unit_words)  # fmt: skip
    damages = [DAMAGES, *(module.DAMAGES for module in modules)]
    assert {damage.rule for some in damages for damage in some.values()} | {
        rules.check_labels,  # in test_rules: labels are no data of a project
        check_copies,  # in test_copies: a second record needs a second fingerprint
        check_tombstones,  # in test_tombstones: there is none to damage
        unit_words.check_counted,  # by records of their own: these, in test_unit_words
        roles.check_speakers,  # in test_roles
        roles.check_asserted,
        statement_words.check_words,  # in test_statement_words
        statement_words.check_events,
        mentions.check_printed,  # in test_promotion: no figure of the frozen project is only referenced
        mentions.check_hosts,  # below
        rules.check_addresses,  # in test_attacks: the form of a source refuses most first
    } == set(rules.RULES)


@for_all("address, copy, codes", [
    ("https://alalam.ma/a", "", []),
    ("https://www.alalam.ma/a", "https://web.archive.org/web/2025/http://alalam.ma/a", []),
    ("https://alalam.ma.example.org/a", "", ["ADDRESS-HOST"]), ("https://alalam.ma/a#:~:text=x", "", ["ADDRESS-HOST"]),
    ("https://alalam.ma/a", "https://web.archive.org/web/2025/https://example.org/a", ["ADDRESS-HOST"]),
])  # fmt: skip
def test_an_address_is_of_its_outlet_and_a_copy_of_its_site(
    kb: KnowledgeBase, address: str, copy: str, codes: list[str]
) -> None:
    outlet = replace(kb.entities["al-alam"], hosts=("alalam.ma",))
    source = kb.sources["alalam-patrols-2025"]
    assert source.url is not NOT_GIVEN
    url = replace(source.url, value=address)
    source = replace(source, url=url, web_archive_url=replace(url, value=copy) if copy else NOT_GIVEN)
    changed = replace(kb, entities={**kb.entities, outlet.id: outlet}, sources={source.id: source})
    assert [problem.code for problem in mentions.check_hosts(changed)] == codes


def test_a_wrong_value_is_said_once(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "attempts-2024:", "value: 78685", "value: 78686")
    found = list(citations.check_values(load(project.root)[0]))
    assert [problem[:4] for problem in found] == [
        (*project.place(INDICATORS, "attempts-2024:", "78686"), "VALUE-QUOTE")
    ]
    assert "in the quote" in found[0].message


def test_a_wrong_precision_is_said_once(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "attempts-2024-9m:", "precision: about", "precision: exact")
    found = list(citations.check_values(load(project.root)[0]))
    assert [problem[:4] for problem in found] == [
        (*project.place(INDICATORS, "attempts-2024-9m:", "exact"), "PRECISION-QUOTE")
    ]


ELSEWHERE = "Dans son rapport de réalisations pour l’exercice 2024"


def witness_of_another_article(project: ProjectCopy) -> Problem:
    """Let the period of a fact be proved by a quote of another article; return the one problem."""
    project.edit(INDICATORS, "attempts-2022:", "depuis le début de 2022, a donné des résultats", ELSEWHERE)
    (problem,) = citations.check_quotes(load(project.root)[0])
    return problem


def test_a_witness_of_another_article_is_reported_on_its_line(project: ProjectCopy) -> None:
    problem = witness_of_another_article(project)
    place = project.place(INDICATORS, "attempts-2022:", ELSEWHERE)
    assert (*problem[:2], problem.code) == (place.path, place.line, "QUOTE-SOURCE")
    assert "these words are in § 1 of alalam-9m-2024" in problem.message


def test_a_witness_of_another_article_is_reported_at_its_quote(project: ProjectCopy) -> None:
    problem = witness_of_another_article(project)
    assert problem[:3] == project.place(INDICATORS, "attempts-2022:", ELSEWHERE)


def test_a_quote_that_stands_twice_is_ambiguous(project: ProjectCopy) -> None:
    rows = project.read(FINGERPRINT).splitlines()
    headline = next(row for row in rows if row.startswith("0 "))
    project.write(FINGERPRINT, "\n".join([*rows, headline.replace("0 ", f"{len(rows) - 2} ", 1)]) + "\n")
    found = list(citations.check_quotes(load(project.root)[0]))
    place = project.place(INDICATORS, "returns-2022-headline:", "et expulse 2 300")
    assert (*place, "QUOTE-AMBIGUOUS") in {problem[:4] for problem in found}
    assert all("more than once in bilan-2022: the headline, § 6;" in problem.message for problem in found)


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


@for_all(
    "quote, paragraph, number",
    [
        ("Aucun décès n'a été enregistré", 2, ""),
        ("Trois personnes sont mortes", 2, ""),
        ("trois personnes sont mortes", 2, "trois"),  # «quelque», «plus de» may stand before
        ("300 personnes sont mortes", 2, "300"),
        ("Trois Personnes Sont Mortes", 0, "Trois"),  # in a headline each word may have a capital
        ("il y a eu 300", 2, "300"),
        ("As many as 1,500 migrants tried on Aug. 29-30", 2, ""),
    ],
)
def test_a_quote_keeps_the_words_beside_its_first_and_last_number(quote: str, paragraph: int, number: str) -> None:
    place = evidence.Location(paragraph=paragraph, first=9, at_end=False)
    assert citations.without_context(quote, place) == number


UNREAD = [
    ("The boats were, it seems, carrying perhaps 300 migrants", "perhaps"),
    ("Le bilan de 300 morts est faux, selon la wilaya", "faux"),
    ("la wilaya rejette le bilan de 300 morts", "rejette"),
    ("يوصل القارب نسبيا 300 مهاجر", "نسبيا"),
    ("300 personnes auraient peut-être été secourues", ""),  # of two words, neither alone
]


@for_all("quote, word", UNREAD)
def test_a_word_that_keeps_a_precision_from_being_read_is_named(quote: str, word: str) -> None:
    text = evidence.normalise(quote)
    (number,) = quantities.parse(text)
    assert number.how is None
    assert quantities.unread_word(text, number) == word


SIGNS = ["≈", ">", "<", "€", "±", "–"]


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_put_before_a_quoted_number_is_reported(project: ProjectCopy, sign: str) -> None:
    project.edit(INDICATORS, "networks-2024-9m:", "démanteler 210", f"démanteler {sign}210")
    assert project.fact_problems()


def test_a_per_mille_sign_put_behind_a_quoted_number_is_reported(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "networks-2024-9m:", "démanteler 210", "démanteler 210‰")
    assert project.fact_problems()


def test_every_translation_has_the_numbers_of_its_quote(project: ProjectCopy, kb: KnowledgeBase) -> None:
    """Those of facts, of witnesses, of wordings and of titles: one number more in each is reported at each."""
    marks = {witness.at("translation") for _, witness in citations.witnesses(kb)}
    marks |= {source.title.at("translation") for source in kb.sources.values() if source.title is not NOT_GIVEN}
    for path in {mark.path for mark in marks}:
        lines = project.read(path).split("\n")
        for _, line, column in {mark for mark in marks if mark.path == path}:
            start = column if lines[line - 1][column - 1] == "'" else column - 1
            lines[line - 1] = f"{lines[line - 1][:start]}7 {lines[line - 1][start:]}"
        project.write(path, "\n".join(lines))
    found = list(citations.check_translations(load(project.root)[0]))
    assert {problem[:4] for problem in found} == {(*mark, "TRANSLATION-NUMBER") for mark in marks}


def test_a_translation_may_write_a_number_with_its_magnitude(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "attempts-2024-9m:", "48 963 محاولة", "48 ألفا و963 محاولة")
    kb, _ = load(project.root)
    assert not list(citations.check_values(kb))
    assert not list(citations.check_translations(kb))


def test_a_broken_observation_is_the_only_thing_reported(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "rescues-2024-9m:", "precision: exact", "precision: exakt")
    assert {problem.code for problem in project.fact_problems()} == {"WRONG-TYPE"}


@for_all(
    "name, quote, is_there",
    [
        ("البحرية الملكية", "أنقذت البحرية الملكية 18 مهاجرا", True),
        ("البحرية الملكية", "وأعلن للبحرية الملكية أمس", True),
        ("البحرية الملكية", "قامت والبحرية الملكية معا", True),
        ("مرصد الشمال", "أفاد المرصد الشمال أمس", True),
        ("مرصد الشمال", "بمرصد الشمال", True),
        ("مرصد الشمال", "وبالمرصد الشمال", True),
        ("البحرية الملكية", "أنقذت البحرية 18 مهاجرا", False),
        ("سبتة", "مدينة سبتاوية قديمة جدا", False),
    ],
)
def test_a_name_may_have_an_article_or_a_preposition_glued_to_it(name: str, quote: str, is_there: bool) -> None:
    assert citations.is_named((name,), [evidence.words(quote)]) is is_there


def test_our_own_name_in_the_language_of_the_article_is_a_wording(project: ProjectCopy) -> None:
    wordings = "    wordings:\n      - وزارة الداخلية\n      - ministère marocain de l’Intérieur\n"
    project.edit("data/entities.yaml", "ministry-interior:", wordings, wordings.replace("      - وزارة الداخلية\n", ""))
    assert project.fact_problems() == []


@for_all(
    "quote, inner",
    [
        ("« a b c »", "a b c"), ("“a b c”", "a b c"), ("„a b c“", "a b c"), ('"a b c"', "a b c"), ("‹a›", "a"),
        ("«a» b «c»", None), ("«a b c", None), ("a «b» c", None), ("'a' b 'c'", None), ("a b c", None), ("«»", None),
    ],
)  # fmt: skip
def test_marks_around_a_whole_quote_are_left_out(quote: str, inner: str | None) -> None:
    assert citations._unwrapped(quote) == inner


@for_all("precision", [each for each in Precision if each is not Precision.SEVERAL])
@for_all("measure, value, upper", [
    (Measure.COUNT, "15", "65"), (Measure.COUNT, "78685", "90000"), (Measure.PERCENT, "13.5", "20"),
    (Measure.CHANGE, "-64", "-14"), (Measure.CHANGE, "15", "65"),
])  # fmt: skip
@for_all("language", Language)
def test_a_figure_in_our_words_states_its_value_and_precision(
    kb: KnowledgeBase, language: Language, measure: Measure, value: str, upper: str, precision: Precision
) -> None:
    bound = Decimal(upper) if precision is Precision.BETWEEN else None
    one = replace(kb.observations["attempts-2024"], value=Decimal(value), value_to=bound, precision=precision)
    assert_says_itself(kb, one, measure, language)


@for_all("language", Language)
@for_all("measure, value, out_of, precision", [
    *((Measure.COUNT, f"{order}", None, Precision.SEVERAL) for order in ORDERS),
    (Measure.COUNT, "0", None, Precision.EXACT),
    *((Measure.FRACTION, "2", "3", each) for each in PLAINLY), (Measure.FRACTION, "9", "10", Precision.EXACT),
    *((Measure.FACTOR, "3", None, each) for each in PLAINLY), *((Measure.FACTOR, "1", "3", each) for each in PLAINLY),
    *((Measure.AVERAGE, "81", None, each) for each in PLAINLY),
    (Measure.FACTOR, "2.5", None, Precision.EXACT), (Measure.FRACTION, "1", "2", Precision.ABOUT),
])  # fmt: skip
def test_none_parts_multiples_and_orders_in_our_words_state_themselves(
    kb: KnowledgeBase, language: Language, measure: Measure, value: str, out_of: str | None, precision: Precision
) -> None:
    whole = Decimal(out_of) if out_of else None
    one = replace(kb.observations["attempts-2024"], value=Decimal(value), out_of=whole, precision=precision)
    text = assert_says_itself(kb, one, measure, language)
    assert "33" not in text


def assert_says_itself(kb: KnowledgeBase, one: Observation, measure: Measure, language: Language) -> str:
    """Hold what we say of an observation of a measure, with its noun and without, to its value; return it."""
    precision = one.precision
    unit = replace(kb.unit_of(one), measure=measure)
    changed = replace(kb, units={**kb.units, unit.id: unit}, observations={**kb.observations, one.id: one})
    expected = Precision.EXACT if precision is Precision.ROUNDED else precision
    foreseen = replace(one, status=Status.FORECAST)
    for with_unit, said in product((False, True), (one, foreseen)):
        text = Phrases(changed, language).quantity(said, with_unit).striptags()
        found = citations.meant(changed, one, text)
        assert {citations.read_precision(said, each) for each in found} == {expected}, text
        assert {each.precision for each in found} == {None if said is foreseen else expected}, text
    return text
