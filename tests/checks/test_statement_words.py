"""A statement says what its quote does: with much of its words, its negations, its doubts, and by whom it names."""

from collections.abc import Iterator
from dataclasses import replace

from isnad.checks import statement_words
from isnad.checks.statement_words import _claims
from isnad.facts.model import KnowledgeBase, Statement
from isnad.problems import Problem
from isnad.text.languages import Language

from tests.cases import for_all


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


CLAIMS = """
أوصت بإحداث منصة رقمية|أوصت بإحداث منصة رقمية
يقول المقال، دون أن يسمي مصدرا، إن الجهود تتركز|وتتركز الجهود الأمنية
لم يحدد المقال تاريخا، ويقول إن الدوريات انطلقت|انطلقت الدوريات
نقلا عن تقارير لم يسمّها|ووفقا لتقارير إعلامية
قد يدفع التشديد المهربين|قد يؤدي ذلك إلى إجبار المهربين
قد يزيد ذلك المخاطر|مما قد يزيد من المخاطر
لا يقتصر التعاون على التبادل|إذ لا يقتصر فقط على تبادل المعلومات
نفى الوزير ذلك|ونفى الوزير ما نشر
أوصت بإحداث منصة|أعلنت إحداث منصة وأوصت بها
خطوة غير مسبوقة|في خطوة غير مسبوقة تعكس
Selon l’article, qui ne nomme pas sa source, les patrouilles ont commencé|les patrouilles ont commencé
Sans préciser de date, l’article dit que les patrouilles ont commencé|les patrouilles ont commencé
Le ministère n’a pas donné suite|le ministère n’a pas répondu
Cela pourrait accroître les risques|ce qui pourrait augmenter les dangers
Le ministère dément|le ministère a démenti ces informations
"""
OTHER_CLAIMS = """
يدفع التشديد المهربين|قد يؤدي ذلك إلى إجبار المهربين
سيزيد ذلك المخاطر|مما قد يزيد من المخاطر
لا يدفع ذلك المهربين|يدفع ذلك المهربين
أعلنت إطلاق منصة|أوصت بإحداث منصة
اعترف المرصد بالفشل|مائدة مستديرة نظمها المرصد
اتهمت الجمعية الوزارة|دعت الجمعية الوزارة
Le ministre a décidé de fermer le port|le ministre a appelé à fermer le port
أكد الوزير ذلك|ونفى الوزير ما نشر
Cela accroîtra les risques|ce qui pourrait augmenter les dangers
Le ministère a répondu|le ministère n’a pas répondu
Le ministère confirme|le ministère dément ces informations
"""


def claims(pair: str) -> list[frozenset[str]]:
    language = Language.AR if "ا" in pair else Language.FR
    return [_claims(text, language) for text in pair.split("|")]


@for_all("pair", CLAIMS.strip().split("\n"))
def test_statements_that_claim_what_their_quotes_do(pair: str) -> None:
    text, quote = claims(pair)
    assert text <= quote
    assert text & statement_words.BOTH == quote & statement_words.BOTH


@for_all("pair", OTHER_CLAIMS.strip().split("\n"))
def test_statements_that_claim_something_else(pair: str) -> None:
    text, quote = claims(pair)
    assert text - quote or (quote - text) & statement_words.BOTH
