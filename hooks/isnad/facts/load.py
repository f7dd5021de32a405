"""The files of `data/` and `seeds/` to a KnowledgeBase, and everything that is wrong with their form."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

from ..problems import Mark, Message, Problem, hint, nearest, say
from ..problems.problem import MOST_NAMES, MOST_PLACES, by_nearness, places_of
from ..text.cache import kept_thing
from . import contributed, fingerprints, merges, tiers, unread_files, yamltree
from .model import (
    Correction,
    DerivedFigure,
    Entity,
    Event,
    Exemption,
    Indicator,
    KnowledgeBase,
    Observation,
    Rule,
    Site,
    Source,
    Statement,
    Term,
    Tombstone,
    Topic,
    Unit,
)
from .record import ID, Bilingual, Record
from .schema import Converter, Reference, Refused, keys_of, references
from .tables import EVERY

TABLES: Mapping[str, Mapping[str, type[Record]]] = {
    "data/site.yaml": {"site": Site},
    "data/indicators.yaml": {"topics": Topic, "units": Unit, "indicators": Indicator},
    "data/derived.yaml": {"derived": DerivedFigure},
    "data/exceptions.yaml": {"exceptions": Exemption},
    "data/corrections.yaml": {"corrections": Correction},
    "data/tombstones.yaml": {"tombstones": Tombstone},
    "data/events.yaml": {"events": Event, "statements": Statement},
    "data/entities.yaml": {"entities": Entity},
    "data/glossary.yaml": {"terms": Term},
}


WORDS = Path(__file__).parent.parent  # the folder of the site's own words: labels, rules, keys
# Beside the code, which names each label, each rule and each key of a record.
OWN_TABLES: Mapping[str, Mapping[str, type[Record]]] = {
    "keys.yaml": {"keys": Bilingual},
    "labels.yaml": {"labels": Bilingual},
    "rules.yaml": {"rules": Rule},
}
OWN_FOLDER = "hooks/isnad"


@cache
def _keys() -> frozenset[str]:
    """Return every key that a record of the data files or of `seeds/` may have."""
    kinds = (kind for tables in (TABLES, OWN_TABLES) for table in tables.values() for kind in table.values())
    return keys_of(Source, *kinds)


class Contents(NamedTuple):
    """What a file holds in which all is sound: its tables, the ids that it declares, the references of its records."""

    tables: Mapping[str, Mapping[str, Any]]
    declared: Mapping[str, Mapping[str, Mark]]
    references: list[Reference]


@dataclass(slots=True)
class Loader:
    """Reads the files one by one into tables of records; a broken record is reported and set aside."""

    root: Path
    converter: Converter = field(default_factory=Converter)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    declared: dict[str, dict[str, Mark]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    unproved: dict[str, Source] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return self.converter.problems

    def read(self, file: Path, path: str) -> yamltree.Node | None:
        """Return the root node of a YAML file, or None with the reason reported; `path` is what problems name it."""
        node, problems = read_yaml(file.parents[path.count("/")], path)
        self.problems.extend(problems)
        return node

    def relative(self, file: Path) -> str:
        """Return the path of a file as problems name it."""
        return file.relative_to(self.root).as_posix() if file.is_relative_to(self.root) else f"{OWN_FOLDER}/{file.name}"

    def add(self, file: Path, read: Callable[["Loader"], None]) -> None:
        """Add what one file holds, as `read` has a loader read it; from the cache where all in it was sound before."""
        path, root = self.relative(file), file.parents[self.relative(file).count("/")]
        try:
            text = contributed.read_bytes(root, path).decode()
        except (OSError, UnicodeDecodeError):
            read(self)
            return
        contents = kept_thing("records", f"{path}\n{text}", lambda: _sound_contents(self.root, read))
        if not isinstance(contents, Contents):
            read(self)
            return
        for table, records in contents.tables.items():
            self.tables.setdefault(table, {}).update(records)
        for table, marks in contents.declared.items():
            self.declared.setdefault(table, {})
            for name, mark in marks.items():
                self.declare_id(table, name, mark)
        self.converter.references.extend(contents.references)

    def load_file(self, file: Path, kinds: Mapping[str, type[Record]]) -> None:
        """Fill the tables that one data file holds."""
        self.add(file, lambda loader: loader.read_file(file, kinds))

    def read_file(self, file: Path, kinds: Mapping[str, type[Record]]) -> None:
        """Fill the same tables without the cache."""
        for table in kinds:
            self.tables[table], self.declared[table] = {}, {}
        if not isinstance(node := self.read(file, self.relative(file)), yamltree.Mapping):
            self.unread.update(kinds)
            if node:
                self.converter.refuse(node.mark, "WRONG-TYPE", say("file-keys", keys=list(kinds)))
            return
        for name, (key, value) in node.pairs.items():
            if name not in kinds:
                self.converter.refuse(key.mark, "UNKNOWN-KEY", say("unknown-key", key=name, hint=hint(name, kinds)))
                continue
            self.declare(name, value)
            try:
                self.tables[name] = self.converter.mapping(str, kinds[name], value)
            except Refused:
                continue
        for name in kinds.keys() - node.pairs.keys():
            self.unread.add(name)
            self.converter.refuse(node.mark, "MISSING-KEY", say("missing-table", key=name))

    def declare(self, table: str, node: yamltree.Node) -> None:
        """Note the ids that a table declares, whether or not their records turn out whole."""
        if isinstance(node, yamltree.Mapping):
            for name, (key, value) in node.pairs.items():
                self.declare_id(table, name, key.mark)
                if table == "indicators" and isinstance(value, yamltree.Mapping) and "observations" in value.pairs:
                    self.declare("observations", value.pairs["observations"][1])

    def declare_id(self, table: str, name: str, mark: Mark) -> None:
        """Note an id that a table declares; report it where another place declares the same."""
        first = self.declared.setdefault(table, {}).setdefault(name, mark)
        if first is not mark:
            message = say("duplicate-id", id=name, place=f"{first.path}:{first.line}")
            self.converter.refuse(mark, "DUPLICATE-ID", message)

    def load_sources(self) -> None:
        """Fill the table of sources, a record a file, and declare their observations."""
        self.tables["sources"], self.declared["sources"], self.tables["fingerprints"] = {}, {}, {}
        for file in sorted((self.root / "seeds").glob("*.yaml")):
            self.add(file, partial(Loader.read_source, file=file))

    def read_source(self, file: Path) -> None:
        """Read the record of a source, and declare its observations."""
        path, name = f"seeds/{file.name}", file.stem
        key = yamltree.Scalar(Mark(path, 1, 1), name, plain=True)
        self.declared.setdefault("sources", {})[name] = key.mark
        if node := self.read(file, path):
            figures = yamltree.find(node, "figures")
            for _, observations in figures.pairs.values() if isinstance(figures, yamltree.Mapping) else ():
                self.declare("observations", observations)
            with suppress(Refused):
                self.converter.match(ID, name, key.mark)
                self.tables.setdefault("sources", {})[name] = self.converter.record(Source, node, key)

    def load_fingerprints(self) -> None:
        """Read the fingerprint of each captured source; one without a readable one is reported and set aside."""
        for name, source in list(self.tables["sources"].items()):
            path = fingerprints.fingerprint_path(name)
            if source.capture is None:
                if (self.root / path).exists():
                    self.converter.refuse(Mark(path, 1, 1), "UNREAD-FILE", say("fingerprint-uncaptured", source=name))
                continue
            try:
                text = contributed.read_bytes(self.root, path).decode()
                conflicts = merges.check(text, path)
                self.problems.extend(conflicts)
                if not conflicts:
                    self.tables["fingerprints"][name] = fingerprints.parse_fingerprint(text, path)
            except (OSError, UnicodeDecodeError):
                self.unproved[name] = source
            except yamltree.Broken as broken:
                self.problems.append(broken.problem)
            if name not in self.tables["fingerprints"]:
                del self.tables["sources"][name]

    def resolve(self) -> None:
        """Report references to ids that no file declares."""
        if "indicators" in self.unread:
            self.unread.add("observations")
        for reference in self.converter.references:
            if reference.table not in self.unread and reference.name not in self.declared[reference.table]:
                message = unknown(reference, self.declared[reference.table], self.tables["entities"])
                self.converter.refuse(reference.mark, "UNKNOWN-ID", message)

    def check_files(self) -> None:
        """Report files that nothing reads, and sources of which only the fingerprint is left.

        What names such a source is not told that there is none.
        """
        sources = self.declared["sources"]
        for path, message in unread_files.find(self.root, TABLES):
            self.converter.refuse(Mark(path, 1, 1), "UNREAD-FILE", message)
            if source := unread_files.source_of(path):
                sources.setdefault(source, Mark(path, 1, 1))
        for file in sorted((self.root / "seeds" / "fingerprints").glob("*.txt")):
            if file.stem not in sources:
                self.miss_source(file)
        for name, unproved in self.unproved.items():
            message = say("no-fingerprint", path=fingerprints.fingerprint_path(name))
            self.converter.refuse(unproved.at(), "NO-FINGERPRINT", message)

    def miss_source(self, fingerprint: Path) -> None:
        """Report a source of which only the fingerprint is left: its record was deleted, or has another name now."""
        name, path = fingerprint.stem, self.relative(fingerprint)
        places = places_of(each.mark for each in self.converter.references if each[1:3] == ("sources", name))
        text = fingerprint.read_text(encoding="utf-8", errors="replace")
        alone = (it for it in self.unproved.values() if it.capture and it.capture.sha256 in text)
        mark = Mark(f"seeds/{name}.yaml", 1, 1)
        self.declared["sources"][name] = mark
        if renamed := next(alone, None):
            del self.unproved[renamed.id]
            message = say("source-renamed", old=name, fingerprint=path, count=places.number, places=places.first)
            self.converter.refuse(renamed.at(), "NO-FINGERPRINT", message)
        else:
            self.converter.refuse(
                mark, "MISSING-FILE", say("source-gone", fingerprint=path, count=places.number, places=places.first)
            )

    def join(self) -> None:
        """Move the observations in the files of sources to their indicators, behind those that these have."""
        joined: dict[str, dict[str, Observation]] = {}
        for name, source in self.tables["sources"].items():
            for indicator, observations in source.figures.items():
                of_indicator = joined.setdefault(indicator, {})
                for observation in observations.values():
                    if self.is_own(source, observation):
                        of_indicator.setdefault(observation.id, observation)
            if source.figures:
                self.tables["sources"][name] = replace(source, figures={})
        indicators = self.tables["indicators"]
        for name in joined.keys() & indicators.keys():
            own = indicators[name].observations
            indicators[name] = replace(indicators[name], observations={**own, **joined[name], **own})

    def is_own(self, source: Source, observation: Observation) -> bool:
        """Return whether an observation in the file of a source quotes that source; report one that quotes another."""
        other = observation.citation.source
        if other != source.id and other in self.declared["sources"]:
            message = say("figure-of-other", id=observation.id, source=source.id, other=other)
            self.converter.refuse(observation.citation.at("source"), "QUOTE-SOURCE", message)
        return other == source.id

    def flatten(self) -> dict[str, Indicator]:
        """Fill the table of observations and return the indicator of each; of two with one id, the first."""
        self.tables["observations"] = {}
        indicator_of: dict[str, Indicator] = {}
        for indicator in self.tables["indicators"].values():
            for name, observation in indicator.observations.items():
                self.tables["observations"].setdefault(name, observation)
                indicator_of.setdefault(name, indicator)
        return indicator_of

    def match_tiers(self) -> None:
        """Set aside and report what an article's tier of evidence does not allow, or its language asks to translate."""
        for table, name, problem in list(tiers.mismatches(self.tables)):
            self.problems.append(problem)
            self.tables[table].pop(name, None)

    def name_site(self) -> Site:
        """Return the one record of the site, and have its words among the labels; a nameless one where it is broken."""
        declared, marks = self.declared["site"], {"": Mark("data/site.yaml", 1, 1)}
        nameless = Bilingual(marks=marks, ar="—", fr="—")
        if len(declared) != 1 and "site" not in self.unread:
            mark = [*marks.values(), *declared.values()][-1]
            self.converter.refuse(mark, "WRONG-TYPE", say("one-site", count=len(declared)))
        sites: Iterable[Site] = self.tables["site"].values()
        site = next(iter(sites), Site(marks=marks, id="site", name=nameless, description=nameless))
        if self.tables["labels"]:
            self.tables["labels"] |= {"site-name": site.name, "dataset-description": site.description}
        return site

    def prune(self, indicator_of: Mapping[str, Indicator]) -> None:
        """Set aside every record that refers to one that is not there, until all that is left is sound."""
        if all(each.name in self.tables[each.table] for each in self.converter.references):
            return  # what every record refers to is there: nothing to look for
        while broken := [
            (table, name) for table, records in self.tables.items() for name, record in records.items()
            if isinstance(record, Record) and not self.is_sound(record, indicator_of.get(name))
        ]:  # fmt: skip
            for table, name in broken:
                del self.tables[table][name]

    def is_sound(self, record: Record, indicator: Indicator | None) -> bool:
        """Return whether all that a record refers to is there, and the indicator of an observation too."""
        if isinstance(record, Observation) and (indicator is None or indicator.id not in self.tables["indicators"]):
            return False
        return all(name in self.tables[table] for part in _tree(record) for table, name in references(part))


