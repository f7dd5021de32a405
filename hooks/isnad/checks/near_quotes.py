"""What a quote that is not in its article may have been: the place it is nearest to, and the word that differs."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from ..facts import fingerprints
from ..facts.model import KnowledgeBase, Source
from ..problems import Message, say
from ..text import evidence, quantities

# Fewer words in common than make a fingerprint's run are chance.
LEAST_SHARED = evidence.SHINGLE_WORDS - 1


class Difference(NamedTuple):
    """Where a quote leaves the article: its word, counted from 1, its words there, and the article's."""

    word: int
    found: str
    right: str


def place(paragraph: int) -> Message:
    """Return a paragraph in words; paragraph 0 is the headline."""
    return say("paragraph", number=paragraph) if paragraph else say("headline")


def other_place(kb: KnowledgeBase, quote: str) -> tuple[str, int] | None:
    """Return the article, and the paragraph of it, in which a quote stands; None where none has it."""
    found = ((source, evidence.find(quote, made)) for source, made in kb.fingerprints.items())
    return next(((source, places[0].paragraph) for source, places in found if places), None)


def where_it_differs(kb: KnowledgeBase, source: Source, quote: str) -> Message:
    """Return why a quote is not in its article: in the article's words where its text is here, else by fingerprints."""
    if (found := _in_text(kb, source, quote)) is not None:
        paragraph, differing = found
        return say(
            "quote-differs",
            place=place(paragraph),
            source=source.id,
            word=differing.word,
            found=differing.found,
            right=differing.right,
        )
    near = evidence.nearest(quote, kb.fingerprints[source.id])
    if near is None:
        return say("quote-nowhere", source=source.id, quote=quote)
    paragraph, at = near
    word = evidence.words(quote)[at]
    return say("quote-leaves", place=place(paragraph), source=source.id, number=at + 1, word=word)


def paragraphs_with(kb: KnowledgeBase, source: Source, value: Decimal, quotes: Iterable[str]) -> list[int]:
    """Return the paragraphs of an article that state a value: in its text, where that is here, else in quotes of it."""
    texts = archived(kb, source)
    if texts is not None:
        return [number for number, text in enumerate(texts) if _states(text, value)]
    made = kb.fingerprints[source.id]
    return sorted({each.paragraph for quote in quotes if _states(quote, value) for each in evidence.find(quote, made)})


def _states(text: str, value: Decimal) -> bool:
    return any(each.value == value for each in quantities.parse(evidence.normalise(text)))


def archived(kb: KnowledgeBase, source: Source) -> list[str] | None:
    """Return the headline and paragraphs of an article; None where its text, as it was captured, is not here."""
    if kb.root is None or (capture := source.capture) is None:
        return None
    try:
        data = fingerprints.archive_path(kb.root, capture).read_bytes()
        return fingerprints.paragraphs(data, capture) if fingerprints.sha256(data) == capture.sha256 else None
    except (OSError, UnicodeDecodeError, IndexError):
        return None


def _in_text(kb: KnowledgeBase, source: Source, quote: str) -> tuple[int, Difference] | None:
    """Return the paragraph of an article's text that is nearest to a quote, and their first difference; or None."""
    sought = evidence.words(quote)
    texts = [evidence.words(text) for text in archived(kb, source) or ()]
    shared = [SequenceMatcher(None, text, sought, autojunk=False).find_longest_match().size for text in texts]
    if max(shared, default=0) < LEAST_SHARED:
        return None
    paragraph = shared.index(max(shared))
    found = difference(sought, texts[paragraph])
    return (paragraph, found) if found else None


def difference(quote: Sequence[str], text: Sequence[str]) -> Difference | None:
    """Return the first difference between a quote and the part of a text that is nearest to it.

    The words that differ come with the one before them, or with the one after them where they begin the quote.
    """
    matcher = SequenceMatcher(None, text, quote, autojunk=False)
    match = matcher.find_longest_match()
    start = max(0, match.a - match.b - 3)  # as many words more as an author may have left out
    text = text[start : match.a + len(quote) - match.b + 3]
    for change, a, a_end, b, b_end in SequenceMatcher(None, text, quote, autojunk=False).get_opcodes():
        if change == "equal" or (change == "delete" and b in (0, len(quote))):
            continue
        if b == 0:  # what stands in the article before the quote begins is no difference
            a = max(a, a_end - b_end)
        if b_end == len(quote):
            a_end = min(a_end, a + b_end - b)
        if b == 0:
            return Difference(1, " ".join(quote[: b_end + 1]), " ".join(text[a : a_end + 1]))
        return Difference(b + 1, " ".join(quote[b - 1 : b_end]), " ".join(text[a - 1 : a_end]))
    return None
