"""What is new, in words: articles whose facts were added or reviewed, corrections, articles that changed or went away.

An article is new on each day on which some of its facts were last compared with it, as the facts say. Corrections of
one day that leave values as they are, and only say which figures compare, are one piece of news.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from ..facts.corrections import leaves_value, newest, record_of, topics_of
from ..facts.indexes import counts, facts_by_source
from ..facts.memory import once
from ..facts.model import Correction, Fact, Observation
from . import correction_words
from .addresses import CORRECTIONS_PAGE, shared_place, source_page
from .phrases import Phrases, bare_text

Show = Callable[[Observation], Markup]  # makes the value of a figure, with its footnote where a page has some


class News(NamedTuple):
    """Something new: its day; the topics that it is of, none where it is of all; what it is called; the page that has
    it, and its name there, which no other on that page has; whether it tells of something that was wrong or is gone;
    what makes its sentence; and the figure that a correction is of.
    """

    day: dt.date
    topics: frozenset[str]
    title: str
    page: str
    name: str
    is_correction: bool
    sentence: Callable[[Show], Markup]
    figure: Observation | None = None

    @property
    def address(self) -> str:
        """Where it stands on its page: corrections have an anchor there."""
        return f"#{self.name}" if self.page == CORRECTIONS_PAGE else ""


def news(p: Phrases, topic: str = "") -> list[News]:
    """Return all that is new, or what is of a topic, newest first; of one day, corrections last."""
    shared = Phrases(p.kb, p.language, shared_place(p.here))
    articles = once(p.kb, (news, p.language, shared.here), lambda: [*_articles(shared)])
    found = [*_corrections(p, topic), *articles]
    wanted = (item for item in found if _is_of(topic, item.topics))
    return sorted(wanted, key=lambda item: (item.day, not item.is_correction), reverse=True)


def _is_of(topic: str, topics: frozenset[str]) -> bool:
    return not (topic and topics) or topic in topics


def _corrections(p: Phrases, topic: str) -> Iterator[News]:
    wanted = [each for each in newest(p.kb) if _is_of(topic, topics_of(p.kb, each))]
    yield from (_correction(p, each) for each in wanted if not leaves_value(each))
    for _, group in groupby(filter(leaves_value, wanted), lambda each: each.date):
        of_day = list(group)
        yield _compared(p, of_day) if len(of_day) > 1 else _correction(p, of_day[0])


def _correction(p: Phrases, correction: Correction) -> News:
    record = record_of(p.kb, correction)
    return News(
        correction.date,
        topics_of(p.kb, correction),
        correction_words.name_of(p, correction),
        CORRECTIONS_PAGE,
        correction_words.anchor(correction),
        is_correction=True,
        sentence=partial(correction_words.sentence, p, correction),
        figure=record if isinstance(record, Observation) else None,
    )


def _compared(p: Phrases, of_day: Sequence[Correction]) -> News:
    """Return as one the corrections of a day that leave values as they are; it bears the name of the first."""
    day, name = of_day[0].date, correction_words.anchor(of_day[0])
    figures = p.count(len(of_day), "observation")
    words = p.t("news-compared", date=p.date(day), figures=p.link(CORRECTIONS_PAGE, figures, name))
    topics = frozenset[str]().union(*(topics_of(p.kb, each) for each in of_day))
    title = bare_text(p.t("news-compared-title", figures=figures))
    return News(day, topics, title, CORRECTIONS_PAGE, name, True, partial(_as_is, words))


def _articles(p: Phrases) -> Iterator[News]:
    for source in p.kb.sources.values():
        facts = facts_by_source(p.kb)[source.id]
        of_article = frozenset(map(p.kb.topic_of, facts))
        label, page = source.label[p.language], source_page(source.id)
        for (name, seen), words in zip(source.afterwards.items(), p.afterwards(source), strict=True):
            yield News(seen.date, of_article, label, page, name, True, partial(_as_is, words))
        days: dict[dt.date, list[Fact]] = {}
        for fact in facts:
            days.setdefault(fact.reviewed, []).append(fact)
        for day, reviewed in days.items():
            topics = frozenset(map(p.kb.topic_of, reviewed))
            words = p.t(
                "news-article", article=p.source_link(source, label), held=p.counts(counts(reviewed)), date=p.date(day)
            )
            yield News(day, topics, label, page, f"reviewed-{day}", False, partial(_as_is, words))


def _as_is(words: Markup, _show: Show) -> Markup:
    return words
