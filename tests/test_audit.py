"""What the finished HTML of a page must not show."""

import pytest
from isnad.audit import check_html


def bug(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(strict=True, reason=reason)


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
    ],
)
def test_a_footnote_mark_that_readers_would_see_is_a_problem(html: str, marks: list[str]) -> None:
    found = list(check_html(html, "docs/ar/a.md"))
    assert [problem.message.split(" ")[0] for problem in found] == marks
    assert {problem[:4] for problem in found} == {("docs/ar/a.md", 1, 1, "FOOTNOTE-LITERAL")}


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("", id="nothing"),
        pytest.param('<sup id="fnref:a"><a href="#fn:a">1</a></sup>', id="a footnote that was read"),
        pytest.param("<p>[a] [^] [^ a] ^a</p>", id="other brackets"),
        pytest.param("<code>[^a]</code>", id="code"),
        pytest.param('<pre class="x"><code>[^a]\n[^b]</code></pre>', id="a block of code"),
        pytest.param("<script>\n/[^a]/\n</script>", id="a script"),
        pytest.param("<style>[^a]</style>", id="a style"),
        pytest.param("<CODE>[^a]</CODE>", id="capitals", marks=bug("HTML's element names have no case")),
        pytest.param("<!-- [^a] -->", id="a comment", marks=bug("readers see no comments")),
        pytest.param("<code>[^a]</code\n>", id="a space in the end tag", marks=bug("</code > ends code too")),
    ],
)
def test_what_readers_do_not_take_for_a_footnote_is_none(html: str) -> None:
    assert list(check_html(html, "docs/ar/a.md")) == []
