"""Files to a knowledge base: every problem of form at once, and no problem that is only the echo of another."""

from functools import cache
from pathlib import Path

import pytest
from isnad.facts.fingerprints import fingerprint_path, format_fingerprint
from isnad.facts.indexes import facts_by_topic
from isnad.facts.load import TABLES, load, load_sources, read_yaml
from isnad.facts.model import KnowledgeBase
from isnad.problems import Mark, Problem, say
from isnad.text.evidence import Fingerprint, shingles

from tests.cases import parts, table
from tests.conftest import ProjectCopy

Place = tuple[str, int, int, str]

INDICATORS = """\
topics:
  sea:
    label: {ar: البحر, fr: La mer}
units:
  boat:
    measure: count
    forms: {ar: {other: قارب}, fr: {other: bateaux}}
indicators:
  boats:
    topic: sea
    label: {ar: قوارب, fr: bateaux}
    definition: {ar: قوارب, fr: bateaux}
    unit: boat
    observations:
      boats-2023:
        value: 12
        precision: exact
        period: {start: 2023-01-01, end: 2023-12-31, basis: stated}
        scope: {basis: stated}
        stated_by: {entity: navy, basis: stated}
        citation: {source: paper, quote: la marine a compté 12 bateaux, translation: أحصت البحرية 12 قاربا}
        reviewed: 2025-01-01
      boats-2023-rounded:
        value: 10
        precision: rounded
        rounds: boats-2023
        period: {start: 2023-01-01, end: 2023-12-31, basis: stated}
        scope: {basis: stated, place: coast}
        stated_by: {entity: navy, basis: stated}
        citation: {source: paper, quote: la marine a compté 10 bateaux, translation: أحصت البحرية 10 قوارب}
        reviewed: 2025-01-01
"""
EVENTS = """\
events:
  launch:
    topic: sea
    label: {ar: انطلاق, fr: départ}
    date: not-given
    citation: {source: paper, quote: la marine a pris la mer, translation: أبحرت البحرية}
    reviewed: 2025-01-01
statements: {}
"""
ENTITIES = """\
entities:
  navy: {kind: institution, name: {ar: البحرية, fr: la marine}, wordings: [la marine]}
  coast: {kind: place, name: {ar: الساحل, fr: la côte}, wordings: [la côte]}
  daily: {kind: outlet, name: {ar: اليومية, fr: le quotidien}}
"""
GLOSSARY = """\
terms:
  patrol:
    term: {ar: دورية, fr: patrouille}
    definition: {ar: دورية, fr: patrouille}
    wordings:
      - {source: paper, quote: la marine a pris la mer, translation: أبحرت, wording: la mer}
"""
DERIVED = """\
derived:
  boats-lost:
    topic: sea
    label: {ar: فرق, fr: écart}
    formula: difference
    of: [boats-2023, boats-2023-rounded]
    reviewed: 2025-01-01
"""
PAPER = f"""\
language: fr
label: {{ar: المقال, fr: l’article}}
summary: {{ar: مقال, fr: article}}
title: not-given
publisher: {{value: daily, origin: capture}}
authors: not-given
published: not-given
url: not-given
web_archive_url: not-given
capture: {{file: paper.txt, sha256: {"a" * 64}, title_line: not-given, paragraph_lines: [1]}}
"""
SHINGLES = Fingerprint(sha256="a" * 64, paragraphs=((), shingles("la marine a compté 12 bateaux")))
SITE = """\
site:
  boats-in-figures:
    name: {ar: القوارب, fr: Bateaux}
    description: {ar: قوارب, fr: bateaux}
"""
FILES = {
    "data/site.yaml": SITE,
    "data/indicators.yaml": INDICATORS,
    "data/events.yaml": EVENTS,
    "data/derived.yaml": "derived: {}\n",
    "data/exceptions.yaml": "exceptions: {}\n",
    "data/corrections.yaml": "corrections: {}\n",
    "data/tombstones.yaml": "tombstones: {}\n",
    "data/entities.yaml": ENTITIES,
    "data/glossary.yaml": GLOSSARY,
    "seeds/paper.yaml": PAPER,
    fingerprint_path("paper"): format_fingerprint(SHINGLES, "paper"),
}
FINGERPRINT = fingerprint_path("paper")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small, sound project of data and seeds."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def damage(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def places(problems: list[Problem]) -> list[Place]:
    return sorted({(problem.path, problem.line, problem.column, problem.code) for problem in problems})


