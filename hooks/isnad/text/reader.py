"""A page of HTML as a reader sees it: the figures it shows, and every other text, attributes included."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ..problems import Message
from .cache import kept_thing
from .html import Document, End, Start, Step
from .html_rules import ADDRESSES, strange
from .tags import Tags, read_tags
from .web_addresses import refusal

# Elements inside which a run of words goes on.
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
    "span", "strong", "sub", "u", "var",
}  # fmt: skip
# What a reader does not see as text.
UNREAD = {"script", "style", "template", "iframe", "object", "embed"}
NAME = re.compile("[a-z][a-z-]*")
# Outside the article, the theme's menus, whose words are the titles and headings of pages that are read themselves.
MENUS = {"nav", "label", "form"}
MENU = f":is({', '.join(sorted(MENUS))})"
UNSEEN = f"{MENU}:not(article *, {MENU} *):not(:has(article))"  # nothing in these is read
CODE = {"code", "pre"}
TELLING = {*UNREAD, *MENUS, *CODE, "article", "a"}  # of the words inside, without an attribute
# Elements that show the number in their attributes.
COUNTING = {"ol", "li", "input", "button", "meter", "progress"}
SEEN_ATTRIBUTES = (
    "alt", "title", "aria-label", "aria-description", "aria-valuetext", "placeholder", "data-label", "label",
)  # fmt: skip
SEEN, SHOWING = frozenset(SEEN_ATTRIBUTES), {*COUNTING, "meta"}
SEEN_METADATA = ("description", "og:", "twitter:", "citation_title", "DC.title")
OWN_ADDRESSES = {"og:url", "og:image", "twitter:image"}
ANY_SEAL = "seal-of-any-run"


@dataclass(slots=True)
class Shown:
    """A figure on a page: the observation it names, the text a reader sees, where a link around it leads, and whether
    its footnote follows, or its proof stands on the page.
    """

    observation: str
    text: str = ""
    link: str = ""
    cited: bool = False


class Reading(NamedTuple):
    """What a page, or a part of one, shows: its figures, the words that a reader sees and no fact made; in its article,
    the names of what does not belong there, the addresses to which no link must lead, and whether a seal is shown as
    text; and what its tags say, of a finished page.
    """

    figures: list[Shown]
    texts: list[str]
    active: list[str]
    addresses: list[tuple[str, Message]]
    shows_seal: bool
    tags: Tags = Tags()


class Element(NamedTuple):
    """An open element: what it and those around it say of the words inside."""

    hidden: bool = False
    made: bool = False
    in_article: bool = False
    in_footnotes: bool = False
    link: str = ""
    figure: Shown | None = None


class _Reader:
    """Collects the figures and texts of one page."""

    def __init__(self, seal: str, in_article: bool) -> None:
        self.seal = seal
        self.figures: list[Shown] = []
        self.texts: list[str] = []
        self.active: list[str] = []
        self.addresses: list[tuple[str, Message]] = []
        self.shows_seal = False
        self._stack: list[Element] = [Element(in_article=in_article)]
        self._last: Shown | None = None
        self._words: list[str] = []
        self._marks: list[tuple[str, str]] = []
        self._notes: list[str] = []
        self._proved: set[str] = set()

    def read(self, page: Iterable[Step]) -> Reading:
        for step in page:
            if isinstance(step, str):
                self._see_words(step)
            elif isinstance(step, Start):
                self._begin(step.name, step.attributes)
            else:
                self._end(step)
        self._flush()
        numbers = {note: str(number) for number, note in enumerate(self._notes, 1)}
        for figure in self.figures:
            figure.cited |= figure.observation in self._proved
        wrong = [number for note, number in self._marks if numbers.get(note) != number]
        return Reading(self.figures, [*self.texts, *wrong], self.active, self.addresses, self.shows_seal)

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        above = self._stack[-1]
        element = self._element(tag, given, above) if given or tag in TELLING else above
        if element.in_article:
            self._see_elements(tag, given, above.made)
        if given and not (element.made or element.hidden):
            self._see_attributes(tag, given, element)
        if element.figure and element.figure is not above.figure and not element.in_footnotes:
            self.figures.append(element.figure)
        if element.in_footnotes and tag == "li":
            self._notes.append(given.get("id", ""))
        if element.made and "data-proves" in given:
            self._proved.add(given["data-proves"])
        if "data-note" in given:
            self._see_mark(given)
        elif tag not in INLINE or element.made:
            self._flush()
        self._stack.append(element)

    def _see_mark(self, given: Mapping[str, str]) -> None:
        """Note the mark of a footnote, and whether it is that of the figure before it."""
        note = given.get("href", "").removeprefix("#")
        self._marks.append((note, given["data-note"]))
        if self._last and note == f"fn:observation-{self._last.observation}":
            self._last.cited = True
        self._last = None

    def _element(self, tag: str, given: Mapping[str, str], above: Element) -> Element:
        """Return what is known of an element that opens inside another.

        A tag of an author's that swallowed one of a macro's would bear its seal, and have an odd attribute.
        """
        if tag not in TELLING and "data-seal" not in given and "footnote" not in given.get("class", ""):
            return above
        classes = set(given.get("class", "").split())
        sealed = given.get("data-seal") == self.seal and all(map(NAME.fullmatch, given))
        is_figure = sealed and "figure" in classes and "data-derived" not in given
        in_article = above.in_article or tag == "article"
        link = given.get("href", "") if tag == "a" else above.link
        return Element(
            hidden=above.hidden or tag in UNREAD or (tag in MENUS and not in_article),
            made=above.made or sealed or tag in CODE,
            in_article=in_article,
            in_footnotes=above.in_footnotes or "footnote" in classes,
            link=link,
            figure=Shown(given.get("data-observation", ""), link=link) if is_figure else above.figure,
        )

    def _see_elements(self, tag: str, given: Mapping[str, str], is_made: bool) -> None:
        """Keep what does not belong in an article, and the addresses to which no link must lead."""
        if name := strange(tag, tuple(given), is_made):
            self.active.append(name)
        if not ADDRESSES.isdisjoint(given):
            written = (given[name] for name in ADDRESSES & given.keys())
            self.addresses += [(address, said) for address in written if (said := refusal(address))]

    def _see_attributes(self, tag: str, given: Mapping[str, str], element: Element) -> None:
        """Keep the attributes that a reader meets: alternative texts, labels, descriptions for search engines."""
        if tag not in SHOWING and SEEN.isdisjoint(given):
            return
        if "footnote-backref" in given.get("class", "").split() and given.get("href", "").startswith("#fnref"):
            return  # its title counts the notes
        unseen = {"aria-label"} if "data-note" in given else ()  # the same words for each mark
        seen = [given[name] for name in SEEN_ATTRIBUTES if given.get(name) and name not in unseen]
        if tag in COUNTING:
            seen += [given[name] for name in ("start", "value") if given.get(name)]
        about = given.get("property") or given.get("name") or ""
        if tag == "meta" and about.startswith(SEEN_METADATA) and about not in OWN_ADDRESSES:
            seen.append(given.get("content", ""))
        self.texts.extend(words for words in seen if not element.hidden)

    def _end(self, step: End) -> None:
        element = self._stack.pop()
        if element.figure and not self._stack[-1].figure:
            self._last = element.figure
        if step.name not in INLINE or element.made:
            self._flush()

    def _see_words(self, words: str) -> None:
        element = self._stack[-1]
        self.shows_seal |= self.seal in words
        if element.figure:
            element.figure.text += words
        if not (element.hidden or element.made):
            self._last = None if words.strip() else self._last
            self._words.append(words)

    def _flush(self) -> None:
        """End a run of words: what follows stands in another element."""
        if self._words:
            if words := " ".join("".join(self._words).split()):
                self.texts.append(words)
            self._words.clear()


def read_page(page: Iterable[Step], seal: str) -> Reading:
    """Return what a page, or a part of one, shows; trusted as made from facts is what bears the seal of the macros."""
    return _Reader(seal, in_article=False).read(page)


def read_article(html: str, seal: str) -> Reading:
    """Return what stands inside the article of a finished page."""
    document = Document(html, is_part=True)
    return _Reader(seal, in_article=True).read(document.steps())._replace(tags=read_tags(document))


def read_finished(html: str, seal: str) -> Reading:
    """Return what a whole page shows, from the cache where it was read before with whatever seal.

    Another name stands for the seal there; a page that holds that name of itself is read anew.
    """

    def read(html: str, seal: str) -> Reading:
        document = Document(html)
        tags = read_tags(document)  # before the menus are taken out
        return read_page(document.steps(without=UNSEEN), seal)._replace(tags=tags)

    if ANY_SEAL in html:
        return read(html, seal)
    page = html.replace(seal, ANY_SEAL)
    return kept_thing("pages", page, lambda: read(page, ANY_SEAL))
