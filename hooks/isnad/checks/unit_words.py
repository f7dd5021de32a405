"""Rules that bind a unit to the words of articles: what a count counts, and what its noun may say (see `rules`)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..facts.model import Citation, Indicator, KnowledgeBase, Unit
from ..facts.record import NOT_GIVEN
from ..facts.tables import REMEMBERED
from ..problems import Mark, Problem, say
from ..text import evidence, locale, quantities
from ..text.languages import AnyLanguage, ArticleLanguage, Language
from ..text.quantities import NAMED, Measure
from ..text.stems import meaning, strangers

LETTERS = re.compile(r"[^\W\d_]{2,}")
EVERYWHERE = "all"
Known = tuple[str, str]
# The ends by which forms of one noun differ, and what Arabic glues to its front.
ENDS = {
    ArticleLanguage.AR: re.compile("(?<=..)(?:ات|تان|تين|ون|ين|ان|ا|ة)$"),
    ArticleLanguage.FR: re.compile("(?<=..)(?:es|s|x|e)$"),
    ArticleLanguage.ES: re.compile("(?<=..)(?:es|s|e|os|as|o|a)$"),
    ArticleLanguage.EN: re.compile("(?<=..)(?:es|s|e)$"),
}
FRONTS = {
    ArticleLanguage.AR: re.compile("^(?=....)[وف]?(?:[بك]?ال|لل|[بلك])?"),
    ArticleLanguage.FR: re.compile("^[dl]'"),
    ArticleLanguage.ES: re.compile("^"),
    ArticleLanguage.EN: re.compile("^"),
}
ONE = frozenset(("واحد", "واحدة"))  # what Arabic says after a noun of which there is one


def check_counted(kb: KnowledgeBase) -> Iterator[Problem]:
    """The quote of a count or a size, and its translation, name the noun of its unit, or a wording of it."""
    for observation in kb.quoted():
        unit = kb.unit_of(observation)
        if unit.measure not in NAMED or observation.part_of:
            continue  # «of which 300 women»: the whole names what it is of
        citation, language = observation.quotation, kb.source_of(observation).language
        texts: list[tuple[AnyLanguage, str, Mark]] = [(language, citation.quote, citation.at("quote"))]
        for tongue, text, mark in (*texts, *citation.translations(language)):
            nouns = unit_nouns(unit, tongue)
            if not any(bare in nouns for word in evidence.words(text) for bare in bare_forms(word, tongue)):
                plurals = [unit.forms[own]["other"] for own in Language if own.value == tongue.value]
                message = say("unit-quote", unit=unit.id, words=[*plurals, *unit.wordings] or say("none"), text=text)
                yield Problem.at(mark, "UNIT-QUOTE", message)


def unit_nouns(unit: Unit, language: AnyLanguage) -> frozenset[str]:
    """Return the first word of each plural form of a unit, and its wordings, without their ends."""
    forms = [form for own in Language if own.value == language.value for form in unit.forms[own].values()]
    return _bare_nouns(tuple(forms), unit.wordings, language)


@lru_cache(len(Language) * REMEMBERED)
def counted_nouns(kb: KnowledgeBase, language: Language) -> frozenset[str]:
    """Return the same of all units that indicators count in."""
    units = {indicator.unit for indicator in kb.indicators.values()} & kb.units.keys()
    return frozenset().union(*(unit_nouns(kb.units[unit], language) for unit in units))


@lru_cache(evidence.REMEMBERED)
def _bare_nouns(forms: tuple[str, ...], wordings: tuple[str, ...], language: AnyLanguage) -> frozenset[str]:
    firsts = [found[0] for form in forms if (found := meaning(form))]
    return frozenset().union(*(bare_forms(word, language) for word in [*firsts, *wordings]))


@lru_cache(evidence.REMEMBERED)
def bare_forms(word: str, language: AnyLanguage) -> frozenset[str]:
    """Return a word without its end, with and without what is glued to its front."""
    article, small = ArticleLanguage(language), evidence.normalise(word).casefold()
    return frozenset(ENDS[article].sub("", front) for front in (small, FRONTS[article].sub("", small)))


def check_nouns(kb: KnowledgeBase) -> Iterator[Problem]:
    """The noun of a unit is one in all plural forms, holds no number, and says nothing that its indicators do not."""
    users: dict[str, list[Indicator]] = {}
    for indicator in kb.indicators.values():
        users.setdefault(indicator.unit, []).append(indicator)
    for unit in kb.units.values() if not kb.set_aside else ():
        for language in Language:
            known = [_known(kb, indicator, language) for indicator in users.get(unit.id, ())]
            if wrong := _wrong_forms(unit, language, known):
                message = say("unit-form", unit=unit.id, forms=wrong)
                yield Problem.at(unit.forms.at(language), "UNIT-FORM", message)


def _wrong_forms(unit: Unit, language: Language, known: list[Known]) -> list[str]:
    """Return the plural forms that hold a number, more words than the others, or words that an indicator has not."""
    forms, wrong = unit.forms[language], []
    fewest = min((len(_said(form)) for form in forms.values()), default=0)
    for form in forms.values():
        said = _said(form)
        new = any(_adds(said, texts, unit.measure is Measure.COUNT) for texts in known)
        if new or len(said) != max(fewest, 1) or _multiplies(form) or (not known and len(said) > 1):
            wrong.append(form)
    if not wrong and known and unit.measure is Measure.COUNT and not _is_heard(forms, known, language):
        wrong.append(forms["other"])
    return list(dict.fromkeys(wrong))


def _is_heard(forms: Mapping[str, str], known: list[Known], language: Language) -> bool:
    """Return whether an indicator, or a quote of its figures, has the noun of which these are the forms."""
    nouns = {bare for form in forms.values() for word in _said(form)[:1] for bare in bare_forms(word, language)}
    heard = (word for texts in known for text in texts for word in evidence.words(text))
    return any(not nouns.isdisjoint(bare_forms(word, language)) for word in heard)


def _adds(said: list[str], known: Known, counts: bool) -> bool:
    """Return whether the words of a noun, but for the first of what is counted, are in no text of its indicator."""
    further, (named, quoted) = (said[1:] if counts else said), known
    return bool(strangers(" ".join(further), named, *([] if counts else [quoted])))


def _said(form: str) -> list[str]:
    return [word for word in meaning(form) if word not in ONE]


def _multiplies(form: str) -> bool:
    """Return whether a form changes the number before it: «thousands of», «hundred»."""
    first = next(iter(quantities.parse(evidence.normalise(f"78 {form}"))), None)  # a dual is a number of its own
    return first is None or first.value != 78


def _known(kb: KnowledgeBase, indicator: Indicator, language: Language) -> Known:
    """Return what an indicator says in its label and definition, and what its figures quote, or the translation."""
    named = f"{indicator.label[language]} {indicator.definition[language]}"
    cited = [each.citation for each in kb.figures_of(indicator) if isinstance(each.citation, Citation)]
    return named, " ".join(each.in_language(kb.sources[each.source].language, language) for each in cited)


def check_exceptions(kb: KnowledgeBase) -> Iterator[Problem]:
    """An exception has a word beside its number, no noun of a unit; on all pages, a name or an event's month."""
    units = kb.units.values()
    nouns = {language: {noun for unit in units for noun in unit_nouns(unit, language)} for language in Language}
    for exemption in kb.exceptions.values():
        words = LETTERS.findall(exemption.text)
        counts = any(bare_forms(word, tongue) & nouns[tongue] for word in words for tongue in Language)
        is_name = all(word[0].isupper() for word in words) or _names_month(kb, exemption.text)
        everywhere = EVERYWHERE in exemption.pages and not is_name
        if not words or counts or everywhere:
            yield Problem.at(exemption.at("text"), "EXCEPTION-FORM", say("exception-form", text=exemption.text))


def _names_month(kb: KnowledgeBase, text: str) -> bool:
    """Return whether the only number of a text is the year of a month in which an event took place."""
    days = [event.date for event in kb.events.values() if event.date is not NOT_GIVEN]
    months = {f"{locale.format_month(day, language)} {day.year}" for day in days for language in Language}
    return any(month in text and not re.search(r"\d", text.replace(month, "")) for month in months)
