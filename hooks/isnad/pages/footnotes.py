"""The footnotes of a page, and the page as HTML with their marks and texts in their places."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from ..facts.derived import inputs
from ..facts.indexes import label_of
from ..facts.memory import memory_of, remember
from ..facts.model import Citation, DerivedFigure, Fact, Observation
from ..phrases import addresses
from ..phrases.grounds import cautions, ground, proof
from ..phrases.phrases import REFERENCED, SIGN, SIGN_START, SIGNS, Phrases, fill, plain
from ..phrases.references import figure_reference
from ..text.html import Heading, headings
from ..text.typography import set_spaces

SAMPLE = 4  # footnotes of one kind and language
# Stands for the mark of a footnote until the page is whole: two private signs, which no author can write, and the label
# between them. Only a whole page says how often a note is marked.
MARK_SHAPE, MARK = "\ue002{}\ue003", re.compile("\ue002([^\ue003]*)\ue003")
# What an author types as a footnote by hand.
LITERAL_MARK = re.compile(r"\[\^([^\]]+)\]")
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
        nothing = {"observation": None, "grounds": (), "reference": ""}
        return self.add(label, "footnote", lambda: nothing | proof(self.shared, citation))

    def proof_of(self, fact: Fact) -> dict[str, object]:
        """Return what the footnote of a fact shows."""
        observation = fact if isinstance(fact, Observation) else None
        reference = figure_reference(self.shared, observation).text if observation else ""
        own = {"observation": observation, "grounds": tuple(self.grounds(fact)), "reference": reference}
        return own | proof(self.shared, fact.citation, observation)

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
        written = memory_of(p.kb)
        key = p.language, self.shared.here, label
        if key not in written:
            text = self.templates.get_template(f"{template}.jinja").render(p=self.shared, **gather())
            remember(written, key, Markup(" ".join(text.split("\n"))))
        made: Markup = written[key]
        return made

    def grounds(self, fact: Fact) -> Iterator[Markup]:
        """Yield who stated a fact, for which period and scope, and whether that is stated or inferred."""
        p = self.shared
        if isinstance(fact, Observation):
            yield from cautions(p, fact)
        yield from (ground(p, name, based) for name, based in fact.bases().items())
        if isinstance(fact, Observation):
            yield from self.conflicts(fact)
        if fact.comment:
            yield plain(fact.comment[p.language])

    def conflicts(self, observation: Observation) -> Iterator[Markup]:
        """Yield which observations an observation disagrees with, and which one supersedes it, and why."""
        p, observations = self.shared, self.phrases.kb.observations
        for other in observation.disagrees_with:
            yield p.t("note-disagrees", number=p.figure_link(observations[other], p.quantity(observations[other])))
        if observation.superseded_by and observation.superseded_because:
            number, reason = observations[observation.superseded_by], observation.superseded_because[p.language]
            yield p.t("note-superseded", number=p.figure_link(number, p.quantity(number)), reason=reason)


class Note(NamedTuple):
    """A footnote of a page: its label, what it says as HTML, and how often it is marked."""

    label: str
    text: str
    uses: int


class Article(NamedTuple):
    """A page as HTML: its text, the footnotes below it, its headings in their order."""

    text: str
    notes: list[Note]
    headings: list[Heading]
    html: str


def article(p: Phrases, body: str, definitions: Mapping[str, str]) -> Article:
    """Return a page, given its text with the marks of footnotes, and what these say by their labels."""
    numbers = {label: number for number, label in enumerate(definitions, 1)}
    uses: dict[str, int] = dict.fromkeys(definitions, 0)

    def mark(found: re.Match[str]) -> str:
        uses[found[1]] += 1
        return _mark(p, found[1], uses[found[1]], numbers[found[1]])

    text = MARK.sub(mark, set_spaces(with_legend(p, lead_in_words(p, body))))
    notes = [Note(label, _set(definitions[label]), uses[label]) for label in definitions]
    return Article(text, notes, headings(text), text + str(_list(p, notes)))


@lru_cache(REMEMBERED)
def _set(text: str) -> str:
    return set_spaces(text.strip())


def _mark(p: Phrases, label: str, use: int, number: int) -> str:
    """Return a footnote mark; the theme draws its number, so that no copy of the text and no cell has it."""
    shape = '<sup id="fnref{}:{}"><a class="footnote-ref" href="#fn:{}" aria-label="{}" data-note="{}"></a></sup>'
    return fill(shape, _nth(use), label, label, p.t("note-mark"), number)


def _list(p: Phrases, notes: list[Note]) -> Markup:
    """Return the footnotes as they stand below a page; nothing where there is none."""
    items = Markup("\n").join(_item(p, note, number) for number, note in enumerate(notes, 1))
    shape = '\n<div class="footnote" data-search-exclude>\n<hr>\n<ol>\n{}\n</ol>\n</div>'
    return fill(shape, items) if notes else Markup("")


def _item(p: Phrases, note: Note, number: int) -> Markup:
    """Return a footnote with a link back to each of its marks, which the theme draws."""
    title = p.kb.labels["backlink"][p.language].format(number)
    shape = '<a class="footnote-backref" href="#fnref{}:{}" title="{}"></a>'
    back = Markup(" ").join(fill(shape, _nth(use), note.label, title) for use in range(1, note.uses + 1))
    return fill('<li id="fn:{}">\n<p>{}&#160;{}</p>\n</li>', note.label, Markup(note.text), back)


def _nth(use: int) -> str:
    return str(use) if use > 1 else ""


def with_legend(p: Phrases, html: str) -> str:
    """Return a page with the legend of each sign that it shows."""
    for name in (each for each in SIGNS if SIGN_START.format(each) in html):
        legend = p.t(f"{name}-legend", sign=fill('<span aria-hidden="true">{}</span>', SIGNS[name]))
        html = f'{html}\n<p class="legend">{legend}</p>\n'
    return html


def lead_in_words(p: Phrases, html: str) -> str:
    """Return a page; that of a topic says in words, in its first paragraph, that a number there is not verified yet."""
    start = html.find("<p>") if p.here.removesuffix(".md") in p.kb.topics else -1
    at = html.find(SIGN_START.format(REFERENCED), start, html.find("</p>", start)) if start >= 0 else -1
    words = fill('<span class="in-words"{}>({})</span>', p.seal, Markup(r"\1"))
    return html if at < 0 else html[:at] + SIGN.sub(words, html[at:], count=1)
