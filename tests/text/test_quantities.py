"""Quantities of Arabic and French text: their values in every spelling, what they measure, how precisely, and where."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from isnad.text import quantities as grammar
from isnad.text.evidence import normalise
from isnad.text.number_words import to_decimal
from isnad.text.quantities import Measure, Precision, Quantity, numbers, parse
from isnad.text.tokens import split

from tests.cases import for_all, table


def quantities(text: str) -> list[Quantity]:
    return list(parse(normalise(text)))


def stated(quantity: Quantity) -> str:
    """Return a quantity as the rows write it: its value, bounds or fraction, its precision, its measure if no count."""
    expected = f"expected {quantity.expected}" if quantity.expected else "unreadable"
    how = quantity.precision or expected
    measure = "" if quantity.measure is Measure.COUNT else f" {quantity.measure}"
    return f"{str(quantity).rstrip('%')} {how}{measure}"


@for_all("text, reading", [*table("text/quantities.txt"), *table("text/quantities_es_en.txt")])
def test_a_phrase_of_the_press_is_read_as_it_is_meant(text: str, reading: str) -> None:
    assert "; ".join(map(stated, quantities(text))) == reading.replace("none", "")


FRENCH = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
]  # fmt: skip
FRENCH_TENS = ["vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt", "quatre-vingt"]
ARABIC = ["صفر", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
ARABIC_TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
ARABIC_HUNDREDS = ["مائة", "مائتان", "ثلاثمائة", "أربعمائة", "خمسمائة", "ستمائة", "سبعمائة", "ثمانمائة", "تسعمائة"]


def in_french(number: int) -> str:
    """Return a number below a thousand million in French words."""
    for size, name in ((10**6, "million"), (1000, "mille"), (100, "cent")):
        if number >= size:
            times, rest = divmod(number, size)
            head = name if times == 1 and size < 10**6 else f"{in_french(times)} {name}"
            return f"{head} {in_french(rest)}" if rest else head
    if number < 20:
        return FRENCH[number]
    base = 60 if 60 <= number < 80 else 80 if number >= 80 else number // 10 * 10
    tens, rest = FRENCH_TENS[number // 10 - 2], number - base
    link = " et " if rest in (1, 11) and base < 80 else "-"
    return f"{tens}{link}{FRENCH[rest]}" if rest else tens


def in_arabic(number: int) -> str:
    """Return a number from 2 to a thousand million in Arabic words."""
    terms = []
    for size, one, two, few in ((10**6, "مليون", "مليونان", "ملايين"), (1000, "ألف", "ألفان", "آلاف")):
        times, number = divmod(number, size)
        if times:
            forms = {1: one, 2: two}
            terms.append(forms.get(times, f"{in_arabic(times)} {few if 2 < times < 11 else one}"))
    if number >= 100:
        terms.append(ARABIC_HUNDREDS[number // 100 - 1])
    low = number % 100
    if 10 < low < 20:
        terms.append({11: "أحد", 12: "اثنا"}.get(low, ARABIC[low - 10]) + " عشر")
    else:
        tens, ones = divmod(low, 10) if low > 10 else (0, low)
        terms += [ARABIC[ones]] * bool(ones) + [ARABIC_TENS[tens - 2]] * bool(tens)
    return " و".join(terms)


def spellings(number: int) -> list[str]:
    """Return a number in each of its spellings."""
    grouped = [f"{number:,}".replace(",", mark) for mark in (",", ".", " ", "\u202f", "'", "٬")]
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    words = [in_french(number), in_french(number).replace(" ", "-").upper(), in_arabic(number)]
    words += [in_arabic(number).replace("أ", "ا").replace("مائة", "مئة"), in_arabic(number).replace(" و", " و ")]
    mixed = [f"{number // 1000} mille {number % 1000}", f"{number // 1000} ألف و{number % 1000}"]
    return [
        str(number),
        *grouped,
        str(number).translate(eastern),
        *words,
        *(mixed if number > 999 and number % 1000 else []),
    ]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.integers(2, 2000), st.integers(2, 10**9 - 1)))
def test_a_number_in_each_of_its_spellings_reads_back_as_itself(number: int) -> None:
    found = {text: [each.value for each in quantities(f"soit {text} personnes")] for text in spellings(number)}
    assert {text: values for text, values in found.items() if values != [number]} == {}


PIECES = [
    "300", "1", "2024", "4", "388", "12,5", "1.", "406", "%", "€", "+", "-", "–", "(", ")", ",", ".", ":", "et", "de",
    "la", "les", "un", "une", "ou", "à", "entre", "plus", "moins", "que", "ne", "pas", "environ", "cent", "mille",
    "million", "demi", "virgule", "dizaines", "vingt", "quatre", "ألف", "ألفا", "مليون", "و", "ب", "ال", "في", "من",
    "على", "عن", "لا", "يقل", "عددهم", "أكثر", "بين", "إلى", "نصف", "خمسة", "عشر", "بضع", "عشرات", "المائة", "المادة",
    "janvier", "ans", "21h00", "0", "0,5", "½", "d'", "l'", "qu'",
]  # fmt: skip


def test_ten_thousand_texts_are_read_within_bounded_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each token is looked at a bounded number of times, whatever stands around it."""
    looks = 0
    look_up = grammar._Reader.key

    def counted(self: grammar._Reader, at: int) -> str:
        nonlocal looks
        looks += 1
        return look_up(self, at)

    monkeypatch.setattr(grammar._Reader, "key", counted)

    chance = random.Random(0)
    for _ in range(10_000):
        looks, text = 0, normalise(" ".join(chance.choices(PIECES, k=chance.randint(1, 30))))
        found = list(grammar._Reader(text).quantities())
        ends = [place for each in found for place in (each.start, each.end)]
        assert ends == sorted(ends), text
        assert looks <= 400 * (1 + len(split(text))), text


