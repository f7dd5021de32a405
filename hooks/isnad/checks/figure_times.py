"""Rules that bind what the sentence of a figure says of time to the figure's period (see `rules`)."""

import re
from collections.abc import Iterator

from ..facts.model import Observation, Period
from ..facts.record import NOT_GIVEN
from ..problems import Problem, say
from ..text import dates
from ..text.date_expressions import Expression, Role, Source
from ..text.languages import Language
from ..text.tokens import CLAUSE_ENDS
from .sentence import Numeral, Sentence, is_quoted

BEFORE, AFTER = 8, 7  # words between a date and the figure behind it, or before it
THAT = re.compile("-l[àa]")  # «cette année-là» is that of another sentence


def check_period(sentence: Sentence) -> Iterator[Problem]:
    """A period in the sentence of figures is that of one of them."""
    spans = {_days(each) for _, each in sentence.figures}
    for call in sentence.run.calls if spans else ():
        if call.name == "period" and _days(sentence.kb.observations[call.args[0]]) not in spans:
            right = list(dict.fromkeys(each.id for _, each in sentence.figures))
            yield sentence.problem(call, "FIGURE-PERIOD", say("figure-period", call=str(call), right=right))


def _days(figure: Observation) -> tuple[object, object]:
    return figure.period.start, figure.period.end


def check_times(sentence: Sentence) -> Iterator[Problem]:
    """A date that stands with a figure lies in its period, and has its year: no «l’an dernier», no month alone."""
    for date in dates.read(sentence.text).expressions if sentence.figures else ():
        words = sentence.text[date.start : date.end]
        if _is_relative(sentence, date, words) and not THAT.match(sentence.text, date.end):
            shown, figure = sentence.figures[0]
            if not is_quoted(sentence.text, date.start):
                yield sentence.problem(shown.call, "FIGURE-PERIOD", say("figure-time", words=words, id=figure.id))
        elif date.role in (Role.SPAN, Role.WITHIN) and date.spans and (beside := _beside(sentence, date)):
            shown, figure = beside
            if date.year is None and date.role is Role.SPAN:
                yield sentence.problem(shown.call, "FIGURE-PERIOD", say("figure-time", words=words, id=figure.id))
            elif date.year and date.year.source is Source.NAMED and not _overlap(date, figure.period):
                yield sentence.problem(shown.call, "FIGURE-PERIOD", say("figure-date", words=words, id=figure.id))


def _is_relative(sentence: Sentence, date: Expression, words: str) -> bool:
    """Return whether a date is counted from the day on which it is written: «hier», «l’an dernier»."""
    if date.year is None or date.year.source is not Source.PUBLICATION:
        return bool(date.rolling)
    # «le dernier trimestre de l’année» may be of any
    return date.year.number != 0 or bool(sentence.pattern("<this>").search(words))


def _beside(sentence: Sentence, date: Expression) -> tuple[Numeral, Observation] | None:
    """Return the figure whose time a date is: the one before it in its clause; or, where it opens one, the next."""
    text = sentence.text
    opens = max(text.rfind(end, 0, date.start) for end in CLAUSE_ENDS - {"«", "»"}) + 1
    if sentence.pattern("<publishes>").search(text, opens, date.start):
        return None
    for shown, figure in reversed(sentence.figures):
        if shown.end <= date.start and sentence.is_one_clause(shown.end, date.start, AFTER):
            within = date.role is Role.WITHIN or (sentence.language is Language.AR and date.year)
            is_led = within or sentence.pattern("<led> $").search(text[: date.start])
            return (shown, figure) if is_led else None
    if not sentence.pattern("(?:<opening>| )*").fullmatch(text[opens : date.start].strip()):
        return None
    behind = date.end + text.startswith((",", "،"), date.end)
    coming = (each for each in sentence.figures if behind <= each[0].start)
    return next((each for each in coming if sentence.is_one_clause(behind, each[0].start, BEFORE)), None)


def _overlap(date: Expression, period: Period) -> bool:
    """Return whether a date that names its year has a day in a period; one whose end is not given goes on."""
    year, start = date.year.number if date.year else 0, period.start.timetuple()[:3]
    end = (9999,) if period.end is NOT_GIVEN else period.end.timetuple()[:3]
    spans = ((span.first, span.last or span.first) for span in date.spans)
    return any(
        (year + first.shift, *first[1:]) <= end and start <= (year + last.shift, *last[1:]) for first, last in spans
    )
