"""Numbers that are no quantity: of names, articles of laws, days, years, hours, ages and durations."""

from functools import cache

from . import date_words
from .date_words import Sort
from .number_forms import AMOUNTS, PARTS_MORE, Forms
from .number_words import GLUED, PARTICLES, Form, Written
from .tokens import COMMAS, forms, is_form, table
from .word_lists import VOCABULARY, fold, is_arabic, listed, lists, number_word

MEASURES = table(VOCABULARY["measures"].items())
BEFORE = table(VOCABULARY["hedges"]["before"].items(), -1)
SKIPPED, NO_NOUNS, STOPS, OF = lists("context", "skipped", "no_nouns", "stops", "of")
NAME_BEFORE, BETWEEN, MAKES, DEFINITE_NAMES, ORDINALS = lists(
    "names", "before", "between", "makes", "definite", "ordinals"
)
BEFORE_YEAR, BEFORE_DAY, MONTH_BEFORE, SEVERAL_YEARS, OF_YEAR, DATING, HIJRI, NUMBER_SAID = lists(
    "names", "year", "day", "month", "years", "of_year", "dating", "hijri", "number"
)
ORDINAL_ENDINGS, OF_TIMES, TIMES_AS = lists("measures", "ordinal", "of_times", "times_as")
LINKS = listed("pairs", "links")
MULTIPLES = fold("أضعاف")
MINUS = ("-", "−", "–")


@cache
def _months() -> frozenset[str]:
    """Return the names of months as the lists of dates have them; of an Arabic one in several words the first."""
    named = ((phrase, sorts) for phrases in date_words.entries().values() for phrase, sorts in phrases.items())
    months = (phrase for phrase, sorts in named if not sorts.keys().isdisjoint((Sort.MONTH, Sort.HIJRI)))
    return frozenset(words[0] for words in months if len(words) == 1 or not words[0].isascii())


def _is_month(key: str) -> bool:
    return any(date_words.fold(form) in _months() for form in forms(key))


