"""Facts as lanes of a chart over time: the periods of observations and articles, events, years without figures."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup

from . import addresses
from .chart_specs import Form, Lane
from .model import Basis, Event, Observation, Period
from .periods import Kind, kind
from .phrases import Phrases, bare_text
from .record import NOT_GIVEN

DAY = dt.timedelta(days=1)
FORMS = {Kind.FULL_YEAR: Form.YEAR, Kind.OPEN: Form.OPEN}


def observation_lane(p: Phrases, observation: Observation) -> Lane:
    """Return the period of an observation, with its number."""
    return _period_lane(p, [observation], address(p, observation), number(p, observation), p.quantity(observation))


def article_lanes(p: Phrases) -> Iterator[Lane]:
    """Yield each period for which an article gives figures, with the name of its publisher."""
    groups: dict[tuple[object, ...], list[Observation]] = {}
    for each in p.kb.observations.values():
        groups.setdefault((each.citation.source, each.period.start, each.period.end), []).append(each)
    for group in groups.values():
        source = p.kb.sources[group[0].citation.source]
        publisher = p.publisher(source)
        yield _period_lane(p, group, p.url(addresses.source_page(source.id)), bare_text(publisher), publisher)


def event_lanes(p: Phrases) -> Iterator[Lane]:
    """Yield each event, at its day or else at the day its article was published; without either it has no place."""
    for event in p.kb.events.values():
        published = p.kb.sources[event.citation.source].published
        if event.date is not NOT_GIVEN:
            yield _event_lane(p, event, event.date, Form.EVENT, p.date(event.date))
        elif published is not NOT_GIVEN:
            words = p.t("chart-reported", date=p.date(published.value))
            yield _event_lane(p, event, published.value, Form.REPORTED, words)


def in_order(p: Phrases, lanes: Sequence[Lane]) -> list[Lane]:
    """Return lanes in the order of time, the longer first, and between them the years that no period touches."""
    return sorted([*lanes, *_gaps(p, lanes)], key=lambda lane: (lane.start, lane.start - lane.end))


def _gaps(p: Phrases, lanes: Sequence[Lane]) -> Iterator[Lane]:
    """Yield a lane for each run of years that lies between periods and that none of them touches."""
    periods = [lane for lane in lanes if lane.form not in (Form.EVENT, Form.REPORTED)]
    years = {year for lane in periods for year in range(lane.start.year, (lane.end - DAY).year + 1)}
    for before, later in pairwise(sorted(years)):
        if later > before + 1:
            start, end = dt.date(before + 1, 1, 1), dt.date(later, 1, 1)
            period = Period(start=start, end=end - DAY, basis=Basis.STATED, marks={})
            said = p.t("chart-item", what=p.t("chart-gap"), when=p.period(period))
            yield Lane("", bare_text(said), start, end, Form.GAP, bare_text(p.t("chart-gap")))


def _period_lane(p: Phrases, group: Sequence[Observation], to: str, named: str, what: Markup) -> Lane:
    """Return the period that some observations share, as a bar that leads to a page."""
    period = group[0].period
    said = p.t("chart-item", what=what, when=when(p, group))
    form = FORMS.get(kind(period), Form.PART)
    words = bare_text(when(p, group, in_short=True))
    return Lane(to, bare_text(said), period.start, after(period), form, words, named, is_inferred(group))


def _event_lane(p: Phrases, event: Event, day: dt.date, form: Form, words: Markup) -> Lane:
    """Return an event as a point that leads to the page of its topic."""
    said = p.t("chart-item", what=event.label[p.language], when=words)
    topic = p.kb.topics[event.topic]
    return Lane(
        p.url(f"{topic.id}.md"), bare_text(said), day, day + DAY, form, bare_text(words), topic.label[p.language]
    )


def when(p: Phrases, group: Sequence[Observation], in_short: bool = False, alone: bool = False) -> Markup:
    """Return the period that some observations share, and that it is inferred where it is for all of them."""
    period = group[0].period
    words = p.period(period, alone)
    if in_short and period.end is NOT_GIVEN:
        from_new_year = (period.start.month, period.start.day) == (1, 1)
        first = p.partial_date(f"{period.start.year}") if from_new_year else p.date(period.start)
        words = p.t("chart-open", first=first)
    return p.inferred(words) if is_inferred(group) else words


def is_inferred(group: Sequence[Observation]) -> bool:
    """Return whether the period that some observations share is inferred for all of them."""
    return all(each.period.basis is Basis.INFERRED for each in group)


def after(period: Period) -> dt.date:
    """Return the first day after a period; after one whose end is not given, the first of the next year at most."""
    return dt.date(period.start.year + 1, 1, 1) if period.end is NOT_GIVEN else period.end + DAY


def number(p: Phrases, observation: Observation) -> str:
    """Return the value of an observation with the words of its precision."""
    return bare_text(p.quantity(observation, with_unit=False))


def address(p: Phrases, observation: Observation) -> str:
    """Return the address of the page of an observation."""
    return p.url(addresses.figure_page(observation.id))
