"""Checks projects, each in a process of its own with bounds on its CPU and memory.

They are copies of one that has imported isnad and nothing else, as pytest has: they start at once, and the bound on
memory is of what a check needs.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

from isnad.cli import main

ROOT = Path(__file__).parent.parent


class Bounds(NamedTuple):
    """What a check may take: seconds of CPU, and bytes."""

    seconds: int
    memory: int


class Done(NamedTuple):
    """What became of a check: exit code (below zero, the signal that ended it), CPU seconds, and what it printed."""

    code: int
    seconds: float
    output: str


class Checks(NamedTuple):
    """The process whose copies check projects."""

    process: subprocess.Popen[str]

    def run(self, root: Path, bounds: Bounds) -> Done:
        """Check a project."""
        assert self.process.stdin
        assert self.process.stdout
        output = root.with_suffix(".out")
        print(json.dumps([str(root), str(output), bounds]), file=self.process.stdin, flush=True)
        code, seconds = json.loads(self.process.stdout.readline())
        return Done(code, seconds, output.read_text(encoding="utf-8"))


@contextmanager
def start_checks() -> Iterator[Checks]:
    """Start the process, and end it."""
    command = [sys.executable, "-m", __name__]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Checks(process)
        assert process.stdin
        process.stdin.close()


def _answer() -> None:
    """Check each project that is asked for, and answer with the exit code and CPU seconds."""
    for line in sys.stdin:
        root, output, bounds = json.loads(line)
        child = os.fork()
        if not child:
            _check(root, output, Bounds(*bounds))
        _, status, usage = os.wait4(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime]), flush=True)


def _check(root: str, output: str, bounds: Bounds) -> NoReturn:
    """Check a project in this process, and end it."""
    with Path(output).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    sys.exit(main(["--root", root, "check"]))


if __name__ == "__main__":
    _answer()
