"""The footnotes of a finished page as HTML: each stands on many pages, so that what is made of one is made once."""

import re
from collections.abc import Sequence
from typing import NamedTuple

BEGIN, END = '<div class="footnote" data-search-exclude>\n<hr />\n<ol>\n', "\n</ol>\n</div>"
NOTE = re.compile(
    r'<li id="fn:(?P<label>[^"<>]+)">\n<p>(?P<text>.*?)'
    r"(?P<ways>&#160;(?: ?<a class=\"footnote-backref\" href=\"#fnref\d*:(?P=label)\" title=\"[^\"<>]*\">&#8617;</a>)+)"
    r"</p>\n</li>",
    re.DOTALL,
)

# What the theme draws beside the text, so that no selection, copy or row of a table has it in its words.
MARK = re.compile(r'(<a class="footnote-ref" href="[^"<>]*")>(\d+)</a>')
WAY = re.compile(r'(<a class="(?:headerlink|footnote-backref)" [^<>]*>)(?:&para;|&#8617;)</a>')


class Note(NamedTuple):
    """A footnote: its label, what it says, and the ways back to its marks, which alone depend on the page."""

    label: str
    text: str
    ways: str

    def __str__(self) -> str:
        return f'<li id="fn:{self.label}">\n<p>{self.text}{self.ways}</p>\n</li>'


def note_list(notes: Sequence[Note]) -> str:
    """Return footnotes as they stand below a page; nothing where there is none."""
    return "\n" + BEGIN + "\n".join(map(str, notes)) + END if notes else ""


def parted(html: str) -> tuple[str, list[Note]]:
    """Return a page without its footnotes, and these; the page whole where they are not as this site writes them."""
    begin = html.find(BEGIN)
    end = html.find(END, begin)
    if begin < 0 or end < 0:
        return html, []
    listed = html[begin + len(BEGIN) : end]
    notes = [Note(found["label"], found["text"], found["ways"]) for found in NOTE.finditer(listed)]
    if "\n".join(map(str, notes)) != listed:
        return html, []
    return html[:begin] + html[end + len(END) :], notes


def drawn(html: str, name: str) -> str:
    """Return a finished page whose footnote marks, `¶` and `↩` are no text of it: a mark is called `name`."""
    return WAY.sub(r"\1</a>", MARK.sub(rf'\1 aria-label="{name}" data-note="\2"></a>', html))
