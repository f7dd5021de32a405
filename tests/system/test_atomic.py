"""Whatever ends a build, and when: the last good site stands as it was, or the new one in its place; no half of one."""

import fcntl
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from isnad.site.publish import hold

from tests.conftest import ROOT, ProjectCopy, another_topic
from tests.site_server import run


class Found(NamedTuple):
    """What a fault did: its name, at which moment, the exit status of its process, and which site was left."""

    fault: str | None
    at: int | str | None
    status: int
    site: str | None


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> ProjectCopy:
    """A site that is soon built, beside what killed builds left."""
    project = another_topic(tmp_path_factory.mktemp("small"))
    project.write(".site-building/.hidden", "")
    project.write(".site-building/index.html", "half a")
    project.write(".site-previous/index.html", "older")
    return project


@pytest.fixture(scope="module")
def found(small: ProjectCopy) -> list[Found]:
    """What tests/faults.py found."""
    done = run(small.root, "-P", str(ROOT / "tests" / "faults.py"))
    assert done.returncode == 0, done.stdout
    return [Found(**json.loads(line)) for line in done.stdout.splitlines()]


def test_the_build_that_was_copied_has_made_the_new_site(found: list[Found]) -> None:
    assert found[-1] == Found(None, None, 0, "new")


@pytest.mark.parametrize(
    ("fault", "status", "least"),
    [("kill", -signal.SIGKILL, 50), ("full", 1, 10), ("limit", 1, 1), ("RuntimeError", 1, 20)],
)
def test_a_fault_leaves_the_old_site_or_where_all_was_done_the_new_one(
    found: list[Found], fault: str, status: int, least: int
) -> None:
    those = [each for each in found if each.fault == fault]
    assert len(those) >= least
    assert [each for each in those if each.status != status or each.site is None] == []
    sites = [str(each.site) for each in those]
    assert sites == sorted(sites, reverse=True)  # «old», then «new»
    assert sites.count("new") == {"kill": 10, "RuntimeError": 1}.get(fault, 0)


def test_an_error_was_tried_after_every_event(found: list[Found]) -> None:
    events = {str(each.at).split()[0] for each in found if each.fault == "RuntimeError"}
    assert events >= {"startup", "config", "files", "page_markdown", "post_page", "post_build", "shutdown"}


@pytest.mark.parametrize("fault", ["KeyboardInterrupt", "SystemExit"])
def test_a_build_that_is_broken_off_when_all_is_written_leaves_the_old_site(found: list[Found], fault: str) -> None:
    assert [(each.status, each.site) for each in found if each.fault == fault] == [(1, "old")]


def test_what_a_killed_build_left_hinders_no_other_and_gets_into_no_site(
    found: list[Found], small: ProjectCopy
) -> None:
    assert found
    assert not list(small.root.glob(".site*"))
    assert not (small.root / "site" / ".hidden").exists()


# The moments at which `publish` itself is killed: before each thing that it does with a file.
PUBLISH = """
import json, sys
from pathlib import Path
from isnad.site import publish
from tests.faults import Watch, in_a_process, kill

if sys.argv[2] == "two renames":
    publish._exchange = lambda *_: False
moment, status = 0, None
while status != 0:
    moment += 1
    site = Path(sys.argv[1], str(moment), "site")
    for folder, text in ((site, "old"), (publish.staging_folder(site), "new")):
        folder.mkdir(parents=True)
        for name in ("a.html", "b.html"):
            (folder / name).write_text(text)
    def act():
        watch = Watch(site.parent)
        watch.moments = 1  # the new site is written
        watch.suffer = lambda reached: reached > moment and kill()
        sys.addaudithook(watch)
        publish.publish(publish.staging_folder(site), site)
    def shown():
        return "".join(path.read_text() for path in sorted(site.glob("*.html")))
    (status, _), between = in_a_process(act), shown()
    publish.recover(site)
    print(json.dumps([status, between, shown(), [path.name for path in site.parent.iterdir()]]))
"""


@pytest.mark.parametrize("way", ["one exchange", "two renames"])
def test_publishing_can_be_killed_at_every_moment(tmp_path: Path, way: str) -> None:
    done = subprocess.run([sys.executable, "-c", PUBLISH, tmp_path, way], cwd=ROOT, capture_output=True, check=True)
    *killed, whole = map(json.loads, done.stdout.splitlines())
    assert whole == [0, "newnew", "newnew", ["site"]]
    assert len(killed) > 2
    for status, between, after, left in killed:
        assert (status, left) == (-signal.SIGKILL, ["site"])
        assert after in ("oldold", "newnew")
        assert between == after or (between, way) == ("", "two renames")
    assert any(between == "" for _, between, *_ in killed) == (way == "two renames")


def test_only_one_build_at_a_time_publishes_in_a_folder(tmp_path: Path) -> None:
    release = hold(tmp_path / "site")
    folder = os.open(tmp_path, os.O_RDONLY)
    with pytest.raises(BlockingIOError):
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    release()
    fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(folder)
