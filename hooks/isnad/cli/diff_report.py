"""The difference between two revisions, written for a terminal; see `diff_markdown` for GitHub."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..problems import Message, Problem, Tongue, say
from .attention import Attention
from .differences import Difference, Entry
from .page_changes import PageChange, SentenceChange, told
from .revisions import Revision
from .word_changes import Sign, compare_words, in_text

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
    """A text before and after, and what it is of."""

    name: str
    before: str | None
    after: str | None


def rows_of(entry: Entry) -> Iterator[Row]:
    """Yield what is told of a record: its texts, then the sentence of a figure in both languages."""
    yield from (Row(leaf.path, leaf.before, leaf.after) for leaf in entry.leaves)
    yield from (Row(language, *pair) for language, pair in entry.sentences.items())


def rows_of_page(page: PageChange, signs: dict[tuple[object, ...], int]) -> Iterator[tuple[Row, int]]:
    """Yield the sentences of a page that changed; of those that the same facts changed alike in the report, the first.

    `signs` counts, for each such change, the sentences that have it; the number is how many more there are.
    """
    for change in page.sentences:
        before, after = told(change)
        row = Row(page.path[:2], before, after)
        if not change.is_of_facts:
            yield row, 0
        elif (sign := sign_of(page, change)) in signs:
            yield row, signs.pop(sign) - 1


def sign_of(page: PageChange, change: SentenceChange) -> tuple[object, ...]:
    """Return what is the same of sentences that facts changed alike: the language and the words that differ."""
    return page.path[:2], *(piece for piece in compare_words(*told(change)) if piece.sign is not Sign.SAME)


def counted_signs(pages: Iterable[PageChange]) -> dict[tuple[object, ...], int]:
    """Return how many sentences of all pages each change of facts is in."""
    signs: dict[tuple[object, ...], int] = {}
    for page in pages:
        for change in page.sentences:
            if change.is_of_facts:
                sign = sign_of(page, change)
                signs[sign] = signs.get(sign, 0) + 1
    return signs


def few(names: Sequence[str]) -> list[str | Message]:
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
        yield from _title("attention", tongue)
        yield from (f"!! {found.where}: {found.said.text(tongue)}" for found in report.attention)
    for change in CHANGES:
        if entries := report.difference.of(change):
            yield from _title(change, tongue)
            for entry in entries:
                yield from _entry(entry, tongue)
    signs = counted_signs(report.difference.pages)
    pages = [lines for page in report.difference.pages if (lines := list(_page(page, signs, tongue)))]
    if pages:
        yield from _title("pages", tongue)
        yield from (line for lines in pages for line in lines)
    if report.difference.unread:
        yield from _title("unread", tongue)
        yield from (f"? {path}" for path in report.difference.unread)


def _title(name: str, tongue: Tongue) -> list[str]:
    return ["", f"== {TITLES[name].text(tongue)} =="]


def _entry(entry: Entry, tongue: Tongue) -> Iterator[str]:
    place = " ".join(part if isinstance(part, str) else part.text(tongue) for part in few(entry.addresses))
    yield f"{SIGNS[entry.change]} {entry.path}{'  ' if place else ''}{place}"
    yield from (f"    {_row(row, entry.change)}" for row in rows_of(entry))
    if entry.touched:
        yield f"    {touched(entry).text(tongue)}"


def touched(entry: Entry) -> Message:
    """Return of how many figures a record changes the sentence, and of which."""
    return say("diff-touched", count=len(entry.touched), names=few(entry.touched))


def _row(row: Row, change: str) -> str:
    if change != "changed":
        return f"{row.name}: {row.before if row.after is None else row.after}"
    return f"{row.name}: {in_text(compare_words(row.before, row.after))}"


def _page(page: PageChange, signs: dict[tuple[object, ...], int], tongue: Tongue) -> Iterator[str]:
    rows = list(rows_of_page(page, signs))
    if rows:
        yield f"{'+' if page.is_new else '-' if page.is_gone else '~'} docs/{page.path}"
    for row, more in rows:
        yield f"    {in_text(compare_words(row.before, row.after))}"
        if more:
            yield f"      {say('diff-more-sentences', count=more).text(tongue)}"
