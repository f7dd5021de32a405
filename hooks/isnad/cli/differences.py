"""What changed between two states of the project as a reader would see it: all records, all pages, all pictures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

from ..facts.derived import compute
from ..facts.indexes import label_of
from ..facts.model import DerivedFigure, Fact, KnowledgeBase, Observation, table_of
from ..facts.record import Record
from ..pages.texts import Project, shown_on
from ..pages.views import authority
from ..phrases.addresses import absolute_url, figure_page, source_page
from ..phrases.phrases import Phrases, bare_text
from ..text.languages import Language
from ..text.typography import set_spaces
from .leaves import Leaf, leaves
from .page_changes import PageChange, compare_pages

# The kinds of records in the order in which they are told; each is a table of the knowledge base.
KINDS = (
    "corrections", "tombstones", "figures", "derived", "indicators", "units", "topics", "events", "statements",
    "entities", "terms", "sources", "exceptions", "site",
)  # fmt: skip
# The records that the sentence of a figure is made of besides its own.
BEHIND = ("entities", "units", "indicators", "sources")
# The keys of what an article says; a reviewer reads them beside each other.
FOOTNOTED = ("figures", "derived", "events", "statements", "terms", "sources")
QUOTED = ("quote", "translation", "shown", "value")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record that came, went or changed, by its kind and id, with its texts: all, or those that changed and what
    stands beside them. `sentences` is what readers are told of a figure, before and after; `touched` are the figures
    of which they are told something else because of it.
    """

    kind: str
    id: str
    change: str
    leaves: tuple[Leaf, ...]
    sentences: Mapping[Language, tuple[str | None, str | None]]
    addresses: tuple[str, ...]
    touched: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The record by its path, as in the API."""
        return f"{self.kind}/{self.id}"


class Pair(NamedTuple):
    """A record in both revisions; None where one lacks it."""

    kind: str
    id: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """The records and pages that changed; those that one revision has in a form that cannot be read, not compared."""

    entries: tuple[Entry, ...]
    pages: tuple[PageChange, ...]
    unread: tuple[str, ...]

    def of(self, change: str) -> tuple[Entry, ...]:
        """Return the records that were `added`, `changed` or `removed`."""
        return tuple(entry for entry in self.entries if entry.change == change)


def compare(before: Project, after: Project) -> Difference:
    """Return how two states of the project differ for a reader."""
    pairs, unread = _pairs(before.kb, after.kb)
    places = Places(before), Places(after)
    entries = [entry for pair in pairs if (entry := _entry(before.kb, after.kb, places, pair))]
    return Difference(tuple(entries), tuple(compare_pages(before, after)), tuple(unread))


def _pairs(before: KnowledgeBase, after: KnowledgeBase) -> tuple[list[Pair], list[str]]:
    """Return all records of both revisions, and the paths of those that one of them has in no readable form."""
    pairs, unread = [], []
    for kind in KINDS:
        old, new = _records(before, kind), _records(after, kind)
        for name in dict.fromkeys([*new, *old]):
            unreadable = [kb for kb, known in ((before, old), (after, new)) if name not in known]
            if any(kb.is_set_aside_at(f"{kind}/{name}") for kb in unreadable):
                unread.append(f"{kind}/{name}")
            else:
                pairs.append(Pair(kind, name, old.get(name), new.get(name)))
        unread += [
            f"{kind}/{name}"
            for table, name in sorted(before.set_aside & after.set_aside)
            if table == table_of(kind) and name not in old and name not in new
        ]
    return pairs, unread


def _records(kb: KnowledgeBase, kind: str) -> Mapping[str, Record]:
    if kind == "site":
        return {kb.site.id: kb.site}
    records: Mapping[str, Record] = getattr(kb, table_of(kind))
    return records


class Places:
    """Where readers of a state of the project meet its records. Its pages are read once, and when they are needed."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def pages(self) -> Mapping[str, list[str]]:
        """The written pages that show each fact, by the label of its footnote."""
        return shown_on(self.project)

    def of(self, kind: str, name: str, record: Record) -> tuple[str, ...]:
        """Return the addresses of a record: of its own page, then of those that people wrote."""
        own = {"figures": figure_page, "sources": source_page}.get(kind)
        found = [absolute_url("/", language, own(name)) for language in Language] if own else []
        label = label_of(record) if isinstance(record, Fact) else f"{kind.removesuffix('s')}-{name}"
        written = self.pages.get(label, ()) if kind in FOOTNOTED else ()
        return tuple([*found, *(absolute_url("/", Language(path[:2]), path[3:]) for path in written)])


