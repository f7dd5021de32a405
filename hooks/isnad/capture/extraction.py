"""Which blocks of a page are its article, by trafilatura and by how news pages are built. The only importer of it."""

import datetime as dt
import logging
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.util import find_spec
from urllib.parse import urljoin

from ..problems import Message, say
from ..text import evidence
from . import bylines
from .blocks import HEADINGS, Block, Element, names, outline

# Elements and roles of which nothing is the article's.
ASIDE = names("nav aside footer form button dialog marquee figcaption menu address dl label")
ROLES = names("navigation complementary contentinfo banner search dialog alertdialog form menu tablist")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
AMP = re.compile(r"(?i)<html[^>]*\s(?:amp|⚡)[\s=>]")
# What begins the readers' words.
COMMENTS = re.compile(r"(?i)commentaire|comments?\b|réagir|vos réactions|تعليق|التعليقات|آراء القراء|ردود")
BULLET = re.compile(r"[•▪●◦*–—-]\s+")
PROSE, LEAD, HEAD, LISTED = 8, 12, 20, 4  # words
DECAY = 0.7  # what a paragraph counts for the element around its own
UNVOTED = 0.3  # what it counts where the library does not take it for the article's
ALIKE = 0.75
MOST = 0.5
CREDITS = 3  # blocks before the headline, and after the last paragraph
BODY = 0.6  # of the words of an element: the part of it that is the article's body
PARTS = names("ul ol li dl table tbody tr td th blockquote p")


class Missing(Exception):
    """The group of requirements that reads pages is not installed."""

    def __init__(self) -> None:
        super().__init__()
        self.advice: Message = say("fetch-group-missing")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a page says of its article, and in which of its lines: 0 is the page's head, which no reader sees."""

    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read as an article: its blocks in order, which is the headline, and which are paragraphs, from 1.

    `address` is the one that the page gives as its own; `is_amp` says that it is a copy for telephones.
    """

    lines: tuple[str, ...]
    title: int | None
    paragraphs: tuple[int, ...]
    author: Credit | None
    published: Credit | None
    address: str = ""
    is_amp: bool = False

    @property
    def article(self) -> list[str]:
        """The headline (empty where there is none) and the paragraphs."""
        return [self.lines[self.title - 1] if self.title else "", *(self.lines[n - 1] for n in self.paragraphs)]


def read(text: str, address: str = "", today: dt.date | None = None) -> Reading:
    """Return a page read as an article; no article is of a later day than today. Raises Missing."""
    found, library = outline(text), _Library(text, address, today or dt.date.today())
    article = _Article(found.blocks, found.titles, library.words)
    chosen = article.paragraphs()
    lines = tuple(evidence.readable(block.text) for block in found.blocks)
    credits = [(at + 1, lines[at]) for at in article.credits(chosen)]
    title = None if article.title is None else article.title + 1
    numbers = tuple(at + 1 for at in chosen)
    own = urljoin(address, found.address) if found.address else ""
    is_amp = AMP.search(text) is not None
    return Reading(lines, title, numbers, library.author(credits), library.published(credits), own, is_amp)


def find_library() -> None:
    """Raise Missing where the group of requirements that reads pages is not installed."""
    if find_spec("trafilatura") is None:
        raise Missing


class _Library:
    """What trafilatura, with htmldate, finds in a page."""

    def __init__(self, text: str, address: str, today: dt.date) -> None:
        find_library()
        import trafilatura

        if not (log := logging.getLogger("trafilatura")).handlers:
            log.addHandler(logging.NullHandler())  # what it could not read is seen by its result
        self.today = today
        found = trafilatura.extract(text, url=address or None, include_comments=False, include_tables=True)
        self.words = " ".join(["", *evidence.words(found or ""), ""])
        # Without its extensive search, which takes the year of a copyright for a date.
        dates = {"original_date": True, "extensive_search": False, "max_date": today.isoformat()}
        document = trafilatura.extract_metadata(text, default_url=address or None, date_config=dates)
        self.name = bylines.LABEL.sub("", (document.author if document else "") or "")
        self.day: str = (document.date if document else "") or ""

    def author(self, credits: Sequence[tuple[int, str]]) -> Credit | None:
        """Return the author: as the words beside the headline name one, else as the page's head does."""
        named = (Credit(name, line) for line, text in credits if (name := bylines.find_author(text)))
        lines = [line for line, text in credits if self.name and self.name in text]
        return next(named, Credit(self.name, lines[0] if lines else 0) if self.name else None)

    def published(self, credits: Sequence[tuple[int, str]]) -> Credit | None:
        """Return the day of publication, in ISO 8601."""
        days = [(line, day.isoformat()) for line, text in credits if (day := bylines.find_day(text, self.today))]
        lines = [line for line, day in days if day == self.day]
        if self.day and (lines or not days):
            return Credit(self.day, lines[0] if lines else 0)
        return Credit(days[0][1], days[0][0]) if days else None


