"""The rows of the plain tables: a figure in codes, for programs, and in the words of a language, for readers."""

from decimal import Decimal

from msgspec import Struct

from ..facts.model import Citation, KnowledgeBase, Mention, Observation, Period, Status
from ..facts.periods import is_whole_months
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import absolute_url, figure_page
from ..phrases.phrases import Phrases, title_text
from ..phrases.vocabulary import ObservationStatus, Qualifier, qualifier
from . import fact_records as facts

# The letters by which SDMX calls parts of a year, by their months.
PARTS = {3: "Q", 6: "S"}


class Tidy(Struct, frozen=True):
    """A figure in twelve columns of ids and codes; behind them what SDMX asks for, the upper bound of a range and
    what a fraction is out of.

    `time_period`, `ref_area`, `obs_status` and `unit_mult` are concepts of SDMX. `ref_area` is the code of ISO 3166 of
    the place that the article names, where that place has one.
    """

    id: str
    indicator: str
    value: Decimal
    qualifier: Qualifier
    unit: str
    time_period: str
    ref_area: str | None
    scope: str | None
    stated_by: str
    source: str
    quote: str | None
    address: str | None
    value_to: Decimal | None
    out_of: Decimal | None
    obs_status: ObservationStatus
    unit_mult: int


class Readable(Struct, frozen=True):
    """A figure in ten columns of words of one language; `quantity` has precision, unit, bounds and doubt."""

    id: str
    indicator: str
    quantity: str
    value: Decimal
    period: str
    scope: str | None
    stated_by: str
    source: str
    quote: str | None
    page: str


def tidy(kb: KnowledgeBase, record: Observation) -> Tidy:
    """Return a figure as ids and codes; the address is that of the article, at the words or the number it prints."""
    citation, roles = record.citation, record.scope.roles
    place = kb.entities[record.scope.place] if record.scope.place else None
    shown = facts.quote(kb, citation) if isinstance(citation, Citation) else facts.printed(kb, citation)
    return Tidy(
        id=record.id,
        indicator=kb.indicator_of[record.id].id,
        value=record.value,
        qualifier=qualifier(record.precision),
        unit=kb.unit_of(record).id,
        time_period=time_period(record.period),
        ref_area=place.iso_3166 if place else None,
        scope=" ".join(f"{role}={name}" for role, name in roles.items() if name) or None,
        stated_by=record.stated_by.entity,
        source=citation.source,
        quote=citation.quote if isinstance(citation, Citation) else None,
        address=shown.address,
        value_to=record.value_to,
        out_of=record.out_of,
        obs_status=_status(record),
        unit_mult=0,
    )


def _status(record: Observation) -> ObservationStatus:
    """Return what SDMX calls a figure: that it is foreseen says more than that no quote proves it yet."""
    if record.status is Status.FORECAST:
        return ObservationStatus.FORECAST
    return ObservationStatus.UNVALIDATED if isinstance(record.citation, Mention) else ObservationStatus.NORMAL


def readable(p: Phrases, record: Observation) -> Readable:
    """Return a figure in words; a quote in another language is given as our translation of it."""
    kb, citation = p.kb, record.citation
    source = kb.sources[citation.source]
    quote = None
    if isinstance(citation, Citation):
        quote = citation.in_language(source.language, p.language)
    authority = title_text(p.signed(record.stated_by, p.names(record.stated_by)), p.language)
    return Readable(
        id=record.id,
        indicator=kb.indicator_of[record.id].label[p.language],
        quantity=title_text(p.quantity(record), p.language),
        value=record.value,
        period=title_text(p.reference_period(record, alone=True), p.language),
        scope=title_text(p.counted(record), p.language) or None,
        stated_by=authority,
        source=source.label[p.language],
        quote=quote,
        page=absolute_url(kb.site_url, p.language, figure_page(record.id)),
    )


def time_period(period: Period) -> str:
    """Return a period as SDMX writes TIME_PERIOD: `2024`, `2024-Q1`, `2024-08`, else its first day and its length.

    SDMX has no word for an end that nobody gave; as in ISO 8601, two dots stand there: `2022-01-01/..`.
    """
    start, end = period.start, period.end
    if end is NOT_GIVEN:
        return interval(period)
    if not is_whole_months(period):
        return f"{start}" if start == end else f"{start}/P{(end - start).days + 1}D"
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    if period.is_full_year or months == 1:
        return f"{start:%Y}" if period.is_full_year else f"{start:%Y-%m}"
    part, rest = divmod(start.month - 1, months)
    return f"{start}/P{months}M" if rest or months not in PARTS else f"{start:%Y}-{PARTS[months]}{part + 1}"


def interval(period: Period) -> str:
    """Return a period as ISO 8601 writes it; two dots stand for an end that nobody gave."""
    return f"{period.start}/{'..' if period.end is NOT_GIVEN else period.end}"
