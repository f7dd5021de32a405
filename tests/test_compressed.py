"""Compressed copies of a site: whole, the same each time, beside every text that is worth one and nothing else."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from isnad.cli import main
from isnad.compressed import SMALL, compress_site

TEXT = "نص\n" * SMALL


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": TEXT,
        "a/b.json": TEXT,
        "c.woff2": TEXT,
        "small.css": "x" * (SMALL - 1),
        "d.css": "x" * SMALL,
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def copies(site: Path) -> dict[str, bytes]:
    found = (path for path in site.rglob("*") if path.suffix in (".gz", ".br"))
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


def test_copies_hold_the_text(site: Path) -> None:
    saved = compress_site(site)
    made = copies(site)
    names = ("index.html", "a/b.json", "d.css")
    assert made.keys() == {f"{name}{suffix}" for name in names for suffix in (".gz", ".br")}
    for name in names:
        data = (site / name).read_bytes()
        assert gzip.decompress(made[f"{name}.gz"]) == brotli.decompress(made[f"{name}.br"]) == data
    assert saved.files == len(names)
    assert saved.plain == sum((site / name).stat().st_size for name in names)
    assert saved.gzip == sum(len(made[f"{name}.gz"]) for name in names)
    assert saved.brotli == sum(len(made[f"{name}.br"]) for name in names)


def test_copies_are_the_same_each_time_and_none_is_left_over(site: Path) -> None:
    compress_site(site)
    first = copies(site)
    (site / "a/b.json").write_text("{}", encoding="utf-8")
    compress_site(site)
    assert copies(site) == {name: data for name, data in first.items() if not name.startswith("a/")}


def test_the_command_says_what_is_saved(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compress", str(site)]) == 0
    assert capsys.readouterr().out.startswith("3 files compressed: ")


def test_the_command_wants_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compress", str(tmp_path / "a")]) == 1
    assert "make site" in capsys.readouterr().err
