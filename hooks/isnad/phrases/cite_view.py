"""What the section "how to cite" of a page shows."""

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
    """A reference as reference managers read it: the name of the format, the text, the button that saves it."""

    name: str
    text: Markup
    button: Markup


def gather(p: Phrases, refer: Callable[[Phrases], Reference]) -> Mapping[str, Any]:
    """Return what the template shows of a reference; `refer` makes it in the language of some phrases."""
    own = refer(p)
    both = ((each, refer(Phrases(p.kb, each, p.here))) for each in (p.language, p.language.other))
    return {
        "sentences": [Sentence(each, made.sentence, p.copy_button(made.text, "copy")) for each, made in both],
        "formats": [
            Format(name, raw(write(own.csl)), p.save_button(f"{own.csl['id']}.{end}"))
            for end, (name, write) in FORMATS.items()
        ],
    }


def raw(text: str) -> Markup:
    """Return a text of several lines for HTML inside `<pre>`, where Markdown does not look."""
    return Markup.escape(text.replace("\r\n", "\n").rstrip("\n"))
