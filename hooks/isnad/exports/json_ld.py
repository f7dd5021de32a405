"""Figures, articles and the data as a whole in the vocabulary of schema.org (see `structured`).

The page of a figure is about a claim: words (`text`) that appear in an article (`appearance`), and the observation that
they make (`about`). A claim has an author only where the article says who stated it.
"""

from typing import Any

from markupsafe import Markup

from ..facts.comparability import MAXIMA, MINIMA
from ..facts.edition import LICENSE, version
from ..facts.model import (
    Basis,
    Citation,
    EntityKind,
    Indicator,
    KnowledgeBase,
    Observation,
    Source,
    is_report,
)
from ..facts.record import NOT_GIVEN, Found, NotGiven, Origin
from ..phrases.addresses import DATA_PAGE, DOWNLOADS, absolute_url, document, source_page
from ..phrases.grounds import cautions, ground
from ..phrases.phrases import Phrases, title_text
from ..phrases.references import dataset_reference, figure_reference
from ..phrases.vocabulary import words
from ..text.languages import Language
from ..text.quantities import HUNDREDTHS, Precision
from . import fact_records as facts
from .downloads import MEDIA_TYPES
from .read_me import file_label
from .rows import interval

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
    noun = facts.unit(unit, observation.value).label[p.language]
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


def dataset(p: Phrases) -> Node:
    """Return the data set, its files, what it measures, and the articles it is based on."""
    kb, url = p.kb, absolute_url(p.kb.site_url, p.language, DATA_PAGE)
    made: Node = {
        "@type": "Dataset",
        "@id": thing(kb, "index", "dataset"),
        "url": url,
        "name": words(kb, "site-name", p.language),
        "alternateName": words(kb, "site-name", p.language.other),
        "description": words(kb, "dataset-description", p.language),
        "inLanguage": list(Language),
        "license": LICENSE,
        "conditionsOfAccess": words(kb, "dataset-rights", p.language),
        "isAccessibleForFree": True,
        "creditText": dataset_reference(p).text,
        "creator": {"@type": "Organization", "name": words(kb, "site-name", p.language), "url": kb.site_url},
        "keywords": [topic.label[p.language] for topic in kb.topics.values()],
        "variableMeasured": [measured(p, each) | {"@type": "PropertyValue"} for each in kb.indicators.values()],
        "isBasedOn": [{"@id": article(p, source)["@id"]} for source in kb.sources.values()],
        "distribution": [_download(p, file) for file in MEDIA_TYPES],
    }
    if (day := version(kb)) is not NOT_GIVEN:
        made |= {"version": str(day), "dateModified": day}
    if kb.observations:
        made["temporalCoverage"] = coverage(kb)
    return made


def coverage(kb: KnowledgeBase) -> str:
    """Return the time that all observations cover together; open where one of them has no end."""
    periods = [each.period for each in kb.observations.values()]
    ends = [period.end for period in periods if period.end is not NOT_GIVEN]
    end = str(max(ends)) if len(ends) == len(periods) else ".."
    return f"{min(period.start for period in periods)}/{end}"


def _download(p: Phrases, file: str) -> Node:
    return {
        "@type": "DataDownload",
        "name": words(p.kb, file_label(file), p.language),
        "contentUrl": p.kb.site_url + DOWNLOADS + file,
        "encodingFormat": MEDIA_TYPES[file],
    }


def thing(kb: KnowledgeBase, path: str, kind: str) -> str:
    """Return the one name of a thing, whatever the language of the page: the address of its document, and its kind."""
    return f"{kb.site_url}{document(path)}#{kind}"


def record_document(kb: KnowledgeBase, path: str) -> Node:
    """Return the document of a record in the API."""
    return {"@type": "DataDownload", "contentUrl": kb.site_url + document(path), "encodingFormat": JSON}
