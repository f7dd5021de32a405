"""Quantities of Arabic and French text: each number, what it measures, and how precisely the words around it state it.

`number_words` and `number_forms` read the number, `hedges` the words that say how precise it is. What is no quantity is
left out (`number_names`). Two numbers that bound a range are one quantity with an `upper` bound. A precision that
cannot be read is None, never `exact`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from . import number_forms, number_words, refutations
from .cache import remembered
from .hedges import AFTER, RATES, REACH, SEA, SENTENCE, Hedges
from .number_forms import BY, DIVIDED, MULTIPLIED
from .number_names import BEFORE, MEASURES, MINUS, OF, SKIPPED, STOPS
from .number_words import GLUED, Form, Written
from .tokens import BOUNDARIES, COMMAS, Token, forms, is_form, split, table
from .word_lists import VOCABULARY, fold, lists, number_word


class Precision(StrEnum):
    """How exactly an article states a value."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    AT_MOST = "at-most"
    BETWEEN = "between"
    SEVERAL = "several"
    ROUNDED = "rounded"


class Measure(StrEnum):
    """What a value says: how many things, how long or heavy, a share of a hundred, a rate of change in a hundred,
    an amount of money, a part of a whole that is stated as a fraction, how many times as many, how many on average.
    """

    COUNT = "count"
    SIZE = "size"
    PERCENT = "percent"
    CHANGE = "change"
    MONEY = "money"
    FRACTION = "fraction"
    FACTOR = "factor"
    AVERAGE = "average"


RATIOS = (Measure.FRACTION, Measure.FACTOR)  # of which nothing is computed and no series is drawn
NAMED = (Measure.COUNT, Measure.SIZE)  # what is said with the noun of its unit
COUNTED = (*NAMED, Measure.MONEY)  # what grows with its period, and comes in tens and thousands
ORDERS = tuple(Decimal(10**zeros) for zeros in range(1, 10))  # by which some uncounted number is stated
HUNDREDTHS = (Measure.PERCENT, Measure.CHANGE)  # what a percent sign stands behind


