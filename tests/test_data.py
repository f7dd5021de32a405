"""The curated facts themselves: each is guarded, down to a digit and a word, and each is shown."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from isnad import api_parts, api_types, citations, evidence
from isnad.api_words import CODES, field_label
from isnad.downloads import MEDIA_TYPES
from isnad.load import load
from isnad.model import Basis, Formula, KnowledgeBase, Precision, Witness
from isnad.periods import Kind
from isnad.problems import Mark
from isnad.project import Project, read_project
from isnad.read_me import PARAGRAPHS, file_label
from isnad.record import Language
from msgspec import Struct, structs

from .conftest import ROOT, ProjectCopy

KB = load(ROOT)[0]
PACKAGE = ROOT / "hooks" / "isnad"
OBSERVATIONS = list(KB.observations)
OTHER_WORD = "غيره"


def witnesses_of_observations() -> Iterator[tuple[str, Witness]]:
    """Yield every further quote of the observations with an id."""
    for observation in KB.observations.values():
        for name, based in observation.bases().items():
            for number, witness in enumerate(based.witnesses, 1):
                yield f"{observation.id}-{name}-{number}", witness


def other_quotes() -> Iterator[tuple[str, Witness]]:
    """Yield every quote of the events, the statements and the glossary with an id."""
    for fact in (*KB.events.values(), *KB.statements.values()):
        yield fact.id, fact.citation
        for name, based in fact.bases().items():
            yield from ((f"{fact.id}-{name}-{number}", said) for number, said in enumerate(based.witnesses, 1))
    for term in KB.terms.values():
        yield from ((f"{term.id}-{number}", wording) for number, wording in enumerate(term.wordings, 1))


QUOTES = {
    **{f"{observation.id}-quote": observation.citation for observation in KB.observations.values()},
    **dict(witnesses_of_observations()),
    **{f"other-{name}": quote for name, quote in other_quotes()},
}


def damage(project: ProjectCopy, changes: Iterable[tuple[Mark, str, str]]) -> set[tuple[str, int, int, str]]:
    """Replace words in the value at each mark; return the place and code of all that is wrong with the facts then."""
    for mark, old, new in changes:
        lines = project.read(mark.path).split("\n")
        before, value = lines[mark.line - 1][: mark.column - 1], lines[mark.line - 1][mark.column - 1 :]
        assert old in value, f"{old!r} does not stand at {mark}"
        lines[mark.line - 1] = before + value.replace(old, new, 1)
        project.write(mark.path, "\n".join(lines))
    return {problem[:4] for problem in project.fact_problems()}


@pytest.fixture(scope="module")
def site() -> Project:
    """The real project, rendered."""
    return read_project(ROOT)[0]


def test_nineteen_observations_exist() -> None:
    assert len(OBSERVATIONS) == 19


def test_one_digit_of_each_value_is_guarded(project: ProjectCopy) -> None:
    marks = {observation.at("value"): str(observation.value) for observation in KB.observations.values()}
    found = damage(
        project, ((mark, value, value[:-1] + str((int(value[-1]) + 1) % 10)) for mark, value in marks.items())
    )
    assert {(*mark, "VALUE-QUOTE") for mark in marks} <= found


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_every_digit_of_a_value_is_guarded(name: str) -> None:
    observation = KB.observations[name]
    written = str(observation.value)
    for at in range(len(written)):
        for digit in set("0123456789") - {written[at]}:
            changed = replace(observation, value=Decimal(written[:at] + digit + written[at + 1 :]))
            problems = list(citations.check_values(replace(KB, observations={name: changed})))
            assert [problem[:4] for problem in problems] == [(*observation.at("value"), "VALUE-QUOTE")], changed


@pytest.mark.parametrize("name", OBSERVATIONS)
def test_the_precision_is_guarded(name: str) -> None:
    observation = KB.observations[name]
    for precision in set(Precision) - {observation.precision, Precision.ROUNDED, Precision.EXACT}:
        changed = replace(observation, precision=precision)
        problems = citations.check_values(replace(KB, observations={name: changed}))
        assert observation.at("precision") in {problem[:3] for problem in problems}, precision


def test_one_word_of_each_quote_is_guarded(project: ProjectCopy) -> None:
    marks = {quote.at("quote"): max(quote.quote.split(" "), key=len) for quote in QUOTES.values()}
    found = damage(project, ((mark, word, OTHER_WORD) for mark, word in marks.items()))
    assert {(*mark, "QUOTE-VERBATIM") for mark in marks} <= found


@pytest.mark.parametrize("name", QUOTES)
def test_every_word_of_a_quote_is_guarded(name: str) -> None:
    words = evidence.words(QUOTES[name].quote)
    for made in KB.fingerprints.values():
        for at in range(len(words)):
            assert not evidence.find(" ".join([*words[:at], OTHER_WORD, *words[at + 1 :]]), made), words[at]


SOURCES = {citation.at("source"): citation.source for citation in (fact.citation for fact in KB.facts())}


def test_each_misspelt_source_is_reported(project: ProjectCopy) -> None:
    found = damage(project, ((mark, source, f"{source}-x") for mark, source in SOURCES.items()))
    assert found == {(*mark, "UNKNOWN-ID") for mark in SOURCES}


def test_each_source_of_another_fact_is_reported_on_its_line(project: ProjectCopy) -> None:
    others = {source: next(other for other in KB.sources if other != source) for source in KB.sources}
    found = damage(project, ((mark, source, others[source]) for mark, source in SOURCES.items()))
    assert {(*mark, "QUOTE-SOURCE") for mark in SOURCES} <= found


@pytest.mark.parametrize("language", Language)
def test_every_observation_is_shown_and_footnoted(site: Project, language: Language) -> None:
    page = site.pages[f"{language}/figures.md"].markdown
    for name in OBSERVATIONS:
        value = KB.observations[name].value
        opening = f'<data class="figure" data-observation="{name}" value="{value}" data-seal="{site.kb.seal}">'
        figure = rf"\[{re.escape(opening)}[^\n]*?</data>\]\(figures/{name}\.md\)\[\^observation-{name}\]"
        assert re.search(figure, page), name
        assert page.count(f"\n[^observation-{name}]: ") == 1, name


@pytest.mark.parametrize("language", Language)
def test_every_quote_is_on_the_page_of_its_source(site: Project, language: Language) -> None:
    pages = {name: words_of(site.made[f"{language}/sources/{name}.md"].markdown) for name in KB.sources}
    for source, witness in citations.witnesses(KB):
        assert " ".join(evidence.words(witness.quote)) in pages[source.id], witness.quote


@pytest.mark.parametrize("language", Language)
def test_every_quote_of_an_observation_is_on_its_own_page(site: Project, language: Language) -> None:
    for name, observation in KB.observations.items():
        page = words_of(site.made[f"{language}/figures/{name}.md"].markdown)
        witnesses = [said for based in observation.bases().values() for said in based.witnesses]
        for witness in (observation.citation, *witnesses):
            assert " ".join(evidence.words(witness.quote)) in page, (name, witness.quote)


def words_of(page: str) -> str:
    """Return the words of a page, without the marks of HTML and footnotes."""
    body = re.sub(r"</?mark>", "", page.partition("\n[^")[0])
    return " ".join(evidence.words(unescape(re.sub(r"<[^>]*>", " ", body))))


# Labels

# The names of the fields of all documents; the two languages are not among them.
FIELDS = {
    field.name
    for module in (api_parts, api_types)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind not in (Struct, api_parts.Text)
    for field in structs.fields(kind)
}
FAMILIES = {
    *(f"precision-{precision}" for precision in Precision),
    *(f"authority-{basis}" for basis in Basis),
    *(f"formula-{formula}" for formula in Formula),
    *(f"language-{language}" for language in Language),
    *(f"note-{name}{ending}" for name in ("stated-by", "period", "scope") for ending in ("", "-inferred")),
    *(f"{codes.prefix}-{value}" for codes in CODES for value in codes.values),
    *(file_label(file) for file in MEDIA_TYPES),
    *(f"read-me-{name}" for name in (*PARAGRAPHS, "files", "fields", "codes")),
    *(f"notes-{name}" for name in ("on", "text", "more")),
    *map(field_label, FIELDS),
    *(f"{kind}-{name}" for name in ("stated-by", "period", "scope") for kind in ("proves", "figure-states")),
    *(f"scope-{role}" for role in ("actor", "partner", "place", "origin")),
    *(f"note-precision-{precision}" for precision in Precision),
    *(f"warning-{kind}" for kind in (Kind.OPEN, Kind.PART_OF_YEAR)),
    *(
        f"relation-{name}"
        for name in ("rounds", "rounded", "part-of", "part", "disagrees", "superseded", "supersedes", "agrees")
    ),
}
# Only where a name needs more words.
NOTES = {f"{field_label(name)}-note" for name in FIELDS}


def modules() -> list[Path]:
    return [*PACKAGE.glob("*.py"), *(ROOT / "hooks").glob("*.py")]


def templates() -> list[Path]:
    """Return the templates of macros and made pages, and those of the theme."""
    return [path for ending in ("jinja", "html") for path in (ROOT / "hooks").rglob(f"*.{ending}")]


def texts_in_code() -> set[str]:
    """Return every text constant of the modules and every quoted word of the templates."""
    found = {
        node.value
        for module in modules()
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for template in templates():
        found.update(re.findall(r"""["']([a-z0-9-]+)["']""", template.read_text(encoding="utf-8")))
    return found


def labels_asked_for() -> set[str]:
    """Return each label that a call of `t("…")` names outright."""
    asked: set[object] = set()
    for module in modules():
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "t":
                asked.update(arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))
    for template in templates():
        asked.update(re.findall(r"""(?<!lang\.)\bt\(["']([^"']+)["']""", template.read_text(encoding="utf-8")))
    return {label for label in asked if isinstance(label, str)}


def test_labels_are_asked_for_in_code_and_templates() -> None:
    assert {"title-unknown", "note-source", "column-value", "card-close"} <= labels_asked_for()


def test_no_label_is_missing(kb: KnowledgeBase) -> None:
    assert (labels_asked_for() | FAMILIES) - kb.labels.keys() == set()


def test_the_site_cites_itself_by_its_own_name(kb: KnowledgeBase, config: dict[str, Any]) -> None:
    (i18n,) = (plugin["i18n"] for plugin in config["plugins"] if "i18n" in plugin)
    names = {own["locale"]: own.get("site_name", config["site_name"]) for own in i18n["languages"]}
    assert {language: kb.labels["site-name"][Language(language)] for language in names} == names


def test_no_label_is_unused(kb: KnowledgeBase) -> None:
    assert kb.labels.keys() - texts_in_code() - FAMILIES - NOTES == set()
