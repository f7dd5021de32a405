"""Whether the two languages say the same: the same facts on both pages, and translations made from today's text."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from . import citations
from .evidence import normalise
from .model import KnowledgeBase
from .problems import Mark, Problem
from .record import NOT_GIVEN, Bilingual, Language, Record

BILINGUAL_TABLES = (
    "topics", "indicators", "derived", "corrections", "tombstones", "events", "statements", "entities", "terms",
    "labels", "keys", "rules", "sources",
)  # fmt: skip
PAIRS = "data/translations.txt"
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


def read_pairs(root: Path) -> set[tuple[str, str]]:
    """Return the pairs of hashes that were read together; none where the file is missing."""
    try:
        lines = (root / PAIRS).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return set()
    words = (line.split() for line in lines if not line.startswith("#"))
    return {(row[0], row[1]) for row in words if len(row) == 2}


def format_pairs(found: Iterator[Pair]) -> str:
    """Return the text of the file of pairs, in a steady order."""
    lines = sorted({" ".join(pair.hashes()) for pair in found})
    return HEADER + "\n".join(lines) + "\n"


def check_translations(found: Iterator[Pair], known: set[tuple[str, str]]) -> Iterator[Problem]:
    """A text and its translation were read together as they stand; a change of one side asks for the other."""
    arabic, french = {first for first, _ in known}, {second for _, second in known}
    for pair in found:
        one, other = pair.hashes()
        if (one, other) in known:
            continue
        if one in arabic:
            what = "the French changed since it was read beside the Arabic"
        elif other in french:
            what = "the Arabic changed since the French was made from it"
        else:
            what = "nobody has read the Arabic and the French side by side as they stand"
        message = f"{what}; read both, then run `isnad translated`, or add the line «{one} {other}» to {PAIRS}"
        yield Problem.at(pair.mark, "TRANSLATION-STALE", message)


def check_pages(footnotes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """The two versions of a page show the same facts, under the same footnotes.

    `footnotes` holds the labels of each page's footnotes, by its path in `docs/`.
    """
    for path, labels in footnotes.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for label in sorted(footnotes.get(twin, labels) - labels):
            message = f"docs/{twin} shows {label.replace('-', ' ', 1)!r}, and this page does not"
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_calls(calls: Mapping[str, Counter[str]]) -> Iterator[Problem]:
    """The two versions of a page call the same macros, each as often: `calls` by the page's path in `docs/`."""
    for path, own in calls.items():
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        for call, times in sorted((calls.get(twin, own) - own).items()):
            message = f"docs/{twin} calls {call} {times} time(s) more than this page; both must say the same"
            yield Problem(f"docs/{path}", 1, 1, "PARITY", message)


def check_coverage(kb: KnowledgeBase, footnotes: Mapping[str, set[str]]) -> Iterator[Problem]:
    """Every observation, statement, event, derived figure and source is shown on some page."""
    shown = {label for labels in footnotes.values() for label in labels}
    cited = {fact.citation.source for fact in kb.facts() if f"{type(fact).__name__.lower()}-{fact.id}" in shown}
    tables = {"observation": kb.observations, "statement": kb.statements, "event": kb.events, "derived": kb.derived}
    for kind, table in tables.items():
        for name, record in table.items():
            if f"{kind}-{name}" not in shown:
                message = f"no page shows the {kind} {name!r}; show it with a macro, or remove it"
                yield Problem.at(record.at(), "NOT-SHOWN", message)
    for name, source in kb.sources.items():
        if name not in cited and f"source-{name}" not in shown:
            yield Problem.at(
                source.at(), "NOT-SHOWN", f"no page shows anything of the source {name!r}; cite it, or remove it"
            )
