"""The sentences of pages in two revisions, with their figures filled in."""

import pytest
from isnad.cli.page_changes import Sentence, compare_pages, sentences
from isnad.facts.model import KnowledgeBase
from isnad.pages.texts import read_texts
from isnad.text.languages import Language

from tests.cases import for_all
from tests.conftest import FROZEN, ProjectCopy

PAGE = "docs/fr/rescues.md"


def read(kb: KnowledgeBase, body: str) -> list[Sentence]:
    return list(sentences(kb, Language.FR, "rescues.md", body))


def test_figures_are_filled_in_and_notes_left_out(kb: KnowledgeBase) -> None:
    (found,) = read(kb, 'On compte {{ figure("rescues-2024", unit=true) }} {{ period("rescues-2024") }}.\n')
    assert found.filled == "On compte 18\u202f645\u00a0personnes en 2024\u00a0(déduit par nous)."
    assert "{{ figure(" in found.written


@for_all(
    "body, texts",
    [
        ("Un. Deux ! Trois ?\n", ["Un.", "Deux !", "Trois ?"]),
        ("Une phrase\nsur deux lignes.\n\nUne autre.\n", ["Une phrase sur deux lignes.", "Une autre."]),
        ("- a.\n- b.\n", ["- a.", "- b."]),
        ("# Titre { #a }\nSuite.\n", ["# Titre { #a }", "Suite."]),
        ("Il dit « non. » Puis oui.\n", ["Il dit « non. »", "Puis oui."]),
        ("```\na. b\nc\n```\n", ["```", "a.", "b", "c", "```"]),
        ('{{ observations("sea-rescues") }}\n', ['{{ observations("sea-rescues") }}']),
        ('Un {{ figure("nowhere") }}.\n', ["Un {{ figure('nowhere') }}."]),
        ("{% for a in [1] %}b{% endfor %}\n", ["{% for a in [1] %}b{% endfor %}"]),
        ('Voyez {{ observations("sea-rescues") }}.\n', ["Voyez {{ observations('sea-rescues') }}."]),
        (
            '{% raw %}\n| `{{ period("rescues-2024") }}` | a |\n{% endraw %}\n',
            ['| `{{ period("rescues-2024") }}` | a |'],
        ),
        ("", []),
    ],
)
def test_a_page_is_read_sentence_by_sentence(kb: KnowledgeBase, body: str, texts: list[str]) -> None:
    assert [found.filled for found in read(kb, body)] == texts


@pytest.mark.parametrize(
    ("body", "of_unknown"),
    [
        ("## Ce que l’on ne sait pas\n\n- a.\n\n## Autre\n\nb.\n", ["- a."]),
        ('!!! note "Ce que nous ignorons"\n\n    - a.\n\n    b.\n\nc.\n', ["- a.", "b."]),
        ("## ما لا نعرفه\n\nا.\n", ["ا."]),
        ('!!! note "Ce qui manque à ces chiffres"\n\n    - a.\n\nb.\n', ["- a."]),
        ('!!! note "ما ينقص هذه الأرقام"\n\n    - ا.\n', ["- ا."]),
        ("## Ce que l’on sait\n\na.\n", []),
    ],
)
def test_what_is_not_known_is_recognised(kb: KnowledgeBase, body: str, of_unknown: list[str]) -> None:
    assert [found.written for found in read(kb, body) if found.is_of_unknown] == of_unknown


def test_only_changed_sentences_are_told(project: ProjectCopy) -> None:
    project.replace(PAGE, "La phrase ne dit ni", "La phrase dit")
    project.write(PAGE, project.read(PAGE) + "\nUne phrase nouvelle.\n")
    (page,) = compare_pages(read_texts(FROZEN), read_texts(project.root))
    (changed, added) = page.sentences
    assert page.path == "fr/rescues.md"
    assert changed.before and changed.after
    assert (changed.before.filled[:20], changed.after.filled[:16]) == ("La phrase ne dit ni ", "La phrase dit qu")
    assert added.before is None
    assert added.after and added.after.filled == "Une phrase nouvelle."
    assert page.is_edited


def test_a_sentence_whose_facts_changed_is_not_edited(project: ProjectCopy) -> None:
    project.edit("data/indicators.yaml", "      rescues-2024:", "value: 18645", "value: 18646")
    pages = {page.path: page for page in compare_pages(read_texts(FROZEN), read_texts(project.root))}
    assert not pages["fr/rescues.md"].is_edited
    (change,) = pages["fr/rescues.md"].sentences
    assert change.is_of_facts
    assert change.after and "18\u202f646" in change.after.filled
