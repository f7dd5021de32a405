"""What pages deny in words of their own: that something was, or that there is a figure for a year (see `rules`)."""

from collections.abc import Iterator, Sequence

from ..facts.model import KnowledgeBase
from ..pages import absences
from ..problems import Problem
from ..text.languages import Language
from ..text.qualifiers import Found, pattern
from ..text.tokens import CLAUSE_ENDS
from .sentence import Sentence
from .unit_words import bare_forms, counted_nouns

ABOUT_TEXTS = frozenset({"text", "speech"})
NONE = r"<none> (?:seule? )?(?P<noun>\w+)"
OF_YEAR = r"<figure>(?: <of-year>)* (?P<year>[12]\d{3})(?!\w)"


def is_denied(start: int, found: Sequence[Found], text: str) -> bool:
    """Return whether a negation stands before a place of a text in its clause."""
    ends = (each.end for each in found if each.kind == "negation" and each.end <= start)
    return any(CLAUSE_ENDS.isdisjoint(text[end:start]) for end in ends)


def check_years(sentence: Sentence) -> Iterator[Problem]:
    """Beside facts, a sentence says of no year that no figure is about it, where one of the page's topic is."""
    kb, topic = sentence.kb, sentence.path[3:].removesuffix(".md")
    dates = {str(call.args[0]): call for call in sentence.run.calls if call.name == "date"}
    for match in sentence.pattern(OF_YEAR).finditer(sentence.text) if dates else ():
        call = dates.get(match["year"])  # one that is typed is reported by itself
        if call and is_denied(match.start(), sentence.qualified, sentence.text):
            span, names = absences.read_span(match["year"]), {topic if topic in kb.topics else absences.ALL}
            if figures := [*absences.refuting(kb, names, span, absences.Sense.WHOLE)]:
                message = absences.refutation(figures, span, absences.Sense.WHOLE)
                yield sentence.problem(call, "ABSENCE-FALSE", message)


def none_of_counted(kb: KnowledgeBase, text: str, language: Language, found: Sequence[Found]) -> Iterator[Found]:
    """Yield where a sentence denies that there was a single one of what is counted, unless it speaks of texts."""
    for match in pattern(NONE, language).finditer(text) if ABOUT_TEXTS.isdisjoint(each.kind for each in found) else ():
        denied = language is Language.FR or is_denied(match.start(), found, text)
        if denied and not bare_forms(match["noun"], language).isdisjoint(counted_nouns(kb, language)):
            yield Found("none", match.group(), *match.span())
