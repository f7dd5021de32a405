"""What pages deny in words of their own: that something was, or that there is a figure for a year (see `rules`)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..facts.model import KnowledgeBase
from ..pages import absences
from ..pages.author_html import HOLE
from ..pages.author_sentences import Run, place, sentences, shows_facts
from ..pages.render import Page
from ..problems import Problem
from ..text import evidence, qualifiers
from ..text.languages import Language
from ..text.qualifiers import Found
from ..text.tokens import CLAUSE_ENDS
from .unit_words import bare_forms, unit_nouns

UNSEEN = "x"
ABOUT_TEXTS = frozenset({"text", "speech"})
NO = {
    Language.AR: re.compile(r"(?<!\w)[وفبل]?أي (?P<noun>\w+)"),
    Language.FR: re.compile(r"(?<!\w)(?:aucune?|nulle?|pas une?) (?:seule? )?(?P<noun>\w+)", re.IGNORECASE),
}
# What a sentence denies by hand that says there is no figure for a year.
OF_YEAR = {
    Language.AR: re.compile(
        r"(?:رقم|أرقام|عدد|أعداد|معطيات)ا? (?:(?:عن|في) )?(?:ل?سنة |ل?عام )?(?P<year>[12]\d{3})(?!\w)"
    ),
    Language.FR: re.compile(
        r"(?:chiffre|nombre|donnée)s? (?:pour|sur|en|de) (?:toute )?(?:l'année )?(?P<year>[12]\d{3})(?!\w)"
    ),
}


def is_denied(claim: Found, found: Sequence[Found], text: str) -> bool:
    """Return whether a negation stands before a claim in its clause."""
    ends = (each.end for each in found if each.kind == "negation" and each.end <= claim.start)
    return any(CLAUSE_ENDS.isdisjoint(text[end : claim.start]) for end in ends)


def check_years(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Beside facts, a sentence says of no year that no figure is about it, where one of the page's topic is."""
    for path, page in pages.items() if not kb.set_aside else ():
        for sentence in sentences(page) if shows_facts(page) else ():
            yield from _years(kb, path, page, sentence)


def _years(kb: KnowledgeBase, path: str, page: Page, sentence: Run) -> Iterator[Problem]:
    language, topic = Language(path[:2]), path[3:].removesuffix(".md")
    dates = [str(call.args[0]) if call.name == "date" else UNSEEN for call in sentence.calls]
    years = [date if len(date) == len("2024") else UNSEEN for date in dates]  # a month of it may have no figure
    shown = iter(years)
    text = evidence.normalise(HOLE.sub(lambda _: next(shown), sentence.words))
    for match in OF_YEAR[language].finditer(text):
        span, names = absences.read_span(match["year"]), {topic if topic in kb.topics else absences.ALL}
        denied = is_denied(Found("none", match.group(), *match.span()), qualifiers.find(text, language), text)
        figures = [*absences.refuting(kb, names, span, absences.Sense.WHOLE)] if denied else []
        if figures and match["year"] in years:  # one that is typed is reported by itself
            call = sentence.calls[years.index(match["year"])]
            message = absences.refutation(figures, span, absences.Sense.WHOLE)
            yield Problem(f"docs/{path}", *place(page, call), "ABSENCE-FALSE", message)


def none_of_counted(kb: KnowledgeBase, text: str, language: Language, found: Sequence[Found]) -> Iterator[Found]:
    """Yield where a sentence denies that there was a single one of what is counted, unless it speaks of texts."""
    if not ABOUT_TEXTS.isdisjoint(each.kind for each in found):
        return
    units = {indicator.unit for indicator in kb.indicators.values()} & kb.units.keys()
    nouns = frozenset[str]().union(*(unit_nouns(kb.units[unit], language) for unit in units))
    for match in NO[language].finditer(text):
        claim = Found("none", match.group(), *match.span())
        denied = language is Language.FR or is_denied(claim, found, text)
        if denied and not bare_forms(match["noun"], language).isdisjoint(nouns):
            yield claim
