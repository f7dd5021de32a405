"""A page of HTML as a reader sees it: which words are seen, which were made from facts, which figures are shown."""

import pytest
from isnad.text.html import steps
from isnad.text.reader import Reading, read_page

from tests.cases import for_all, parts, table

# What a macro writes on the elements that it makes.
SEAL = "data-seal='a1b2'"


def read(html: str) -> Reading:
    """Return what is read of a page."""
    return read_page(steps(html), "a1b2")


def texts(html: str) -> list[str]:
    return read_page(steps(html), "a1b2").texts


@for_all("html, expected", table("text/reader.txt", "seen", str, parts))
def test_words_that_a_reader_sees(html: str, expected: list[str]) -> None:
    assert texts(html) == expected


@for_all(
    "html",
    [
        "<script>a</script>", "<style>a</style>", "<template><p>a</p></template>", "<iframe>a</iframe>",
        "<object><p>a</p></object>", "<!-- a -->", "<nav><a title='a'>a</a></nav>", "<label>a</label>", "<!doctype a>",
        "<form><label>a</label><input placeholder='a'></form>", "<?a?>",
    ],
)  # fmt: skip
def test_what_no_reader_sees_or_what_repeats_titles(html: str) -> None:
    assert texts(html) == []
    assert texts(f"<p>b</p>{html}<p>c</p>") == ["b", "c"]


@pytest.mark.parametrize("html", ["<nav>a</nav>", "<form>a</form>", "<label>a</label>"])
def test_a_menu_inside_the_article_is_seen(html: str) -> None:
    assert texts(f"{html}<article>b {html} c</article>{html}") == ["b", "a", "c"]


@pytest.mark.parametrize("name", ["script", "style", "template", "iframe", "object"])
def test_what_shows_or_does_things_inside_the_article(name: str) -> None:
    html = f"<{name}>a</{name}>"
    assert read(f"<head>{html}</head>{html}").active == []
    assert read(f"<article><p>{html}b</p></article>").active == [name]
    assert texts(f"<article><p>{html}b</p></article>") == ["b"]


@for_all(
    "html",
    [
        f"<time {SEAL}><bdi>a</bdi></time>", f"<cite title='a' {SEAL}>a</cite>", f"<bdi class='quote' {SEAL}>a</bdi>",
        f"<data class='count' {SEAL}>a <b>b</b></data>", f"<a href='a' {SEAL}><bdi>a</bdi></a>", "<code>a</code>",
        "<pre><code title='a'>a</code></pre>", "<CODE>a</CODE>", f"<span {SEAL}><span {SEAL}>a</span>a</span>",
    ],
)  # fmt: skip
def test_what_facts_made_is_no_text(html: str) -> None:
    assert texts(html) == []
    assert texts(f"<p>b {html} c</p>") == ["b", "c"]


