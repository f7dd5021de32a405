"""The same damage on peers: which broken citations do our build, and two equivalent sites, refuse?

Run it with the project's own Python: `.venv/bin/python bench/peers.py`. bench/README.md says how to read the table.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Source
from isnad.facts.record import NOT_GIVEN
from isnad.text.languages import Language
from isnad.text.quantities import Measure
from jinja2 import Environment, StrictUndefined

BENCH = Path(__file__).resolve().parent
ROOT = BENCH.parent
OWN_BIN = Path(sys.executable).parent
VENV = BENCH / ".venv-peers"
REQUIREMENTS = BENCH / "requirements-peers.txt"
FACTS = ROOT / "tests/frozen"  # facts and pages that do not move, of which all figures have a quote
NOT_THE_SITE = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")
# What a failed build complains of, the most telling first: a place and a code, an exception, a warning.
COMPLAINTS = (r":\d+:\d+: [A-Z-]+ ", r"^[\w.]*[a-z]Error\b", r"\b(WARNING|ERROR)\b")
BEGIN, END = "<!-- peers:begin -->", "<!-- peers:end -->"
NO_COUNTERPART = "–"
SITES = ("ours", "macros", "sphinx")
# Each peer, with the packages that make it.
PEERS = {
    "macros": ("mkdocs-macros-plugin", "mkdocs-bibtex"),
    "sphinx": ("sphinx", "sphinxcontrib-bibtex"),
}
# How each site is built strictly, after the folder of the commands: the project's own, or the peers'.
COMMANDS = {
    "ours": ("mkdocs", "build", "--strict"),
    "macros": ("mkdocs", "build", "--strict"),
    "sphinx": ("sphinx-build", "-W", "-n", "-b", "html", ".", "_build"),
}


class Stop(Exception):
    """The comparison cannot be made; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change of one file of a site; bench/peers/kinds.yaml explains each field."""

    path: str
    old: str = ""
    new: str = ""
    after: str = ""
    until: str = ""
    append: str = ""
    copy: str = ""
    delete: bool = False

    def apply(self, site: Path) -> None:
        """Make the change in the site that stands in a folder."""
        file = site / self.path
        if self.copy:
            shutil.copy(file, site / self.copy)
        elif self.delete:
            file.unlink()
        else:
            text = file.read_text(encoding="utf-8")
            file.write_text(self.changed(text), encoding="utf-8")

    def changed(self, text: str) -> str:
        """Return a text with the change made; raise Stop where there is nothing to change."""
        if self.append:
            return f"{text.rstrip()}\n\n{self.append}\n"
        start = text.find(self.old, max(text.find(self.after), 0))
        end = text.find(self.until, start) if self.until else start + len(self.old)
        if self.after not in text or -1 in (start, end):
            raise Stop(f"{self.path} has no {self.old!r} where bench/peers/kinds.yaml expects it; mend that file")
        return text[:start] + self.new + text[end:]


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to break a citation: its edits, by site; a site that is not there has no counterpart of it."""

    id: str
    what: str
    edits: Mapping[str, tuple[Edit, ...]]


UNDAMAGED = Kind("undamaged", "Nothing is broken", {site: () for site in SITES})


@dataclass(frozen=True, slots=True)
class Build:
    """How a strict build ended, and what it complained of."""

    passed: bool
    said: tuple[str, ...]


Results = Mapping[str, Mapping[str, Build]]


def read_kinds(text: str) -> list[Kind]:
    """Return the kinds of damage that a YAML text lists; `peers` stands for both peers."""
    return [Kind(record["id"], record["what"], dict(edits_of(record))) for record in yaml.safe_load(text)]


