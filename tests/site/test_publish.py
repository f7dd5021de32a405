"""A new site takes the place of the old one in one step, or not at all."""

from pathlib import Path

import pytest
from isnad.site import publish as module
from isnad.site.publish import publish, recover, staging_folder


def make(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def shown(site: Path) -> str | None:
    """Return what a reader of the site sees; None where there is no site."""
    page = site / "index.html"
    return page.read_text(encoding="utf-8") if page.exists() else None


def siblings(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir())


@pytest.fixture(autouse=True, params=["one exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How a site takes the place of another: in one system call, or where there is no such call."""
    if request.param == "two renames":
        monkeypatch.setattr(module, "_exchange", lambda *_: False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The place of a site, which is not there yet."""
    return tmp_path / "site"


def test_a_site_is_built_beside_its_place(site: Path) -> None:
    assert staging_folder(site).parent == site.parent
    assert staging_folder(site) not in (site, staging_folder(site.with_name("other")))


def test_the_first_site_is_published(site: Path) -> None:
    publish(make(staging_folder(site), "new"), site)
    assert (shown(site), siblings(site)) == ("new", ["site"])


def test_a_new_site_replaces_the_old_one_whole(site: Path) -> None:
    make(site, "old")
    (site / "gone.html").touch()
    publish(make(staging_folder(site), "new"), site)
    assert (shown(site), siblings(site)) == ("new", ["site"])
    assert not (site / "gone.html").exists()


def test_publishing_again_and_again_leaves_nothing_behind(site: Path) -> None:
    for text in ("one", "two", "three"):
        publish(make(staging_folder(site), text), site)
    assert (shown(site), siblings(site)) == ("three", ["site"])


def test_a_previous_site_left_by_a_killed_run_is_no_obstacle(site: Path) -> None:
    make(site, "old")
    make(site.with_name(".site-previous"), "older")
    recover(site)
    publish(make(staging_folder(site), "new"), site)
    assert (shown(site), siblings(site)) == ("new", ["site"])


def test_the_old_site_stays_where_the_new_one_cannot_be_put(site: Path) -> None:
    make(site, "old")
    with pytest.raises(OSError, match="No such file"):
        publish(staging_folder(site), site)
    assert shown(site) == "old"


def test_the_old_site_comes_back_after_a_failure(site: Path) -> None:
    make(site, "old")
    with pytest.raises(OSError, match="No such file"):
        publish(staging_folder(site), site)
    recover(site)
    assert (shown(site), siblings(site)) == ("old", ["site"])


def killed(_self: Path, target: Path) -> Path:
    raise KeyboardInterrupt(target)


def test_a_run_killed_between_the_two_renames_is_recovered_from(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(site, "old")
    staging, rename = make(staging_folder(site), "new"), Path.rename
    monkeypatch.setattr(module, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", lambda path, to: (killed if path == staging else rename)(path, to))
    with pytest.raises(KeyboardInterrupt):
        publish(staging, site)
    monkeypatch.setattr(Path, "rename", rename)
    recover(site)
    assert (shown(site), siblings(site)) == ("old", ["site"])


@pytest.mark.parametrize(
    ("current", "previous", "after"),
    [
        pytest.param(None, "old", "old", id="only the previous site: it comes back"),
        pytest.param("new", "old", "new", id="both: the current one stays"),
        pytest.param("new", None, "new", id="only the current site"),
        pytest.param(None, None, None, id="neither"),
    ],
)
def test_recovery_puts_the_last_good_site_back(
    site: Path, current: str | None, previous: str | None, after: str | None
) -> None:
    if current:
        make(site, current)
    if previous:
        make(site.with_name(".site-previous"), previous)
    recover(site)
    assert shown(site) == after


def test_two_sites_in_one_folder_do_not_meet(tmp_path: Path) -> None:
    make(tmp_path / "a", "a")
    publish(make(staging_folder(tmp_path / "b"), "b"), tmp_path / "b")
    recover(tmp_path / "a")
    assert siblings(tmp_path / "a") == ["a", "b"]
    assert (shown(tmp_path / "a"), shown(tmp_path / "b")) == ("a", "b")
