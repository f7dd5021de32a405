"""What the section "how to cite" of a page shows, and the files that it offers."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from ..text.languages import Language
from .phrases import Phrases
from .references import Csl, Reference, bibtex, csl_json, ris

FORMATS: Mapping[str, tuple[str, Callable[[Csl], str]]] = {
    "bib": ("BibTeX", bibtex),
    "ris": ("RIS", ris),
    "csl.json": ("CSL-JSON", csl_json),
}


class Sentence(NamedTuple):
    """A reference as a sentence of one language, and the button that copies it."""

    language: Language
    sentence: Markup
    button: Markup


class Format(NamedTuple):
    """A reference as reference managers read it: the name of the format, the text, and the name of its file."""

    name: str
    text: Markup
    file: str


def gather(p: Phrases, refer: Callable[[Phrases], Reference]) -> Mapping[str, Any]:
    """Return what the template shows of a reference; `refer` makes it in the language of some phrases."""
    own = refer(p)
    both = ((each, refer(Phrases(p.kb, each, p.here))) for each in (p.language, p.language.other))
    return {
        "sentences": [Sentence(each, made.sentence, p.copy_button(made.text, "copy")) for each, made in both],
        "formats": [
            Format(name, raw(write(own.csl)), f"{own.csl['id']}.{end}") for end, (name, write) in FORMATS.items()
        ],
    }


def files(reference: Reference) -> Mapping[str, str]:
    """Return the files of a reference, by their names."""
    return {f"{reference.csl['id']}.{end}": write(reference.csl) for end, (_, write) in FORMATS.items()}


def raw(text: str) -> Markup:
    """Return a text of several lines for HTML inside `<pre>`, where Markdown does not look."""
    return Markup.escape(text.replace("\r\n", "\n").rstrip("\n"))
