"""What the tests share: a knowledge base that does not move, and copies of its project that a test may damage."""

import datetime as dt
import fcntl
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from isnad.checks import rules
from isnad.checks.project import read_project
from isnad.exports.create import create_exports
from isnad.facts.contact import Contact
from isnad.facts.load import load
from isnad.facts.model import Correction, KnowledgeBase, Observation
from isnad.facts.record import Bilingual
from isnad.problems import Mark, Problem
from markdown import Markdown  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from tests.chromium import open_browser
from tests.representatives import representatives
from tests.site_pages import EVERY_PAGE
from tests.site_server import build, serve
from tests.visits import DESK, LOADED_WITHIN, WINDOWS, Load, visit_pages

ROOT = Path(__file__).parent.parent
FROZEN = ROOT / "tests" / "frozen"  # facts, articles and pages that do not move; see its README
RAINFALL = ROOT / "tests" / "rainfall"
TODAY = dt.date(2026, 11, 28)  # for what asks for a day; no test asks the clock
NOT_COPIED = shutil.ignore_patterns("archive", "__pycache__", "*.egg-info")
LONGEST = "test_contribution.py"  # runs the tests of the live data twice
VISITS = "visit: Load"  # the fixture, as tests name it
LED, SERVED = ExitStack(), dict[str, tuple[str, str]]()  # of the process that leads those of the tests
Printed = pytest.CaptureFixture[str]  # what a command prints
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"


class Scheduler(LoadScopeScheduling):  # type: ignore[misc]
    """Keeps each file on one process, and the files that ask about the visits of all pages on the same one."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return VISITS if VISITS in (ROOT / file).read_text(encoding="utf-8") else file


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduler:
    """Say which tests share a process. xdist's groups do not reach it: the ids of this pytest cannot be changed."""
    return Scheduler(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no process waits for it at the end: with a browser, then with builds."""
    items.sort(
        key=lambda item: (
            item.path.name != LONGEST,
            "browser" not in getattr(item, "fixturenames", []),
            not _builds(item.path),
        )
    )


@cache
def _builds(path: Path) -> bool:
    return "site_server import" in path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class ProjectCopy:
    """A copy of the project in a folder of its own."""

    root: Path

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> int:
        """Replace the one occurrence of `old` in a file and return its line."""
        text = self.read(path)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        self.write(path, text.replace(old, new))
        return text[: text.index(old)].count("\n") + 1

    def edit(self, path: str, within: str, old: str, new: str) -> None:
        """Replace the first `old` that follows the first `within`."""
        text = self.read(path)
        start = text.index(old, text.index(within))
        self.write(path, text[:start] + new + text[start + len(old) :])

    def place(self, path: str, within: str, words: str) -> Mark:
        """Return where the first `words` that follow the first `within` begin."""
        text = self.read(path)
        start = text.index(words, text.index(within))
        return Mark(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start))

    def problems(self) -> list[Problem]:
        """Return what `isnad check` finds, sorted."""
        return sorted(set(read_project(self.root, is_read=False, today=TODAY)[1]))

    def fact_problems(self) -> list[Problem]:
        """Return what is wrong with data/ and seeds/ alone, sorted."""
        kb, problems = load(self.root)
        return sorted({*problems, *rules.check(kb)})


@pytest.fixture(scope="session", autouse=True)
def english() -> Iterator[None]:
    """Messages in English, in whatever language the machine speaks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


class ConfigLoader(yaml.UnsafeLoader):
    """Reads mkdocs.yml, whose tags name Python objects and the environment."""


ConfigLoader.add_constructor("!ENV", lambda _loader, _node: None)


@pytest.fixture(scope="session")
def config() -> dict[str, Any]:
    """The configuration of the site, as mkdocs.yml writes it."""
    loaded = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), ConfigLoader)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="session")
