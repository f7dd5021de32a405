"""Keys that stand inside a text, because they are indented as far as it: YAML reads them as words of the text."""

import re
from collections.abc import Sequence, Set

from ..problems import Message, say

KEY = re.compile(r"(?P<indent> *)(?P<dash>- +)?(?P<key>[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*):(?P<value>\s+\S.*|\s*)")
ID = re.compile(r".*[-0-9].*")


def find(lines: Sequence[str], first: int, last: int, keys: Set[str]) -> tuple[int, int, Message] | None:
    """Return line and column, from 1, of the first key inside a text, and what is wrong; None where there is none.

    The text begins on line `first` of the lines, behind its own key, and ends on line `last`; `keys` are those that
    records have. An id is one that has a hyphen or a digit, and nothing behind its colon.
    """
    for number in range(first + 1, last + 1):
        found = KEY.fullmatch(lines[number - 1]) if number <= len(lines) else None
        if found is None:
            continue
        key, is_id = found["key"], ID.fullmatch(found["key"]) is not None and not found["value"].strip()
        if key in keys or is_id:
            spaces = _indent_of(lines[: first - 1], key, keys, len(found["indent"]), lines[first - 1])
            return number, found.start("key") + 1, say("key-in-text", key=key, line=first, spaces=spaces)
    return None


def _indent_of(above: Sequence[str], key: str, keys: Set[str], most: int, own: str) -> int:
    """Return how many spaces a key would have before it: as many as the nearest like it above, further out."""
    beside = KEY.fullmatch(own)
    if beside and {beside["key"], key} == {"ar", "fr"}:
        return beside.start("key")
    for line in reversed(above):
        found = KEY.fullmatch(line)
        if found is None or found.start("key") >= most:
            continue
        if found["key"] == key or (key not in keys and found["key"] not in keys and ID.fullmatch(found["key"])):
            return found.start("key")
    return max(0, most - 2)
