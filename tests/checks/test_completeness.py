"""The finished site is whole: each damage to a small one is found, where it is, and the real one has none."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from isnad.checks.completeness import Budget, Walk, read_budget
from isnad.checks.places import Places
from isnad.checks.policy import page_policy
from isnad.text.html import Document
from isnad.text.tags import PageTags, Tags, read_tags

from tests.conftest import Built, bare

SITE, POLICY = "https://example.org/", page_policy([])
BUDGET = Budget(2000, 3000)
VERSIONS = {"index": "", "a": "a/", "b": "b/"}
LINKS = {"index": ["a/"], "a": ["../b/#place"], "b": ["../#top", "#place"]}


def page(folder: str, name: str) -> str:
    """Return a page of a language's folder: it names its versions and a style sheet, and links to the next one."""
    root = "" if name == "index" else "../"
    here = VERSIONS[name]
    versions = {"ar": here, "fr": f"fr/{here}", "x-default": here}
    head = "".join(f'<link rel="alternate " hreflang="{each}" href="{SITE}{to}">' for each, to in versions.items())
    sheet = f'<link rel="stylesheet" href="{root}{"../" if folder else ""}sheet.css">'
    links = "".join(f'<a href="{link}">x</a>' for link in LINKS[name])
    return f'<html><head>{policy(POLICY)}{head}{sheet}</head>\n<h1 id="top">x</h1>{links}<p id="place">x</p>'


