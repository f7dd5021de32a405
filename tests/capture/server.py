"""A server of news on this machine: the pages of the newsroom, pages as they change, and servers that misbehave."""

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.capture.newsroom import pages

HTML = "text/html; charset=utf-8"


class Server(ThreadingHTTPServer):
    """Serves bytes by path, or what a function writes; notes every request with its headers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.pages: dict[str, tuple[int, dict[str, str], bytes] | Callable[[Any], None]] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.ending = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def put(self, path: str, data: bytes, kind: str = HTML, status: int = 200, **headers: str) -> str:
        """Serve something, and return its address."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = (status, {"Content-Type": kind, **named}, data)
        return self.address + path

    def put_pages(self) -> None:
        """Serve every page of the newsroom, without a word on its charset."""
        for page in pages():
            self.put(f"/{page.language}/{page.layout}", page.data, "text/html")

    def handle_error(self, *_: object) -> None:
        """Clients that go away are what is tested."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        found = self.server.pages.get(self.path, (404, {"Content-Type": HTML}, b"<h1>404</h1>"))
        if callable(found):
            found(self)
            return
        status, headers, data = found
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server in a thread."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


def silent(handler: Any) -> None:
    """Answer nothing, and hold the connection."""
    handler.server.ending.wait(20)


def drip(handler: Any) -> None:
    """Send a byte now and then, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>")
    _while_open(handler, b"a", 0.05)


def drip_headers(handler: Any) -> None:
    """Never finish the first header."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _while_open(handler, b"a", 0.05)


def endless(handler: Any) -> None:
    """Send as much as is taken."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    _while_open(handler, b"<p>word " * 8000, 0)


def _while_open(handler: Any, data: bytes, pause: float) -> None:
    try:
        while not handler.server.ending.is_set():
            handler.wfile.write(data)
            handler.wfile.flush()
            time.sleep(pause)
    except OSError:
        pass


def cut_short(handler: Any) -> None:
    """Send less than was promised."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>no more")
    handler.close_connection = True


def reset(handler: Any) -> None:
    """Close the connection without a word."""
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def no_http(handler: Any) -> None:
    """Answer what is no HTTP."""
    handler.wfile.write(b"220 mail.example ESMTP\r\n\r\n")
    handler.close_connection = True


def bomb(size: int) -> bytes:
    """Return a small gzip of a page of many bytes."""
    packed = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(packed.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), packed.flush()])


def packed(data: bytes) -> bytes:
    return gzip.compress(data)
