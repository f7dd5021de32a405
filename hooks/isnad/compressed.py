"""Compressed copies beside the files of a finished site, for hosts that send them as they are (`.gz`, `.br`)."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import brotli  # type: ignore[import-untyped]

# What readers and programs fetch that is text; pictures, typefaces, workbooks and archives are compressed already.
TEXTS = {".html", ".css", ".js", ".json", ".md", ".txt", ".xml", ".svg", ".csv", ".bib", ".ris"}
SMALL = 1024  # bytes; below, a copy saves no packet of the network
GZIP_LEVEL, BROTLI_QUALITY = 9, 11  # the slowest: once for each release
SUFFIXES = (".gz", ".br")
AT_ONCE = 16  # files handed over to another process


class Saved(NamedTuple):
    """How many files have copies, and the bytes of these files and of each kind of copy."""

    files: int = 0
    plain: int = 0
    gzip: int = 0
    brotli: int = 0


def compress_site(site: Path) -> Saved:
    """Write the copies of every text below a folder, in place of older ones; the same text gives the same bytes."""
    for old in [path for path in site.rglob("*") if path.suffix in SUFFIXES and path.with_suffix("").is_file()]:
        old.unlink()
    with ProcessPoolExecutor() as pool:
        return Saved(*map(sum, zip(Saved(), *pool.map(compress, texts(site), chunksize=AT_ONCE), strict=True)))


def texts(site: Path) -> Iterator[Path]:
    """Yield the files below a folder that are worth a copy."""
    return (path for path in sorted(site.rglob("*")) if path.suffix in TEXTS and path.stat().st_size >= SMALL)


def compress(path: Path) -> Saved:
    """Write both copies of a file."""
    data = path.read_bytes()
    copies = (gzip.compress(data, GZIP_LEVEL, mtime=0), brotli.compress(data, quality=BROTLI_QUALITY))
    for suffix, copy in zip(SUFFIXES, copies, strict=True):
        path.with_name(path.name + suffix).write_bytes(copy)
    return Saved(1, len(data), *map(len, copies))
