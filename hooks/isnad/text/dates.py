"""The dates of a French or Arabic text, by a grammar: words become expressions, each with its extent and what it means.

An expression keeps what its words leave open: «de janvier à septembre» names no year, «l’an dernier» counts from the
day of publication, «نفس العام» from a year named elsewhere. `facts.periods` makes periods of them.

dateparser was compared: it returns one point of time where the press names a period, fills in from today what a text
leaves open, and reads none of «متم», «à fin mai», «neuf premiers mois», «par rapport à 2023». Babel's CLDR gives the
names of the months of all Arab countries (`locale.month_spellings`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from .date_words import TOKEN, Sort, entries, fold, stems

BREAKS = frozenset(".,;:()،؛!?؟…«»")
DASHES = frozenset("-–—/")
OF = frozenset(("de", "du", "d'", "des", "la", "l'", "le", "les", "من", "ل", "pour", "ال"))
FROM = frozenset(("de", "du", "d'", "من"))
LINKS = frozenset(("de", "d'", "pour", "برسم", "au titre de", "ل"))  # a year belongs by them to a report or a law
LEADS = (Sort.LIGHT, Sort.DURING, Sort.YEAR_WORD, Sort.WEEKDAY, Sort.DAY_WORD, Sort.MONTH_WORD, Sort.THIS)
NO_EDGE = frozenset(("en", "a", "dans", "sur", "pour"))
TERMS = {"t": 3, "q": 3, "s": 6, "h": 6}
SUBJECT = 6  # words between «announced» and its day
NEAR, CLAUSE = 3, 12  # words that a date is from what belongs to it; from what reaches over its clause
LAST_DAY = 31  # stands for the last day of any month
REMEMBERED = 2**14


class Source(StrEnum):
    """Whence the number of a year is known."""

    NAMED = "named"
    PUBLICATION = "publication"
    ELSEWHERE = "elsewhere"


class Year(NamedTuple):
    """A year: its number, or how many years it lies after that of the publication, or after one named elsewhere."""

    source: Source
    number: int


class Day(NamedTuple):
    """A day of a year, or of one that lies `shift` years after it; day 31 is the last of its month."""

    shift: int
    month: int
    day: int


class Span(NamedTuple):
    """Two days, both included; no last day is one that the words do not give."""

    first: Day
    last: Day | None


class Rolling(NamedTuple):
    """Days, weeks, months or years counted from the day of publication: `unit`, the first and the last of them.

    Of a month one day may be meant, or those from `since` to it; `named` is a month of which the latest one is meant.
    """

    unit: str
    first: int
    last: int
    day: int = 0
    named: int = 0
    since: int = 0


class Role(StrEnum):
    """What an expression does to the period of a count beside it."""

    SPAN = "span"
    SINCE = "since"
    UNTIL = "until"
    WITHIN = "within"  # some part of the span, no matter which: «début 2024», «une nuit de l’année 2024»
    EXCEPT = "except"
    NOTHING = "nothing"  # a date of something else, compared, or planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A date in a text, at the characters [start, end): its role, its year, and the spans it can mean in that year.

    `part` says that it is less than a calendar year. What is compared names in `against` the character at which the
    comparison begins: behind it stands another count, whose date this is.
    """

    role: Role = Role.SPAN
    year: Year | None = None
    spans: tuple[Span, ...] = ()
    rolling: Rolling | None = None
    part: bool = False
    against: int | None = None
    start: int = 0
    end: int = 0


class Word(NamedTuple):
    """A word or phrase of the text: what it may be, with the number it then stands for, and what is glued to it.

    `number` is the value of a number in digits, −1 of any other word.
    """

    text: str
    sorts: Mapping[Sort, int]
    glued: str
    start: int
    end: int
    number: int

    def value(self, sort: Sort) -> int:
        """Return the number that a word of a sort stands for; 0 where it has none, or is not of the sort."""
        return self.sorts.get(sort, 0)

    def is_of(self, *sorts: Sort) -> bool:
        """Return whether the word may be of one of the sorts."""
        return not self.sorts.keys().isdisjoint(sorts)


Found = tuple[Expression, int] | None
UNKNOWN: Mapping[Sort, int] = {}
UNKNOWN_PHRASES: Mapping[tuple[str, ...], Mapping[Sort, int]] = {}
NOWHERE = Word("", UNKNOWN, "", 0, 0, -1)
YEAR = Span(Day(0, 1, 1), Day(0, 12, LAST_DAY))
FISCAL = Span(Day(0, 7, 1), Day(1, 6, 30))


class Reading(NamedTuple):
    """The dates of a text in order, and the characters at which its clauses end."""

    expressions: tuple[Expression, ...]
    breaks: tuple[int, ...]


@lru_cache(REMEMBERED)
def read(text: str) -> Reading:
    """Return all dates of a text in the normal form of `evidence.normalise`."""
    grammar = _Grammar(fold(text))
    expressions = tuple(grammar.expressions())
    return Reading(expressions, tuple(grammar.breaks(expressions)))


def _words(text: str) -> Iterator[Word]:
    """Yield the words of a folded text; what is known as a phrase is one."""
    tokens = list(TOKEN.finditer(text))
    forms = [stems(token.group()) or (("", token.group()),) for token in tokens]
    at = 0
    while at < len(tokens):
        size, glued, sorts = _longest(forms, at)
        name = next(stem for before, stem in forms[at] if before == glued) if sorts else forms[at][0][1]
        number = int(name) if name.isdecimal() and len(name) <= 4 else -1
        yield Word(name, sorts, glued, tokens[at].start(), tokens[at + size - 1].end(), number)
        at += size