def left(kb: KnowledgeBase) -> dict[str, set[str]]:
    """Return the ids of the tables that a broken record may take others out of."""
    tables = ("topics", "units", "indicators", "observations", "events", "entities", "terms", "sources")
    return {table: set(getattr(kb, table)) for table in tables}


def test_a_sound_project_loads_whole(root: Path) -> None:
    kb, problems = load(root)
    assert problems == []
    assert left(kb) == {
        "topics": {"sea"},
        "units": {"boat"},
        "indicators": {"boats"},
        "observations": {"boats-2023", "boats-2023-rounded"},
        "events": {"launch"},
        "entities": {"navy", "coast", "daily"},
        "terms": {"patrol"},
        "sources": {"paper"},
    }
    assert (kb.set_aside, kb.fingerprints) == (frozenset(), {"paper": SHINGLES})


def test_an_observation_knows_its_indicator_unit_and_topic(root: Path) -> None:
    kb, _ = load(root)
    observation = kb.observations["boats-2023"]
    assert (kb.indicator_of["boats-2023"].id, kb.unit_of(observation).id) == ("boats", "boat")
    assert kb.topic_of(observation) == "sea"
    assert [fact.id for fact in facts_by_topic(kb)["sea"]] == ["boats-2023", "boats-2023-rounded", "launch"]


def test_paths_are_relative_to_the_project_however_it_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damage(root, "data/events.yaml", "date: not-given", "date: x")
    monkeypatch.chdir(root)
    assert places(load(Path())[1]) == places(load(root)[1]) == [("data/events.yaml", 5, 11, "WRONG-TYPE")]


def test_a_derived_figure_is_set_aside_with_its_observations(root: Path) -> None:
    (root / "data/derived.yaml").write_text(DERIVED, encoding="utf-8")
    assert set(load(root)[0].derived) == {"boats-lost"}
    damage(root, "data/indicators.yaml", "value: 12", "value: '12'")
    kb, problems = load(root)
    assert places(problems) == [("data/indicators.yaml", 16, 16, "WRONG-TYPE")]
    assert kb.derived == {}
    assert kb.is_set_aside("derived", "boats-lost")


def test_a_derived_figure_of_nothing_is_reported(root: Path) -> None:
    (root / "data/derived.yaml").write_text(DERIVED.replace("rounded]", "round]"), encoding="utf-8")
    assert places(load(root)[1]) == [("data/derived.yaml", 6, 22, "UNKNOWN-ID")]


def test_an_exception_says_why(root: Path) -> None:
    text = "exceptions:\n  a:\n    text: A 4\n    pages: [all]\n"
    (root / "data/exceptions.yaml").write_text(text, encoding="utf-8")
    assert places(load(root)[1]) == [("data/exceptions.yaml", 2, 3, "MISSING-KEY")]


@pytest.mark.parametrize(("name", "old", "new", "place", "gone"), table("facts/broken_records.txt"))
def test_a_broken_record_is_one_problem_and_is_set_aside_with_all_that_needs_it(
    root: Path, name: str, old: str, new: str, place: str, gone: str
) -> None:
    whole = left(load(root)[0])
    damage(root, name, old, new)
    kb, problems = load(root)
    assert len(problems) == 1
    found = [f"{path} {line} {column} {code}" for path, line, column, code in places(problems)]
    assert place == "" or found == [f"{name} {place}"]
    set_aside = {(kind, id) for kind, _, id in (each.partition("/") for each in parts(gone))}
    assert left(kb) == {kind: {id for id in ids if (kind, id) not in set_aside} for kind, ids in whole.items()}
    assert kb.set_aside == set_aside


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("data/events.yaml", "source: paper", "source: papr", "unknown id of sources 'papr'; did you mean 'paper'?"),
        ("data/events.yaml", "topic: sea", "topic: xyz", "unknown id of topics 'xyz'; known: sea"),
        ("data/events.yaml", "events:", "event:", "unknown key 'event'; did you mean 'events'?"),
    ],
)
def test_an_unknown_id_or_key_comes_with_a_suggestion(root: Path, name: str, old: str, new: str, message: str) -> None:
    damage(root, name, old, new)
    assert message in [problem.message for problem in load(root)[1]]


