"""A quote and its translation, and the two languages of a text, deny, doubt and name alike."""

from isnad.checks import agreement, citations
from isnad.text.languages import Language
from isnad.text.qualifiers import qualifiers

from tests.cases import for_all, table


@for_all("quote, translation, what", table("checks/translations.txt"))
def test_a_translation_says_the_numbers_ways_and_months_of_its_quote(quote: str, translation: str, what: str) -> None:
    found = [message.id for message in agreement.opposed(quote, translation)]
    found += ["numbers"] if citations.other_numbers(quote, translation) else []
    found += ["order"] if citations.in_other_order(quote, translation) else []
    assert (found or ["same"]) == [what]


@for_all("arabic, french", table("checks/agreement.txt", "same"))
def test_pairs_that_say_the_same(arabic: str, french: str) -> None:
    assert qualifiers(arabic, Language.AR) == qualifiers(french, Language.FR)


@for_all("arabic, french", table("checks/agreement.txt", "other"))
def test_pairs_that_do_not(arabic: str, french: str) -> None:
    assert qualifiers(arabic, Language.AR) != qualifiers(french, Language.FR)
