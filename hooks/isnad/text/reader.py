"""A page of HTML as a reader sees it: the figures it shows, and every other text, attributes included."""

import json
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache, partial
from html.parser import HTMLParser
from typing import NamedTuple

from ..problems import Message
from .cache import kept
from .finished_notes import BEGIN, END, Note, parted
from .html_rules import ADDRESSES, VOID, strange
from .web_addresses import refusal

# Elements inside which a run of words goes on.
INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small"),
    *("span", "strong", "sub", "u", "var"),
}
# What a reader does not see as text.
UNREAD = {"script", "style", "template", "iframe", "object", "embed"}
NAME = re.compile("[a-z][a-z-]*")
# Outside the article, the theme's menus, whose words are the titles and headings of pages that are read themselves.
MENUS = {"nav", "label", "form"}
CODE = {"code", "pre"}
# Elements that show the number in their attributes.
COUNTING = {"ol", "li", "input", "button", "meter", "progress"}
SEEN_ATTRIBUTES = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "placeholder",
    "data-label",
    "label",
)
SEEN_METADATA = ("description", "og:", "twitter:", "citation_title", "DC.title")
OWN_ADDRESSES = {"og:url", "og:image", "twitter:image"}
REMEMBERED = 4_096  # footnotes
# Stands for the seal, which is another in each build, in what is kept between builds: no page may hold this sign.
SEALED = "\0"


class Text(NamedTuple):
    """Words that a reader sees and that no fact made."""

    words: str


@dataclass(slots=True)
class Shown:
    """A figure on a page: the observation it names, the text a reader sees, and whether its footnote follows."""

    observation: str
    text: str = ""
    cited: bool = False


class Reading(NamedTuple):
    """What a page, or a part of one, shows: its figures, its other texts; in its article, the names of what does not
    belong there, the addresses to which no link must lead, and whether a seal is shown as text; of a part, its footnote
    marks with their texts, and the anchors of its footnotes.
    """

    figures: list[Shown]
    texts: list[Text]
    active: list[str]
    addresses: list[tuple[str, Message]]
    shows_seal: bool
    marks: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


class Element(NamedTuple):
    """An open element: what it and those around it say of the words inside."""

    name: str = ""
    hidden: bool = False
    made: bool = False
    in_article: bool = False
    in_footnotes: bool = False
    figure: Shown | None = None
    mark: str = ""


class PageReader(HTMLParser):
    """Collects the figures and texts of one page. Trusts as made from facts what bears the seal of the macros."""

    def __init__(self, seal: str) -> None:
        super().__init__(convert_charrefs=True)
        self.seal = seal
        self.figures: list[Shown] = []
        self.texts: list[Text] = []
        self.active: list[str] = []
        self.addresses: list[tuple[str, Message]] = []
        self.shows_seal = False
        self._stack: list[Element] = [Element()]
        self._last: Shown | None = None
        self._words: list[str] = []
        self._marks: list[tuple[str, str]] = []
        self._notes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        above = self._stack[-1]
        element = self._element(tag, given, above, len(given) == len(attrs))
        if element.in_article:
            self._see_elements(tag, given, above.made)
        if not (element.made or element.hidden):
            self._see_attributes(tag, given, element)
        if element.figure and element.figure is not above.figure and not element.in_footnotes:
            self.figures.append(element.figure)
        if element.in_footnotes and tag == "li":
            self._notes.append(given.get("id", ""))
        if tag not in INLINE or element.made:
            self._flush()
        if tag not in VOID:
            self._stack.append(element)

    def _element(self, tag: str, given: dict[str, str], above: Element, is_single: bool) -> Element:
        """Return what is known of an element that opens inside another; `is_single` if it has no attribute twice.

        A tag of an author's that swallowed one of a macro's would bear its seal, and have an odd attribute.
        """
        classes = set(given.get("class", "").split())
        sealed = given.get("data-seal") == self.seal and is_single and all(map(NAME.fullmatch, given))
        is_figure = sealed and "figure" in classes and "data-derived" not in given
        in_article = above.in_article or tag == "article"
        is_mark = "footnote-ref" in classes and given.get("href", "").startswith("#fn:")
        return Element(
            name=tag,
            hidden=above.hidden or tag in UNREAD or (tag in MENUS and not in_article),
            made=above.made or sealed or tag in CODE,
            in_article=in_article,
            in_footnotes=above.in_footnotes or "footnote" in classes,
            figure=Shown(given.get("data-observation", "")) if is_figure else above.figure,
            mark=given["href"][1:] if is_mark else above.mark,
        )

    def _see_elements(self, tag: str, given: dict[str, str], is_made: bool) -> None:
        """Keep what does not belong in an article, and the addresses to which no link must lead."""
        if name := strange(tag, tuple(given), is_made):
            self.active.append(name)
        written = (given[name] for name in ADDRESSES & given.keys())
        self.addresses += [(address, said) for address in written if (said := refusal(address))]

    def _see_attributes(self, tag: str, given: dict[str, str], element: Element) -> None:
        """Keep the attributes that a reader meets: alternative texts, labels, descriptions for search engines."""
        if "footnote-backref" in given.get("class", "").split() and given.get("href", "").startswith("#fnref"):
            return  # its title counts the notes
        seen = [given[name] for name in SEEN_ATTRIBUTES if given.get(name)]
        if tag in COUNTING:
            seen += [given[name] for name in ("start", "value") if given.get(name)]
        about = given.get("property") or given.get("name") or ""
        if tag == "meta" and about.startswith(SEEN_METADATA) and about not in OWN_ADDRESSES:
            seen.append(given.get("content", ""))
        self.texts.extend(Text(words) for words in seen if not element.hidden)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.name == tag for element in self._stack):
            return
        while (element := self._stack.pop()).name != tag:
            pass
        if element.figure and not self._stack[-1].figure:
            self._last = element.figure
        if tag not in INLINE or element.made:
            self._flush()

    def handle_data(self, data: str) -> None:
        element = self._stack[-1]
        self.shows_seal |= self.seal in data
        if element.figure:
            element.figure.text += data
        if element.mark:
            self._marks.append((element.mark, data))
            if self._last and element.mark == f"fn:observation-{self._last.observation}":
                self._last.cited = True
            self._last = None
        elif not (element.hidden or element.made):
            self._last = None if data.strip() else self._last
            self._words.append(data)

    def _flush(self) -> None:
        """End a run of words: what follows stands in another element."""
        if words := " ".join("".join(self._words).split()):
            self.texts.append(Text(words))
        self._words.clear()

    def close(self) -> None:
        super().close()
        self._flush()

    def read(self, html: str) -> Reading:
        """Return what a page, or a part of one that closes all it opens, shows. Raises ValueError."""
        self.feed(html)
        self.close()
        return Reading(self.figures, self.texts, self.active, self.addresses, self.shows_seal, self._marks, self._notes)


