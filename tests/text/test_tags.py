"""What the tags of a page point at, by what they are pointed at, and what they do."""

import pytest
from isnad.text.tags import Tag, tags


def read(html: str) -> Tag:
    (tag,) = tags(html)
    return tag


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a class="a" href="../b/?a=1&amp;b=2#c">', ("../b/?a=1&b=2#c",)),
        ('<img src="a.png" srcset="b.png 1x, c.png 2x">', ("a.png", "b.png", "c.png")),
        ('<meta property="og:image" content="https://example.org/a.png">', ("https://example.org/a.png",)),
        ('<a\n  title="a > b"\n  href="c/">', ("c/",)),
        ('<a xlink:href="a/">', ("a/",)),
        ('<form action="send">', ("send",)),
    ],
)
def test_links(html: str, links: tuple[str, ...]) -> None:
    found = tags(html)
    assert [link for tag in found for link in tag.links] == list(links)


def test_an_alternate_says_of_which_language_it_is() -> None:
    tag = read('<link rel="alternate " hreflang="fr" href="https://example.org/fr/">')
    assert (tag.name, tag.rel, tag.hreflang) == ("link", "alternate", "fr")


@pytest.mark.parametrize(("html", "id"), [('<h2 id="a">', "a"), ('<li class="b" id="fn:a&amp;b">', "fn:a&b")])
def test_places(html: str, id: str) -> None:
    assert read(html).id == id


@pytest.mark.parametrize(
    ("html", "active"),
    [
        ('<p style="color: red">', "style"),
        ('<a href="#" onclick="a()">', "onclick"),
        ('<a href="javascript:a">', "javascript:"),
    ],
)
def test_what_acts(html: str, active: str) -> None:
    assert read(html).active == active


@pytest.mark.parametrize(
    "html", ['<p class="a">', "<p>", '<p>a href="b"', '&lt;a href="b">', '<p title="<a href=b">', "<data value='1'>"]
)
def test_the_rest_is_nothing(html: str) -> None:
    assert tags(html) == []
