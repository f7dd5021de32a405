"""The tokens of a text, and the phrases of the vocabulary in them, with what Arabic glues to a word."""

import re
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import product, takewhile
from typing import NamedTuple

from .word_lists import REMEMBERED, NumberWord, fold, is_arabic, listed, lists, number_word

GROUPS = re.compile(
    r"[0-9]{1,3}(?P<mark>\.[ ]|[ .,٬'،])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?![0-9])(?:[.,٫][0-9]{1,2}(?![0-9]))?"
)
TOKEN = re.compile(
    rf"""(?P<name>[0-9]{{1,2}}(?P<d>[/.-])[0-9]{{1,2}}(?P=d)[0-9]{{2,4}}(?![0-9])  # a date, 02-03, 5+5, 24/24
        |0[0-9]+[-/][0-9]+|[0-9]+[+x×][0-9]+|(?P<same>[0-9]+)/(?P=same)(?![0-9])
        |(?:19|20)[0-9]{{2}}[-/–][0-9]{{2}}(?![0-9])
        |[0-9]{{1,2}}(?:[hH][0-9]{{2}}|:[0-9]{{2}}|[hH](?![^\W_])))           # an hour
    |(?P<grouped>{GROUPS.pattern})|(?P<plain>[0-9]+(?:[.,٫][0-9]+)?)
    |(?P<fraction>[¼-¾⅐-⅟])|(?P<word>[^\W\d_¼-¾⅐-⅟]+['’]?)|(?P<sign>\S)""",
    re.VERBOSE,
)
MALFORMED = re.compile(r"[.,٬'،٫/][0-9][0-9.,٬'،٫/]*")  # what goes on behind a number, which then is none of ours
LEADING_ZERO = re.compile(r"0[.,٫][0-9]+")
BOUNDARIES = frozenset('.;:!?؟؛«»"“”…)[]{}|/\n')
COMMAS = frozenset({",", "،"})
CLAUSE_ENDS = BOUNDARIES | COMMAS
NOUNS_TOO, BEFORE_NOUNS = lists("numbers", "nouns_too", "before_nouns")
NO_ARABIC_FUTURE, NO_FUTURE = tuple(listed("context", "no_arabic_future")), listed("context", "no_future")

Phrase = tuple[str, ...]
Table = dict[str, list[tuple[Phrase, str]]]


class Token(NamedTuple):
    """A word, a number in digits or a sign: its kind, its form for looking up, [start, end), if no space precedes."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    glued: bool


NOTHING = Token("", "", "", 0, 0, False)


def split(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text."""
    found: list[Token] = []
    position = 0
    while match := TOKEN.search(text, position):
        kind, start, end = match.lastgroup or "", match.start(), match.end()
        if match["name"]:
            kind = "name"
        elif match["grouped"] or match["plain"]:
            kind = "number"
            if goes_on := MALFORMED.match(text, end):
                kind, end = "malformed", goes_on.end()
            elif match["grouped"] and text[start] == "0" and not LEADING_ZERO.fullmatch(text[start:end]):
                kind = "malformed"
        word = text[start:end]
        found.append(Token(kind, word, fold(word) or word, start, end, start == position and start > 0))
        position = end
    return found


def _expanded(phrase: str) -> Iterator[Phrase]:
    """Yield a phrase of the vocabulary with each of its alternatives, as keys of tokens."""
    for words in product(*(word.split("|") for word in phrase.split())):
        plain = all(map(str.isalpha, words))
        yield tuple(map(fold, words) if plain else (token.key for token in split(" ".join(words))))


def table(groups: Iterable[tuple[str, Iterable[str]]], index: int = 0) -> Table:
    """Return phrases and what they say by their first word (0) or their last (-1), the longest first."""
    found: Table = {}
    for meaning, phrases in groups:
        for phrase in phrases:
            for keys in _expanded(phrase):
                found.setdefault(keys[index], []).append((keys, meaning))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


