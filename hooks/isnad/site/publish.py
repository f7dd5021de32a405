"""A new site takes the place of the old one in one step, or not at all.

Linux exchanges two folders in one system call: at no moment is there no site, or half of one. Where that is not to be
had, one rename follows another; whoever is killed in between leaves the old site beside its place, for `recover`.
Nothing is flushed to the disk: what holds when a process is killed need not hold when the power fails.
"""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of <fcntl.h> and <linux/fs.h>


def staging_folder(target: Path) -> Path:
    """Return the folder beside `target` into which a new site is built."""
    return target.with_name(f".{target.name}-building")


def _previous_folder(target: Path) -> Path:
    return target.with_name(f".{target.name}-previous")


def hold(target: Path) -> Callable[[], None]:
    """Wait until no other build publishes beside `target`, and return what lets the next one in.

    The system does, too, when this process ends, however it ends.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    with suppress(OSError):  # a file system without locks
        fcntl.flock(folder, fcntl.LOCK_EX)
    return partial(os.close, folder)


def recover(target: Path) -> None:
    """Undo what a killed run left: put the last good site back, and delete what was being built or deleted."""
    previous = _previous_folder(target)
    if previous.exists() and not target.exists():
        previous.rename(target)
    for left in (staging_folder(target), previous):
        if left.exists():
            shutil.rmtree(left)


def publish(staging: Path, target: Path) -> None:
    """Make `staging` the new `target`; the old one is removed only then."""
    if _exchange(staging, target):
        shutil.rmtree(staging, ignore_errors=True)
        return
    previous = _previous_folder(target)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        target.rename(previous)
    try:
        staging.rename(target)
    except OSError:
        if previous.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Return whether two folders have changed places; False where one is missing, or the system or its disk cannot."""
    try:
        renameat2 = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):  # as on macOS
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return bool(renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], RENAME_EXCHANGE) == 0)
