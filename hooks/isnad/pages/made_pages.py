"""The pages that are made of records, not written: one for each observation, each indicator and each source;
those that continue the table of all figures."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from ..facts.indexes import facts_by_source
from ..facts.model import Evidence, KnowledgeBase, Observation
from ..facts.record import NOT_GIVEN, NotGiven
from ..phrases.addresses import figure_page, indicator_page, source_page, table_page
from ..phrases.phrases import Phrases, figures_shown, title_text
from ..problems import Problem, say
from ..text.languages import Language
from . import explorer, figure_view, indicator_view, modified, views
from .footnotes import Footnotes
from .templates import block, own_templates


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page made of a record: its text as HTML with the marks of footnotes, what these say by their labels, how many
    figures it shows, its title and description as bare text, and the data file that holds the record; its topic, if it
    has one; and its last change.
    """

    body: str
    notes: Mapping[str, str]
    figures: Counter[Evidence]
    title: str
    description: str
    origin: str
    topic: str = ""
    modified: dt.date | NotGiven = NOT_GIVEN

    @property
    def footnotes(self) -> tuple[str, ...]:
        """The labels of its footnotes, in the order of their numbers."""
        return tuple(self.notes)


class UnfilledLabel(Exception):
    """A label that made pages ask for is missing, or lacks parts; no page of an author would show that."""

    def problem(self) -> Problem:
        """Return what is wrong."""
        message = say("label-of-made-pages", detail=str(self))
        return Problem("hooks/isnad/labels.yaml", 1, 1, "LABEL-MISSING", message)


class MadePages(Mapping[str, MadePage]):
    """The made pages of a knowledge base by their paths inside `docs/`, each made anew when it is asked for.

    Asking raises UnfilledLabel.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self.makers = dict(_makers(kb))

    def __getitem__(self, path: str) -> MadePage:
        make = self.makers[path]
        try:
            return make(Phrases(self.kb, Language(path[:2]), path[3:]))
        except (LookupError, AttributeError, ValueError) as error:
            raise UnfilledLabel(str(error)) from error

    def __contains__(self, path: object) -> bool:
        return path in self.makers

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)


def made_paths(kb: KnowledgeBase) -> Iterator[str]:
    """Yield the paths of all made pages, whether or not their records are sound."""
    yield from (path for path, _ in _makers(kb))


Maker = Callable[[Phrases], MadePage]


def _makers(kb: KnowledgeBase) -> Iterator[tuple[str, Maker]]:
    """Yield what makes each page, by the page's path."""
    for language in Language:
        yield from ((f"{language}/{figure_page(id)}", partial(_figure, id=id)) for id in kb.observations)
        yield from ((f"{language}/{indicator_page(id)}", partial(_indicator, id=id)) for id in kb.indicators)
        yield from ((f"{language}/{source_page(id)}", partial(_source, id=id)) for id in kb.sources)
        for number in range(2, explorer.pages(kb) + 1):
            yield f"{language}/{table_page(number)}", partial(_table, number=number)


def _figure(p: Phrases, id: str) -> MadePage:
    observation = p.kb.observations[id]
    article = p.kb.source_of(observation).label[p.language]
    said = _said(p, observation)
    notes = Footnotes(p, own_templates())
    body = block("figure-page", p, **figure_view.gather(p, observation))
    return MadePage(
        **_shown(body, notes),
        title=title_text(p.t("figure-title", **said), p.language),
        description=title_text(p.t("figure-description", article=article, **said), p.language),
        origin=observation.at().path,
        topic=p.kb.topic_of(observation),
        modified=modified.of_facts(p.kb, [observation, *figure_view.others(p, observation)]),
    )


def _shown(body: str, notes: Footnotes) -> dict[str, Any]:
    """Return what every made page holds: its text, its footnotes, how many figures the text shows."""
    return {"body": body, "notes": notes.definitions, "figures": figures_shown(notes.phrases.kb, body)}


def _said(p: Phrases, observation: Observation) -> dict[str, Markup]:
    """Return what the titles and descriptions of a figure's pages say."""
    return {
        "headline": p.headline(observation),
        "scope": p.counted(observation),
        "period": p.reference_period(observation, alone=True),
    }


def _indicator(p: Phrases, id: str) -> MadePage:
    indicator, notes = p.kb.indicators[id], Footnotes(p, own_templates())
    body = block("indicator-page", p, **indicator_view.gather(p, notes, indicator))
    return MadePage(
        **_shown(body, notes),
        title=title_text(p.t("indicator-title", label=indicator.label[p.language]), p.language),
        description=indicator.definition[p.language],
        origin=indicator.at().path,
        topic=indicator.topic,
        modified=modified.of_footnotes(p.kb, notes.definitions),
    )


def _source(p: Phrases, id: str) -> MadePage:
    source, notes = p.kb.sources[id], Footnotes(p, own_templates())
    body = block("source-page", p, **views.source_entry(p, notes, source))
    return MadePage(
        **_shown(body, notes),
        title=source.label[p.language],
        description=source.summary[p.language],
        origin=source.at().path,
        modified=modified.of_facts(p.kb, facts_by_source(p.kb)[source.id]),
    )


def _table(p: Phrases, number: int) -> MadePage:
    """Return a page of the table of all figures, counted from 1."""
    notes = Footnotes(p, own_templates())
    body = block("figures-page", p, **explorer.gather_page(p, notes, number))
    said = {"page": number, "pages": explorer.pages(p.kb)}
    return MadePage(
        **_shown(body, notes),
        title=title_text(p.t("figures-page-title", **said), p.language),
        description=title_text(p.t("figures-page-description", **said), p.language),
        origin=explorer.figures_on(p.kb, number)[0].at().path,
        modified=modified.of_footnotes(p.kb, notes.definitions),
    )
