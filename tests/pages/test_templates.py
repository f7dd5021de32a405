"""The environment of our own templates: strict, escaped. What authors write is parsed in one like it, and not run."""

from html import unescape

import pytest
from isnad.pages.templates import FOLDER, make_environment, own_templates
from jinja2 import DictLoader, TemplateError
from jinja2.exceptions import TemplateAssertionError, TemplateRuntimeError, UndefinedError
from markupsafe import Markup

from tests.cases import for_all

HOSTILE = "<b>*a*</b>"


def render(text: str, **context: object) -> str:
    return make_environment().from_string(text).render(context)


def is_escaped(rendered: str) -> bool:
    """Return whether a text is the hostile one to readers, and holds no sign that HTML reads."""
    return unescape(rendered) == HOSTILE and not set(rendered) & set("<>")


@for_all(
    "text",
    [
        "{{ x }}",
        "{% set y = x %}{{ y }}",
        "{{ [x][0] }}",
        "{{ x if x }}",
        "{{ x ~ '' }}",
        "{% for y in [x] %}{{ y }}{% endfor %}",
        "{% macro m() %}{{ x }}{% endmacro %}{{ m() }}",
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "{{ '" + HOSTILE + "' }}",
    ],
)
def test_every_text_is_escaped(text: str) -> None:
    assert is_escaped(render(text, x=HOSTILE))


@pytest.mark.parametrize("text", ["{{ x }}", "{% set y = x %}{{ y }}"])
def test_what_is_safe_already_passes(text: str) -> None:
    assert render(text, x=Markup(HOSTILE)) == HOSTILE


UNDEFINED = ["{{ x }}", "{{ d.y }}", "{{ d['y'] }}"]


@pytest.mark.parametrize("text", ["{{ x.y }}", "{% for i in x %}{% endfor %}", "{% if x %}{% endif %}", "{{ x() }}",
                                  "{{ 'a' ~ x }}"])  # fmt: skip
def test_an_undefined_name_fails(text: str) -> None:
    with pytest.raises(UndefinedError, match="'x' is undefined"):
        render(text, d={})


@pytest.mark.parametrize("text", UNDEFINED)
def test_an_undefined_name_is_not_printed(text: str) -> None:
    with pytest.raises(TemplateRuntimeError):
        render(text, d={})


@pytest.mark.parametrize("text", UNDEFINED)
def test_an_undefined_name_that_is_printed_is_named(text: str) -> None:
    with pytest.raises(UndefinedError, match=r"is undefined|has no attribute"):
        render(text, d={})


@pytest.mark.parametrize("name", ["range", "lipsum", "dict", "cycler", "joiner", "namespace"])
def test_there_are_no_global_names(name: str) -> None:
    with pytest.raises(UndefinedError):
        render(f"{{{{ {name}(1) }}}}")


def test_there_are_no_filters_and_no_tests() -> None:
    environment = make_environment()
    assert not {*environment.globals, *environment.filters, *environment.tests}


@pytest.mark.parametrize("text", ["{{ 'a'|upper }}", "{{ 1|round }}", "{{ x|safe }}", "{{ ''|attr('__class__') }}",
                                  "{{ 1 is odd }}", "{{ x is defined }}"])  # fmt: skip
def test_a_filter_or_test_cannot_be_read(text: str) -> None:
    with pytest.raises(TemplateAssertionError):
        render(text, x="")


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        pytest.param("# عنوان {#anchor}", "# عنوان {#anchor}", id="an attribute list is no comment"),
        pytest.param("a{## b ##}c", "ac", id="a comment"),
        pytest.param("a\n", "a\n", id="the last line end stays"),
        pytest.param("  {% if true %}\na\n  {% endif %}\nb", "a\nb", id="a line of logic leaves no line"),
        pytest.param("<b>*a*</b>", "<b>*a*</b>", id="what an author writes is Markdown"),
    ],
)
def test_what_markdown_needs_is_left_alone(text: str, rendered: str) -> None:
    assert render(text) == rendered


@pytest.mark.parametrize("text", ["{% include 'a' %}", "{% import 'a' as a %}", "{% extends 'a' %}"])
def test_a_page_loads_no_other_template(text: str) -> None:
    with pytest.raises((TypeError, TemplateError)):
        render(text)


def test_a_loader_gives_the_templates() -> None:
    assert make_environment(DictLoader({"a": "{{ x }}"})).get_template("a").render(x=HOSTILE) == render(
        "{{ x }}", x=HOSTILE
    )


@for_all("name", sorted(path.name for path in FOLDER.glob("*.jinja")))
def test_each_of_our_templates_compiles(name: str) -> None:
    assert own_templates().get_template(name).name == name


def test_our_templates_have_one_environment() -> None:
    assert own_templates() is own_templates()
