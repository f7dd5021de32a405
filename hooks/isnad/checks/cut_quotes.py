"""The rule that a quote may not be cut off from the words beside it that change what it says (see `quote_edges`)."""

from collections.abc import Iterator
from functools import cache, lru_cache

from ..facts.model import KnowledgeBase, Source
from ..facts.tables import REMEMBERED
from ..problems import Problem, say
from ..text import evidence, quote_edges
from ..text.cache import remembered
from ..text.languages import ArticleLanguage
from . import citations

Names = tuple[tuple[str, ...], ...]  # of each entity, all


def check_cuts(kb: KnowledgeBase) -> Iterator[Problem]:
    """No quote is cut off from a negation, a modal, a hedge, or a part of a number or a name that it has."""
    looked_up = cache(lambda source, quote: beside(kb, kb.sources[source], quote))  # facts share quotes
    for source, witness in citations.witnesses(kb):
        before, after = looked_up(source.id, witness.quote)
        if before or after:
            longer = " ".join([*before, witness.quote, *after])
            words = [" ".join(part) for part in (before, after) if part]
            yield Problem.at(witness.at("quote"), "QUOTE-CUT", say("quote-cut", words=words, longer=longer))


def beside(kb: KnowledgeBase, source: Source, quote: str) -> tuple[quote_edges.Words, quote_edges.Words]:
    """Return the words that stand just before and just after a quote and change it; none where it has no one place."""
    made = kb.fingerprints[source.id]
    places = evidence.located(quote, made)
    if len(places) != 1:
        return (), ()
    ((place, words),) = places
    hashes = " ".join(made.paragraphs[place.paragraph])
    return _missing(words, hashes, place.first, source.language, _names(kb, source.language))


@remembered
def _missing(
    words: quote_edges.Words, hashes: str, first: int, language: ArticleLanguage, names: Names
) -> tuple[quote_edges.Words, quote_edges.Words]:
    """Return the same of a quote whose first word is word `first` of a paragraph."""
    return quote_edges.missing(words, hashes.split(" "), first, language, _of_words(names))


def names_in(kb: KnowledgeBase, language: ArticleLanguage) -> quote_edges.Names:
    """Return the names of all entities, as quotes are compared with them."""
    return _of_words(_names(kb, language))


@lru_cache(REMEMBERED)
def _names(kb: KnowledgeBase, language: ArticleLanguage) -> Names:
    """Return the names of all entities, as articles in a language write them."""
    return tuple(citations.names(entity, language) for entity in kb.entities.values())


@lru_cache(REMEMBERED)
def _of_words(names: Names) -> quote_edges.Names:
    """Return names word by word."""
    named = ([evidence.words(name) for name in own] for own in names)
    return quote_edges.Names(
        [quote_edges.Name(citations.with_glued(words[0]), tuple(words[1:])) for words in own if words] for own in named
    )
