"""In which language a text is: Arabic and French are told apart by their scripts, Latin ones by their small words."""

import re
from collections.abc import Mapping

from ..problems import Message, say
from .cache import remembered
from .languages import ArticleLanguage, Language

ARABIC_SIGN = re.compile("[\u0600-\u06ff]")
WORD = re.compile(r"[^\W\d_]+")
# What is of no language: parts to fill in, code, tags, addresses, what macros make.
NEUTRAL = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{##(?:(?!\{##).)*?##\}|\{[^{}\n]*\}|"
    r"`[^`]*`|<[^<>]*>|\]\([^()\s]*\)|(?<!\S)\S*?(?:://|@|[A-Za-z]\.[a-z]|/)\S*",
    re.DOTALL,
)

FENCE = re.compile(r"^ *(```+|~~~+).*?^ *\1", re.DOTALL | re.MULTILINE)
# Small words that most sentences of a language have, and the other two languages have not.
SMALL_WORDS = {
    ArticleLanguage.FR: re.compile(r"\b(?:au|aux|avec|dans|des|du|est|et|le|ont|par|pour|qui|selon|sur|une|été)\b"),
    ArticleLanguage.ES: re.compile(r"\b(?:al|con|del|el|fue|ha|han|las|lo|los|más|para|por|según|su|una|y)\b"),
    ArticleLanguage.EN: re.compile(r"\b(?:and|by|for|from|has|have|in|of|said|that|the|to|was|were|with)\b"),
}
QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"|‘[^‘’]*’|\([^()]*\)")


@remembered
def script_of(text: str) -> Language:
    """Return the language whose letters a text has most of."""
    return Language.AR if len(ARABIC_SIGN.findall(text)) > sum(map(str.isalpha, text)) / 2 else Language.FR


def language_of(text: str) -> ArticleLanguage:
    """Return the language of an article: by its letters, then by the small words of which it has most."""
    if script_of(text) is Language.AR:
        return ArticleLanguage.AR
    return max(SMALL_WORDS, key=lambda language: len(SMALL_WORDS[language].findall(text.casefold())))


def whole(text: str | Mapping[str, str]) -> str:
    """Return a text, or all plural forms of one, in one string."""
    return text if isinstance(text, str) else " ".join(text.values())


def in_other(language: Language, text: str) -> Message:
    """Return what is said of a text that is in the other language than its own."""
    return say("text-not-arabic", text=text) if language is Language.AR else say("text-not-french", text=text)


def is_foreign(text: str, language: Language, names: frozenset[str] = frozenset()) -> bool:
    """Return whether a text is in the other language of the site than its own; `names` may stand in any."""
    foreign, unknown = _foreign(text, language)
    return foreign or not names.issuperset(unknown)


@remembered
def _foreign(text: str, language: Language) -> tuple[bool, tuple[str, ...]]:
    """Return whether a text is in the other language, and the words for which it is if they are no names."""
    body = NEUTRAL.sub(" ", text)
    words = WORD.findall(QUOTED.sub(" ", body)) or WORD.findall(body)
    arabic = [word for word in words if ARABIC_SIGN.search(word)]
    latin = [word for word in words if not ARABIC_SIGN.search(word)]
    if language is Language.FR:
        return len(arabic) > len(latin), ()
    common = [word for word in latin if word[0].islower() and len(word) > 1]
    if arabic:
        return len(common) > len(arabic), ()
    # An abbreviation or a trade name, such as OIM or GitHub, is of no language.
    return bool(common), tuple(word for word in latin if word[1:].islower())