def edits_of(record: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yield the edits of each site that a record of kinds.yaml has."""
    for site in SITES:
        edits = record.get(site, record.get("peers", ()) if site in PEERS else ())
        if edits:
            yield site, tuple(Edit(**edit) for edit in edits)


def figures_of(kb: KnowledgeBase) -> dict[str, dict[str, Any]]:
    """Return every observation as the peers' data file has it, by id."""
    return {
        found.id: {
            "value": int(found.value) if found.value == int(found.value) else float(found.value),
            "unit": "%" if kb.unit_of(found).measure is Measure.PERCENT else "",
            "precision": str(found.precision),
            "language": str(kb.sources[found.citation.source].language),
            "quote": found.quotation.quote,
            "translation": found.quotation.translation,
        }
        for found in kb.observations.values()
    }


def entry_of(kb: KnowledgeBase, source: Source) -> dict[str, Any]:
    """Return what a bibliography says of a source."""
    language = source.language.nearest
    publisher = "" if source.publisher is NOT_GIVEN else kb.entities[source.publisher.value].name[language]
    return {
        "id": source.id,
        "title": source.label[language] if source.title is NOT_GIVEN else source.title.value,
        "author": "" if source.authors is NOT_GIVEN else " and ".join(source.authors.value),
        "publisher": publisher,
        "year": "" if source.published is NOT_GIVEN else int(str(source.published.value)[:4]),
    }


def topics_of(kb: KnowledgeBase) -> Iterator[dict[str, Any]]:
    """Yield every topic that has figures, with them, in the order of the data."""
    for topic in kb.topics.values():
        figures = [
            {"id": found.id, "label": kb.indicator_of[found.id].label, "source": found.citation.source}
            for found in kb.observations.values()
            if kb.topic_of(found) == topic.id
        ]
        if figures:
            yield {"id": topic.id, "label": topic.label, "figures": figures}


def make_peer(peer: str, kb: KnowledgeBase, target: Path) -> None:
    """Write the site of a peer, with our figures, quotes and sources, into a folder."""
    sources = [entry_of(kb, source) for source in kb.sources.values()]
    facts = {"topics": list(topics_of(kb)), "languages": list(Language), "sources": sources}
    for folder in (BENCH / "peers/shared", BENCH / "peers" / peer):
        for template in sorted(folder.rglob("*.*")):
            write_from(template, target / template.parent.relative_to(folder), facts)
    (target / "data").mkdir()
    text = yaml.safe_dump(figures_of(kb), allow_unicode=True, sort_keys=False, width=10_000)
    (target / "data/figures.yaml").write_text(text, encoding="utf-8")


def write_from(template: Path, folder: Path, facts: Mapping[str, Any]) -> None:
    """Fill a template into a folder, `page.*` once for each topic and language; copy any other file."""
    folder.mkdir(parents=True, exist_ok=True)
    name = template.name.removesuffix(".jinja")
    if name == template.name:
        shutil.copy(template, folder / name)
    elif template.stem.startswith("page."):
        for language in facts["languages"]:
            (folder / language).mkdir(exist_ok=True)
            for topic in facts["topics"]:
                file = folder / language / f"{topic['id']}{Path(name).suffix}"
                file.write_text(fill(template, topic=topic, language=language), encoding="utf-8")
    else:
        (folder / name).write_text(fill(template, **facts), encoding="utf-8")


def fill(template: Path, **facts: Any) -> str:
    """Return a template filled with facts. Its marks are << >> and <% %>: the peers' pages have {{ }} of their own."""
    environment = Environment(
        variable_start_string="<<", variable_end_string=">>", block_start_string="<%", block_end_string="%>",
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined, autoescape=False,
    )  # fmt: skip
    return environment.from_string(template.read_text(encoding="utf-8")).render(facts)


def make_sites(kb: KnowledgeBase, target: Path) -> None:
    """Write the three undamaged sites into folders of `target`, named as in SITES."""
    shutil.copytree(FACTS, target / "ours", ignore=NOT_THE_SITE)
    shutil.copytree(ROOT / "hooks", target / "ours/hooks", ignore=NOT_THE_SITE)
    shutil.copy(ROOT / "mkdocs.yml", target / "ours/engine.yml")
    for peer in PEERS:
        make_peer(peer, kb, target / peer)


def install() -> None:
    """Make the peers' virtual environment, with exactly the hash-pinned packages, unless it is there."""
    stamp, wanted = VENV / "installed.txt", REQUIREMENTS.read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    # The project's pip serves: Debian's Python makes no environment with a pip of its own.
    subprocess.run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(VENV), "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--require-hashes", "-r", str(REQUIREMENTS)], check=True)
    stamp.write_text(wanted, encoding="utf-8")


def build(site: str, folder: Path) -> Build:
    """Build a site strictly."""
    status, output = run(VENV / "bin" if site in PEERS else OWN_BIN, folder, *COMMANDS[site])
    return Build(status == 0, complaints(output) if status else ())


