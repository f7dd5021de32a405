"""The rule that binds whom the sentence of a figure names as its source to whom it is of (see `rules`)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..facts.model import EntityKind, KnowledgeBase
from ..problems import Problem, say
from ..text import evidence, qualifiers
from ..text.languages import Language
from ..text.stems import stems, stems_of
from ..text.tokens import CLAUSE_ENDS
from . import citations
from .sentence import SHOWN, TELLS, Sentence

NAME = re.compile(r" (?:l[ae] |les |l')?(?P<name>[A-ZÀ-Ý][\w-]+(?: (?:de |des |du )?[A-ZÀ-Ý]\w+)*)")  # in French
OPENS = re.compile("L'")  # at the beginning of a sentence; «La Vie éco» is a name
NEAR = {Language.AR: 9, Language.FR: 4}  # words from such a verb to a figure; in Arabic its subject is among them
LEAD = re.compile(r"^(?:[lL][ea] |[lL]'|[وف]?ال)(?!\w+(?:ات|ين|ون)$)")
AUXILIARY = "(?:en |y |n')?<auxiliary>(?: pas| déjà| aussi)? ?$"  # in French, before a participle
# A subject that is a name, which may be of nobody that is known, and what stands there with a capital and is none.
SUBJECT = re.compile(
    r"(?:et |mais )?(?:(?:[lL][ae] |[lL]')(?P<name>[A-ZÀ-Ý][\w-]+)|(?P<alone>[A-ZÀ-Ý][\w-]+(?: [A-ZÀ-Ý][\w-]+)*)$)"
)
NO_NAME = re.compile(r"\w+ment|Ce\w*|Tou\w+|Aucune?|Personne|Chacune?|Certain\w*|Plusieurs|Beaucoup")
LONGEST = 5  # words of a French subject that is told by its first


class Sayer(NamedTuple):
    """Whom a sentence names as a source: the words that may hold the name, a name if it is known where it begins and
    ends, and whether who acts may be meant: «la Marine royale compte».
    """

    words: str
    name: str
    acts: bool


def check_source(sentence: Sentence) -> Iterator[Problem]:
    """Whom the sentence of figures names as their source states one of them, or publishes its article."""
    kb, language = sentence.kb, sentence.language
    stated = {each.stated_by.entity for _, each in sentence.figures}
    stated |= {house for _, each in sentence.figures for house in kb.source_of(each).houses}
    actors = {name for _, each in sentence.figures for name in each.scope.named()}
    right = [kb.entities[entity].name[language] for entity in sorted(stated)]
    own = {word for known in right for word in evidence.words(known)}  # a part of a name is enough
    for sayer in (*_sayers(sentence), *_subjects(sentence)) if stated else ():
        entitled = stated | actors if sayer.acts else stated
        named = _named(kb, sayer.words, language)
        is_unknown = sayer.name and own.isdisjoint(evidence.words(sayer.name))
        unknown = [sayer.words.strip()[:SHOWN]] if is_unknown else []
        if sayer.acts and not named:
            unknown = [sayer.words] if _is_of_others(kb, sayer.words, entitled, language) else []
        if entitled.isdisjoint(named) and (named or unknown):
            names = [kb.entities[who].name[language] for who in named] or [*map(sentence.as_written, unknown)]
            message = say("figure-source", names=names, right=right)
            yield sentence.problem(sentence.figures[0][0].call, "FIGURE-SOURCE", message)


def _named(kb: KnowledgeBase, text: str, language: Language) -> list[str]:
    """Return the ids of those that may speak whom a text names, but for a country that speaks."""
    text = text[:1].lower() + text[1:] if OPENS.match(text) else text
    places = {_bare(each.name[language]) for each in kb.entities.values() if each.kind is EntityKind.PLACE}
    named = citations.speakers_in(kb, text, language)
    return [who for who, names in named.items() if any(_bare(name) not in places for name in names)]


def _bare(name: str) -> str:
    return LEAD.sub("", name).casefold()


def _sayers(sentence: Sentence) -> Iterator[Sayer]:
    """Yield what stands behind «selon», or a name behind a verb of speech, to the end of the clause; and that name."""
    text = sentence.text
    ends = [found.end() for found in sentence.pattern("<according>").finditer(text)]
    verbs = [each.end for each in sentence.qualified if each.kind == "speech"]
    for end in dict.fromkeys([*ends, *verbs]):
        name = NAME.match(text, end)
        if name or end in ends:
            stop = next((at for at in range(end, len(text)) if text[at] in CLAUSE_ENDS), len(text))
            yield Sayer(text[end:stop], name["name"] if name else "", False)


def _subjects(sentence: Sentence) -> Iterator[Sayer]:
    """Yield the subject of each verb of saying or counting shortly before a figure: French before it, Arabic behind."""
    text, numbers = sentence.text, [each.start for each, _ in sentence.figures]
    verbs = [each[2:] for each in sentence.qualified if each.kind in TELLS - {"text"}]
    verbs += [found.span() for found in sentence.pattern("<gives>").finditer(text)]
    for start, end in verbs:
        number = next((at for at in numbers if at >= end), None)
        if number is None or not sentence.is_near(end, number, NEAR[sentence.language]):
            continue
        opens = max(text.rfind(sign, 0, start) for sign in CLAUSE_ENDS) + 1
        if sentence.language is Language.FR and sentence.pattern("<no-verb> ?$").search(text[opens:start]):
            continue  # «le Parlement a reçu un rapport qui donne»
        subject = text[end:number] if sentence.language is Language.AR else text[opens:start]
        subject = sentence.pattern("<addressed>.*").sub("", subject)
        yield Sayer(sentence.pattern(AUXILIARY).sub("", subject).strip(), "", True)


def _is_of_others(kb: KnowledgeBase, subject: str, entitled: set[str], language: Language) -> bool:
    """Return whether a subject that names nobody known has a name or a nation that nobody entitled has; or is, in the
    singular, what one known speaker is, and none that is entitled: «la wilaya».
    """
    own = [kb.entities[name] for name in entitled]
    theirs = " ".join(text for each in own for text in (*citations.called(each, language), *each.wordings))
    found = SUBJECT.match(subject)
    name = (found["name"] or found["alone"]) if found else ""
    if stems(name) and not NO_NAME.fullmatch(name):
        places = (each.name[language] for each in kb.entities.values() if each.kind is EntityKind.PLACE)
        return stems_of(" ".join([theirs, *places])).isdisjoint(stems_of(name))
    nations = _nations(subject, language)
    if nations and nations.isdisjoint(_nations(theirs, language)):
        return True
    words, lead = evidence.words(subject), LEAD.match(subject)
    if not lead or (language is Language.FR and len(words) > LONGEST):
        return False
    first, kinds = _head(subject[lead.end() :]), (EntityKind.INSTITUTION, EntityKind.ORGANISATION)
    like = [who.id for who in kb.entities.values() if who.kind in kinds and _head(who.name[language]) == first]
    return len(like) == 1 and entitled.isdisjoint(like)


def _head(name: str) -> str:
    return _bare(name.split(" ")[0])


def _nations(text: str, language: Language) -> frozenset[str]:
    found = qualifiers.find(evidence.normalise(text), language)
    return frozenset(each.kind for each in found) & qualifiers.nations()
