"""Quantities of Arabic and French text: each number, what it measures, and how precisely the words around it state it.

`number_words` reads the number. What is no quantity is left out: years, days, hours, ages, durations, ordinals, numbers
of laws and names (Covid-19). Two numbers that bound a range are one quantity with an `upper` bound.

How precision is decided. All words are in `quantities.toml`. To the left, hedges are gathered as far as words of a
closed class stand between (articles, prepositions, pronouns, nouns of number: «يناهز عددهم 300»); Arabic may have its
subject between a verb and its number. To the right, a hedge may follow the noun and its adjectives («300 migrants
environ»). A negation before a hedge turns it round: «لا يقل عن» is a minimum. Nouns and verbs, which are an open class,
change nothing; so a number is `exact` beside them. It is not where a word might change it that nobody has listed: an
adverb (-ment, tanwin), a comparative (أفعل من), a verb in the present with على or عن, a verb before «les 300», a
negation, a modal, a conditional, an alternative, a bound or a denial farther before, a whole that it may be a part of,
an average that is spoken of. Its precision then is None: unreadable, never `exact`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain, product, takewhile
from typing import NamedTuple

from . import date_words, number_forms, number_words
from .cache import remembered
from .date_words import Sort
from .number_forms import AMOUNTS, BY, DIVIDED, MULTIPLIED, PARTS_MORE, is_multiplied
from .number_words import GLUED, VOCABULARY, Form, Token, Written, fold, number_word, word_at


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
DATING = ("سنه", "عام", "يوم")  # before a number they begin a date
REACH = 8  # how many words, on either side, may say how precise a number is
ASIDE, SENTENCE = 14, 25  # how many words a clause between commas may have, and what a number is asked of before it
BOUNDARIES = frozenset('.;:!?؟؛«»"“”…)[]{}|/\n')
ONE_MARK = re.compile(r"[0-9]+[.,][0-9]+")
COMMAS = frozenset({",", "،"})
CLAUSE_ENDS = BOUNDARIES | COMMAS
MINUS, PLUS = ("-", "−", "–"), ("+",)
REMEMBERED = 2**16

Phrase = tuple[str, ...]


def _expanded(phrase: str) -> Iterator[Phrase]:
    """Yield a phrase of the vocabulary with each of its alternatives, as keys of tokens."""
    for words in product(*(word.split("|") for word in phrase.split())):
        plain = all(map(str.isalpha, words))
        yield tuple(map(fold, words) if plain else (token.key for token in number_words.split(" ".join(words))))


def _table(groups: Iterable[tuple[str, Iterable[str]]], index: int) -> dict[str, list[tuple[Phrase, str]]]:
    """Return phrases and what they say by their first word (0) or their last (-1), the longest first."""
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for meaning, phrases in groups:
        for phrase in phrases:
            for keys in _expanded(phrase):
                found.setdefault(keys[index], []).append((keys, meaning))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _set(section: str, name: str) -> frozenset[str]:
    """Return the words of a list of the vocabulary."""
    words = VOCABULARY[section][name]
    return frozenset(fold(form) for word in ([words] if isinstance(words, str) else words) for form in word.split("|"))


BEFORE, OPENING = (_table(VOCABULARY["hedges"]["before"].items(), index) for index in (-1, 0))
AFTER = _table(VOCABULARY["hedges"]["after"].items(), 0)
MEASURES = _table(VOCABULARY["measures"].items(), 0)
CHANGE_AFTER = _table(((name, VOCABULARY["change"][f"after_{name}"]) for name in ("up", "down")), 0)
CHANGE_BEFORE = _table(((name, VOCABULARY["change"][f"before_{name}"]) for name in ("up", "down")), -1)
SKIPPED, NUMBER_NOUNS, DENIES, MODAL = (_set("context", name) for name in ("skipped", "counted", "denies", "modal"))
FORECAST, PLANS, TURNS, NO_FUTURE = (_set("context", name) for name in ("forecast", "plans", "turns", "no_future"))
NO_ARABIC_FUTURE = tuple(_set("context", "no_arabic_future"))
REFUTES = _table([("refuted", VOCABULARY["context"]["refutes"])], 0)
AWAITS = _set("context", "awaits")  # with «s'» or «أن»
TURNS_CLAUSE = TURNS - {"غير"}  # which negates an adjective, too
FUTURE = ("ront", "ttra", "îtra", "mpra", "era", "ira", "dra", "rra", "vra", "aura", "clura", "rá", "rán")
CONDITIONAL = tuple(f"{stem}{end}" for stem in ("e", "i", "d", "r", "v", "au", "clu") for end in ("rait", "raient"))
NO_CONDITIONAL = _set("context", "no_conditional")
INFINITIVE = ("er", "ir", "re", "oir")
STILL, VERBS, ADVERBS, FIRMLY = (_set("context", name) for name in ("still", "verbs", "adverbs", "firmly"))
FAR_VERBS, OWN_WAW = _set("context", "far_verbs"), tuple(_set("context", "own_waw"))
NEUTRAL_VERBS = _set("context", "neutral_verbs")
UP, DOWN, MOVES, EITHER, INTRODUCES = (_set("change", name) for name in ("up", "down", "moves", "either", "introduces"))
NAME_BEFORE, BEFORE_YEAR, BEFORE_DAY = (_set("names", name) for name in ("before", "year", "day"))
MAKES = _set("names", "makes")
SEVERAL_YEARS = _set("names", "years")
DEFINITE_NAMES = _set("names", "definite")
ORDINALS, ORDINAL_ENDINGS = _set("names", "ordinals"), _set("measures", "ordinal")
DETERMINERS, NO_NOUNS = _set("context", "determiners"), _set("context", "no_nouns")
AFTER_DENIAL = frozenset(("encore", "ان", "يكن", "تكن"))  # «pas encore», «دون أن», «لم يكن»
TURNED = {"more": "most", "less": "least", "reach": "less", "unsure": "less"}
MEANINGS = {
    "about": Precision.ABOUT, "more": Precision.MORE_THAN, "least": Precision.AT_LEAST, "less": Precision.LESS_THAN,
    "most": Precision.AT_MOST, "reach": Precision.EXACT,
}  # fmt: skip
RANGE_SIGNS = frozenset({"-", "–", "à", "الي", "to", "a"})
BETWEEN = frozenset({"entre", "بين", "between"})
ALTERNATIVE = frozenset({"ou", "او", "voire", "sinon", "sur", "or", "o"})
LINKS = frozenset(
    [
        "et",
        "و",
        ",",
        "،",
        "au",
        "à",
        "-",
        "–",
        "الي",
        "ou",
        "le",
        "او",
        "puis",
        "ثم",
        "du",
        "des",
        "/",
        "حتي",
        "بين",
        "and",
        "to",
        "y",
        "a",
        "al",
    ]
)
JOINS = ALTERNATIVE | {"et", "و", "and", "y"}
MILLION = 10**6
SPREAD = frozenset(
    map(fold, ("يتراوح", "تتراوح", "تراوح", "تراوحت", "varie", "varient", "oscille", "oscillent", "allant"))
)
SEVERAL = frozenset(map(fold, ("des", "plusieurs", "quelques", "عدة", "several", "varias", "varios")))
BEFORE_SEVERAL = {"des": [entry for entry in BEFORE.get("des", ()) if len(entry[0]) > 1]}
MEAN = frozenset(map(fold, ("moyenne", "بمعدل", "معدل", "كمعدل", "متوسط", "بمتوسط", "المتوسط", "average", "media")))
DENIED_FROM_AFAR = frozenset(("لم", "ولم", "لن", "ولن"))
MEANS = MEAN | {"moyen"}
SEA = fold("المتوسط")  # and the average
RATES = _set("context", "rates")
TENS_OF = frozenset(map(Decimal, (*range(2, 11), 100, 1000)))  # of as many a share is told: «sur dix»
A_PLACE = frozenset(("une", "la", "en", "l'", "d'", "cette", "forte", "légère", "nette", "un", "le", "ce", "fort"))
IN_HEAPS = frozenset(("par", "en", "aux", "au", "à", "pas", "moins", "presque"))  # «arrivés par centaines»
TIMES = frozenset(keys for keys, meaning in chain(*MEASURES.values()) if meaning == "times")
OF_ORDER = frozenset(("de", "d'", "of", "من"))
MULTIPLES = fold("أضعاف")
HIJRI = frozenset(map(fold, ("ه", "هـ", "هجرية", "هجري", "للهجرة")))
BOAT = frozenset((fold("قارب"),))  # a verb where a noun of number follows
FACTOR = frozenset(("facteur", "factor"))
TIMES_AS = frozenset(("plus", "moins", "supérieur", "supérieure", "supérieurs", "supérieures"))
RESULT = frozenset(["soit", "اي"])  # before what a change comes to
MONEY_SIGNS = frozenset(["€", "$", "£", "mdh", "mmdh", "mddh", "kdh", "mda"])
PARTS_OF, SHARES, PART_NOUNS, STEPS = (_set("measures", name) for name in ("parts_of", "shares", "part_nouns", "steps"))
STOPS, NO_VERBS = _set("context", "stops"), _set("context", "no_verbs")


@lru_cache(REMEMBERED)
def _unglued(key: str) -> Phrase:
    """Return an Arabic word, and what it is without a conjunction and a preposition, or the sign of the future."""
    if not "ء" <= key[:1] <= "ي" or len(key) < 4:
        return (key,)
    forms = [key]
    for glued in ("وف", "بلك"):
        if forms[-1][0] in glued and len(forms[-1]) > 3:
            forms.append(forms[-1][1:])
    return (*forms, forms[-1][1:]) if _is_arabic_future(forms[-1]) else tuple(forms)


@lru_cache(REMEMBERED)
def _is_arabic_future(key: str) -> bool:
    """Return whether an Arabic word without a conjunction is a verb of the future: «سيبلغ», but not «سيارة»."""
    is_one = len(key) > 3 and key.startswith(("سي", "ست")) and not key.startswith(NO_ARABIC_FUTURE)
    return is_one and key not in NO_FUTURE and not number_word(key)


@lru_cache(REMEMBERED)
def _is_conditional(key: str) -> bool:
    """Return whether a French word is a verb by which a paper vouches for nothing: «compterait»."""
    return key.endswith(CONDITIONAL) and key not in NO_CONDITIONAL


@lru_cache(REMEMBERED)
def _forms(key: str) -> tuple[str, ...]:
    """Return a word, and what it is without what Arabic glues to it."""
    forms = _unglued(key)
    if forms[-1].startswith("ال"):
        return (*forms, forms[-1][2:])
    return (*forms, key[2:]) if key.startswith("لل") else forms


def _any(key: str, words: frozenset[str]) -> bool:
    return any(form in words for form in _forms(key))


@cache
def _months() -> frozenset[str]:
    """Return the names of months as the lists of dates have them; of an Arabic one in several words the first."""
    named = ((phrase, sorts) for phrases in date_words.entries().values() for phrase, sorts in phrases.items())
    months = (phrase for phrase, sorts in named if not sorts.keys().isdisjoint((Sort.MONTH, Sort.HIJRI)))
    return frozenset(words[0] for words in months if len(words) == 1 or not words[0].isascii())


def _is_month(key: str) -> bool:
    return any(date_words.fold(form) in _months() for form in _forms(key))


def _is_verb(key: str) -> bool:
    """Return whether a word is an Arabic verb that bounds a number: «قارب», but not «القارب»."""
    return any(form in VERBS for form in _unglued(key))


@lru_cache(REMEMBERED)
def _signal(key: str) -> str:
    """Return what a word says of the numbers of its sentence: that another clause begins, or that it «refutes» them,
    «foresees» or, before an infinitive, «plans» them; nothing where it does not.
    """
    forms = _unglued(key)
    for words, meaning in ((TURNS, "turn"), (REFUTES, "refutes"), (PLANS, "plans"), (AWAITS, "awaits")):
        if any(form in words for form in forms):
            return meaning
    if "ء" <= key[:1] <= "ي":
        future = any(map(_is_arabic_future, forms))
    else:
        future = len(key) > 3 and key.endswith(FUTURE) and key not in NO_FUTURE
    return "foresees" if future or _any(key, FORECAST) else ""


class Hit(NamedTuple):
    """What a phrase says, and its tokens [first, end)."""

    meaning: str
    first: int
    end: int


class Found(NamedTuple):
    """A number with its measure, the first token of it, its sign and what is glued to it, and the token behind."""

    written: Written
    lead: int
    end: int
    value: Decimal | None
    measure: Measure
    is_signed: bool
    out_of: Decimal | None = None


class _Reader:
    """Reads the quantities of one text."""

    def __init__(self, text: str) -> None:
        self.run = number_words.split(text)
        self.numbers = number_forms.with_forms(self.run, number_words.all_written(self.run))
        self.starts = {number.first for number in self.numbers}
        self.inside = {at for number in self.numbers for at in range(number.first, number.end)}
        self.hedged: dict[tuple[int, int], tuple[list[str], int]] = {}  # what `_hedges` found
        self.may_multiply = any(token.key in BY or token.key in FACTOR for token in self.run)
        keys = {token.key for token in self.run}
        self.may_bound = any(key in FAR_VERBS or _is_verb(key) for key in keys)
        self.may_deny = not DENIED_FROM_AFAR.isdisjoint(keys)
        self.may_average = any(_any(key, MEANS) for key in keys)
        self.names = self._named() if self.numbers else []
        counts = (number for number, is_name in zip(self.numbers, self.names, strict=True) if not is_name)
        self.counted = {at for number in counts for at in range(number.first, number.end)}
        self.shared = self._shared()

    def key(self, at: int) -> str:
        """Return the form of a token for looking up; nothing where there is none."""
        return self.run[at].key if 0 <= at < len(self.run) else ""

    def is_word(self, at: int) -> bool:
        """Return whether a token is there and a word."""
        return 0 <= at < len(self.run) and self.run[at].kind == "word"

    def is_glued(self, at: int) -> bool:
        """Return whether a token is there and stands against the one before it."""
        return 0 < at < len(self.run) and self.run[at].glued

    def before(self, table: dict[str, list[tuple[Phrase, str]]], at: int, least: int = 0) -> Hit | None:
        """Return the longest phrase of a table that ends at a token and begins at `least` or later."""
        if at < least:
            return None
        for form in _unglued(self.run[at].key):
            for keys, meaning in table.get(form, ()):
                first = at - len(keys) + 1
                if first < least or (len(keys) > 1 and form != self.run[at].key):
                    continue
                middle = all(self.run[first + place].key == keys[place] for place in range(1, len(keys)))
                if (middle or len(keys) == 1) and keys[0] in _unglued(self.run[first].key):
                    return Hit(meaning, first, at + 1)
        return None

    def after(self, table: dict[str, list[tuple[Phrase, str]]], at: int) -> Hit | None:
        """Return the longest phrase of a table that begins at a token."""
        for keys, meaning in table.get(self.key(at), ()):
            if tuple(token.key for token in self.run[at : at + len(keys)]) == keys:
                return Hit(meaning, at, at + len(keys))
        return None

    # What is a name, a date or a duration

    def _named(self) -> list[bool]:
        """Return of each number whether it is no quantity; those that are linked to one to the right are as it is."""
        named = [False] * len(self.numbers)
        for place in reversed(range(len(self.numbers))):
            number = self.numbers[place]
            named[place] = (
                self._is_name(number)
                or self._is_title(number)
                or self._is_day(number)
                or self._is_time(number)
                or self._is_year(place)
            )
            if not named[place] and place + 1 < len(named) and named[place + 1]:
                following = self.numbers[place + 1]
                named[place] = self._is_linked(number, following) and self._is_alike(number, following)
        for place in range(1, len(named)):  # articles 12 et 13; 2022 et 2023
            if not named[place] and named[place - 1] and self._is_linked(self.numbers[place - 1], self.numbers[place]):
                last = self.numbers[place - 1]
                named[place] = self._is_alike(last, self.numbers[place]) and not self.is_word(self.numbers[place].end)
        return named

    def _is_linked(self, one: Written, other: Written) -> bool:
        """Return whether nothing but links stands between two numbers."""
        between = [token.key for token in self.run[one.end : other.first]]
        return 0 < len(between) < 4 and all(key in LINKS for key in between)

    @staticmethod
    def _is_alike(one: Written, other: Written) -> bool:
        """Return whether two numbers may both be days, or both years or numbers of articles."""
        return one.value is not None and other.value is not None and (one.value < 1000) == (other.value < 1000)

    def _is_name(self, number: Written) -> bool:
        """Return whether a number is of a name: G7, Covid-19, article 42, Six-Fours, 20e, vingt-cinquième, 3 fois."""
        first, end = number.first, number.end
        if number.form is not Form.NUMBER or self._is_times(number):
            return False
        if self.is_glued(first):
            before = self.run[first - 1]
            if before.kind == "word" and not "ء" <= before.key[:1] <= "ي" and not before.text.endswith(("'", "’")):
                return True
            compound = before.text in (*MINUS, ".") and before.glued and self.is_word(first - 2)
            if compound and not number_word(self.key(first - 2)) and not GLUED.fullmatch(self.key(first - 2)):
                return True
        hyphen = self.key(end) in MINUS and self.is_glued(end) and self.is_glued(end + 1) and self.is_word(end + 1)
        if hyphen or (self.is_glued(end) and self.is_word(end) and self.run[end].text.isupper() and end - first == 1):
            return True
        if self.key(end) in ORDINAL_ENDINGS and (self.is_glued(end) or self.key(end) == "er"):
            return True
        at = first - 1
        while self.key(at) in ("°", "º", ".", ":", "les", "ال"):
            at -= 1
        word = word_at(self.run, first)
        ordinal = not number.in_digits and self.key(at) in ORDINALS
        ordinal = ordinal or bool(word and word.definite and _any(self.key(at), DEFINITE_NAMES))
        made = _any(self.key(at), MAKES) and (not self.is_word(end) or self.key(end) in STOPS)
        return made or ordinal or _any(self.key(at), NAME_BEFORE) or self._measure_at(end) == "times"

    def _is_title(self, number: Written) -> bool:
        """Return whether a number and the noun before it stand alone between quotation marks: «اليوم 24», «Le 360»."""
        alone = self.key(number.end) == "»" and self.key(number.first - 2) == "«"
        return alone and (self.key(number.first - 1).startswith("ال") or self.run[number.first - 1].text.istitle())

    def _is_day(self, number: Written) -> bool:
        """Return whether a number is a day: before its month, or behind «le», the day of a week, «يوم»."""
        if number.value is None or not number.in_digits or number.value > 31 or number.end - number.first > 1:
            return False
        end = number.end + (self.key(number.end) in ("er", "من"))
        follows = _is_month(self.key(end)) and (end == number.end or self.key(number.end) != "من" or number.value < 32)
        return follows or (self.key(number.first - 1) in BEFORE_DAY and not self._counts_on_a_day(number))

    def _counts_on_a_day(self, number: Written) -> bool:
        """Return whether a noun behind a number is what it counts on the day of a week: «mercredi 13 migrants»."""
        noun = self.key(number.end)
        is_noun = noun.endswith("ا" if "ء" <= noun[:1] <= "ي" else "s") and noun not in STOPS | NO_NOUNS
        return self.key(number.first - 1) not in ("le", "يوم") and self.is_word(number.end) and is_noun

    def _is_time(self, number: Written) -> bool:
        """Return whether a number is of years, days or hours: «25 ans», «neuf premiers mois», «الأشهر التسعة».

        Not so where the word dates the number: «8412 سنة 2022», «محركين يوم 4 نونبر».
        """
        end = number.end
        if number.form is not Form.NUMBER:
            return False  # which knows itself what it is of
        noun = word_at(self.run, number.first)
        dated = self.key(end) in DATING and end + 1 < len(self.run) and self.run[end + 1].kind == "number"
        if dated or (noun and noun.kind == "two"):
            return False
        if self.key(end) in ("premiers", "premières", "derniers", "dernières", "prochains", "prochaines", "autres"):
            end += 1
        if self._measure_at(end + (self.key(end) in ("de", "d'"))) == "time":
            return True
        earlier = self.run[number.first - 1] if number.first else None
        if not earlier or earlier.kind != "word":
            return False
        bare = _forms(earlier.key)[-1]
        definite = earlier.key != bare and (word := word_at(self.run, number.first)) and word.definite
        return bare == "ساعه" or bool(definite and ((bare,), "time") in MEASURES.get(bare, ()))

    def _is_year(self, place: int) -> bool:
        """Return whether a number is a year: behind a word that announces one, or between a noun and no other noun."""
        number = self.numbers[place]
        at = number.first - 1
        if self._is_hijri(number):
            return True
        if not self._looks_like_year(number) or self._ends_pair(place):
            return False
        key, following = self.key(at), self.key(number.end)
        goes_on = self.is_word(number.end) and len(following) > 3 and following not in number_words.PARTICLES
        if (key == "(" and following == ")") or self._is_among_years(place, goes_on):
            return True
        if (
            key in ("من", "de", "d'")
            and not goes_on
            and not self.before(BEFORE, at)
            and not self.before(BEFORE, at - 1)
        ):
            return True
        if key in ("l'", "de", "à", "ل", "ب", "مع", "و", "d'", "-", "/", "ال", "من") and at:
            key = self.key(at - 1)
        if _any(key, BEFORE_YEAR) or _is_month(key):
            return True
        return self.is_word(at) and not goes_on and not self.before(BEFORE, at) and self.key(at) not in SKIPPED

    def _is_hijri(self, number: Written) -> bool:
        """Return whether a number is a year of the Hijri calendar: «رمضان 1445», «1445 ه»."""
        text = self.run[number.first].text
        if not (text.isdecimal() and len(text) == 4 and text[:2] in ("13", "14")):
            return False
        return _is_month(self.key(number.first - 1)) or self.key(number.end) in HIJRI

    def _looks_like_year(self, number: Written) -> bool:
        text = self.run[number.first].text
        return text.isdecimal() and len(text) == 4 and text[:2] in ("19", "20") and number.end == number.first + 1

    def _ends_pair(self, place: int) -> bool:
        """Return whether a number that may be a year ends a pair whose first number is none: «بين 1500 و2000»."""
        if not place or not self._is_linked(one := self.numbers[place - 1], other := self.numbers[place]):
            return False
        is_list = any(token.key in COMMAS for token in self.run[one.end : other.first])
        return not is_list and self._is_alike(one, other) and not self._looks_like_year(one)

    def _is_among_years(self, place: int, goes_on: bool) -> bool:
        """Return whether a number that may be a year is linked to another such: «2019 à 2023».

        Where a noun follows, a word before them must say that they are years: «سنتا 2018 و2019».
        """
        pairs = [self.numbers[at : at + 2] for at in (place - 1, place) if at >= 0]
        return any(
            len(pair) == 2
            and all(map(self._looks_like_year, pair))
            and self._is_linked(*pair)
            and (not goes_on or self._is_hyphenated(*pair) or _any(self.key(pair[0].first - 1), SEVERAL_YEARS))
            for pair in pairs
        )

    def _is_hyphenated(self, one: Written, other: Written) -> bool:
        """Return whether nothing but a sign stands between two numbers: 2021-2027."""
        return other.first == one.end + 1 and self.is_glued(one.end) and self.is_glued(other.first)

    # What a number measures

    def _multiplies(self, number: Written) -> str:
        """Return the sign of the factor that a number is: behind «multiplié par», before «fois plus»; or nothing."""
        if number.form is not Form.NUMBER or number.order is not None:
            return ""
        if self._is_times(number):
            return "÷" if self.key(number.first - 1) == "÷" or self.key(number.end + 1) == "moins" else "×"
        if not self.may_multiply:
            return ""
        _, at = self._hedges(number.first, 0)
        if self.key(at) in FACTOR:
            return "×"
        if self.key(at) not in BY or self._measure_at(number.end) in ("percent", "money", "time", "size"):
            return ""
        window = takewhile(lambda place: self.key(place) not in CLAUSE_ENDS, range(at - 1, max(-1, at - REACH), -1))
        said = (self.key(place) for place in window)
        return next(("÷" if key in DIVIDED else "×" for key in said if key in MULTIPLIED | DIVIDED), "")

    def _is_times(self, number: Written) -> bool:
        """Return whether a number says how many times as many: ×3, «trois fois plus», «تضاعف ثلاث مرات»."""
        first, end = number.first, number.end
        if self._measure_at(end) != "times":
            return self.is_glued(first) and self.key(first - 1) in ("×", "÷")
        following = self.key(end + 1)
        as_many = self.key(end) == MULTIPLES and (following in AMOUNTS or following.startswith("ال"))
        compared = (self.key(end) == "fois" and following in TIMES_AS) or (as_many and self.key(first)[:1] != "ب")
        return (compared or is_multiplied(self.run, first)) and following not in PARTS_MORE

    def _measure_at(self, at: int) -> str:
        hit = self.after(MEASURES, at)
        return hit.meaning if hit else ""

    def _lead(self, number: Written, least: int) -> tuple[int, str]:
        """Return where the tokens of a number begin, with what is glued to it and its sign, and that sign."""
        lead, sign = number.first, ""
        if self.is_glued(lead) and self.is_word(lead - 1) and GLUED.fullmatch(self.key(lead - 1)):
            lead -= 1
        if self.key(lead - 1) in ("%", "×", "÷") and lead > least and number.in_digits:
            lead -= 1
        if number.order is not None and self.key(lead - 1) in SEVERAL:
            lead -= not self.before(BEFORE_SEVERAL, lead - 1, least)
        at, opening = lead - 1, self.key(lead - 2) in ("(", "[", "«")
        is_sign = at >= least and self.key(at) in (*MINUS, *PLUS) and number.in_digits
        apart = not self.is_glued(at) or bool(GLUED.fullmatch(self.key(at - 1)))
        if is_sign and (opening or (self.is_glued(lead) and apart)):
            lead, sign = at, "+" if self.key(at) in PLUS else "-"
        if self.is_glued(lead) and self.is_word(lead - 1) and GLUED.fullmatch(self.key(lead - 1)):
            lead -= 1
        return lead, sign

    def _measured(self, number: Written, least: int) -> Found:
        """Return a number with its measure; a difference («300 de plus») is a count of a doubtful sign."""
        lead, sign = self._lead(number, least)
        if number.form is not Form.NUMBER:
            return self._formed(number, lead, sign, least)
        if multiplied := self._multiplies(number):
            one, whole = (number.value, None) if multiplied == "×" else (Decimal(1), number.value)
            return Found(number, lead, number.end, one, Measure.FACTOR, bool(sign), whole)
        measure, end = self._measure(number, lead, least)
        value = None if self._measure_at(number.end) == "per_mille" else number.order or number.value
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
        clause = takewhile(self._goes_on, range(end, min(len(self.run), end + REACH)))
        behind = (hit.meaning for place in clause if (hit := self.after(AFTER, place)))
        return "mean" in (*self._hedges(lead, least)[0], *behind)

    def _share(self, number: Written, value: Decimal) -> Decimal:
        """Return a share as it is meant: of `4,175 %` the comma is decimal."""
        text = self.run[number.first].text
        is_decimal = number.end == number.first + 1 and ONE_MARK.fullmatch(text)
        return Decimal(text.replace(",", ".")) if is_decimal else value

    def _change(self, lead: int, end: int, least: int, is_count: bool = False) -> str:
        """Return which way the words around a percentage say that something changed; nothing where they do not."""
        behind = end + (is_count and self.is_word(end) and end not in self.inside and self.key(end) not in STOPS)
        hit = self.after(CHANGE_AFTER, end) or self.after(CHANGE_AFTER, behind)
        if hit := hit or self.before(CHANGE_BEFORE, lead - 1, least):
            return hit.meaning
        _, nearest = self._hedges(lead, least)
        between = [self.key(at) for at in range(nearest + 1, lead + 1)]
        if between[:1] in (["de"], ["من"]) and self.key(end) in ("à", "الي") and end + 1 in self.starts:
            return ""  # which the pair says
        moves = self.key(nearest) in MOVES and between[:1] in (["de"], ["من"])
        if moves or any(key in ("à", "الي") for key in between):
            return ""  # a level: «ramené à 15 %», «passé de 12 % à 15 %»
        introduced = any(key in INTRODUCES or key[:1] == "ب" for key in between)
        for at in range(nearest, max(least, nearest if is_count else lead - 1 - REACH) - 1, -1):
            key = self.key(at)
            if key in BOUNDARIES or key in (",", "،", "qui", "dont", "التي", "الذي"):
                break
            if meaning := self._moves(key):
                if introduced or (at == nearest and (not is_count or key[0] == "ب")):
                    return meaning
                break
            introduced = introduced or key in INTRODUCES
        return "" if is_count else self._change_of_sentence(nearest, end, introduced)

    @staticmethod
    def _moves(key: str) -> str:
        """Return which way a word says that something changed; nothing where it does not."""
        for words, meaning in ((UP, "up"), (DOWN, "down"), (EITHER, "either")):
            if _any(key, words):
                return meaning
        return ""

    def _change_of_sentence(self, nearest: int, end: int, introduced: bool) -> str:
        """Return what a percentage is that stands farther from a change: of it behind «soit de», else it is unclear.

        One of which the words say that it is a part of something is a share.
        """
        if self.key(end) in PARTS_OF or any(self.key(at) in SHARES for at in range(nearest, max(-1, nearest - 4), -1)):
            return ""
        is_step = self.key(nearest + 1) in STEPS
        window = takewhile(lambda at: self.key(at) not in BOUNDARIES, range(nearest, max(-1, nearest - SENTENCE), -1))
        found = {meaning for at in window if (meaning := self._moves(self.key(at)))}
        told = len(found) == 1 and introduced and self.key(nearest) in RESULT
        return found.pop() if told else "unclear" if found or is_step else ""

    # How precisely it is stated

    def _hedges(self, lead: int, least: int) -> tuple[list[str], int]:
        """Return what the words before a number say of it, and the first token to the left that says nothing."""
        if (lead, least) not in self.hedged:
            self.hedged[lead, least] = self._read_hedges(lead, least)
        return self.hedged[lead, least]

    def _read_hedges(self, lead: int, least: int) -> tuple[list[str], int]:
        found, at, denied, particle = list[str](), lead - 1, False, ""
        while at >= max(least, lead - REACH):
            key = self.key(at)
            if hit := self.before(BEFORE, at, least):
                at = hit.first - 1
                turned = denied or self._is_turned(at)
                found.append(self._said(hit, turned))
                if turned and not denied:
                    at -= 2 if self.key(at) in AFTER_DENIAL else 1
                denied = False
            elif key in ("pas", "guère", "jamais"):
                denied, at = True, at - 1
            elif key in SKIPPED or _any(key, NUMBER_NOUNS):
                particle = particle or (key if key in ("عن", "علي", "الي", "من", "ب") else "")
                at -= 1
            else:
                break
        if not found:
            found, at = self._hedges_from_afar(at, particle, least)
        if denied or (found and _any(self.key(at), PART_NOUNS)):  # «la moitié environ des 300»
            found.append("none")
        return found, at

    def _said(self, hit: Hit, turned: bool) -> str:
        """Return what a hedge says, which a word before it may turn round; «none» where that may be so from afar."""
        by_how_much = self.key(hit.first) in FAR_VERBS and self.key(hit.end) in (
            "de",
            "d'",
        )  # «dépasse de 300 celui de»
        far = not turned and self._is_turned(self._before_aside(hit.first - 1))  # «n'a pas, dit-il, dépassé 300»
        if by_how_much or far:
            return "none"
        return TURNED.get(hit.meaning, "none") if turned else hit.meaning

    def _hedges_from_afar(self, at: int, particle: str, least: int) -> tuple[list[str], int]:
        """Return what words before a number, but not beside it, say of it, and the token before them."""
        if self.key(at) in COMMAS and (mean := self.before(BEFORE, at - 1, least)) and mean.meaning == "mean":
            return ["mean"], mean.first - 1  # «en moyenne, 300 départs»
        if hit := self._verb_first(at, particle, least) or self._beyond_aside(at, particle):
            turned = self._is_turned(hit.first - 1)
            return [TURNED.get(hit.meaning, "none") if turned else hit.meaning], hit.first - 1 - turned
        return [], at

    def _is_turned(self, at: int) -> bool:
        """Return whether the word at a token denies the phrase behind it: «لا», «sans», «دون أن»."""
        at -= self.key(at) in AFTER_DENIAL
        return _any(self.key(at), DENIES) or (self.key(at) in ("دون", "بدون") and self.key(at + 1) == "ان")

    def _verb_first(self, at: int, particle: str, least: int) -> Hit | None:
        """Return the Arabic verb that bounds a number from before its subject: «تجاوز عدد المهاجرين 300».

        Where another clause may stand between, a verb of a number bounds this one or not: it says `none`.
        """
        is_other = False
        for place in range(at, max(least, at - SENTENCE) - 1, -1):
            key, is_numbered = self.key(place), _any(self.key(place + 1), NUMBER_NOUNS)
            is_other = is_other or place < at - REACH
            if not self.is_word(place):
                return None
            far = is_other if _is_verb(key) else _any(self.key(place - 1), DENIES)
            if is_numbered and far:
                return Hit("none", place, place + 1)
            if _is_verb(key) and not is_other and not (_any(key, BOAT) and not is_numbered):
                wanted = [keys for form in _forms(key) for keys in ((form, particle), (form,))]
                said = (meaning for keys in wanted for phrase, meaning in BEFORE.get(keys[-1], ()) if phrase == keys)
                return next((Hit(meaning, place, place + 1) for meaning in said), None)
            is_joined = key[:1] in ("و", "ف") and len(key) > 3 and not _any(key, NUMBER_NOUNS)
            is_other = is_other or (is_joined and not key.startswith(OWN_WAW)) or key in TURNS_CLAUSE
        return None

    def _before_aside(self, at: int) -> int:
        """Return the token before a clause between commas that ends at a token; the token where none does."""
        if self.key(at) not in COMMAS:
            return at
        window = takewhile(lambda place: not self._ends_reach(place), range(at - 1, max(-1, at - ASIDE), -1))
        return next((place - 1 for place in window if self.key(place) in COMMAS), at)

    def _beyond_aside(self, at: int, particle: str) -> Hit | None:
        """Return the hedge between commas before a number, or the one before them: «dépasse, hier, 300»."""
        if (opening := self._before_aside(at) + 1) > at:
            return None
        if (hit := self.before(BEFORE, at - 1, opening + 1)) and hit.first == opening + 1:
            return hit
        place = opening - 1
        if hit := self._cut_hedge(place, at + 1):
            return hit
        if (hit := self.before(BEFORE, place)) and not self.after(AFTER, hit.first):
            return hit  # «plus de, selon l'ONG, 300»
        while self.key(place) in SKIPPED:
            place -= 1
        hit = self.before(BEFORE, place)
        return hit if hit and not self.after(AFTER, hit.first) else self._verb_first(place, particle, 0)

    def _cut_hedge(self, last: int, behind: int) -> Hit | None:
        """Return the hedge of which words stand before and behind a clause: «au-delà, selon l'ONG, de 300»."""
        for first in range(last, max(-1, last - 3), -1):
            size = last + 1 - first
            for keys, meaning in (entry for form in _unglued(self.key(first)) for entry in OPENING.get(form, ())):
                within = all(self.key(first + step) == keys[step] for step in range(1, min(size, len(keys))))
                after = all(self.key(behind + step) == key for step, key in enumerate(keys[size:]))
                if len(keys) > size and within and after:
                    return Hit(meaning, first, last + 1)
        return None

    def _ends_reach(self, at: int) -> bool:
        """Return whether a token ends a sentence or is of a quantity."""
        return self.key(at) in BOUNDARIES or at in self.counted

    def _is_after_far_verb(self, at: int) -> bool:
        """Return whether a verb that may bound a number stands farther before it: an Arabic one before a comma, or a
        French one in its clause.
        """
        window = takewhile(lambda place: not self._ends_reach(place), range(at - 1, max(-1, at - SENTENCE), -1))
        if self.key(at) in COMMAS:
            return any(_is_verb(self.key(place)) or self.key(place) in FAR_VERBS for place in window)
        return any(self.key(place) in FAR_VERBS for place in takewhile(lambda at: self.key(at) not in COMMAS, window))

    def _is_doubtful_from_afar(self, at: int, lead: int) -> bool:
        """Return whether a verb farther before a number may bound or deny it, or say that it is a difference."""
        if self.may_bound and (self._is_after_far_verb(at) or self._is_by_how_much(at, lead)):
            return True
        return self.may_deny and self._is_denied_from_afar(at)

    def _is_denied_from_afar(self, at: int) -> bool:
        """Return whether an Arabic verb that is denied begins the clause of a number, and may deny it."""
        window = takewhile(lambda place: not self._ends_reach(place), range(at, max(-1, at - SENTENCE), -1))
        clause = list(takewhile(lambda place: self.key(place) not in COMMAS and self.key(place) not in TURNS, window))
        is_only = any(self.key(place) in ("سوي", "الا") for place in clause)
        return not is_only and any(self.key(place) in DENIED_FROM_AFAR for place in clause)

    def _is_by_how_much(self, at: int, lead: int) -> bool:
        """Return whether a number says by how much a verb exceeds: «يفوق ما سجل سنة 2022 بـ300 محاولة»."""
        window = takewhile(lambda place: not self._ends_reach(place), range(at, max(-1, at - SENTENCE), -1))
        return self.key(lead)[:1] == "ب" and any(_is_verb(self.key(place)) for place in window)

    def _is_near_mean(self, at: int) -> bool:
        """Return whether an average is spoken of before a number, which may be it: «la moyenne s'établit à 300»."""
        if not self.may_average:
            return False
        window = range(at, max(-1, at - SENTENCE), -1)
        near = takewhile(
            lambda at: (self.key(at) == ":" or self._is_same_sentence(at)) and at not in self.counted, window
        )
        return any(self._speaks_of_mean(place) for place in near)

    def _speaks_of_mean(self, at: int) -> bool:
        """Return whether a word is of an average, and not of the Mediterranean or of a means."""
        key = self.key(at)
        if key == SEA:
            return _any(self.key(at + 1), RATES)
        return _any(key, MEAN) or (key == "moyen" and self.key(at - 1) not in ("au", "un", "le", "ce"))

    def _is_at_sea(self, found: Found) -> bool:
        """Return whether «في المتوسط» beside a number may mean the sea: no word there says of what it is a rate."""
        window = range(max(0, found.lead - REACH), min(len(self.run), found.end + REACH))
        keys = list(map(self.key, window))
        return found.measure is Measure.AVERAGE and SEA in keys and not any(_any(key, RATES) for key in keys)

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
        if number_forms.ends_part(self.run, whole.end):
            return "both"
        return "next" if not self.is_word(before - 1) or self.key(before - 1) in ("que", "et", "car") else ""

    def _after(self, end: int) -> list[str]:
        """Return what the words behind a number, and behind the noun that it counts, say of it."""
        for at in range(end, min(len(self.run), end + REACH)):
            key = self.key(at)
            hit = self.after(AFTER, at)
            if hit and not (
                hit.end == at + 1 and key == "ou" and at > end and hit.end not in self.starts
            ):  # «300 personnes mortes ou disparues»
                behind = hit.end
                while self.key(behind) in SKIPPED:
                    behind += 1
                return [] if behind in self.starts and hit.meaning != "none" else [hit.meaning]
            if at in self.inside or key in BOUNDARIES or key in STOPS:
                return []
            if at > end and key[:1] in ("و", "ف") and len(key) > 3 and at - end > 1:
                return []
        return []

    def _is_doubtful(self, at: int, lead: int, least: int) -> bool:
        """Return whether a word before a number, where no hedge is known, may be one: see the module."""
        between = [self.key(place) for place in range(at + 1, lead)]
        key = self.key(at) if at >= least else ""
        if self._is_doubtful_from_afar(at, lead):
            return True
        if not key or not self.is_word(at):
            return False
        if "les" in between and not key.endswith(("é", "és", "ée", "ées", "i", "is", "u", "us", "ment")):
            return self._is_finite_verb(key)
        if key.endswith(("ment", "mente", "ly")) and key not in ADVERBS and self.key(at - 1) not in DETERMINERS:
            return True
        arabic = "ء" <= key[0] <= "ي"
        if not arabic:
            return False
        if between[:1] and between[0] in ("علي", "عن"):
            return key[0] in "يت" and not _any(key, NEUTRAL_VERBS)
        if between[:1] == ["من"]:
            return key[0] == "ا" and len(key) == 4 and not key.startswith(("ال", "ان", "است"))
        short = 3 if self.run[lead].text.startswith("و") else 4  # «سحبا وثلاثين», as «خمسا وثلاثين» if it were unknown
        accusative = key.endswith("ا") and len(key) > short and not key.endswith(("ها", "وا", "نا")) and key[:2] != "ال"
        return not between and lead in self.starts and accusative and not _any(key, FIRMLY)

    @staticmethod
    def _is_finite_verb(key: str) -> bool:
        """Return whether a French word may be a verb in the present: «frôle les», «titillent les»."""
        return key not in NO_VERBS and key.endswith(("e", "ent", "ant", "ait", "aient", "er"))

    def _is_denied(self, at: int, least: int) -> bool:
        """Return whether a negation stands in the clause shortly before."""
        window = range(at, max(least, at - 4) - 1, -1)
        if self.key(at) == "non":  # «et non trente et un»
            return True
        is_only = self.key(at) in ("سوي", "الا")  # «لم تسجل سوى تسع»
        for place in takewhile(lambda place: self.key(place) not in CLAUSE_ENDS, window):
            key = self.key(place)
            following = self.key(place + 1)
            if (
                _any(key, DENIES)
                and following not in STILL
                and not is_only
                and key not in ("ni", "sans")
                and place >= at - 2
            ):
                return True
        return False

    def _modality(self, lead: int, at: int, end: int, least: int) -> str:
        """Return whether a number is in «doubt» or a «forecast», by the words around it; nothing where it is stated.

        Shortly before it, or behind what it counts («300 personnes auraient été secourues»), a modal verb doubts it; in
        all of its sentence it may be refuted, in all of its clause be foreseen.
        """
        window = range(at, max(least, at - 4) - 1, -1)
        near = [*takewhile(lambda place: self.key(place) not in CLAUSE_ENDS, window), self._before_aside(at)]
        behind = list(takewhile(self._goes_on, range(end, min(len(self.run), end + REACH))))
        unsure = any(_is_conditional(self.key(place)) for place in (*range(at + 1, lead), *near, *behind))
        may = (
            self.key(place) in ("قد", "وقد", "فقد") and self._is_present(place + 1) for place in range(at, at - 5, -1)
        )
        before = list(takewhile(self._is_same_sentence, range(lead - 1, max(-1, lead - SENTENCE), -1)))
        refuted = any(self._refutes(place) for place in (*before, *behind))
        if refuted or unsure or any(may) or any(_any(self.key(place), MODAL) for place in (*near, *behind)):
            return "doubt"
        aside = self.key(end) == "(" and self.key(end + 1) in FORECAST
        return "forecast" if aside or any(self._foresees(place) for place in (*before, *behind)) else ""

    def _goes_on(self, at: int) -> bool:
        """Return whether a token is of the clause behind a number, or a note in brackets: «300 départs (prévu)»."""
        is_note = self.key(at) == "(" and self.key(at + 1) in FORECAST
        return (self.key(at) not in CLAUSE_ENDS or is_note) and at not in self.inside

    def _is_same_sentence(self, at: int) -> bool:
        return self.key(at) not in BOUNDARIES and _signal(self.key(at)) != "turn"

    def _is_present(self, at: int) -> bool:
        return self.key(at)[:1] in ("ي", "ت") and self.key(at)[:2] != "تم"

    def _refutes(self, at: int) -> bool:
        """Return whether a phrase begins at a token that says that something is not so."""
        if _signal(self.key(at)) != "refutes":
            return False
        phrases = (keys for form in _unglued(self.key(at)) for keys, _ in REFUTES.get(form, ()))
        return any(all(self.key(at + place) == key for place, key in enumerate(keys[1:], 1)) for keys in phrases)

    def _foresees(self, at: int) -> bool:
        """Return whether a word says that something is foreseen or planned, or is a verb of the future."""
        key, following = self.key(at), self.key(at + 1)
        signal = _signal(key)
        plans = signal == "plans" and len(following) > 3 and following.endswith(INFINITIVE)
        awaits = signal == "awaits" and (
            following == "ان" or self.key(at - 1) == "s'" or (key.isascii() and at + 1 in self.starts)
        )
        plans = plans or (signal == "plans" and following == "sur")
        foresees = signal == "foresees" and (_any(key, FORECAST) or not self._is_proper(at))
        return foresees or plans or awaits or (self.key(at) == "d'" and following == "ici")

    def _is_proper(self, at: int) -> bool:
        """Return whether a word may be a name by its capital: «la Gomera», but not «Seront expulsés»."""
        return self.run[at].text.istitle() and not self.key(at).startswith("ser")

    def _meanings(self, found: Found, last: Found, before: Sequence[str]) -> set[str]:
        """Return what the words before a number, which are given, and behind it say together of its precision."""
        meanings, form = {*before, *self._after(last.end)}, found.written.form
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
        before, at = self._hedges(found.lead, least)
        is_other = not self.shared.isdisjoint((found.written.first, last.written.first))
        is_mean = found.measure is Measure.COUNT and "mean" not in before and self._is_near_mean(found.lead - 1)
        is_mean = is_mean or self._is_at_sea(found)
        precision = None if is_other or is_mean else self._plain_precision(found, last, least, before, at)
        if precision is None:
            return None, None
        is_zero = found.written.form is Form.ZERO
        modality = "" if is_zero else self._modality(found.lead, at, last.end, least)
        return {"": (precision, None), "forecast": (None, precision)}.get(modality, (None, None))

    def _plain_precision(
        self, found: Found, last: Found, least: int, before: Sequence[str], at: int
    ) -> Precision | None:
        """Return how precisely a number is stated, whether it is observed or not; None where it cannot be read."""
        meanings = self._meanings(found, last, before)
        if found.written.form is Form.ZERO:  # its own clause leaves no doubt (see `number_forms`)
            return None if meanings else Precision.EXACT
        unknown = not before and self._is_doubtful(at, found.lead, least)
        glued = self.run[found.lead].glued and self.is_word(found.lead - 1) and not before
        if unknown or (glued and not self.run[found.lead - 1].text.endswith(("'", "’"))) or found.is_signed:
            return None
        is_ratio = self.key(found.lead - 1) == "sur" and self.key(found.lead - 3) in ("un", "une")
        if is_ratio or len(meanings) > 1 or meanings & {"none", "unsure", "mean"} or self._is_denied(at, least):
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
        word, before, following = word_at(self.run, found.lead), self.key(found.lead - 1), self.key(found.end)
        noun = _forms(self.key(found.end + (following in OF_ORDER)))[-1:]
        if noun in TIMES:
            return False
        if word and word.arabic:
            glued = self.key(found.lead)[:1] in ("ب", "ك") and word.definite
            return not glued or following == "من"
        return before not in IN_HEAPS

    # All of a text

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

    @staticmethod
    def _is_range(one: Found, other: Found) -> bool:
        """Return whether two numbers can bound a range; none, fractions, factors and orders of magnitude cannot."""
        return all(
            each.written.form is Form.NUMBER and each.written.order is None and each.measure is not Measure.FACTOR
            for each in (one, other)
        )

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
        linked = between and all(key in RANGE_SIGNS or key in JOINS for key in between)
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
        at = self._before_aside(found.lead - 1)
        while at > least and self.key(at) in SKIPPED:
            at -= 1
        return at >= least and _any(self.key(at), BETWEEN)

    def _pair(self, one: Found, other: Found, least: int) -> str:
        """Return what two numbers, one after the other, are together: a range, an alternative, or nothing.

        Only plain numbers bound a range.
        """
        how = "unclear" if self._is_either_order(one, other) else self._plain_pair(one, other, least)
        return "unclear" if how == "range" and not self._is_range(one, other) else how

    def _is_moved(self, at: int, least: int) -> bool:
        """Return whether something moves from one number to the next: shortly before it; behind «de» in its clause."""
        far = SENTENCE if self.key(at) in ("de", "d'", "من") else 5
        window = takewhile(lambda place: self.key(place) not in CLAUSE_ENDS, range(at, max(least, at - far) - 1, -1))
        keys = list(map(self.key, window))
        return any(_any(key, UP | DOWN | MOVES) for key in keys) and not any(_any(key, SPREAD) for key in keys)

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
        if len(between) > 2:
            return ""
        if between[0] in ALTERNATIVE or (between[0] in (",", "،") and between[-1] in ALTERNATIVE):
            return "either"
        if len(between) == 1 and between[0] in RANGE_SIGNS:
            if not self._is_moved(at, least) or between[0] in MINUS:
                return "range"
            return "unclear" if self._is_rate(one, other, at) else ""
        return ""

    def _is_rate(self, one: Found, other: Found, at: int) -> bool:
        """Return whether two numbers may be bounds of a change, or what was and is: «une hausse de 3 à 5 %»."""
        if one.value is None or other.value is None or one.value > other.value:
            return False
        at -= self.key(at) in ("de", "d'", "من")
        if other.measure not in HUNDREDTHS:
            return _any(self.key(at), UP | DOWN) and self.key(at - 1) in A_PLACE
        window = takewhile(lambda place: self.key(place) not in CLAUSE_ENDS, range(at, max(-1, at - SENTENCE), -1))
        keys = list(map(self.key, window))
        return any(_any(key, UP | DOWN) for key in keys) and not any(key in SHARES or _any(key, MOVES) for key in keys)


@remembered
def parse(text: str) -> tuple[Quantity, ...]:
    """Return each quantity of a normalised text, in order; what is a date, a duration or a name is none."""
    words = number_words.words_of(text)
    is_any = number_words.has_any(text, words) or number_forms.has_any(words)
    return tuple(_Reader(text).quantities()) if is_any else ()


class Number(NamedTuple):
    """A number of a text, and whether it is a small one in words, which another language may say otherwise."""

    value: Decimal
    is_small: bool


SMALL = 12  # the greatest number in words that another language may say by a dual, an article or not at all


def numbers(text: str) -> list[Number]:
    """Return every number of a normalised text that can be read, dates and names included, in ascending order."""
    run = number_words.split(text)
    found = [
        Number(number.value, not number.in_digits and number.value <= SMALL)
        for number in number_words.all_written(run)
        if number.value is not None
    ]
    for token in run:
        if token.kind in ("name", "malformed"):
            found += [Number(Decimal(digits), False) for digits in _digits(token)]
    return sorted(found)


def _digits(token: Token) -> Sequence[str]:
    """Return the runs of digits in a token."""
    return "".join(sign if sign.isdecimal() else " " for sign in token.text).split()
