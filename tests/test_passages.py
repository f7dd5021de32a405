"""Words of a person in the text of an article: found as quotes are compared, widened as far as the rules ask."""

import pytest
from isnad import evidence, passages
from isnad.model import Capture, Fingerprint
from isnad.passages import Passage, Span

TEXT = """\
Deux mille feux pour l’île de Morvane

L’Office a compté près de 4 388 barques, dont 1 664 de pêche. En mer, l'Office en a vu 12,5 % dériver.
وقال المكتب إنه أرشد أكثر من ٤٬٣٨٨ قاربا في عرض البحر، وإن 58٪ منها قوارب صيد.
Selon lui, 85 gardiens veillaient. Selon lui, 85 gardiens dormaient.
"""
CAPTURE = Capture(marks={}, file="a.txt", sha256="a" * 64, title_line=1, paragraph_lines=(3, 4, 5))


@pytest.fixture(scope="module")
def among() -> list[Passage]:
    return passages.passages(TEXT.encode(), CAPTURE)


@pytest.fixture(scope="module")
def made() -> Fingerprint:
    return evidence.fingerprint(TEXT.encode(), CAPTURE)


def words(span: Span | None) -> str | None:
    return passages.quote_of(span.passage, span.first, span.last) if span else None


def test_passages_know_their_paragraph_and_line(among: list[Passage]) -> None:
    assert [(each.paragraph, each.line) for each in among] == [(0, 1), (1, 3), (2, 4), (3, 5)]


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("4 388", ["4 388"]),
        ("4\u202f388 barques", ["4 388 barques"]),
        ("l’Office", ["l'Office"]),
        ("L'Office", ["L’Office"]),
        ("«près de 4 388 barques»", ["près de 4 388 barques"]),
        ("أَكْثَر من", ["أكثر من"]),
        ("58%", ["58٪"]),
        ("58 %", ["58٪"]),
        ("12,5%", ["12,5 %"]),
        ("Selon lui", ["Selon lui", "Selon lui"]),
        ("388 barques", []),
        ("4 barques", []),
        ("l’office", []),
        ("«»", []),
        ("", []),
    ],
)
def test_a_phrase_is_found_as_quotes_are_compared(among: list[Passage], phrase: str, found: list[str]) -> None:
    assert [words(span) for span in passages.find(phrase, among)] == found


@pytest.mark.parametrize(
    ("phrase", "place"),
    [
        ("près de 4 388 navires", "§ 1, line 3: «L’Office a compté près de 4 388 barques, dont 1 664»"),
        ("4388", "§ 1, line 3: «compté près de 4 388 barques, dont 1 664»"),
        ("١٦٦٤", "§ 1, line 3: «4 388 barques, dont 1 664 de pêche. En»"),
        ("gardiens rêvaient", "§ 3, line 5: «Selon lui, 85 gardiens veillaient. Selon lui,»"),
        ("licorne", None),
    ],
)
def test_the_nearest_place_shares_words_or_the_number(among: list[Passage], phrase: str, place: str | None) -> None:
    near = passages.nearest(phrase, among)
    assert (str(near) if near else None) == place


@pytest.mark.parametrize(
    ("phrase", "quote"),
    [
        ("4 388", "près de 4 388 barques"),
        ("L’Office a compté près de 4 388", "L’Office a compté près de 4 388 barques"),
        ("dont 1 664 de", "barques, dont 1 664 de"),
        ("12,5 %", "a vu 12,5 % dériver"),
        ("٤٬٣٨٨", "أكثر من ٤٬٣٨٨ قاربا"),
        ("85 gardiens dormaient", "Selon lui, 85 gardiens dormaient"),
    ],
)
def test_a_number_is_widened_until_its_quote_is_proved(
    among: list[Passage], made: Fingerprint, phrase: str, quote: str
) -> None:
    (span,) = passages.find(phrase, among)
    wide = passages.widen(span, made)
    assert words(wide) == quote
    assert len(evidence.find(quote, made)) == 1


def test_what_cannot_be_told_apart_has_no_quote() -> None:
    """The number beside it would always be part of the quote, or its own words be lost."""
    text = "de 3 à 5 barques\n"
    capture = Capture(marks={}, file="a.txt", sha256="a" * 64, title_line=1, paragraph_lines=())
    (passage,) = passages.passages(text.encode(), capture)
    (span,) = passages.find("5 barques", [passage])
    assert passages.widen(span, evidence.fingerprint(text.encode(), capture)) is None
