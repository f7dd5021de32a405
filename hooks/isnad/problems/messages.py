"""The words of problems: an id and its parts, made into a sentence late, in English, French or Arabic.

The sentences stand in messages.toml. It is read by the standard library: what is said of broken YAML must not hang on a
reader of YAML.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple, TypeAlias, Union

CATALOGUE = Path(__file__).with_name("messages.toml")
TABLE = re.compile(r"^\[([\w-]+)\]\n((?:(?!\[).*\n?)*)", re.MULTILINE)
CODE = re.compile(r"(`[^`]*`)")
LATIN = re.compile(r"[A-Za-z0-9§](?:[^\s\u0600-\u06ff«»،؛؟:()]*[A-Za-z0-9])?")
ARABIC = re.compile(r"[\u0600-\u06ff]+(?: [\u0600-\u06ff]+)*")
# French sets these apart by spaces at which no line may break.
SPACES = re.compile(r" (?=[:;!?»])|(?<=«) ")
LINE_ENDS = re.compile(r"[ \t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"

Part: TypeAlias = Union[str, "Message", tuple["Part", ...]]


class Tongue(StrEnum):
    """A language in which problems are told to contributors."""

    EN = "en"
    FR = "fr"
    AR = "ar"


def tongue_of(environment: Mapping[str, str]) -> Tongue:
    """Return the language that the locale in an environment asks for: English where it is another one, C or POSIX."""
    names = (environment.get(variable, "") for variable in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = re.split(r"[_.@]", next(filter(None, names), ""))[0].lower()
    return Tongue(language) if language in list(Tongue) else Tongue.EN


class Message(NamedTuple):
    """The id of a sentence of messages.toml, and the parts that fill its braces."""

    id: str
    parts: tuple[tuple[str, Part], ...] = ()

    def text(self, tongue: Tongue = Tongue.EN) -> str:
        """Return the sentence on one line, safe to print: nothing in its parts can reorder or hide the rest."""
        parts = dict(self.parts)
        return "".join(_filled(piece, parts, tongue) for piece in _pieces(self.id, tongue))

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text()


def say(id: str, /, **parts: object) -> Message:
    """Return the message `id`, filled in with texts, other messages, and tuples of these; all else as its `str`."""
    return Message(id, tuple((name, _part(part)) for name, part in parts.items()))


def _part(value: object) -> Part:
    if isinstance(value, Message):
        return value
    if isinstance(value, tuple | list):
        return tuple(map(_part, value))
    return str(value)


@cache
def catalogue() -> Mapping[str, str]:
    """Return the lines of every message by its id; few of them are ever read, and reading all takes a while."""
    return dict(TABLE.findall(CATALOGUE.read_text(encoding="utf-8")))


@cache
def sentences(id: str) -> Mapping[str, str]:
    """Return a message in each language, with {braces} for its parts."""
    return tomllib.loads(catalogue()[id])


class _Piece(NamedTuple):
    """A piece of a sentence: whether it is code, between backticks; its words, each with the part that follows."""

    is_code: bool
    words: tuple[tuple[str, str | None], ...]


@cache
def _pieces(id: str, tongue: Tongue) -> tuple[_Piece, ...]:
    """Return the pieces of a sentence; its own words of the other script are set apart."""
    pieces = []
    for template in CODE.split(sentences(id)[tongue]):
        is_code = template.startswith("`")
        words = (
            (text if is_code else _own_words(text, tongue), name) for text, name, *_ in Formatter().parse(template)
        )
        pieces.append(_Piece(is_code, tuple(words)))
    return tuple(pieces)


def _filled(piece: _Piece, parts: Mapping[str, Part], tongue: Tongue) -> str:
    """Return a piece with its parts filled in; code keeps its own direction as one whole."""
    show = _flat if piece.is_code else _shown
    text = "".join(text + (show(parts[name], tongue) if name else "") for text, name in piece.words)
    return isolated(text, tongue) if piece.is_code else text


def _own_words(text: str, tongue: Tongue) -> str:
    """Return words of the catalogue itself, those of the other script set apart."""
    if tongue is Tongue.FR:
        text = SPACES.sub("\u00a0", text)
    other = LATIN if tongue is Tongue.AR else ARABIC
    return other.sub(lambda found: isolated(found.group(), tongue), text)


def _shown(part: Part, tongue: Tongue) -> str:
    if isinstance(part, Message):
        return part.text(tongue)
    if isinstance(part, str):
        return isolated(cleaned(part), tongue)
    return ("، " if tongue is Tongue.AR else ", ").join(_shown(each, tongue) for each in part)


def _flat(part: Part, tongue: Tongue) -> str:
    """Return a part as it stands inside code."""
    if isinstance(part, str):
        return cleaned(part)
    return part.text(tongue) if isinstance(part, Message) else ", ".join(_flat(each, tongue) for each in part)


def isolated(text: str, tongue: Tongue) -> str:
    """Return a text that reads in its own direction inside a sentence, set apart where the two differ (UAX #9)."""
    if tongue is not Tongue.AR and text.isascii():
        return text
    directions = [unicodedata.bidirectional(sign) for sign in text]
    strong = [direction in ("R", "AL") for direction in directions if direction in ("L", "R", "AL")]
    to_the_left = bool(strong) and strong[0]
    if to_the_left == (tongue is Tongue.AR) and len(set(strong)) < 2:
        return text
    if not text.strip() or (tongue is not Tongue.AR and not any(strong)):
        return text
    return (RIGHT_TO_LEFT if to_the_left else LEFT_TO_RIGHT) + text + END


def cleaned(text: str) -> str:
    """Return a text on one line, with every sign that would hide or reorder what follows written out, as \\u202e."""
    text = LINE_ENDS.sub(" ", text).strip(" ")
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(sign):04x}" if unicodedata.category(sign)[0] == "C" else sign for sign in text)
