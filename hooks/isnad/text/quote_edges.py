"""Which words that change a quote stand just outside of it, by the fingerprint of its article alone.

The run that begins one word before a quote is the hash of that word and the first three of the quote. So each word of
a vocabulary can be tried there without the text, and then the next one before it: the words of `edge_words.toml`,
negations and doubt of `qualifiers.toml`, beside a number the hedges of `quantities.toml` and its other parts, and names
of which the quote has a part.

Runs know no punctuation: the «pas» of «… n’en ont pas. Deux réseaux …» stands beside «Deux réseaux». Therefore phrases
are specific, those about numbers are looked for beside numbers only, and before a French quote that opens a sentence,
as its capital shows, nothing is. Where a quote is refused in vain nonetheless, the one with these words passes.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from . import qualifiers
from .cache import kept_thing
from .evidence import HASH_BYTES, SHINGLE_WORDS
from .languages import AnyLanguage, Language
from .word_lists import VOCABULARY

FILE = Path(__file__).with_name("edge_words.toml")
BESIDE = SHINGLE_WORDS - 1
# By no more words than about these a quote grows; a sentence has no more that may not be cut off.
MOST_WORDS = 12
# How many words of a quote, from its edge, are asked for a number: «300 migrants irréguliers | environ».
NEAR_BEFORE, NEAR_AFTER = 2, 3
GLUED_TO_DIGITS = "(?:[وفبلك]{0,2}(?:ال)?|d'|qu'|l')"
DIGITS = re.compile(rf"{GLUED_TO_DIGITS}[0-9][0-9.,'٬\u00a0]*%?")
YEAR = re.compile("(?:19|20)[0-9]{2}")
# Digits that may go on with a group, and such a group: «14. | 406».
BEGUN, GROUP = re.compile(rf"{GLUED_TO_DIGITS}[0-9]{{1,3}}"), re.compile(r"[0-9]{3}(?:[.,][0-9]{1,2})?%?")
# Words between the two numbers of a range, or the parts of one.
AND = ("و", "et")
BETWEEN = (*AND, "à", "ou", "إلى", "أو")
# What stands between a share and what it is a share of.
OF = ("de", "des", "du", "من")
DENYING = ("negation", "possibility", "denial")
# What says no more of a number than itself, and what may also lead to something else («ou»).
NO_LOSS = {"before": ("reach",), "after": ("none",)}
PLAIN, ARABIC = re.compile(r"[\w' -]*\w"), re.compile("[\u0621-\u064a]")
VOWELS = "aeiouhéèêàâ"  # before which French writes «d'»
HAMZA = str.maketrans("أإآ", "ااا")

Words = tuple[str, ...]


class Tree(dict[str, "Tree"]):
    """Phrases by their words, from the quote outwards; `changes` where a phrase ends: whether it changes the quote."""

    changes: bool | None = None

    def add(self, phrase: Iterable[str], changes: bool = True) -> None:
        """Add a phrase, its words from the quote outwards."""
        tree = self
        for word in phrase:
            tree = tree.setdefault(word, Tree())
        tree.changes = changes


class Side(NamedTuple):
    """What may not be cut off on one side of a quote: beside every one, and beside a number."""

    always: Tree
    number: Tree


class Vocabulary(NamedTuple):
    """The words of a language of which the module speaks."""

    before: Side
    after: Side
    numbers: Tree
    openers: frozenset[str]


class Edge(NamedTuple):
    """The words of a quote, or of one with what stands beside it, at their place in a paragraph, seen to one side."""

    words: Words
    hashes: Sequence[str]
    first: int
    is_after: bool

    def next_of(self, candidates: Iterable[str]) -> str | None:
        """Return which of some words stands next to the quote on this side."""
        run = self.first + len(self.words) - BESIDE if self.is_after else self.first - 1
        if not 0 <= run < len(self.hashes):
            return None
        sought = bytes.fromhex(self.hashes[run])
        begin = f"{' '.join(self.words[-BESIDE:])} ".encode() if self.is_after else b""
        end = b"" if self.is_after else f" {' '.join(self.words[:BESIDE])}".encode()
        for word in candidates:
            if blake2b(begin + word.encode() + end, digest_size=HASH_BYTES).digest() == sought:
                return word
        return None

    def grown(self, word: str) -> "Edge":
        """Return the edge of the quote with the word next to it."""
        if self.is_after:
            return self._replace(words=(*self.words, word))
        return self._replace(words=(word, *self.words), first=self.first - 1)

    def missing(self, tree: Tree) -> Words:
        """Return the longest phrase of a tree that stands next to the quote, if it changes it, in the text's order."""
        edge, found = self, self
        while tree and (word := edge.next_of(tree)) is not None:
            edge, tree = edge.grown(word), tree[word]
            if tree.changes is not None:
                found = edge if tree.changes else self
        return found.words[len(self.words) :] if self.is_after else found.words[: len(found.words) - len(self.words)]


