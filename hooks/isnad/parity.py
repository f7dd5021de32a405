"""Whether the two languages say the same: the same facts on both pages, and translations made from today's text."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from . import citations, contributed
from .author_places import Spot, Written
from .evidence import normalise
from .messages import Message, say
from .model import KnowledgeBase
from .problems import Mark, Problem
from .record import DEFAULT_LANGUAGE, NOT_GIVEN, Bilingual, Language, Record

BILINGUAL_TABLES = (
    "topics", "indicators", "derived", "corrections", "tombstones", "events", "statements", "entities", "terms",
    "labels", "keys", "rules", "sources",
)  # fmt: skip
PAIRS = "data/translations.txt"
# What may come along when a line is copied out of a message.
PASTED = re.compile("[`«»\u2066-\u2069]")
HEADER = """\
# Texts and their translations that an editor has read together: the hash of the Arabic one, then of the French one.
# Made by `isnad translated`, after reading; a text that changes on one side only is reported until it is read again.
"""


class Pair(NamedTuple):
    """A text in Arabic and in French, and where to look when only one of them has changed."""

    arabic: str
    french: str
    mark: Mark

    def hashes(self) -> tuple[str, str]:
        """Return a short hash of each text, blind to spaces, tashkeel and kinds of apostrophe."""
        return _hash(self.arabic), _hash(self.french)


def _hash(text: str) -> str:
    return hashlib.blake2b(normalise(text).encode(), digest_size=6).hexdigest()


def pairs(kb: KnowledgeBase, pages: Mapping[str, str]) -> Iterator[Pair]:
    """Yield every text that stands in both languages: of the data, of quotes and titles, and of pages.

    `pages` holds the text of each page as its author wrote it, by its path in `docs/`.
    """
    for record in chain.from_iterable(getattr(kb, table).values() for table in BILINGUAL_TABLES):
        yield from (Pair(each.ar, each.fr, each.at()) for each in bilinguals(record))
    for unit in kb.units.values():
        yield Pair(" ".join(unit.forms.ar.values()), " ".join(unit.forms.fr.values()), unit.forms.at())
    for source, witness in citations.witnesses(kb):
        yield _translated(source.language, witness.quote, witness.translation, witness.at("translation"))
    for source in kb.sources.values():
        if source.title is not NOT_GIVEN:
            title = source.title
            yield _translated(source.language, title.value, title.translation, title.at("translation"))
    for path, text in pages.items():
        if path.startswith("ar/") and (french := pages.get(f"fr/{path[3:]}")) is not None:
            yield Pair(text, french, Mark(f"docs/{path}", 1, 1))


def bilinguals(record: Record) -> Iterator[Bilingual]:
    """Yield every bilingual text inside a record, itself included."""
    if isinstance(record, Bilingual):
        yield record
    for part in record.parts():
        yield from bilinguals(part)


def _translated(language: Language, text: str, translation: str, mark: Mark) -> Pair:
    return Pair(text, translation, mark) if language is Language.AR else Pair(translation, text, mark)


def read_pairs(root: Path) -> dict[tuple[str, str], int]:
    """Return the pairs of hashes that were read together, each with its line; none where the file is missing."""
    try:
        lines = contributed.read_bytes(root, PAIRS).decode(errors="replace").splitlines()
    except OSError:
        return {}
    rows = ((PASTED.sub(" ", line).split(), number) for number, line in enumerate(lines, 1) if not line.startswith("#"))
    return {(row[0], row[1]): number for row, number in rows if len(row) == 2}


def format_pairs(found: Iterator[Pair]) -> str:
    """Return the text of the file of pairs, in a steady order."""
    lines = sorted({" ".join(pair.hashes()) for pair in found})
    return HEADER + "\n".join(lines) + "\n"


def check_translations(found: Iterable[Pair], known: Mapping[tuple[str, str], int]) -> Iterator[Problem]:
    """A text and its translation were read together as they stand; a change of one side asks for the other.

    `known` holds the hashes of what was read together, each with its line in the list of pairs.
    """
    hashes = {pair: pair.hashes() for pair in found}
    needless = known.keys() - set(hashes.values())
    for pair, (one, other) in hashes.items():
        if (one, other) in known:
            continue
        if old := [each for each in known if each[0] == one]:
            what = say("french-changed")
        elif old := [each for each in known if each[1] == other]:
            what = say("arabic-changed")
        else:
            what = say("pair-unread")
        mend = _mend(f"{one} {other}", [each for each in old if each in needless], known)
        yield Problem.at(pair.mark, "TRANSLATION-STALE", say("translation-stale", what=what, mend=mend))


def _mend(line: str, old: list[tuple[str, str]], known: Mapping[tuple[str, str], int]) -> Message:
    """Return which line of the list of pairs to add, or to write in the place of one that nothing needs any more."""
    if len(old) != 1:
        return say("mend-add-line", line=line, file=PAIRS)
    return say("mend-replace-line", line=line, number=known[old[0]], old=" ".join(old[0]), file=PAIRS)


def check_pages(footnotes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """The two versions of a page show the same facts, under the same footnotes.

    `footnotes` holds the labels of each page's footnotes, by its path in `docs/`.
    """
    for path, labels in footnotes.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for label in sorted(footnotes.get(twin, labels) - labels):
            message = say("parity-shows", page=f"docs/{twin}", what=label.replace("-", " ", 1))
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_calls(calls: Mapping[str, Counter[str]]) -> Iterator[Problem]:
    """The two versions of a page call the same macros, each as often: `calls` by the page's path in `docs/`."""
    for path, own in calls.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for call, times in sorted((calls.get(twin, own) - own).items()):
            message = say("parity-calls", page=f"docs/{twin}", call=call, times=times)
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_headings(pages: Mapping[str, Written]) -> Iterator[Problem]:
    """The two versions of a page have the same headings: of the same levels, with the same ids where ids are given.

    `pages` holds what authors wrote, by the page's path in `docs/`.
    """
    for path, own in pages.items():
        twin = pages.get(f"{Language(path[:2]).other}/{path[3:]}")
        if twin is None or Language(path[:2]) is DEFAULT_LANGUAGE:
            continue
        keys = [[(each.level, each.given and each.id) for each in page.reading.headings] for page in (twin, own)]
        matcher = SequenceMatcher(a=keys[0], b=keys[1], autojunk=False)
        for kind, begin, end, own_begin, own_end in matcher.get_opcodes():
            if kind != "equal":
                yield from _unequal(path, own, twin, range(own_begin, own_end), range(begin, end))


