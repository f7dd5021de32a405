"""An observation before it is one: the shortest quote that proves a number of an article, and CONFIRM for all else.

The number is found however it is spelt. What decides is what the checks use: `quantities`, `evidence`, `citations`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product
from textwrap import indent
from typing import NamedTuple

from ..checks import citations
from ..checks.near_quotes import place
from ..facts import yamltree
from ..facts.model import Source, Status
from ..facts.record import NOT_GIVEN
from ..facts.schema import CONFIRM, NUMBER
from ..problems import Message, Tongue, say
from ..text import evidence, quantities, quote_edges, signs
from ..text.evidence import Fingerprint
from ..text.languages import ArticleLanguage
from ..text.quantities import Measure, Quantity
from ..text.quote_edges import NO_NAMES, Names
from ..text.scripts import script_of
from .formatting import comment, format_value

FIGURES = "figures"  # the key of an article's file under which they stand
REACH = 40  # how many words a quote may grow on each side
AROUND = 3  # how many words show where a phrase stands
EDGES = ' \t،,.;:؛…!?؟«»“”"-–—'
SENTENCE_END = re.compile(r"(?:^|(?<=[\w%)»\]]{2}))[.؟?!…][»”\")\]]*$")
# What ends with one of these words is cut in the middle of what it says.
DANGLING = re.compile(
    "(?:.*[ '])?(?:à|au|aux|avec|d|dans|de|depuis|des|du|en|entre|et|l|la|le|les|ou|par|pour|que|qui|sur|un|une|vers|"
    "أن|أو|إلى|إن|التي|الذي|بين|خلال|سنة|عام|عن|على|في|كما|لدى|مع|من|منذ|و)'?"
)


class Refusal(Exception):
    """No quote can be drafted; carries why."""

    def __init__(self, why: Message) -> None:
        super().__init__(str(why))
        self.why = why


class Unit(NamedTuple):
    """A word of a text, or a number with all of its words: its first and last token, its words, its values."""

    first: int
    last: int
    words: list[str]
    numbers: list[Quantity]

    def is_like(self, sought: "Unit") -> bool:
        """Return whether this says what a unit of a phrase says: the same words, or the same number in any spelling."""
        pairs = list(zip(self.numbers, sought.numbers, strict=False))
        same = [
            one.stated[:3] == other.stated[:3] and other.measure in (Measure.COUNT, one.measure) for one, other in pairs
        ]
        return self.words == sought.words or (bool(pairs) and all(same) and len(self.numbers) == len(sought.numbers))

    def holds(self, sought: "Unit") -> bool:
        """Return whether the number of a unit of a phrase is the size of a change here, or a bound of a range."""
        match self.numbers, sought.numbers:
            case [one], [other] if other.value is not None and other.upper is None:
                bounds = (one.value, one.upper) if one.upper is not None else (one.value and abs(one.value),)
                return other.value in bounds and other.measure in (Measure.COUNT, one.measure)
        return self.words == sought.words


@dataclass(frozen=True)
class Passage:
    """A paragraph of an article (0 is the headline), without the signs that nobody sees."""

    paragraph: int
    text: str

    @cached_property
    def tokens(self) -> list[str]:
        """The runs of signs between spaces."""
        return self.text.split()

    @cached_property
    def numbers(self) -> list[tuple[int, int, Quantity]]:
        """The quantities, each with its first and last token."""
        ends = [0]  # of each token, in the normal form of the text
        for normal in map(evidence.normalise, self.tokens):
            ends.append(ends[-1] + len(normal) + bool(normal and ends[-1]))
        found = quantities.parse(evidence.normalise(self.text))
        return [(bisect_right(ends, at.start, 1) - 1, bisect_left(ends, at.end, 1) - 1, at) for at in found]

    @cached_property
    def units(self) -> list[Unit]:
        """The words and the numbers, in order."""
        units, last = [], -1
        while (first := last + 1) < len(self.tokens):
            last, numbers = first, list[Quantity]()
            for begin, end, number in self.numbers:
                if first <= begin <= last:
                    last = max(last, end)
                    numbers.append(number)
            if words := evidence.words(self.cut(first, last).casefold()):
                units.append(Unit(first, last, words, numbers))
        return units

    def cut(self, first: int, last: int) -> str:
        """Return the text from one token to another, without punctuation at its edges, or brackets left alone there."""
        text = " ".join(self.tokens[first : last + 1])
        bare = text.strip(EDGES)
        for opening, closing in ("()", "[]"):
            bare = bare if closing in bare else bare.removeprefix(opening)
            bare = bare if opening in bare else bare.removesuffix(closing)
        return bare if evidence.words(bare) == evidence.words(text) else text

    def find(self, sought: list[Unit], alike: Callable[[Unit, Unit], bool] = Unit.is_like) -> Iterator["Span"]:
        """Yield every place where the units of a phrase, or such as are `alike`, stand one after the other."""
        for start in range(len(self.units) - len(sought) + 1 if sought else 0):
            units = self.units[start : start + len(sought)]
            if all(map(alike, units, sought)):
                yield Span(self, units[0].first, units[-1].last)


class Span(NamedTuple):
    """Where words stand: the passage, and the first and last of its tokens."""

    passage: Passage
    first: int
    last: int

    @property
    def numbers(self) -> list[Quantity]:
        """The quantities that begin there."""
        return [number for begin, _, number in self.passage.numbers if self.first <= begin <= self.last]

    def named(self) -> Message:
        """Return the place in words, with those around it."""
        words = self.passage.cut(max(0, self.first - AROUND), self.last + AROUND)
        return say("phrase-place", where=place(self.passage.paragraph), words=words)

    def widened(self) -> Iterator[str]:
        """Yield the words around: those of its sentence first, then what ends well, then the shortest."""
        tokens = self.passage.tokens
        ends = [at for at, token in enumerate(tokens) if SENTENCE_END.search(token)]

        def cost(run: tuple[int, int]) -> tuple[int, bool, int]:
            first, last = run
            dangling = DANGLING.fullmatch(evidence.normalise(tokens[last].casefold()).strip(EDGES))
            return sum(first <= at < last for at in ends), bool(dangling), last - first

        firsts = range(max(0, self.first - REACH), self.first + 1)
        lasts = range(self.last, min(len(tokens), self.last + REACH + 1))
        yield from (self.passage.cut(*run) for run in sorted(product(firsts, lasts), key=cost))


class Quote(NamedTuple):
    """Words of an article that prove one number: the paragraph they stand in, the words, the number."""

    paragraph: int
    text: str
    number: Quantity

    @property
    def value(self) -> str:
        """The value as data files write it."""
        return _plain(self.number.value)

    @property
    def value_to(self) -> str:
        """The greater bound of a range as data files write it; nothing where the quote states one value."""
        return _plain(self.number.upper)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def find_quote(
    source: Source, paragraphs: Sequence[str], phrase: str, paragraph: int | None, names: Names = NO_NAMES
) -> Quote:
    """Return the shortest sound quote around a phrase, or a number, of an article. Raises Refusal."""
    passages = [Passage(number, evidence.readable(text)) for number, text in enumerate(paragraphs)]
    span = _place(source, passages, Passage(0, evidence.readable(phrase)), paragraph)
    numbers = span.numbers
    if len(numbers) != 1:
        there = list(map(str, numbers)) or say("none")
        others = [str(number) for _, _, number in span.passage.numbers] or say("none")
        raise Refusal(say("phrase-numbers", phrase=phrase, numbers=there, place=span.named(), others=others))
    bounds = [bound for bound in (numbers[0].value, numbers[0].upper) if bound is not None]
    if numbers[0].how is None or not bounds or not all(NUMBER.fullmatch(_plain(bound)) for bound in bounds):
        raise Refusal(say("phrase-bound", place=span.named()))
    made = Fingerprint(sha256="", paragraphs=tuple(map(evidence.shingles, paragraphs)))
    drafts = (Quote(span.passage.paragraph, text, numbers[0]) for text in span.widened())
    if quote := next((draft for draft in drafts if _is_sound(draft, source, made, names)), None):
        return quote
    raise Refusal(say("phrase-unquotable", place=span.named()))


def _place(source: Source, passages: Sequence[Passage], phrase: Passage, paragraph: int | None) -> Span:
    """Return where a phrase stands. Raises Refusal, with the places of its number, where it is none or several."""
    among = [passage for passage in passages if paragraph in (None, passage.paragraph)]
    ways = (
        [span for passage in among for span in passage.find(phrase.units, how)] for how in (Unit.is_like, Unit.holds)
    )
    spans = next(filter(None, ways), [])
    if len(spans) == 1:
        return spans[0]
    if spans:
        raise Refusal(say("phrase-often", phrase=phrase.text, places=[span.named() for span in spans]))
    numbers = [unit for unit in phrase.units if unit.numbers]
    if near := [span for passage in passages for unit in numbers for span in passage.find([unit])]:
        raise Refusal(say("phrase-near", phrase=phrase.text, places=[span.named() for span in near]))
    known = dict.fromkeys(str(number) for passage in passages for _, _, number in passage.numbers)
    raise Refusal(say("phrase-nowhere", phrase=phrase.text, source=source.id, numbers=list(known) or say("none")))


def _is_sound(quote: Quote, source: Source, made: Fingerprint, names: Names) -> bool:
    """Return whether the rules of quotes accept one for its number, read as the whole paragraph states it."""
    number, text = quote.number, quote.text
    read = [each for each in quantities.parse(evidence.normalise(text)) if each.stated == number.stated]
    if {(each.precision, each.expected) for each in read} != {(number.precision, number.expected)}:
        return False
    places = evidence.find(text, made)
    sound = len(places) == 1 and not citations.without_context(text, places[0])
    if sound:
        hashes, first = made.paragraphs[places[0].paragraph], places[0].first
        sound = not any(quote_edges.missing(tuple(evidence.words(text)), hashes, first, source.language, names))
    return sound and script_of(text) is source.language.nearest and not signs.mixed(text)


def format_figures(block: str, indicator: str | None, fitting: Sequence[str], tongue: Tongue) -> str:
    """Return a draft as the file of its article holds it; without an indicator, one of those that fit is to choose."""
    chosen = comment(say("figure-indicator", indicators=list(fitting) or say("none")), tongue)
    head = f"{indicator}:" if indicator else f"{CONFIRM}:  {chosen}"
    return f"{FIGURES}:\n  {head}\n{block}"


def format_observation(quote: Quote, source: Source, name: str, tongue: Tongue, bases: Sequence[str] = ()) -> str:
    """Return a draft as it stands under its indicator in the file of its article; `bases` are those of its others."""
    head = say("figure-head", where=place(quote.paragraph), source=source.id, confirm=CONFIRM)
    start, end, scope, entity, day = (
        comment(message, tongue)
        for message in (
            say("figure-start"), say("figure-end", none=NOT_GIVEN), say("figure-scope"), say("figure-authority"),
            say("figure-reviewed"),
        )
    )  # fmt: skip
    basis = f"basis: {CONFIRM}  # stated | inferred + reason: {{ar, fr}}"
    translation = format_translations(source.language, tongue)
    upper = f"\n  value_to: {quote.value_to}" if quote.value_to else ""
    divided = f"\n  out_of: {_plain(quote.number.out_of)}" if quote.number.out_of else ""
    status = f"\n  status: {Status.FORECAST}" if quote.number.expected else ""
    base = f"\n  base: {CONFIRM}  {comment(say('figure-base', bases=list(bases)), tongue)}" if bases else ""
    block = f"""\
{name or f"{CONFIRM}"}:{"" if name else f"  {comment(say('form-id'), tongue)}"}
  {comment(head, tongue)}
  value: {quote.value}{upper}{divided}
  precision: {quote.number.how}{status}{base}
  period:
    start: {CONFIRM}  {start}
    end: {CONFIRM}  {end}
    {basis}
  scope:
    place: {CONFIRM}  {scope}
    {basis}
  stated_by:
    entity: {CONFIRM}  {entity}
    {basis}
  citation:
    source: {source.id}
    {format_value({"quote": quote.text}).rstrip()}
    translation:{translation}
  reviewed: {CONFIRM}  {day}
