"""The `isnad` command: what it prints, writes and returns. Its articles are made up here."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from isnad.cli.main import main

from tests.conftest import Printed, ProjectCopy

ARTICLE = (
    "عنوان من أربع كلمات\n\nفقرة أولى فيها 12 كلمة تقريبا لا أكثر\nligne ignorée\nUn second paragraphe de six mots.\n"
)
SEED = """language: ar
label: {{ar: مقال, fr: article}}
summary: {{ar: ملخص, fr: résumé}}
title: {{value: عنوان من أربع كلمات, translation: titre}}
publisher: not-given
authors: not-given
published: not-given
url: not-given
web_archive_url: not-given
capture:
  file: article.txt
  sha256: {sha256}
  title_line: 1
  paragraph_lines: {lines}
"""
# Reading these takes longer than a check of the real data, which asks for none.
UNUSED = ("feedgenerator", "fontTools", "markdown", "PIL", "ruamel", "uharfbuzz", "xlsxwriter")
SEED_PATH, FINGERPRINT = "seeds/made-up.yaml", "seeds/fingerprints/made-up.txt"


class Archive:
    """A folder with one source, and the archived text of it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "seeds" / "archive").mkdir(parents=True)
        self.article = root / "seeds" / "archive" / "article.txt"
        self.article.write_text(ARTICLE, encoding="utf-8")
        self.seed()

    def seed(self, sha256: str | None = None, lines: str = "[3, 5]") -> None:
        """Write the record of the source."""
        sha256 = sha256 or hashlib.sha256(self.article.read_bytes()).hexdigest()
        (self.root / SEED_PATH).write_text(SEED.format(sha256=sha256, lines=lines), encoding="utf-8")

    def line(self, words: str) -> int:
        """Return the line of the record on which words stand."""
        return (self.root / SEED_PATH).read_text(encoding="utf-8").partition(words)[0].count("\n") + 1

    def run(self, *options: str) -> int:
        return main(["--root", str(self.root), "archive", *options])


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """A folder with one made-up source and its text."""
    return Archive(tmp_path)


def test_check_counts_what_it_found_sound(project: ProjectCopy, capsys: Printed) -> None:
    assert main(["--root", str(project.root), "check"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("19 figures, ")
    assert out.endswith(" pages: no problem found\n")
    assert err == ""


def test_check_prints_every_problem_and_fails(project: ProjectCopy, capsys: Printed) -> None:
    project.edit("data/indicators.yaml", "attempts-2024:", "78685", "78686")
    project.edit("data/entities.yaml", "royal-navy:", "Marine royale marocaine", "Marine royale belge")
    assert main(["--root", str(project.root), "check"]) == 1
    out, err = capsys.readouterr()
    value = project.place("data/indicators.yaml", "attempts-2024:", "78686")
    lines = err.splitlines()
    assert out == ""
    assert f"{value.path}:{value.line}:{value.column}: VALUE-QUOTE" in err
    assert len(set(lines[:-1])) == len(lines[:-1]) > 1
    assert lines[-1] == f"{len(lines) - 1} problems found"


def test_check_of_one_problem_counts_one(project: ProjectCopy, capsys: Printed) -> None:
    project.replace(
        "data/entities.yaml", "      - Marine royale marocaine", "      - Marine royale marocaine\n      - Marine x"
    )
    assert main(["--root", str(project.root), "check"]) == 1
    assert capsys.readouterr().err.endswith("\n1 problem found\n")


def test_check_in_an_empty_folder_fails(tmp_path: Path, capsys: Printed) -> None:
    assert main(["--root", str(tmp_path), "check"]) == 1
    assert "data/indicators.yaml:1:1: MISSING-FILE" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["nope"], ["check", "--verify"]], ids=["none", "unknown", "wrong-option"])
def test_wrong_usage_exits_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2


