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
from bench.results import BASELINE, NAMES, Build, Results, exponent, ratio

# Reads and checks the facts of a project, and prints the seconds of CPU that this takes.
LOADER = """
import sys, time
from pathlib import Path
from isnad import rules
from isnad.load import load
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
    """Return what checks of made-up projects of some sizes take, and, under the size 0, that of the real one."""
    found = {0: Check(0, _cpu(OWN_BIN / "isnad", "check", folder=generate.ROOT))}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix=f"bench-check-{size}-") as place:
            folder = Path(place)
            generate.make_project(size, folder)
            loader = [sys.executable, "-c", LOADER, place]
            loaded = subprocess.run(loader, capture_output=True, text=True, check=True).stdout
            found[size] = Check(float(loaded) / size, _cpu(OWN_BIN / "isnad", "check", folder=folder))
    return found


def _cpu(*command: str | Path, folder: Path) -> float:
    """Return the CPU that a command takes in a folder, in seconds."""
    before = os.times()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def targets(results: Results, checked: Mapping[int, Check], real: Sequence[Build]) -> Iterator[Target]:
    """Yield every target; `real` are a cold and a warm build of the real site."""
    compared = [size for size, sites in results.items() if {BASELINE, "isnad"} <= sites.keys()]
    for size, cold, warm in ((1_000, 1.0, 0.35), (10_000, 0.6, 0.2)):
        limits = [("topics", "cpu", cold), ("warm", "cpu", warm), ("isnad", "memory", 1.25)]
        for site, what, limit in limits:
            found = ratio(results, size, site, what) if size in compared else None
            yield Target(f"{size} figures: {NAMES[site]}, {what}", limit, "×", found)
        loaded = checked[size].figure * 1e6 if size in checked else None
        yield Target(f"{size} figures: load and validate, each", 250, " µs", loaded)
    largest = ratio(results, 10_000, "isnad", "cpu") if 10_000 in compared else None
    yield Target("10000 figures: with their 20000 pages, cpu", 2, "×", largest)
    for site, what in (("topics", "cpu"), ("isnad", "output")):
        grown = exponent(results, site, what, 1_000, 10_000) if {1_000, 10_000} <= {*compared} else None
        yield Target(f"1000 to 10000 figures: {NAMES[site]}, {what}, an exponent", 1.05, "", grown)
    yield Target("10000 figures: isnad check", 5, " s", checked[10_000].check if 10_000 in checked else None)
    yield Target("the real data: isnad check", 0.5, " s", checked[0].check)
    for build, name, limit in zip(real, ("cold", "warm"), (8, 3), strict=True):
        yield Target(f"the real site: {name}, clock", limit, " s", build.wall)
    yield Target("the real site: cold, clock of CPU", 0.6, "×", real[0].wall / real[0].cpu)
