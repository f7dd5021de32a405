"""Nodes to records, driven by the records' own field types. Knows no file and no rule about facts."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from ..problems import Mark, Message, Problem, hint, nearest, say
from ..text import signs
from . import yamltree
from .record import ID, Filled, Found, Month, NotGiven, Pattern, Record, Ref

# At most fifteen digits: as many as spreadsheets, and most readers of JSON, keep.
DATE, MONTH = re.compile(r"\d{4}-\d\d-\d\d"), re.compile(r"\d{4}-\d\d")
NUMBER = re.compile(r"-?(?!(\.?[0-9]){16})(0|[1-9][0-9]*)(\.[0-9]{1,6})?")


# What people write between the thousands of a number, and the digits of Arabic.
GROUP_MARK = "[ .,٬'\u00a0\u202f]"
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
ODD_EDGE = re.compile(rf"^{signs.ODD_SPACE.pattern}|{signs.ODD_SPACE.pattern}$")
# What people put around a value, other than the straight quotation marks of YAML.
AROUND = " %٪\"'“”„‟‘’‚«»‹›`\u00a0\u202f"
# What is typed for the dash of a list.
BULLET = re.compile(r"[-*•·–—]\s*\S")
# What YAML reads as a number, a truth value or nothing where it is not quoted (core schema, YAML 1.2, section 10.3.2).
NO_TEXT = re.compile(
    r"~|null|Null|NULL|true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+|"
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
# What stands for a text that nobody has written; `oui`, `non`, نعم and لا are texts.
PLACEHOLDER = re.compile(
    r"[-–—.…?*_\s]+|no|yes|none|null|nil|n/?a|todo|tbd|tba|fixme|xxx+|"
    r"[àa] (?:traduire|compl[ée]ter)|للترجمة|يترجم",
    re.IGNORECASE,
)
LONGEST_PLACEHOLDER = 12
# Written by `isnad new` where only a person can say what is right.
CONFIRM = "CONFIRM"

Pairs: TypeAlias = Mapping[str, tuple[yamltree.Scalar, yamltree.Node]]


class Refused(Exception):
    """A node does not have the form its field needs; the problem is reported already."""


class Reference(NamedTuple):
    """A place that names a record by its table and id; of some kinds only, where it is an entity."""

    mark: Mark
    table: str
    name: str
    kinds: tuple[str, ...] = ()


@dataclass(slots=True)
class Converter:
    """Turns nodes into values; collects what is wrong and every id that is referred to, with its table.

    `unconfirmed` holds the CONFIRMs of the record that is being read: they are one problem, which names their fields.
    """

    problems: list[Problem] = field(default_factory=list)
    references: list["Reference"] = field(default_factory=list)
    unconfirmed: list[yamltree.Scalar] = field(default_factory=list)

    def refuse(self, mark: Mark, code: str, message: Message) -> Refused:
        """Report a problem and return the exception to raise."""
        self.problems.append(Problem.at(mark, code, message))
        return Refused(code)

    def convert(self, kind: Any, node: yamltree.Node) -> Any:
        """Return the value of type `kind` that `node` holds. Raises Refused, with the problem reported."""
        try:
            return self.read(_reading(kind), node)
        finally:
            self.report_unconfirmed(node)

    def read(self, reading: "Reading", node: yamltree.Node) -> Any:
        """Return the value that a node holds, read as its type asks. Raises Refused."""
        if type(node) is yamltree.Scalar and node.text == CONFIRM:
            self.unconfirmed.append(node)
            raise Refused
        read, told = reading
        return read(self, *told, node)

    def report_unconfirmed(self, node: yamltree.Node, key: yamltree.Scalar | None = None) -> None:
        """Report all that still waits for a person's decision in a record, its id too, as one problem."""
        if not self.unconfirmed:
            return
        leaves = [*([("id", key)] if key else []), *_leaves(node)]
        own = [(name, leaf) for name, leaf in leaves if any(leaf is waiting for waiting in self.unconfirmed)]
        if own:
            message = say("confirm-first", fields=[name for name, _ in own], sign=CONFIRM)
            self.refuse(own[0][1].mark, "CONFIRM-FIRST", message)
        self.unconfirmed = [waiting for waiting in self.unconfirmed if all(waiting is not leaf for _, leaf in own)]

    def union(self, reading: "Reading", may_be_unknown: bool, node: yamltree.Node) -> Any:
        """Return the value of `X | None` (an optional key that is there) or `X | NotGiven`."""
        if may_be_unknown and isinstance(node, yamltree.Scalar) and node.text == NotGiven.NOT_GIVEN:
            return NotGiven.NOT_GIVEN
        return self.read(reading, node)

    def either(self, first: type[Record], second: type[Record], node: yamltree.Node) -> Any:
        """Return the record of one of two types: the second where a key is there that only it has. Raises Refused."""
        is_first = self.pairs(node).keys().isdisjoint(own_keys(second, first))
        return self.part(first if is_first else second, node)

    def text_or_part(self, kind: type[Record], node: yamltree.Node) -> Any:
        """Return the text that a scalar holds, or the record of another node. Raises Refused."""
        return self.text(node) if isinstance(node, yamltree.Scalar) else self.part(kind, node)

    def day_or_month(self, node: yamltree.Node) -> dt.date | Month:
        """Return the day, or the month, that a scalar holds. Raises Refused."""
        if isinstance(node, yamltree.Scalar) and MONTH.fullmatch(node.text) and (first := _date(f"{node.text}-01")):
            return Month(first)
        day: dt.date = self.scalar(dt.date, node)
        return day

    def annotated(self, reading: "Reading", note: Any, node: yamltree.Node) -> Any:
        """Return the value of a marked type, whose mark says what id it is, or which form it has."""
        value = self.read(reading, node)
        if isinstance(note, Ref):
            self.refuse_odd_space(value, node.mark)
            self.references.append(Reference(node.mark, note.table, value, note.kinds))
        if isinstance(note, Pattern):
            self.match(note, value, node.mark)
        if isinstance(note, Filled) and not value:
            raise self.refuse(node.mark, "WRONG-TYPE", say("must-be", form=note.words, found=say("found-list")))
        return value

    def match(self, pattern: Pattern, text: str, mark: Mark) -> str:
        """Return `text` if it has the form of the pattern. Raises Refused."""
        if not re.fullmatch(pattern.regex, text):
            self.refuse_odd_space(text, mark)
            raise self.refuse(mark, "WRONG-TYPE", say("must-be", form=pattern.words, found=_text(text)))
        return text

    def sequence(self, reading: "Reading", node: yamltree.Node) -> tuple[Any, ...]:
        if not isinstance(node, yamltree.Sequence):
            if isinstance(node, yamltree.Scalar) and BULLET.match(node.text):
                line = f"- {node.text[1:].strip()}"
                raise self.refuse(node.mark, "WRONG-TYPE", say("yaml-bullet", sign=node.text[0], line=line))
            raise self.refuse(node.mark, "WRONG-TYPE", say("must-be", form=say("form-list"), found=_found(node)))
        return tuple(self.all(lambda item: self.read(reading, item), node.items))

    def mapping(self, key_kind: Any, kind: Any, node: yamltree.Node) -> dict[str, Any]:
        """Return the converted values by key; a broken one is left out, and reported."""
        converted, reading, of_records = {}, _reading(kind), _is_record(kind)
        for key, value in self.pairs(node).values():
            try:
                name = self.name(key, key_kind)
                converted[name] = self.record(kind, value, key) if of_records else self.read(reading, value)
            except Refused:
                continue
            finally:
                if key.text == CONFIRM:
                    self.report_unconfirmed(value, key)
        converted.pop(CONFIRM, None)
        return converted

    def name(self, key: yamltree.Scalar, kind: Any = str) -> str:
        """Return the id that a key is, or CONFIRM where a person has still to choose one. Raises Refused."""
        if key.text == CONFIRM:
            self.unconfirmed.append(key)
            return CONFIRM
        name = self.match(ID, key.text, key.mark)
        return name if kind is str else str(self.read(_reading(kind), key))

    def pairs(self, node: yamltree.Node) -> Pairs:
        if not isinstance(node, yamltree.Mapping):
            raise self.refuse(node.mark, "WRONG-TYPE", say("must-be", form=say("form-mapping"), found=_found(node)))
        return node.pairs

    def record(self, kind: Any, node: yamltree.Node, key: yamltree.Scalar | None = None) -> Any:
        """Return the record of type `kind`; `key` is the one it stands under. Raises Refused."""
        try:
            return self.part(kind, node, key)
        finally:
            self.report_unconfirmed(node, key)

    def part(self, kind: Any, node: yamltree.Node, key: yamltree.Scalar | None = None) -> Any:
        """Return a record inside another one, whose problem names what is unconfirmed in it. Raises Refused."""
        pairs, form, place = self.pairs(node), _form_of(kind), key.mark if key else node.mark
        values: dict[str, Any] = dict.fromkeys(form.from_key, key.text) if key else {}
        whole = True
        for name, (_, value) in pairs.items():
            if reading := form.readings.get(name):
                try:
                    values[name] = self.read(reading, value)
                except Refused:
                    whole = False
        if pairs.keys() - form.types.keys() or form.required.difference(pairs) or form.kind.one_of:
            whole = self.check_keys(form, pairs, place) and whole
        if not whole:
            raise Refused
        marks = {name: value.mark for name, (_, value) in pairs.items()}
        marks[""] = place
        return form.kind(marks=marks, **values)

    def check_keys(self, form: "Form", pairs: Pairs, place: Mark) -> bool:
        """Report keys that a record does not have, and those it lacks; return whether it lacks none.

        That a key is missing is not said of one that is there, and misspelt: that is reported already.
        """
        unknown, missing = pairs.keys() - form.types.keys(), form.required.difference(pairs)
        one_of = form.kind.one_of
        for name in unknown:
            message = say("unknown-key", key=name, hint=hint(name, form.types))
            self.refuse(pairs[name][0].mark, "UNKNOWN-KEY", message)
        for name in missing - {nearest(name, form.types) for name in unknown}:
            code = "MISSING-TRANSLATION" if name in ("ar", "fr", "translation") else "MISSING-KEY"
            self.refuse(place, code, _missing(name, form.types[name]))
        chosen = [name for name in one_of if name in pairs]
        if not chosen and one_of and not unknown:
            self.refuse(place, "MISSING-KEY", say("missing-one-of", keys=one_of))
        if len(chosen) > 1:
            self.refuse(pairs[chosen[1]][0].mark, "UNKNOWN-KEY", say("keys-exclude", keys=chosen))
        return not missing and (not one_of or len(chosen) == 1)

    def all(self, convert: Any, nodes: tuple[yamltree.Node, ...]) -> Iterator[Any]:
        """Yield what `convert` makes of each node, reporting every broken one before raising Refused."""
        broken = False
        for node in nodes:
            try:
                yield convert(node)
            except Refused:
                broken = True
        if broken:
            raise Refused

    def scalar(self, kind: type, node: yamltree.Node) -> Any:
        """Return the number, date or choice that a scalar holds. Raises Refused."""
        if not isinstance(node, yamltree.Scalar):
            raise self.mistaken(kind, node)
        # A date is text to YAML, with or without quotes; a number is one only without.
        value = _reader(kind)(node.text) if node.plain or kind not in (int, Decimal) else None
        if value is None:
            self.refuse_odd_space(node.text, node.mark)
            raise self.refuse(node.mark, "WRONG-TYPE", _mistyped(kind, node))
        return value

    def refuse_odd_space(self, text: str, mark: Mark) -> None:
        """Raise Refused where a value begins or ends with a space that looks like the ordinary one."""
        if found := ODD_EDGE.search(text):
            mark = mark._replace(column=mark.column + found.start())
            raise self.refuse(mark, "WRONG-TYPE", say("yaml-space", sign=signs.named(found.group())))

    def mistaken(self, kind: type, node: yamltree.Node) -> Refused:
        """Report a node that is no scalar, and return the exception to raise."""
        return self.refuse(node.mark, "WRONG-TYPE", say("must-be", form=_words(kind), found=_found(node)))

    def text(self, node: yamltree.Node) -> str:
        """Return the text of words that a scalar holds, whole. Raises Refused."""
        text = self.word(node)
        if isinstance(node, yamltree.Scalar) and node.swallows:
            raise Refused("KEY-IN-TEXT")
        if isinstance(node, yamltree.Scalar) and node.cut:
            line = f'"{node.text} {node.cut}"' if '"' not in node.text + node.cut else f"'{node.text} {node.cut}'"
            raise self.refuse(node.mark, "WRONG-TYPE", say("text-cut", cut=node.cut, line=line))
        return text

    def word(self, node: yamltree.Node) -> str:
        """Return the text that a scalar holds. Raises Refused."""
        if not isinstance(node, yamltree.Scalar):
            raise self.mistaken(str, node)
        if not node.text.strip():
            raise self.refuse(node.mark, "WRONG-TYPE", say("text-empty"))
        if node.text == NotGiven.NOT_GIVEN:
            raise self.refuse(node.mark, "WRONG-TYPE", say("text-not-given"))
        if len(node.text) <= LONGEST_PLACEHOLDER and PLACEHOLDER.fullmatch(node.text):
            raise self.refuse(node.mark, "WRONG-TYPE", say("text-placeholder", text=node.text))
        if node.plain and NO_TEXT.fullmatch(node.text):
            raise self.refuse(node.mark, "WRONG-TYPE", say("text-unquoted", text=node.text))
        if not signs.is_ordinary(node.text):
            self.seen(node)
        return node.text

    def seen(self, node: yamltree.Scalar) -> None:
        """Raise Refused where a text holds a sign that nobody sees, or one that passes for another."""
        if sign := "\t" if "\t" in node.text else signs.unseen(node.text):
            message = say("invisible-sign", sign=signs.named(sign[0]), text=node.text)
            raise self.refuse(node.mark, "INVISIBLE-SIGN", message)
        if word := signs.mixed(node.text):
            raise self.refuse(node.mark, "MIXED-SCRIPT", say("mixed-script", text=word))


