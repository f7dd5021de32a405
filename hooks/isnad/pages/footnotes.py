"""The footnotes of a page, and the page as HTML with their marks and texts in their places."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from ..facts.derived import inputs
from ..facts.indexes import label_of
from ..facts.memory import memory_of, once, remember
from ..facts.model import Basis, Citation, DerivedFigure, Fact, Observation
from ..phrases import addresses
from ..phrases.grounds import proof
from ..phrases.phrases import REFERENCED, SIGN, SIGN_START, SIGNS, Phrases, fill
from ..text.html import Document, Heading
from ..text.typography import set_spaces

SAMPLE = 4  # footnotes of one kind and language
# Stands for the mark of a footnote until the page is whole: two private signs, which no author can write, and the label
# between them. Only a whole page says how often a note is marked.
MARK_SHAPE, MARK = "\ue002{}\ue003", re.compile("\ue002([^\ue003]*)\ue003")
# What an author types as a footnote by hand.
LITERAL_MARK = re.compile(r"\[\^([^\]]+)\]")
FIGURE_END = "</data></a>"
REMEMBERED = 4_096  # texts of footnotes: pages about the same records follow each other


class Definitions(Mapping[str, Markup]):
    """What the footnotes of a page say, by their labels in the order of their numbers; made when it is asked for."""

    def __init__(self) -> None:
        self.writers: dict[str, Callable[[], Markup]] = {}

    def __getitem__(self, label: str) -> Markup:
        return self.writers[label]()

    def __contains__(self, label: object) -> bool:
        return label in self.writers

    def __iter__(self) -> Iterator[str]:
        return iter(self.writers)

    def __len__(self) -> int:
        return len(self.writers)


class Footnotes:
    """Collects the footnotes of one page; the same label twice is one footnote.

    Where they are `deferred`, all but a sample of each kind wait until the page is read: a check reads none, and the
    sample shows what a label lacks.
    """

    def __init__(self, phrases: Phrases, templates: Environment, deferred: bool = False) -> None:
        self.phrases, self.templates, self.deferred = phrases, templates, deferred
        self.shared = Phrases(phrases.kb, phrases.language, addresses.shared_place(phrases.here))
        self.definitions = Definitions()

    def figure(self, observation: Observation, with_unit: bool = False) -> Markup:
        """Return the value of an observation, linked to its page, and the mark of its footnote."""
        p = self.phrases
        return p.figure_link(observation, p.quantity(observation, with_unit)) + self.fact(observation)

    def fact(self, fact: Fact) -> Markup:
        """Return the mark of a fact's footnote."""
        return self.add(label_of(fact), "footnote", lambda: self.proof_of(fact))

    def citation(self, label: str, citation: Citation) -> Markup:
        """Return the mark of the footnote of a quote that states no fact."""
        nothing = {"observation": None, "inferred": False}
        return self.add(label, "footnote", lambda: nothing | proof(self.shared, citation))

    def proof_of(self, fact: Fact) -> dict[str, object]:
        """Return what the footnote of a fact shows."""
        observation = fact if isinstance(fact, Observation) else None
        inferred = any(based.basis is Basis.INFERRED for based in fact.bases().values())
        return {"observation": observation, "inferred": inferred} | proof(self.shared, fact.citation, observation)

    def derived(self, derived: DerivedFigure) -> Markup:
        """Return a derived figure, the mark of its formula, and the marks of its inputs."""
        p, pair = self.phrases, inputs(self.phrases.kb, derived)
        first, second = (p.number(each.value, p.kb.unit_of(each), with_unit=False) for each in pair)
        formula = p.t(f"formula-{derived.formula}", first=first, second=second)
        shown = {"label": derived.label[p.language], "formula": formula}
        own = self.add(f"derived-{derived.id}", "derived", lambda: shown)
        return p.derived(derived) + own + Markup("").join(map(self.fact, pair))

    def article(self, source: str) -> Markup:
        """Return the mark of the footnote of an article as a whole."""
        return self.add(f"source-{source}", "article", lambda: {"source": self.phrases.kb.sources[source]})

    def add(self, label: str, template: str, gather: Callable[[], Mapping[str, object]]) -> Markup:
        """Return the mark of footnote `label`, defined the first time by a template and what `gather` gives it."""
        if label not in self.definitions:
            self.definitions.writers[label] = partial(self.written, label, template, gather)
            if not self.deferred or self.is_of_sample(template):
                self.written(label, template, gather)
        return Markup(MARK_SHAPE.format(label))  # an id: no sign of it means anything to HTML

    def is_of_sample(self, template: str) -> bool:
        """Return whether a footnote is among the first of its kind in its language."""
        memory, key = memory_of(self.phrases.kb), (Footnotes, self.phrases.language, template)
        counted: int = memory.get(key, 0) + 1
        remember(memory, key, counted)
        return counted <= SAMPLE

    def written(self, label: str, template: str, gather: Callable[[], Mapping[str, object]]) -> Markup:
        """Return what a footnote says.

        Pages of one folder share what they say: links are all in it that depends on the page.
        """
        p = self.phrases

        def make() -> Markup:
            text = self.templates.get_template(f"{template}.jinja").render(p=self.shared, **gather())
            return Markup(" ".join(text.split("\n")))

        return once(p.kb, (p.language, self.shared.here, label), make)


