"""A page as the beginning of a source: kept in seeds/archive/ with its text, which a person mends and confirms."""

import argparse
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..capture import captured, extraction, web, web_archive
from ..capture.captured import Captured, Empty, Text, Unfit
from ..facts import yamltree
from ..facts.model import KnowledgeBase
from ..facts.record import Origin
from ..facts.yamltree import Broken
from ..problems import Message, Problem, say
from ..text.web_addresses import is_at
from .source_draft import SHOWN, Article, Draft, Proposal, paragraphs_of, read_article, with_text

ARCHIVE = Path("seeds", "archive")
ADDRESS = re.compile(r"(?i)https?://")
AND = re.compile(r"(?i)\s+(?:et|and|&)\s+")  # between two authors; و may as well begin a name
PAGES = (".html", ".htm", ".xhtml", ".xht")


@contextmanager
def as_problem(what: str) -> Iterator[None]:
    """Raise Broken, with a problem of what a person gave, in the place of all that a page can be refused for."""
    try:
        yield
    except Unfit as unfit:
        raise Broken(Problem(what, 1, 1, "ARCHIVE-LINES", unfit.why)) from unfit
    except (web.Unfetched, extraction.Missing) as missing:
        raise Broken(Problem(what, 1, 1, "MISSING-FILE", missing.advice)) from missing


@dataclass(frozen=True, slots=True)
class PageFiles:
    """The files of a page in seeds/archive/: the page itself, and its text."""

    page: Path
    text: Path


def is_page(what: str) -> bool:
    """Return whether what a person gives is an address, or a page saved from one, and no text."""
    return ADDRESS.match(what) is not None or Path(what).suffix.lower() in PAGES


def page_files(root: Path, what: str) -> PageFiles:
    """Return where a page is kept: under a name made of its address, or of that of the saved page."""
    stem = captured.file_stem(what) if ADDRESS.match(what) else re.sub(r"[^A-Za-z0-9_.-]+", "-", Path(what).stem)
    stem = stem.strip("-.") or f"page-{captured.file_stem(what)[-8:]}"
    folder = root / ARCHIVE
    return PageFiles(folder / f"{stem}.html", folder / f"{stem}.txt")


def capture(options: argparse.Namespace, kb: KnowledgeBase) -> Captured:
    """Return the page that a person gives, kept with its text.

    Raises OSError; Broken where it cannot be had or read, or where a record has been made of it already.
    """
    what, files = options.article, page_files(options.root, options.article)
    for source in kb.sources.values():
        if source.capture and source.capture.file == files.text.name:
            raise Broken(Problem.at(source.at(), "DUPLICATE-ID", say("source-taken", id=source.id)))
    with as_problem(what):
        page = _read(what, (options.url or [""])[-1])
    files.page.parent.mkdir(parents=True, exist_ok=True)
    if Path(what).resolve() != files.page.resolve():
        files.page.write_bytes(page.data)
    files.text.write_bytes(page.text.data)
    return page


def _read(what: str, address: str) -> Captured:
    if not ADDRESS.match(what):
        return captured.read_page(Path(what).read_bytes(), address)
    try:
        return captured.fetch(what)
    except Empty as empty:
        raise Unfit(say("fetch-instead", why=empty.why)) from empty


def propose(page: Captured, kb: KnowledgeBase) -> Proposal:
    """Return what a page tells of its article."""
    text, found = page.text, dict[str, tuple[str | tuple[str, ...], Origin]]()
    if publisher := find_publisher(kb, page.address):
        found["publisher"] = publisher, Origin.OUTSIDE
    authors, published = page.reading.author, page.reading.published
    if authors:  # the head of a page is not in its text
        found["authors"] = tuple(AND.split(authors.value)), Origin.CAPTURE if authors.line else Origin.OUTSIDE
    if published:
        found["published"] = published.value, Origin.CAPTURE if published.line else Origin.OUTSIDE
    if page.address:
        found["url"] = page.address, Origin.OUTSIDE
    return Proposal(text.title, text.paragraphs, found)


def find_publisher(kb: KnowledgeBase, address: str) -> str:
    """Return the id of the entity to whose hosts an address belongs, or nothing."""
    owners = (entity.id for entity in kb.entities.values() if any(is_at(address, host) for host in entity.hosts))
    return next(owners, "")


def mend(options: argparse.Namespace, draft: str, path: str, text: Path) -> str:
    """Return a draft, and write its text, after what a person says of its paragraphs. Raises Broken."""
    article, (paragraphs, is_confirmed) = read_article(options.root, text), paragraphs_of(draft, path)
    before = after = Text(tuple(article.data.decode().removesuffix("\n").split("\n")), None, tuple(paragraphs))
    with as_problem(options.article):
        for asked in options.join or ():
            after = after.join(asked)
        for asked in options.cut or ():
            after = after.cut(asked)
        after = after.choose(_numbers(options.add or ()), _numbers(options.drop or ()))
    confirms = is_confirmed or options.confirm
    if (before, is_confirmed) == (after, confirms):
        return draft
    text.write_bytes(after.data)
    return with_text(draft, path, Article(after.data, article.archived), after.paragraphs, confirms)


def _numbers(asked: Sequence[str]) -> list[int]:
    """Return the numbers of lines in texts such as `7,13`. Raises Unfit."""
    texts = [text.strip() for numbers in asked for text in numbers.split(",")]
    if wrong := [text for text in texts if not text.isdecimal()]:
        raise Unfit(say("line-empty", asked=wrong[0]))
    return [int(text) for text in texts]


def address_of(draft: str, path: str) -> str:
    """Return the address of the article, as a draft has it; empty where it has none."""
    found = yamltree.find(yamltree.parse(draft, path)[0], "url", "value")
    return found.text if isinstance(found, yamltree.Scalar) else ""


def lines_to_confirm(draft: Draft) -> Iterator[Message | str]:
    """Yield what a person has still to look at: the paragraphs, what was left out, and how to mend both."""
    article, (paragraphs, is_confirmed) = draft.article, paragraphs_of(draft.text, draft.path)
    if is_confirmed:
        return
    yield say("page-paragraphs")
    yield from (f"{number:>5}  {article.lines[number - 1]}" for number in paragraphs if article.holds(number))
    yield say("page-noise")
    for number, line in enumerate(article.lines, 1):
        if line and number not in paragraphs:
            yield f"{number:>5}  {line[:SHOWN]}{'…' * (len(line) > SHOWN)}"
    yield say("page-mend")


def ask_to_archive(address: str) -> tuple[str, Message]:
    """Return the address of the copy that the Internet Archive makes when asked, or nothing, and what to say."""
    try:
        found = web_archive.save(address) if address else ""
    except web.Unfetched as unfetched:
        return "", say("archive-refused", why=unfetched.why)
    return found, say("archive-saved", address=found) if found else say("archive-addressless")
