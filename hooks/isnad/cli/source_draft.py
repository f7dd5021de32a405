"""The record of an article before it is one: a file to fill in, which keeps every answer until all of them are sound.

What the text itself tells is filled in; CONFIRM stands for what only a person can say, not-given for what nobody gave.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from ..checks import rules
from ..facts import fingerprints, yamltree
from ..facts.load import unknown
from ..facts.model import DETAILS, Capture, EntityKind, KnowledgeBase, Source
from ..facts.record import ID, NOT_GIVEN, Bilingual, Origin
from ..facts.schema import CONFIRM, Converter, Refused
from ..problems import Mark, Message, Problem, Tongue, say
from ..text import evidence
from ..text.evidence import Fingerprint
from ..text.languages import ArticleLanguage, Language
from ..text.scripts import language_of
from .editor_schemas import modeline, written_fields
from .formatting import comment, set_values, without_comments

HEADER = "# A source: one article, what is known of it and what is not (not-given). seeds/README.md says more.\n\n"
Keys: TypeAlias = tuple[str, ...]  # one inside the other
NAME = re.compile(r"[A-Za-z0-9_.-]+\.txt")
LINES = re.compile(r"\s*([1-9][0-9]{0,6})(?:-([1-9][0-9]{0,6}))?\s*")
# A paragraph ends as a sentence does, or is long; menus, bylines and titles of sections are neither.
SENTENCE_END, SENTENCE, LONG, HEADLINE = re.compile(r"[.:…]\W*$"), 8, 25, 3
SHOWN = 60
LISTED = re.compile(r"(?m)(?:^  # [¶ ] +\d+  .*\n)+")


@dataclass(frozen=True)
class Article:
    """A captured text: its bytes, and the name that it has in seeds/archive/ if it is there already."""

    data: bytes
    archived: str = ""

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text as a record may quote them."""
        return list(map(evidence.readable, self.data.decode("utf-8").split("\n")))

    def holds(self, number: int) -> bool:
        """Return whether there is a line of this number with words on it."""
        return 1 <= number <= len(self.lines) and bool(evidence.words(self.lines[number - 1]))


