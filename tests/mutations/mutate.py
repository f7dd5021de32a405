"""Damage facts and pages, one change at a time, and report who catches or sees it: `python -m tests.mutations.mutate`.

Nothing is built for a mutation: `read_project` checks facts and pages, and where it finds nothing the pages are turned
to HTML by the Markdown extensions of mkdocs.yml and audited as the build audits them (see `mutation_checker`). Where
that finds nothing either, `isnad diff` compares. `--build` tries each survivor in a whole strict build, and `--project`
names another project than the frozen one: the generators know no fact of it.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from isnad.facts import yamltree
from isnad.facts.record import Record
from isnad.facts.schema import Converter

from tests.conftest import FROZEN
from tests.mutations import (
    fact_mutations,
    guard_mutations,
    page_mutations,
    quote_mutations,
    source_mutations,
    text_mutations,
)
from tests.mutations.mutation_checker import BUILD, CHECK, SEEN, Checker, Verdict, applied, copy_project
from tests.mutations.mutations import KINDS, Mutation, generate, read_material

# Importing a module of generators registers its kinds.
GENERATORS = (
    quote_mutations, fact_mutations, text_mutations, source_mutations, page_mutations, guard_mutations,
)  # fmt: skip
SURVIVORS = Path(__file__).parent / "mutation_survivors.yaml"


class Result(NamedTuple):
    """A mutation and what became of it."""

    mutation: Mutation
    verdict: Verdict

    @property
    def caught(self) -> bool:
        """Whether the checks or the build caught it."""
        return self.verdict.seen in (CHECK, BUILD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survivor(Record):
    """Mutations that are known to survive: their kind, a pattern of their descriptions, and why."""

    kind: str
    pattern: str
    reason: str

    def explains(self, mutation: Mutation) -> bool:
        return self.kind == mutation.kind and bool(re.search(self.pattern, mutation.description))


def read_survivors(path: Path = SURVIVORS) -> tuple[Survivor, ...]:
    """Return the survivors that are explained. Raises ValueError where the file cannot be read."""
    node, problems = yamltree.parse(path.read_text(encoding="utf-8"), path.name)
    converter = Converter(problems)
    found: tuple[Survivor, ...] = converter.convert(tuple[Survivor, ...], node) if node else ()
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return found


# One process after the other, or some at once.

_checker: Checker | None = None


def _start(folder: str, project: Path) -> None:
    global _checker
    _checker = Checker(copy_project(Path(folder) / str(os.getpid()), project))


def _judge(mutation: Mutation) -> Result:
    assert _checker is not None
    return Result(mutation, _checker.judge(mutation))


def run(mutations: Sequence[Mutation], processes: int, project: Path = FROZEN) -> Iterator[Result]:
    """Yield what became of each mutation of a project, in their order."""
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(processes, initializer=_start, initargs=(folder, project)) as pool,
    ):
        yield from pool.map(_judge, mutations, chunksize=4)


def built(mutation: Mutation, project: Path) -> str:
    """Return what a whole strict build of a mutated copy reports; "" for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        root = copy_project(Path(folder) / "project", project)
        with applied(root, mutation.edits):
            command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
            environment = os.environ | {"PYTHONPATH": str(root / "hooks"), "NO_MKDOCS_2_WARNING": "1"}
            done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    words = [line for line in done.stderr.splitlines() if re.search(r"WARNING|ERROR|: [A-Z]+-[A-Z]+ ", line)]
    return " / ".join(words) or "failed" if done.returncode else ""


def sample(mutations: Sequence[Mutation], size: int) -> list[Mutation]:
    """Return about `size` mutations, some of every kind, evenly spread and always the same."""
    kinds: dict[str, list[Mutation]] = {}
    for mutation in mutations:
        kinds.setdefault(mutation.kind, []).append(mutation)
    each = max(1, size // max(1, len(kinds)))
    return [
        found[at * len(found) // min(each, len(found))]
        for found in kinds.values()
        for at in range(min(each, len(found)))
    ]


# The report.


def unexplained(results: Sequence[Result], survivors: Sequence[Survivor]) -> list[Result]:
    """Return the survivors that no entry explains."""
    return [
        result for result in results if not result.caught and not any(s.explains(result.mutation) for s in survivors)
    ]


def stale(results: Sequence[Result], survivors: Sequence[Survivor]) -> list[Survivor]:
    """Return the entries that explain no survivor of these."""
    alive = [result.mutation for result in results if not result.caught]
    return [each for each in survivors if not any(each.explains(mutation) for mutation in alive)]


def table(results: Sequence[Result]) -> Iterator[str]:
    """Yield the lines of a Markdown table: a row a kind; how many who caught, refused or showed."""
    yield f"| kind | mutations | {' | '.join(SEEN)} |"
    yield f"| --- |{' ---: |' * (1 + len(SEEN))}"
    rows = [(name, [result for result in results if result.mutation.kind == name]) for name in KINDS]
    for name, own in [*((name, own) for name, own in rows if own), ("**all**", list(results))]:
        seen = Counter(result.verdict.seen for result in own)
        yield f"| {name} | {len(own)} | {' | '.join(str(seen[who]) for who in SEEN)} |"


def explanation(results: Sequence[Result], survivors: Sequence[Survivor]) -> Iterator[str]:
    """Yield each entry of the survivors' file that explains some, with how many and the first."""
    alive = [result.mutation for result in results if not result.caught]
    for each in survivors:
        explained = [mutation for mutation in alive if each.explains(mutation)]
        if explained:
            yield f"- {each.kind}, {len(explained)} such as {explained[0].description}: {each.reason}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the mutations, print the report, and return 1 where a survivor has no explanation, or one is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", default="", help="only kinds whose name holds this")
    parser.add_argument("--sample", type=int, default=0, help="about so many mutations, of all kinds")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--project", type=Path, default=FROZEN, help="whose facts and pages (default: the frozen ones)")
    parser.add_argument("--build", action="store_true", help="try each survivor in a whole strict build")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    mutations = generate(read_material(options.project), options.kind)
    if options.sample:
        mutations = sample(mutations, options.sample)
    results = list(run(mutations, options.processes, options.project))
    survivors = [each for each in read_survivors() if options.kind in each.kind]
    left = unexplained(results, survivors)
    old = [] if options.sample or options.project != FROZEN else stale(results, survivors)
    alive = [result for result in results if not result.caught]
    lines = [*table(results), "", f"{len(mutations)} mutations, {len(mutations) - len(alive)} caught"]
    lines += [f"{len(alive) - len(left)} survivors explained:", "", *explanation(results, survivors)]
    lines += [f"unexplained survivor, {verdict.seen}: {hit.kind}: {hit.description}" for hit, verdict in left]
    lines += [f"stale entry of {SURVIVORS.name}: {each.kind}: {each.pattern}" for each in old]
    for result in alive if options.build else ():
        outcome = built(result.mutation, options.project) or "passes"
        lines.append(f"build of {result.mutation.kind}: {result.mutation.description}: {outcome}")
    lines.append(f"\n{time.monotonic() - began:.0f} s")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if left or old else 0


if __name__ == "__main__":
    sys.exit(main())