def masked(text: str, seal: str) -> str:
    """Return a text such that it can be kept between builds."""
    return text.replace(seal, SEALED)


def unmasked(text: str, seal: str) -> str:
    """Return a text that was kept, with the seal of this build."""
    return text.replace(SEALED, seal)


def read_page(html: str, seal: str) -> Reading:
    """Return what a finished page shows.

    Its footnotes are read apart from it, each once for all its pages. Raises ValueError for a character reference of
    thousands of digits.
    """
    return _kept(*parted(html), seal)


def read_article(text: str, notes: Sequence[Note], seal: str) -> Reading:
    """Return the same of the article of a page whose frame was read with another article in it."""
    return _kept(f"<article>{text}</article>", notes, seal)


def _kept(page: str, notes: Sequence[Note], seal: str) -> Reading:
    """Return what a page shows, as an earlier build read it unless there was something that must not be there."""
    anew = partial(_read, page, notes, seal)
    content = (masked(page, seal), [(note.label, masked(note.text, seal)) for note in notes])
    found = kept("readings", content, lambda: _packed(anew()))
    return _unpacked(found) or anew()


def _read(page: str, notes: Sequence[Note], seal: str) -> Reading:
    return _together(PageReader(seal).read(page), notes, seal)


def _packed(reading: Reading) -> bytes:
    """Return what was read as JSON; nothing where there was something in it that must not be there."""
    if reading.active or reading.addresses or reading.shows_seal:
        return b""
    return json.dumps([[astuple(each) for each in reading.figures], reading.texts]).encode()


def _unpacked(data: bytes) -> Reading | None:
    if not data:
        return None
    figures, texts = json.loads(data)
    return Reading([Shown(*each) for each in figures], [Text(*each) for each in texts], [], [], shows_seal=False)


def _together(page: Reading, notes: Sequence[Note], seal: str) -> Reading:
    """Return what a page and its footnotes show; every mark whose number is not that of its footnote is a text."""
    read = [page, *(_read_note(note.text, seal) for note in notes)]
    labels = [*page.notes, *(f"fn:{note.label}" for note in notes)]
    numbers = {note: str(number) for number, note in enumerate(labels, 1)}
    wrong = [Text(text) for each in read for note, text in each.marks if numbers.get(note) != text.strip()]
    return Reading(
        [figure for each in read for figure in each.figures],
        [*(text for each in read for text in each.texts), *wrong],
        [name for each in read for name in each.active],
        [address for each in read for address in each.addresses],
        any(each.shows_seal for each in read),
    )


@lru_cache(REMEMBERED)
def _read_note(text: str, seal: str) -> Reading:
    return PageReader(seal).read(f"<article>{BEGIN}<li><p>{text}</p></li>{END}</article>")
