"""Files that are tried before they are written: what the checks of facts say of them, and all of them or none."""

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from . import rules
from .load import load
from .model import KnowledgeBase
from .problems import Problem

FOLDERS = ("data", "seeds")


def tried(root: Path, files: Mapping[str, bytes]) -> tuple[KnowledgeBase, list[Problem]]:
    """Return the facts as they would be with these files, by path, and what would be wrong with them that is not now.

    Pages are not read: what makes facts of a file, and every rule about facts, is the same as in `isnad check`.
    """
    known = {_what(problem) for problem in _facts(root)[1]}
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in FOLDERS:
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, ignore=shutil.ignore_patterns("archive"))
        for path, data in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(data)
        kb, problems = _facts(copy)
    return kb, sorted({each for each in problems if _what(each) not in known})


def _facts(root: Path) -> tuple[KnowledgeBase, list[Problem]]:
    """Return the facts of a project and everything that is wrong with them."""
    kb, problems = load(root)
    return kb, [*problems, *rules.check(kb)]


def _what(problem: Problem) -> tuple[str, str, str]:
    """Return a problem without its line, which moves."""
    return problem.path, problem.code, problem.message


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write every file, by path, or none: each is written beside its place, and moved there when all are whole.

    Raises OSError, with nothing left behind.
    """
    fresh = list(_written(root, files))
    for made, place in fresh:
        made.replace(place)


def _written(root: Path, files: Mapping[str, bytes]) -> Iterator[tuple[Path, Path]]:
    made: list[Path] = []
    try:
        for path, data in files.items():
            place = root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            made.append(place.with_name(f".{place.name}.new"))
            made[-1].write_bytes(data)
    except OSError:
        for file in made:
            file.unlink(missing_ok=True)
        raise
    yield from zip(made, (root / path for path in files), strict=True)


def numbered(text: str) -> str:
    """Return a text with the number of each line before it."""
    lines = text.rstrip("\n").split("\n")
    return "\n".join(f"{number:>{len(str(len(lines)))}} | {line}" for number, line in enumerate(lines, 1))
