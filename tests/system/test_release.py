"""What is kept of a published site, and the list of its software's parts."""

import json
import os
import re
import subprocess
import sys
import tomllib
from hashlib import sha256
from importlib.metadata import files, metadata
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from isnad.exports.api import INDEX

from tests.conftest import ROOT, Built
from tests.test_architecture import requirements
from tools.release import CHECKSUMS, write_archive
from tools.sbom import FETCH_LOCK, LICENCES, LOCK, PARTS, fetch_parts, licence, licences, normal
from tools.sbom import ROOT as PROJECT

RELEASE = [sys.executable, "-m", "tools.release"]


@pytest.fixture(scope="module")
def release(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the site, in a folder."""
    folder = tmp_path_factory.mktemp("kept") / "release"
    done = subprocess.run([*RELEASE, built.folder, folder], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == f"version={json.loads(built.read(INDEX))['version']}\n"
    return folder


@pytest.fixture(scope="module")
def sbom(release: Path) -> dict[str, Any]:
    """The list of parts that a release has."""
    (path,) = release.glob("sbom-*.cdx.json")
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return document


def test_a_release_is_named_by_the_version_that_is_cited(built: Built, release: Path) -> None:
    version = json.loads(built.read(INDEX))["version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", version)
    names = {f"site-{version}.zip", f"sbom-{version}.cdx.json", CHECKSUMS}
    assert {path.name for path in release.iterdir()} == names
    assert f"version = {{{version}}}" in built.read("data/index.html")


def test_a_release_holds_the_whole_site(built: Built, release: Path) -> None:
    (path,) = release.glob("site-*.zip")
    with ZipFile(path) as archive:
        kept = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
        assert {name.partition("/")[0] for name in archive.namelist()} == {path.stem}
        assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o644}
    pages = (path for path in built.folder.rglob("*") if path.is_file())
    assert kept == {path.relative_to(built.folder).as_posix(): path.read_bytes() for path in pages}


def test_the_checksums_are_those_of_the_files(release: Path) -> None:
    lines = [line.split("  ") for line in (release / CHECKSUMS).read_text(encoding="utf-8").splitlines()]
    assert {name for _, name in lines} == {path.name for path in release.iterdir()} - {CHECKSUMS}
    assert [name for digest, name in lines if sha256((release / name).read_bytes()).hexdigest() != digest] == []


def test_the_archive_of_one_site_is_always_the_same(tmp_path: Path) -> None:
    archives = []
    for number, names in enumerate((["b.html", "a/index.html"], ["a/index.html", "b.html"])):
        site = tmp_path / str(number) / "site"
        for name in names:
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(name, encoding="utf-8")
            os.utime(site / name, (number * 10**8, number * 10**8))
            (site / name).chmod(0o600 + number)
        write_archive(site, tmp_path / str(number) / "site.zip")
        archives.append((tmp_path / str(number) / "site.zip").read_bytes())
    assert archives[0] == archives[1]


def test_where_there_is_no_site_it_is_said(tmp_path: Path) -> None:
    done = subprocess.run([*RELEASE, tmp_path, tmp_path / "kept"], cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (1, "")
    assert "run `make site` first" in done.stderr
    assert not (tmp_path / "kept").exists()


def test_the_list_of_parts_is_cyclonedx(sbom: dict[str, Any]) -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(sbom)) is None
    assert (
        validator.validate_str(
            json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "-"}]})
        )
        is not None
    )


def packages(sbom: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for part in sbom["components"] if "purl" in part]


def test_every_locked_package_is_listed_with_its_hashes_and_licence(sbom: dict[str, Any]) -> None:
    locked = {normal(line.split("==")[0]) for line in requirements(ROOT / LOCK)}
    assert {normal(part["name"]) for part in packages(sbom)} == locked
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    for part in packages(sbom):
        hashes = {each["content"] for other in part["externalReferences"] for each in other.get("hashes", [])}
        assert hashes
        assert all(f"--hash=sha256:{digest}" in lock for digest in hashes)
        assert licence(part), part["name"]


def test_the_project_needs_what_it_names_and_every_part_is_needed(sbom: dict[str, Any], stated: dict[str, Any]) -> None:
    needed = {each["ref"]: each["dependsOn"] for each in sbom["dependencies"]}
    refs = {part["bom-ref"]: part for part in sbom["components"]}
    named = re.findall(r"(?m)^([a-z0-9.-]+)==", (ROOT / LOCK).with_suffix(".in").read_text(encoding="utf-8"))
    own = [each["name"] for each in stated["parts"] if each["within"] == "isnad"]
    assert sorted(normal(refs[ref]["name"]) for ref in needed[PROJECT]) == sorted([*map(normal, named), *own])
    assert needed.keys() == {PROJECT, *refs}
    reached: set[str] = {PROJECT}
    while more := {ref for each in reached for ref in needed[each]} - reached:
        reached |= more
    assert reached == {PROJECT, *refs}


@pytest.fixture(scope="module")
def stated() -> dict[str, Any]:
    """What is said of packages that do not say it of themselves."""
    return tomllib.loads((ROOT / PARTS).read_text(encoding="utf-8"))


def test_a_licence_is_stated_only_of_packages_that_name_none(stated: dict[str, Any]) -> None:
    assert stated["licences"]
    assert [name for name in stated["licences"] if metadata(name)["License-Expression"]] == []


def test_what_a_package_bundles_is_where_it_is_said_to_be(stated: dict[str, Any]) -> None:
    names = {part["within"] for part in stated["parts"]}
    brought = {name: [Path(str(file.locate())) for file in files(name) or []] for name in names}
    brought["isnad"] += (ROOT / "hooks").rglob("*")
    for part in stated["parts"]:
        ending = Path(part["files"]).suffix
        found = [file for file in brought[part["within"]] if file.suffix == ending and file.match(part["files"])]
        assert found, part["name"]
        if "version" in part:
            text = found[0].read_text(encoding="utf-8")
            assert part["version"] in text, part["name"]


def test_every_work_that_the_theme_names_as_bundled_is_listed(stated: dict[str, Any]) -> None:
    bundled = set()
    for file in files("mkdocs-material") or []:
        if file.suffix == ".map":
            sources = json.loads(file.read_text(encoding="utf-8"))["sources"]
            bundled |= {found[1] for each in sources if (found := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", each))}
    assert len(bundled) > 4
    assert bundled <= {part["name"] for part in stated["parts"]}


def test_every_package_that_reads_pages_is_listed_with_its_licence() -> None:
    names = {lock: set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / lock).read_text())) for lock in (LOCK, FETCH_LOCK)}
    parts = {normal(part["name"]): licence(part) for part in fetch_parts(ROOT)}
    assert parts.keys() == names[FETCH_LOCK] - names[LOCK]
    assert [name for name, named in parts.items() if named is None] == []


def test_the_page_of_licences_is_that_of_today(sbom: dict[str, Any]) -> None:
    assert (ROOT / LICENCES).read_text(encoding="utf-8") == licences(sbom, fetch_parts(ROOT)), "run `make licences`"


@pytest.mark.parametrize("name", ["site", "dev"])
def test_each_direct_dependency_has_a_written_reason(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    direct = [line for line in lines if "==" in line]
    assert direct
    assert [line for line in direct if not re.fullmatch(r"[a-z0-9.-]+==[\w.]+ +# \S.{12,}", line)] == []


def test_what_the_site_needs_is_what_the_tests_are_run_with() -> None:
    site, dev = (set(requirements(ROOT / "requirements" / f"{name}.txt")) for name in ("site", "dev"))
    assert site <= dev
