"""The table of all figures, in pages, and what it can be filtered by, which explorer.js does in the browser."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from ..facts.edition import version
from ..facts.indexes import label_of, synonyms
from ..facts.model import Evidence, KnowledgeBase, Observation
from ..facts.periods import Kind, kind
from ..facts.record import NOT_GIVEN
from ..facts.tables import index
from ..phrases.addresses import DOWNLOADS, FIGURES_PAGE, absolute_url, relative_file, table_page
from ..phrases.phrases import Phrases, plain
from ..text.html import inside
from ..text.languages import Language
from . import views
from .footnotes import Footnotes

ROWS = 30  # of a page, as of one of explorer.js: what a phone opens at once, their footnotes included
REST = "rows.json"  # beside the first page: the rows of the others


class Filter(NamedTuple):
    """Something that each figure has one of: its name in addresses, on rows and for readers, and its ids with names."""

    name: str
    label: Markup
    choices: Mapping[str, Markup]

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.choices) < 2


def pages(kb: KnowledgeBase) -> int:
    """Return how many pages the table of all figures has: one at least."""
    return max(1, -(-len(kb.observations) // ROWS))


def gather(p: Phrases, notes: Footnotes) -> Mapping[str, Any]:
    """Return what the template of the first page shows: its rows, and the controls for all of them."""
    shown, file = p.kb.observations.values(), f"figures-{p.language}"
    return {
        **gather_page(p, notes, 1),
        "filters": list(_filters(p, [_keys(p, each) for each in shown])),
        "all": len(shown),
        "synonyms": escape(json.dumps(synonyms(p.kb, p.language), ensure_ascii=False)),
        "rest": REST if pages(p.kb) > 1 else "",
        "csv": relative_file(p.language, p.here, f"{DOWNLOADS}{file}.csv"),
        "saved_as": f"{file}-{version(p.kb)}-selection.csv",
    }


def gather_page(p: Phrases, notes: Footnotes, number: int) -> Mapping[str, Any]:
    """Return what the template shows of one page of the table, counted from 1."""
    return {
        "rows": [(views.row(p, notes, each), _keys(p, each)) for each in figures_on(p.kb, number)],
        "number": number,
        "pages": pages(p.kb),
        "ways": list(_ways(p, number)),
    }


def footnotes(kb: KnowledgeBase, number: int) -> list[str]:
    """Return the labels of the footnotes of one page of the table."""
    return [label_of(each) for each in figures_on(kb, number)]


def figures_on(kb: KnowledgeBase, number: int) -> Sequence[Observation]:
    """Return the figures on one page of the table."""
    return _by_page(kb)[str(number)]


@index
def _by_page(kb: KnowledgeBase) -> Mapping[str, Sequence[Observation]]:
    every = list(kb.observations.values())
    return {str(number): every[(number - 1) * ROWS : number * ROWS] for number in range(1, pages(kb) + 1)}


def _ways(p: Phrases, number: int) -> Iterator[Markup]:
    """Yield links to the pages before and after one."""
    for label, other in (("explorer-previous", number - 1), ("explorer-next", number + 1)):
        if 1 <= other <= pages(p.kb):
            yield p.link(table_page(other), p.t(label))


def rest(site: Path, kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield the rows of all pages but the first, read from the finished site: a JSON list of HTML for each language.

    They are what a reader of those pages gets, and so what was audited. Nothing where one page has all rows.
    """
    for language in Language if pages(kb) > 1 else ():
        finished = [absolute_url("", language, table_page(each)) for each in range(2, pages(kb) + 1)]
        rows = [inside((site / folder / "index.html").read_text(encoding="utf-8"), "tbody") for folder in finished]
        yield absolute_url("", language, FIGURES_PAGE) + REST, json.dumps(rows, ensure_ascii=False)


def _keys(p: Phrases, observation: Observation) -> Mapping[str, str]:
    """Return what a figure is filtered and sorted by; the end of an open period is empty."""
    period, indicator = observation.period, p.kb.indicator_of[observation.id]
    return {
        "topic": indicator.topic,
        "indicator": indicator.id,
        "kind": str(kind(period)),
        "evidence": str(p.kb.evidence_of(observation)),
        "authority": observation.stated_by.entity,
        "source": observation.citation.source,
        "start": period.start.isoformat(),
        "end": "" if period.end is NOT_GIVEN else period.end.isoformat(),
    }


def _filters(p: Phrases, rows: Iterable[Mapping[str, str]]) -> Iterable[Filter]:
    """Yield every filter; it offers what some figure has, in the order of the figures."""
    kb, language = p.kb, p.language
    names: Mapping[str, tuple[Markup, Callable[[str], object]]] = {
        "topic": (p.t("explorer-topic"), lambda id: kb.topics[id].label[language]),
        "indicator": (p.t("column-indicator"), lambda id: kb.indicators[id].label[language]),
        "kind": (p.t("explorer-kind"), lambda id: p.t(f"code-kind-{Kind(id)}")),
        "evidence": (p.t("explorer-evidence"), lambda id: p.t(f"code-evidence-{Evidence(id)}")),
        "authority": (p.t("column-authority"), p.name),
        "source": (p.t("column-source"), lambda id: kb.sources[id].label[language]),
    }
    for name, (label, called) in names.items():
        yield Filter(name, label, {id: plain(called(id)) for id in dict.fromkeys(row[name] for row in rows)})
