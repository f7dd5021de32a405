"""Macros that cannot be read: where, and the form that can be."""

import pytest
from isnad.pages import macro_errors
from isnad.pages.macros import MACROS
from isnad.pages.templates import page_environment
from jinja2 import TemplateSyntaxError

from tests.cases import for_all

RIGHT = '{{ figure("a-1") }}'


def reads(template: str) -> bool:
    try:
        page_environment().parse(template)
    except TemplateSyntaxError:
        return False
    return True


def found_in(text: str) -> list[macro_errors.Found]:
    return [*macro_errors.find_half(text, MACROS), *macro_errors.find(text, reads)]


@for_all(
    "text, at, id",
    [
        ("{{ figure(“a-1”) }}", "“", "macro-sign"),
        ("{{ figure(”a-1”) }}", "”", "macro-sign"),
        ("{{ figure(« a-1 ») }}", "«", "macro-sign"),
        ("{{ figure(«\u00a0a-1\u00a0») }}", "«", "macro-sign"),
        ("{{ figure(‘a-1’) }}", "‘", "macro-sign"),
        ("{{ figure(„a-1“) }}", "„", "macro-sign"),
        ('{{ figure("a-1“) }}', "“", "macro-sign"),
        ('{{\u00a0figure(“a-1”)\u00a0}}', "“", "macro-sign"),
        ('{ figure("a-1") }', "{ f", "macro-braces"),
        ("{ figure(“a-1”) }", "{ f", "macro-braces"),
        ('{ figure("a-1") }}', "{ f", "macro-braces"),
        ('{% figure("a-1") %}', "{% f", "macro-braces"),
        ('{{ figure("a-1") }', "{{", "macro-unclosed"),
        ('{{ figure("a-1") et puis', "{{", "macro-unclosed"),
        ('{{ figure("a-1" }}', " }}", "macro-form"),
        ('{{ figure("a-1) }}', ") }}", "macro-form"),
        ('{{ figure("a-1")) }}', ") }}", "macro-form"),
        ('{{ figure "a-1" }}', ' "', "macro-form"),
        ("{{ figure(a-1) }}", "a-1", "macro-form"),
        ('{{{ figure("a-1") }}', "{ f", "macro-form"),
    ],
)  # fmt: skip
def test_what_was_meant_is_said_at_its_place(text: str, at: str, id: str) -> None:
    (found,) = found_in(f"Voir {text}.")
    assert (found.at, found.said.id) == (f"Voir {text}.".index(at), id)
    assert RIGHT in found.said.text()


@pytest.mark.parametrize(("given", "written"), [("faux", "false"), ("non", "false"), ("vrai", "true"), ("oui", "true")])
def test_true_and_false_are_written_in_english(given: str, written: str) -> None:
    (found,) = found_in(f'{{{{ figure("a-1", unit={given}) }}}}')
    assert f"unit={written}" in found.said.text()


@pytest.mark.parametrize("text", ["{{ … }}", "{{ ... }}", "{{ }}", "{{\u00a0…\u00a0}}"])
def test_a_place_without_a_macro_is_named(text: str) -> None:
    assert [found.said.id for found in found_in(text)] == ["macro-empty"]


def test_all_macros_of_a_page_are_reported_at_once() -> None:
    assert len(found_in("{{ figure(“a-1”) }} et {{ figure(« b-2 ») }}\n\n{{ … }}")) == 3


@for_all(
    "text",
    [
        RIGHT,
        "{{ figure('a-1') }}",
        '{{ figure("a-1", unit=true) }}',
        '{{ headlines(\n  "a-1",\n  "b-2"\n) }}',
        '{% for x in ["a-1"] %}{{ figure(x) }}{% endfor %}',
        '`{ figure("a-1") }`',
        '``` text\n{ figure("a-1") }\n```',
        "{## {{ … }} ##}",
        "{% raw %}{{ figure(“a-1”) }}{% endraw %}",
        "## Titre { #figure }",
        "Un mot { count } et un autre",
        "« a » “b” {accolades}",
    ],
)
def test_what_can_be_read_is_left_alone(text: str) -> None:
    assert found_in(text) == []