class Name(NamedTuple):
    """A name: the forms in which its first word may stand in a text, and its other words."""

    forms: frozenset[str]
    rest: Words

    def has(self, words: Words) -> bool:
        """Return whether some words are all of the name."""
        return words[0] in self.forms and words[1:] == self.rest


class Names:
    """Names of several words, by the word at which a quote may cut them in two."""

    def __init__(self, entities: Iterable[Sequence[Name]] = ()) -> None:
        """Take the names of entities: one that stands whole in a quote is not cut from a longer one of the same."""
        self.begun: dict[str, list[tuple[Name, int, Sequence[Name]]]] = {}  # by the last word that a quote has
        self.ended: dict[str, list[tuple[Name, int, Sequence[Name]]]] = {}  # by the first one
        for names in entities:
            for name in names:
                for cut, word in enumerate(name.rest):
                    self.ended.setdefault(word, []).append((name, cut, names))
                    for last in (name.rest[cut - 1],) if cut else name.forms:
                        self.begun.setdefault(last, []).append((name, cut, names))

    def cut(self, edge: Edge) -> Iterator[Tree]:
        """Yield what is missing of each name of which the quote has the part at its edge."""
        words, tree = edge.words, Tree()
        for name, cut, names in self.begun.get(words[-1], ()) if edge.is_after else self.ended.get(words[0], ()):
            part = words[-cut - 1 :] if edge.is_after else words[: len(name.rest) - cut]
            whole = (*part, *name.rest[cut:]) if edge.is_after else (next(iter(name.forms)), *name.rest[:cut], *part)
            if name.has(whole) and not any(other.has(part) for other in names):
                missing = (
                    [name.rest[cut:]] if edge.is_after else [(*name.rest[:cut][::-1], form) for form in name.forms]
                )
                for words_missing in missing:
                    tree.add(words_missing)
        if tree:
            yield tree


NO_NAMES = Names()


def missing(
    quote: Words, hashes: Sequence[str], first: int, language: AnyLanguage, names: Names = NO_NAMES
) -> tuple[Words, Words]:
    """Return the words that stand just before and just after a quote and change it.

    The quote's first word is word `first` of a paragraph with these hashes.
    """
    known, words, start, grown = vocabulary(language), quote, first, True
    while grown and len(words) < len(quote) + MOST_WORDS:
        before = _missing(Edge(words, hashes, start, is_after=False), known, names)
        words, start = (*before, *words), start - len(before)
        after = _missing(Edge(words, hashes, start, is_after=True), known, names)
        words, grown = (*words, *after), bool(before or after)
    count = first - start
    return words[:count], words[count + len(quote) :]


def _missing(edge: Edge, known: Vocabulary, names: Names) -> Words:
    """Return what is missing of a quote at one of its edges."""
    if not edge.is_after and (edge.first == 0 or _opens_sentence(edge.words[0], known)):
        return ()
    trees = [known.after.always if edge.is_after else known.before.always]
    if any(
        _is_number(word, known) for word in (edge.words[-NEAR_AFTER:] if edge.is_after else edge.words[:NEAR_BEFORE])
    ):
        trees += [known.after.number if edge.is_after else known.before.number, *_parts_of_number(edge, known)]
    return max((edge.missing(tree) for tree in [*trees, *names.cut(edge)]), key=len)


def _opens_sentence(word: str, known: Vocabulary) -> bool:
    """Return whether a word is one that has a capital only where a sentence begins: «Les», «L'enquête»."""
    begun = re.split("(?<=')", word, maxsplit=1)[0]
    return begun[:1].isupper() and begun.lower() in known.openers


def _is_number(word: str, known: Vocabulary) -> bool:
    return DIGITS.fullmatch(word) is not None or word in known.numbers


