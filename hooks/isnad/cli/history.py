"""What a change must not do to what is published, unless it says so: everything that needs an earlier revision."""

from collections.abc import Iterator
from typing import Any

from ..facts.corrections import MEANINGS, newest, path_of, values_of
from ..facts.model import DOCUMENTED, Authority, Correction, KnowledgeBase, Observation, Period, Scope
from ..problems import Mark, Problem, say

TOMBSTONES = Mark("data/tombstones.yaml", 1, 1)


def check_history(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """Yield everything that a change breaks of what was published."""
    yield from check_values(before, after)
    yield from check_meanings(before, after)
    yield from check_gone(before, after)
    yield from check_evidence(before, after)


def check_values(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """A published value that changed has a new correction, or several, that lead from the old value to the new one."""
    for name, new in after.observations.items():
        old = before.observations.get(name, new)
        if old.value != new.value and not _leads(_new_corrections(before, after, f"figures/{name}"), old, new):
            message = say("correction-missing", id=new.id, was=old.value, now=new.value)
            yield Problem.at(new.at("value"), "CORRECTION-MISSING", message)
        elif name in before.observations and old.value == new.value:
            for each in _new_corrections(before, after, f"figures/{name}"):
                if values_of(each):
                    yield Problem.at(each.at(), "CORRECTION-MISSING", say("correction-idle", id=name, now=new.value))


def check_meanings(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """What a published record means changes with a new correction only, which names the fields."""
    changed, new = changed_meanings(before, after), after.at_paths(MEANINGS)
    for path in changed:
        excused = {name for each in _new_corrections(before, after, path) for name in each.changed}
        if names := [name for name in changed[path] if name not in excused]:
            mark = new[path].at(names[0])
            yield Problem.at(mark, "MEANING-MISSING", say("meaning-missing", path=path, names=names))


def changed_meanings(before: KnowledgeBase, after: KnowledgeBase) -> dict[str, list[str]]:
    """Return the fields that mean something else than before, by the path of their record."""
    old, new = before.at_paths(MEANINGS), after.at_paths(MEANINGS)
    changed = {
        path: [
            name
            for name in MEANINGS[path.partition("/")[0]]
            if _meaning(before, after, old[path], name) != _meaning(after, before, record, name)
        ]
        for path, record in new.items()
        if path in old
    }
    return {path: names for path, names in changed.items() if names}


def check_gone(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """A document of the API that is gone leaves a tombstone, unless its record is there and only broken."""
    present, gone = after.at_paths(DOCUMENTED), {stone.gone for stone in after.tombstones.values()}
    for path in before.at_paths(DOCUMENTED):
        if path not in present and path not in gone and not after.is_set_aside_at(path):
            yield Problem.at(TOMBSTONES, "TOMBSTONE-MISSING", say("tombstone-missing", path=path))


def check_evidence(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """The captured text of a published source stays the same, and so does its fingerprint."""
    for name, new in after.sources.items():
        old = before.sources.get(name)
        if old is None or old.capture is None:
            continue
        if new.capture is None:
            yield Problem.at(new.at("reading"), "EVIDENCE-CHANGED", say("evidence-gone", source=name))
        elif (old.capture.sha256, before.fingerprints[name]) != (new.capture.sha256, after.fingerprints[name]):
            yield Problem.at(new.capture.at("sha256"), "EVIDENCE-CHANGED", say("evidence-changed", source=name))


def _new_corrections(before: KnowledgeBase, after: KnowledgeBase, path: str) -> list[Correction]:
    """Return the corrections of a record that were not there before, newest first."""
    return [each for each in newest(after) if path_of(each) == path and each.id not in before.corrections]


def _leads(corrections: list[Correction], old: Observation, new: Observation) -> bool:
    """Return whether each of some corrections, newest first, begins where the one before it ended."""
    steps = [value for each in reversed(corrections) for value in values_of(each) or ()]
    values = [old.value, *steps, new.value]
    return bool(steps) and values[0::2] == values[1::2]


def _meaning(kb: KnowledgeBase, other: KnowledgeBase, record: Any, name: str) -> Any:
    """Return what a field means, the same for a record that only its id was changed of."""
    value = kb.indicator_of[record.id].id if name == "indicator" else getattr(record, name)
    if isinstance(value, Period):
        return value.start, value.end
    if isinstance(value, Scope):
        return [_entity(kb, other, entity) for entity in value.roles.values()]
    if isinstance(value, Authority):
        return _entity(kb, other, value.entity)
    if name == "unit" and value not in other.units:
        unit = kb.units[value]
        return unit.measure, unit.forms
    return value


def _entity(kb: KnowledgeBase, other: KnowledgeBase, entity: str | None) -> Any:
    """Return the id of an entity that both revisions have; else its name, which another id may have now."""
    return entity if entity is None or entity in other.entities else kb.entities[entity].name
