"""What GitHub reads: the form of its files, what workflows may do, and that they run what contributors run."""

import re
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.carried_schemas import faults
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
BIN = Path(sys.executable).parent
PINNED = re.compile(r"^ *(?:- )?uses: (?P<name>[\w./-]+)@(?P<sha>[0-9a-f]{40}) # (?P<version>v\d+\.\d+\.\d+)$")
WORKFLOW = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
HARMLESS = {"contents": "read", "pages": "read"}
# GitHub's own command, which is on its machines: the one thing that is done there and that no contributor does.
KEEP = re.compile(r"gh release create [^;&|`()]*")
MAY_WRITE = {("deploy", job) for job in ("attest", "deploy", "archive")}


def read(path: Path) -> dict[Any, Any]:
    """Return a YAML file; the key `on` of a workflow is read as True."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = read(path)["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return list(chain.from_iterable(job.get("steps", []) for job in jobs(path).values()))


def run(*command: str | Path, within: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=within, capture_output=True, text=True, check=False)


def lint(path: Path) -> list[int]:
    """Return the exit status of each linter of workflows for one file."""
    return [run(BIN / "actionlint", path).returncode, run(BIN / "zizmor", "--offline", "--pedantic", path).returncode]


def test_there_are_workflows_and_forms() -> None:
    assert {path.stem for path in WORKFLOWS} == {"pull-request", "deploy", "links", "vulnerabilities", "watch"}
    assert len(FORMS) == 4


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
        ("dependabot", [GITHUB / "dependabot.yml"]),
    ],
)
def test_files_have_the_form_that_github_asks_for(schema: str, paths: list[Path]) -> None:
    assert faults(schema, *paths) == ""


@WORKFLOW
def test_linters_find_nothing(path: Path) -> None:
    assert lint(path) == [0, 0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('OPTIONS="--format github"', '"${{ github.event.pull_request.title }}"'),
        ("pull_request:", "pull_request_target:"),
        ("permissions: {}", "permissions: write-all"),
    ],
)
def test_linters_find_what_is_unsafe(tmp_path: Path, old: str, new: str) -> None:
    text = (GITHUB / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "damaged.yml").write_text(text.replace(old, new), encoding="utf-8")
    assert any(lint(tmp_path / "damaged.yml"))


@WORKFLOW
def test_every_action_is_pinned(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.match(r" *(- )?uses: (?!\./)", line)]
    assert lines
    assert [line for line in lines if not PINNED.match(line)] == []


def test_an_action_is_the_same_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for line in chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in WORKFLOWS):
        if found := PINNED.match(line):
            pins.setdefault(found["name"], set()).add((found["sha"], found["version"]))
    assert {name for name, versions in pins.items() if len(versions) > 1} == set()


def runs_code(step: dict[str, Any]) -> bool:
    """Return whether a step runs, or fetches, what a contributor has written."""
    return "checkout" in step.get("uses", "") or not KEEP.fullmatch(step.get("run", "gh release create "))


@WORKFLOW
def test_jobs_may_do_no_more_than_they_need(path: Path) -> None:
    assert read(path)["permissions"] == {}
    for name, job in jobs(path).items():
        asked = set(job["permissions"].items())
        assert asked <= HARMLESS.items() or (path.stem, name) in MAY_WRITE
        assert "uses" in job or job["timeout-minutes"] <= 60
        # What may write runs no code of a contributor.
        assert asked <= HARMLESS.items() or not any(runs_code(step) for step in job["steps"])


@WORKFLOW
def test_no_secret_is_named_and_no_input_reaches_a_shell(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"secrets[.\[]|secrets: inherit|pull_request_target|workflow_run", text)
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []
    for step in steps(path):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@WORKFLOW
def test_workflows_run_what_contributors_run(path: Path) -> None:
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for command in (step["run"] for step in steps(path) if "run" in step):
        made = re.match(r"make (?:--silent )?(?P<target>[a-z]+)\b", command)
        ours = (made and made["target"] in targets) or (command == "bash .ci/run" and (ROOT / ".ci" / "run").exists())
        assert ours or KEEP.fullmatch(command)


def test_what_happens_elsewhere_is_no_matter_of_pull_requests() -> None:
    for name in ("links", "vulnerabilities", "watch"):
        assert set(read(GITHUB / "workflows" / f"{name}.yml")[True]) == {"schedule", "workflow_dispatch"}
    assert set(read(GITHUB / "workflows" / "pull-request.yml")[True]) == {"pull_request", "workflow_call"}


def test_what_is_published_and_what_is_kept_are_attested_as_they_were_built() -> None:
    deploy = jobs(GITHUB / "workflows" / "deploy.yml")
    (attested,) = [
        step["with"]["subject-path"].split() for step in deploy["attest"]["steps"] if "subject-path" in step["with"]
    ]
    assert attested == ["artifact.tar", "release/*"]
    (kept,) = [step["run"] for step in deploy["archive"]["steps"] if "run" in step]
    assert " release/* " in kept
    uploaded = [step["with"] for step in deploy["build"]["steps"] if "upload" in step.get("uses", "")]
    assert [each["path"] for each in uploaded] == ["site", "release"]
    for job in ("attest", "archive"):
        assert {"name": "release", "path": "release"} in [step.get("with") for step in deploy[job]["steps"]]


def test_each_form_is_there_in_both_languages() -> None:
    forms = [read(path) for path in FORMS]
    for arabic, french in zip(forms[::2], forms[1::2], strict=True):
        assert [part.get("id") for part in arabic["body"]] == [part.get("id") for part in french["body"]]
        assert arabic["labels"] == french["labels"]
        assert re.search("[ء-ي]", arabic["name"])
        assert not re.search("[ء-ي]", french["name"])


def owned() -> dict[str, list[str]]:
    """Return the paths that each kind of reviewer looks at, as CODEOWNERS says in words."""
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines), "an owner who may not exist is asked by nobody"
    rows = [line.split() for line in lines if re.match("# (facts|languages|code) ", line)]
    return {row[1]: [word for word in row[2:] if word == "*" or word.startswith("/")] for row in rows}


def test_every_owned_path_is_there_and_facts_languages_and_code_have_reviewers() -> None:
    assert {*owned()} == {"facts", "languages", "code"}
    for path in (path for paths in owned().values() for path in paths if path != "*"):
        assert (ROOT / path.strip("/")).is_dir() is path.endswith("/"), path
        assert (ROOT / path.strip("/")).exists(), path


def test_hooks_before_a_commit_are_valid_and_run_what_is_installed() -> None:
    assert run(BIN / "pre-commit", "validate-config").returncode == 0
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    assert {hook["entry"].split()[0] for hook in repository["hooks"]} == {".venv/bin/isnad", ".venv/bin/ruff"}