class Note(NamedTuple):
    """A footnote of a page: its label, what it says as HTML, and how often it is marked."""

    label: str
    text: str
    uses: int


class Article(NamedTuple):
    """A page as HTML: its text, its headings in their order, and the whole with the footnotes below it."""

    text: str
    headings: list[Heading]
    html: str


def article(p: Phrases, body: str, definitions: Mapping[str, str]) -> Article:
    """Return a page, given its text with the marks of footnotes, and what these say by their labels."""
    numbers = {label: number for number, label in enumerate(definitions, 1)}
    uses: dict[str, int] = dict.fromkeys(definitions, 0)

    def mark(found: re.Match[str]) -> str:
        label, beside = found[1], found.string[: found.start()].endswith(FIGURE_END)
        uses[label] += 1
        return _mark(p, label, uses[label], numbers[label], beside)

    signed = "".join((body, *definitions.values()))
    text = MARK.sub(mark, set_spaces(with_legend(p, lead_in_words(p, body), signed)))
    notes = [Note(label, _set(definitions[label]), uses[label]) for label in definitions]
    return Article(text, Document(text).headings(), text + str(_list(p, notes)))


@lru_cache(REMEMBERED)
def _set(text: str) -> str:
    return set_spaces(text.strip())


def _mark(p: Phrases, label: str, use: int, number: int, beside: bool) -> str:
    """Return a footnote mark; the theme draws its number, so that no copy of the text and no cell has it.

    The keyboard passes over one that stands `beside` a figure, whose link opens the same card.
    """
    shape = '<sup id="fnref{}:{}"><a class="footnote-ref" href="#fn:{}" aria-label="{}" data-note="{}"{}></a></sup>'
    passed_over = Markup(' tabindex="-1"') if beside else ""
    return fill(shape, _nth(use), label, label, p.t("note-mark"), number, passed_over)


def _list(p: Phrases, notes: list[Note]) -> Markup:
    """Return the footnotes as they stand, folded, below a page; nothing where there is none."""
    items = Markup("\n").join(_item(p, note, number) for number, note in enumerate(notes, 1))
    shape = '\n<details class="footnote" data-search-exclude>\n<summary>{}</summary>\n<ol>\n{}\n</ol>\n</details>'
    unproved = any("note-referenced" in note.text for note in notes)
    return fill(shape, p.t("notes-of-two-kinds") if unproved else p.t("notes"), items) if notes else Markup("")


def _item(p: Phrases, note: Note, number: int) -> Markup:
    """Return a footnote with a link back to each of its marks, which the theme draws."""
    title = p.kb.labels["backlink"][p.language].format(number)
    shape = '<a class="footnote-backref" href="#fnref{}:{}" title="{}"></a>'
    back = Markup(" ").join(fill(shape, _nth(use), note.label, title) for use in range(1, note.uses + 1))
    return fill('<li id="fn:{}">\n<p>{}&#160;{}</p>\n</li>', note.label, Markup(note.text), back)


def _nth(use: int) -> str:
    return str(use) if use > 1 else ""


def with_legend(p: Phrases, html: str, signed: str) -> str:
    """Return a page with the legend of each sign in it or in its notes, which `signed` is."""
    for name in (each for each in SIGNS if SIGN_START.format(each) in signed):
        legend = p.t(f"{name}-legend", sign=fill('<span aria-hidden="true">{}</span>', SIGNS[name]))
        html = f'{html}\n<p class="legend">{legend}</p>\n'
    return html


def lead_in_words(p: Phrases, html: str) -> str:
    """Return a page; that of a topic says in words, in its first paragraph, that a number there is not verified yet."""
    start = html.find("<p>") if p.here.removesuffix(".md") in p.kb.topics else -1
    at = html.find(SIGN_START.format(REFERENCED), start, html.find("</p>", start)) if start >= 0 else -1
    words = fill('<span class="in-words"{}>({})</span>', p.seal, Markup(r"\1"))
    return html if at < 0 else html[:at] + SIGN.sub(words, html[at:], count=1)
