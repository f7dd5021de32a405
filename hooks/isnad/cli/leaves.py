"""What a record holds, text by text, in two revisions at once: one walk over its fields, whatever its type."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, NamedTuple

# Known by the place of the record, told elsewhere, or nothing that a reader is told.
LEFT_OUT = ("marks", "id", "observations")


class Leaf(NamedTuple):
    """A text of a record by the path of its field, `definition.fr`, before and after; None where there is none."""

    path: str
    before: str | None
    after: str | None

    @property
    def is_changed(self) -> bool:
        """Whether the two revisions differ in it."""
        return self.before != self.after

    @property
    def parent(self) -> str:
        """The path of what it is directly a part of."""
        return self.path.rpartition(".")[0]


def leaves(before: Any, after: Any, path: str = "") -> Iterator[Leaf]:
    """Yield each text of a value in two revisions, unchanged ones too; None is what a revision lacks."""
    kinds = {_kind(value) for value in (before, after) if value is not None}
    if len(kinds) > 1:  # a title that was not given, and is now
        yield from leaves(before, None, path)
        yield from leaves(None, after, path)
    elif kinds == {"record"}:
        for name in _names(before, after):
            yield from leaves(getattr(before, name, None), getattr(after, name, None), _below(path, name))
    elif kinds == {"mapping"}:
        for name in dict.fromkeys([*(before or {}), *(after or {})]):
            yield from leaves((before or {}).get(name), (after or {}).get(name), _below(path, name))
    elif kinds == {"records"}:
        yield from _items(before or (), after or (), path)
    elif kinds:
        yield Leaf(path, _text(before), _text(after))


def _kind(value: Any) -> str:
    if is_dataclass(value):
        return "record"
    if isinstance(value, Mapping):
        return "mapping"
    return "records" if isinstance(value, tuple) and any(map(is_dataclass, value)) else "text"


def _names(*records: Any) -> list[str]:
    """Return the names of the fields that two records have, those of the first first."""
    names = (spec.name for record in records if record is not None for spec in fields(record))
    return [name for name in dict.fromkeys(names) if name not in LEFT_OUT]


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _items(before: tuple[Any, ...], after: tuple[Any, ...], path: str) -> Iterator[Leaf]:
    """Yield the texts of two lists of records; what moved because another came or went is not changed."""
    matcher = SequenceMatcher(None, [*map(repr, before)], [*map(repr, after)], autojunk=False)
    for _, first, last, start, stop in matcher.get_opcodes():
        for number, (old, new) in enumerate(zip_longest(before[first:last], after[start:stop])):
            place = f"was {first + number + 1}" if new is None else f"{start + number + 1}"
            yield from leaves(old, new, f"{path}[{place}]")


def _text(value: Any) -> str | None:
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return format(value, "f") if isinstance(value, Decimal) else str(value)
