"""Rules that bind what the sentence of a figure says of time to the figure's period (see `rules`)."""

import re
from collections.abc import Iterator

from ..facts.model import Observation, Period
from ..facts.record import NOT_GIVEN
from ..problems import say
from ..text import dates
from ..text.date_expressions import Expression, Role, Source
from ..text.languages import Language
from ..text.tokens import CLAUSE_ENDS
from .spoken import PUBLISHES, Found, Shown, Spoken

BEFORE, AFTER = 8, 7  # words between a date and the figure behind it, or before it
# What may stand between the beginning of a clause and a date that is its time.
OPENING = {
    Language.AR: re.compile(r"[وف]?(?:في|خلال|عن|أثناء|برسم|أما|سنة|عام|شهر|ثم|غير أنه?| )*"),
    Language.FR: re.compile(
        r"(?:et|mais|puis|en|pour|sur|durant|pendant|dans|au|cours|mois|de|l'année|l'|toute|la|seule|le|'| )*",
        re.IGNORECASE,
    ),
}
# What leads a date that follows a figure, where it does not name its year; in French always.
LED = {
    Language.AR: re.compile(r"(?<!\w)(?:في|خلال|أثناء|برسم) (?:شهر )?$"),
    Language.FR: re.compile(r"(?<!\w)(?:en|pour|durant|pendant|cours (?:de|du mois de)|l'année|toute|au mois de) $"),
}
THIS = re.compile(r"(?<!\w)(?:cette|ce|en cours|courante?|actuelle?|هذ\w+|الجاري\w?|الحالي\w?)(?!\w)", re.IGNORECASE)
THAT = re.compile("-l[àa]")  # «cette année-là» is that of another sentence


def check_period(spoken: Spoken) -> Found:
    """A period in the sentence of figures is that of one of them."""
    table = spoken.kb.observations
    spans = {(each.period.start, each.period.end) for _, each in spoken.figures}
    for call in spoken.run.calls if spans else ():
        if call.name == "period" and (table[call.args[0]].period.start, table[call.args[0]].period.end) not in spans:
            right = list(dict.fromkeys(each.id for _, each in spoken.figures))
            yield call, "FIGURE-PERIOD", say("figure-period", call=str(call), right=right)


def check_times(spoken: Spoken) -> Found:
    """A date that stands with a figure lies in its period, and has its year: no «l’an dernier», no month alone."""
    for date in dates.read(spoken.text).expressions if spoken.figures else ():
        words = spoken.text[date.start : date.end]
        if _is_relative(date, words) and not THAT.match(spoken.text, date.end):
            shown = next((each for each in spoken.shown if each.figure), None)
            is_quoted = spoken.text.rfind("«", 0, date.start) > spoken.text.rfind("»", 0, date.start)
            if shown and shown.figure and not is_quoted:
                yield shown.call, "FIGURE-PERIOD", say("figure-time", words=words, id=shown.figure.id)
        elif date.role in (Role.SPAN, Role.WITHIN) and date.spans and (with_it := _beside(spoken, date)):
            shown, figure = with_it
            if date.year is None and date.role is Role.SPAN:
                yield shown.call, "FIGURE-PERIOD", say("figure-time", words=words, id=figure.id)
            elif date.year and date.year.source is Source.NAMED and not _overlap(date, figure.period):
                yield shown.call, "FIGURE-PERIOD", say("figure-date", words=words, id=figure.id)


def _is_relative(date: Expression, words: str) -> bool:
    """Return whether a date is counted from the day on which it is written: «hier», «l’an dernier»."""
    if date.year is None or date.year.source is not Source.PUBLICATION:
        return bool(date.rolling)
    return date.year.number != 0 or bool(THIS.search(words))  # «le dernier trimestre de l’année» may be of any


def _beside(spoken: Spoken, date: Expression) -> tuple[Shown, Observation] | None:
    """Return the figure whose time a date is: the one before it in its clause; or, where it opens one, the next."""
    text, language = spoken.text, spoken.language
    opens = max(text.rfind(end, 0, date.start) for end in CLAUSE_ENDS - {"«", "»"}) + 1
    if PUBLISHES.search(text, opens, date.start):
        return None
    for shown in reversed(spoken.shown):
        if shown.figure and shown.end <= date.start and spoken.is_one_clause(shown.end, date.start, AFTER):
            within = date.role is Role.WITHIN or (language is Language.AR and date.year)
            is_led = within or LED[language].search(text[: date.start])
            return (shown, shown.figure) if is_led else None
    if not OPENING[language].fullmatch(text[opens : date.start].strip()):
        return None
    behind = date.end + text.startswith((",", "،"), date.end)
    for shown in spoken.shown:
        if shown.figure and behind <= shown.start and spoken.is_one_clause(behind, shown.start, BEFORE):
            return shown, shown.figure
    return None


def _overlap(date: Expression, period: Period) -> bool:
    """Return whether a date that names its year has a day in a period; one whose end is not given goes on."""
    return any(first <= _end(period) and _start(period) <= last for first, last in _days(date))


def _days(date: Expression) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    year = date.year.number if date.year else 0
    for span in date.spans:
        last = span.last or span.first
        yield (year + span.first.shift, *span.first[1:]), (year + last.shift, *last[1:])


def _start(period: Period) -> tuple[int, ...]:
    return period.start.timetuple()[:3]


def _end(period: Period) -> tuple[int, ...]:
    return (9999,) if period.end is NOT_GIVEN else period.end.timetuple()[:3]
