"""`isnad new source https://…`: from an address to a record, with what a person says of its paragraphs."""

import argparse
import re
from pathlib import Path

import pytest
from isnad.capture import captured, extraction, web, web_archive
from isnad.cli import page_source
from isnad.cli.main import main
from isnad.facts import fingerprints
from isnad.facts.load import load
from isnad.facts.record import NOT_GIVEN
from isnad.facts.yamltree import Broken
from isnad.text import evidence

from tests.capture.newsroom import Page, pages
from tests.capture.server import Server
from tests.conftest import Printed, ProjectCopy, bare

ANSWERS = {
    "id": "morvane-2023", "label-ar": "منارات جزيرة متخيلة", "label-fr": "Les phares d’une île inventée",
    "summary-ar": "مقال متخيل عن المنارات.", "summary-fr": "Article inventé sur des phares.",
    "title-translation": "منارات مورفان ترشد 1 700 قارب في 2023",
}  # fmt: skip
ARABIC_TITLE = ("--title-translation", "Que dit le rapport annuel sur les passeurs de l’archipel")
FLAGS = [word for flag, answer in ANSWERS.items() for word in (f"--{flag}", answer)]
SEED = "seeds/morvane-2023.yaml"


class Desk:
    """A copy of a project, the server of news, and the command line."""

    def __init__(self, project: ProjectCopy, server: Server) -> None:
        self.project, self.root, self.server = project, project.root, server
        server.put_pages()

    def source(self, what: str, *more: str) -> int:
        return main(["--root", str(self.root), "new", "source", what, *more])

    def address(self, name: str) -> str:
        layout, language = name.split("-")
        return f"{self.server.address}/{language}/{layout}"

    def files(self, what: str) -> page_source.PageFiles:
        return page_source.page_files(self.root, what)


@pytest.fixture
def desk(project: ProjectCopy, server: Server) -> Desk:
    return Desk(project, server)


def page_of(name: str) -> Page:
    return next(page for page in pages() if page.name == name)


def test_an_address_becomes_a_record_in_two_commands(desk: Desk, capsys: Printed) -> None:
    address = desk.address("wordpress-fr")
    assert desk.source(address) == 0
    out = capsys.readouterr().out
    for number, paragraph in enumerate(page_of("wordpress-fr").paragraphs):
        assert re.search(rf"(?m)^ +\d+  {re.escape(paragraph)}$", out), number
    asked = len(desk.server.requests)
    assert desk.source(address, "--confirm", *FLAGS) == 0
    assert len(desk.server.requests) == asked
    out, err = capsys.readouterr()
    assert err == ""
    assert f"wrote {SEED}\n" in out
    assert "isnad new figure morvane-2023" in out
    kb, problems = load(desk.root)
    source = kb.sources["morvane-2023"]
    assert problems == []
    assert source.title is not NOT_GIVEN
    assert source.title.value == page_of("wordpress-fr").article["title"]
    assert source.url is not NOT_GIVEN
    assert (source.url.value, source.url.origin) == (address, "outside")
    assert source.authors is not NOT_GIVEN
    assert (source.authors.value, source.authors.origin) == (("Ysolde Kermadec",), "capture")
    assert source.published is not NOT_GIVEN
    assert (str(source.published.value), source.published.origin) == ("2024-01-15", "capture")
    files = desk.files(address)
    assert files.page.read_bytes() == page_of("wordpress-fr").data
    found = fingerprints.paragraphs(files.text.read_bytes(), source.captured)
    assert [evidence.words(text) for text in found[1:]] == [
        evidence.words(text) for text in page_of("wordpress-fr").paragraphs
    ]
    assert evidence.find("guidé plus de 1.700 barques", kb.fingerprints[source.id])
    assert not evidence.find("Saisie record : 5 620 bouteilles", kb.fingerprints[source.id])


