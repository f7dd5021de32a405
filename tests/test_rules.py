"""Each rule about the facts: one damage that it reports, at its place, and one change that it accepts."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from isnad import rules
from isnad.load import load
from isnad.model import KnowledgeBase
from isnad.problems import Problem

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


class Gap(NamedTuple):
    """A damage that changes what a reader believes, and that no rule reports yet."""

    path: str
    within: str
    old: str
    new: str


GAPS = {
    "stated-start-in-another-month": Gap(INDICATORS, "attempts-2024:", "start: 2024-01-01", "start: 2024-03-01"),
    "stated-end-in-another-month": Gap(INDICATORS, "attempts-2024-9m:", "end: 2024-09-30", "end: 2024-10-31"),
    "open-period-stated-as-full-year": Gap(INDICATORS, "attempts-2022:", "end: not-given", "end: 2022-12-31"),
    "stated-scope-of-nothing": Gap(INDICATORS, "attempts-2024:", "          place: morocco\n", ""),
    "scope-of-the-wrong-kind": Gap(INDICATORS, "attempts-2024:", "place: morocco", "actor: morocco"),
    "rounds-itself": Gap(
        INDICATORS, "attempts-2022-headline:", "rounds: attempts-2022", "rounds: attempts-2022-headline"
    ),
    "part-of-itself": Gap(
        INDICATORS, "returns-2024-9m-iom:", "part_of: returns-2024-9m", "part_of: returns-2024-9m-iom"
    ),
    "part-of-another-indicator": Gap(
        INDICATORS, "returns-2024-9m-iom:", "part_of: returns-2024-9m", "part_of: attempts-2024"
    ),
    "publisher-that-is-a-place": Gap("seeds/alalam-9m-2024.yaml", "publisher:", "value: al-alam", "value: morocco"),
    "source-in-the-other-language": Gap("seeds/alalam-9m-2024.yaml", "language", "language: fr", "language: ar"),
    "statement-with-a-number": Gap(
        "data/events.yaml", "patrols-unprecedented:", "fr: Al Alam qualifie", "fr: En citant 99 999 cas, il qualifie"
    ),
}


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="no rule reports this damage yet")
@pytest.mark.parametrize("gap", GAPS.values(), ids=GAPS.keys())
def test_damage_that_no_rule_reports_yet(project: ProjectCopy, gap: Gap) -> None:
    project.edit(*gap)
    assert project.fact_problems()
