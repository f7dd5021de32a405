"""What to know before using the downloads, in one language: a sheet of the workbook, a file of the archive."""

from collections.abc import Iterable, Iterator, Sequence

from ..facts.edition import dates
from ..facts.model import KnowledgeBase
from ..phrases.phrases import Phrases
from ..phrases.references import dataset_reference
from ..phrases.vocabulary import CODES, code, heading, note, words
from ..text.languages import Language
from ..text.locale import format_date
from .columns import Table

PARAGRAPHS = ("row", "missing", "precision", "compare", "guard", "version")


def lines(kb: KnowledgeBase, language: Language) -> list[str]:
    """Return the title, then a paragraph a line."""
    site, day = words(kb, "site-name", language), format_date(max(dates(kb)), language)
    return [
        words(kb, "read-me-title", language).format(site=site, version=day),
        words(kb, "dataset-description", language),
        *(words(kb, f"read-me-{name}", language) for name in PARAGRAPHS),
        words(kb, "dataset-rights", language),
        words(kb, "read-me-cite", language).format(citation=dataset_reference(Phrases(kb, language)).text),
    ]


def markdown(kb: KnowledgeBase, tables: Sequence[Table], files: Iterable[str], language: Language) -> str:
    """Return the file: the same lines, then the files, the columns of tables, and the meaning of codes."""
    title, *paragraphs = lines(kb, language)
    listed = [f"- `{file}` – {words(kb, file_label(file), language)}" for file in files]
    columns = dict.fromkeys(column for table in tables for column in _columns(table, language))
    blocks = [f"# {title}", *paragraphs]
    for name, items in (("files", listed), ("fields", columns), ("codes", _codes(kb, language))):
        blocks += [f"## {words(kb, f'read-me-{name}', language)}", "\n".join(items)]
    return "\n\n".join(blocks) + "\n"


def explained(kb: KnowledgeBase, path: Sequence[str], language: Language) -> str:
    """Return what a field is called, and what must be known of it."""
    return ". ".join(filter(None, [heading(kb, path, language), note(kb, path[-1], language)]))


def file_label(file: str) -> str:
    """Return the label that says what is in a file."""
    return f"file-{file.replace('.', '-')}"


def _columns(table: Table, language: Language) -> Iterator[str]:
    for column in table.columns:
        yield f"- `{column.name}` – {explained(table.kb, column.path, language)}"


def _codes(kb: KnowledgeBase, language: Language) -> Iterator[str]:
    for codes in CODES:
        yield from (f"- `{codes.field}`, `{value}` – {code(kb, value, language)}" for value in codes.values)
