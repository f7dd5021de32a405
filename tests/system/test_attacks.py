"""What a hostile pull request may write into pages, data, sources and files, and what must be said of it.

`attacks.yaml` lists them. Each is tried by itself where that is cheap (`isnad check`, and the audit of the page it
makes). What no check refuses, because it is text, stands in every text of one finished site. `test_hostile` holds what
is generated at random, and what takes time and memory.
"""

import json
import re
import unicodedata
from dataclasses import replace
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
import yaml
from isnad.checks.audit import Audit, Counts
from isnad.checks.rules import check_addresses
from isnad.facts.model import Entity, KnowledgeBase
from isnad.facts.record import Found, Origin
from isnad.facts.schema import Converter
from isnad.facts.yamltree import parse
from isnad.pages.footnotes import article
from isnad.pages.render import render_page
from isnad.phrases.phrases import Phrases
from isnad.problems import Mark, Problem
from isnad.text import signs
from isnad.text.languages import Language
from playwright.sync_api import Browser, expect

from tests.conftest import ROOT, ProjectCopy, bare
from tests.site_server import build, serve
from tests.system.test_other_topic import rainfall  # noqa: F401 - a fixture
from tests.test_github import owned
from tests.visits import SETTLED

PAGE, DATA, SEED = "docs/fr/x.md", "data/entities.yaml", "seeds/bilan-2022.yaml"
FRONT = "---\ntitle: t\ndescription: d\n---\n\n# h\n\n"


class Attack(NamedTuple):
    """What is written where, and the code of what must be said of it."""

    name: str
    file: str
    written: str
    said: str


def attacks(file: str, listed: dict[str, dict[str, str]]) -> list[Attack]:
    """Return what is listed by the code that must be said of it."""
    return [
        Attack(f"{said}: {name}", file, each, said)
        for said, by_name in listed.items()
        for name, each in by_name.items()
    ]


LISTED = yaml.safe_load((ROOT / "tests/system/attacks.yaml").read_bytes())
ADDRESSES: dict[str, str] = {**LISTED["addresses"], "very long": "https://alalam.ma/" + "x" * 3_000}
LOOPS = {
    "loop of many": "{% for i in [" + "1," * 200 + "] %}x{% endfor %}",
    "text that doubles": "{% set a = 'x' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
}
HIDDEN = {
    "INVISIBLE-SIGN": {name: f"abc {sign} def" for name, sign in LISTED["unseen"].items()},
    "MIXED-SCRIPT": {name: f"abc {word} def" for name, word in LISTED["mixed"].items()},
}
ENTITIES = {
    f"entity, {name}": f"abc &#x{ord(sign):x}; def"
    for name, sign in LISTED["unseen"].items()
    if sign not in "\x00\x7f"  # no reference stands for these
}
PAGES = [
    *attacks(PAGE, LISTED["pages"]),
    *attacks(PAGE, {"TEMPLATE-SYNTAX": LOOPS, **HIDDEN}),
    *attacks(PAGE, {"INVISIBLE-SIGN": ENTITIES}),
]
TEXTS = attacks(DATA, HIDDEN)
HEADS = attacks(PAGE, LISTED["front matter"])
YAML = attacks(DATA, {**LISTED["yaml"], "YAML-SUBSET": {**LISTED["yaml"]["YAML-SUBSET"], "depth": "[" * 60 + "]" * 60}})
IDS = attacks(DATA, {"WRONG-TYPE": LISTED["ids"]})
OF_SOURCES = attacks(SEED, {"ADDRESS-FORM": ADDRESSES})
SECRET = "outside of the project, and read by nobody"
LINK = "->"
FILES = [
    *(
        Attack(name, file, FRONT if written == "page" else written, said)
        for said, by_name in LISTED["files"].items()
        for name, (file, written) in by_name.items()
    ),
    Attack("large page", "docs/fr/large.md", FRONT + "x\n" * 140_000, "FILE-SIZE"),
    Attack("large picture", "docs/fr/large.png", "x" * 2_100_000, "FILE-SIZE"),
]


