"""An author's page as it is published: what was read of it, with what its macros make in the places of the holes."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markupsafe import Markup

from ..facts.model import KnowledgeBase
from ..facts.tables import index
from ..phrases.addresses import absolute_url, relative_file
from ..phrases.phrases import Phrases
from ..text import typography
from ..text.html import End, Start, Step, serialise
from ..text.languages import Language
from .author_html import FIRST_HOLE, HOLE, LINK
from .footnotes import MARK
from .templates import Block

BEGUN = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6")  # whose text begins with a capital
SENTENCE_END = re.compile(r"[.!?…][»)]?\s+$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def hole(number: int) -> str:
    """Return the sign that stands for a macro of a page, these counted from 0."""
    return chr(FIRST_HOLE + number)


def number_of(sign: str) -> int:
    """Return the number of the macro for which a hole stands."""
    return ord(sign) - FIRST_HOLE


def is_bare(result: Markup) -> bool:
    """Return whether what a macro makes is bare text, such as an address: an example of code may hold that alone."""
    return "<" not in result and not MARK.search(result)


def fill(page: Sequence[Step], results: Sequence[Markup], p: Phrases) -> str:
    """Return the HTML of a page; `results` is what its macros make, in their order."""
    return serialise(_filled(page, results, p))


def _filled(page: Sequence[Step], results: Sequence[Markup], p: Phrases) -> Iterator[Step]:
    opened: list[Start] = []
    at, begins = 0, False
    while at < len(page):
        step = page[at]
        if blocks := _blocks(page[at : at + 3], results):
            yield from blocks
            at += 3
            continue
        if isinstance(step, str):
            yield from _parts(step, results, p.language, begins)
            begins = begins and not step.strip()
        elif isinstance(step, Start):
            opened.append(step)
            begins = begins or step.name in BEGUN
            yield Start(step.name, {name: _address(value, p) for name, value in step.attributes.items()})
        else:
            start, begins = opened.pop(), False
            if start.name in HEADINGS and "id" in start.attributes:
                yield p.heading_link(start.attributes["id"])
            yield step
        at += 1


def _parts(text: str, results: Sequence[Markup], language: Language, begins: bool) -> Iterator[str]:
    """Yield a text with what macros make in it, in French with the elision and the capital that it asks for there.

    `begins` says whether the text begins a paragraph.
    """
    before, *others = HOLE.split(text)
    for sign, behind in zip(HOLE.findall(text), others, strict=True):
        made = results[number_of(sign)] if number_of(sign) < len(results) else Markup("")
        if language is Language.FR and not isinstance(made, Block):
            if SENTENCE_END.search(before) or (begins and not before.strip()):
                made = Markup(typography.capitalised(made))
            before = typography.elided(before, made)
        yield from (before, made)
        before, begins = behind, False
    yield before


def _blocks(steps: Sequence[Step], results: Sequence[Markup]) -> list[str]:
    """Return what stands for a paragraph that holds macros alone whose results are no part of one; else nothing."""
    match steps:
        case [Start("p"), str(text), End("p")] if not HOLE.sub("", text).strip():
            parts = [results[number_of(sign)] for sign in HOLE.findall(text) if number_of(sign) < len(results)]
            return [Markup("\n").join(parts)] if parts and all(isinstance(part, Block) for part in parts) else []
    return []


def _address(address: str, p: Phrases) -> str:
    """Return an address as the site has it: what Markdown made leads to a file beside the page's own."""
    if not address.startswith(LINK):
        return address
    address = address.removeprefix(LINK)
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(p.here), unquote(parts.path)))
    behind = address[len(parts.path) :]
    if target.endswith(".md"):
        return p.url(target) + behind
    root = absolute_url("", p.language) if f"{p.language}/{target}" in other_files(p.kb) else ""
    return relative_file(p.language, p.here, root + target) + behind


@index
def other_files(kb: KnowledgeBase) -> Mapping[str, str]:
    """Return the files in `docs/` that are no pages, by their paths there."""
    docs = (kb.root or Path()) / "docs"
    files = (path for path in docs.rglob("*") if path.suffix != ".md" and path.is_file())
    return {path.relative_to(docs).as_posix(): "" for path in files} if kb.root else {}
