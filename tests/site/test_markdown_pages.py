"""The Markdown version of each page: parsed with the site's Markdown, it says what the page says, word for word."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from random import Random
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from isnad.site.markdown_pages import markdown_page
from isnad.text.html import serialise, steps
from isnad.text.html_rules import CONTROLS, ELEMENTS, VOID
from isnad.text.languages import Language
from markdown import Markdown  # type: ignore[import-untyped]

from tests.cases import for_all
from tests.conftest import Built
from tests.markdown_reference import reference
from tests.site_pages import PAGE, language_of

URL = "https://example.org/below/page/"
ISOLATES = re.compile("[\u2066-\u2069]")
# What is read differently from place to place: at the beginning of a line, of a block, inside of code, behind a space.
TEXTS = (
    *("a", "b  c", " d ", " ", "\n", "\n  ", "\t\t\n", "&#160;", "e &amp; f", "&lt;g&gt;", "&amp;amp;", "&amp;#8288;"),
    *("12. h", "1) ", "# i", " - j", "+ k", "> l", "* m_", "[n]|", "![o](p)", "`q`", "``", "~~r~~", "\\", "58 %"),
)
ATTRIBUTES = (
    *("", ' class="note-line"', ' class="table-title"', ' class="headerlink"', ' class="breadcrumbs"', ' dir="ltr"'),
    *(' href="../a (b)/"', ' href="#c"', ' href="./"', ' title="d &quot;e&quot;"', " lang=fr title='f'", ' id="fn:g"'),
    *(' class="footnote"', ' class="language-json"', ' src="h.png" alt="i [j]"', ' start="7"', ' start="x"'),
)
SPANS = ("", ' colspan="2"', ' colspan="0"', ' colspan="x"')
CELLS, ROWS = ("td", "th"), ("tr",)
TABLE = {"caption", "tbody", "tfoot", "thead", *CELLS, *ROWS}
OFTEN = ("blockquote", "ol", "pre", "table", "ul")
ELSEWHERE = [*sorted((ELEMENTS.keys() | CONTROLS) - TABLE - {"input"}), *OFTEN, *OFTEN]
IN_CELLS = [name for name in ELSEWHERE if name != "table"]
HELD = {
    **{"table": ("thead", "tbody"), "thead": ROWS, "tbody": ROWS, "tr": CELLS},
    **{"ol": ("li",), "ul": ("li",), "dl": ("dd", "dt"), "pre": ("code", "span")},
}
MADE_UP, DEEPEST, MOST_HELD, ENDED = 1_500, 7, 5, 0.3


def converted(html: str, language: Language) -> str:
    """Return the Markdown of a page without footnotes."""
    return markdown_page(html, [], URL, URL, language)


@cache
def article(html: str) -> BeautifulSoup:
    """Return what a reader reads of a page: a chart by its description, without ways to other places and buttons."""
    soup = BeautifulSoup(html, "html.parser")
    content = soup.find("article") or soup
    for left_out in content.select("nav, button, hr, .headerlink, .footnote-backref, .footnote > summary, .on-paper"):
        left_out.decompose()
    for chart in content.select("svg"):
        chart.replace_with(str(chart["aria-label"]))
    for mark in content.select("sup:has(> a.footnote-ref)"):
        mark.replace_with(f"⟦{mark.a and mark.a['href']}⟧")
    return BeautifulSoup(str(content), "html.parser")


@pytest.fixture(scope="module")
def parsed(built: Built, markdown: Markdown) -> Callable[[str], BeautifulSoup]:
    """What a reader reads of the Markdown version of the page at an address."""
    return cache(lambda path: article(markdown.reset().convert(built.read(f"{path}index.md"))))


@PAGE
def test_it_says_what_the_page_says(built: Built, parsed: Callable[[str], BeautifulSoup], path: str) -> None:
    assert squeezed(parsed(path)) == squeezed(article(built.read(f"{path}index.html")))


def squeezed(soup: BeautifulSoup) -> str:
    """Return the text without the spaces that part elements, which are no words; those inside numbers stay."""
    return re.sub(r"[ \n\t\u00a0]+", "", ISOLATES.sub("", soup.get_text()))


@PAGE
def test_every_figure_keeps_its_form_and_its_footnote(
    built: Built, parsed: Callable[[str], BeautifulSoup], path: str
) -> None:
    page, text = article(built.read(f"{path}index.html")), squeezed(parsed(path))
    for figure in page.select("data.figure[data-observation]"):
        # The page of a figure, and lines of others, send to the page where its proof stands.
        marked = figure.parent and str(figure.parent.next_sibling or "").startswith("⟦")
        mark = f"⟦#fn:observation-{figure['data-observation']}⟧" if marked else ""
        assert re.sub(r"[ \u00a0]", "", figure.text) + mark in text


@PAGE
def test_it_is_what_markdownify_makes_of_the_page(built: Built, path: str) -> None:
    found = re.search("<article[^>]*>(.*)</article>", built.read(f"{path}index.html"), re.DOTALL)
    assert found
    shown = re.sub(r'<p class="on-paper">.*?</p>', "", found[1])
    assert built.read(f"{path}index.md") == reference(shown, urljoin(built.url, path), language_of(path))


def written(random: Random, name: str, held: Iterable[str]) -> str:
    """Return an element with what it holds, and an attribute at random."""
    tag = f"<{name}{random.choice(SPANS if name in CELLS else ATTRIBUTES)}>"
    return tag if name in VOID else f"{tag}{''.join(held)}</{name}>"


def made_up(random: Random, depth: int, names: Sequence[str] = ELSEWHERE) -> str:
    """Return a text, or an element of some names with others in it. Tables have texts in cells only, and no tables."""
    if depth == 0 or random.random() < ENDED:
        return "\n" if names[0] in TABLE else random.choice(TEXTS)
    name = random.choice(names)
    within = IN_CELLS if name in CELLS else HELD.get(name, names if names is IN_CELLS else ELSEWHERE)
    return written(random, name, [made_up(random, depth - 1, within) for _ in range(random.randrange(MOST_HELD))])


def test_it_is_what_markdownify_makes_of_any_elements_and_texts() -> None:
    random = Random(1)
    for _ in range(MADE_UP):
        html, language = made_up(random, random.randrange(DEEPEST)), random.choice(list(Language))
        page = serialise(steps(html, is_part=True))  # as a browser reads it, which the reference does not
        assert converted(html, language) == reference(page, URL, language), html


def test_links_of_a_footnote_lead_where_they_lead_from_the_pages_of_its_folder() -> None:
    note = '<a href="../other/">a</a> <a href="mailto:e@example.org">b</a>'
    text = markdown_page("<p>a</p>", [("n", note)], URL, "https://example.org/below/-/", Language.FR)
    assert text == "a\n\n[^n]: [a](https://example.org/below/other/) [b](mailto:e@example.org)\n"


@PAGE
def test_it_has_no_html_and_no_macro(built: Built, path: str) -> None:
    text = built.read(f"{path}index.md")
    assert text.startswith("# ")
    assert "\n\n\n" not in text
    text = re.sub(r"(?ms)^\s*```.*?^\s*```|`[^`\n]*`", "", text)
    assert re.findall(r"(?<!\\)<[a-z/!][^>]*>|data-seal|\{\{|\{%|&\w+;|\[\]\(", text) == []


@PAGE
def test_its_links_lead_somewhere(built: Built, parsed: Callable[[str], BeautifulSoup], path: str) -> None:
    links = {str(link["href"]) for link in parsed(path).select("a:not(.footnote-ref)[href]")}
    inside = {urldefrag(url).url for url in links if urlsplit(url).netloc == urlsplit(built.url).netloc}
    assert all(urlsplit(url).scheme in ("http", "https", "mailto") for url in links)
    files = {url: built.folder / unquote(url.removeprefix(built.url)) for url in inside}
    assert [url for url, file in files.items() if not (file.is_file() or (file / "index.html").is_file())] == []


@for_all(
    "html, expected",
    [
        ("<h2 id='x'>A<a class='headerlink' href='#x'>¶</a></h2>", "## A"),
        ("<p><a href='../other/#b'>A</a></p>", f"[A]({URL.replace('page', 'other')}#b)"),
        ("<p><a href='a (b).html'>A</a></p>", f"[A]({URL}a%20%28b%29.html)"),
        ("<p>a * b _ c ` d &lt;e&gt; [f] | g \\ h &amp;amp;</p>", r"a \* b \_ c \` d \<e> \[f\] \| g \\ h \&amp;"),
        ("<p>12. x</p><p># y</p><p>+ z</p><p>2024.</p>", "12\\. x\n\n\\# y\n\n\\+ z\n\n2024."),
        ("<p><bdi dir='ltr'>78\u202f685</bdi></p>", "78\u202f685"),
        ("<svg aria-label='Une [barre]'><text>x</text></svg>", r"Une \[barre\]"),
        ("<p class='admonition-title'>A</p><p>B</p>", "**A**\n\nB"),
        (
            "<details><summary>A</summary><pre><code class='language-json'>{}</code></pre></details>",
            "**A**\n\n```json\n{}\n```",
        ),
        ("<pre>a\n<span>\nb</span></pre>", "```\na\n\nb\n```"),
        ("<dl><dt>A</dt><dd>b</dd></dl>", "**A**\n\nb"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n  - b"),
        ("<p>a</p><button>Copier</button>", "a"),
        (
            "<p>a<sup id='fnref:n'><a class='footnote-ref' href='#fn:n'>1</a></sup></p><details class='footnote'>"
            "<summary>d</summary><ol>"
            "<li id='fn:n'><p><span class='note-line'>b</span> <span class='note-line'>c</span>"
            "<a class='footnote-backref' href='#fnref:n'>↩</a></p></li></ol></details>",
            "a[^n]\n\n[^n]: b\n\n    c",
        ),
    ],
)
def test_elements_become_markdown(html: str, expected: str) -> None:
    assert converted(html, Language.FR) == expected + "\n"


def test_percentages_keep_their_sign_behind_them_in_arabic_only() -> None:
    html = "<p>بنسبة <bdi dir='ltr'>58\u00a0%</bdi></p>"
    assert converted(html, Language.AR) == "بنسبة \u206658\u00a0%\u2069\n"
    assert converted(html, Language.FR) == "بنسبة 58\u00a0%\n"
    assert converted("<p><bdi dir='ltr'>58</bdi></p>", Language.AR) == "58\n"
