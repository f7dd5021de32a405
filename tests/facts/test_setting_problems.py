"""mkdocs.yml: whatever is wrong with it is one sentence at its line; a sound one passes."""

from pathlib import Path

import pytest
from isnad.problems import Tongue
from mkdocs_settings import refused

from tests.conftest import bare

SOUND = """\
site_name: Rain
site_url: https://example.org/rain/
docs_dir: docs
hooks: [own_hook.py]
theme:
  name: material
  language: ar
nav:
  - index.md
  - Data:
      - data.md
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - locale: ar
          default: true
          name: العربية
        - &french
          locale: fr
          name: Français
          site_name: Pluie
markdown_extensions:
  - footnotes
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
extra:
  other: *french
"""
# What is written in the place of what; where that is refused, and in which words.
MISTAKES = {
    "a tab": ("docs_dir: docs", "docs_dir:\tdocs\n\tx: 1", "4:1: YAML-SYNTAX a tab stands here"),
    "no colon": ("docs_dir: docs", "docs_dir docs", "3:1: YAML-SYNTAX this line has a key without a colon"),
    "an open quotation mark": ("site_name: Rain", 'site_name: "Rain', "1:12: YAML-SYNTAX the quotation mark"),
    "an open bracket": ("[own_hook.py]", "[own_hook.py", "5:6: YAML-SYNTAX the bracket opened on line 4"),
    "the same key twice": ("docs_dir: docs", "docs_dir: docs\ndocs_dir: docs", "4:1: DUPLICATE-KEY key 'docs_dir'"),
    "two documents": ("docs_dir: docs", "docs_dir: docs\n---\na: 1", "4:1: YAML-SUBSET a second document"),
    "a list": (SOUND, "- a\n", "1:1: SETTINGS the settings of the site are a mapping"),
    "nothing": (SOUND, "", "1:1: YAML-SYNTAX this file is empty"),
    "no name": ("site_name: Rain\n", "", "1:1: SETTINGS `site_name` is missing"),
    "a name that is a list": (
        "Rain",
        "[Rain]",
        "1:1: SETTINGS this setting cannot be used: site_name: Expected",
    ),
    "a menu that is a number": (
        "nav:\n  - index.md\n  - Data:\n      - data.md",
        "nav: 3",
        "8:1: SETTINGS this setting cannot be used: nav: Expected nav to be a list",
    ),
    "an unknown setting": ("docs_dir", "docs_dirr", "3:1: SETTINGS there is no setting 'docs_dirr'; did you"),
    "an unknown plugin": ("- search", "- serch", "13:5: SETTINGS 'serch' is no theme, plugin or extension"),
    "an unknown plugin with options": ("i18n:", "i18m:", "14:5: SETTINGS 'i18m' is no theme, plugin"),
    "an unknown option of a plugin": ("docs_structure:", "structure:", "15:7: SETTINGS this setting cannot"),
    "a wrong option of a plugin": (
        "docs_structure: folder",
        "docs_structure: folders",
        "15:23: SETTINGS this setting cannot be used: plugins: Plugin 'i18n' option 'docs_structure'",
    ),
    "an unknown theme": ("material", "materiel", "6:9: SETTINGS 'materiel' is no theme"),
    "an unknown extension": ("footnotes", "footnote", "25:5: SETTINGS 'footnote' is no theme"),
    "an unknown function": ("slugs.slugify", "slugs.slugifie", "27:16: SETTINGS this setting cannot be used"),
    "no such folder": ("docs_dir: docs", "docs_dir: pages", "3:11: SETTINGS this setting cannot be used"),
    "no such hook": ("own_hook", "own_hok", "4:9: SETTINGS this setting cannot be used"),
    "no hook": ("hooks: [own_hook.py]\n", "", "1:1: SETTINGS the site is made by `hooks:"),
    "no address": ("site_url: https://example.org/rain/", "site_url:", "2:10: SETTINGS `site_url` must be"),
    "an empty address": ("https://example.org/rain/", "''", "2:11: SETTINGS `site_url` must be"),
    "no scheme": ("https://example.org", "example.org", "2:1: SETTINGS this setting cannot be used: site_url:"),
    "pages as files": (
        "docs_dir: docs",
        "docs_dir: docs\nuse_directory_urls: false",
        "4:21: SETTINGS `use_directory_urls` must stay `true`",
    ),
    "another language": ("locale: fr", "locale: es", "16:7: SETTINGS the site is in Arabic and French"),
    "no line for the address": ("site_url: https://example.org/rain/\n", "", "1:1: SETTINGS `site_url` must be"),
    "one language": ("locale: fr", "locale: fr\n          build: false", "16:7: SETTINGS the site is in Arabic"),
    "another first language": (
        "default: true",
        "default: false",
        "16:7: SETTINGS this setting cannot be used: plugins: Plugin 'i18n' option 'languages'",
    ),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A sound configuration with what it names."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "own_hook.py").touch()
    path = tmp_path / "mkdocs.yml"
    path.write_text(SOUND, encoding="utf-8")
    return path


def test_sound_settings_pass(file: Path) -> None:
    """Tags, anchors and aliases included, which no data file may have."""
    assert refused(file) == []


@pytest.mark.parametrize(("old", "new", "refusal"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_sentence_at_its_line(file: Path, old: str, new: str, refusal: str) -> None:
    assert SOUND.count(old) == 1 or old == "docs_dir"
    file.write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    (problem,) = refused(file)
    assert str(problem).startswith(f"mkdocs.yml:{refusal}")
    for tongue in Tongue:
        assert "\n" not in bare(problem.line_in(tongue))


def test_bytes_that_are_no_text_and_files_that_are_missing_are_refused(file: Path) -> None:
    file.write_bytes(b"site_name: \xe9")
    assert [str(problem)[:30] for problem in refused(file)] == ["mkdocs.yml:1:12: YAML-ENCODING"]
    file.write_text(f"INHERIT: no.yml\n{SOUND}", encoding="utf-8")
    assert [str(problem) for problem in refused(file)] == ["no.yml:1:1: MISSING-FILE this file is missing"]
    file.unlink()
    assert [str(problem) for problem in refused(file)] == ["mkdocs.yml:1:1: MISSING-FILE this file is missing"]