@for_all("piece", [*PIECES, "2023 et", "cinq virgule", "300 de", "entre 3 et", "مليون ونصف", "ألف و", "3 %"])
def test_a_long_text_takes_as_much_work_as_its_halves(piece: str) -> None:
    looks = []
    for times in (200, 400):
        reader = grammar._Reader(normalise(f"{piece} " * times))
        count, look_up = 0, reader.key

        def counted(at: int, look_up: object = look_up) -> str:
            nonlocal count
            count += 1
            return look_up(at)  # type: ignore[operator, no-any-return]

        reader.key = counted  # type: ignore[method-assign]
        list(reader.quantities())
        looks.append(count)
    assert looks[1] <= 2.2 * looks[0] + 100


@for_all("text, span", table("text/quantity_places.txt"))
def test_a_quantity_knows_the_characters_it_takes(text: str, span: str) -> None:
    (quantity,) = parse(text)
    assert text[quantity.start : quantity.end] == span


@for_all(
    "text, values",
    [
        ("30 septembre 2024, 48 963", ["30", "2024", "48963"]),
        ("le 30/01/2025", ["1", "30", "2025"]),
        ("neuf mois de 2024", ["9", "2024"]),
        ("loi 02-03", ["2", "3"]),
        ("بدون أرقام", []),
    ],
)
def test_all_numbers_of_a_text_are_compared_with_those_of_its_translation(text: str, values: list[str]) -> None:
    assert [f"{each.value:f}" for each in numbers(normalise(text))] == values


@for_all(
    "text, value",
    [("78,685", "78685"), ("78.68", "78.68"), ("0.125", "0.125"), ("007", "7"), ("1 234,5", "1234.5"), ("1٫5", "1.5"),
     ("1,234,567.89", "1234567.89"), ("12,3456", "12.3456"), ("14. 406", "14406"), ("5،121", "5121")],
)  # fmt: skip
def test_a_comma_or_point_groups_three_digits_and_is_decimal_otherwise(text: str, value: str) -> None:
    assert to_decimal(text) == Decimal(value)


@for_all("text", ["A320", "covid19", "m2", "G7", "78,6851 ou", "1.5.2", "12,34,567", "01.02.2024", "5²½", "0 000"])
def test_what_is_no_number_on_its_own_is_never_an_exact_one(text: str) -> None:
    assert not any(
        each.precision is Precision.EXACT and each.value == int(each.value or 0) for each in quantities(text)
    )


@for_all(
    "text",
    ["9" * 5000, "9" * 5000 + " millions", "1," * 3000, "1 000" * 500, "5 %" * 500, "٬٬٬", ".,.,", "\0" * 9, "½²³①Ⅷ५",
     "5 ألفا و", "1er", "ألف ألف", "-", "%", "1" + " 000" * 3000, "cinq " + "virgule cinq " * 900, "ً", "’ 3", "0 000"],
)  # fmt: skip
def test_no_text_is_too_strange_to_read(text: str) -> None:
    assert all(each.value is None or each.value.is_finite() for each in quantities(text))
