"""The index of the site's search, one for each language: a reader searches the pages of one language."""

import json
from collections.abc import Mapping
from typing import Any

from .addresses import absolute_url
from .record import DEFAULT_LANGUAGE, Language

PATH = "search/search_index.json"


def split_index(merged: str) -> Mapping[str, str]:
    """Return the index of each language by its path inside the site, from one that holds the pages of all.

    Addresses in an index are relative to the root of its language's pages.
    """
    index: dict[str, Any] = json.loads(merged)
    docs: dict[Language, list[Any]] = {language: [] for language in Language}
    for doc in index["docs"]:
        language = _language(doc["location"])
        docs[language].append(doc | {"location": doc["location"].removeprefix(absolute_url("", language))})
    return {
        absolute_url("", language) + PATH: json.dumps(index | {"docs": own}, ensure_ascii=False, separators=(",", ":"))
        for language, own in docs.items()
    }


def _language(location: str) -> Language:
    """Return the language of a page from its address: the default one's pages stand at the root."""
    roots = {language: absolute_url("", language) for language in Language if language is not DEFAULT_LANGUAGE}
    return next((language for language, root in roots.items() if location.startswith(root)), DEFAULT_LANGUAGE)
