"""Made pages as they are published: the theme itself would have written each of them so, and is read so."""

from collections import Counter

import pytest
from isnad.checks.audit import unsealed
from isnad.pages.footnotes import Article
from isnad.pages.made_pages import MadePage
from isnad.site.listed import Listed
from isnad.site.made_site import Kind, MadeSite
from isnad.site.shells import TOKEN, Slot
from isnad.text.reader import Reading, read_finished
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.conftest import Built, ProjectCopy

OF_A_KIND = 3  # pages that are compared: the first, whose frame it is, and others


def in_any_order(reading: Reading) -> list[object]:
    """Return what a page shows: a frame and its article are read apart, a whole page from its top."""
    return [each if isinstance(each, bool) else sorted(map(repr, each)) for each in (*reading[:-1], *reading.tags)]


def test_pages_in_a_frame_are_what_the_theme_makes_of_them(
    whole_project: ProjectCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: Counter[Kind] = Counter()
    filled = MadeSite._page

    def page(made_site: MadeSite, path: str, made: MadePage, rendered: Article, listed: Listed) -> str:
        finished = filled(made_site, path, made, rendered, listed)
        kind, held = made_site.kind(path, rendered), made_site.held(path, made, rendered, listed)
        shell, seal = made_site.shells[kind], made_site.project.kb.seal
        assert in_any_order(shell.read(held)) == in_any_order(read_finished(shell.fill(held), seal)), path
        if compared[kind] < OF_A_KIND:
            compared[kind] += 1
            with monkeypatch.context() as patched:
                patched.setattr(Slot, "token", property(held.__getitem__))
                whole = made_site.frame(kind)
                assert unsealed(whole, seal) == finished, path
        return finished

    monkeypatch.setattr(MadeSite, "_page", page)
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


def test_no_slot_is_left_anywhere_in_the_site(built: Built) -> None:
    for file in built.folder.rglob("*.html"):
        assert TOKEN.format("") not in file.read_text(encoding="utf-8"), file
