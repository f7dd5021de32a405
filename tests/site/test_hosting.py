"""What hosts are told to send, within their limits, for each kind of file."""

import re

import pytest
from isnad.checks.policy import page_policy
from isnad.site import hosting
from isnad.site.hosting import FOR_EVER, HEADERS

from tests.conftest import Built
from tests.site_server import SUBPATH, host_headers

POLICY = page_policy(["<script>let a = 1</script>"])
SHEET = "assets/stylesheets/main.0123abcd.min.css"
# The limits of Cloudflare Pages.
MOST_RULES, LONGEST_LINE = 100, 2000


def sent(path: str) -> dict[str, str]:
    return host_headers(hosting.headers_file(POLICY, SUBPATH, [SHEET]), SUBPATH + path)


@pytest.mark.parametrize("path", ["", "fr/figures/attempts-2024/", SHEET, "api/v1/figures.json", "nothing"])
def test_every_file_has_the_common_headers(path: str) -> None:
    common = hosting.EVERYWHERE
    assert {name: value for name, value in sent(path).items() if name in common} == common
    assert sent(path)["Content-Security-Policy"] == POLICY
    assert {
        "Strict-Transport-Security",
        "X-Content-Type-Options",
        "Referrer-Policy",
        "Permissions-Policy",
    } <= common.keys()


@pytest.mark.parametrize("path", ["", "fr/", "figures/", SHEET])
def test_no_other_site_frames_a_page(path: str) -> None:
    assert sent(path)["X-Frame-Options"] == "DENY"
    assert "frame-ancestors" not in sent(path)["Content-Security-Policy"]


def test_only_what_never_changes_is_kept_for_long() -> None:
    assert sent(SHEET)["Cache-Control"] == FOR_EVER
    assert "Cache-Control" not in sent("")


@pytest.mark.parametrize("path", ["api/v1/figures.json", "downloads/figures.csv"])
def test_other_sites_read_the_data(path: str) -> None:
    assert sent(path)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in sent("")


def test_rules_of_the_real_site_are_within_the_limits_of_hosts(built: Built) -> None:
    lines = built.read(HEADERS).splitlines()
    rules = [line for line in lines if line.startswith("/")]
    assert len(rules) < MOST_RULES
    assert max(map(len, lines)) < LONGEST_LINE
    assert all(line.startswith(SUBPATH) for line in rules)
    hashed = [rule for rule in rules if re.search(r"\.[0-9a-f]{8}\.", rule)]
    assert len(hashed) > 1
    assert all((built.folder / rule.removeprefix(SUBPATH)).is_file() for rule in hashed)


def test_the_policy_of_hosts_is_that_of_pages(built: Built) -> None:
    stated = re.findall('<meta http-equiv="Content-Security-Policy" content="([^"]*)">', built.read("index.html"))
    assert [host_headers(built.read(HEADERS), SUBPATH)["Content-Security-Policy"]] == stated