def _sound_contents(root: Path, read: Callable[[Loader], None]) -> Contents | Literal[False]:
    """Return what a file holds if all in it is sound; `False`, which the cache keeps, where something is not."""
    alone = Loader(root)
    read(alone)
    return not alone.problems and Contents(alone.tables, alone.declared, alone.converter.references)


def unknown(reference: Reference, declared: Iterable[str], entities: Mapping[str, Entity]) -> Message:
    """Return that an id is nobody's, and what may be meant; for an entity, how to add one."""
    table, name, kinds = reference.table, reference.name, reference.kinds
    if not kinds:
        return say("unknown-id", table=table, id=name, hint=hint(name, declared))
    fitting = by_nearness(name, (id for id, entity in entities.items() if entity.kind in kinds))
    shown = [*fitting[:MOST_NAMES], *(["…"] if len(fitting) > MOST_NAMES else [])]
    near = say("known", names=shown) if shown else say("none-known")
    if shown and nearest(name, shown[:1]):
        near = say("entity-near", name=shown[0], names=shown[1:MOST_PLACES] or say("none"))
    id = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "…"
    kind, wordings = (kinds[0], "") if len(kinds) == 1 else ("…", ", wordings: […]")
    line = f"{id}: {{kind: {kind}, name: {{ar: …, fr: …}}{wordings}}}"
    return say("unknown-entity", id=name, kinds=kinds, known=near, line=line)


