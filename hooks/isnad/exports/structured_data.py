"""The data as a whole in the vocabulary of schema.org (see `structured`)."""

from typing import Any

from ..facts.edition import LICENSE, version
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import DATA_PAGE, DOWNLOADS, absolute_url
from ..phrases.phrases import Phrases
from ..phrases.references import dataset_reference
from ..phrases.vocabulary import words
from ..text.languages import Language
from .downloads import MEDIA_TYPES
from .json_ld import article, measured, thing
from .read_me import file_label

Node = dict[str, Any]


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
