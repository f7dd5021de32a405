"""What MkDocs warns of, in our words: the second net, below `isnad check`, which finds the same before a build."""

import re
from collections.abc import Mapping, Sequence

from .addresses import HOME
from .author_checks import Lines
from .messages import Message, say
from .problems import Problem
from .settings import FILE

OF_PAGE = r"Doc file '(?P<file>[^']+)' contains "
SUGGESTED = re.compile(r"Did you mean '([^']+)'\?")
NEW_LINE = "\n  - "
# Each kind of warning, the code of its problem, and the id of what is said of it.
KINDS = [
    (re.compile(pattern, re.DOTALL), code, id)
    for pattern, code, id in (
        (rf"{OF_PAGE}an absolute link '(?P<link>.*)', it was left as is", "LINK-BROKEN", "link-absolute"),
        (rf"{OF_PAGE}an unrecognized relative link '(?P<link>.*)', it was left", "LINK-BROKEN", "link-broken"),
        (rf"{OF_PAGE}a link '(?P<link>.*)', but the target", "LINK-BROKEN", "link-broken"),
        (rf"{OF_PAGE}a link '(?P<link>.*)', but there is no such anchor", "LINK-BROKEN", "anchor-broken"),
        (rf"{OF_PAGE}a link '(?P<link>.*)', but the doc '.*' does not contain", "LINK-BROKEN", "anchor-broken"),
        (r"A reference to '(?P<path>.*)' is included in the 'nav' configuration,", "MENU", "menu-unknown"),
        (r"An absolute path to '(?P<path>.*)' is included in the 'nav' configuration,", "MENU", "menu-absolute"),
        (rf'not included in the "nav" configuration:{NEW_LINE}(?P<pages>.*)', "MENU", "menu-missing"),
        (r"Could not find a homepage for locale '(?P<pages>\w+)'", "MENU", "menu-missing"),
    )
]


def problem_of(warning: str, lines: Lines) -> Problem:
    """Return a warning of MkDocs as a problem; one that is not known is told in MkDocs' words."""
    for pattern, code, id in KINDS:
        if found := pattern.search(warning):
            said = found.groupdict()
            path = f"docs/{said['file']}" if said.get("file") else FILE
            near = said.get("link") or said.get("path") or "nav:"
            return Problem(path, *_place(lines(path), near), code, say(id, **_parts(id, said, warning)))
    return Problem(FILE, 1, 1, "MKDOCS-WARNING", say("mkdocs-warning", words=warning))


def _parts(id: str, said: Mapping[str, str], warning: str) -> Mapping[str, object]:
    """Return what the words of a problem ask for."""
    suggested = SUGGESTED.search(warning)
    mend: Message = say("did-you-mean", name=suggested[1]) if suggested else say("link-form")
    if id == "menu-missing":
        pages = [page if "/" in page else f"{page}/{HOME}" for page in said["pages"].split(NEW_LINE)]
        return {"pages": [f"docs/{page}" for page in pages], "page": pages[0][3:]}
    parts = {name: said[name] for name in ("link", "path") if name in said}
    return parts | ({"mend": mend} if id == "link-absolute" else {"hint": mend} if id == "menu-unknown" else {})


def _place(lines: Sequence[str], words: str) -> tuple[int, int]:
    whole = re.compile(rf"(?<![\w./]){re.escape(words)}(?![\w./#])")
    found = ((number, at.start() + 1) for number, line in enumerate(lines, 1) if (at := whole.search(line)))
    return next(found, (1, 1))
