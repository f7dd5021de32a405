"""Dates are found with their extents, and reading takes work in proportion to the text, whatever stands in it."""

import datetime as dt
import random

import pytest
from isnad.facts.periods import meanings
from isnad.text.date_expressions import Role
from isnad.text.date_words import entries
from isnad.text.date_years import Years
from isnad.text.dates import read

from tests.cases import for_all

WORDS = sorted(" ".join(phrase) for phrases in entries().values() for phrase in phrases)
OTHERS = ["2024", "300", "31", "30/09/2024", ",", "(", "-", "وفي", "migrants", "مهاجرا", "48.963"]


@for_all(
    "text, extents",
    [
        ("secourus de janvier à septembre 2024 en mer", ["de janvier à septembre 2024"]),
        ("تم إلى غاية متم غشت 2024 إنقاذ", ["إلى غاية متم غشت 2024"]),
        ("en 2024, contre 300 en 2023", ["2024", "2023"]),
        ("plus de 2024 migrants", []),
        ("entre le Maroc et l'Espagne", []),
    ],
)
def test_dates_have_their_extents(text: str, extents: list[str]) -> None:
    assert [text[date.start : date.end] for date in read(text).expressions] == extents


@for_all(
    "text, role",
    [
        ("en 2024", Role.SPAN),
        ("depuis 2024", Role.SINCE),
        ("à fin mai 2024", Role.UNTIL),
        ("début 2024", Role.WITHIN),
        ("hors août 2024", Role.EXCEPT),
        ("loi de 2003", Role.NOTHING),
    ],
)
def test_dates_have_roles(text: str, role: Role) -> None:
    assert [date.role for date in read(text).expressions] == [role]


def test_ten_thousand_texts_of_dates_can_be_read() -> None:
    chance = random.Random(0)
    for _ in range(10_000):
        text = " ".join(chance.choices([*WORDS, *OTHERS], k=4))
        assert all(0 <= date.start < date.end <= len(text) for date in read(text).expressions), text
        if chance.random() < 0.1:
            meanings(text, [], dt.date(2024, 2, 29), chance.randrange(len(text)))


@pytest.mark.parametrize(
    "filling", ["de 2024 à ", "من و بين ", "depuis le début de ", "20 et ", "contre ", "شهر ", "2024, "]
)
def test_reading_takes_work_in_proportion(monkeypatch: pytest.MonkeyPatch, filling: str) -> None:
    looks, plain = 0, Years.__getitem__

    def look(years: Years, at: int) -> object:
        nonlocal looks
        looks += 1
        return plain(years, at)

    monkeypatch.setattr(Years, "__getitem__", look)
    work = []
    for times in (100, 1000):
        looks = 0
        read(filling * times)
        work.append(looks)
    assert work[1] < 11 * work[0]
