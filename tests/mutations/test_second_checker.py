"""The second checker: it finds nothing wrong with the real site, and everything that is done to copies of its pages."""

import ast
import hashlib
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from isnad.checks import citations
from isnad.facts.model import KnowledgeBase
from isnad.text import evidence

from tests import second_checker
from tests.conftest import FROZEN, ROOT, Built, ProjectCopy
from tests.second_checker import Checker, Element, Site, Tree, compute, hashes, integers, run
from tests.site_server import run as run_python

CHECKER = ROOT / "tests" / "second_checker.py"
WORDS = re.compile("|".join(second_checker.ABOUT + second_checker.MORE))
FIGURE = re.compile(
    r'<data class="figure"[^>]*value="(?P<value>[0-9.]+)"[^>]*>(?P<shown>.*?)</data>(?:</a>)?(?P<mark><sup.*?</sup>)'
)
QUOTE = re.compile(r'(?<=note-quote">)<bdi class="quote"[^>]*>[«\s]*(?P<words>.*?)[»\s]*</bdi>')
NUMBER = re.compile(r'(?<=<bdi dir="ltr">)[^<]*(?=</bdi>)')
LANGUAGES = pytest.mark.parametrize("language", ["ar", "fr"])


@pytest.fixture(scope="session")
def finished(built: Built) -> Path:
    """The folder of the built site."""
    return built.folder


def check(html: str, folder: Path, project: Path = FROZEN) -> Checker:
    """Return what the checker says of a site of one page."""
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(html, encoding="utf-8")
    return run(folder, project)


