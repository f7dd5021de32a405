"""The frame of the theme around made pages: written once for many, with slots that each page fills.

Pages of one folder that have the same headings differ in what the slots hold, and in nothing else: a test fills each
made page in both ways and compares. Writing a frame anew for each would take most of the time of a large site.
"""

import re
import secrets
from collections.abc import Mapping
from enum import StrEnum
from html import unescape

from ..text.reader import Reading, read_finished
from ..text.tags import Tags

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


# They hold elements; all others hold words.
OF_ELEMENTS = {Slot.STRUCTURED, Slot.REFERENCE_TAGS, Slot.CONTENT}


class Shell:
    """A frame, cut at its slots, and what it shows, under the seal of what macros made."""

    def __init__(self, html: str, seal: str) -> None:
        parts = SLOT.split(html)
        self.texts, self.slots = parts[0::2], [Slot(name) for name in parts[1::2]]
        self._frame = read_finished(self.fill({slot: "" if slot in OF_ELEMENTS else slot.token for slot in Slot}), seal)
        self.shared = self._frame.tags.filled(lambda link: "" if SLOT.search(link) else link)
        own = self._frame.tags.filled(lambda link: link if SLOT.search(link) else "")
        self._own = Tags(leads=own.leads, others=own.others, first=own.first, versions=own.versions)

    def fill(self, held: Mapping[Slot, str]) -> str:
        """Return a page, given what each slot holds, as the theme's templates would write it there."""
        pieces = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            pieces += (held[slot], text)
        return "".join(pieces)

    def read(self, held: Mapping[Slot, str]) -> Reading:
        """Return what a page shows outside its article, in words and addresses of its own: of its tags, what is not
        `shared`. The tags for programs are sealed and point nowhere; a test reads whole pages and compares.
        """

        def fill(words: str) -> str:
            return SLOT.sub(lambda found: unescape(held[Slot(found[1])]), words)

        return self._frame._replace(texts=[*map(fill, self._frame.texts)], tags=self._own.filled(fill))