def _longest(forms: list[tuple[tuple[str, str], ...]], at: int) -> tuple[int, str, Mapping[Sort, int]]:
    """Return the longest phrase at a word: of how many words, what is glued to it, what it may be."""
    best: tuple[int, str, Mapping[Sort, int]] = (1, "", UNKNOWN)
    for glued, stem in forms[at]:
        for phrase, sorts in entries().get(stem, UNKNOWN_PHRASES).items():
            if len(phrase) < best[0] or (best[2] and len(phrase) == best[0]):
                break
            rest = forms[at + 1 : at + len(phrase)]
            if len(rest) == len(phrase) - 1 and all(
                any(word == known for _, known in form) for word, form in zip(phrase[1:], rest, strict=True)
            ):
                best = (len(phrase), glued, sorts)
                break
    return best


class _Grammar:
    """The grammar over the words of one text; a production gives an expression and the word after it, or None.

    No production looks further than some words, so that reading takes time in proportion to the text.
    """

    def __init__(self, text: str) -> None:
        self.words = list(_words(text))
        self._respectively = any(word.is_of(Sort.RESPECTIVELY) for word in self.words)
        self._points: dict[tuple[int, bool], Found] = {}

    def __getitem__(self, at: int) -> Word:
        return self.words[at] if 0 <= at < len(self.words) else NOWHERE

    def expressions(self) -> Iterator[Expression]:
        """Yield the dates of the text with the roles that the words around them give them."""
        at = 0
        while at < len(self.words):
            word = self[at]
            found = self._expression(at) if word.sorts or word.text[:1].isdecimal() or word.text in TERMS else None
            if found is None:
                at += 1
                continue
            expression, after = found
            start, end = self[at].start, self[after - 1].end
            in_context = self._in_context(expression, self._skip(at, Sort.LIGHT), after)
            yield replace(in_context, start=start, end=end)
            at = after

    def breaks(self, expressions: tuple[Expression, ...]) -> Iterator[int]:
        """Yield where a clause ends: at its sign, or at an «and» before another date or number."""
        starts = {expression.start for expression in expressions}
        inside = {at for expression in expressions for at in range(expression.start + 1, expression.end)}
        for at, word in enumerate(self.words):
            joins = word.is_of(Sort.AND) or word.glued.startswith(("و", "ف"))
            after = self[self._skip(at + word.is_of(Sort.AND), Sort.LIGHT, Sort.DURING)]
            next_one = joins and (after.start in starts or after.text[:1].isdecimal())
            if (word.text in BREAKS or word.is_of(Sort.THAN) or next_one) and word.start not in inside:
                yield word.start

    def _skip(self, at: int, *sorts: Sort, most: int = NEAR) -> int:
        """Return the first word from `at` that is none of the sorts, at most so many words later."""
        end = at + most
        while at < end and self[at].is_of(*sorts):
            at += 1
        return at

    def _expression(self, at: int) -> Found:
        for production in (self._year_list, self._range, self._since, self._until, self._point):
            if found := production(at):
                return found
        return None

    # Ranges and bounds

    def _year_list(self, at: int) -> Found:
        """Read «en 2022, 2023 et 2024»: the whole of them where one year follows another, and counts are not listed too."""
        begin = self._skip(at + 1, Sort.LIGHT) if self[at].is_of(Sort.YEARS_WORD) else at
        if not _is_year(self[begin]) or not (begin > at or self._is_announced(begin)):
            return None
        years, after = [self[begin].number], begin + 1
        while len(years) < CLAUSE and (self[after].text in (",", "،") or self[after].is_of(Sort.AND)):
            later = self._skip(after + 1, Sort.AND, Sort.LIGHT, Sort.YEAR_WORD)
            if not _is_year(self[later]) or self[later].number <= years[-1]:
                break
            years.append(self[later].number)
            after = later + 1
        if len(years) < 2 or self._counts(after - 1):
            return None
        gaps = years[-1] - years[0] >= len(years)
        role = Role.WITHIN if gaps or self._respectively else Role.SPAN
        spans = (Span(Day(years[0] - years[-1], 1, 1), YEAR.last),)
        return Expression(role=role, year=Year(Source.NAMED, years[-1]), spans=spans), after

    def _range(self, at: int) -> Found:
        """Read «de … à …», «entre … et …», «بين … و…», «2019-2023», «depuis … jusqu’à …»."""
        opener = self[at]
        since, opened = opener.is_of(Sort.SINCE), opener.is_of(Sort.FROM)
        light = opener.is_of(Sort.LIGHT) and opener.text in OF
        begin = self._skip(at + (since or opened or light), Sort.LIGHT, Sort.YEARS_WORD, Sort.DAY_WORD, Sort.WEEKDAY)
        first = self._point(begin, inside=True) or self._bare_day(begin)
        if first is None or (first[0].role is Role.WITHIN and not self[begin].is_of(Sort.START, Sort.MIDDLE)):
            return None
        connector = self._connector(first[1], opened)
        if connector is None:
            return None
        begin = self._skip(connector, Sort.LIGHT, Sort.DAY_WORD, Sort.WEEKDAY)
        last = self._point(begin, inside=True)
        if last and last[0].rolling and last[0].rolling.day and not first[0].spans[0].first.month:
            rolling = last[0].rolling._replace(since=first[0].spans[0].first.day)
            return replace(last[0], rolling=rolling), last[1]
        if last is None or self._counts(last[1] - 1) or not (joined := _join(first[0], last[0])):
            return None
        listed = self[connector - 1].is_of(Sort.AND) and not opened
        if listed and not _is_run(joined.spans[0], first[0], last[0]):
            return None
        if listed and self._respectively:
            joined = replace(joined, role=Role.WITHIN)
        mixed = (first[0].spans[:1] == (YEAR,)) is not (last[0].spans[:1] == (YEAR,))
        return None if mixed and not (since or opened or opener.text in FROM) else (joined, last[1])

    def _connector(self, at: int, opened: bool) -> int | None:
        """Return the word after what joins the two ends of a range."""
        word = self[at]
        if word.text in DASHES or word.is_of(Sort.TO, Sort.UNTIL) or word.text in ("a", "au", "aux"):
            return at + 1
        if word.is_of(Sort.AND):
            return at + 1
        if word.glued.startswith("و") and (opened or word.is_of(Sort.MONTH, Sort.YEAR_WORD, Sort.END, Sort.TO)):
            return at if not word.is_of(Sort.TO) else at + 1
        if word.text in BREAKS and self[at + 1].is_of(Sort.TO, Sort.UNTIL):
            return at + 2
        return None

    def _bare_day(self, at: int) -> Found:
        """Read the day of a range whose month stands at its other end: «du 20 au 23 août»."""
        word = self[at]
        day = word.number if 1 <= word.number <= LAST_DAY else word.value(Sort.ORDINAL)
        return (Expression(spans=(Span(Day(0, 0, day), Day(0, 0, day)),), part=True), at + 1) if day > 0 else None

    def _since(self, at: int) -> Found:
        if not self[at].is_of(Sort.SINCE):
            return None
        begin = self._skip(at + 1, Sort.LIGHT, Sort.DAY_WORD, Sort.WEEKDAY)
        point = self._point(begin, inside=True)
        if point is None or not point[0].spans:
            record = any(word.is_of(Sort.MORE) for word in self._left(at))  # «la plus meurtrière depuis dix ans»
            return Expression(role=Role.SINCE, part=not record), point[1] if point else at + 1
        expression, after = point
        first = expression.spans[0].first
        vague = expression.role is Role.UNTIL
        spans = () if vague else (Span(first, None),)
        return replace(expression, role=Role.SINCE, spans=spans, part=True), after

    def _until(self, at: int) -> Found:
        word = self[at]
        if word.is_of(Sort.NOW):
            return Expression(role=Role.UNTIL, rolling=Rolling("day", 0, 0), part=True), at + 1
        lead = word.is_of(Sort.UNTIL) or (word.is_of(Sort.TO) and self[at + 1].is_of(Sort.UNTIL, Sort.END))
        to_day = word.text in ("a", "au") and (self[at + 1].is_of(Sort.END) or self._day(at + 1) is not None)
        if not (lead or to_day or (word.is_of(Sort.END) and word.glued)):
            return None
        begin = self._skip(at + bool(lead or to_day), Sort.LIGHT, Sort.DAY_WORD, Sort.WEEKDAY, Sort.UNTIL)
        point = self._point(begin, inside=True)
        if point is None or not (point[0].spans or point[0].rolling):
            return None
        return self._bounded(point[0], self[begin].is_of(Sort.END)), point[1]

    @staticmethod
    def _bounded(point: Expression, ends: bool) -> Expression:
        """Return what ends with a point: from the beginning of its year to its last day, or the state on that day."""
        if not point.spans:
            return replace(point, role=Role.UNTIL, part=True)
        last = point.spans[-1].last or YEAR.first
        whole = point.spans[0] == YEAR
        spans = (Span(last, last),) if whole and not ends else (Span(Day(last.shift, 1, 1), last), Span(last, last))
        year_end = last.month == 12 and last.day == LAST_DAY and (ends or not whole)
        return replace(point, role=Role.UNTIL, spans=spans, part=not year_end)

    # Points: a day, a month, a part of a year, a year

    def _point(self, at: int, inside: bool = False) -> Found:
        """Read a date that is no range; `inside` a range or behind a bound a year needs no word that announces it."""
        if (at, inside) not in self._points:
            self._points[at, inside] = self._new_point(at, inside)
        return self._points[at, inside]

    def _new_point(self, at: int, inside: bool) -> Found:
        productions: tuple[Callable[[int], Found], ...] = (
            self._numeric, self._first_days, self._day, self._edge, self._relative, self._first_months, self._term, self._week,
            self._several_years, self._season, self._some_part,
        )  # fmt: skip
        for production in productions:
            if found := production(at):
                return found
        return self._month(at, inside) or self._whole_year(at, inside)

    def _numeric(self, at: int) -> Found:
        parts = re.split("[/.-]", self[at].text)
        if len(parts) == 3 and all(map(str.isdecimal, parts)):
            year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
            if 1 <= int(month) <= 12 and 1 <= int(day) <= LAST_DAY:
                one = Day(0, int(month), int(day))
                return Expression(year=Year(Source.NAMED, int(year)), spans=(Span(one, one),), part=True), at + 1
        if (
            1 <= self[at].number <= 12
            and self[at + 1].text in DASHES
            and _is_year(self[at + 2])
            and len(self[at].text) == 2
        ):
            month_span = _months(self[at].number, self[at].number)
            return Expression(year=Year(Source.NAMED, self[at + 2].number), spans=(month_span,), part=True), at + 3
        return None

    def _day(self, at: int) -> Found:
        """Read «le 3 mars 2024», «1er mai», «فاتح يناير», «30 يناير/كانون الثاني», «5 من الشهر الجاري»."""
        at = self._skip(at, Sort.DAY_WORD, Sort.WEEKDAY) if self[at].is_of(Sort.DAY_WORD, Sort.WEEKDAY) else at
        word = self[at]
        if not word.is_of(Sort.ORDINAL) and word.is_of(Sort.LIGHT):
            at, word = at + 1, self[at + 1]
        day = word.number if 1 <= word.number <= LAST_DAY else word.value(Sort.ORDINAL)
        if day < 1:
            return None
        after = self._skip(at + 1, Sort.LIGHT)
        after = after if self[after].is_of(Sort.MONTH) else self._skip(after, Sort.LIGHT, Sort.MONTH_WORD)
        if month := self[after].value(Sort.MONTH):
            year, after = self._of_year(self._second_name(after + 1, month))
            one = Day(0, month, day)
            return Expression(year=year, spans=(Span(one, one),), part=True), after
        relative = self._relative(self._skip(at + 1, Sort.LIGHT))
        if relative and relative[0].rolling and relative[0].rolling.unit == "month" and word.number > 0:
            rolling = relative[0].rolling
            return replace(relative[0], rolling=rolling._replace(day=day)), relative[1]
        return None

    def _second_name(self, at: int, month: int) -> int:
        """Return the word after a second name of the same month: «يناير/كانون الثاني», «يناير (كانون الثاني)»."""
        if self[at].text == "." and _is_year(self[at + 1]):  # an abbreviation: «nov. 2024»
            return at + 1
        if self[at].text in ("/", "(", "-") and self[at + 1].value(Sort.MONTH) == month:
            return at + 2 + (self[at + 2].text == ")")
        return at

    def _of_year(self, at: int) -> tuple[Year | None, int]:
        """Return the year behind a part of one, if it is named, and the word after it."""
        begin = self._skip(at, Sort.LIGHT)
        year = self._year(begin, implied=True)
        return (year[0], year[1]) if year and not self._counts(year[1] - 1) else (None, at)

    def _edge(self, at: int) -> Found:
        """Read «début 2024», «mi-mars», «à fin mai 2023», «متم غشت», «نهاية السنة»."""
        word = self[at]
        if not word.is_of(Sort.START, Sort.MIDDLE, Sort.END):
            return None
        begin = at + 1 + (self[at + 1].text == "-")
        if self[begin].text in NO_EDGE:
            return None
        begin = self._skip(begin, Sort.LIGHT)
        productions = (self._relative, self._first_months, self._term, self._season)
        inner = next((found for production in productions if (found := production(begin))), None)
        inner = inner or self._month(begin, True)
        if inner is None:
            year = self._year(begin, implied=True)
            if year is None:
                return None
            inner = Expression(year=year[0], spans=(YEAR,)), year[1]
        point, after = inner
        if word.is_of(Sort.END):
            bounded = self._bounded(point, ends=True)
            vague_year = point.spans == (YEAR,) and not word.glued and not self._is_led(at)
            return (replace(bounded, spans=bounded.spans[1:], part=True) if vague_year else bounded), after
        return replace(point, role=Role.WITHIN, part=True), after

    def _is_led(self, at: int) -> bool:
        """Return whether «à», «عند» or «إلى» stands before the end of a year: up to it was counted."""
        before = self[at - 1]
        before = self[at - 2] if before.text in ("la", "l'") else before
        return before.text in ("a", "jusqu'a", "مع") or before.is_of(Sort.UNTIL, Sort.TO)

    def _first_months(self, at: int) -> Found:
        """Read «neuf premiers mois», «الأشهر التسعة الأولى», «six derniers mois», «9 أشهر من سنة 2024»."""
        parts = self._counted(at, (Sort.MONTHS_WORD, Sort.MONTH_WORD))
        if parts is None:
            return None
        count, first, last, after = parts
        year, after = self._of_year(after)
        if count is None:
            spans = (YEAR,) if first or last else ()
            return (Expression(role=Role.WITHIN, year=year, spans=spans, part=True), after) if spans else None
        if last and year is None:
            return Expression(rolling=Rolling("month", -count, -1), part=True), after
        past = last and not any(self[each].value(Sort.ORDINAL) == -1 for each in range(at, after))
        if first or past or (year and not last):
            return Expression(year=year, spans=(_months(1, count),), part=count < 12), after
        if last:
            return Expression(year=year, spans=(_months(13 - count, 12),), part=True), after
        during = self[at - 1].is_of(Sort.DURING) or self[at - 1].text in ("en", "sur")
        return (Expression(role=Role.WITHIN, spans=(YEAR,), part=True), after) if during else None

    def _first_days(self, at: int) -> Found:
        """Read «les cinq premiers jours de janvier», «الأيام العشرة الأولى من شهر», «la première quinzaine de mars»."""
        fortnight = self[at].value(Sort.ORDINAL) if self[at + 1].is_of(Sort.FORTNIGHT) else 0
        parts = (15, True, False, at + 2) if fortnight else self._counted(at, (Sort.DAY_WORD,))
        if parts is None or not parts[1]:
            return None
        month = self._month(self._skip(parts[3], Sort.LIGHT, Sort.MONTH_WORD), True)
        if month is None or not month[0].spans:
            return None
        name = month[0].spans[0].first.month
        if not parts[0]:
            return replace(month[0], role=Role.WITHIN), month[1]
        days = (16, LAST_DAY) if fortnight == 2 else (1, parts[0])
        return replace(month[0], spans=(Span(Day(0, name, days[0]), Day(0, name, days[1])),)), month[1]

    def _counted(self, at: int, nouns: tuple[Sort, ...]) -> tuple[int | None, bool, bool, int] | None:
        """Return of «the first (last) so many months», in any order: how many, first?, last?, and the word after them."""
        count, first, last, noun, after = None, False, False, False, at
        for step in range(6):
            word = self[at + step]
            number = word.number if 1 <= word.number <= 12 else word.value(Sort.CARDINAL)
            if (
                word.is_of(*nouns)
                and not noun
                and word.text not in ("شهر",)
                or (word.is_of(*nouns) and word.text == "شهر" and count and not noun)
            ):
                noun, count = True, word.value(Sort.CARDINAL) or count
            elif word.value(Sort.ORDINAL) == 1 and not first:
                first, count = True, count or (1 if word.text in ("premier", "premiere") else None)
            elif number and count is None:
                count = number
            elif (word.value(Sort.ORDINAL) == -1 or word.is_of(Sort.LAST)) and not last:
                last = True
            elif step and word.is_of(Sort.LIGHT) and word.text in ("ال", "les"):
                continue
            else:
                break
            after = at + step + 1
        return (count, first, last, after) if noun else None

    def _term(self, at: int) -> Found:
        """Read quarters and halves: «premier trimestre 2024», «T1», «النصف الثاني», «trois premiers trimestres»."""
        if (
            (size := TERMS.get(self[at].text))
            and 1 <= self[at + 1].number <= 12 // size
            and self[at + 1].start == self[at].end
        ):
            number = self[at + 1].number
            year, after = self._of_year(at + 2 + (self[at + 2].text in DASHES))
            return Expression(year=year, spans=(_months(number * size - size + 1, number * size),), part=True), after
        many = self._counted(at, (Sort.QUARTER,))
        if many and many[1] and many[0] and many[0] > 1 and (size := self._size(at)):
            year, after = self._of_year(many[3])
            return Expression(year=year, spans=(_months(1, min(12, many[0] * size)),), part=True), after
        for ordinal, noun in ((at, at + 1), (at + 1, at)):
            number, size = self[ordinal].value(Sort.ORDINAL), self[noun].value(Sort.QUARTER)
            if self[ordinal].is_of(Sort.LAST) and self[ordinal].text.startswith("derni"):
                number = -1
            if size and number:
                return self._numbered_term(at, number, size)
        if self[at].text.rstrip("s") in ("trimestre", "semestre"):
            year, after = self._of_year(at + 1)
            return Expression(role=Role.WITHIN, year=year, spans=(YEAR,), part=True), after
        return None

    def _size(self, at: int) -> int:
        return next((size for step in range(4) if (size := self[at + step].value(Sort.QUARTER))), 0)

    def _numbered_term(self, at: int, number: int, size: int) -> Found:
        year, after = self._of_year(at + 2)
        number = 12 // size if number == -1 else number
        common = any(
            self[each].text in ("trimestre", "semestre", "نصف", "ربع", "اسدس", "ثلاثي", "سداسي", "moitie")
            for each in (at, at + 1)
        )
        if number > 12 // size or not (year or common):
            return None
        return Expression(year=year, spans=(_months(number * size - size + 1, number * size),), part=True), after

    def _week(self, at: int) -> Found:
        if self[at].is_of(Sort.THIS) and self[at + 1].is_of(Sort.WEEK):
            return Expression(rolling=Rolling("week", 0, 0), part=True), at + 2
        if self[at].is_of(Sort.ORDINAL, Sort.LAST) and self[at + 1].is_of(Sort.WEEK):
            return self._week_of_month(self[at].value(Sort.ORDINAL) or -1, at + 2)
        if not self[at].is_of(Sort.WEEK):
            return None
        after = at + 1
        if self[after].is_of(Sort.LAST, Sort.CURRENT):
            offset = -1 if self[after].is_of(Sort.LAST) else 0
            return Expression(rolling=Rolling("week", offset, offset), part=True), after + 1
        if self[after].is_of(Sort.ORDINAL):
            return self._week_of_month(self[after].value(Sort.ORDINAL) or -1, after + 1)
        if self[after].text in OF and (found := self._range(after)):
            return found
        year, after = self._of_year(after)
        led = self[at - 1].is_of(Sort.LIGHT, Sort.DURING) or bool(self[at].glued)
        return (Expression(role=Role.WITHIN, year=year, spans=(YEAR,), part=True), after) if led else None

    def _week_of_month(self, number: int, at: int) -> Found:
        month = self._month(self._skip(at, Sort.LIGHT, Sort.MONTH_WORD), True)
        if month is None or not month[0].spans or number > 4:
            return Expression(role=Role.WITHIN, spans=(YEAR,), part=True), at
        name = month[0].spans[0].first.month
        days = (25, LAST_DAY) if number == -1 else (number * 7 - 6, number * 7)
        return replace(month[0], spans=(Span(Day(0, name, days[0]), Day(0, name, days[1])),)), month[1]

    def _relative(self, at: int) -> Found:
        """Read «le mois dernier», «هذا الشهر», «hier», «la même période»."""
        word, after = self[at], self[at + 1]
        if word.is_of(Sort.MONTH_WORD) and after.is_of(Sort.LAST, Sort.CURRENT):
            offset = -1 if after.is_of(Sort.LAST) else 0
            return Expression(rolling=Rolling("month", offset, offset), part=True), at + 2
        if word.is_of(Sort.THIS) and after.is_of(Sort.MONTH_WORD):
            return Expression(rolling=Rolling("month", 0, 0), part=True), at + 2
        if (
            word.is_of(Sort.THIS, Sort.CURRENT)
            and after.is_of(Sort.CURRENT, Sort.MONTH_WORD)
            and self[at + 2].is_of(Sort.MONTH_WORD)
        ):
            return Expression(rolling=Rolling("month", 0, 0), part=True), at + 3
        same = (word.is_of(Sort.SAME), after.is_of(Sort.SAME))
        if any(same) and (word if same[1] else after).is_of(Sort.MONTH_WORD, Sort.PERIOD_WORD):
            year, end = self._of_year(at + 2)
            return Expression(role=Role.WITHIN, year=year or Year(Source.ELSEWHERE, 0), spans=(YEAR,), part=True), end
        if word.is_of(Sort.DAY_AGO):
            ago = -word.value(Sort.DAY_AGO)
            return Expression(rolling=Rolling("day", ago, ago), part=True), at + 1
        return None

    def _several_years(self, at: int) -> Found:
        """Read «les cinq dernières années», «السنوات الخمس المنتهية سنة 2024», «عامي 2023 و2024»."""
        parts = self._counted(at, (Sort.YEARS_WORD,))
        if parts is None:
            return None
        count, _, last, after = parts
        if count and self[after].is_of(Sort.ENDING):
            year = self._year(self._skip(after + 1, Sort.LIGHT, Sort.UNTIL), implied=True)
            if year:
                return Expression(year=year[0], spans=(Span(Day(1 - count, 1, 1), YEAR.last),)), year[1]
        if last:
            rolling = Rolling("year", -count, -1) if count else None
            spans = () if rolling else (Span(Day(-10, 1, 1), YEAR.last),)
            year_now = None if rolling else Year(Source.PUBLICATION, 0)
            role = Role.SPAN if rolling else Role.WITHIN
            return Expression(role=role, rolling=rolling, year=year_now, spans=spans), after
        return None

    def _season(self, at: int) -> Found:
        first = self[at].value(Sort.SEASON)
        if not first:
            return None
        begin = self._skip(at + 1, Sort.LIGHT)
        if (
            _is_year(self[begin])
            and self[begin + 1].text in DASHES
            and (second := _second_year(self[begin], self[begin + 2]))
        ):
            return Expression(year=Year(Source.NAMED, second), spans=_season(first), part=True), begin + 3
        if self[at + 1].is_of(Sort.LAST):
            return Expression(spans=_season(first), part=True), at + 2
        year, after = self._of_year(at + 1)
        led = year or self[at - 1].is_of(Sort.LIGHT, Sort.DURING, Sort.THIS) or self[at].glued
        if self[at].text == "ete":  # «été» is also «been»
            led = self[at - 1].text in ("l'", "cet", "d'") or (year and self[at - 1].text in ("", "en", "saison"))
        both = () if first < 12 else (Span(Day(0, 12, 1), Day(1, 2, LAST_DAY)),)
        return (Expression(year=year, spans=_season(first) + both, part=True), after) if led else None

    def _some_part(self, at: int) -> Found:
        """Read a part of a year whose days we do not know: «Ramadan», «une nuit de», «la campagne agricole de»."""
        if not self[at].is_of(Sort.PART, Sort.HIJRI):
            return None
        after = at + 1
        after += not self[after].sorts and self[after].number < 0 and self[after].text not in BREAKS
        year, end = self._of_year(after)
        last = YEAR.last
        if year and self[end].text in DASHES and (second := _second_year(self[end - 1], self[end + 1])):
            last, end = Day(second - year.number, 12, LAST_DAY), end + 2
        vague = self[at].text in (
            "saison",
            "session",
            "jours",
            "campagne",
            "semaines",
            "nuits",
            "ايام",
            "اسابيع",
            "حمله",
            "دوره",
            "عيد",
            "aid",
        )
        if vague and year is None:
            return None
        end = end if year else at + 1
        return Expression(role=Role.WITHIN, year=year, spans=(Span(YEAR.first, last),), part=True), end

    def _month(self, at: int, inside: bool = False) -> Found:
        """Read «mars 2024», «شهر غشت», «mai dernier»; a month alone needs a known word before it, as «مارس» is a verb."""
        begin = self._skip(at, Sort.MONTH_WORD, Sort.LIGHT) if self[at].is_of(Sort.MONTH_WORD) else at
        month = self[begin].value(Sort.MONTH)
        if not month:
            return None
        after = self._second_name(begin + 1, month)
        if self[after].is_of(Sort.LAST, Sort.CURRENT):
            return Expression(rolling=Rolling("month", 0, 0, named=month), part=True), after + 1
        if self[after].is_of(Sort.NEXT):
            return Expression(role=Role.NOTHING, part=True), after + 1
        year, after = self._of_year(after)
        before = self[begin - 1]
        led = inside or year or begin == 0 or before.sorts or before.text in BREAKS or self[begin].glued
        if self[begin].glued.endswith("ال") or self[begin].text == "sept":  # «الأب» is the father, «sept» seven
            led = bool(year)
        return (Expression(year=year, spans=(_months(month, month),), part=True), after) if led else None

    # Years

    def _whole_year(self, at: int, inside: bool) -> Found:
        year = self._year(at)
        if year is None:
            return None
        named, after, announced = year
        second = _second_year(self[after - 1], self[after + 1]) if self[after].text in DASHES else 0
        if not (announced or inside or second or self._is_announced(at)) or self._counts(after - 1):
            return None
        if second:
            if self[after].text == "/" and not announced:
                both = Span(YEAR.first, Day(second - named.number, 12, LAST_DAY))
                return Expression(role=Role.WITHIN, year=named, spans=(both,), part=True), after + 2
            fiscal = (FISCAL,) if announced and second == named.number + 1 else ()
            spans = (*fiscal, Span(YEAR.first, Day(second - named.number, 12, LAST_DAY)))
            return Expression(year=named, spans=spans, part=bool(fiscal)), after + 2
        role = Role.NOTHING if named.source is Source.PUBLICATION and named.number > 0 else Role.SPAN
        return Expression(year=named, spans=(YEAR,), role=role), after

    def _year(self, at: int, implied: bool = False) -> tuple[Year, int, bool] | None:
        """Return the year that words name, the word after it, and whether a word says that it is a year.

        Where it is `implied`, «l’année» alone is the running one.
        """
        word, after = self[at], self[at + 1]
        if word.is_of(Sort.THIS, Sort.CURRENT) and after.is_of(Sort.YEAR_WORD):
            named = self._skip(at + 2, Sort.LIGHT)
            if _is_year(self[named]):
                return Year(Source.NAMED, self[named].number), named + 1, True
            return Year(Source.PUBLICATION, 0), at + 2, True
        if word.is_of(Sort.SAME) and after.is_of(Sort.YEAR_WORD):
            return Year(Source.ELSEWHERE, 0), at + 2, True
        if _is_year(word):
            return Year(Source.NAMED, word.number), at + 1, False
        if not word.is_of(Sort.YEAR_WORD):
            return None
        number = self._skip(at + 1, Sort.LIGHT, Sort.ADJECTIVE, most=2)
        if _is_year(self[number]):
            return Year(Source.NAMED, self[number].number), number + 1, True
        return self._relative_year(at, implied)

    def _relative_year(self, at: int, implied: bool) -> tuple[Year, int, bool] | None:
        """Return the year of «l’an dernier», «السنة الجارية», «l’année précédente», and where implied of «l’année»."""
        word, after = self[at], self[at + 1]
        for sort, source, offset in (
            (Sort.CURRENT, Source.PUBLICATION, 0),
            (Sort.BEFORE_LAST, Source.PUBLICATION, -2),
            (Sort.LAST, Source.PUBLICATION, -1),
            (Sort.NEXT, Source.PUBLICATION, 1),
            (Sort.PREVIOUS, Source.ELSEWHERE, -1),
            (Sort.SAME, Source.ELSEWHERE, 0),
        ):
            if after.is_of(sort):
                return Year(source, offset), at + 2, True
        definite = word.glued.endswith("ل") and word.glued != "ل" or self[at - 1].text in ("l'", "la")
        return (Year(Source.PUBLICATION, 0), at + 1, True) if implied and definite else None

    def _is_announced(self, at: int) -> bool:
        """Return whether a number is a year by what stands around it: «en 2024», «خلال 2024», «(2024)», «bilan 2024»."""
        before, after = self[at - 1], self[at + 1]
        if before.is_of(
            Sort.DURING,
            Sort.BALANCE,
            Sort.THAN,
            Sort.AGAINST,
            Sort.EXCEPT,
            Sort.BEFORE_AFTER,
            Sort.OWNER,
            Sort.COMPARED,
        ):
            return True
        if before.text in ("en", "في") or before.is_of(Sort.PART, Sort.ADJECTIVE):
            return True
        closed = at + 1 >= len(self.words) or after.text in BREAKS or bool(after.sorts)
        if before.is_of(Sort.LIGHT) or (at == 0 and after.text == ":"):
            return closed
        owned = before.text == "(" and after.text == ")"
        return owned or any(self[at - back].is_of(Sort.OWNER, Sort.AGAINST) for back in (2, 3))

    def _counts(self, at: int) -> bool:
        """Return whether a number of four digits counts what follows: «2024 migrants», «2024 شخصا»."""
        after = self[at + 1]
        unknown = bool(after.text) and not after.sorts and after.text[-1:] in "sxا"
        return unknown and _is_year(self[at]) and not self[at - 1].is_of(Sort.YEAR_WORD)

    # What the words before a date make of it

    def _in_context(self, found: Expression, at: int, after: int) -> Expression:
        if found.role is Role.NOTHING:
            return found
        if self[after].text == "exclu" or self._excluded(at):
            return replace(found, role=Role.EXCEPT, part=True)
        if (against := self._compared(at)) is not None:
            return replace(found, role=Role.NOTHING, against=against)
        if self._planned(at):
            return Expression(role=Role.NOTHING)
        if self._owned(at) or self._announced(found, at) or self._dated(at):
            return replace(found, role=Role.NOTHING, part=False)
        return found

    def _left(self, at: int) -> Iterator[Word]:
        """Yield the words before a date back to the beginning of its clause, the nearest first."""
        for back in range(at - 1, max(-1, at - 1 - CLAUSE), -1):
            if self[back].text in BREAKS:
                return
            yield self[back]

    def _nearest(self, at: int) -> int:
        """Return the word before a date and the articles and prepositions that lead to it."""
        back = at - 1
        while back > at - 6 and self[back].is_of(*LEADS):
            if self[back].is_of(Sort.EXCEPT, Sort.BEFORE_AFTER):
                break
            back -= 1
        return back

    def _excluded(self, at: int) -> bool:
        back = self._nearest(at)
        if not self[back].sorts and self[at - 1].text in OF:  # «après les événements du 24 juin»
            back = self._nearest(back)
            return self[back].is_of(Sort.BEFORE_AFTER)
        return self[back].is_of(Sort.EXCEPT, Sort.BEFORE_AFTER)

    def _compared(self, at: int) -> int | None:
        """Return where the comparison begins that a date belongs to: «par rapport à», «contre 300 en», «plus qu’en»."""
        changed = False
        for back, word in enumerate(self._left(at), 1):
            if word.is_of(Sort.COMPARED) or (word.is_of(Sort.AGAINST) and self._sets_against(at - back, at)):
                return word.start
            changed = changed or word.is_of(Sort.CHANGE)
        if changed and self[at - 1].text == "عن":
            return self[at - 1].start
        than = self._nearest(at)
        if self[than].is_of(Sort.THAN) and any(word.is_of(Sort.MORE) for word in list(self._left(than))[:NEAR]):
            return self[than].start
        more = [word.is_of(Sort.MORE) for word in self._left(at - 1) if word.number < 0][:NEAR]
        return self[at - 1].start if self[at - 1].text == "من" and any(more) else None

    def _sets_against(self, against: int, at: int) -> bool:
        """Return whether «contre» sets a number or a date against another one: not so in «la lutte contre …»."""
        first = against + 1
        return any(
            word.number >= 0 or word.text[:1].isdecimal()
            for word in map(self.__getitem__, range(first, min(at, first + NEAR)))
        ) or (self._nearest(at) == against)

    def _planned(self, at: int) -> bool:
        return any(word.is_of(Sort.PLANNED) for word in self._left(at))

    def _owned(self, at: int) -> bool:
        """Return whether a date belongs to a law, a plan, a report, a birth: «loi de 2003», «né en 2010», «تقرير سنة 2024»."""
        back = self._nearest(at)
        if self[back].is_of(Sort.PARTICIPLE):
            return True
        leads = self.words[back + 1 : at]
        if any(word.is_of(Sort.DURING) and word.text not in LINKS or word.text in ("en", "في", "au") for word in leads):
            return False
        linked = any(word.text in LINKS for word in (*leads, self[at])) or self[at].glued.endswith("ل")
        for _ in range(SUBJECT):
            word = self[back]
            if word.is_of(Sort.OWNER):
                return True
            known = word.is_of(Sort.ADJECTIVE, Sort.LIGHT) or word.number >= 0 or word.text in DASHES
            unknown = not word.sorts and word.number < 0 and word.text not in BREAKS
            if not (known or (unknown and (linked or self[back - 1].text in OF))):
                return False
            back -= 1
        return False

    def _announced(self, found: Expression, at: int) -> bool:
        """Return whether a day is the one on which something was announced: «a indiqué le 3 mars»."""
        one_day = bool(found.spans) and found.spans[0].first == found.spans[0].last and found.role is Role.SPAN
        if not (one_day or found.rolling):
            return False
        for word in list(self._left(at))[:SUBJECT]:
            if word.is_of(Sort.SPEECH):
                return True
            if word.is_of(Sort.THAN) or word.number >= 0:
                return False
        return False

    def _dated(self, at: int) -> bool:
        """Return whether «since» reaches here from something that is no date: «depuis l’adoption de la loi en 2003»."""
        words = list(self._left(at))[:6]
        found = next((back for back, word in enumerate(words) if word.is_of(Sort.SINCE)), None)
        return found is not None and not any(word.number >= 0 for word in words[:found])


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and 1900 <= word.number < 2100


