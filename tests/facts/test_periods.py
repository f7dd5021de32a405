"""Reference periods: how one lies to another, and the words by which an article states one."""

import datetime as dt

import pytest
from isnad.facts.load import load
from isnad.facts.model import Basis, Period
from isnad.facts.periods import Kind, kind, missing_words, nested, same_kind
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.problems import Mark
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import FROZEN, bare

AR, FR = Language.AR, Language.FR
MARKS = {"": Mark("data/a.yaml", 1, 1)}


def period(text: str) -> Period:
    """Return the period that `2024`, `2024-01-01/2024-09-30` or `2022-01-01/` means."""
    if "/" not in text:
        text = f"{text}-01-01/{text}-12-31"
    first, _, last = text.partition("/")
    end: dt.date | NotGiven = dt.date.fromisoformat(last) if last else NOT_GIVEN
    return Period(marks=MARKS, basis=Basis.STATED, start=dt.date.fromisoformat(first), end=end)


YEAR, NINE, HALF, OPEN = "2024", "2024-01-01/2024-09-30", "2024-01-01/2024-06-30", "2024-01-01/"


@for_all(
    "text, expected",
    [
        (YEAR, Kind.FULL_YEAR),
        (NINE, Kind.PART_OF_YEAR),
        ("2024-03-05/2024-03-05", Kind.PART_OF_YEAR),
        ("2024-01-02/2024-12-31", Kind.PART_OF_YEAR),
        ("2023-01-01/2024-12-31", Kind.OTHER),
        ("2023-07-01/2024-06-30", Kind.OTHER),
        (OPEN, Kind.OPEN),
        ("2024-05-01/", Kind.OPEN),
    ],
)
def test_kind(text: str, expected: Kind) -> None:
    assert kind(period(text)) is expected


@for_all(
    "one, other, expected",
    [
        (YEAR, "2023", True),
        (YEAR, YEAR, True),
        (NINE, "2022-01-01/2022-09-30", True),
        (NINE, "2022-01-01/2022-08-31", False),
        (NINE, "2022-02-01/2022-09-30", False),
        (NINE, YEAR, False),
        ("2023-07-01/2024-06-30", "2021-07-01/2022-06-30", True),
        ("2023-07-01/2024-06-30", "2021-07-01/2023-06-30", False),
        (OPEN, OPEN, False),
        (OPEN, YEAR, False),
        ("2023-01-01/2023-02-28", "2024-01-01/2024-02-29", True),
        ("2023-01-01/2023-02-27", "2024-01-01/2024-02-29", False),
    ],
)  # fmt: skip
def test_same_kind(one: str, other: str, expected: bool) -> None:
    assert same_kind(period(one), period(other)) is same_kind(period(other), period(one)) is expected


@for_all(
    "inner, outer, expected",
    [
        (NINE, YEAR, True),
        (YEAR, NINE, False),
        (YEAR, YEAR, False),
        ("2024-04-01/2024-12-31", YEAR, True),
        ("2024-05-01/2024-05-31", NINE, True),
        ("2024-04-01/2025-01-01", YEAR, False),
        ("2023-12-31/2024-05-31", YEAR, False),
        ("2023", YEAR, False),
        (OPEN, YEAR, False),
        (NINE, OPEN, False),
    ],
)
def test_nested(inner: str, outer: str, expected: bool) -> None:
    assert nested(period(inner), period(outer)) is expected


# A period, and a text that states it.
STATED = [
    (YEAR, AR, "محاولة للهجرة غير النظامية خلال عام 2024"),
    (YEAR, AR, "خلال 2024"),
    (YEAR, AR, "برسم سنة 2024"),
    (YEAR, AR, "حصيلة لسنة 2024"),
    (YEAR, AR, "حصيلة العام 2024"),
    (YEAR, AR, "خلال عام ٢٠٢٤"),
    (YEAR, FR, "déjouées en 2024"),
    (YEAR, FR, "En 2024, le Maroc"),
    (YEAR, FR, "au cours de l’année 2024"),
    (YEAR, FR, "pour l'exercice 2024"),
    (YEAR, FR, "en l’an 2024"),
    (NINE, FR, "au cours des neuf premiers mois de cette année"),
    (NINE, FR, "les 9 premiers mois de 2024"),
    (NINE, FR, "de janvier à septembre 2024"),
    (NINE, FR, "entre Janvier et fin Septembre"),
    (NINE, AR, "خلال الأشهر التسعة الأولى من هذه السنة"),
    (NINE, AR, "من يناير إلى شتنبر 2024"),
    (NINE, AR, "من يناير إلى سبتمبر 2024"),
    ("2024-05-01/2024-05-31", FR, "au mois de mai 2024"),
    ("2024-02-01/2024-03-31", FR, "de février à mars"),
    (OPEN, FR, "depuis le début de 2024"),
    (OPEN, FR, "à compter de janvier 2024"),
    (OPEN, FR, "À partir de 2024"),
    (OPEN, AR, "منذ بداية 2024"),
    (OPEN, AR, "ومنذ سنة 2024"),
    (OPEN, AR, "ابتداء من يناير"),
]


@for_all("text, language, quote", STATED)
def test_words_that_state_a_period(text: str, language: Language, quote: str) -> None:
    assert missing_words(period(text), [quote], language) is None


def test_several_quotes_state_it_together() -> None:
    assert missing_words(period(NINE), ["dès janvier", "jusqu’en septembre"], FR) is None


