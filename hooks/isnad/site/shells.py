"""The frame of the theme around made pages: written once for many, with slots that each page fills.

Pages of one folder that have the same headings differ in what the slots hold, and in nothing else: a test fills each
made page in both ways and compares. Writing a frame anew for each would take most of the time of a large site.
"""

import re
import secrets
from collections.abc import Mapping
from enum import StrEnum

# New in every run: no title of an author's, which a frame shows in its menus, can be taken for a slot.
TOKEN = f"isnad-slot-{secrets.token_hex(8)}-{{}}"
SLOT = re.compile(TOKEN.format(r"(\w+)"))


class Slot(StrEnum):
    """What differs between the pages of one frame: the page's name in addresses, its title, what it is about, its
    card in social media, what it tells programs, its article.
    """

    NAME = "name"
    TITLE = "title"
    DESCRIPTION = "description"
    CARD = "card"
    STRUCTURED = "structured"
    REFERENCE_TAGS = "reference_tags"
    CONTENT = "content"

    @property
    def token(self) -> str:
        """What stands for it while the frame is written; addresses may hold it, and no sign of it is escaped."""
        return TOKEN.format(self.value)


class Shell:
    """A frame, cut at its slots."""

    def __init__(self, html: str) -> None:
        parts = SLOT.split(html)
        self.texts, self.slots = parts[0::2], [Slot(name) for name in parts[1::2]]

    def fill(self, held: Mapping[Slot, str]) -> str:
        """Return a page, given what each slot holds, as the theme's templates would write it there."""
        pieces = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            pieces += (held[slot], text)
        return "".join(pieces)
