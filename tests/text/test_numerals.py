"""Numbers in Arabic and French text, in every spelling the press uses, with the words that bound them."""

from decimal import Decimal

import pytest
from isnad.text.evidence import normalise
from isnad.text.numerals import Measure, Numeral, Precision, parse, to_decimal

from tests.cases import for_all

EXACT, ABOUT, MORE, LEAST = Precision.EXACT, Precision.ABOUT, Precision.MORE_THAN, Precision.AT_LEAST


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


def numerals(text: str) -> list[Numeral]:
    return list(parse(normalise(text)))


def written(text: str) -> list[str]:
    """Return the quantities of a text, a percentage with its sign."""
    return [f"{numeral.value.normalize():f}{'%' * (numeral.measure is Measure.PERCENT)}" for numeral in numerals(text)]


@for_all(
    "text, value",
    [
        ("5", "5"),
        ("78685", "78685"),
        ("78,685", "78685"),
        ("48.963", "48963"),
        ("4 388", "4388"),
        ("4\u00a0388", "4388"),
        ("4\u202f388", "4388"),
        ("4\u2009388", "4388"),
        ("4'388", "4388"),
        ("4’388", "4388"),
        ("٤٣٨٨", "4388"),
        ("٤ ٣٨٨", "4388"),
        ("٤٬٣٨٨", "4388"),
        ("۴۳۸۸", "4388"),
        ("４３８８", "4388"),
        ("1 234 567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("125 000,5", "125000.5"),
        ("13,5", "13.5"),
        ("13.5", "13.5"),
        ("١٣٫٥", "13.5"),
        ("0,5", "0.5"),
        ("0,125", "0.125"),
        ("0", "0"),
        ("1,125", "1125"),
        ("12,3456", "12.3456"),
        ("(78 685)", "78685"),
        ("« 78 685 »", "78685"),
        ("«78,685»", "78685"),
        ("78 685.", "78685"),
        ("78,685،", "78685"),
        ("78.685, dit-il", "78685"),
    ],
)
def test_a_number_is_read_in_every_spelling(text: str, value: str) -> None:
    assert written(text) == [value]


@for_all(
    "text, value",
    [
        ("58%", "58%"),
        ("58 %", "58%"),
        ("58\u00a0%", "58%"),
        ("58\u202f%", "58%"),
        ("٥٨٪", "58%"),
        ("58٪", "58%"),
        ("58％", "58%"),
        ("13,5 %", "13.5%"),
        ("١٣٫٥٪", "13.5%"),
        ("58 pour cent", "58%"),
        ("58 في المائة", "58%"),
        ("58 في المئة", "58%"),
        ("58 بالمائة", "58%"),
        ("58% من", "58%"),
        ("58 بالمئة", "58%"),
        ("58 Pour cent", "58%"),
        ("%58", "58%"),
    ],
)
def test_a_percentage_is_read_as_one(text: str, value: str) -> None:
    assert written(text) == [value]


@for_all(
    "text, value",
    [
        ("40 ألفا", "40000"),
        ("40 ألف", "40000"),
        ("40 ألفًا", "40000"),
        ("40 ألفاً", "40000"),
        ("٤٠ ألفا", "40000"),
        ("5 آلاف", "5000"),
        ("40 ألفا و589", "40589"),
        ("40 ألفا و 589", "40589"),
        ("٤٠ ألفا و٥٨٩", "40589"),
        ("40 ألف و589 محاولة", "40589"),
        ("40 mille 589", "40589"),
        ("3 mille", "3000"),
        ("2,3 millions", "2300000"),
        ("2.3 millions de tentatives", "2300000"),
        ("1 million", "1000000"),
        ("1 million 200 000", "1200000"),
        ("1 million et 200 000", "1200000"),
        ("3 milliards", "3000000000"),
        ("3 ملايين", "3000000"),
        ("مليونا و5", "5"),
        ("2 ملايين و300 ألف", "2300000"),
        ("1 مليون و200 ألف", "1200000"),
        ("2 millions 300 mille", "2300000"),
        ("2,3 Millions", "2300000"),
        ("40 MILLE", "40000"),
    ],
)
def test_a_magnitude_word_multiplies_and_what_follows_is_added(text: str, value: str) -> None:
    assert written(text) == [value]


@for_all(
    "text, values",
    [
        ("25 000 et 30 000", ["25000", "30000"]),
        ("40 mille et 5000", ["40000", "5000"]),
        ("40 ألف شخص و589 محاولة", ["40000", "589"]),
        ("1, 2, 3", ["1", "2", "3"]),
        ("58% des 300", ["58%", "300"]),
        ("1 000 2 000", ["1000", "2000"]),
        ("30 000 40", ["30000", "40"]),
        ("12 345 67", ["12345", "67"]),
        ("1234 567", ["1234", "567"]),
        ("5 à 10", ["5", "10"]),
        ("10 000-15 000", ["10000", "15000"]),
        ("", []),
        ("sans chiffre", []),
        ("ألفا", []),
    ],
)
def test_several_numbers_are_read_one_by_one(text: str, values: list[str]) -> None:
    assert written(text) == values


@for_all(
    "text, not_found",
    [
        ("25 000", "5000"),
        ("25\u202f000", "5000"),
        ("25,000", "5000"),
        ("125 000", "25000"),
        ("1 025 000", "25000"),
        ("25 000", "25"),
        ("78,685", "685"),
        ("78,6851", "78685"),
        ("1,5 million", "5"),
        ("58%", "58"),
    ],
)
def test_a_number_is_not_found_inside_another(text: str, not_found: str) -> None:
    assert not_found not in written(text)


@for_all("text", ["A320", "covid19", "m2", "G7", "1.5.2", "12,34,567", "1,234.567", "01.02.2024"])
def test_what_is_not_a_number_on_its_own_is_not_read(text: str) -> None:
    assert written(text) == []


@for_all(
    "text, value",
    [
        ("و9%", "9%"),
        ("ب14", "14"),
        ("بـ14", "14"),
        ("ل14", "14"),
        ("لـ 14", "14"),
        ("ف14", "14"),
        ("ك14", "14"),
        ("و40 ألفا و589", "40589"),
        ("و78,685", "78685"),
        ("الـ14", "14"),
        ("ال14 ألفا", "14000"),
        ("وبـ14", "14"),
    ],
)
def test_an_arabic_prefix_may_be_glued_to_a_number(text: str, value: str) -> None:
    assert written(text) == [value]


@for_all(
    "text",
    [
        "en 2024",
        "En 2024",
        "fin 2024",
        "l'année 2024",
        "L’année 2024",
        "l’exercice 2024",
        "début de 2024",
        "عام 2024",
        "لعام 2024",
        "سنة 2024",
        "لسنة ٢٠٢٤",
        "في 2024",
        "منذ 1999",
        "نهاية 2024",
        "septembre 2024",
        "Septembre 2024",
        "30 septembre 2024",
        "30 يناير 2025",
        "٣٠ يناير ٢٠٢٥",
        "30 غشت",
        "1 août 2024",
        "1 er janvier 2025",
        "1er janvier 2025",
        "le 1ᵉʳ août",
    ],
)
def test_a_date_is_no_quantity(text: str) -> None:
    assert written(text) == []


@for_all(
    "text, value",
    [
        ("2024", "2024"),
        ("2 024", "2024"),
        ("en 3024", "3024"),
        ("en 2 024", "2024"),
        ("2024 personnes", "2024"),
        ("pren 2024", "2024"),
        ("300 janvier", "300"),
        ("9 mois", "9"),
        ("12 marsouins", "12"),
    ],
)
def test_what_only_looks_like_a_date_is_a_quantity(text: str, value: str) -> None:
    assert written(text) == [value]


@for_all(
    "text, precision",
    [
        ("25 000", EXACT),
        ("exactement 25 000", EXACT),
        ("environ 25 000", ABOUT),
        ("Environ 25 000", ABOUT),
        ("ENVIRON 25 000", ABOUT),
        ("d’environ 25 000", ABOUT),
        ("(environ 25 000)", ABOUT),
        ("environ\u00a025 000", ABOUT),
        ("près de 25 000", ABOUT),
        ("Près de 25 000", ABOUT),
        ("quelque 25 000", ABOUT),
        ("autour de 25 000", ABOUT),
        ("à peu près 25 000", ABOUT),
        ("25 000 environ", ABOUT),
        ("25 000 personnes environ", ABOUT),
        ("plus de 25 000", MORE),
        ("Plus de 25 000", MORE),
        ("PLUS DE 25 000", MORE),
        ("de plus de 25 000", MORE),
        ("au-delà de 25 000", MORE),
        ("au moins 25 000", LEAST),
        ("Au moins 25 000", LEAST),
        ("au minimum 25 000", LEAST),
        ("25 000 au moins", LEAST),
        ("25 000 personnes au minimum", LEAST),
        ("25 000 ou plus", LEAST),
        ("25 ألفا أو أكثر", LEAST),
        ("حوالي 25 ألفا", ABOUT),
        ("وحوالي 25 ألفا", ABOUT),
        ("بحوالي 25 ألفا", ABOUT),
        ("نحو 25 ألفا", ABOUT),
        ("زهاء 25 ألفا", ABOUT),
        ("قرابة 25 ألفا", ABOUT),
        ("ما يقارب 25 ألفا", ABOUT),
        ("ما يناهز 25 ألفا", ABOUT),
        ("25 ألفا تقريبا", ABOUT),
        ("25 ألف شخص تقريبًا", ABOUT),
        ("أكثر من 25 ألفا", MORE),
        ("وأكثر من 25 ألفا", MORE),
        ("أزيد من 25 ألفا", MORE),
        ("ما يزيد عن 25 ألفا", MORE),
        ("ما يزيد على 25 ألفا", MORE),
        ("ما يفوق 25 ألفا", MORE),
        ("ما لا يقل عن 25 ألفا", LEAST),
        ("على الأقل 25 ألفا", LEAST),
        ("25 ألفا على الأقل", LEAST),
        ("25 ألف شخص على الأقل", LEAST),
        ("plus 25 000", EXACT),
        ("surplus de 25 000", EXACT),
        ("plus de bateaux, 25 000", EXACT),
        ("l'environ 25 000", ABOUT),
        ("25 000 Environ", ABOUT),
        ("25 000 AU MOINS", LEAST),
        ("25 ألف شخص، على الأقل", LEAST),
        ("لأكثر من 25 ألفا", MORE),
        ("لحوالي 25 ألفا", ABOUT),
        ("لا يقل عن 25 ألفا", LEAST),
        ("يزيد عن 25 ألفا", MORE),
    ],
)
def test_the_words_around_a_number_give_its_precision(text: str, precision: Precision) -> None:
    assert [numeral.precision for numeral in numerals(text)] == [precision]


@for_all(
    "text",
    [
        "moins de 25 000",
        "Moins de 25 000",
        "au plus 25 000",
        "tout au plus 25 000",
        "jusqu'à 25 000",
        "jusqu’à 25 000",
        "entre 25 000 et",
        "أقل من 25 ألفا",
        "ما يقل عن 25 ألفا",
        "بين 25 ألفا و",
        "pas plus de 25 000",
        "ليس أكثر من 25 ألفا",
        "25 000 au plus",
        "25 000 au maximum",
        "25 000 ou moins",
        "25 ألفا أو أقل",
        "25 ألفا على الأكثر",
        "لا يزيد عن 25 ألفا",
        "ما لا يزيد عن 25 ألفا",
        "لأقل من 25 ألفا",
    ],
)
def test_a_bound_that_cannot_be_published_has_no_precision(text: str) -> None:
    assert [numeral.precision for numeral in numerals(text)] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("78 685²", "78685"),
        ("5½", "5.5"),
        ("−5", "-5"),
        ("de -2,5 %", "-2.5%"),
    ],
)
def test_a_number_is_never_read_as_another(text: str, value: str) -> None:
    assert written(text) in ([value], [])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("plus de 25 000 bateaux", "25 000"),
        ("و40 ألفا و589 محاولة", "و40 ألفا و589"),
        ("58 % des", "58 %"),
        ("2,3 millions de", "2,3 millions"),
        ("58 في المائة من", "58 في المائة"),
        ("il y a 5.", "5"),
    ],
)
def test_a_number_knows_the_characters_it_takes(text: str, span: str) -> None:
    (numeral,) = parse(text)
    assert text[numeral.start : numeral.end] == span


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("78,685", "78685"),
        ("58 %", "58%"),
        ("13,5", "13.5"),
        ("2,3 millions", "2300000"),
    ],
)
def test_a_number_prints_as_data_files_write_it(text: str, value: str) -> None:
    assert [str(numeral) for numeral in numerals(text)] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [("78,685", "78685"), ("78.68", "78.68"), ("0.125", "0.125"), ("007", "7"), ("1 234,5", "1234.5"), ("1٫5", "1.5")],
)
def test_a_comma_or_point_groups_three_digits_and_is_decimal_otherwise(text: str, value: str) -> None:
    assert to_decimal(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    ["9" * 5000, "9" * 5000 + " millions", "1," * 3000, "1 000" * 500, "5 %" * 500, "٬٬٬", ".,.,", "\0" * 9, "½²³①Ⅷ५",
     "5 ألفا و", "1er", "ألف ألف", "-", "%", "1" + " 000" * 3000],
    ids=lambda text: text[:9],
)  # fmt: skip
def test_no_text_is_too_strange_to_read(text: str) -> None:
    assert all(numeral.value.is_finite() for numeral in numerals(text))
