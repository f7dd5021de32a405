"""What changed between two states of the facts as a reader would see it, and which corrections are missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .messages import say
from .model import Correction, KnowledgeBase, Observation, Period
from .problems import Problem
from .record import NOT_GIVEN


class Change(NamedTuple):
    """An observation before and after."""

    before: Observation
    after: Observation

    def fields(self) -> dict[str, tuple[str, str]]:
        """Return the value, precision and period of an observation where they changed: before, after."""
        before, after = _shown(self.before), _shown(self.after)
        return {name: (before[name], after[name]) for name in before if before[name] != after[name]}


@dataclass(frozen=True, slots=True)
class Difference:
    """Observations that were added, changed and removed; ids that could not be read before, and are not compared."""

    added: tuple[Observation, ...]
    changed: tuple[Change, ...]
    removed: tuple[Observation, ...]
    unread: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Yield a line for each observation that was added, changed, removed, or could not be compared."""
        for each in self.added:
            yield f"+ {each.id}: {each.value}"
        for change in self.changed:
            parts = (f"{name} {before} -> {after}" for name, (before, after) in change.fields().items())
            yield f"~ {change.after.id}: {', '.join(parts)}"
        for each in self.removed:
            yield f"- {each.id}: {each.value}"
        for name in self.unread:
            yield f"? {name}: not compared; its old record does not fit the form that records have now"


def compare(before: KnowledgeBase, after: KnowledgeBase) -> Difference:
    """Return how the observations differ in value, precision and period, in the order of the data files."""
    old, new = before.observations, after.observations
    unread = tuple(name for name in new if name not in old and before.is_set_aside("observations", name))
    both = (Change(old[name], each) for name, each in new.items() if name in old)
    return Difference(
        added=tuple(each for name, each in new.items() if name not in old and name not in unread),
        changed=tuple(change for change in both if change.fields()),
        removed=tuple(each for name, each in old.items() if name not in new),
        unread=unread,
    )


def check_corrected(before: KnowledgeBase, after: KnowledgeBase) -> Iterator[Problem]:
    """A published value that changed has a new correction, or several, that lead from the old value to the new one."""
    for change in compare(before, after).changed:
        old, new = change
        if old.value != new.value and not _leads(_new_corrections(before, after, new.id), old, new):
            message = say("correction-missing", id=new.id, was=old.value, now=new.value)
            yield Problem.at(new.at("value"), "CORRECTION-MISSING", message)


def _new_corrections(before: KnowledgeBase, after: KnowledgeBase, observation: str) -> list[Correction]:
    """Return the corrections of an observation that were not there before, newest first."""
    found = [each for each in after.newest_corrections() if each.observation == observation]
    return [each for each in found if each.id not in before.corrections]


def _leads(corrections: list[Correction], old: Observation, new: Observation) -> bool:
    """Return whether each of some corrections, newest first, begins where the one before it ended."""
    values = [old.value, *(value for each in reversed(corrections) for value in (each.was, each.now)), new.value]
    return len(values) > 2 and values[0::2] == values[1::2]


def _shown(observation: Observation) -> dict[str, str]:
    return {
        "value": str(observation.value),
        "precision": str(observation.precision),
        "period": _period(observation.period),
    }


def _period(period: Period) -> str:
    end = "an unknown end" if period.end is NOT_GIVEN else str(period.end)
    return f"{period.start} to {end}"
