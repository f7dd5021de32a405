"""The finished HTML of a page, read as a reader sees it: every number must come from a fact (see `reader`)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from ..facts.memory import remembered
from ..facts.model import Evidence, Exemption, KnowledgeBase, Mention, Observation
from ..pages.footnotes import LITERAL_MARK
from ..pages.loose_numbers import exempt, loose_numbers
from ..phrases.addresses import figure_page, record_of, relative_url
from ..phrases.phrases import Phrases
from ..problems import Message, Problem, say
from ..text import evidence
from ..text.languages import Language
from ..text.locale import plural_form
from ..text.quantities import Precision
from ..text.reader import Reading, Shown, read_finished
from ..text.tags import PageTags, Tags
from . import citations, mentions


@dataclass(slots=True)
class Counts:
    """How many figures a set of pages shows; how many are cited, verified or else referenced, bound to their value; how
    many lack any.
    """

    shown: int = 0
    cited: int = 0
    verified: int = 0
    bound: int = 0
    skipped: int = 0
    referenced: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def __str__(self) -> str:
        return (
            f"{self.shown} figures, {self.cited} cited, {self.verified} quotes verified, {self.referenced} referenced, "
            f"{self.bound} values bound, {self.skipped} skipped"
        )


class Findings(NamedTuple):
    """What an audit found: the counts of each language, the ids of the exceptions used, and all problems; and what the
    tags of each page say.
    """

    counts: Mapping[Language, Counts]
    used: Set[str]
    problems: Sequence[Problem]
    tags: Mapping[str, PageTags]


@dataclass(slots=True)
class Audit:
    """Checks what finished pages show, one by one; keeps the counts of each language, the exceptions used, and all
    problems; and what the tags of each page say, for those who follow its links.
    """

    kb: KnowledgeBase
    counts: dict[Language, Counts] = field(default_factory=lambda: {language: Counts() for language in Language})
    used: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    tags: MutableMapping[str, PageTags] = field(default_factory=dict)

    @property
    def findings(self) -> Findings:
        """What it found so far."""
        return Findings(self.counts, self.used, self.problems, self.tags)

    def add(self, found: Findings) -> None:
        """Take over what another audit found on other pages."""
        for language, counts in found.counts.items():
            self.counts[language] += counts
        self.used |= found.used
        self.problems += found.problems
        self.tags.update(found.tags)

    def page(self, html: str, uri: str, path: str, source: str, language: Language) -> None:
        """Read and check the page at `uri` inside the docs folder; `path` and `source` are the file that says what it
        shows.
        """
        reading = read_finished(html, self.kb.seal)
        self.tags[uri] = PageTags(Tags(), reading.tags)
        self.reading(reading, uri, path, source, language)

    def reading(self, reading: Reading, uri: str, path: str, source: str, language: Language) -> None:
        """Check what a page, or a part of one, shows."""
        for name in reading.active:
            message = say("html-active", name=name)
            near = f"<{name}" if f"<{name}" in source else name
            self.problems.append(_at(path, source, near, "HTML-ACTIVE", message))
        for address, message in reading.addresses:
            self.problems.append(_at(path, source, address, "ADDRESS-FORM", message))
        if reading.shows_seal:
            self.problems.append(Problem(path, 1, 1, "HTML-ACTIVE", say("macro-in-code")))
        for shown in reading.figures:
            # What is made of records alone may send to the page of a figure, where its proof stands.
            shown.cited |= record_of(uri[3:]) != ("", "") and shown.link == relative_url(
                uri[3:], figure_page(shown.observation)
            )
            self.figure(shown, path, source, language)
        exemptions = exempt(self.kb, uri)
        for words in reading.texts:
            self.words(words, exemptions, path, source, language)
        for mark in (mark.group() for words in reading.texts for mark in LITERAL_MARK.finditer(words)):
            self.problems.append(_at(path, source, mark, "FOOTNOTE-LITERAL", say("footnote-literal", mark=mark)))

    def figure(self, shown: Shown, path: str, source: str, language: Language) -> None:
        """Count a figure, and report it where it is not what its fact says."""
        observation = self.kb.observations.get(shown.observation)
        counts = self.counts[language]
        counts.shown += 1
        counts.cited += shown.cited
        if not shown.cited:
            message = say("figure-uncited", text=shown.text)
            self.problems.append(_at(path, source, shown.text, "FIGURE-UNCITED", message))
        phrases = Phrases(self.kb, language)
        if observation is None or not _displays(phrases, observation, shown.text):
            message = (
                say("figure-value", text=shown.text, id=shown.observation)
                if shown.observation
                else say("figure-of-nothing", text=shown.text)
            )
            self.problems.append(_at(path, source, shown.text, "FIGURE-VALUE", message))
            counts.skipped += 1
            return
        verified, bound = _proved(phrases, observation)
        referenced = isinstance(observation.citation, Mention)
        counts.verified += verified
        counts.referenced += referenced
        counts.bound += bound
        counts.skipped += not (shown.cited and (verified or referenced) and bound)

    def words(self, words: str, exemptions: Iterable[Exemption], path: str, source: str, language: Language) -> None:
        """Report each number that some words show and no fact stands behind; note the exceptions that they need."""
        needed = [exemption for exemption in exemptions if exemption.text in words]
        self.used.update(exemption.id for exemption in needed)
        for loose in loose_numbers(self.kb, words, language, needed, takes_macros=path.endswith(".md")):
            self.problems.append(_at(path, source, loose.number, loose.code, loose.said))

    def finish(self, published: Mapping[Language, Counter[Evidence]]) -> Iterator[Problem]:
        """Yield every problem, those of all pages taken together last: stale exceptions, figures skipped.

        `published` says how many figures each language shows by the site's own account, on the method page.
        """
        yield from self.problems
        for exemption in self.kb.exceptions.values():
            if exemption.id not in self.used:
                yield Problem.at(exemption.at(), "EXCEPTION-STALE", say("exception-stale", text=exemption.text))
        for language, counts in self.counts.items():
            said = published[language]
            tiers = Counter({Evidence.VERIFIED: counts.verified, Evidence.REFERENCED: counts.referenced})
            if counts.skipped or counts.shown != said.total() or tiers != said:
                message = say(
                    "figures-skipped",
                    shown=counts.shown,
                    cited=counts.cited,
                    verified=counts.verified,
                    referenced=counts.referenced,
                    bound=counts.bound,
                    skipped=counts.skipped,
                    published=said.total(),
                )
                yield Problem(f"docs/{language}", 1, 1, "FIGURES-SKIPPED", message)


@remembered
def _displays(phrases: Phrases, observation: Observation, text: str) -> bool:
    """Return whether a text is an observation as its language writes it, and reads back as its value.

    What is no count, such as money, reads so with the noun of its unit, which may stand elsewhere.
    """
    full, bare = (phrases.value(observation, with_unit).striptags() for with_unit in (True, False))
    one_or_two = plural_form(observation.value, phrases.language) in ("one", "two")
    nouns_alone = phrases.language is Language.AR and one_or_two and observation.out_of is None
    is_bound = nouns_alone or any(_is_bound(phrases.kb, observation, each) for each in (text, full))
    begun = text[:1].lower() + text[1:]  # in French, a sentence that it begins gives it a capital
    return _squeezed(begun) in map(_squeezed, (full, bare)) and is_bound


@remembered
def _proved(phrases: Phrases, observation: Observation) -> tuple[bool, bool]:
    """Return whether the quote of an observation stands in its article, and whether it states the value.

    What is printed in an article that nobody captured can stand in none, and states the value where its form is known.
    """
    kb, citation = phrases.kb, observation.citation
    if isinstance(citation, Mention):
        return False, mentions.is_bound(kb, observation, citation)
    verified = bool(evidence.find(citation.quote, kb.fingerprints[citation.source]))
    return verified, _is_bound(kb, observation, citation.quote)


def _is_bound(kb: KnowledgeBase, observation: Observation, text: str) -> bool:
    """Return whether a text states the value of an observation, with its precision and no other."""
    precision = Precision.EXACT if observation.precision is Precision.ROUNDED else observation.precision
    found = citations.meant(kb, observation, text)
    return {citations.read_precision(observation, each) for each in found} == {precision}


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _at(path: str, source: str, words: str, code: str, message: Message) -> Problem:
    """Return a problem on the first line of a page's source that holds some words, else on its first."""
    whole, lines = re.compile(rf"(?<!\d){re.escape(words)}(?!\d)"), enumerate(source.split("\n"), 1)
    places = ((number, found.start() + 1) for number, line in lines if (found := whole.search(line)))
    return Problem(path, *next(places, (1, 1)), code, message)


def unsealed(html: str, seal: str) -> str:
    """Return a page as it is published: without the mark of what macros made."""
    return html.replace(f' data-seal="{seal}"', "")
