"""The dates of a French or Arabic text, by a grammar: words become expressions, each with its extent and what it means.

An expression keeps what its words leave open: «de janvier à septembre» names no year, «l’an dernier» counts from the
day of publication, «نفس العام» from a year named elsewhere. `facts.periods` makes periods of them.

dateparser was compared: it returns one point of time where the press names a period, fills in from today what a text
leaves open, and reads none of «متم», «à fin mai», «neuf premiers mois», «par rapport à 2023». Babel's CLDR gives the
names of the months of all Arab countries (`locale.month_spellings`).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from .cache import remembered
from .date_contexts import Contexts
from .date_expressions import LAST_DAY, YEAR, Day, Expression, Role, Rolling, Span, is_run, join
from .date_points import OF, TERMS, Points
from .date_words import Sort, fold, read_words
from .date_years import BREAKS, DASHES, Found

FROM = frozenset(("de", "du", "d'", "من"))
TO_A_DAY = ("a", "au", "by", "بحلول")
AT_THE_END = ("au terme de", "au terme du", "a l'issue de", "a l'issue du")
REMEMBERED = 2**14


class Reading(NamedTuple):
    """The dates of a text in order, and the characters at which its clauses end."""

    expressions: tuple[Expression, ...]
    breaks: tuple[int, ...]


@remembered
def read(text: str) -> Reading:
    """Return all dates of a text in the normal form of `evidence.normalise`."""
    grammar = _Grammar(fold(text))
    expressions = tuple(grammar.expressions())
    return Reading(expressions, tuple(grammar.breaks(expressions)))


@remembered
def months(text: str) -> frozenset[int]:
    """Return the months that the dates of a normalised text name, by their numbers."""
    dated = (text[each.start : each.end] for each in read(text).expressions)
    words = (word for date in dated for word in read_words(fold(date)))
    named = (word.value(Sort.MONTH) or word.value(Sort.MONTH_FIRST) for word in words)
    return frozenset(filter(None, named))


class _Grammar(Points, Contexts):
    """The grammar of ranges and bounds, and of the whole text.

    No production looks further than some words, so that reading takes time in proportion to the text.
    """

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

    def _expression(self, at: int) -> Found:
        for production in (self._year_list, self._range, self._since, self._until, self._point):
            if found := production(at):
                return found
        return None

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
        if last is None or self._counts(last[1] - 1) or not (joined := join(first[0], last[0])):
            return None
        listed = self[connector - 1].is_of(Sort.AND) and not opened
        if listed and not is_run(joined.spans[0], first[0]):
            return None
        if listed and self._respectively:
            joined = replace(joined, role=Role.WITHIN)
        if last[0].role is Role.WITHIN:  # «de janvier à la mi-août»
            joined = replace(joined, role=Role.WITHIN, part=True)
        mixed = (first[0].spans[:1] == (YEAR,)) is not (last[0].spans[:1] == (YEAR,))
        return None if mixed and not (since or opened or opener.text in FROM) else (joined, last[1])

    def _connector(self, at: int, opened: bool) -> int | None:
        """Return the word after what joins the two ends of a range."""
        word = self[at]
        if word.text in DASHES or word.is_of(Sort.TO, Sort.UNTIL) or word.text in ("a", "au", "aux"):
            return at + 1
        if word.is_of(Sort.AND):
            return at + 1 + self[at + 1].is_of(Sort.UNTIL)
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
        if self._is_superlative(at):
            return Expression(role=Role.NOTHING), point[1] if point else at + 1
        if point is None or not point[0].spans:
            return Expression(role=Role.SINCE, part=True), point[1] if point else at + 1
        expression, after = point
        first = expression.spans[0].first
        vague = expression.role is Role.UNTIL
        spans = () if vague else (Span(first, None),)
        return replace(expression, role=Role.SINCE, spans=spans, part=True), after

    def _until(self, at: int) -> Found:
        word = self[at]
        is_hour = word.text.endswith("ساعه") and (self[at + 1].is_of(Sort.ORDINAL) or self[at + 1].number >= 0)
        if word.is_of(Sort.NOW) and not is_hour:
            return Expression(role=Role.UNTIL, rolling=Rolling("day", 0, 0), part=True), at + 1
        lead = word.is_of(Sort.UNTIL) or (word.is_of(Sort.TO) and self[at + 1].is_of(Sort.UNTIL, Sort.END))
        is_day = self[at + 1].is_of(Sort.END) or bool(self._day(at + 1) or self._day_last(at + 1))
        to_day = word.text in TO_A_DAY and is_day
        if not (lead or to_day or (word.is_of(Sort.END) and word.glued)):
            return None
        begin = self._skip(at + bool(lead or to_day), Sort.LIGHT, Sort.DAY_WORD, Sort.WEEKDAY, Sort.UNTIL)
        point = self._point(begin, inside=True)
        if point is None or not (point[0].spans or point[0].rolling):
            return None
        return self._bounded(point[0], self[begin].is_of(Sort.END) or word.text in AT_THE_END), point[1]

    def _new_point(self, at: int, inside: bool) -> Found:
        return self._week(at) or super()._new_point(at, inside)

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
