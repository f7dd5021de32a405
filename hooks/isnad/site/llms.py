"""llms.txt (llmstxt.org): what the site is, and every page for readers, a line each."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ..exports.downloads import MEDIA_TYPES
from ..exports.read_me import file_label
from ..facts.model import KnowledgeBase
from ..phrases.addresses import DOWNLOADS, HOME, is_guide
from ..phrases.vocabulary import words
from ..text.languages import Language
from .listed import Listed

# The label of the heading over the pages of each folder; the pages at the root of a language stand first.
FOLDERS = {"figures": "all-figures", "sources": "sources"}


def llms(kb: KnowledgeBase, pages: Iterable[Listed]) -> str:
    """Return the file: Arabic first, as on the site."""
    listed = sorted((page for page in pages if not is_guide(page.page)), key=lambda page: page.page != HOME)
    both = [(words(kb, "site-name", each), words(kb, "dataset-description", each)) for each in Language]
    blocks = [f"# {' – '.join(name for name, _ in both)}", "\n>\n".join(f"> {about}" for _, about in both)]
    blocks += [words(kb, "dataset-rights", each) for each in Language]
    for language in Language:
        blocks += _sections(kb, language, [each for each in listed if each.language is language])
    return "\n\n".join(blocks) + "\n"


def _sections(kb: KnowledgeBase, language: Language, pages: Sequence[Listed]) -> Iterator[str]:
    """Yield the headings and lists of a language: its written pages, figures, articles, files to download."""
    name = words(kb, f"language-{language}", language).capitalize()
    folders = {folder: f"{name} – {words(kb, label, language)}" for folder, label in FOLDERS.items()}
    for folder, heading in {"": name, **folders}.items():
        inside = [each for each in pages if folder == (of if (of := each.page.partition("/")[0]) in folders else "")]
        yield f"## {heading}"
        yield "\n".join(_line(each.url(kb.site_url), each.title, each.description) for each in inside)
    yield f"## {name} – {words(kb, 'read-me-files', language)}"
    yield "\n".join(
        _line(kb.site_url + DOWNLOADS + file, file, words(kb, file_label(file), language)) for file in MEDIA_TYPES
    )


def _line(url: str, title: str, about: str) -> str:
    return f"- [{_escaped(title)}]({url}): {_escaped(about)}"


def _escaped(text: str) -> str:
    """Return a text on one line, in which Markdown reads no link."""
    return re.sub(r"([\\\[\]])", r"\\\1", " ".join(text.split("\n")))
