"""Builds under `mkdocs serve`: what is wrong stands in the place of every page, until it is mended."""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from isnad.problems.messages import tongue_of
from isnad.problems.problem import report
from isnad.site.problem_page import pages_in, problem_page, show_problems
from isnad.site.site_build import SiteBuild, Warnings, log
from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs_settings import refused


def read_and_build(builder: Callable[[], None], config: MkDocsConfig) -> None:
    """Build, unless the configuration cannot be used."""
    site = Path(config.site_dir)
    if problems := refused(Path(config.config_file_path)):
        log.error(report(problems, tongue_of(os.environ)))
        show_problems(problem_page(problems), site, Path(config.docs_dir), pages_in(site))
    else:
        builder()


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
        show_problems(problem_page(build.problems, said), site, Path(config.docs_dir), before)
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
        utils.clean_directory = clean
