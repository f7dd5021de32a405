"""Lists the parts of the site's software: as a CycloneDX document (SBOM) for programs, with licences for readers.

CycloneDX's own tool reads the lock (what each file must hash to) and the installed packages (licences, who needs whom);
requirements/parts.toml says what neither knows.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

LOCK, PARTS, LICENCES = "requirements/site.txt", "requirements/parts.toml", "docs-dev/licences.md"
FETCH_LOCK = "requirements/fetch.txt"
ROOT = "root-component"  # as the tool names what it describes
HEAD = """\
# Licences

Everything that the site is built with or that it shows to readers. Made by `make licences` from the metadata of what
requirements/site.txt locks, and from requirements/parts.toml. The project's own: [LICENSE](../LICENSE).

| part | licence | within |
| --- | --- | --- |
"""
FETCH_HEAD = """
## What reads pages of the web

What requirements/fetch.txt locks on top, for `isnad new source https://…` and `isnad watch`. None is in the site.

| part | licence |
| --- | --- |
"""
Part = dict[str, Any]


def make_sbom(root: Path) -> dict[str, Any]:
    """Return the CycloneDX document of what the lock of a project names and this environment has; always the same."""
    project, extra = ("--pyproject", "pyproject.toml"), tomllib.loads((root / PARTS).read_text(encoding="utf-8"))
    document = _cyclonedx(root, "environment", *project, sys.executable)
    locked = {_key(part): part for part in _cyclonedx(root, "requirements", *project, LOCK)["components"]}
    parts = {part["bom-ref"]: part for part in document["components"] if _key(part) in locked}
    for part in parts.values():
        part["licenses"] = _licences(part, extra["licences"])
        part["externalReferences"] = [*part.get("externalReferences", []), *locked[_key(part)]["externalReferences"]]
    owners = {**parts, ROOT: document["metadata"]["component"]}
    bundled = [_bundled(each, owners) for each in extra["parts"]]
    needed = _needed(document, parts, _direct(root))
    for part, each in zip(bundled, extra["parts"], strict=True):
        needed[_reference(each["within"], owners)].append(part["bom-ref"])
        needed[part["bom-ref"]] = []
    document["components"] = sorted([*parts.values(), *bundled], key=lambda part: part["bom-ref"])
    document["dependencies"] = [{"ref": ref, "dependsOn": sorted(on)} for ref, on in sorted(needed.items())]
    return document


def _cyclonedx(root: Path, *arguments: str) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "cyclonedx_py",
        *arguments,
        "--output-reproducible",
        "--no-validate",
        "--spec-version",
        "1.6",
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=True)
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def _key(part: Part) -> tuple[str, str]:
    return normal(part["name"]), part["version"]


def normal(name: str) -> str:
    """Return the name of a package as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _licences(part: Part, stated: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the licence of a package: what is stated of it, or the exact one of those that its metadata name."""
    if licence := stated.get(normal(part["name"])):
        return [{"license": {"id": licence, "acknowledgement": "concluded"}}]
    named: list[dict[str, Any]] = part.get("licenses", [])
    return [each for each in named if "expression" in each or "id" in each["license"]][:1]


def licence(part: Part) -> str | None:
    """Return the SPDX expression of a part's licence; None where it is not known."""
    return next((each.get("expression") or each["license"]["id"] for each in part["licenses"]), None)


def _reference(name: str, parts: Mapping[str, Part]) -> str:
    return next(ref for ref, part in parts.items() if normal(part["name"]) == name)


def _bundled(each: Mapping[str, str], parts: Mapping[str, Part]) -> Part:
    """Return a work of others that a package, or the project, brings with it."""
    where = {"name": "files", "value": f"{_reference(each['within'], parts)}: {each['files']}"}
    made = {
        "type": "library",
        "bom-ref": f"{each['within']}/{each['name']}",
        "name": each["name"],
        "properties": [where],
    }
    made |= {"licenses": [{"license": {"id": each["licence"], "acknowledgement": "concluded"}}]}
    return made | ({"version": each["version"]} if "version" in each else {})


def _direct(root: Path) -> set[str]:
    text = (root / LOCK).with_suffix(".in").read_text(encoding="utf-8")
    return {normal(name) for name in re.findall(r"(?m)^([A-Za-z0-9._-]+)==", text)}


def _needed(document: dict[str, Any], parts: Mapping[str, Part], direct: set[str]) -> dict[str, list[str]]:
    """Return which parts each part needs; the project needs what it names itself."""
    needed = {ref: [] for ref in parts} | {
        each["ref"]: [ref for ref in each.get("dependsOn", []) if ref in parts]
        for each in document["dependencies"]
        if each["ref"] in parts
    }
    return needed | {ROOT: [ref for ref, part in parts.items() if normal(part["name"]) in direct]}


def fetch_parts(root: Path) -> list[Part]:
    """Return the packages that read pages of the web and that the site does not need."""
    stated = tomllib.loads((root / PARTS).read_text(encoding="utf-8"))["licences"]
    site, whole = (
        {_key(part) for part in _cyclonedx(root, "requirements", "--pyproject", "pyproject.toml", lock)["components"]}
        for lock in (LOCK, FETCH_LOCK)
    )
    installed = _cyclonedx(root, "environment", "--pyproject", "pyproject.toml", sys.executable)["components"]
    return [part | {"licenses": _licences(part, stated)} for part in installed if _key(part) in whole - site]


def licences(document: Mapping[str, Any], fetching: Sequence[Part]) -> str:
    """Return the page that lists parts and licences, without versions: it changes when a part or a licence does."""
    rows = "".join(f"| {' | '.join(row)} |\n" for row in sorted(_rows(document)))
    more = sorted(f"| {normal(part['name'])} | {licence(part) or 'not known'} |\n" for part in fetching)
    return HEAD + rows + FETCH_HEAD + "".join(more)


def _rows(document: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for part in document["components"]:
        within, bundled, _ = part["bom-ref"].rpartition("/") if "/" in part["bom-ref"] else ("", "", "")
        yield normal(part["name"]), licence(part) or "not known", within if bundled else ""


def to_json(document: Mapping[str, Any]) -> str:
    """Return the text of an SBOM."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the page of licences."""
    root = Path(__file__).parent.parent
    (root / LICENCES).write_text(licences(make_sbom(root), fetch_parts(root)), encoding="utf-8")


if __name__ == "__main__":
    main()
