"""Whole builds of copies of the project: what fails says where, and never touches the last good site."""

import re
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from isnad.model import KnowledgeBase
from isnad.problems import Mark

from tests.conftest import ROOT, ProjectCopy
from tests.site_server import build, run


class Damage(NamedTuple):
    """Something a contributor may get wrong; `apply` does it and returns what one line of the output must hold."""

    apply: Callable[[ProjectCopy, KnowledgeBase], list[str]]
    id: str


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
    citation = next(iter(kb.events.values())).citation
    return [f"{change(project, citation.at('quote'), citation.quote.split()[0], 'xyz')} QUOTE-VERBATIM"]


def name_unknown_source(project: ProjectCopy, kb: KnowledgeBase) -> list[str]:
    citation = next(iter(kb.statements.values())).citation
    return [f"{change(project, citation.at('source'), citation.source, 'no-such-source')} UNKNOWN-ID"]


def use_undefined_footnote(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/ar/index.md", "هنا[^nowhere].")
    return [f"docs/ar/index.md:{line}:4: FOOTNOTE-UNDEFINED"]


def call_unknown_macro(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    line = append(project, "docs/fr/index.md", "Ici {{ figrue('x') }}.")
    return [f"docs/fr/index.md:{line}:8: MACRO-UNKNOWN"]


def write_page_in_one_language(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    project.write("docs/ar/extra.md", "---\ntitle: x\ndescription: x\n---\n\n# x\n")
    return ["docs/ar/extra.md:1:1: PAGE-ONE-LANGUAGE"]


def link_to_no_page(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    append(project, "docs/fr/index.md", "[ici](nowhere.md)")
    return ["WARNING", "fr/index.md", "'nowhere.md'"]


def link_to_no_anchor(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    append(project, "docs/ar/index.md", "[هنا](sources.md#nowhere)")
    return ["WARNING", "ar/index.md", "'sources.md#nowhere'"]


def put_footnote_inside_html(project: ProjectCopy, _: KnowledgeBase) -> list[str]:
    append(project, "docs/fr/index.md", "<div>Ici[^here].</div>\n\n[^here]: Note.")
    return ["WARNING", "docs/fr/index.md:", ": FOOTNOTE-LITERAL"]


DAMAGES = [
    Damage(break_value, "broken-value"),
    Damage(break_quote, "broken-quote"),
    Damage(name_unknown_source, "unknown-source"),
    Damage(use_undefined_footnote, "undefined-footnote"),
    Damage(call_unknown_macro, "unknown-macro"),
    Damage(write_page_in_one_language, "page-in-one-language"),
    Damage(link_to_no_page, "broken-link"),
    Damage(link_to_no_anchor, "broken-anchor"),
    Damage(put_footnote_inside_html, "footnote-inside-html"),
]


def damages(*ids: str) -> pytest.MarkDecorator:
    """Parametrise a test with some damages, or with all."""
    chosen = [damage for damage in DAMAGES if not ids or damage.id in ids]
    return pytest.mark.parametrize("damage", chosen, ids=[damage.id for damage in chosen])


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def has_line(output: str, parts: list[str]) -> bool:
    """Return whether one line of an output holds all parts."""
    return any(all(part in line for part in parts) for line in output.splitlines())


@pytest.fixture
def old_site(project: ProjectCopy) -> dict[str, bytes]:
    """A last good site, such as no build of today would make it."""
    project.write("site/index.html", "the last good site")
    project.write("site/fr/only-then/index.html", "a page that is gone since")
    return snapshot(project.root / "site")


def test_real_site_builds_without_a_warning(project: ProjectCopy) -> None:
    done = build(project.root)
    assert done.returncode == 0, done.stdout
    assert not re.search(r"^(WARNING|ERROR)|Traceback", done.stdout, re.MULTILINE), done.stdout
    built = snapshot(project.root / "site")
    assert {"index.html", "fr/index.html", "404.html", "sitemap.xml"} <= built.keys()
    assert not list(project.root.glob(".site*"))


@damages()
def test_failed_build_says_why_and_leaves_the_old_site(
    project: ProjectCopy, kb: KnowledgeBase, old_site: dict[str, bytes], damage: Damage
) -> None:
    expected = damage.apply(project, kb)
    done = build(project.root)
    assert done.returncode == 1, done.stdout
    assert has_line(done.stdout, expected), f"no line has {expected}:\n{done.stdout}"
    assert "Traceback" not in done.stdout
    assert snapshot(project.root / "site") == old_site


@damages("broken-value", "broken-link")
def test_failed_first_build_leaves_no_site(project: ProjectCopy, kb: KnowledgeBase, damage: Damage) -> None:
    damage.apply(project, kb)
    assert build(project.root).returncode == 1
    assert not (project.root / "site").exists()


def test_problems_of_several_files_are_printed_in_one_run(project: ProjectCopy, kb: KnowledgeBase) -> None:
    early = DAMAGES[:6]
    expected = [damage.apply(project, kb) for damage in early]
    done = build(project.root)
    missing = [parts for parts in expected if not has_line(done.stdout, parts)]
    assert not missing, done.stdout


def test_warnings_of_several_pages_are_printed_in_one_run(project: ProjectCopy, kb: KnowledgeBase) -> None:
    late = DAMAGES[6:]
    expected = [damage.apply(project, kb) for damage in late]
    done = build(project.root)
    missing = [parts for parts in expected if not has_line(done.stdout, parts)]
    assert not missing, done.stdout


@pytest.mark.xfail(strict=True, reason="audit.check_html reports line 1, column 1 for every literal footnote")
def test_footnote_inside_html_is_reported_where_it_stands(project: ProjectCopy) -> None:
    line = append(project, "docs/fr/index.md", "<div>Ici[^here].</div>\n\n[^here]: Note.")
    assert f"docs/fr/index.md:{line}:9: FOOTNOTE-LITERAL" in build(project.root).stdout


KILLS = [
    pytest.param("def on_post_page(output, **_): kill()", id="first-page-written"),
    pytest.param(
        "def on_post_page(output, page, **_): page.file.src_uri[:3] == 'fr/' and kill()", id="second-language"
    ),
    pytest.param("def on_shutdown(): kill()", id="all-written"),
]
KILLER = "import os, signal\ndef kill(): os.kill(os.getpid(), signal.SIGKILL)\n"
BETWEEN_RENAMES = """
import pathlib
rename, calls = pathlib.Path.rename, []
def rename_once(self, target):
    calls.append(target)
    return kill() if len(calls) == 2 else rename(self, target)
def on_startup(command, dirty): pathlib.Path.rename = rename_once
"""


def build_and_be_killed(project: ProjectCopy, code: str) -> None:
    """Build with a further hook that kills its own process, before isnad's hook has its turn."""
    project.write("killer.py", KILLER + code)
    project.write("killed.yml", "INHERIT: mkdocs.yml\nhooks: [killer.py, hooks/mkdocs_hooks.py]\n")
    done = build(project.root, "--config-file", "killed.yml")
    assert done.returncode == -signal.SIGKILL, done.stdout


@pytest.mark.parametrize("code", KILLS)
def test_killed_build_leaves_the_old_site(project: ProjectCopy, old_site: dict[str, bytes], code: str) -> None:
    build_and_be_killed(project, code)
    assert snapshot(project.root / "site") == old_site
    done = build(project.root)
    assert done.returncode == 0, done.stdout
    built = snapshot(project.root / "site")
    assert "fr/index.html" in built
    assert not old_site.items() & built.items()
    assert not list(project.root.glob(".site*"))


def test_build_after_one_killed_between_the_renames_succeeds(project: ProjectCopy, old_site: dict[str, bytes]) -> None:
    build_and_be_killed(project, BETWEEN_RENAMES)
    assert snapshot(project.root / ".site-previous") == old_site
    assert build(project.root).returncode == 0
    assert "fr/index.html" in snapshot(project.root / "site")
    assert not list(project.root.glob(".site*"))


@pytest.mark.xfail(strict=True, reason="on_config raises before it calls recover()")
def test_failed_build_after_one_killed_between_the_renames_brings_the_old_site_back(
    project: ProjectCopy, kb: KnowledgeBase, old_site: dict[str, bytes]
) -> None:
    build_and_be_killed(project, BETWEEN_RENAMES)
    break_value(project, kb)
    assert build(project.root).returncode == 1
    assert snapshot(project.root / "site") == old_site


@pytest.mark.parametrize("site_url", ["https://example.org/sub/path/", "https://example.org/sub/path"])
def test_addresses_lie_below_the_site_url(project: ProjectCopy, site_url: str) -> None:
    base = "https://example.org/sub/path/"
    done = build(project.root, site_url=site_url)
    assert done.returncode == 0, done.stdout
    page = project.read("site/fr/sources/index.html")
    assert f'<link rel="canonical" href="{base}fr/sources/">' in page
    for language, address in (("ar", "sources/"), ("fr", "fr/sources/"), ("x-default", "sources/")):
        assert f'hreflang="{language}" href="{base}{address}">' in page
    sitemap = project.read("site/sitemap.xml")
    for address in ("", "fr/", "sources/", "fr/sources/"):
        assert f"<loc>{base}{address}</loc>" in sitemap
    for path in ("404.html", "index.html", "fr/index.html", "sitemap.xml"):
        own = re.findall(r'(?:href|src)="((?:/|https://example\.org)[^"]*)"', project.read(f"site/{path}"))
        assert [address for address in own if not urlsplit(address).path.startswith("/sub/path/")] == []


# Python tells an audit hook each file it opens; the build runs below it as `mkdocs` itself would.
WATCHED = """
import sys
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        opened.append(arguments[0])
opened = []
sys.addaudithook(note)
from mkdocs.__main__ import cli
try:
    cli(["build", "--strict"])
finally:
    sys.addaudithook(lambda *_: None)
    print(*(f"OPENED {path}" for path in opened), sep="\\n")
"""


def test_build_reads_nothing_outside_the_copy(project: ProjectCopy) -> None:
    done = run(project.root, "-c", WATCHED)
    assert done.returncode == 0, done.stdout
    opened = {
        (project.root / line.removeprefix("OPENED ")).resolve()
        for line in done.stdout.splitlines()
        if line.startswith("OPENED ")
    }
    assert project.root.resolve() / "data/indicators.yaml" in opened
    environment = Path(run(project.root, "-c", "import sys; print(sys.prefix)").stdout.strip()).resolve()
    strangers = [
        path
        for path in opened
        for folder in (ROOT, project.root.resolve().parent)
        if path.is_relative_to(folder) and not path.is_relative_to(project.root.resolve())
        if not path.is_relative_to(environment)
    ]
    assert strangers == []
