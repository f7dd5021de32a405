"""Whether a text denies a number of its own: calls it false, a rumour, rejects it, or tells what would have been.

«le chiffre de 300 est faux», «rejected the figure of 300», «لو عاد 300», «si 300 étaient rentrés, on l'aurait dit».
What is false and no number («faux passeports», «أخبار زائفة» that somebody spread) denies nothing. The words are in
`quantities.toml`.
"""

from collections.abc import Iterator
from functools import lru_cache

from .number_names import STOPS, Names
from .tokens import BOUNDARIES, CLAUSE_ENDS, COMMAS, is_form, table, unglued
from .word_lists import REMEMBERED, VOCABULARY, is_arabic, listed, lists

ASIDE, BESIDE, FAR = 14, 3, 40  # words of a clause before a number, near one another, and behind a number
FALSE, FALSEHOODS, DISPUTED, COPULAS, NUMBERS, NEWS, THINGS, REJECTS, UNREAL = lists(
    "refutations", "false", "falsehoods", "disputed", "copulas", "numbers", "news", "things", "rejects", "unreal"
)
LIGHT, GOVERNS, SUMS_UP, COMPLEMENTS, JOINS, NOT, IF, EVEN = lists(
    "refutations", "light", "governs", "sums_up", "complements", "joins", "not", "if", "even"
)
TRUE, CLAIMS, TELLS, RUMOURS = lists("refutations", "true", "claims", "tells", "rumours")
FALSEHOODS |= RUMOURS
REFUTES = table([("refuted", VOCABULARY["context"]["refutes"])])
TURNS_CLAUSE = listed("context", "turns") - {"غير"}  # which negates an adjective, too
CONDITIONAL, NO_CONDITIONAL = tuple(listed("context", "conditional")), listed("context", "no_conditional")
WORDS = FALSE | FALSEHOODS | DISPUTED | REJECTS | IF | TRUE | REFUTES.keys() | {"s'"}
ADVERBS = ("ment", "mente", "ly")


@lru_cache(REMEMBERED)
def is_conditional(key: str) -> bool:
    """Return whether a French word is a verb by which a paper vouches for nothing: «compterait»."""
    return key.endswith(CONDITIONAL) and key not in NO_CONDITIONAL


