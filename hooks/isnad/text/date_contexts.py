"""What the words before a date make of it: compared, excepted, planned, or the date of something else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .date_expressions import Expression, Role
from .date_points import OF
from .date_words import ARABIC, NOWHERE, Sort, Word
from .date_years import BREAKS, CLAUSE, DASHES, NEAR, Years
from .word_lists import number_word

LINKS = frozenset(("de", "d'", "pour", "برسم", "au titre de", "ل"))  # a year belongs by them to a report or a law
LEADS = (Sort.LIGHT, Sort.DURING, Sort.YEAR_WORD, Sort.WEEKDAY, Sort.DAY_WORD, Sort.MONTH_WORD, Sort.THIS)
SUBJECT = 6  # words between «announced» and its day

FUTURE = re.compile(r"\w{2,}[eiudtv]r(?:a|ont)")
# Behind «سي» and «ست» stand nouns too: «سيارة», «سيراليون», «سترات».
ARABIC_FUTURE = re.compile(
    "[وف]?س(?:ي(?!ا|ط|بي|كو|نا|نم|دا|ده|دت|دي|را|رت|ره|لا|لف)|ت(?!ا|ر|وك|ين|ون|ما|مي))[\u0621-\u064a]{3,}"
)
BEFORE_NAME = ("la", "le", "el", "de", "du", "a", "l'", "d'")


def is_future(word: str, before: str) -> bool:
    """Return whether a folded word behind another is a verb of the future: «débutera», «سينظم»; but not «La Gomera»."""
    return bool(ARABIC_FUTURE.fullmatch(word) or (FUTURE.fullmatch(word) and before not in BEFORE_NAME))


class Contexts(Years):
    """The words that stand before dates."""

    def _in_context(self, found: Expression, at: int, after: int) -> Expression:
        if found.role is Role.NOTHING:
            return found
        if self[after].is_of(Sort.NEXT):
            return Expression(role=Role.NOTHING)
        if self[after].text == "exclu" or self._excluded(at):
            return replace(found, role=Role.EXCEPT, part=True)
        if (against := self._compared(at)) is not None:
            return replace(found, role=Role.NOTHING, against=against)
        if self._is_between_changes(found, at):
            return replace(found, role=Role.WITHIN)
        if self._planned(at):
            return Expression(role=Role.NOTHING)
        if self._owned(found.role, at) or self._announced(found, at) or self._dated(found, at):
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
        owned = self[at - 1].text in OF or (back == at - 1 and ARABIC.match(self[back].text))
        if not self[back].sorts and owned:  # «après les événements du 24 juin», «على خلفية أحداث 24 يونيو»
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
            word.number >= 0 or word.text[:1].isdecimal() or number_word(word.text)
            for word in map(self.__getitem__, range(first, min(at, first + NEAR)))
        ) or (self._nearest(at) == against)

    def _is_superlative(self, at: int) -> bool:
        """Return whether «la plus …» or «الأكثر» stands before: «la plus meurtrière depuis dix ans» bounds nothing."""
        places = range(max(0, at - SUBJECT), at)
        if any(self[place].is_of(Sort.RECORD) for place in places):
            return True
        more = [place for place in places if self[place].is_of(Sort.MORE)]
        return any(self[place].glued.endswith("ال") or self[place - 1].text in ("la", "le", "les") for place in more)

    def _is_between_changes(self, found: Expression, at: int) -> bool:
        """Return whether years are those from which and to which something changed: «passée de 35 à 40 entre …»."""
        years = bool(found.spans and found.spans[0].last) and found.spans[0].first.shift < 0 and not found.part
        return years and any(word.is_of(Sort.CHANGE) for word in self._left(at))

    def _planned(self, at: int) -> bool:
        return any(
            word.is_of(Sort.PLANNED) or (is_future(word.text, before.text) and not word.sorts)
            for word, before in pairwise([*self._left(at), NOWHERE])
        )

    def _owned(self, role: Role, at: int) -> bool:
        """Return whether a date belongs to something else: «loi de 2003», «né en 2010», «تقرير سنة 2024».

        What is counted since a day does not: «les filières de traite depuis 2018».
        """
        back = self._nearest(at)
        if self[back].is_of(Sort.PARTICIPLE):
            return True
        if role is Role.SINCE:
            return False
        leads = self.words[back + 1 : at]
        during = (
            word.is_of(Sort.DURING) or word.text in ("en", "في", "au") for word in leads if word.text not in LINKS
        )
        if any(during):
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
            return found.part and self[self._nearest(at)].is_of(Sort.SPEECH)
        for word in list(self._left(at))[:SUBJECT]:
            if word.is_of(Sort.SPEECH):
                return True
            if word.is_of(Sort.THAN) or word.number >= 0:
                return False
        return False

    def _dated(self, date: Expression, at: int) -> bool:
        """Return whether «since» reaches here from something that is no date: «depuis l’adoption de la loi en 2003»."""
        words = list(self._left(at)) if date.role is not Role.UNTIL else []
        found = next((back for back, word in enumerate(words) if word.is_of(Sort.SINCE)), None)
        return found is not None and not any(word.number >= 0 for word in words[:found])
