"""The dates of a text that are no ranges: days, months, quarters, seasons, weeks, years."""

import re
from collections.abc import Callable
from dataclasses import replace

from .date_expressions import LAST_DAY, YEAR, Day, Expression, Role, Rolling, Source, Span, Year, months, season, term
from .date_words import Sort
from .date_years import BREAKS, DASHES, Found, Years, is_year, second_year

OF = frozenset(("de", "du", "d'", "des", "la", "l'", "le", "les", "من", "ل", "pour", "ال"))
WEEKS = ("semaines", "اسابيع", "اسبوعين")
IN = frozenset(("en", "في", "in"))  # behind a count, not a day: «3 en août»
NO_DAY = ("premiere", "premiers", "premieres", "اولي", "اولين", "اوليين")  # the first so many, or of another noun
NO_EDGE = frozenset(("en", "a", "dans", "sur", "pour"))
LATE = frozenset(("نهايه", "اخر"))  # by themselves, in the last days of a month; led or glued, up to its end
BARE_TERMS = ("trimestre", "semestre")
COMMON_TERMS = frozenset((*BARE_TERMS, "نصف", "ربع", "اسدس", "ثلاثي", "سداسي", "moitie"))
# Parts of a year that are one only where a year is named.
VAGUE = frozenset(
    ("saison", "session", "jours", "campagne", "semaines", "nuits", "ايام", "اسابيع", "حمله", "دوره", "عيد", "aid")
)
TERMS = {"t": 3, "q": 3, "s": 6, "h": 6}  # «T1», «S2», with the months of one


