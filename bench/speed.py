"""How long a build takes, beside the same facts in other tools: `make bench`. bench/README.md says how to read it.

Every number is a ratio to (a), plain hand-written Markdown in the stock stack, in the same run on the same machine.
"""

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from isnad import locale
from isnad.record import Language

from bench import generate, peers
from bench.generate import Figure

SITES = Path(__file__).resolve().parent / "speed_sites"
BASELINE = "plain"
# What each site is, how it is built, and where it comes out.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "isnad": ("mkdocs", "build", "--strict", "--quiet"),
    "plain": ("mkdocs", "build", "--quiet"),
    "macros": ("mkdocs", "build", "--quiet"),
    "sphinx": ("sphinx-build", "-q", "-b", "html", ".", "site"),
    "hugo": ("hugo", "--quiet", "--destination", "site"),
}
# What a peer needs here as it does in peers.py.
SHARED: Mapping[str, tuple[str, ...]] = {"macros": ("peers/macros/main.py",), "sphinx": ("peers/sphinx/conf.py",)}
NAMES = {
    "isnad": "isnad, cold",
    "warm": "isnad, after one edit",
    "plain": "(a) plain Markdown, stock stack",
    "macros": "mkdocs-macros + mkdocs-bibtex",
    "sphinx": "Sphinx + sphinxcontrib-bibtex",
    "hugo": "Hugo",
}


@dataclass(frozen=True, slots=True)
class Build:
    """What one build took: seconds of CPU and of the clock, bytes of memory at its peak, bytes and pages written."""

    cpu: float
    wall: float
    memory: int
    output: int
    pages: int


def facts(size: int) -> dict[str, Any]:
    """Return what the templates of the other tools are filled with."""
    topics: dict[int, dict[str, Any]] = {}
    for figure in map(Figure, range(size)):
        topic = {"id": f"canton-{figure.topic}", "label": generate.label(figure.topic), "figures": []}
        topics.setdefault(figure.topic, topic)["figures"].append(_shown(figure))
    sources = [
        {"id": name, "title": record["label"][record["language"]], "author": "", "publisher": "", "year": ""}
        for name, _, record in generate.articles(size)
    ]
    return {"topics": list(topics.values()), "languages": list(Language), "sources": sources}


def _shown(figure: Figure) -> dict[str, Any]:
    """Return a figure as a page shows it."""
    entities = generate.entities()["entities"]
    return {
        "id": figure.id,
        "number": locale.format_number(Decimal(figure.value)),
        "noun": {language: generate.NOUN[language]["other"] for language in Language},
        "year": figure.year,
        "label": generate.label(figure.topic),
        "authority": entities["office"]["name"],
        "source": f"article-{figure.article}",
        "article": generate.titles(figure.article),
        "quote": figure.said(figure.language),
        "translation": figure.said(figure.language.other),
        "reason": generate.REASON,
    }


def make_site(site: str, size: int, folder: Path) -> None:
    """Write a site with so many figures into a folder."""
    if site == "isnad":
        generate.make_project(size, folder)
        return
    content = facts(size)
    for template in (each for each in sorted((SITES / site).rglob("*")) if each.is_file()):
        peers.write_from(template, folder / template.parent.relative_to(SITES / site), content)
    if site in peers.PEERS:
        for shared in ("peers/shared/refs.bib.jinja", *SHARED[site]):
            peers.write_from(peers.BENCH / shared, folder, content)
        figures = [figure for topic in content["topics"] for figure in topic["figures"]]
        generate.write_yaml(folder / "data/figures.yaml", {each["id"]: _record(each) for each in figures})