def _tree(record: Record) -> Iterator[Record]:
    """Yield a record and all records inside it, but not the observations of an indicator."""
    yield record
    for part in record.parts():
        if not (isinstance(record, Indicator) and isinstance(part, Observation)):
            yield from _tree(part)


def read_yaml(root: Path, path: str, subset: bool = True) -> tuple[yamltree.Node | None, list[Problem]]:
    """Return the root node of a YAML file and what is wrong with it; a missing or empty file is a problem.

    Without `subset`, the file may use all of YAML.
    """
    try:
        text = yamltree.decode(contributed.read_bytes(root, path), path)
        node, problems = yamltree.parse(text, path, keys=_keys() if subset else frozenset(), subset=subset)
    except OSError as error:
        if error.errno in contributed.REPORTED:
            return None, []
        return None, [Problem(path, 1, 1, "MISSING-FILE", say("missing-file"))]
    except yamltree.Broken as broken:
        return None, [broken.problem]
    if node is None and not problems:
        problems = [Problem(path, 1, 1, "YAML-SYNTAX", say("file-empty"))]
    return node, problems


@contextmanager
def without_collection() -> Iterator[None]:
    """Have Python look for no cycles among the many objects made meanwhile: there are none, and it takes a third.

    Nor later, until as many are made again: at the end of a program, that alone takes a second at ten thousand figures.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    gc.unfreeze()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@without_collection()
def load(root: Path) -> tuple[KnowledgeBase, list[Problem]]:
    """Return the knowledge base of the project in `root` and every problem of form.

    What is broken is left out of the knowledge base, so that all the rest can be checked in the same run.
    """
    loader = Loader(root.resolve())
    for path, kinds in TABLES.items():
        loader.load_file(loader.root / path, kinds)
    for path, kinds in OWN_TABLES.items():
        loader.load_file(WORDS / path, kinds)
    loader.load_sources()
    loader.join()
    loader.load_fingerprints()
    indicator_of = loader.flatten()
    loader.declared.setdefault("observations", {})
    loader.check_files()
    loader.resolve()
    loader.match_tiers()
    loader.prune(indicator_of)
    loader.problems.extend(contributed.check_files(loader.root, "data", "seeds"))
    site = loader.name_site()
    declared = ((table, name) for table, names in loader.declared.items() for name in names)
    left_out = [(table, name) for table, name in declared if name not in loader.tables[table]]
    set_aside = frozenset([*left_out, *((table, EVERY) for table in loader.unread)])
    tables: dict[str, Any] = {**loader.tables, "site": site}
    kb = KnowledgeBase(**tables, indicator_of=indicator_of, set_aside=set_aside, root=loader.root)
    return kb, loader.problems


def load_rules() -> Mapping[str, Rule]:
    """Return the rules as the site explains them, by id; those that cannot be read are left out."""
    loader = Loader(WORDS)
    loader.load_file(loader.root / "rules.yaml", OWN_TABLES["rules.yaml"])
    return loader.tables["rules"]


def load_sources(root: Path) -> tuple[list[Source], list[Problem]]:
    """Return the source records of the project in `root`, with or without fingerprint, and their problems."""
    loader = Loader(root.resolve())
    loader.load_sources()
    return list(loader.tables["sources"].values()), loader.problems