@for_all(
    "html",
    [
        "<time>a</time>", "<cite>a</cite>", "<data class='figure' data-observation='x'>a</data>",
        "<bdi class='quote'>a</bdi>", "<data data-seal>a</data>", "<data data-seal=''>a</data>",
        "<data data-seal='a1b'>a</data>", "<data data-seal='A1B2'>a</data>", "<data data-seal='a1b2 '>a</data>",
        "<p a1b2>a</p>", f"<data {SEAL}></data>a",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_fact_is_text(html: str) -> None:
    assert texts(html) == ["a"]
    assert read(html).figures == []


NOTES = "<div class='footnote'><ol><li id='fn:a'></li><li id='fn:b'></li></ol></div>"


def noted(note: str, text: str) -> str:
    return f"<p><a class='footnote-ref' href='#fn:{note}' data-note='{text}'></a></p>{NOTES}"


def wrong(html: str) -> list[str]:
    """Return the texts of a page, its footnotes among them."""
    return read_page(steps(html), "a1b2").texts


def test_the_mark_of_a_note_is_its_place_among_the_notes() -> None:
    assert wrong(noted("b", "2")) == wrong(noted("a", "1")) == []
    assert wrong(noted("a", "1").replace(NOTES, "")) == ["1"]
    assert [wrong(noted(*each)) for each in (("a", "2"), ("b", "1"), ("c", "3"), ("a", "1 4"))] == [
        ["2"], ["1"], ["3"], ["1 4"],
    ]  # fmt: skip


def test_what_is_active_in_a_note_is_seen() -> None:
    note = "<div class='footnote'><ol><li id='fn:a'><p><img onerror='x'><script>y</script></p></li></ol></div>"
    assert read(f"<article>{note}</article>").active == ["onerror", "script"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<a class='footnote-backref' href='#fnref:a' title='a 1'></a>", []),
        ("<a class='footnote-backref' href='#fnref:a'>1</a>", ["1"]),
        ("<a class='footnote-backref' href='other' title='a 1'></a>", ["a 1"]),
        ("<a class='footnote-ref' href='other'>1</a>", ["1"]),
        ("<a class='footnote-ref' href='#fn:a' data-note='1' aria-label='b' title='4'></a>", ["4"]),
    ],
)
def test_links_between_marks_and_notes(html: str, expected: list[str]) -> None:
    assert texts(html + "<div class='footnote'><ol><li id='fn:a'></li></ol></div>") == expected


@for_all(
    "html",
    [
        "<img alt='a 4'>", "<abbr title='a 4'></abbr>", "<a aria-label='a 4'></a>", "<input placeholder='a 4'>",
        "<table><td data-label='a 4'></td></table>", "<meta name='description' content='a 4'>",
        "<meta property='og:title' content='a 4'>", "<svg><g aria-label='a 4'/></svg>", "<IMG ALT='a&#32;4'>",
        "<p aria-description='a 4'></p>", "<p aria-valuetext='a 4'></p>",
        "<select><optgroup label='a 4'></optgroup></select>",
        "<meta name='twitter:description' content='a 4'>", "<meta property='og:image:alt' content='a 4'>",
        "<meta name='DC.title' content='a 4'>",
        "<meta property='og:site_name' content='a 4'>", "<meta property='og:urls' content='a 4'>",
    ],
)  # fmt: skip
def test_attributes_that_a_reader_meets(html: str) -> None:
    assert texts(html) == ["a 4"]


@for_all(
    "html",
    [
        "<p id='a4' class='a4' style='width: 4px' data-x='4'></p>", "<a href='a4'></a>", "<meta name='x' content='4'>",
        "<meta charset='4'>", "<path d='M4 4'/>", "<img alt>", "<img alt=''>", "<code title='a 4'></code>",
        "<nav title='a 4'></nav>", f"<b title='a 4' {SEAL}></b>", "<meta property='og:url' content='a/4/'>",
        "<meta property='og:image' content='a/4.png'>", "<meta name='twitter:image' content='a/4.png'>",
        f"<meta name='description' {SEAL} content='a 4'>",
    ],
)  # fmt: skip
def test_attributes_that_no_reader_meets(html: str) -> None:
    assert texts(html) == []


def test_the_words_of_a_button() -> None:
    assert texts("<input type='button' value='a 4'>") == ["a 4"]


FIGURE = f'<data class="figure" data-observation="x" value="4" {SEAL}>{{}}</data>'
MARK = '<sup id="fnref:observation-x"><a class="footnote-ref" href="#fn:observation-x" data-note="1"></a></sup>'


@for_all(
    "after, cited",
    [
        (MARK, True),
        (f" \n{MARK}", True),
        (f"</b></p><p>{MARK}", True),
        ("", False),
        (f" a {MARK}", False),
        (f".{MARK}", False),
        (MARK.replace("observation-x", "observation-y"), False),
        (MARK.replace("observation-x", "x"), False),
        (MARK.replace("observation-x", "observation-y") + MARK, False),
        (MARK.replace("data-note", "data-other"), False),
        (MARK.replace("#fn:", "../page/#fn:"), False),
    ],
)
def test_a_figure_is_cited_by_the_mark_behind_it(after: str, cited: bool) -> None:
    (shown,) = read(f"<p><b>{FIGURE.format('4')}{after}</b></p>").figures
    assert (shown.observation, shown.text, shown.cited) == ("x", "4", cited)


def test_two_figures_need_two_marks() -> None:
    figure = FIGURE.format("4")
    assert [shown.cited for shown in read(f"<p>{figure} {figure}{MARK}</p>").figures] == [False, True]
    assert [shown.cited for shown in read(f"<p>{figure}{MARK} {figure}</p>").figures] == [True, False]


@pytest.mark.parametrize(
    ("inside", "text"), [("<bdi>4</bdi> a", "4 a"), ("plus de <b>4</b>&nbsp;388", "plus de 4\u00a0388"), ("", "")]
)
def test_the_text_of_a_figure_is_all_that_is_seen_of_it(inside: str, text: str) -> None:
    reader = read(f"a {FIGURE.format(inside)} b")
    assert ([shown.text for shown in reader.figures], reader.texts) == ([text], ["a", "b"])


def test_a_footnote_mark_is_no_part_of_a_figure() -> None:
    (shown,) = read(FIGURE.format(f"4{MARK}") + "<a>5</a>").figures
    assert (shown.text, shown.cited) == ("4", False)


def test_a_figure_without_its_observation_is_a_figure() -> None:
    assert [shown.observation for shown in read(f"<data class='figure' {SEAL}>4</data>").figures] == [""]


def test_figures_of_ours_and_those_in_footnotes_are_not_counted() -> None:
    derived = f'<data class="figure derived" data-derived="y" {SEAL}>5</data>'
    note = f'<div class="footnote"><ol><li>{FIGURE.format("4")}</li></ol></div>'
    assert read(derived + note).figures == []
    assert len(read(note + FIGURE.format("4")).figures) == 1
