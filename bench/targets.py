"""What the project set itself, each line met or not by the figures of one run."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import generate
from bench.peers import OWN_BIN
from bench.reader import Reader
from bench.results import BASELINE, NAMES, Build, Results, clock_of_cpu, exponent, ratio

# Reads and checks the facts of a project, and prints the seconds of CPU that this takes.
LOADER = """
import sys, time
from pathlib import Path
from isnad.checks import rules
from isnad.facts.load import load
began = time.process_time()
list(rules.check(load(Path(sys.argv[1]))[0]))
print(time.process_time() - began)
"""


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


class Check(NamedTuple):
    """What checks of a project take without a build: seconds of CPU a figure to load and validate, and in all."""

    figure: float
    check: float


def checks(sizes: Iterable[int]) -> dict[int, Check]:
    """Return what checks of made-up projects of some sizes take with nothing kept, and, under the size 0, what one of
    the real data takes after another.
    """
    check = (OWN_BIN / "isnad", "check")
    with tempfile.TemporaryDirectory(prefix="bench-cache-") as cache:
        _cpu(*check, folder=generate.ROOT, cache=cache)
        found = {0: Check(0, _cpu(*check, folder=generate.ROOT, cache=cache))}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix=f"bench-check-{size}-") as place:
            folder = Path(place)
            generate.make_project(size, folder)
            loader = [sys.executable, "-c", LOADER, place]
            loaded = subprocess.run(loader, capture_output=True, text=True, check=True).stdout
            found[size] = Check(float(loaded) / size, _cpu(*check, folder=folder, cache=f"{place}/cache"))
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
    a warm build of the real site; by the number of figures, what a reader waits for, and for how long an editor does.
    """

    results: Results
    checks: Mapping[int, Check]
    real: Sequence[Build]
    readers: Mapping[int, Reader]
    editors: Mapping[int, float]


def targets(measured: Measured) -> Iterator[Target]:
    """Yield every target."""
    yield from _of_builds(measured.results)
    yield from _of_checks(measured.checks)
    for build, name, limit in zip(measured.real, ("cold", "warm"), (8, 3), strict=True):
        yield Target(f"the real site: {name}, clock", limit, " s", build.wall)
    yield Target("1000 figures: from saving an edit to the page with it", 1, " s", measured.editors.get(1_000))
    yield from _of_reader(measured.readers.get(10_000))


def _of_builds(results: Results) -> Iterator[Target]:
    compared = [size for size, sites in results.items() if {BASELINE, "isnad"} <= sites.keys()]
    for size, cold, warm in ((1_000, 1.0, 0.35), (10_000, 0.6, 0.2)):
        limits = [("topics", "cpu", cold), ("warm", "cpu", warm), ("isnad", "memory", 1.25)]
        for site, what, limit in limits:
            found = ratio(results, size, site, what) if size in compared else None
            yield Target(f"{size} figures: {NAMES[site]}, {what}", limit, "×", found)
        cores = clock_of_cpu(results, size) if size in compared else None
        yield Target(f"{size} figures: {NAMES['isnad']}, clock of cpu", 0.6, "×", cores)
    largest = ratio(results, 10_000, "isnad", "cpu") if 10_000 in compared else None
    yield Target("10000 figures: with their 20000 pages, cpu", 2, "×", largest)
    for site, what in (("topics", "cpu"), ("isnad", "output")):
        grown = exponent(results, site, what, 1_000, 10_000) if {1_000, 10_000} <= {*compared} else None
        yield Target(f"1000 to 10000 figures: {NAMES[site]}, {what}, an exponent", 1.05, "", grown)


def _of_checks(checks: Mapping[int, Check]) -> Iterator[Target]:
    for size in (1_000, 10_000):
        loaded = checks[size].figure * 1e6 if size in checks else None
        yield Target(f"{size} figures: load and validate, each", 250, " µs", loaded)
    yield Target("10000 figures: isnad check", 5, " s", checks[10_000].check if 10_000 in checks else None)
    yield Target("the real data: isnad check", 0.5, " s", checks[0].check)


def _of_reader(reader: Reader | None) -> Iterator[Target]:
    name = "10000 figures, a CPU four times as slow"
    yield Target("10000 figures: index of a language, gzip", 1, " MB", reader and reader.size / 1e6)
    yield Target("10000 figures: the index is loaded before it is wanted", 0, "", reader and float(reader.early))
    yield Target(f"{name}: first result, from going to the search", 0.3, " s", reader and reader.first)
    yield Target(f"{name}: first result, the index loaded", 0.3, " s", reader and reader.loaded)
    yield Target("10000 figures: the table of all figures opens, at full speed", 1, " s", reader and reader.table)
