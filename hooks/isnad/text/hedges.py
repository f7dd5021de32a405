"""How precisely the words around a number of Arabic or French text state it.

All words are in `quantities.toml`. To the left, hedges are gathered as far as words of a closed class stand between
(articles, prepositions, pronouns, nouns of number: «يناهز عددهم 300»); Arabic may have its subject between a verb and
its number. To the right, a hedge may follow the noun and its adjectives («300 migrants environ»). A negation before a
hedge turns it round: «لا يقل عن» is a minimum. Nouns and verbs, which are an open class, change nothing; so a number is
`exact` beside them. It is not where a word might change it that nobody has listed: an adverb (-ment, tanwin), a
comparative (أفعل من), a verb in the present with على or عن, a verb before «les 300», a negation, a modal, a
conditional, an alternative, a bound or a denial farther before, a whole that it may be a part of, an average that is
spoken of.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from .number_names import BEFORE, SKIPPED, STOPS
from .refutations import ASIDE, REFUTES, TURNS_CLAUSE, Refutations, is_conditional
from .tokens import BOUNDARIES, CLAUSE_ENDS, COMMAS, NO_FUTURE, Hit, forms, is_arabic_future, is_form, table, unglued
from .word_lists import REMEMBERED, VOCABULARY, fold, is_arabic, listed, lists

REACH = 8  # how many words, on either side, may say how precise a number is
NEAR = 5  # how many before it may doubt it
SENTENCE = 25  # how many words before it a number is asked of
OPENING = table(VOCABULARY["hedges"]["before"].items())
AFTER = table(VOCABULARY["hedges"]["after"].items())
VERBS, FAR_VERBS, NEUTRAL_VERBS, NO_VERBS, MODAL, PLANS, AWAITS, FORECAST, MAY = lists(
    "context", "verbs", "far_verbs", "neutral_verbs", "no_verbs", "modal", "plans", "awaits", "forecast", "may"
)
DENIES, DENIES_NEXT, DENIES_FROM_AFAR, AFTER_DENIAL, WITHOUT, ONLY, STILL, TURNS = lists(
    "context", "denies", "denies_next", "denies_from_afar", "after_denial", "without", "only", "still", "turns"
)
NUMBER_NOUNS, OF_VERBS, BOAT, ADVERBS, FIRMLY, DETERMINERS, MEAN, NOT_MEAN, RATES = lists(
    "context", "counted", "of_verbs", "boat", "adverbs", "firmly", "determiners", "mean", "not_mean", "rates"
)
FUTURE, INFINITIVE, PRESENT, PARTICIPLE, OWN_WAW = (
    tuple(listed("context", name)) for name in ("future", "infinitive", "present", "participle", "own_waw")
)
PART_NOUNS = listed("measures", "part_nouns")
MODAL_NOUNS = table([("noun", VOCABULARY["context"]["modal_nouns"])])
TURNED = {"more": "most", "less": "least", "reach": "less", "unsure": "less"}
MEANS = MEAN | {"moyen"}
SEA = fold("المتوسط")  # and the average


def _is_verb(key: str) -> bool:
    """Return whether a word is an Arabic verb that bounds a number: «قارب», but not «القارب»."""
    return any(form in VERBS for form in unglued(key))


@lru_cache(REMEMBERED)
def _signal(key: str) -> str:
    """Return what a word says of the numbers of its sentence: that another clause begins, or that it «refutes» them,
    «foresees» or, before an infinitive, «plans» them; nothing where it does not.
    """
    for words, meaning in ((TURNS, "turn"), (REFUTES, "refutes"), (PLANS, "plans"), (AWAITS, "awaits")):
        if any(form in words for form in unglued(key)):
            return meaning
    if is_arabic(key):
        future = any(map(is_arabic_future, unglued(key)))
    else:
        future = len(key) > 3 and key.endswith(FUTURE) and key not in NO_FUTURE
    return "foresees" if future or is_form(key, FORECAST) else ""


class Hedges(Refutations):
    """What the words around the numbers of one text say of them."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.hedged: dict[tuple[int, int], tuple[list[str], int]] = {}  # what `hedges` found
        keys = {token.key for token in self.run}
        self.may_bound = any(key in FAR_VERBS or _is_verb(key) for key in keys)
        self.may_deny = not DENIES_FROM_AFAR.isdisjoint(keys)
        self.may_average = any(is_form(key, MEANS) for key in keys)

    def hedges(self, lead: int, least: int) -> tuple[list[str], int]:
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
            elif key in DENIES_NEXT:
                denied, at = True, at - 1
            elif key in SKIPPED or is_form(key, NUMBER_NOUNS):
                particle = particle or (key if key in OF_VERBS else "")
                at -= 1
            else:
                break
        if not found:
            found, at = self._hedges_from_afar(at, particle, least)
        if denied or (found and is_form(self.key(at), PART_NOUNS)):  # «la moitié environ des 300»
            found.append("none")
        return found, at

    def _said(self, hit: Hit, turned: bool) -> str:
        """Return what a hedge says, which a word before it may turn round; «none» where that may be so from afar."""
        # «dépasse de 300 celui de»
        by_how_much = self.key(hit.first) in FAR_VERBS and self.key(hit.end) in ("de", "d'")
        far = not turned and self._is_turned(self.before_aside(hit.first - 1))  # «n'a pas, dit-il, dépassé 300»
        if by_how_much or far:
            return "none"
        return self._turned(hit.meaning, turned)

    @staticmethod
    def _turned(meaning: str, is_turned: bool) -> str:
        return TURNED.get(meaning, "none") if is_turned else meaning

    def _hedges_from_afar(self, at: int, particle: str, least: int) -> tuple[list[str], int]:
        """Return what words before a number, but not beside it, say of it, and the token before them."""
        if self.key(at) in COMMAS and (mean := self.before(BEFORE, at - 1, least)) and mean.meaning == "mean":
            return ["mean"], mean.first - 1  # «en moyenne, 300 départs»
        if hit := self._verb_first(at, particle, least) or self._beyond_aside(at, particle):
            turned = self._is_turned(hit.first - 1)
            return [self._turned(hit.meaning, turned)], hit.first - 1 - turned
        return [], at

    def _is_turned(self, at: int) -> bool:
        """Return whether the word at a token denies the phrase behind it: «لا», «sans», «دون أن»."""
        at -= self.key(at) in AFTER_DENIAL
        return is_form(self.key(at), DENIES) or (self.key(at) in WITHOUT and self.key(at + 1) == "ان")

    def _verb_first(self, at: int, particle: str, least: int) -> Hit | None:
        """Return the Arabic verb that bounds a number from before its subject: «تجاوز عدد المهاجرين 300».

        Where another clause may stand between, a verb of a number bounds this one or not: it says `none`.
        """
        is_other = False
        for place in range(at, max(least, at - SENTENCE) - 1, -1):
            key, is_numbered = self.key(place), is_form(self.key(place + 1), NUMBER_NOUNS)
            is_other = is_other or place < at - REACH
            if not self.is_word(place):
                return None
            far = is_other if _is_verb(key) else is_form(self.key(place - 1), DENIES)
            if is_numbered and far:
                return Hit("none", place, place + 1)
            if _is_verb(key) and not is_other and not (is_form(key, BOAT) and not is_numbered):
                wanted = [keys for form in forms(key) for keys in ((form, particle), (form,))]
                said = (meaning for keys in wanted for phrase, meaning in BEFORE.get(keys[-1], ()) if phrase == keys)
                return next((Hit(meaning, place, place + 1) for meaning in said), None)
            is_joined = key[:1] in ("و", "ف") and len(key) > 3 and not is_form(key, NUMBER_NOUNS)
            is_other = is_other or (is_joined and not key.startswith(OWN_WAW)) or key in TURNS_CLAUSE
        return None

    def before_aside(self, at: int) -> int:
        """Return the token before a clause between commas that ends at a token; the token where none does."""
        if self.key(at) not in COMMAS:
            return at
        return next((place - 1 for place in self._reach(at - 1, ASIDE - 1) if self.key(place) in COMMAS), at)

    def _beyond_aside(self, at: int, particle: str) -> Hit | None:
        """Return the hedge between commas before a number, or the one before them: «dépasse, hier, 300»."""
        if (opening := self.before_aside(at) + 1) > at:
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
            for keys, meaning in (entry for form in unglued(self.key(first)) for entry in OPENING.get(form, ())):
                within = all(self.key(first + step) == keys[step] for step in range(1, min(size, len(keys))))
                after = all(self.key(behind + step) == key for step, key in enumerate(keys[size:]))
                if len(keys) > size and within and after:
                    return Hit(meaning, first, last + 1)
        return None

    def _reach(self, at: int, size: int = SENTENCE) -> Iterator[int]:
        """Return a token and those before it in its sentence, so many at the most, to the quantity before."""
        return takewhile(lambda place: place not in self.counted, self.back(at, size, ends=BOUNDARIES))

    def said_after(self, end: int) -> list[str]:
        """Return what the words behind a number, and behind the noun that it counts, say of it."""
        for at in range(end, min(len(self.run), end + REACH)):
            key = self.key(at)
            hit = self.after(AFTER, at)
            # «300 personnes mortes ou disparues»
            is_or = hit is not None and hit.end == at + 1 and key == "ou" and at > end and hit.end not in self.starts
            if hit and not is_or:
                behind = hit.end
                while self.key(behind) in SKIPPED:
                    behind += 1
                return [] if behind in self.starts and hit.meaning != "none" else [hit.meaning]
            if at in self.inside or key in BOUNDARIES or key in STOPS:
                return []
            if at > end and key[:1] in ("و", "ف") and len(key) > 3 and at - end > 1:
                return []
        return []

    def is_near_mean(self, at: int) -> bool:
        """Return whether an average is spoken of before a number, which may be it: «la moyenne s'établit à 300»."""
        if not self.may_average:
            return False
        for place in range(at, max(-1, at - SENTENCE), -1):
            if place in self.counted or not (self.key(place) == ":" or self._is_same_sentence(place)):
                return False
            if self._speaks_of_mean(place):
                return True
        return False

    def _speaks_of_mean(self, at: int) -> bool:
        """Return whether a word is of an average, and not of the Mediterranean or of a means."""
        key = self.key(at)
        if key == SEA:
            return is_form(self.key(at + 1), RATES)
        return is_form(key, MEAN) or (key == "moyen" and self.key(at - 1) not in NOT_MEAN)

    def is_doubtful(self, at: int, lead: int, least: int) -> bool:
        """Return whether a word before a number, where no hedge is known, may be one: see the module."""
        between = [self.key(place) for place in range(at + 1, lead)]
        key = self.key(at) if at >= least else ""
        if self._is_doubtful_from_afar(at, lead):
            return True
        if not key or not self.is_word(at):
            return False
        if "les" in between and not key.endswith(PARTICIPLE):
            return key not in NO_VERBS and key.endswith(PRESENT)  # «frôle les», «titillent les»
        if key.endswith(("ment", "mente", "ly")) and key not in ADVERBS and self.key(at - 1) not in DETERMINERS:
            return True
        if not is_arabic(key):
            return False
        if between[:1] and between[0] in ("علي", "عن"):
            return key[0] in "يت" and not is_form(key, NEUTRAL_VERBS)
        if between[:1] == ["من"]:
            return key[0] == "ا" and len(key) == 4 and not key.startswith(("ال", "ان", "است"))
        short = 3 if self.run[lead].text.startswith("و") else 4  # «سحبا وثلاثين», as «خمسا وثلاثين» if it were unknown
        accusative = key.endswith("ا") and len(key) > short and not key.endswith(("ها", "وا", "نا")) and key[:2] != "ال"
        return not between and lead in self.starts and accusative and not is_form(key, FIRMLY)

    def _is_doubtful_from_afar(self, at: int, lead: int) -> bool:
        """Return whether a verb farther before a number may bound or deny it, or say that it is a difference."""
        if self.may_bound and (self._is_after_far_verb(at) or self._is_by_how_much(at, lead)):
            return True
        return self.may_deny and self._is_denied_from_afar(at)

    def _is_after_far_verb(self, at: int) -> bool:
        """Return whether a verb that may bound a number stands farther before it: an Arabic one before a comma, or a
        French one in its clause.
        """
        keys = map(self.key, self._reach(at - 1, SENTENCE - 1))
        if self.key(at) in COMMAS:
            return any(_is_verb(key) or key in FAR_VERBS for key in keys)
        return any(key in FAR_VERBS for key in takewhile(lambda key: key not in COMMAS, keys))

    def _is_denied_from_afar(self, at: int) -> bool:
        """Return whether an Arabic verb that is denied begins the clause of a number, and may deny it."""
        clause = set(takewhile(lambda key: key not in COMMAS and key not in TURNS, map(self.key, self._reach(at))))
        return ONLY.isdisjoint(clause) and not DENIES_FROM_AFAR.isdisjoint(clause)

    def _is_by_how_much(self, at: int, lead: int) -> bool:
        """Return whether a number says by how much a verb exceeds: «يفوق ما سجل سنة 2022 بـ300 محاولة»."""
        return self.key(lead)[:1] == "ب" and any(_is_verb(self.key(place)) for place in self._reach(at))

    def is_denied(self, at: int, least: int) -> bool:
        """Return whether a negation stands in the clause shortly before."""
        if self.key(at) == "non":  # «et non trente et un»
            return True
        if self.key(at) in ONLY:  # «لم تسجل سوى تسع»
            return False
        keys = ((self.key(place), self.key(place + 1)) for place in self.back(at, 3, least))
        return any(
            is_form(key, DENIES) and following not in STILL and key not in ("ni", "sans") for key, following in keys
        )

    def modality(self, lead: int, at: int, end: int, least: int) -> str:
        """Return whether a number is in «doubt» or a «forecast», by the words around it; nothing where it is stated.

        Shortly before it, or behind what it counts («300 personnes auraient été secourues»), a modal verb doubts it; in
        all of its sentence it may be refuted, in all of its clause be foreseen.
        """
        near = [*self.back(at, NEAR, least), self.before_aside(at)]
        behind = list(self.clause_behind(end))
        unsure = any(is_conditional(self.key(place)) for place in (*range(at + 1, lead), *near, *behind))
        may = (self.key(place) in MAY and self._is_present(place + 1) for place in range(at, at - NEAR, -1))
        before = list(takewhile(self._is_same_sentence, range(lead - 1, max(-1, lead - SENTENCE), -1)))
        refuted = any(self.refutes(place) for place in (*before, *behind))
        modal = any(self._is_modal(place) for place in (*near, *behind))
        if refuted or unsure or any(may) or modal or self.is_refuted(lead, end):
            return "doubt"
        aside = self.key(end) == "(" and self.key(end + 1) in FORECAST
        return "forecast" if aside or any(self._foresees(place) for place in (*before, *behind)) else ""

    def clause_behind(self, end: int) -> Iterator[int]:
        """Return the next tokens of the clause behind a number, with a note in brackets: «300 départs (prévu)»."""
        return takewhile(self._goes_on, range(end, min(len(self.run), end + REACH)))

    def _goes_on(self, at: int) -> bool:
        is_note = self.key(at) == "(" and self.key(at + 1) in FORECAST
        return (self.key(at) not in CLAUSE_ENDS or is_note) and at not in self.inside

    def _is_modal(self, at: int) -> bool:
        """Return whether a word doubts a number; «would-be migrants» does not."""
        return is_form(self.key(at), MODAL) and not self.after(MODAL_NOUNS, at)

    def _is_same_sentence(self, at: int) -> bool:
        return self.key(at) not in BOUNDARIES and (_signal(self.key(at)) != "turn" or self.refutes(at))

    def _is_present(self, at: int) -> bool:
        return self.key(at)[:1] in ("ي", "ت") and self.key(at)[:2] != "تم"

    def _foresees(self, at: int) -> bool:
        """Return whether a word says that something is foreseen or planned, or is a verb of the future."""
        key, following = self.key(at), self.key(at + 1)
        match _signal(key):
            case "plans":
                return following == "sur" or (len(following) > 3 and following.endswith(INFINITIVE))
            case "awaits":
                is_bare = key.isascii() and at + 1 in self.starts  # «attendent 300 départs»
                return following == "ان" or self.key(at - 1) == "s'" or is_bare
            case "foresees":
                return is_form(key, FORECAST) or not self._is_proper(at)
        return key == "d'" and following == "ici"

    def _is_proper(self, at: int) -> bool:
        """Return whether a word may be a name by its capital: «la Gomera», but not «Seront expulsés»."""
        return self.run[at].text.istitle() and not self.key(at).startswith("ser")
