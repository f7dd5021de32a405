"""Whole builds of copies of the project: what fails says where, and never touches the last good site."""

import re
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from isnad.checks.project import read_project
from isnad.facts.load import load
from isnad.facts.model import Citation, KnowledgeBase
from isnad.pages.social import TOUCH_ICON, touch_icon
from isnad.phrases.addresses import absolute_url
from isnad.problems import Mark
from isnad.text.languages import Language

from tests.conftest import FROZEN, RAINFALL, Built, ProjectCopy, another_topic
from tests.site_server import build

# Something a contributor may get wrong; does it, and returns what one line of the output must hold.
Damage = Callable[[ProjectCopy, KnowledgeBase], list[str]]


def append(project: ProjectCopy, path: str, words: str) -> int:
    """Add a paragraph to a page and return its line."""
    text = project.read(path).rstrip("\n") + "\n\n"
    project.write(path, text + words + "\n")
    return text.count("\n") + 1


def change(project: ProjectCopy, mark: Mark, old: str, new: str) -> str:
    """Replace words on the line of a mark and return how problems name the place."""
    lines = project.read(mark.path).split("\n")
    assert old in lines[mark.line - 1]
    lines[mark.line - 1] = lines[mark.line - 1].replace(old, new)
    project.write(mark.path, "\n".join(lines))
    return f"{mark.path}:{mark.line}:{mark.column}:"


