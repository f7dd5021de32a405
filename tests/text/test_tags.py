"""What the tags of a page point at, by what they are pointed at, and what they do."""

import pytest
from isnad.text.html import Document
from isnad.text.tags import Tags, joined, read_tags


def read(html: str) -> Tags:
    return read_tags(Document(html))


@pytest.mark.parametrize(
    ("html", "leads", "others"),
    [
        ('<a class="a" href="../b/?a=1&amp;b=2#c">', ("../b/?a=1&b=2#c",), ()),
        ('<img src="a.png" srcset="b.png 1x, c.png 2x">', (), ("a.png", "b.png", "c.png")),
        ('<meta property="og:image" content="https://example.org/a.png">', (), ("https://example.org/a.png",)),
        ('<a\n  title="a > b"\n  href="c/">', ("c/",), ()),
        ('<a xlink:href="a/"><a href="a/">', ("a/",), ()),
        ('<form action="send">', (), ("send",)),
    ],
)
def test_links(html: str, leads: tuple[str, ...], others: tuple[str, ...]) -> None:
    found = read(html)
    assert (found.leads, found.others) == (leads, others)


@pytest.mark.parametrize(
    ("html", "first"),
    [
        ('<link rel="stylesheet" href="a.css"><script src="b.js"></script>', ("a.css", "b.js")),
        ('<link rel="preload" href="a.woff2"><img src="b.png">', ("a.woff2", "b.png")),
        ('<link rel="canonical" href="a/"><a href="b/">', ()),
    ],
)
def test_what_is_asked_for_before_the_page_is_shown(html: str, first: tuple[str, ...]) -> None:
    assert read(html).first == first


def test_a_version_says_of_which_language_it_is() -> None:
    address = "https://example.org/fr/"
    assert read(f'<link rel="alternate " hreflang="fr" href="{address}">').versions == (("fr", address),)
    assert read(f'<a rel="alternate" hreflang="fr" href="{address}">').versions == ()
    assert read(f'<link rel="alternate" href="{address}">').versions == ()


@pytest.mark.parametrize(("html", "id"), [('<h2 id="a">', "a"), ('<li class="b" id="fn:a&amp;b">', "fn:a&b")])
def test_places(html: str, id: str) -> None:
    assert read(html).ids == (id,)


@pytest.mark.parametrize(
    ("html", "active"),
    [
        ('<p style="color: red">', "style"),
        ('<a href="#" onclick="a()">', "onclick"),
        ('<a href="javascript:a">', "javascript:"),
        ("<style>a {}</style>", "<style"),
    ],
)
def test_what_acts(html: str, active: str) -> None:
    assert read(html).active == (active,)


def test_scripts_inside_the_page_are_those_that_run() -> None:
    data = '<script type="application/ld+json">{}</script>'
    assert read(f'<script>a()</script><script src="b.js"></script>{data}').scripts == ("a()",)


@pytest.mark.parametrize(
    "html", ['<p title="a">', "<p>", '<p>a href="b"', '&lt;a href="b">', '<p title="<a href=b">', "<data value='1'>"]
)
def test_the_rest_is_nothing(html: str) -> None:
    assert read(html) == Tags()


def test_classes_are_those_of_all_tags() -> None:
    assert read("<p class='a highlight'></p><p class=b></p><p class = \"a\">").classes == ("a", "b", "highlight")


def test_parts_say_each_thing_once() -> None:
    one, two = Tags(ids=("a", "b"), leads=("c",)), Tags(ids=("b",), leads=("d",))
    assert joined([one, two]) == Tags(ids=("a", "b"), leads=("c", "d"))
    assert one.filled(str.upper) == Tags(ids=("a", "b"), leads=("C",))
    assert one.filled(lambda _: "") == Tags(ids=("a", "b"))