@cache
def _reader(kind: Any) -> Callable[[str], Any]:
    """Return what reads a plain scalar as `kind`, and returns None where it has another form."""
    readers: Mapping[type, Callable[[str], Any]] = {dt.date: _date, Decimal: _decimal, int: _whole}
    return readers.get(kind) or {str(choice): choice for choice in kind}.get


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if NUMBER.fullmatch(text) else None


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else None


def _words(kind: type) -> Message:
    """Return in words what a scalar of this kind looks like."""
    if issubclass(kind, StrEnum):
        return say("form-choice", choices=list(kind))
    return {
        str: say("form-text"),
        dt.date: say("form-date"),
        Decimal: say("form-number"),
        int: say("form-whole"),
    }[kind]


def _found(node: yamltree.Node) -> Message:
    """Return in words what a node is."""
    if isinstance(node, yamltree.Scalar):
        return say("found-text", text=node.text)
    return say("found-list") if isinstance(node, yamltree.Sequence) else say("found-mapping")


def _leaves(node: yamltree.Node, path: str = "") -> Iterator[tuple[str, yamltree.Scalar]]:
    """Yield every scalar of a node, with the keys that lead to it: `period.start`."""
    if isinstance(node, yamltree.Scalar):
        yield path, node
    elif isinstance(node, yamltree.Sequence):
        for item in node.items:
            yield from _leaves(item, path)
    else:
        for name, (_, value) in node.pairs.items():
            yield from _leaves(value, f"{path}.{name}" if path else name)