Stated = tuple[Decimal | None, Decimal | None, Decimal | None, Measure]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: its value (None: it cannot be read), what it measures, how precisely, and where [start, end).

    `upper` is the greater bound of a range; `value` is the smaller. `out_of` is what divides it: one third, «divided by
    three». One that is stated by its order alone («des centaines») has that as its value: 100, and is `several`.
    What is foreseen or planned has no precision, but one that is `expected`.
    """

    value: Decimal | None
    measure: Measure
    precision: Precision | None
    start: int
    end: int
    upper: Decimal | None = None
    in_digits: bool = True
    out_of: Decimal | None = None
    expected: Precision | None = None

    def __str__(self) -> str:
        """Return the value as data files write it."""
        bounds = [f"{bound.normalize():f}" for bound in (self.value, self.upper) if bound is not None]
        divided = "" if self.out_of is None else f"/{self.out_of.normalize():f}"
        return "–".join(bounds or ["?"]) + divided + ("%" if self.measure in HUNDREDTHS else "")

    @property
    def how(self) -> Precision | None:
        """How precisely it is stated, or expected; None where neither can be read."""
        return self.precision or self.expected

    @property
    def stated(self) -> Stated:
        """What a record must have to be this: value, upper bound, what divides it, and the measure of its unit."""
        return self.value, self.upper, self.out_of, self.measure


ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٪", "01234567890123456789%")
# Makes the numbers of a text readable here without moving a character.
SAME_LENGTH = ARABIC_DIGITS | dict.fromkeys(map(ord, "\u00a0\u202f\u2009"), " ")
ONE_MARK = re.compile(r"[0-9]+[.,][0-9]+")
MILLION = 10**6
TENS_OF = frozenset(map(Decimal, (*range(2, 11), 100, 1000)))  # of as many a share is told: «sur dix»
SMALL = 12  # the greatest number in words that another language may say by a dual, an article or not at all
MEANINGS = {
    "about": Precision.ABOUT, "more": Precision.MORE_THAN, "least": Precision.AT_LEAST, "less": Precision.LESS_THAN,
    "most": Precision.AT_MOST, "reach": Precision.EXACT,
}  # fmt: skip
CHANGE_AFTER, CHANGE_AFTER_PERCENT = (table(VOCABULARY["change"][name].items()) for name in ("after", "after_percent"))
CHANGE_BEFORE = table(VOCABULARY["change"]["before"].items(), -1)
UP, DOWN, MOVES, EITHER, INTRODUCES, ARTICLES, RESULT, RELATIVE = lists(
    "change", "up", "down", "moves", "either", "introduces", "articles", "result", "relative"
)
RANGE_SIGNS, BETWEEN, SPREAD, ALTERNATIVE, JOINS = lists("pairs", "signs", "between", "spread", "alternative", "joins")
CHANGING, MOVING, LINKING = UP | DOWN, UP | DOWN | MOVES, RANGE_SIGNS | ALTERNATIVE | JOINS
MONEY_SIGNS, FACTOR, PARTS_OF, SHARES, STEPS = lists("measures", "money_signs", "factor", "parts_of", "shares", "steps")
TO, OF_ORDER, SEVERAL, IN_HEAPS = lists("context", "to", "of_order", "several", "in_heaps")
BEFORE_SEVERAL = {"des": [entry for entry in BEFORE.get("des", ()) if len(entry[0]) > 1]}
EMPTY = refutations.COPULAS | refutations.LIGHT | refutations.NUMBERS | refutations.NEWS | STOPS
TIMES = frozenset(keys for keys, meaning in chain(*MEASURES.values()) if meaning == "times")


def moves(key: str) -> str:
    """Return which way a word says that something changed; nothing where it does not."""
    for words, meaning in ((UP, "up"), (DOWN, "down"), (EITHER, "either")):
        if is_form(key, words):
            return meaning
    return ""


class Found(NamedTuple):
    """A number with its measure, the first token of it, its sign and what is glued to it, and the token behind."""

    written: Written
    lead: int
    end: int
    value: Decimal | None
    measure: Measure
    is_signed: bool
    out_of: Decimal | None = None

    @property
    def may_bound(self) -> bool:
        """Whether it can bound a range; none, fractions, factors and orders of magnitude cannot."""
        is_number = self.written.form is Form.NUMBER and self.written.order is None
        return is_number and self.measure is not Measure.FACTOR


class _Reader(Hedges):
    """Reads the quantities of one text."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.may_multiply = any(token.key in BY or token.key in FACTOR for token in self.run)
        self.shared = self._shared()

    def _multiplies(self, number: Written) -> str:
        """Return the sign of the factor that a number is: behind «multiplié par», before «fois plus»; or nothing."""
        if number.form is not Form.NUMBER or number.order is not None:
            return ""
        if self.is_times(number):
            return "÷" if self.key(number.first - 1) == "÷" or self.key(number.end + 1) == "moins" else "×"
        if not self.may_multiply:
            return ""
        _, at = self.hedges(number.first, 0)
        if self.key(at) in FACTOR:
            return "×"
        if self.key(at) not in BY or self.measure_at(number.end) in ("percent", "money", "time", "size"):
            return ""
        said = map(self.key, self.back(at - 1, REACH - 1))
        return next(("÷" if key in DIVIDED else "×" for key in said if key in MULTIPLIED | DIVIDED), "")

    def _lead(self, number: Written, least: int) -> tuple[int, str]:
        """Return where the tokens of a number begin, with what is glued to it and its sign, and that sign."""
        lead, sign = self._with_glue(number.first), ""
        if self.key(lead - 1) in ("%", "×", "÷") and lead > least and number.in_digits:
            lead -= 1
        if number.order is not None and self.key(lead - 1) in SEVERAL:
            lead -= not self.before(BEFORE_SEVERAL, lead - 1, least)
        at, opening = lead - 1, self.key(lead - 2) in ("(", "[", "«")
        is_sign = at >= least and self.key(at) in ("+", *MINUS) and number.in_digits
        apart = not self.is_glued(at) or bool(GLUED.fullmatch(self.key(at - 1)))
        if is_sign and (opening or (self.is_glued(lead) and apart)):
            lead, sign = at, "+" if self.key(at) == "+" else "-"
        return self._with_glue(lead), sign

    def _with_glue(self, at: int) -> int:
        """Return the token that Arabic glues to one, or this one."""
        return at - (self.is_glued(at) and self.is_word(at - 1) and GLUED.fullmatch(self.key(at - 1)) is not None)

    def _measured(self, number: Written, least: int) -> Found:
        """Return a number with its measure; a difference («300 de plus») is a count of a doubtful sign."""
        lead, sign = self._lead(number, least)
        if number.form is not Form.NUMBER:
            return self._formed(number, lead, sign, least)
        if multiplied := self._multiplies(number):
            one, whole = (number.value, None) if multiplied == "×" else (Decimal(1), number.value)
            return Found(number, lead, number.end, one, Measure.FACTOR, bool(sign), whole)
        measure, end = self._measure(number, lead, least)
        value = None if self.measure_at(number.end) == "per_mille" else number.order or number.value
        if measure is Measure.PERCENT and value is not None:
            value = self._share(number, value)
        if (measure is Measure.PERCENT and value is not None) or (measure in NAMED and not sign):
            direction = self._change(lead, end, least, is_count=measure in NAMED)
            if measure in NAMED or (direction == "unclear" and not sign):
                sign = "±" if direction else ""
            elif direction or sign:
                measure, sign = Measure.CHANGE, sign or {"up": "+", "down": "-"}.get(direction, "±")
        if value is not None and sign == "-":
            value = -value
        return Found(number, lead, end, value, measure, sign == "±" or (sign == "+" and measure is not Measure.CHANGE))

    def _formed(self, number: Written, lead: int, sign: str, least: int) -> Found:
        """Return none, a fraction or a factor with its measure; «baisse d'un tiers» is no share."""
        measure = {Form.FRACTION: Measure.FRACTION, Form.FACTOR: Measure.FACTOR}.get(number.form, Measure.COUNT)
        changed = measure is Measure.FRACTION and self._change(lead, number.end, least)
        return Found(number, lead, number.end, number.value, measure, bool(sign or changed), number.out_of)

    def _measure(self, number: Written, lead: int, least: int) -> tuple[Measure, int]:
        """Return what the words and signs beside a number say that it measures, and the token behind them."""
        end = number.end
        of = self.key(end) in ("de", "d'") and (number.value is None or number.magnitude > 1)
        hit = self.after(MEASURES, end + of)
        if hit and hit.meaning == "percent":
            return Measure.PERCENT, hit.end
        if number.first > least and "%" in (self.key(lead), self.key(number.first - 1)):
            return Measure.PERCENT, end
        is_money = hit and hit.meaning == "money"
        if is_money or MONEY_SIGNS & {self.key(number.first - 1), self.key(number.end - 1)}:
            return Measure.MONEY, end
        if hit and hit.meaning == "size":
            return Measure.SIZE, end
        return (Measure.AVERAGE if self._is_mean(lead, least, end) else Measure.COUNT), end

    def _is_mean(self, lead: int, least: int, end: int) -> bool:
        """Return whether words beside a number say that it is an average."""
        if not self.may_average:
            return False
        behind = (hit.meaning for place in self.clause_behind(end) if (hit := self.after(AFTER, place)))
        return "mean" in (*self.hedges(lead, least)[0], *behind)

    def _share(self, number: Written, value: Decimal) -> Decimal:
        """Return a share as it is meant: of `4,175 %` the comma is decimal."""
        text = self.run[number.first].text
        is_decimal = number.end == number.first + 1 and ONE_MARK.fullmatch(text)
        return Decimal(text.replace(",", ".")) if is_decimal else value

    def _change(self, lead: int, end: int, least: int, is_count: bool = False) -> str:
        """Return which way the words around a percentage say that something changed; nothing where they do not."""
        behind = end + (is_count and self.is_word(end) and end not in self.inside and self.key(end) not in STOPS)
        hit = self.after(CHANGE_AFTER, end) or self.after(CHANGE_AFTER, behind)
        hit = None if hit and self.after(AFTER, hit.first) else hit  # «300 más o menos»
        hit = hit or (None if is_count else self.after(CHANGE_AFTER_PERCENT, end))
        if hit := hit or self.before(CHANGE_BEFORE, lead - 1, least):
            return hit.meaning
        _, nearest = self.hedges(lead, least)
        between = [self.key(at) for at in range(nearest + 1, lead + 1)]
        is_from = between[:1] in (["de"], ["من"])
        if is_from and self.key(end) in TO and end + 1 in self.starts:
            return ""  # which the pair says
        if (is_from and self.key(nearest) in MOVES) or not TO.isdisjoint(between):
            return ""  # a level: «ramené à 15 %», «passé de 12 % à 15 %»
        introduced = any(key in INTRODUCES or key[:1] == "ب" for key in between)
        for at in range(nearest, max(least, nearest if is_count else lead - 1 - REACH) - 1, -1):
            key = self.key(at)
            if key in BOUNDARIES or key in RELATIVE:
                break
            if meaning := moves(key):
                if introduced or (at == nearest and (not is_count or key[0] == "ب")):
                    return meaning
                break
            introduced = introduced or key in INTRODUCES
        return "" if is_count else self._change_of_sentence(nearest, end, introduced)

    def _change_of_sentence(self, nearest: int, end: int, introduced: bool) -> str:
        """Return what a percentage is that stands farther from a change: of it behind «soit de», else it is unclear.

        One of which the words say that it is a part of something is a share.
        """
        if self.key(end) in PARTS_OF or any(self.key(at) in SHARES for at in range(nearest, max(-1, nearest - 4), -1)):
            return ""
        is_step = self.key(nearest + 1) in STEPS
        sentence = self.back(nearest, SENTENCE, ends=BOUNDARIES)
        found = {meaning for at in sentence if (meaning := moves(self.key(at)))}
        told = len(found) == 1 and introduced and self.key(nearest) in RESULT
        return found.pop() if told else "unclear" if found or is_step else ""

    def _is_at_sea(self, found: Found) -> bool:
        """Return whether «في المتوسط» beside a number may mean the sea: no word there says of what it is a rate."""
        window = range(max(0, found.lead - REACH), min(len(self.run), found.end + REACH))
        keys = list(map(self.key, window))
        return found.measure is Measure.AVERAGE and SEA in keys and not any(is_form(key, RATES) for key in keys)

    def _shared(self) -> frozenset[int]:
        """Return where numbers begin of which one is a whole and the other its part, in words that say no fraction."""
        shared = set[int]()
        for place, whole in enumerate(self.numbers):
            if whole.form is not Form.NUMBER or not (is_first := self._is_whole(whole)):
                continue
            shared.add(whole.first)
            others = (self.numbers[at] for at in (place - 1, place + 1) if 0 <= at < len(self.numbers))
            for other in others:
                between = range(min(whole.end, other.end), max(whole.first, other.first))
                if is_first == "both" or other.first > whole.first:
                    shared.update([other.first] if not any(self.key(at) in BOUNDARIES for at in between) else ())
        return frozenset(shared)

    def _is_whole(self, whole: Written) -> str:
        """Return whether a number is a whole of «both» its neighbours, as «neuf … sur dix», or of the «next» one."""
        before, small = whole.first - 1, whole.value in TENS_OF
        if self.key(before) == "كل" and "من" in (self.key(before - 1), self.key(before - 2)):
            return "both"
        if self.key(before) == fold("أصل") and small and self.key(before - 1) == "من":
            return "both" if whole.value in (10, 100) else ""
        if self.key(before) == "من" and whole.value in (10, 100):
            return "both" if any(number.end == before for number in self.numbers) else ""
        if self.key(before) != "sur" or not small:
            return ""
        if self.ends_part(whole.end):
            return "both"
        return "next" if not self.is_word(before - 1) or self.key(before - 1) in ("que", "et", "car") else ""

    def _meanings(self, found: Found, last: Found, before: Sequence[str]) -> set[str]:
        """Return what the words before a number, which are given, and behind it say together of its precision."""
        meanings, form = {*before, *self.said_after(last.end)}, found.written.form
        if form is Form.FRACTION and (hit := self.after(AFTER, last.end)):
            meanings.add(hit.meaning)  # «la moitié environ des 300»
        if form is Form.FACTOR and (self.key(found.lead - 2), self.key(found.lead - 1)) == ("plus", "que"):
            meanings = (meanings - {"none"}) | {"more"}  # «a plus que doublé»
        if found.measure is Measure.AVERAGE:
            meanings.discard("mean")
        if "reach" in meanings and len(meanings) > 1:
            meanings.discard("reach")
        return {"about"} if meanings in ({"about", "more"}, {"about", "least"}) else meanings

    def precisions(self, found: Found, last: Found, least: int) -> tuple[Precision | None, Precision | None]:
        """Return how precisely a number is stated, or a range that ends in another, and how precisely it is expected.

        It is None where it cannot be read, or where the number is the other.
        """
        before, at = self.hedges(found.lead, least)
        is_other = not self.shared.isdisjoint((found.written.first, last.written.first))
        is_mean = found.measure is Measure.COUNT and "mean" not in before and self.is_near_mean(found.lead - 1)
        is_mean = is_mean or self._is_at_sea(found)
        precision = None if is_other or is_mean else self._plain_precision(found, last, least, before, at)
        if precision is None:
            return None, None
        is_zero = found.written.form is Form.ZERO
        modality = "" if is_zero else self.modality(found.lead, at, last.end, least)
        return {"": (precision, None), "forecast": (None, precision)}.get(modality, (None, None))

    def _plain_precision(
        self, found: Found, last: Found, least: int, before: Sequence[str], at: int
    ) -> Precision | None:
        """Return how precisely a number is stated, whether it is observed or not; None where it cannot be read."""
        meanings = self._meanings(found, last, before)
        if found.written.form is Form.ZERO:  # its own clause leaves no doubt (see `number_forms`)
            return None if meanings else Precision.EXACT
        unknown = not before and self.is_doubtful(at, found.lead, least)
        glued = self.run[found.lead].glued and self.is_word(found.lead - 1) and not before
        if unknown or (glued and not self.run[found.lead - 1].text.endswith(("'", "’"))) or found.is_signed:
            return None
        is_ratio = self.key(found.lead - 1) == "sur" and self.key(found.lead - 3) in ("un", "une")
        if is_ratio or len(meanings) > 1 or meanings & {"none", "unsure", "mean"} or self.is_denied(at, least):
            return None
        if found.written.order is not None:
            return Precision.SEVERAL if self._is_several(found) and not meanings and found is last else None
        if found is not last:
            return Precision.BETWEEN if meanings <= {"about", "reach"} else None
        if not meanings:
            return Precision.ABOUT if found.written.is_round else Precision.EXACT
        plain = meanings == {"reach"} and found.written.is_round
        return Precision.ABOUT if plain else MEANINGS[meanings.pop()]

    def _is_several(self, found: Found) -> bool:
        """Return whether some tens, hundreds or thousands are counted: not so «par centaines», «بالمئات»."""
        word, before, following = self.word(found.lead), self.key(found.lead - 1), self.key(found.end)
        noun = forms(self.key(found.end + (following in OF_ORDER)))[-1:]
        if noun in TIMES:
            return False
        if word and word.arabic:
            glued = self.key(found.lead)[:1] in ("ب", "ك") and word.definite
            return not glued or following == "من"
        return before not in IN_HEAPS

    def quantities(self) -> Iterator[Quantity]:
        """Yield the quantities of the text."""
        least, founds = 0, list[tuple[Found, int]]()
        for number, is_name in zip(self.numbers, self.names, strict=True):
            if not is_name and (not founds or number.first >= founds[-1][0].end):
                founds.append((self._measured(number, least), least))
            least = max(number.end, founds[-1][0].end if founds else 0)
        for place in reversed(range(len(founds) - 1)):
            founds[place] = self._alike(founds[place][0], founds[place + 1][0]), founds[place][1]
        place = 0
        while place < len(founds):
            found, least = founds[place]
            other = founds[place + 1][0] if place + 1 < len(founds) else None
            how = self._pair(found, other, least) if other else ""
            last = other if how == "range" and other else found
            is_alone = how == "range" or (not how and not self._begins_range(found, least))
            yield self._quantity(found, last, *(self.precisions(found, last, least) if is_alone else (None, None)))
            place += 1
            if how == "range":
                place += 1
            elif how in ("either", "unclear") and other:
                yield self._quantity(other, other, None)
                place += 1

    def _is_either_order(self, one: Found, other: Found) -> bool:
        """Return whether two orders of magnitude are of one thing: «des dizaines, si ce n’est des centaines de»."""
        if one.written.order is None or other.written.order is None or other.lead - one.end > REACH:
            return False
        following = self.key(one.end)
        return following not in OF_ORDER and not (following.startswith("ال") and following != fold("إلى"))

    def _alike(self, one: Found, other: Found) -> Found:
        """Return a number with the measure of the one that it is linked to: «de 3 à 5 %», «12 et 15 %».

        Whether a magnitude is of both («de 900 à 2 mille») may be unclear.
        """
        between = [token.key for token in self.run[one.end : other.lead]]
        glued = self.key(other.lead) in ("و", "ل")
        linked = between and LINKING.issuperset(between)
        word = number_word(self.key(one.written.first))
        has_noun = word is not None and word.kind == "two"  # «محركين و640 لترا» are two and so many litres
        is_plain = one.measure is Measure.COUNT and one.written.form is Form.NUMBER and not has_noun
        if not is_plain or not (linked or (glued and not between)):
            return one
        times, doubt, value = other.written.magnitude, False, one.value
        if times > 1 and one.written.magnitude == 1 and value is not None and one.written.in_digits:
            doubt = 100 <= value < 1000 and (times < MILLION or value > (other.value or 0) / times)
            value = value if doubt or value >= 1000 else value * times
        return one._replace(value=value, measure=other.measure, is_signed=one.is_signed or other.is_signed or doubt)

    def _quantity(
        self, found: Found, last: Found, precision: Precision | None, expected: Precision | None = None
    ) -> Quantity:
        """Return the quantity of a number, or of a range that ends in another."""
        value, upper, measure = found.value, None, found.measure
        if last is not found and value is not None and last.value is not None:
            upper, measure = last.value, last.measure
            if last.written.magnitude > 1 and found.written.magnitude == 1 and value < upper / last.written.magnitude:
                value *= last.written.magnitude  # 2 à 3 millions
            if not value < upper:
                value, upper = None, None
        start, end = self.run[found.lead].start, self.run[last.end - 1].end
        precision, expected = (precision, expected) if value is not None else (None, None)
        in_digits = found.written.in_digits
        return Quantity(value, measure, precision, start, end, upper, in_digits, found.out_of, expected)

    def _begins_range(self, found: Found, least: int) -> bool:
        """Return whether «entre» or «بين» stands before a number."""
        at = self.before_aside(found.lead - 1)
        while at > least and self.key(at) in SKIPPED:
            at -= 1
        return at >= least and is_form(self.key(at), BETWEEN)

    def _pair(self, one: Found, other: Found, least: int) -> str:
        """Return what two numbers, one after the other, are together: a range, an alternative, or nothing.

        Only plain numbers bound a range.
        """
        how = "unclear" if self._is_either_order(one, other) else self._plain_pair(one, other, least)
        return "unclear" if how == "range" and not (one.may_bound and other.may_bound) else how

    def _is_moved(self, at: int, least: int) -> bool:
        """Return whether something moves from one number to the next: shortly before it; behind «de» in its clause."""
        size = 1 + (SENTENCE if self.key(at) in OF else 5)
        keys = list(map(self.key, self.back(at, size, least)))
        return any(is_form(key, MOVING) for key in keys) and not any(is_form(key, SPREAD) for key in keys)

    def _plain_pair(self, one: Found, other: Found, least: int) -> str:
        """Return what two numbers are together, whatever they are written as."""
        between = [token.key for token in self.run[one.end : other.lead]]
        glue = self.key(other.lead) if other.lead < other.written.first else ""
        word = number_word(self.run[other.lead].key) if self.is_word(other.lead) else None
        joined = between[-1:] in (["et"], ["و"], ["and"], ["y"]) or glue.startswith("و") or bool(word and word.joined)
        if self._begins_range(one, least):
            return "range" if joined and len(between) < 4 else "unclear"
        at = one.lead - 1
        if not between or len(between) > 3 or any(key in BOUNDARIES for key in between):
            return ""
        if between[-1] == "sur" or between[-2:] == ["من", "كل"]:
            return "either"  # 9 migrants interceptés sur 10, 9 من كل 10
        if len(between) < 3 and (between[-1] if between[0] in COMMAS else between[0]) in ALTERNATIVE:
            return "either"
        if len(between) > 1 or between[0] not in RANGE_SIGNS:
            return ""
        if not self._is_moved(at, least) or between[0] in MINUS:
            return "range"
        return "unclear" if self._is_rate(one, other, at) else ""

    def _is_rate(self, one: Found, other: Found, at: int) -> bool:
        """Return whether two numbers may be bounds of a change, or what was and is: «une hausse de 3 à 5 %»."""
        if one.value is None or other.value is None or one.value > other.value:
            return False
        at -= self.key(at) in OF
        if other.measure not in HUNDREDTHS:
            return is_form(self.key(at), CHANGING) and self.key(at - 1) in ARTICLES
        keys = list(map(self.key, self.back(at, SENTENCE)))
        is_level = any(key in SHARES or is_form(key, MOVES) for key in keys)
        return not is_level and any(is_form(key, CHANGING) for key in keys)


