"""Numbers that the press writes as no plain number: none at all, a part of a whole, a multiple of what was before.

«aucun mort» and «لم تسجل أي وفاة» are 0, «un tiers des» and «ثلث ال…» one out of three, as «neuf migrants sur dix» are
nine out of ten; «a doublé», «multiplié par trois» and «تضاعف ثلاث مرات» are factors. The words are in
`quantities.toml`. What is no such number in all its words is left as it was: «un tiers» alone is somebody, too.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, takewhile

from .number_words import PARTICLES, Form, Numbers, Written
from .tokens import CLAUSE_ENDS
from .word_lists import REMEMBERED, VOCABULARY, fold, is_arabic, listed, lists

SLASHED = re.compile(r"(?P<value>[1-9][0-9]{0,2})/(?P<out_of>[1-9][0-9]{0,2})")
CLAUSE, NEAR = 10, 4  # tokens of a clause that are looked at on either side; where what modifies a noun may stand
BETWEEN = 4  # words that may stand between «neuf» and «sur dix»
MULTIPLIED_BEFORE = 8
BOUNDARIES = CLAUSE_ENDS | {"("}


def _valued(name: str) -> Mapping[str, Decimal]:
    return {
        fold(form): Decimal(value) for words, value in VOCABULARY["forms"][name].items() for form in words.split("|")
    }


NONE, NONE_ALONE, SINGLE, DENIES_ANY, DENIES = lists("forms", "none", "none_alone", "single", "denies_any", "denies")
THERE_IS, OCCURS, FURTHER, WITHHELD, COMPLEMENTS = lists(
    "forms", "there_is", "occurs", "further", "withheld", "complements"
)
OF, DETERMINERS, ARTICLES, BEING, FINALS, ABOUT, NEAR_PART, DAYS, MORE_OR_LESS = lists(
    "forms", "of", "determiners", "whole_articles", "being", "finals", "about", "near", "days", "more_or_less"
)
MULTIPLIED, DIVIDED, ARABIC_MULTIPLIED, BY, TWICE = lists(
    "forms", "multiplied", "divided", "multiplied_ar", "by", "twice"
)
TWICE_OF, DOUBLE, AMOUNTS, APART, PARTS_MORE = lists("forms", "twice_of", "double", "amounts", "apart", "parts_more")
AUXILIARIES, OVERTAKEN, DOUBLES, BARE_PARTS, ORDINAL_PARTS = lists(
    "forms", "auxiliaries", "overtaken", "doubles", "bare_parts", "ordinal_parts"
)
SUFFIXES, FUTURE = (tuple(listed("forms", name)) for name in ("pronouns", "future"))
PARTS, SHARES, PLURALS, FACTORS, HALVED = map(_valued, ("parts", "shares", "arabic_plurals", "factors", "halved"))
ARABIC_PARTS = {
    fold(form): (Decimal(value), Decimal(out_of))
    for words, (value, out_of) in VOCABULARY["forms"]["arabic_parts"].items()
    for form in words.split("|")
}
STOPS, LESS, NAMED = listed("context", "stops"), listed("change", "down"), listed("names", "before")
TIMES, TIME, SIZES = lists("measures", "times", "time", "size")
MODAL = listed("context", "modal") | listed("context", "forecast")
# Behind them another clause begins, before them or not; what is no noun; what withholds or doubts; what makes a date.
SUBCLAUSES, SENTENCE_ENDS = BOUNDARIES | APART, BOUNDARIES | COMPLEMENTS
NO_THINGS, UNITS = STOPS | PARTICLES | OF | FURTHER | TIME | TIMES, TIMES | TIME | SIZES
WARY, BEFORE_NOUN, NO_SHARES = WITHHELD | MODAL, DETERMINERS | ARTICLES, DAYS | NAMED
WORDS = frozenset().union(
    TWICE_OF, HALVED, (fold(f"ال{form}") for form in ARABIC_PARTS), NONE, NONE_ALONE, SINGLE, OCCURS, PARTS, SHARES,
    PLURALS, FACTORS, TWICE, DOUBLE,
)  # fmt: skip


def has_any(words: frozenset[str]) -> bool:
    """Return whether one of some words, folded, may begin or end such a number."""
    return any(map(_may_begin, words))


@lru_cache(REMEMBERED)
def _may_begin(word: str) -> bool:
    return word in WORDS or _arabic_part(word) is not None


def _arabic_part(key: str) -> tuple[Decimal, Decimal] | None:
    """Return the part that an Arabic word says, with what is glued before and a pronoun behind it."""
    if not is_arabic(key):
        return None
    for bare in (key, key[1:] if key[0] in "وفب" else key, key[2:] if key[:2] in ("وب", "فب") else key):
        for suffix in ("", *SUFFIXES):
            if bare.endswith(suffix) and (found := ARABIC_PARTS.get(bare.removesuffix(suffix))):
                return found
    return None


def _fraction(value: Decimal, out_of: Decimal, first: int, end: int, in_digits: bool = False) -> Written | None:
    if not 0 < value < out_of:
        return None
    return Written(value, first, end, in_digits=in_digits, form=Form.FRACTION, out_of=out_of)


class Forms(Numbers):
    """The numbers of one text, with those that are written as no plain number."""

    def with_forms(self, numbers: Sequence[Written]) -> list[Written]:
        """Return some of the numbers with those that are written as no plain number, which may take their place."""
        forms: list[Written] = []
        for form in sorted((*self._of_words(), *self._of_pairs(numbers)), key=lambda each: (each.first, -each.end)):
            if not forms or form.first >= forms[-1].end:
                forms.append(form)
        taken = {at for form in forms for at in range(form.first, form.end)}
        plain = [number for number in numbers if taken.isdisjoint(range(number.first, number.end))]
        return sorted((*plain, *forms), key=lambda each: each.first)

    def is_multiplied(self, at: int) -> bool:
        """Return whether an Arabic verb before a token says how many times as many: «تضاعف (أكثر من) ثلاث مرات»."""
        at -= 2 * (self.key(at - 1) == "من" and self.key(at - 2) in MORE_OR_LESS)
        before = self.back(at - 1, MULTIPLIED_BEFORE, ends=SUBCLAUSES)
        return any(self.key(place) in ARABIC_MULTIPLIED for place in before)

    def _of_words(self) -> Iterator[Written]:
        for at, token in enumerate(self.run):
            if token.kind == "malformed":
                found = self._slashed(at)
            elif token.kind == "word" and _may_begin(token.key):
                found = self._none(at) or self._part(at) or self._arabic_fraction(at) or self._factor(at)
            else:
                found = None
            if found:
                yield found

    def _none(self, at: int) -> Written | None:
        """Return the 0 that a word says, with what denies beside it, where the whole clause leaves no doubt."""
        key, before, behind = self.key(at), self.key(at - 1), self.key(at + 1)
        first, end = at, at + 1
        if key in NONE:
            first, end = at - (before in DENIES_ANY), end + (behind in SINGLE)
            sure = self._is_denied(at)
        elif key in SINGLE and before in ("un", "une") and self.key(at - 2) == "pas":
            first, sure = at - 2, True
        elif key in OCCURS and is_arabic(key):
            first, sure = at - 1, before in DENIES_ANY and not behind.startswith("ال") and behind not in NONE
        elif key in OCCURS:
            first, end, sure = at - 1, at + 2, before == "pas" and behind in ("de", "d'")
        else:
            sure = key in NONE_ALONE and before != "شهر"
        if not sure or not self._is_noun(end) or not self._is_plain_clause(first, end):
            return None
        return Written(Decimal(0), first, end, form=Form.ZERO)

    def _is_denied(self, at: int) -> bool:
        """Return whether a word such as «aucun» or «أي» stands in a clause that denies."""
        if is_arabic(self.key(at)):
            window = takewhile(lambda place: self.is_word(place), self._clause_before(at)[: 2 * NEAR])
            near = [self.key(place) for place in window if not self.word(place)]
            there = any(one in THERE_IS and two == "لا" for one, two in pairwise(near))
            return there or not DENIES_ANY.isdisjoint(near)
        before, behind = self._clause_before(at), self._clause_behind(at + 1)
        if self.key(at - 1) == "sans" and self.key(at - 2) in ("pas", "non"):
            return False
        return not before or any(self.key(place) in DENIES for place in (*before, *behind))

    def _clause_before(self, at: int) -> list[int]:
        return list(self.back(at - 1, CLAUSE, ends=SENTENCE_ENDS))

    def _clause_behind(self, at: int) -> list[int]:
        return list(
            takewhile(lambda place: self.key(place) not in BOUNDARIES, range(at, min(len(self.run), at + CLAUSE)))
        )

    def _is_noun(self, at: int) -> bool:
        """Return whether a token may be a noun of which there is none."""
        key = self.key(at)
        is_word = 0 <= at < len(self.run) and self.is_word(at) and len(key) > 1
        return is_word and key not in NO_THINGS and not self.word(at)

    def _is_plain_clause(self, first: int, end: int) -> bool:
        """Return whether no word of a clause withholds, doubts, plans or excepts."""
        before = [self.key(place) for place in self._clause_before(first)]
        behind = [self.key(place) for place in self._clause_behind(end)]
        further = not FURTHER.isdisjoint(behind[:NEAR])
        wary = any(key in WARY or key.endswith(FUTURE) for key in (*before, *behind))
        return not further and not wary

    def _part(self, at: int) -> Written | None:
        """Return the fraction that ends at a token: un tiers des, les deux tiers des, plus du quart des."""
        is_share = self.key(at + 1) in ("parte", "partes")
        if (out_of := (SHARES if is_share else PARTS).get(self.key(at))) is None:
            return None
        last = at - 1 - (self.key(at - 1) == "-")  # two-thirds
        before, earlier = self.key(last), self.key(last - 1)
        value, first = Decimal(0), last
        if (
            before in ARTICLES
            and (before not in ("la", "le") or ((out_of == 2) or is_share) is (before == "la"))
            and (before != "le" or out_of < 5)
        ):
            value = Decimal(1)
        elif (number := self.word(last)) and number.kind == "one":
            value = number.value
        elif last >= 0 and self[last].kind == "number" and self[last].text.isdecimal():
            value = Decimal(self[last].text)
        elif (before == "du" and earlier in NEAR_PART and out_of < 5) or (
            self.key(at) in BARE_PARTS and before not in ORDINAL_PARTS
        ):
            value, first = Decimal(1), at
        behind = at + 1 + (self.key(at + 1) == "environ" or is_share)
        is_part = (
            self._is_of_whole(behind) or self.key(at + 1) in BEING or (earlier == "dont" and self.ends_part(at + 1))
        )
        return _fraction(value, out_of, first, at + 1) if is_part else None

    def _is_of_whole(self, at: int) -> bool:
        """Return whether a part is one of what stands behind: «des migrants», but not «d'heure» or «d'un million»."""
        of, at = self.key(at), at + 1
        while self.key(at) in BEFORE_NOUN:
            at += 1
        word = self.word(at)
        is_year = (
            at < len(self.run) and self[at].text.isdecimal() and len(self[at].text) == 4 and of in ("de", "d'", "of")
        )
        is_number = word is not None and word.kind not in ("one", "ten", "hundred")
        return (
            of in OF
            and at < len(self.run)
            and self[at].kind != "sign"
            and self.key(at) not in TIME
            and not (is_year or is_number)
        )

    def _arabic_fraction(self, at: int) -> Written | None:
        """Return the Arabic fraction at a token: ثلث المهاجرين، ثلثاهم، ثلاثة أرباع المهاجرين."""
        key, behind = self.key(at), self.key(at + 1)
        is_definite = behind.startswith("ال") and len(behind) > 3 and not self.word(at + 1)
        is_whole = is_definite and behind not in FINALS and behind[2:] not in TIME
        if (out_of := PLURALS.get(key)) is not None:
            number = self.word(at - 1)
            return (
                _fraction(number.value, out_of, at - 1, at + 1)
                if is_whole and number and number.kind == "one"
                else None
            )
        if part := self._of_all(at):
            return _fraction(*part, at, at + 1)
        part = _arabic_part(key)
        if not part or not (is_whole or key.endswith(SUFFIXES)):
            return None
        return _fraction(*part, at, at + 1)

    def _of_all(self, at: int) -> tuple[Decimal, Decimal] | None:
        """Return the part of all that is meant which a word with its article says behind a hedge: «أكثر من الثلثين»."""
        before = self.key(at - 1) if at else ""
        more = before == "من" and self.key(at - 2).lstrip("وفبل") in MORE_OR_LESS
        if not self.key(at).startswith("ال") or not (more or before.lstrip("وفبل") in ABOUT):
            return None
        behind = (self.key(at + 1), self.key(at + 2))
        return (
            None
            if behind[0].startswith("ال") or behind[1].removeprefix("ال") in TIME
            else ARABIC_PARTS.get(self.key(at)[2:])
        )

    def _slashed(self, at: int) -> Written | None:
        """Return a fraction in digits before what it is a part of, or at the end of a text: 1/3 des, 3/4."""
        written = SLASHED.fullmatch(self[at].text)
        ends = at + 1 == len(self.run) or self.key(at + 1) in (*OF, "من", "(") or self._is_noun(at + 1)
        if not written or not ends or self.key(at - 1) in NO_SHARES:
            return None
        return _fraction(Decimal(written["value"]), Decimal(written["out_of"]), at, at + 1, in_digits=True)

    def _of_pairs(self, numbers: Sequence[Written]) -> Iterator[Written]:
        """Yield the fractions of two numbers: neuf migrants sur dix, un sur trois, 9 من كل 10."""
        for place, whole in enumerate(numbers):
            at = self._out_of(whole)
            if at is None or whole.value is None:
                continue
            one = numbers[place - 1] if place else None
            window = range(at - 1, max(-1, at - 2 - BETWEEN), -1)
            near = list(takewhile(lambda token: self._is_thing(token), window))
            following = numbers[place + 1] if place + 1 < len(numbers) else None
            if following and self._is_told_later(at, whole, following):
                found = _fraction(following.value or Decimal(0), whole.value, at, following.end, following.in_digits)
            elif one and one.value is not None and 0 <= at - one.end <= min(BETWEEN, len(near)):
                found = _fraction(one.value, whole.value, one.first, whole.end, one.in_digits)
            else:
                first = next((token for token in near if self.key(token) in ("un", "une")), None)
                alone = self.word(at - 1)
                first = at - 1 if alone and alone.arabic and alone.value == 1 else first
                found = None if first is None else _fraction(Decimal(1), whole.value, first, whole.end)
            if found:
                yield found

    def _is_told_later(self, at: int, whole: Written, part: Written) -> bool:
        """Return whether a sentence begins with a whole and then tells its part: «من كل عشرة قاصرين، تسعة مغاربة»."""
        between = [token.key for token in self.run[whole.end : part.first]]
        begins = not self._clause_before(at) and self.key(at) == "من"
        return begins and between[-1:] in ([","], ["،"]) and BOUNDARIES.isdisjoint(between[:-1])

    def _out_of(self, whole: Written) -> int | None:
        """Return the token at which words begin that make a number a whole: «sur», «من كل», «من بين كل»."""
        before = whole.first - 1
        if self.key(before) == "sur":
            return before if self.ends_part(whole.end) else None
        if self.key(before) == "كل" and "من" in (self.key(before - 1), self.key(before - 2)):
            return before - 1 - (self.key(before - 1) == "بين")
        return None

    def _is_thing(self, at: int) -> bool:
        """Return whether a token may stand between a number and what it is out of: a noun with its words, no number."""
        return self.is_word(at) and (self.key(at) in ("un", "une") or not self.word(at))

    def ends_part(self, at: int) -> bool:
        """Return whether no noun stands at a token, of which a number before would count some: «sur trois bateaux»."""
        key = self.key(at)
        is_sign = self[at].kind == "sign" and key != "%"
        if not key or is_sign or key in STOPS or key.endswith(("é", "ée", "és", "ées")):
            return True
        is_verb = self.is_word(at) and len(key) > 2 and key.endswith(("e", "t")) and self[at].text.islower()
        return is_verb and not self.word(at) and key not in UNITS

    def _factor(self, at: int) -> Written | None:
        """Return the factor that a verb says by itself, or «مرتين» behind one that multiplies."""
        key, behind = self.key(at), self.key(at + 1)
        value = FACTORS.get(key, Decimal(2))
        if key in FACTORS:
            participle = key.endswith(("é", "ée", "és", "ées"))
            said = not participle or any(self.key(place) in AUXILIARIES for place in range(at - NEAR, at))
            said = said and (behind not in OVERTAKEN or self.key(at + 2) in DOUBLES)
        elif key in TWICE:
            said = self.is_multiplied(at)
        elif key in TWICE_OF:
            said = behind in AMOUNTS
        elif key in HALVED or key == "moitié":
            return self._halved(at)
        else:
            said = key in DOUBLE and any(self.key(place) == "الي" for place in range(at - NEAR, at))
        more = self.key(at + 2) if behind == "et" else behind
        said = said and more not in PARTS_MORE  # «مرتين ونصفا», «triplé et demi»
        return Written(value, at, at + 1, form=Form.FACTOR) if said else None

    def _halved(self, at: int) -> Written | None:
        """Return by what something was divided: «réduit de moitié», «تراجعت إلى النصف»; not «في النصف الأول»."""
        said = self.key(at - 1) == ("de" if self.key(at) == "moitié" else "الي") and not self._is_noun(at + 1)
        fell = any(self.key(place) in LESS for place in self._clause_before(at - 1))
        out_of = HALVED.get(self.key(at), Decimal(2))
        return Written(Decimal(1), at, at + 1, form=Form.FACTOR, out_of=out_of) if said and fell else None