def _text(text: str) -> Message:
    return say("found", text=text)


def _mistyped(kind: type, node: yamltree.Scalar) -> Message:
    """Return what a scalar should be and what it is, and what was likely meant."""
    found = _text(node.text) if node.plain else _found(node)
    if near := _meant(kind, node.text):
        return say("must-be-near", form=_words(kind), found=found, near=near)
    return say("must-be", form=_words(kind), found=found)


def _meant(kind: type, text: str) -> str | None:
    """Return the choice, number or date that a text in another form likely stands for, or None."""
    text = text.strip(AROUND)
    if issubclass(kind, StrEnum):
        return nearest(text.casefold(), kind)
    if kind in (Decimal, int):
        found = text.translate(DIGITS)
        found = (
            re.sub(GROUP_MARK, "", found) if re.fullmatch(rf"[0-9]{{1,3}}({GROUP_MARK}[0-9]{{3}})+", found) else found
        )
        return found if _reader(kind)(found) is not None else None
    if kind is dt.date and _date(text):
        return text
    if kind is dt.date and (day := re.fullmatch(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})", text)):
        found = f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}"
        return found if _date(found) else None
    return None


@cache
def _missing(name: str, kind: Any) -> Message:
    """Return that a key is missing, and whether `not-given` may stand there."""
    if NotGiven in get_args(kind):
        return say("missing-key-not-given", key=name, form=_form(kind))
    return say("missing-key", key=name, form=_form(kind))


