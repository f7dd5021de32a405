"""The site as it is built: nothing on it is unproved, and a checker that shares no code with the engine agrees."""

import re
from html import unescape

import pytest
from isnad.cli.editor_schemas import schema_path
from isnad.facts.load import TABLES
from isnad.facts.model import KnowledgeBase
from isnad.text.languages import Language
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from tests import second_checker
from tests.cli.test_data_schemas import schema_of
from tests.conftest import ROOT, Built
from tests.guides import blocks

GUIDES = sorted(path.relative_to(ROOT / "docs") for path in (ROOT / "docs").glob("*/contributing/*.md"))


def test_the_second_checker_finds_nothing(live_site: Built) -> None:
    done = second_checker.run(live_site.folder, ROOT)
    assert done.failures == []
    assert done.counts["pages"] == len(list(live_site.folder.rglob("*.html")))
    assert done.counts["figures"] == done.counts["values bound"] > 0
    assert done.counts["skipped"] == 0


@pytest.mark.parametrize("language", Language)
def test_the_build_says_that_nothing_was_skipped(live_site: Built, language: Language) -> None:
    counts = re.search(rf"{language}: (\d+) figures, (\d+) cited, .*, (\d+) values bound, 0 skipped", live_site.output)
    assert counts, live_site.output
    assert len(set(counts.groups())) == 1


@pytest.mark.parametrize("language", Language)
def test_every_observation_is_in_the_table_of_all_with_its_footnote(
    live_kb: KnowledgeBase, live_site: Built, language: Language
) -> None:
    folder = live_site.folder / ("figures" if language is Language.AR else f"{language}/figures")
    tables = [folder / "index.html", *folder.glob("page/*/index.html")]
    html = "".join(path.read_text(encoding="utf-8") for path in tables)
    missing = [
        name
        for name in live_kb.observations
        if f'data-observation="{name}"' not in html or f'id="fn:observation-{name}"' not in html
    ]
    assert missing == []


def test_every_file_is_valid_by_its_schema() -> None:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    files = [*TABLES, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "seeds").glob("*.yaml"))]
    wrong = []
    for file in files:
        content = reader.load((ROOT / file).read_text(encoding="utf-8"))
        wrong += [(file, error.message) for error in Draft7Validator(schema_of(file)).iter_errors(content)]
    assert wrong == []
    assert all((ROOT / schema_path(file)).is_file() for file in files)


def test_a_reader_of_a_guide_copies_what_is_tested(live_site: Built) -> None:
    """Typography and macros leave the blocks of a guide alone."""
    changed = []
    for path in GUIDES:
        inside = path.with_suffix("") if path.parts[0] != Language.AR else path.relative_to("ar").with_suffix("")
        page = live_site.read(f"{inside.as_posix()}/index.html")
        shown = {unescape(code) for code in re.findall(r"<pre[^>]*><code[^>]*>(.*?)</code></pre>", page, re.DOTALL)}
        written = [block.text for block in blocks((ROOT / "docs" / path).read_text(encoding="utf-8"))]
        changed += [(path.as_posix(), text) for text in written if text not in shown]
    assert changed == []
