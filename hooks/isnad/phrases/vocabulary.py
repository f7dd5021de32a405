"""The words of both languages for the fields and codes of the API: headings of columns, titles in schemas."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..facts.comparability import Obstacle
from ..facts.model import Basis, Evidence, Extent, Formula, KnowledgeBase, Medium, Status
from ..facts.periods import EndStatus, Kind
from ..facts.record import Origin
from ..text.languages import ArticleLanguage, Language
from ..text.quantities import Measure, Precision
from ..text.typography import set_spaces


class Qualifier(StrEnum):
    """What qualifies a value that leaves the site: its precision, where «exact» would say more than an article does."""

    AS_STATED = "as-stated"
    ABOUT = "about"
    MORE_THAN = "more-than"
    AT_LEAST = "at-least"
    LESS_THAN = "less-than"
    AT_MOST = "at-most"
    BETWEEN = "between"
    SEVERAL = "several"
    ROUNDED = "rounded"


class ObservationStatus(StrEnum):
    """Of the code list CL_OBS_STATUS of SDMX: a normal value, a forecast, or one that is not validated."""

    NORMAL = "A"
    FORECAST = "F"
    UNVALIDATED = "V"


class Codes(NamedTuple):
    """A list of codes: the field that holds them, its label, and the beginning of the labels of their meanings."""

    field: str
    label: str
    prefix: str
    values: type[StrEnum]


CODES = (
    Codes("precision", "field-precision", "code-precision", Qualifier),
    Codes("status", "field-status", "code-status", Status),
    Codes("measure", "field-measure", "code-measure", Measure),
    Codes("end_status", "field-end-status", "code-end-status", EndStatus),
    Codes("kind", "field-period", "code-kind", Kind),
    Codes("basis", "field-basis", "code-basis", Basis),
    Codes("evidence", "field-evidence", "code-evidence", Evidence),
    Codes("obs_status", "field-obs-status", "code-obs-status", ObservationStatus),
    Codes("medium", "field-medium", "read", Medium),
    Codes("extent", "field-extent", "extent", Extent),
    Codes("obstacles", "field-obstacles", "incomparable", Obstacle),
    Codes("language", "field-language", "language", ArticleLanguage),
    Codes("publisher_origin", "code-origin", "code-origin", Origin),
    Codes("formula", "field-formula", "code-formula", Formula),
)
PREFIXES: Mapping[type[StrEnum], str] = {**{codes.values: codes.prefix for codes in CODES}, Precision: "code-precision"}


def qualifier(precision: Precision) -> Qualifier:
    """Return the word for a precision outside the site."""
    return Qualifier.AS_STATED if precision is Precision.EXACT else Qualifier(precision.value)


def words(kb: KnowledgeBase, label: str, language: Language) -> str:
    """Return the site's own words for a label, as bare text."""
    return set_spaces(kb.labels[label][language])


def heading(kb: KnowledgeBase, path: Sequence[str], language: Language) -> str:
    """Return what a field is called, with what it is a part of: `Période – début` for period.start."""
    called = " – ".join(words(kb, field_label(name), language) for name in path)
    return called[:1].upper() + called[1:]


def note(kb: KnowledgeBase, name: str, language: Language) -> str:
    """Return what must be known of a field beyond its name, or nothing."""
    label = f"{field_label(name)}-note"
    return words(kb, label, language) if label in kb.labels else ""


def described(kb: KnowledgeBase, path: Sequence[str]) -> dict[str, str]:
    """Return what JSON calls a field, its `title` and `description`, in both languages, Arabic first."""
    notes = " / ".join(filter(None, (note(kb, path[-1], each) for each in Language)))
    title = " / ".join(heading(kb, path, each) for each in Language)
    return {"title": title, **({"description": notes} if notes else {})}


def field_label(name: str) -> str:
    """Return the label of a field."""
    return f"field-{name.replace('_', '-')}"


def key_label(name: str) -> str:
    """Return the label of a key of the data files, which the API may call otherwise."""
    return field_label({"of": "figures", "forms": "label"}.get(name, name))


def code(kb: KnowledgeBase, value: StrEnum, language: Language) -> str:
    """Return what a code means."""
    return words(kb, code_label(value), language)


def code_label(value: StrEnum) -> str:
    """Return the label of what a code means."""
    called = qualifier(value) if isinstance(value, Precision) else value
    return f"{PREFIXES[type(value)]}-{called}".lower()
