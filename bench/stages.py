"""Where the CPU of a build goes, cold and after an edit: `python -m bench.stages 200`; 0 stands for the real site.

Each stage counts what it takes without the other stages that it calls.
"""

import importlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import reduce, wraps
from pathlib import Path
from typing import Any

from bench import generate

REST = "MkDocs, imports, and all else"
# The functions of each stage, each where it is called: module and name.
STAGES = {
    "facts read": ["isnad.checks.project:load"],
    "every rule": ["isnad.checks.rules:check"],
    "written pages: macros, Markdown": ["isnad.checks.project:render_text", "isnad.pages.texts:Project.article"],
    "the theme around written pages": ["mkdocs.commands.build:_build_page"],
    "made pages: templates, footnotes": ["isnad.site.made_site:MadeSite.contents"],
    "made pages: put into their frames": ["isnad.site.made_site:MadeSite._finished"],
    "pages parsed, and read": [
        "isnad.site.made_site:read_article",
        "isnad.checks.audit:read_finished",
    ],
    "what was read is checked": ["isnad.checks.audit:Audit.reading"],
    "links followed, the style sheet, hosts": ["isnad.site.site_build:SiteBuild._walk"],
    "charts and cards drawn": ["isnad.site.site_build:chart_pictures", "isnad.site.site_build:card"],
    "downloads, API, feeds": ["isnad.site.site_build:create_exports"],
    "search, sitemap": ["isnad.site.site_build:SiteBuild._guides"],
    "kept, and found again": [
        *(f"isnad.text.cache:{name}" for name in ("_key", "_found", "_thing", "_written", "_keep")),
        "isnad.facts.memory:answers",
    ],
    "files written": ["isnad.site.site_build:SiteBuild.write", "mkdocs.utils:write_file"],
}


class Clock:
    """The CPU of this process so far, by the stage that took it."""

    def __init__(self) -> None:
        self.taken = dict.fromkeys((*STAGES, REST), 0.0)
        self._running, self._since = [REST], 0.0

    def step(self, next_stage: str | None) -> None:
        """Begin a stage inside that which runs; None ends it."""
        now = time.process_time()
        self.taken[self._running[-1]] += now - self._since
        self._since = now
        if next_stage is None:
            self._running.pop()
        else:
            self._running.append(next_stage)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time counts for a stage; a generator's too, each time it is asked for more."""

        @wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            self.step(stage)
            try:
                made = function(*args, **kwargs)
            finally:
                self.step(None)
            return self._each(stage, made) if isinstance(made, Iterator) else made

        return run

    def _each(self, stage: str, made: Iterator[Any]) -> Iterator[Any]:
        while True:
            self.step(stage)
            try:
                found = next(made)
            except StopIteration:
                return
            finally:
                self.step(None)
            yield found


def place_of(name: str) -> tuple[Any, str]:
    """Return the module or class in which a function of a stage stands, and its name there."""
    module, _, path = name.partition(":")
    *above, last = path.split(".")
    return reduce(getattr, above, importlib.import_module(module)), last


def build() -> None:
    """Build the project in this folder, and print what each stage took."""
    clock = Clock()
    for stage, functions in STAGES.items():
        for name in functions:
            owner, last = place_of(name)
            setattr(owner, last, clock.timed(stage, getattr(owner, last)))
    importlib.import_module("mkdocs.__main__").cli(["build", "--strict", "--quiet"], standalone_mode=False)
    clock.step(REST)
    whole = sum(clock.taken.values())
    print(f"{whole:.1f} s")
    for stage, taken in clock.taken.items():
        print(f"{taken / whole:6.1%} {stage}")


def main() -> None:
    """Build a made-up project with so many figures twice, or the real one, each time in a process of its own."""
    size = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix=f"bench-stages-{size}-") as place:
        folder, cache = Path(place) / "project", Path(place) / "cache"
        if size:
            generate.make_project(size, folder)
        else:
            generate.copy_real(folder)
        settings = {"ISNAD_PROCESSES": "1", "ISNAD_CACHE": str(cache), "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-c", "from bench.stages import build; build()"]
        for what in ("cold", "after an edit"):
            print(f"\n{what}:", flush=True)
            environment = os.environ | settings | {"PYTHONPATH": str(generate.ROOT)}
            subprocess.run(command, cwd=folder, env=environment, check=True)
            if size:
                generate.edit(folder, size, 0)
            else:
                generate.edit_page(folder, 0)


if __name__ == "__main__":
    main()
