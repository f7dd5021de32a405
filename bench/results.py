"""What builds took, and what follows from that."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

BASELINE = "plain"
NAMES = {
    "isnad": "isnad, cold",
    "warm": "isnad, after one edit",
    "plain": "(a) plain Markdown, stock stack",
    "pages": "(b) as (a), with a page for each figure",
    "macros": "mkdocs-macros + mkdocs-bibtex",
    "sphinx": "Sphinx + sphinxcontrib-bibtex",
    "hugo": "Hugo",
}


@dataclass(frozen=True, slots=True)
class Build:
    """What one build took: seconds of CPU and of the clock, bytes of its largest process, the cores that other work had
    meanwhile; what it wrote: bytes, files and pages; and of ours, how many pages were made of records, in how many
    seconds of CPU.
    """

    cpu: float
    wall: float
    memory: int
    others: float
    output: int
    files: int
    pages: int
    made: int
    making: float


# By how many figures, and by site.
Results = Mapping[int, Mapping[str, Sequence[Build]]]


def middle(builds: Sequence[Build], what: str) -> float:
    """Return the median of one measure of some builds."""
    return float(median(getattr(each, what) for each in builds))


def ratio(results: Results, size: int, site: str, what: str) -> float:
    """Return how much a site takes of what the baseline takes."""
    return middle(results[size][site], what) / middle(results[size][BASELINE], what)


def exponent(results: Results, site: str, what: str, one: int, other: int) -> float:
    """Return the power of the number of figures with which a measure grows from one size to another."""
    less, more = (middle(results[size][site], what) for size in (one, other))
    return math.log(more / less, other / one)


def slope(results: Results, site: str, what: str, one: int, other: int) -> float:
    """Return how much of a measure each figure adds between two sizes."""
    less, more = (middle(results[size][site], what) for size in (one, other))
    return (more - less) / (other - one)


def read_results(file: Path | None) -> dict[int, dict[str, Sequence[Build]]]:
    """Return what earlier runs kept in a file, by size in order; nothing where there is none."""
    kept = json.loads(file.read_text(encoding="utf-8")) if file and file.exists() else {}
    return {
        int(size): {site: [Build(**each) for each in builds] for site, builds in sites.items()}
        for size, sites in sorted(kept.items(), key=lambda each: int(each[0]))
    }


def write_results(file: Path, results: Results) -> None:
    """Keep what was measured so far."""
    kept = {size: {site: [*map(asdict, builds)] for site, builds in sites.items()} for size, sites in results.items()}
    file.write_text(json.dumps(kept, indent=1), encoding="utf-8")
