"""What pages say of change, shares and causes in words of their own, in code, and by links elsewhere (see `rules`)."""

import re
from collections.abc import Iterator, Mapping, Sequence

from ..facts.model import Citation, Exemption, KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..pages import absences
from ..pages.author_html import HOLE
from ..pages.author_places import Spot, Written
from ..pages.author_sentences import Run, place, runs, sentences
from ..pages.loose_numbers import Loose, exempt, loose_numbers
from ..pages.render import Page
from ..problems import Problem, say
from ..text import evidence, qualifiers
from ..text.html import Start
from ..text.languages import AnyLanguage, Language
from ..text.qualifiers import Found
from ..text.reader import CODE
from ..text.tokens import CLAUSE_ENDS
from ..text.web_addresses import is_at
from .unit_words import bare_forms, unit_nouns

SHOWING = frozenset({"figure", "derived", "statement", "statements", "observations", "headlines"})
COMPUTED = frozenset({"change", "share", "sum"})  # what a derived figure in the sentence says
CLAIMS = COMPUTED | {"cause"}
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


def check_claims(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Beside facts, our own words say no change, share or cause, but with a derived figure, denied, or as an exception;
    nor that there was none of what is counted, or no figure for a year that has one. Links lead to articles, or to
    hosts of entities.

    `pages` by their paths in `docs/`; those that show no facts are about the site.
    """
    for path, page in pages.items() if not kb.set_aside else ():
        if page.written is None or SHOWING.isdisjoint(call.name for call in page.calls):
            continue
        yield from _coded(kb, path, page.written)
        yield from _linked(kb, path, page.written)
        for run in runs(page):
            for sentence in sentences(run):
                words = [*_claims(kb, sentence, Language(path[:2]), exempt(kb, path))]
                for word, at in zip(words, page.written.places_of(words), strict=True):
                    message = say("claim", words=word, text=HOLE.sub("…", sentence.words))
                    yield Problem(f"docs/{path}", *at, "CLAIM", message)
                yield from _denied_years(kb, path, page, sentence)


def _denied_years(kb: KnowledgeBase, path: str, page: Page, sentence: Run) -> Iterator[Problem]:
    """Yield a problem for each year that a sentence says no figure is about, although one, of the page's topic, is."""
    language, topic = Language(path[:2]), path[3:].removesuffix(".md")
    dates = [str(call.args[0]) if call.name == "date" else UNSEEN for call in sentence.calls]
    years = [date if len(date) == len("2024") else UNSEEN for date in dates]  # a month of it may have no figure
    shown = iter(years)
    text = evidence.normalise(HOLE.sub(lambda _: next(shown), sentence.words))
    for match in OF_YEAR[language].finditer(text):
        span, names = absences.read_span(match["year"]), {topic if topic in kb.topics else absences.ALL}
        denied = _is_denied(Found("none", match.group(), *match.span()), qualifiers.find(text, language), text)
        figures = [*absences.refuting(kb, names, span, absences.Sense.WHOLE)] if denied else []
        if figures and match["year"] in years:  # one that is typed is reported by itself
            call = sentence.calls[years.index(match["year"])]
            message = absences.refutation(figures, span, absences.Sense.WHOLE)
            yield Problem(f"docs/{path}", *place(page, call), "ABSENCE-FALSE", message)


def _coded(kb: KnowledgeBase, path: str, written: Written) -> Iterator[Problem]:
    """Yield a problem for each number in a span of code, which beside facts no reader takes for code; blocks are."""
    opened, found = list[str](), list[Loose]()
    for step in written.reading.page:
        if isinstance(step, str):
            found += loose_numbers(kb, step, Language(path[:2]), exempt(kb, path)) if opened == ["code"] else ()
        elif step.name in CODE:
            opened = [*opened, step.name] if isinstance(step, Start) else opened[:-1]
    places = written.places_of([loose.number for loose in found])
    yield from (Problem(f"docs/{path}", *at, *loose[:2]) for loose, at in zip(found, places, strict=True))


def _linked(kb: KnowledgeBase, path: str, written: Written) -> Iterator[Problem]:
    """Yield a problem for each link to a page of the web that is no article of ours, at a host that no entity has."""
    known = {
        found.value for it in kb.sources.values() for found in (it.url, it.web_archive_url) if found is not NOT_GIVEN
    }
    hosts = {host for entity in kb.entities.values() for host in entity.hosts}
    for order, link in enumerate(written.reading.links):
        outside = link.address.startswith(("http://", "https://")) and not link.address.startswith(kb.site_url)
        if outside and link.address not in known and not any(is_at(link.address, host) for host in hosts):
            (place,) = written.places([Spot("links", order, link.address)])
            yield Problem(f"docs/{path}", *place, "ADDRESS-HOST", say("link-elsewhere", address=link.address))


def _claims(kb: KnowledgeBase, sentence: Run, language: Language, exemptions: Sequence[Exemption]) -> Iterator[str]:
    """Yield the words of a sentence, as they are written, that claim what nothing in it states."""
    text = evidence.normalise(HOLE.sub(UNSEEN, sentence.words))
    found = qualifiers.find(text, language)
    stated = _stated(kb, sentence)
    claims = [each for each in found if each.kind in CLAIMS - stated and not _is_denied(each, found, text)]
    for claim in (*claims, *_none(kb, text, language, found)):
        if _is_quoted(claim, text) or any(_holds(each, claim, text) for each in exemptions):
            continue
        yield HOLE.sub(UNSEEN, sentence.words).split()[text.count(" ", 0, claim.start)]


def _stated(kb: KnowledgeBase, sentence: Run) -> frozenset[str]:
    """Return the kinds of claims that a derived figure of a sentence computes, or a figure's quote or comment holds."""
    if any(call.name == "derived" for call in sentence.calls):
        return COMPUTED
    figures = [kb.observations[call.args[0]] for call in sentence.calls if call.name == "figure"]
    told: list[tuple[str, AnyLanguage]] = [
        (each.comment[language], language) for each in figures if each.comment for language in Language
    ]
    cited = [each.citation for each in figures if isinstance(each.citation, Citation)]
    told += [(each.quote, kb.sources[each.source].language) for each in cited]
    return frozenset({"share"} & {each.kind for text in told for each in qualifiers.find(*text)})


def _none(kb: KnowledgeBase, text: str, language: Language, found: Sequence[Found]) -> Iterator[Found]:
    """Yield where a sentence denies that there was a single one of what is counted, unless it speaks of texts."""
    if not ABOUT_TEXTS.isdisjoint(each.kind for each in found):
        return
    units = {indicator.unit for indicator in kb.indicators.values()} & kb.units.keys()
    nouns = frozenset[str]().union(*(unit_nouns(kb.units[unit], language) for unit in units))
    for match in NO[language].finditer(text):
        claim = Found("none", match.group(), *match.span())
        denied = language is Language.FR or _is_denied(claim, found, text)
        if denied and not bare_forms(match["noun"], language).isdisjoint(nouns):
            yield claim


def _is_denied(claim: Found, found: Sequence[Found], text: str) -> bool:
    """Return whether a negation stands before a claim in its clause."""
    ends = (each.end for each in found if each.kind == "negation" and each.end <= claim.start)
    return any(CLAUSE_ENDS.isdisjoint(text[end : claim.start]) for end in ends)


def _is_quoted(claim: Found, text: str) -> bool:
    return text.rfind("«", 0, claim.start) > text.rfind("»", 0, claim.start)


def _holds(exemption: Exemption, claim: Found, text: str) -> bool:
    """Return whether a claim stands in the words of an exception."""
    words = evidence.normalise(exemption.text)
    at = text.find(words)
    while at >= 0:
        if at <= claim.start and claim.end <= at + len(words):
            return True
        at = text.find(words, at + 1)
    return False
