"""Rules that bind the sentence of figures to where they are of, and to what they compare with (see `rules`)."""

import re
from itertools import pairwise

from ..facts.comparability import obstacles
from ..facts.model import Entity, EntityKind, KnowledgeBase, Observation
from ..problems import say
from ..text import evidence
from ..text.languages import Language
from .spoken import Found, Spoken

COUNTRY = 2  # letters of the code of a country, in which other places may lie
PROPER = re.compile(r"(?<![\w’'])(?:[dlDL]['’])?(?P<word>[A-ZÀ-Ý]\w*(?:['’]\w+)?)")  # a word of a name, in French
AT = {
    Language.AR: re.compile(r"(?<!\w)[وف]?(?:في|إلى|ب)(?: (?:محيط|إقليم|عمالة|مدينة|جزر|سواحل))? ?"),
    Language.FR: re.compile(
        r"(?<!\w)(?:à|aux?|dans|sur|atteint|atteindre|rejoint|rejoindre|gagner|gagné)"
        r"(?: (?:les|la|le|l'|îles|(?:ville|abords|large|côtes|province|préfecture) des?))*"
        r"(?: |(?<='))",
        re.IGNORECASE,
    ),
}
# Words of comparison between two figures: the first is less, or more.
LESS = re.compile(
    r"(?<!\w)(?:(?:moins(?: nombreu\w+)?|inférieure?s?) (?:qu'|que |à )|(?:أقل|أدنى|أصغر) (?:من|مما)(?!\w))"
)
MORE = re.compile(
    r"(?<!\w)(?:(?:plus(?: nombreu\w+)?|davantage|supérieure?s?) (?:qu'|que |à )|dépass\w+"
    r"|(?:أكثر|أكبر|أعلى) (?:من|مما)(?!\w)|يفوق|تفوق)"
)
DENIES = re.compile(
    r"(?<!\w)(?:ne|n'(?=\w)|pas|jamais|[وف]?(?:لا|لم|ليس\w*))(?!\w)", re.IGNORECASE
)  # in any kind of idiom


def check_place(spoken: Spoken) -> Found:
    """A place that the sentence of figures names, each of a place, is of one of them, a country, or holds one."""
    kb, language = spoken.kb, spoken.language
    places = [kb.entities[each.scope.place] for _, each in spoken.figures if each.scope.place]
    own = frozenset[str]().union(*(_proper(each, language) for each in places))
    if not places or len(places) < len(spoken.figures) or not all(_proper(each, language) for each in places):
        return
    if any(_is_country(each) for each in places) or any(_stands(word, spoken.text) for word in own):
        return
    there = [at.end() for at in AT[language].finditer(spoken.text)]
    regions = {each.scope.origin for each in kb.observations.values()}  # of many countries, in which others may lie
    for entity in kb.entities.values() if there else ():
        is_other = entity.kind is EntityKind.PLACE and not _is_country(entity) and entity.id not in regions
        for word in _proper(entity, language) if is_other and not own & _proper(entity, language) else ():
            if any(re.compile(rf"{re.escape(word)}(?!\w)").match(spoken.text, at) for at in there):
                call, names = spoken.figures[0][0], [each.name[language] for each in places]
                yield call, "FIGURE-PLACE", say("figure-place", place=word, call=str(call), right=names)
                return


def _is_country(place: Entity) -> bool:
    return len(place.iso_3166 or "") == COUNTRY


def _proper(place: Entity, language: Language) -> frozenset[str]:
    """Return the words of a place's name that are its own: in French those with capitals, in Arabic all but the first
    of several; none of one that has no capital: «en mer».
    """
    own = frozenset(found["word"] for found in PROPER.finditer(evidence.normalise(place.name.fr)))
    name = evidence.normalise(place.name[language])
    if language is Language.FR or not own:
        return own
    words = name.split(" ")
    return frozenset(word.removeprefix("و") for word in words[1:] or words)


def _stands(word: str, text: str) -> bool:
    return bool(re.search(rf"(?:(?<!\w)|(?<=\b[وفبل])|(?<=\bلل)){re.escape(word)}(?!\w)", text))


def check_compared(spoken: Spoken) -> Found:
    """Words of comparison between two figures stand only where these compare, and say which is greater."""
    for one, other in pairwise(spoken.shown):
        if not one.figure or not other.figure:
            continue
        between = spoken.text[one.end : other.start]
        less, more = LESS.search(between), MORE.search(between)
        if (
            (less or more)
            and not DENIES.search(spoken.text, 0, other.start)
            and not _compare(spoken.kb, one.figure, other.figure, bool(less))
        ):
            words = (less or more or [""])[0].strip()
            message = say("figure-compared", words=words, one=one.figure.id, other=other.figure.id)
            yield one.call, "FIGURE-COMPARED", message


def _compare(kb: KnowledgeBase, one: Observation, other: Observation, is_less: bool) -> bool:
    """Return whether two figures compare, and the first is less than the second, or more."""
    return not obstacles(kb, one, other) and (one.value < other.value if is_less else one.value > other.value)
