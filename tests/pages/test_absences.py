"""Absences that pages state: the times they name, the figures that make them false, their words in both languages."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from isnad.checks.audit import Audit
from isnad.facts.model import KnowledgeBase, Observation, Period
from isnad.facts.record import NOT_GIVEN, NotGiven
from isnad.pages.absences import EVER, Sense, absence, is_false, read_span, refutation, refuting
from isnad.pages.macros import MacroError, SetAside, make_macros
from isnad.phrases.phrases import Phrases, bare_text
from isnad.problems import Tongue
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import ProjectCopy, with_observations

SPANS = {
    "2023": ("2023-01-01", "2023-12-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023-02": ("2023-02-01", "2023-02-28"),
    "2024-10-05": ("2024-10-05", "2024-10-05"),
    "2022/2023": ("2022-01-01", "2023-12-31"),
    "2024-10/2024-12": ("2024-10-01", "2024-12-31"),
    "2023/2024-06": ("2023-01-01", "2024-06-30"),
    "2025/..": ("2025-01-01", "9999-12-31"),
    "2025-03-27/..": ("2025-03-27", "9999-12-31"),
    "../2021": ("0001-01-01", "2021-12-31"),
    "../..": ("0001-01-01", "9999-12-31"),
}
NO_SPANS = (
    *("", "..", "/", "2023/", "/2023", "2023/2022", "2024-13", "2024-00", "2024-02-30", "2022-2023", "0001", "9999"),
    *("٢٠٢٣", "2023-", "23", "x", "2023 ", "2023/2024/2025", "2024-1", "..2023", "None"),
)


@for_all("text, days", SPANS.items())
def test_a_text_names_days(text: str, days: tuple[str, str]) -> None:
    assert tuple(map(str, read_span(text))) == days


@for_all("text", NO_SPANS)
def test_another_text_names_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_span(text)


# The period of a figure, and in which senses it makes false that there is none for 2023.
YEAR = {
    "the year": ("2023-01-01", "2023-12-31", "any alone whole"),
    "its first half": ("2023-01-01", "2023-06-30", "any alone part"),
    "its last day": ("2023-12-31", "2023-12-31", "any alone part"),
    "from before into it": ("2022-07-01", "2023-06-30", "any part"),
    "from it to after": ("2023-07-01", "2024-06-30", "any part"),
    "it and the next": ("2023-01-01", "2024-12-31", "any whole"),
    "the last and it": ("2022-01-01", "2023-12-31", "any whole"),
    "years around it": ("2021-01-01", "2025-12-31", "any whole"),
    "the day before": ("2022-12-31", "2022-12-31", ""),
    "the day after": ("2024-01-01", "2024-01-01", ""),
    "the year before": ("2022-01-01", "2022-12-31", ""),
    "open, from its first day": ("2023-01-01", "", "any alone part"),
    "open, from within": ("2023-07-01", "", "any alone part"),
    "open, from before": ("2022-01-01", "", ""),
    "open, from after": ("2024-01-01", "", ""),
}
QUARTER = {
    "the quarter": ("2024-10-01", "2024-12-31", "any alone whole"),
    "a month of it": ("2024-11-01", "2024-11-30", "any alone part"),
    "the year": ("2024-01-01", "2024-12-31", "any whole"),
    "nine months before": ("2024-01-01", "2024-09-30", ""),
    "eleven months": ("2024-01-01", "2024-11-30", "any part"),
    "open, from the year's first day": ("2024-01-01", "", ""),
    "open, from within": ("2024-11-01", "", "any alone part"),
}
CASES = [
    pytest.param(span, sense, *case[:2], sense in case[2].split(), id=f"{span}-{name}-{sense}")
    for span, cases in (("2023", YEAR), ("2024-10/2024-12", QUARTER))
    for name, case in cases.items()
    for sense in Sense
]


def period_of(kb: KnowledgeBase, start: str, end: str) -> Period:
    last: dt.date | NotGiven = dt.date.fromisoformat(end) if end else NOT_GIVEN
    return replace(next(iter(kb.observations.values())).period, start=dt.date.fromisoformat(start), end=last)


@pytest.mark.parametrize(("span", "sense", "start", "end", "false"), CASES)
def test_a_figure_makes_an_absence_false(
    kb: KnowledgeBase, span: str, sense: Sense, start: str, end: str, false: bool
) -> None:
    assert is_false(read_span(span), sense, period_of(kb, start, end)) is false


WORDS = {
    "2023": ("aucun chiffre pour 2023", "لا رقم عن سنة 2023"),
    "2022/2023": ("aucun chiffre pour 2022 et 2023", "لا رقم عن سنتي 2022 و2023"),
    "2020/2023": ("aucun chiffre pour les années 2020 à 2023", "لا رقم عن السنوات من 2020 إلى 2023"),
    "2024-01/2024-06": ("aucun chiffre pour le premier semestre de 2024", "لا رقم عن النصف الأول من سنة 2024"),
    "2024-07/2024-12": ("aucun chiffre pour le second semestre de 2024", "لا رقم عن النصف الثاني من سنة 2024"),
    "2024-04/2024-06": ("aucun chiffre pour le deuxième trimestre de 2024", "لا رقم عن الربع الثاني من سنة 2024"),
    "2024-10/2024-12": ("aucun chiffre pour le dernier trimestre de 2024", "لا رقم عن الربع الأخير من سنة 2024"),
    "2024-10": ("aucun chiffre pour octobre 2024", "لا رقم عن شهر أكتوبر 2024"),
    "2024-03-05": ("aucun chiffre pour le 5 mars 2024", "لا رقم عن يوم 5 مارس 2024"),
    "2024-02/2024-04": (
        "aucun chiffre pour la période du 1er février au 30 avril 2024",
        "لا رقم عن الفترة من 1 فبراير إلى 30 أبريل 2024",
    ),
    "2023-07/2024-06": (
        "aucun chiffre pour la période du 1er juillet 2023 au 30 juin 2024",
        "لا رقم عن الفترة من 1 يوليوز 2023 إلى 30 يونيو 2024",
    ),
    "2025/..": (
        "aucun chiffre pour l’année 2025 et les suivantes",
        "لا رقم عن سنة 2025 وما بعدها",
    ),
    "../2021": (
        "aucun chiffre pour la période qui finit le 31 décembre 2021",
        "لا رقم عن الفترة التي تنتهي يوم 31 دجنبر 2021",
    ),
    "../..": ("aucun chiffre", "لا رقم"),
}
SENSES = {
    Sense.ALONE: (
        "aucun chiffre qui ne porte que sur le dernier trimestre de 2024",
        "لا رقم يقتصر على الربع الأخير من سنة 2024",
    ),
    Sense.PART: (
        "aucun chiffre qui ne couvre le dernier trimestre de 2024 qu’en partie",
        "لا رقم يغطي جزءا فقط من الربع الأخير من سنة 2024",
    ),
    Sense.WHOLE: (
        "aucun chiffre qui couvre le dernier trimestre de 2024 en entier",
        "لا رقم يغطي الربع الأخير من سنة 2024 بالكامل",
    ),
}


def in_words(kb: KnowledgeBase, text: str, sense: Sense) -> tuple[str, str]:
    french, arabic = (
        bare_text(absence(Phrases(kb, language), read_span(text), sense)) for language in (Language.FR, Language.AR)
    )
    return french, arabic


@for_all("text, words", WORDS.items())
def test_an_absence_reads_well(kb: KnowledgeBase, text: str, words: tuple[str, str]) -> None:
    assert in_words(kb, text, Sense.ANY) == words


@pytest.mark.parametrize(("sense", "words"), SENSES.items())
def test_it_says_which_figures_it_denies(kb: KnowledgeBase, sense: Sense, words: tuple[str, str]) -> None:
    assert in_words(kb, "2024-10/2024-12", sense) == words


@pytest.mark.parametrize("language", Language)
def test_the_audit_accepts_the_years_it_prints(kb: KnowledgeBase, language: Language) -> None:
    macros, _ = make_macros(kb, language)
    said = [macros["nothing"]("*", span) for span in ("1901", "1901/1902", "1901-10/1901-12", "1901-02/1901-03-05")]
    audit = Audit(kb)
    audit.page(f"<article>{' '.join(said)}</article>", "page/", "docs/page.md", "", language)
    assert audit.problems == []


def moved(kb: KnowledgeBase, figure: Observation, start: str, end: str) -> KnowledgeBase:
    """Return the knowledge base with a figure of another time."""
    return with_observations(kb, replace(figure, period=period_of(kb, start, end)))


@pytest.fixture
def figure(kb: KnowledgeBase) -> Observation:
    return next(iter(kb.observations.values()))


def test_figures_are_those_of_the_indicators_and_topics_named(kb: KnowledgeBase, figure: Observation) -> None:
    then, indicator = moved(kb, figure, "1901-01-01", "1901-12-31"), kb.indicator_of[figure.id]
    others = {each.id for each in kb.indicators.values() if each.topic != indicator.topic}

    def found(names: set[str]) -> list[str]:
        return [each.id for each in refuting(then, names, read_span("1901"), Sense.ANY)]

    assert others
    assert [found(names) for names in ({indicator.id}, {indicator.topic}, {"*"}, {*others, indicator.id})] == [
        [figure.id]
    ] * 4
    assert found(others) == []


def test_it_fails_with_the_figure_and_its_place(kb: KnowledgeBase, figure: Observation) -> None:
    then, indicator = moved(kb, figure, "1901-01-01", "1901-06-30"), kb.indicator_of[figure.id].id
    assert make_macros(kb, Language.FR)[0]["nothing"](indicator, "1901")
    with pytest.raises(MacroError) as refused:
        make_macros(then, Language.FR)[0]["nothing"](indicator, "1901")
    assert refused.value.code == "ABSENCE-FALSE"
    place = f"{figure.at().path}:{figure.at().line}"
    for tongue in Tongue:
        said = re.sub("[\u2066-\u2069`']", "", refused.value.said.text(tongue))
        assert f"{figure.id} ({place}" in said
        assert "1901-01-01/1901-06-30" in said
        assert "alone" not in said


def test_where_only_wider_figures_are_there_it_says_how_to_deny_the_others(
    kb: KnowledgeBase, figure: Observation
) -> None:
    then = moved(kb, figure, "1901-01-01", "1901-12-31")
    with pytest.raises(MacroError, match='add `"alone"` as third argument'):
        make_macros(then, Language.FR)[0]["nothing"]("*", "1901-10/1901-12")
    assert make_macros(then, Language.FR)[0]["nothing"]("*", "1901-10/1901-12", "alone")
    assert make_macros(then, Language.FR)[0]["nothing"]("*", "1901", "part")


def test_a_message_names_three_figures_at_most(kb: KnowledgeBase) -> None:
    figures = list(kb.observations.values())[:4]
    names = [f"'{each.id}'" in str(refutation(figures, EVER, Sense.ANY)) for each in figures]
    assert names == [True, True, True, False]
    assert "…" in str(refutation(figures, EVER, Sense.ANY))
    assert "…" not in str(refutation(figures[:3], EVER, Sense.ANY))


REFUSED = {
    "indicator-unknown": (["attempt-foiled", "2023"], "UNKNOWN-ID", "did you mean 'attempts-foiled'?"),
    "topic-unknown": (["rescue", "2023"], "UNKNOWN-ID", "did you mean 'rescues'?"),
    "second-unknown": (["rescues x", "2023"], "UNKNOWN-ID", "unknown id of indicators, topics 'x'"),
    "nothing-named": ([" ", "2023"], "UNKNOWN-ID", "unknown id"),
    "observation": (["rescues-2024", "2023"], "UNKNOWN-ID", "unknown id of indicators, topics 'rescues-2024'"),
    "number": ([2023, "2023"], "MACRO-ARGUMENT", "in quotes: 2023"),
    "list": ([["rescues"], "2023"], "MACRO-ARGUMENT", "in quotes"),
    "no-time": (["rescues", "hier"], "MACRO-ARGUMENT", "'hier'"),
    "no-month": (["rescues", "2024-13"], "MACRO-ARGUMENT", "must be a year, a month, a day"),
    "sense-unknown": (["rescues", "2023", "only"], "MACRO-ARGUMENT", "known: alone, any, part"),
    "sense-misspelt": (["rescues", "2023", "allone"], "MACRO-ARGUMENT", "did you mean 'alone'?"),
    "sense-true": (["rescues", "2023", True], "MACRO-ARGUMENT", "cannot be 'True'"),
    "sense-list": (["rescues", "2023", []], "MACRO-ARGUMENT", "cannot be"),
}


@pytest.mark.parametrize(("arguments", "code", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_claim_that_cannot_be_read_is_refused(
    kb: KnowledgeBase, arguments: list[object], code: str, words: str
) -> None:
    with pytest.raises(MacroError) as refused:
        make_macros(kb, Language.FR)[0]["nothing"](*arguments)
    assert refused.value.code == code
    assert words in str(refused.value)


def test_a_number_is_a_year_as_well(kb: KnowledgeBase) -> None:
    nothing = make_macros(kb, Language.FR)[0]["nothing"]
    assert nothing("*", 1901) == nothing("*", "1901")


def test_what_is_broken_is_not_reported_again(kb: KnowledgeBase) -> None:
    broken = replace(kb, set_aside=frozenset({("indicators", "new-one")}))
    with pytest.raises(SetAside):
        make_macros(broken, Language.FR)[0]["nothing"]("new-one", "2023")


@pytest.mark.parametrize("language", Language)
def test_a_page_becomes_false_when_a_figure_comes(project: ProjectCopy, language: Language) -> None:
    """Tried on a copy: a page denies a year, another one gets a figure of that year."""
    start = next(line for line in project.read("data/indicators.yaml").splitlines() if "start: " in line)
    path, call = f"docs/{language}/index.md", '{{ nothing("*", "1901") }}'
    project.write(path, f"{project.read(path)}\n{call}\n")
    line = project.read(path).count("\n")
    assert not [each for each in project.problems() if each.code == "ABSENCE-FALSE"]
    text = project.read("data/indicators.yaml")
    project.write("data/indicators.yaml", text.replace(start, "          start: 1901-05-01", 1))
    found = [each for each in project.problems() if each.code == "ABSENCE-FALSE"]
    assert (path, line, call.index("*") + 1) in [each[:3] for each in found]
