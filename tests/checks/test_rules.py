"""Each rule about the facts: one damage that it reports, at its place, and one change that it accepts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from isnad.checks import other_language, periods, rules
from isnad.facts.corrections import check_corrections
from isnad.facts.fingerprints import digest, format_fingerprint
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase
from isnad.facts.record import NOT_GIVEN, Bilingual, Found, Month, Origin
from isnad.facts.schema import Converter
from isnad.facts.yamltree import parse

from tests.checks.damages import INDICATORS, Change, Damage, Rule, change_test, check_change, damage_test
from tests.conftest import ProjectCopy

ARTICLE = "seeds/bilan-2022.yaml"
BILAN = "seeds/bilan-2022.yaml"
# The last line of the comment atop the corrections.
CORRECTIONS, SENTENCE = "data/corrections.yaml", "one complete sentence"


def corrections(*rows: str) -> str:
    """Return the table of data/corrections.yaml; a row is the date and observation, the value before and after."""
    records = [
        f"  c{number}:\n    date: {date}\n    observation: {name}\n    was: {was}\n    now: {now}\n"
        "    why: {ar: سبب, fr: motif}\n"
        for number, (date, name, was, now) in enumerate(map(str.split, rows))
    ]
    return "corrections:\n" + "".join(records)


DAMAGES = {
    "inferred-without-reason": Damage(
        rules.check_reasons, INDICATORS, "attempts-2024:", "basis: stated", "basis: inferred",
        "BASIS-REASON", "inferred", "period is inferred: add `reason:`",
    ),
    "stated-with-reason": Damage(
        rules.check_reasons, INDICATORS, "attempts-2022:", "basis: inferred", "basis: stated",
        "BASIS-REASON", "ar: لا تذكر الجملة مصدرا؛ ووثيقة", "stated_by is stated",
    ),
    "inferred-period-that-the-article-states-nowhere": Damage(
        periods.check_inferred_periods, INDICATORS, "attempts-2022-headline:", "end: not-given", "end: 2022-12-31",
        "PERIOD-INFERRED", "inferred", "the counts of this article state other periods",
    ),
    "inferred-name-that-the-article-has-nowhere": Damage(
        rules.check_inferred, INDICATORS, "attempts-2022-headline:", "entity: ministry-interior", "entity: royal-navy",
        "NAME-INFERRED", "inferred\n          reason:\n            ar: لا", "no quote of bilan-2022 names 'royal-navy'",
    ),
    "period-ends-before-it-starts": Damage(
        periods.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2023-12-31",
        "PERIOD-ORDER", "2023-12-31", "before it starts on 2024-01-01",
    ),
    "stated-start-year-not-quoted": Damage(
        periods.check_periods, INDICATORS, "attempts-2024:", "start: 2024", "start: 2023",
        "PERIOD-WORDS", "stated", "can mean 2024-01-01/2024-12-31, not 2023-01-01/2024-12-31",
    ),
    "stated-end-year-not-quoted": Damage(
        periods.check_periods, INDICATORS, "attempts-2024:", "end: 2024", "end: 2025",
        "PERIOD-WORDS", "stated", "can mean 2024-01-01/2024-12-31, not 2024-01-01/2025-12-31",
    ),
    "whole-year-said-to-be-a-part": Damage(
        periods.check_periods, INDICATORS, "attempts-2024:", "start: 2024-01-01", "start: 2024-03-01",
        "PERIOD-WORDS", "stated", "not 2024-03-01/2024-12-31; write one of these, or infer yours",
    ),
    "nine-months-said-to-be-ten": Damage(
        periods.check_periods, INDICATORS, "attempts-2024-9m:", "end: 2024-09-30", "end: 2024-10-31",
        "PERIOD-WORDS", "stated", "can mean 2024-01-01/2024-09-30, not 2024-01-01/2024-10-31",
    ),
    "nine-months-said-to-be-a-year": Damage(
        periods.check_periods, INDICATORS, "attempts-2024-9m:", "end: 2024-09-30", "end: 2024-12-31",
        "PERIOD-WORDS", "stated", "can mean 2024-01-01/2024-09-30, not 2024-01-01/2024-12-31",
    ),
    "open-period-closed": Damage(
        periods.check_periods, ARTICLE, "networks-2022:", "end: not-given", "end: 2022-12-31",
        "PERIOD-WORDS", "stated", "can mean 2022-01-01/not-given, not 2022-01-01/2022-12-31",
    ),
    "year-said-to-be-open": Damage(
        periods.check_periods, INDICATORS, "attempts-2024:", "end: 2024-12-31", "end: not-given",
        "PERIOD-WORDS", "stated", "not 2024-01-01/not-given",
    ),
    "witness-of-another-paragraph": Damage(
        periods.check_places, INDICATORS, "networks-2024:", "خلال نفس العام", "خلال",
        "WITNESS-PLACE", "محاولة للهجرة غير النظامية خلال عام 2024", "this witness stands in § 1",
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
    "place-that-acts": Damage(
        rules.check_kinds, INDICATORS, "attempts-2024:", "place: morocco", "actor: morocco",
        "ENTITY-KIND", "morocco", "'morocco' is of the kind place; here stands one of: group, institution",
    ),
    "actor-that-is-a-place": Damage(
        rules.check_kinds, INDICATORS, "attempts-2024-9m:", "actor: competent-services", "place: competent-services",
        "ENTITY-KIND", "competent-services", "is of the kind institution; here stands one of: place",
    ),
    "origin-that-is-nobody's-home": Damage(
        rules.check_kinds, INDICATORS, "origin-maghreb-2024:", "origin: maghreb", "origin: iom",
        "ENTITY-KIND", "iom", "here stands one of: place",
    ),
    "partner-that-is-a-place": Damage(
        rules.check_kinds, INDICATORS, "returns-2024-9m-iom:", "partner: iom", "partner: rabat",
        "ENTITY-KIND", "rabat", "is of the kind place",
    ),
    "place-that-states": Damage(
        rules.check_kinds, INDICATORS, "attempts-2024:", "entity: ministry-interior", "entity: morocco",
        "ENTITY-KIND", "morocco\n          basis: stated\n        citation", "is of the kind place",
    ),
    "place-that-states-a-statement": Damage(
        rules.check_kinds, "data/events.yaml", "sedki-awareness:", "entity: jamila-sedki", "entity: rabat",
        "ENTITY-KIND", "rabat", "is of the kind place",
    ),
    "place-that-publishes": Damage(
        rules.check_kinds, "seeds/alalam-9m-2024.yaml", "publisher:", "value: al-alam", "value: morocco",
        "ENTITY-KIND", "morocco", "here stands one of: institution, organisation, outlet",
    ),
    "quote-in-the-other-language": Damage(
        other_language.check_languages, INDICATORS, "origin-maghreb-2024:",
        "quote: من بلدان غرب إفريقيا، بينما 12% منهم",
        "quote: tandis que 12 % d’entre eux sont originaires de pays du Maghreb, منهم",
        "LANGUAGE", "tandis que", "this quote is not written in the language ar, as hompress-2024 wants",
    ),
    "translation-in-the-same-language": Damage(
        other_language.check_languages, INDICATORS, "returns-2022-headline:", "translation: المغرب يحبط 40 000 محاولة",
        "translation: Le Maroc déjoue 40 000 tentatives",
        "LANGUAGE", "Le Maroc déjoue 40 000 tentatives\n        stated_by",
        "this translation is not written in the language ar",
    ),
    "plural-form-missing": Damage(
        rules.check_units, INDICATORS, "  attempt:", "zero: محاولة, ", "",
        "PLURAL-FORM", "{one: محاولة", "'zero' is missing",
    ),
    "plural-form-too-many": Damage(
        rules.check_units, INDICATORS, "  attempt:", "fr: {one:", "fr: {few: tentatives, one:",
        "PLURAL-FORM", "{few: tentatives", "fr has no plural form 'few'",
    ),
    "correction-that-ends-at-another-value": Damage(
        check_corrections, CORRECTIONS, SENTENCE, "corrections: {}\n",
        corrections("2026-11-01 attempts-2024 78658 78684"),
        "CORRECTION-VALUE", "78684", "attempts-2024 is 78685 now, and its newest correction ends at 78684",
    ),
    "newest-correction-that-ends-at-another-value": Damage(
        check_corrections, CORRECTIONS, SENTENCE, "corrections: {}\n",
        corrections(
            "2026-11-01 attempts-2024 1 78685", "2026-11-20 attempts-2024 78685 78684", "2026-11-02 networks-2024 1 332"
        ),
        "CORRECTION-VALUE", "78684", "attempts-2024 is 78685 now",
    ),
}  # fmt: skip

CHANGES = {
    "inferred-with-reason": Change(
        rules.check_reasons, INDICATORS, "attempts-2024:", "basis: stated",
        "basis: inferred\n          reason: {ar: سبب, fr: motif}",
    ),
    "period-of-one-day": Change(
        periods.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2024-01-01",
    ),
    "open-period": Change(
        periods.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: not-given",
    ),
    "inferred-year-not-quoted": Change(
        periods.check_periods, INDICATORS, "rescues-2024:", "end: 2024-12-31", "end: 2025-12-31",
    ),
    "outlet-that-states": Change(
        rules.check_kinds, INDICATORS, "attempts-2024:", "entity: ministry-interior", "entity: al-alam",
    ),
    "name-in-the-other-script": Change(
        other_language.check_languages, INDICATORS, "origin-maghreb-2024:", "quote: من بلدان غرب إفريقيا، بينما",
        "quote: من بلدان غرب إفريقيا (Africa) بينما",
    ),
    "report-of-an-institution": Change(
        rules.check_kinds, "seeds/alalam-9m-2024.yaml", "publisher:", "value: al-alam", "value: ministry-interior",
    ),
    "scope-of-an-origin-only": Change(
        rules.check_scopes, INDICATORS, "attempts-2024:", "place: morocco", "origin: west-africa",
    ),
    "title-without-its-punctuation": Change(
        rules.check_sources, "seeds/hompress-2024.yaml", "title:", "النظامية..", "النظامية",
    ),
    "correction-that-ends-at-the-value": Change(
        check_corrections, CORRECTIONS, SENTENCE, "corrections: {}\n",
        corrections("2026-11-01 attempts-2024 78658 78685", "2026-11-01 networks-2024 323 332"),
    ),
    "older-correction-that-ended-at-another-value": Change(
        check_corrections, CORRECTIONS, SENTENCE, "corrections: {}\n",
        corrections("2026-11-02 attempts-2024 2 78685", "2026-11-01 attempts-2024 1 2"),
    ),
    "another-noun": Change(rules.check_units, INDICATORS, "  attempt:", "one: tentative", "one: essai"),
}  # fmt: skip


test_rule_reports_damage_at_its_place = damage_test(DAMAGES)
test_rule_accepts_change = change_test(CHANGES)


def test_a_source_cannot_state_what_comes_after_it(kb: KnowledgeBase) -> None:
    observation = kb.observations["attempts-2024"]
    source = kb.sources[observation.citation.source]
    assert observation.period.end is not NOT_GIVEN
    for days, codes in ((0, []), (1, ["PERIOD-SOURCE"])):
        day = observation.period.end - dt.timedelta(days=days)
        published: Found[dt.date | Month] = Found(marks=source.marks, value=day, origin=Origin.CAPTURE)
        sources = {**kb.sources, source.id: replace(source, published=published)}
        found = list(periods.check_periods(replace(kb, sources=sources, observations={observation.id: observation})))
        assert [problem.code for problem in found] == codes
        assert all(problem[:3] == observation.period.at("end") for problem in found)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_rule_has_nothing_against_the_real_facts(kb: KnowledgeBase, rule: Rule) -> None:
    assert list(rule(kb)) == []


def test_of_two_corrections_of_one_day_the_newest_stands_first(project: ProjectCopy) -> None:
    """As data/corrections.yaml says, and as pages list them."""
    change = CHANGES["older-correction-that-ended-at-another-value"]
    check_change(project, change._replace(new=change.new.replace("2026-11-01", "2026-11-02")))


def test_a_correction_of_no_figure_is_reported(project: ProjectCopy) -> None:
    project.edit(CORRECTIONS, SENTENCE, "corrections: {}\n", corrections("2026-11-01 attempts-2042 1 2"))
    _, problems = load(project.root)
    place = project.place(CORRECTIONS, SENTENCE, "attempts-2042")
    assert [problem[:4] for problem in problems] == [(*place, "UNKNOWN-ID")]


# Labels are part of the code, not of a project's data: they are written here as a file of them would be.

LABELS: dict[str, tuple[str, list[tuple[int, int]], str]] = {
    "same-parts": ("a: {ar: 'ب {x} {y}', fr: '{y} b {x}'}", [], ""),
    "part-twice": ("a: {ar: 'ب {x} {x}', fr: 'b {x}'}", [], ""),
    "doubled-braces": ("a: {ar: 'ب {{x}}', fr: 'b'}", [], ""),
    "no-parts": ("a: {ar: ب, fr: b}", [], ""),
    "other-part": ("a: {ar: ب, fr: b}\nb:\n  ar: 'ب {x}'\n  fr: 'b {y}'", [(4, 7)], "in x in Arabic and y in"),
    "part-missing": ("a: {ar: 'ب {x}', fr: b}", [(1, 22)], "'a' fills in x in Arabic and none in French"),
    "part-too-many": ("a: {ar: ب, fr: 'b {x}'}", [(1, 16)], "none in Arabic and x in French"),
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


@pytest.mark.parametrize("wrong", [("\n1 ", "\n1 0123456789abcdef "), (" digest ", "\n# ")], ids=["longer", "bare"])
def test_a_fingerprint_that_was_changed_by_hand_is_refused(project: ProjectCopy, wrong: tuple[str, str]) -> None:
    path = "seeds/fingerprints/bilan-2022.txt"
    project.write(path, project.read(path).replace(*wrong, 1))
    kb, problems = load(project.root)
    assert not problems
    assert {(problem.code, problem.path) for problem in rules.check_sources(kb)} == {("FINGERPRINT-DIGEST", path)}


def test_paragraphs_that_were_exchanged_are_refused(project: ProjectCopy) -> None:
    path = "seeds/fingerprints/hompress-2024.txt"
    lines = project.read(path).split("\n")
    lines[3], lines[4] = "1" + lines[4][1:], "2" + lines[3][1:]
    project.write(path, "\n".join(lines))
    kb, problems = load(project.root)
    assert not problems
    assert [problem.code for problem in rules.check_sources(kb)] == ["FINGERPRINT-DIGEST"]


def test_the_fingerprint_of_another_source_is_refused(project: ProjectCopy) -> None:
    path = "seeds/fingerprints/bilan-2022.txt"
    kb, _ = load(project.root)
    made = kb.fingerprints["bilan-2022"]
    assert made.digest == digest(made, "bilan-2022")
    project.write(path, format_fingerprint(made, "hompress-2024"))
    kb, _ = load(project.root)
    assert [problem.code for problem in rules.check_sources(kb)] == ["FINGERPRINT-DIGEST"]
