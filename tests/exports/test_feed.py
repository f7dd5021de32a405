"""The Atom feeds of corrections, read by a feed reader and against the rules of RFC 4287."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from isnad.exports.feed import create_feeds
from isnad.facts.corrections import check_corrections
from isnad.facts.model import Afterwards, Correction, KnowledgeBase
from isnad.facts.record import Bilingual
from isnad.problems import Mark
from isnad.text.languages import Language

ATOM = "{http://www.w3.org/2005/Atom}"
FILES = {Language.AR: "corrections.xml", Language.FR: "fr/corrections.xml"}
WHY = 'a < b & "c" ]]> *d* [e](f)'
EACH = pytest.mark.parametrize("language", Language)


def correction(name: str, day: int, observation: str, was: int, now: int) -> Correction:
    why = Bilingual(marks={}, ar=f"سبب {WHY}", fr=f"Raison : {WHY}")
    date = dt.date(2030, 1, day)
    was_, now_ = Decimal(was), Decimal(now)
    return Correction(marks={}, id=name, date=date, observation=observation, was=was_, now=now_, why=why)


@pytest.fixture
def corrected(kb: KnowledgeBase) -> KnowledgeBase:
    """The real facts with two corrections that are made up."""
    made = [
        correction("older", 1, "attempts-2024", 78658, 78685),
        correction("newer", 2, "origin-maghreb-2024", 21, 12),
    ]
    return replace(kb, corrections={each.id: each for each in made}, site_url="https://example.org/sub/")


def test_corrections_of_one_day_that_leave_values_as_they_are_are_one_entry(corrected: KnowledgeBase) -> None:
    """One of another field, of another day, or alone in its topic, has an entry of its own."""
    of = {"attempts-2024": "base", "networks-2024": "base", "returns-2024": "base", "attempts-2022": "scope"}
    why, made = next(iter(corrected.corrections.values())).why, {}
    for day, (name, field) in enumerate(of.items()):
        date = dt.date(2031, 1, 1 if day < 3 else 2)
        made[name] = Correction(marks={}, id=name, date=date, record=f"figures/{name}", changed=(field,), why=why)
    feeds = create_feeds(replace(corrected, corrections=made))
    entries = feedparser.parse(feeds["fr/corrections.xml"]).entries
    names = [entry.id.rpartition("#")[2] for entry in entries]
    assert names == ["correction-attempts-2022", "correction-attempts-2024"]
    assert "aucune valeur n’a changé" in entries[1].summary
    assert "3 chiffres" in re.sub(r"\s", " ", entries[1].title)
    of_topic = feedparser.parse(feeds["fr/news/returns.xml"]).entries
    assert [entry.id.rpartition("#")[2] for entry in of_topic if "#" in entry.id] == ["correction-returns-2024"]


@EACH
def test_a_reader_sees_what_became_of_an_article(corrected: KnowledgeBase, language: Language) -> None:
    """Beside the corrections, in the order of their days; the feed is as old as the newest of all."""
    name, source = next(iter(corrected.sources.items()))
    note = Bilingual(marks={}, ar=f"حُذفت فقرة. {WHY}", fr=f"Un paragraphe a disparu. {WHY}")
    changed = Afterwards(marks={}, date=dt.date(2030, 1, 1), note=note)
    withdrawn = Afterwards(marks={}, date=dt.date(2030, 1, 3), note=note)
    sources = {**corrected.sources, name: replace(source, changed=changed, withdrawn=withdrawn)}
    feed = feedparser.parse(create_feeds(replace(corrected, sources=sources))[FILES[language]])
    assert not feed.bozo
    assert feed.feed.updated == "2030-01-03T00:00:00+00:00"
    page = f"https://example.org/sub/{'' if language is Language.AR else 'fr/'}sources/{name}/"
    assert [entry.id.rpartition("#")[2] for entry in feed.entries] == [
        "withdrawn", "correction-newer", "correction-older", "changed",
    ]  # fmt: skip
    assert {entry.link for entry in feed.entries if entry.id.startswith(page)} == {page}
    assert ("Un paragraphe" if language is Language.FR else "حُذفت فقرة") in feed.entries[0].summary


@EACH
def test_a_reader_sees_both_corrections_newest_first(corrected: KnowledgeBase, language: Language) -> None:
    feed = feedparser.parse(create_feeds(corrected)[FILES[language]])
    assert not feed.bozo
    assert feed.version == "atom10"
    page = f"https://example.org/sub/{'' if language is Language.AR else 'fr/'}corrections/"
    assert feed.feed.id == page
    assert feed.feed.updated == "2030-01-02T00:00:00+00:00"
    assert feed.feed.language == language
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": page,
        "self": "https://example.org/sub/" + FILES[language],
    }
    assert (
        [each.id for each in feed.entries]
        == [each.link for each in feed.entries]
        == [f"{page}#correction-newer", f"{page}#correction-older"]
    )
    assert [each.updated[:10] for each in feed.entries] == ["2030-01-02", "2030-01-01"]


@EACH
def test_an_entry_says_what_was_what_is_and_why_as_text(corrected: KnowledgeBase, language: Language) -> None:
    entry = feedparser.parse(create_feeds(corrected)[FILES[language]], sanitize_html=False).entries[1]
    said = re.sub(r"<[^>]*>", "", entry.summary)
    assert "78\u202f658" in said
    assert "78\u202f685" in said
    assert "a &lt; b &amp; " in said
    assert "]]&gt; *d* [e](f)" in said
    paragraph = re.search(r"<p([^>]*)>", entry.summary)
    assert paragraph
    assert f'lang="{language}"' in paragraph[1]
    assert f'dir="{language.direction}"' in paragraph[1]
    assert "/figures/attempts-2024/" in entry.summary
    assert "data-seal" not in entry.summary


@EACH
@pytest.mark.parametrize("full", [True, False], ids=["corrections", "none"])
def test_the_standard_is_kept(corrected: KnowledgeBase, language: Language, full: bool) -> None:
    """What RFC 4287 asks for in 4.1.1 and 4.1.2: one title, id and date each, an author, at most one alternate link."""
    kb = corrected if full else replace(corrected, corrections={})
    feed = ElementTree.fromstring(create_feeds(kb)[FILES[language]])
    assert feed.tag == ATOM + "feed"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = feed.findall(ATOM + "entry")
    assert len(entries) == 2 * full
    assert len(feed.findall(ATOM + "author")) == 1
    for part in (feed, *entries):
        for name in ("title", "id", "updated"):
            (element,) = part.findall(ATOM + name)
            assert element.text
        assert [link.get("rel") for link in part.findall(ATOM + "link")].count("alternate") == 1
        assert dt.datetime.fromisoformat(str(part.findtext(ATOM + "updated"))).tzinfo
    ids = [str(part.findtext(ATOM + "id")) for part in (feed, *entries)]
    assert len(set(ids)) == len(ids)


def test_an_empty_feed_is_as_old_as_the_facts(kb: KnowledgeBase) -> None:
    newest = max(fact.reviewed for fact in kb.facts())
    bare = replace(kb, corrections={}, tombstones={}, derived={})
    for text in create_feeds(bare).values():
        assert feedparser.parse(text).feed.updated == f"{newest}T00:00:00+00:00"
    nothing = replace(bare, observations={}, events={}, statements={})
    assert all(not feedparser.parse(text).bozo for text in create_feeds(nothing).values())


def test_the_same_facts_make_the_same_bytes(corrected: KnowledgeBase) -> None:
    assert create_feeds(corrected) == create_feeds(replace(corrected, seal="another"))


@EACH
def test_a_correction_of_a_meaning_names_what_changed(kb: KnowledgeBase, language: Language) -> None:
    why = Bilingual(marks={}, ar="سبب.", fr="Raison.")
    marks, date = {"": Mark("data/corrections.yaml", 1, 1)}, dt.date(2030, 1, 3)
    made = [
        Correction(marks=marks, id=name, date=date, record=path, changed=changed, why=why)
        for name, path, changed in (
            ("indicator", "indicators/sea-rescues", ("definition", "unit")),
            ("figure", "figures/rescues-2024", ("period",)),
            ("unit", "units/person", ("forms",)),
            ("statement", "statements/patrols-aim", ("stated_by",)),
        )
    ]
    corrected = replace(kb, corrections={each.id: each for each in made})
    assert list(check_corrections(corrected)) == []
    indicator, figure, _, _ = feedparser.parse(create_feeds(corrected)[FILES[language]]).entries
    assert indicator.title == kb.indicators["sea-rescues"].label[language]
    words = {Language.AR: ("التعريف", "الفترة"), Language.FR: ("définition", "période")}[language]
    assert words[0] in indicator.summary
    assert words[1] in figure.summary
    assert "/figures/rescues-2024/" in figure.summary
    assert "/figures/" not in indicator.summary


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"record": "indicators/nowhere", "changed": ("unit",)}, "there is no record indicators/nowhere"),
        ({"record": "indicators/sea-rescues", "changed": ("value",)}, "`value` is nothing that a correction"),
        ({"record": "indicators/sea-rescues"}, "a correction is of a value"),
        ({"observation": "rescues-2024"}, "a correction is of a value"),
        (
            {"observation": "rescues-2024", "was": Decimal(1), "now": Decimal(18645), "changed": ("unit",)},
            "is of a value",
        ),
    ],
)
def test_a_correction_of_neither_form_is_refused_and_told_to_nobody(
    kb: KnowledgeBase, given: dict[str, Any], words: str
) -> None:
    why, marks = Bilingual(marks={}, ar="سبب.", fr="Raison."), {"": Mark("data/corrections.yaml", 3, 3)}
    wrong = Correction(marks=marks, id="a", date=dt.date(2030, 1, 3), why=why, **given)
    corrected = replace(kb, corrections={"a": wrong})
    (problem,) = check_corrections(corrected)
    assert problem[:4] == ("data/corrections.yaml", 3, 3, "CORRECTION-FORM")
    assert words in problem.message
    feeds = create_feeds(corrected)
    assert [feedparser.parse(feeds[file]).entries for file in FILES.values()] == [[], []]


@EACH
def test_news_are_articles_and_corrections_of_a_topic_or_of_all(corrected: KnowledgeBase, language: Language) -> None:
    """An article is new on the day on which its facts were compared with it; what is of no topic is of each."""
    folder = "" if language is Language.AR else "fr/"
    feeds = {path: feedparser.parse(text) for path, text in create_feeds(corrected).items() if path.startswith(folder)}
    named = {path: [entry.id.rpartition("/")[2] for entry in feed.entries] for path, feed in feeds.items()}
    assert not any(feed.bozo for feed in feeds.values())
    assert named[FILES[language]] == ["#correction-newer", "#correction-older"]
    every = named[f"{folder}news.xml"]
    assert every[:2] == ["#correction-newer", "#correction-older"]
    assert {name[:10] for name in every[2:]} == {"?reviewed-"}
    assert len({entry.id for entry in feeds[f"{folder}news.xml"].entries}) == len(every)
    topic = corrected.topic_of(corrected.observations["attempts-2024"])
    assert "#correction-newer" in named[f"{folder}news/{topic}.xml"]
    others = [name for path, names in named.items() if "news/" in path and topic not in path for name in names]
    assert "?reviewed-2026-11-21" in others
    assert "#correction-newer" not in others