class _Article:
    """The choice of the blocks that are the article."""

    def __init__(self, blocks: Sequence[Block], titles: Sequence[str], voted: str) -> None:
        self.blocks, self.voted = blocks, voted
        self.sizes = [len(evidence.words(block.text)) for block in blocks]
        self.link_lists = self._link_lists()
        self.title = self._title(titles)
        self.end = self._end()

    def _link_lists(self) -> set[Element]:
        """Return the lists of which most is links."""
        sums = defaultdict[Element, list[float]](lambda: [0, 0])
        for block in self.blocks:
            for element in block.element.around():
                if element.name in ("ul", "ol", "table"):
                    sums[element][0] += block.linked * len(block.text)
                    sums[element][1] += len(block.text)
        return {element for element, (linked, size) in sums.items() if linked > MOST * size}

    def _title(self, titles: Sequence[str]) -> int | None:
        """Return the block that is the headline: one that the page's head repeats, else its first heading."""
        wanted = [words for title in titles if (words := evidence.words(title))]
        candidates = [at for at, block in enumerate(self.blocks) if self.sizes[at] > 2 and not self._is_aside(at)]

        def likeness(at: int) -> float:
            found = evidence.words(self.blocks[at].text)
            whole = max((_shared(found, title) / len(found) for title in wanted), default=0)
            covers = max((_shared(found, title) / len(title) for title in wanted), default=0)
            return whole * covers + 0.2 * (self.blocks[at].name in HEADINGS) + 0.1 * (self.blocks[at].name == "h1")

        best = max(candidates, key=lambda at: (likeness(at), -at), default=None)
        if best is not None and likeness(best) >= MOST:
            return best
        headings = (at for at in candidates if self.blocks[at].name == "h1")
        return next(headings, None)

    def _end(self) -> int:
        """Return the block at which the readers' words begin, or the number of blocks."""
        after = range((self.title or 0) + 1, len(self.blocks))
        ends = (at for at in after if self._is_label(at) and COMMENTS.search(self.blocks[at].text))
        prose = next((at for at in after if self._is_prose(at)), 0)
        return next((at for at in ends if at > prose), len(self.blocks))

    def _is_label(self, at: int) -> bool:
        block = self.blocks[at]
        return self.sizes[at] < PROSE and (block.name in HEADINGS or not block.ends or block.bold > MOST)

    def _is_aside(self, at: int) -> bool:
        """Return whether a block stands in an element of which nothing is the article's, or is a link."""
        block = self.blocks[at]
        if block.linked > MOST or any(element in self.link_lists for element in block.element.around()):
            return True
        return any(map(_is_aside, block.element.around()))

    def _is_prose(self, at: int) -> bool:
        """Return whether a block looks like a paragraph, wherever it stands."""
        block, size = self.blocks[at], self.sizes[at]
        if self._is_aside(at) or (block.name in HEADINGS and size < HEAD and not block.text.endswith(".")):
            return False
        return size >= PROSE and (block.ends or size >= 2 * HEAD)

    def _is_voted(self, at: int) -> bool:
        return f" {' '.join(evidence.words(self.blocks[at].text))} " in self.voted

    def _container(self, prose: Sequence[int]) -> Element | None:
        """Return the element whose paragraphs, counted less the deeper they stand, have most words."""
        scores = defaultdict[Element, float](float)
        for at in prose:
            weight = self.sizes[at] * (1 if self._is_voted(at) else UNVOTED)
            for element in self._outside(self.blocks[at]):
                scores[element] += weight
                weight *= DECAY
        best = max(scores, key=lambda element: scores[element], default=None)
        return best and self._narrowed(best, prose)

    def _narrowed(self, container: Element, prose: Sequence[int]) -> Element:
        """Return the part of an element that alone holds most of its prose, as a body beside an offer does."""
        held = defaultdict[Element, list[int]](list)
        for at in prose:
            trail = list(self._outside(self.blocks[at]))
            if container in trail:
                for element in trail[: trail.index(container) + 1]:
                    held[element].append(at)
        parts = [part for part in held if part.parent is container and part.name not in PARTS]
        best = max(parts, key=lambda part: self._size(held[part]), default=None)
        if best is None:
            return container
        # What stands above a body is its standfirst.
        below = [at for at in held[container] if at >= held[best][0]]
        return self._narrowed(best, prose) if self._size(held[best]) > BODY * self._size(below) else container

    def _size(self, chosen: Sequence[int]) -> int:
        return sum(self.sizes[at] for at in chosen)

    @staticmethod
    def _outside(block: Block) -> Iterator[Element]:
        """Yield the elements around a block, from the one that may hold other paragraphs too."""
        around = block.element.around()
        if block.name in ("p", "li", "tr", "blockquote", *HEADINGS):
            next(around)
        yield from around

    def paragraphs(self) -> list[int]:
        """Return the blocks that are paragraphs of the article, in reading order."""
        first = 0 if self.title is None else self.title + 1
        after = range(first, self.end)
        prose = [at for at in after if self._is_prose(at)]
        container = self._container(prose)
        if container is None:
            return []
        inside = [at for at in after if container in self.blocks[at].element.around()]
        trails = defaultdict[tuple[str, ...], int](int)
        for at in set(inside).intersection(prose):
            trails[self._trail(at, container)] += self.sizes[at]
        main = max(trails, key=lambda trail: trails[trail])
        chosen = [at for at in inside if self._belongs(at, container, main)]
        chosen = self._without_tail(chosen)
        leads = (at for at in range(first, chosen[0] if chosen else first) if self._is_lead(at))
        return [*leads, *chosen]

    def _trail(self, at: int, container: Element) -> tuple[str, ...]:
        """Return the names of the elements from the container down to a block."""
        names = []
        for element in self.blocks[at].element.around():
            if element is container:
                break
            names.append(element.name)
        return tuple(names)

    def _belongs(self, at: int, container: Element, main: tuple[str, ...]) -> bool:
        """Return whether a block within the container is a paragraph of the article."""
        block, size = self.blocks[at], self.sizes[at]
        if self._is_aside(at) or self._is_beside_controls(block, container):
            return False
        if block.name == "tr":
            return size > 1
        looks_like_heading = block.name in HEADINGS or block.bold > 0.9
        if looks_like_heading and size < HEAD and not block.text.endswith("."):
            return False
        if block.name == "li" or BULLET.match(block.text):
            return size >= LISTED
        if self._is_prose(at):
            return True
        return size > 0 and block.ends and block.bold <= MOST and self._trail(at, container) == main

    @staticmethod
    def _is_beside_controls(block: Block, container: Element) -> bool:
        """Return whether a block stands beside a field to fill in, as an offer of a newsletter does."""
        for element in block.element.around():
            if element is container:
                return False
            if element.controls:
                return True
        return False

    def _is_lead(self, at: int) -> bool:
        """Return whether a block above the body is the article's standfirst."""
        block = self.blocks[at]
        return self.sizes[at] >= LEAD and block.ends and not self._is_aside(at) and self._is_voted(at)

    def _without_tail(self, chosen: list[int]) -> list[int]:
        """Return paragraphs without those behind another article's headline."""
        behind = [at for at in chosen if self.title is not None and at > self.title]
        later = [at for at in behind if self.blocks[at].name == "h1"]
        return [at for at in chosen if not later or at < later[0]]

    def credits(self, chosen: Sequence[int]) -> list[int]:
        """Return the blocks that may say who wrote the article, and when: those beside its headline and its end."""
        first = 0 if self.title is None else self.title
        start, end = (chosen[0], chosen[-1]) if chosen else (first, first)
        places = [*range(first + 1, start + 1), *range(first - 1, max(first - CREDITS, 0) - 1, -1)]
        places += range(end + 1, min(end + CREDITS, len(self.blocks)))
        return [at for at in places if at not in chosen and self.sizes[at] <= bylines.LONGEST]


def _is_aside(element: Element) -> bool:
    attributes = element.attributes
    return (
        element.name in ASIDE
        or element.name.startswith("amp-")
        or attributes.get("role", "") in ROLES
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or HIDDEN.search(attributes.get("style", "")) is not None
    )


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words two texts have in common, in one run."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