def _record(figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return a figure as the peers' data file has it."""
    number = Figure(int(figure["id"].rpartition("-")[2]))
    said = {"quote": figure["quote"], "translation": figure["translation"], "language": str(number.language)}
    return {"value": number.value, "unit": "", "precision": "exact", **said}


def measure(site: str, folder: Path, cache: Path) -> Build:
    """Build a site and return what that took."""
    program, *arguments = COMMANDS[site]
    found = peers.VENV / "bin" / program if site in peers.PEERS else peers.OWN_BIN / program
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "ISNAD_CACHE": str(cache)}
    began = time.monotonic()
    process = subprocess.Popen([found if found.exists() else program, *arguments], cwd=folder, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.monotonic() - began
    if status:
        raise SystemExit(f"{site} does not build in {folder}")
    written = [each for each in (folder / "site").rglob("*") if each.is_file()]
    return Build(
        cpu=used.ru_utime + used.ru_stime,
        wall=wall,
        memory=used.ru_maxrss * 1024,
        output=sum(each.stat().st_size for each in written),
        pages=sum(each.suffix == ".html" for each in written),
    )


def measure_all(site: str, size: int, runs: int) -> dict[str, list[Build]]:
    """Return the cold builds of a site, and for ours the warm ones after an edit of one value each."""
    builds: dict[str, list[Build]] = {site: []}
    with tempfile.TemporaryDirectory(prefix=f"bench-{site}-{size}-") as place:
        folder, cache = Path(place) / "site", Path(place) / "cache"
        make_site(site, size, folder)
        for _ in range(runs):
            shutil.rmtree(folder / "site", ignore_errors=True)
            shutil.rmtree(cache, ignore_errors=True)
            builds[site].append(measure(site, folder, cache))
        if site == "isnad":
            builds["warm"] = [measure(site, edited(folder, size, run), cache) for run in range(runs)]
    return builds


def edited(folder: Path, size: int, run: int) -> Path:
    """Review one figure of a project anew, on another day in each run, and return its folder."""
    file = folder / "data/indicators.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("reviewed: ", text.index(f" files-{size // 2}:"))
    file.write_text(text[:start] + f"reviewed: 2026-11-{10 + run}" + text[start + 20 :], encoding="utf-8")
    return folder


def middle(builds: Sequence[Build], what: str) -> float:
    """Return the median of one measure of some builds."""
    return float(median(getattr(each, what) for each in builds))


Results = Mapping[int, Mapping[str, Sequence[Build]]]


def table(results: Results) -> Iterator[str]:
    """Yield a Markdown table: what each build took as a ratio to (a), whose own numbers are given."""
    yield "| figures | site | pages | CPU | clock | memory | output |"
    yield "|---:|---|---:|---:|---:|---:|---:|"
    for size, sites in results.items():
        for site, builds in sites.items():
            cells = [cell(site, what, builds, sites[BASELINE]) for what in ("cpu", "wall", "memory", "output")]
            yield f"| {size} | {NAMES[site]} | {builds[0].pages} | {' | '.join(cells)} |"


def cell(site: str, what: str, builds: Sequence[Build], baseline: Sequence[Build]) -> str:
    own = middle(builds, what)
    if site != BASELINE:
        return f"{own / middle(baseline, what):.2f}×"
    return f"{own:.1f} s" if what in ("cpu", "wall") else f"{own / 2**20:.0f} MB"


def growth(results: Results) -> Iterator[str]:
    """Yield the exponent with which the CPU time of each site grows from one size to the next."""
    sizes = list(results)
    for site in NAMES:
        times = {size: middle(results[size][site], "cpu") for size in sizes if site in results[size]}
        steps = [(one, other, math.log(times[other] / times[one], other / one)) for one, other in pairwise(times)]
        if steps:
            yield f"{NAMES[site]}: " + ", ".join(f"{one} to {other} {exponent:.2f}" for one, other, exponent in steps)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[20, 1_000], help="how many figures")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--sites", nargs="*", choices=COMMANDS, default=list(COMMANDS))
    arguments = parser.parse_args()
    peers.install()
    sites = [each for each in arguments.sites if each != "hugo" or shutil.which("hugo")]
    results: dict[int, dict[str, Sequence[Build]]] = {}
    for size in arguments.sizes:
        results[size] = {}
        for site in sites:
            print(f"{size} figures: {site}", file=sys.stderr)
            results[size] |= measure_all(site, size, arguments.runs)
    print("\n".join([*table(results), "", "Growth of CPU time, as an exponent:", *growth(results)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
