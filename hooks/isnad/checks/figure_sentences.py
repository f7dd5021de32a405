"""Rules that bind the sentence of a figure to what the figure says: its size and its noun (see `rules`)."""

import re
from collections.abc import Iterator, Mapping

from ..facts.model import Citation, KnowledgeBase, Observation, Unit
from ..pages.render import Page
from ..problems import Problem, say
from ..text import evidence, quantities
from ..text.date_words import Sort, fold, read_words
from ..text.languages import Language
from ..text.quantities import NAMED, Precision, Quantity
from ..text.stems import stems, stems_of
from ..text.word_lists import fold as fold_number
from ..text.word_lists import listed, number_word
from .claims import check_years
from .figure_scopes import check_compared, check_place
from .figure_sources import check_source
from .figure_times import check_period, check_times
from .sentence import TELLS, Numeral, Sentence, sentences_of
from .unit_words import bare_forms, counted_nouns, unit_nouns

# What the words around a number leave of it; two figures may be the ends of a span, or alternatives.
PLAIN = (None, Precision.EXACT, Precision.BETWEEN)
REACH = 3  # words in which what is denied stands behind a negation
FAR = 8  # words in which a figure stands behind what denies its clause
PARTITIVE = ("de", "des", "d'")
WEAK = re.compile("^م|[اوي]")  # what participles and verbal nouns add to an Arabic root
SHORTEST = 3
FIXED_BEFORE = r"(?:<fixed>|<barely>)(?: (?:les|des|de|d'|ces))? ?$"
# Behind a figure: what did not happen, as a perfect or a passive.
UNDONE = {
    Language.AR: re.compile(r"\s*(?:لم|لن) (?P<act>\w+)"),
    Language.FR: re.compile(
        r"\s*(?:ne |n')(?:sont|ont|furent|seront|auront|étaient|avaient) (?:pas|jamais|plus) (?:été |tous |toutes )*"
        r"(?P<act>\w+(?:ée?s?|ie?s?|ue?s?|ite?s?|erte?s?|orte?s?|einte?s?))(?!\w)"
    ),
}
BEHIND = re.compile(r" (?P<of>de |des |d'|من )?(?P<noun>[^\W\d_]{3,})")
# What a noun looks like right behind a number, and which words that look like one are none.
NOUN = {
    Language.AR: re.compile(r"(?!ال)\w{2,}(?:ة|(?<![وهن])ا)$|(?!ال)\w+(?:ين|ون|ات)$|(?:أطفال|نساء|رجال|فتيات)$"),
    Language.FR: re.compile(r"\w{2,}[sx]$"),
}
TIMES = (Sort.MONTH, Sort.YEAR_WORD, Sort.YEARS_WORD, Sort.MONTH_WORD, Sort.MONTHS_WORD, Sort.WEEK, Sort.DAY_WORD)
PARTICIPLE = re.compile(r"(?:é|i|u)e?s$|(?:i|er)te?s$")
NO_NOUNS = listed("context", "no_nouns") | listed("context", "firmly")


