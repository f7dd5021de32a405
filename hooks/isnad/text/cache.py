"""What is slow to make and depends on its inputs alone, kept between builds in the user's cache folder.

A thing is found by the hash of its inputs, of this engine's code and of the versions of all libraries there are: all in
one file, for to make a file takes as long as to make a page.
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
from contextlib import suppress
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
UNUSED = 60 * DAY  # after which what no build asked for is deleted
SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS things (key BLOB PRIMARY KEY, used INTEGER, thing BLOB);
    CREATE INDEX IF NOT EXISTS unused ON things (used);
"""


def kept(kind: str, inputs: object, make: Callable[[], bytes], is_still: Callable[[bytes], bool] = bool) -> bytes:
    """Return what `make` makes of some inputs, from the cache where it was made before and `is_still` what it would be.

    Inputs are a text, or what its `repr` tells apart. A folder that cannot be read or written is done without.
    """
    named = inputs if isinstance(inputs, str) else repr(inputs)
    key = hashlib.blake2b(f"{kind} {_code()} {named}".encode(), digest_size=20).digest()
    today = int(time.time() / DAY)
    for thing, used in _asked("SELECT thing, used FROM things WHERE key = ?", key):
        if is_still(thing):
            if used != today:
                _asked("UPDATE things SET used = ? WHERE key = ?", today, key)
            return bytes(thing)
    made = make()
    _asked("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", key, today, made)
    return made


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
    things: list[Thing] = []  # what was found, if it is whole, and what was made

    def is_whole(found: bytes) -> bool:
        thing: Thing | None = _thing(found)
        if thing is None or not is_still(thing):
            return False
        things.append(thing)
        return True

    def written() -> bytes:
        things.append(make())
        return _written(things[0])

    kept(kind, inputs, written, is_whole)
    return things[0]


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
    try:
        return _thing(_memory_file().read_bytes()) or {}
    except OSError:
        return {}


def _memory_file() -> Path:
    return _folder() / "memory" / _code()


def keep_memory() -> None:
    """Write down what functions of texts returned, for the next run."""
    if _grown:
        _keep(_memory_file(), _written(_memory()))
        _grown.clear()


def _keep(path: Path, data: bytes) -> None:
    """Write a file at once, so that another build never reads half of it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}")
        written.write_bytes(data)
        written.replace(path)
    except OSError:
        return


def prune() -> None:
    """Delete what no build asked for in a long time; once a day, for it looks at each of them."""
    now, looked = time.time(), _folder() / "pruned"
    with suppress(OSError):
        if looked.stat().st_mtime > now - DAY:
            return
    _keep(looked, b"")
    begins = now - UNUSED
    _asked("DELETE FROM things WHERE used < ?", int(begins / DAY))
    for kind in _entries(_folder()):
        for old in _entries(kind):
            with suppress(OSError):  # another build was quicker
                if old.stat().st_mtime < begins:
                    Path(old).unlink()


def _entries(folder: os.PathLike[str]) -> list[os.DirEntry[str]]:
    """Return what stands in a folder; of many thousands, this is the quick way."""
    try:
        with os.scandir(folder) as entries:
            return [*entries]
    except OSError:
        return []


def templates(environment: str) -> "BytecodeCache | None":
    """Return where the templates compiled by an environment are kept; nothing where that cannot be written."""
    from jinja2 import FileSystemBytecodeCache  # which takes a while to import

    folder = _folder() / f"templates-{environment}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return FileSystemBytecodeCache(str(folder))


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
    installed = {entry.name for folder in sys.path for entry in _entries(Path(folder))}
    yield from (name.encode() for name in sorted(installed) if name.endswith(".dist-info"))
