"""The facts as files that readers take away."""

import json
from typing import Any

from .addresses import absolute_url, figure_page
from .model import Based, KnowledgeBase, Observation
from .record import NOT_GIVEN, Bilingual, Language

SCOPE = ("actor", "partner", "place", "origin")


def figure_json(kb: KnowledgeBase, observation: Observation) -> str:
    """Return an observation as JSON: its value, what it counts, its grounds and its proof, in both languages."""
    return json.dumps(figure_document(kb, observation), ensure_ascii=False, indent=2) + "\n"


def figure_document(kb: KnowledgeBase, observation: Observation) -> dict[str, Any]:
    """Return an observation as plain values; dates are ISO 8601, an end that the article does not give is null."""
    indicator, citation = kb.indicator_of[observation.id], observation.citation
    period = observation.period
    return {
        "id": observation.id,
        "indicator": {"id": indicator.id, "label": _both(indicator.label), "definition": _both(indicator.definition)},
        "value": float(observation.value) if observation.value % 1 else int(observation.value),
        "unit": {"id": indicator.unit, "measure": kb.unit_of(observation).measure},
        "precision": observation.precision,
        "period": {
            "start": period.start.isoformat(),
            "end": None if period.end is NOT_GIVEN else period.end.isoformat(),
            **_ground(period),
        },
        "scope": {
            **{name: _name(kb, getattr(observation.scope, name)) or None for name in SCOPE},
            **_ground(observation.scope),
        },
        "rounds": observation.rounds,
        "part_of": observation.part_of,
        "base": observation.base,
        "disagrees_with": list(observation.disagrees_with),
        "superseded_by": observation.superseded_by,
        "stated_by": {**_name(kb, observation.stated_by.entity), **_ground(observation.stated_by)},
        "source": citation.source,
        "quote": {"language": kb.sources[citation.source].language, "text": citation.quote},
        "translation": citation.translation,
        "comment": _both(observation.comment) if observation.comment else None,
        "reviewed": observation.reviewed.isoformat(),
        "url": {each.value: absolute_url(kb.site_url, each, figure_page(observation.id)) for each in Language},
    }


def _both(text: Bilingual) -> dict[str, str]:
    return {"ar": text.ar, "fr": text.fr}


def _name(kb: KnowledgeBase, entity: str | None) -> dict[str, Any]:
    return {"id": entity, "name": _both(kb.entities[entity].name)} if entity else {}


def _ground(based: Based) -> dict[str, Any]:
    """Return whether something is stated or inferred: by which further words, or why."""
    return {
        "basis": based.basis,
        "reason": _both(based.reason) if based.reason else None,
        "witnesses": [{"text": each.quote, "translation": each.translation} for each in based.witnesses],
    }
