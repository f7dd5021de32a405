"""Builds a site in a process that is copied again and again; each copy is killed, or fails, and what is left is seen.

Run as a program inside a project that has no site yet. It builds once to count, and then over a site that is marked as
the old one, with these faults at moments left to chance, but to the same chance every time. A copy of the process
suffers each, and ends; the process itself goes on.

    limit     no file can be larger than some bytes (a build of its own)
    kill      the process is killed before something is done with a file or folder of the site, or beside it
    full      from a file or folder on that is made there, the disk is full
    others    an error of that name is raised after an event of MkDocs

ISNAD_KILLS says how many are killed while they build. Each line of output is a JSON object: the `fault`, `at` which
moment or event, the exit `status` of the copy, negative where a signal has ended it, and the `site` afterwards: `old`,
`new`, or null, which is neither.
"""

import builtins
import errno
import hashlib
import importlib
import json
import os
import random
import resource
import signal
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

SITE, MARK = Path("site"), "of-the-old-site-only.html"
KILLS = int(os.environ.get("ISNAD_KILLS", "40"))
LATE_KILLS, FULL, CALLS, LIMIT = 10, 10, 2, 30_000
DELETED, MADE = ("os.remove", "os.rmdir"), ("os.mkdir", "os.rename")
CHANCE = random.Random(8)
Fault = tuple[str, Callable[[], None]]


class Watch:
    """Counts what is done with files below some places, and has copies of this process suffer at some moments."""

    def __init__(self, *places: Path) -> None:
        self.places = tuple(str(place.absolute()) for place in places)
        self.moments = self.written = 0  # in all, and until the last page is written
        self.writes: list[int] = []  # the moments at which something is made
        self.calls: Counter[str] = Counter()
        self.faults: dict[object, list[Fault]] = defaultdict(list)
        self.look: Callable[[], object] = lambda: None
        self.said: list[str] = []
        self.resting = self.full = False

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Is told of everything by Python's audit hook, before it is done."""
        if self.resting or not self._concerned(event, arguments):
            return
        self.moments += 1
        if event in ("open", "os.mkdir"):
            self.writes.append(self.moments)
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.suffer(self.moments)

    def _concerned(self, event: str, arguments: tuple[Any, ...]) -> bool:
        """Return whether something is made or deleted in a place; what a killed run had left goes before all."""
        if event in DELETED:  # paths are relative to a folder that is deleted, too
            return self.moments > 0 and (arguments[-1] >= 0 or self._inside(arguments[0]))
        made = event in MADE or (event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR))
        return bool(made) and self._inside(arguments[0])

    def _inside(self, path: object) -> bool:
        return str(Path(str(path)).absolute()).startswith(self.places)

    def suffer(self, moment: object) -> None:
        """Have a copy of this process suffer each fault of a moment, and say how it ended and what is left."""
        for name, fault in self.faults.pop(moment, ()):
            self.resting = True
            if (process := os.fork()) == 0:
                self.faults.clear()
                self.resting = False
                return fault()
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
            found = {"fault": name, "at": moment, "status": status, "site": self.look()}
            self.said.append(json.dumps(found))
            self.resting = False
        return None

    def fill_disk(self) -> None:
        """Let nothing more be made, from this moment on."""
        self.full = True
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def kill() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def error(name: str) -> Callable[[], None]:
    """Return what raises an error of a name."""

    def fail() -> None:
        raise getattr(builtins, name)

    return fail


def build(watch: Watch) -> None:
    """Build strictly, saying nothing, in a process that ends here."""
    from mkdocs.__main__ import cli
    from mkdocs.plugins import PluginCollection

    run_event: Callable[..., Any] = PluginCollection.run_event

    def run_and_suffer(self: PluginCollection, name: str, *arguments: Any, **options: Any) -> Any:
        result = run_event(self, name, *arguments, **options)
        watch.calls[name] += 1
        watch.written = watch.moments if name == "post_build" else watch.written
        watch.suffer(f"{name} {watch.calls[name]}")
        return result

    PluginCollection.run_event = run_and_suffer  # type: ignore[method-assign]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    sys.addaudithook(watch)
    cli(["build", "--strict"], standalone_mode=False)


def in_a_process(act: Callable[[], object]) -> tuple[int, str]:
    """Do something in a copy of this process; return its exit status and what it returned, if it got so far."""
    out, into = os.pipe()
    if (process := os.fork()) == 0:
        status = 1
        try:
            os.write(into, str(act()).encode())
            status = 0
        finally:
            os._exit(status)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as said:
        text = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), text


def counted() -> str:
    """Build, and return what can be counted of it."""
    build(watch := Watch(SITE, Path(".site")))
    return json.dumps({"moments": watch.written, "writes": watch.writes, "calls": watch.calls})


def planned(counts: dict[str, Any]) -> dict[object, list[Fault]]:
    """Return the faults by the moment of each."""
    faults: dict[object, list[Fault]] = defaultdict(list)
    moments, calls = counts["moments"], counts["calls"]  # what follows is the publishing
    late = (moments + each for each in CHANCE.sample(range(1, 10 * LATE_KILLS), LATE_KILLS))
    for moment in (*CHANCE.sample(range(1, moments + 1), KILLS), *late):
        faults[moment].append(("kill", kill))
    for event, times in calls.items():
        for call in {CHANCE.randint(1, times) for _ in range(CALLS)}:
            faults[f"{event} {call}"].append(("RuntimeError", error("RuntimeError")))
    for name in ("KeyboardInterrupt", "SystemExit"):  # when all is written and found good
        faults[f"post_build {calls['post_build']}"].append((name, error(name)))
    return faults


def limited() -> None:
    """Build in a process that may write no larger file than this."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT))
    build(Watch())


def suffered(counts: dict[str, Any], look: Callable[[], object]) -> str:
    """Build over the old site, with all faults; return what was found after each, on a line."""
    watch = Watch(SITE, Path(".site"))
    watch.look, watch.faults = look, planned(counts)
    for moment in CHANCE.sample(counts["writes"], FULL):
        watch.faults[moment].append(("full", watch.fill_disk))
    build(watch)
    return "\n".join(watch.said)


def digests() -> dict[str, str]:
    """Return the digest of each file of the site."""
    files = sorted(path for path in SITE.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> None:
    """Make the old site, then the new one with all faults."""
    sys.path.insert(0, "hooks")
    importlib.import_module("mkdocs_hooks")  # all that builds need, once for all
    in_a_process(counted)  # deletes what killed runs had left, which would count
    _, counts = in_a_process(counted)
    new = digests()
    old = new | {str(SITE / MARK): hashlib.sha256(b"").hexdigest()}
    (SITE / MARK).touch()

    def look() -> str | None:
        found = digests()
        return "old" if found == old else "new" if found == new else None

    status, _ = in_a_process(limited)
    print(json.dumps({"fault": "limit", "at": LIMIT, "status": status, "site": look()}))
    status, said = in_a_process(lambda: suffered(json.loads(counts), look))
    print(said, json.dumps({"fault": None, "at": None, "status": status, "site": look()}), sep="\n")


if __name__ == "__main__":
    main()
