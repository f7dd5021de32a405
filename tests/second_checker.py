"""A second, simple checker of a finished site; on purpose it shares no code with the first, and knows no macro.

It strikes out of the text of a page what it has proved; a digit that is left is a failure:
`python tests/second_checker.py site [project]`. Only seeds/ and data/exceptions.yaml are read of the project.
"""

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "abbr", "b", "bdi", "bdo", "data", "em", "i", "mark", "q", "small", "span", "strong", "sup", "u"}
GLUE = "".join(chr(code) for code in (0x20, 0xA0, 0x2009, 0x202F, 0x27, 0x2E, 0x2C, 0x66B, 0x66C))
STRUCK = "¤"
# Words that must stand in the quote and in the displayed text, or in neither.
PRECISION = [
    {"environ", "près de", "autour de", "حوالي", "قرابة", "زهاء"},
    {"plus de", "أكثر من", "أزيد من"},
    {"au moins", "ما لا يقل عن", "على الأقل"},
]
PLACE = re.compile(r"(?:§|الفقرة)\s(\d+)")


@dataclass
class Element:
    """An element of a page: its children are elements and texts."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None"
    children: list["Element | str"] = field(default_factory=list)

    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def inside(self) -> list["Element"]:
        """Return every element below this one, in the order of the page."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child, *child.inside()]
        return found

    def having(self, name: str) -> list["Element"]:
        """Return every element below this one of that class, or of that tag."""
        return [element for element in self.inside() if name in (element.tag, *element.classes())]

    def text(self) -> str:
        """Return all text, each block on a line of its own."""
        texts = "".join(child if isinstance(child, str) else child.text() for child in self.children)
        return texts if self.tag in INLINE | {"time", "cite"} else f"\n{texts}\n"

    def next(self) -> "Element | str | None":
        """Return what stands directly behind this element."""
        siblings = self.parent.children if self.parent else []
        place = next(number for number, sibling in enumerate(siblings) if sibling is self)
        return siblings[place + 1] if place + 1 < len(siblings) else None

    def strike(self) -> None:
        self.children = [STRUCK]


class Tree(HTMLParser):
    """Builds the elements of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.here = Element("root", {}, None)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        self.here = self.here if tag in VOID else element

    def handle_endtag(self, tag: str) -> None:
        opened: Element | None = self.here
        while opened and opened.tag != tag:
            opened = opened.parent
        self.here = opened.parent if opened and opened.parent else self.here

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def fold(text: str) -> str:
    """Return words and digits only, a space between them and at both ends; marks above letters are gone."""
    signs = [sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) not in ("Mn", "Cf", "Lm")]
    return f" {' '.join(''.join(sign if sign.isalnum() else ' ' for sign in signs).split())} "


def integers(text: str) -> list[str]:
    """Return every run of digits, without the single marks that stand between two of its digits."""
    found, last, gap = [""], "", ""
    for sign in unicodedata.normalize("NFC", text):
        if sign.isdecimal():
            joins = last and (not gap or (len(gap) == 1 and gap in GLUE))
            found = [*found[:-1], found[-1] + str(int(sign))] if joins else [*found, str(int(sign))]
            last, gap = sign, ""
        else:
            gap += sign
    return found[1:]


def words(text: str) -> list[str]:
    """Return the words that seeds/README.md says fingerprints are made of."""
    plain = [sign for sign in text if unicodedata.category(sign) not in ("Mn", "Cf") and sign != "\u0640"]
    text = unicodedata.normalize("NFKC", "".join("'" if sign in "‘’`´" else sign for sign in plain))
    text = " ".join("".join(str(int(sign)) if sign.isdecimal() else sign for sign in text).split())
    # The README says that a number in groups is one word, not what joins it: a no-break space; a percent sign, nothing.
    text = re.sub(r"(?<=\d) (?=%)", "", re.sub(r"(?<=\d) (?=\d\d\d(?!\d))", "\u00a0", text))
    bare = (re.sub(r"^[^\w%]+|[^\w%]+$", "", word, flags=re.UNICODE) for word in text.split(" "))
    return [word for word in bare if word]


def runs(text: str) -> list[str]:
    found = words(text)
    starts = range(max(1, len(found) - 3))
    return [hashlib.blake2b(" ".join(found[at : at + 4]).encode(), digest_size=8).hexdigest() for at in starts]


@cache
def fingerprint(project: Path, source: str) -> tuple[str, list[list[str]]]:
    """Return the SHA-256 and the paragraphs of a fingerprint; nothing where there is none."""
    file = project / "seeds" / "fingerprints" / f"{source}.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if source and file.is_file() else []
    rows = [line.split() for line in lines if not line.startswith("#")]
    return (rows[0][1], [row[1:] for row in rows[1:]]) if rows else ("", [])


@cache
def article(project: Path, sha256: str) -> str:
    """Return the archived article that has this SHA-256, folded; nothing where there is no archive."""
    files = [file.read_bytes() for file in sorted((project / "seeds" / "archive").glob("*.txt"))]
    return next((fold(data.decode()) for data in files if hashlib.sha256(data).hexdigest() == sha256), "")


@dataclass
class Checker:
    """What has been counted, and what failed, so far."""

    project: Path
    exceptions: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    page: str = ""

    def fail(self, message: str, text: str = "") -> None:
        self.failures.append(f"{self.page}: {message}" + (f": {' '.join(text.split())[:160]}" if text else ""))

    def quote(self, text: str, source: str) -> list[int]:
        """Return the paragraphs of an article in which a quote stands, word for word; count it, or fail."""
        text = text.strip("\n «»\u00a0")
        sha256, paragraphs = fingerprint(self.project, source)
        sought = " ".join(runs(text))
        found = [number for number, paragraph in enumerate(paragraphs) if sought in " ".join(paragraph)]
        full = article(self.project, sha256)
        if not found:
            self.fail(f"not word for word in {source or 'any source'}", text)
        elif full and fold(text) not in full:
            self.fail(f"not in the archived text of {source}", text)
        else:
            self.counts["quotes verified"] += 1
            self.counts["of them in a full text"] += bool(full)
        return found

    def note(self, note: Element) -> str:
        """Check one footnote; return its quote, and strike out what it proves."""
        links = [link.attributes.get("href", "") for link in note.having("a")]
        source = next((link.partition("#")[2] for link in links if "sources/#" in link or link.startswith("#") and "fn" not in link), "")
        return source
