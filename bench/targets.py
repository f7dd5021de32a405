"""What the project set itself, each line met or not by the figures of one run."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from isnad.text.languages import Language

from bench import generate
from bench.peers import OWN_BIN
from bench.reader import Reader
from bench.results import BASELINE, NAMES, Build, Results, exponent, middle, ratio, slope

TITLES = {"cpu": "CPU", "wall": "clock", "files": "files", "output": "output"}
# Figures, site, what it takes of what (a) takes, and how much at most.
AGAINST_BASELINE = (
    (1_000, "isnad", "cpu", 3.5),
    (1_000, "isnad", "wall", 2.3),
    (1_000, "warm", "cpu", 1.0),
    (10_000, "isnad", "cpu", 1.7),
    (10_000, "warm", "cpu", 0.3),
)


class Target(NamedTuple):
    """A limit, and what was measured; nothing where this run measured none."""

    name: str
    limit: float
    unit: str
    measured: float | None

    def __str__(self) -> str:
        limit = f"at most {self.limit:g}{self.unit}"
        if self.measured is None:
            return f"not measured: {self.name}, {limit}"
        met = "met" if self.measured <= self.limit else "NOT MET"
        return f"{met}: {self.name}, {limit}: {self.measured:.2f}{self.unit}"


def checks(sizes: Iterable[int]) -> dict[int, float]:
    """Return the seconds of CPU that checks take without a build: of made-up projects of some sizes, with nothing kept;
    and, under the size 0, one of the real data after another.
    """
    check = (OWN_BIN / "isnad", "check")
    with tempfile.TemporaryDirectory(prefix="bench-cache-") as cache:
        _cpu(*check, folder=generate.ROOT, cache=cache)
        found = {0: _cpu(*check, folder=generate.ROOT, cache=cache)}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix=f"bench-check-{size}-") as place:
            generate.make_project(size, Path(place))
            found[size] = _cpu(*check, folder=Path(place), cache=f"{place}/cache")
    return found


def _cpu(*command: str | Path, folder: Path, cache: str) -> float:
    """Return the CPU that a command takes in a folder, in seconds."""
    before = os.times()
    kept = os.environ | {"ISNAD_CACHE": cache}
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=kept)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


class Measured(NamedTuple):
    """What targets are held against: builds; checks by the number of figures, under 0 that of the real data; a cold and
    a warm build of the real site; by the number of figures, what a reader waits for, and for how long an editor does,
    under 0 that of the real site.
    """

    results: Results
    checks: Mapping[int, float]
    real: Sequence[Build]
    readers: Mapping[int, Reader]
    editors: Mapping[int, float]


def targets(measured: Measured) -> Iterator[Target]:
    """Yield every target."""
    cold, warm = measured.real
    yield Target("the real site: cold, CPU", 3, " s", cold.cpu)
    yield Target("the real site: after one edit, CPU", 1.2, " s", warm.cpu)
    yield Target("the real site: from saving an edit to the page with it", 0.5, " s", measured.editors.get(0))
    yield Target("the real data: isnad check", 0.3, " s", measured.checks.get(0))
    yield from _of_builds(measured.results)
    yield Target("1000 figures: from saving an edit to the page with it", 1, " s", measured.editors.get(1_000))
    yield Target("10000 figures: isnad check", 2.5, " s", measured.checks.get(10_000))
    yield from _of_reader(measured.readers.get(10_000))


def _of_builds(results: Results) -> Iterator[Target]:
    compared = {size for size, sites in results.items() if {BASELINE, "isnad"} <= sites.keys()}
    for size, site, what, limit in AGAINST_BASELINE:
        found = ratio(results, size, site, what) if size in compared else None
        yield Target(f"{size} figures: {NAMES[site]}, {TITLES[what]}", limit, "×", found)
    for size in (1_000, 10_000):
        memory = middle(results[size]["isnad"], "memory") / 1e6 if size in compared else None
        yield Target(f"{size} figures: memory", 100 + size / 10, " MB", memory)
    small, middling, large = 20, 1_000, 10_000
    grown = {small, middling} <= compared
    made = middle(results[middling]["isnad"], "making") / middle(results[middling]["isnad"], "made") if grown else None
    yield Target("a page made of a record, CPU", 2, " ms", made and made * 1e3)
    yield Target(
        "a page that authors wrote, with its share of all else, CPU", 8, " ms", _written(results) if grown else None
    )
    for what, limit, unit, scale in (("files", 7, "", 1), ("output", 120, " kB", 1e3)):
        added = slope(results, "isnad", what, small, middling) / scale if grown else None
        yield Target(f"each figure, {TITLES[what]}", limit, unit, added)
    for what in ("cpu", "output"):
        power = exponent(results, "isnad", what, middling, large) if {middling, large} <= compared else None
        yield Target(f"1000 to 10000 figures: {TITLES[what]}, an exponent", 1.05, "", power)


def _written(results: Results) -> float:
    """Return the milliseconds of CPU that each page adds that authors wrote: two for ten figures."""
    all_else = slope(results, "isnad", "cpu", 20, 1_000) - slope(results, "isnad", "making", 20, 1_000)
    return all_else * 1e3 * generate.A_PAGE / len(Language)


def _of_reader(reader: Reader | None) -> Iterator[Target]:
    name = "10000 figures, a CPU four times as slow"
    yield Target("10000 figures: index of a language, gzip", 1, " MB", reader and reader.size / 1e6)
    yield Target("10000 figures: the index is loaded before it is wanted", 0, "", reader and float(reader.early))
    yield Target(f"{name}: first result, from going to the search", 0.3, " s", reader and reader.first)
    yield Target(f"{name}: first result, the index loaded", 0.3, " s", reader and reader.loaded)
    yield Target("10000 figures: the table of all figures opens, at full speed", 1, " s", reader and reader.table)
