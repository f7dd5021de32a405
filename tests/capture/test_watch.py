"""`isnad watch`: what became of every quote after its page changed; no intact quote is ever named as lost."""

import copy
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote as quoted

import pytest
from isnad.capture import watching, web, web_archive
from isnad.capture.captured import read_page
from isnad.capture.watching import Reach, Report, State, find, quotes_of, watch
from isnad.checks import citations
from isnad.cli import watch as command
from isnad.cli import watch_report as report_of
from isnad.cli.main import main
from isnad.facts.load import load
from isnad.facts.model import KnowledgeBase, Source
from isnad.facts.record import Found, Origin
from isnad.text import evidence
from isnad.text.evidence import Fingerprint

from tests.capture import server as servers
from tests.capture.newsroom import Page, pages
from tests.capture.server import Server
from tests.cases import for_all
from tests.conftest import RAINFALL, ROOT, Printed, bare

WATCHED = [page for page in pages() if page.layout != "careless"]
SHORT = web.Limits(seconds=1.5)


def fingerprint(page: Page) -> Fingerprint:
    """Return the fingerprint of an article as it was printed at first."""
    texts = [page.article["title"], *page.paragraphs]
    return Fingerprint(sha256="", paragraphs=tuple(map(evidence.shingles, texts)))


def quotes(page: Page) -> list[str]:
    """Return a quote of each paragraph that is long enough for one: eight words, around its first number if any."""
    found = []
    for text in page.paragraphs:
        run = text.split()
        number = next((at for at, word in enumerate(run) if any(map(str.isdigit, word))), 0)
        found.append(" ".join(run[max(0, number - 4) :][:8]))
    return [quote for quote in found if len(evidence.words(quote)) >= evidence.SHINGLE_WORDS]


def edited(page: Page, edit: Callable[[list[Any]], None]) -> Page:
    """Return a page after its article was edited."""
    article = copy.deepcopy(page.article)
    edit(article["body"])
    return page._replace(article=article)


def states(page: Page, now: Page) -> list[tuple[State, str]]:
    """Return what becomes of every quote of a page."""
    reading = read_page(now.data).reading
    return [(find(quote, (), fingerprint(page), reading).state, quote) for quote in quotes(page)]


@for_all("page", WATCHED)
def test_of_a_page_as_it_was_every_quote_is_there(page: Page) -> None:
    assert {state for state, _ in states(page, page)} == {State.THERE}
    assert watching.paragraphs_of(fingerprint(page), read_page(page.data).reading) == {}


@for_all("page", WATCHED)
def test_a_digit_that_changed_is_told_with_its_word_and_nothing_else_is(page: Page) -> None:
    quote = next(quote for quote in quotes(page) if any(map(str.isdigit, quote)))
    digit = next(sign for sign in quote if sign.isdigit())
    other = next(sign for sign in ("4", "٤")[digit >= "٠"] + "7" if sign != digit)
    now = edited(
        page, lambda body: body.__setitem__(slice(None), replaced(body, quote, quote.replace(digit, other, 1)))
    )
    reading = read_page(now.data).reading
    found = {text: find(text, (), fingerprint(page), reading) for text in quotes(page)}
    assert found[quote].state is State.CHANGED
    assert found[quote].is_number
    differing = found[quote].differing
    assert differing
    assert evidence.normalise(other) in differing.right
    assert [text for text, finding in found.items() if finding.state is not State.THERE] == [quote]
    assert State.CHANGED in watching.paragraphs_of(fingerprint(page), reading).values()


def replaced(value: Any, old: str, new: str) -> Any:
    """Return a value in which some words of a text are others, once."""
    if isinstance(value, str):
        return new if value == old else value.replace(old, new, 1)
    if isinstance(value, list):
        return [replaced(part, old, new) for part in value]
    return {key: replaced(part, old, new) for key, part in value.items()}


@for_all("page", WATCHED)
def test_a_paragraph_more_moves_the_others_and_loses_none(page: Page) -> None:
    more = {"fr": "Cet article a été mis à jour lundi, avec une précision sur le calendrier des travaux.",
            "ar": "تم تحيين هذا المقال يوم الاثنين بإضافة توضيح حول الجدول الزمني للأشغال في الجزيرة."}  # fmt: skip
    now = edited(page, lambda body: body.insert(0, more[page.language]))
    assert {state for state, _ in states(page, now)} == {State.MOVED}


