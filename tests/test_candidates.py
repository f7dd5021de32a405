"""Candidates of what words may say: each of them is what the rules accept, in both languages."""

from decimal import Decimal

import pytest
from isnad import candidates
from isnad.model import EntityKind, KnowledgeBase, Measure, Precision
from isnad.numerals import Numeral
from isnad.periods import missing_words
from isnad.record import Language

AR, FR = Language.AR, Language.FR


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("en 2031, les phares", FR, ["2031-01-01 to 2031-12-31"]),
        ("خلال عام 2031 في الجزيرة", AR, ["2031-01-01 to 2031-12-31"]),
        ("خلال عام ٢٠٣١", AR, ["2031-01-01 to 2031-12-31"]),
        ("les neuf premiers mois de l'année 2031", FR, ["2031-01-01 to 2031-09-30"]),
        ("الأشهر التسعة الأولى من سنة 2031", AR, ["2031-01-01 to 2031-09-30"]),
        ("le premier semestre de l'année 2031", FR, ["2031-01-01 to 2031-06-30"]),
        ("depuis le début de 2031", FR, ["2031-01-01 to not-given"]),
        ("منذ بداية 2031", AR, ["2031-01-01 to not-given"]),
        ("en février 2032", FR, ["2032-02-01 to 2032-02-29"]),
        ("en 2030, puis en 2031", FR, ["2030-01-01 to 2030-12-31", "2031-01-01 to 2031-12-31"]),
        ("les neuf premiers mois", FR, []),
        ("2 031 barques", FR, []),
        ("", AR, []),
    ],
)
def test_the_periods_that_words_state(text: str, language: Language, days: list[str]) -> None:
    found = candidates.periods(text, language)
    assert [candidates.PeriodCandidate(each).days for each in found] == days
    assert [missing_words(each, [text], language) for each in found] == [None] * len(days)


def test_months_between_which_a_period_lies_are_all_named() -> None:
    found = candidates.periods("entre janvier et septembre 2031", FR)
    assert candidates.PeriodCandidate(found[0]).days == "2031-01-01 to 2031-09-30"
    assert {(each.start.month, each.end.month) for each in found if each.end != "not-given"} == {(1, 9), (1, 1), (9, 9)}  # type: ignore[union-attr]


def test_who_and_where_are_named_by_their_wordings(kb: KnowledgeBase) -> None:
    text = "parmi les personnes sauvées par la Marine royale marocaine, selon le ministère marocain de l’Intérieur"
    assert candidates.actors(kb, text) == ["ministry-interior", "royal-navy"]
    assert candidates.places(kb, text) == []
    assert all(kind is not EntityKind.PLACE for kind in candidates.named(kb, text).values())
    (place,) = candidates.places(kb, "على متن قوارب " + next(iter(kb.entities["canary-islands"].wordings)))
    assert place == "canary-islands"


@pytest.mark.parametrize(
    ("measure", "after", "language", "found"),
    [
        (Measure.COUNT, "tentatives d'immigration", FR, ["attempts-foiled"]),
        (Measure.COUNT, "محاولة للهجرة", AR, ["attempts-foiled"]),
        (Measure.COUNT, "dragons", FR, []),
        (Measure.PERCENT, "dragons", FR, ["origin-share"]),
    ],
)
def test_an_indicator_fits_by_its_measure_and_noun(
    kb: KnowledgeBase, measure: Measure, after: str, language: Language, found: list[str]
) -> None:
    number = Numeral(Decimal(5), measure, Precision.EXACT, 0, 1)
    assert [each.id for each in candidates.indicators(kb, number, after, language)] == found


def test_only_stated_periods_of_the_same_article_may_be_inferred(kb: KnowledgeBase) -> None:
    assert candidates.inferred_periods(kb, kb.sources["alalam-9m-2024"]) == ["2024-01-01 to 2024-09-30"]
    assert candidates.inferred_periods(kb, kb.sources["alalam-patrols-2025"]) == []
