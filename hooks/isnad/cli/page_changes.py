"""The sentences of written pages in two revisions, with their figures filled in."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from markupsafe import Markup

from ..facts.model import KnowledgeBase
from ..pages.author_sentences import SENTENCE
from ..pages.footnotes import MARK
from ..pages.macros import MacroError, SetAside, make_macros
from ..pages.render import FRONT_MATTER, UNREADABLE, Call, read_parts
from ..pages.templates import Block
from ..pages.texts import Project
from ..phrases.phrases import bare_text
from ..text.languages import Language
from .word_changes import likeness

# What begins a text of its own: a heading, an item, a row, a box, a fence, a tag.
BEGINNING = re.compile(r"\s*(#|[-*+] |\d+[.)] |\||!!!|\?\?\?|```|~~~|:::|<)")
BOX = re.compile(r'(?:!!!|\?\?\?\+?) +\w+ +"(.*)"')
MASKED = re.compile(r"^(?:!!!|\?\?\?)|\{\{.*?\}\}")
ATTRIBUTES = re.compile(r"\s*\{[^{}]*\}\s*$")
# How both languages begin a section of what the articles leave open.
UNKNOWN = re.compile(
    r"sai(?:t|vons) pas|ignor(?:e|ons)|inconnu|manque|لا (?:نعرف|نعلم|يُعرف|يعرف)|نجهل|غير معروف|[يت]نقص"
)
# What a page shows of macros, as that which explains them does, is text: its braces are a private sign meanwhile.
RAW, SHOWN_CALL = re.compile(r"\{% *raw *%\}(.*?)\{% *endraw *%\}", re.DOTALL), "\ue010"
ALIKE = 0.5

Macros = Mapping[str, Callable[..., Markup]]


class Sentence(NamedTuple):
    """A sentence as its author wrote it and as readers see it, and whether it says what is not known."""

    written: str
    filled: str
    is_of_unknown: bool = False


class SentenceChange(NamedTuple):
    """A sentence before and after; None where a revision lacks it."""

    before: Sentence | None
    after: Sentence | None

    @property
    def is_of_facts(self) -> bool:
        """Whether nobody edited the sentence: only the facts in it changed."""
        return bool(self.before and self.after and self.before.written == self.after.written)

    @property
    def is_caveat(self) -> bool:
        """Whether an item of what is not known went, or says something else."""
        return bool(self.before and self.before.is_of_unknown and not self.is_of_facts)


class PageChange(NamedTuple):
    """A page of one language, by its path in `docs/`, and its sentences that changed; whether it came or went."""

    path: str
    is_new: bool
    is_gone: bool
    sentences: tuple[SentenceChange, ...]

    @property
    def is_edited(self) -> bool:
        """Whether an author changed it."""
        return any(not change.is_of_facts for change in self.sentences)


def told(change: SentenceChange) -> tuple[str | None, str | None]:
    """Return a sentence before and after: with its figures filled in, or, where only its source changed, that."""
    before, after = change
    if before and after and before.filled == after.filled:
        return before.written, after.written
    return before and before.filled, after and after.filled


def compare_pages(before: Project, after: Project) -> list[PageChange]:
    """Return the pages that read otherwise than before, by their paths."""
    changes = []
    for path in sorted({*before.sources, *after.sources}):
        old, new = (_sentences_of(project, path) for project in (before, after))
        if sentences := tuple(_compare(old, new)):
            changes.append(PageChange(path, path not in before.sources, path not in after.sources, sentences))
    return changes


def unknowns(project: Project, path: str) -> list[str]:
    """Return what a page says is not known, with its figures filled in."""
    return [sentence.filled for sentence in _sentences_of(project, path) if sentence.is_of_unknown]


def _sentences_of(project: Project, path: str) -> list[Sentence]:
    """Return the title, the description and all sentences of a page; none where it is not there."""
    if path not in project.sources:
        return []
    text = project.sources[path]
    matter = FRONT_MATTER.match(text)
    head = matter["yaml"].splitlines() if matter else []
    body = text[matter.end() :] if matter else text
    lines = [Sentence(line.strip(), line.strip()) for line in head if line.strip()]
    return [*lines, *sentences(project.kb, Language(path[:2]), path[3:], body)]


def sentences(kb: KnowledgeBase, language: Language, here: str, body: str) -> Iterator[Sentence]:
    """Yield the sentences of a page's text, the figures of those with words of their author filled in."""
    macros, _ = make_macros(kb, language, here)
    shown = RAW.sub(lambda found: found[1].replace("{{", SHOWN_CALL), body)
    for text, is_of_unknown in _texts(shown):
        hidden = MASKED.sub(lambda found: "x" * len(found.group()), text)  # no sentence ends inside a call or a box
        for found in SENTENCE.finditer(hidden):
            written = text[found.start() : found.end()].strip()
            if written:
                own, filled = (each.replace(SHOWN_CALL, "{{") for each in (written, _filled(written, macros)))
                yield Sentence(own, filled, is_of_unknown)