# What is text and nothing else, and stands in every text of a site: no check refuses it, and nothing may come of it.
INERT = (
    *("<script>pwn()</script>", "</script><script>pwn()</script>", "<img src=x onerror=pwn()>", "<svg onload=pwn()>"),
    *('"onmouseover="pwn()', "'onmouseover='pwn()", "javascript:pwn()", "[x](javascript:pwn())", "<javascript:pwn()>"),
    *("</title></article><script>pwn()</script>", "--><script>pwn()</script>", "]]><script>pwn()</script>", "<!--"),
    *("&lt;script&gt;pwn()&lt;/script&gt;", "{{ pwn() }}", "{% pwn %}", "{## pwn", "{: onclick=pwn() }", "{x.y}", "%s"),
    *(
        "@SUM(A)", "=HYPERLINK(A)", "+pwn", "`<b>`", "\\<b>", "*a* _b_ #", "|a|", "${pwn()}", "![x](y)", "~~~",
        "* * *", "isnad-slot-title isnad-slot-x",
    ),
)  # fmt: skip


def names(listed: list[Attack]) -> list[str]:
    return [each.name for each in listed]


def test_what_a_pull_request_must_not_steer_is_the_developers() -> None:
    """Whatever is not given to readers of articles or of languages belongs to those who know the code."""
    paths = owned()
    assert paths["code"] == ["*", "/mkdocs.yml"]
    others = {*paths["facts"], *paths["languages"]}
    assert others == {"/data/", "/seeds/", "/docs/", "/hooks/isnad/labels.yaml", "/hooks/isnad/rules.yaml"}


# Pages


def found_in(kb: KnowledgeBase, text: str) -> list[Problem]:
    """Return what is said of a page by a check; where that is nothing, by the audit of the page as it is finished."""
    page = render_page(kb, PAGE, text, Language.FR, "x.md")
    if page.problems:
        return list(page.problems)
    html = article(Phrases(kb, Language.FR, "x.md"), page.body, page.notes).html
    audit = Audit(kb, {language: Counts() for language in Language})
    audit.page(f"<nav></nav><article>{html}</article>", "fr/x.md", PAGE, text, Language.FR)
    return audit.problems


@pytest.mark.parametrize("attack", PAGES, ids=names(PAGES))
def test_an_attack_in_a_page(kb: KnowledgeBase, attack: Attack) -> None:
    found = found_in(kb, FRONT + attack.written)
    assert attack.said in {problem.code for problem in found}
    assert all(
        problem.path == PAGE and 1 <= problem.line <= (FRONT + attack.written).count("\n") + 1 for problem in found
    )


@pytest.mark.parametrize("attack", HEADS, ids=names(HEADS))
def test_an_attack_in_front_matter(kb: KnowledgeBase, attack: Attack) -> None:
    key = attack.written.partition(":")[0]
    given = [line for line in ("title: t", "description: d") if not line.startswith(key)]
    page = render_page(kb, PAGE, "\n".join(["---", *given, attack.written, "---", "", "# h"]), Language.FR, "x.md")
    assert attack.said in {problem.code for problem in page.problems}


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_in_a_page(kb: KnowledgeBase, address: str) -> None:
    """As HTML, in which nothing of an address is lost; what Markdown makes of one is HTML too."""
    written = address.replace("&", "&amp;").replace('"', "&quot;")
    found = found_in(kb, f'{FRONT}<a href="{written}">x</a>')
    assert {problem.code for problem in found} & {"ADDRESS-FORM", "INVISIBLE-SIGN", "HTML-ACTIVE"}


def test_good_addresses_are_links(kb: KnowledgeBase) -> None:
    good = (
        *(
            "https://alalam.ma/تنسيق_a27071.amp.html",
            "https://xn--80ak6aa92e.com/",
            "http://alalam.ma:8080/a?b=c&d=(e)#f",
        ),
        *("mailto:editors@example.org", "https://موقع.وزارة-الاتصالات.مصر/", "#h", "?a=b"),
    )
    assert found_in(kb, FRONT + " ".join(f"[x]({each})" for each in good)) == []