class Names(Forms):
    """The numbers of one text, and which of them are no quantities."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.numbers = self.with_forms(self.all_written())
        self.starts = {number.first for number in self.numbers}
        self.inside = {at for number in self.numbers for at in range(number.first, number.end)}
        self.names = self._named()
        counts = (number for number, is_name in zip(self.numbers, self.names, strict=True) if not is_name)
        self.counted = {at for number in counts for at in range(number.first, number.end)}

    def _named(self) -> list[bool]:
        """Return of each number whether it is no quantity; those that are linked to one to the right are as it is."""
        named = [False] * len(self.numbers)
        for place in reversed(range(len(self.numbers))):
            number = self.numbers[place]
            is_name = self._is_name(number) or self._is_title(number)
            named[place] = is_name or self._is_day(number) or self._is_time(number) or self._is_year(place)
            if not named[place] and place + 1 < len(named) and named[place + 1]:
                following = self.numbers[place + 1]
                named[place] = self.is_linked(number, following) and self.is_alike(number, following)
        for place in range(1, len(named)):  # articles 12 et 13; 2022 et 2023
            last, number = self.numbers[place - 1], self.numbers[place]
            if not named[place] and named[place - 1] and self.is_linked(last, number):
                named[place] = self.is_alike(last, number) and not self.is_word(number.end)
        return named

    def is_linked(self, one: Written, other: Written) -> bool:
        """Return whether nothing but links stands between two numbers."""
        between = [token.key for token in self.run[one.end : other.first]]
        return 0 < len(between) < 4 and all(key in LINKS for key in between)

    @staticmethod
    def is_alike(one: Written, other: Written) -> bool:
        """Return whether two numbers may both be days, or both years or numbers of articles."""
        return one.value is not None and other.value is not None and (one.value < 1000) == (other.value < 1000)

    def _is_name(self, number: Written) -> bool:
        """Return whether a number is of a name: G7, Covid-19, article 42, Six-Fours, 20e, vingt-cinquième, 3 fois."""
        first, end = number.first, number.end
        if number.form is not Form.NUMBER or self.is_times(number):
            return False
        if self.is_glued(first):
            before = self.run[first - 1]
            if before.kind == "word" and not is_arabic(before.key) and not before.text.endswith(("'", "’")):
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
        while self.key(at) in BETWEEN:
            at -= 1
        word = self.word(first)
        ordinal = not number.in_digits and self.key(at) in ORDINALS
        ordinal = ordinal or bool(word and word.definite and is_form(self.key(at), DEFINITE_NAMES))
        made = is_form(self.key(at), MAKES) and (not self.is_word(end) or self.key(end) in STOPS)
        return made or ordinal or self._is_named(at, number) or self.measure_at(end) == "times"

    def _is_named(self, at: int, number: Written) -> bool:
        """Return whether a word makes a name of a number; a great one with a noun is none: «رقم 4500 مهاجر»."""
        noun = self.key(number.end)
        is_noun = self.is_word(number.end) and noun not in STOPS and noun not in PARTICLES
        is_counted = is_noun and not noun.startswith(("ي", "ت", "ال")) and (number.value or 0) >= 1000
        return is_form(self.key(at), NAME_BEFORE) and not (is_counted and is_form(self.key(at), NUMBER_SAID))

    def _is_title(self, number: Written) -> bool:
        """Return whether a number and the noun before it stand alone between quotation marks: «اليوم 24», «Le 360»."""
        alone = self.key(number.end) == "»" and self.key(number.first - 2) == "«"
        return alone and (self.key(number.first - 1).startswith("ال") or self.run[number.first - 1].text.istitle())

    def _is_day(self, number: Written) -> bool:
        """Return whether a number is a day: before its month, or behind «le», the day of a week, «يوم»."""
        if number.value is None or not number.in_digits or number.value > 31 or number.end - number.first > 1:
            return False
        end = number.end + (self.key(number.end) in ("er", "من"))
        announced = self.key(number.first - 1) in BEFORE_DAY and not self._counts_on_a_day(number)
        month = number.first - 1 - (self.key(number.first - 1) == ".")  # Aug. 29
        is_last = not self.is_word(number.end) or self.key(number.end) in STOPS
        return announced or _is_month(self.key(end)) or (self.key(month) in MONTH_BEFORE and is_last)

    def _counts_on_a_day(self, number: Written) -> bool:
        """Return whether a noun behind a number is what it counts on the day of a week: «mercredi 13 migrants»."""
        noun = self.key(number.end)
        is_noun = noun.endswith("ا" if is_arabic(noun) else "s") and noun not in STOPS and noun not in NO_NOUNS
        return self.key(number.first - 1) not in ("le", "يوم") and self.is_word(number.end) and is_noun

    def _is_time(self, number: Written) -> bool:
        """Return whether a number is of years, days or hours: «25 ans», «neuf premiers mois», «الأشهر التسعة».

        Not so where the word dates the number: «8412 سنة 2022», «محركين يوم 4 نونبر».
        """
        end = number.end
        if number.form is not Form.NUMBER:
            return False  # which knows itself what it is of
        noun = self.word(number.first)
        dated = self.key(end) in DATING and self[end + 1].kind == "number"
        if dated or (noun and noun.kind == "two"):
            return False
        if self.key(end) in OF_TIMES:
            end += 1
        if self.measure_at(end + (self.key(end) in ("de", "d'"))) == "time":
            return True
        earlier = self.key(number.first - 1)
        if not self.is_word(number.first - 1):
            return False
        bare = forms(earlier)[-1]
        definite = earlier != bare and noun and noun.definite
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
        goes_on = self.is_word(number.end) and len(following) > 3 and following not in PARTICLES
        if (key == "(" and following == ")") or self._is_among_years(place, goes_on):
            return True
        if key in OF and not goes_on and not self.before(BEFORE, at) and not self.before(BEFORE, at - 1):
            return True
        if key in OF_YEAR and at:
            key = self.key(at - 1)
        if is_form(key, BEFORE_YEAR) or _is_month(key):
            return True
        return self.is_word(at) and not goes_on and not self.before(BEFORE, at) and self.key(at) not in SKIPPED

    def _is_hijri(self, number: Written) -> bool:
        """Return whether a number is a year of the Hijri calendar: «رمضان 1445», «1445 ه»."""
        is_one = self._is_of_century(number, "13", "14")
        return is_one and (_is_month(self.key(number.first - 1)) or self.key(number.end) in HIJRI)

    def _looks_like_year(self, number: Written) -> bool:
        return self._is_of_century(number, "19", "20") and number.end == number.first + 1

    def _is_of_century(self, number: Written, *centuries: str) -> bool:
        text = self.run[number.first].text
        return text.isdecimal() and len(text) == 4 and text[:2] in centuries

    def _ends_pair(self, place: int) -> bool:
        """Return whether a number that may be a year ends a pair whose first number is none: «بين 1500 و2000»."""
        if not place or not self.is_linked(one := self.numbers[place - 1], other := self.numbers[place]):
            return False
        is_list = any(token.key in COMMAS for token in self.run[one.end : other.first])
        return not is_list and self.is_alike(one, other) and not self._looks_like_year(one)

    def _is_among_years(self, place: int, goes_on: bool) -> bool:
        """Return whether a number that may be a year is linked to another such: «2019 à 2023».

        Where a noun follows, a word before them must say that they are years: «سنتا 2018 و2019».
        """
        pairs = [self.numbers[at : at + 2] for at in (place - 1, place) if at >= 0]
        return any(
            len(pair) == 2
            and all(map(self._looks_like_year, pair))
            and self.is_linked(*pair)
            and (not goes_on or self._is_hyphenated(*pair) or is_form(self.key(pair[0].first - 1), SEVERAL_YEARS))
            for pair in pairs
        )

    def _is_hyphenated(self, one: Written, other: Written) -> bool:
        """Return whether nothing but a sign stands between two numbers: 2021-2027."""
        return other.first == one.end + 1 and self.is_glued(one.end) and self.is_glued(other.first)

    def is_times(self, number: Written) -> bool:
        """Return whether a number says how many times as many: ×3, «trois fois plus», «تضاعف ثلاث مرات»."""
        first, end = number.first, number.end
        if self.measure_at(end) != "times":
            return self.is_glued(first) and self.key(first - 1) in ("×", "÷")
        following = self.key(end + 1)
        as_many = self.key(end) == MULTIPLES and (following in AMOUNTS or following.startswith("ال"))
        compared = (self.key(end) == "fois" and following in TIMES_AS) or (as_many and self.key(first)[:1] != "ب")
        return (compared or self.is_multiplied(first)) and following not in PARTS_MORE

    def measure_at(self, at: int) -> str:
        hit = self.after(MEASURES, at)
        return hit.meaning if hit else ""
