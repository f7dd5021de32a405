"""A new site takes the place of the old one in one step, or not at all."""

import shutil
from pathlib import Path


def staging_folder(target: Path) -> Path:
    """Return the folder beside `target` into which a new site is built."""
    return target.with_name(f".{target.name}-building")


def _previous_folder(target: Path) -> Path:
    return target.with_name(f".{target.name}-previous")


def recover(target: Path) -> None:
    """Put the last good site back if a former run was killed between the two renames of `publish`."""
    previous = _previous_folder(target)
    if previous.exists() and not target.exists():
        previous.rename(target)


def publish(staging: Path, target: Path) -> None:
    """Make `staging` the new `target`; the old one is removed only then."""
    previous = _previous_folder(target)
    shutil.rmtree(previous, ignore_errors=True)
    if target.exists():
        target.rename(previous)
    try:
        staging.rename(target)
    except OSError:
        recover(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)