@lru_cache(REMEMBERED)
def unglued(key: str) -> Phrase:
    """Return an Arabic word, and what it is without a conjunction and a preposition, or the sign of the future."""
    if not is_arabic(key) or len(key) < 4:
        return (key,)
    forms = [key]
    for glued in ("وف", "بلك"):
        if forms[-1][0] in glued and len(forms[-1]) > 3:
            forms.append(forms[-1][1:])
    return (*forms, forms[-1][1:]) if is_arabic_future(forms[-1]) else tuple(forms)


@lru_cache(REMEMBERED)
def is_arabic_future(key: str) -> bool:
    """Return whether an Arabic word without a conjunction is a verb of the future: «سيبلغ», but not «سيارة»."""
    is_one = len(key) > 3 and key.startswith(("سي", "ست")) and not key.startswith(NO_ARABIC_FUTURE)
    return is_one and key not in NO_FUTURE and not number_word(key)


@lru_cache(REMEMBERED)
def forms(key: str) -> Phrase:
    """Return a word, and what it is without what Arabic glues to it."""
    found = unglued(key)
    if found[-1].startswith("ال"):
        return (*found, found[-1][2:])
    return (*found, key[2:]) if key.startswith("لل") else found


def is_form(key: str, words: Set[str]) -> bool:
    """Return whether a word, or what it is without what Arabic glues to it, is one of some."""
    return any(form in words for form in forms(key))


class Hit(NamedTuple):
    """What a phrase says, and its tokens [first, end)."""

    meaning: str
    first: int
    end: int


class Tokens:
    """The tokens of one text."""

    def __init__(self, text: str) -> None:
        self.run = split(text)

    def __getitem__(self, at: int) -> Token:
        """Return a token; one of no kind where there is none."""
        return self.run[at] if 0 <= at < len(self.run) else NOTHING

    def key(self, at: int) -> str:
        """Return the form of a token for looking up; nothing where there is none."""
        return self.run[at].key if 0 <= at < len(self.run) else ""

    def is_word(self, at: int) -> bool:
        """Return whether a token is there and a word."""
        return self[at].kind == "word"

    def is_glued(self, at: int) -> bool:
        """Return whether a token is there and stands against the one before it."""
        return self[at].glued

    def word(self, at: int) -> NumberWord | None:
        """Return what a token says in a number, if it is such a word: in French, «le dos» and «au four» are none."""
        is_noun = self.key(at) in NOUNS_TOO and self.key(at - 1) in BEFORE_NOUNS
        return None if is_noun or not self.is_word(at) else number_word(self.key(at))

    def back(self, at: int, size: int, least: int = 0, ends: Set[str] = CLAUSE_ENDS) -> Iterator[int]:
        """Return a token and those before it, so many at the most and none before `least`, to one of some signs."""
        return takewhile(lambda place: self.key(place) not in ends, range(at, max(least - 1, at - size), -1))

    def before(self, phrases: Table, at: int, least: int = 0) -> Hit | None:
        """Return the longest phrase of a table that ends at a token and begins at `least` or later."""
        if at < least:
            return None
        for form in unglued(self.run[at].key):
            for keys, meaning in phrases.get(form, ()):
                first = at - len(keys) + 1
                if first < least or (len(keys) > 1 and form != self.run[at].key):
                    continue
                middle = all(self.run[first + place].key == keys[place] for place in range(1, len(keys)))
                if (middle or len(keys) == 1) and keys[0] in unglued(self.run[first].key):
                    return Hit(meaning, first, at + 1)
        return None

    def after(self, phrases: Table, at: int) -> Hit | None:
        """Return the longest phrase of a table that begins at a token."""
        for keys, meaning in phrases.get(self.key(at), ()):
            if tuple(token.key for token in self.run[at : at + len(keys)]) == keys:
                return Hit(meaning, at, at + len(keys))
        return None
