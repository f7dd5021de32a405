"""What is slow to make and depends on its inputs alone, kept between builds in the user's cache folder.

A thing is found by the hash of its inputs, of this engine's code and of the versions of all libraries there are: all in
one file, for to make a file takes as long as to make a page. So is what functions of texts returned, and compiled
templates.
Deleting the folder only costs time. ISNAD_CACHE names another folder.
"""

import dataclasses
import hashlib
import io
import os
import pickle
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

CODE = Path(__file__).parent.parent
Thing = TypeVar("Thing")
Given = ParamSpec("Given")
MOST_REMEMBERED = 2**14  # texts that one function knows
DAY = 24 * 3600  # seconds
UNUSED = 60  # days after which what no build asked for is deleted
SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS things (key BLOB PRIMARY KEY, used INTEGER, thing BLOB);
    CREATE INDEX IF NOT EXISTS unused ON things (used);
"""


def kept(kind: str, inputs: object, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes of some inputs, from the cache where it was made before.

    Inputs are a text, or what its `repr` tells apart. A folder that cannot be read or written is done without.
    """
    key = _key(kind, inputs)
    if (found := _found(key)) is not None:
        return found
    made = make()
    _keep(key, made)
    return made


def _key(kind: str, inputs: object) -> bytes:
    named = inputs if isinstance(inputs, str) else repr(inputs)
    return hashlib.blake2b(f"{kind} {_code()} {named}".encode(), digest_size=20).digest()


def _today() -> int:
    return int(time.time() / DAY)


def _found(key: bytes) -> bytes | None:
    """Return the thing of a key, which is used today."""
    for thing, used in _asked("SELECT thing, used FROM things WHERE key = ?", key):
        if used != _today():
            _asked("UPDATE things SET used = ? WHERE key = ?", _today(), key)
        return bytes(thing)
    return None


def _keep(key: bytes, made: bytes) -> None:
    _asked("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", key, _today(), made)


def _asked(question: str, *given: object) -> Iterable[tuple[Any, ...]]:
    """Return what the file of all things answers; nothing where it cannot be read or written."""
    name = os.environ.get("ISNAD_CACHE", "")
    try:
        if name not in _opened:
            _opened[name] = _open(_folder() / "things.sqlite")
        return _opened[name].execute(question, given).fetchall()
    except (OSError, sqlite3.Error):
        return ()


_opened: dict[str, sqlite3.Connection] = {}  # by the folder that the environment names


def _open(path: Path) -> sqlite3.Connection:
    """Return the file of things; an empty one in the place of one that is damaged."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
    try:
        file.executescript(SCHEMA)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        path.unlink()
        file = sqlite3.connect(path, timeout=60, isolation_level=None, check_same_thread=False)
        file.executescript(SCHEMA)
    return file


def _close() -> None:
    """Close what is open: a copy of this process opens its own."""
    while _opened:
        _opened.popitem()[1].close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_close)


def kept_thing(
    kind: str, inputs: object, make: Callable[[], Thing], is_still: Callable[[Thing], bool] = lambda _: True
) -> Thing:
    """Return the same of a thing that is no bytes."""
    key = _key(kind, inputs)
    thing: Thing | None = _thing(_found(key) or b"")
    if thing is None or not is_still(thing):
        thing = make()
        _keep(key, _written(thing))
    return thing


class _Writer(pickle.Pickler):
    """Has named tuples and records read in a fraction of the time that their own ways take."""

    def reducer_override(self, thing: Any) -> Any:
        kind = type(thing)
        if isinstance(thing, tuple) and kind is not tuple:
            return tuple.__new__, (kind, tuple(thing))
        if "__slots__" in vars(kind) and dataclasses.is_dataclass(kind):
            return _record, (kind, *(getattr(thing, name) for name in _fields(kind)))
        return NotImplemented


def _record(kind: Any, *values: object) -> object:
    """Return a record of a kind with these values of its fields."""
    made = object.__new__(kind)
    for name, value in zip(_fields(kind), values, strict=True):
        _set(made, name, value)
    return made


_set = object.__setattr__  # a frozen record has none of its own


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def _written(thing: object) -> bytes:
    """Return what `_thing` reads."""
    data = io.BytesIO()
    _Writer(data, pickle.HIGHEST_PROTOCOL).dump(thing)
    return data.getvalue()


def _thing(data: bytes) -> Any:
    """Return what was written down; None where the file was damaged, of which pickle may complain in any way."""
    try:
        return pickle.loads(data)
    except Exception:  # noqa: BLE001
        return None


def remembered(function: Callable[Given, Thing]) -> Callable[Given, Thing]:
    """Have a function of texts alone know what it returned in earlier runs; `keep_memory` writes it down."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def recall(*args: Given.args, **kwargs: Given.kwargs) -> Thing:
        known = _memory().setdefault(name, {})
        if args not in known:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[args] = function(*args, **kwargs)
            _grown.add(name)
        found: Thing = known[args]
        return found

    return recall


_grown: set[str] = set()  # the functions that know more than what was read


@cache
def _memory() -> dict[str, dict[object, Any]]:
    """Return what functions returned before, by their names and what they were given."""
    return _thing(_found(_key("memory", "")) or b"") or {}


def keep_memory() -> None:
    """Write down what functions of texts returned, for the next run."""
    if _grown:
        _keep(_key("memory", ""), _written(_memory()))
        _grown.clear()


def prune() -> None:
    """Delete what no build asked for in a long time."""
    _asked("DELETE FROM things WHERE used < ?", _today() - UNUSED)


def templates(environment: str) -> "BytecodeCache":
    """Return where the templates compiled by an environment are kept."""
    from jinja2 import BytecodeCache  # which takes a while to import
    from jinja2.bccache import Bucket

    class Templates(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            if (found := _found(_key(environment, bucket.key))) is not None:
                bucket.bytecode_from_string(found)

        def dump_bytecode(self, bucket: Bucket) -> None:
            _keep(_key(environment, bucket.key), bucket.bytecode_to_string())

    return Templates()


def _folder() -> Path:
    if own := os.environ.get("ISNAD_CACHE"):
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "isnad"


@cache
def _code() -> str:
    """Return a hash of the code with its word lists and templates, and of the versions of all libraries."""
    return hashlib.blake2b(b"".join(_sources()), digest_size=20).hexdigest()


def _sources() -> Iterator[bytes]:
    drawn = "pages/typefaces/*", "pages/templates/*.jinja", "../theme/assets/images/*.svg"
    for pattern in ("**/*.py", "**/*.toml", "../*.py", *drawn):
        yield from (path.read_bytes() for path in sorted(CODE.glob(pattern)))
    installed = {path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")}
    yield from (name.encode() for name in sorted(installed))
