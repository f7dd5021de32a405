"""The comparison with peers, without installing or building: its damages find their places, its table reads right."""

import json
import shutil
from pathlib import Path

import pytest
from isnad.facts.model import KnowledgeBase

from bench import peers
from bench.peers import Build, Edit, Kind, Stop

KINDS = peers.read_kinds((peers.BENCH / "peers/kinds.yaml").read_text(encoding="utf-8"))
PASSED, FAILED = Build(True, ()), Build(False, ("ERROR",))


@pytest.fixture(scope="module")
def sites(kb: KnowledgeBase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three undamaged sites, unbuilt."""
    folder = tmp_path_factory.mktemp("sites")
    peers.make_sites(kb, folder)
    return folder


def snapshot(folder: Path) -> dict[Path, bytes]:
    """Return every file of a folder."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_kinds_are_enough_and_named_once() -> None:
    assert len(KINDS) >= 14
    assert len({kind.id for kind in KINDS}) == len({kind.what for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    ("kind", "site"), [pytest.param(kind, site, id=f"{kind.id}-{site}") for kind in KINDS for site in kind.edits]
)
def test_every_edit_changes_its_site(sites: Path, tmp_path: Path, kind: Kind, site: str) -> None:
    copy = tmp_path / site
    shutil.copytree(sites / site, copy)
    for edit in kind.edits[site]:
        before = snapshot(copy)
        edit.apply(copy)
        assert snapshot(copy) != before, edit


@pytest.mark.parametrize(("peer", "pages"), [("macros", "docs/{}/{}.md"), ("sphinx", "{}/{}.rst")])
def test_peers_show_every_figure_with_its_source_in_both_languages(
    sites: Path, kb: KnowledgeBase, peer: str, pages: str
) -> None:
    bibliography = (sites / peer / "refs.bib").read_text(encoding="utf-8")
    for observation in kb.observations.values():
        source = observation.citation.source
        assert f"@misc{{{source}," in bibliography
        for language in ("ar", "fr"):
            page = sites / peer / pages.format(language, kb.topic_of(observation))
            lines = page.read_text(encoding="utf-8").splitlines()
            quoted = (f'"{observation.id}"', f"`{observation.id}`")
            assert any(source in line and any(name in line for name in quoted) for line in lines)


@pytest.mark.parametrize(
    ("edit", "after"),
    [
        pytest.param(Edit(path="x", old="a", new="b"), "1: b\n2: a\n", id="first"),
        pytest.param(Edit(path="x", old="a", new="b", after="2:"), "1: a\n2: b\n", id="after"),
        pytest.param(Edit(path="x", old="1", until="2", new=""), "2: a\n", id="until"),
        pytest.param(Edit(path="x", append="c"), "1: a\n2: a\n\nc\n", id="append"),
    ],
)
def test_edit_changes_one_place(edit: Edit, after: str) -> None:
    assert edit.changed("1: a\n2: a\n") == after


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(Edit(path="x", old="c"), id="old"),
        pytest.param(Edit(path="x", old="a", after="3:"), id="after"),
        pytest.param(Edit(path="x", old="1", after="2:"), id="old-only-before-after"),
        pytest.param(Edit(path="x", old="a", until="3"), id="until"),
    ],
)
def test_edit_without_its_place_stops(edit: Edit) -> None:
    with pytest.raises(Stop, match=r"^x has no"):
        edit.changed("1: a\n2: a\n")


def test_edits_of_peers_stand_for_both_and_give_way_to_a_site_s_own() -> None:
    shared, own = {"path": "x", "delete": True}, {"path": "y", "delete": True}
    edits = dict(peers.edits_of({"id": "k", "what": "w", "peers": [shared], "sphinx": [own]}))
    assert edits == {"macros": (Edit(path="x", delete=True),), "sphinx": (Edit(path="y", delete=True),)}


@pytest.mark.parametrize(
    ("output", "said"),
    [
        pytest.param("ERROR - nothing:\na.yaml:1:2: SOME-CODE why\n", ("a.yaml:1:2: SOME-CODE why",), id="place"),
        pytest.param("  raise KeyError(x)\nKeyError: 'x'\n", ("KeyError: 'x'",), id="exception"),
        pytest.param("INFO\n\x1b[33mWARNING - a\x1b[0m\nWARNING - b\n", ("WARNING - a", "WARNING - b"), id="warnings"),
        pytest.param("so\nit ends\n\n", ("it ends",), id="last-line"),
        pytest.param("", (), id="silence"),
    ],
)
def test_complaints_are_the_most_telling_lines(output: str, said: tuple[str, ...]) -> None:
    assert peers.complaints(output) == said


RESULTS = {"one": {"ours": FAILED, "macros": PASSED, "sphinx": FAILED}, "two": {"ours": FAILED, "macros": PASSED}}
ROWS = [Kind("one", "A key is wrong", {}), Kind("two", "A macro is wrong", {})]


def test_table_says_who_caught_what() -> None:
    lines = peers.table(ROWS, RESULTS).splitlines()
    assert (lines[0], lines[-1]) == (peers.BEGIN, peers.END)
    assert lines[3:-1] == [
        "| A key is wrong | **yes** | no | **yes** |",
        "| A macro is wrong | **yes** | no | – |",
        "| caught | 2 of 2 | 0 of 2 | 1 of 1 |",
    ]
    assert {line.count("|") for line in lines[1:-1]} == {5}


def test_headings_name_the_pinned_versions() -> None:
    pins = "mkdocs-macros-plugin==1 \\\n    --hash=x\nmkdocs-bibtex==2\nsphinx==3\nsphinxcontrib-bibtex==4 ; y\n"
    assert peers.headings(pins) == [
        "isnad",
        "mkdocs-macros-plugin 1 + mkdocs-bibtex 2",
        "sphinx 3 + sphinxcontrib-bibtex 4",
    ]


def test_json_has_every_build_with_its_complaint() -> None:
    first = json.loads(peers.as_json(ROWS, RESULTS))[0]
    assert first["id"] == "one"
    assert first["builds"]["ours"] == {"passed": False, "said": ["ERROR"]}
