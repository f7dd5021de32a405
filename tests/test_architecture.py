"""The shape of the code: who imports what, what is documented, and how requirements are pinned."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest
from isnad.pages.macros import MACROS, Macros

from tests.cases import for_all
from tests.conftest import ROOT

HOOKS = ROOT / "hooks"
PACKAGE = HOOKS / "isnad"
ROOMS = ("problems", "text", "facts", "phrases", "exports", "pages", "checks", "capture", "site", "cli")
MODULES = sorted(PACKAGE.rglob("*.py"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Yield each module that a module imports, by its whole name."""
    package = path.relative_to(HOOKS).parent.parts
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" if is_module(module, alias.name) else module for alias in node.names)


def is_module(package: str, name: str) -> bool:
    return HOOKS.joinpath(*package.split("."), f"{name}.py").is_file()


def importers(package: str) -> set[str]:
    """Return the files under hooks/ that import a package."""
    return {
        path.relative_to(HOOKS).as_posix()
        for path in HOOKS.rglob("*.py")
        if any(name.partition(".")[0] == package for name in imports(path))
    }


@pytest.mark.parametrize(
    ("package", "those"),
    [
        ("mkdocs", {"mkdocs_hooks.py", "mkdocs_serving.py", "mkdocs_frames.py", "mkdocs_settings.py"}),
        ("yaml", {"isnad/facts/yamltree.py"}),
        ("ruamel", {"isnad/cli/formatting.py"}),
        ("babel", {"isnad/text/locale.py"}),
        ("selectolax", {"isnad/text/html.py"}),
        ("trafilatura", {"isnad/capture/extraction.py"}),
    ],
)
def test_these_files_only_import(package: str, those: set[str]) -> None:
    assert importers(package) == those


def test_the_events_of_mkdocs_know_the_site_and_problems_alone() -> None:
    known = {name for name in imports(HOOKS / "mkdocs_hooks.py") if name.startswith("isnad.")}
    assert {name.split(".")[1] for name in known} == {"problems", "site"}


def test_a_room_imports_only_from_those_before_it() -> None:
    """`cli` does not import `site` either: what a contributor types builds nothing."""
    assert {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"} == set(ROOMS)
    wrong = []
    for path in PACKAGE.glob("*/*.py"):
        room = path.parent.name
        allowed = {*ROOMS[: ROOMS.index(room) + 1]} - ({"site"} if room == "cli" else set())
        wrong += [
            f"{path.relative_to(PACKAGE)} imports {name}"
            for name in imports(path)
            if name.startswith("isnad.") and name.split(".")[1] not in allowed
        ]
    assert wrong == []


def test_imports_have_no_cycle() -> None:
    names = {path: ".".join(path.relative_to(HOOKS).with_suffix("").parts) for path in MODULES}
    graph = {names[path]: set(imports(path)) & set(names.values()) for path in MODULES}
    order = list(TopologicalSorter(graph).static_order())
    assert set(order) == set(names.values())


@for_all("path", MODULES)
def test_everything_public_has_a_docstring(path: Path) -> None:
    module = tree(path)
    public = [
        node for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]  # fmt: skip
    assert ast.get_docstring(module)
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@for_all("name", MACROS)
def test_every_macro_has_a_docstring(name: str) -> None:
    assert getattr(Macros, name).__doc__


@pytest.mark.parametrize("language", ["ar", "fr"])
@for_all("name", MACROS)
def test_every_macro_is_explained_to_contributors(language: str, name: str) -> None:
    page = (ROOT / "docs" / language / "contributing" / "macros.md").read_text(encoding="utf-8")
    assert re.search(rf"\b{name}\(", page)


def requirements(path: Path) -> list[str]:
    """Return each requirement of a lock, on one line, without comments."""
    text = re.sub(r"(?m)^\s*#.*$", "", path.read_text(encoding="utf-8"))
    return [line.strip() for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def test_there_are_locks() -> None:
    assert {path.name for path in LOCKS} == {"site.txt", "fetch.txt", "dev.txt"}


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_a_hash(path: Path) -> None:
    pinned = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,-]+\])?==[^\s;]+( ;[^#]*?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert requirements(path)
    assert [line for line in requirements(path) if not pinned.fullmatch(line)] == []


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_no_lock_names_a_registry(path: Path) -> None:
    registry = r"(?i)https?:|index-url|find-links|trusted-host|^\s*-[ifr]\b|@ "
    assert [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(registry, line)] == []


@pytest.mark.parametrize("name", ["site", "fetch", "dev"])
def test_direct_requirements_are_in_the_lock(name: str) -> None:
    wanted = re.findall(r"(?m)^([a-z0-9-]+==\S+)", (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8"))
    locked = {line.split()[0] for line in requirements(ROOT / "requirements" / f"{name}.txt")}
    assert wanted
    assert set(wanted) <= locked


def test_what_leaving_mkdocs_costs_is_said_of_every_part(config: dict[str, Any]) -> None:
    page = (ROOT / "docs-dev" / "leaving-mkdocs.md").read_text(encoding="utf-8")
    handlers = {node.name for node in tree(HOOKS / "mkdocs_hooks.py").body if isinstance(node, ast.FunctionDef)}
    events = {name for name in handlers if name.startswith("on_")}
    assert events == set(re.findall(r"`(on_\w+)`", page))
    names = [name for each in config["plugins"] for name in ([each] if isinstance(each, str) else each)]
    assert [name for name in names if f"`{name}`" not in page] == []