def markdown() -> Markdown:
    """A reader of the Markdown that the site publishes for programs, footnotes included."""
    return Markdown(extensions=["fenced_code", "tables", "footnotes"])


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The frozen knowledge base."""
    loaded, problems = load(FROZEN)
    assert not problems
    return loaded


@pytest.fixture(scope="session")
def exports(kb: KnowledgeBase) -> Mapping[str, bytes]:
    """All that is exported of the frozen knowledge base, by path inside the site."""
    return create_exports(kb)


def bare(text: object) -> str:
    """Return a message without the isolates that set words of the other script apart."""
    return re.sub("[\u2066-\u2069]", "", str(text))


def with_observations(kb: KnowledgeBase, *observations: Observation) -> KnowledgeBase:
    """Return the knowledge base with other versions of some observations."""
    return replace(kb, observations={**kb.observations, **{each.id: each for each in observations}})


@pytest.fixture(scope="session")
def few_facts(kb: KnowledgeBase) -> KnowledgeBase:
    """A few facts, one of each kind and precision.

    The correction is made up, and so is where to send one: there is none yet.
    """
    observations = (
        "attempts-2024",
        "attempts-2024-9m",
        "attempts-2022",
        "attempts-2022-headline",
        "origin-maghreb-2024",
        "returns-2024-9m",
        "returns-2024-9m-iom",
    )
    return replace(
        kb,
        observations={name: kb.observations[name] for name in observations},
        indicators={name: kb.indicators[name] for name in ("attempts-foiled", "origin-share", "voluntary-returns")},
        corrections={
            "made-up": Correction(
                marks={"": Mark("data/corrections.yaml", 1, 1)},
                id="made-up",
                date=dt.date(2026, 11, 20),
                observation="attempts-2024-9m",
                was=Decimal(48936),
                now=Decimal(48963),
                why=Bilingual(marks={}, ar="تبادل رقمان مكانيهما عند النقل.", fr="Deux chiffres étaient intervertis."),
            )
        },
        contact=Contact("editors@example.org", "https://example.org/form?page={url}&language={language}"),
        derived={name: kb.derived[name] for name in ("iom-share-2024-9m",)},
        tombstones={},
        rules={name: kb.rules[name] for name in ("yaml-encoding", "missing-key", "value-quote")},
        events={name: kb.events[name] for name in ("joint-patrols", "round-table")},
        statements={name: kb.statements[name] for name in ("patrols-aim", "patrols-intelligence", "sedki-awareness")},
        terms={name: kb.terms[name] for name in ("irregular-migration", "attempt-foiled")},
        sources={
            name: kb.sources[name]
            for name in (
                "hompress-2024",
                "bilan-2022",
                "alalam-9m-2024",
                "alalam-patrols-2025",
                "walaw-roundtable-2025",
            )
        },
    )


@dataclass(frozen=True)
class Built:
    """A site, as it is built and served."""

    url: str
    folder: Path
    output: str

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The site of the frozen project, built for and served at an address below a folder of its host."""
    with one_site(request.config, "frozen", lambda: copy_whole(tmp_path_factory.mktemp("frozen")).root) as site:
        yield site


@pytest.fixture(scope="session")
def live_site(request: pytest.FixtureRequest) -> Iterator[Built]:
    """The published site, strictly built, and served."""
    with one_site(request.config, "live", lambda: ROOT) as site:
        yield site


@contextmanager
def hosted() -> Iterator[tuple[str, str]]:
    """Serve a folder for a site that is not built yet; yield its path and its address."""
    with tempfile.TemporaryDirectory(prefix="isnad-site-") as folder, serve(Path(folder, "site")) as url:
        yield str(Path(folder, "site")), url


def pytest_configure_node(node: Any) -> None:
    """Serve, from the process that leads those of the tests, the sites that one of these builds for all."""
    if not SERVED:
        SERVED.update({name: LED.enter_context(hosted()) for name in ("frozen", "live")})
    node.workerinput["sites"] = SERVED


def pytest_sessionfinish() -> None:
    """End the servers; each fails if a page broke the policy of its site."""
    LED.close()


