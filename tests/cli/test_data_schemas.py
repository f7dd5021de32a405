"""The JSON Schemas of the data files: current, true of every file, and of one mind with the loader."""

import copy
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from check_jsonschema.parsers.yaml import construct_yaml_implementation, impl2loader
from isnad.cli import editor_schemas
from isnad.cli.main import main
from isnad.facts.load import TABLES, Loader
from isnad.facts.model import KnowledgeBase, Source
from isnad.facts.record import ID, Filled, Month, NotGiven, Pattern, Record, Ref
from isnad.facts.schema import Refused, record_fields
from isnad.facts.yamltree import Scalar, parse
from jsonschema import Draft7Validator, FormatChecker
from playwright.sync_api import Browser

from tests.asked_labels import Asked
from tests.cases import for_all
from tests.conftest import FROZEN, ROOT, Printed, ProjectCopy, copy_of

SEEDS = sorted(file.relative_to(FROZEN).as_posix() for file in (FROZEN / "seeds").glob("*.yaml"))
FILES = [*TABLES, *SEEDS]
LANGUAGES = ("ar", "fr")
read_yaml = impl2loader(construct_yaml_implementation())


def schema_of(file: str) -> dict[str, Any]:
    loaded = json.loads((ROOT / editor_schemas.schema_path(file)).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def validator(file: str) -> Draft7Validator:
    schema = schema_of(file)
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=FormatChecker())


def test_the_schemas_are_current(kb: KnowledgeBase) -> None:
    made = editor_schemas.make_schemas(kb)
    written = {f"data/schemas/{file.name}": file for file in (ROOT / "data" / "schemas").iterdir()}
    assert made.keys() == written.keys()
    assert [path for path, text in made.items() if written[path].read_text(encoding="utf-8") != text] == []


def test_isnad_schema_writes_them(tmp_path: Path, capsys: Printed) -> None:
    project = copy_of("data", "seeds", to=tmp_path)
    project.write("data/schemas/entities.schema.json", "{}")
    assert main(["--root", str(tmp_path), "schema"]) == 0
    assert capsys.readouterr().out == f"{len(TABLES) + len([Source])} schemas written\n"
    for file in (ROOT / "data" / "schemas").iterdir():
        assert project.read(f"data/schemas/{file.name}") == file.read_text(encoding="utf-8")


@for_all("file", FILES)
def test_every_file_names_its_schema_and_is_valid(file: str) -> None:
    path = FROZEN / file
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named is not None
    assert (path.parent / named[1]).resolve() == FROZEN / editor_schemas.schema_path(file)
    assert first == editor_schemas.modeline(file).rstrip("\n")
    with path.open("rb") as stream:
        assert [error.message for error in validator(file).iter_errors(read_yaml(stream))] == []


def test_a_schema_is_not_mistaken_for_data(project: ProjectCopy) -> None:
    project.write("data/schemas/entities.schema.json", "{}")
    assert project.problems() == []


def test_every_key_has_its_words_and_no_other(kb: KnowledgeBase) -> None:
    keys = Asked(kb.keys)
    editor_schemas.make_schemas(replace(kb, keys=keys))
    assert keys.names == kb.keys.keys()


