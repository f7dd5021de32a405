"""What MkDocs warns of is told in our words: every kind that it has for what people write, as it writes it."""

import pytest
from isnad.checks.mkdocs_words import problem_of
from isnad.problems import Problem

from tests.site_server import run

# Nothing of ours: MkDocs alone, with all that can be wrong.
CONFIG = """\
site_name: A
nav: [index.md, other.md, /b/]
validation: {nav: {omitted_files: warn, not_found: warn, absolute_links: warn}}
"""


@pytest.fixture(scope="module")
def warnings(tmp_path_factory: pytest.TempPathFactory) -> list[Problem]:
    """What MkDocs warns of, as problems."""
    root = tmp_path_factory.mktemp("alone")
    (root / "docs").mkdir()
    (root / "mkdocs.yml").write_text(CONFIG)
    for name in ("index", "more"):
        (root / "docs" / f"{name}.md").write_text("")
    _, *said = run(root, "-m", "mkdocs", "build").stdout.split("\nWARNING -  ")
    return [problem_of(each.split("\nINFO ")[0], lambda path: (root / path).read_text().split("\n")) for each in said]


def test_every_kind_is_known(warnings: list[Problem]) -> None:
    assert sorted((*problem[:4], problem.said.id) for problem in warnings) == [
        ("mkdocs.yml", 2, 1, "MENU", "menu-missing"),
        ("mkdocs.yml", 2, 17, "MENU", "menu-unknown"),
        ("mkdocs.yml", 2, 27, "MENU", "menu-absolute"),
    ]


def test_another_warning_is_told_in_its_own_words() -> None:
    problem = problem_of("Something else", lambda _: [])
    assert (problem.code, "Something else" in problem.message) == ("MKDOCS-WARNING", True)


def test_a_language_without_a_home_lacks_it_in_the_menu() -> None:
    warning = "mkdocs_static_i18n: Could not find a homepage for locale 'fr'"
    assert dict(problem_of(warning, lambda _: []).said.parts)["pages"] == ("docs/fr/index.md",)
