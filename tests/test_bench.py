"""What `make bench` measures is sound: a project of its own making is built strictly."""

from pathlib import Path

from bench import generate
from bench.stages import STAGES, place_of
from tests.site_server import build


def test_a_generated_project_is_built_strictly(tmp_path: Path) -> None:
    generate.make_project(generate.A_PAGE, tmp_path)
    done = build(tmp_path)
    assert done.returncode == 0, done.stdout


def test_each_stage_of_a_build_is_still_there() -> None:
    named = [name for functions in STAGES.values() for name in functions]
    assert [name for name in named if not hasattr(*place_of(name))] == []
