"""The macros that authors write in pages, such as `{{ figure("rescues-2024") }}`.

docs/ar/contributing/macros.md and docs/fr/contributing/macros.md explain each to authors.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from ..facts.corrections import newest, topics_of
from ..facts.indexes import counts, facts_by_topic, indicators_named, sorts
from ..facts.memory import memory_of, remember
from ..facts.model import Indicator, KnowledgeBase, Source, Statement
from ..facts.record import NOT_GIVEN, Bilingual
from ..facts.tables import EVERY
from ..phrases import correction_words
from ..phrases.addresses import feed_file, news_feed
from ..phrases.news import news
from ..phrases.phrases import YEARS, Phrases, fill, plain
from ..problems import Message, hint, say
from ..text.languages import Language
from . import absences, charts, coverage, dataset_view, explorer, headlines, observation_table, views
from .footnotes import Footnotes
from .templates import Block, block, own_templates

UNSAID = Markup("<time></time>")  # a period that nobody will read
MOST_UNSAID = 10_000  # figures of a page that is checked
# What people write for `false`.
FALSE = ("", "0", "false", "no", "non", "faux", "none", "لا", "off")
LATEST = 6  # things that are new, on the home page
MOST_ARTICLES = 5  # of a topic, in sight
COUNTED = {"source": "sources", "observation": "observations", "statement": "statements"}


class MacroError(Exception):
    """An author asked a macro for what there is not; carries the code and message of the problem."""

    def __init__(self, code: str, said: Message) -> None:
        super().__init__(code, said)
        self.code, self.said = code, said

    def __str__(self) -> str:
        """Return the message in English."""
        return str(self.said)


class SetAside(Exception):
    """An author named a record whose own problem is reported already."""


class Macros:
    """The macros of one page: every public method is one, and returns safe HTML."""

    def __init__(self, kb: KnowledgeBase, language: Language, here: str = "index.md") -> None:
        self._kb = kb
        self._p = Phrases(kb, language, here)
        self._notes = Footnotes(self._p, own_templates(), deferred=True)

    def figure(self, id: str, unit: bool = False) -> Markup:
        """A value with the words of its precision and its footnote; with `unit=true`, its noun in the right plural."""
        return self._notes.figure(self._find("observations", id), with_unit=_truth("unit", unit))

    def period(self, id: str) -> Markup:
        """The reference period of an observation, as it reads inside a sentence; says so where it is inferred."""
        return self._p.reference_period(self._find("observations", id))

    def observations(self, *of: str) -> Markup:
        """One table of all observations of some indicators or topics, with the years for which there is none."""
        return self._fill("observations", **observation_table.gather(self._p, self._notes, self._counted(*of)))

    def figures(self) -> Markup:
        """One table of every observation there is, which readers can filter and sort."""
        return self._fill("explorer", **explorer.gather(self._p, self._notes))

    def headlines(self, *ids: str) -> Markup:
        """Cards of one observation each, beside that of the year before; each leads to its topic, numbers to proofs."""
        found = [self._find("observations", id) for id in ids]
        return self._fill("headlines", cards=list(headlines.gather(self._p, self._notes, found)))

    def search(self, *ids: str) -> Markup:
        """A field that opens the search, and names of topics, terms or entities to try, each linked to its results."""
        names = [self._name_of(id) for id in ids]
        links = [fill('<a href="?q={}">{}</a>', quote(name), plain(name)) for name in names]
        return self._fill("search", examples=links)

    def _name_of(self, id: object) -> str:
        """Return the name of a topic, a term or an entity. Raises as `_find` does."""
        table = next((name for name in ("topics", "terms", "entities") if id in getattr(self._kb, name)), "topics")
        record = self._find(table, id)
        named: Bilingual = record.label if table == "topics" else record.term if table == "terms" else record.name
        return named[self._p.language]

    def contents(self, topic: str) -> Markup:
        """How many figures and statements of a topic there are, from how many articles, and when they last changed."""
        self._find("topics", topic)
        facts = facts_by_topic(self._kb)[topic]
        held = self._p.counts({**counts(facts), "source": len({fact.citation.source for fact in facts})})
        corrected = (each.date for each in newest(self._kb) if topic in topics_of(self._kb, each))
        day = max((*(fact.reviewed for fact in facts), *corrected), default=NOT_GIVEN)
        return self._p.t("contents", held=held, date=self._p.date(day))

    def chart(self, *of: str) -> Markup:
        """A chart of each of some indicators or topics: of its years, or of parts of a whole; else nothing. Those after
        the first are folded.
        """
        found = (charts.indicator_charts(self._p, indicator)[:1] for indicator in self._counted(*of))
        drawn = charts.keyed_once(chart for first in found for chart in first)
        return self._fill("charts", charts=list(drawn))

    def coverage(self, *of: str) -> Markup:
        """For which part of each year there are figures of all indicators; of some, or of topics, it is folded."""
        asked = self._counted(*(of or [EVERY]))
        return self._fill("coverage", folded=bool(of), **coverage.gather(self._p, asked)) if asked else Block("")

    def statement(self, id: str) -> Markup:
        """An attributed statement, a complete sentence, and its footnote."""
        statement = self._find("statements", id)
        return plain(statement.text[self._p.language]) + self._notes.fact(statement)

    def statements(self, topic: str) -> Markup:
        """A list of all statements of a topic, in the order of data/events.yaml."""
        self._find("topics", topic)
        said = (fact for fact in facts_by_topic(self._kb)[topic] if isinstance(fact, Statement))
        return self._fill("statements", statements=[self.statement(fact.id) for fact in said])

    def event_date(self, id: str) -> Markup:
        """The day of an event, or that the article gives none, and its footnote."""
        event = self._find("events", id)
        return self._p.date(event.date, unknown="event-undated") + self._notes.fact(event)

    def date(self, iso: str) -> Markup:
        """A date in the words of the page: `date("2023")`, `date("2024-09")`, `date("2025-03-27")`."""
        try:
            return self._p.partial_date(str(iso))
        except ValueError:
            raise MacroError("MACRO-ARGUMENT", say("date-form", found=iso, first=YEARS[0], last=YEARS[-1])) from None

    def published(self, source: str) -> Markup:
        """The day an article was published, or that it is undated."""
        return self._p.published(self._find("sources", source))

    def reviewed(self, topic: str) -> Markup:
        """The day since which every fact of a topic has been compared with its article again."""
        self._find("topics", topic)
        days = [fact.reviewed for fact in facts_by_topic(self._kb)[topic]]
        return self._p.t("reviewed", date=self._p.date(min(days, default=NOT_GIVEN)))

    def count(self, what: str) -> Markup:
        """How many sources, observations or statements there are, with the noun: `count("source")`."""
        if not isinstance(what, str) or what not in COUNTED:
            raise MacroError("MACRO-ARGUMENT", say("unknown-count", name=what, hint=hint(str(what), COUNTED)))
        self._find("units", what)
        if what == "observation":
            return self._p.figures(self._kb.tiers(self._kb.observations.values()))
        return self._p.count(len(getattr(self._kb, COUNTED[what])), what)

    def derived(self, id: str) -> Markup:
        """A figure that we compute, with a footnote of its formula and those of all its inputs."""
        return self._notes.derived(self._find("derived", id))

    def incomparable(self, one: str, other: str) -> Markup:
        """Why two observations cannot be compared: fails where they can, so that the sentence stays true."""
        found = views.incomparable(self._p, self._find("observations", one), self._find("observations", other))
        if not found:
            raise MacroError("COMPARABLE", say("comparable", one=one, other=other))
        return found

    def nothing(self, of: str, period: str, sense: str = "any") -> Markup:
        """That there is no figure of some indicators or topics for a time: fails where there is one.

        `of` holds their ids, with spaces between them, or `*` for all; `period` is such as `2023`, `2024-10`,
        `2022/2023`, `2024-10/2024-12`, `2025/..`, `../..`; `sense` says which figures count: see `absences.is_false`.
        """
        names = self._find_counted(of)
        if sense not in [*absences.Sense]:
            raise MacroError("MACRO-ARGUMENT", say("unknown-sense", name=sense, hint=hint(str(sense), absences.Sense)))
        try:
            span = absences.read_span(str(period))
        except ValueError:
            raise MacroError("MACRO-ARGUMENT", say("span-form", found=period)) from None
        if figures := list(absences.refuting(self._kb, names, span, absences.Sense(sense))):
            raise MacroError("ABSENCE-FALSE", absences.refutation(figures, span, absences.Sense(sense)))
        return absences.absence(self._p, span, absences.Sense(sense))

    def origins(self, *indicators: str) -> Markup:
        """How many articles carry the observations of some indicators, or of all, who they come from, on what basis."""
        found = [self._find("indicators", id) for id in indicators or self._kb.indicators]
        return views.origins(self._p, [each for it in found for each in self._kb.figures_of(it)])

    def counts(self) -> Markup:
        """How many figures the pages of this language show, and how many are cited, verified and bound."""
        return views.COUNTS

    def checks(self) -> Markup:
        """Every rule with its code, what it asks for, and an example that passes and one that fails."""
        return self._fill("checks", rules=self._kb.rules.values())

    def dataset(self, part: str) -> Markup:
        """A part of the page of data: `version`, `url`, `llms`, `sitemap`, `downloads`, `documents`, `reference`, …"""
        if not isinstance(part, str) or part not in dataset_view.PARTS:
            message = say("unknown-part", name=part, hint=hint(str(part), dataset_view.PARTS))
            raise MacroError("MACRO-ARGUMENT", message)
        return dataset_view.part(self._p, part)

    def articles(self, topic: str) -> Markup:
        """The articles from which the facts of a topic come, each linked to its page; many are folded."""
        self._find("topics", topic)
        cited = dict.fromkeys(fact.citation.source for fact in facts_by_topic(self._kb)[topic])
        folded = len(cited) > MOST_ARTICLES
        return self._fill("articles", sources=[self._kb.sources[name] for name in cited], folded=folded)

    def corrections(self, every: bool = False) -> Markup:
        """The latest corrections of published values, newest first, or that there are none; with `every=true`, all."""
        shown = list(views.corrected(self._p, self._notes, _truth("every", every)))
        return self._fill("corrections", corrections=shown, every=every)

    def news(self, every: bool = False) -> Markup:
        """What is new, newest first: articles added or reviewed, corrections; with `every=true`, all of it."""
        found = news(self._p)[: None if _truth("every", every) else LATEST]
        shown = [item.sentence(partial(self._notes.figure, with_unit=True)) for item in found]
        return self._fill("news", items=shown)

    def feeds(self) -> Markup:
        """Links to the Atom feeds of what is new: of all topics, and of each."""
        p = self._p
        feeds = [p.file(news_feed(p.language), p.t("news-link"))]
        feeds += [
            p.file(news_feed(p.language, topic.id), topic.label[p.language]) for topic in self._kb.topics.values()
        ]
        return self._fill("feeds", feeds=feeds)

    def contact(self) -> Markup:
        """How to report an error, and the ways that the configuration names; nothing where it names none."""
        return self._fill("contact", ways=correction_words.ways(self._p))

    def feed(self) -> Markup:
        """A link to the Atom feed of corrections."""
        return self._p.file(feed_file(self._p.language), self._p.t("feed-link"))

    def term(self, id: str) -> Markup:
        """An approved term, linked to the glossary."""
        term = self._find("terms", id)
        return self._p.link("glossary.md", term.term[self._p.language], term.id)

    def entity(self, id: str) -> Markup:
        """The name of a person, an institution or a place."""
        self._find("entities", id)
        return plain(self._p.name(id))

    def cite(self, source: str) -> Markup:
        """The footnote of an article as a whole."""
        return self._notes.article(self._find("sources", source).id)

    def sources(self) -> Markup:
        """Every article in short, linked to its page."""
        return self._fill("sources", entries=views.source_entries(self._p, self._kb.sources.values()))

    def glossary(self) -> Markup:
        """Every approved term, its meaning, and what the articles say instead, with footnotes."""
        return self._fill("glossary", entries=views.glossary_entries(self._p, self._notes))

    def _find(self, table: str, id: object) -> Any:
        """Return a record by its id. Raises MacroError, or SetAside."""
        records: Mapping[str, Any] = getattr(self._kb, table)
        if not isinstance(id, str):
            raise MacroError("MACRO-ARGUMENT", say("id-unquoted", table=table, found=id))
        if self._kb.is_set_aside(table, id):
            raise SetAside
        if id not in records:
            raise MacroError("UNKNOWN-ID", say("unknown-id", table=table, id=id, hint=hint(id, records)))
        return records[id]

    def _find_counted(self, of: object) -> frozenset[str]:
        """Return the ids of indicators and topics that a text holds, or `*`. Raises as `_find` does."""
        if not isinstance(of, str):
            raise MacroError("MACRO-ARGUMENT", say("id-unquoted", table="indicators, topics", found=of))
        ids = of.split() or [of]
        for id in ids:
            if any(self._kb.is_set_aside(table, id) for table in ("indicators", "topics")):
                raise SetAside
            if id not in self._kb.indicators and id not in self._kb.topics and id != EVERY:
                known = [*self._kb.indicators, *self._kb.topics, EVERY]
                message = say("unknown-id", table="indicators, topics", id=id, hint=hint(id, known))
                raise MacroError("UNKNOWN-ID", message)
        return frozenset(ids)

    def _counted(self, *of: str) -> list[Indicator]:
        """Return the indicators that some ids of indicators and topics, or `*`, name. Raises as `_find` does."""
        return indicators_named(self._kb, frozenset[str]().union(*map(self._find_counted, of)))

    def _fill(self, template: str, **context: object) -> Block:
        return block(template, self._p, **context)


class CheckedMacros(Macros):
    """The macros of a page that is checked, and that nobody will read: whatever they are asked for is looked up, and
    every footnote noted; but of figures and articles, only the first of each sort become words. A page with very many
    is made as a build makes it, which shows how long it grows.
    """

    _unsaid = 0

    def figure(self, id: str, unit: bool = False) -> Markup:
        observation = self._find("observations", id)
        made = self._once(partial(super().figure, id, unit), 1, "figure", _truth("unit", unit), sorts(self._kb)[id])
        return made or self._notes.fact(observation)

    def period(self, id: str) -> Markup:
        self._find("observations", id)
        return self._once(partial(super().period, id), 1, "period", sorts(self._kb)[id]) or UNSAID

    def observations(self, *of: str) -> Markup:
        shown = [each for indicator in self._counted(*of) for each in self._kb.figures_of(indicator)]
        sort = frozenset(sorts(self._kb)[each.id] for each in shown)
        made = self._once(partial(super().observations, *of), len(shown), "observations", sort)
        return made or Markup("").join(map(self._notes.fact, shown))

    def sources(self) -> Markup:
        first = {_sort(source): source for source in self._kb.sources.values()}
        return self._fill("sources", entries=views.source_entries(self._p, first.values()))

    def _once(self, make: Callable[[], Markup], count: int, *sort: object) -> Markup:
        """Return what is made of the first things of a sort in a language; nothing of further ones, if not too many."""
        memory, key = memory_of(self._kb), (CheckedMacros, self._p.language, *sort)
        if key in memory and self._unsaid < MOST_UNSAID:
            self._unsaid += count
            return Markup("")
        made = make()
        remember(memory, key, None)
        return made


def _truth(name: str, given: object) -> bool:
    """Return whether an argument is true. Raises MacroError where it is neither `true` nor `false`: "false" is true."""
    if not isinstance(given, bool):
        meant = "false" if str(given).casefold() in FALSE else "true"
        found = f'"{given}"' if isinstance(given, str) else given
        raise MacroError("MACRO-ARGUMENT", say("argument-truth", name=name, found=found, meant=meant))
    return given


def _sort(source: Source) -> tuple[object, ...]:
    """Return what decides which labels an article in short asks for."""
    return (
        source.language,
        source.evidence,
        *(found is NOT_GIVEN for found in (source.title, source.publisher, source.agency, source.published)),
    )


MACROS = tuple(name for name in vars(Macros) if not name.startswith("_"))


def make_macros(
    kb: KnowledgeBase, language: Language, here: str = "index.md", is_read: bool = True
) -> tuple[dict[str, Callable[..., Markup]], Footnotes]:
    """Return the macros for one page by name, and the footnotes they collect while it is rendered.

    `here` is the page's path inside its language's folder; a page that is not read is only checked.
    """
    macros = Macros(kb, language, here) if is_read else CheckedMacros(kb, language, here)
    return {name: getattr(macros, name) for name in MACROS}, macros._notes
