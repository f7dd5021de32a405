"""What people write wrong in pages, data and the menu: `isnad check` finds it in its place, and all that a build finds.

`¦` in a mistake shows where it begins. The project is that of another topic, which no fact of this site changes.
"""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from isnad.problems import Problem

from tests.conftest import ProjectCopy, another_topic
from tests.site_server import run

PAGE, ARABIC, MENU = "docs/fr/rain.md", "docs/ar/rain.md", "mkdocs.yml"
PLACE = "¦"


class Mistake(NamedTuple):
    """A mistake: its code, the file, what is written there, and in the place of what; else at the end of the file."""

    code: str
    file: str
    written: str
    instead: str = ""

    def make(self, project: ProjectCopy) -> tuple[int, int]:
        """Make it in a project; return the line and column at which it begins."""
        text = project.read(self.file)
        assert self.instead in text
        start = text.index(self.instead) if self.instead else len(text)
        written = self.written if self.instead else f"\n{self.written}\n"
        marked = text[:start] + written + text[start + len(self.instead) :]
        at = marked.index(PLACE)
        project.write(self.file, marked.replace(PLACE, ""))
        return marked.count("\n", 0, at) + 1, at - marked.rfind("\n", 0, at)


# What the audit of finished pages finds.
LOOSE = {
    "year": Mistake("NUMBER-LOOSE", PAGE, "C’était en ¦2032."),
    "in groups": Mistake("NUMBER-LOOSE", PAGE, "On compte ¦18 645 mesures."),
    "in groups with a narrow space": Mistake("NUMBER-LOOSE", PAGE, "On compte ¦19\u202f645 mesures."),
    "in groups with an entity": Mistake("NUMBER-LOOSE", PAGE, "On compte ¦20&nbsp;645 mesures."),
    "in words": Mistake("NUMBER-SPELLED", PAGE, "Il y a ¦trois mille mesures."),
    "in words, Arabic": Mistake("NUMBER-SPELLED", ARABIC, "هناك ¦ثلاثة آلاف قياس."),
    "words of a link": Mistake("NUMBER-LOOSE", PAGE, "Voir `2033` et l’[an ¦2033](dam.md)."),
    "again after code": Mistake("NUMBER-LOOSE", PAGE, "Le dossier `2034`, [a](https://example.org/2034), puis ¦2034."),
    "in pieces": Mistake("NUMBER-LOOSE", PAGE, "Il y en a ¦4**3**8."),
    "in HTML": Mistake("NUMBER-LOOSE", PAGE, '<span title="2035">en</span> <b>¦2036</b>'),
    "in a heading": Mistake("NUMBER-LOOSE", PAGE, "## Depuis ¦2037 { #since-2037 }"),
    "in a table": Mistake("NUMBER-LOOSE", PAGE, "| a | b |\n|---|---|\n| 2038 | ¦2039 |"),
    "in a list": Mistake("NUMBER-LOOSE", PAGE, "1. un\n2. en ¦2040"),
    "in a note": Mistake("NUMBER-LOOSE", PAGE, '!!! note "Note"\n\n    En ¦2041.'),
    "Arabic digits": Mistake("NUMBER-LOOSE", ARABIC, "في عام ¦٢٠٤٢"),
    "title": Mistake("NUMBER-LOOSE", PAGE, "title: Pluie ¦2043", "title: Pluie"),
    "description": Mistake("NUMBER-LOOSE", PAGE, "Ce qu’il est tombé en ¦2044.", "Ce qu’il est tombé de pluie."),
    "statement": Mistake("NUMBER-LOOSE", "data/events.yaml", "fr: Les ¦45 agriculteurs", "fr: L’Association"),
    "definition": Mistake(
        "NUMBER-LOOSE", "data/glossary.yaml", "fr: Un ¦46e de la capacité", "fr: Part de la capacité"
    ),
    "alternative text": Mistake("NUMBER-LOOSE", PAGE, '<img alt="¦47 bateaux" src="../../favicon.png">'),
    "title of the menu": Mistake("NUMBER-LOOSE", MENU, "- Réservoirs ¦2048: dam.md", "- dam.md"),
    "name of the site": Mistake("NUMBER-LOOSE", MENU, "site_name: المطر ¦2049", "site_name: المطر بالأرقام"),
    "footnote in HTML": Mistake("FOOTNOTE-LITERAL", PAGE, "<div>voir ¦[^n]</div>"),
}
# Links that Markdown makes, which the walk through the finished site finds too.
LINKS = {
    "no page": Mistake("LINK-BROKEN", PAGE, "[a](¦nowhere.md)"),
    "no page, after code": Mistake("LINK-BROKEN", PAGE, "`[a](nowhere2.md)` [a](dam.md) [b](¦nowhere2.md)"),
    "no ending": Mistake("LINK-BROKEN", PAGE, "[a](¦dam)"),
    "folder": Mistake("LINK-BROKEN", PAGE, "[a](¦dam/)"),
    "absolute": Mistake("LINK-BROKEN", PAGE, "[a](¦/fr/dam/)"),
    "other language": Mistake("LINK-BROKEN", PAGE, "[a](¦../ar/dam.md)"),
    "this folder": Mistake("LINK-BROKEN", PAGE, "[a](¦./)"),
    "by reference": Mistake("LINK-BROKEN", PAGE, "[a][r]\n\n[r]: ¦nowhere3.md"),
    "no record": Mistake("LINK-BROKEN", PAGE, "[a](¦figures/rain-1999.md)"),
    "no place in a page": Mistake("LINK-BROKEN", PAGE, "[a](dam.md#top) [a](¦dam.md#nope)"),
    "no place in a made page": Mistake("LINK-BROKEN", PAGE, "[a](glossary.md#filling-rate) [a](¦glossary.md#filling)"),
    "no place in this page": Mistake("LINK-BROKEN", PAGE, "[a](¦#nope)"),
    "no picture": Mistake("LINK-BROKEN", PAGE, "![un bateau](¦boat.png)"),
}
# What MkDocs warns of.
WARNED = {
    "page not in the menu": Mistake("MENU", MENU, "¦nav:\n", "nav:\n  - index.md\n"),
    "no page of the menu": Mistake("MENU", MENU, "- ¦glosary.md", "- glossary.md"),
    "absolute in the menu": Mistake("MENU", MENU, "- ¦/data/", "- data.md"),
}
# What the walk through the finished site finds.
WALKED = {
    "HTML link to a file": Mistake("LINK-BROKEN", PAGE, '<a href="¦dam.md">a</a>'),
    "HTML link to no page": Mistake("LINK-BROKEN", PAGE, '<a href="../dam/">a</a> <a href="¦../dame/">a</a>'),
    "HTML link to no place": Mistake("LINK-BROKEN", PAGE, '<a href="¦../dam/#nope">a</a>'),
    "HTML picture": Mistake("LINK-BROKEN", PAGE, '<img alt="un bateau" src="¦boat2.png">'),
    "no place in a page of a record": Mistake("LINK-BROKEN", PAGE, "[a](¦figures/rain-2031.md#nope)"),
}
# What ends a build before MkDocs says anything, or what it does not see.
OTHERS = {
    "folders of pages": Mistake("SETTINGS", MENU, "use_directory_urls: ¦no\nsite_name", "site_name"),
    "no address": Mistake("SETTINGS", MENU, 'site_url: ¦""\nsite_name', "site_name"),
    "no YAML": Mistake("YAML-SYNTAX", MENU, "nav:\n¦\t- index.md", "nav:\n  - index.md"),
    "entry without a page": Mistake("MENU", MENU, "-¦ ", "- dam.md"),
    "twin of a heading": Mistake("PARITY", PAGE, "## Ailleurs { #¦elsewhere }"),
    "id of a heading": Mistake("PARITY", PAGE, "# Pluie { #¦rain }", "# Pluie { #top }"),
    "id of a heading gone": Mistake("PARITY", PAGE, "# ¦Pluie", "# Pluie { #top }"),
    "level of a heading": Mistake("PARITY", PAGE, "## Pluie { #¦top }", "# Pluie { #top }"),
}
EVERY = {**LOOSE, **LINKS, **WARNED, **WALKED, **OTHERS}
# What is sound, and looks like one of these.
SOUND = [
    "[a](dam.md) [b](dam.md#top) [c](#top) [d](index.md) [e](./dam.md) [f](glossary.md#filling-rate)",
    "[a](figures/rain-2031.md) [b](figures/rain-2031.md#top) [c](sources/bulletin-2031.md) [d](dam.md?a=b#top)",
    "[a](https://example.org/2031) <https://example.org/> [b](mailto:a@example.org) <a@example.org> `[c](nowhere.md)`",
    '<a href="../dam/">a</a> <a href="../dam/#top">b</a> <a href="../../sitemap.xml">c</a> <a href="#top">d</a>',
    "[a][r]\n\n[r]: dam.md\n\n```\n[b](nowhere.md) 2031\n```",
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    return another_topic(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def copy(sound: ProjectCopy, tmp_path: Path) -> ProjectCopy:
    shutil.copytree(sound.root, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("hooks"))
    return ProjectCopy(tmp_path)


@pytest.mark.parametrize("name", EVERY)
def test_a_check_finds_it_where_it_stands(copy: ProjectCopy, name: str) -> None:
    mistake = EVERY[name]
    line, column = mistake.make(copy)
    found = [problem for problem in copy.problems() if problem.code == mistake.code]
    assert (mistake.file, line, column) in {problem[:3] for problem in found}


@pytest.mark.parametrize("text", SOUND)
def test_what_is_sound_is_not_refused(copy: ProjectCopy, text: str) -> None:
    copy.write(PAGE, f"{copy.read(PAGE)}\n{text}\n")
    assert [problem for problem in copy.problems() if problem.path == PAGE] == []


# A build in which the check finds none of these.
BUILD = """
import sys
from isnad.checks import claims, parity, project
from isnad.pages import render
from mkdocs.__main__ import cli
parity.check_headings = parity.check_pages = parity.check_translations = lambda *_: ()
project._check_links = project._check_texts = claims._coded = lambda *_: ()
render.PageRenderer.refuse_loose = lambda *_: None
cli(["build", "--strict"])
"""
LINE = re.compile(r"\S+:\d+:\d+: (?P<code>[A-Z-]+) (?P<said>.*)")
QUOTED = re.compile("[«`]([^»`]*)[»`]")


def keys(lines: Iterable[str]) -> set[tuple[str, str]]:
    """Return what each problem is about: its code, and the first words that it quotes, addresses as in the site."""
    found = filter(None, map(LINE.search, lines))
    quoted = ((line["code"], words[1]) for line in found if (words := QUOTED.search(line["said"])))
    return {(code, re.sub(r"\s", " ", re.sub(r"^(\.\./)+|\.md|/(?=#|$)", "", words))) for code, words in quoted}


@pytest.mark.parametrize(
    ("mistakes", "least"), [({**LOOSE, **WARNED}, 20), ({**LINKS, **WALKED}, 12)], ids=["build", "walk"]
)
def test_a_check_finds_all_that_a_build_finds(
    sound: ProjectCopy, tmp_path: Path, mistakes: dict[str, Mistake], least: int
) -> None:
    shutil.copytree(sound.root, tmp_path, dirs_exist_ok=True)
    copy = ProjectCopy(tmp_path)
    for mistake in mistakes.values():
        mistake.make(copy)
    checked = keys(map(Problem.__str__, copy.problems()))
    done = run(copy.root, "-c", BUILD)
    built = {key for key in keys(done.stdout.splitlines()) if key[0] != "EXCEPTION-STALE"}
    assert len(built) >= least, done.stdout
    assert built - checked == set()