def _entry(before: KnowledgeBase, after: KnowledgeBase, places: tuple[Places, Places], pair: Pair) -> Entry | None:
    """Return what became of a record; None where nothing did."""
    found = [*_besides(before, after, pair), *leaves(pair.before, pair.after)]
    if not any(leaf.is_changed for leaf in found):
        return None
    change = "added" if pair.before is None else "removed" if pair.after is None else "changed"
    sentences: dict[Language, tuple[str | None, str | None]] = {}
    touched: tuple[str, ...] = ()
    if pair.kind == "figures":
        sentences = _sentences(before, after, pair)
    elif change == "changed" and pair.kind in BEHIND:
        touched = tuple(_touched(before, after, pair))
    place, record = (places[0], pair.before) if pair.after is None else (places[1], pair.after)
    addresses = place.of(pair.kind, pair.id, record)
    return Entry(pair.kind, pair.id, change, tuple(_told(found)), sentences, addresses, touched)


def _told(found: list[Leaf]) -> Iterator[Leaf]:
    """Yield the texts that changed, and beside a quote or a translation the rest of what is quoted."""
    changed = [leaf for leaf in found if leaf.is_changed]
    around = {leaf.parent for leaf in changed if leaf.path.rpartition(".")[2] in QUOTED}
    for leaf in found:
        if leaf.is_changed or (leaf.parent in around and leaf.path.rpartition(".")[2] in (*QUOTED, "source")):
            yield leaf


def _besides(before: KnowledgeBase, after: KnowledgeBase, pair: Pair) -> Iterator[Leaf]:
    """Yield what a record does not say itself: where it stands, what we compute, from which text it was made."""
    for name, tell in (("indicator", _indicator), ("value", _value), ("fingerprint", _fingerprint)):
        old, new = (record and tell(kb, record) for kb, record in ((before, pair.before), (after, pair.after)))
        if old or new:
            yield Leaf(name, old, new)


def _indicator(kb: KnowledgeBase, record: Record) -> str | None:
    return kb.indicator_of[record.id].id if isinstance(record, Observation) else None


def _value(kb: KnowledgeBase, record: Record) -> str | None:
    if not isinstance(record, DerivedFigure):
        return None
    try:
        value, precision = compute(kb, record)
    except ArithmeticError:  # a share of nothing: `isnad check` says so
        return None
    return f"{value} ({precision})"


def _fingerprint(kb: KnowledgeBase, record: Any) -> str | None:
    """Return in short which fingerprint a source has, if anybody captured it."""
    if type(record).__name__ != "Source" or not (made := kb.fingerprints.get(record.id)):
        return None
    return f"{made.sha256[:12]} {blake2b(repr(made.paragraphs).encode(), digest_size=6).hexdigest()}"


def _sentences(
    before: KnowledgeBase, after: KnowledgeBase, pair: Pair
) -> dict[Language, tuple[str | None, str | None]]:
    """Return what readers are told of a figure in each language, where it is not the same."""
    both = ((before, pair.before), (after, pair.after))
    told = {
        language: tuple(record and sentence(Phrases(kb, language), record) for kb, record in both)
        for language in Language
    }
    return {language: (old, new) for language, (old, new) in told.items() if old != new}


def sentence(p: Phrases, observation: Observation) -> str:
    """Return what a reader of a language is told of an observation."""
    title = {"headline": p.headline(observation), "scope": p.counted(observation)}
    said = p.t("figure-title", **title, period=p.reference_period(observation, alone=True))
    article = p.kb.source_of(observation).label[p.language]
    return set_spaces(bare_text(p.t("diff-figure", said=said, authority=authority(p, observation), article=article)))


def _touched(before: KnowledgeBase, after: KnowledgeBase, pair: Pair) -> Iterator[str]:
    """Yield the figures whose sentences rest on a record that changed, and read otherwise."""
    for name, new in after.observations.items():
        old = before.observations.get(name)
        rests = old and pair.id in (*_behind(before, old), *_behind(after, new))
        if rests and _sentences(before, after, Pair("figures", name, old, new)):
            yield name


def _behind(kb: KnowledgeBase, observation: Observation) -> tuple[str, ...]:
    """Return the ids of the records that the sentence of a figure is made of."""
    indicator = kb.indicator_of[observation.id]
    named = (*observation.scope.named(), *observation.stated_by.named())
    return (*named, indicator.id, indicator.unit, observation.citation.source)
