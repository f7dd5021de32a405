"""A page of HTML as a reader sees it: the figures it shows, and every other text, attributes included."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# What no reader sees, and the navigation, whose words are the titles and headings of pages that are read themselves.
UNSEEN = {"script", "style", "template", "nav", "label", "form"}
# What is made from facts: dates, quotes and titles of articles, places, counts, formulas, footnote marks; and code.
MADE_ELEMENTS = {"time", "cite", "code", "pre", "data"}
MADE_CLASSES = {"quote", "place", "address", "footnote-ref", "footnote-backref"}
SEEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "data-label")


class Text(NamedTuple):
    """Words that a reader sees and that no fact made."""

    words: str


@dataclass(slots=True)
class Shown:
    """A figure on a page: the observation it names, the text a reader sees, and whether its footnote follows."""

    observation: str
    text: str = ""
    cited: bool = False


@dataclass(slots=True)
class Element:
    """An open element."""

    name: str
    hidden: bool
    made: bool
    in_footnotes: bool
    figure: Shown | None


@dataclass
class PageReader(HTMLParser):
    """Collects the figures and texts of one page."""

    figures: list[Shown] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    stack: list[Element] = field(default_factory=list)
    last: Shown | None = None
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = set(given.get("class", "").split())
        above = self.stack[-1] if self.stack else Element("", False, False, False, None)
        made = above.made or tag in MADE_ELEMENTS or bool(classes & MADE_CLASSES)
        hidden = above.hidden or tag in UNSEEN
        if "footnote-ref" in classes:
            self.cite(given.get("href", ""))
        if not (made or hidden):
            self.see_attributes(tag, given)
        figure = None
        if "figure" in classes and "data-derived" not in given:
            figure = Shown(given.get("data-observation", ""))
            if not above.in_footnotes:
                self.figures.append(figure)
        if tag not in VOID:
            in_footnotes = above.in_footnotes or "footnote" in classes
            self.stack.append(Element(tag, hidden, made, in_footnotes, figure))
        if made or tag not in INLINE:
            self.flush()

    def see_attributes(self, tag: str, given: dict[str, str]) -> None:
        """Keep the attributes that a reader meets: alternative texts, labels, descriptions for search engines."""
        seen = [given[name] for name in SEEN_ATTRIBUTES if given.get(name)]
        if tag == "meta" and (given.get("name") == "description" or given.get("property", "").startswith("og:")):
            seen.append(given.get("content", ""))
        self.texts.extend(map(Text, seen))

    def cite(self, href: str) -> None:
        """Note that the footnote of the figure just shown follows it."""
        if self.last and href == f"#fn:observation-{self.last.observation}":
            self.last.cited = True
        self.last = None

    def handle_endtag(self, tag: str) -> None:
        if not any(element.name == tag for element in self.stack):
            return
        while (element := self.stack.pop()).name != tag:
            pass
        if element.figure:
            self.last = element.figure
        if element.made or tag not in INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        element = self.stack[-1] if self.stack else None
        for above in self.stack:
            if above.figure:
                above.figure.text += data
        if element and (element.hidden or element.made):
            return
        if data.strip():
            self.last = None
        self.words.append(data)

    def flush(self) -> None:
        """End a run of words: what follows stands in another element."""
        if words := " ".join("".join(self.words).split()):
            self.texts.append(Text(words))
        self.words.clear()

    def close(self) -> None:
        super().close()
        self.flush()


# Elements inside which a run of words goes on.
INLINE = {"a", "abbr", "b", "bdi", "bdo", "em", "i", "q", "small", "span", "strong", "sub", "u"}
