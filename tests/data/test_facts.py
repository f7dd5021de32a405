"""Each fact is guarded, down to a digit and a word, and each is shown."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from isnad.checks import citations, rules
from isnad.facts.load import load
from isnad.facts.model import Citation, KnowledgeBase, Witness
from isnad.pages.texts import Project
from isnad.problems import Mark
from isnad.text import evidence
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.conftest import ROOT, copy_of
from tests.mutations.mutation_checker import applied
from tests.mutations.mutations import Edit, Material

OTHER_WORD = "غيره"
Places = set[tuple[str, int, int, str]]
Damage = Callable[[Iterable[Edit]], Places]


@pytest.fixture
def damage(tmp_path: Path) -> Damage:
    """Makes edits to a copy of the facts; returns the place and code of all that is wrong with them then."""
    root = copy_of("data", "seeds", to=tmp_path, root=ROOT).root

    def find(edits: Iterable[Edit]) -> Places:
        with applied(root, [*edits]):
            kb, problems = load(root)
            return {problem[:4] for problem in (*problems, *rules.check(kb))}

    return find


def quotes(kb: KnowledgeBase) -> Iterator[Witness]:
    """Yield every quote of observations, events, statements and terms, further ones included."""
    for fact in kb.facts():
        if isinstance(fact.citation, Citation):
            yield fact.citation
        for based in fact.bases().values():
            yield from based.witnesses
    for term in kb.terms.values():
        yield from term.wordings


def other_digits(written: str) -> Iterator[str]:
    """Yield a number with each of its digits changed into each other one."""
    for at, old in enumerate(written):
        yield from (
            written[:at] + digit + written[at + 1 :] for digit in "0123456789" if old.isdigit() and digit != old
        )


def test_one_digit_of_each_value_is_guarded(live_kb: KnowledgeBase, material: Material, damage: Damage) -> None:
    values = {fact.at("value"): str(fact.value) for fact in live_kb.quoted()}
    found = damage(material.put(mark, value[:-1] + str((int(value[-1]) + 1) % 10)) for mark, value in values.items())
    assert {(*mark, "VALUE-QUOTE") for mark in values} <= found


def test_every_digit_of_each_value_is_guarded(live_kb: KnowledgeBase) -> None:
    unguarded = []
    for observation in live_kb.quoted():
        for number in other_digits(str(observation.value)):
            changed = replace(live_kb, observations={observation.id: replace(observation, value=Decimal(number))})
            places = [problem[:4] for problem in citations.check_values(changed)]
            if places != [(*observation.at("value"), "VALUE-QUOTE")]:
                unguarded.append((observation.id, number))
    assert unguarded == []


def test_each_precision_is_guarded(live_kb: KnowledgeBase) -> None:
    unguarded = []
    for observation in live_kb.quoted():
        for precision in set(Precision) - {observation.precision, Precision.ROUNDED, Precision.EXACT}:
            changed = replace(live_kb, observations={observation.id: replace(observation, precision=precision)})
            if observation.at("precision") not in {problem[:3] for problem in citations.check_values(changed)}:
                unguarded.append((observation.id, precision))
    assert unguarded == []


def test_one_word_of_each_quote_is_guarded(live_kb: KnowledgeBase, material: Material, damage: Damage) -> None:
    found = quotes(live_kb)
    changed = {quote.at("quote"): _other_word(quote.quote) for quote in found}
    codes = damage(material.say(mark, text) for mark, text in changed.items())
    assert {(*mark, "QUOTE-VERBATIM") for mark in changed} <= codes


def _other_word(text: str) -> str:
    return text.replace(max(text.split(" "), key=len), OTHER_WORD, 1)


def test_every_word_of_each_quote_is_guarded(live_kb: KnowledgeBase) -> None:
    unguarded = []
    for words in {tuple(evidence.words(quote.quote)) for quote in quotes(live_kb)}:
        for at, word in enumerate(words):
            changed = " ".join([*words[:at], OTHER_WORD, *words[at + 1 :]])
            if any(evidence.find(changed, fingerprint) for fingerprint in live_kb.fingerprints.values()):
                unguarded.append((word, changed))
    assert unguarded == []


def sources(kb: KnowledgeBase) -> dict[Mark, str]:
    """Return the source that each quoted fact names, by where it is named."""
    quoted = (fact.citation for fact in kb.facts() if isinstance(fact.citation, Citation))
    return {citation.at("source"): citation.source for citation in quoted}


def test_each_misspelt_source_is_reported(live_kb: KnowledgeBase, material: Material, damage: Damage) -> None:
    """Each misspelt in a way of its own, since one unknown id is one problem."""
    named = sources(live_kb)
    found = damage(material.put(mark, f"{source}-x{number}") for number, (mark, source) in enumerate(named.items()))
    assert {(*mark, "UNKNOWN-ID") for mark in named} <= found


def test_each_source_of_another_fact_is_reported(live_kb: KnowledgeBase, material: Material, damage: Damage) -> None:
    others = {source: next(other for other in live_kb.sources if other != source) for source in live_kb.sources}
    found = damage(material.put(mark, others[source]) for mark, source in sources(live_kb).items())
    assert {(*mark, "QUOTE-SOURCE") for mark in sources(live_kb)} <= found


@pytest.mark.parametrize("language", Language)
def test_every_quote_is_on_the_page_of_its_source(live: Project, language: Language) -> None:
    pages = {name: words_of(live.made[f"{language}/sources/{name}.md"].body) for name in live.kb.sources}
    witnesses = citations.witnesses(live.kb)
    missing = [quote.quote for source, quote in witnesses if _words(quote.quote) not in pages[source.id]]
    assert missing == []


@pytest.mark.parametrize("language", Language)
def test_every_quote_of_an_observation_is_on_its_own_page(live: Project, language: Language) -> None:
    missing = []
    for observation in live.kb.quoted():
        name = observation.id
        page = words_of(live.made[f"{language}/figures/{name}.md"].body)
        witnesses = [witness for based in observation.bases().values() for witness in based.witnesses]
        texts = [witness.quote for witness in (observation.quotation, *witnesses)]
        missing += [(name, text) for text in texts if _words(text) not in page]
    assert missing == []


def words_of(page: str) -> str:
    """Return the words of a page, without the marks of HTML and footnotes."""
    body = re.sub(r"</?mark>", "", page)
    return _words(unescape(re.sub(r"<[^>]*>", " ", body)))


def _words(text: str) -> str:
    return " ".join(evidence.words(text))
