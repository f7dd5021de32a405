"""Every phrase of `periods.tsv` yields the periods that it can mean, and no other one."""

import datetime as dt
import re
from calendar import monthrange
from pathlib import Path

from isnad.facts.periods import Days, meanings
from isnad.text import evidence

from tests.cases import for_all

TABLE = Path(__file__).with_name("periods.tsv")
SENTENCE_TABLE = Path(__file__).with_name("period_sentences.tsv")
TABLES = (TABLE, TABLE.with_name("periods_es_en.tsv"))
LINES = [line for table in TABLES for line in table.read_text("utf-8").splitlines()]
ROWS = [line.split("\t") for line in LINES if line and not line.startswith("#")]


def days(written: str) -> Days:
    """Return the days of `2024`, `2024-03`, `2024-03-05`, `2024-01/2024-09` or `2024-01-01/`."""
    first, _, last = written.partition("/")
    return Days(_day(first, last=False), None if written.endswith("/") else _day(last or first, last=True))


def _day(written: str, last: bool) -> dt.date:
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return dt.date(year, month, day or (monthrange(year, month)[1] if last else 1))


@for_all("language, published, expected, phrase", ROWS)
def test_phrases_mean_their_periods(language: str, published: str, expected: str, phrase: str) -> None:
    assert bool(re.search("[\u0621-\u064a]", phrase)) is (language == "ar")
    quote, *witnesses = phrase.split(" ++ ")
    on = None if published == "-" else dt.date.fromisoformat(published)
    found = meanings(quote, witnesses, on).stated
    if expected == "part":
        assert not any(one.is_full_year for one in found), list(map(str, found))
    else:
        right = set() if expected == "none" else set(map(days, expected.split()))
        assert set(found) == right, list(map(str, found))


SENTENCES = [line.split("\t") for line in SENTENCE_TABLE.read_text("utf-8").splitlines() if line[:1] not in ("#", "")]


@for_all("published, right, wrong, sentence", SENTENCES)
def test_sentences_date_their_number(published: str, right: str, wrong: str, sentence: str) -> None:
    before, number, after = re.split(r"\[(\d+)\]", sentence)
    on = None if published == "-" else dt.date.fromisoformat(published)
    found = meanings(before + number + after, (), on, len(evidence.normalise(f"{before}|")) - 1).stated
    said = f"{right}: {[*map(str, found)]}"
    assert right == "-" or set(map(days, right.split())) <= set(found), said
    assert wrong == "-" or not set(map(days, wrong.split())) & set(found), f"not {wrong}: {said}"


def test_what_something_is_a_multiple_of_has_a_date_of_its_own() -> None:
    quote = "استقبلت الجزيرة خلال شهر أكتوبر المنصرم ضعف عدد المهاجرين الذين وصلوا إليها في شتنبر"
    found = meanings(quote, (), dt.date(2023, 11, 8), quote.index("ضعف"))
    assert [str(each) for each in found.stated] == ["2023-10-01/2023-10-31"]
