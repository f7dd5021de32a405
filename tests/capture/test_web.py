"""Fetching: whatever a server does, a page in bounded time, or a sentence that says what to do."""

import ipaddress
import time
from collections.abc import Callable

import pytest
from isnad.capture import captured, web, web_archive
from isnad.capture.web import Failure, Limits, Unfetched, fetch_page, is_public
from isnad.problems import Tongue

from tests.capture import server as servers
from tests.capture.newsroom import pages
from tests.capture.server import Server
from tests.cases import for_all

SHORT = Limits(seconds=1, size=1_000_000, hops=4)
PAGE = b"<h1>A</h1><p>One two three four five six seven eight nine.</p>"


def refused(address: str, limits: Limits = SHORT) -> Unfetched:
    with pytest.raises(Unfetched) as unfetched:
        fetch_page(address, limits)
    return unfetched.value


@pytest.mark.parametrize(
    ("status", "failure"),
    [(401, "closed"), (402, "closed"), (403, "closed"), (404, "gone"), (410, "gone"), (429, "unreachable"),
     (451, "closed"), (500, "unreachable"), (503, "unreachable"), (204, "unreachable"), (304, "unreachable")],
)  # fmt: skip
def test_every_other_status_is_said_with_what_to_do(server: Server, status: int, failure: str) -> None:
    found = refused(server.put("/a", b"" if status in (204, 304) else PAGE, status=status))
    assert found.failure == failure
    assert str(status) in str(found.why)
    for tongue in Tongue:
        assert "isnad new source page.html" in found.advice.text(tongue)


@pytest.mark.parametrize(
    "behave", [servers.silent, servers.drip, servers.drip_headers, servers.endless, servers.cut_short, servers.reset,
               servers.no_http]
)  # fmt: skip
def test_a_server_that_misbehaves_holds_nobody(server: Server, behave: Callable[[object], None]) -> None:
    server.pages["/a"] = behave
    begun = time.monotonic()
    found = refused(server.address + "/a", Limits(seconds=0.4, size=1_000_000))
    assert time.monotonic() - begun < 2
    assert found.failure in (Failure.UNREACHABLE, Failure.CLOSED)


def test_a_host_that_is_not_there_is_unreachable(server: Server) -> None:
    address = server.address
    server.server_close()
    assert refused(address + "/a").failure is Failure.UNREACHABLE


def test_what_is_packed_is_unpacked_within_bounds(server: Server) -> None:
    assert fetch_page(server.put("/a", servers.packed(PAGE), Content_Encoding="gzip"), SHORT).data == PAGE
    assert "1 MB" in str(refused(server.put("/b", servers.bomb(50_000_000), Content_Encoding="gzip")).why)
    assert refused(server.put("/c", PAGE, Content_Encoding="gzip")).failure is Failure.UNREACHABLE
    assert refused(server.put("/d", servers.packed(PAGE)[:-9], Content_Encoding="gzip")).failure is Failure.UNREACHABLE
    assert refused(server.put("/e", PAGE, Content_Encoding="br")).failure is Failure.UNREACHABLE
    assert refused(server.put("/f", b"a" * 1_000_001)).failure is Failure.CLOSED


@pytest.mark.parametrize(
    ("data", "kind", "named"),
    [(b"%PDF-1.7", "application/pdf", "PDF"), (b"%PDF-1.7", "text/html", "PDF"),
     (b"\xff\xd8\xff", "image/jpeg", "jpeg"), (b"{}", "application/json", "json"), (b"PK\x03\x04", "", "?")],
)  # fmt: skip
def test_what_is_no_page_is_said_to_be_copied(server: Server, data: bytes, kind: str, named: str) -> None:
    found = refused(server.put("/a", data, kind))
    assert named in str(found.why)
    assert "UTF-8" in str(found.advice)


