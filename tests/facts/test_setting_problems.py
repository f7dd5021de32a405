"""mkdocs.yml: whatever is wrong with it is one sentence at its line; a sound one passes."""

from pathlib import Path

import pytest
from isnad.problems import Tongue
from mkdocs_settings import refused

from tests.cases import table
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


@pytest.mark.parametrize(("old", "new", "refusal"), table("facts/settings.txt"))
def test_a_mistake_is_one_sentence_at_its_line(file: Path, old: str, new: str, refusal: str) -> None:
    old = SOUND if old == "all" else old
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
