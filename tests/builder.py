"""Builds sites, each in a copy of this process, which has imported once what every build needs.

A line of input is a JSON object: the `folder` of the project, the `options` of `mkdocs build`, its `environment`, and
the file that gets its `output`. The line that answers is the exit status.
"""

import importlib
import json
import os
import sys
from typing import Any


def build(order: dict[str, Any]) -> None:
    """Build strictly in a folder; this ends the process, as a build's own would."""
    from mkdocs.__main__ import cli

    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    cli(["build", "--strict", *order["options"]])


def main() -> None:
    for module in (
        "mkdocs.commands.build",
        "material.plugins.search.plugin",
        "mkdocs_static_i18n.plugin",
        "mkdocs_hooks",
    ):
        importlib.import_module(module)
    for line in sys.stdin:
        if (process := os.fork()) == 0:
            return build(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
    return None


if __name__ == "__main__":
    main()
