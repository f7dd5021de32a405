"""A strict build in a process of its own, and a server for what it made, below a folder of its host."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

SUBPATH = "/sub/path/"


def build(root: Path, *options: str, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build --strict` in the folder `root`; stdout and stderr come as one."""
    return run(root, "-m", "mkdocs", "build", "--strict", *options, site_url=site_url)


def run(root: Path, *arguments: str, site_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run Python in the folder `root`."""
    environment = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "PYTHONPATH")}
    if site_url:
        environment["SITE_URL"] = site_url
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


class Handler(SimpleHTTPRequestHandler):
    """Serves a site below SUBPATH only, and its 404 page for every other address, as static hosts do."""

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

    def log_message(self, *_: object) -> None:
        """Say nothing: the tests watch what the browser sees."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, which may come to be later, and yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{SUBPATH}"
        server.shutdown()
        thread.join()
