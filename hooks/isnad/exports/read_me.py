"""What to know before using the downloads, in one language: a sheet of the workbook, a file of the archive."""

from collections.abc import Iterable, Sequence

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
    named = ((table.kb, column) for table in tables for column in table.columns)
    columns = dict.fromkeys(f"- `{each.name}` – {explained(kb, each.path, language)}" for kb, each in named)
    coded = ((codes.field, value) for codes in CODES for value in codes.values)
    meanings = [f"- `{field}`, `{value}` – {code(kb, value, language)}" for field, value in coded]
    blocks = [f"# {title}", *paragraphs]
    for name, items in (("files", listed), ("fields", columns), ("codes", meanings)):
        blocks += [f"## {words(kb, f'read-me-{name}', language)}", "\n".join(items)]
    return "\n\n".join(blocks) + "\n"


def explained(kb: KnowledgeBase, path: Sequence[str], language: Language) -> str:
    """Return what a field is called, and what must be known of it."""
    return ". ".join(filter(None, [heading(kb, path, language), note(kb, path[-1], language)]))


def file_label(file: str) -> str:
    """Return the label that says what is in a file."""
    return f"file-{file.replace('.', '-')}"
