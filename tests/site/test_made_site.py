"""Made pages as they are published: the theme itself would have written each of them so, and is read so."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import chain

import pytest
from isnad.checks.audit import Audit, unsealed
from isnad.checks.project import read_project
from isnad.facts.tables import asking
from isnad.pages.made_pages import MadePages
from isnad.pages.texts import Project
from isnad.phrases.addresses import record_of
from isnad.phrases.phrases import Phrases
from isnad.site.listed import made_listed, written_pages
from isnad.site.made_site import Contents, Finished, Kind, MadeSite
from isnad.site.shells import TOKEN, Slot
from isnad.text.languages import Language
from isnad.text.reader import Reading, read_article, read_finished
from isnad.text.tags import joined
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import Built, ProjectCopy

TABLES = {"figures": "observations", "indicators": "indicators", "sources": "sources"}  # by the folder of their pages
OF_A_KIND = 3  # pages that are compared: the first, whose frame it is, and others


def shown(*parts: Reading) -> list[object]:
    """Return what the parts of a page show, in any order: a frame is read by itself, a whole page from its top."""
    lists = [[*map(repr, chain.from_iterable(each))] for each in zip(*(part[:4] for part in parts), strict=True)]
    tags = joined([part.tags for part in parts])
    return [*map(sorted, lists), *({*each} for each in tags), any(part.shows_seal for part in parts)]


def test_pages_in_a_frame_are_what_the_theme_makes_of_them(
    whole_project: ProjectCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: Counter[Kind] = Counter()
    finish = MadeSite._finished

    def finished(made_site: MadeSite, path: str, contents: Contents) -> Finished:
        page, project, made = finish(made_site, path, contents), made_site.project, made_site.project.made[path]
        rendered, seal = project.article(path), project.kb.seal
        kind, held = made_site.kind(path, rendered), made_site.held(path, made, rendered, made_listed(path, made))
        shell = made_site.shell(kind)
        frame, article = shell.read(held), read_article(held[Slot.CONTENT], seal)
        apart = frame._replace(tags=joined([shell.shared, frame.tags])), article
        assert shown(*apart) == shown(read_finished(shell.fill(held), seal)), path
        if compared[kind] < OF_A_KIND:
            compared[kind] += 1
            with monkeypatch.context() as patched:
                patched.setattr(Slot, "token", property(held.__getitem__))
                whole = made_site.frame(kind, Phrases(project.kb, kind.language).seal)
                assert unsealed(whole, seal) == page.html.decode(), path
        return page

    monkeypatch.setattr(MadeSite, "_finished", finished)
    monkeypatch.setenv("ISNAD_PROCESSES", "1")  # of what a copy of the process compares, nothing is known here
    config = load_config(str(whole_project.root / "mkdocs.yml"), site_dir=str(whole_project.root / "site"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    assert {(kind.folder, kind.language) for kind in compared} >= {
        (folder, language) for folder in ("figures", "sources") for language in ("ar", "fr")
    }
    assert max(compared.values()) == OF_A_KIND


def test_a_page_depends_on_no_more_than_was_noted(whole_project: ProjectCopy) -> None:
    """What is made once for many pages is made anew for each here: whatever a page needs, it looks up itself."""
    project, problems = read_project(whole_project.root)
    assert problems == []
    for language in Language:
        made_site = made_pages_of(project, language)
        for path in (path for path in project.made if path.startswith(f"{language}/")):
            contents, asked = asking(partial(made_site.contents, path))
            kb = replace(project.kb)
            alone = made_pages_of(replace(project, kb=kb, made=MadePages(kb)), language)
            again, needed = asking(partial(alone.contents, path))
            assert contents == again, path
            assert needed <= asked, path
            folder, id = record_of(path[3:])
            assert not folder or (TABLES[folder], id) in asked, path


def made_pages_of(project: Project, language: Language) -> MadeSite:
    """Return what finishes the made pages of a language, but for their frames."""
    return MadeSite(project, language, Audit(project.kb), lambda _kind, _seal: "", written_pages(project))


def test_no_slot_is_left_anywhere_in_the_site(built: Built) -> None:
    for file in built.folder.rglob("*.html"):
        assert TOKEN.format("") not in file.read_text(encoding="utf-8"), file