def properties(schema: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every property of a schema, however deep, by its path."""
    for name, value in schema.get("properties", {}).items():
        yield f"{at}.{name}", value
        yield from properties(value, f"{at}.{name}")
    inner = (schema.get("items"), schema.get("additionalProperties"), *schema.get("anyOf", ()))
    for part in filter(None, inner):
        yield from properties(part, at)


@for_all("file", [*TABLES, "seeds/"])
def test_every_property_is_described_in_both_languages(file: str, kb: KnowledgeBase) -> None:
    found = dict(properties(schema_of(file)))
    assert found
    spoken = {text.ar for text in kb.keys.values()}
    for path, value in found.items():
        arabic, french = value["description"].split("\n\n")
        assert arabic in spoken, path
        assert re.search("[a-z]", french), path


@for_all("file", [*TABLES, "seeds/"])
def test_no_object_takes_an_unknown_key(file: str) -> None:
    def closed(schema: Any) -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                assert schema["additionalProperties"] is False or "propertyNames" in schema
            for value in schema.values():
                closed(value)
        elif isinstance(schema, list):
            for value in schema:
                closed(value)

    closed(schema_of(file))


# The same form, judged twice: a whole example of each file is made from the types, and damaged everywhere.
SAMPLES = {"Decimal": 13.5, "int": 3, "date": "2024-02-29", "str": "« نص » d’un mot"}
URL, SHA = "https://example.org/مقال", "ab" * 32
FORMS = {
    "https?": URL,
    "www": "example.org",
    r"[^\W\d_]{2,}": "Sebta",
    "[A-Z]{2}": "MA-NAD",
    "[0-9a-f]{64}": SHA,
    "txt": "a-b_1.txt",
    "figures": "figures/rescues-2024",
}
WRONG = [
    "", " ", "not-given", "CONFIRM", "a text", "an-id", "index", "Upper", "2024-02-30", "2024-01-31", "2024-1-1",
    URL, SHA, "a\u200bb", "a\tb", "https://a.b/ c", "ftp://a.b", "مقال.txt", "../a.txt", "figures/A", "exact", "Exact",
    "ar", "capture", 0, 1, -1, 2024, 78685, 13.5, 10**9, 10**15, True, False, None, [], {}, ["an-id"], [1], [[]],
    {"ar": "ب"}, {"ar": "ب", "fr": "b"}, {"value": "a", "origin": "capture"}, {"an-id": "a"}, {"AN-ID": "a"},
    {"an-id": {}},
]  # fmt: skip


def sample(kind: Any) -> Any:
    """Return a value, as a data file writes it, with every key that it may have."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        if isinstance(parts[1], Filled):
            return sample(parts[0])
        return "an-id" if isinstance(parts[1], Ref) else form(parts[1])
    if Month in parts:
        return "2024-02-29"
    if NoneType in parts or NotGiven in parts or origin in (Union, UnionType):
        return sample(next(part for part in parts if part not in (NoneType, NotGiven)))
    if origin is tuple:
        return [sample(parts[0])]
    if origin is not None and issubclass(origin, Mapping):
        return {"an-id": sample(parts[1])}
    if issubclass(origin or kind, Record):
        others = (origin or kind).one_of[1:]  # of which an example can have one alone
        return {name: sample(hint) for name, hint, _ in editor_schemas.written_fields(kind) if name not in others}
    return next(iter(kind)).value if issubclass(kind, StrEnum) else SAMPLES[kind.__name__]


def form(pattern: Any) -> str:
    """Return a text of the form that a pattern asks for."""
    assert isinstance(pattern, Pattern)
    return next((text for sign, text in FORMS.items() if sign in pattern.regex), "an-id")


def places(value: Any, at: tuple[Any, ...] = (), walked: set[str] | None = None) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every value inside one, and its own; inside equal ones, which are of one type, once."""
    walked = set() if walked is None else walked
    yield at
    if isinstance(value, dict | list) and (text := json.dumps(value)) not in walked:
        walked.add(text)
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(part, (*at, key), walked)


def changed(value: Any, at: tuple[Any, ...], new: Any) -> Any:
    """Return a value in which another stands at a path."""
    if not at:
        return copy.deepcopy(new)
    made = copy.copy(value)
    made[at[0]] = changed(value[at[0]], at[1:], new)
    return made


def without(value: Any, at: tuple[Any, ...]) -> Any:
    """Return a value without what stands at a path."""
    made = copy.copy(value)
    if len(at) > 1:
        made[at[0]] = without(value[at[0]], at[1:])
    else:
        del made[at[0]]
    return made


def at_path(value: Any, at: tuple[Any, ...]) -> Any:
    for key in at:
        value = value[key]
    return value


def mutations(whole: Any, walked: set[str]) -> Iterator[tuple[str, Any]]:
    """Yield each key or item left out, each mapping with an unknown key, and each value with another in its place.

    What equals a value that was walked before is of one type with it, and not entered again.
    """
    for at in [*places(whole, (), walked)]:
        name = ".".join(map(str, at))
        if at:
            yield f"without {name}", without(whole, at)
        if isinstance(here := at_path(whole, at), dict):
            yield f"unknown key in {name}", changed(whole, at, {**here, "zzz": "a"})
            yield f"misspelt key in {name}", changed(whole, at, {f"{key}x": part for key, part in here.items()})
        yield from ((f"{wrong!r} at {name}", changed(whole, at, wrong)) for wrong in WRONG)


def loads(file: str, value: Any) -> bool:
    """Return whether the loader finds nothing wrong with the form of a file, were every id declared that can be one."""
    node, problems = parse(json.dumps(value, ensure_ascii=False), file)
    assert node is not None
    assert not problems
    loader = LoaderOf(node)
    if file in TABLES:
        loader.read_file(Path(file), TABLES[file])
    else:
        with suppress(Refused):
            loader.converter.record(Source, node, Scalar(node.mark, "an-id", plain=True))
    ids = [reference.name for reference in loader.converter.references]
    return not loader.problems and all(re.fullmatch(ID.regex, name) for name in ids)


class LoaderOf(Loader):
    """Reads one node, whatever file is asked for."""

    def __init__(self, node: Any) -> None:
        super().__init__(Path())
        self.node = node

    def read(self, _file: Path, _path: str) -> Any:
        return self.node


def judged(file: str, whole: Any, walked: set[str], about: str = "") -> dict[str, tuple[bool, bool]]:
    """Return what the schema and the loader say of each damage of a file that both accept, of some keys or of all."""
    judge = validator(file)
    assert judge.is_valid(whole), list(judge.iter_errors(whole))
    assert loads(file, whole)
    damaged = ((name, value) for name, value in mutations(whole, walked) if re.search(about, name))
    return {name: (judge.is_valid(value), loads(file, value)) for name, value in damaged}


def test_loader_and_schema_agree_on_every_damage() -> None:
    walked = set[str]()
    for file in [*TABLES, "seeds/"]:
        kinds = TABLES.get(file)
        whole = {table: {"an-id": sample(kind)} for table, kind in kinds.items()} if kinds else sample(Source)
        verdicts = judged(file, whole, walked)
        assert {name: both for name, both in verdicts.items() if len(set(both)) > 1} == {}, file
        assert set(verdicts.values()) == {(True, True), (False, False)}, file


def test_loader_and_schema_agree_on_an_article_that_nobody_captured() -> None:
    whole, walked = sample(Source), set[str]()
    assert [*places(whole, (), walked)]
    reading = {"date": "2026-11-28", "how": "print", "extent": "whole"}
    read = {name: value for name, value in whole.items() if name != "capture"} | {"reading": reading}
    read["figures"]["an-id"]["an-id"]["citation"] = {"source": "an-id", "printed": "88.761", "place": "not-given"}
    read["published"] = {"value": "2019-01", "origin": "outside"}
    verdicts = judged("seeds/", read, walked, about="reading|citation|published")
    assert {name: both for name, both in verdicts.items() if len(set(both)) > 1} == {}
    assert verdicts["without reading"] == (False, False)
    assert (validator("seeds/").is_valid(whole | read), loads("seeds/", whole | read)) == (False, False)


def test_every_key_of_every_record_is_damaged() -> None:
    """The examples hold every key that a record may have."""
    for kinds in TABLES.values():
        for kind in kinds.values():
            written: Any = kind
            keys = {name for name, (spec, _) in record_fields(written).items() if not spec.metadata}
            assert sample(written).keys() == keys


@pytest.mark.parametrize(
    ("kind", "required"), [("indicators", ["topic", "label", "definition", "unit"]), ("topics", ["label"])]
)
def test_what_may_be_left_out_is_not_required(kind: str, required: list[str]) -> None:
    record = schema_of("data/indicators.yaml")["properties"][kind]["additionalProperties"]
    assert record["required"] == required


def test_the_pattern_of_every_form_is_read_by_editors(browser: Browser) -> None:
    """Editors read patterns as JavaScript does, and the Unicode mode of it is the strictest."""
    texts = [(ROOT / editor_schemas.schema_path(file)).read_text(encoding="utf-8") for file in [*TABLES, "seeds/"]]
    found = {json.loads(f'"{each}"') for text in texts for each in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', text)}
    assert len(found) > 5
    cases = {
        "ID": ["an-id", "index", "not-given", "a b"],
        "URL": [URL, "https://a.b/ c"],
        "TEXT": ["ب", " ", "a\u200bb"],
    }
    samples = [each for case in cases.values() for each in case]
    script = "([patterns, texts]) => patterns.map(p => texts.map(t => new RegExp(p, 'u').test(t)))"
    patterns = sorted(found)
    page = browser.new_page()
    judged_by_editors = page.evaluate(script, [patterns, samples])
    page.close()
    assert judged_by_editors == [[re.search(pattern, text) is not None for text in samples] for pattern in patterns]