@remembered
def parse(text: str) -> tuple[Quantity, ...]:
    """Return each quantity of a normalised text, in order; what is a date, a duration or a name is none."""
    words = number_words.words_of(text)
    is_any = number_words.has_any(text, words) or number_forms.has_any(words)
    return tuple(_Reader(text).quantities()) if is_any else ()


def unread_word(text: str, unread: Quantity) -> str:
    """Return the nearest word of a normalised text that keeps the precision of a number from being read.

    It is the one without which the precision can be read, rather a word of its own than one of grammar («est faux»);
    nothing where no single word is.
    """

    def rank(word: Token) -> tuple[bool, int]:
        return is_form(word.key, EMPTY), max(unread.start - word.end, word.start - unread.end)

    words = [token for token in split(text) if token.kind == "word"]
    apart = [word for word in words if word.end <= unread.start or word.start >= unread.end]
    for word in sorted(apart, key=rank)[: 2 * SENTENCE]:
        without = _Reader(text[: word.start] + text[word.end :]).quantities()
        if any(each.stated == unread.stated and each.how for each in without):
            return word.text
    return ""


@remembered
def directions(text: str) -> frozenset[str]:
    """Return which ways a normalised text says that something changed: «up», «down», both or neither."""
    changes = (each.value for each in parse(text) if each.measure is Measure.CHANGE)
    signs = ("down" if value < 0 else "up" for value in changes if value)
    return frozenset((*signs, *map(moves, number_words.words_of(text)))) & {"up", "down"}


class Number(NamedTuple):
    """A number of a text, and whether it is a small one in words, which another language may say otherwise."""

    value: Decimal
    is_small: bool


def numbers(text: str) -> list[Number]:
    """Return every number of a normalised text that can be read, dates and names included, in ascending order.

    A fraction is two of them. The hundred of «pour cent» and «في المائة» is none, for another language writes a sign.
    """
    tokens = number_forms.Forms(text)
    written = tokens.all_written()
    parts = [form for form in tokens.with_forms(written) if form.form is Form.FRACTION]
    taken = {at for each in parts for at in range(each.first, each.end)}
    for number in written:
        hit = tokens.after(MEASURES, number.end)
        taken.update(range(hit.first, hit.end) if hit and hit.meaning in ("percent", "per_mille") else ())
    found = [
        Number(value, not number.in_digits and value <= SMALL)
        for number in (*parts, *(each for each in written if each.first not in taken))
        for value in (number.value, number.out_of)
        if value is not None
    ]
    for at, token in enumerate(tokens.run):
        if token.kind in ("name", "malformed") and at not in taken:
            found += [Number(Decimal(digits), False) for digits in re.findall(r"\d+", token.text)]
    return sorted(found)