def test_a_word_of_two_quotes_is_no_word() -> None:
    assert missing_words(period(YEAR), ["déjouées en", "2024 tentatives"], FR) is not None


# A period, a text that does not state it, and what the text is said to lack.
NOT_STATED = [
    (YEAR, AR, "في تقرير 2024", "the year as a whole, such as «عام 2024»"),
    (YEAR, AR, "خلال عام 2023", "the year as a whole"),
    (YEAR, AR, "منذ بداية عام 2024", "a whole year: they name a part of one"),
    (YEAR, AR, "خلال الأشهر التسعة الأولى من عام 2024", "a whole year: they name a part of one"),
    (YEAR, AR, "النصف الأول من عام 2024", "a whole year: they name a part of one"),
    (YEAR, AR, "الربع الأول من سنة 2024", "a whole year: they name a part of one"),
    (YEAR, FR, "78 685 tentatives, 2024", "the year as a whole, such as «en 2024"),
    (YEAR, FR, "en 2023", "the year as a whole"),
    (YEAR, FR, "depuis l’année 2024", "a whole year: they name a part of one"),
    (YEAR, FR, "les neuf premiers mois de l’année 2024", "a whole year: they name a part of one"),
    (YEAR, FR, "au premier semestre de l’année 2024", "a whole year: they name a part of one"),
    (YEAR, FR, "au troisième trimestre de l’exercice 2024", "a whole year: they name a part of one"),
    (NINE, FR, "en 2024", "the month «janvier»"),
    (NINE, FR, "les dix premiers mois de 2024", "the month «janvier»"),
    (NINE, FR, "depuis janvier 2024", "the month «septembre»"),
    (NINE, AR, "خلال عام 2024", "the month «يناير»"),
    (NINE, AR, "خلال الأشهر العشرة الأولى", "the month «يناير»"),
    (NINE, AR, "منذ يناير", "the month «شتنبر»"),
    ("2024-05-01/2024-05-31", FR, "maintenant, mairie", "the month «mai»"),
    ("2024-02-01/2024-09-30", FR, "les neuf premiers mois de 2024", "the month «février»"),
    (OPEN, FR, "en 2024", "a word such as «depuis»"),
    (OPEN, AR, "خلال عام 2024", "a word such as «منذ»"),
]


@for_all("text, language, quote, lack", NOT_STATED)
def test_words_that_do_not_state_a_period(text: str, language: Language, quote: str, lack: str) -> None:
    missing = missing_words(period(text), [quote], language)
    assert missing is not None
    assert bare(missing).startswith(lack)


def test_a_message_says_how_to_state_a_year() -> None:
    assert str(missing_words(period(YEAR), ["2024"], FR)) == "the year as a whole, such as «en 2024»"


@for_all(
    "language, quote",
    [
        (FR, "fin de l’année 2024"),
        (FR, "à la mi-année 2024"),
        (FR, "au début de l’année 2024"),
        (FR, "entre janvier et juin de l’année 2024"),
        (FR, "jusqu’en 2024"),
        (FR, "on compte bien 2024 migrants"),
        (AR, "نهاية عام 2024"),
        (AR, "مطلع سنة 2024"),
        (AR, "خلال الأسدس الأول من سنة 2024"),
        (AR, "بين يناير ويونيو من سنة 2024"),
        (AR, "حتى عام 2024"),
    ],
)
def test_a_part_of_a_year_is_not_the_year(language: Language, quote: str) -> None:
    assert missing_words(period(YEAR), [quote], language) is not None


@pytest.mark.parametrize(
    ("text", "language", "quote"),
    [
        pytest.param("2024-01-01/2024-02-29", AR, "خلال الشهرين الأولين من سنة 2024", id="first two months"),
        pytest.param(NINE, AR, "بين يناير وشتنبر 2024", id="month behind a glued conjunction"),
        pytest.param(NINE, AR, "خلال التسعة أشهر الأولى من سنة 2024", id="number before its noun"),
        pytest.param(HALF, FR, "au premier semestre 2024", id="first half"),
        pytest.param(HALF, AR, "خلال النصف الأول من سنة 2024", id="first half in Arabic"),
        pytest.param(NINE, FR, "Neuf premiers mois de 2024", id="capital"),
    ],
)
def test_words_that_state_a_part_of_a_year(text: str, language: Language, quote: str) -> None:
    assert missing_words(period(text), [quote], language) is None


@pytest.mark.parametrize("text", ["2024-01-15/2024-09-30", "2024-01-01/2024-09-12", "2023-01-01/2024-09-30"])
def test_the_first_nine_months_are_nine_whole_months(text: str) -> None:
    assert missing_words(period(text), ["au cours des neuf premiers mois de 2024"], FR) is not None


KB = load(FROZEN)[0]
STATED_PERIODS = [name for name, each in KB.observations.items() if each.period.basis is Basis.STATED]


@pytest.mark.parametrize("name", STATED_PERIODS)
def test_a_stated_period_of_the_real_facts_needs_its_own_words(name: str) -> None:
    """Words of another article in the same language do not do."""
    observation = KB.observations[name]
    language = KB.sources[observation.citation.source].language
    quotes = [observation.citation.quote, *(witness.quote for witness in observation.period.witnesses)]
    assert missing_words(observation.period, quotes, language) is None
    assert missing_words(observation.period, ["كلمات أخرى" if language is AR else "d’autres mots"], language)
