"""Words that change what a sentence claims: negations, possibility, nations … (`qualifiers.toml` lists them)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..problems import Message, say
from .cache import remembered
from .evidence import REMEMBERED, normalise
from .languages import AnyLanguage, Language

IDIOMS, EXPLETIVE, SENTENCES = "idioms", "expletive", "sentences"
NE = ("ne", "n'")
FRONT: Mapping[str, str] = {"ar": "(?:[وف]?(?:[بك]?ال|لل|[بلك])?)??", "fr": "(?:[dlsj]'|qu')??", "es": "", "en": ""}


class Found(NamedTuple):
    """A word of a kind, and the characters [start, end) it takes, with what is glued to its front."""

    kind: str
    word: str
    start: int
    end: int


@cache
def _vocabulary() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@cache
def kinds() -> tuple[str, ...]:
    """Return the names of the kinds, in the order of the file."""
    return tuple(name for name in _vocabulary() if name not in (IDIOMS, EXPLETIVE, SENTENCES))


@cache
def _pattern(language: AnyLanguage) -> re.Pattern[str]:
    """Return what finds every word of the vocabulary of a language: idioms first, then a group a kind."""
    known = ((number, _vocabulary()[name].get(language)) for number, name in enumerate(kinds()))
    parts = [f"(?P<k{number}>{_either(entries)})" for number, entries in known if entries]
    idioms = _either(_vocabulary()[IDIOMS][language])
    return re.compile(rf"(?<![\w']){FRONT[language]}(?:{idioms}|{'|'.join(parts)})")


def _either(entries: Iterable[str]) -> str:
    return "|".join(map(_written, sorted(map(normalise, entries), key=len, reverse=True)))


def _written(entry: str) -> str:
    """Return the expression of an entry: its words, each whole unless `*` ends it or an apostrophe does."""
    said, _, ahead = entry.casefold().partition(" > ")
    words = re.escape(said).replace(r"\ \*", r"(?: (?!pas |jamais |aucun)\S+){1,2}").replace(r"\*", r"\w*")
    return words + ("" if said.endswith("'") else r"(?!\w)") + (f"(?= {ahead})" if ahead else "")


@cache
def pattern(shape: str, language: AnyLanguage) -> re.Pattern[str]:
    """Return an expression of normalised texts in which `<name>` is any entry of that list of sentences."""
    lists = _vocabulary()[SENTENCES]
    filled = re.sub(
        "(?<!P)<([a-z-]+)>", lambda name: f"(?:{_either(lists[name[1]].get(language, ())) or '(?!)'})", shape
    )
    return re.compile(rf"(?<!\w)[وف]?{filled}", re.IGNORECASE)


def plain(kind: str, language: AnyLanguage) -> list[str]:
    """Return the entries of a kind that are whole words: no stems, nothing that is only looked for ahead."""
    return [
        entry
        for entry in _vocabulary()[kind].get(language, ())
        if "*" not in entry and ">" not in entry and entry[-1] != "'"
    ]


@cache
def _before_expletive() -> re.Pattern[str]:
    """Return what finds, at the end of a text, a conjunction behind which «ne» denies nothing, with the subject."""
    return re.compile(rf"(?<!\w)(?:{_either(_vocabulary()[EXPLETIVE]['fr'])})(?:[^\s.,;:!?]* ){{1,8}}$")


@lru_cache(REMEMBERED)
@remembered
def find(text: str, language: AnyLanguage) -> tuple[Found, ...]:
    """Return the words of a normalised text that change what it claims, in order; idioms are left out."""
    small = text.casefold()
    return tuple(
        Found(kinds()[int(each.lastgroup[1:])], each.group(), each.start(), each.end())
        for each in _pattern(language).finditer(small)
        if each.lastgroup and not (each.group() in NE and _before_expletive().search(small[: each.start()]))
    )


@remembered
def qualifiers(text: str, language: AnyLanguage) -> frozenset[str]:
    """Return the kinds of words of a text that its translation must have too."""
    return frozenset(each.kind for each in find(normalise(text), language)) & compared(language)


@cache
def compared(language: AnyLanguage) -> frozenset[str]:
    """Return the kinds of which a translation has words where its text in a language has some."""
    return frozenset(
        name for name in kinds() if language in _vocabulary()[name] and _vocabulary()[name].get("compared", True)
    )


@cache
def nations() -> frozenset[str]:
    """Return the names of the kinds that are nations, or several together."""
    return frozenset(name for name in kinds() if _vocabulary()[name].get("nation"))


def examples(kind: str) -> Message:
    """Return the first words of a kind in each language, as one would show them to a reader."""
    words = ("، ".join(_vocabulary()[kind][language][:3]).replace("*", "…") for language in (Language.AR, Language.FR))
    return say("words-of-kind", ar=next(words), fr=next(words))
