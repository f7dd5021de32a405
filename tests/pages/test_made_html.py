"""Made pages as HTML: what Python-Markdown makes of the same Markdown, on every page and whatever the texts are."""

import posixpath
import re
from dataclasses import replace
from html.parser import HTMLParser

from isnad.facts.model import KnowledgeBase
from isnad.facts.record import Bilingual
from isnad.pages.made_html import Heading, Words, made_html
from isnad.pages.made_pages import MadePages
from isnad.phrases.addresses import relative_url
from isnad.text.typography import set_spaces
from markdown import Markdown  # type: ignore[import-untyped]

WORDS = Words("Permanent link", "Jump back to footnote {} in the text")  # Python-Markdown's own
SIGNS = "[a](b.md) [^c] *d* `e` <b>f</b> &amp; \\g | ~h~ # i\n\n- j"


class Flat(HTMLParser):
    """Reads HTML as a list of tags, with their attributes in order, and of texts."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[object] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.read.append((tag, sorted(attributes, key=str)))

    def handle_endtag(self, tag: str) -> None:
        if tag != "hr":  # which Python-Markdown closes
            self.read.append(tag)

    def handle_data(self, data: str) -> None:
        self.read += data.split()


def flat(html: str) -> list[object]:
    reader = Flat()
    reader.feed(html)
    reader.close()
    return reader.read


def expected(markdown: Markdown, text: str, here: str) -> str:
    """Return what Python-Markdown makes of a page, MkDocs of its links, and our hook of the rest."""

    def resolved(found: re.Match[str]) -> str:
        page = posixpath.normpath(posixpath.join(posixpath.dirname(here), found[1]))
        return f'href="{relative_url(here, page)}{found[2] or ""}"'

    html = re.sub(r'href="([^":#]*\.md)(#[^"]*)?"', resolved, markdown.reset().convert(text))
    return set_spaces(html).replace('<div class="footnote">', '<div class="footnote" data-search-exclude>')


def compare(kb: KnowledgeBase, markdown: Markdown) -> None:
    for path, page in MadePages(kb).items():
        here = path.partition("/")[2]
        made = made_html(page.body, page.notes, here, WORDS)
        assert flat(made.html) == flat(expected(markdown, page.markdown, here)), path


def test_every_made_page_is_what_markdown_makes_of_it(kb: KnowledgeBase, markdown: Markdown) -> None:
    compare(kb, markdown)


def test_no_sign_of_a_text_is_read_as_markdown(kb: KnowledgeBase, markdown: Markdown) -> None:
    texts = Bilingual(marks={}, ar=f"نص {SIGNS}", fr=f"Texte {SIGNS}")
    indicators = {name: replace(each, label=texts, definition=texts) for name, each in kb.indicators.items()}
    sources = {name: replace(each, summary=texts, caveats=(texts,)) for name, each in kb.sources.items()}
    of = {name: indicators[each.id] for name, each in kb.indicator_of.items()}
    compare(replace(kb, indicators=indicators, sources=sources, indicator_of=of), markdown)


def test_headings_are_told_links_are_resolved_and_notes_lead_back() -> None:
    body, notes = "# A <b>b</b> { #top }\n\n[c](../d.md#e) [^f] [^f]\n\n## G { #g data-x }\n", {"f": "h [i](j.md)"}
    made = made_html(body, notes, "i/j.md", WORDS)
    assert made.headings == [Heading(1, "top", "A b"), Heading(2, "g", "G")]
    assert '<a href="../../d/#e">c</a>' in made.html
    assert re.findall(r'backref" href="([^"]+)"', made.html) == ["#fnref:f", "#fnref2:f"]
    assert made.notes[0].text == 'h <a href="./">i</a>'


def test_a_note_leads_to_the_same_pages_from_each_page_of_its_folder() -> None:
    notes = {"f": "[a](b.md) [c](../d/e.md)"}
    there = '<a href="../b/">a</a> <a href="../../d/e/">c</a>'
    assert made_html("[^f]", notes, "i/j.md", WORDS).notes[0].text == there
    assert made_html("[^f]", notes, "i/b.md", WORDS).notes[0].text == there.replace("../b/", "./")
    assert made_html("[^f]", notes, "i/k/j.md", WORDS).notes[0].text == there
