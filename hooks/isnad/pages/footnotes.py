"""The footnotes of a page: what each says, and whether those an author wrote by hand fit together."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from jinja2 import Environment
from markupsafe import Markup

from ..facts.derived import inputs
from ..facts.indexes import label_of
from ..facts.memory import memory_of, remember
from ..facts.model import Citation, DerivedFigure, Fact, Observation
from ..phrases.grounds import cautions, ground, proof
from ..phrases.phrases import INFERRED, INFERRED_SIGN, Phrases, fill, plain
from ..phrases.references import figure_reference
from ..problems import Problem, say

SAMPLE = 4  # footnotes of one kind and language
MARK = re.compile(r"(?<!\\)\[\^(?P<label>[^\]]+)\](?P<colon>:?)")
# A mark that a reader sees as it is typed: Markdown did not read it there.
LITERAL_MARK = re.compile(r"\[\^([^\]]+)\]")
COMMENTS = (("<!--", "-->"), ("{##", "##}"))
# What the labels of the macros' own footnotes begin with.
RESERVED = ("observation-", "derived-", "event-", "statement-", "term-", "source-")
FENCE = re.compile(r"^ *(?:```+|~~~+)")
CODE = re.compile(r"(`+).+?\1")


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
        return self.add(label, "footnote", lambda: nothing | proof(self.phrases, citation))

    def proof_of(self, fact: Fact) -> dict[str, object]:
        """Return what the footnote of a fact shows."""
        observation = fact if isinstance(fact, Observation) else None
        reference = figure_reference(self.phrases, observation).text if observation else ""
        own = {"observation": observation, "grounds": tuple(self.grounds(fact)), "reference": reference}
        return own | proof(self.phrases, fact.citation, observation)

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
        return _mark(label)

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
        key = p.language, posixpath.dirname(p.here), label
        if key not in written:
            text = self.templates.get_template(f"{template}.jinja").render(p=p, **gather())
            remember(written, key, Markup(" ".join(text.split("\n"))))
        made: Markup = written[key]
        return made

    def grounds(self, fact: Fact) -> Iterator[Markup]:
        """Yield who stated a fact, for which period and scope, and whether that is stated or inferred."""
        p = self.phrases
        if isinstance(fact, Observation):
            yield from cautions(p, fact)
        yield from (ground(p, name, based) for name, based in fact.bases().items())
        if isinstance(fact, Observation):
            yield from self.conflicts(fact)
        if fact.comment:
            yield plain(fact.comment[p.language])

    def conflicts(self, observation: Observation) -> Iterator[Markup]:
        """Yield which observations an observation disagrees with, and which one supersedes it, and why."""
        p, observations = self.phrases, self.phrases.kb.observations
        for other in observation.disagrees_with:
            yield p.t("note-disagrees", number=p.figure_link(observations[other], p.quantity(observations[other])))
        if observation.superseded_by and observation.superseded_because:
            number, reason = observations[observation.superseded_by], observation.superseded_because[p.language]
            yield p.t("note-superseded", number=p.figure_link(number, p.quantity(number)), reason=reason)

    def __str__(self) -> str:
        """Return the definitions, in Markdown, to stand at the end of the page."""
        return definitions(self.definitions)


def with_legend(p: Phrases, text: str) -> str:
    """Return the Markdown of a page with the legend of the sign for what is inferred, where the page shows it."""
    if not INFERRED.search(text):
        return text
    legend = p.t("inferred-legend", sign=fill('<span aria-hidden="true">{}</span>', INFERRED_SIGN))
    return f'{text}\n\n<p class="legend" markdown="span">{legend}</p>\n'


def definitions(notes: Mapping[str, str]) -> str:
    """Return footnotes, by their labels, as Markdown."""
    return "".join(f"\n[^{label}]: {text}\n" for label, text in notes.items())


def _mark(label: str) -> Markup:
    return Markup(f"[^{label}]")  # an id: no sign of it means anything to HTML


def check_footnotes(text: str, path: str, first_line: int = 1) -> Iterator[Problem]:
    """Yield a problem for each footnote of a Markdown text that is undefined, unused or defined twice.

    `text` is what an author wrote, beginning on `first_line` of the file; code is left out.
    """
    uses: dict[str, tuple[int, int]] = {}
    definitions: dict[str, tuple[int, int]] = {}
    for line, column, label, defines in marks(text, first_line):
        seen = definitions if defines else uses
        if label.startswith(RESERVED):
            message = say("footnote-reserved", mark=f"[^{label}]")
            yield Problem(path, line, column, "FOOTNOTE-RESERVED", message)
        if defines and label in definitions:
            first = definitions[label][0]
            message = say("footnote-duplicate", mark=f"[^{label}]", line=first)
            yield Problem(path, line, column, "FOOTNOTE-DUPLICATE", message)
        seen.setdefault(label, (line, column))
    for label in uses.keys() - definitions.keys():
        message = say("footnote-undefined", mark=f"[^{label}]")
        yield Problem(path, *uses[label], "FOOTNOTE-UNDEFINED", message)
    for label in definitions.keys() - uses.keys():
        yield Problem(path, *definitions[label], "FOOTNOTE-UNUSED", say("footnote-unused", mark=f"[^{label}]"))


def marks(text: str, first_line: int) -> Iterator[tuple[int, int, str, bool]]:
    """Yield line, column and label of each footnote mark outside code, and whether it begins a definition."""
    fence = ""
    if "[^" not in text:
        return
    for begin, end in COMMENTS:
        text = _blanked(text, begin, end)
    for number, line in enumerate(text.split("\n"), first_line):
        opening = FENCE.match(line)
        if opening and (not fence or opening.group().strip().startswith(fence)):
            fence = "" if fence else opening.group().strip()
        if fence or opening:
            continue
        for mark in MARK.finditer(CODE.sub(lambda code: " " * len(code.group()), line)):
            defines = bool(mark["colon"]) and mark.start() < 4 and not line[: mark.start()].strip()
            yield number, mark.start() + 1, mark["label"], defines


def _blanked(text: str, opening: str, closing: str) -> str:
    """Return a text with spaces for all between two signs, lines kept; an opening that nothing closes is text."""
    pieces, position = [], 0
    while (start := text.find(opening, position)) >= 0 and (end := text.find(closing, start)) >= 0:
        end += len(closing)
        pieces += [text[position:start], re.sub(r"[^\n]", " ", text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])
