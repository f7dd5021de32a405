"""Hostile and broken input: generated texts, files and pages give problems with a place, or pass; never a traceback."""

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir
from isnad.checks import rules
from isnad.checks.audit import Audit
from isnad.checks.project import read_project
from isnad.facts import load, yamltree
from isnad.facts.model import KnowledgeBase
from isnad.pages import author_html
from isnad.pages.macros import MACROS
from isnad.pages.render import render_page
from isnad.phrases.phrases import plain
from isnad.problems import Problem, Tongue
from isnad.problems.problem import report
from isnad.text import evidence, quantities
from isnad.text.languages import Language
from isnad.text.typography import set_spaces

from tests.bounded_checks import Bounds, Checks, start_checks
from tests.conftest import FROZEN, ROOT
from tests.generated import SAMPLE, generated

# What Hypothesis says of its own output is no warning about ours.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
set_hypothesis_home_dir(ROOT / ".pytest_cache" / "hypothesis")

# By how much the enormous files are smaller without the variable.
SHRINK = 1 if "ISNAD_HOSTILE" in os.environ else 10


def hostile(per_cent: int) -> settings:
    """Return the settings of a property that takes a part of all inputs."""
    return settings(
        generated(SAMPLE * per_cent // 100),
        database=None,
        phases=[Phase.explicit, Phase.generate],  # shrinking a failure in large inputs takes minutes
        suppress_health_check=list(HealthCheck),
    )


# Texts

CURSED = (
    *("", " ", "not-given", "null", "~", "no", "NaN", "Infinity", "1e999", "-1", "+5", ".5", "0x10", "1_000", "007"),
    *("٧٨٦٨٥", "７８６８５", "𝟕𝟖𝟔𝟖𝟓", "۱۲", "²", "½", "Ⅻ", "一千", "9" * 10_000, "0" * 300, "1.5", "1,5", "78 685"),
    *("1,000" * 500, "1 000 000 000 000 000 000 000", "40 ألفا و589", "2 millions 300 mille", "million " * 50),
    *("\u202e58687\u202c", "\u2066x", "\u200f", "\u061c", "\ufeff", "\u00ad", "a\u200db", "e" + "\u0301" * 300),
    *("\u064b" * 60, "\u0640" * 60, "\ufdfa" * 200, "ﬁ", "а\u0430a", "О0", "\x00", "\x1b[31m", "\x85", "\u2028", "\r"),
    *("2024-02-30", "0000-01-01", "0001-01-01", "9999-12-31", "٢٠٢٤-٠١-٠١", "2024-1-1", "2024-01-01T00:00", "2024"),
    *("{", "}", "{}", "{0}", "{x.y}", "{x[0]}", "{number!r:>99}", "{{ 7 * 7 }}", "{% for %}", "[^1]", "<script>", "%"),
    *(
        "&a", "*a", "!!python/object/apply:os.abort []", "? x", "- x", "---", "...", "a: b", "#", "'", '"', "\\",
        "| x |",
    ),
    *("x" * 3_000, "mot " * 100, "attempts-2024", "hompress-2024", "ministry-of-interior", "../../etc/passwd"),
)  # fmt: skip
SURROGATES = ("\ud800", "\udfff", "a\udc80b", "\udc00\ud800")
WORDS = (
    "au cours de environ plus moins au حوالي أكثر من ألف مليون millions mille عام 2024 58% % , . - 78,685 4 388 1 2 « »"
)
sentences = st.lists(st.sampled_from([*WORDS.split(), *CURSED]), max_size=12).map(" ".join)
texts = st.one_of(st.text(max_size=80), st.sampled_from(CURSED), sentences)
scalars = st.one_of(texts, st.sampled_from(SURROGATES))


@hostile(20)
@example("0 000")
@given(texts)
def test_numbers_of_any_text(text: str) -> None:
    for each in (text, evidence.normalise(text)):
        found = list(quantities.parse(each))
        ends = [place for numeral in found for place in (numeral.start, numeral.end)]
        assert ends == sorted(ends)
        assert all(0 <= numeral.start < numeral.end <= len(each) for numeral in found)
        assert all((numeral.value is None or numeral.value.is_finite()) and str(numeral) for numeral in found)
        assert all(number.value.is_finite() for number in quantities.numbers(each))


@hostile(10)
@given(texts)
def test_evidence_of_any_text(kb: KnowledgeBase, text: str) -> None:
    normal, made = evidence.normalise(text), next(iter(kb.fingerprints.values()))
    assert len(normal.splitlines()) <= 1
    assert all(re.fullmatch("[0-9a-f]{16}", hash_) for hash_ in evidence.shingles(text))
    assert len(evidence.shingles(text)) == (max(1, len(evidence.words(text)) - 3) if evidence.words(text) else 0)
    assert all(evidence.words(word) == [word] for word in evidence.words(text) if "%" not in word)
    assert evidence.find(text, made) == [] or len(evidence.words(text)) >= evidence.SHINGLE_WORDS
    evidence.nearest(text, made)


@hostile(1)
@given(texts)
def test_plain_text_of_any_text(text: str) -> None:
    html = str(plain(text)).replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert not re.search(r"[<>\[\]`*_{}|\\\"']", html)
    assert re.sub(r"\s", "", unescape(html)) == re.sub(r"\s", "", unescape(html.replace("\u202f", " ")))


@hostile(8)
@given(st.lists(st.one_of(st.sampled_from(["<code>", "</code>", "<", ">", "«", "»", " ;", " :", "<pre", "/"]), texts)))
def test_spaces_of_any_html(pieces: list[str]) -> None:
    html = " ".join(pieces)
    assert re.sub(r"\s", "", set_spaces(html)) == re.sub(r"\s", "", html)


# Files


def check_sound(problems: list[Problem], root: Path | None = None) -> None:
    """Every problem has a place in a file of the project, a code, and a message that prints on one line."""
    for path, line, column, code, message in problems:
        assert re.match(r"(data|docs|seeds)(/|$)|(hooks/isnad/)?(keys|labels|rules)\.yaml$", path), path
        assert ".." not in Path(path).parts
        assert line >= 1 <= column, (path, line, column)
        assert re.fullmatch(r"[A-Z]+(-[A-Z]+)*", code), code
        for tongue in Tongue:
            said = message.text(tongue)
            assert said.strip(), code
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", said), code
        if root and (root / path).is_file():
            text = (root / path).read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
            assert line <= text.count("\n") + 2, (path, line)  # the end of a file may count as a line
    lines = report(problems).encode().decode().split("\n")
    assert len(lines) == len(set(problems)) + 1, lines


class Pairs(list[tuple[str, Any]]):
    """A mapping that may have a key twice."""


def tree_of(node: Any) -> Any:
    """Return YAML nodes as lists, pairs and texts."""
    if isinstance(node, yaml.MappingNode):
        return Pairs((key.value, tree_of(value)) for key, value in node.value)
    return [tree_of(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def read_tree(path: Path) -> Any:
    return tree_of(yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def dump(tree: Any) -> str:
    """Return a tree as YAML on few lines; plain scalars stay plain, and lone surrogates become escapes."""
    if isinstance(tree, Pairs):
        return "{" + ", ".join(f"{dump(key)}: {dump(value)}" for key, value in tree) + "}\n"
    if isinstance(tree, list):
        return "[" + ", ".join(map(dump, tree)) + "]\n"
    if re.fullmatch(r"[\w.-]{1,40}", tree, re.ASCII):
        return str(tree)
    quoted = json.dumps(tree, ensure_ascii=False)
    return re.sub("[\ud800-\udfff\x7f-\x9f]", lambda sign: f"\\u{ord(sign[0]):04x}", quoted)


def places(tree: Any) -> Iterator[tuple[Any, int]]:
    """Yield every place in a tree: the collection, and the index in it."""
    if isinstance(tree, list):
        for index, item in enumerate(tree):
            yield tree, index
            yield from places(item[1] if isinstance(tree, Pairs) else item)


def damage(tree: Any, random: Random, scalar: str) -> None:
    """Delete, double, move, retype or replace one node of a tree."""
    found = list(places(tree))
    if not found:
        return
    (parent, at), (other, there) = random.choice(found), random.choice(found)
    key = parent[at][0] if isinstance(parent, Pairs) else None
    values: list[Any] = [scalar, [scalar], Pairs([(scalar, scalar)]), [], Pairs(), nested(random.randrange(40), scalar)]
    match random.randrange(6):
        case 0:
            del parent[at]
        case 1:
            parent.insert(random.randrange(len(parent) + 1), parent[at])
        case 2:
            taken = other[there][1] if isinstance(other, Pairs) else other[there]
            copied = json.loads(json.dumps(taken)) if isinstance(taken, str) else scalar
            parent[at] = copied if key is None else (key, copied)
        case 3 if key is not None:
            parent[at] = (scalar, parent[at][1])
        case _:
            value = values[random.choice([0, 0, 0, 0, 1, 2, 3, 4, 5])]
            parent[at] = value if key is None else (key, value)


def nested(depth: int, scalar: str) -> Any:
    tree: Any = scalar
    for level in range(depth):
        tree = [tree] if level % 2 else Pairs([("a", tree)])
    return tree


KEPT = {
    "data/indicators.yaml": {"attempts-foiled", "networks-dismantled", "origin-share", "voluntary-returns"},
    "data/events.yaml": {"joint-patrols", "round-table", "patrols-aim", "sedki-awareness"},
    "data/glossary.yaml": {"irregular-migration", "attempt-foiled"},
}
PAGE = """---
title: t
description: d
---

# t

{{ figure("attempts-2024", unit=true) }} {{ period("attempts-2024") }} {{ term("irregular-migration") }}

{{ observations("attempts-foiled") }} {{ statements("patrols") }} {{ event_date("round-table") }}

{{ sources() }} {{ glossary() }} {{ count("source") }} {{ date("2024") }}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project of a few real facts and two pages: each test damages it and puts it right again."""
    root = tmp_path_factory.mktemp("small")
    shutil.copytree(FROZEN / "seeds" / "fingerprints", root / "seeds" / "fingerprints")
    for file in (FROZEN / "seeds").glob("*.yaml"):
        shutil.copy(file, root / "seeds")
    (root / "data").mkdir()
    for file in (FROZEN / "data").glob("*.*"):
        name, tree = f"data/{file.name}", read_tree(file) if file.suffix == ".yaml" else None
        if tree is None:
            shutil.copy(file, root / name)
            continue
        for table, records in tree if name in KEPT else ():
            if table not in ("topics", "units"):
                records[:] = [record for record in records if record[0] in KEPT[name]]
        (root / name).write_text(dump(tree), encoding="utf-8")
    for language in Language:
        (root / "docs" / language).mkdir(parents=True)
        (root / "docs" / language / "index.md").write_text(PAGE, encoding="utf-8")
    return root


def fact_problems(root: Path) -> list[Problem]:
    """Return the problems of a project without those of its pages, which take longer."""
    kb, problems = load.load(root)
    return [*problems, *rules.check(kb)]


def all_problems(root: Path) -> list[Problem]:
    return read_project(root)[1]


def check_project(
    root: Path, path: str, data: bytes, problems_of: Callable[[Path], list[Problem]] = fact_problems
) -> None:
    """Read the project with other bytes in one of its files, check its problems, and put the file right again."""
    file = root / path
    before = file.read_bytes()
    try:
        file.write_bytes(data)
        check_sound(problems_of(root), root)
    finally:
        file.write_bytes(before)


def test_the_small_project_is_sound(small: Path) -> None:
    """What the properties damage has facts of every kind, so that they reach every rule."""
    project, problems = read_project(small)
    kb = project.kb
    assert min(map(len, (kb.observations, kb.events, kb.statements, kb.terms, kb.sources, kb.labels))) >= 2
    expected = {"TOPIC-PAGE", "ENTITY-WORDING", "NAME-WORDS", "UNKNOWN-ID"}
    assert {problem.code for problem in problems} <= expected


FILES = (
    "data/indicators.yaml",
    "data/events.yaml",
    "data/entities.yaml",
    "data/glossary.yaml",
    "seeds/hompress-2024.yaml",
    "seeds/bilan-2022.yaml",
)
SYNTAX = (
    "\n", "  ", "- ", ": ", "{", "}", "[", "]", ", ", "#", "&a ", "*a", "? ", "|\n", ">-\n", "\t", "'", '"', "!x ",
    "%",
)  # fmt: skip
yamls = st.lists(st.one_of(st.sampled_from(SYNTAX), texts), max_size=25).map("".join)
contents = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(str.encode),
    yamls.map(lambda text: text.encode("utf-8", "replace")),
)
randoms = st.integers(0, 2**32).map(Random)


@hostile(9)
@given(yamls)
def test_any_yaml_text(text: str) -> None:
    node, problems = yamltree.parse(text, "data/x.yaml", first_line=3)
    check_sound(problems)
    assert node is None or problems or isinstance(node, yamltree.Node)


@hostile(4)
@given(st.sampled_from(FILES), contents)
def test_any_content_of_a_data_file(small: Path, path: str, data: bytes) -> None:
    if (small / path).is_file():
        check_project(small, path, data)


@hostile(2)
@given(contents, st.booleans())
def test_any_fingerprint(small: Path, data: bytes, whole: bool) -> None:
    path = "seeds/fingerprints/hompress-2024.txt"
    good = (small / path).read_bytes()
    check_project(small, path, good[: len(good) // 2] + data + good[len(good) // 2 :] if whole else data)


@hostile(6)
@given(st.sampled_from(FILES), randoms, st.lists(scalars, min_size=1, max_size=4))
def test_any_damage_of_a_data_file(small: Path, path: str, random: Random, replacements: list[str]) -> None:
    tree = read_tree(small / path)
    for scalar in replacements:
        damage(tree, random, scalar)
    check_project(small, path, dump(tree).encode())


@hostile(2)
@example("labels.yaml", Random(0), "", "counts-shown")
@given(st.sampled_from(sorted(load.OWN_TABLES)), randoms, scalars, st.just(""))
def test_any_damage_of_the_labels_and_rules(small: Path, name: str, random: Random, scalar: str, lost: str) -> None:
    tree = read_tree(load.WORDS / name)
    damage(tree, random, scalar)
    tree[0] = (tree[0][0], Pairs(pair for pair in tree[0][1] if pair[0] != lost))
    own = small / name
    own.write_text(dump(tree), encoding="utf-8")
    tables = {str(own) if each == name else each: kinds for each, kinds in load.OWN_TABLES.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "OWN_TABLES", tables)
        check_sound(read_project(small)[1], small)
    own.unlink()


# Pages

FRAGMENTS = (
    *("{{", "}}", "{{ ", " }}", "{%", "%}", "{##", "##}", "{% raw %}", "{% endraw %}", "{% endfor %}", "{% endif %}"),
    *(
        "{% if x %}",
        "{% for i in 'abc' %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% extends 'x' %}",
        "{% block b %}",
    ),
    *(
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{{ self }}",
        "{{ loop }}",
        "{{ ''.__class__.__mro__ }}",
    ),
    *("{{ figure }}", "{{ figure.__globals__ }}", "{{ 1 / 0 }}", "{{ 'a' * 9 }}", "{{ 2 ** 99 }}", "{{ [1][9] }}"),
    *("{{ '%d' % 'x' }}", "{{ '{0.__class__}'.format(1) }}", "{{ '\\ud800' }}", "{{ f(a=1, a=1) }}", "{{ x|safe }}"),
    *(
        "[^a]", "[^a]: b", "[^", "```", "~~~", "`", "``", "<!--", "-->", "<div markdown>", "</div>", "<data>", "---\n",
        "\n",
    ),
    *(
        "# ", "| a | b |\n|---|---|\n", "!!! note\n    x", "{ #id .class }", "[x](y.md#z)", "![", "&#0;", "\x00",
        "1. ", "- ",
    ),
)  # fmt: skip
arguments = st.one_of(
    st.sampled_from(
        ["attempts-2024", "hompress-2024", "attempts-foiled", "patrols", "source", "2024-13", "2024-02-30"]
    ).map(repr),
    scalars.map(lambda text: json.dumps(text[:2000])),
    st.sampled_from(
        ["none", "true", "1", "-1", "1.5", "[]", "{}", "x", "figure", "unit=true", "unit=[]", "id='x'", "*[1]"]
    ),
)
calls = st.builds(
    lambda name, given, close: "{{ " + name + "(" + ", ".join(given) + close,
    st.sampled_from([*MACROS, "nothing"]),
    st.lists(arguments, max_size=3),
    st.sampled_from([") }}", ") }}", ") }}", ")|e }}", ")", "}}", ".x }}", ")[0] }}", ")() }}"]),
)
bodies = st.lists(st.one_of(st.sampled_from(FRAGMENTS), calls, texts), max_size=12).map("".join)


@hostile(20)
@given(bodies, st.sampled_from(Language), st.booleans())
def test_any_page(kb: KnowledgeBase, body: str, language: Language, whole: bool) -> None:
    written = (PAGE + body if whole else body).encode("utf-8", "replace")
    text = yamltree.decode(written, "docs/fr/x.md")
    page = render_page(kb, f"docs/{language}/x.md", text, language, "x.md")
    check_sound(list(page.problems))
    assert all(problem.line <= text.count("\n") + 1 for problem in page.problems)


NUMBERS = ["2024", "4", "18 645", "٤٣٨٨"]
AROUND = [
    *(
        "\n# ", "\n- ", "\n\n", "\n1. ", "\n    ", "\n!!! a\n", "\n~~~\n", "\n\n    ", "a ", " é", " ; ", " نص ",
        " { #a }\n",
    ),
    *(
        "*", "**", "_", "`", "[", "](b.md)", "](2024.md)", "<b>", "</b>", "<!-- ", " -->", "&lt;", "\\", "|",
        "http://x/",
    ),
    *('{{ date("2024") }}', '{{ figure("attempts-2024") }}', "{## 4 ##}", "{% raw %}{{ 4 }}{% endraw %}"),
]  # fmt: skip
numbered = st.lists(st.one_of(st.sampled_from(NUMBERS), st.sampled_from(AROUND)), max_size=12).map("".join)


@hostile(10)
@given(numbered)
def test_every_loose_number_is_named_where_it_stands(kb: KnowledgeBase, body: str) -> None:
    text = PAGE + body
    lines = text.split("\n")
    page = render_page(kb, "docs/fr/x.md", text, Language.FR, "x.md")
    for problem in page.problems:
        if problem.code == "NUMBER-LOOSE":
            number = dict(problem.said.parts)["number"]
            assert lines[problem.line - 1][problem.column - 1] == str(number)[0]  # fmt: skip


@hostile(1)
@given(st.one_of(contents, bodies.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_content_of_a_page(small: Path, data: bytes) -> None:
    check_project(small, "docs/fr/index.md", data, all_problems)


TAGS: tuple[str, ...] = (
    "<main>", "</main>", "<p>", "</p>", "<b", ">", "<!--", "-->", "<![CDATA[", "<?", "<data class=figure", "</data>",
    "<article>", "<div class=footnote><li id='fn:a'>",
)  # fmt: skip
TAGS += (
    '<data class="figure" data-observation="attempts-2024" value="1">',
    '<a class="footnote-ref" href="#',
    "&#",
    "&x;",
)


@hostile(7)
@example(f"&#{'9' * 5000};", Language.FR)
@given(st.lists(st.one_of(st.sampled_from(TAGS), texts), max_size=15).map("".join), st.sampled_from(Language))
def test_audit_of_any_html(kb: KnowledgeBase, html: str, language: Language) -> None:
    audit = Audit(kb)
    audit.page(html, f"{language}/x.md", f"docs/{language}/x.md", html, language)
    check_sound(list(audit.finish({each: Counter() for each in Language})))


def test_the_properties_share_all_inputs() -> None:
    shares = re.findall(r"^@hostile\((\d+)\)", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE)
    assert sum(map(int, shares)) == 100


# Enormous and malicious files, each in a process of its own, with bounds on its time and memory

# How many times the CPU of the small project a check of one may take, beside the seconds that a page has. The worst of
# them takes a fifth of that.
ROOM = 50 if SHRINK > 1 else 400
MEMORY = 1 << 30


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines)


def quote_of(text: str) -> Callable[[Path], str]:
    """Return what makes the data file in which a quote is a very long text."""

    def make(root: Path) -> str:
        before = (root / "data/indicators.yaml").read_text(encoding="utf-8")
        changed = re.sub(
            r"(?<=quote: )(\"[^\"]*\"|\w+)", lambda _: json.dumps(text, ensure_ascii=False), before, count=1
        )
        assert changed != before
        return changed

    return make


SIZE = 5 * (1 << 20) // SHRINK
ENORMOUS: dict[str, tuple[str, str | Callable[[Path], str]]] = {
    "aliases that multiply": ("data/events.yaml", bomb()),
    "an alias of itself": ("data/events.yaml", "a: &a [*a]"),
    "a long scalar": ("data/events.yaml", "events: " + "x" * SIZE),
    "a long key": ("data/events.yaml", "? " + "x" * SIZE + "\n: y\n"),
    "many unknown keys": ("data/events.yaml", "".join(f"key-{n}: value\n" for n in range(SIZE // 18))),
    "one key many times": ("data/events.yaml", "events: x\n" * (SIZE // 10)),
    "many records": ("data/events.yaml", "events:\n" + "".join(f"  e{n}: {{topic: t}}\n" for n in range(SIZE // 50))),
    "a long list": ("data/events.yaml", "events:\n" + "- x\n" * (SIZE // 4)),
    "much white space": ("data/events.yaml", " \n" * (SIZE // 2)),
    "many tabs": ("data/events.yaml", "\t" * SIZE),
    "many quotation marks": ("data/events.yaml", '"' * SIZE),
    "many zeros": ("data/events.yaml", "\0" * SIZE),
    "flow 100 000 levels deep": ("data/events.yaml", "[" * 100_000),
    "mappings 100 000 levels deep": ("data/events.yaml", "{a: " * 100_000 + "}" * 100_000),
    "lists 100 000 levels deep": ("data/events.yaml", "- " * 100_000),
    "blocks 2 000 levels deep": ("data/events.yaml", "\n".join(" " * n + "a:" for n in range(2_000))),
    "front matter 100 000 levels deep": ("docs/fr/index.md", "---\ntitle: " + "[" * 100_000 + "\n---\n"),
    "a quote of many words": ("data/indicators.yaml", quote_of("mot " * (SIZE // 50))),
    "a quote of many numbers": ("data/indicators.yaml", quote_of("1 a " * (SIZE // 250))),
    "a quote of one long number": ("data/indicators.yaml", quote_of("9" * 100_000)),
    "a quote of one long grouped number": ("data/indicators.yaml", quote_of("1" + ",000" * 20_000 + ",0")),
    "a page of many lines": ("docs/fr/index.md", PAGE + "une ligne de texte\n" * (SIZE // 25)),
    "many footnotes": ("docs/fr/index.md", PAGE + "".join(f"a[^{n}]\n" for n in range(SIZE // 25))),
    "many macros": ("docs/fr/index.md", PAGE + "{{ nothing('x') }}\n" * (SIZE // 250)),
    "200 000 comments never closed": ("docs/fr/index.md", PAGE + "<!--\n" * 200_000),
    "one line of 1 MB of backticks": ("docs/fr/index.md", PAGE + "".join("`" * n + " " for n in range(1_400))),
    "brackets 100 000 levels deep": ("docs/fr/index.md", PAGE + "{{ " + "(" * 100_000),
    "loops that multiply": ("docs/fr/index.md", PAGE + "{% for a in 'aaaaaaaaaa' %}" * 12 + "x" + "{% endfor %}" * 12),
    "loops that multiply in silence": (
        "docs/fr/index.md",
        PAGE + "{% for a in 'aaaaaaaaaa' %}" * 12 + "{% endfor %}" * 12,
    ),
    "a text that is padded": ("docs/fr/index.md", PAGE + "{{ 'x'.ljust(9999999999) }}"),
    "a text that is formatted": ("docs/fr/index.md", PAGE + "{{ '{:9999999999}'.format('x') }}"),
    "brackets that are never closed": ("docs/fr/index.md", PAGE + "[" * 100_000),
    "ids that are nowhere": (
        "data/glossary.yaml",
        "terms:\n"
        + "".join(
            f"  term-{n}: {{term: {{ar: ا, fr: a}}, definition: {{ar: ا, fr: a}}, wordings: "
            f"[{{source: surce-{n}, quote: a b c d, translation: ا, wording: a}}]}}\n"
            for n in range(SIZE // 500)
        ),
    ),
    "macros of ids that are nowhere": (
        "docs/fr/index.md",
        PAGE + "".join(f'{{{{ term("x{n}") }}}}\n' for n in range(SIZE // 250)),
    ),
    "a loop over many things": ("docs/fr/index.md", PAGE + "{% for a in [" + "1," * 50_000 + "] %}x{% endfor %}"),
    "more lines than are read": ("data/events.yaml", "- x\n" * (9 << 20)),
    "a long fingerprint": ("seeds/fingerprints/hompress-2024.txt", "0 " + "0123456789abcdef " * (SIZE // 17)),
}


@pytest.fixture(scope="module")
def checks() -> Iterator[Checks]:
    with start_checks() as started:
        yield started


@pytest.fixture(scope="module")
def bounds(checks: Checks, small: Path) -> Bounds:
    """What a check may take on this machine, as it is now: many times what the small project takes."""
    sound = checks.run(small, Bounds(600, MEMORY))
    assert sound.code == 1, sound.output[-2000:]
    return Bounds(ceil(ROOM * sound.seconds + 2 * author_html.CPU_SECONDS), MEMORY)


@pytest.mark.parametrize("name", ENORMOUS)
def test_time_and_memory_are_bounded(small: Path, checks: Checks, bounds: Bounds, tmp_path: Path, name: str) -> None:
    root = tmp_path / "project"
    shutil.copytree(small, root)
    path, content = ENORMOUS[name]
    (root / path).write_text(content if isinstance(content, str) else content(root), encoding="utf-8")
    done = checks.run(root, bounds)
    assert done.code == 1, (done.code, done.seconds, done.output[-2000:])
    assert "Traceback" not in done.output
    assert all(
        re.match(r"[\w./-]+:[1-9]\d*:[1-9]\d*: [A-Z-]+ |\d+ problems found$", line) for line in done.output.splitlines()
    )
