"""Whole builds of copies of the project: what fails says where, and never touches the last good site."""

import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from isnad.checks.project import read_project
from isnad.pages.social import TOUCH_ICON, touch_icon
from isnad.phrases.addresses import absolute_url
from isnad.text.languages import Language

from tests.conftest import FROZEN, Built, ProjectCopy, another_topic
from tests.site_server import build
from tests.system.test_gates import LINKS, LOOSE, Mistake

FACTS, PAGE = "data/indicators.yaml", "docs/fr/rain.md"
WRONG_VALUE = Mistake("VALUE-QUOTE", FACTS, "value: ¦413", "value: 412")
# What isnad finds before anything is built, in records and in what people write, and what only finished pages show.
EARLY = [
    WRONG_VALUE,
    Mistake("QUOTE-VERBATIM", FACTS, "quote: ¦xyz جمعية", "quote: سجلت جمعية"),
    Mistake("UNKNOWN-ID", "data/events.yaml", "source: ¦no-such-source", "source: akhbar-2031"),
    Mistake("FOOTNOTE-LITERAL", "docs/ar/index.md", "هنا¦[^nowhere]."),
    Mistake("MACRO-UNKNOWN", PAGE, "Ici {{ ¦figrue('x') }}."),
    Mistake("HTML-ACTIVE", PAGE, "<time ¦data-seal='x'>1997</time>"),
]
WORDS = [
    *(LINKS[name] for name in ("no page", "no place in this page")),
    *(LOOSE[name] for name in ("Arabic digits", "statement", "definition", "in words", "footnote in HTML")),
]
SKIPPED = (f"{PAGE}:1:1: FIGURE-VALUE", "docs/fr:1:1: FIGURES-SKIPPED")


def make(project: ProjectCopy, mistakes: list[Mistake]) -> list[str]:
    """Make mistakes, and return what the output must hold: their places and codes."""
    made = [(mistake, *mistake.make(project)) for mistake in mistakes]
    return [f"{each.file}:{line}:{column}: {each.code}" for each, line, column in made]


def change_figure_on_its_way(project: ProjectCopy) -> None:
    """Let another hook change the page behind the macros' back, and the counts with it."""
    project.write("other.py", "def on_post_page(output, **_): return output.replace('412', '413')\n")
    project.replace("engine.yml", "hooks: [hooks", "hooks: [other.py, hooks")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def small(tmp_path: Path) -> ProjectCopy:
    """A site that is soon built, and was never built."""
    return another_topic(tmp_path)


@pytest.fixture
def old_site(small: ProjectCopy) -> dict[str, bytes]:
    """A last good site, such as no build of today would make it."""
    small.write("site/index.html", "the last good site")
    small.write("site/fr/only-then/index.html", "a page that is gone since")
    return snapshot(small.root / "site")


@pytest.mark.parametrize("mistakes", [EARLY, WORDS, []], ids=["problems", "words", "finished-pages"])
def test_failed_build_says_all_that_is_wrong_and_leaves_the_old_site(
    small: ProjectCopy, old_site: dict[str, bytes], mistakes: list[Mistake]
) -> None:
    expected = make(small, mistakes)
    if not mistakes:
        change_figure_on_its_way(small)
        stale = Mistake("EXCEPTION-STALE", "data/exceptions.yaml", "  ¦gone: {text: Nord 4, pages: [all], reason: a}")
        expected = [*SKIPPED, *make(small, [stale])]
    done = build(small.root)
    assert done.returncode == 1, done.stdout
    assert [words for words in expected if f"{words} " not in done.stdout] == [], done.stdout
    assert "Traceback" not in done.stdout
    assert snapshot(small.root / "site") == old_site


# Commands of a shell, with {} in the place of the build; whether somebody reads what is wrong.
UNREAD = {
    "no room": ("{} 2>&1 >/dev/full", True),
    "let go": ("({} | true) 2>&1", True),
    "headed": ("{} 2>&1 | head -c 1", False),
}


