"""Rules that bind the sentence of a figure to what the figure says: its size, noun, period and source (see `rules`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..facts.model import Entity, EntityKind, KnowledgeBase, Observation
from ..pages.author_html import HOLE
from ..pages.author_sentences import Run, place, sentences
from ..pages.render import Call, Page
from ..problems import Message, Problem, say
from ..text import evidence, qualifiers, quantities
from ..text.languages import Language
from ..text.quantities import NAMED, Precision, Quantity
from ..text.stems import stems_of
from ..text.tokens import CLAUSE_ENDS
from . import citations
from .unit_words import bare_forms, unit_nouns

FIRST = 70001  # stands for the first number of a sentence, the next one for the next
NUMBER = "\ue100"  # stands for a number until it is counted
NUMBERED = ("figure", "derived")  # macros that show a number of articles, or one computed from such
UNSEEN = "x"  # stands for what another macro makes
# What the words around a number leave of it; two figures may be the ends of a span, or alternatives.
PLAIN = (None, Precision.EXACT, Precision.BETWEEN)
REACH = 3  # words in which what is denied stands behind a negation
PARTITIVE = ("de", "des", "d'")
WEAK = re.compile("^م|[اوي]")  # what participles and verbal nouns add to an Arabic root
SHORTEST = 3
SHOWN = 40  # characters on either side of a figure that a message shows
BEHIND = re.compile(r" (?:de |des |d'|من )?(?P<noun>[^\W\d_]{3,})")
ACCORDING = re.compile(r"(?<!\w)(?:selon|d'après|[وب]*حسب|و?وفقا?|نقلا عن)(?!\w)", re.IGNORECASE)
NAME = re.compile(r" (?:l[ae] |les |l')?(?P<name>[A-ZÀ-Ý][\w-]+(?: (?:de |des |du )?[A-ZÀ-Ý]\w+)*)")  # in French
ASIDE = re.compile("[(),،]")
SPEAKERS = (EntityKind.PERSON, EntityKind.INSTITUTION, EntityKind.ORGANISATION, EntityKind.OUTLET)

Found = Iterator[tuple[Call, str, Message]]


@dataclass(frozen=True)
class Spoken:
    """A sentence of a page, in its language."""

    kb: KnowledgeBase
    language: Language
    run: Run

    @cached_property
    def figures(self) -> tuple[tuple[Call, Observation], ...]:
        """Return the figures that it shows."""
        table = self.kb.observations
        return tuple((call, table[call.args[0]]) for call in self.run.calls if call.name == "figure")

    @cached_property
    def numbers(self) -> tuple[Call, ...]:
        """Return the calls that show a figure, or one derived from figures."""
        return tuple(call for call in self.run.calls if call.name in NUMBERED)

    @cached_property
    def text(self) -> str:
        """Return it normalised, with a number in digits for each of `numbers`, counted from FIRST."""
        shown = iter([*map(self._shown, self.run.calls)])
        text = HOLE.sub(lambda _: next(shown), self.run.words)
        number = iter(range(FIRST, FIRST + len(self.numbers)))
        return evidence.normalise(re.sub(re.escape(NUMBER), lambda _: str(next(number)), text))

    def _shown(self, call: Call) -> str:
        """Return what stands for what a macro makes."""
        if call.name == "figure" and (call.named.get("unit") or call.args[1:]):
            return f"{NUMBER} {self.kb.unit_of(self.kb.observations[call.args[0]]).forms[self.language]['other']}"
        return NUMBER if call in self.numbers else call.args[0][:4] if call.name == "date" else UNSEEN

    def around(self, number: int) -> str:
        """Return the words around a number."""
        at = self.text.index(str(number))
        return self.text[max(0, at - SHOWN) : at + SHOWN].strip()


def check_sentences(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield what is wrong in the sentences of figures; `pages` by their paths in `docs/`, all sound."""
    for path, page in pages.items() if not kb.set_aside else ():
        for sentence in sentences(page):
            spoken = Spoken(kb, Language(path[:2]), sentence)
            for rule in RULES if spoken.numbers else ():
                for call, code, message in rule(spoken):
                    yield Problem(f"docs/{path}", *place(page, call), code, message)


def check_changed(spoken: Spoken) -> Found:
    """No hedge, negation, sign or magnitude stands beside a figure: the macro says itself how precise it is."""
    read = quantities.parse(spoken.text)
    figures = {id(call): observation for call, observation in spoken.figures}
    for number, call in enumerate(spoken.numbers, FIRST):
        at, observation = spoken.text.index(str(number)), figures.get(id(call))
        changed = any(_is_changed(each, number, observation) for each in read if each.start <= at < each.end)
        if changed or (observation and _is_denied(spoken, str(number), observation)):
            yield call, "FIGURE-CHANGED", say("figure-changed", call=str(call), text=spoken.around(number))


def _is_changed(read: Quantity, number: int, observation: Observation | None) -> bool:
    """Return whether a number is read as another, as less than exact, or, if it is one of articles, as no count."""
    is_count = read.measure in NAMED or observation is None
    return number not in (read.value, read.upper) or read.precision not in PLAIN or not is_count


