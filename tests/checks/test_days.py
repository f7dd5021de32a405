"""Days that cannot be."""

import datetime as dt
from dataclasses import replace

import pytest
from isnad.checks import days
from isnad.facts.model import KnowledgeBase

TODAY = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("later", "codes"), [(-1, []), (0, []), (1, []), (2, ["DATE-IMPOSSIBLE"]), (12_000, ["DATE-IMPOSSIBLE"])]
)
def test_what_is_reviewed_was_reviewed(kb: KnowledgeBase, later: int, codes: list[str]) -> None:
    name, derived = next(iter(kb.derived.items()))
    changed = replace(kb, derived={name: replace(derived, reviewed=TODAY + dt.timedelta(later))})
    assert [problem.code for problem in days.future_days(changed, TODAY)] == codes


def test_a_figure_an_event_and_a_correction_are_asked_too(few_facts: KnowledgeBase) -> None:
    found = {(problem.path, dict(problem.said.parts)["key"]) for problem in days.future_days(few_facts, dt.date.min)}
    assert {key for _, key in found} == {"reviewed", "date", "published"}
    assert {path for path, _ in found} >= {"data/indicators.yaml", "data/events.yaml", "data/corrections.yaml"}
    assert list(days.future_days(few_facts, TODAY)) == []


def test_nothing_is_reviewed_before_its_article_is_out(kb: KnowledgeBase) -> None:
    assert list(days.check_reviewed(kb)) == []
    event = replace(kb.events["joint-patrols"], reviewed=dt.date(2025, 3, 26))
    (problem,) = days.check_reviewed(replace(kb, events={event.id: event}))
    assert problem.said.id == "date-reviewed"
    same = replace(event, reviewed=dt.date(2025, 3, 27))
    assert list(days.check_reviewed(replace(kb, events={same.id: same}))) == []


def test_no_work_is_older_than_any_site(kb: KnowledgeBase) -> None:
    derived = next(iter(kb.derived.values()))
    old, first = (replace(derived, reviewed=day) for day in (dt.date(1999, 1, 1), days.FIRST_DAY))
    assert [each.said.id for each in days.check_reviewed(replace(kb, derived={old.id: old}))] == ["date-past"]
    assert list(days.check_reviewed(replace(kb, derived={first.id: first}))) == []
