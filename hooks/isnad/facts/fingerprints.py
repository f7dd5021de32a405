"""Fingerprints of captured articles: made of a capture, written to a file, read back."""

import hashlib
import re
from pathlib import Path

from ..problems import Problem, say
from ..text.evidence import HASH_BYTES, Fingerprint, shingles
from .model import Capture
from .record import NOT_GIVEN
from .yamltree import Broken

HASH = rf"[0-9a-f]{{{2 * HASH_BYTES}}}"
FIRST, HASHES = re.compile(rf"sha256 ([0-9a-f]{{64}})(?: digest ({HASH}))?"), re.compile(rf"(?:{HASH}(?: |\Z))*")

HEADER = "# Made by `isnad archive`; not to be edited. seeds/README.md says what this is.\n"


def fingerprint(data: bytes, capture: Capture) -> Fingerprint:
    """Return the fingerprint of an archived text, from the lines its record names.

    Raises IndexError where a line is not there, UnicodeDecodeError where the text is not UTF-8.
    """
    return Fingerprint(sha256=sha256(data), paragraphs=tuple(map(shingles, paragraphs(data, capture))))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def paragraphs(data: bytes, capture: Capture) -> list[str]:
    """Return the headline (empty where none is given) and the paragraphs of an archived text; raises as above."""
    lines = data.decode("utf-8").split("\n")
    title = "" if capture.title_line is NOT_GIVEN else lines[int(capture.title_line) - 1]
    return [title, *(lines[number - 1] for number in capture.paragraph_lines)]


def fingerprint_path(source: str) -> str:
    """Return the path of a source's fingerprint in the project."""
    return f"seeds/fingerprints/{source}.txt"


def format_fingerprint(made: Fingerprint, source: str) -> str:
    """Return the text of the fingerprint file of a source: the SHA-256 and a digest of all, then a line a paragraph."""
    return HEADER + "\n".join([f"sha256 {made.sha256} digest {digest(made, source)}", *_lines(made)]) + "\n"


def digest(made: Fingerprint, source: str) -> str:
    """Return the hash of a whole fingerprint and of the id of its source, so that no line of it is changed alone."""
    whole = "\n".join([source, made.sha256, *_lines(made)])
    return hashlib.blake2b(whole.encode(), digest_size=HASH_BYTES).hexdigest()


def _lines(made: Fingerprint) -> list[str]:
    return [f"{number} {' '.join(hashes)}".rstrip() for number, hashes in enumerate(made.paragraphs)]


def parse_fingerprint(text: str, path: str) -> Fingerprint:
    """Return the fingerprint a file holds. Raises Broken, with a problem, where it has another form."""
    rows = [(number, line.split()) for number, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    first = FIRST.fullmatch(" ".join(rows[0][1])) if rows else None
    for expected, (number, row) in zip(["sha256", *map(str, range(len(rows)))], rows, strict=False):
        is_sound = first if expected == "sha256" else row[:1] == [expected] and HASHES.fullmatch(" ".join(row[1:]))
        if not is_sound:
            message = say("fingerprint-line", line=expected)
            raise Broken(Problem(path, number, 1, "FINGERPRINT-FORM", message))
    if first is None or len(rows) < 2:
        raise Broken(Problem(path, 1, 1, "FINGERPRINT-FORM", say("fingerprint-empty")))
    paragraphs = tuple(tuple(row[1:]) for _, row in rows[1:])
    return Fingerprint(sha256=first[1], paragraphs=paragraphs, digest=first[2] or "")


def archive_path(root: Path, capture: Capture) -> Path:
    """Return where the full text of an article is kept, outside version control."""
    return root / "seeds" / "archive" / capture.file