"""
    return indent(block, " " * 4)


def format_translations(source: ArticleLanguage, tongue: Tongue) -> str:
    """Return what stands behind the key of a translation that is still to be written; of two, below it."""
    hints = {target: comment(say("figure-translation", language=target), tongue) for target in source.targets}
    if len(hints) == 1:
        return "".join(f" {CONFIRM}  {words}" for words in hints.values())
    return "".join(f"\n      {target}: {CONFIRM}  {words}" for target, words in hints.items())


def with_observation(text: str, path: str, indicator: str, block: str) -> str | None:
    """Return the text of an article's file with one more observation of an indicator; None where it has no place."""
    root, _ = yamltree.parse(text, path)
    heads = [key for key in _keys(root) if key.text == FIGURES]
    heads += [key for key in _keys(root, FIGURES) if key.text == indicator]
    missing = [f"{FIGURES}:", f"  {indicator}:"][len(heads) :]
    lines, begin = text.split("\n"), heads[-1].mark.line if heads else 0
    others = [*_keys(root), *(_keys(root, FIGURES) if len(heads) > 1 else ())]
    end = min((key.mark.line - 1 for key in others if key.mark.line > begin > 0), default=len(lines))
    while end > begin and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    above = lines[:end]
    if end == begin > 0:
        above[-1] = above[-1].removesuffix(" {}")
    made = "\n".join([*above, *missing, block.rstrip("\n"), *lines[end:]])
    there = (FIGURES, indicator)
    added = len(_keys(yamltree.parse(made, path)[0], *there)) - len(_keys(root, *there))
    return made if added == 1 else None


def _keys(node: yamltree.Node | None, *keys: str) -> list[yamltree.Scalar]:
    """Return the keys of the mapping under some keys."""
    found = yamltree.find(node, *keys)
    return [key for key, _ in found.pairs.values()] if isinstance(found, yamltree.Mapping) else []