def test_nothing_becomes_a_record_unless_a_person_confirms_it(desk: Desk, capsys: Printed) -> None:
    assert desk.source(desk.address("wordpress-fr"), *FLAGS) == 1
    assert "confirm `capture.paragraph_lines`" in capsys.readouterr().err
    assert not (desk.root / SEED).exists()
    assert desk.source(desk.address("wordpress-fr"), "--confirm") == 0


def test_one_command_may_say_all(desk: Desk) -> None:
    assert desk.source(desk.address("soup-ar"), "--confirm", *FLAGS, *ARABIC_TITLE) == 0
    assert (desk.root / SEED).exists()


def test_a_person_joins_cuts_drops_and_adds(desk: Desk, capsys: Printed) -> None:
    address, mending = desk.address("careless-fr"), ("--join", "10-13", "--cut", "16:Un an plus", "--drop", "22,19")
    assert desk.source(address) == 0
    assert desk.source(address, *mending) == 1
    text = desk.files(address).text.with_suffix(".yaml").read_text(encoding="utf-8")
    assert "paragraph_lines: [CONFIRM, 7, 10, 16, 17]" in text
    assert "\n  # ¶   17  Un an plus tôt" in text
    before = text, desk.files(address).text.read_bytes()
    assert desk.source(address, *mending) == 1
    assert (desk.files(address).text.with_suffix(".yaml").read_text(encoding="utf-8"), before[1]) == before
    assert desk.source(address, "--add", "19", "--confirm", *FLAGS) == 0
    source = load(desk.root)[0].sources["morvane-2023"]
    found = fingerprints.paragraphs(desk.files(address).text.read_bytes(), source.captured)[1:]
    expected = page_of("careless-fr").paragraphs
    assert [evidence.words(text) for text in found] == [evidence.words(text) for text in expected]
    capsys.readouterr()


def test_what_cannot_be_mended_is_refused_and_changes_nothing(desk: Desk) -> None:
    address = desk.address("careless-fr")
    assert desk.source(address) == 0
    files = desk.files(address)
    draft, before = files.text.with_suffix(".yaml").read_text(encoding="utf-8"), files.text.read_bytes()
    for flag, asked in (
        ("cut", "16"), ("cut", "16:Du jamais"), ("cut", "16:no such words"), ("cut", "2:x"), ("join", "10"),
        ("join", "13-10"), ("join", "10-999"), ("join", "2-10"), ("drop", "a"), ("add", "2"), ("add", "0"),
    ):  # fmt: skip
        options = argparse.Namespace(**{"cut": [], "join": [], "drop": [], "add": [], "confirm": False, flag: [asked]})
        options.root, options.article = desk.root, address
        with pytest.raises(Broken) as broken:
            page_source.mend(options, draft, "draft.yaml", files.text)
        assert asked in broken.value.problem.message
        assert files.text.read_bytes() == before
    assert desk.source(address, "--cut", "2:x") == 1


def test_a_saved_page_is_read_like_an_address(desk: Desk, tmp_path: Path) -> None:
    saved = tmp_path / "ثلاث سنوات.html"
    mark = b"<!-- saved from url=(0030)https://news.example/ar/consent -->"
    saved.write_bytes(mark + page_of("consent-ar").data)
    title = ("--title-translation", "Trois ans de secours en mer, année par année")
    assert desk.source(str(saved), "--confirm", *FLAGS, *title) == 0
    source = load(desk.root)[0].sources["morvane-2023"]
    assert source.url is not NOT_GIVEN
    assert source.url.value == "https://news.example/ar/consent"
    assert desk.files(str(saved)).page.read_bytes() == saved.read_bytes()


