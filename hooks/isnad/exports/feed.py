"""The Atom feeds of a language (RFC 4287): of all that is new, of each topic, and of corrections alone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import NamedTuple

from feedgenerator import Atom1Feed
from markupsafe import Markup

from ..facts.edition import LICENSE_NAME, version
from ..facts.model import KnowledgeBase
from ..facts.record import NOT_GIVEN
from ..phrases.addresses import (
    CORRECTIONS_PAGE,
    NEWS_PAGE,
    absolute_url,
    feed_file,
    figure_page,
    news_feed,
    topic_page,
)
from ..phrases.news import News, news
from ..phrases.phrases import Phrases, plain, title_text
from ..text.languages import Language

UNDATED = dt.date(1970, 1, 1)  # of a feed without a single fact


class DatedFeed(Atom1Feed):  # type: ignore[misc]
    """An Atom feed that is as old as what it tells of, never as the build."""

    def latest_post_date(self) -> dt.datetime:
        """Return the day of the newest fact or correction."""
        newest: dt.datetime = self.feed["updated"]
        return newest


class Feed(NamedTuple):
    """A feed of a language: its path inside the site, the page that it is of, what it is called, and what it tells."""

    file: str
    page: str
    title: Markup
    about: Markup
    items: Sequence[News]


def create_feeds(kb: KnowledgeBase) -> dict[str, bytes]:
    """Return the feeds of each language, in UTF-8, by their paths inside the site."""
    phrases = (Phrases(kb, language, CORRECTIONS_PAGE) for language in Language)
    return {feed.file: _written(p, feed) for p in phrases for feed in _feeds(p)}


def _feeds(p: Phrases) -> Iterator[Feed]:
    every, site = news(p), p.t("site-name")
    corrections = [item for item in every if item.is_correction]
    title, about = p.t("feed-title", site=site), p.t("feed-description")
    yield Feed(feed_file(p.language), CORRECTIONS_PAGE, title, about, corrections)
    about = p.t("news-description")
    yield Feed(news_feed(p.language), NEWS_PAGE, p.t("news-title", site=site), about, every)
    for topic in p.kb.topics.values():
        title = p.t("news-title", site=plain(topic.label[p.language]))
        yield Feed(news_feed(p.language, topic.id), topic_page(topic.id), title, about, news(p, topic.id))


def _written(p: Phrases, feed: Feed) -> bytes:
    """Return a feed: the same bytes for the same facts."""
    page = absolute_url(p.kb.site_url, p.language, feed.page)
    day = version(p.kb)
    atom = DatedFeed(
        title=title_text(feed.title, p.language),
        subtitle=title_text(feed.about, p.language),
        link=page,
        description="",
        language=str(p.language),
        author_name=str(p.t("site-name")),
        feed_url=p.kb.site_url + feed.file,
        feed_guid=page,
        feed_copyright=LICENSE_NAME,
        updated=_midnight(UNDATED if day is NOT_GIVEN else day),
    )
    for item in feed.items:
        _add(atom, p, item)
    written = StringIO()
    atom.write(written, "utf-8")
    return f"{written.getvalue()}\n".encode()


def _add(atom: DatedFeed, p: Phrases, item: News) -> None:
    """Add something new; its page and its name there name it for good."""
    address = absolute_url(p.kb.site_url, p.language, item.page)
    parts = [title_text(item.sentence(p.quantity), p.language)]
    if item.figure:
        figure = absolute_url(p.kb.site_url, p.language, figure_page(item.figure.id))
        parts.append(Markup('<a href="{}">{}</a>').format(figure, title_text(p.t("note-figure-link"), p.language)))
    paragraph = '<p lang="{}" dir="{}">{}</p>'
    atom.add_item(
        title=title_text(plain(item.title), p.language),
        link=address + item.address,
        unique_id=f"{address}{'#' if item.is_correction else '?'}{item.name}",
        description=Markup("").join(Markup(paragraph).format(p.language, p.language.direction, part) for part in parts),
        pubdate=_midnight(item.day),
        updateddate=_midnight(item.day),
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
