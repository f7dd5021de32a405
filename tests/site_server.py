"""A strict build in a process of its own, and a server for what it made, below a folder of its host."""

import atexit
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

SUBPATH = "/sub/path/"
REPORTS = f"{SUBPATH}reports"
MAKEFILE = Path(__file__).parents[1] / "Makefile"
POLICY = "Content-Security-Policy"


def build(root: Path, *options: str, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` in the folder `root`; stdout and stderr come as one."""
    with tempfile.NamedTemporaryFile() as output:
        order = {"folder": str(root), "options": options, "environment": own(site_url), "output": output.name}
        process = builder()
        assert process.stdin
        assert process.stdout
        print(json.dumps(order), file=process.stdin, flush=True)
        status = int(process.stdout.readline())
        return subprocess.CompletedProcess(("build", *options), status, output.read().decode())


@cache
def builder() -> subprocess.Popen[str]:
    """Return the process that builds; it ends with this one."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("builder.py"))]
    process = subprocess.Popen(command, env=own(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")
    atexit.register(process.communicate)
    return process


def own(site_url: str = "") -> dict[str, str]:
    """Return the environment of a build: that of the tests, but for what they set for themselves."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "PYTHONPATH")}
    return environment | ({"SITE_URL": site_url} if site_url else {})


def run(root: Path, *arguments: str, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python in the folder `root`."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=own(site_url),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def host_headers(text: str, path: str) -> dict[str, str]:
    """Return what `_headers` has a host send for a path; where rules meet, values are joined, as at Cloudflare."""
    sent: dict[str, str] = {}
    applies = False
    for line in text.splitlines():
        if line.startswith("/"):
            applies = path.startswith(line[:-1]) if line.endswith("*") else path == line
        elif applies and line.startswith(" "):
            name, _, value = line.strip().partition(": ")
            sent[name] = f"{sent[name]}, {value}" if name in sent else value
    return sent


@contextmanager
def live(root: Path) -> Iterator[str]:
    """Run `mkdocs serve` in a folder as `make serve` does, and yield its address."""
    command = re.search(r"(?m)^\t\$\(BIN\)/(mkdocs serve --strict) ", MAKEFILE.read_text(encoding="utf-8"))
    assert command
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{found.getsockname()[1]}"
    run = [sys.executable, "-m", *command[1].split(), "--dev-addr", address]
    said = root.with_name("said.txt")
    with said.open("wb") as log, subprocess.Popen(run, cwd=root, env=own(), stdout=log, stderr=log) as server:
        try:
            while "Serving on" not in said.read_text(encoding="utf-8"):
                assert server.poll() is None, said.read_text(encoding="utf-8")
                time.sleep(0.2)
            yield f"http://{address}/"
        finally:
            server.terminate()


class Handler(SimpleHTTPRequestHandler):
    """Serves a site below SUBPATH only, and its 404 page for every other address, as static hosts do.

    Sends what the site's `_headers` asks for, and has browsers report here what the policy in them forbids.
    """

    server: "Server"

    def translate_path(self, path: str) -> str:
        inside = path.removeprefix(SUBPATH) if path.startswith(SUBPATH) else "outside-the-site"
        return super().translate_path("/" + inside)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            return super().send_error(code, message, explain)
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def end_headers(self) -> None:
        rules = Path(self.directory, "_headers")
        if rules.is_file():
            for name, value in host_headers(rules.read_text(encoding="utf-8"), self.path.partition("?")[0]).items():
                self.send_header(name, f"{value}; report-uri {REPORTS}" if name == POLICY else value)
        super().end_headers()

    def do_POST(self) -> None:
        """Keep what a browser reports."""
        self.server.violations.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(HTTPStatus.NO_CONTENT)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests watch what the browser sees."""


class Server(ThreadingHTTPServer):
    """Keeps what browsers report."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.violations: list[str] = []


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, which may come to be later, and yield its address; no visit may break the site's policy."""
    with Server(folder) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{SUBPATH}"
        finally:
            server.shutdown()
            thread.join()
        assert server.violations == []
