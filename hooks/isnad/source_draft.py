"""A source record before it is one: what is asked of an article, and the YAML that the answers make.

The questions are the fields of `Source` themselves. What nobody says is `not-given` where a record may say so, else
left out, and refused.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from . import evidence
from .data_schemas import key_name, modeline, written_fields
from .model import Capture, Fingerprint, Source, Title
from .record import NOT_GIVEN, Bilingual, Found, Language, NotGiven

Answers = Mapping[str, list[str]]
COMMENT = """\
# A source: one article, what is known of it and what is not (not-given). seeds/README.md says more.
#
# language:           ar | fr
# label, summary:     {ar, fr} our words, without numbers
# title:              value, word for word; translation
# publisher, author, published, url, web_archive_url:
#                     value; origin: capture (the captured text gives it) | outside (found elsewhere)
# capture:            file in seeds/archive/, its sha256, the lines of the headline and of each paragraph
# caveats:            {ar, fr} what to beware of

"""
LINES = re.compile(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?")
ALL = "all"


class Question(NamedTuple):
    """What is asked for: its flag, the id of its words in keys.yaml, whether it is needed, and after which answer."""

    flag: str
    words: str
    needed: bool
    after: str = ""
    many: bool = False


def questions() -> Iterator[Question]:
    """Yield what is asked of an article, in the order of its record."""
    for name, hint, _ in written_fields(Source):
        yield from _about(name.replace("_", "-"), key_name(Source, name), hint)


def _about(flag: str, words: str, hint: Any) -> Iterator[Question]:
    kinds = [kind for kind in get_args(hint) if kind is not NotGiven]
    if hint is Bilingual:
        yield from (Question(f"{flag}-{language}", words, needed=True) for language in Language)
    elif get_args(hint) and get_args(hint)[0] is Bilingual:
        yield from (Question(f"{flag[:-1]}-{language}", words, needed=False, many=True) for language in Language)
    elif hint is Capture:
        yield Question("paragraph-lines", key_name(Capture, "paragraph_lines"), needed=True)
    elif kinds and kinds[0] is Title:
        yield Question("title-line", key_name(Capture, "title_line"), needed=False)
        yield Question("title-translation", key_name(Title, "translation"), needed=True, after="title-line")
    elif kinds:
        yield Question(flag, words, needed=False)
        yield Question(f"{flag}-origin", key_name(Found, "origin"), needed=True, after=flag)
    else:
        yield Question(flag, words, needed=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record that is not written yet: its id, the article's bytes and lines, the name of its copy, the answers."""

    id: str
    data: bytes
    lines: tuple[str, ...]
    file: str
    answers: Answers

    @property
    def path(self) -> str:
        """The path of the record in the project."""
        return f"seeds/{self.id}.yaml"

    def one(self, flag: str) -> str | None:
        """Return the answer to a question, or None."""
        return next((each for each in self.answers.get(flag, [])), None)

    def missing(self) -> list[Question]:
        """Return the questions that a record needs an answer to and has none."""
        return [
            each for each in questions()
            if each.needed and self.one(each.flag) is None and (not each.after or self.one(each.after) is not None)
        ]  # fmt: skip

    def title_line(self) -> int | NotGiven:
        """Return the line of the headline; not given where it was not said, or is no line of words."""
        chosen = self.one("title-line") or ""
        return int(chosen) if chosen.isdecimal() and self.holds(int(chosen)) else NOT_GIVEN

    def paragraph_lines(self) -> tuple[int, ...]:
        """Return the lines of the paragraphs that were chosen and hold words."""
        return tuple(number for number in self.chosen() if self.holds(number))

    def chosen(self) -> list[int]:
        """Return the lines that were chosen for paragraphs, whether or not they are there."""
        answer = self.one("paragraph-lines") or ""
        if answer == ALL:
            return [n for n in range(1, len(self.lines) + 1) if self.holds(n) and n != self.title_line()]
        ranges = [LINES.fullmatch(part.strip()) for part in answer.split(",")]
        bounds = [(int(each[1]), int(each[2] or each[1])) for each in ranges if each]
        return [number for first, last in bounds for number in range(first, min(last, len(self.lines) + 1) + 1)]

    def holds(self, number: int) -> bool:
        """Return whether there is a line of this number with words on it."""
        return 1 <= number <= len(self.lines) and bool(evidence.words(self.lines[number - 1]))

    def capture(self) -> Capture:
        """Return the record of the archived text."""
        sha256 = hashlib.sha256(self.data).hexdigest()
        lines = {"title_line": self.title_line(), "paragraph_lines": self.paragraph_lines()}
        return Capture(marks={}, file=self.file, sha256=sha256, **lines)  # type: ignore[arg-type]

    def fingerprint(self) -> Fingerprint:
        """Return the fingerprint of the article."""
        return evidence.fingerprint(self.data, self.capture())

    def text(self) -> str:
        """Return the record as YAML, every field in its place; what a record needs and nobody said is left out."""
        from .formatting import format_value  # here: no check should wait for it

        record = {name: self._field(name, hint) for name, hint, _ in written_fields(Source)}
        whole = {name: value for name, value in record.items() if value not in (None, {}, [])}
        return modeline(self.path) + COMMENT + format_value(whole)

    def _field(self, name: str, hint: Any) -> Any:
        flag, kinds = name.replace("_", "-"), [kind for kind in get_args(hint) if kind is not NotGiven]
        if hint is Bilingual:
            return self._present({language: self.one(f"{flag}-{language}") for language in Language})
        if name == "caveats":
            return self._caveats()
        if hint is Capture:
            made = self.capture()
            return {key: _scalar(getattr(made, key)) for key, _, _ in written_fields(Capture)}
        if kinds and kinds[0] is Title:
            return self._title()
        if kinds:
            return self._found(flag)
        return self.one(flag)

    def _found(self, flag: str) -> Any:
        value = self.one(flag)
        if value is None:
            return str(NOT_GIVEN)
        return self._present({"value": _date(value), "origin": self.one(f"{flag}-origin")})

    def _title(self) -> Any:
        line = self.title_line()
        if line is NOT_GIVEN:
            return str(NOT_GIVEN)
        value = self.lines[int(line) - 1].strip()
        return self._present({"value": value, "translation": self.one("title-translation")})

    def _caveats(self) -> list[Any]:
        both = zip(self.answers.get("caveat-ar", []), self.answers.get("caveat-fr", []), strict=False)
        return [{"ar": arabic, "fr": french} for arabic, french in both]

    def _present(self, parts: Mapping[Any, Any]) -> dict[str, Any]:
        return {str(key): value for key, value in parts.items() if value is not None}


def _scalar(value: Any) -> Any:
    return str(value) if isinstance(value, NotGiven) else value


def _date(text: str) -> Any:
    """Return a day as one, so that YAML writes it without quotes; any other text as it is."""
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else text
    except ValueError:
        return text
