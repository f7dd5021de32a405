"""The number that tokens of Arabic and French text write: in digits, in words, in both together.

A number is a sum of terms whose magnitudes go down («مليون و366 ألفا و215», `2 millions 300 mille`, «deux mille 300»);
a term is a coefficient, in digits or in words below a thousand, times a magnitude. The words are in `quantities.toml`.

Libraries do not serve here. Babel has the digits and plurals of CLDR, but no rules to spell numbers; text2num
reads French and no Arabic, num2words only writes; none knows Arabic in both cases, hamza on any seat and what is glued
to a word, and none reads digits and words together or tells where a number ends in running text.
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .tokens import GROUPS, Tokens
from .word_lists import VOCABULARY, NumberWord, fold, listed, lists, number_word

DIGIT, WORD = re.compile("[0-9¼-¾⅐-⅟]"), re.compile(r"[^\W\d_]+")
DECIMALS = re.compile(r"(?<=[0-9]{3})[.,٫]([0-9]{1,2})$")
FRACTION_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
GLUED = re.compile("[وف]?[بكل]?(?:ال)?|[وف]?لل")  # what Arabic glues to a number


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


PARTICLES = listed("particles")
ARTICLES, TWO_MAGNITUDES, SMALL = lists("numbers", "articles", "two_magnitudes", "small")
PARTS, BEFORE_DEFINITE = (listed("numbers", "parts", name) for name in ("plural", "before_definite"))
ABBREVIATIONS = {name: Decimal(value) for name, value in VOCABULARY["numbers"]["abbreviations"].items()}
DUALS = ("الفا", "مليونا", "مليارا")
NEEDS_COEFFICIENT = ("big", "collective", "plural")
MULTIPLIES = ("magnitude", "big", "collective", "plural")


def _goes_on(low: Decimal, word: NumberWord) -> bool:
    """Return whether a number below a hundred goes on with a word: soixante | dix, dix | sept, quatre | vingt."""
    if word.kind == "ten":
        return low == 4 and word.value == 20
    if low in (60, 80):
        return word.value < 17
    return word.value < 10 and (low in (20, 30, 40, 50, 70, 90) or (low == 10 and word.value > 6))


class Numbers(Tokens):
    """The numbers of one text."""

    def _french(self, at: int) -> Part | None:
        """Return a French, Spanish or English number below a thousand (or «onze cents»), and the token behind it."""
        hundreds, low, end = Decimal(0), Decimal(0), at
        here = at
        while (word := self.word(here)) and not word.arabic:
            if word.kind == "hundred" and not hundreds and low < 20:
                hundreds, low = (low or 1) * word.value, Decimal(0)
            elif word.kind in ("one", "ten") and (not low or _goes_on(low, word)):
                low = Decimal(80) if word.value == 20 and low == 4 else low + word.value
            else:
                break
            here = end = here + 1
            here += self.key(here) == "-"
            if self.key(here) == "et" and low in (20, 30, 40, 50, 60, 70):
                behind = here + 1 + (self.key(here + 1) == "-")
                here = behind if self.key(behind) in ("un", "une", "onze") else here
            here += self._joins(here, hundreds, low)
        is_article = end == at + 1 and self.key(at) in ARTICLES
        return None if end == at or is_article else (hundreds + low, end)

    def _joins(self, at: int, hundreds: Decimal, low: Decimal) -> bool:
        """Return whether a word joins two parts of a number: «treinta y cinco», «two hundred and fifty»."""
        word = self.word(at + 1)
        if not word or word.kind not in ("one", "ten"):
            return False
        return (self.key(at) == "y" and 20 < low < 100 and not low % 10) or (
            self.key(at) == "and" and hundreds > 0 and not low
        )

    def _is_joined(self, at: int) -> bool:
        """Return whether «و» is glued to a word of a number; with one seat of hamza, «وأحد عشر» looks like «واحد»."""
        word, following = self.word(at), self.word(at + 1)
        ten = bool(following and following.arabic and following.value == 10 and not following.joined)
        return bool(word and (word.joined or (word.value == 1 and ten)))

    def _arabic(self, at: int) -> Part | None:
        """Return an Arabic number below a thousand, and the token behind it."""
        total, end, here = Decimal(0), at, at
        while (word := self.word(here)) and word.arabic and (end == at or here != end or self._is_joined(here)):
            following, low = self.word(here + 1), total % 100
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
            here += self.key(here) == "و"
        # «واحد» and «أحد» are numbers in others only.
        return None if end == at or total == 1 else (total, end)

    def _coefficient(self, at: int) -> Part | None:
        """Return a number in digits, or in words below a thousand, and the token behind it."""
        word = self.word(at)
        if word:
            compose = self._arabic if word.arabic else self._french
            part = compose(at)
            if part and self.key(part[1]) in ("virgule", "فاصله") and (tail := compose(part[1] + 1)):
                return Decimal(f"{part[0]}.{tail[0]}"), tail[1]
            return part
        if not self._is_digits(at):
            return None
        value, behind = to_decimal(self[at].text), at + 1
        if self[behind].kind == "fraction" and self[at].text.isdecimal():
            fraction = FRACTION_SIGNS.get(self[behind].text)
            return (value + fraction, behind + 1) if fraction else None
        return value, behind

    def _magnitude(self, at: int) -> tuple[Decimal, int, bool] | None:
        """Return the magnitude that multiplies a number before it, the token behind it, and whether it is round.

        A greater one multiplies it again: «mille milliards», «une centaine de milliers».
        """
        before = at
        at += self.key(at) == "-"
        if (word := self.word(at)) and word.kind in MULTIPLIES and not word.joined:
            value, at = word.value, at + 1
            behind = at + (self.key(at) in ("de", "d'"))
            again = self.word(behind)
            if again and again.kind in MULTIPLIES and not again.joined and (again.value > value or behind > at):
                value, at = value * again.value, behind + 1
            return value, at, word.kind == "collective"
        if value_of := ABBREVIATIONS.get(self[before].text):
            money = self.key(before + 1) in ("€", "$", "£", "dh", "euros")
            return (value_of, before + 1, False) if money or self[before].glued or len(self[before].text) > 1 else None
        return None

    def _half(self, at: int, magnitude: Decimal) -> Part:
        """Return what «et demi», «ونصف» or «وربع» behind a term adds, and the token behind it."""
        joined = at + (self.key(at) in ("et", "و"))
        if (word := self.word(joined)) and word.kind == "half" and (joined > at or word.joined):
            again = self.word(joined + 1)  # مليون ونصف المليون
            behind = joined + (2 if again and again.kind == "magnitude" and again.definite else 1)
            return word.value * magnitude, behind
        return Decimal(0), at

    def _term(self, at: int) -> Term | None:
        """Return the term that begins at a token."""
        word, small = self.word(at), at + 1 + (self.key(at + 1) in ("-", *SMALL))
        if word and word.kind in ("dual", "two"):
            return Term(word.value, word.value / 2 if word.kind == "dual" else Decimal(1), at + 1)
        part = self._coefficient(at)
        if not part and self.key(at) in ARTICLES and (half := self.word(small)):
            part = (half.value, small + 1) if half.kind == "half" else (Decimal(1), small)
        elif word and word.kind == "half":
            part = word.value, at + 1
        elif word and word.kind in NEEDS_COEFFICIENT and (word.definite or self.key(at - 1) in ("la", "le", "cette")):
            part = (Decimal(1), at) if word.kind != "plural" else None
        if not part:
            return self._bare(at, word) if word else None
        value, here = part
        if times := self._magnitude(here):
            return Term(value * times[0], times[0], times[1], times[2])
        is_alone = value < 1 or here == at or self.key(at) in ARTICLES or (word and word.kind == "half")
        return None if is_alone and not self._is_digits(at) else Term(value, Decimal(1), here)

    def _is_digits(self, at: int) -> bool:
        return self[at].kind == "number"

    def _bare(self, at: int, word: NumberWord) -> Term | None:
        """Return a magnitude without a coefficient: mille, ألف; «ألفا مهاجر» are two thousand, «milliers» none."""
        end = at + 1
        if word.kind == "magnitude":
            following = self.key(end) if self.is_word(end) else ""
            is_noun = len(following) > 2 and following[0] not in "وف" and following not in PARTICLES
            is_dual = is_noun and self.key(at).endswith(DUALS) and not number_word(following)
            if not is_dual and (times := self._magnitude(end)) and times[0] > word.value:
                return Term(word.value * times[0], times[0], times[1])
            return Term(word.value * (2 if is_dual else 1), word.value, end)
        if word.kind in ("plural", "several") or (word.kind in NEEDS_COEFFICIENT and self.key(at).endswith("s")):
            order: Decimal | None = word.value
            while (times := self._magnitude(end + (self.key(end) in ("de", "d'", "of")))) and end < at + 6:
                order, end = order * times[0] if order else None, times[1]
            tens = self.word(end) if word.kind == "several" else None  # بضع وثلاثون
            end += bool(tens and tens.joined and tens.kind == "ten")
            noun = self.word(end + (self.key(end) in ("من", "des", "de", "d'", "of")))
            is_power = order is not None and order > 1 and order.normalize().as_tuple().digits == (1,)
            is_order = is_power and not tens and not (noun and noun.kind in MULTIPLIES)
            return Term(None, word.value, end, order=order if is_order else None)
        return None

    def written(self, at: int) -> Written | None:
        """Return the number that begins at a token, as far as it goes; None where none does."""
        if self[at].kind == "malformed":
            return Written(None, at, at + 1, in_digits=True)
        term = self._term(at)
        if not term:
            return Written(None, at, at + 1, in_digits=True) if self[at].kind in ("number", "fraction") else None
        if term.value is None or self.key(term.end) in TWO_MAGNITUDES:
            return Written(None, at, term.end, order=None if self.key(term.end) in TWO_MAGNITUDES else term.order)
        part = term.end + (self.key(term.end) == "-")  # two-thirds
        if self.key(part) in PARTS or (term.end == at + 1 and self._is_part_of_definite(at)):
            return Written(None, at, part + 1 if self.key(part) in PARTS else term.end)
        total, end, limit, is_round, terms = term.value, term.end, term.magnitude, term.is_round, 1
        added, end = self._half(end, limit)
        total += added
        while limit > 1 and not added and (further := self._further(end, limit)):
            total, end, limit, terms = total + (further.value or 0), further.end, further.magnitude, terms + 1
        return Written(total, at, end, term.magnitude if terms == 1 else Decimal(1), self._is_digits(at), is_round)

    def _is_part_of_definite(self, at: int) -> bool:
        """Return whether a word is a fifth, a seventh … of what follows: «خمس المهاجرين»."""
        return self.key(at) in BEFORE_DEFINITE and self.key(at + 1).startswith("ال") and not self.word(at + 1)

    def _further(self, at: int, limit: Decimal) -> Term | None:
        """Return the next, smaller term of a number: in digits, joined by «و» or «et», or French and not joined."""
        begin = at + (self.key(at) in ("et", "و"))
        begin += begin == at and (self.key(at) == "-")
        if not (self.word(begin) or self._is_digits(begin)):
            return None
        word = self.word(begin)
        if word and word.arabic and begin == at and not self._is_joined(at):
            return None
        if self.key(begin) in ARTICLES or (word and word.arabic and word.value == 1 and word.kind == "one"):
            alone = self._coefficient(begin) is None
            if alone and (self.key(begin) in ARTICLES or begin > at or (word and word.joined)):
                return Term(Decimal(1), Decimal(1), begin + 1)  # mille et une, مليون وواحد
        term = self._term(begin)
        goes_on = term and term.value is not None and term.value < limit and term.value == int(term.value)
        return term if goes_on else None

    def all_written(self) -> list[Written]:
        """Return every number of some tokens, in order."""
        found, at = list[Written](), 0
        while at < len(self.run):
            token = self[at]
            may_begin = number_word(token.key) if token.kind == "word" else token.kind not in ("sign", "name")
            number = self.written(at) if may_begin else None
            if number:
                found.append(number)
            at = number.end if number else at + 1
        return found