@pytest.mark.parametrize("body", LISTED["harmless"].values(), ids=LISTED["harmless"])
def test_what_is_harmless_is_an_authors(kb: KnowledgeBase, body: str) -> None:
    problems = render_page(kb, PAGE, FRONT + body, Language.FR, "x.md").problems
    assert {problem.code for problem in problems} <= {"NUMBER-LOOSE"}


def test_unseen_signs_are_those_of_unicode() -> None:
    """All that Unicode calls a control, a format or a separator of lines, but the number signs of three scripts."""
    categories = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    every = {chr(code) for code in range(0x110000)}
    hidden = {sign for sign in every if unicodedata.category(sign) in categories} - set("\t\n")
    seen = {chr(code) for code in (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)}
    assert {sign for sign in hidden if not signs.unseen(sign)} == seen
    ordinary = {sign for sign in every if signs.is_ordinary(sign)}
    assert not ordinary & hidden
    assert {sign for sign in ordinary if sign.isdecimal()} == set("0123456789")
    assert {unicodedata.name(sign).split()[0] for sign in ordinary if sign.isalpha()} - signs.NO_SCRIPT <= signs.MAY_MIX


# Data and sources


def record(id: str, text: str) -> str:
    """Return an entity as YAML on one line, its signs written as YAML's own escapes."""
    written = "".join(sign if sign.isascii() and sign.isalnum() else f"\\U{ord(sign):08x}" for sign in text)
    return f'{json.dumps(id)}: {{kind: place, name: {{ar: ا, fr: "{written}"}}}}'


def converted(lines: list[str]) -> dict[int, str]:
    """Return the code of the problem on each line of a table of entities."""
    node, problems = parse("\n".join(lines), DATA)
    if node:
        converter = Converter(problems)
        converter.mapping(str, Entity, node)
    return {problem.line: problem.code for problem in problems}


def test_attacks_in_texts_of_the_data() -> None:
    found = converted([record(f"a-{number}", each.written) for number, each in enumerate(TEXTS)])
    assert {TEXTS[line - 1].name: code for line, code in found.items()} == {each.name: each.said for each in TEXTS}


def test_attacks_in_ids() -> None:
    found = converted([record(each.written, "a") for each in IDS])
    assert {IDS[line - 1].name: code for line, code in found.items()} == {each.name: each.said for each in IDS}


@pytest.mark.parametrize("attack", YAML, ids=names(YAML))
def test_an_attack_in_yaml(attack: Attack) -> None:
    assert attack.said in {problem.code for problem in parse(attack.written, DATA)[1]}


@pytest.mark.parametrize("attack", OF_SOURCES, ids=names(OF_SOURCES))
def test_an_address_of_an_article(kb: KnowledgeBase, attack: Attack) -> None:
    """What the form of a source lets pass, its rule refuses; here also what the form would refuse before."""
    found = Found(marks={"": Mark(SEED, 1, 1)}, value=attack.written, origin=Origin.OUTSIDE)
    source = kb.sources["bilan-2022"]
    for changed in (replace(source, url=found), replace(source, web_archive_url=found)):
        problems = check_addresses(replace(kb, sources={source.id: changed}))
        assert [problem.code for problem in problems] == [attack.said]


# Files


def test_attacks_by_files(project: ProjectCopy, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text(f"{FRONT}{SECRET}", encoding="utf-8")
    for attack in FILES:
        path = project.root / attack.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if attack.written == LINK:
            path.unlink(missing_ok=True)
            path.symlink_to(outside if "folder" in attack.name else outside / "secret.md")
        else:
            path.write_text(attack.written, encoding="utf-8")
    problems = project.problems()
    told = {(problem.path, problem.code) for problem in problems}
    missed = [
        each.name
        for each in FILES
        if not any(each.said == code and f"{shown(each.file)}/".startswith(f"{path}/") for path, code in told)
    ]
    assert missed == []
    assert not any(SECRET in str(problem) for problem in problems)
    assert all("\n" not in str(problem) for problem in problems)


def shown(path: str) -> str:
    """Return a path as problems name it."""
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in path)


