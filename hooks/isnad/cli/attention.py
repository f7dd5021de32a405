"""What only a person can judge of a change, and must look at: told first, in red."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..facts.corrections import REWORDED
from ..facts.model import DOCUMENTED
from ..pages.texts import DOCS, Project
from ..phrases.addresses import topic_page
from ..problems import Message, say
from ..text.languages import Language
from .differences import Difference, Entry
from .history import changed_meanings
from .leaves import Leaf
from .page_changes import PageChange, SentenceChange, told, unknowns

SIDE = re.compile(r"(.*?)\.?(ar|fr)((?:\..*)?)")
CAVEAT = re.compile(r"\b(comment|note|reason|caveats|superseded_because)\b")
ADDRESS = re.compile(r"(?:https?|ftp)://[^\s\"'<>)\]}]+|mailto:[^\s\"'<>)\]}]+")
# Fields of which something else is told than that they changed.
TOLD = re.compile(r"reviewed|fingerprint|value|capture\b.*")
WORDS = re.compile(r"\w+")
TEXTS = (".md", ".yaml")
# Texts of which one translates the other, by the ends of their paths.
TRANSLATIONS = ("translation", "translation.ar", "translation.fr")
TRANSLATED: Mapping[str, tuple[str, ...]] = {
    "quote": TRANSLATIONS,
    "value": TRANSLATIONS,
    "translation": ("quote", "value"),
}


class Attention(NamedTuple):
    """What to look at, and where: a record, a page or a file."""

    where: str
    said: Message


def find(before: Project, after: Project, difference: Difference) -> list[Attention]:
    """Return everything in a difference that a person must judge, what is published first."""
    return [
        *_published(before, after, difference),
        *(found for entry in difference.entries for found in _of_entry(entry)),
        *(found for page in difference.pages for found in _of_page(page)),
        *_pages_of_one_language(difference.pages),
        *_absences(after, difference.of("added")),
        *_links(before.root, after.root),
        *_files(before.root, after.root),
    ]


def _published(before: Project, after: Project, difference: Difference) -> Iterator[Attention]:
    """Yield values and meanings that changed, captured texts, and what is gone."""
    meanings = changed_meanings(before.kb, after.kb)
    for entry in difference.entries:
        if entry.change == "removed" and entry.kind in DOCUMENTED:
            yield Attention(entry.path, say("red-gone"))
        if entry.change == "changed":
            yield from (Attention(entry.path, said) for said in _changed(entry, meanings.get(entry.path, [])))


def _changed(entry: Entry, meanings: list[str]) -> Iterator[Message]:
    """Yield what changed of a published record that readers rely on."""
    changed = {leaf.path: leaf for leaf in entry.leaves if leaf.is_changed}
    if entry.kind == "figures" and (value := changed.get("value")):
        yield say("red-value", was=value.before, now=value.after)
    if meanings:
        yield say("red-meaning", names=meanings)
    roots = {path.partition(".")[0] for path in changed}
    yield from (say("red-reworded", name=name) for name in REWORDED.get(entry.kind, ()) if name in roots)
    if changed.keys() & {"fingerprint", "capture.sha256"}:
        yield say("red-evidence")
    others = [leaf.parent or path for path, leaf in changed.items() if not (TOLD.fullmatch(path) or _is_lost(leaf))]
    told = {*meanings, *REWORDED.get(entry.kind, ())}
    if names := [name for name in dict.fromkeys(others) if name.partition(".")[0] not in told]:
        yield say("red-words", names=names)


def _is_lost(leaf: Leaf) -> bool:
    """Return whether a caveat was deleted."""
    return leaf.before is not None and leaf.after is None and CAVEAT.search(leaf.path) is not None


def _of_entry(entry: Entry) -> Iterator[Attention]:
    """Yield new sources, announcements and exceptions, those that changed, deleted caveats, texts of one side."""
    if entry.kind == "sources" and entry.change == "added":
        yield Attention(entry.path, say("red-sources"))
    if entry.kind == "exceptions" and entry.change != "removed":
        yield Attention(entry.path, say("red-exceptions"))
    if entry.kind in ("corrections", "tombstones"):
        yield Attention(entry.path, say("red-announcement") if entry.change == "added" else say("red-announced"))
    if entry.change == "changed":
        for leaf in entry.leaves:
            if _is_lost(leaf):
                yield Attention(entry.path, say("red-caveat", field=leaf.path, text=leaf.before))
        yield from _one_sided(entry)


def _one_sided(entry: Entry) -> Iterator[Attention]:
    """Yield the texts of which one language changed, and not the other."""
    sides: dict[str, set[str]] = {}
    for leaf in entry.leaves:
        if leaf.is_changed and (side := SIDE.fullmatch(leaf.path)):
            sides.setdefault(side[1], set()).add(side[2])
    for field, languages in sides.items():
        if len(languages) == 1:
            yield Attention(entry.path, say("red-one-language", field=field, language=languages.pop()))
    kept = {leaf.path for leaf in entry.leaves if not leaf.is_changed}
    for leaf in (leaf for leaf in entry.leaves if leaf.is_changed):
        for other in TRANSLATED.get(leaf.path.rpartition(".")[2], ()):
            if (twin := f"{leaf.parent}.{other}") in kept:
                yield Attention(entry.path, say("red-translation", field=leaf.path, other=twin))


def _of_page(page: PageChange) -> Iterator[Attention]:
    """Yield what an author changed of a page: no quote proves it; items of what is not known that went, first."""
    where = f"{DOCS}/{page.path}"
    lost = [change for change in page.sentences if change.is_caveat]
    yield from (Attention(where, say("red-unknown", text=each.before.filled)) for each in lost if each.before)
    if page.is_new or page.is_gone:
        yield Attention(where, say("red-page-new") if page.is_new else say("red-gone"))
        return
    changed = (each for each in page.sentences if not each.is_of_facts and each not in lost and _says_otherwise(each))
    for before, after in map(told, changed):
        yield Attention(where, say("red-prose", text=after) if after else say("red-unsaid", text=before))


def _says_otherwise(change: SentenceChange) -> bool:
    """Return whether more than spaces and punctuation changed."""
    before, after = (WORDS.findall(each.written) if each else [] for each in change)
    return before != after


def _pages_of_one_language(pages: Sequence[PageChange]) -> Iterator[Attention]:
    edited = {page.path for page in pages if page.is_edited}
    for path in sorted(edited):
        twin = f"{Language(path[:2]).other}/{path[3:]}"
        if twin not in edited:
            yield Attention(f"{DOCS}/{path}", say("red-page", twin=f"{DOCS}/{twin}"))


def _absences(after: Project, added: Iterable[Entry]) -> Iterator[Attention]:
    """Yield what the pages of a topic say is not known, where a figure came that may make it known."""
    topics = {after.kb.topic_of(after.kb.observations[entry.id]) for entry in added if entry.kind == "figures"}
    for path in sorted(f"{language}/{topic_page(topic)}" for topic in topics for language in Language):
        if texts := unknowns(after, path):
            yield Attention(f"{DOCS}/{path}", say("red-absence", text=" ".join(texts)))


def _links(before: Path, after: Path) -> Iterator[Attention]:
    """Yield each address outside the site that stood nowhere before."""
    known = _addresses(before)
    for address, file in _addresses(after).items():
        if address not in known:
            yield Attention(file, say("red-link", address=address))


def _addresses(root: Path) -> dict[str, str]:
    """Return every address outside the site, with the first file that has it."""
    found: dict[str, str] = {}
    for folder in ("data", "seeds", DOCS):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in TEXTS and path.is_file() and "archive" not in path.parts:
                for address in ADDRESS.findall(path.read_text(encoding="utf-8", errors="replace")):
                    found.setdefault(address.rstrip(".,;:"), path.relative_to(root).as_posix())
    return found


def _files(before: Path, after: Path) -> Iterator[Attention]:
    """Yield each picture or other file beside the pages that came, went or changed."""
    old, new = _others(before), _others(after)
    for path in sorted({*old, *new}):
        if path not in old:
            yield Attention(path, say("red-file-added"))
        elif path not in new:
            yield Attention(path, say("red-file-removed"))
        elif old[path].read_bytes() != new[path].read_bytes():
            yield Attention(path, say("red-file-changed"))


def _others(root: Path) -> Mapping[str, Path]:
    files = (path for path in (root / DOCS).rglob("*") if path.suffix != ".md" and path.is_file())
    return {path.relative_to(root).as_posix(): path for path in files if not path.name.startswith(".")}