def _second_year(first: Word, second: Word) -> int:
    """Return the later year of «2023/2024» or «2023-24»; 0 where it is none."""
    number = (
        first.number // 100 * 100 + second.number if len(second.text) == 2 and second.number >= 0 else second.number
    )
    return number if 1900 <= first.number < number < 2100 else 0


def _months(first: int, last: int) -> Span:
    return Span(Day(0, first, 1), Day(0, last, LAST_DAY))


def _season(first: int) -> tuple[Span, ...]:
    """Return a season as meteorologists and as calendars count it."""
    ahead, last = -(first == 12), first % 12 + 2
    months = Span(Day(ahead, first, 1), Day(0, last, LAST_DAY))
    return months, Span(Day(ahead, first, 21), Day(0, first % 12 + 3, 20))


def _join(first: Expression, last: Expression) -> Expression | None:
    """Return the range from one date to another; what one leaves open, its year or month, is that of the other."""
    if not (first.spans and last.spans) or Role.NOTHING in (first.role, last.role):
        return None
    begin, end = first.spans[0].first, last.spans[0].last
    if first.role is Role.UNTIL:
        begin = first.spans[-1].first
    if end is None or not end.month:
        return None
    begin = begin if begin.month else begin._replace(month=end.month)
    year = last.year or first.year
    if first.year and last.year and first.year.source is last.year.source:
        begin = begin._replace(shift=begin.shift + first.year.number - last.year.number)
    elif first.year and last.year and first.year.number:
        return None
    elif begin[1:] > end[1:]:
        begin, end = (begin._replace(shift=-1), end) if last.year or not first.year else (begin, end._replace(shift=1))
    if begin > end:
        return None
    years = begin[1:] == (1, 1) and end[1:] == (12, LAST_DAY)
    return Expression(year=year, spans=(Span(begin, end),), part=not years)


def _is_run(joined: Span, first: Expression, last: Expression) -> bool:
    """Return whether two dates that «and» joins follow one another: «20 et 21 août», «2023 et 2024»."""
    begin, end = joined.first, joined.last
    if end is None:
        return False
    if first.spans[0] == YEAR:
        return end.shift - begin.shift == 1
    if begin.day == 1 and end.day == LAST_DAY:
        return end.month - begin.month == 1
    return end.month == begin.month and end.day - begin.day == 1