@for_all("page", WATCHED)
def test_a_paragraph_that_was_taken_out_is_gone_alone(page: Page) -> None:
    now = edited(page, lambda body: body.pop())
    last = quotes(page)[-1]
    lost = [quote for state, quote in states(page, now) if state in (State.GONE, State.CHANGED)]
    assert lost == [last]
    assert dict((quote, state) for state, quote in states(page, now))[last] is State.GONE


def test_paragraphs_that_are_cut_otherwise_are_intact() -> None:
    page = next(page for page in pages() if page.name == "careless-fr")
    reading = read_page(page.data).reading
    across = "ont guidé plus de 1.700 barques sur l’ensemble"
    assert find(across, (), fingerprint(page), reading).state is State.MOVED
    assert {state for state, _ in states(page, page)} == {State.THERE, State.MOVED}


def test_every_quote_of_the_facts_is_looked_for(kb: KnowledgeBase) -> None:
    found = {(source, quote) for source, texts in quotes_of(kb).items() for quote in texts}
    assert found == {(source.id, witness.quote) for source, witness in citations.witnesses(kb)}
    assert all(records for texts in quotes_of(kb).values() for records in texts.values())


def test_of_an_article_that_nobody_captured_the_printed_numbers_are_looked_for() -> None:
    found = quotes_of(load(RAINFALL)[0])["almanac-2025"]
    assert found == {"1.376": ("rain-2025",)}
    reading = read_page(next(page for page in pages() if page.name == "careless-fr").data).reading
    there, gone = (watching.find_printed(number, ("a",), reading).state for number in ("1.700", "1700"))
    assert (there, gone) == (State.THERE, State.GONE)


def test_what_nobody_captured_is_listed_dead_links_first() -> None:
    reports = [Report(name, "", reach) for name, reach in zip("abc", Reach, strict=True)]
    assert report_of.not_captured(["a", "z", "c", "b"], reports) == ["b", "c", "a", "z"]


