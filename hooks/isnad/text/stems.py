"""Whether two words are of one root, as far as their letters show: enough to ask what a text and a quote share.

French words are compared by their first letters, without accents and elided articles; Arabic ones without what is glued
to their front and end. A stemmer with rules for each ending says no more of that, and would be one more dependency.
"""

import re
import unicodedata
from functools import lru_cache

from .cache import remembered
from .evidence import REMEMBERED, words

FRENCH_LETTERS = 5
SHORTEST = 3
ELIDED = re.compile(r"^(?:qu|[cdjlmnst])'")
ARABIC = re.compile("[\u0621-\u064a]")
FOLDED = str.maketrans("أإآٱىة", "ااااية")
FRONT = re.compile("^[وف]?(?:[بك]?ال|لل|[بلكس])?(?=...)")
VERB_FRONT = re.compile("^[يتن](?=...)")
END = re.compile("(?<=...)(?:ات|تان|تين|ون|وا|ين|ان|يات|ية|ي|ة|ا|ه|تهم?|تها|هما?|هن|ها|نا)$")
# Words that say nothing of a subject.
EMPTY_WORDS = """
من في على إلى عن مع أن إن ما لا لم لن قد كما هذا هذه ذلك تلك التي الذي الذين اللذين بين أو ثم هو هي هم كل بعد
قبل عند منذ دون أيضا كذلك حتى بل أي غير بها به لها له منها منه منهم فيها فيه إذ وهو وهي وهم ومن وفي وعلى وما
ولا le la les un une des de du au aux et ou en dans par pour sur sous avec sans ce cet cette ces son sa ses
leur leurs que qui quoi dont où ne pas plus a ont est sont été être avoir avait il elle ils elles se si y on
nous vous entre vers à comme aussi ainsi même mais chez
"""
EMPTY = frozenset(EMPTY_WORDS.split())


@lru_cache(REMEMBERED)
def stems(word: str) -> frozenset[str]:
    """Return what may be the root of a word; words with a stem in common are akin. A word of no meaning has none."""
    if not ARABIC.search(word):
        plain = ELIDED.sub("", word.casefold())
        if plain in EMPTY or not plain:
            return frozenset()
        letters = "".join(sign for sign in unicodedata.normalize("NFD", plain) if not unicodedata.combining(sign))
        return frozenset({letters[:FRENCH_LETTERS].rstrip("sx") or letters})
    if word in EMPTY or len(word) < SHORTEST:
        return frozenset()
    plain = word.translate(FOLDED)
    fronts = {plain, *(plain.removeprefix(sign) for sign in "وفبلك"), FRONT.sub("", plain)}
    fronts |= {VERB_FRONT.sub("", each) for each in (*fronts,)}
    fronts |= {each[:-1] + "ت" for each in fronts if each.endswith("ة")}  # as it is written before a pronoun
    ends = {END.sub("", each) for each in fronts}
    return frozenset(each for each in (*fronts, *ends) if len(each) >= SHORTEST)


@remembered
def meaning(text: str) -> tuple[str, ...]:
    """Return the words of a text that have stems, in order."""
    return tuple(word for word in words(text) if stems(word))


@remembered
def stems_of(text: str) -> frozenset[str]:
    """Return the stems of all words of a text."""
    return frozenset().union(*(stems(word) for word in words(text)))


def strangers(text: str, *others: str) -> list[str]:
    """Return the words of a text that are akin to none of other texts."""
    known = frozenset().union(*map(stems_of, others))
    return [word for word in meaning(text) if not stems(word) & known]
