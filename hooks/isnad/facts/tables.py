"""The tables of a knowledge base, which note what is looked up in them: what is made of facts depends on just that.

What was made before is so still where all that it looked up has the same answers: the verifying traces of Mokhov,
Mitchell and Peyton Jones, *Build Systems à la Carte* (2018).
"""

import hashlib
from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from functools import lru_cache, wraps
from importlib import import_module
from typing import Any, TypeVar

from .record import Record

REMEMBERED = 4  # knowledge bases: a server reads a new one after each edit
EVERY, HOW_MANY = "*", "#"  # of the records of a table: no id has these signs; who names `*` in a page means all
Asked = tuple[str, str]  # the name of a table, and what was looked up in it
Row = TypeVar("Row")
Thing = TypeVar("Thing")

_noted: set[Asked] | None = None  # by what is being made now


class Table(dict[str, Row]):
    """Records, or what is known of them, by their ids; it notes which of them is looked up."""

    __slots__ = ("name",)

    def __init__(self, name: str, rows: Mapping[str, Row]) -> None:
        super().__init__(rows)
        self.name = name

    def __getitem__(self, id: str) -> Row:
        if _noted is not None:
            _noted.add((self.name, id))
        return super().__getitem__(id)

    def get(self, id: str, default: Any = None) -> Any:
        note([(self.name, id)])
        return super().get(id, default)

    def __contains__(self, id: object) -> bool:
        note([(self.name, str(id))])
        return super().__contains__(id)

    def __iter__(self) -> Iterator[str]:
        note([(self.name, EVERY)])
        return super().__iter__()

    def __len__(self) -> int:
        note([(self.name, HOW_MANY)])
        return super().__len__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        note([(self.name, EVERY)])
        return super().keys()

    def values(self) -> ValuesView[Row]:  # type: ignore[override]
        note([(self.name, EVERY)])
        return super().values()

    def items(self) -> ItemsView[str, Row]:  # type: ignore[override]
        note([(self.name, EVERY)])
        return super().items()

    def answer(self, id: str, of_record: Callable[[Record], str]) -> str:
        """Return all that a look-up says: nothing tells another answer from it, if nothing tells another record from
        what `of_record` returns.
        """
        if id == HOW_MANY:
            return str(super().__len__())
        if id == EVERY:
            return _all_of([*super().items()], of_record)
        return _all_of(super().__getitem__(id), of_record) if super().__contains__(id) else ""


def _all_of(thing: object, of_record: Callable[[Record], str]) -> str:
    """Return a text that tells a thing from all others."""
    if isinstance(thing, Record):
        return of_record(thing)
    if isinstance(thing, list | tuple):
        return f"[{', '.join(_all_of(each, of_record) for each in thing)}]"
    if isinstance(thing, frozenset):  # in whatever order
        return f"{{{', '.join(sorted(_all_of(each, of_record) for each in thing))}}}"
    return repr(thing)


def note(asked: Iterable[Asked]) -> None:
    """Note that what is being made now depends on some look-ups."""
    if _noted is not None:
        _noted.update(asked)


def asking(make: Callable[[], Thing]) -> tuple[Thing, frozenset[Asked]]:
    """Return what is made, and all that was looked up for it; what it is a part of depends on that, too."""
    global _noted
    around, _noted = _noted, set()
    try:
        return make(), frozenset(_noted)
    finally:
        own, _noted = _noted, around
        note(own)


def index(make: Callable[[Any], Mapping[str, Row]]) -> Callable[[Any], Table[Row]]:
    """Return a function that makes a table of a knowledge base once: nobody depends on all that this takes, but on what
    they look up in the table.
    """
    name = f"{make.__module__}.{make.__qualname__}"

    @lru_cache(REMEMBERED)
    @wraps(make)
    def made(kb: Any) -> Table[Row]:
        global _noted
        around, _noted = _noted, None
        try:
            return Table(name, make(kb))
        finally:
            _noted = around

    _indexes[name] = made
    return made


def single_answer(make: Callable[[Any], Thing]) -> Callable[[Any], Thing]:
    """Return a function that says one thing of a knowledge base, made once: who asks depends on that thing alone."""

    @wraps(make)
    def row(kb: Any) -> Mapping[str, Thing]:
        return {"": make(kb)}

    table = index(row)
    return wraps(make)(lambda kb: table(kb)[""])


_indexes: dict[str, Callable[[Any], Table[Any]]] = {}


def answers(kb: object, asked: Sequence[Asked]) -> bytes:
    """Return a hash of what a knowledge base says to some look-ups."""
    hashes, records = _known(kb)

    def of_record(record: Record) -> str:
        if id(record) not in records:  # an indicator is that of all its observations
            records[id(record)] = record, _hash(f"{record!r} {record.at().path}".encode()).hex()
        return records[id(record)][1]

    for name, key in (look_up for look_up in asked if look_up not in hashes):
        hashes[name, key] = _hash(_table(kb, name).answer(key, of_record).encode())
    return _hash(b"".join(map(hashes.__getitem__, asked)))


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=20).digest()


def _table(kb: object, name: str) -> Table[Any]:
    """Return a table of a knowledge base, or an index, of a module that this run may not have needed so far."""
    module = name.rpartition(".")[0]
    if module and name not in _indexes:
        import_module(module)
    table: Table[Any] = _indexes[name](kb) if module else getattr(kb, name)
    return table


@lru_cache(REMEMBERED)
def _known(_kb: object) -> tuple[dict[Asked, bytes], dict[int, tuple[Record, str]]]:
    """Return the hashes of answers of a knowledge base, and those of what its records say and in which file, by the ids
    of the records, which stay theirs: at first none.
    """
    return {}, {}
