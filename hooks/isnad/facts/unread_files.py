"""Files in `data/` and `seeds/` that nothing reads: in a subfolder, of another kind, or under another name."""

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from ..problems import Message, nearest, say

RECORDS = ".yaml"
# What may stand there besides records: path, and ending.
BESIDE = (("data", ".md"), ("seeds", ".md"), ("data/schemas", ".json"), ("seeds/fingerprints", ".txt"))
ARCHIVE = "seeds/archive"


def find(root: Path, tables: Collection[str]) -> Iterator[tuple[str, Message]]:
    """Yield the path of each file that nothing reads, and what to do with it; `tables` are the data files."""
    for folder in ("data", "seeds"):
        for file in sorted((root / folder).rglob("*")):
            path = PurePosixPath(file.relative_to(root).as_posix())
            hidden = any(part.startswith(".") for part in path.parts) or path.is_relative_to(ARCHIVE)
            if not hidden and file.is_file() and not file.is_symlink() and not _is_read(path, tables):
                yield str(path), _mend(path, tables)


def _is_read(path: PurePosixPath, tables: Collection[str]) -> bool:
    folder = str(path.parent)
    if folder == "seeds" and path.suffix == RECORDS:
        return True
    return str(path) in tables or (folder, path.suffix) in BESIDE


def _mend(path: PurePosixPath, tables: Collection[str]) -> Message:
    if path.suffix.lower() not in (RECORDS, ".yml"):
        return say("file-unread-kind", folder=f"{path.parts[0]}/", archive=f"{ARCHIVE}/")
    if path.parts[0] == "seeds":
        return say("source-misplaced", path=f"seeds/{path.stem}{RECORDS}")
    if near := nearest(path.stem, [PurePosixPath(table).stem for table in tables]):
        return say("data-misnamed", path=f"data/{near}{RECORDS}")
    return say("data-unread", files=sorted(tables))


def source_of(path: str) -> str | None:
    """Return the id of the source whose record stands in an unread file, or None."""
    read = PurePosixPath(path)
    is_record = read.parts[0] == "seeds" and read.suffix.lower() in (RECORDS, ".yml")
    return read.stem if is_record else None
