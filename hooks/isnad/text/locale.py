"""Numbers, dates and plural forms as a reader of each language expects them, through Babel's CLDR data.

Babel, and its data, take longer to read than a check has time for: what is remembered needs neither.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from .cache import remembered
from .languages import Language

if TYPE_CHECKING:
    from babel import Locale

LOCALES = {Language.AR: "ar_MA", Language.FR: "fr_MA"}
MONTH_LOCALES = ("ar_MA", "ar", "fr")
# Whose own names of months stand beside these: Tunisia's and Algeria's; those of the Levant and of Iraq.
OWN_MONTHS = ("ar_TN", "ar_SY")
OTHER_MONTHS = ("es", "en")  # whose short names, and «May», are other words too
NARROW_SPACE, NO_BREAK_SPACE = "\u202f", "\u00a0"
MINUS = "−"
REMEMBERED = 10_000  # numbers, or dates


@cache
def locale_of(language: Language) -> "Locale":
    """Return Babel's locale: Moroccan month names and conventions in both languages."""
    from babel import Locale

    return Locale.parse(LOCALES[language])


@lru_cache(REMEMBERED)
@remembered
def format_number(value: Decimal) -> str:
    """Return a number as both languages of the site write it: `78 685` with narrow no-break spaces, `−13,5`."""
    from babel.numbers import format_decimal

    written = format_decimal(value, format="#,##0.######", locale="fr")
    return written.replace(NO_BREAK_SPACE, NARROW_SPACE).replace("-", MINUS)


def format_share(value: Decimal, language: Language) -> str:
    """Return a percentage (58 for 58 %): `58 %` in French, `58%` in Arabic."""
    return re.sub(r"[#,0.]+", format_number(value), _percent_pattern(language))


@remembered
def _percent_pattern(language: Language) -> str:
    pattern: str = locale_of(language).percent_formats[None].pattern
    return pattern


def format_change(value: Decimal, language: Language) -> str:
    """Return a rate of change, with its sign: `+12 %`, `−64 %`."""
    return "+" * (value > 0) + format_share(value, language)


def plural_form(value: Decimal, language: Language) -> str:
    """Return the CLDR plural form of a value: zero, one, two, few, many or other."""
    return _plural_form(str(value), language)  # as written: 1000000 and 1000000.0 are equal, and of two forms in French


@lru_cache(REMEMBERED)
@remembered
def _plural_form(value: str, language: Language) -> str:
    return locale_of(language).plural_form(Decimal(value))


@remembered
def _plural_forms(language: Language) -> frozenset[str]:
    return locale_of(language).plural_form.tags | {"other"}


def missing_forms(forms: Iterable[str], language: Language) -> tuple[list[str], list[str]]:
    """Return the plural forms that a noun lacks in a language, and those it has too many."""
    needed = _plural_forms(language)
    return sorted(needed - set(forms)), sorted(set(forms) - needed)


@lru_cache(REMEMBERED)
def format_date(date: dt.date, language: Language, until: dt.date | None = None) -> str:
    """Return a day with its Moroccan month name: `30 janvier 2025`, `30 يناير 2025`; the French first is `1er`.

    Before the day `until` which it lasts, month and year are left for that one to say where they are the same.
    """
    day = f"{date.day}er" if language is Language.FR and date.day == 1 else f"{date.day}"
    if until and date.year == until.year:
        return day if date.month == until.month else f"{day} {format_month(date, language)}"
    return f"{day} {format_month(date, language)} {date.year}"


def format_month(date: dt.date, language: Language) -> str:
    """Return the name of a month, without its year. Babel's own functions for dates look for the local time first."""
    return _months(language)[date.month]


@remembered
def _months(language: Language) -> dict[int, str]:
    return {number: str(name) for number, name in locale_of(language).months["format"]["wide"].items()}


def month_spellings() -> Mapping[str, int]:
    """Return the names of the months in the Arab countries and in French, whole and short, with their numbers."""
    from babel import Locale, localedata

    formats = [Locale.parse(name).months["format"] for name in MONTH_LOCALES]
    tables = [names[width] for names in formats for width in ("wide", "abbreviated")]
    others = [Locale.parse(name).months["format"]["wide"] for name in OTHER_MONTHS]
    tables += [{month: name for month, name in names.items() if name != "May"} for names in others]
    # Without what a locale inherits: to merge all of CLDR's data takes forty times as long.
    tables += [localedata.load(name, merge_inherited=False)["months"]["format"]["wide"] for name in OWN_MONTHS]
    names = [(spelling, month) for table in tables for month, spelling in table.items()]
    return {spelling.rstrip(".").replace(NO_BREAK_SPACE, " "): month for spelling, month in names}
