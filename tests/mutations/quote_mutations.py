"""Damages to values, quotes, sources and translations."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations

from isnad.facts.model import Fact
from isnad.problems import Mark
from isnad.text.languages import ArticleLanguage

from tests.mutations.mutations import OTHER_WORD, Found, Material, kind, named_witnesses, type_of

# Values.


def _values(material: Material, change: Callable[[str], Iterator[tuple[str, str]]]) -> Found:
    """Yield each value of an observation, changed; what would not be a number any more is left out."""
    for name, observation in material.kb.observations.items():
        written = str(observation.value)
        for how, new in dict((new, how) for how, new in change(written)).items():
            if re.fullmatch(r"[1-9][0-9]*", how) and how != written:
                yield f"{name}: {written} → {how} ({new})", [material.put(observation.at("value"), how)]


@kind("value: a digit changed")
def changed_digits(material: Material) -> Found:
    def change(value: str) -> Iterator[tuple[str, str]]:
        for at, digit in enumerate(value):
            yield f"digit {at + 1}", f"{value[:at]}{(int(digit) + 1) % 10 or 1}{value[at + 1 :]}"

    return _values(material, change)


@kind("value: a digit dropped")
def dropped_digits(material: Material) -> Found:
    def change(value: str) -> Iterator[tuple[str, str]]:
        yield from ((f"digit {at + 1}", value[:at] + value[at + 1 :]) for at in range(len(value)))

    return _values(material, change)


@kind("value: a digit added")
def added_digits(material: Material) -> Found:
    def change(value: str) -> Iterator[tuple[str, str]]:
        yield from (
            (f"at {at + 1}", f"{value[:at]}{digit}{value[at:]}") for at in range(len(value) + 1) for digit in "05"
        )

    return _values(material, change)


@kind("value: two digits swapped")
def swapped_digits(material: Material) -> Found:
    def change(value: str) -> Iterator[tuple[str, str]]:
        for one, two in combinations(range(len(value)), 2):
            digits = list(value)
            digits[one], digits[two] = digits[two], digits[one]
            yield f"digits {one + 1} and {two + 1}", "".join(digits)

    return _values(material, change)


@kind("values of two facts swapped")
def swapped_values(material: Material) -> Found:
    for one, two in combinations(material.kb.observations.values(), 2):
        related = material.kb.indicator_of[one.id] is material.kb.indicator_of[two.id]
        if related or one.citation.source == two.citation.source:
            edits = [material.put(one.at("value"), str(two.value)), material.put(two.at("value"), str(one.value))]
            yield f"{one.id} ↔ {two.id}", edits


# Quotes and translations.


def _neighbours(material: Material) -> Iterator[tuple[Fact, Fact]]:
    """Yield each fact with the two after it in the same article."""
    for source in material.kb.sources:
        facts = [fact for fact in material.proved if fact.citation.source == source]
        yield from ((one, two) for at, one in enumerate(facts) for two in facts[at + 1 : at + 3])


@kind("quotes of two facts of one article swapped")
def swapped_quotes(material: Material) -> Found:
    for one, two in _neighbours(material):
        edits = [
            material.say(one.citation.at("quote"), two.quotation.quote),
            material.say(two.citation.at("quote"), one.quotation.quote),
        ]
        yield f"{type_of(one)} {one.id} ↔ {type_of(two)} {two.id}", edits


@kind("quotes and translations of two facts of one article swapped")
def swapped_citations(material: Material) -> Found:
    for one, two in _neighbours(material):
        edits = [
            edit
            for fact, other in ((one, two), (two, one))
            for edit in (
                material.say(fact.citation.at("quote"), other.quotation.quote),
                material.say(fact.citation.at("translation"), str(other.quotation.translation)),
            )
        ]
        yield f"{type_of(one)} {one.id} ↔ {type_of(two)} {two.id}", edits


def _quotes(material: Material, change: Callable[[list[str], ArticleLanguage], list[str]]) -> Found:
    for name, source, witness in named_witnesses(material):
        words = witness.quote.split(" ")
        yield name, [material.say(witness.at("quote"), " ".join(change(words, source.language)))]


@kind("quote: first word removed")
def quotes_without_start(material: Material) -> Found:
    return _quotes(material, lambda words, _: words[1:])


@kind("quote: last word removed")
def quotes_without_end(material: Material) -> Found:
    return _quotes(material, lambda words, _: words[:-1])


@kind("quote: a word inside removed")
def quotes_without_middle(material: Material) -> Found:
    return _quotes(material, lambda words, _: words[: len(words) // 2] + words[len(words) // 2 + 1 :])


@kind("quote: a word replaced")
def quotes_reworded(material: Material) -> Found:
    return _quotes(
        material,
        lambda words, language: [
            *words[: len(words) // 2],
            OTHER_WORD[language.nearest],
            *words[len(words) // 2 + 1 :],
        ],
    )


@kind("quote: two neighbouring words swapped")
def quotes_reordered(material: Material) -> Found:
    def change(words: list[str], _: ArticleLanguage) -> list[str]:
        at = len(words) // 2
        return [*words[: at - 1], words[at], words[at - 1], *words[at + 1 :]]

    return _quotes(material, change)


@kind("quote: one of another article")
def quotes_from_elsewhere(material: Material) -> Found:
    witnesses = list(named_witnesses(material))
    for name, source, witness in witnesses:
        other = next(each for _, from_, each in witnesses if from_ is not source)
        yield name, [material.say(witness.at("quote"), other.quote)]


@kind("source: another one")
def other_sources(material: Material) -> Found:
    names = list(material.kb.sources)
    for mark, name in _cited(material):
        for other in (other for other in names if other != name):
            yield f"{mark.path}:{mark.line}: {name} → {other}", [material.put(mark, other)]


@kind("source: misspelt")
def misspelt_sources(material: Material) -> Found:
    for mark, name in _cited(material):
        yield f"{mark.path}:{mark.line}: {name}", [material.put(mark, name[:-1])]


def _cited(material: Material) -> Iterator[tuple[Mark, str]]:
    wordings = (wording for term in material.kb.terms.values() for wording in term.wordings)
    for citation in (*(fact.citation for fact in material.kb.facts()), *wordings):
        yield citation.at("source"), citation.source


@kind("translation: a number changed")
def translations_miscounted(material: Material) -> Found:
    for name, _, witness in named_witnesses(material):
        translation = str(witness.translation)
        for digits in re.finditer(r"[0-9](?![0-9 .,]*[0-9])", translation):
            changed = str((int(digits.group()) + 1) % 10)
            text = translation[: digits.start()] + changed + translation[digits.end() :]
            yield f"{name}: {digits.group()} → {changed}", [material.say(witness.at("translation"), text)]


@kind("translation: a word of precision removed")
def translations_without_precision(material: Material) -> Found:
    words = re.compile(r"\b(?:environ|plus de|au moins|حوالي|أكثر من)\b ?", re.IGNORECASE)
    for name, _, witness in named_witnesses(material):
        if words.search(translation := str(witness.translation)):
            yield name, [material.say(witness.at("translation"), words.sub("", translation))]


@kind("translation: that of another quote")
def translations_from_elsewhere(material: Material) -> Found:
    witnesses = list(named_witnesses(material))
    for at, (name, source, witness) in enumerate(witnesses):
        others = [each for _, from_, each in witnesses[at + 1 :] + witnesses[:at] if from_ is source]
        yield name, [material.say(witness.at("translation"), str(others[0].translation))]
