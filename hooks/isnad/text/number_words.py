"""Tokens of Arabic and French text, and the number that some of them write: in digits, in words, in both together.

A number is a sum of terms whose magnitudes go down («مليون و366 ألفا و215», `2 millions 300 mille`, «deux mille 300»);
a term is a coefficient, in digits or in words below a thousand, times a magnitude. The words are in `quantities.toml`.

Libraries do not serve here. Babel has the digits and plurals of CLDR, but no rules to spell numbers; text2num
reads French and no Arabic, num2words only writes; none knows Arabic in both cases, hamza on any seat and what is glued
to a word, and none reads digits and words together or tells where a number ends in running text.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .word_lists import REMEMBERED, VOCABULARY, fold, is_arabic, listed, lists

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
DIGIT, WORD = re.compile("[0-9¼-¾⅐-⅟]"), re.compile(r"[^\W\d_]+")
MALFORMED = re.compile(r"[.,٬'،٫/][0-9][0-9.,٬'،٫/]*")  # what goes on behind a number, which then is none of ours
DECIMALS = re.compile(r"(?<=[0-9]{3})[.,٫]([0-9]{1,2})$")
LEADING_ZERO = re.compile(r"0[.,٫][0-9]+")
FRACTION_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
GLUED = re.compile("[وف]?[بكل]?(?:ال)?|[وف]?لل")  # what Arabic glues to a number


class Token(NamedTuple):
    """A word, a number in digits or a sign: its kind, its form for looking up, [start, end), if no space precedes."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    glued: bool


class NumberWord(NamedTuple):
    """What a word says in a number, its value, whether it is Arabic, and what is glued to it: «و», an article."""

    kind: str
    value: Decimal
    arabic: bool
    joined: bool = False
    definite: bool = False


class Form(StrEnum):
    """What a number is written as: a number, «aucun», «un tiers» or «neuf sur dix», «a doublé»."""

    NUMBER = "number"
    ZERO = "zero"
    FRACTION = "fraction"
    FACTOR = "factor"


class Written(NamedTuple):
    """A number in tokens [first, end): its value (None: unreadable), its one magnitude, and what it is made of.

    `order` is the power of ten by which some uncounted number of things is told: «des centaines» has no value. What is
    written as no plain number (see `number_forms`) has another `form`, a fraction what it is `out_of`.
    """

    value: Decimal | None
    first: int
    end: int
    magnitude: Decimal = Decimal(1)
    in_digits: bool = False
    is_round: bool = False  # its words are those of a round number: «une centaine»
    order: Decimal | None = None
    form: Form = Form.NUMBER
    out_of: Decimal | None = None


class Term(NamedTuple):
    """A coefficient times a magnitude (None: no one number, of an order), and the token behind them."""

    value: Decimal | None
    magnitude: Decimal
    end: int
    is_round: bool = False
    order: Decimal | None = None


