"""What pages say of change, shares and causes in words of their own, and in code; what they deny (see `rules`)."""

from collections.abc import Iterator, Mapping, Sequence

from ..facts.model import Citation, Exemption, KnowledgeBase
from ..facts.tables import EVERY
from ..pages import absences
from ..pages.author_html import HOLE
from ..pages.author_places import Written
from ..pages.author_sentences import shows_facts
from ..pages.loose_numbers import Loose, exempt, loose_numbers
from ..pages.render import Page
from ..problems import Problem, say
from ..text import evidence, qualifiers
from ..text.html import Start
from ..text.languages import AnyLanguage, Language
from ..text.qualifiers import Found
from ..text.reader import CODE
from ..text.tokens import CLAUSE_ENDS
from .sentence import UNSEEN, Sentence, is_quoted, sentences_of
from .unit_words import bare_forms, counted_nouns

COMPUTED = frozenset({"change", "share", "sum"})  # what a derived figure in the sentence says
CLAIMS = COMPUTED | {"cause"}
ABOUT_TEXTS = frozenset({"text", "speech"})
NONE = r"<none> (?:seule? )?(?P<noun>\w+)"
OF_YEAR = r"<figure>(?: <of-year>)* (?P<year>[12]\d{3})(?!\w)"


def check_claims(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Beside facts, our own words say no change, share or cause, but with a derived figure, denied, or as an exception;
    nor that there was none of what is counted.

    `pages` by their paths in `docs/`; those that show no facts are about the site.
    """
    for sentence in sentences_of(kb, pages):
        written, words = sentence.page.written, [*_claims(sentence, exempt(kb, sentence.path))]
        for word, at in zip(words, written.places_of(words) if written else (), strict=True):
            message = say("claim", words=word, text=HOLE.sub("…", sentence.run.words))
            yield Problem(f"docs/{sentence.path}", *at, "CLAIM", message)
    for path, page in pages.items() if not kb.set_aside else ():
        if page.written and shows_facts(page):
            yield from _coded(kb, path, page.written)


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


def _claims(sentence: Sentence, exemptions: Sequence[Exemption]) -> Iterator[str]:
    """Yield the words of a sentence, as they are written, that claim what nothing in it states."""
    written = HOLE.sub(UNSEEN, sentence.run.words)
    text = evidence.normalise(written)
    found = qualifiers.find(text, sentence.language)
    kinds = CLAIMS - _stated(sentence)
    claims = [each for each in found if each.kind in kinds and not _is_denied(each.start, found, text)]
    for claim in (*claims, *_none_of_counted(sentence.kb, text, sentence.language, found)):
        if not (is_quoted(text, claim.start) or any(_holds(each, claim, text) for each in exemptions)):
            yield written.split()[text.count(" ", 0, claim.start)]


def _stated(sentence: Sentence) -> frozenset[str]:
    """Return the kinds of claims that a derived figure of a sentence computes, or a figure's quote or comment holds."""
    if any(call.name == "derived" for call in sentence.run.calls):
        return COMPUTED
    comments = [each.comment for _, each in sentence.figures if each.comment]
    told: list[tuple[str, AnyLanguage]] = [(each[language], language) for each in comments for language in Language]
    cited = [each.citation for _, each in sentence.figures if isinstance(each.citation, Citation)]
    told += [(each.quote, sentence.kb.sources[each.source].language) for each in cited]
    return frozenset({"share"} & {each.kind for text in told for each in qualifiers.find(*text)})


def _holds(exemption: Exemption, claim: Found, text: str) -> bool:
    """Return whether a claim stands in the words of an exception."""
    words = evidence.normalise(exemption.text)
    at = text.find(words)
    while at >= 0:
        if at <= claim.start and claim.end <= at + len(words):
            return True
        at = text.find(words, at + 1)
    return False


def _is_denied(start: int, found: Sequence[Found], text: str) -> bool:
    """Return whether a negation stands before a place of a text in its clause."""
    ends = (each.end for each in found if each.kind == "negation" and each.end <= start)
    return any(CLAUSE_ENDS.isdisjoint(text[end:start]) for end in ends)


def check_years(sentence: Sentence) -> Iterator[Problem]:
    """Beside facts, a sentence says of no year that no figure is about it, where one of the page's topic is."""
    kb, topic = sentence.kb, sentence.path[3:].removesuffix(".md")
    dates = {str(call.args[0]): call for call in sentence.run.calls if call.name == "date"}
    for match in sentence.pattern(OF_YEAR).finditer(sentence.text) if dates else ():
        call = dates.get(match["year"])  # one that is typed is reported by itself
        if call and _is_denied(match.start(), sentence.qualified, sentence.text):
            span, names = absences.read_span(match["year"]), {topic if topic in kb.topics else EVERY}
            if figures := [*absences.refuting(kb, names, span, absences.Sense.WHOLE)]:
                message = absences.refutation(figures, span, absences.Sense.WHOLE)
                yield sentence.problem(call, "ABSENCE-FALSE", message)


def _none_of_counted(kb: KnowledgeBase, text: str, language: Language, found: Sequence[Found]) -> Iterator[Found]:
    """Yield where a sentence denies that there was a single one of what is counted, unless it speaks of texts."""
    for match in (
        qualifiers.pattern(NONE, language).finditer(text) if ABOUT_TEXTS.isdisjoint(each.kind for each in found) else ()
    ):
        denied = language is Language.FR or _is_denied(match.start(), found, text)
        if denied and not bare_forms(match["noun"], language).isdisjoint(counted_nouns(kb, language)):
            yield Found("none", match.group(), *match.span())
