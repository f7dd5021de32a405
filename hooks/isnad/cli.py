"""The `isnad` command, for contributors: `isnad check`, `diff`, `archive`, `translated` and `published`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from . import diff, evidence, parity, published, revisions
from .load import load, load_sources, read_yaml
from .model import Source
from .problems import Problem, report
from .project import read_project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status: 0, or 1 where there is something to mend."""
    parser = argparse.ArgumentParser(prog="isnad", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check every fact, quote and page, without a build")
    check.set_defaults(run=lambda options: run_check(options.root))
    differ = commands.add_parser("diff", help="show which figures changed since a revision, corrections missing")
    differ.add_argument("base", nargs="?", help="a git revision (default: where this branch left main, else HEAD)")
    differ.set_defaults(run=lambda options: run_diff(options.root, options.base))
    archive = commands.add_parser("archive", help="make the fingerprints from the full texts in seeds/archive/")
    archive.add_argument("--verify", action="store_true", help="only say whether they still match; write nothing")
    archive.add_argument("ids", nargs="*", metavar="ID", help="the sources to do it for (default: all)")
    archive.set_defaults(run=lambda options: run_archive(options.root, options.verify, options.ids))
    translated = commands.add_parser(
        "translated", help="confirm that every text and its translation were read together"
    )
    translated.set_defaults(run=lambda options: run_translated(options.root))
    listed = commands.add_parser("published", help="list every id of the data as published: from then on it stays")
    listed.set_defaults(run=lambda options: run_published(options.root))
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return run(options)


def run_check(root: Path) -> int:
    """Print every problem of the project in `root`, and return 1 if there is one."""
    project, problems = read_project(root)
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    kb = project.kb
    print(
        f"{len(kb.observations)} figures, {len(kb.statements)} statements, {len(kb.events)} events, "
        f"{len(kb.sources)} sources, {len(project.pages)} pages: no problem found"
    )
    return 0


def run_diff(root: Path, base: str | None) -> int:
    """Print the figures that changed since a revision; return 1 if one of them lacks its correction.

    Without history there is nothing to compare with, and nothing wrong; a revision that is asked for must be there.
    """
    with TemporaryDirectory() as folder:
        try:
            revision = revisions.find(root, base)
            revisions.extract(root, revision, Path(folder))
        except revisions.NoRevision as error:
            print(f"nothing to compare with: {error}", file=sys.stdout if base is None else sys.stderr)
            return int(base is not None)
        before, _ = load(Path(folder))
    after, problems = load(root)
    if problems := [*problems, *diff.check_corrected(before, after)]:
        print(report(problems), file=sys.stderr)
    difference = diff.compare(before, after)
    print(f"compared with {revision.commit[:12]} ({revision.name})", *difference.lines(), sep="\n")
    return 1 if problems else 0


def run_translated(root: Path) -> int:
    """Write the hashes of all texts and their translations as they stand now; refuse, with 1, while data are broken."""
    project, problems = read_project(root)
    if broken := [each for each in problems if each.code not in ("TRANSLATION-STALE", "PARITY", "NOT-SHOWN")]:
        print(report(broken), file=sys.stderr)
        return 1
    before = len(parity.read_pairs(root))
    text = parity.format_pairs(project.pairs())
    (root / parity.PAIRS).write_text(text, encoding="utf-8")
    print(f"{len(parity.read_pairs(root))} texts confirmed in both languages, {before} before")
    return 0


def run_published(root: Path) -> int:
    """Add every document of the API to the list of published ones; refuse, with 1, while data are broken."""
    kb, problems = load(root)
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    before = published.read_published(root)
    paths = {*before, *published.records(kb)}
    (root / published.PUBLISHED).write_text(published.format_published(paths), encoding="utf-8")
    print(f"{len(paths)} documents listed as published, {len(before)} before")
    return 0


def run_archive(root: Path, verify: bool, ids: Sequence[str] = ()) -> int:
    """Write the fingerprint of each source, or compare them; print every problem and return 1 if there is one.

    With `ids`, of these sources only: few people hold the texts of all.
    """
    sources, problems = load_sources(root)
    for path in (f"seeds/{name}.yaml" for name in ids):
        problems.extend(read_yaml(root / path, path)[1])
    sources = [source for source in sources if not ids or source.id in ids]
    if not sources and not problems:
        problems.append(Problem("seeds", 1, 1, "NO-SOURCES", "there is no source record here; is this the project?"))
    for source in sources:
        problems.extend(_archive(root, source, verify))
    if problems:
        print(report(problems), file=sys.stderr)
        return 1
    print(f"{len(sources)} fingerprints {'match the archive' if verify else 'written'}")
    return 0


def _archive(root: Path, source: Source, verify: bool) -> Iterator[Problem]:
    """Write or compare one fingerprint; yield what keeps it from being right."""
    capture = source.capture
    try:
        made = evidence.fingerprint(evidence.archive_path(root, capture).read_bytes(), capture)
    except OSError:
        message = f"seeds/archive/{capture.file} is not here; seeds/README.md says how to get it"
        yield Problem.at(capture.at("file"), "ARCHIVE-MISSING", message)
    except (UnicodeDecodeError, IndexError):
        message = f"seeds/archive/{capture.file} is not UTF-8, or shorter than the lines named here"
        yield Problem.at(capture.at("paragraph_lines"), "ARCHIVE-LINES", message)
    else:
        path = root / evidence.fingerprint_path(source.id)
        text = evidence.format_fingerprint(made)
        if made.sha256 != capture.sha256:
            message = f"the archived text has SHA-256 {made.sha256}; is it the same capture?"
            yield Problem.at(capture.at("sha256"), "ARCHIVE-CHANGED", message)
        elif not verify:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_bytes() != text.encode():
            message = f"{evidence.fingerprint_path(source.id)} is not made from this text; run `isnad archive`"
            yield Problem.at(source.at(), "FINGERPRINT-STALE", message)
