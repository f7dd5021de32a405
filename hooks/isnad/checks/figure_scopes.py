"""Rules that bind the sentence of figures to where they are of, and to what they compare with (see `rules`)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ..facts.comparability import obstacles
from ..facts.model import Entity, EntityKind, KnowledgeBase, Observation
from ..problems import Problem, say
from ..text import evidence
from ..text.languages import Language
from .sentence import Sentence

COUNTRY = 2  # letters of the code of a country, in which other places may lie
PROPER = re.compile(r"(?<![\w’'])(?:[dlDL]['’])?(?P<word>[A-ZÀ-Ý]\w*(?:['’]\w+)?)")  # a word of a name, in French
AT = r"(?:<at>(?: <place>)*(?: |(?<='))|ب)"


def check_place(sentence: Sentence) -> Iterator[Problem]:
    """A place that the sentence of figures names, each of a place, is of one of them, a country, or holds one."""
    kb, language = sentence.kb, sentence.language
    places = [kb.entities[each.scope.place] for _, each in sentence.figures if each.scope.place]
    own = frozenset[str]().union(*(_proper(each, language) for each in places))
    if not places or len(places) < len(sentence.figures) or not all(_proper(each, language) for each in places):
        return
    if any(_is_country(each) for each in places) or any(_stands(word, sentence.text) for word in own):
        return
    there = [at.end() for at in sentence.pattern(AT).finditer(sentence.text)]
    regions = {each.scope.origin for each in kb.observations.values()}  # of many countries, in which others may lie
    for entity in kb.entities.values() if there else ():
        is_other = entity.kind is EntityKind.PLACE and not _is_country(entity) and entity.id not in regions
        for word in _proper(entity, language) if is_other and not own & _proper(entity, language) else ():
            if any(re.compile(rf"{re.escape(word)}(?!\w)").match(sentence.text, at) for at in there):
                call, names = sentence.figures[0][0].call, [each.name[language] for each in places]
                message = say("figure-place", place=word, call=str(call), right=names)
                yield sentence.problem(call, "FIGURE-PLACE", message)
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


def check_compared(sentence: Sentence) -> Iterator[Problem]:
    """Words of comparison between two figures stand only where these compare, and say which is greater."""
    for one, other in pairwise(sentence.numerals):
        words = sentence.pattern("(?P<less><less>)|<more>").search(sentence.text, one.end, other.start)
        if not (words and one.figure and other.figure) or sentence.pattern("<denies>").search(
            sentence.text, 0, other.start
        ):
            continue
        if not _compare(sentence.kb, one.figure, other.figure, is_less=bool(words["less"])):
            message = say("figure-compared", words=words[0].strip(), one=one.figure.id, other=other.figure.id)
            yield sentence.problem(one.call, "FIGURE-COMPARED", message)


def _compare(kb: KnowledgeBase, one: Observation, other: Observation, is_less: bool) -> bool:
    """Return whether two figures compare, and the first is less than the second, or more."""
    return not obstacles(kb, one, other) and (one.value < other.value if is_less else one.value > other.value)
