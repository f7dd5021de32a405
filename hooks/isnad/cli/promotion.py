"""From an article that an editor only read to one that is captured: its record, with quotes to confirm."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from ..facts import fingerprints
from ..facts.model import Basis, KnowledgeBase, Mention, Observation, Source
from ..facts.record import NOT_GIVEN
from ..facts.schema import CONFIRM
from ..problems import Tongue, say
from ..text.quote_edges import Names
from . import figure_draft
from .formatting import comment, set_values
from .source_draft import Article, Proposal, untranslated

Keys: TypeAlias = tuple[str, ...]


def begin(
    record: str, source: Source, kb: KnowledgeBase, article: Article, proposal: Proposal, names: Names, tongue: Tongue
) -> str:
    """Return the file to fill in for an article that was only read: all that its record says, and its captured text.

    Each printed number becomes the shortest quote that proves it, where there is one; else CONFIRM. Raises Broken.
    """
    waiting = () if proposal.is_confirmed else (CONFIRM,)
    values: dict[Keys, Any] = {
        ("capture",): {
            "file": f"{CONFIRM}.txt",
            "sha256": fingerprints.sha256(article.data),
            "title_line": proposal.title or str(NOT_GIVEN),
            "paragraph_lines": (*waiting, *proposal.paragraphs),
            "promoted": CONFIRM,
        },
    }
    if proposal.title and source.title is NOT_GIVEN:
        values["title",] = {"value": CONFIRM, "translation": untranslated(source.language)}
    removed: list[Keys] = [("reading",)]
    texts = [article.lines[number - 1] if number else "" for number in (proposal.title or 0, *proposal.paragraphs)]
    for observation, mention in kb.referenced():
        if mention.source == source.id and observation.at().path == source.at().path:
            keys = ("figures", kb.indicator_of[observation.id].id, observation.id)
            quote = _quote(source, texts, observation, mention, names)
            values |= {(*keys, *key): value for key, value in _to_confirm(source, observation, quote)}
            removed += [(*keys, "citation", name) for name in ("printed", "place")]
    head = comment(say("draft-promoted", confirm=CONFIRM), tongue)
    return set_values(f"{head}\nid: {source.id}\n{record}", source.at().path, values, removed)


def _quote(source: Source, texts: Sequence[str], observation: Observation, mention: Mention, names: Names) -> str:
    """Return the shortest quote around a printed number, or its value; CONFIRM where there is none, or not one."""
    number = f"{observation.value:f}" if mention.printed is NOT_GIVEN else mention.printed
    try:
        return figure_draft.find_quote(source, texts, number, None, names).text
    except figure_draft.Refusal:
        return CONFIRM


def _to_confirm(source: Source, observation: Observation, quote: str) -> Iterator[tuple[Keys, Any]]:
    """Yield what a person has to look at again: the quote and its translation, what was declared, the day."""
    yield ("citation", "quote"), quote
    yield ("citation", "translation"), untranslated(source.language)
    for name, based in observation.bases().items():
        if based.basis is Basis.DECLARED:
            yield (name, "basis"), CONFIRM
    yield ("reviewed",), CONFIRM
