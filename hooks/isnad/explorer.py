"""The table of all figures, and what it can be filtered by: the theme's explorer.js does that in the browser."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from . import views
from .addresses import DOWNLOADS, relative_file
from .api import version
from .footnotes import Footnotes
from .model import Observation
from .periods import Kind, kind
from .phrases import Phrases, plain
from .record import NOT_GIVEN


class Filter(NamedTuple):
    """Something that each figure has one of: its name in addresses, on rows and for readers, and its ids with names."""

    name: str
    label: Markup
    choices: Mapping[str, Markup]


def gather(p: Phrases, notes: Footnotes) -> Mapping[str, Any]:
    """Return what the template of the table shows."""
    shown = list(p.kb.observations.values())
    file = f"figures-{p.language}"
    return {
        "rows": [(views.row(p, notes, each), _keys(p, each)) for each in shown],
        "filters": list(_filters(p, [_keys(p, each) for each in shown])),
        "csv": relative_file(p.language, p.here, f"{DOWNLOADS}{file}.csv"),
        "saved_as": f"{file}-{version(p.kb)}-selection.csv",
    }


def _keys(p: Phrases, observation: Observation) -> Mapping[str, str]:
    """Return what a figure is filtered and sorted by; the end of an open period is empty."""
    period, indicator = observation.period, p.kb.indicator_of[observation.id]
    return {
        "topic": indicator.topic,
        "indicator": indicator.id,
        "kind": str(kind(period)),
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
        "authority": (p.t("column-authority"), p.name),
        "source": (p.t("column-source"), lambda id: kb.sources[id].label[language]),
    }
    for name, (label, called) in names.items():
        yield Filter(name, label, {row[name]: plain(called(row[name])) for row in rows})
