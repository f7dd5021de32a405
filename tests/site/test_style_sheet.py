"""The style sheet of the site: what is left out of it, and what never is."""

from pathlib import Path

import pytest
from isnad.site.style_sheet import CHARSET, FOLDER, SCRIPTS, SHEET, pruned, write_style_sheet

from tests.conftest import Built

# What a sheet says, the names that pages and scripts have, and what is left.
PRUNED = [
    (".a { color: red; }", {"a"}, ".a{color: red}"),
    (".a { color: red }", set(), ""),
    ("p, .a > .b, .c.d { top: 0 }", {"a", "b", "c"}, "p,.a > .b{top: 0}"),
    ("p:not(.a), q:is(.a, .b) { top: 0 }", set(), "p:not(.a),q:is(.a, .b){top: 0}"),
    ("@media print { .a { top: 0 } .b { top: 0 } }", {"b"}, "@media print{.b{top: 0}}"),
    ("@media print { .a { top: 0 } }", set(), ""),
    ("@font-face { font-family: A }", set(), "@font-face { font-family: A }"),
    (".a { top: 0; & .b { top: 1px } }", {"a"}, ".a{top: 0}"),
    (".a::before { content: '} .b {' !important }", {"a"}, '.a::before{content: "} .b {"!important}'),
    ("/* one */ p { top: /* two */ 0 }", set(), "p{top: 0}"),
    (".tab--2 { top: 0 }", {"md-tab--"}, ""),
    (".md-tab--2 { top: 0 }", {"md-tab--"}, ".md-tab--2{top: 0}"),
    ("p { --a: 0; --b: 1; top: var(--b, 0) }", set(), "p{--b: 1;top: var(--b,0)}"),
    ("p { --a: var(--b); --b: var(--c); --c: 0 }", set(), ""),
    ("p { --a: 0 }", {"--a"}, "p{--a: 0}"),
]


@pytest.mark.parametrize(("css", "names", "left"), PRUNED, ids=[css for css, _, _ in PRUNED])
def test_a_rule_is_left_out_where_nothing_has_its_class(css: str, names: set[str], left: str) -> None:
    told = pruned(css, names).removeprefix(CHARSET)
    assert "".join(told.split()) == "".join(left.split())


CLASSES = {"a", "b", "highlight"}  # of pages
RULES = ".a,.b,.c,.d{top:0}.highlight .k{top:0}.tabbed-set{top:0}.tabbed-labels{top:0}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of a script and three style sheets."""
    files = {
        f"{SCRIPTS}/bundle.js": 'part.classList.add("c","k","tabbed-labels")',
        f"{FOLDER}/main.0123abcd.min.css": RULES,
        f"{FOLDER}/main.0123abcd.min.css.map": "{}",
        f"{FOLDER}/own.css": "p::before { content: '◊' }",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_one_sheet_stands_in_the_place_of_all(folder: Path) -> None:
    write_style_sheet(folder, [f"{FOLDER}/own.css"], CLASSES)
    assert [path.name for path in (folder / FOLDER).iterdir()] == [Path(SHEET).name]
    css = (folder / SHEET).read_text(encoding="utf-8")
    assert css.index(".highlight .k") < css.index('content:"◊"')
    assert css.startswith(f"{CHARSET}.a,.b,.c{{")


def test_what_a_script_adds_to_a_part_that_no_page_has_is_left_out(folder: Path) -> None:
    write_style_sheet(folder, [], CLASSES)
    assert ".tabbed-labels" not in (folder / SHEET).read_text(encoding="utf-8")


def test_pages_link_one_sheet(built: Built) -> None:
    assert built.read("index.html").count('rel="stylesheet"') == 1
    assert built.read("fr/figures/index.html").count(SHEET) == 1
    assert [path.name for path in (built.folder / FOLDER).iterdir()] == [Path(SHEET).name]