@cache
def _form(kind: Any) -> Message:
    """Return in words what a field of this type holds."""
    origin = get_origin(kind)
    if Month in get_args(kind):
        return say("form-day-or-month")
    if origin in (Union, UnionType):
        return _form(next(choice for choice in get_args(kind) if choice not in (NotGiven, NoneType)))
    if origin is Annotated:
        note = get_args(kind)[1]
        return say("form-reference", table=note.table) if isinstance(note, Ref) else note.words
    if origin is tuple:
        return say("form-list")
    return say("form-mapping") if issubclass(origin or kind, Mapping | Record) else _words(kind)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)


# The method of Converter that reads a type, and what it is told of the type.
Reading: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]


@cache
def _reading(kind: Any) -> Reading:
    """Return how a type is read."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        is_word = parts[0] is str and not (isinstance(parts[1], Pattern) and re.fullmatch(parts[1].regex, "a b"))
        return Converter.annotated, ((Converter.word, ()) if is_word else _reading(parts[0]), parts[1])
    if origin in (Union, UnionType):
        return _union_reading(parts)
    if origin is tuple:
        return Converter.sequence, (_reading(parts[0]),)
    if origin is not None and issubclass(origin, Mapping):
        return Converter.mapping, parts
    if issubclass(origin or kind, Record):
        return Converter.part, (kind,)
    return (Converter.text, ()) if kind is str else (Converter.scalar, (kind,))


def _union_reading(parts: tuple[Any, ...]) -> Reading:
    """Return how one of several types is read."""
    records = [part for part in parts if _is_record(part)]
    if len(records) > 1:
        return Converter.either, tuple(records)
    if records and str in parts:
        return Converter.text_or_part, tuple(records)
    if Month in parts:
        return Converter.day_or_month, ()
    known = next(part for part in parts if part not in (NotGiven, NoneType))
    return Converter.union, (_reading(known), NotGiven in parts)


class Form(NamedTuple):
    """What a record is read by: its class, the type of each of its keys and how that is read, the keys that must be
    there, and the fields that take the key under which it stands.
    """

    kind: type[Record]
    types: Mapping[str, Any]
    readings: Mapping[str, Reading]
    required: frozenset[str]
    from_key: tuple[str, ...]


@cache
def _form_of(kind: Any) -> Form:
    """Return what a record of a type is read by."""
    specs = record_fields(kind)
    from_key = tuple(name for name, (spec, _) in specs.items() if spec.metadata.get("from_key"))
    types = {name: of for name, (_, of) in specs.items() if name not in from_key}
    unset = {name for name, (spec, _) in specs.items() if MISSING is spec.default is spec.default_factory}
    readings = {name: _reading(of) for name, of in types.items()}
    return Form(get_origin(kind) or kind, types, readings, frozenset(unset & types.keys()), from_key)


@cache
def record_fields(kind: Any) -> dict[str, tuple[Field[Any], Any]]:
    """Return the fields of a record type, each with its resolved type; a generic's variable is filled in."""
    base = get_origin(kind) or kind
    hints = get_type_hints(base, include_extras=True)
    filled = get_args(kind)
    return {
        spec.name: (spec, filled[0] if filled and isinstance(hints[spec.name], TypeVar) else hints[spec.name])
        for spec in fields(base)
        if spec.name != "marks"
    }