def _unequal(path: str, own: Written, twin: Written, ours: Sequence[int], theirs: Sequence[int]) -> Iterator[Problem]:
    """Yield how some headings of a page differ from those in their place on its twin, by their numbers."""
    twin_path = f"{Language(path[:2]).other}/{path[3:]}"
    for one, other in zip(ours, theirs, strict=False):
        here, there = own.reading.headings[one], twin.reading.headings[other]
        said = say("parity-heading-level", here=here.level, there=there.level, page=f"docs/{twin_path}")
        if here.level == there.level:
            ids = (f"#{each.id}" if each.given else say("none") for each in (here, there))
            said = say("parity-heading-id", here=next(ids), there=next(ids), page=f"docs/{twin_path}")
        yield _at_heading(path, own, one, said)
    for number in ours[len(theirs) :]:
        yield _at_heading(path, own, number, say("parity-heading-alone", page=f"docs/{twin_path}"))
    for number in theirs[len(ours) :]:
        yield _at_heading(twin_path, twin, number, say("parity-heading-alone", page=f"docs/{path}"))


def _at_heading(path: str, page: Written, number: int, said: Message) -> Problem:
    heading = page.reading.headings[number]
    words = heading.id if heading.given else heading.words.partition(" ")[0]
    (place,) = page.places([Spot("headings", number, words)])
    return Problem(f"docs/{path}", *place, "PARITY", said)


def check_coverage(kb: KnowledgeBase, footnotes: Iterable[Iterable[str]]) -> Iterator[Problem]:
    """Every observation, statement, event, derived figure and source is shown on some page."""
    shown = {label for labels in footnotes for label in labels}
    cited = {fact.citation.source for fact in kb.facts() if f"{type(fact).__name__.lower()}-{fact.id}" in shown}
    tables = {"observation": kb.observations, "statement": kb.statements, "event": kb.events, "derived": kb.derived}
    for kind, table in tables.items():
        for name, record in table.items():
            if f"{kind}-{name}" not in shown:
                yield Problem.at(record.at(), "NOT-SHOWN", say("not-shown", kind=kind, id=name))
    for name, source in kb.sources.items():
        if name not in cited and f"source-{name}" not in shown:
            yield Problem.at(source.at(), "NOT-SHOWN", say("source-not-shown", id=name))
