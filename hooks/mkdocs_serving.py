"""Builds under `mkdocs serve`: pages that are looked at come first, the site behind them; what is wrong stands in the
place of every page, until it is mended.
"""

import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from isnad.problems.messages import tongue_of
from isnad.problems.problem import report
from isnad.site.problem_page import pages_in, problem_page, show_problems
from isnad.site.site_build import SiteBuild, Warnings, log
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs_settings import refused
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

EDITS = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]


class EditObserver(Observer):  # type: ignore[misc, valid-type]
    """Is told by the system of files that change, and of no reading; MkDocs' own looks at them all twice a second."""

    def schedule(self, event_handler: Any, path: str, *, recursive: bool = False, **_: Any) -> Any:
        return super().schedule(event_handler, path, recursive=recursive, event_filter=EDITS)


class ViewedPages:
    """Which pages of a server browsers have asked for since its last build began.

    MkDocs has no event for a request, nor for a page that is shown before the others: only its fields tell browsers.
    """

    def __init__(self) -> None:
        self.server: LiveReloadServer | None = None
        self.paths: set[str] = set()

    def watch(self, server: LiveReloadServer, paths: Iterable[str]) -> None:
        """Note from now on what a server is asked for, and learn from the system of edits at the paths it watches."""
        self.server = server
        server.set_app(self._answer)
        for path in paths:
            server.unwatch(path)
        server.observer = EditObserver()
        for path in paths:
            server.watch(path)

    def _answer(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        assert self.server
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.endswith("/"):
            self.paths.add(path.removeprefix(self.server.mount_path))
        return self.server.serve_request(environ, start_response)

    def preview(self, build: SiteBuild) -> None:
        """Show the pages that are looked at as they are now, in the site of the last build, while the next is made."""
        if self.server is None:
            return
        paths, self.paths = self.paths, set()
        build.preview(paths)
        with self.server._epoch_cond:
            self.server._visible_epoch = self.server._wanted_epoch
            self.server._epoch_cond.notify_all()

    def reload(self) -> None:
        """Have browsers show the new site, which MkDocs tells them next."""
        assert self.server
        self.server._wanted_epoch += 1


def read_and_build(builder: Callable[[], None], config: MkDocsConfig, viewed: ViewedPages) -> None:
    """Build, unless the configuration cannot be used."""
    site = Path(config.site_dir)
    if problems := refused(Path(config.config_file_path)):
        log.error(report(problems, tongue_of(os.environ)))
        show_problems(problem_page(problems), site, Path(config.docs_dir), pages_in(site))
    else:
        builder()
    viewed.reload()


def build_or_say(build: SiteBuild, real: Callable[..., None], clean: Any, config: MkDocsConfig, **options: Any) -> None:
    """Build as `real` does, or show what is wrong: MkDocs would end, or show nothing until it is mended.

    `clean` is MkDocs' own way of emptying a folder: static-i18n leaves its own where the second language fails.
    """
    site, warnings = Path(config.site_dir), Warnings()
    before = pages_in(site)
    build.problems = ()
    build.abandon()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        real(config, **options)
    except MkDocsException as error:
        said = [*warnings.said, *([] if build.problems or warnings.said else [str(error)])]
        build.end(succeeded=False)
        show_problems(problem_page(build.problems, said), site, Path(config.docs_dir), before)
    else:
        build.end(succeeded=True)
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
        utils.clean_directory = clean