def own_keys(kind: Any, other: Any) -> tuple[str, ...]:
    """Return the keys that records of one type have and those of another have not."""
    return tuple(name for name in _form_of(kind).types if name not in _form_of(other).types)


def keys_of(*kinds: type[Record]) -> frozenset[str]:
    """Return every key of records of these types, and of the records inside them."""
    found: set[str] = set()
    seen: set[Any] = set()
    waiting: list[Any] = [*kinds]
    while waiting:
        kind = waiting.pop()
        if kind in seen:
            continue
        seen.add(kind)
        if _is_record(get_origin(kind) or kind):
            found.update(_form_of(kind).types)
            waiting += _form_of(kind).types.values()
        waiting += [part for part in get_args(kind) if isinstance(part, type) or get_origin(part)]
    return frozenset(found)


def references(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the table and id of each record that this one itself refers to."""
    own: Any = type(record)
    for name, (_, kind) in record_fields(own).items():
        value = getattr(record, name)
        found = value.value if isinstance(value, Found) else value
        names = found if isinstance(found, tuple) else (found,)
        for note in _annotations(kind):
            if isinstance(note, Ref):
                yield from ((note.table, named) for named in names if named and not isinstance(named, NotGiven))


@cache
def entity_fields(kind: Any) -> dict[str, Ref]:
    """Return the fields of a record that name an entity, each with the kinds that may stand there."""
    return {
        name: ref for name, (_, of) in record_fields(kind).items() for ref in _annotations(of) if isinstance(ref, Ref)
    }


def _annotations(kind: Any) -> Iterator[Any]:
    """Yield the marks of a field type, also of an optional one or of what was found."""
    if get_origin(kind) in (Union, UnionType, Found, tuple):
        for choice in get_args(kind):
            yield from _annotations(choice)
    elif get_origin(kind) is Annotated:
        yield from get_args(kind)[1:]
