"""How long a build takes, beside the same facts in other tools: `make bench`. bench/README.md says how to read it.

Every number is a ratio to (a), plain hand-written Markdown in the stock stack, in the same run on the same machine.
"""

import argparse
import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from isnad.text import locale
from isnad.text.languages import Language

from bench import generate, peers, reader, served
from bench.generate import Figure
from bench.results import BASELINE, NAMES, Build, Results, exponent, middle, ratio, read_results, write_results
from bench.targets import Measured, checks, targets

SITES = Path(__file__).resolve().parent / "speed_sites"
# What each site is, how it is built, and where it comes out.
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "isnad": ("mkdocs", "build", "--strict"),
    "plain": ("mkdocs", "build", "--quiet"),
    "pages": ("mkdocs", "build", "--quiet"),
    "macros": ("mkdocs", "build", "--quiet"),
    "sphinx": ("sphinx-build", "-q", "-b", "html", ".", "site"),
    "hugo": ("hugo", "--quiet", "--destination", "site"),
}
RUNNER = Path(__file__).with_name("runner.py")
# Few figures; those of which the editor's wait is measured; those from which one build counts, since it takes minutes.
SMALL, EDITED, LARGE = 20, 1_000, 10_000
# Figures beyond which a tool takes many minutes.
MOST: Mapping[str, int] = {"pages": 1_000, "sphinx": 1_000}
# What our build says that the pages made of records took.
MADE = re.compile(r"(\d+) pages of records in ([0-9.]+) s of CPU")
QUIET = 0.1  # cores that other work may have
# What a peer needs here as it does in peers.py.
SHARED: Mapping[str, tuple[str, ...]] = {"macros": ("peers/macros/main.py",), "sphinx": ("peers/sphinx/conf.py",)}


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
    templates = SITES / (BASELINE if site == "pages" else site)
    for template in (each for each in sorted(templates.rglob("*")) if each.is_file()):
        peers.write_from(template, folder / template.parent.relative_to(templates), content)
    if site == "pages":
        alone = [{**topic, "id": it["id"], "figures": [it]} for topic in content["topics"] for it in topic["figures"]]
        peers.write_from(templates / "docs/page.md.jinja", folder / "docs", {**content, "topics": alone})
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
    with tempfile.NamedTemporaryFile("r", encoding="utf-8") as report:
        runner = (sys.executable, "-S", "-E", RUNNER, report.name)
        command = (*runner, found if found.exists() else program, *arguments)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(f"{site} does not build in {folder}:\n{done.stdout}{done.stderr}")
        took = json.load(report)
    made = MADE.findall(done.stdout + done.stderr)
    written = [each for each in (folder / "site").rglob("*") if each.is_file()]
    return Build(
        **took,
        output=sum(each.stat().st_size for each in written),
        files=len(written),
        pages=sum(each.suffix == ".html" for each in written),
        made=sum(int(number) for number, _ in made),
        making=sum(float(seconds) for _, seconds in made),
    )


def measure_all(sites: Iterable[str], size: int, runs: int) -> dict[str, list[Build]]:
    """Return the cold builds of sites, which take turns, and the warm ones of ours, each after an edit of a value."""
    builds: dict[str, list[Build]] = {}
    with tempfile.TemporaryDirectory(prefix=f"bench-{size}-") as place:
        folders = {site: Path(place) / site for site in sites}
        for site, folder in folders.items():
            make_site(site, size, folder)
            compileall.compile_dir(folder, quiet=2)
        for run in range(runs):
            for site, folder in folders.items():
                print(f"{size} figures: {site}, {run + 1} of {runs}", file=sys.stderr)
                cache = Path(place) / "cache" / site
                for old in (folder / "site", cache):
                    shutil.rmtree(old, ignore_errors=True)
                builds.setdefault(site, []).append(measure(site, folder, cache))
                if site == "isnad":
                    builds.setdefault("warm", []).append(edited(folder, size, run, cache))
    return builds