def _is_denied(spoken: Spoken, number: str, observation: Observation) -> bool:
    """Return whether a figure, or near it what its indicator says of it, is denied in its clause."""
    text = spoken.text
    begin, end = text.index(number), text.index(number) + len(number)
    acts = _acts(spoken.kb, observation, spoken.language)
    for denial in qualifiers.find(text, spoken.language):
        is_before = denial.end <= begin
        between = text[denial.end : begin] if is_before else text[end : denial.start]
        near = (between if is_before else text[denial.end :]).split()[:REACH]
        is_beside = is_before and (not near or (len(near) == 1 and near[0] in PARTITIVE))
        is_far = len(between.split()) > (2 * REACH if is_before else REACH)
        if denial.kind != "negation" or is_far or not CLAUSE_ENDS.isdisjoint(between):
            continue
        if is_beside or any(_roots(word) & acts for word in near):
            return True
    return False


def _acts(kb: KnowledgeBase, observation: Observation, language: Language) -> frozenset[str]:
    """Return the roots of the label of an indicator, but for the noun of its unit."""
    unit = kb.unit_of(observation)
    nouns = " ".join([*unit.forms[language].values(), *unit.wordings])
    return _roots(kb.indicator_of[observation.id].label[language]) - _roots(nouns)


def _roots(text: str) -> frozenset[str]:
    """Return the stems of words, and what is left of Arabic ones without weak letters."""
    stems = stems_of(text)
    return stems | {root for stem in stems if len(root := WEAK.sub("", stem)) >= SHORTEST}


def check_noun(spoken: Spoken) -> Found:
    """The noun right behind a figure is not one that another unit counts, nor any where no word is of the figure."""
    kb, language = spoken.kb, spoken.language
    said = _roots(spoken.text)
    figures = {id(call): observation for call, observation in spoken.figures}
    for number, call in enumerate(spoken.numbers, FIRST):
        observation = figures.get(id(call))
        behind = BEHIND.match(spoken.text, spoken.text.index(str(number)) + len(str(number)))
        if not behind or not observation:
            continue
        own, forms = kb.unit_of(observation), bare_forms(behind["noun"], language)
        label = evidence.words(kb.indicator_of[observation.id].label[language])
        known = unit_nouns(own, language).union(*(bare_forms(word, language) for word in label))
        is_of_another = any(forms & unit_nouns(unit, language) for unit in kb.units.values())
        named = _roots(" ".join([*own.forms[language].values(), *own.wordings, *label]))
        if not forms & known and (is_of_another or not named & said):
            right = own.forms[language]["other"]
            yield call, "FIGURE-NOUN", say("figure-noun", noun=behind["noun"], call=str(call), right=right)


def check_period(spoken: Spoken) -> Found:
    """A period in the sentence of figures is that of one of them."""
    table = spoken.kb.observations
    spans = {(each.period.start, each.period.end) for _, each in spoken.figures}
    for call in spoken.run.calls if spans else ():
        if call.name == "period" and (table[call.args[0]].period.start, table[call.args[0]].period.end) not in spans:
            right = list(dict.fromkeys(each.id for _, each in spoken.figures))
            yield call, "FIGURE-PERIOD", say("figure-period", call=str(call), right=right)


def check_source(spoken: Spoken) -> Found:
    """Whom the sentence of figures names as their source states one of them, or publishes its article."""
    kb, entitled = spoken.kb, set[str]()
    for _, each in spoken.figures:
        entitled |= {each.stated_by.entity, *kb.source_of(each).houses}
    right = [kb.entities[entity].name[spoken.language] for entity in sorted(entitled)]
    own = {word for known in right for word in evidence.words(known)}  # a part of a name is enough
    for clause, name in _sayers(spoken) if entitled else ():
        words = [evidence.words(clause)]
        speakers = (each for each in kb.entities.values() if each.kind in SPEAKERS)
        named = [who for who in speakers if citations.is_named(_names(who, spoken.language), words)]
        if entitled.isdisjoint(who.id for who in named) and (named or (name and own.isdisjoint(evidence.words(name)))):
            names = [who.name[spoken.language] for who in named] or [name]
            yield spoken.figures[0][0], "FIGURE-SOURCE", say("figure-source", names=names, right=right)


def _names(entity: Entity, language: Language) -> tuple[str, ...]:
    """Return what a page may call an entity: its names, its name up to a comma or bracket, and what stands in these."""
    parts = [part for part in ASIDE.split(entity.name[language]) if part.strip()]
    return (*citations.names(entity, language), *entity.synonyms, *parts)


def _sayers(spoken: Spoken) -> Iterator[tuple[str, str]]:
    """Yield what stands behind «selon», or a name behind a verb of speech, to the end of the clause; and that name."""
    text = spoken.text
    ends = [found.end() for found in ACCORDING.finditer(text)]
    verbs = [each.end for each in qualifiers.find(text, spoken.language) if each.kind == "speech"]
    for end in dict.fromkeys([*ends, *verbs]):
        name = NAME.match(text, end)
        if name or end in ends:
            stop = next((at for at in range(end, len(text)) if text[at] in CLAUSE_ENDS), len(text))
            yield text[end:stop], name["name"] if name else ""


RULES = (check_changed, check_noun, check_period, check_source)