def test_help_names_every_command(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    out = capsys.readouterr().out
    assert "check " in out
    assert "archive " in out
    assert "diff " in out


def test_archive_writes_a_fingerprint_that_verifies(archive: Archive, capsys: Printed) -> None:
    assert archive.run() == 0
    text = (archive.root / FINGERPRINT).read_text(encoding="utf-8")
    numbered = [line for line in text.splitlines() if not line.startswith("#")]
    assert numbered[0].startswith(f"sha256 {hashlib.sha256(archive.article.read_bytes()).hexdigest()} digest ")
    assert [line.split()[0] for line in numbered[1:]] == ["0", "1", "2"]
    assert [len(line.split()) - 1 for line in numbered[1:]] == [1, 5, 3]
    assert "أولى" not in text
    assert archive.run("--verify") == 0
    assert capsys.readouterr().out == "1 fingerprints written\n1 fingerprints match the archive\n"


def test_archive_twice_writes_the_same(archive: Archive) -> None:
    archive.run()
    first = (archive.root / FINGERPRINT).read_bytes()
    archive.run()
    assert (archive.root / FINGERPRINT).read_bytes() == first


def test_verify_writes_nothing(archive: Archive) -> None:
    assert archive.run("--verify") == 1
    assert not (archive.root / FINGERPRINT).exists()


def report_of(archive: Archive, capsys: Printed, *options: str) -> str:
    """Run the command, which must fail, and return the one problem it prints."""
    assert archive.run(*options) == 1
    out, err = capsys.readouterr()
    assert out == ""
    problem, count = err.splitlines()
    assert count == "1 problem found"
    return problem


@pytest.mark.parametrize("options", [[], ["--verify"]], ids=["write", "verify"])
class TestDamage:
    """What is reported whether the fingerprints are written or compared."""

    @pytest.fixture(autouse=True)
    def written(self, archive: Archive, capsys: Printed) -> None:
        archive.run()
        capsys.readouterr()

    def test_missing_text(self, archive: Archive, capsys: Printed, options: list[str]) -> None:
        archive.article.unlink()
        problem = report_of(archive, capsys, *options)
        assert problem.startswith(f"{SEED_PATH}:{archive.line('article.txt')}:9: ARCHIVE-MISSING")

    def test_changed_text(self, archive: Archive, capsys: Printed, options: list[str]) -> None:
        before = (archive.root / FINGERPRINT).read_bytes()
        archive.article.write_text(ARTICLE.replace("12", "13"), encoding="utf-8")
        problem = report_of(archive, capsys, *options)
        assert problem.startswith(f"{SEED_PATH}:{archive.line('sha256')}:11: ARCHIVE-CHANGED")
        assert hashlib.sha256(archive.article.read_bytes()).hexdigest() in problem
        assert (archive.root / FINGERPRINT).read_bytes() == before

    def test_lines_out_of_range(self, archive: Archive, capsys: Printed, options: list[str]) -> None:
        archive.seed(lines="[3, 99]")
        problem = report_of(archive, capsys, *options)
        assert problem.startswith(f"{SEED_PATH}:{archive.line('paragraph_lines')}:20: ARCHIVE-LINES")

    def test_text_that_is_not_utf_8(self, archive: Archive, capsys: Printed, options: list[str]) -> None:
        archive.article.write_bytes("été\n".encode("latin-1") * 9)
        archive.seed()
        assert ": ARCHIVE-LINES" in report_of(archive, capsys, *options)

    def test_broken_record(self, archive: Archive, capsys: Printed, options: list[str]) -> None:
        archive.seed(lines="[3, 0]")
        problem = report_of(archive, capsys, *options)
        assert problem.startswith(f"{SEED_PATH}:{archive.line('paragraph_lines')}:24: WRONG-TYPE")


@pytest.mark.parametrize("change", ["one-hash", "left-out", "emptied"])
def test_verify_finds_a_rewritten_fingerprint(archive: Archive, capsys: Printed, change: str) -> None:
    archive.run()
    capsys.readouterr()
    path = archive.root / FINGERPRINT
    text = path.read_text(encoding="utf-8")
    if change == "one-hash":
        path.write_text(text[:-2] + ("0" if text[-2] != "0" else "1") + "\n", encoding="utf-8")
    elif change == "emptied":
        path.write_text("", encoding="utf-8")
    else:
        path.unlink()
    assert report_of(archive, capsys, "--verify").startswith(f"{SEED_PATH}:1:1: FINGERPRINT-STALE")
    assert archive.run() == 0
    assert path.read_text(encoding="utf-8") == text


def test_verify_finds_other_lines_of_the_same_text(archive: Archive, capsys: Printed) -> None:
    archive.run()
    capsys.readouterr()
    archive.seed(lines="[3, 4]")
    assert report_of(archive, capsys, "--verify").startswith(f"{SEED_PATH}:1:1: FINGERPRINT-STALE")


def test_verify_finds_a_fingerprint_that_is_not_utf_8(archive: Archive) -> None:
    archive.run()
    (archive.root / FINGERPRINT).write_bytes(b"\xff\xfe")
    assert archive.run("--verify") == 1


@pytest.mark.parametrize("options", [[], ["--verify"]], ids=["write", "verify"])
def test_archive_in_a_folder_without_sources_fails(tmp_path: Path, options: list[str]) -> None:
    assert main(["--root", str(tmp_path), "archive", *options]) == 1


def test_archive_of_one_source_asks_for_no_other_text(project: ProjectCopy, capsys: Printed) -> None:
    """Few people hold the texts of all articles."""
    text = "un deux trois quatre cinq\n"
    record = project.read("seeds/bilan-2022.yaml").partition("\ntitle:")[0] + "\n"
    for key in ("title", "publisher", "authors", "published", "url", "web_archive_url"):
        record += f"{key}: not-given\n"
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    record += f"capture: {{file: own.txt, sha256: {sha256}, title_line: not-given, paragraph_lines: [1]}}\n"
    project.write("seeds/own.yaml", record)
    project.write("seeds/archive/own.txt", text)
    assert main(["--root", str(project.root), "archive", "own"]) == 0
    assert capsys.readouterr().out == "1 fingerprints written\n"
    assert main(["--root", str(project.root), "archive", "--verify", "own"]) == 0
    assert main(["--root", str(project.root), "archive", "nobody"]) == 1
    assert "seeds/nobody.yaml:1:1: MISSING-FILE" in capsys.readouterr().err


def test_a_check_waits_for_no_library_that_it_does_not_use() -> None:
    code = f"import isnad.cli, sys; print(*(name for name in {UNUSED!r} if name in sys.modules))"
    read = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert read.stdout.split() == []
