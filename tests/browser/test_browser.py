"""Finding a browser: what is there, then Debian's, then Playwright's, then a message that helps."""

import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import chromium as browser


@dataclass
class Machine:
    """A machine without a browser, on which some commands succeed; it remembers which were run."""

    bin: Path
    works: set[str] = field(default_factory=set)
    commands: list[str] = field(default_factory=list)

    def install(self, name: str) -> str:
        """Put an executable on the PATH."""
        self.bin.mkdir(exist_ok=True)
        program = self.bin / name
        program.write_text("#!/bin/sh\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return str(program)

    def run(self, command: Sequence[str]) -> str | None:
        """Stand in for the commands that would change a real machine."""
        line = " ".join(command)
        self.commands.append(line)
        if not any(word in line for word in self.works):
            return None
        if " install --yes " in line:
            self.install("chromium")
        return self.install("playwright-chromium") + "\n" if "executable_path" in line else ""

    def ran(self, words: str) -> bool:
        return any(words in line for line in self.commands)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path / "bin")
    monkeypatch.setenv("PATH", str(made.bin))
    monkeypatch.setattr(browser, "MAC_APPS", (tmp_path / "Chrome.app",))
    monkeypatch.setattr(browser, "_run", made.run)
    monkeypatch.setattr(browser, "_is_root", lambda: False)
    return made


@pytest.mark.parametrize("name", browser.NAMES)
def test_takes_a_browser_on_the_path(machine: Machine, name: str) -> None:
    machine.install("apt-get")
    program = machine.install(name)
    assert browser.find_browser() == program
    assert machine.commands == []


def test_takes_a_mac_application(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Path(machine.install("Google Chrome"))
    monkeypatch.setattr(browser, "MAC_APPS", (machine.bin / "Chromium", app))
    assert browser.find_browser() == str(app)
    assert machine.commands == []


def test_leaves_a_file_that_is_not_executable(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    app = Path(machine.install("Google Chrome"))
    app.chmod(0o600)
    monkeypatch.setattr(browser, "MAC_APPS", (app,))
    with pytest.raises(browser.BrowserNotFound):
        browser.find_browser()


@pytest.mark.parametrize(
    ("root", "prefix"), [pytest.param(True, "env ", id="root"), pytest.param(False, "sudo -n env ", id="sudo")]
)
def test_installs_debians_package(machine: Machine, monkeypatch: pytest.MonkeyPatch, root: bool, prefix: str) -> None:
    monkeypatch.setattr(browser, "_is_root", lambda: root)
    machine.works = {"sudo", "apt-get"}
    for name in ("apt-get", "sudo"):
        machine.install(name)
    assert browser.find_browser() == str(machine.bin / "chromium")
    apt = f"{prefix}DEBIAN_FRONTEND=noninteractive apt-get --quiet --option DPkg::Lock::Timeout=600"
    assert machine.commands[-2:] == [
        f"{apt} update",
        f"{apt} install --yes --no-install-recommends chromium-headless-shell fonts-noto-core",
    ]


@pytest.mark.parametrize(
    ("programs", "root"),
    [
        pytest.param(["sudo"], False, id="not-debian"),
        pytest.param(["apt-get"], False, id="no-sudo"),
        pytest.param(["apt-get", "sudo"], False, id="sudo-wants-a-password"),
        pytest.param(["apt-get"], True, id="apt-fails"),
    ],
)
def test_falls_back_on_playwright(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, programs: list[str], root: bool
) -> None:
    monkeypatch.setattr(browser, "_is_root", lambda: root)
    machine.works = {"playwright"}
    for name in programs:
        machine.install(name)
    assert browser.find_browser() == str(machine.bin / "playwright-chromium")
    assert machine.ran("-m playwright install chromium")
    assert machine.ran("apt-get") == root


def test_says_what_to_install(machine: Machine) -> None:
    with pytest.raises(
        browser.BrowserNotFound,
        match=r"apt-get install chromium-headless-shell .*python -m playwright install chromium",
    ):
        browser.find_browser()
    assert machine.ran("playwright install chromium")


@pytest.mark.usefixtures("machine")
def test_playwright_that_installs_nothing_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_run", lambda _command: "/nowhere/chrome\n")
    with pytest.raises(browser.BrowserNotFound):
        browser.find_browser()


@pytest.mark.parametrize("root", [True, False], ids=["root", "user"])
def test_only_root_goes_without_a_sandbox(root: bool) -> None:
    assert ("--no-sandbox" in browser.launch_flags(root)) == root


@pytest.mark.parametrize("code", [0, 1], ids=["success", "failure"])
def test_commands_are_shown_and_their_failure_is_seen(capfd: pytest.CaptureFixture[str], code: int) -> None:
    said = browser._run(["/bin/sh", "-c", f"echo why >&2; exit {code}"])
    assert said == ("why\n" if code == 0 else None)
    assert "why" in capfd.readouterr().err