def read_article(root: Path, file: Path) -> Article:
    """Return the text in a file. Raises OSError, or Broken where it is not UTF-8."""
    data = file.read_bytes()
    yamltree.decode(data, str(file))
    archived = file.resolve().parent == (root / "seeds" / "archive").resolve()
    return Article(data, file.name if archived and NAME.fullmatch(file.name) else "")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a capture tells of itself: its headline, its paragraphs, details with their origin; a person confirms them.

    Of a text that a person captured, only the lines are guessed, and they are as good as confirmed.
    """

    title: int | None
    paragraphs: Sequence[int]
    found: Mapping[str, tuple[str | tuple[str, ...], Origin]] = field(default_factory=dict)
    is_confirmed: bool = False


def propose(article: Article) -> Proposal:
    """Return what the lines of a text look like: the headline, and the paragraphs below it."""
    title = _headline(article.lines)
    return Proposal(title, [number for number in _paragraphs(article.lines) if number > (title or 0)], {}, True)


def begin(article: Article, kb: KnowledgeBase, tongue: Tongue, proposal: Proposal | None = None) -> str:
    """Return the file to fill in for an article, with comments in the language of the person who does."""
    lines, proposal = article.lines, proposal or propose(article)
    title, paragraphs, found = proposal.title, proposal.paragraphs, proposal.found
    sha256 = fingerprints.sha256(article.data)
    waiting = [] if proposal.is_confirmed else [CONFIRM]
    language = language_of(" ".join(lines[number - 1] for number in paragraphs) or " ".join(lines))

    def words(message: Message) -> str:
        return comment(message, tongue)

    text = "\n".join((
        words(say("draft-head", confirm=CONFIRM, none=NOT_GIVEN)),
        f"id: {CONFIRM}  {words(say('form-id'))}",
        f"language: {language}  # ar | fr | es | en",
        f"label:  {words(say('draft-label'))}", f"  ar: {CONFIRM}", f"  fr: {CONFIRM}",
        f"summary:  {words(say('draft-summary'))}", f"  ar: {CONFIRM}", f"  fr: {CONFIRM}",
        words(say("draft-title", none=NOT_GIVEN)),
        *(["title:", f"  value: {CONFIRM}", f"  {words(say('draft-translation'))}", f"  translation: {CONFIRM}"]
          if title else [f"title: {NOT_GIVEN}"]),
        words(say("draft-found")),
        words(say("draft-outlets", outlets=_outlets(kb, tongue) or say("none"))),
        *(f"{name}: {NOT_GIVEN}" for name in DETAILS),
        "capture:", f"  file: {CONFIRM}.txt", f"  sha256: {sha256}", f"  title_line: {title or NOT_GIVEN}",
        f"  {words(say('draft-lines'))}", *_shown(lines, paragraphs),
        f"  paragraph_lines: [{', '.join([*waiting, *map(str, paragraphs)])}]",
        words(say("draft-caveats")), "caveats: []", "",
    ))  # fmt: skip
    details: dict[Keys, Any] = {
        (name,): {"value": value, "origin": str(origin)} for name, (value, origin) in found.items()
    }
    if title and len(language.targets) > 1:
        details["title", "translation"] = untranslated(language)
    return set_values(text, "", details) if details else text


def untranslated(language: ArticleLanguage) -> str | Mapping[str, str]:
    """Return what waits for the translation of words of an article in a language, or for both."""
    targets = language.targets
    return CONFIRM if len(targets) == 1 else {str(target): CONFIRM for target in targets}


def _shown(lines: Sequence[str], paragraphs: Collection[int]) -> list[str]:
    """Return every line of a text as a comment that says which are paragraphs."""
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line)
    return [f"  # {'¶' if number in paragraphs else ' '} {number:>4}  {line[:SHOWN]}" for number, line in numbered]


def with_text(draft: str, path: str, article: Article, paragraphs: Sequence[int], is_confirmed: bool) -> str:
    """Return a draft after its text was mended: with its SHA-256, its lines in comments, and its paragraphs."""
    waiting = () if is_confirmed else (CONFIRM,)
    sha256 = fingerprints.sha256(article.data)
    values: dict[Keys, Any] = {("capture", "sha256"): sha256, ("capture", "paragraph_lines"): (*waiting, *paragraphs)}
    before, *after = LISTED.split(set_values(draft, path, values), maxsplit=1)
    return "\n".join([before.rstrip("\n"), *_shown(article.lines, paragraphs), *after]) if after else before


def paragraphs_of(draft: str, path: str) -> tuple[list[int], bool]:
    """Return the lines that a draft says are paragraphs, and whether a person confirmed them."""
    root, _ = yamltree.parse(draft, path)
    found = yamltree.find(root, "capture", "paragraph_lines")
    texts = (
        [item.text for item in found.items if isinstance(item, yamltree.Scalar)]
        if isinstance(found, yamltree.Sequence)
        else []
    )
    return [int(text) for text in texts if text.isdecimal()], CONFIRM not in texts


def _outlets(kb: KnowledgeBase, tongue: Tongue) -> list[str]:
    """Return the ids of the outlets, each with its name."""
    language = Language.AR if tongue is Tongue.AR else Language.FR
    outlets = (entity for entity in kb.entities.values() if entity.kind is EntityKind.OUTLET)
    return [f"{outlet.id} ({outlet.name[language]})" for outlet in outlets]


def _headline(lines: Sequence[str]) -> int | None:
    """Return the longest line before the first paragraph, which is most likely the headline."""
    end = next(iter(_paragraphs(lines)), 0) - 1
    sizes = [(len(evidence.words(line)), -number) for number, line in enumerate(lines[:end], 1)]
    size, number = max(sizes, default=(0, 0))
    return -number if size >= HEADLINE else None


def _paragraphs(lines: Sequence[str]) -> list[int]:
    """Return the lines that look like paragraphs; all that have words if none does."""
    sizes = {number: len(evidence.words(line)) for number, line in enumerate(lines, 1)}
    prose = [n for n, size in sizes.items() if size >= LONG or (size >= SENTENCE and SENTENCE_END.search(lines[n - 1]))]
    return prose or [number for number, size in sizes.items() if size]


def answer(draft: str, path: str, article: Article, given: Mapping[Keys, Sequence[str]]) -> str:
    """Return a draft with answers under some keys, the words of its headline, and the name of its text.

    Raises Broken where the draft is that of another text.
    """
    root, problems = yamltree.parse(draft, path)
    if problems or not isinstance(root, yamltree.Mapping):
        return draft  # `Draft.read` says what is wrong with it
    written, sha256 = _at(root, "capture", "sha256"), fingerprints.sha256(article.data)
    if written.text not in ("", sha256):
        raise yamltree.Broken(Problem.at(written.mark, "ARCHIVE-CHANGED", say("archive-changed", sha256=sha256)))
    values: dict[Keys, Any] = {}
    for keys, texts in given.items():
        values |= _values(keys, texts, len(article.lines))
    values |= _caveats(given)
    return _with_consequences(set_values(draft, path, values) if values else draft, path, article)


def _with_consequences(draft: str, path: str, article: Article) -> str:
    """Return a draft with what its answers entail: the words and translations of the headline, the name of the text."""
    root, _ = yamltree.parse(draft, path)
    line, name, values = _at(root, "capture", "title_line").text, _at(root, "id").text, dict[Keys, Any]()
    if line.isdecimal() and article.holds(int(line)) and _at(root, "title", "value").text:
        values["title", "value"] = article.lines[int(line) - 1]
    if re.fullmatch(ID.regex, name):
        values["capture", "file"] = article.archived or f"{name}.txt"
    values = {keys: value for keys, value in values.items() if _at(root, *keys).text != value} | _translations(root)
    return set_values(draft, path, values) if values else draft


def _translations(root: yamltree.Node | None) -> dict[Keys, Any]:
    """Return the translations of the headline in the form that the language asks for, if it is another."""
    keys, written = ("title", "translation"), _at(root, "language").text
    if written not in list(ArticleLanguage):
        return {}
    found, waiting = yamltree.find(root, *keys), untranslated(ArticleLanguage(written))
    texts = {str(language): _at(found, language).text or CONFIRM for language in Language}
    if isinstance(waiting, Mapping):
        is_half = isinstance(found, yamltree.Mapping) and found.pairs.keys() < texts.keys()
        return {keys: texts} if is_half or _at(root, *keys).text == CONFIRM else {}
    own = texts.pop(written)
    return {keys: texts.popitem()[1]} if isinstance(found, yamltree.Mapping) and own == CONFIRM else {}


def _values(keys: Keys, texts: Sequence[str], last: int) -> Mapping[Keys, Any]:
    """Return what an answer puts where. Of several answers to one question, the last one holds."""
    text = texts[-1].strip()
    if keys[0] == "caveats":
        return {}
    if keys[-1] == "paragraph_lines":
        parts = [LINES.fullmatch(part) for part in text.split(",")]
        bounds = [(int(part[1]), min(int(part[2] or part[1]), last + 1)) for part in parts if part]
        numbers = tuple(number for first, end in bounds for number in range(first, end + 1))
        return {keys: numbers if all(parts) else text}
    if keys[-1] == "title_line":
        rest: dict[Keys, Any] = {("title", "value"): CONFIRM}
        return {keys: int(text) if text.isdecimal() else text} | ({("title",): text} if text == NOT_GIVEN else rest)
    if text == NOT_GIVEN and keys[0] in DETAILS:
        return {keys[:1]: text}
    return {keys: tuple(name.strip() for name in texts) if keys == ("authors", "value") else text}


def _caveats(given: Mapping[Keys, Sequence[str]]) -> Mapping[Keys, Any]:
    """Return the list of caveats, each with CONFIRM for the language that is missing."""
    both = [given.get(("caveats", language), []) for language in Language]
    pairs = list(zip_longest(*both, fillvalue=CONFIRM))
    return {("caveats",): [dict(zip(map(str, Language), pair, strict=True)) for pair in pairs]} if pairs else {}


def _at(node: yamltree.Node | None, *keys: str) -> yamltree.Scalar:
    """Return the scalar under some keys; an empty one where there is none."""
    found = yamltree.find(node, *keys)
    return found if isinstance(found, yamltree.Scalar) else yamltree.Scalar(Mark("", 1, 1), "", plain=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file of answers: its path, its text, the article, and the facts of which it is to become one."""

    path: str
    text: str
    article: Article
    kb: KnowledgeBase

    def read(self) -> tuple[Source | None, list[Problem]]:
        """Return the record, and everything that is wrong with every answer at once."""
        root, problems = yamltree.parse(self.text, self.path)
        if problems or not isinstance(root, yamltree.Mapping):
            nothing = say("must-be", form=say("form-mapping"), found=say("none"))
            return None, problems or [Problem(self.path, 1, 1, "WRONG-TYPE", nothing)]
        pairs = dict(root.pairs)
        _, key = pairs.pop("id", (None, root))
        if not isinstance(key, yamltree.Scalar):
            key = yamltree.Scalar(key.mark, CONFIRM, plain=True)
        body, converter = yamltree.Mapping(root.mark, pairs), Converter()
        with suppress(Refused):
            converter.name(key)
        with suppress(Refused):
            converter.record(Source, body, key)
        source = self._record(body, key)
        problems += [
            *converter.problems,
            *self._unknown(converter),
            *self._taken(key, source, body),
            *self._lines(source, body),
        ]
        return source, [*problems, *self._rules(source)]

    def _record(self, body: yamltree.Mapping, key: yamltree.Scalar) -> Source:
        """Return the record of the answers that can be read, with nothing in the place of each other one."""
        marks = {"": body.mark} | {name: node.mark for name, (_, node) in body.pairs.items()}
        nothing = Bilingual(marks=marks, ar="—", fr="—")
        capture = Capture(marks={"": body.mark}, file="-", sha256="", title_line=NOT_GIVEN, paragraph_lines=())
        values: dict[str, Any] = dict.fromkeys(("title", *DETAILS), NOT_GIVEN)
        values |= {
            "language": language_of(" ".join(self.article.lines)),
            "label": nothing,
            "summary": nothing,
            "capture": capture,
        }
        for name, kind, _ in written_fields(Source):
            with suppress(Refused, KeyError):
                values[name] = Converter().convert(kind, body.pairs[name][1])
        return Source(marks=marks, id=key.text, **values)

    def _unknown(self, converter: Converter) -> Iterator[Problem]:
        """Yield a problem for an entity that is not known, with how to make it known; `check` asks for the rest."""
        for reference in (found for found in converter.references if found.table == "entities"):
            if self.kb.is_set_aside(reference.table, reference.name):
                yield Problem.at(reference.mark, "UNKNOWN-ID", say("why-broken", id=reference.name))
            elif reference.name not in self.kb.entities:
                message = unknown(reference, self.kb.entities, self.kb.entities)
                yield Problem.at(reference.mark, "UNKNOWN-ID", message)

    def _taken(self, key: yamltree.Scalar, source: Source, body: yamltree.Mapping) -> Iterator[Problem]:
        """Yield a problem where the id, or the name of the text, is that of another article."""
        root, gone = self.kb.root or Path(), {tombstone.gone for tombstone in self.kb.tombstones.values()}
        known = self.kb.sources.get(key.text)
        promotes = known is not None and known.capture is None and yamltree.find(body, "capture", "promoted")
        if not promotes and ((root / f"seeds/{key.text}.yaml").exists() or f"sources/{key.text}" in gone):
            yield Problem.at(key.mark, "DUPLICATE-ID", say("source-taken", id=key.text))
        archived = fingerprints.archive_path(root, source.captured)
        if archived.is_file() and archived.read_bytes() != self.article.data:
            yield Problem.at(key.mark, "ARCHIVE-CHANGED", say("archive-taken", file=source.captured.file))

    def _lines(self, source: Source, body: yamltree.Mapping) -> Iterator[Problem]:
        """Yield what is wrong with the lines that are said to be the headline and the paragraphs."""
        capture, title = source.captured, source.captured.title_line
        wrong = [number for number in capture.paragraph_lines if number == title or not self.article.holds(number)]
        if "paragraph_lines" in capture.marks and (wrong or not capture.paragraph_lines):
            message = say("lines-wrong", lines=wrong or say("none"))
            yield Problem.at(capture.at("paragraph_lines"), "ARCHIVE-LINES", message)
        if title is not NOT_GIVEN and not self.article.holds(int(title)):
            yield Problem.at(capture.at("title_line"), "ARCHIVE-LINES", say("lines-wrong", lines=title))
        headless = "title" in body.pairs and _at(body, "title").text == NOT_GIVEN
        if headless == (title is not NOT_GIVEN) and "title_line" in capture.marks:
            yield Problem.at(capture.at("title_line"), "TITLE-VERBATIM", say("title-halves", none=NOT_GIVEN))

    def _rules(self, source: Source) -> Iterator[Problem]:
        """Yield what the rules of facts say of the record; what binds it to its text is made, and needs no rule."""
        if source.publisher is not NOT_GIVEN and source.publisher.value not in self.kb.entities:
            source = replace(source, publisher=NOT_GIVEN)
        if source.agency is not NOT_GIVEN and source.agency.value not in self.kb.entities:
            source = replace(source, agency=NOT_GIVEN)
        made = Fingerprint(sha256="", paragraphs=((),))
        sources, prints = {**self.kb.sources, source.id: source}, {**self.kb.fingerprints, source.id: made}
        for problem in rules.check(replace(self.kb, sources=sources, fingerprints=prints)):
            if problem.path == self.path and problem.code not in ("FINGERPRINT-STALE", "TITLE-VERBATIM"):
                yield problem

    def files(self, source: Source) -> dict[str, bytes]:
        """Return the files that make the article a part of the project, by path."""
        path = f"seeds/{source.id}.yaml"
        record = without_comments(self.text, (name for name, *_ in written_fields(Source)))
        made = fingerprints.fingerprint(self.article.data, source.captured)
        return {
            f"seeds/archive/{source.captured.file}": self.article.data,
            fingerprints.fingerprint_path(source.id): fingerprints.format_fingerprint(made, source.id).encode(),
            path: (modeline(path) + HEADER + record).encode(),
        }
