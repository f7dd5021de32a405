"""Pages that only call macros: read without Jinja's parser to exactly what Jinja makes of them, or left to it."""

from hypothesis import given
from hypothesis import strategies as st
from isnad.pages.calls import Call, read_calls
from isnad.pages.templates import make_environment
from jinja2 import nodes

from tests.cases import for_all
from tests.conftest import FROZEN

PAGES = sorted((FROZEN / "docs").rglob("*.md"))
ENVIRONMENT = make_environment()
# Pieces of which pages are made, and of which mistakes are.
PIECES = [
    *("{{ ", "{{", " }}", "}}", "figure", "unit", "true", "not", "(", ")", '("a-1")', "(unit=true)", ", ", "=", '"b"'),
    *("{", "}", "{% raw %}", "{## x ##}", "{#anchor}", "\n", " ", "نص", '"', "\\", "|", "-", "1", '("a", unit=false)'),
    *('{{ figure("a-1") }}', "{{ counts() }}", '{{ date("2023") }}', '{{ x("a", "b", c="d", e=true) }}'),
]


def lines(found: nodes.Node) -> list[tuple[str, int]]:
    """Return the line of each call and each of its names and values."""
    parts = found.find_all((nodes.Call, nodes.Name, nodes.Const, nodes.Keyword))
    return [(type(each).__name__, each.lineno) for each in parts]


def as_nodes(found: list[str | Call]) -> nodes.Output:
    """Return texts and calls as Jinja's own nodes."""
    output, line = nodes.Output([], lineno=1), 1
    for each in found:
        if isinstance(each, Call):
            line = each.line
            args = [nodes.Const(value, lineno=line) for value in each.args]
            named = [
                nodes.Keyword(key, nodes.Const(value, lineno=line), lineno=line) for key, value in each.named.items()
            ]
            name = nodes.Name(each.name, "load", lineno=line)
            output.nodes.append(nodes.Call(name, args, named, None, None, lineno=line))
        else:
            output.nodes.append(nodes.TemplateData(each, lineno=line))
    return output


def check(text: str) -> bool:
    """Return whether a page is read without Jinja's parser; it is then read to the same."""
    found = read_calls(text)
    if not found:
        return False
    own = as_nodes(found)
    (output,) = ENVIRONMENT.parse(text).body
    assert own == output
    assert lines(own) == lines(output)
    return True


def test_most_real_pages_only_call_macros() -> None:
    assert sum(check(path.read_text(encoding="utf-8")) for path in PAGES) > len(PAGES) / 2


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_a_page_is_read_as_jinja_reads_it_or_left_to_it(text: str) -> None:
    check(text)


@for_all(
    "text",
    [
        '{{ figure("a") }',
        "{{ figure }}",
        '{{ figure("a"',
        '{{{ figure("a") }}',
        '{{- figure("a") }}',
        '{{ figure("a" "b") }}',
        '{{ figure(unit=true, "a") }}',
        "{{ figure(unit=true, unit=false) }}",
        '{{ figure("a\\n") }}',
        '{{ not("a") }}',
        "{{ figure(if=true) }}",
        "{{ 1 + 1 }}",
        '{{ figure("a").x }}',
        '{% for x in ["a"] %}{{ figure(x) }}{% endfor %}',
        '{## x ##}{{ figure("a") }}',
    ],
)
def test_anything_else_is_left_to_jinja(text: str) -> None:
    assert read_calls(f"a\n{text}\nb") is None