class Newsroom:
    """Facts whose articles stand on the server, one quote of each paragraph, and the web archive there too."""

    def __init__(self, kb: KnowledgeBase, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
        self.kb, self.server, self.monkeypatch = kb, server, monkeypatch
        self.sources: dict[str, Source] = {}
        self.quotes: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self.prints: dict[str, Fingerprint] = {}
        server.put_pages()
        server.put("/available", b'{"archived_snapshots": {}}', "application/json")
        monkeypatch.setattr(web_archive, "AVAILABLE", f"{server.address}/available?")
        monkeypatch.setattr(watching, "quotes_of", lambda _: self.quotes)

    def add(self, name: str, path: str, of: Page) -> None:
        """Cite an article at an address of the server."""
        model = next(iter(self.kb.sources.values()))
        url = Found(marks=model.marks, value=self.server.address + path, origin=Origin.OUTSIDE)
        self.sources[name] = replace(model, id=name, url=url)
        self.quotes[name] = {quote: (f"{name}-{number}",) for number, quote in enumerate(quotes(of))}
        self.prints[name] = fingerprint(of)

    def keep(self, path: str, data: bytes) -> None:
        """Have the web archive keep a page."""
        address = f"{self.server.address}{path}"
        closest = {"url": f"{self.server.address}/web/20240116000000/{address}", "available": True}
        answer = json.dumps({"archived_snapshots": {"closest": closest}}).encode()
        query = quoted(address, "")
        self.server.put(f"/available?{query}", answer, "application/json")
        self.server.put(f"/web/20240116000000id_/{address}", data)

    def watch(self) -> dict[str, Report]:
        kb = replace(self.kb, sources=self.sources, fingerprints=self.prints)
        self.monkeypatch.setattr(command, "load", lambda _: (kb, []))
        return {report.source: report for report in watch(kb, self.sources.values(), SHORT)}


@pytest.fixture
def newsroom(kb: KnowledgeBase, server: Server, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(kb, server, monkeypatch)


def test_whatever_servers_do_is_told_in_bounded_time(newsroom: Newsroom) -> None:
    page = next(page for page in pages() if page.name == "wordpress-fr")
    news = newsroom.server
    changed = edited(page, lambda body: body.__setitem__(0, body[0].replace("1 240", "1 249")))
    news.put("/changed", changed.data)
    news.put("/old", b"", status=301, Location="/fr/wordpress")
    news.put("/home", b"", status=302, Location="/fr/joomla")
    news.put("/410", b"", status=410)
    news.put("/503", b"", status=503)
    news.put("/consent", b"<p>Avec votre accord</p><button>OK</button>")
    news.pages |= {"/silent": servers.silent, "/drip": servers.drip, "/endless": servers.endless}
    expected = {
        "/fr/wordpress": (Reach.READ, {State.THERE}), "/changed": (Reach.READ, {State.THERE, State.CHANGED}),
        "/old": (Reach.READ, {State.THERE}), "/home": (Reach.READ, {State.GONE}), "/404": (Reach.GONE, {State.GONE}),
        "/410": (Reach.GONE, {State.GONE}), "/503": (Reach.UNREACHABLE, set()), "/silent": (Reach.UNREACHABLE, set()),
        "/drip": (Reach.UNREACHABLE, set()), "/endless": (Reach.UNREACHABLE, set()),
        "/consent": (Reach.UNREACHABLE, set()),
    }  # fmt: skip
    for path in expected:
        newsroom.add(path, path, page)
    begun = time.monotonic()
    reports = newsroom.watch()
    assert time.monotonic() - begun < 15
    found = {
        name: (report.reach, {finding.state for finding in report.findings}) for name, report in reports.items()
    }  # fmt: skip
    assert found == expected
    assert [len(reports[name].lost) for name in ("/fr/wordpress", "/old", "/changed")] == [0, 0, 1]
    assert reports["/old"].address == news.address + "/fr/wordpress"
    assert {name for name, report in reports.items() if report.copy} == set(expected) - {"/fr/wordpress", "/old"}


def test_what_a_page_lost_is_looked_for_in_the_web_archive(newsroom: Newsroom) -> None:
    page = next(page for page in pages() if page.name == "wordpress-fr")
    changed = edited(page, lambda body: body.__setitem__(0, body[0].replace("1 240", "1 249")))
    for name in ("gone", "changed"):
        newsroom.add(name, f"/{name}", page)
        newsroom.keep(f"/{name}", page.data)
    newsroom.server.put("/changed", changed.data)
    reports = newsroom.watch()
    copies = {name: report.copy for name, report in reports.items()}
    assert copies["gone"]
    assert copies["changed"]
    assert {finding.state for finding in copies["gone"].findings} == {State.THERE}
    assert len(copies["gone"].findings) == len(quotes(page))
    assert len(copies["changed"].findings) == 1


def test_the_report_names_changed_numbers_first_in_every_form(newsroom: Newsroom, capsys: Printed) -> None:
    page = next(page for page in pages() if page.name == "wordpress-fr")
    newsroom.add("a-intact", "/fr/wordpress", page)
    newsroom.add("b-gone", "/404", page)
    newsroom.add("c-changed", "/changed", page)
    digit = edited(page, lambda body: body.__setitem__(1, body[1].replace("1.700", "1.708")))
    newsroom.server.put("/changed", digit.data)
    newsroom.watch()
    run = ["--root", str(ROOT), "watch"]
    assert main([*run, "--lang", "en"]) == report_of.LOST
    lines = bare(capsys.readouterr().out).splitlines()
    assert [line.partition(",")[0] for line in lines if ", http" in line and "-" in line[:3]] == [
        "c-changed", "b-gone", "a-intact",
    ]  # fmt: skip
    assert any("word" in line and "«de 1.700» is now «de 1.708»" in line for line in lines)
    assert main([*run, "--format", "markdown"]) == report_of.LOST
    markdown = capsys.readouterr().out
    assert markdown.index('<div lang="fr" dir="ltr">') < markdown.index('<div lang="ar" dir="rtl">')
    assert "<script" not in markdown
    assert main([*run, "--format", "json"]) == report_of.LOST
    records = json.loads(capsys.readouterr().out)["sources"]
    assert [record["id"] for record in records] == ["c-changed", "b-gone", "a-intact"]
    states = [quote["state"] for quote in records[0]["quotes"]]
    assert sorted(states) == sorted([*["there"] * (len(states) - 1), "changed"])


def test_the_exit_status_says_what_was_found(newsroom: Newsroom, capsys: Printed) -> None:
    page = next(page for page in pages() if page.name == "wordpress-fr")
    newsroom.add("intact", "/fr/wordpress", page)
    newsroom.watch()
    assert main(["--root", str(ROOT), "watch", "--lang", "ar"]) == report_of.ALL_THERE
    newsroom.add("broken", "/503", page)
    newsroom.server.put("/503", b"", status=503)
    newsroom.watch()
    assert main(["--root", str(ROOT), "watch", "--lang", "fr"]) == report_of.UNREACHED
    assert main(["--root", str(ROOT), "watch", "no-such", "--lang", "fr"]) == 1
    assert "no-such" in capsys.readouterr().err
