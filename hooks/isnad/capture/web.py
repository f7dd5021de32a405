"""A page of the web, fetched within bounds of time, size and place, as robots.txt allows, and without cookies."""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from ..problems import Message, say
from ..text.web_addresses import outside_refusal

AGENT = "isnad/0.1 (reads single articles to check what is quoted of them)"
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.5, application/json;q=0.5",
    "Accept-Encoding": "gzip",
    "Accept-Language": "ar, fr;q=0.9",
    "Connection": "close",
}
KINDS = ("text/html", "application/xhtml+xml", "")
REDIRECTS, CHUNK = (301, 302, 303, 307, 308), 2**16
MOVED_AWAY, CLOSED = (404, 410), (401, 402, 403, 407, 451)
CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)")


class Failure(StrEnum):
    """Why there is no page: there is none at that address, it is not for programs, it is no page, or all else."""

    GONE = "gone"
    CLOSED = "closed"
    NO_PAGE = "no-page"
    UNREACHABLE = "unreachable"


class Unfetched(Exception):
    """There is no page to read; `why` says what to do."""

    def __init__(self, failure: Failure, why: Message) -> None:
        super().__init__(failure)
        self.failure, self.why = failure, why

    @property
    def advice(self) -> Message:
        """What a person can do who wants the page all the same."""
        return self.why if self.failure is Failure.NO_PAGE else say("fetch-instead", why=self.why)


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take in all (seconds), how large a page may be (bytes), how often it may be elsewhere."""

    seconds: float = 30
    size: int = 8_000_000
    hops: int = 6


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent: the address at which it was found, its kind and charset as it names them, its bytes."""

    address: str
    status: int
    headers: Mapping[str, str]
    data: bytes
    hops: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The media type, in small letters; empty where none is named."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset that the server names, or nothing."""
        found = CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else ""