Part = tuple[Decimal, int]  # a value, and the token behind it


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


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text as the vocabulary is looked up."""
    return frozenset(map(fold, WORD.findall(text)))


def has_any(text: str, words: frozenset[str]) -> bool:
    """Return whether a text, of which these are the words, has a digit or a word of a number."""
    return bool(DIGIT.search(text)) or any(map(number_word, words.difference(ARTICLES)))


def to_decimal(written: str) -> Decimal:
    """Return the value of one written number, with group marks and a decimal mark of either kind.

    A comma or point before exactly three digits groups thousands, as the field writes it; any other is decimal.
    """
    if written.isdecimal():
        return Decimal(written)
    if (groups := GROUPS.fullmatch(written)) and not written.startswith("0"):
        tail = DECIMALS.search(written)
        whole = written[: tail.start()] if tail and tail.start() > groups.start("mark") else written
        return Decimal(re.sub("[^0-9]", "", whole) + (f".{tail[1]}" if tail and whole != written else ""))
    return Decimal(written.replace(",", ".").replace("٫", "."))


def _words() -> dict[str, NumberWord]:
    """Return what each word of the vocabulary says in a number."""
    found = {}
    for language in ("ar", "fr", "es", "en"):
        for kind, words in VOCABULARY["numbers"][language].items():
            for word, value in words.items():
                for spelling in word.split("|"):
                    found[fold(spelling)] = NumberWord(kind, Decimal(str(value)), language == "ar")
    return found


PARTICLES = listed("particles")
WORDS = _words()
ARTICLES, NOUNS_TOO, BEFORE_NOUNS, TWO_MAGNITUDES, SMALL = lists(
    "numbers", "articles", "nouns_too", "before_nouns", "two_magnitudes", "small"
)
PARTS, BEFORE_DEFINITE = (listed("numbers", "parts", name) for name in ("plural", "before_definite"))
ABBREVIATIONS = {name: Decimal(value) for name, value in VOCABULARY["numbers"]["abbreviations"].items()}
NEEDS_COEFFICIENT = ("big", "collective", "plural")
MULTIPLIES = ("magnitude", "big", "collective", "plural")


@lru_cache(REMEMBERED)
def number_word(key: str) -> NumberWord | None:
    """Return what a word says in a number, with «و», a preposition or an article glued to it or not."""
    if known := WORDS.get(key):
        return known
    if not is_arabic(key):
        return None
    bare, joined = (key[1:], True) if key[0] in "وف" else (key, False)
    for article in ("", "ال", "بال", "كال", "لل", "ب", "ل", "ك"):
        known = WORDS.get(bare.removeprefix(article)) if bare.startswith(article) else None
        if known and known.arabic and not (known.value == 2 and "ل" in article[-1:] and len(article) > 1):  # Monday
            return known._replace(joined=joined, definite="ل" in article[-1:] and len(article) > 1)
    return None


def word_at(run: Sequence[Token], at: int) -> NumberWord | None:
    """Return what a token says in a number, if it is such a word: in French, «le dos» and «au four» are none."""
    if not 0 <= at < len(run) or run[at].kind != "word":
        return None
    is_noun = run[at].key in NOUNS_TOO and is_any(run, at - 1, *BEFORE_NOUNS)
    return None if is_noun else number_word(run[at].key)


def is_any(run: Sequence[Token], at: int, *keys: str) -> bool:
    """Return whether a token is there and is one of some."""
    return 0 <= at < len(run) and run[at].key in keys


def _french(run: Sequence[Token], at: int) -> Part | None:
    """Return a French, Spanish or English number below a thousand (or «onze cents»), and the token behind it."""
    hundreds, low, end = Decimal(0), Decimal(0), at
    here = at
    while (word := word_at(run, here)) and not word.arabic:
        if word.kind == "hundred" and not hundreds and low < 20:
            hundreds, low = (low or 1) * word.value, Decimal(0)
        elif word.kind in ("one", "ten") and (not low or _goes_on(low, word)):
            low = Decimal(80) if word.value == 20 and low == 4 else low + word.value
        else:
            break
        here = end = here + 1
        here += is_any(run, here, "-")
        if is_any(run, here, "et") and low in (20, 30, 40, 50, 60, 70):
            behind = here + 1 + is_any(run, here + 1, "-")
            here = behind if is_any(run, behind, "un", "une", "onze") else here
        here += _joins(run, here, hundreds, low)
    is_article = end == at + 1 and is_any(run, at, *ARTICLES)
    return None if end == at or is_article else (hundreds + low, end)


def _joins(run: Sequence[Token], at: int, hundreds: Decimal, low: Decimal) -> bool:
    """Return whether a word joins two parts of a number: «treinta y cinco», «two hundred and fifty»."""
    word = word_at(run, at + 1)
    if not word or word.kind not in ("one", "ten"):
        return False
    return (is_any(run, at, "y") and 20 < low < 100 and not low % 10) or (
        is_any(run, at, "and") and hundreds > 0 and not low
    )


def _goes_on(low: Decimal, word: NumberWord) -> bool:
    """Return whether a number below a hundred goes on with a word: soixante | dix, dix | sept, quatre | vingt."""
    if word.kind == "ten":
        return low == 4 and word.value == 20
    if low in (60, 80):
        return word.value < 17
    return word.value < 10 and (low in (20, 30, 40, 50, 70, 90) or (low == 10 and word.value > 6))


def _is_joined(run: Sequence[Token], at: int) -> bool:
    """Return whether «و» is glued to a word of a number; with one seat of hamza, «وأحد عشر» looks like «واحد»."""
    word, following = word_at(run, at), word_at(run, at + 1)
    ten = bool(following and following.arabic and following.value == 10 and not following.joined)
    return bool(word and (word.joined or (word.value == 1 and ten)))


def _arabic(run: Sequence[Token], at: int) -> Part | None:
    """Return an Arabic number below a thousand, and the token behind it."""
    total, end, here = Decimal(0), at, at
    while (word := word_at(run, here)) and word.arabic and (end == at or here != end or _is_joined(run, here)):
        following, low = word_at(run, here + 1), total % 100
        follows = bool(following and following.arabic and not following.joined)
        if word.kind == "one" and word.value < 10 and not low and following and follows:
            if following.kind == "one" and following.value == 10:
                return total + word.value + 10, here + 2
            if following.kind == "hundred" and not following.definite and not total and word.value > 2:
                word, here = word._replace(kind="hundred", value=word.value * following.value), here + 1
        if (word.kind == "hundred" and not total) or (word.kind == "one" and not low):
            total += word.value
        elif word.kind == "ten" and low < 10:
            return total + word.value, here + 1
        else:
            break
        here = end = here + 1
        here += is_any(run, here, "و")
    # «واحد» and «أحد» are numbers in others only.
    return None if end == at or total == 1 else (total, end)


def _coefficient(run: Sequence[Token], at: int) -> Part | None:
    """Return a number in digits, or in words below a thousand, and the token behind it."""
    word = word_at(run, at)
    if word:
        compose = _arabic if word.arabic else _french
        part = compose(run, at)
        if part and is_any(run, part[1], "virgule", "فاصله") and (tail := compose(run, part[1] + 1)):
            return Decimal(f"{part[0]}.{tail[0]}"), tail[1]
        return part
    if at >= len(run) or run[at].kind != "number":
        return None
    value, behind = to_decimal(run[at].text), at + 1
    if behind < len(run) and run[behind].kind == "fraction" and run[at].text.isdecimal():
        fraction = FRACTION_SIGNS.get(run[behind].text)
        return (value + fraction, behind + 1) if fraction else None
    return value, behind


def _magnitude(run: Sequence[Token], at: int) -> tuple[Decimal, int, bool] | None:
    """Return the magnitude that multiplies a number before it, the token behind it, and whether it is a round number.

    A greater one multiplies it again: «mille milliards», «une centaine de milliers».
    """
    before = at
    at += is_any(run, at, "-")
    if (word := word_at(run, at)) and word.kind in MULTIPLIES and not word.joined:
        value, at = word.value, at + 1
        behind = at + is_any(run, at, "de", "d'")
        again = word_at(run, behind)
        if again and again.kind in MULTIPLIES and not again.joined and (again.value > value or behind > at):
            value, at = value * again.value, behind + 1
        return value, at, word.kind == "collective"
    if before < len(run) and (value_of := ABBREVIATIONS.get(run[before].text)):
        sure = run[before].glued or len(run[before].text) > 1 or is_any(run, before + 1, "€", "$", "£", "dh", "euros")
        return (value_of, before + 1, False) if sure else None
    return None


def _half(run: Sequence[Token], at: int, magnitude: Decimal) -> Part:
    """Return what «et demi», «ونصف» or «وربع» behind a term adds, and the token behind it."""
    joined = at + is_any(run, at, "et", "و")
    if (word := word_at(run, joined)) and word.kind == "half" and (joined > at or word.joined):
        again = word_at(run, joined + 1)  # مليون ونصف المليون
        behind = joined + (2 if again and again.kind == "magnitude" and again.definite else 1)
        return word.value * magnitude, behind
    return Decimal(0), at


def _term(run: Sequence[Token], at: int) -> Term | None:
    """Return the term that begins at a token."""
    word, small = word_at(run, at), at + 1 + (at + 1 < len(run) and run[at + 1].key in ("-", *SMALL))
    if word and word.kind in ("dual", "two"):
        return Term(word.value, word.value / 2 if word.kind == "dual" else Decimal(1), at + 1)
    part = _coefficient(run, at)
    if not part and is_any(run, at, *ARTICLES) and (half := word_at(run, small)):
        part = (half.value, small + 1) if half.kind == "half" else (Decimal(1), small)
    elif word and word.kind == "half":
        part = word.value, at + 1
    elif word and word.kind in NEEDS_COEFFICIENT and (word.definite or is_any(run, at - 1, "la", "le", "cette")):
        part = (Decimal(1), at) if word.kind != "plural" else None
    if not part:
        return _bare(run, at, word) if word else None
    value, here = part
    if times := _magnitude(run, here):
        return Term(value * times[0], times[0], times[1], times[2])
    is_alone = value < 1 or here == at or is_any(run, at, *ARTICLES) or (word and word.kind == "half")
    return None if is_alone and not _is_digits(run, at) else Term(value, Decimal(1), here)


def _is_digits(run: Sequence[Token], at: int) -> bool:
    return run[at].kind == "number"


def _bare(run: Sequence[Token], at: int, word: NumberWord) -> Term | None:
    """Return a magnitude without a coefficient: mille, ألف; «ألفا مهاجر» are two thousand, «milliers» no one number."""
    end = at + 1
    if word.kind == "magnitude":
        following = run[end].key if end < len(run) and run[end].kind == "word" else ""
        is_dual = run[at].key.endswith(("الفا", "مليونا", "مليارا")) and len(following) > 2 and following[0] not in "وف"
        is_dual = is_dual and following not in PARTICLES and not number_word(following)
        if not is_dual and (times := _magnitude(run, end)) and times[0] > word.value:
            return Term(word.value * times[0], times[0], times[1])
        return Term(word.value * (2 if is_dual else 1), word.value, end)
    if word.kind in ("plural", "several") or (word.kind in NEEDS_COEFFICIENT and run[at].key.endswith("s")):
        order: Decimal | None = word.value
        while (times := _magnitude(run, end + is_any(run, end, "de", "d'", "of"))) and end < at + 6:
            order, end = order * times[0] if order else None, times[1]
        tens = word_at(run, end) if word.kind == "several" else None  # بضع وثلاثون
        end += bool(tens and tens.joined and tens.kind == "ten")
        noun = word_at(run, end + is_any(run, end, "من", "des", "de", "d'", "of"))
        is_power = order is not None and order > 1 and order.normalize().as_tuple().digits == (1,)
        is_order = is_power and not tens and not (noun and noun.kind in MULTIPLIES)
        return Term(None, word.value, end, order=order if is_order else None)
    return None


def written(run: Sequence[Token], at: int) -> Written | None:
    """Return the number that begins at a token, as far as it goes; None where none does."""
    if run[at].kind == "malformed":
        return Written(None, at, at + 1, in_digits=True)
    term = _term(run, at)
    if not term:
        return Written(None, at, at + 1, in_digits=True) if run[at].kind in ("number", "fraction") else None
    if term.value is None or is_any(run, term.end, *TWO_MAGNITUDES):
        return Written(None, at, term.end, order=None if is_any(run, term.end, *TWO_MAGNITUDES) else term.order)
    part = term.end + is_any(run, term.end, "-")  # two-thirds
    if is_any(run, part, *PARTS) or (term.end == at + 1 and _is_part_of_definite(run, at)):
        return Written(None, at, part + 1 if is_any(run, part, *PARTS) else term.end)
    total, end, limit, is_round, terms = term.value, term.end, term.magnitude, term.is_round, 1
    added, end = _half(run, end, limit)
    total += added
    while limit > 1 and not added and (further := _further(run, end, limit)):
        total, end, limit, terms = total + (further.value or 0), further.end, further.magnitude, terms + 1
    return Written(total, at, end, term.magnitude if terms == 1 else Decimal(1), _is_digits(run, at), is_round)


def _is_part_of_definite(run: Sequence[Token], at: int) -> bool:
    """Return whether a word is a fifth, a seventh … of what follows: «خمس المهاجرين»."""
    following = run[at + 1] if at + 1 < len(run) else None
    return bool(
        following and is_any(run, at, *BEFORE_DEFINITE) and following.key.startswith("ال") and not word_at(run, at + 1)
    )


def _further(run: Sequence[Token], at: int, limit: Decimal) -> Term | None:
    """Return the next, smaller term of a number: in digits, joined by «و» or «et», or French and joined by nothing."""
    begin = at + is_any(run, at, "et", "و")
    begin += begin == at and is_any(run, at, "-")
    if begin >= len(run) or not (word_at(run, begin) or _is_digits(run, begin)):
        return None
    word = word_at(run, begin)
    if word and word.arabic and begin == at and not _is_joined(run, at):
        return None
    if is_any(run, begin, *ARTICLES) or (word and word.arabic and word.value == 1 and word.kind == "one"):
        alone = _coefficient(run, begin) is None
        if alone and (is_any(run, begin, *ARTICLES) or begin > at or (word and word.joined)):
            return Term(Decimal(1), Decimal(1), begin + 1)  # mille et une, مليون وواحد
    term = _term(run, begin)
    return term if term and term.value is not None and term.value < limit and term.value == int(term.value) else None


def all_written(run: Sequence[Token]) -> list[Written]:
    """Return every number of some tokens, in order."""
    found, at = list[Written](), 0
    while at < len(run):
        token = run[at]
        may_begin = number_word(token.key) if token.kind == "word" else token.kind not in ("sign", "name")
        number = written(run, at) if may_begin else None
        if number:
            found.append(number)
        at = number.end if number else at + 1
    return found