def test_redirects_are_followed_and_each_is_looked_at(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    address = server.put("/new%20one", PAGE)
    server.put("/old", b"", status=301, Location="/middle")
    server.put("/middle", b"", status=302, Location=address)
    answer = fetch_page(server.address + "/old", SHORT)
    assert (answer.address, answer.hops) == (address, (server.address + "/old", server.address + "/middle"))
    for path, target in (("/loop", "/loop"), ("/file", "file:///etc/passwd"), ("/ftp", "ftp://a.example/")):
        server.put(path, b"", status=302, Location=target)
        assert refused(server.address + path).failure is Failure.CLOSED
    for number in range(9):
        server.put(f"/n{number}", b"", status=302, Location=f"/n{number + 1}")
    assert "cookies" in str(refused(server.address + "/n0").why)
    monkeypatch.setattr(web, "is_public", lambda address: str(address) == "127.0.0.1")
    server.put("/inside", b"", status=302, Location=f"http://127.0.0.2:{server.server_port}/new")
    assert "127.0.0.2" in str(refused(server.address + "/inside").why)


@for_all("address, public", [
    ("127.0.0.1", False), ("10.0.0.1", False), ("192.168.1.1", False), ("172.16.0.1", False),
    ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False),
    ("255.255.255.255", False), ("::1", False), ("fe80::1", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
    ("2002:7f00:1::", False), ("ff02::1", False),
    ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("::ffff:93.184.216.34", True),
])  # fmt: skip
def test_only_the_internet_is_asked(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public


@for_all("host", ["localhost", "127.0.0.1", "127.1", "2130706433", "0x7f.1", "[::1]", "localhost."])
def test_no_spelling_of_this_machine_is_asked(host: str) -> None:
    with servers.serving() as news:
        news.put("/a", PAGE)
        assert refused(f"http://{host}:{news.server_port}/a").failure in (Failure.CLOSED, Failure.UNREACHABLE)
        assert news.requests == []


@for_all(
    "address", ["file:///etc/passwd", "ftp://a.example/", "https://user:word@a.example/", "https://", "javascript:1"]
)
def test_only_addresses_of_the_web_are_asked(address: str) -> None:
    assert refused(address).failure is Failure.CLOSED


def test_robots_are_asked_and_heard(server: Server) -> None:
    address, other = server.put("/closed/a", PAGE), server.put("/open/a", PAGE)
    rules = b"User-agent: isnad\nDisallow: /closed/\n\nUser-agent: *\nDisallow: /\n"
    server.put("/robots.txt", rules, "text/plain")
    assert "robots.txt" in str(refused(address).why)
    server.put("/robots.txt", rules.replace(b"Disallow: /\n", b"Allow: /\n"), "text/plain")
    assert fetch_page(other, SHORT).data == PAGE
    assert refused(address).failure is Failure.CLOSED
    server.put("/robots.txt", b"", status=500)
    assert refused(other).failure is Failure.CLOSED
    server.put("/robots.txt", b"", status=403)
    assert fetch_page(other, SHORT).data == PAGE


def test_it_says_who_asks_and_keeps_no_cookie(server: Server) -> None:
    server.put("/old", b"", status=302, Location="/a", Set_Cookie="a=b")
    server.put("/a", PAGE)
    fetch_page(server.address + "/old", SHORT)
    sent = [headers for path, headers in server.requests if path != "/robots.txt"]
    assert all(headers["user-agent"].startswith("isnad/") for headers in sent)
    assert not any({"cookie", "referer", "authorization"} & headers.keys() for headers in sent)


def test_an_address_in_arabic_travels_as_such_addresses_do(server: Server) -> None:
    path = "/%D9%85%D9%82%D8%A7%D9%84?%D8%A3=1"
    server.put(path, PAGE)
    assert fetch_page(server.address + "/مقال?أ=1#ب", SHORT).data == PAGE
    assert fetch_page(server.address + path, SHORT).data == PAGE


def test_of_a_page_for_telephones_the_whole_page_is_read(server: Server) -> None:
    server.put_pages()
    whole = next(page for page in pages() if page.name == "wordpress-fr")
    for path, expected in (("/fr/amp", "/fr/amp"), ("/fr/canonical", "/fr/canonical")):
        if path == "/fr/canonical":
            server.put("/fr/canonical", whole.data)
        page = captured.fetch(server.address + "/fr/amp", SHORT)
        assert page.address == server.address + expected


def test_the_archive_keeps_a_page_or_it_is_said_why_not(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web_archive, "SAVE", server.address + "/save/")
    copy = f"{server.address}/web/20240115083000/https://news.example/a"
    server.put("/save/https://news.example/a", b"", status=302, Location=copy)
    server.put("/web/20240115083000/https://news.example/a", PAGE)
    assert web_archive.save("https://news.example/a", SHORT) == copy
    server.put("/save/https://news.example/b", b"", Content_Location="/web/20240115083000/https://news.example/b")
    assert web_archive.save("https://news.example/b", SHORT).endswith("/web/20240115083000/https://news.example/b")
    server.put("/save/https://news.example/c", b"", status=520)
    with pytest.raises(Unfetched):
        web_archive.save("https://news.example/c", SHORT)
