"""The knowledge base: frozen records whose field types are the one schema of the data files (see `record`)."""

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, ClassVar

from ..problems import say
from ..text.evidence import Fingerprint
from ..text.languages import ArticleLanguage, Language
from ..text.quantities import Measure, Precision
from .contact import NO_CONTACT, Contact
from .record import (
    ID,
    NOT_GIVEN,
    Bilingual,
    Filled,
    Found,
    Month,
    NotGiven,
    Pattern,
    Record,
    Ref,
    Translated,
    Translations,
    from_key,
)
from .tables import EVERY, Table

Url = Annotated[str, Pattern(r"""https?://[^\s"'<>]+""", say("form-url"))]
Sha256 = Annotated[str, Pattern(r"[0-9a-f]{64}", say("form-sha256"))]
# The first sign is no space, so that a name is not empty.
AuthorName = Annotated[str, Pattern(r"[^\s0-9٠-٩۰-۹<>{}|«»:;/\\][^0-9٠-٩۰-۹<>{}|«»:;/\\]{1,60}", say("form-author"))]
Authors = Annotated[tuple[AuthorName, ...], Filled(say("form-authors"))]
# The number itself, without the sentence around it: a quote has four words and more.
PrintedNumber = Annotated[str, Pattern(r"(?=.*[0-9٠-٩۰-۹])\S+(?:\s\S+){0,3}", say("form-printed"))]
FileName = Annotated[str, Pattern(r"[A-Za-z0-9_.-]+\.txt", say("form-file"))]


class Basis(StrEnum):
    """Whether the article's words say it, an editor inferred it, or an editor read it where no quote proves it."""

    STATED = "stated"
    INFERRED = "inferred"
    DECLARED = "declared"


class Status(StrEnum):
    """Whether a figure says what was, or what somebody foresees or plans."""

    OBSERVED = "observed"
    FORECAST = "forecast"


class Evidence(StrEnum):
    """What a figure rests on: a quote found word for word in a captured text, or an article that nobody captured."""

    VERIFIED = "verified"
    REFERENCED = "referenced"


class Medium(StrEnum):
    """What of an article an editor read, where nobody captured it."""

    STORED_COPY = "stored-copy"
    LIVE_PAGE = "live-page"
    PRINT = "print"


class Extent(StrEnum):
    """How much of an article an editor saw."""

    WHOLE = "whole"
    CUT = "cut"
    EXCERPT = "excerpt"


class Formula(StrEnum):
    """What a derived figure computes from two observations: the second is the whole, or the later one."""

    SHARE = "share"
    CHANGE = "change"
    DIFFERENCE = "difference"


class EntityKind(StrEnum):
    """What an entity is. Outlets carry articles; no publisher needs to be named by one."""

    INSTITUTION = "institution"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"
    PLACE = "place"
    OUTLET = "outlet"


