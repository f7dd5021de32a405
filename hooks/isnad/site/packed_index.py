"""The index of the search in the form in which a browser reads it fast: search-worker.js unpacks it.

Texts are lists of numbers. Each different word stands in it once, so that a browser reads it once, however many texts
have it; nothing else has to be made of a text before it can be searched.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

# Between words: spaces, but not those of a number; points and commas, but not those of a number; HTML and signs.
SEPARATOR = (
    r"<[^>]*>|&[a-z]+;|[^\S\u00a0\u202f]|[\u00a0\u202f](?![\d٠-٩۰-۹%٪])|[.,،٫٬](?![\d٠-٩۰-۹])"
    r"|[!-$&-+/:-@\[-`{-~\-«»“”„‘’ʼ´…·؛؟‐-―\u2066-\u2069]"
)
GAP = re.compile(f"((?:{SEPARATOR})+)")


class Entry(TypedDict):
    """A text that can be found: its address below the root of its language, and its title and text as bare HTML."""

    location: str
    title: str
    text: str


def packed(entries: Sequence[Entry], synonyms: Sequence[tuple[str, str]] = ()) -> str:
    """Return the index of some entries as JSON, with words that readers type and the names that entries have for them.

    `words`, one a line, and `gaps`, what stands between words where it is not one space, are counted from 1. `tokens`
    are the title and the text of each entry: words, gaps below 0, and 0 as the end of each.
    """
    texts = [_parts(text) for each in entries for text in (each["title"], each["text"])]
    words = _numbers(part for text in texts for part in text[0::2] if part)
    gaps = _numbers(part for text in texts for part in text[1::2])
    tokens: list[int] = []
    for text in texts:
        tokens += _tokens(text, words, gaps)
    index = {
        "words": "\n".join(words),
        "gaps": list(gaps),
        "locations": [each["location"] for each in entries],
        "tokens": tokens,
        "synonyms": synonyms,
    }
    return json.dumps(index, ensure_ascii=False, separators=(",", ":"))


def _parts(text: str) -> list[str]:
    """Return the words of a text and what stands between them, in turns; a word that begins or ends it may be empty."""
    return GAP.split(text)


def _numbers(parts: Iterable[str]) -> dict[str, int]:
    """Return each different one with its number."""
    return {part: number for number, part in enumerate(dict.fromkeys(parts), 1)}


def _tokens(parts: Sequence[str], words: dict[str, int], gaps: dict[str, int]) -> Iterator[int]:
    for at, part in enumerate(parts):
        if at % 2:
            if part != " " or not (parts[at - 1] and parts[at + 1]):
                yield -gaps[part]
        elif part:
            yield words[part]
    yield 0
