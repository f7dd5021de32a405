"""Figures and articles in the vocabulary of schema.org (see `structured`).

The page of a figure is about a claim: words (`text`) that appear in an article (`appearance`), and the observation that
they make (`about`). A claim has an author only where the article says who stated it.
"""

from typing import Any

from markupsafe import Markup

from ..facts.comparability import MAXIMA, MINIMA
from ..facts.model import (
    Basis,
    Citation,
    EntityKind,
    Indicator,
    KnowledgeBase,
    Observation,
    Period,
    Source,
    is_report,
)
from ..facts.record import NOT_GIVEN, Found, NotGiven, Origin
from ..phrases.addresses import absolute_url, document, source_page
from ..phrases.grounds import cautions, ground
from ..phrases.phrases import Phrases, title_text
from ..phrases.references import figure_reference
from ..text.quantities import HUNDREDTHS, Precision
from . import fact_records as facts

Node = dict[str, Any]
JSON = "application/json"
# The common code of UN/CEFACT for a hundredth.
PERCENT = "P1"


def figure(p: Phrases, observation: Observation) -> tuple[Node, list[Node]]:
    """Return the claim that the page of a figure is about; the observation it makes, and the article it appears in."""
    source = p.kb.source_of(observation)
    made = article(p, source)
    observed = thing(p.kb, f"figures/{observation.id}", "observation")
    claim: Node = {
        "@type": "Claim",
        "@id": thing(p.kb, f"figures/{observation.id}", "claim"),
        "name": figure_reference(p, observation).csl["title"],
        **({"text": observation.citation.quote} if isinstance(observation.citation, Citation) else {}),
        "inLanguage": source.language,
        "appearance": {"@id": made["@id"]},
        "isBasedOn": {"@id": made["@id"]},
        "about": {"@id": observed},
        "temporalCoverage": interval(observation.period),
        "isPartOf": {"@id": thing(p.kb, "index", "dataset")},
    }
    if observation.stated_by.basis is Basis.STATED:
        speaker = p.kb.entities[observation.stated_by.entity]
        kind = "Person" if speaker.kind is EntityKind.PERSON else "Organization"
        claim["author"] = {"@type": kind, "name": speaker.name[p.language]}
    return claim, [_observation(p, observation, observed), made]


def _observation(p: Phrases, observation: Observation, node: str) -> Node:
    """Return a value and what it measures; how precise it is and what an editor inferred is said in `description`."""
    unproved = [Markup("{}.").format(p.t("referenced"))] if p.is_referenced(observation) else []
    said = [
        *unproved,
        *cautions(p, observation),
        *(ground(p, name, based) for name, based in observation.bases().items()),
    ]
    unit = p.kb.unit_of(observation)
    noun = getattr(facts.unit(unit, observation.value).label, p.language)
    return {
        "@type": "Observation",
        "@id": node,
        "name": title_text(p.headline(observation), p.language),
        "description": " ".join(title_text(each, p.language) for each in said),
        **_value(observation),
        **({"unitCode": PERCENT} if unit.measure in HUNDREDTHS else {}),
        "unitText": f"% {noun}" if unit.measure in HUNDREDTHS else noun,
        "measuredProperty": measured(p, p.kb.indicator_of[observation.id]),
    }


def _value(observation: Observation) -> Node:
    """Return a value, or the bounds of it: schema.org has no other word for «at least»."""
    lower, upper = observation.value, observation.value_to
    if observation.out_of is not None:
        return {"value": f"{lower}/{observation.out_of}"}
    if observation.precision is Precision.SEVERAL:
        return {"minValue": lower}
    if observation.precision in MINIMA:
        return {"value": lower, "minValue": lower}
    if observation.precision in MAXIMA:
        return {"value": lower, "maxValue": lower}
    return {"minValue": lower, "maxValue": upper} if upper is not None else {"value": lower}


def measured(p: Phrases, indicator: Indicator) -> Node:
    """Return what an indicator counts."""
    return {
        "@type": "Property",
        "@id": thing(p.kb, f"indicators/{indicator.id}", "indicator"),
        "name": indicator.label[p.language],
        "description": indicator.definition[p.language],
    }


def article(p: Phrases, source: Source) -> Node:
    """Return an article: what is known of it, and nothing else."""
    page = absolute_url(p.kb.site_url, p.language, source_page(source.id))
    title = facts.given(source.title)
    authors = [{"@type": "Person", "name": name} for name in facts.found(source.authors) or ()]
    known = {
        "name": title.value if title else None,
        "author": authors or None,
        "publisher": _house(p, source.publisher),
        "sourceOrganization": _house(p, source.agency),
        "datePublished": source.published_day or facts.published_month(source),
        "url": facts.found(source.url),
        "archivedAt": facts.found(source.web_archive_url),
    }
    return {
        "@type": "Report" if is_report(p.kb, source) else "Article",
        "@id": thing(p.kb, f"sources/{source.id}", "article"),
        "description": source.label[p.language],
        "inLanguage": source.language,
        "subjectOf": {"@id": page},
        **{name: value for name, value in known.items() if value is not None},
    }


def _house(p: Phrases, house: Found[str] | NotGiven) -> Node | None:
    """Return an outlet or agency that is known, and not by our reading alone."""
    if house is NOT_GIVEN or house.origin is Origin.INFERRED:
        return None
    return {"@type": "Organization", "name": p.name(house.value)}


def thing(kb: KnowledgeBase, path: str, kind: str) -> str:
    """Return the one name of a thing, whatever the language of the page: the address of its document, and its kind."""
    return f"{kb.site_url}{document(path)}#{kind}"


def interval(period: Period) -> str:
    """Return a period as ISO 8601 writes it; two dots stand for an end that nobody gave."""
    return f"{period.start}/{'..' if period.end is NOT_GIVEN else period.end}"


def record_document(kb: KnowledgeBase, path: str) -> Node:
    """Return the document of a record in the API."""
    return {"@type": "DataDownload", "contentUrl": kb.site_url + document(path), "encodingFormat": JSON}
