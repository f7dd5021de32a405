"""What MkDocs warns of, in our words: the second net, below `isnad check`, which finds the same before a build."""

import re
from collections.abc import Callable, Mapping, Sequence

from ..facts.settings import FILE
from ..pages.author_checks import Lines
from ..phrases.addresses import HOME
from ..problems import Message, Problem, say

SUGGESTED = re.compile(r"Did you mean '([^']+)'\?")
MENU = "nav:"  # where to look for what the menu lacks
NEW_LINE = "\n  - "
# Each kind of warning, all of the menu, and what is said of what it names, and of what may have been meant.
KINDS: Mapping[str, Callable[[str, Message], Message]] = {
    "A reference to '(?P<near>.*)' is included in the 'nav'": lambda near, mend: say(
        "menu-unknown", path=near, hint=mend
    ),
    "An absolute path to '(?P<near>.*)' is included in the 'nav'": lambda near, _: say("menu-absolute", path=near),
    f'not included in the "nav" configuration:{NEW_LINE}(?P<near>.*)': lambda near, _: _missing(near.split(NEW_LINE)),
    r"Could not find a homepage for locale '(?P<near>\w+)'": lambda near, _: _missing([f"{near}/{HOME}"]),
}


def problem_of(warning: str, lines: Lines) -> Problem:
    """Return a warning of MkDocs as a problem; one that is not known is told in MkDocs' words."""
    suggested = SUGGESTED.search(warning)
    mend = say("did-you-mean", name=suggested[1]) if suggested else say("link-form")
    for pattern, message in KINDS.items():
        if found := re.search(pattern, warning, re.DOTALL):
            return Problem(FILE, *_place(lines(FILE), found["near"]), "MENU", message(found["near"], mend))
    return Problem(FILE, 1, 1, "MKDOCS-WARNING", say("mkdocs-warning", words=warning))


def _missing(pages: Sequence[str]) -> Message:
    return say("menu-missing", pages=[f"docs/{page}" for page in pages], page=pages[0][3:])


def _place(lines: Sequence[str], words: str) -> tuple[int, int]:
    whole = re.compile(rf"(?<![\w./]){re.escape(words)}(?![\w./#])")
    found = ((number, at.start() + 1) for number, line in enumerate(lines, 1) if (at := whole.search(line)))
    menu = ((number, 1) for number, line in enumerate(lines, 1) if line.startswith(MENU))
    return next(found, next(menu, (1, 1)))
