"""The corrections that a page lists, newest first, with the figures that they show."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from ..facts.corrections import newest
from ..phrases.correction_words import anchor, sentence
from ..phrases.phrases import Phrases
from .footnotes import Footnotes

LATEST = 5  # corrections on the home page


class Corrected(NamedTuple):
    """A correction as a page shows it: its anchor, and the sentence that says it."""

    anchor: str
    text: Markup


def corrected(p: Phrases, notes: Footnotes, every: bool) -> Iterator[Corrected]:
    """Yield the latest corrections, or every one, newest first."""
    for each in newest(p.kb)[: None if every else LATEST]:
        yield Corrected(anchor(each), sentence(p, each, lambda observation: notes.figure(observation, with_unit=True)))
