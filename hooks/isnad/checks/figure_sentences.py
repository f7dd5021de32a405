"""Rules that bind the sentence of a figure to what the figure says: its size and its noun (see `rules`)."""

import re
from collections.abc import Iterator, Mapping

from ..facts.model import Citation, KnowledgeBase, Observation, Unit
from ..pages.author_sentences import place, sentences
from ..pages.render import Page
from ..problems import Problem, say
from ..text import evidence, quantities
from ..text.date_words import Sort, fold, read_words
from ..text.languages import Language
from ..text.number_words import number_word
from ..text.quantities import NAMED, Precision, Quantity
from ..text.stems import stems, stems_of
from ..text.tokens import CLAUSE_ENDS
from ..text.word_lists import fold as fold_number
from ..text.word_lists import listed
from .figure_scopes import check_compared, check_place
from .figure_sources import check_source
from .figure_times import check_period, check_times
from .spoken import NUMBERED, TELLS, Found, Shown, Spoken
from .unit_words import bare_forms, unit_nouns

# What the words around a number leave of it; two figures may be the ends of a span, or alternatives.
PLAIN = (None, Precision.EXACT, Precision.BETWEEN)
REACH = 3  # words in which what is denied stands behind a negation
PARTITIVE = ("de", "des", "d'")
WEAK = re.compile("^م|[اوي]")  # what participles and verbal nouns add to an Arabic root
SHORTEST = 3
# Words beside a figure that say how exact or how small it is, as adverbs that `quantities` reads over.
FIXED_BEFORE = re.compile(
    r"(?<!\w)(?:exactement|précisément|seulement|uniquement|tout juste|[وف]?(?:بالضبط|تحديدا|بالتحديد|فقط|مجرد))"
    r"(?: les| des| de| d'| ces)?\s*$",
    re.IGNORECASE,
)
FIXED_BEHIND = re.compile(r"\s*(?:exactement|précisément|seulement|uniquement|بالضبط|تحديدا|بالتحديد|فقط)(?!\w)")
# What denies the whole clause behind it; or, right behind a figure, the figure.
UNTRUE = re.compile(
    r"(?<!\w)(?:il (?:est|serait) faux (?:de dire )?que|il n'est pas vrai que"
    r"|(?:dément|démentent|nie|nient|a démenti|a nié) que"
    r"|[وف]?(?:ليس صحيحا|غير صحيح|من غير الصحيح|من الخطأ القول|لا صحة) (?:أن|إن|ل)\w*)(?!\w)",
    re.IGNORECASE,
)
UNTRUE_ITSELF = re.compile(
    r"\s*(?:(?:est|sont) (?:fau(?:x|sse)s?|inexacte?s?|inventée?s?|mensong\w+|une (?:invention|rumeur))"
    r"|غير صحيح\w*|خبر \w+)(?!\w)"
)
FAR = 8  # words in which a figure stands behind what denies its clause
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
# Beside what `quantities` knows of as no noun.
NO_NOUN = """
depuis moins dès tous toutes toujours ailleurs lors fois autres mêmes seuls seules derniers dernières premiers
premières près إلا أما إما شيئا طوعا قسرا جميعا تباعا فعلا مجتمعة كافة دفعة مرة
"""
NO_NOUNS = frozenset(map(fold_number, NO_NOUN.split())) | listed("context", "no_nouns") | listed("context", "firmly")


def check_sentences(kb: KnowledgeBase, pages: Mapping[str, Page]) -> Iterator[Problem]:
    """Yield what is wrong in the sentences of figures; `pages` by their paths in `docs/`, all sound."""
    for path, page in pages.items() if not kb.set_aside else ():
        for sentence in sentences(page) if any(call.name in NUMBERED for call in page.calls) else ():
            if any(call.name in NUMBERED for call in sentence.calls):
                spoken = Spoken(kb, Language(path[:2]), sentence)
                for rule in RULES:
                    for call, code, message in rule(spoken):
                        yield Problem(f"docs/{path}", *place(page, call), code, message)


def check_changed(spoken: Spoken) -> Found:
    """No hedge, negation, sign or magnitude stands beside a figure: the macro says itself how precise it is."""
    read = quantities.parse(spoken.text)
    for shown in spoken.shown:
        changed = any(_is_changed(each, shown) for each in read if each.start <= shown.start < each.end)
        if changed or _is_fixed(spoken, shown) or (shown.figure and _is_denied(spoken, shown, shown.figure)):
            message = say("figure-changed", call=str(shown.call), text=spoken.around(shown.start))
            yield shown.call, "FIGURE-CHANGED", message


def _is_changed(read: Quantity, shown: Shown) -> bool:
    """Return whether a number is read as another, as less than exact, or, if it is one of articles, as no count."""
    is_count = read.measure in NAMED or shown.figure is None
    return shown.number not in (read.value, read.upper) or read.precision not in PLAIN or not is_count


def _is_fixed(spoken: Spoken, shown: Shown) -> bool:
    """Return whether a word right beside a figure says that it is exact, or small."""
    before, behind = spoken.text[: shown.start], spoken.text[shown.end :]
    return bool(FIXED_BEFORE.search(before) or FIXED_BEHIND.match(behind))


def _is_denied(spoken: Spoken, shown: Shown, figure: Observation) -> bool:
    """Return whether the clause of a figure is said to be untrue, what it counts not to have happened, or, near it,
    what its indicator says of it to be otherwise.
    """
    if UNTRUE_ITSELF.match(spoken.text, shown.end):
        return True
    for untrue in UNTRUE.finditer(spoken.text, 0, shown.start):
        between = spoken.text[untrue.end() : shown.start]
        if CLAUSE_ENDS.isdisjoint(between) and len(between.split()) <= FAR:
            return True
    undone = UNDONE[spoken.language].match(spoken.text, shown.end)
    if undone and _roots(undone["act"]) & _roots(_said(spoken.kb, figure, spoken.language)):
        is_told = any(each.start <= undone.start("act") < each.end for each in spoken.qualified if each.kind in TELLS)
        return not is_told
    return _is_act_denied(spoken, shown, figure)


def _is_act_denied(spoken: Spoken, shown: Shown, figure: Observation) -> bool:
    """Return whether a figure, or near it what its indicator says of it, is denied in its clause."""
    text, begin, end = spoken.text, shown.start, shown.start + len(str(shown.number))
    acts = _acts(spoken.kb, figure, spoken.language)
    for denial in spoken.qualified:
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
    """The noun right behind a figure is not one that another unit counts, nor one that no word of the figure is."""
    kb, language = spoken.kb, spoken.language
    counting = {indicator.unit for indicator in kb.indicators.values()}
    for shown in spoken.shown:
        behind = BEHIND.match(spoken.text, shown.start + len(str(shown.number)))
        if not behind or not (figure := shown.figure):
            continue
        noun = behind["noun"]
        texts, forms = _said(kb, figure, language), bare_forms(noun, language)
        if any(forms & unit_nouns(kb.units[unit], language) for unit in counting):
            is_own = any(forms & bare_forms(word, language) for word in evidence.words(texts))
        else:
            is_own = bool(behind["of"]) or not _is_noun(noun, language) or bool(_roots(noun) & _roots(texts))
        if not is_own:
            right = kb.unit_of(figure).forms[language]["other"]
            yield shown.call, "FIGURE-NOUN", say("figure-noun", noun=noun, call=str(shown.call), right=right)


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


RULES = (check_changed, check_noun, check_period, check_times, check_source, check_place, check_compared)