def check_sentences(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield what is wrong in the sentences beside facts; `pages` by their paths in `docs/`, all sound."""
    for sentence in sentences_of(kb, pages):
        for rule in RULES if sentence.run.calls else ():
            yield from rule(sentence)


def check_changed(sentence: Sentence) -> Iterator[Problem]:
    """No hedge, negation, sign or magnitude stands beside a figure: the macro says itself how precise it is."""
    read = quantities.parse(sentence.text) if sentence.numerals else ()
    for shown in sentence.numerals:
        changed = any(_is_changed(each, shown) for each in read if each.start <= shown.start < each.end)
        if changed or _is_fixed(sentence, shown) or (shown.figure and _is_denied(sentence, shown, shown.figure)):
            message = say("figure-changed", call=str(shown.call), text=sentence.around(shown.start))
            yield sentence.problem(shown.call, "FIGURE-CHANGED", message)


def _is_changed(read: Quantity, shown: Numeral) -> bool:
    """Return whether a number is read as another, as less than exact, or, if it is one of articles, as no count."""
    is_count = read.measure in NAMED or shown.figure is None
    return shown.number not in (read.value, read.upper) or read.precision not in PLAIN or not is_count


def _is_fixed(sentence: Sentence, shown: Numeral) -> bool:
    """Return whether a word right beside a figure says that it is exact, or small."""
    before = sentence.pattern(FIXED_BEFORE).search(sentence.text, 0, shown.start)
    return bool(before or sentence.pattern("<fixed>").match(sentence.text, shown.end + 1))


def _is_denied(sentence: Sentence, shown: Numeral, figure: Observation) -> bool:
    """Return whether the clause of a figure is said to be untrue, what it counts not to have happened, or, near it,
    what its indicator says of it to be otherwise.
    """
    untrue = sentence.pattern("<untrue>").finditer(sentence.text, 0, shown.start)
    if sentence.pattern("<untrue-itself>").match(sentence.text, shown.end + 1) or any(
        sentence.is_near(found.end(), shown.start, FAR) for found in untrue
    ):
        return True
    undone = UNDONE[sentence.language].match(sentence.text, shown.end)
    if undone and _roots(undone["act"]) & _roots(_said(sentence.kb, figure, sentence.language)):
        told = (each for each in sentence.qualified if each.kind in TELLS)
        return not any(each.start <= undone.start("act") < each.end for each in told)
    return _is_act_denied(sentence, shown, figure)


def _is_act_denied(sentence: Sentence, shown: Numeral, figure: Observation) -> bool:
    """Return whether a figure, or near it what its indicator says of it, is denied in its clause."""
    unit = sentence.kb.unit_of(figure)
    nouns = " ".join([*unit.forms[sentence.language].values(), *unit.wordings])
    acts = _roots(sentence.kb.indicator_of[figure.id].label[sentence.language]) - _roots(nouns)
    for denial in (each for each in sentence.qualified if each.kind == "negation"):
        is_before = denial.end <= shown.start
        span = (denial.end, shown.start) if is_before else (shown.digits_end, denial.start)
        near = sentence.text[denial.end : shown.start if is_before else None].split()[:REACH]
        is_beside = is_before and (not near or (len(near) == 1 and near[0] in PARTITIVE))
        is_told = is_beside or any(_roots(word) & acts for word in near)
        if is_told and sentence.is_near(*span, 2 * REACH if is_before else REACH):
            return True
    return False


def _roots(text: str) -> frozenset[str]:
    """Return the stems of words, and what is left of Arabic ones without weak letters."""
    stems = stems_of(text)
    return stems | {root for stem in stems if len(root := WEAK.sub("", stem)) >= SHORTEST}


def check_noun(sentence: Sentence) -> Iterator[Problem]:
    """The noun right behind a figure is not one that another unit counts, nor one that no word of the figure is."""
    kb, language = sentence.kb, sentence.language
    for shown, figure in sentence.figures:
        if not (behind := BEHIND.match(sentence.text, shown.digits_end)):
            continue
        noun = behind["noun"]
        texts, forms = _said(kb, figure, language), bare_forms(noun, language)
        if forms & counted_nouns(kb, language):
            is_own = any(forms & bare_forms(word, language) for word in evidence.words(texts))
        else:
            is_own = bool(behind["of"]) or not _is_noun(noun, language) or bool(_roots(noun) & _roots(texts))
        if not is_own:
            right = kb.unit_of(figure).forms[language]["other"]
            message = say("figure-noun", noun=noun, call=str(shown.call), right=right)
            yield sentence.problem(shown.call, "FIGURE-NOUN", message)


def _is_noun(word: str, language: Language) -> bool:
    """Return whether a word right behind a number looks like what is counted: no participle, particle or time."""
    key = fold_number(word)
    is_known = key in NO_NOUNS or number_word(key) or any(each.is_of(*TIMES) for each in read_words(fold(word)))
    shaped = NOUN[language].match(word) and not PARTICIPLE.search(word)
    return bool(shaped and stems(word) and not is_known)


def _said(kb: KnowledgeBase, figure: Observation, language: Language) -> str:
    """Return the words of a figure, its indicator and the noun of its unit in a language, and the noun of one that
    counts these too: a migrant is a person. Other words for what the unit counts, only where its own quote has them.
    """
    own, source = kb.unit_of(figure), kb.source_of(figure)
    wider = (unit for unit in kb.units.values() if unit_nouns(own, language) & _wordings(unit, language))
    texts = [form for unit in (own, *wider) for form in unit.forms[language].values()]
    texts += [kb.indicator_of[figure.id].label[language]]
    texts += [kb.entities[name].name[language] for name in figure.scope.named()]
    texts += [figure.comment[language]] if figure.comment else []
    if isinstance(figure.citation, Citation):
        texts.append(figure.citation.in_language(source.language, language))
    return " ".join(texts)


def _wordings(unit: Unit, language: Language) -> frozenset[str]:
    return frozenset().union(*(bare_forms(word, language) for word in unit.wordings))


RULES = (check_changed, check_noun, check_period, check_times, check_source, check_place, check_compared, check_years)