def policy(text: str) -> str:
    return f'<meta http-equiv="Content-Security-Policy" content="{text}">'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of three pages in two languages, a style sheet with a picture, a sitemap, a 404 page."""
    files = {f"{folder}{VERSIONS[name]}index.html": page(folder, name) for folder in ("", "fr/") for name in VERSIONS}
    files |= {"404.html": policy(POLICY) + "x", "sheet.css": 'a { b: url("c.png"), url(data:x) }', "c.png": "x" * 1200}
    files |= {"sitemap.xml": f"<loc>{SITE}</loc><loc>{SITE}fr/a/</loc>"}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def found(site: Path, read: Mapping[str, PageTags] | None = None) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in Walk(Places(site, SITE), POLICY, BUDGET, read or {}).problems()]


def in_frames(site: Path) -> dict[str, PageTags]:
    """Return what the tags of each page say, as one who has read the head of pages once for a folder."""
    frames: dict[tuple[object, ...], Tags] = {}
    read = {}
    for file in sorted(site.rglob("*.html")):
        tags, depth = read_tags(Document(file.read_text(encoding="utf-8"))), len(file.relative_to(site).parts)
        head = Tags(others=tags.first, first=tags.first, policies=tags.policies)
        frame = frames.setdefault((depth, head), head)
        others = tuple(link for link in tags.others if link not in tags.first)
        read[file.relative_to(site).as_posix()] = PageTags(frame, tags._replace(others=others, first=(), policies=()))
    return read


def test_a_whole_site_has_no_problem(site: Path) -> None:
    walk = Walk(Places(site, SITE), POLICY, BUDGET, {})
    assert walk.problems() == []
    framed = Walk(Places(site, SITE), POLICY, BUDGET, in_frames(site))
    assert (framed.problems(), framed.counts) == ([], walk.counts)
    assert str(walk.counts).startswith("6 pages reached, ")
    assert 0 < walk.counts.heaviest < BUDGET.view


FRENCH = f'<link rel="alternate " hreflang="fr" href="{SITE}fr/a/">'
PAGES = ["a/index.html", "b/index.html", "fr/a/index.html", "fr/b/index.html", "fr/index.html", "index.html"]
BOTH_A, BOTH_B = PAGES[0:3:2], PAGES[1:4:2]
# What becomes of the words of a file, all of them where none are named; and what is then found, in which files.
DAMAGES: dict[str, tuple[str, str, str | None, str, list[str]]] = {
    "page-missing": ("b/index.html", "../#top", "c/", "LINK-BROKEN", ["b/index.html"]),
    "page-outside": ("b/index.html", "../#top", "//example.org/c/", "", []),
    "picture-of-sheet-missing": ("c.png", "", None, "LINK-BROKEN", ["sheet.css"]),
    "sheet-missing-is-told-once": ("sheet.css", "", None, "LINK-BROKEN", ["index.html"]),
    "place-in-the-page-missing": ("b/index.html", '"#place"', '"#other"', "LINK-BROKEN", ["b/index.html"]),
    "place-in-another-page-missing": ("fr/a/index.html", "b/#place", "b/#other", "LINK-BROKEN", ["fr/a/index.html"]),
    "place-in-no-page": ("b/index.html", "../#top", "../sheet.css#place", "", []),
    "sitemap-names-nothing": ("sitemap.xml", "fr/a/", "fr/c/", "LINK-BROKEN", ["sitemap.xml"]),
    "reached-from-the-other-language": ("a/index.html", "../b/#", "../fr/b/#", "PAGE-ORPHAN", ["b/index.html"]),
    "translation-left-out": ("fr/a/index.html", FRENCH, "", "ALTERNATE-BROKEN", BOTH_A),
    "translation-unnamed": ("a/index.html", "hreflang", "data-a", "ALTERNATE-BROKEN", BOTH_A),
    "translation-is-another": ("b/index.html", "fr/b/", "fr/a/", "ALTERNATE-BROKEN", BOTH_B),
    "heavy-page": ("a/index.html", "<p", f"{'x' * 2000}<p", "PAGE-HEAVY", ["a/index.html"]),
    "heavy-view": ("sheet.css", "a {", f"{'x' * 2900} {{", "PAGE-HEAVY", PAGES),
    "policy-broken": ("b/index.html", "<p ", '<p style="" ', "POLICY-BROKEN", ["b/index.html"]),
    "policy-not-stated": ("a/index.html", "meta http", "meta", "POLICY-BROKEN", ["a/index.html"]),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found_where_it_is(site: Path, name: str) -> None:
    file, old, new, code, where = DAMAGES[name]
    text = (site / file).read_text(encoding="utf-8")
    assert old in text
    if new is None:
        (site / file).unlink()
    else:
        (site / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert found(site) == [(code, each) for each in where]
    assert found(site, in_frames(site)) == found(site)


def test_every_orphan_is_told(site: Path) -> None:
    for name in ("c", "d"):
        (site / name).mkdir()
        versions = "".join(
            f'<link rel="alternate" hreflang="{each}" href="{SITE}{name}/">' for each in ("ar", "x-default")
        )
        (site / name / "index.html").write_text(policy(POLICY) + versions, encoding="utf-8")
    assert found(site) == [("PAGE-ORPHAN", "c/index.html"), ("PAGE-ORPHAN", "d/index.html")]


def test_a_problem_says_where_it_stands(site: Path) -> None:
    file = site / "b/index.html"
    file.write_text(file.read_text(encoding="utf-8").replace("../#top", "c/"), encoding="utf-8")
    (problem,) = Walk(Places(site, SITE), POLICY, BUDGET, {}).problems()
    second = file.read_text(encoding="utf-8").split("\n")[1]
    assert (problem.line, problem.column) == (2, second.index("c/") + 1)
    assert "`c/`" in bare(problem.message)


@pytest.mark.parametrize("given", [None, {}, {"page": 1}, {"page": 1, "view": 0}, {"page": 1, "view": "2"}, [1, 2]])
def test_a_budget_must_be_whole(given: object) -> None:
    with pytest.raises(ValueError, match=r"^must "):
        read_budget(given)
    assert read_budget({"page": 1, "view": 2}) == Budget(page=1, view=2)


def test_the_real_site_was_walked(built: Built) -> None:
    """The build has refused nothing; here it is proved to have looked."""
    (said,) = re.findall(r"(\d+) pages reached, (\d+) links, 0 broken", built.output)
    pages, links = map(int, said)
    assert pages == len(list(built.folder.rglob("*.html"))) - 1  # the 404 page
    assert links > 20 * pages