def break_value(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    observation = next(iter(kb.observations.values()))
    place = change(project, observation.at("value"), str(observation.value), str(observation.value + 1))
    return [f"{place} VALUE-QUOTE"]


def break_quote(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    *_, citation = (each.citation for each in kb.observations.values() if isinstance(each.citation, Citation))
    return [f"{change(project, citation.at('quote'), citation.quote.split()[0], 'xyz')} QUOTE-VERBATIM"]


def name_unknown_source(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    citation = next(iter(kb.statements.values())).citation
    return [f"{change(project, citation.at('source'), citation.source, 'no-such-source')} UNKNOWN-ID"]


def write_footnote_by_hand(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/ar/index.md", "هنا[^nowhere].")
    return [f"docs/ar/index.md:{line}:4: FOOTNOTE-LITERAL"]


def call_unknown_macro(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/index.md", "Ici {{ figrue('x') }}.")
    return [f"docs/fr/index.md:{line}:8: MACRO-UNKNOWN"]


def write_page_in_one_language(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    project.write("docs/ar/extra.md", "---\ntitle: x\ndescription: x\n---\n\n# x\n")
    return ["docs/ar/extra.md:1:1: PAGE-ONE-LANGUAGE"]


def link_to_no_page(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/index.md", "[ici](nowhere.md)")
    return [f"docs/fr/index.md:{line}:7: LINK-BROKEN", "`nowhere.md`"]


def link_to_no_anchor(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/ar/index.md", "[هنا](sources.md#nowhere)")
    return [f"docs/ar/index.md:{line}:7: LINK-BROKEN", "`sources.md#nowhere`"]


def put_footnote_inside_html(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    for language in Language:
        line = append(project, f"docs/{language}/index.md", "<div>Ici[^here].</div>")
    return [f"docs/fr/index.md:{line}:9: FOOTNOTE-LITERAL"]


def write_number_by_hand(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/ar/rain.md", "أنقذت ٩٩٩ شخصا.")
    return [f"docs/ar/rain.md:{line}:7: NUMBER-LOOSE", "«٩٩٩»"]


def write_number_in_a_statement(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    mark = next(iter(kb.statements.values())).text.at("fr")
    text = project.read(mark.path).split("\n")
    text[mark.line - 1] = text[mark.line - 1].replace("fr: ", "fr: En citant 88 cas, ", 1)
    project.write(mark.path, "\n".join(text))
    return [f"{mark.path}:{mark.line}:{text[mark.line - 1].index('88') + 1}: NUMBER-LOOSE", "«88» in «En citant 88 cas"]


def write_number_in_a_definition(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    mark = next(iter(kb.indicators.values())).definition.at("fr")
    change(project, mark, "fr: ", "fr: Dans 9876 lieux, ")
    line = project.read(mark.path).split("\n")[mark.line - 1]
    return [f"{mark.path}:{mark.line}:{line.index('9876') + 1}: NUMBER-LOOSE", "«9876»"]


def spell_number_out(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/rain.md", "La marine a sauvé trois mille personnes.")
    return [f"docs/fr/rain.md:{line}:19: NUMBER-SPELLED", "«trois mille»"]


def forge_what_macros_make(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/rain.md", "<time data-seal='x'>1997</time>")
    return [f"docs/fr/rain.md:{line}:7: HTML-ACTIVE", "data-seal"]


def write_a_number_by_a_script(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/rain.md", "<script>document.write(7 * 7)</script>")
    return [f"docs/fr/rain.md:{line}:1: HTML-ACTIVE"]


def change_figure_on_its_way(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    """Let another hook change the page behind the macros' back."""
    project.write("other.py", "def on_post_page(output, **_): return output.replace('412', '413')\n")
    project.replace("engine.yml", "hooks: [hooks", "hooks: [other.py, hooks")
    return ["docs/fr/rain.md:1:1: FIGURE-VALUE", "«413", "rain-2031 says"]


def skip_figures(_project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    """What the one before does to the counts."""
    return ["docs/fr:1:1: FIGURES-SKIPPED", " figures, ", " skipped"]


def leave_exception_behind(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    text = project.read("data/exceptions.yaml").rstrip("\n")
    project.write("data/exceptions.yaml", f"{text}\n  gone:\n    text: Nord 4\n    pages: [all]\n    reason: a\n")
    line = text.count("\n") + 2
    return [f"data/exceptions.yaml:{line}:3: EXCEPTION-STALE", "«Nord 4»"]


# What isnad finds before anything is built, in records and in what people write, and what only finished pages show.
EARLY = [break_value, break_quote, name_unknown_source, write_footnote_by_hand, call_unknown_macro,
         write_page_in_one_language, forge_what_macros_make, write_a_number_by_a_script]  # fmt: skip
WORDS = [link_to_no_page, link_to_no_anchor, put_footnote_inside_html, write_number_by_hand,
         write_number_in_a_statement, write_number_in_a_definition, spell_number_out]  # fmt: skip
FINISHED = [change_figure_on_its_way, skip_figures, leave_exception_behind]
EACH = pytest.mark.parametrize("damages", [EARLY, WORDS, FINISHED], ids=["problems", "words", "finished-pages"])


def do(damages: list[Damage], project: ProjectCopy, kb: KnowledgeBase) -> list[list[str]]:
    """Do damages, and return what the output must hold."""
    return [damage(project, kb) for damage in damages]


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def has_line(output: str, parts: list[str]) -> bool:
    """Return whether one line of an output holds all parts."""
    return any(all(part in line for part in parts) for line in output.splitlines())


@pytest.fixture
def small(tmp_path: Path) -> ProjectCopy:
    """A site that is soon built, and was never built."""
    return another_topic(tmp_path)


@pytest.fixture(scope="module")
def rain() -> KnowledgeBase:
    """Its facts."""
    return load(RAINFALL)[0]


@pytest.fixture
def old_site(small: ProjectCopy) -> dict[str, bytes]:
    """A last good site, such as no build of today would make it."""
    small.write("site/index.html", "the last good site")
    small.write("site/fr/only-then/index.html", "a page that is gone since")
    return snapshot(small.root / "site")


@EACH
def test_failed_build_says_all_that_is_wrong_and_leaves_the_old_site(
    small: ProjectCopy, rain: KnowledgeBase, old_site: dict[str, bytes], damages: list[Damage]
) -> None:
    expected = do(damages, small, rain)
    done = build(small.root)
    assert done.returncode == 1, done.stdout
    missing = [parts for parts in expected if not has_line(done.stdout, parts)]
    assert not missing, done.stdout
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
    small: ProjectCopy, rain: KnowledgeBase, command: str, is_read: bool
) -> None:
    """Nor does one whose terminal knows no letter of what it says."""
    break_value(small, rain)
    mkdocs = f"LC_ALL=ar_MA.ISO-8859-6 PYTHONIOENCODING=ascii {sys.executable} -m mkdocs build --strict"
    done = subprocess.run(
        ["sh", "-c", command.format(mkdocs)], cwd=small.root, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert "Error" not in done.stdout + done.stderr
    assert ("VALUE-QUOTE" in done.stdout) == is_read


def test_a_first_build_that_fails_leaves_no_site_and_warnings_hide_nothing(
    small: ProjectCopy, rain: KnowledgeBase
) -> None:
    """Nothing of what finished pages show; another hook warns."""
    hook = "import logging\nlogging.getLogger('mkdocs.other').warning('another hook warns')\n"
    expected = change_figure_on_its_way(small, rain)
    small.write("other.py", hook + small.read("other.py"))
    done = build(small.root)
    assert done.returncode == 1
    assert has_line(done.stdout, ["another hook warns"])
    assert has_line(done.stdout, expected), done.stdout
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
