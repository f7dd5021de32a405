"""Numbers, dates and plurals as readers of each language expect them in Morocco."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from babel import Locale
from babel.localedata import locale_identifiers
from isnad.text.date_words import Sort, entries, fold
from isnad.text.languages import Language
from isnad.text.locale import (
    format_date,
    format_month,
    format_number,
    format_share,
    missing_forms,
    plural_form,
)

from tests.cases import for_all, table

AR, FR = Language.AR, Language.FR
MONTHS = {
    AR: ["يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر"],
    FR: [
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre",
    ],
}  # fmt: skip


@for_all("value, written", table("text/locale.txt", "numbers"))
def test_a_number_is_grouped_with_narrow_no_break_spaces(value: str, written: str) -> None:
    assert format_number(Decimal(value)) == written


@for_all("value, language, written", table("text/locale.txt", "shares", str, Language))
def test_a_share_keeps_its_digits_and_has_the_sign_of_its_language(
    value: str, language: Language, written: str
) -> None:
    assert format_share(Decimal(value), language) == written


@for_all("values, language, form", table("text/locale.txt", "plurals", str, Language))
def test_each_value_has_its_plural_form(values: str, language: Language, form: str) -> None:
    found = {value: plural_form(Decimal(value), language) for value in values.split()}
    assert found == dict.fromkeys(values.split(), form)


@pytest.mark.parametrize(
    ("forms", "language", "missing", "unknown"),
    [
        (["zero", "one", "two", "few", "many", "other"], AR, [], []),
        (["one", "many", "other"], FR, [], []),
        (["one", "two", "other"], AR, ["few", "many", "zero"], []),
        (["one", "two", "other"], FR, ["many"], ["two"]),
        ([], FR, ["many", "one", "other"], []),
        (["One", "autre"], FR, ["many", "one", "other"], ["One", "autre"]),
    ],
)
def test_a_noun_has_every_plural_form_and_no_other(
    forms: list[str], language: Language, missing: list[str], unknown: list[str]
) -> None:
    assert missing_forms(forms, language) == (missing, unknown)


@for_all("language", Language)
@for_all("month", range(1, 13))
def test_months_have_their_moroccan_names(language: Language, month: int) -> None:
    name = MONTHS[language][month - 1]
    assert format_month(dt.date(2024, month, 1), language) == name
    assert format_date(dt.date(2024, month, 30 if month != 2 else 29), language).split()[1:] == [name, "2024"]


@pytest.mark.parametrize(
    ("date", "language", "written"),
    [
        (dt.date(2025, 1, 30), FR, "30 janvier 2025"),
        (dt.date(2025, 1, 30), AR, "30 يناير 2025"),
        (dt.date(2025, 1, 1), FR, "1er janvier 2025"),
        (dt.date(2025, 1, 1), AR, "1 يناير 2025"),
        (dt.date(2025, 8, 11), FR, "11 août 2025"),
        (dt.date(2025, 8, 21), AR, "21 غشت 2025"),
        (dt.date(2025, 8, 2), FR, "2 août 2025"),
    ],
)
def test_a_day_is_written_in_full(date: dt.date, language: Language, written: str) -> None:
    assert format_date(date, language) == written


def test_the_months_of_all_arab_countries_are_known() -> None:
    known = ((phrase, sorts) for phrases in entries().values() for phrase, sorts in phrases.items())
    spellings = {phrase: sorts[Sort.MONTH] for phrase, sorts in known if Sort.MONTH in sorts}
    for name in filter(re.compile("ar(_|$)|fr$").match, locale_identifiers()):
        for month, spelling in Locale.parse(name).months["format"]["wide"].items():
            assert spellings[tuple(fold(spelling).split())] == month, name
