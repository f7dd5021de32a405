"""The years of a text: as numbers, as «cette année», as lists and ranges of them."""

from .date_expressions import FISCAL, LAST_DAY, YEAR, Day, Expression, Role, Rolling, Source, Span, Year
from .date_words import NOWHERE, Sort, Word, read_words

Found = tuple[Expression, int] | None
BREAKS = frozenset(".,;:()،؛!?؟…«»")
DASHES = frozenset("-–—/")
ANNOUNCING = (
    Sort.DURING, Sort.BALANCE, Sort.THAN, Sort.AGAINST, Sort.EXCEPT, Sort.BEFORE_AFTER, Sort.OWNER, Sort.COMPARED,
    Sort.PART, Sort.ADJECTIVE,
)  # fmt: skip
NEAR, CLAUSE = 3, 16  # words that a date is from what belongs to it; from what reaches over its clause


class Years:
    """The grammar of years over the words of one text; a production gives an expression and the word after it."""

    def __init__(self, text: str) -> None:
        self.words = list(read_words(text))
        self._respectively = any(word.is_of(Sort.RESPECTIVELY) for word in self.words)
        self._points: dict[tuple[int, bool], Found] = {}

    def __getitem__(self, at: int) -> Word:
        return self.words[at] if 0 <= at < len(self.words) else NOWHERE

    def _skip(self, at: int, *sorts: Sort, most: int = NEAR) -> int:
        """Return the first word from `at` that is none of the sorts, at most so many words later."""
        end = at + most
        while at < end and self[at].is_of(*sorts):
            at += 1
        return at

    def _whole_year(self, at: int, inside: bool) -> Found:
        year = self._year(at)
        if year is None:
            return None
        named, after, announced = year
        second = second_year(self[after - 1], self[after + 1]) if self[after].text in DASHES else 0
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
            if is_year(self[named]):
                return Year(Source.NAMED, self[named].number), named + 1, True
            return Year(Source.PUBLICATION, 0), at + 2, True
        if word.is_of(Sort.SAME) and after.is_of(Sort.YEAR_WORD):
            return Year(Source.ELSEWHERE, 0), at + 2, True
        if is_year(word):
            return Year(Source.NAMED, word.number), at + 1, False
        if word.is_of(Sort.LAST) and self[at + 1].text == "year":  # English says it before
            return Year(Source.PUBLICATION, -1), at + 2, True
        if not word.is_of(Sort.YEAR_WORD):
            return None
        number = self._skip(at + 1, Sort.LIGHT, Sort.ADJECTIVE, most=2)
        if is_year(self[number]):
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
        definite = (word.glued.endswith("ل") and word.glued != "ل") or self[at - 1].text in ("l'", "la")
        return (Year(Source.PUBLICATION, 0), at + 1, True) if implied and definite else None

    def _year_list(self, at: int) -> Found:
        """Read «en 2022, 2023 et 2024»: all of them, where one follows another, for one count."""
        begin = self._skip(at + 1, Sort.LIGHT) if self[at].is_of(Sort.YEARS_WORD) else at
        if not is_year(self[begin]) or not (begin > at or self._is_announced(begin)):
            return None
        years, after = [self[begin].number], begin + 1
        while len(years) < CLAUSE and (self[after].text in (",", "،") or self[after].is_of(Sort.AND)):
            later = self._skip(after + 1, Sort.AND, Sort.LIGHT, Sort.YEAR_WORD)
            if not is_year(self[later]) or self[later].number <= years[-1]:
                break
            years.append(self[later].number)
            after = later + 1
        if len(years) < 2 or self._counts(after - 1):
            return None
        gaps = years[-1] - years[0] >= len(years)
        role = Role.WITHIN if gaps or self._respectively else Role.SPAN
        spans = (Span(Day(years[0] - years[-1], 1, 1), YEAR.last),)
        return Expression(role=role, year=Year(Source.NAMED, years[-1]), spans=spans), after

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

    def _counted(self, at: int, nouns: tuple[Sort, ...]) -> tuple[int | None, bool, bool, int] | None:
        """Return of «the first (last) so many months», in any order: how many, first?, last?, the word after."""
        if not (self[at].is_of(Sort.ORDINAL, Sort.CARDINAL, Sort.LAST, *nouns) or 1 <= self[at].number <= 12):
            return None
        count, first, last, noun, after = None, False, False, False, at
        for step in range(6):
            word = self[at + step]
            number = word.number if 1 <= word.number <= 12 else word.value(Sort.CARDINAL)
            if word.is_of(*nouns) and not noun and (count or word.text != "شهر"):
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

    def _is_announced(self, at: int) -> bool:
        """Return whether a number is a year by what stands around it: «en 2024», «خلال 2024», «(2024)»."""
        before, after = self[at - 1], self[at + 1]
        if before.text in ("en", "في") or before.is_of(*ANNOUNCING):
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
        return unknown and is_year(self[at]) and not self[at - 1].is_of(Sort.YEAR_WORD)


def is_year(word: Word) -> bool:
    """Return whether a word has the form of a year of our time."""
    return len(word.text) == 4 and 1900 <= word.number < 2100


def second_year(first: Word, second: Word) -> int:
    """Return the later year of «2023/2024» or «2023-24»; 0 where it is none."""
    number = (
        first.number // 100 * 100 + second.number if len(second.text) == 2 and second.number >= 0 else second.number
    )
    return number if 1900 <= first.number < number < 2100 else 0