@contextmanager
def one_site(config: pytest.Config, name: str, project: Callable[[], Path]) -> Iterator[Built]:
    """Build a project strictly, once for all processes of the tests, and yield its site as it is served.

    The address is given without its last slash, as people write it.
    """
    with ExitStack() as own:
        led: Mapping[str, tuple[str, str]] = getattr(config, "workerinput", {}).get("sites", {})
        folder, url = led.get(name) or own.enter_context(hosted())
        said = Path(folder).with_name("said.txt")
        with said.open("a+", encoding="utf-8") as output:
            fcntl.flock(output, fcntl.LOCK_EX)  # until it is closed
            if not said.stat().st_size:
                done = build(project(), "--site-dir", folder, site_url=url.removesuffix("/"))
                if done.returncode:
                    pytest.fail(f"the site does not build:\n{done.stdout}", pytrace=False)
                output.write(done.stdout)
        yield Built(url, Path(folder), said.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def site(built: Built) -> str:
    """The address of the frozen project's site."""
    return built.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=30_000)  # a busy machine is no reason to fail
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="session")
def tab(browser: Browser) -> Iterator[Page]:
    """The one tab of most tests: every other one costs as much as the page that it shows."""
    context = browser.new_context()
    context.set_default_timeout(LOADED_WITHIN)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab: Page, site: str) -> Page:
    """A page of a reader who has never been here, and prefers light colours and that nothing moves."""
    for other in tab.context.pages:
        if other is not tab:
            other.close()
    tab.goto(f"{site}robots.txt")  # of the site, so that its process goes on
    tab.evaluate(FORGET)
    tab.unroute_all()
    tab.mouse.move(0, 0)
    tab.emulate_media(media="null", color_scheme="light", reduced_motion="reduce")
    tab.set_viewport_size({"width": DESK, "height": WINDOWS[DESK]})
    return tab


@pytest.fixture(scope="session")
def whole(built: Built) -> Set[str]:
    """The pages that are shown at every width and in every scheme."""
    return representatives(built.folder)


@pytest.fixture(scope="session")
def visit(browser: Browser, site: str, whole: Set[str]) -> Load:
    """What a page shows; every page is loaded once in all tests."""
    return visit_pages(browser, site, EVERY_PAGE, whole).__getitem__


@pytest.fixture
def project(tmp_path: Path) -> ProjectCopy:
    """A copy of all that a contributor writes: data, pages, sources and the menu, without build output and archive."""
    return copy_project(tmp_path)


@pytest.fixture
def whole_project(tmp_path: Path) -> ProjectCopy:
    """A copy of all that a build needs."""
    return copy_whole(tmp_path)


def copy_of(*names: str, to: Path, root: Path = FROZEN) -> ProjectCopy:
    """Copy folders of a project, the frozen one if no other is named, into a folder."""
    for name in names:
        shutil.copytree(root / name, to / name, ignore=NOT_COPIED)
    return ProjectCopy(to)


def copy_project(to: Path) -> ProjectCopy:
    """Copy all that a contributor to the frozen project writes into a folder."""
    copy = copy_of("data", "docs", "seeds", to=to)
    shutil.copy(FROZEN / "mkdocs.yml", to)
    shutil.copy(ROOT / "mkdocs.yml", to / "engine.yml")
    return copy


def copy_whole(to: Path, root: Path = FROZEN) -> ProjectCopy:
    """Copy a project, the frozen one if no other is named, with the engine and its configuration, for a build."""
    copy = copy_of("data", "docs", "seeds", to=to, root=root)
    shutil.copy(root / "mkdocs.yml", to)
    return add_engine(copy)


def add_engine(project: ProjectCopy) -> ProjectCopy:
    """Put the engine, and its configuration as engine.yml, beside the facts and pages of a project."""
    shutil.copytree(ROOT / "hooks", project.root / "hooks", ignore=NOT_COPIED)
    shutil.copy(ROOT / "mkdocs.yml", project.root / "engine.yml")
    return project


def another_topic(root: Path) -> ProjectCopy:
    """Put the site of another topic into a folder: this engine, with facts and pages of its own."""
    shutil.copytree(RAINFALL, root, dirs_exist_ok=True)
    add_engine(ProjectCopy(root))
    return ProjectCopy(root)
