"""Proof without republishing: fingerprints of archived articles, quotes found in them, values bound to quotes.

A fingerprint holds, for the headline (paragraph 0) and each paragraph, the truncated BLAKE2b hash of every run
of four consecutive words (w-shingling: A. Broder, "On the resemblance and containment of documents", 1997).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from .cache import remembered
from .quantities import ARABIC_DIGITS
from .signs import UNSEEN, mixed, without_unseen

SHINGLE_WORDS = 4
HASH_BYTES = 8
TASHKEEL_TATWEEL = re.compile(r"[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]")
APOSTROPHES = re.compile(r"[\u2018\u2019\u201b\u02bc\u02b9\u2032\u0060\u00b4]")
# Hyphens, dashes of the length of one and the minus sign, which captures and authors write for each other.
HYPHENS = re.compile("[\u2010-\u2013\u2212]")
FRACTIONS = re.compile(r"([¼-¾⅐-⅟])")
RAISED_DIGITS = re.compile(r"[²³¹⁰⁴-⁹₀-₉①-⒛⓪-⓿❶-➓]")
# All that `normalise` alters in a text that is in NFKC, but for spaces.
CLASSES = (each.pattern.strip("[]") for each in (TASHKEEL_TATWEEL, UNSEEN, APOSTROPHES, HYPHENS, RAISED_DIGITS))
ALTERED = re.compile(f"[{''.join([*CLASSES, *map(chr, ARABIC_DIGITS)])}]")
DIGIT_GROUPS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
# Letters that papers write for each other: the seats of hamza, and the two forms of a last ya.
SEATS = ("اأإآ", "ؤئ")
MIDDLE_SEATS, YA = str.maketrans("ؤئ", "ئؤ"), str.maketrans("يى", "ىي")
FIRST_SEAT = re.compile("([وف]?[بلك]?(?:ال)?|)[اأإآ]")
BARE_SEATS = re.compile("[أإآ]")
SPELT = re.compile(r"[اأإآؤئ]|[يى]\b")
SPACED_PERCENT = re.compile("(?<=[0-9]) %")
JOINER = "\u00a0"
# Each rule reads every quote; so many texts are read once, which ten thousand figures do not reach.
REMEMBERED = 2**17


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """The shingles of an archived text, paragraph by paragraph; paragraph 0 is the headline (see `evidence`).

    `digest` is the one that its file gives of all of it, empty where it gives none.
    """

    sha256: str
    paragraphs: tuple[tuple[str, ...], ...]
    digest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a quote stands: the paragraph (0 is the headline), its first word there, and whether it ends it."""

    paragraph: int
    first: int
    at_end: bool


@lru_cache(REMEMBERED)
@remembered
def normalise(text: str) -> str:
    """Return the text as quotes and articles are compared.

    NFKC; no tashkeel, tatweel or invisible signs; one kind of apostrophe, of hyphen and of space; ASCII digits and
    percent sign; case kept. Digits are altered in no other way, so that 78,685 never equals 78,686: a raised digit,
    which NFKC would join to the number before it, ends it, and a fraction stays the sign it is.
    """
    if unicodedata.is_normalized("NFKC", text) and not ALTERED.search(text):
        spaced = " ".join(text.split())
        return text if spaced == text else spaced  # the text itself, which is kept once
    text = RAISED_DIGITS.sub(" ", HYPHENS.sub("-", APOSTROPHES.sub("'", without_unseen(text))))
    folded = (
        part if FRACTIONS.fullmatch(part) else unicodedata.normalize("NFKC", part) for part in FRACTIONS.split(text)
    )
    text = TASHKEEL_TATWEEL.sub("", "".join(folded)).translate(ARABIC_DIGITS)
    return " ".join(text.split())


def readable(text: str) -> str:
    """Return a text of an article as a record may quote it: without unseen signs, digits and letters in plain dress."""
    seen = without_unseen(text)
    return normalise(seen) if mixed(seen) else seen


def words(text: str) -> list[str]:
    """Return the words of a text, normalised, without the punctuation at their edges.

    A number written in groups is one word, so that no quote can begin or end inside it; a percent sign belongs
    to its number, and a sign to the digit behind it.
    """
    return list(_words(text))


