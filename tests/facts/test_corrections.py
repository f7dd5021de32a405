"""A built site that has corrections, and says where to send more."""

import re
from pathlib import Path

import feedparser
import pytest

from tests.conftest import ProjectCopy, another_topic
from tests.second_checker import Element, Tree, run
from tests.site_server import build

RECORD = """\
corrections:
  newer:
    date: 2030-01-02
    observation: rain-2031
    was: 421
    now: 412
    why: {ar: تبادل رقمان مكانيهما., fr: Deux chiffres étaient intervertis.}
  older:
    date: 2030-01-01
    observation: rain-2031
    was: 241
    now: 421
    why: {ar: تبادل رقمان مكانيهما., fr: Deux chiffres étaient intervertis.}
"""
CONTACT = """extra:
  corrections:
    email: editors@example.org
    form: https://example.org/form?figure={figure}
  repository:
    url: https://git.example.com/us/site
    branch: main
"""
EDIT = "https://git.example.com/us/site/edit/main/"
LANGUAGES = pytest.mark.parametrize("folder", ["", "fr/"], ids=["ar", "fr"])


def configured(project: ProjectCopy, words: str = CONTACT) -> ProjectCopy:
    settings = re.sub(r"(?m)^  repository:\n(?:    .*\n)+", "", project.read("engine.yml"))
    project.write("engine.yml", settings.replace("extra:\n", words))
    return project


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project with two corrections, an address and a form, and of its site."""
    project = configured(another_topic(tmp_path_factory.mktemp("corrected")))
    project.write("data/corrections.yaml", RECORD)
    done = build(project.root)
    assert done.returncode == 0, done.stdout
    return project.root


def page(corrected: Path, path: str) -> Element:
    return Tree((corrected / "site" / path / "index.html").read_text(encoding="utf-8")).open[0]


def addresses(element: Element) -> list[str]:
    return [link.given.get("href", "") for link in element.all("a")]


@LANGUAGES
def test_every_correction_stands_on_its_page_newest_first(corrected: Path, folder: str) -> None:
    (shown,) = page(corrected, f"{folder}corrections").all("corrections")
    assert [each.given["id"] for each in shown.all("li")] == ["correction-newer", "correction-older"]
    newer, older = (each.text() for each in shown.all("li"))
    assert "421" in newer
    assert "241" in older
    assert all("412" in each for each in (newer, older))
    assert all(len(each.all("footnote-ref")) == 1 for each in shown.all("li"))


@LANGUAGES
def test_entries_of_the_feed_lead_to_their_place_on_the_page(corrected: Path, folder: str) -> None:
    feed = feedparser.parse(corrected / "site" / folder / "corrections.xml")
    (shown,) = page(corrected, f"{folder}corrections").all("corrections")
    assert [each.link.partition("#")[2] for each in feed.entries] == [each.given["id"] for each in shown.all("li")]
    assert feed.feed.link.endswith(f"/{folder}corrections/")


@LANGUAGES
@pytest.mark.parametrize("path", ["", "corrections", "figures/rain-2031"])
def test_every_page_names_the_feed_of_its_language(corrected: Path, folder: str, path: str) -> None:
    heads = page(corrected, f"{folder}{path}").all("link")
    (feed,) = (each for each in heads if each.given.get("type") == "application/atom+xml")
    assert feed.given["rel"].split() == ["alternate"]
    target = (corrected / "site" / folder / path / feed.given["href"]).resolve()
    assert target == (corrected / "site" / folder / "corrections.xml").resolve()


@LANGUAGES
@pytest.mark.parametrize("path", ["corrections", "figures/rain-2031", "sources/akhbar-2031"])
def test_a_correction_can_be_sent(corrected: Path, folder: str, path: str) -> None:
    whole, name = page(corrected, folder + path), path.partition("/")[2]
    reports = [link.given["href"] for link in whole.all("report")]  # of a figure, from its own page
    assert bool(reports) == path.startswith("figures/")
    assert all(re.fullmatch(r"https://example\.org/form\?figure=[a-z0-9-]+", each) for each in reports)
    sent = [each for each in addresses(whole) if "example.org" in each]
    for each in reports:
        sent.remove(each)
    assert len(sent) == 2
    assert sent[0].startswith("mailto:editors@example.org?subject=")
    assert sent[1] == f"https://example.org/form?figure={name}"
    assert any(each.endswith("#send") for each in addresses(whole))  # at the foot of each page


def edited(corrected: Path, path: str) -> list[str]:
    """Return the files that a page offers to edit."""
    links = addresses(page(corrected, path))
    return [link.removeprefix(EDIT) for link in links if link.startswith("https://git.example.com/")]


@LANGUAGES
@pytest.mark.parametrize("path", ["", "rain", "contributing/correct", "figures"])
def test_a_written_page_leads_to_its_file(corrected: Path, folder: str, path: str) -> None:
    assert edited(corrected, folder + path) == [f"docs/{folder or 'ar/'}{path or 'index'}.md"]
    (place,) = page(corrected, folder + path).all("edit-page")
    assert place.text().strip() == {"": "عدّل هذه الصفحة", "fr/": "Modifier cette page"}[folder]


@LANGUAGES
@pytest.mark.parametrize(
    ("path", "file"), [("figures/rain-2031", "data/indicators.yaml"), ("sources/akhbar-2031", "seeds/akhbar-2031.yaml")]
)
def test_a_page_of_a_record_leads_to_its_file_and_names_its_id(
    corrected: Path, folder: str, path: str, file: str
) -> None:
    assert edited(corrected, folder + path) == [file]
    # Lines move: the link says what to look for.
    (link,) = (each for each in page(corrected, folder + path).all("a") if each.given.get("href") == EDIT + file)
    assert [each.text() for each in link.all("code")].count(path.partition("/")[2]) == 1


def test_the_second_checker_finds_what_pages_of_corrections_say_proved(corrected: Path) -> None:
    showing = ("corrections/", "fr/corrections/", "index.html", "fr/index.html")
    done = run(corrected / "site", corrected)
    assert done.counts["figures"]
    assert [each for each in done.failures if each.startswith(showing)] == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("corrections:\n    email: nobody", "'corrections' `email` must "),
        ("corrections:\n    form: http://example.org/", "'corrections' `form` must "),
        ("repository: https://github.com/a/b", "'repository' holds `url` and `branch`, both, and nothing else"),
    ],
    ids=["email", "form", "repository"],
)
def test_a_wrong_address_ends_the_build_and_is_named(tmp_path: Path, wrong: str, words: str) -> None:
    done = build(configured(another_topic(tmp_path), f"extra:\n  {wrong}\n").root)
    assert done.returncode == 1
    assert f"SETTINGS this setting cannot be used: extra: {words}" in done.stdout
    assert "Traceback" not in done.stdout