# Who acts or states; where and whence; what publishes.
ACTORS = (EntityKind.INSTITUTION, EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.GROUP)
Actor = Annotated[str, Ref("entities", ACTORS)]
Place = Annotated[str, Ref("entities", (EntityKind.PLACE,))]
Speaker = Annotated[str, Ref("entities", (*ACTORS, EntityKind.OUTLET))]
# What publishes an article; a body that publishes itself, a report or a press release.
PUBLISHERS = (EntityKind.OUTLET, EntityKind.INSTITUTION, EntityKind.ORGANISATION)
Publisher = Annotated[str, Ref("entities", PUBLISHERS)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A subject with a page of its own, of the same file name in both languages."""

    id: str = from_key()
    label: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class PluralForms(Record):
    """A noun in every CLDR plural form of each language; `locale.check_forms` says which."""

    ar: Mapping[str, str]
    fr: Mapping[str, str]

    def __getitem__(self, language: Language) -> Mapping[str, str]:
        return self.ar if language is Language.AR else self.fr


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Record):
    """A unit of measure; `wordings` are other words by which articles name what it counts."""

    id: str = from_key()
    measure: Measure
    forms: PluralForms
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness(Translated):
    """A fragment of an article, in its own words, and an editor's translation."""

    quote: str
    translation: str | Translations

    def in_language(self, source: ArticleLanguage, language: Language) -> str:
        """Return the quote of a source in its language, or its translation into another one of the site."""
        return self.quote if source.is_of(language) else self.translated(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Witness):
    """The fragment of an article that states a fact."""

    source: Annotated[str, Ref("sources")]
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Record):
    """The number of an article that nobody captured, as it is printed there, and where: no other word of it."""

    source: Annotated[str, Ref("sources")]
    printed: PrintedNumber | NotGiven
    place: Bilingual | NotGiven
    note: Bilingual | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Based(Record):
    """Something the cited quote, or further quotes of the same article, state; or that an editor inferred."""

    basis: Basis
    witnesses: tuple[Witness, ...] = ()
    reason: Bilingual | None = None

    def named(self) -> tuple[str, ...]:
        """Return the ids of the entities that a quote must name where this is stated."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Period(Based):
    """The reference period, both days included; the end may be one that the article does not give."""

    start: dt.date
    end: dt.date | NotGiven

    @property
    def is_full_year(self) -> bool:
        """Whether the period is one calendar year, whole."""
        return self.end == dt.date(self.start.year, 12, 31) and (self.start.month, self.start.day) == (1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope(Based):
    """What narrows the count."""

    actor: Actor | None = None
    partner: Actor | None = None
    place: Place | None = None
    origin: Place | None = None

    @property
    def roles(self) -> Mapping[str, str | None]:
        """The ids of the entities that narrow it, by the parts that they play; None where nobody plays one."""
        return {"actor": self.actor, "partner": self.partner, "place": self.place, "origin": self.origin}

    def named(self) -> tuple[str, ...]:
        return tuple(filter(None, self.roles.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority(Based):
    """Who stated it."""

    entity: Speaker

    def named(self) -> tuple[str, ...]:
        return (self.entity,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Record):
    """Something an article says: an observation, an event or a statement."""

    id: str = from_key()
    citation: Citation | Mention
    comment: Bilingual | None = None
    reviewed: dt.date

    @property
    def quotation(self) -> Citation:
        """The quote that proves the fact. Raises TypeError where the article was only read (see `Evidence`)."""
        if isinstance(self.citation, Mention):
            raise TypeError(f"no quote proves {self.id}")
        return self.citation

    def bases(self) -> Mapping[str, Based]:
        """Return what of the fact is either stated or inferred, by the name of its key."""
        return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Fact):
    """One value of an indicator, for a period and a scope, as one authority stated it: the unit of citation."""

    value: Decimal
    value_to: Decimal | None = None
    out_of: Decimal | None = None
    precision: Precision
    status: Status = Status.OBSERVED
    rounds: Annotated[str, Ref("observations")] | None = None
    part_of: Annotated[str, Ref("observations")] | None = None
    base: Annotated[str, ID] | None = None
    disagrees_with: tuple[Annotated[str, Ref("observations")], ...] = ()
    superseded_by: Annotated[str, Ref("observations")] | None = None
    superseded_because: Bilingual | None = None
    period: Period
    scope: Scope
    stated_by: Authority

    @property
    def amount(self) -> tuple[object, ...]:
        """What two observations of the same amount have alike: the value and all that belongs to it."""
        return self.value, self.value_to, self.out_of, self.precision is Precision.SEVERAL, self.status

    @property
    def has_length(self) -> bool:
        """Whether the value can be drawn beside others: no range, fraction or order of magnitude, and no forecast."""
        if self.status is Status.FORECAST:
            return False
        return self.value_to is None and self.out_of is None and self.precision is not Precision.SEVERAL

    def bases(self) -> Mapping[str, Based]:
        return {"stated_by": self.stated_by, "period": self.period, "scope": self.scope}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Record):
    """What is counted."""

    id: str = from_key()
    topic: Annotated[str, Ref("topics")]
    label: Bilingual
    definition: Bilingual
    unit: Annotated[str, Ref("units")]
    observations: Mapping[str, Observation] = field(default_factory=dict)  # more stand with their articles


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFigure(Record):
    """A figure of ours: a formula over observations, shown as ours with all of their footnotes."""

    id: str = from_key()
    topic: Annotated[str, Ref("topics")]
    label: Bilingual
    formula: Formula
    of: tuple[Annotated[str, Ref("observations")], ...]
    reviewed: dt.date


# The kinds of records that have a document in the API, and those whose meaning can be corrected.
DOCUMENTED = ("figures", "indicators", "sources", "events", "statements", "derived")
CORRECTABLE = ("figures", "indicators", "units", "events", "statements", "derived")
CORRECTED = Pattern(rf"({'|'.join(CORRECTABLE)})/{ID.regex}", say("form-corrected"))
DOCUMENT = Pattern(rf"({'|'.join(DOCUMENTED)})/{ID.regex}", say("form-document"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """Something published that was wrong, since when it is mended, and why.

    Either a value: `observation`, what it `was` and is `now`. Or a meaning: the path of the `record`, as in the API or
    `units/…`, and which of its fields `changed`.
    """

    id: str = from_key()
    date: dt.date
    observation: Annotated[str, Ref("observations")] | None = None
    was: Decimal | None = None
    now: Decimal | None = None
    record: Annotated[str, CORRECTED] | None = None
    changed: tuple[str, ...] = ()
    why: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone(Record):
    """A document of the API that is gone: since when, why, and which one took its place."""

    id: str = from_key()
    gone: Annotated[str, DOCUMENT]
    date: dt.date
    reason: Bilingual
    successor: Annotated[str, DOCUMENT] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example(Record):
    """A place of the project that passes a rule as it stands, and what makes it fail there (None: its removal)."""

    file: str
    passes: str
    fails: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Record):
    """The public description of a problem's code; the test of its example proves both halves."""

    id: str = from_key()
    description: Bilingual
    example: Example | None = None

    @property
    def code(self) -> str:
        """The code as problems print it."""
        return self.id.upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption(Record):
    """A number that pages may show although no fact states it: exactly this text, on these pages, for this reason."""

    id: str = from_key()
    text: str
    pages: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """A happening."""

    citation: Citation
    topic: Annotated[str, Ref("topics")]
    label: Bilingual
    date: dt.date | NotGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """An attributed claim without a number: who said, called for, recommended or warned of what."""

    citation: Citation
    topic: Annotated[str, Ref("topics")]
    text: Bilingual
    stated_by: Authority

    def bases(self) -> Mapping[str, Based]:
        return {"stated_by": self.stated_by}


