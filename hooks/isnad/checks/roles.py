"""Rules about who speaks, acts or is meant: what quotes name in which part, and what they assert (see `rules`)."""

from collections.abc import Iterator
from functools import lru_cache

from ..facts.model import Authority, Based, Basis, Fact, KnowledgeBase, Mention, Observation, Scope, Status, Witness
from ..facts.schema import entity_fields
from ..problems import Problem, say
from ..text import evidence, quantities
from ..text.languages import ArticleLanguage, Language
from ..text.qualifiers import find
from . import citations

SPEECH = ("speech", "decision", "admission", "accusation", "denial")
NEAR = 3  # words between a name and the verb by which it speaks
CLAUSE_ENDS = ("،", ",", "؛", ";", ".", ":")
# Words of negation that take away a thing, not the number: «sans faire de victimes».
PRIVATIONS = ("sans", "non", "دون", "بدون", "بلا", "عدم")


def check_witness_order(kb: KnowledgeBase) -> Iterator[Problem]:
    """What names a figure's scope stands in its paragraph or the one before; who stated it is not named after it."""
    for fact in kb.facts():
        if isinstance(fact.citation, Mention):
            continue
        here = _place(kb, fact, fact.citation)
        end = (here[0], here[1] + len(evidence.words(fact.citation.quote))) if here else (0, 0)
        for name, based in fact.bases().items():
            if here is None or based.basis is not Basis.STATED or not isinstance(based, Scope | Authority):
                continue
            for witness in based.witnesses:
                there = _place(kb, fact, witness)
                if there and (there > end or (isinstance(based, Scope) and there[0] < here[0] - 1)):
                    message = say("witness-order", what=name, quote=witness.quote)
                    yield Problem.at(witness.at("quote"), "WITNESS-ORDER", message)


def _place(kb: KnowledgeBase, fact: Fact, witness: Witness) -> tuple[int, int] | None:
    """Return the paragraph and the word at which a quote begins."""
    found = evidence.find(witness.quote, kb.fingerprints[fact.citation.source])
    return (found[0].paragraph, found[0].first) if found else None


def check_contradicted(kb: KnowledgeBase) -> Iterator[Problem]:
    """Where a figure's own quote names a place or an actor, no further quote gives the figure another."""
    for observation in kb.observations.values():
        scope = observation.scope
        if scope.basis is not Basis.STATED or not scope.witnesses:
            continue
        named = citations.named_in(kb, observation.quotation.quote, kb.source_of(observation).language)
        own = {*scope.named(), observation.stated_by.entity}
        for field, ref in entity_fields(Scope).items():
            chosen = getattr(scope, field)
            others = [id for id in named if kb.entities[id].kind in ref.kinds]
            if chosen and others and chosen not in named and not own & {*others}:
                message = say("role-named", field=field, id=chosen, others=others)
                yield Problem.at(scope.at(field), "ROLE-NAMED", message)


def check_speakers(kb: KnowledgeBase) -> Iterator[Problem]:
    """Who is said to have stated a fact is named in a quote that attributes; not only as who acts in it."""
    for fact in kb.facts():
        for based in fact.bases().values():
            if not isinstance(based, Authority) or based.basis is not Basis.STATED:
                continue
            acts = isinstance(fact, Observation) and based.entity in fact.scope.named()
            language = kb.source_of(fact).language
            if not any(_speaks(kb, based, quote, language, acts) for quote in _naming(kb, fact, based, language)):
                yield Problem.at(based.at("entity"), "SPEAKER-NAMED", say("speaker-silent", id=based.entity))


def check_reasons(kb: KnowledgeBase) -> Iterator[Problem]:
    """The reason for which a speaker is inferred names that one, or none but whose article it is."""
    for fact in kb.facts():
        for based in fact.bases().values():
            if not isinstance(based, Authority) or based.basis is not Basis.INFERRED or based.reason is None:
                continue
            own = {based.entity, *kb.source_of(fact).houses}
            for language in Language:
                named = {*citations.speakers_in(kb, based.reason[language], language)}
                if named - own and based.entity not in named:
                    message = say("reason-other", id=based.entity, others=sorted(named - own))
                    yield Problem.at(based.at("entity"), "BASIS-REASON", message)
                    break


def _naming(kb: KnowledgeBase, fact: Fact, based: Based, language: ArticleLanguage) -> list[str]:
    """Return the quotes of a fact that name who stated it; all where none does, which `check_names` reports."""
    quotes = [fact.quotation.quote, *(witness.quote for witness in based.witnesses)]
    wordings = citations.names(kb.entities[based.named()[0]], language)
    naming = [quote for quote in quotes if citations.is_named(wordings, [evidence.words(quote)])]
    return naming or quotes


def _speaks(kb: KnowledgeBase, based: Authority, quote: str, language: ArticleLanguage, acts: bool) -> bool:
    """Return whether a quote attributes what it says; where the speaker also acts, beside its name."""
    text = evidence.normalise(quote).casefold()
    verbs = [(verb.start, verb.end) for verb in find(evidence.normalise(quote), language) if verb.kind in SPEECH]
    if not acts:
        return bool(verbs)
    names = [evidence.normalise(name).casefold() for name in citations.names(kb.entities[based.entity], language)]
    places = [(text.index(name), text.index(name) + len(name)) for name in names if name in text]
    gaps = (
        text[min(one[1], other[1]) : max(one[0], other[0])] for one in verbs for other in places
    )  # between a verb and a name, whichever comes first
    return any(len(gap.split()) <= NEAR for gap in gaps)


def check_asserted(kb: KnowledgeBase) -> Iterator[Problem]:
    """The quote of a figure asserts it: it is not denied, unless it is none; what is to be reached is foreseen."""
    for observation in kb.quoted():
        citation, language = observation.quotation, kb.source_of(observation).language
        allowed = ["negation"] if observation.value == 0 else []
        allowed += ["intention"] if observation.status is Status.FORECAST else []
        if word := _unasserted(citation.quote, language, frozenset(allowed)):
            message = say("figure-unasserted", word=word, quote=citation.quote)
            yield Problem.at(citation.at("quote"), "FIGURE-ASSERTED", message)


@lru_cache(evidence.REMEMBERED)
def _unasserted(quote: str, language: ArticleLanguage, allowed: frozenset[str] = frozenset()) -> str | None:
    """Return the word, of no kind that is allowed, by which a quote does not assert its number."""
    text = evidence.normalise(quote)
    number = next((quantity.start for quantity in quantities.parse(text)), len(text))
    clause = max(text.rfind(sign + " ", 0, number) for sign in CLAUSE_ENDS)
    for found in (each for each in find(text, language) if each.kind not in allowed):
        bare = found.word.strip()
        denies = found.kind == "negation" and clause < found.start < number and not bare.endswith(PRIVATIONS)
        if denies or found.kind == "denial" or (found.kind == "intention" and found.start < number):
            return text[found.start : found.end]
    return None