@pytest.mark.parametrize(("command", "is_read"), UNREAD.values(), ids=UNREAD)
def test_a_build_that_nobody_listens_to_ends_without_a_traceback(
    small: ProjectCopy, command: str, is_read: bool
) -> None:
    """Nor does one whose terminal knows no letter of what it says."""
    WRONG_VALUE.make(small)
    mkdocs = f"LC_ALL=ar_MA.ISO-8859-6 PYTHONIOENCODING=ascii {sys.executable} -m mkdocs build --strict"
    done = subprocess.run(
        ["sh", "-c", command.format(mkdocs)], cwd=small.root, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert "Error" not in done.stdout + done.stderr
    assert ("VALUE-QUOTE" in done.stdout) == is_read


def test_a_first_build_that_fails_leaves_no_site_and_warnings_hide_nothing(small: ProjectCopy) -> None:
    """Nothing of what finished pages show; another hook warns."""
    hook = "import logging\nlogging.getLogger('mkdocs.other').warning('another hook warns')\n"
    change_figure_on_its_way(small)
    small.write("other.py", hook + small.read("other.py"))
    done = build(small.root)
    assert done.returncode == 1
    assert "another hook warns" in done.stdout
    assert f"{SKIPPED[0]} the figure «413" in done.stdout
    assert not (small.root / "site").exists()


@pytest.mark.parametrize("language", Language)
def test_counts_are_printed_and_published(built: Built, language: Language) -> None:
    printed = re.search(
        rf"^INFO +-  {language}: (\d+) figures, (\d+) cited, (\d+) quotes verified, (\d+) referenced, "
        r"(\d+) values bound, (\d+) skipped$",
        built.output,
        re.MULTILINE,
    )
    assert printed, built.output
    shown, cited, verified, referenced, bound, skipped = map(int, printed.groups())
    assert shown > 19
    assert (cited, verified + referenced, bound, skipped) == (shown, shown, shown, 0)
    page = built.read("method/index.html" if language is Language.AR else "fr/method/index.html")
    published = [cited, verified, *([referenced] if referenced else []), bound, skipped]
    assert re.findall(r'<data class="count" value="(\d+)">', page) == list(map(str, [shown, *published]))


def test_a_figure_has_three_files(built: Built) -> None:
    """Its page in both languages, and its document in the API."""
    for path in read_project(FROZEN, built.url)[0].made:
        folder = built.folder / absolute_url("", Language(path[:2]), path[3:])
        assert {file.name for file in folder.iterdir()} == {"index.html"}
    own = [each for each in built.folder.rglob("*.*") if "rescues-2024" in (each.stem, each.parent.name)]
    assert len(own) == 3, own


def test_the_head_of_a_made_page_has_its_title_and_description(built: Built) -> None:
    for path, page in read_project(FROZEN, built.url)[0].made.items():
        html = unescape(built.read(f"{absolute_url('', Language(path[:2]), path[3:])}index.html"))
        assert f"<title>{page.title} – " in html
        for name in ('name="description"', 'property="og:description"'):
            assert f'<meta {name} content="{page.description}">' in html
        assert f'<meta property="og:title" content="{page.title}">' in html


@pytest.mark.parametrize("folder", ["", "fr/"])
def test_without_a_repository_there_is_no_link(built: Built, folder: str) -> None:
    for path in ("", "rescues/", "figures/attempts-2024/", "sources/bilan-2022/"):
        html = built.read(f"{folder}{path}index.html")
        assert "/edit/" not in html
        assert "edit-page" not in html


def test_what_is_made_for_the_site_stands_in_it(built: Built) -> None:
    assert (built.folder / TOUCH_ICON).read_bytes() == touch_icon()


def test_no_file_of_the_site_bears_a_seal(built: Built) -> None:
    pages = {path: text for path, text in snapshot(built.folder).items() if path.endswith((".html", ".json", ".xml"))}
    assert len(pages) > len(Language)
    assert [path for path, text in pages.items() if b"data-seal" in text] == []
