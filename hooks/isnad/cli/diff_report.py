"""The difference between two revisions, written for a terminal; see `diff_markdown` for GitHub."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..problems import Message, Problem, Tongue, say
from .attention import Attention
from .differences import Difference, Entry
from .leaves import Leaf
from .page_changes import PageChange, SentenceChange, told
from .revisions import Revision
from .word_changes import Piece, Sign, compare_words, in_text

CHANGES = ("changed", "added", "removed")
TITLES: Mapping[str, Message] = {
    "problems": say("diff-problems"),
    "attention": say("diff-attention"),
    "changed": say("diff-changed"),
    "added": say("diff-added"),
    "removed": say("diff-removed"),
    "pages": say("diff-pages"),
    "unread": say("diff-unread"),
}
SIGNS = {"changed": "~", "added": "+", "removed": "-"}
MOST_NAMES = 4  # addresses and ids that are told of one entry; the rest is counted


class Report(NamedTuple):
    """All there is to tell."""

    revision: Revision
    difference: Difference
    attention: Sequence[Attention]
    problems: Sequence[Problem]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        difference = self.difference
        return not (difference.entries or difference.pages or difference.unread or self.attention or self.problems)


class Row(NamedTuple):
    """A text of a record or a page, in pieces that say what became of its words, and the name of its field."""

    name: str
    pieces: Sequence[Piece]


class Item(NamedTuple):
    """A record or a page that changed: what became of it, its path, where readers meet it, and what is told of it."""

    change: str
    path: str
    addresses: Sequence[str | Message]
    lines: Sequence[Row | Message]


def sections(report: Report) -> Mapping[str, Sequence[Item]]:
    """Return the records and the pages that changed, by the names of their titles."""
    difference = report.difference
    found = {change: [_of_record(entry) for entry in difference.of(change)] for change in CHANGES}
    signs = _counted_signs(difference.pages)
    pages = (_of_page(page, signs) for page in difference.pages)
    found["pages"] = [page for page in pages if page.lines]
    return {name: items for name, items in found.items() if items}


def _of_record(entry: Entry) -> Item:
    """Return what is told of a record: its texts, the sentences of a figure, and the figures that it touches."""
    texts = [*entry.leaves, *(Leaf(language, *pair) for language, pair in entry.sentences.items())]
    rows = [
        Row(text.path, compare_words(text.before, text.after) if entry.change == "changed" else [_whole(text)])
        for text in texts
    ]
    touched = say("diff-touched", count=len(entry.touched), names=_few(entry.touched))
    return Item(entry.change, entry.path, _few(entry.addresses), [*rows, *([touched] if entry.touched else [])])


def _whole(text: Leaf) -> Piece:
    """Return a text that came or went."""
    return Piece(Sign.SAME, (text.before if text.after is None else text.after) or "")


def _of_page(page: PageChange, signs: dict[tuple[object, ...], int]) -> Item:
    """Return the sentences of a page that changed; of those that the same facts changed alike in the report, the first.

    `signs` counts, for each such change, the sentences that have it.
    """
    lines: list[Row | Message] = []
    for change in page.sentences:
        sign = _sign_of(page, change)
        more = signs.pop(sign, 0) - 1 if change.is_of_facts else 0
        if more >= 0:
            lines.append(Row("", compare_words(*told(change))))
        if more > 0:
            lines.append(say("diff-more-sentences", count=more))
    return Item("added" if page.is_new else "removed" if page.is_gone else "changed", f"docs/{page.path}", (), lines)


def _sign_of(page: PageChange, change: SentenceChange) -> tuple[object, ...]:
    """Return what is the same of sentences that facts changed alike: the language and the words that differ."""
    return page.path[:2], *(piece for piece in compare_words(*told(change)) if piece.sign is not Sign.SAME)


def _counted_signs(pages: Iterable[PageChange]) -> dict[tuple[object, ...], int]:
    """Return how many sentences of all pages each change of facts is in."""
    return Counter(_sign_of(page, change) for page in pages for change in page.sentences if change.is_of_facts)


def _few(names: Sequence[str]) -> list[str | Message]:
    """Return a few names, and how many more there are."""
    left = len(names) - MOST_NAMES
    return [*names[:MOST_NAMES], *([say("diff-more", count=left)] if left > 0 else [])]


def as_text(report: Report, tongue: Tongue) -> str:
    """Return lines for a terminal; problems are printed apart, as every command does."""
    revision = report.revision
    head = say("diff-compared", commit=revision.commit[:12], name=revision.name).text(tongue)
    if report.is_empty:
        return f"{head}\n{say('diff-nothing').text(tongue)}"
    return "\n".join([head, *_lines(report, tongue)])


def _lines(report: Report, tongue: Tongue) -> Iterator[str]:
    if report.attention:
        yield _title("attention", tongue)
        yield from (f"!! {found.where}: {found.said.text(tongue)}" for found in report.attention)
    for name, items in sections(report).items():
        yield _title(name, tongue)
        for item in items:
            yield from _item(item, tongue)
    if report.difference.unread:
        yield _title("unread", tongue)
        yield from (f"? {path}" for path in report.difference.unread)


def _title(name: str, tongue: Tongue) -> str:
    return f"\n== {TITLES[name].text(tongue)} =="


def _item(item: Item, tongue: Tongue) -> Iterator[str]:
    place = " ".join(part if isinstance(part, str) else part.text(tongue) for part in item.addresses)
    yield f"{SIGNS[item.change]} {item.path}{'  ' if place else ''}{place}"
    for line in item.lines:
        if isinstance(line, Message):
            yield f"    {line.text(tongue)}"
        else:
            yield f"    {line.name}{': ' if line.name else ''}{in_text(line.pieces)}"
