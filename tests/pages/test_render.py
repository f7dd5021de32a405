"""Pages: front matter, macros in a sandbox, and every failure reported on its true line."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from isnad.facts.model import KnowledgeBase
from isnad.pages.footnotes import MARK
from isnad.pages.macros import MACROS
from isnad.pages.render import render_page
from isnad.problems import Problem
from isnad.text.html import End, Start, steps
from isnad.text.languages import Language
from isnad.text.quantities import Precision

from tests.cases import for_all

PATH = "docs/fr/page.md"
FRONT = "---\ntitle: Titre\ndescription: Description\n---\n"
BODY_LINE = FRONT.count("\n") + 1


def rendered(kb: KnowledgeBase, body: str, front: str = FRONT) -> tuple[str, list[Problem]]:
    page = render_page(kb, PATH, front + body, Language.FR, "page.md")
    return page.body, sorted(page.problems)


def problems_of(kb: KnowledgeBase, body: str, front: str = FRONT) -> list[tuple[int, int, str]]:
    return [problem[1:4] for problem in rendered(kb, body, front)[1]]


# A body; line of the body and column of each problem, and its code.
BODIES: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "text": ("# Titre\n\nun texte", []),
    "macro": ('a {{ figure("attempts-2024") }} b', []),
    "attribute-list": ("# Titre { #ancre }\n\ntexte {.classe} {#autre}", []),
    "variable": ("a\n{% set a = 'x' %}{{ a }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "condition": ("{% if 1 %}a{% endif %}", [(1, 1, "TEMPLATE-SYNTAX")]),
    "own-macro": ("{% macro f(id) %}{{ figure(id) }}{% endmacro %}", [(1, 1, "TEMPLATE-SYNTAX")]),
    "comment": ("{## {{ nope }} ##}", []),
    "raw": ('{% raw %}{{ figure("x") }}{% endraw %}', []),
    "unknown-macro": ("a\n\nb {{ figur('attempts-2024') }}", [(3, 6, "MACRO-UNKNOWN")]),
    "unquoted-id": ("{{ figure(rescues) }}", [(1, 11, "MACRO-UNKNOWN")]),
    "undefined-name": ("a {{ x }} b", [(1, 6, "MACRO-UNKNOWN")]),
    "undefined-twice": ("{{ x }}\n{{ x }}", [(1, 4, "MACRO-UNKNOWN"), (2, 4, "MACRO-UNKNOWN")]),
    "undefined-attribute-called": ("{{ x.y.z(1) }}", [(1, 4, "MACRO-UNKNOWN")]),
    "undefined-for-an-argument": ('{{ figure(x, y=2) }}', [(1, 11, "MACRO-UNKNOWN")]),
    "undefined-called-with-undefined": ("{{ x(y) }}", [(1, 4, "MACRO-UNKNOWN"), (1, 6, "MACRO-UNKNOWN")]),
    "unknown-id": ('\na {{ figure("attempts-2042") }}', [(2, 14, "UNKNOWN-ID")]),
    "two-unknown-ids": (
        '{{ figure("a-1") }}\n\n{{ term("b-1") }} {{ cite("c-1") }}',
        [(1, 12, "UNKNOWN-ID"), (3, 10, "UNKNOWN-ID"), (3, 28, "UNKNOWN-ID")],
    ),
    "no-argument": ("a {{ figure() }}", [(1, 6, "MACRO-ARGUMENT")]),
    "too-many-arguments": ('{{ term("voluntary-return", 2) }}', [(1, 4, "MACRO-ARGUMENT")]),
    "unknown-argument": ('{{ figure("attempts-2024", units=true) }}', [(1, 4, "MACRO-ARGUMENT")]),
    "number-for-an-id": ("{{ figure(2024) }}", [(1, 4, "MACRO-ARGUMENT")]),
    "not-closed": ('a\n{{ figure("attempts-2024" b', [(2, 1, "TEMPLATE-SYNTAX")]),
    "block-not-closed": ("a\n{% if 1 %}\nb", [(3, 1, "TEMPLATE-SYNTAX")]),
    "unknown-block": ("a\n\n{% do x %}", [(3, 1, "TEMPLATE-SYNTAX")]),
    "unknown-filter": ("a\n{{ 'a' | nope }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "filter-of-jinja": ("a\n{{ 'a' | upper }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "test-of-jinja": ("a\n{{ 'a' is defined }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "filter-that-would-show-a-class": ("{{ '' | attr('__class__') }}", [(1, 1, "TEMPLATE-SYNTAX")]),
    "unknown-test": ("a\n{{ 'a' is nope }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "computed-number": ("a\n\n{{ 78685 - 48963 }}", [(3, 1, "TEMPLATE-ERROR")]),
    "repeated-text": ("{{ 'x' * 3 }}", [(1, 1, "TEMPLATE-ERROR")]),
    "macro-without-brackets": ("a\n{{ figures }}", [(2, 1, "TEMPLATE-ERROR")]),
    "macro-with-an-id-and-no-brackets": ('a\n\n{{ figure "attempts-2024" }}', [(3, 10, "TEMPLATE-SYNTAX")]),
    "not-a-function": ("\n{{ 'a'() }}", [(2, 1, "TEMPLATE-ERROR")]),
    "no-such-key": ("\n{{ {}.a.b }}", [(2, 1, "TEMPLATE-SYNTAX")]),
    "endless-recursion": ("{% macro f() %}{{ f() }}{% endmacro %}\n{{ f() }}", [(1, 1, "TEMPLATE-SYNTAX")]),
    "huge-text": ("{{ 'x' * 9 ** 15 }}", [(1, 1, "TEMPLATE-ERROR")]),
    "huge-width": ("{{ '%1000000000000000d' % 1 }}", [(1, 1, "TEMPLATE-ERROR")]),
    "loop": ("{% for id in [\"attempts-2024\"] %}{{ figure(id) }}{% endfor %}", [(1, 1, "TEMPLATE-SYNTAX")]),
    "text-of-an-expression": ("a {{ 'b' }}", [(1, 1, "TEMPLATE-ERROR")]),
    "list-for-an-id": ('{{ figure(["a"]) }}', [(1, 1, "TEMPLATE-SYNTAX")]),
    "footnote-by-hand": ("a\nb[^x]\n\n[^x]: c", [(2, 2, "FOOTNOTE-LITERAL")]),
    "footnote-in-code": ("```\na[^x]\n```\n\n`b[^y]`", []),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), BODIES.values(), ids=BODIES.keys())
def test_problems_stand_on_their_true_lines(kb: KnowledgeBase, body: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems_of(kb, body) == [(line + BODY_LINE - 1, column, code) for line, column, code in expected]


ESCAPES = {
    "class": "{{ ''.__class__ }}",
    "class-of-a-macro": "{{ figure.__class__ }}",
    "globals-of-a-macro": "{{ figure.__globals__ }}",
    "subclasses": "{{ ().__class__.__base__.__subclasses__() }}",
    "format": "{{ '{0.__class__}'.format('') }}",
    "format-map": "{{ '{a.__class__}'.format_map({'a': ''}) }}",
    "mutable-list": "{{ [].append(1) }}",
    "mutable-mapping": "{{ {}.setdefault(1, 2) }}",
    "include": "{% include 'docs/fr/index.md' %}",
    "import": "{% import '/etc/hostname' as x %}",
    "extends": "{% extends 'x' %}",
    "range": "{% for i in range(10 ** 9) %}x{% endfor %}",
    "lipsum": "{{ lipsum.__globals__ }}",
    "cycler": "{{ cycler('a') }}",
    "namespace": "{% set n = namespace(a=1) %}",
}


@pytest.mark.parametrize("body", ESCAPES.values(), ids=ESCAPES.keys())
def test_a_page_does_not_leave_the_sandbox(kb: KnowledgeBase, body: str) -> None:
    text, problems = rendered(kb, f"\n{body}")
    assert problems
    assert {(problem.line, problem.code) for problem in problems} <= {
        (BODY_LINE + 1, "TEMPLATE-ERROR"),
        (BODY_LINE + 1, "TEMPLATE-SYNTAX"),
        (BODY_LINE + 1, "MACRO-UNKNOWN"),
    }
    assert "<class" not in text
    assert "xx" not in text


def test_a_page_writes_no_file(kb: KnowledgeBase, tmp_path: Path) -> None:
    target = tmp_path / "written"
    rendered(kb, f'{{{{ figure.args[0].environment.from_string("x").stream().dump("{target}") }}}}')
    assert not target.exists()


@for_all("name", MACROS)
def test_a_macro_shows_nothing_of_itself(kb: KnowledgeBase, name: str) -> None:
    """A page gets a plain function: no partial, no bound method, whose attributes would lead to the environment."""
    for attribute in ("args", "func", "keywords", "__self__", "__func__", "__wrapped__", "__globals__", "__closure__"):
        assert problems_of(kb, f"{{{{ {name}.{attribute} }}}}") == [(BODY_LINE, 1, "TEMPLATE-SYNTAX")], attribute


REFUSED_BY_PYTHON = {
    "argument-twice": 'a\n{{ figure("attempts-2024", unit=true, unit=true) }}',
    "deep-loops": "a\n" + "{% for a in [1] %}" * 25 + "x" + "{% endfor %}" * 25,
    "deep-conditions": "a\n" + "{% if 1 %}" * 120 + "x" + "{% endif %}" * 120,
    "deep-brackets": "a\n{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}


@pytest.mark.parametrize("body", REFUSED_BY_PYTHON.values(), ids=REFUSED_BY_PYTHON.keys())
def test_a_page_that_python_refuses_is_reported(kb: KnowledgeBase, body: str) -> None:
    assert [code for _, _, code in problems_of(kb, body)] == ["TEMPLATE-SYNTAX"]


@pytest.mark.parametrize("name", ["argument-twice", "deep-loops", "deep-conditions"])
def test_a_page_that_python_refuses_is_reported_on_its_line(kb: KnowledgeBase, name: str) -> None:
    assert problems_of(kb, REFUSED_BY_PYTHON[name])[0][0] == BODY_LINE + 1


# A page; line, column and code of each problem.
FRONTS: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "missing": ("# Titre\n", [(1, 1, "FRONT-MATTER")]),
    "not-at-the-top": ("\n---\ntitle: a\ndescription: b\n---\n", [(1, 1, "FRONT-MATTER")]),
    "not-closed": ("---\ntitle: a\ndescription: b\n\ntexte\n", [(1, 1, "FRONT-MATTER")]),
    "empty": ("---\n\n---\n", [(1, 1, "MISSING-KEY"), (1, 1, "MISSING-KEY")]),
    "no-description": ("---\ntitle: a\n---\n", [(2, 1, "MISSING-KEY")]),
    "unknown-key": ("---\ntitle: a\ntags: [b]\ndescription: c\n---\n", [(3, 1, "UNKNOWN-KEY")]),
    "duplicate-key": ("---\ntitle: a\ndescription: b\ntitle: c\n---\n", [(4, 1, "DUPLICATE-KEY")]),
    "list": ("---\n- a\n---\n", [(2, 1, "WRONG-TYPE")]),
    "list-for-a-text": ("---\ntitle: [a]\ndescription: b\n---\n", [(2, 8, "WRONG-TYPE")]),
    "empty-text": ("---\ntitle: ''\ndescription: b\n---\n", [(2, 8, "WRONG-TYPE")]),
    "anchor": (
        "---\ntitle: &a b\ndescription: c\n---\n",
        [(2, 8, "YAML-SUBSET")],
    ),
    "colon-in-a-text": (
        "---\ntitle: a\ndescription: b: c\n---\n",
        [(3, 15, "YAML-SYNTAX")],
    ),
    "invisible-sign": ('---\ntitle: "\\u202Ea"\ndescription: b\n---\n', [(2, 8, "INVISIBLE-SIGN")]),
    "spaces-after-the-dashes": ("---  \ntitle: a\ndescription: b\n--- \n", []),
    "nothing-after-it": ("---\ntitle: a\ndescription: b\n---", []),
    "rule-in-the-text": (FRONT + "\na\n\n---\n\nb\n", []),
}


@pytest.mark.parametrize(("page", "expected"), FRONTS.values(), ids=FRONTS.keys())
def test_front_matter(kb: KnowledgeBase, page: str, expected: list[tuple[int, int, str]]) -> None:
    assert problems_of(kb, "", front=page) == expected


def test_every_problem_of_a_page_is_reported(kb: KnowledgeBase) -> None:
    page = "\n".join([
        "---", "title: a", "colour: b", "description: c", "title: d", "---", "",
        '{{ figure("x-1") }}', "", "{{ nope() }}", '{{ cite() }} {{ term("x-2") }}',
    ])  # fmt: skip
    assert problems_of(kb, "", front=page) == [
        (3, 1, "UNKNOWN-KEY"),
        (5, 1, "DUPLICATE-KEY"),
        (8, 12, "UNKNOWN-ID"),
        (10, 4, "MACRO-UNKNOWN"),
        (11, 4, "MACRO-ARGUMENT"),
        (11, 23, "UNKNOWN-ID"),
    ]


MESSAGES = {
    "near-macro": ("{{ figurs() }}", "unknown macro 'figurs'; did you mean 'figures'?"),
    "usage": ("{{ figure() }}", "missing a required argument: 'id'; it is figure(id: str, unit: bool = False)"),
    "near-id": ('{{ figure("atempts-2024") }}', "did you mean 'attempts-2024'?"),
    "unquoted-id": ("{{ figure(rescues) }}", "(an id stands in quotes)"),
    "syntax": ("{% nope %}", "`{% nope %}` is no macro that can be read"),
    "computed": ("{{ 6 / 2 }}", "computes nothing"),
    "no-brackets": ("{{ figures }}", "a macro is called with parentheses"),
}


@pytest.mark.parametrize(("body", "words"), MESSAGES.values(), ids=MESSAGES.keys())
def test_messages_say_how_to_mend_it(kb: KnowledgeBase, body: str, words: str) -> None:
    assert words in rendered(kb, body)[1][0].message


def test_front_matter_is_not_in_the_page(kb: KnowledgeBase) -> None:
    html = rendered(kb, "\n# T\n\ntexte\n")[0]
    assert re.sub("<a [^>]*></a>", "", html) == '<h1 id="t">T</h1>\n<p>texte</p>'


def test_the_same_figure_twice_is_one_footnote(kb: KnowledgeBase) -> None:
    body = '{{ figure("attempts-2024") }} et {{ figure("attempts-2024", unit=true) }}'
    page = render_page(kb, PATH, FRONT + body, Language.FR, "page.md")
    assert list(page.notes) == ["observation-attempts-2024"]
    assert len(MARK.findall(page.body)) == 2


@pytest.mark.parametrize("language", Language)
def test_a_page_is_rendered_in_its_language(kb: KnowledgeBase, language: Language) -> None:
    page = render_page(kb, PATH, FRONT + '{{ entity("morocco") }}', language, "page.md")
    assert page.body == f"<p>{kb.entities['morocco'].name[language]}</p>"


def test_what_is_unknown_renders_as_nothing(kb: KnowledgeBase) -> None:
    assert rendered(kb, "a{{ x }}{{ x(1) }}b")[0] == "<p>ab</p>"


INLINE = 'a {{ figure("attempts-2024") }} b'
BLOCK = '{{ observations("attempts-foiled") }}'
# A body, and the elements of the page in which what its macro makes stands.
PLACES: dict[str, tuple[str, str]] = {
    "paragraph": (INLINE, "p"),
    "list": (f"- {INLINE}", "ul li"),
    "cell": (f"| x |\n|---|\n| {INLINE} |", "table tbody tr td"),
    "heading": (f"## {INLINE}", "h2"),
    "quotation": (f"> {INLINE}", "blockquote p"),
    "emphasis": (f"**{INLINE}**", "p strong"),
    "html": (f"<div>{INLINE}</div>", "div"),
    "markdown-in-html": (f"<div markdown>\n{INLINE}\n</div>", "div p"),
    "admonition": (f'!!! note "x"\n    {INLINE}', "div p"),
    "block": (BLOCK, ""),
    "blocks": (f"{BLOCK}\n{BLOCK}", ""),
    "block-in-a-list": (f"- x\n\n    {BLOCK}", "ul li"),
    "block-in-html": (f"<div markdown>\n\n{BLOCK}\n\n</div>", "div"),
}


@pytest.mark.parametrize(("body", "elements"), PLACES.values(), ids=PLACES.keys())
def test_a_macro_works_wherever_text_may_stand(kb: KnowledgeBase, body: str, elements: str) -> None:
    html, problems = rendered(kb, body)
    assert problems == []
    opened: list[str] = []
    found: list[list[str]] = []
    for step in steps(html, is_part=True):
        if isinstance(step, Start):
            if step.attributes.get("class") == "observations-frame" or "data-observation" in step.attributes:
                found.append([name for name in opened if name != "a"])
            opened.append(step.name)
        elif isinstance(step, End):
            opened.pop()
    assert " ".join(found[0]) == elements


HOSTILE = "*a* [b](c) <i> `d` _e_ [^f] # {: .g }"


def test_no_markdown_is_read_in_what_a_macro_makes(kb: KnowledgeBase) -> None:
    morocco = kb.entities["morocco"]
    named = replace(morocco, name=replace(morocco.name, fr=HOSTILE))
    html, _ = rendered(replace(kb, entities={**kb.entities, "morocco": named}), 'x {{ entity("morocco") }} y')
    assert [*steps(html, is_part=True)] == [Start("p", {}), f"x {HOSTILE} y", End("p")]


ADDRESSES: dict[str, tuple[str, str]] = {
    "page": ("[a](glossary.md#x)", "../glossary/#x"),
    "itself": ("[a](page.md)", "./"),
    "home": ("[a](index.md)", "../"),
    "page-in-a-folder": ("[a](contributing/macros.md)", "../contributing/macros/"),
    "anchor": ("[a](#x)", "#x"),
    "outside": ("[a](https://alalam.ma/b.md)", "https://alalam.ma/b.md"),
    "by-reference": ("[a][b]\n\n[b]: glossary.md", "../glossary/"),
    "html-by-hand": ('<a href="../glossary/">a</a>', "../glossary/"),
}


@pytest.mark.parametrize(("body", "address"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_a_link_leads_to_the_address_of_its_page(kb: KnowledgeBase, body: str, address: str) -> None:
    assert f'<a href="{address}">a</a>' in rendered(kb, body)[0]


OWN = {
    "elements": "<b class='note'>a</b> <time>hier</time>",
    "classes": "<b class='quote figure place'>a</b> b { .quote }",
    "code": "`<time>` et `class='quote'`",
    "block-of-code": "```\n<time data-seal='x'>2022</time>\n```",
}


@pytest.mark.parametrize("body", OWN.values(), ids=OWN.keys())
def test_html_is_an_authors_own(kb: KnowledgeBase, body: str) -> None:
    """What it shows is a matter of the audit, which trusts nothing but the seal of the macros."""
    assert problems_of(kb, body) == []


@pytest.mark.parametrize("tag", ["</article>", "<article>", "<main>", "</body>"])
def test_the_frame_of_a_page_is_not_an_author_s(kb: KnowledgeBase, tag: str) -> None:
    found = problems_of(kb, f"a\n\nb {tag}")
    assert {code for _, _, code in found} == {"HTML-ACTIVE"}
    assert (BODY_LINE + 2, 3, "HTML-ACTIVE") in found


TAKEN_APART = {
    "method": '{{ date("2024").replace("2024", "1999") }}',
    "method-of-a-variable": '{% set x = date("2024") %}{{ x.replace("2024", "1999") }}',
    "piece": '{{ date("2024")[:9] }}',
    "characters": '{% for sign in date("2024") %}{{ sign if loop.index < 9 }}{% endfor %}',
    "characters-of-a-variable": '{% set x = date("2024") %}{% for sign in x %}{{ sign }}{% endfor %}',
}


@pytest.mark.parametrize("body", TAKEN_APART.values(), ids=TAKEN_APART.keys())
def test_what_a_macro_makes_is_not_taken_apart(kb: KnowledgeBase, body: str) -> None:
    assert problems_of(kb, body) != []


SHOWN = {
    "none": ("a", 0),
    "one": ('{{ figure("attempts-2024") }}', 1),
    "twice": ('{{ figure("attempts-2024") }} {{ figure("attempts-2024") }}', 2),
    "table": ('{{ observations("attempts-foiled") }}', 4),
    "our-own": ('{{ derived("iom-share-2024-9m") }}', 0),
    "not-called": ('{% raw %}{{ figure("attempts-2024") }}{% endraw %}', 0),
}


@pytest.mark.parametrize(("body", "figures"), SHOWN.values(), ids=SHOWN.keys())
def test_a_page_counts_its_figures(kb: KnowledgeBase, body: str, figures: int) -> None:
    assert render_page(kb, PATH, FRONT + body, Language.FR, "page.md").figures.total() == figures


def test_a_page_names_its_footnotes(kb: KnowledgeBase) -> None:
    body = '{{ derived("iom-share-2024-9m") }}'
    page = render_page(kb, PATH, FRONT + body, Language.FR, "page.md")
    assert page.footnotes == (
        "derived-iom-share-2024-9m", "observation-returns-2024-9m-iom", "observation-returns-2024-9m",
    )  # fmt: skip


def test_a_hedged_figure_reads_as_french_does_where_it_stands(kb: KnowledgeBase) -> None:
    (about, *_) = (each.id for each in kb.observations.values() if each.precision is Precision.ABOUT)
    call = f'{{{{ figure("{about}") }}}}'
    body, problems = rendered(kb, f"{call} ici, et {call}. {call} là.\n\n- *{call}* : plus que {call}\n")
    assert problems == []
    words = re.sub("<[^>]*>|[^\\w<>’ ]", "", body)
    assert re.findall(r"(?:et |qu’)?[Ee]nviron", words) == ["Environ", "et environ", "Environ", "Environ", "qu’environ"]