@pytest.fixture(scope="session")
def pages(finished: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A page in each language that passes alone, and whose first figures have a precision word and have none."""
    found: dict[str, str] = {}
    for file in sorted(finished.rglob("index.html")):
        html, language = file.read_text(encoding="utf-8"), "fr" if file.is_relative_to(finished / "fr") else "ar"
        shown = [bool(WORDS.search(figure["shown"])) for figure in FIGURE.finditer(html)]
        fit = {True, False} <= {*shown} and all(name in html for name in ('class="place"', "note-translation"))
        if fit and language not in found and not check(html, tmp_path_factory.mktemp("alone")).failures:
            found[language] = html
    assert found.keys() == {"ar", "fr"}, "no page is fit for these tests"
    return found


def test_the_real_site_has_no_failure(finished: Path) -> None:
    done = run(finished, FROZEN)
    assert done.failures == []
    assert done.counts["pages"] == len(list(finished.rglob("*.html")))
    assert done.counts["figures"] == done.counts["values bound"] > 100
    assert done.counts["skipped"] == 0


def test_it_needs_no_archive(finished: Path, project: ProjectCopy) -> None:
    done = run(finished, project.root)
    assert done.failures == []
    assert done.counts["quotes verified"] > done.counts["of them in a full text"] == 0


def test_it_imports_the_standard_library_only_and_stays_small() -> None:
    text = CHECKER.read_text(encoding="utf-8")
    imports = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in imports if isinstance(node, ast.Import) for alias in node.names}
    names |= {f"{node.module}" for node in imports if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names
    assert text.count("\n") < 470


def test_it_makes_the_hashes_of_every_quote_as_the_first_checker_does(kb: KnowledgeBase) -> None:
    quotes = {witness.quote for _, witness in citations.witnesses(kb)}
    assert [quote for quote in quotes if hashes(quote) != " ".join(evidence.shingles(quote))] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("78 685, 78,685 et 78.685", [78685, 78685, 78685]),
        ("48\u202f963; ٤٣٨٨; １２", [48963, 4388, 12]),
        ("de 25 000 à 5 000", [25000, 5000]),
        ("78 686", [78686]),
        ("aucun", []),
    ],
)
def test_integers(text: str, expected: list[int]) -> None:
    assert integers(text) == expected


@pytest.mark.parametrize(
    ("formula", "expected"), [("1 ÷ 4", 25), ("(6 − 4) ÷ 4", 50), ("4 − 6", -2), ("1 664 ÷ 4 388", 37.92)]
)
def test_compute(formula: str, expected: float) -> None:
    assert compute(formula) == pytest.approx(expected, abs=0.01)


class Damage(NamedTuple):
    """Something that may be wrong with a page, and words of the failure it must give."""

    apply: Callable[[str], str]
    failure: str


def once(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """Return a function that changes the first place in the article of a page where a pattern stands."""

    def apply(html: str) -> str:
        frame, begins, article = html.partition("<article")
        return frame + begins + pattern.sub(change, article, count=1)

    return apply


def other_digit(text: str) -> str:
    """Return a text with another last digit."""
    return re.sub(r"([0-9])(?=[^0-9]*$)", lambda digit: str(9 - int(digit[0])), text)


def first_figure(change: Callable[[re.Match[str]], str], words: bool = False) -> Callable[[str], str]:
    """Return a function that changes the first figure with, or without, a word of precision."""

    def apply(html: str) -> str:
        figure = next(each for each in FIGURE.finditer(html) if bool(WORDS.search(each["shown"])) == words)
        return html[: figure.start()] + change(figure) + html[figure.end() :]

    return apply


def number_elsewhere(figure: re.Match[str]) -> str:
    shown = NUMBER.sub(lambda number: other_digit(number[0]), figure["shown"])
    return figure[0].replace(figure["shown"], shown)


def value_and_number(figure: re.Match[str]) -> str:
    return number_elsewhere(figure).replace(f'value="{figure["value"]}"', f'value="{other_digit(figure["value"])}"')


def first_note(change: Callable[[str], str]) -> Callable[[str], str]:
    return once(re.compile(r'<li id="fn:observation-.*?</li>', re.DOTALL), lambda note: change(note[0]))


def other_source(note: str) -> str:
    named = re.findall(r"sources/([a-z0-9-]+)/", note)[0]
    other = next(file.stem for file in (FROZEN / "seeds").glob("*.yaml") if file.stem != named)
    return note.replace(f"sources/{named}/", f"sources/{other}/")


def typed(words: str) -> Damage:
    """Return the damage of an author who writes words in a page by hand."""
    return Damage(lambda html: html.replace("</h1>", f"</h1><p>{words}</p>", 1), "a number that nothing proves")


NOT_SHOWN, NOT_STATED = "does not show its value", "is not what a footnote behind it states"
DAMAGES = {
    "number changed": Damage(first_figure(number_elsewhere), NOT_SHOWN),
    "number taken away": Damage(first_figure(lambda f: f[0].replace(f["shown"], "beaucoup")), NOT_SHOWN),
    "value changed": Damage(first_figure(lambda f: f[0].replace(f'"{f["value"]}"', '"1000007"')), NOT_SHOWN),
    "value taken away": Damage(first_figure(lambda f: f[0].replace(f'"{f["value"]}"', '""')), NOT_SHOWN),
    "number and value changed": Damage(first_figure(value_and_number), NOT_STATED),
    "mark removed": Damage(first_figure(lambda f: f[0].replace(f["mark"], "")), NOT_STATED),
    "mark moved away": Damage(first_figure(lambda f: f[0].replace("<sup", " x <sup")), NOT_STATED),
    "footnote removed": Damage(first_note(lambda _: ""), NOT_STATED),
    "precision word removed": Damage(first_figure(lambda f: WORDS.sub("", f[0]), words=True), NOT_STATED),
    "precision word added": Damage(first_figure(lambda f: f[0].replace("<bdi", "environ <bdi", 1)), NOT_STATED),
    "quote reworded": Damage(once(QUOTE, lambda q: q[0].replace(q["words"], q["words"] + " xyz")), "not word for word"),
    "quote cut short": Damage(once(QUOTE, lambda q: q[0].replace(q["words"], q["words"][:9])), "not word for word"),
    "quote's number changed": Damage(once(QUOTE, lambda q: other_digit(q[0])), "not word for word"),
    "quote emptied": Damage(once(QUOTE, lambda q: q[0].replace(q["words"], "")), "not word for word"),
    "title reworded": Damage(once(re.compile(r"</cite>"), lambda _: " xyz</cite>"), "not word for word"),
    "source changed": Damage(first_note(other_source), "not word for word"),
    "source link removed": Damage(first_note(lambda note: note.replace("sources/", "elsewhere/")), "in any source"),
    "link to another figure": Damage(once(re.compile(r'(?<=figures/)[a-z0-9-]+(?=/"><data)'), lambda _: "x"), "linked"),
    "number not marked": Damage(first_note(lambda note: re.sub("</?mark>", "", note)), "does not mark"),
    "other words marked": Damage(
        first_note(lambda note: re.sub("<mark>(.*?)</mark>(.*?)</bdi>", r"\1<mark>\2</mark></bdi>", note, count=1)),
        "does not mark",
    ),
    "another number marked in a translation": Damage(
        once(re.compile(r"(note-translation(?:(?!</span>).)*?<mark>)(.*?)(</mark>)"), lambda t: f"{t[1]}7{t[2]}{t[3]}"),
        "a translation marks another number",
    ),
    "place changed": Damage(once(re.compile(r'class="place">\D*(?=\d)'), lambda p: p[0] + "7"), "nothing proves"),
    "date changed": Damage(once(re.compile(r"(?<=<bdi>)20\d\d(?=</bdi></time>)"), lambda _: "1907"), "nothing proves"),
    "date without a day": Damage(once(re.compile(r' datetime="[^"]*"'), lambda _: ""), "nothing proves"),
    "digit typed": typed("Il y a 7 cas."),
    "Arabic digit typed": typed("٧ حالات"),
    "mathematical digit typed": typed("\U0001d7d5 cas"),
    "fraction typed": typed("½ des cas"),
    "digit typed as data": typed('<data value="7">7</data>'),
    "digit typed as a quote": typed('<span class="quote">7</span>'),
    "digit typed as a title": typed("<cite>7</cite>"),
    "digit typed as a date": typed('<time datetime="7">7</time>'),
    "digit typed as a count": typed('<data class="count" value="7007">7007</data>'),
    "digit typed in a menu": typed("<nav>7</nav>"),
    "digit typed in a label": typed("<label>7</label>"),
    "digit typed as broken data": typed('<data class="quo&#116;e">7</data>'),
    "digit typed in a heading": Damage(lambda html: html.replace("</h1>", " 7</h1>", 1), "nothing proves"),
}


@LANGUAGES
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_damage_is_found(pages: dict[str, str], tmp_path: Path, damage: Damage, language: str) -> None:
    html = damage.apply(pages[language])
    assert html != pages[language]
    failures = check(html, tmp_path / "site").failures
    assert any(damage.failure in failure for failure in failures), failures
    assert all(failure.startswith("index.html: ") for failure in failures)


# The page of a figure, of a source, of a topic with charts, and all sources, each in its place in the site.

PLACES = {
    "figure": "figures/attempts-2024-9m/index.html",
    "source": "sources/bilan-2022/index.html",
    "topic": "returns/index.html",
    "sources": "sources/index.html",
    "data": "data/index.html",
}
UNPROVED, UNQUOTED = "a number that nothing proves", "not word for word"
ELSEWHERE = {
    "paragraph": ("figure", r'(class="proof" id="proof">.*?class="place">\D*)([0-9])', r"\g<1>7", UNPROVED),
    "value in the reference": ("figure", r'(<p lang="[a-z]+" dir="[a-z]+"><span>\D*48.)963', r"\g<1>936", UNPROVED),
    "name of a file": ("data", r'(href="[./]*downloads/)f', r"\g<1>x", "a file is not there"),
    "title in the reference": ("source", r'(class="reference">.*?class="quote"[^>]*>.*?)40', r"\g<1>41", UNQUOTED),
    "quote of the article": ("source", r"(quoted-words(?:(?!</p>).)*?démantèlement de )124", r"\g<1>142", UNQUOTED),
    "place of a quote": ("source", r'(class="quoted-place">\s*<span class="place">\D*)1', r"\g<1>3", UNPROVED),
    "value in a chart": ("topic", r"(<text[^>]*>[^<0-9]*4.38)8", r"\g<1>9", UNPROVED),
    "number in the grid of years": ("topic", r'(class="covered">)', r"\g<1>2052", UNPROVED),
    "title in the list": ("sources", r"(<cite[^>]*>Le Maroc déjoue 4)0", r"\g<1>1", UNQUOTED),
    "count of facts": ("sources", r'(class="count" value="[0-9]+"><bdi dir="ltr">)[0-9]+', r"\g<1>777", UNPROVED),
}  # fmt: skip


@pytest.fixture(scope="session")
def whole(finished: Path) -> tuple[Site, dict[str, str]]:
    """The real site, and its pages."""
    return second_checker.read(finished, FROZEN)


@LANGUAGES
@pytest.mark.parametrize(("page", "old", "new", "failure"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_damage_of_a_page_in_its_place_is_found(
    whole: tuple[Site, dict[str, str]], language: str, page: str, old: str, new: str, failure: str
) -> None:
    site, pages = whole
    path = PLACES[page] if language == "ar" else f"fr/{PLACES[page]}"
    damaged = re.sub(old, new, pages[path], count=1, flags=re.DOTALL)
    assert damaged != pages[path]
    checker = Checker(site)
    checker.read(path, damaged)
    assert any(failure in each for each in checker.failures), checker.failures


ARTICLE = "Une ligne de bruit\nLe ministère a compté environ 1 234 départs et 617 retours cette année\n"
PAGE = """<article><p><data class="figure derived" value="50">environ 50 %</data><sup><a
class="footnote-ref" href="#fn:d">1</a></sup><sup><a class="footnote-ref" href="#fn:a">2</a></sup></p>
<div class="footnote"><ol><li id="fn:d"><data class="formula">617 ÷ 1 234</data></li>
<li id="fn:a"><span class="note-quote"><bdi class="quote">« a compté environ 1 234 départs et 617 retours »</bdi></span>
<a href="../sources/made-up/">x</a></li></ol></div></article>"""


@pytest.fixture
def made_up(tmp_path: Path) -> Iterator[Path]:
    """A project of one article, with its archive; each line of it is a paragraph."""
    for folder in ("fingerprints", "archive"):
        (tmp_path / "seeds" / folder).mkdir(parents=True)
    data = ARTICLE.encode()
    (tmp_path / "seeds" / "archive" / "article.txt").write_bytes(data)
    lines = [f"{number} {hashes(line)}" for number, line in enumerate(ARTICLE.split("\n"))]
    fingerprint = "\n".join(["# made", f"sha256 {hashlib.sha256(data).hexdigest()}", *lines])
    (tmp_path / "seeds" / "fingerprints" / "made-up.txt").write_text(fingerprint, encoding="utf-8")
    yield tmp_path
    second_checker.seed.cache_clear()


def test_a_figure_of_ours_is_computed_again(made_up: Path) -> None:
    done = check(PAGE, made_up / "site", made_up)
    assert done.failures == []
    assert (done.counts["values bound"], done.counts["of them in a full text"]) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('value="50">environ 50', 'value="51">environ 51'),
        ("617 ÷ 1 234", "618 ÷ 1 234"),
        ("617 ÷ 1 234", "1 234 ÷ 617"),
        ("617 ÷ 1 234", "617 − 1 234"),
        ('<sup><a class="footnote-ref" href="#fn:a">2</a></sup>', ""),
    ],
    ids=["result", "number", "order", "operation", "input not cited"],
)
def test_a_wrong_figure_of_ours_is_found(made_up: Path, old: str, new: str) -> None:
    assert PAGE.count(old) == 1
    failures = check(PAGE.replace(old, new), made_up / "site", made_up).failures
    assert any(NOT_STATED in failure for failure in failures), failures


def test_a_forged_fingerprint_is_found_in_the_full_text(made_up: Path) -> None:
    path = made_up / "seeds" / "fingerprints" / "made-up.txt"
    forged = PAGE.replace("617 retours", "619 retours").replace("617 ÷", "619 ÷")
    path.write_text(
        path.read_text(encoding="utf-8") + f"\n3 {hashes('a compté environ 1 234 départs et 619 retours')}",
        encoding="utf-8",
    )
    failures = check(forged, made_up / "site", made_up).failures
    assert any("not word for word in made-up" in failure for failure in failures), failures


@pytest.mark.parametrize(
    ("exceptions", "expected"),
    [
        ("exceptions:\n  python:\n    text: Python 3.11\n    pages: [all]\n", 0),
        ('  - text: "Python 3.11"\n', 0),
        ("  - text: Python 3.12\n", 1),
        ("", 1),
    ],
)
def test_exceptions_are_read_from_their_file(made_up: Path, exceptions: str, expected: int) -> None:
    (made_up / "data").mkdir()
    (made_up / "data" / "exceptions.yaml").write_text(exceptions, encoding="utf-8")
    done = check(PAGE + "<article><p>Il faut Python\u00a03.11 ou plus</p></article>", made_up / "site", made_up)
    assert len(done.failures) == expected


@pytest.mark.parametrize(("was", "expected"), [("1243", 0), ("1342", 1)])
def test_what_was_corrected_is_read_from_its_file(made_up: Path, was: str, expected: int) -> None:
    (made_up / "data").mkdir()
    (made_up / "data" / "corrections.yaml").write_text(f"corrections:\n  x:\n    was: {was}\n", encoding="utf-8")
    done = check(PAGE + "<article><p><span>1\u202f243 départs</span></p></article>", made_up / "site", made_up)
    assert len(done.failures) == expected


def test_elements_that_are_never_closed_do_not_swallow_the_page() -> None:
    root: Element = Tree("<p>a<br>b<img src=x>c</p></div><p>d").open[0]
    assert [paragraph.text().split() for paragraph in root.all("p")] == [["a", "b", "c"], ["d"]]


@LANGUAGES
def test_the_command_says_what_it_counted_and_fails(pages: dict[str, str], tmp_path: Path, language: str) -> None:
    for html, status in ((pages[language], 0), (DAMAGES["digit typed"].apply(pages[language]), 1), ("", 1)):
        (tmp_path / "index.html").write_text(html, encoding="utf-8")
        done = run_python(ROOT, str(CHECKER), str(tmp_path), str(FROZEN))
        assert done.returncode == status, done.stdout
        assert re.search(r"^pages: 1\b", done.stdout, re.MULTILINE)
        assert ("skipped: 0" in done.stdout) == bool(html)
