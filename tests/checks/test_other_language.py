"""Texts in the language of the other one; names, acronyms and quotes may stand in either."""

import pytest
from isnad.pages.author_checks import check_page
from isnad.text.languages import Language
from isnad.text.scripts import is_foreign, script_of

from tests.cases import for_all, table

AR, FR = Language.AR, Language.FR


@for_all("text, language", table("checks/other_language.txt", "foreign", str, Language))
def test_a_text_of_the_other_language_is_foreign(text: str, language: Language) -> None:
    assert is_foreign(text, language)


@for_all("text, language", table("checks/other_language.txt", "own", str, Language))
def test_names_quotes_and_short_terms_are_not(text: str, language: Language) -> None:
    assert not is_foreign(text, language, frozenset({"Al", "Alam"}))


@pytest.mark.parametrize(
    ("body", "language", "lines"),
    [
        ("# Titre\n\nUne phrase en français, tout entière.", AR, [1]),
        ("\n\n# عنوان\n\nجملة كاملة بالعربية هنا.", FR, [3]),
        ("# عنوان\n\nجملة كاملة بالعربية هنا.", AR, []),
        ('{{ figure("attempts-2024", unit=true) }}', AR, []),
        ("``` yaml\nvalue: 332\nprecision: exact\nunit: person\nscope: all\n```\n\nكلمة", AR, []),
        ("# Titre\n\nLe mot «إقتحام» est celui de l’article.", FR, []),
    ],
)
def test_a_page_is_in_the_language_of_its_folder(body: str, language: Language, lines: list[int]) -> None:
    assert [found.line for found in check_page("p.md", body, None, language)] == lines


@for_all(
    "text, language",
    [
        ("78 685 tentatives", FR),
        ("أحبطت 78,685 محاولة", AR),
        ("عبارة «immigration» في المقال الفرنسي", AR),
        ("« إقتحام » (assaut) dit l’article", FR),
        ("2024", FR),
    ],
)
def test_the_script_of_a_text_is_that_of_most_letters(text: str, language: Language) -> None:
    assert script_of(text) is language