def test_the_publisher_is_known_by_its_hosts(desk: Desk, tmp_path: Path) -> None:
    entity = "\n  sirene:\n    kind: outlet\n    name: {ar: الحورية, fr: La Sirène}\n    hosts: [sirene.example]\n"
    desk.project.write("data/entities.yaml", desk.project.read("data/entities.yaml").rstrip("\n") + entity)
    kb = load(desk.root)[0]
    for address, outlet in {
        "https://www.sirene.example/a": "sirene", "https://fr.sirene.example/a": "sirene",
        "https://notsirene.example/a": "", "https://sirene.example.org/a": "", "": "",
    }.items():  # fmt: skip
        assert page_source.find_publisher(kb, address) == outlet
    saved = tmp_path / "page.html"
    saved.write_bytes(page_of("word-fr").data)
    named = ("--label-ar", "الحورية", "--label-fr", "La Sirène")
    assert desk.source(str(saved), "--url", "https://sirene.example/a", "--confirm", *FLAGS, *named) == 0
    source = load(desk.root)[0].sources["morvane-2023"]
    assert source.publisher is not NOT_GIVEN
    assert (source.publisher.value, source.publisher.origin) == ("sirene", "outside")


def test_what_cannot_be_had_says_to_save_the_page(desk: Desk, capsys: Printed) -> None:
    desk.server.put("/empty", b"<p>Avec votre accord, nous lisons tout.</p><button>OK</button>")
    for path in ("/no-such", "/empty"):
        assert desk.source(desk.server.address + path, "--lang", "ar") == 1
        assert "isnad new source page.html --url" in bare(capsys.readouterr().err)
    desk.server.put("/a.pdf", b"%PDF-1.7", "application/pdf")
    assert desk.source(desk.server.address + "/a.pdf", "--lang", "ar") == 1
    assert "UTF-8" in capsys.readouterr().err
    assert [*(desk.root / "seeds").glob("archive/*")] == []


def test_a_machine_of_this_network_is_never_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    monkeypatch.undo()
    assert desk.source(desk.address("word-fr")) == 1
    assert "127.0.0.1" in capsys.readouterr().err
    assert desk.server.requests == []


def test_without_the_group_it_is_said_before_a_site_is_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setattr(extraction, "find_spec", lambda _: None)
    assert desk.source(desk.address("word-fr")) == 1
    assert "`make fetch`" in capsys.readouterr().err
    assert desk.server.requests == []


def test_a_page_that_has_a_record_is_not_recorded_again(desk: Desk, capsys: Printed) -> None:
    address = desk.address("bare-ar")
    assert desk.source(address, "--confirm", *FLAGS, *ARABIC_TITLE) == 0
    assert desk.source(address, "--confirm", *FLAGS, *ARABIC_TITLE) == 1
    assert f"{SEED}:" in (err := capsys.readouterr().err)
    assert "DUPLICATE-ID" in err


def test_a_copy_in_the_archive_is_asked_for_and_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    address = desk.address("bare-ar")
    monkeypatch.setattr(web_archive, "SAVE", f"{desk.server.address}/save/")
    assert desk.source(address, "--archive") == 0
    assert "which is no failure" in capsys.readouterr().out
    copy = f"https://web.archive.org/web/20240115083000/{address}"
    desk.server.put(f"/save/{address}", b"", Content_Location=copy)
    assert desk.source(address, "--archive", "--confirm", *FLAGS, *ARABIC_TITLE) == 0
    source = load(desk.root)[0].sources["morvane-2023"]
    assert source.web_archive_url is not NOT_GIVEN
    assert (source.web_archive_url.value, source.web_archive_url.origin) == (copy, "outside")


def test_names_of_files_are_harmless(tmp_path: Path) -> None:
    for what in ("https://../../etc/passwd", "https://ثلاث.example/../a", "../../a b.html", "....html", "ثلاث.html"):
        found = page_source.page_files(tmp_path, what)
        assert found.page.resolve().parent == (tmp_path / "seeds" / "archive").resolve()
        assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*\.txt", found.text.name)
    assert captured.file_stem("https://a.example/1") != captured.file_stem("https://a.example/2")
    assert web.LIMITS.seconds <= 60