def test_all_problems_of_all_files_are_reported_at_once(root: Path) -> None:
    damage(root, "data/indicators.yaml", "value: 12", "value: twelve")
    damage(root, "data/indicators.yaml", "start: 2023-01-01", "start: 2023-02-29")
    damage(root, "data/events.yaml", "date: not-given", "date: 2024-02-30")
    damage(root, "data/entities.yaml", "fr: la côte", 'fr: "la \\u202Ecôte"')
    damage(root, "data/glossary.yaml", "    term: {", "    trem: {")
    damage(root, "seeds/paper.yaml", "authors: not-given\n", "")
    assert places(load(root)[1]) == [
        ("data/entities.yaml", 3, 47, "INVISIBLE-SIGN"),
        ("data/events.yaml", 5, 11, "WRONG-TYPE"),
        ("data/glossary.yaml", 3, 5, "UNKNOWN-KEY"),
        ("data/indicators.yaml", 16, 16, "WRONG-TYPE"),
        ("data/indicators.yaml", 18, 25, "WRONG-TYPE"),
        ("seeds/paper.yaml", 1, 1, "MISSING-KEY"),
    ]


def test_the_same_id_in_two_indicators_is_reported_where_it_comes_again(root: Path) -> None:
    indicators = INDICATORS[INDICATORS.index("  boats:") :].replace("boats:", "ships:", 1)
    (root / "data/indicators.yaml").write_text(INDICATORS + indicators, encoding="utf-8")
    problems = load(root)[1]
    assert [problem.code for problem in problems] == ["DUPLICATE-ID"] * 2
    assert "at data/indicators.yaml:15; choose a new one" in problems[0].message
    assert problems[0].line == INDICATORS.count("\n") + 15 - 8


@pytest.mark.parametrize("name", list(TABLES))
@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(None, "MISSING-FILE", id="missing"),
        pytest.param(b"", "YAML-SYNTAX", id="empty"),
        pytest.param(b"# nothing\n", "YAML-SYNTAX", id="comments only"),
        pytest.param(b"a: [", "YAML-SYNTAX", id="no YAML"),
        pytest.param(b"\xff", "YAML-ENCODING", id="no UTF-8"),
        pytest.param(b"- a", "WRONG-TYPE", id="a list"),
        pytest.param(b"~", "WRONG-TYPE", id="null"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(root: Path, name: str, data: bytes | None, code: str) -> None:
    (root / name).unlink()
    if data is not None:
        (root / name).write_bytes(data)
    problems = load(root)[1]
    assert [(problem.path, problem.code) for problem in problems if problem.code != "UNKNOWN-ID"] == [(name, code)]


@pytest.mark.parametrize("name", ["data/indicators.yaml", "data/entities.yaml"])
@pytest.mark.parametrize("text", ["a: [", None], ids=["no YAML", "missing"])
def test_a_file_that_cannot_be_read_is_one_problem(root: Path, name: str, text: str | None) -> None:
    (root / name).unlink()
    if text is not None:
        (root / name).write_text(text, encoding="utf-8")
    assert len(load(root)[1]) == 1


def test_a_misspelt_table_is_no_reason_to_doubt_its_ids(root: Path) -> None:
    damage(root, "data/entities.yaml", "entities:", "entites:")
    assert {problem.code for problem in load(root)[1]} == {"UNKNOWN-KEY", "MISSING-KEY"}


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        ("data/events.yaml", "events:", "event:", [(1, 1, "MISSING-KEY"), (1, 1, "UNKNOWN-KEY")]),
        ("data/events.yaml", "statements: {}", "", [(1, 1, "MISSING-KEY")]),
        ("data/events.yaml", "statements: {}", "statements:", [(8, 12, "WRONG-TYPE")]),
        ("data/events.yaml", "statements: {}", "statements: []", [(8, 13, "WRONG-TYPE")]),
        ("data/events.yaml", "statements: {}", "statements: {A: {}}", [(8, 14, "WRONG-TYPE")]),
        ("data/events.yaml", "statements: {}", "events: {}", [(1, 1, "MISSING-KEY"), (8, 1, "DUPLICATE-KEY")]),
    ],
)
def test_the_tables_of_a_file(root: Path, name: str, old: str, new: str, found: list[tuple[int, int, str]]) -> None:
    damage(root, name, old, new)
    assert places(load(root)[1]) == [(name, *place) for place in found]