class Points(Years):
    """The grammar of single dates."""

    def _point(self, at: int, inside: bool = False) -> Found:
        """Read a date that is no range; `inside` a range or behind a bound a year needs no word that announces it."""
        if (at, inside) not in self._points:
            self._points[at, inside] = self._new_point(at, inside)
        return self._points[at, inside]

    def _new_point(self, at: int, inside: bool) -> Found:
        productions: tuple[Callable[[int], Found], ...] = (
            self._numeric, self._first_days, self._day, self._day_last, self._edge, self._relative, self._first_months,
            self._term, self._several_years, self._season, self._some_part,
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
        is_month = 1 <= self[at].number <= 12 and len(self[at].text) == 2
        if is_month and self[at + 1].text in DASHES and is_year(self[at + 2]):
            month_span = months(self[at].number, self[at].number)
            return Expression(year=Year(Source.NAMED, self[at + 2].number), spans=(month_span,), part=True), at + 3
        return None

    def _day(self, at: int) -> Found:
        """Read «le 3 mars 2024», «1er mai», «فاتح يناير», «30 يناير/كانون الثاني», «5 من الشهر الجاري»."""
        at = self._skip(at, Sort.DAY_WORD, Sort.WEEKDAY) if self[at].is_of(Sort.DAY_WORD, Sort.WEEKDAY) else at
        word = self[at]
        if not word.is_of(Sort.ORDINAL) and word.is_of(Sort.LIGHT):
            at, word = at + 1, self[at + 1]
        day = word.number if 1 <= word.number <= LAST_DAY else word.value(Sort.ORDINAL)
        if day < 1 or word.text in NO_DAY or self[at + 1].text in IN:
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

    def _day_last(self, at: int) -> Found:
        """Read «August 31, 2026», «Aug. 29-30»: in English the day may stand behind its month, and count nothing."""
        month, after = self[at].value(Sort.MONTH_FIRST), at + 2 + (self[at + 1].text == ".")
        day = self[after - 1].number
        if not month or not 1 <= day <= LAST_DAY:
            return None
        last = self[after + 1].number
        if (self[after].text in DASHES or self[after].is_of(Sort.TO, Sort.AND)) and day < last <= LAST_DAY:
            after += 2
        else:
            last = day
        if self[after].text and not self[after].sorts and self[after].text not in (*BREAKS, *DASHES):
            return None
        year, end = self._of_year(after + (self[after].text == ","))
        span = Span(Day(0, month, day), Day(0, month, last))
        return Expression(year=year, spans=(span,), part=True), end if year else after

    def _second_name(self, at: int, month: int) -> int:
        """Return the word after a second name of the same month: «يناير/كانون الثاني», «يناير (كانون الثاني)»."""
        if self[at].text == "." and is_year(self[at + 1]):  # an abbreviation: «nov. 2024»
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
            alone = not word.glued and not self._is_led(at)
            if alone and point.spans == (YEAR,):
                return replace(bounded, spans=bounded.spans[1:], part=True), after
            if alone and word.text in LATE:
                return replace(point, role=Role.WITHIN, part=True), after
            return bounded, after
        return replace(point, role=Role.WITHIN, part=True), after

    def _is_led(self, at: int) -> bool:
        """Return whether «à», «عند» or «إلى» stands before the end of a year: up to it was counted."""
        before = self[at - 1]
        before = self[at - 2] if before.text in ("la", "l'") else before
        return before.text in ("a", "مع") or before.is_of(Sort.UNTIL, Sort.TO)

    @staticmethod
    def _bounded(point: Expression, ends: bool) -> Expression:
        """Return what ends with a point: from the beginning of its year to its last day, or the state on that day."""
        if not point.spans:
            return replace(point, role=Role.UNTIL, part=not (point.rolling and point.rolling.named == 12))
        last = point.spans[-1].last or YEAR.first
        whole = point.spans[0] == YEAR
        spans = (Span(last, last),) if whole and not ends else (Span(Day(last.shift, 1, 1), last), Span(last, last))
        year_end = last.month == 12 and last.day == LAST_DAY and (ends or not whole)
        return replace(point, role=Role.UNTIL, spans=spans, part=not year_end)

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
        past = last and not any(self[place].value(Sort.ORDINAL) == -1 for place in range(at, after))
        if first or past or (year and not last):
            return Expression(year=year, spans=(months(1, count),), part=count < 12), after
        if last:
            return Expression(year=year, spans=(months(13 - count, 12),), part=True), after
        during = self[at - 1].is_of(Sort.DURING) or self[at - 1].text in ("en", "sur")
        return (Expression(role=Role.WITHIN, spans=(YEAR,), part=True), after) if during else None

    def _first_days(self, at: int) -> Found:
        """Read «les cinq premiers jours de janvier», «الأيام العشرة الأولى من شهر», «la première quinzaine de mars»."""
        fortnight = self[at].value(Sort.ORDINAL) if self[at + 1].is_of(Sort.FORTNIGHT) else 0
        weeks = self._weeks(at)
        parts = (15, True, False, at + 2) if fortnight else weeks or self._counted(at, (Sort.DAY_WORD,))
        if parts is None or not parts[1]:
            return None
        month = self._month(self._skip(parts[3], Sort.LIGHT, Sort.MONTH_WORD), True)
        if month is None or not month[0].spans:
            return None
        if not parts[0]:
            return replace(month[0], role=Role.WITHIN), month[1]
        days = (16, LAST_DAY) if fortnight == 2 else (1, parts[0])
        return self._days_of(month[0], *days), month[1]

    def _weeks(self, at: int) -> tuple[int | None, bool, bool, int] | None:
        """Return of «les deux premières semaines» the count of days, first?, last?, the word after."""
        parts = self._counted(at, (Sort.PART,)) if self[at].is_of(Sort.ORDINAL, Sort.CARDINAL, Sort.PART) else None
        if parts and parts[0] and parts[0] < 5 and any(self[place].text in WEEKS for place in range(at, parts[3])):
            return parts[0] * 7, *parts[1:]
        return None

    def _term(self, at: int) -> Found:
        """Read quarters and halves: «premier trimestre 2024», «T1», «النصف الثاني», «trois premiers trimestres»."""
        size, number = TERMS.get(self[at].text), self[at + 1].number
        if size and 1 <= number <= 12 // size and self[at + 1].start == self[at].end:
            year, after = self._of_year(at + 2 + (self[at + 2].text in DASHES))
            return Expression(year=year, spans=(term(number, size),), part=True), after
        many = self._counted(at, (Sort.QUARTER,))
        if many and many[1] and many[0] and many[0] > 1 and (months_each := self._size(at)):
            year, after = self._of_year(many[3])
            return Expression(year=year, spans=(months(1, min(12, many[0] * months_each)),), part=True), after
        for ordinal, noun in ((at, at + 1), (at + 1, at)):
            number, size = self[ordinal].value(Sort.ORDINAL), self[noun].value(Sort.QUARTER)
            if self[ordinal].is_of(Sort.LAST) and self[ordinal].text.startswith("derni"):
                number = -1
            if size and number:
                return self._numbered_term(at, number, size)
        if self[at].text.rstrip("s") in BARE_TERMS:
            year, after = self._of_year(at + 1)
            return Expression(role=Role.WITHIN, year=year, spans=(YEAR,), part=True), after
        return None

    def _size(self, at: int) -> int:
        return next((size for step in range(4) if (size := self[at + step].value(Sort.QUARTER))), 0)

    def _numbered_term(self, at: int, number: int, size: int) -> Found:
        year, after = self._of_year(at + 2)
        number = 12 // size if number == -1 else number
        common = self[at].text in COMMON_TERMS or self[at + 1].text in COMMON_TERMS
        if number > 12 // size or not (year or common):
            return None
        return Expression(year=year, spans=(term(number, size),), part=True), after

    @staticmethod
    def _days_of(month: Expression, first: int, last: int) -> Expression:
        """Return some days of a month."""
        name = month.spans[0].first.month
        return replace(month, spans=(Span(Day(0, name, first), Day(0, name, last)),))

    def _week_of_month(self, number: int, at: int) -> Found:
        month = self._month(self._skip(at, Sort.LIGHT, Sort.MONTH_WORD), True)
        if month is None or not month[0].spans or number > 4:
            return Expression(role=Role.WITHIN, spans=(YEAR,), part=True), at
        days = (25, LAST_DAY) if number == -1 else (number * 7 - 6, number * 7)
        return self._days_of(month[0], *days), month[1]

    def _relative(self, at: int) -> Found:
        """Read «le mois dernier», «هذا الشهر», «hier», «la même période»."""
        word, after = self[at], self[at + 1]
        if word.is_of(Sort.MONTH_WORD) and after.is_of(Sort.LAST, Sort.CURRENT):
            offset = -1 if after.is_of(Sort.LAST) else 0
            return Expression(rolling=Rolling("month", offset, offset), part=True), at + 2
        this_month = Expression(rolling=Rolling("month", 0, 0), part=True)
        if word.is_of(Sort.THIS) and after.is_of(Sort.MONTH_WORD):
            return this_month, at + 2
        may_be_this = word.is_of(Sort.THIS, Sort.CURRENT) and after.is_of(Sort.CURRENT, Sort.MONTH_WORD)
        if may_be_this and self[at + 2].is_of(Sort.MONTH_WORD):
            return this_month, at + 3
        same = (word.is_of(Sort.SAME), after.is_of(Sort.SAME))
        if any(same) and (word if same[1] else after).is_of(Sort.MONTH_WORD, Sort.PERIOD_WORD):
            year, end = self._of_year(at + 2)
            same_days = Expression(role=Role.WITHIN, year=year or Year(Source.ELSEWHERE, 0), spans=(YEAR,), part=True)
            # Beside another date, «la même période de 2023» is what is compared.
            against = word.start if year and year.source is Source.NAMED else None
            return replace(same_days, against=against), end
        if word.is_of(Sort.DAY_AGO):
            ago = -word.value(Sort.DAY_AGO)
            return Expression(rolling=Rolling("day", ago, ago), part=True), at + 1
        return None

    def _season(self, at: int) -> Found:
        first = self[at].value(Sort.SEASON)
        if not first:
            return None
        begin = self._skip(at + 1, Sort.LIGHT)
        is_pair = is_year(self[begin]) and self[begin + 1].text in DASHES
        if is_pair and (second := second_year(self[begin], self[begin + 2])):
            return Expression(year=Year(Source.NAMED, second), spans=season(first), part=True), begin + 3
        if self[at + 1].is_of(Sort.LAST):
            return Expression(spans=season(first), part=True), at + 2
        year, after = self._of_year(at + 1)
        led = bool(year or self[at].glued) or self[at - 1].is_of(Sort.LIGHT, Sort.DURING, Sort.THIS)
        if self[at].text == "ete":  # «été» is also «been»
            named = bool(year) and self[at - 1].text in ("", "en", "saison")
            led = named or self[at - 1].text in ("l'", "cet", "d'")
        both = () if first < 12 else (Span(Day(0, 12, 1), Day(1, 2, LAST_DAY)),)
        return (Expression(year=year, spans=season(first) + both, part=True), after) if led else None

    def _some_part(self, at: int) -> Found:
        """Read a part of a year whose days we do not know: «Ramadan», «une nuit de», «la campagne agricole de»."""
        if not self[at].is_of(Sort.PART, Sort.HIJRI):
            return None
        after = at + 1
        after += not self[after].sorts and self[after].number < 0 and self[after].text not in BREAKS
        year, end = self._of_year(after)
        last = YEAR.last
        if year and self[end].text in DASHES and (second := second_year(self[end - 1], self[end + 1])):
            last, end = Day(second - year.number, 12, LAST_DAY), end + 2
        if self[at].text in VAGUE and year is None:
            return None
        end = end if year else at + 1
        return Expression(role=Role.WITHIN, year=year, spans=(Span(YEAR.first, last),), part=True), end

    def _month(self, at: int, inside: bool = False) -> Found:
        """Read «mars 2024», «شهر غشت», «mai dernier»; alone it needs a known word before it, as «مارس» is a verb."""
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
        led = inside or begin == 0 or before.text in BREAKS or bool(year or before.sorts or self[begin].glued)
        if self[begin].glued.endswith("ال") or self[begin].text == "sept":  # «الأب» is the father, «sept» seven
            led = bool(year)
        return (Expression(year=year, spans=(months(month, month),), part=True), after) if led else None