def edited(folder: Path, size: int, run: int, cache: Path) -> Build:
    """Build our site again after an edit."""
    generate.edit(folder, size, run)
    return measure("isnad", folder, cache)


def real_site() -> list[Build]:
    """Return a cold and a warm build of the real site, the second after an edit of a page."""
    with tempfile.TemporaryDirectory(prefix="bench-real-") as place:
        folder, cache = Path(place) / "site", Path(place) / "cache"
        generate.copy_real(folder)
        compileall.compile_dir(folder, quiet=2)
        cold = measure("isnad", folder, cache)
        generate.edit_page(folder, 0)
        return [cold, measure("isnad", folder, cache)]


def table(results: Results) -> Iterator[str]:
    """Yield a Markdown table: what each build took as a ratio to (a), whose own numbers are given; and whether the
    machine was quiet, which says how far the clock can be trusted.
    """
    yield "| figures | site | pages | CPU | clock | memory | output | machine |"
    yield "|---:|---|---:|---:|---:|---:|---:|---|"
    for size, sites in results.items():
        for site, builds in sites.items():
            cells = [cell(results, size, site, what) for what in ("cpu", "wall", "memory", "output")]
            others = middle(builds, "others")
            machine = "quiet" if others <= QUIET else f"{others:.1f} cores busy"
            yield f"| {size} | {NAMES[site]} | {builds[0].pages} | {' | '.join(cells)} | {machine} |"


def cell(results: Results, size: int, site: str, what: str) -> str:
    if site != BASELINE:
        return f"{ratio(results, size, site, what):.2f}×"
    own = middle(results[size][site], what)
    return f"{own:.1f} s" if what in ("cpu", "wall") else f"{own / 2**20:.0f} MB"


def growth(results: Results) -> Iterator[str]:
    """Yield the exponent with which the CPU time of each site grows from one size to the next."""
    for site in NAMES:
        sizes = [size for size in results if site in results[size]]
        steps = [f"{one} to {other} {exponent(results, site, 'cpu', one, other):.2f}" for one, other in pairwise(sizes)]
        if steps:
            yield f"{NAMES[site]}: {', '.join(steps)}"


def main() -> int:
    """Print the table, and each target."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[SMALL, EDITED, LARGE], help="how many figures")
    parser.add_argument("--runs", type=int, default=3, help="of which the median counts")
    parser.add_argument("--sites", nargs="*", choices=COMMANDS, default=list(COMMANDS))
    parser.add_argument("--results", type=Path, help="a file that keeps what was measured, and adds it to later runs")
    arguments = parser.parse_args()
    peers.install()
    for venv in (peers.OWN_BIN.parent, peers.VENV):
        compileall.compile_dir(venv / "lib", quiet=2)  # as below, of each project: no build waits for byte code
    results = read_results(arguments.results)
    for size in arguments.sizes:
        sites = filter(partial(can_build, size), arguments.sites)
        results[size] = results.get(size, {}) | measure_all(sites, size, 1 if size >= LARGE else arguments.runs)
        if arguments.results:
            write_results(arguments.results, results)
    print("\n".join([*table(results), "", "Growth of CPU time, as an exponent:", *growth(results), ""]))
    print("\n".join(map(str, targets(measure_others(results, arguments.sizes)))))
    return 0


def can_build(size: int, site: str) -> bool:
    """Return whether a tool is there, and builds so many figures in a few minutes."""
    return size <= MOST.get(site, size) and (site != "hugo" or bool(shutil.which("hugo")))


def measure_others(results: Results, sizes: Sequence[int]) -> Measured:
    """Return, beside the builds, what is measured of checks, of the real site, of a reader and of an editor."""
    readers = {LARGE: reader.measure(LARGE)} if LARGE in sizes else {}
    editors = {0: served.seconds(0)} | ({EDITED: served.seconds(EDITED)} if EDITED in sizes else {})
    return Measured(results, checks(sizes), real_site(), readers, editors)


if __name__ == "__main__":
    sys.exit(main())
