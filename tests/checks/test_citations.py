"""Each rule that binds facts to words: one damage that it reports, at its place, and one change that it accepts."""

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest
from isnad.checks import citations, mentions
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Observation, Status
from isnad.facts.record import NOT_GIVEN
from isnad.phrases.phrases import Phrases
from isnad.text import evidence, quantities
from isnad.text.languages import Language
from isnad.text.quantities import ORDERS, Measure, Precision

from tests.cases import for_all, table, yes
from tests.conftest import ProjectCopy

INDICATORS, ENTITIES, GLOSSARY = "data/indicators.yaml", "data/entities.yaml", "data/glossary.yaml"
FINGERPRINT = "seeds/fingerprints/bilan-2022.txt"

PLAINLY = (Precision.EXACT, Precision.ABOUT, Precision.MORE_THAN, Precision.LESS_THAN, Precision.AT_LEAST)


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


def test_a_quote_that_stands_twice_is_ambiguous(project: ProjectCopy) -> None:
    rows = project.read(FINGERPRINT).splitlines()
    headline = next(row for row in rows if row.startswith("0 "))
    project.write(FINGERPRINT, "\n".join([*rows, headline.replace("0 ", f"{len(rows) - 2} ", 1)]) + "\n")
    found = list(citations.check_quotes(load(project.root)[0]))
    place = project.place(INDICATORS, "returns-2022-headline:", "et expulse 2 300")
    assert (*place, "QUOTE-AMBIGUOUS") in {problem[:4] for problem in found}
    assert all("more than once in bilan-2022: the headline, § 6;" in problem.message for problem in found)


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


@pytest.mark.parametrize(
    ("path", "within", "old", "new"),
    [
        *((INDICATORS, "networks-2024-9m:", "démanteler 210", f"démanteler {sign}210") for sign in "≈><€±–"),
        (INDICATORS, "networks-2024-9m:", "démanteler 210", "démanteler 210‰"),
        (ENTITIES, "", "- Marine royale marocaine", "- '…'"),
        (GLOSSARY, "", "wording: immigration clandestine", "wording: '…'"),
    ],
)
def test_a_sign_beside_a_quoted_number_and_a_wording_of_punctuation_are_reported(
    project: ProjectCopy, path: str, within: str, old: str, new: str
) -> None:
    project.edit(path, within, old, new)
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


def test_a_broken_observation_is_the_only_thing_reported(project: ProjectCopy) -> None:
    project.edit(INDICATORS, "rescues-2024-9m:", "precision: exact", "precision: exakt")
    assert {problem.code for problem in project.fact_problems()} == {"WRONG-TYPE"}


@for_all("name, quote, is_there", table("checks/names.txt", "", str, str, yes))
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
