"""The files that a contributor may add: real files, of a kind, a name and a size that are known.

What is published is all that stands in `docs/`: a link, a script or a page of HTML there would be too.
"""

import os
import re
from collections.abc import Iterator
from errno import EFBIG, ELOOP
from itertools import accumulate
from pathlib import Path, PurePath
from stat import S_ISREG

from ..problems import Message, Problem, say
from ..text.languages import Language

ARCHIVE = ("seeds", "archive")
PICTURES = (".avif", ".jpg", ".png", ".webp")
# Other endings of Markdown, which have a message of their own.
MISREAD_ENDINGS = (".markdown", ".mdown", ".mkdn", ".mkd")
# Each part of a path is part of an address.
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z]+)?")
# Below the root of the site, where the default language has its pages, stand these already.
TAKEN = ("api", "assets", "downloads", "search", *Language)
# How the operating system names what `read_bytes` refuses, and `check_files` reports.
REPORTED = (ELOOP, EFBIG)
MEBIBYTE = 1 << 20
LARGEST = 32 * MEBIBYTE
LARGEST_OF: dict[str, int] = {".md": MEBIBYTE // 4, **dict.fromkeys(PICTURES, 2 * MEBIBYTE)}


def read_bytes(root: Path, path: str) -> bytes:
    """Return a file of the project in `root`. Raises OSError where it leads elsewhere by a link, or is too large."""
    file, parts = root / path, path.split("/")
    _, *below = accumulate(parts, os.path.join, initial=str(root))
    if ".." in parts or any(map(os.path.islink, below)):
        raise OSError(ELOOP, os.strerror(ELOOP))
    if file.stat().st_size > largest(file):
        raise OSError(EFBIG, os.strerror(EFBIG))
    return file.read_bytes()


def largest(file: Path) -> int:
    """Return how many bytes a file may have."""
    return LARGEST_OF.get(file.suffix, LARGEST) if "docs" in file.parts else LARGEST


def check_files(root: Path, *names: str) -> Iterator[Problem]:
    """Yield a problem for each file that must not stand in these folders; hidden files are neither read nor shown.

    `seeds/archive/` is nobody's contribution: it stays on an editor's machine.
    """
    for folder in names:
        top = root / folder
        if top.is_symlink():
            yield _refused(root, top, say("file-link"))
        elif top.is_dir():
            yield from _check_folder(root, top)


def _check_folder(root: Path, top: Path) -> Iterator[Problem]:
    """Yield what is wrong below a folder, links followed nowhere."""
    for here, folders, files in os.walk(top):
        folders.sort()
        above = Path(here).relative_to(root).parts
        for name in [*folders, *sorted(files)]:
            path, parts = Path(here, name), (*above, name)
            if parts[:2] == ARCHIVE:
                continue
            if path.is_symlink():
                yield _refused(root, path, say("file-link"))
            elif not name.startswith("."):
                yield from _check_file(root, path, parts)


def _check_file(root: Path, path: Path, parts: tuple[str, ...]) -> Iterator[Problem]:
    known = path.stat()
    is_file = S_ISREG(known.st_mode)
    if is_file and known.st_size > largest(path):
        yield Problem(_name(root, path), 1, 1, "FILE-SIZE", say("file-large", most=largest(path) // 1024))
    if parts[0] == "docs" and (message := _misplaced(parts[1:], is_file)):
        yield _refused(root, path, message)


def _misplaced(parts: tuple[str, ...], is_file: bool) -> Message | None:
    """Return why a file or folder must not stand in `docs/` under a path, or None."""
    last = PurePath(parts[-1])
    name, ending = (last.stem, last.suffix) if is_file else (last.name, "")
    if ending in MISREAD_ENDINGS or (not is_file and last.suffix == ".md"):  # both are reported as pages
        return None
    if is_file and ending != ".md" and (ending not in PICTURES or parts[0] not in list(Language)):
        return say("file-kind", kinds=(".md", *PICTURES))
    if not NAME.fullmatch(parts[-1]) or "." in name:
        return say("file-name", name=parts[-1])
    if len(parts) == 2 and parts[0] in list(Language) and name in TAKEN:
        return say("file-taken", name=name)
    return None


def _refused(root: Path, path: Path, message: Message) -> Problem:
    return Problem(_name(root, path), 1, 1, "FILE-REFUSED", message)


def _name(root: Path, path: Path) -> str:
    """Return the path of a file as problems name it: signs that would leave the line are written out."""
    name = path.relative_to(root).as_posix().encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in name)