@pytest.mark.parametrize(
    ("data", "path", "code"),
    [
        pytest.param(None, "seeds/paper.yaml", "NO-FINGERPRINT", id="missing"),
        pytest.param(b"\xff", "seeds/paper.yaml", "NO-FINGERPRINT", id="no UTF-8"),
        pytest.param(b"", FINGERPRINT, "FINGERPRINT-FORM", id="empty"),
        pytest.param(b"sha256\n", FINGERPRINT, "FINGERPRINT-FORM", id="garbled"),
    ],
)
def test_a_source_without_a_readable_fingerprint_is_set_aside(
    root: Path, data: bytes | None, path: str, code: str
) -> None:
    (root / FINGERPRINT).unlink()
    if data is not None:
        (root / FINGERPRINT).write_bytes(data)
    kb, problems = load(root)
    assert [(problem.path, problem.code) for problem in problems] == [(path, code)]
    assert (kb.sources, kb.fingerprints, kb.observations) == ({}, {}, {})


def test_a_folder_in_the_place_of_a_fingerprint_is_no_fingerprint(root: Path) -> None:
    (root / FINGERPRINT).unlink()
    (root / FINGERPRINT).mkdir()
    assert [problem.code for problem in load(root)[1]] == ["NO-FINGERPRINT"]


@pytest.mark.parametrize("name", ["Paper", "pa per", "مقال", "a--b"])
def test_the_file_name_of_a_source_is_an_id(root: Path, name: str) -> None:
    (root / f"seeds/{name}.yaml").write_text(PAPER, encoding="utf-8")
    kb, problems = load(root)
    assert places(problems) == [(f"seeds/{name}.yaml", 1, 1, "WRONG-TYPE")]
    assert set(kb.sources) == {"paper"}


def test_an_empty_project_is_problems_not_an_exception(tmp_path: Path) -> None:
    kb, problems = load(tmp_path)
    assert places(problems) == sorted((path, 1, 1, "MISSING-FILE") for path in TABLES)
    assert (kb.sources, kb.observations) == ({}, {})
    assert kb.is_set_aside("observations", "any") and kb.is_set_aside("entities", "any")
    assert not kb.is_set_aside("sources", "any")


def test_sources_load_without_their_fingerprints(root: Path) -> None:
    (root / FINGERPRINT).unlink()
    sources, problems = load_sources(root)
    assert ([source.id for source in sources], problems) == (["paper"], [])


def test_a_broken_source_is_reported_when_only_sources_load(root: Path) -> None:
    damage(root, "seeds/paper.yaml", "language: fr", "language: de")
    sources, problems = load_sources(root)
    assert (sources, places(problems)) == ([], [("seeds/paper.yaml", 1, 11, "WRONG-TYPE")])


def test_a_folder_in_the_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    assert read_yaml(tmp_path, "a.yaml") == (None, [Problem("a.yaml", 1, 1, "MISSING-FILE", say("missing-file"))])


def test_a_loaded_base_is_sound(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever one line of the data says, loading neither fails nor leaves a reference that leads nowhere."""
    read_once = cache(read_yaml)  # the other files stay as they are
    monkeypatch.setattr(
        "isnad.facts.load.read_yaml", lambda root, path: (read_yaml if path in FILES else read_once)(root, path)
    )
    lines = INDICATORS.split("\n")
    for number in range(len(lines)):
        for line in ("", lines[number] + " [", lines[number].split(":")[0] + ": zz", lines[number].replace("-", "_")):
            (root / "data/indicators.yaml").write_text(
                "\n".join([*lines[:number], line, *lines[number + 1 :]]), encoding="utf-8"
            )
            kb, _ = load(root)
            assert all(kb.unit_of(observation) and kb.topic_of(observation) for observation in kb.observations.values())


@pytest.mark.parametrize("text", ["site: {}\n", None], ids=["none", "two"])
def test_there_is_one_site(project: ProjectCopy, text: str | None) -> None:
    path = "data/site.yaml"
    two = project.read(path) + "  other:\n    name: {ar: ا, fr: b}\n    description: {ar: ا, fr: b}\n"
    project.write(path, text or two)
    place = Mark(path, 1, 1) if text else project.place(path, "site:", "other:")
    assert (*place, "WRONG-TYPE") in {problem[:4] for problem in project.problems()}


def test_a_broken_site_leaves_all_the_rest_to_be_checked(project: ProjectCopy) -> None:
    site = load(project.root)[0].site.id
    place = project.place("data/site.yaml", f"{site}:", "name:")
    project.edit("data/site.yaml", f"{site}:", "name:", "nam:")
    assert {problem[:4] for problem in project.problems()} == {(*place, "UNKNOWN-KEY")}


def test_the_site_names_itself(kb: KnowledgeBase) -> None:
    assert kb.labels["site-name"] == kb.site.name
    assert kb.labels["dataset-description"] == kb.site.description
