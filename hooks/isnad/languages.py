"""Whether each text is in its own language: Arabic under `ar`, French under `fr`, quotes in the article's language.

Names, acronyms, quotes and a few words of the other script may stand in any text; a whole sentence of it may not.
"""

import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

from . import citations
from .messages import Message, say
from .model import Entity, KnowledgeBase, PluralForms
from .problems import Problem
from .record import NOT_GIVEN, Bilingual, Language, Record

ARABIC_SIGN = re.compile("[\u0600-\u06ff]")
WORD = re.compile(r"[^\W\d_]+")
# What is of no language: parts to fill in, code, tags, addresses, what macros make.
NEUTRAL = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{##(?:(?!\{##).)*?##\}|\{[^{}\n]*\}|"
    r"`[^`]*`|<[^<>]*>|\]\([^()\s]*\)|(?<!\S)\S*?(?:://|@|[A-Za-z]\.[a-z]|/)\S*",
    re.DOTALL,
)
FENCE = re.compile(r"^ *(```+|~~~+).*?^ *\1", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\([^()]*\)")
TABLES = (
    "topics", "units", "indicators", "derived", "corrections", "tombstones", "events", "statements", "entities",
    "terms", "labels", "keys", "rules", "sources",
)  # fmt: skip
FEWEST_WORDS = 5  # a page with fewer says nothing of its language


def check_languages(kb: KnowledgeBase) -> Iterator[Problem]:
    """A quote is written in the language of its source, its translation in the other one; so is every text."""
    for source, witness in citations.witnesses(kb):
        for name, language in (("quote", source.language), ("translation", source.language.other)):
            if script_of(text := getattr(witness, name)) is not language:
                message = say("quote-language", language=language, source=source.id, text=text)
                if name == "translation":
                    message = say("translation-language", language=language, source=source.id, text=text)
                yield Problem.at(witness.at(name), "LANGUAGE", message)
    for source in kb.sources.values():
        if source.title is not NOT_GIVEN and script_of(text := source.title.translation) is not source.language.other:
            message = say("translation-language", language=source.language.other, source=source.id, text=text)
            yield Problem.at(source.title.at("translation"), "LANGUAGE", message)
    yield from _check_texts(kb)


def script_of(text: str) -> Language:
    """Return the language whose letters a text has most of."""
    return Language.AR if len(ARABIC_SIGN.findall(text)) > sum(map(str.isalpha, text)) / 2 else Language.FR


def _check_texts(kb: KnowledgeBase) -> Iterator[Problem]:
    names = {word for entity in kb.entities.values() for word in WORD.findall(entity.name.fr)}
    for table in TABLES:
        records: Mapping[str, Record] = getattr(kb, table)
        for record in records.values():
            known = {*names, *WORD.findall(record.name.ar)} if isinstance(record, Entity) else names
            for text in _texts(record):
                yield from _check_text(text, known)


def _texts(record: Record) -> Iterator[Bilingual | PluralForms]:
    """Yield every text in both languages inside a record, itself included."""
    if isinstance(record, Bilingual | PluralForms):
        yield record
    for part in record.parts():
        yield from _texts(part)


def _check_text(text: Bilingual | PluralForms, names: Set[str]) -> Iterator[Problem]:
    said = {language: _whole(text[language]) for language in Language}
    wrong = [language for language in Language if is_foreign(said[language], language, names)]
    if len(wrong) == len(Language):
        yield Problem.at(
            text.at(Language.AR), "LANGUAGE", say("texts-swapped", ar=said[Language.AR], fr=said[Language.FR])
        )
        return
    for language in wrong:
        yield Problem.at(text.at(language), "LANGUAGE", _in_other(language, said[language]))


def _whole(text: str | Mapping[str, str]) -> str:
    return text if isinstance(text, str) else " ".join(text.values())


def _in_other(language: Language, text: str) -> Message:
    return say("text-not-arabic", text=text) if language is Language.AR else say("text-not-french", text=text)


def is_foreign(text: str, language: Language, names: Set[str] = frozenset()) -> bool:
    """Return whether a text is in the other language of the site than its own; `names` may stand in any."""
    body = NEUTRAL.sub(" ", text)
    words = WORD.findall(QUOTED.sub(" ", body)) or WORD.findall(body)
    arabic = [word for word in words if ARABIC_SIGN.search(word)]
    latin = [word for word in words if not ARABIC_SIGN.search(word)]
    if language is Language.FR:
        return len(arabic) > len(latin)
    common = [word for word in latin if word[0].islower() and len(word) > 1]
    if arabic:
        return len(common) > len(arabic)
    return bool(common) or not all(word in names or _is_acronym(word) for word in latin)


def _is_acronym(word: str) -> bool:
    """Return whether a word is an abbreviation or a trade name, such as OIM or GitHub."""
    return not word[1:].islower()


def check_page(path: str, body: str, matter: Any, language: Language) -> Iterator[Problem]:
    """The page in the folder of a language is in that language, title and description too."""
    text = FENCE.sub(lambda found: "\n" * found.group().count("\n"), body)
    lines = NEUTRAL.sub(lambda found: "\n" * found.group().count("\n"), text).split("\n")
    own = [(number, word) for number, line in enumerate(lines, 1) for word in WORD.findall(line)]
    other = [number for number, word in own if bool(ARABIC_SIGN.search(word)) is not (language is Language.AR)]
    if len(own) >= FEWEST_WORDS and len(other) > len(own) / 2:
        said = say("page-not-arabic") if language is Language.AR else say("page-not-french")
        yield Problem(path, other[0], 1, "LANGUAGE", said)
        return
    for name in ("title", "description") if matter else ():
        if is_foreign(text := getattr(matter, name), language):
            yield Problem.at(matter.at(name), "LANGUAGE", _in_other(language, text))
