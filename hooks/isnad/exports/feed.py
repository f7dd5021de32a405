"""The Atom feed of corrections, and of articles that changed or went away (RFC 4287), one for each language."""

import datetime as dt
from functools import partial
from io import StringIO

from feedgenerator import Atom1Feed
from markupsafe import Markup

from ..facts.corrections import newest, record_of
from ..facts.edition import LICENSE_NAME, version
from ..facts.model import Correction, KnowledgeBase, Observation, Source
from ..facts.record import NOT_GIVEN
from ..phrases import correction_words
from ..phrases.addresses import CORRECTIONS_PAGE, absolute_url, feed_file, figure_page, source_page
from ..phrases.phrases import Phrases, plain, title_text
from ..text.languages import Language

UNDATED = dt.date(1970, 1, 1)  # of a feed without a single fact


class DatedFeed(Atom1Feed):  # type: ignore[misc]
    """An Atom feed that is as old as what it tells of, never as the build."""

    def latest_post_date(self) -> dt.datetime:
        """Return the day of the newest fact or correction."""
        newest: dt.datetime = self.feed["updated"]
        return newest


def create_feeds(kb: KnowledgeBase) -> dict[str, bytes]:
    """Return the feed of each language, in UTF-8, by its path inside the site."""
    return {feed_file(language): _feed(Phrases(kb, language, CORRECTIONS_PAGE)) for language in Language}


def _feed(p: Phrases) -> bytes:
    """Return the feed in the language of some phrases: the same bytes for the same facts."""
    page = absolute_url(p.kb.site_url, p.language, CORRECTIONS_PAGE)
    day = version(p.kb)
    feed = DatedFeed(
        title=title_text(p.t("feed-title", site=p.t("site-name")), p.language),
        subtitle=title_text(p.t("feed-description"), p.language),
        link=page,
        description="",
        language=str(p.language),
        author_name=str(p.t("site-name")),
        feed_url=p.kb.site_url + feed_file(p.language),
        feed_guid=page,
        feed_copyright=LICENSE_NAME,
        updated=_midnight(UNDATED if day is NOT_GIVEN else day),
    )
    entries = [
        (each.date, partial(_add, feed, p, each, f"{page}#{correction_words.anchor(each)}")) for each in newest(p.kb)
    ]
    for source in p.kb.sources.values():
        seen = zip(source.afterwards, source.afterwards.values(), p.afterwards(source), strict=True)
        entries += [(record.date, partial(_add_article, feed, p, source, name, words)) for name, record, words in seen]
    for _, add in sorted(entries, key=lambda entry: entry[0], reverse=True):
        add()
    written = StringIO()
    feed.write(written, "utf-8")
    return f"{written.getvalue()}\n".encode()


def _add(feed: DatedFeed, p: Phrases, each: Correction, address: str) -> None:
    """Add a correction; the address of its place on the page of corrections names it for good."""
    paragraph, record = '<p lang="{}" dir="{}">{}</p>', record_of(p.kb, each)
    parts = [title_text(correction_words.sentence(p, each, p.quantity), p.language)]
    if isinstance(record, Observation):
        figure = absolute_url(p.kb.site_url, p.language, figure_page(record.id))
        parts.append(Markup('<a href="{}">{}</a>').format(figure, title_text(p.t("note-figure-link"), p.language)))
    feed.add_item(
        title=title_text(plain(correction_words.name_of(p, each)), p.language),
        link=address,
        unique_id=address,
        description=Markup("").join(Markup(paragraph).format(p.language, p.language.direction, part) for part in parts),
        pubdate=_midnight(each.date),
        updateddate=_midnight(each.date),
    )


def _add_article(feed: DatedFeed, p: Phrases, source: Source, name: str, words: Markup) -> None:
    """Add what became of an article; its page and the name of the field name it for good."""
    address = absolute_url(p.kb.site_url, p.language, source_page(source.id))
    day = _midnight(source.afterwards[name].date)
    feed.add_item(
        title=title_text(plain(source.label[p.language]), p.language),
        link=address,
        unique_id=f"{address}#{name}",
        description=Markup('<p lang="{}" dir="{}">{}</p>').format(
            p.language, p.language.direction, title_text(words, p.language)
        ),
        pubdate=day,
        updateddate=day,
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)
