"""What is wrong with the words that an author wrote in a page, by the functions that read the finished page."""

from collections.abc import Iterable, Iterator, Sequence

from .author_places import Spot, Written
from .footnotes import LITERAL_MARK
from .loose_numbers import Loose, exempt, loose_numbers
from .messages import say
from .model import Exemption, KnowledgeBase
from .problems import Mark, Problem
from .record import Language


def check_words(kb: KnowledgeBase, path: str, language: Language, written: Written) -> Iterator[Problem]:
    """Yield a problem for each loose number, and each footnote mark that a reader would see as it is typed."""
    exemptions = exempt(kb, path.partition("/")[2])
    found: list[tuple[Spot, Loose]] = []
    for order, words in written.reading.texts:
        for loose in loose_numbers(kb, words, language, exemptions):
            found.append((Spot("texts", order, loose.number.split()[0], loose.at), loose))
        for mark in LITERAL_MARK.finditer(words):
            said = say("footnote-literal", mark=mark.group())
            literal = Loose("FOOTNOTE-LITERAL", said, mark.group(), mark.start())
            found.append((Spot("texts", order, mark.group(), mark.start()), literal))
    for (line, column), (_, loose) in zip(written.places([spot for spot, _ in found]), found, strict=True):
        yield Problem(path, line, column, loose.code, loose.said)


def check_text(
    kb: KnowledgeBase, text: str, language: Language, mark: Mark, lines: Sequence[str], exemptions: Iterable[Exemption]
) -> Iterator[Problem]:
    """Yield a problem for each loose number of a text that stands at a mark of a YAML file with these lines."""
    column = mark.column
    for loose in loose_numbers(kb, text, language, exemptions):
        at = lines[mark.line - 1].find(loose.number.split()[0], column - 1) if mark.line <= len(lines) else -1
        yield Problem(mark.path, mark.line, at + 1 if at >= 0 else mark.column, loose.code, loose.said)
        column = at + 1 + len(loose.number) if at >= 0 else column