SYNONYM = Pattern(r"[^\W\d_]{2,}", say("form-synonym"))
ISO_3166 = Pattern(r"[A-Z]{2}(-[A-Z0-9]{1,3})?", say("form-iso-3166"))
HOST = Pattern(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+", say("form-host"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Record):
    """An institution, person, group or place, named once; `wordings` are the articles' spellings of the name.

    `synonyms` are words that readers type for it, which no page shows: the search finds its name by them. `hosts` are
    those at which an outlet publishes; `isnad new source` knows it by them. `iso_3166` is the code of a place.
    """

    id: str = from_key()
    kind: EntityKind
    name: Bilingual
    wordings: tuple[str, ...] = ()
    hosts: tuple[Annotated[str, HOST], ...] = ()
    synonyms: tuple[Annotated[str, SYNONYM], ...] = ()
    iso_3166: Annotated[str, ISO_3166] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Citation):
    """What an article calls a term: words that stand inside the quote."""

    wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Record):
    """An approved term, its meaning, and the articles' wordings beside it; `synonyms` as of an `Entity`."""

    id: str = from_key()
    term: Bilingual
    definition: Bilingual
    wordings: tuple[Wording, ...] = ()
    synonyms: tuple[Annotated[str, SYNONYM], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Site(Record):
    """What the site calls itself; its id names the data package and its references."""

    id: str = from_key()
    name: Bilingual
    description: Bilingual


@dataclass(frozen=True, slots=True, kw_only=True)
class Title(Translated):
    """An article's headline and an editor's translation of it."""

    value: str
    translation: str | Translations


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture(Record):
    """The archived text: its file, its SHA-256, and the lines on which the headline and each paragraph stand.

    `promoted` is the day on which it took the place of what an editor had only read.
    """

    file: FileName
    sha256: Sha256
    title_line: int | NotGiven
    paragraph_lines: tuple[int, ...]
    promoted: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading(Record):
    """How an editor read an article that nobody captured: when, what of it, and how much."""

    date: dt.date
    how: Medium
    extent: Extent


@dataclass(frozen=True, slots=True, kw_only=True)
class Afterwards(Record):
    """What became of an article after it was captured, as a person saw it on that day, in a sentence of ours."""

    date: dt.date
    note: Bilingual


DETAILS = ("publisher", "agency", "authors", "published", "url", "web_archive_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """One article: what is known of it and, explicitly, what is not; its text is captured, or an editor read it.

    `agency` is the one whose dispatch it prints.
    `figures` are its observations by indicator, as its file holds them; `load` moves them to their indicators.
    """

    one_of: ClassVar[tuple[str, ...]] = ("capture", "reading")

    id: str = from_key()
    language: ArticleLanguage
    label: Bilingual
    summary: Bilingual
    title: Title | NotGiven
    publisher: Found[Publisher] | NotGiven
    agency: Found[Publisher] | NotGiven = NOT_GIVEN
    authors: Found[Authors] | NotGiven
    published: Found[dt.date | Month] | NotGiven
    url: Found[Url] | NotGiven
    web_archive_url: Found[Url] | NotGiven
    capture: Capture | None = None
    reading: Reading | None = None
    caveats: tuple[Bilingual, ...] = ()
    changed: Afterwards | None = None
    withdrawn: Afterwards | None = None
    figures: Mapping[Annotated[str, Ref("indicators")], Mapping[str, Observation]] = field(default_factory=dict)

    @property
    def captured(self) -> Capture:
        """The captured text. Raises TypeError where nobody captured the article."""
        if self.capture is None:
            raise TypeError(f"nobody captured {self.id}")
        return self.capture

    @property
    def evidence(self) -> Evidence:
        """What figures of the article rest on."""
        return Evidence.REFERENCED if self.capture is None else Evidence.VERIFIED

    @property
    def published_day(self) -> dt.date | None:
        """The day of publication; None where it is not known, or only its month."""
        day = None if self.published is NOT_GIVEN else self.published.value
        return None if isinstance(day, Month) else day

    @property
    def houses(self) -> tuple[str, ...]:
        """The ids of the outlet or body that published it and of the agency whose dispatch it prints, where known."""
        return tuple(found.value for found in (self.publisher, self.agency) if found is not NOT_GIVEN)

    @property
    def details(self) -> Mapping[str, Found[Any] | NotGiven]:
        """What is known of it, with where that was found, by the names of the fields."""
        return {name: getattr(self, name) for name in DETAILS}

    @property
    def afterwards(self) -> Mapping[str, Afterwards]:
        """What became of it, by the name of the field that says it."""
        return {name: seen for name in ("changed", "withdrawn") if (seen := getattr(self, name))}


def table_of(kind: str) -> str:
    """Return the table of the knowledge base that holds the records of a kind, as paths name it."""
    return "observations" if kind == "figures" else kind


# The tables that contributors add to every day.
OF_FACTS = (
    *("indicators", "derived", "events", "statements", "sources", "fingerprints", "observations", "indicator_of"),
)
LOCAL_URL = "http://127.0.0.1:8000/"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KnowledgeBase:
    """Everything the site says, by id: the only thing passed on. Each is equal to itself alone (see `indexes`).

    `set_aside` names the table and id of each record that was too broken to read, or EVERY id of a table that was;
    its problem is reported already. `seal` marks what macros make of facts, so that the audit trusts nothing that an
    author wrote by hand; it is new in every run and never published. `site_url` is where the site is published, with a
    slash at its end; `contact` is how readers reach the editors; `root` is the project's folder, where there is one.
    """

    site: Site
    topics: Mapping[str, Topic]
    units: Mapping[str, Unit]
    indicators: Mapping[str, Indicator]
    derived: Mapping[str, DerivedFigure]
    exceptions: Mapping[str, Exemption]
    corrections: Mapping[str, Correction]
    tombstones: Mapping[str, Tombstone]
    events: Mapping[str, Event]
    statements: Mapping[str, Statement]
    entities: Mapping[str, Entity]
    terms: Mapping[str, Term]
    labels: Mapping[str, Bilingual]
    keys: Mapping[str, Bilingual]
    rules: Mapping[str, Rule]
    sources: Mapping[str, Source]
    fingerprints: Mapping[str, Fingerprint]
    observations: Mapping[str, Observation]
    indicator_of: Mapping[str, Indicator]
    set_aside: frozenset[tuple[str, str]] = frozenset()
    seal: str = field(default_factory=lambda: secrets.token_hex(8), compare=False)
    site_url: str = field(default=LOCAL_URL, compare=False)
    contact: Contact = field(default=NO_CONTACT, compare=False)
    root: Path | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        """Have the tables of facts note what is looked up in them."""
        for name in OF_FACTS:
            object.__setattr__(self, name, Table(name, getattr(self, name)))

    def rest(self) -> str:
        """Return all that it says beside facts."""
        other = (spec.name for spec in fields(self) if spec.name not in (*OF_FACTS, "seal", "root", "set_aside"))
        return repr([sorted(self.set_aside), *(getattr(self, name) for name in other)])

    def is_set_aside(self, table: str, name: str) -> bool:
        """Return whether a record was too broken to read."""
        return (table, name) in self.set_aside or (table, EVERY) in self.set_aside

    def is_set_aside_at(self, path: str) -> bool:
        """Return whether the record at a path was too broken to read."""
        kind, _, name = path.partition("/")
        return self.is_set_aside(table_of(kind), name)

    def at_paths(self, kinds: Iterable[str]) -> dict[str, Record]:
        """Return the records of some kinds by their paths, as in the API: `figures/rescues-2024`, `units/person`."""
        return {f"{kind}/{name}": record for kind in kinds for name, record in getattr(self, table_of(kind)).items()}

    def unit_of(self, observation: Observation) -> Unit:
        """Return the unit of measure of an observation."""
        return self.units[self.indicator_of[observation.id].unit]

    def figures_of(self, indicator: Indicator) -> list[Observation]:
        """Return the observations of an indicator that could be read, in the order of the data files."""
        return [self.observations[name] for name in indicator.observations if name in self.observations]

    def topic_of(self, fact: Fact) -> str:
        """Return the id of the topic a fact belongs to."""
        if isinstance(fact, Event | Statement):
            return fact.topic
        return self.indicator_of[fact.id].topic

    def source_of(self, fact: Fact) -> Source:
        """Return the article that carries a fact."""
        return self.sources[fact.citation.source]

    def evidence_of(self, fact: Fact) -> Evidence:
        """Return what a fact rests on."""
        return self.source_of(fact).evidence

    def tiers(self, facts: Iterable[Fact]) -> Counter[Evidence]:
        """Return how many facts rest on what."""
        return Counter(map(self.evidence_of, facts))

    def quoted(self) -> Iterator[Observation]:
        """Yield every observation that a quote proves, in the order of the data files."""
        yield from (each for each in self.observations.values() if isinstance(each.citation, Citation))

    def referenced(self) -> Iterator[tuple[Observation, Mention]]:
        """Yield every observation of an article that nobody captured, with what is printed there."""
        for observation in self.observations.values():
            if isinstance(observation.citation, Mention):
                yield observation, observation.citation

    def facts(self) -> Iterator[Fact]:
        """Yield every observation, event and statement, in the order of the data files."""
        yield from self.observations.values()
        yield from self.events.values()
        yield from self.statements.values()


def is_report(kb: KnowledgeBase, source: Source) -> bool:
    """Return whether a body published a source itself, as a report or a press release, and no outlet did."""
    return source.publisher is not NOT_GIVEN and kb.entities[source.publisher.value].kind is not EntityKind.OUTLET