@dataclass(slots=True)
class _Attempt:
    """One fetch in a thread of its own, which a slow server cannot hold: at its end the socket is closed."""

    deadline: float
    sock: socket.socket | None = None
    answers: list[Answer] = field(default_factory=list)
    error: Exception | None = None

    @property
    def left(self) -> float:
        """The seconds that are left; raises TimeoutError where none are."""
        if (seconds := self.deadline - time.monotonic()) <= 0:
            raise TimeoutError
        return seconds

    def run(self, work: Callable[[], Answer]) -> Answer:
        """Return what the work returns; raises TimeoutError at the deadline, whatever it is waiting for."""

        def attempt() -> None:
            try:
                self.answers.append(work())
            except (OSError, ValueError, http.client.HTTPException, zlib.error, Unfetched) as error:
                self.error = error

        thread = threading.Thread(target=attempt, daemon=True)
        thread.start()
        thread.join(self.left)
        if thread.is_alive():
            if self.sock:
                with suppress(OSError):  # wakes the thread, which waits for the server
                    self.sock.shutdown(socket.SHUT_RDWR)
            raise TimeoutError
        if self.error:
            raise self.error
        return self.answers[0]


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether an address is one of the internet, and not of this machine or its network."""
    mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (mapped is None or is_public(mapped))


def fetch_page(address: str, limits: Limits = LIMITS) -> Answer:
    """Return the page at an address, where its site lets programs read it. Raises Unfetched."""
    deadline = time.monotonic() + limits.seconds
    _ask_robots(address, limits, deadline)
    answer = _checked(fetch(address, limits, deadline))
    if answer.hops and urlsplit(answer.address)[:2] != urlsplit(address)[:2]:
        _ask_robots(answer.address, limits, deadline)
    if answer.kind not in KINDS or answer.data.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")):
        kind = "PDF" if answer.data.startswith(b"%PDF-") else answer.kind or "?"
        raise Unfetched(Failure.NO_PAGE, say("fetch-kind", kind=kind))
    return answer


def _checked(answer: Answer) -> Answer:
    """Return an answer that is a page; raises Unfetched by the status of any other."""
    status = answer.status
    if status in MOVED_AWAY:
        raise Unfetched(Failure.GONE, say("fetch-gone", status=status))
    if status in CLOSED:
        raise Unfetched(Failure.CLOSED, say("fetch-closed", status=status))
    if status != http.client.OK:
        raise Unfetched(Failure.UNREACHABLE, say("fetch-status", status=status))
    return answer


def _ask_robots(address: str, limits: Limits, deadline: float) -> None:
    """Raise Unfetched where the site asks programs to stay away from an address (RFC 9309)."""
    try:
        answer = fetch(urljoin(address, "/robots.txt"), limits, deadline)
    except Unfetched as unfetched:
        if unfetched.failure is Failure.UNREACHABLE:
            raise
        return
    rules = RobotFileParser()
    rules.parse(answer.data.decode("utf-8", "replace").splitlines() if answer.status == http.client.OK else [])
    if answer.status >= http.client.INTERNAL_SERVER_ERROR or not rules.can_fetch("isnad", _ascii(address)):
        raise Unfetched(Failure.CLOSED, say("fetch-robots"))


def fetch(address: str, limits: Limits = LIMITS, deadline: float | None = None) -> Answer:
    """Return what stands at an address in the end, of whatever status. Raises Unfetched where nothing can be had."""
    attempt = _Attempt(deadline or time.monotonic() + limits.seconds)
    try:
        return attempt.run(lambda: _follow(address, limits, attempt))
    except TimeoutError as error:
        raise Unfetched(Failure.UNREACHABLE, say("fetch-slow", seconds=f"{limits.seconds:g}")) from error
    except ssl.SSLError as error:
        raise Unfetched(Failure.UNREACHABLE, say("fetch-certificate", reason=error.reason or "?")) from error
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise Unfetched(Failure.UNREACHABLE, say("fetch-broken", reason=reason)) from error


def _follow(address: str, limits: Limits, attempt: _Attempt) -> Answer:
    """Return what stands at an address, or where it leads to."""
    hops: list[str] = []
    while True:
        answer = _ask(address, limits, attempt)
        target = answer.headers.get("location", "")
        if answer.status not in REDIRECTS or not target:
            return Answer(address, answer.status, answer.headers, answer.data, tuple(hops))
        hops.append(address)
        address = urljoin(address, target.encode("latin-1", "ignore").decode("utf-8", "replace"))
        if len(hops) > limits.hops or address in hops:
            raise Unfetched(Failure.CLOSED, say("fetch-hops", count=len(hops)))


def _ascii(address: str) -> str:
    """Return an address as it travels: its host in Punycode, other signs as %XX, and nothing of its fragment."""
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    place = host if parts.port is None else f"{host}:{parts.port}"
    path, query = quote(parts.path or "/", "/%:@!$&'()*+,;=~-._"), quote(parts.query, "/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, place, path, query, ""))


def _ask(address: str, limits: Limits, attempt: _Attempt) -> Answer:
    """Return what one server answers to one request."""
    if (refused := outside_refusal(address)) is not None:
        raise Unfetched(Failure.CLOSED, refused)
    parts = urlsplit(_ascii(address))
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    attempt.sock = sock = _connect(host, port, attempt)
    if parts.scheme == "https":
        attempt.sock = sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    connection = http.client.HTTPConnection(host, port, timeout=attempt.left)
    connection.sock = sock
    with sock:
        connection.request("GET", urlunsplit(("", "", parts.path, parts.query, "")), headers=HEADERS)
        with connection.getresponse() as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            data = b"" if response.status in REDIRECTS else _read(response, headers, limits, attempt)
            return Answer(address, response.status, headers, data)


def _connect(host: str, port: int, attempt: _Attempt) -> socket.socket:
    """Return a connection to a host, to an address of it that was looked at first: all must be of the internet."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(place[0]).partition("%")[0] for *_, place in found]
    if not all(is_public(ipaddress.ip_address(address)) for address in addresses):
        raise Unfetched(Failure.CLOSED, say("fetch-local", host=host))
    return socket.create_connection((addresses[0], port), timeout=attempt.left)


def _read(response: http.client.HTTPResponse, headers: Mapping[str, str], limits: Limits, attempt: _Attempt) -> bytes:
    """Return the body of an answer, unpacked; raises Unfetched where it is larger than a page can be."""
    coding = headers.get("content-encoding", "").strip().lower()
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 32) if coding in ("gzip", "x-gzip", "deflate") else None
    if unpack is None and coding not in ("", "identity"):
        raise Unfetched(Failure.UNREACHABLE, say("fetch-broken", reason=coding))
    parts, size, sent = list[bytes](), 0, 0
    while chunk := response.read1(CHUNK):
        attempt.left  # noqa: B018 (raises at the deadline)
        sent += len(chunk)
        chunk = unpack.decompress(chunk, limits.size + 1) if unpack else chunk
        size += len(chunk)
        if size > limits.size:
            raise Unfetched(Failure.CLOSED, say("fetch-large", size=limits.size // 1_000_000))
        parts.append(chunk)
    if (unpack and not unpack.eof) or sent < int(headers.get("content-length", 0)):
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)