# A finished site


class Tags(HTMLParser):
    """Collects what runs on a page: scripts that no program of ours writes, handlers, addresses that are programs."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if re.match("on|style$|srcdoc$", name) or not re.fullmatch("[a-z][a-z:-]*", name):
                self.running.append(self.get_starttag_text() or "")
            if name in ("href", "src", "action") and re.match(r"\s*(javascript|vbscript|data):", value or ""):
                self.running.append(self.get_starttag_text() or "")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script" and "pwn" in data and not data.lstrip().startswith('{"@context"'):
            self.running.append(data[:80])


TEXT = re.compile(r"(?m)^(\s+(?:- )?(?:ar|fr)|(?:ar|fr)): (?![{\"'])(\S.*)$")


ARABIC = re.compile("[\u0600-\u06ff]")


def followed(inert: list[str], text: re.Match[str]) -> str:
    """Return a text of a data file, and behind it all that is inert; an Arabic one stays mostly Arabic."""
    padding = [text[2]] * 40 if ARABIC.search(text[2]) else []
    return f"{text[1]}: {json.dumps(' '.join([text[2], *inert, *padding]), ensure_ascii=False)}"


@pytest.fixture(scope="module")
def hostile_site(rainfall: ProjectCopy) -> Path:  # noqa: F811 - the fixture
    """The site of another topic, every text of which ends in all that is inert: text, and to be nothing else."""
    for file in sorted([*(rainfall.root / "data").glob("*.yaml"), *(rainfall.root / "seeds").glob("*.yaml")]):
        # The name of the site is filled in as a label is: braces are refused there.
        inert = [each for each in INERT if "{" not in each or file.name != "site.yaml"]
        # A statement with all words of an entity's name would name it.
        inert = inert[::2] if file.name == "entities.yaml" else inert[1::2] if file.name == "events.yaml" else inert
        file.write_text(TEXT.sub(partial(followed, inert), file.read_text(encoding="utf-8")), encoding="utf-8")
    done = build(rainfall.root)
    assert done.returncode == 0, bare(done.stdout)
    return rainfall.root / "site"


def test_nothing_that_is_text_runs_on_a_finished_site(hostile_site: Path) -> None:
    pages = sorted(hostile_site.rglob("*.html"))
    assert len(pages) > 20
    for path in pages:
        tags = Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        assert tags.running == [], path.relative_to(hostile_site)
    for path in (*hostile_site.rglob("*.xml"), *hostile_site.rglob("*.svg")):
        assert not [each for each in ElementTree.parse(path).iter() if each.tag.endswith("script")]
    for path in hostile_site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in hostile_site.rglob("*.csv"):
        assert not re.search(r"(?m)^[=+@]|,[=+@]", path.read_text(encoding="utf-8-sig")), path


def test_nothing_that_is_text_runs_in_a_browser(hostile_site: Path, browser: Browser) -> None:
    """Pages, their proof cards, the table of all figures and the search, in which a script writes HTML."""
    context = browser.new_context()
    context.add_init_script("window.ran = 0; window.pwn = () => { window.ran += 1 }")
    page = context.new_page()
    with serve(hostile_site) as url:
        for path in ("fr/", "fr/figures/rain-2031/", "fr/figures/", "fr/glossary/", "figures/rain-2031/"):
            page.goto(url + path)
            page.evaluate(SETTLED)
            assert page.evaluate("window.ran") == 0, path
        page.goto(f"{url}fr/")
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("pluie")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert page.evaluate("window.ran") == 0
        assert page.locator(".md-search-result__list :is(script, img, svg[onload])").count() == 0
    context.close()
