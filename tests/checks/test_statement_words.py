"""A statement says what its quote does: with much of its words, its negations, its doubts, and by whom it names."""

from collections.abc import Iterator
from dataclasses import replace

from isnad.checks import statement_words
from isnad.checks.statement_words import _claims
from isnad.facts.model import KnowledgeBase, Statement
from isnad.problems import Problem
from isnad.text.languages import Language

from tests.cases import for_all, table


def labelled(kb: KnowledgeBase, arabic: str, french: str) -> list[str]:
    event = kb.events["joint-patrols"]
    changed = replace(event, label=replace(event.label, ar=arabic, fr=french))
    return [problem.code for problem in statement_words.check_events(replace(kb, events={event.id: changed}))]


def test_the_label_of_an_event_says_what_its_quote_says(kb: KnowledgeBase) -> None:
    assert labelled(kb, "وقف الدوريات الأمنية المشتركة", "Arrêt des patrouilles conjointes") == ["EVENT-LABEL"]
    assert not labelled(kb, "بداية الدوريات", "Lancement de patrouilles conjointes")
    assert not labelled(kb, "دوريات مشتركة", "Des navires partent ensemble")


def with_statements(kb: KnowledgeBase, *statements: Statement) -> KnowledgeBase:
    return replace(kb, statements={**kb.statements, **{each.id: each for each in statements}})


def found(kb: KnowledgeBase, *statements: Statement) -> list[tuple[str, str]]:
    """Return the code, and the words in English, of what is said of statements in the place of others."""
    problems: Iterator[Problem] = statement_words.check_words(with_statements(kb, *statements))
    return [(problem.code, problem.message) for problem in problems]


def test_two_statements_whose_quotes_are_exchanged_are_both_reported(kb: KnowledgeBase) -> None:
    role, services = kb.statements["baraka-role"], kb.statements["baraka-services"]
    exchanged = replace(role, citation=services.citation), replace(services, citation=role.citation)
    assert [code for code, _ in found(kb, *exchanged)] == ["STATEMENT-QUOTE"] * 2


def test_a_statement_of_which_its_quote_says_nothing_is_reported(kb: KnowledgeBase) -> None:
    role = kb.statements["baraka-role"]
    text = replace(
        role.text, ar="اعترف هشام بركة بفشل سياسة البلاد", fr="Hicham Baraka a reconnu l’échec de la politique du pays"
    )
    ((code, message),) = found(kb, replace(role, text=text))
    assert code == "STATEMENT-QUOTE"
    assert "of this statement's words" in message


def test_a_statement_told_in_other_words_in_one_language_passes(kb: KnowledgeBase) -> None:
    """The other language, against the translation of the quote, then shows that it says the same."""
    role = kb.statements["baraka-role"]
    text = replace(role.text, ar="نوّه هشام بركة بما تبذله الجمعيات من جهد في سبيل من يرحلون")
    assert not found(kb, replace(role, text=text))


def claims(*texts: str) -> list[frozenset[str]]:
    language = Language.AR if "ا" in texts[0] + texts[1] else Language.FR
    return [_claims(text, language) for text in texts]


@for_all("statement, quote", table("checks/statement_words.txt", "claims"))
def test_statements_that_claim_what_their_quotes_do(statement: str, quote: str) -> None:
    claimed, quoted = claims(statement, quote)
    assert claimed <= quoted
    assert claimed & statement_words.BOTH == quoted & statement_words.BOTH


@for_all("statement, quote", table("checks/statement_words.txt", "other-claims"))
def test_statements_that_claim_something_else(statement: str, quote: str) -> None:
    claimed, quoted = claims(statement, quote)
    assert claimed - quoted or (quoted - claimed) & statement_words.BOTH