def _texts(body: str) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph, item, heading or row on one line, and whether it stands under what is not known."""
    texts: list[list[str]] = []
    titles: list[bool] = []
    heading = box = fence = fresh = False
    for line in body.split("\n"):
        if line.lstrip().startswith(("```", "~~~")):
            fence = not fence
        elif not fence and line.startswith("#"):
            heading, box = bool(UNKNOWN.search(line)), False
        elif not fence and (opened := BOX.match(line)):
            box = bool(UNKNOWN.search(opened[1]))
        elif line.strip() and not line.startswith("    "):
            box = False
        if not line.strip():
            fresh = True
        elif fence or fresh or not texts or BEGINNING.match(line):
            texts.append([line.strip()])
            titles.append((heading or box) and not line.startswith(("#", "!!!", "???")))
            fresh = line.startswith("#")
        else:
            texts[-1].append(line.strip())
    yield from zip(map(" ".join, texts), titles, strict=True)


def _filled(written: str, macros: Macros) -> str:
    """Return a sentence as readers see it; what macros make where its author wrote no word is told with the facts."""
    try:
        pieces = read_parts(written)
    except UNREADABLE:
        return written
    own = ATTRIBUTES.sub("", "".join(piece for piece in pieces if isinstance(piece, str)))
    if not re.search(r"\w", own) or not all(isinstance(piece, str | Call) for piece in pieces):
        return written
    return "".join(_said(piece, macros) if isinstance(piece, Call) else str(piece) for piece in pieces)


def _said(call: Call, macros: Macros) -> str:
    """Return the bare text of what a call makes; the call itself where it makes nothing, or a table."""
    arguments = ", ".join([*map(repr, call.args), *(f"{name}={value!r}" for name, value in call.named.items())])
    try:
        made = macros[call.name](*call.args, **call.named)
    except (MacroError, SetAside, LookupError, TypeError, ValueError):
        return f"{{{{ {call.name}({arguments}) }}}}"
    if isinstance(made, Block):
        return f"{{{{ {call.name}({arguments}) }}}}"
    return bare_text(MARK.sub("", made)).strip()


def _compare(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[SentenceChange]:
    """Yield the sentences that changed, came or went."""
    old, new = ([sentence[:2] for sentence in page] for page in (before, after))
    for what, first, last, start, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            yield from _paired(list(before[first:last]), list(after[start:stop]))


def _paired(before: list[Sentence], after: list[Sentence]) -> Iterator[SentenceChange]:
    """Yield what a run of sentences became, each beside the one it is most like."""
    for new in after:
        alike = [(_likeness(old, new), -number, old) for number, old in enumerate(before)]
        best = max(alike, key=lambda found: found[:2], default=None)
        if best and best[0] >= ALIKE:
            while before[0] is not best[2]:
                yield SentenceChange(before.pop(0), None)
            yield SentenceChange(before.pop(0), new)
        else:
            yield SentenceChange(None, new)
    for old in before:
        yield SentenceChange(old, None)


def _likeness(before: Sentence, after: Sentence) -> float:
    return 1.0 if before.written == after.written else likeness(before.filled, after.filled)
