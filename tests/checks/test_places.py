"""The files of a site by the addresses that lead to them, as browsers understand addresses."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from isnad.checks.places import Place, Places

from tests.cases import for_all, table

SITE = "https://example.org/sub/path/"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("index.html", "a/b/index.html", "a/b/c.png"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return Places(tmp_path, SITE)


def test_files_are_named_from_the_root(places: Places) -> None:
    assert places.files == {"index.html", "a/b/index.html", "a/b/c.png"}
    assert places.text("a/b/c.png") == "a/b/c.png"
    assert places.size("a/b/c.png") == len("a/b/c.png")


@for_all("link, file", table("checks/places.txt"))
def test_an_address_leads_to_a_file(places: Places, link: str, file: str) -> None:
    assert places.of(link, "a/b/index.html") == Place(file)
    assert places.of(f"{link}#x%20y", "a/b/index.html") == Place(file, "x y")


@pytest.mark.parametrize("link", ["../../../x.html", "/x.html", "/sub/x.html"])
def test_what_stands_outside_the_root_is_no_file(places: Places, link: str) -> None:
    place = places.of(link, "a/b/index.html")
    assert place
    assert place.file not in places.files
    assert not urljoin(f"{SITE}a/b/", link).startswith(SITE)


@pytest.mark.parametrize(
    "link", ["https://example.com/", "//example.com/", "mailto:a@example.org", "data:text/plain,a"]
)
def test_what_leaves_the_site_leads_to_no_place(places: Places, link: str) -> None:
    assert places.of(link, "a/b/index.html") is None