@lru_cache(REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    text = SPACED_PERCENT.sub("%", normalise(text))
    text = DIGIT_GROUPS.sub(lambda number: number.group().replace(" ", JOINER), text)
    return tuple(word for word in map(_bare, text.split(" ")) if word)


def _bare(word: str) -> str:
    """Return a word without the punctuation at its edges; what changes a number, such as % or a sign, stays."""
    if word.isalnum():
        return word
    start, end = 0, len(word)
    while end > start and word[end - 1] not in "%‰" and unicodedata.category(word[end - 1])[0] == "P":
        end -= 1
    while start < end and unicodedata.category(word[start])[0] == "P" and not re.match(r"[-–—%][0-9]", word[start:]):
        start += 1
    return word[start:end]


@lru_cache(REMEMBERED)
def shingles(text: str) -> tuple[str, ...]:
    """Return the hashes, in hexadecimal, of each run of four words; of all words where there are fewer."""
    found = _words(text)
    runs = range(max(1, len(found) - SHINGLE_WORDS + 1)) if found else range(0)
    return tuple(_hash(" ".join(found[first : first + SHINGLE_WORDS])) for first in runs)


def _hash(run: str) -> str:
    return hashlib.blake2b(run.encode(), digest_size=HASH_BYTES).hexdigest()


def find(quote: str, made: Fingerprint) -> list[Location]:
    """Return every place where the words of a quote stand one after the other; none for fewer than four words."""
    return [place for place, _ in located(quote, made)]


def located(quote: str, made: Fingerprint) -> list[tuple[Location, tuple[str, ...]]]:
    """Return every place where a quote stands, with its words as the article spells them.

    Where it does not stand as it is, the seats of hamza and the last letter of words may differ: «الاحباط» for
    «الإحباط», «فى» for «في». Fingerprints keep the article's spelling, so that these of the quote are tried.
    """
    own, sought = _words(quote), shingles(quote)
    if len(own) < SHINGLE_WORDS:
        return []
    size = len(sought)
    found = [
        (Location(number, first, first + size == len(hashes)), own)
        for number, hashes in enumerate(made.paragraphs)
        if sought[0] in hashes
        for first in range(len(hashes) - size + 1)
        if hashes[first : first + size] == sought
    ]
    return found or list(_respelled(own, made)) if SPELT.search(quote) else found


def _respelled(own: tuple[str, ...], made: Fingerprint) -> Iterator[tuple[Location, tuple[str, ...]]]:
    """Yield the places where a quote stands in another spelling: its first run first, then each word."""
    begun, size = _beginnings(own[:SHINGLE_WORDS]), len(own) - SHINGLE_WORDS + 1
    for number, hashes in enumerate(made.paragraphs):
        for first in range(len(hashes) - size + 1):
            words = _spelt_as(begun.get(hashes[first], ()), own, hashes[first + 1 :])
            if len(words) == len(own):
                yield Location(number, first, first + size == len(hashes)), words


def _spelt_as(begun: tuple[str, ...], own: tuple[str, ...], hashes: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a quote, of which the first are known, in the spelling that runs have, as far as they go."""
    for word, run in zip(own[SHINGLE_WORDS:], hashes, strict=False) if begun else ():
        forms = [form for form in _spellings(word) if _hash(" ".join((*begun[1 - SHINGLE_WORDS :], form))) == run]
        if not forms:
            break
        begun = (*begun, forms[0])
    return begun


@lru_cache(REMEMBERED)
def _beginnings(words: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of four words by their hashes: likely ones of all, or another one of a single word."""
    runs = {*product(*map(_likely, words)), tuple(BARE_SEATS.sub("ا", word) for word in words)}
    for at, word in enumerate(words):
        runs.update((*words[:at], form, *words[at + 1 :]) for form in _spellings(word))
    return {_hash(" ".join(run)): run for run in runs}


@lru_cache(REMEMBERED)
def _spellings(word: str) -> tuple[str, ...]:
    """Return how papers may spell a word: as `_likely` says, without seats, or with another seat in one place."""
    forms = [*_likely(word), *(BARE_SEATS.sub("ا", form) for form in _likely(word))]
    places = [(at, seats) for at, sign in enumerate(word) for seats in SEATS if sign in seats]
    return tuple(
        dict.fromkeys([*forms, *(word[:at] + seat + word[at + 1 :] for at, seats in places for seat in seats)])
    )


def _likely(word: str) -> tuple[str, ...]:
    """Return a word with each seat of hamza where it begins, behind what is glued to it, and each last letter."""
    ends = {form for end in (word, word[:-1] + word[-1].translate(YA)) for form in (end, end.translate(MIDDLE_SEATS))}
    begun = FIRST_SEAT.match(word)
    return tuple(f"{begun[1]}{seat}{end[begun.end() :]}" for end in ends for seat in SEATS[0]) if begun else tuple(ends)


def nearest(quote: str, made: Fingerprint) -> tuple[int, int] | None:
    """Return the paragraph that shares most with a quote that is not in it, and which word of it first differs.

    Words count from 0. None is returned where no paragraph has four words of the quote in a row.
    """
    sought = shingles(quote) if len(_words(quote)) >= SHINGLE_WORDS else ()
    shared = [len(set(sought) & set(hashes)) for hashes in made.paragraphs]
    if not any(shared):
        return None
    number = shared.index(max(shared))
    hashes = made.paragraphs[number]
    if sought[0] not in hashes:  # the last word before the first run of four that the article has
        return number, next(at for at, run in enumerate(sought) if run in hashes) - 1
    begun = max(_shared(sought, hashes[first:]) for first in range(len(hashes)))
    return number, begun + SHINGLE_WORDS - 1


def _shared(sought: tuple[str, ...], hashes: tuple[str, ...]) -> int:
    """Return how many hashes two runs have in common from their beginning."""
    pairs = zip(sought, hashes, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(sought), len(hashes)))
