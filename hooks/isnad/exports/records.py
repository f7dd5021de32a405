"""From the records of the knowledge base to the documents of the API."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import asdict

from ..facts import comparability
from ..facts.corrections import path_of, paths_behind
from ..facts.derived import compute, inputs
from ..facts.indexes import facts_by_source
from ..facts.model import (
    Citation,
    Correction,
    DerivedFigure,
    Event,
    Fact,
    Formula,
    Indicator,
    KnowledgeBase,
    Mention,
    Observation,
    Source,
    Statement,
)
from ..facts.record import Found, NotGiven, Origin
from ..phrases.addresses import document, figure_page, indicator_page, source_page
from ..phrases.vocabulary import qualifier
from ..text.quantities import Measure
from . import documents as types
from . import fact_records as facts
from .api import KINDS, about, pages
from .documents import Corrected, Counted, Read, Seen
from .fact_records import made


def make_documents(kb: KnowledgeBase) -> dict[str, types.Shown]:
    """Return the document of every record by its path: `figures/rescues-2024`."""
    maker = Maker(kb)
    makers: Mapping[str, Callable[[Any], types.Shown]] = {
        "figures": maker.figure,
        "indicators": maker.indicator,
        "sources": maker.source,
        "events": maker.event,
        "statements": maker.statement,
        "derived": maker.derived,
    }
    return {path: makers[path.partition("/")[0]](record) for path, record in kb.at_paths(makers).items()}


@dataclass(slots=True)
class Maker:
    """Makes the documents of records; knows what is looked up for many of them."""

    kb: KnowledgeBase
    shared: dict[str, dict[str, Any]] = field(init=False)
    comparable: dict[str, list[str]] = field(init=False)
    corrections: dict[str, list[Correction]] = field(init=False)

    def __post_init__(self) -> None:
        self.shared = {kind: about(self.kb, "", of) for kind, of in KINDS.items()}
        self.comparable, self.corrections = defaultdict(list), defaultdict(list)
        for observation in self.kb.observations.values():
            if key := comparability.key(self.kb, observation):
                self.comparable[key].append(observation.id)
        for correction in self.kb.corrections.values():
            self.corrections[path_of(correction)].append(correction)

    def figure(self, record: Observation) -> types.Figure:
        """Return the document of an observation."""
        kb, indicator, citation = self.kb, self.kb.indicator_of[record.id], record.citation
        return made(
            types.Figure,
            record,
            **self._shown("figures", record.id, figure_page(record.id)),
            **self._proved(record),
            indicator=made(Counted, indicator),
            topic=facts.topic(kb, indicator.topic),
            unit=facts.unit(kb.unit_of(record), record.value),
            precision=qualifier(record.precision),
            period=facts.period(record.period),
            scope=facts.scope(kb, record.scope),
            stated_by=facts.stated_by(kb, record.stated_by),
            evidence=kb.evidence_of(record),
            printed=facts.printed(kb, citation) if isinstance(citation, Mention) else None,
            verification=(facts.value_verification(kb, record, citation) if isinstance(citation, Citation) else None),
            comparability=facts.comparison(kb, record, self.comparable),
            corrections=self._corrected(*paths_behind(kb, record)),
        )

    def indicator(self, record: Indicator) -> types.Indicator:
        """Return the document of an indicator."""
        return made(
            types.Indicator,
            record,
            **self._shown("indicators", record.id, indicator_page(record.id)),
            topic=facts.topic(self.kb, record.topic),
            unit=facts.unit(self.kb.units[record.unit]),
            figures=[each.id for each in self.kb.figures_of(record)],
            corrections=self._corrected(f"indicators/{record.id}", f"units/{record.unit}"),
        )

    def _corrected(self, *paths: str) -> list[Corrected]:
        """Return the corrections of some records, in the order of the data file."""
        return [facts.corrected(each) for path in paths for each in self.corrections[path]]

    def source(self, record: Source) -> types.Source:
        """Return the document of an article: what is known of it, and what is cited from it."""
        reading, capture, cited = record.reading, record.capture, facts_by_source(self.kb)[record.id]
        return made(
            types.Source,
            record,
            **{**self._shown("sources", record.id, source_page(record.id)), **asdict(facts.article(self.kb, record))},
            publisher_origin=_origin(record.publisher),
            agency_origin=_origin(record.agency),
            authors_origin=_origin(record.authors),
            published_origin=_origin(record.published),
            address_origin=_origin(record.url),
            web_archive=facts.found(record.web_archive_url),
            web_archive_origin=_origin(record.web_archive_url),
            content_changed=made(Seen, record.changed) if record.changed else None,
            reading=made(Read, reading, medium=reading.how) if reading else None,
            promoted=capture.promoted if capture else None,
            sha256=capture.sha256 if capture else None,
            figures=[fact.id for fact in cited if isinstance(fact, Observation)],
            events=[fact.id for fact in cited if isinstance(fact, Event)],
            statements=[fact.id for fact in cited if isinstance(fact, Statement)],
        )

    def event(self, record: Event) -> types.Event:
        """Return the document of an event."""
        return made(
            types.Event,
            record,
            **self._shown("events", record.id, f"{record.topic}.md"),
            **self._proved(record),
            verification=facts.verification(self.kb, record.citation),
            topic=facts.topic(self.kb, record.topic),
            date_status=facts.status(record.date),
        )

    def statement(self, record: Statement) -> types.Statement:
        """Return the document of a statement."""
        return made(
            types.Statement,
            record,
            **self._shown("statements", record.id, f"{record.topic}.md"),
            **self._proved(record),
            verification=facts.verification(self.kb, record.citation),
            topic=facts.topic(self.kb, record.topic),
            stated_by=facts.stated_by(self.kb, record.stated_by),
        )

    def derived(self, record: DerivedFigure) -> types.Derived:
        """Return the document of a figure of ours."""
        computed = compute(self.kb, record)
        is_count = record.formula is Formula.DIFFERENCE
        return made(
            types.Derived,
            record,
            **self._shown("derived", record.id, f"{record.topic}.md"),
            topic=facts.topic(self.kb, record.topic),
            figures=list(record.of),
            value=computed.value,
            measure=self.kb.unit_of(inputs(self.kb, record)[0]).measure if is_count else Measure.PERCENT,
            precision=qualifier(computed.precision),
        )

    def _shown(self, kind: str, name: str, page: str) -> dict[str, Any]:
        """Return what the document of a record says of itself."""
        url = self.kb.site_url + document(f"{kind}/{name}")
        return {**self.shared[kind], "url": url, "page": pages(self.kb, page)}

    def _proved(self, fact: Fact) -> dict[str, Any]:
        """Return what the documents of all facts say of their article."""
        return {
            "source": facts.article(self.kb, self.kb.source_of(fact)),
            "quote": facts.quote(self.kb, fact.citation) if isinstance(fact.citation, Citation) else None,
        }


def _origin(detail: Found[Any] | NotGiven) -> Origin | None:
    """Return where a detail of a source record was found, or None where it is not known."""
    return None if isinstance(detail, NotGiven) else detail.origin