def run(bin_folder: Path, folder: Path, program: str, *arguments: str) -> tuple[int, str]:
    """Run a program in a folder, and return its exit status and all its output."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "PYTHONPATH")}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [bin_folder / program, *arguments],
        cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout.replace(f"{folder}/", "")


def complaints(output: str) -> tuple[str, ...]:
    """Return the lines in which the output of a failed build names what is wrong, else its last line."""
    lines = [line.strip() for line in re.sub(r"\x1b\[[\d;]*m", "", output).splitlines() if line.strip()]
    telling = (tuple(line for line in lines if re.search(pattern, line)) for pattern in COMPLAINTS)
    return next(filter(None, telling), tuple(lines[-1:]))


def build_damaged(kind: Kind, site: str, sites: Path) -> Build:
    """Damage a copy of a site and build it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / site
        shutil.copytree(sites / site, copy)
        for edit in kind.edits[site]:
            edit.apply(copy)
        return build(site, copy)


def build_all(kinds: Iterable[Kind], sites: Path) -> dict[str, dict[str, Build]]:
    """Return how the build of each site ended under each kind of damage, where the site has such a thing."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {
            kind.id: {site: pool.submit(build_damaged, kind, site, sites) for site in SITES if site in kind.edits}
            for kind in kinds
        }
        return {kind: {site: job.result() for site, job in row.items()} for kind, row in jobs.items()}


def compare(kinds: Iterable[Kind]) -> dict[str, dict[str, Build]]:
    """Make the three sites in a folder that is gone afterwards, and build them: first undamaged, then damaged."""
    kb, problems = load(FACTS)
    if problems:
        raise Stop(f"the project itself is broken: {problems[0]}")
    with tempfile.TemporaryDirectory() as folder:
        sites = Path(folder).resolve()
        make_sites(kb, sites)
        for site, undamaged in build_all([UNDAMAGED], sites)[UNDAMAGED.id].items():
            if not undamaged.passed:
                raise Stop("\n".join([f"the undamaged site {site!r} does not build:", *undamaged.said]))
        return build_all(kinds, sites)


def verdict(build: Build | None) -> str:
    """Return what the table says of a build."""
    if build is None:
        return NO_COUNTERPART
    return "no" if build.passed else "**yes**"


def headings(requirements: str) -> list[str]:
    """Return what stands above each site's column: its name, or the packages that make it with their versions."""
    versions = dict(re.findall(r"^([\w-]+)==(\S+)", requirements, re.MULTILINE))
    return ["isnad", *(" + ".join(f"{name} {versions[name]}" for name in names) for names in PEERS.values())]


def table(kinds: Iterable[Kind], results: Results) -> str:
    """Return the Markdown table of what each site caught, between marker comments."""
    rows = [["damage", *headings(REQUIREMENTS.read_text(encoding="utf-8"))], ["---"] + [":---:"] * len(SITES)]
    rows += [[kind.what, *(verdict(results[kind.id].get(site)) for site in SITES)] for kind in kinds]
    rows.append(["caught", *(tally(site, results) for site in SITES)])
    return "\n".join([BEGIN, *(f"| {' | '.join(row)} |" for row in rows), END])


def tally(site: str, results: Results) -> str:
    """Return how many of the damages that a site can have it caught."""
    builds = [row[site] for row in results.values() if site in row]
    return f"{sum(not each.passed for each in builds)} of {len(builds)}"


def as_json(kinds: Iterable[Kind], results: Results) -> str:
    """Return the results with what each build complained of."""
    records = [
        {"id": kind.id, "what": kind.what, "builds": {site: asdict(each) for site, each in results[kind.id].items()}}
        for kind in kinds
    ]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Apply the same damage to our site and to two equivalent ones.")
    parser.add_argument("--json", type=Path, metavar="PATH", help="also write every result, with its complaint")
    arguments = parser.parse_args()
    kinds = read_kinds((BENCH / "peers/kinds.yaml").read_text(encoding="utf-8"))
    try:
        install()
        results = compare(kinds)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    print(table(kinds, results))
    if arguments.json:
        arguments.json.write_text(as_json(kinds, results), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