def _parts_of_number(edge: Edge, known: Vocabulary) -> Iterator[Tree]:
    """Yield what a number at an edge of the quote may be a part of: other digits, words of a number, a range."""
    word, further = edge.words[::-1][:2] if edge.is_after else edge.words[:2]
    if YEAR.fullmatch(word) or not _is_number(further if word in AND else word, known):
        return
    yield known.numbers
    if not DIGITS.fullmatch(word):
        yield _digits(1, "و" if edge.is_after and word not in AND else "")
    elif edge.is_after and BEGUN.fullmatch(word):
        yield _digits(3)
    elif not edge.is_after and (GROUP.fullmatch(word) or word.startswith(AND)):
        yield _digits(1)
    yield _ranges()


@cache
def _digits(least: int, glued: str = "") -> Tree:
    """Return the numbers up to 999 with at least so many digits."""
    tree = Tree()
    for number in range(1000):
        tree.add([f"{glued}{number:0{least}}"])
    return tree


@cache
def _ranges() -> Tree:
    """Return the words between two numbers, with the further number."""
    tree = Tree()
    for between in BETWEEN:
        tree[between] = _digits(1)
    return tree


@cache
def vocabulary(language: AnyLanguage) -> Vocabulary:
    """Return the words of a language that change a quote."""
    return kept_thing("words", ("edges", str(language)), lambda: _vocabulary(language))


def _vocabulary(language: AnyLanguage) -> Vocabulary:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))[language]
    own = {side: {kind: _phrases(text) for kind, text in rows[side].items()} for side in ("before", "after")}
    own["before"]["always"] += [tuple(entry.split()) for kind in DENYING for entry in qualifiers.plain(kind, language)]
    for side, kinds in own.items():
        kinds.setdefault("number", []).extend(_hedges(language, side))
    before, after = (_side(rows, own[side], reverse=side == "before") for side in ("before", "after"))
    percents, numbers = Tree(), Tree()
    for percent in range(101):
        percents.add([f"{percent}%"])
    for of in OF:
        before.always.setdefault(of, Tree()).update(percents)
    listed = (word for kind, words in VOCABULARY["numbers"][language].items() if kind != "two" for word in words)
    for word in (*rows["numbers"].split(), *(form for words in listed for form in words.split("|"))):
        for form in _forms((word,), rows["glued"]):
            numbers.add(form)
    return Vocabulary(before, after, numbers, frozenset(rows["openers"].split()))


def _phrases(text: str) -> list[Words]:
    """Return the phrases between the bars and lines of a text."""
    return [tuple(phrase.split()) for phrase in text.replace("\n", "|").split("|") if phrase.strip()]


def _hedges(language: AnyLanguage, side: str) -> Iterator[Words]:
    """Yield what says before or after a number how precise it is or what it measures, as the words of a quote are."""
    hedges = [
        phrase
        for meaning, some in VOCABULARY["hedges"][side].items()
        if meaning not in NO_LOSS[side]
        for phrase in some
    ]
    measures = [phrase for name in ("percent", "per_mille") for phrase in VOCABULARY["measures"][name]]
    for phrase in hedges if side == "before" else hedges + measures:
        for words in product(*(word.split("|") for word in phrase.split())):
            text = " ".join(words).replace("' ", "'").replace(" - ", "-")
            if PLAIN.fullmatch(text) and bool(ARABIC.match(text)) is (language == Language.AR):
                yield tuple(text.split())
                if side == "before" and language == Language.FR:
                    yield (*text.split(), "la" if text.endswith(" de") else "les")  # dépasse les, plus de la


def _side(rows: Mapping[str, Any], own: Mapping[str, Iterable[Words]], *, reverse: bool) -> Side:
    """Return the phrases of one side of quotes; before them they are read from the end, and may open a sentence."""
    side = Side(Tree(), Tree())
    kinds = (
        ("always", side.always, rows["and"]),
        ("share", side.always, rows["glued"]),
        ("number", side.number, rows["glued"]),
        ("harmless", side.always, rows["and"]),
    )
    for kind, tree, glued in kinds:
        for phrase in own.get(kind, ()):
            opening = (
                [phrase, (phrase[0].capitalize(), *phrase[1:])] if reverse and glued is rows["glued"] else [phrase]
            )
            for form in (form for words in opening for form in _forms(words, glued)):
                tree.add(form[::-1] if reverse else form, changes=kind != "harmless")
    return side


def _forms(phrase: Words, glued: Iterable[str]) -> Iterator[Words]:
    """Yield a phrase as articles write it: with what is glued to its first word, and without the seats of hamza."""
    for form in {phrase, tuple(word.translate(HAMZA) for word in phrase)}:
        elided = form[0][0].lower() in VOWELS
        yield from ((prefix + form[0], *form[1:]) for prefix in ("", *glued) if elided or not prefix.endswith("'"))
