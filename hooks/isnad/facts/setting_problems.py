"""What MkDocs, or the site, cannot use in the settings: each thing at its place, in our words where it is known."""

import re
from collections.abc import Iterable, Iterator, Mapping

from ..problems import Mark, Message, Problem, hint, say
from ..text.languages import DEFAULT_LANGUAGE, Language
from .contact import Contact, is_public
from .settings import FILE, Settings, check_settings
from .yamltree import Mapping as Pairs
from .yamltree import Node, Scalar, Sequence

# In what MkDocs says of a setting: words that it sets apart, a place in the file, how it begins.
QUOTED = re.compile(r"(?<!\w)(['\"])(?P<word>[^'\"]+)\1")
PLACE = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")
UNKNOWN, MISSING = "Unrecognised configuration name", "Required configuration not provided"
NOT_INSTALLED = ("plugin is not installed", "Failed to load extension", "Unrecognised theme name")


def refuse_words(settings: Settings, name: str, words: str, known: Iterable[str] = ()) -> Problem:
    """Return the problem of a setting of which MkDocs says something, at the innermost thing that it names.

    `known` are the settings that there are.
    """
    quoted = [found["word"] for found in QUOTED.finditer(words)]
    message = _message(name, words, quoted, known)
    if found := PLACE.search(words):
        return Problem(FILE, int(found["line"]), int(found["column"]), "SETTINGS", message)
    return _refuse(settings, message, name, *quoted)


def check_needs(
    settings: Settings, hooks: bool, site_url: str | None, languages: Mapping[str, bool]
) -> Iterator[Problem]:
    """Yield what MkDocs takes, and the site cannot be made with; `languages` are those built, and whether first."""
    found = [*check_settings(settings)]
    yield from found
    if not site_url and not found:
        yield _refuse(settings, say("settings-site-url"), "site_url")
    if not hooks:
        yield _refuse(settings, say("settings-hooks"), "hooks")
    if languages != {language: language is DEFAULT_LANGUAGE for language in Language}:
        yield _refuse(settings, say("settings-languages"), "plugins", "i18n", "languages")


def check_channel(settings: Settings, site_url: str, contact: Contact) -> Iterator[Problem]:
    """Yield a problem where readers of a published site could not report an error."""
    if is_public(site_url) and not contact.is_reachable:
        yield _refuse(settings, say("settings-no-channel"), "extra")


def _refuse(settings: Settings, message: Message, name: str, *inner: str) -> Problem:
    """Return the problem of a setting, at the innermost of some names that stands in it."""
    node = settings.get(name)
    mark = settings.key(name) if node else Mark(FILE, 1, 1)
    nodes: Iterable[Node] = [node] if node else [] if name else settings.files
    for word in inner:
        if place := next((place for each in nodes for place in _places(each, word)), None):
            mark, nodes = place[0], [place[1]]
    return Problem.at(mark, "SETTINGS", message)


def _message(name: str, words: str, quoted: list[str], known: Iterable[str]) -> Message:
    """Return what MkDocs says of a setting; in words of our own where it is a mistake that we know."""
    if words.startswith(UNKNOWN):
        return say("settings-unknown", name=name, hint=hint(name, known))
    if words.startswith(MISSING):
        return say("settings-missing", name=name)
    if quoted and any(sign in words for sign in NOT_INSTALLED):
        return say("settings-not-installed", name=quoted[0])
    return say("settings-refused", detail=f"{name}: {words}" if name else words)


def _places(node: Node, name: str) -> Iterator[tuple[Mark, Node]]:
    """Yield where a key or a value of this name stands below a node; a path may be named in full."""
    match node:
        case Scalar(mark, text) if text and (text == name or name.endswith(f"/{text}")):
            yield mark, node
        case Sequence(_, items):
            for item in items:
                yield from _places(item, name)
        case Pairs(_, pairs):
            if name in pairs:
                key, value = pairs[name]
                yield key.mark, value
            for _, value in pairs.values():
                yield from _places(value, name)
