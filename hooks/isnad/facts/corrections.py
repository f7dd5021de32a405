"""Corrections of a value, or of what a record means: what there is to correct, and of what each is; and tombstones."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from ..problems import Problem, hint, say
from .model import DOCUMENTED, Correction, Fact, KnowledgeBase, Observation, table_of
from .record import Record
from .tables import index

# What a published record means, by the kind of its path. What changes here needs a correction.
MEANINGS: Mapping[str, tuple[str, ...]] = {
    "figures": ("indicator", "period", "scope", "stated_by", "base", "part_of", "value_to", "out_of", "status"),
    "indicators": ("label", "definition", "unit"),
    "units": ("measure", "forms"),
    "events": ("label", "date"),
    "statements": ("stated_by",),
    "derived": ("label", "formula", "of"),
}
# What a correction may name too, although a person alone can say whether it needs one.
REWORDED: Mapping[str, tuple[str, ...]] = {"figures": ("precision",), "statements": ("text",)}
# What says of a figure which others it compares with, in a word of ours: neither its value nor the article's words.
COMPARED_BY = frozenset({"base"})


def path_of(correction: Correction) -> str:
    """Return the path of the record that a correction is of."""
    return correction.record or f"figures/{correction.observation}"


def values_of(correction: Correction) -> tuple[Decimal, Decimal] | None:
    """Return the value before and after; None for a correction of a meaning."""
    if correction.was is None or correction.now is None:
        return None
    return correction.was, correction.now


def record_of(kb: KnowledgeBase, correction: Correction) -> Any:
    """Return the record that a correction is of; None where it is not there."""
    kind, _, name = path_of(correction).partition("/")
    return getattr(kb, table_of(kind)).get(name)


def topics_of(kb: KnowledgeBase, correction: Correction) -> frozenset[str]:
    """Return the topics that the record of a correction belongs to; none where it is of all, as a unit is."""
    record = record_of(kb, correction)
    if isinstance(record, Fact):
        return frozenset({kb.topic_of(record)})
    return frozenset({record.topic} if hasattr(record, "topic") else ())


def leaves_value(correction: Correction) -> bool:
    """Return whether a correction only says with which other figures a figure compares."""
    fields = frozenset(correction.changed)
    return bool(fields) and fields <= COMPARED_BY and path_of(correction).startswith("figures/")


def newest(kb: KnowledgeBase) -> list[Correction]:
    """Return the corrections that readers can be told, newest first; those of one day as in the file."""
    found = (each for each in kb.corrections.values() if _has_a_form(each) and record_of(kb, each) is not None)
    sound = (each for each in found if set(each.changed) <= set(_nameable(path_of(each))))
    return sorted(sound, key=lambda each: each.date, reverse=True)


def of_record(kb: KnowledgeBase, *paths: str) -> list[Correction]:
    """Return the corrections of some records, newest first."""
    found = [each for path in paths for each in _newest_by_path(kb).get(path, ())]
    return sorted(found, key=lambda each: (each.date, -each.at().line), reverse=True)


@index
def _newest_by_path(kb: KnowledgeBase) -> Mapping[str, Sequence[Correction]]:
    """Return the corrections that readers can be told, by the path of the record."""
    found: dict[str, list[Correction]] = {}
    for each in newest(kb):
        found.setdefault(path_of(each), []).append(each)
    return found


def paths_behind(kb: KnowledgeBase, observation: Observation) -> tuple[str, ...]:
    """Return the records that say what a figure means: itself, its indicator and its unit."""
    indicator = kb.indicator_of[observation.id]
    return f"figures/{observation.id}", f"indicators/{indicator.id}", f"units/{indicator.unit}"


def _has_a_form(correction: Correction) -> bool:
    """Return whether a correction is of a value, or of a meaning, and not of both or of neither."""
    value = (correction.observation, correction.was, correction.now)
    if correction.record is None and not correction.changed:
        return None not in value
    return value == (None, None, None) and correction.record is not None and bool(correction.changed)


def check_corrections(kb: KnowledgeBase) -> Iterator[Problem]:
    """A correction is of a value or of a meaning; the newest of a figure ends at the value that is published."""
    present = kb.at_paths(MEANINGS)
    for correction in kb.corrections.values():
        if not _has_a_form(correction):
            yield Problem.at(correction.at(), "CORRECTION-FORM", say("correction-form"))
        elif correction.record is not None:
            yield from _check_meaning(kb, correction, correction.record, present)
    ends: dict[str, tuple[Correction, Decimal]] = {}
    for correction in newest(kb):
        if values := values_of(correction):  # of one day, the upper one, as in the file and on the page
            ends.setdefault(path_of(correction), (correction, values[1]))
    for correction, now in ends.values():
        observation = record_of(kb, correction)
        if now != observation.value:
            message = say("correction-value", id=observation.id, value=observation.value, now=now)
            yield Problem.at(correction.at("now"), "CORRECTION-VALUE", message)


def _nameable(path: str) -> tuple[str, ...]:
    """Return the fields that a correction of a record's meaning can name."""
    kind = path.partition("/")[0]
    return (*MEANINGS[kind], *REWORDED.get(kind, ()))


def _check_meaning(
    kb: KnowledgeBase, correction: Correction, path: str, present: Mapping[str, Record]
) -> Iterator[Problem]:
    """Yield what is wrong with the record and the fields that a correction of a meaning names."""
    kind, names = path.partition("/")[0], _nameable(path)
    if path not in present and not kb.is_set_aside_at(path):
        message = say("correction-record", path=path, hint=hint(path, present))
        yield Problem.at(correction.at("record"), "CORRECTION-FORM", message)
    for name in correction.changed:
        if name not in names:
            message = say("correction-field", field=name, kind=kind, names=names)
            yield Problem.at(correction.at("changed"), "CORRECTION-FORM", message)


def check_tombstones(kb: KnowledgeBase) -> Iterator[Problem]:
    """A tombstone names a document that is gone, and a successor that is there."""
    present = kb.at_paths(DOCUMENTED)
    for stone in kb.tombstones.values():
        if stone.gone in present:
            yield Problem.at(stone.at("gone"), "TOMBSTONE-WRONG", say("tombstone-needless", path=stone.gone))
        if stone.successor and stone.successor not in present and not kb.is_set_aside_at(stone.successor):
            message = say("tombstone-successor", path=stone.successor, hint=hint(stone.successor, present))
            yield Problem.at(stone.at("successor"), "TOMBSTONE-WRONG", message)
