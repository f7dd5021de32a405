"""What the finished HTML of a page must not show."""

import pytest
from isnad.audit import check_html

PATH = "docs/ar/a.md"


@pytest.mark.parametrize(
    ("html", "marks"),
    [
        pytest.param("<p>78 685[^a]</p>", ["[^a]"], id="in a paragraph"),
        pytest.param("<td>[^a]</td><td>[^b-2]</td>", ["[^a]", "[^b-2]"], id="each of two"),
        pytest.param("<p>[^a][^a]</p>", ["[^a]", "[^a]"], id="the same twice"),
        pytest.param("[^ملاحظة]", ["[^ملاحظة]"], id="Arabic"),
        pytest.param("<pre>[^a]</pre>[^b]", ["[^b]"], id="after code"),
        pytest.param("<code></code>[^a]<code></code>", ["[^a]"], id="between codes"),
        pytest.param("<codex>[^a]</codex>", ["[^a]"], id="an element whose name begins with code"),
        pytest.param("<code>[^a]", ["[^a]"], id="in code that never ends"),
        pytest.param("<!-- a -->[^a]<!-- b -->", ["[^a]"], id="between comments"),
    ],
)
def test_a_footnote_mark_that_readers_would_see_is_a_problem(html: str, marks: list[str]) -> None:
    found = list(check_html(html, PATH, "no such mark"))
    assert [f"{problem.message.partition(']')[0]}]" for problem in found] == marks
    assert {problem[:4] for problem in found} == {(PATH, 1, 1, "FOOTNOTE-LITERAL")}


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="nothing"),
        pytest.param('<sup id="fnref:a"><a href="#fn:a">1</a></sup>', id="a footnote that was read"),
        pytest.param("<p>[a] [^] ^a</p>", id="other brackets"),
        pytest.param("<code>[^a]</code>", id="code"),
        pytest.param('<pre class="x"><code>[^a]\n[^b]</code></pre>', id="a block of code"),
        pytest.param("<script>\n/[^a]/\n</script>", id="a script"),
        pytest.param("<style>[^a]</style>", id="a style"),
        pytest.param("<CODE>[^a]</CODE>", id="capitals"),
        pytest.param("<!-- [^a] -->", id="a comment"),
        pytest.param("<code>[^a]</code\n>", id="a space in the end tag"),
    ],
)
def test_what_readers_do_not_take_for_a_footnote_is_none(html: str) -> None:
    assert list(check_html(html, PATH, "[^a] [^b]")) == []


@pytest.mark.parametrize(
    ("source", "place"),
    [
        pytest.param("# a\n\n<div>b[^a]</div>\n\n[^a]: c\n", (3, 7), id="in HTML"),
        pytest.param("[^a]: c\n\n<div>[^a]</div>\n", (3, 6), id="its definition comes first"),
        pytest.param("`[^a]` <b>[^a]</b>\n", (1, 11), id="after code"),
        pytest.param("<!-- [^a] -->\n<b>[^b] ب[^a]</b>\n", (2, 10), id="after a comment"),
        pytest.param('{{ figure("x") }}\n', (1, 1), id="a mark that a macro made"),
    ],
)
def test_a_footnote_mark_is_reported_where_its_author_wrote_it(source: str, place: tuple[int, int]) -> None:
    found = list(check_html("<div>b[^a]</div>", PATH, source))
    assert [problem[:4] for problem in found] == [(PATH, *place, "FOOTNOTE-LITERAL")]


def test_the_same_mark_twice_is_reported_twice() -> None:
    source = "<div>a[^a]</div>\n\n<div>b[^a]</div>\n"
    assert len(list(check_html(source, PATH, source))) == 2


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="every literal mark is reported where its label is first")
def test_the_same_mark_twice_is_reported_in_two_places() -> None:
    source = "<div>a[^a]</div>\n\n<div>b[^a]</div>\n"
    assert [problem[1:3] for problem in check_html(source, PATH, source)] == [(1, 7), (3, 7)]
