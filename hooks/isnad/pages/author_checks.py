"""What is wrong with the words that an author wrote in a page, by the functions that read the finished page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from ..facts.model import Exemption, KnowledgeBase
from ..facts.record import Bilingual, Record
from ..problems import Mark, Problem, say
from ..text.languages import Language
from ..text.scripts import ARABIC_SIGN, FENCE, NEUTRAL, WORD, in_other, is_foreign
from .author_places import Spot, Written
from .footnotes import LITERAL_MARK
from .loose_numbers import Loose, exempt, loose_numbers

# The tables of which texts are shown as they are written; not those of the engine.
TABLES = (
    "topics", "indicators", "derived", "corrections", "tombstones", "events", "statements", "entities", "terms",
    "sources",
)  # fmt: skip
LONGEST_TEXT = 20  # lines of a text in a data file
# The lines of a file, by its path in the project.
Lines = Callable[[str], Sequence[str]]


def check_words(kb: KnowledgeBase, path: str, language: Language, written: Written) -> Iterator[Problem]:
    """Yield a problem for each loose number, and each footnote mark that a reader would see as it is typed."""
    exemptions = exempt(kb, path.partition("/")[2]) if written.reading.texts else ()
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


def check_records(kb: KnowledgeBase, lines: Lines) -> Iterator[Problem]:
    """Yield a problem for each loose number in a text of the data: each is shown on some page as it stands."""
    exemptions = list(kb.exceptions.values())
    for record in chain.from_iterable(getattr(kb, table).values() for table in TABLES):
        for text in _bilinguals(record):
            for language in Language:
                yield from check_text(kb, text[language], language, text.at(language), lines, exemptions)


def _bilinguals(record: Record) -> Iterator[Bilingual]:
    """Yield every text in both languages inside a record, itself included."""
    if isinstance(record, Bilingual):
        yield record
    for part in record.parts():
        yield from _bilinguals(part)


def check_text(
    kb: KnowledgeBase, text: str, language: Language, mark: Mark, lines: Lines, exemptions: Iterable[Exemption]
) -> Iterator[Problem]:
    """Yield a problem for each loose number of a text that stands at a mark of YAML, which takes no macros."""
    line, column = mark.line, mark.column
    for loose in loose_numbers(kb, text, language, exemptions, takes_macros=False):
        line, column = _next(lines(mark.path), line, column, loose.number.split()[0])
        yield Problem(mark.path, line, column, loose.code, loose.said)
        column += 1


def _next(lines: Sequence[str], line: int, column: int, words: str) -> tuple[int, int]:
    """Return where words stand at or after a place, within the lines that one text may have; else that place."""
    for number in range(line, min(len(lines), line + LONGEST_TEXT) + 1):
        at = lines[number - 1].find(words, column - 1 if number == line else 0)
        if at >= 0:
            return number, at + 1
    return line, column


FEWEST_WORDS = 5  # a page with fewer says nothing of its language


def check_page(path: str, body: str, matter: Any, language: Language) -> Iterator[Problem]:
    """The page in the folder of a language is in that language, title and description too."""
    text = FENCE.sub(lambda found: "\n" * found.group().count("\n"), body)
    text = NEUTRAL.sub(lambda found: "\n" * found.group().count("\n"), text)
    own = list(WORD.finditer(text))
    other = [word for word in own if bool(ARABIC_SIGN.search(word[0])) is not (language is Language.AR)]
    if len(own) >= FEWEST_WORDS and len(other) > len(own) / 2:
        said = say("page-not-arabic") if language is Language.AR else say("page-not-french")
        yield Problem(path, text.count("\n", 0, other[0].start()) + 1, 1, "LANGUAGE", said)
        return
    for name in ("title", "description") if matter else ():
        if is_foreign(text := getattr(matter, name), language):
            yield Problem.at(matter.at(name), "LANGUAGE", in_other(language, text))
