"""Each rule about the facts: one damage that it reports, at its place, and one change that it accepts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import pytest
from isnad import rules
from isnad.load import load
from isnad.model import KnowledgeBase
from isnad.problems import Problem
from isnad.record import Bilingual
from isnad.schema import Converter
from isnad.yamltree import parse

from .conftest import ProjectCopy

INDICATORS = "data/indicators.yaml"
BILAN = "seeds/bilan-2022.yaml"
Rule = Callable[[KnowledgeBase], Iterator[Problem]]


class Damage(NamedTuple):
    """The first `old` after `within` becomes `new`; `rule` then reports `code` where `at` stands, saying `words`."""

    rule: Rule
    path: str
    within: str
    old: str
    new: str
    code: str
    at: str
    words: str


class Change(NamedTuple):
    """The first `old` after `within` becomes `new`, and `rule` has nothing against it."""

    rule: Rule
    path: str
    within: str
    old: str
    new: str


DAMAGES = {
    "inferred-without-reason": Damage(
        rules.check_reasons, INDICATORS, "attempts-2024:", "basis: stated", "basis: inferred",
        "BASIS-REASON", "inferred", "period is inferred: add `reason:`",
    ),
    "stated-with-reason": Damage(
        rules.check_reasons, INDICATORS, "attempts-2022:", "basis: inferred", "basis: stated",
        "BASIS-REASON", "ar: لا تذكر الجملة مصدرا؛ ووثيقة", "stated_by is stated",
    ),
    "period-ends-before-it-starts": Damage(
        rules.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2023-12-31",
        "PERIOD-ORDER", "2023-12-31", "before it starts on 2024-01-01",
    ),
    "stated-start-year-not-quoted": Damage(
        rules.check_periods, INDICATORS, "attempts-2024:", "start: 2024", "start: 2023",
        "PERIOD-QUOTE", "stated", "has the year 2023",
    ),
    "stated-end-year-not-quoted": Damage(
        rules.check_periods, INDICATORS, "attempts-2024:", "end: 2024", "end: 2025",
        "PERIOD-QUOTE", "stated", "has the year 2025",
    ),
    "rounded-from-nothing": Damage(
        rules.check_relations, INDICATORS, "attempts-2022-headline:", "        rounds: attempts-2022\n", "",
        "ROUNDED-FROM", "rounded", "go together",
    ),
    "exact-that-rounds": Damage(
        rules.check_relations, INDICATORS, "attempts-2022-headline:", "precision: rounded", "precision: exact",
        "ROUNDED-FROM", "exact", "go together",
    ),
    "no-rounding-of-the-exact-value": Damage(
        rules.check_relations, INDICATORS, "attempts-2022-headline:", "value: 40000", "value: 41500",
        "ROUNDED-FROM", "41500", "neither a rounding nor a truncation of 40589",
    ),
    "part-greater-than-whole": Damage(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:", "value: 1664", "value: 4389",
        "PART-OF", "4389", "more than its whole, 4388",
    ),
    "rounds-itself": Damage(
        rules.check_relations, INDICATORS, "attempts-2022-headline:",
        "rounds: attempts-2022\n", "rounds: attempts-2022-headline\n",
        "RELATION", "attempts-2022-headline\n", "`rounds` must name another observation",
    ),
    "part-of-itself": Damage(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:",
        "part_of: returns-2024-9m\n", "part_of: returns-2024-9m-iom\n",
        "RELATION", "returns-2024-9m-iom\n", "`part_of` must name another observation",
    ),
    "part-of-another-indicator": Damage(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:",
        "part_of: returns-2024-9m\n", "part_of: rescues-2024-9m\n",
        "RELATION", "rescues-2024-9m\n", "of the same indicator and period: 'rescues-2024-9m'",
    ),
    "part-of-another-period": Damage(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:",
        "part_of: returns-2024-9m\n", "part_of: returns-2024\n",
        "RELATION", "returns-2024\n", "of the same indicator and period: 'returns-2024'",
    ),
    "rounds-another-period": Damage(
        rules.check_relations, INDICATORS, "attempts-2022-headline:", "end: not-given", "end: 2022-12-31",
        "RELATION", "attempts-2022\n", "of the same indicator and period: 'attempts-2022'",
    ),
    "scope-of-nothing": Damage(
        rules.check_scopes, INDICATORS, "attempts-2024:", "          place: morocco\n", "",
        "SCOPE-EMPTY", "basis: stated\n        stated_by", "needs `actor`, `partner`, `place` or `origin`",
    ),
    "another-sha256": Damage(
        rules.check_sources, BILAN, "capture:", "sha256: dc5", "sha256: ac5",
        "FINGERPRINT-STALE", "ac5", "has SHA-256 dc5",
    ),
    "another-number-of-paragraphs": Damage(
        rules.check_sources, BILAN, "capture:", "[3, 4, 5, 6, 7]", "[3, 4, 5, 6]",
        "FINGERPRINT-STALE", "[3, 4, 5, 6]", "has 5 paragraphs",
    ),
    "title-changed": Damage(
        rules.check_sources, BILAN, "title:", "Le Maroc déjoue", "Le Maroc empêche",
        "TITLE-VERBATIM", "Le Maroc empêche", "word for word",
    ),
    "title-left-out": Damage(
        rules.check_sources, "seeds/walaw-roundtable-2025.yaml", "title:",
        "title:\n  value: دعوات لتدبير تدفقات الهجرة\n  translation: Appels à gérer les flux migratoires",
        "title: not-given", "TITLE-VERBATIM", "not-given", "word for word",
    ),
    "title-made-up": Damage(
        rules.check_sources, "seeds/alalam-9m-2024.yaml", "title:", "title: not-given",
        "title:\n  value: Un titre\n  translation: عنوان", "TITLE-VERBATIM", "Un titre", "«Un titre»",
    ),
    "plural-form-missing": Damage(
        rules.check_units, INDICATORS, "  attempt:", "zero: محاولة, ", "",
        "PLURAL-FORM", "{one: محاولة", "'zero' is missing",
    ),
    "plural-form-too-many": Damage(
        rules.check_units, INDICATORS, "  attempt:", "fr: {one:", "fr: {few: tentatives, one:",
        "PLURAL-FORM", "{few: tentatives", "fr has no plural form 'few'",
    ),
}  # fmt: skip

CHANGES = {
    "inferred-with-reason": Change(
        rules.check_reasons, INDICATORS, "attempts-2024:", "basis: stated",
        "basis: inferred\n          reason: {ar: سبب, fr: motif}",
    ),
    "period-of-one-day": Change(
        rules.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2024-01-01",
    ),
    "open-period": Change(
        rules.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: not-given",
    ),
    "inferred-year-not-quoted": Change(
        rules.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2025-12-31",
    ),
    "rounded-up": Change(rules.check_relations, INDICATORS, "attempts-2022-headline:", "value: 40000", "value: 41000"),
    "truncated": Change(rules.check_relations, INDICATORS, "attempts-2022-headline:", "value: 40000", "value: 40500"),
    "part-equal-to-whole": Change(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:", "value: 1664", "value: 4388",
    ),
    "part-of-nothing": Change(
        rules.check_relations, INDICATORS, "returns-2024-9m-iom:", "        part_of: returns-2024-9m\n", "",
    ),
    "scope-of-an-origin-only": Change(
        rules.check_scopes, INDICATORS, "attempts-2024:", "place: morocco", "origin: west-africa",
    ),
    "title-without-its-punctuation": Change(
        rules.check_sources, "seeds/hompress-2024.yaml", "title:", "النظامية..", "النظامية",
    ),
    "another-noun": Change(rules.check_units, INDICATORS, "  attempt:", "one: tentative", "one: essai"),
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_rule_reports_damage_at_its_place(project: ProjectCopy, damage: Damage) -> None:
    project.edit(damage.path, damage.within, damage.old, damage.new)
    kb, problems = load(project.root)
    assert not problems
    found = list(damage.rule(kb))
    assert [(*problem[:3], problem.code) for problem in found] == [
        (*project.place(damage.path, damage.within, damage.at), damage.code)
    ]
    assert damage.words in found[0].message
    assert set(found) <= set(rules.check(kb))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_rule_accepts_change(project: ProjectCopy, change: Change) -> None:
    project.edit(change.path, change.within, change.old, change.new)
    kb, problems = load(project.root)
    assert not problems
    assert list(change.rule(kb)) == []


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_rule_has_nothing_against_the_real_facts(kb: KnowledgeBase, rule: Rule) -> None:
    assert list(rule(kb)) == []


ROUNDINGS = [
    ("40000", "40589", True),
    ("41000", "40589", True),
    ("40600", "40589", True),
    ("40500", "40589", True),
    ("2300", "2326", True),
    ("2330", "2326", True),
    ("2320", "2326", True),
    ("50000", "40589", False),
    ("40400", "40589", False),
    ("2326", "2327", False),
    ("0", "40589", False),
    ("7", "8", False),
    ("0", "0", False),
]


@pytest.mark.parametrize(("value", "exact", "expected"), ROUNDINGS)
def test_is_rounding(value: str, exact: str, expected: bool) -> None:
    assert rules.is_rounding(Decimal(value), Decimal(exact)) is expected


# Labels are part of the code, not of a project's data: they are written here as a file of them would be.

LABELS: dict[str, tuple[str, list[tuple[int, int]], str]] = {
    "same-parts": ("a: {ar: 'ب {x} {y}', fr: '{y} b {x}'}", [], ""),
    "part-twice": ("a: {ar: 'ب {x} {x}', fr: 'b {x}'}", [], ""),
    "doubled-braces": ("a: {ar: 'ب {{x}}', fr: 'b'}", [], ""),
    "no-parts": ("a: {ar: ب, fr: b}", [], ""),
    "other-part": ("a: {ar: ب, fr: b}\nb:\n  ar: 'ب {x}'\n  fr: 'b {y}'", [(4, 7)], "['x'] in Arabic and ['y']"),
    "part-missing": ("a: {ar: 'ب {x}', fr: b}", [(1, 22)], "'a' fills in ['x'] in Arabic and [] in French"),
    "part-too-many": ("a: {ar: ب, fr: 'b {x}'}", [(1, 16)], "[] in Arabic and ['x'] in French"),
    "brace-not-closed": ("a: {ar: ب, fr: b}\n\nb: {ar: 'ب {x', fr: 'b {x}'}", [(3, 1)], "the braces of 'b'"),
    "brace-not-opened": ("a: {ar: ب, fr: 'b }'}", [(1, 1)], "the braces of 'a'"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "places", "words"), LABELS.values(), ids=LABELS.keys())
def test_labels_fill_in_the_same_parts(kb: KnowledgeBase, text: str, places: list[tuple[int, int]], words: str) -> None:
    node, _ = parse(text, "labels.yaml")
    assert node
    found = list(rules.check_labels(replace(kb, labels=Converter().convert(Mapping[str, Bilingual], node))))
    assert [problem[:4] for problem in found] == [("labels.yaml", *place, "LABEL-FORM") for place in places]
    assert all(words in problem.message for problem in found)


class Gap(NamedTuple):
    """A damage that changes what a reader believes, and that no rule reports yet."""

    path: str
    within: str
    old: str
    new: str


def gap(reason: str, *edit: str) -> object:
    """Return a damage that is not reported, and why not."""
    return pytest.param(Gap(*edit), marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


MONTHS = "of a stated period, only the years are looked for in its quotes"
KINDS = "an entity of any kind may be an actor, a place or a publisher"
SCRIPT = "the script of the quotes is not compared with the language of the source"
DIGITS = "digits in the free text of statements, labels and comments are not traced to a fact"
GAPS = [
    gap(MONTHS, INDICATORS, "attempts-2024:", "start: 2024-01-01", "start: 2024-03-01"),
    gap(MONTHS, INDICATORS, "attempts-2024-9m:", "end: 2024-09-30", "end: 2024-10-31"),
    gap(MONTHS, INDICATORS, "networks-2022:", "end: not-given", "end: 2022-12-31"),
    gap(KINDS, INDICATORS, "attempts-2024:", "place: morocco", "actor: morocco"),
    gap(KINDS, "seeds/alalam-9m-2024.yaml", "publisher:", "value: al-alam", "value: morocco"),
    gap(SCRIPT, "seeds/alalam-9m-2024.yaml", "language", "language: fr", "language: ar"),
    gap(DIGITS, "data/events.yaml", "patrols-unprecedented:", "      fr: ", "      fr: En citant 99 999 cas, "),
]


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: f"{gap.within}{gap.new.strip()}".replace(" ", "-"))
def test_damage_that_no_rule_reports_yet(project: ProjectCopy, gap: Gap) -> None:
    project.edit(*gap)
    assert project.fact_problems()
