"""Runs a command and says what it took: `python -S -E runner.py REPORT COMMAND…`.

A process that a large one starts is born with the peak of its parent's memory: this small one starts it instead.
"""

import json
import os
import sys
import time
from pathlib import Path


def main(report: str, *command: str) -> int:
    """Run a command; write its seconds of CPU and of the clock, the bytes of its largest process, and how many cores
    other work had meanwhile, into a file; return its status. Those of its children count where it waited for them.
    """
    began, busy = time.monotonic(), _busy()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, used = os.wait4(process, 0)
    wall, cpu = time.monotonic() - began, used.ru_utime + used.ru_stime
    others = max(0.0, (_busy() - busy - cpu) / wall)
    took = {"cpu": cpu, "wall": wall, "memory": used.ru_maxrss * 1024, "others": others}
    Path(report).write_text(json.dumps(took), encoding="utf-8")
    return os.waitstatus_to_exitcode(status)


def _busy() -> float:
    """Return the seconds for which the cores of the machine have worked; 0 where the system does not say."""
    try:
        line = Path("/proc/stat").read_text(encoding="utf-8").partition("\n")[0]
    except OSError:
        return 0.0
    user, nice, system, _, _, irq, softirq, *_ = map(int, line.split()[1:])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
