"""The cache: what was made once is not made again, unless its inputs, the code or the libraries changed."""

import dataclasses
import functools
import pickle
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from isnad.site.processes import shared_out
from isnad.text import cache
from isnad.text.cache import kept
from jinja2 import DictLoader, Environment

NOW = time.time()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("ISNAD_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def makers(*made: bytes) -> Iterator[bytes]:
    return iter(made)


def test_the_same_inputs_are_made_once() -> None:
    coming = makers(b"first", b"second")
    assert [kept("cards", ("a", 1), lambda: next(coming)) for _ in range(3)] == [b"first"] * 3


@pytest.mark.parametrize("other", [("cards", ("a", 2)), ("cards", ("a1",)), ("charts", ("a", 1))])
def test_other_inputs_or_another_kind_are_made_again(other: tuple[str, object]) -> None:
    assert kept("cards", ("a", 1), lambda: b"first") == b"first"
    assert kept(*other, lambda: b"second") == b"second"


@pytest.mark.parametrize("changed", ["sources", "version"])
def test_other_code_or_another_library_makes_it_again(
    changed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("cards", "a", lambda: b"first")
    if changed == "version":
        (tmp_path / "markdown-0.dist-info").mkdir()
        monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    else:
        monkeypatch.setattr(cache, "CODE", Path(__file__).parent)
    cache._code.cache_clear()
    try:
        assert kept("cards", "a", lambda: b"second") == b"second"
    finally:
        monkeypatch.undo()
        cache._code.cache_clear()


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ISNAD_CACHE", str(tmp_path / "file" / "below"))
    coming = makers(b"first", b"second")
    assert [kept("cards", "a", lambda: next(coming)) for _ in range(2)] == [b"first", b"second"]


def test_what_nobody_asked_for_in_a_long_time_is_deleted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as past:
        past.setattr(time, "time", lambda: NOW - (cache.UNUSED + 1) * cache.DAY)
        kept("cards", "old", lambda: b"old")
        kept("cards", "used", lambda: b"used")
    kept("cards", "used", lambda: b"again")
    kept("cards", "new", lambda: b"new")
    cache.prune()
    assert sorted(things(folder)) == [b"new", b"used"]


def things(folder: Path) -> list[bytes]:
    """Return all that the file of a cache holds."""
    with closing(sqlite3.connect(folder / "things.sqlite")) as file:
        return [thing for (thing,) in file.execute("SELECT thing FROM things")]


def test_copies_of_a_process_keep_what_they_make_side_by_side(folder: Path) -> None:
    kept("cards", "before", lambda: b"before")

    def work(share: Sequence[int]) -> list[bytes]:
        return [kept("cards", each, f"{each}".encode) for each in share]

    assert [made for done in shared_out(work, range(90), 3) for made in done]
    assert sorted(things(folder)) == sorted([b"before", *(f"{each}".encode() for each in range(90))])


def test_what_a_function_of_texts_returned_is_known_in_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    @cache.remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    for _ in range(2):
        monkeypatch.setattr(cache, "_memory", functools.cache(cache._memory.__wrapped__))  # as another process reads it
        assert (length("ab"), length("ab"), length("abc")) == (2, 2, 3)
        cache.keep_memory()
    assert asked == ["ab", "abc"]


def test_a_memory_that_cannot_be_read_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_memory", cache._memory.__wrapped__)
    assert cache._memory() == {}
    for broken in (b"", b"no pickle", pickle.dumps(1)[:-1]):
        cache._keep(cache._key("memory", ""), broken)
        assert cache._memory() == {}


def test_a_compiled_template_is_read_by_the_next_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    def rendered() -> str:
        loader = DictLoader({"a": "{{ 1 + 1 }}"})
        return Environment(loader=loader, bytecode_cache=cache.templates("own")).get_template("a").render()

    assert rendered() == "2"
    monkeypatch.delattr(Environment, "compile")
    assert rendered() == "2"


def test_a_thing_that_cannot_be_read_is_made_again(folder: Path) -> None:
    assert cache.kept_thing("readings", "a", lambda: (1, "b")) == (1, "b")
    with closing(sqlite3.connect(folder / "things.sqlite")) as file, file:
        file.execute("UPDATE things SET thing = ?", (b"no pickle",))
    assert cache.kept_thing("readings", "a", lambda: (1, "c")) == (1, "c")


def test_a_damaged_file_is_begun_anew(folder: Path) -> None:
    folder.mkdir()
    (folder / "things.sqlite").write_bytes(b"no database" * 1_000)
    coming = makers(b"first", b"second")
    assert [kept("cards", "a", lambda: next(coming)) for _ in range(2)] == [b"first"] * 2


class Place(NamedTuple):
    """A thing with names for its parts."""

    path: str
    line: int


@dataclasses.dataclass(frozen=True, slots=True)
class Parent:
    """A thing that cannot change."""

    place: Place


@dataclasses.dataclass(frozen=True, slots=True)
class Child(Parent):
    """One with parts of its own, one of which stands for nothing else."""

    others: tuple[Parent, ...] = ()
    note: str = dataclasses.field(default="", compare=False)


def test_a_thing_comes_back_as_it_was() -> None:
    thing = {"a": Child(Place("b", 1), (Parent(Place("c", 2)),), "d")}
    found = [cache.kept_thing("things", "a", lambda: thing) for _ in range(2)][1]
    assert (found, found is thing, found["a"].note) == (thing, False, "d")
    assert [type(each) for each in (found["a"], found["a"].place, found["a"].others[0])] == [Child, Place, Parent]
    with pytest.raises(dataclasses.FrozenInstanceError):
        found["a"].note = "e"  # type: ignore[misc]