class Refutations(Names):
    """Which numbers of one text its words deny."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.may_refute = any(is_form(token.key, WORDS) for token in self.run)

    def is_refuted(self, first: int, end: int) -> bool:
        """Return whether the clause of a number [first, end), or what takes it up behind a comma, denies it."""
        if not self.may_refute:
            return False
        before, behind = list(self.back(first - 1, ASIDE)), list(self._behind(end))
        near = [self.key(at) for at in before[:BESIDE]]
        is_of_thing = any(is_form(key, THINGS) for key in near)  # «les papiers des 300 migrants étaient faux»
        is_of_number = any(is_form(key, NUMBERS) or (is_arabic(key) and is_form(key, NEWS)) for key in near)
        return (
            any(self._is_false(at, is_of_number) or self.refutes(at) for at in behind if not is_of_thing)
            or any(self._is_false_of(at) or self._is_rejected(at, first) for at in before)
            or any(self._is_rumoured(at) for at in before[: BESIDE + 1])
            or self._is_rejected_behind(behind)
            or self._is_unreal(first, before)
        )

    def refutes(self, at: int) -> bool:
        """Return whether a phrase begins at a token that says that something is not so."""
        phrases = [keys for form in unglued(self.key(at)) for keys, _ in REFUTES.get(form, ())]
        said = any(all(self.key(at + place) == key for place, key in enumerate(keys[1:], 1)) for keys in phrases)
        return said and not is_form(self.key(at - 1), THINGS)  # «وثائق غير صحيحة»

    def _behind(self, end: int) -> Iterator[int]:
        """Yield the tokens of the clause behind a number: behind an aside, too, and of what sums it up."""
        at = end
        while at < min(end + FAR, len(self.run)) and self.key(at) not in TURNS_CLAUSE:
            if self.key(at) in BOUNDARIES and not (self.key(at) in ":;" and self.key(at + 1) in SUMS_UP):
                return
            if self.key(at) in COMMAS and not self._goes_on_behind(at + 1):
                at = next((place for place in range(at + 1, at + ASIDE) if self.key(place) in CLAUSE_ENDS), at)
                if self.key(at) not in COMMAS or self.key(at + 1) not in COPULAS:
                    return
            yield at
            at += 1

    def _goes_on_behind(self, at: int) -> bool:
        """Return whether words behind a comma are of the number before it: «, un chiffre que», «, ce qui est»."""
        key = self.key(at)
        return key in COPULAS or key in SUMS_UP or is_form(self.key(at + (key in LIGHT)), NUMBERS)

    def _is_false(self, at: int, is_of_number: bool) -> bool:
        """Return whether a word behind a number calls it false."""
        key = self.key(at)
        if is_form(key, DISPUTED):
            return is_of_number and self._is_told(at)
        is_noun = is_form(key, FALSEHOODS)
        if key in TRUE:
            return self._is_told(at, is_denied=True)
        if not is_noun and not is_form(key, FALSE):
            return False
        if is_arabic(key):
            return self._is_false_in_arabic(at, is_noun, is_of_number)
        return self._is_beside_number(at) or ((is_noun or self._ends_there(at + 1)) and self._is_told(at))

    def _is_false_of(self, at: int) -> bool:
        """Return whether a word before a number calls it false: «le faux chiffre de 300», «il est faux que 300»."""
        if not is_form(self.key(at), FALSE | DISPUTED | FALSEHOODS):
            return False
        return self._is_beside_number(at) or (self.key(at + 1) in COMPLEMENTS and self._is_told(at))

    def _is_false_in_arabic(self, at: int, is_noun: bool, is_of_number: bool) -> bool:
        """Return whether an Arabic word, which needs no verb, is said of a number: «… خبر زائف», «حصيلة … كاذبة»."""
        before = self.key(at - 1)
        is_news = not is_noun and is_form(before, NEWS)
        if is_noun or is_news:
            noun = at - is_news
            return self.key(noun - 1) not in GOVERNS and self.key(noun)[:1] not in ("ب", "ل", "و", "ف")
        return self._is_beside_number(at) or (is_of_number and not is_form(before, THINGS) and self._ends_there(at + 1))

    def _ends_there(self, at: int) -> bool:
        """Return whether no noun stands at a token that an adjective would be of."""
        key = self.key(at)
        return not self.is_word(at) or key in STOPS or key in COMPLEMENTS or is_form(key, NEWS)

    def _is_beside_number(self, at: int) -> bool:
        """Return whether a noun of number stands beside an adjective: «un chiffre erroné», «inexact le bilan»."""
        behind = self.key(at + 1 + (self.key(at + 1) in LIGHT))
        before = self.key(at - 1 - self.key(at - 1).endswith(ADVERBS))
        return is_form(before, NUMBERS) or (is_form(behind, NUMBERS) and not is_arabic(behind))

    def _is_told(self, at: int, *, is_denied: bool = False) -> bool:
        """Return whether a verb of being stands before a word, with light words and adverbs between, denied or not."""
        verb = at - 1
        while self._is_light(verb) and at - verb < FAR:
            verb -= 1
        denied = not NOT.isdisjoint(map(self.key, range(verb - 1, at)))
        subject = [self.key(place) for place in range(verb - BESIDE, verb)]
        is_of_thing = any(is_form(key, THINGS) for key in subject)  # «dont les passeports étaient faux»
        return self.key(verb) in COPULAS and denied is is_denied and not is_of_thing

    def _is_light(self, at: int) -> bool:
        key = self.key(at)
        return key in LIGHT or key in NOT or key.endswith(ADVERBS) or is_form(key, NEWS | FALSE)

    def _is_rumoured(self, at: int) -> bool:
        """Return whether a rumour tells what stands shortly behind a word: «des rumeurs, dit-il, évoquent 300»."""
        if not is_form(self.key(at), TELLS):
            return False
        commas = (place for place in range(at - 2, at - 2 - ASIDE, -1) if self.key(place) in COMMAS)
        noun = next(commas, at) - 1 if self.key(at - 1) in COMMAS else at - 1
        return is_form(self.key(noun), RUMOURS)

    def _is_rejected(self, at: int, first: int) -> bool:
        """Return whether a verb rejects what is said of a number behind it: «rejette le chiffre de 300»."""
        if not is_form(self.key(at), REJECTS):
            return False
        noun = at + 1
        while noun < at + BESIDE and (self.key(noun) in LIGHT or (is_arabic(self.key(at)) and not self._is_said(noun))):
            noun += 1  # in Arabic the subject stands between
        between = [self.key(place) for place in range(noun + 1, first)]
        joined = any(key in JOINS or (is_arabic(key) and key[0] == "و" and len(key) > 3) for key in between)
        return noun < first and (self._is_said(noun) or self.key(at + 1) in CLAIMS) and not joined

    def _is_said(self, at: int) -> bool:
        return is_form(self.key(at), NUMBERS | NEWS)

    def _is_rejected_behind(self, behind: list[int]) -> bool:
        """Return whether what takes a number up is rejected: «, un chiffre que le ministère conteste»."""
        keys = [self.key(at) for at in behind]
        noun = next((place for place, key in enumerate(keys) if is_form(key, NUMBERS)), len(keys))
        return any(is_form(key, REJECTS) for key in keys[noun + 1 :])

    def _is_unreal(self, first: int, before: list[int]) -> bool:
        """Return whether a number is in a condition that is not met: «had 300 returned, …», «لو عاد 300 …»."""
        opens = [at for at in before if self._opens_condition(at, first)]
        if any(is_arabic(self.key(at)) for at in opens):
            return True
        rest = map(self.key, range(first, first + FAR))
        return bool(opens) and any(key in UNREAL or is_conditional(key) for key in rest)

    def _opens_condition(self, at: int, first: int) -> bool:
        key, before = self.key(at), self.key(at - 1)
        if key == "had":
            return at >= first - BESIDE and (not before or before in CLAUSE_ENDS)
        return (key in IF or (key == "s'" and self.key(at + 1) in ("il", "ils"))) and before not in EVEN
