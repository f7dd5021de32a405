"""What cannot be used in MkDocs' configuration, each thing at its line; as a program, before MkDocs reads it."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from isnad.facts.setting_problems import check_needs, refuse_words
from isnad.facts.settings import FILE, read_settings
from isnad.problems import Problem
from isnad.problems.messages import tongue_of
from isnad.problems.problem import report
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError


def refused(file: Path) -> list[Problem]:
    """Return what is wrong with a configuration, as a strict build reads it."""
    settings, problems = read_settings(file.parent, file.name)
    if problems:
        return problems
    config = MkDocsConfig(str(file))
    try:
        with file.open("rb") as opened:
            config.load_file(opened)
        errors, warnings = config.validate()
    except ConfigurationError as error:
        return [refuse_words(settings, "", str(error))]
    known = [name for name, _ in config._schema]
    found = [refuse_words(settings, name, str(words), known) for name, words in (*errors, *warnings)]
    return found or [*check_needs(settings, *needs(config))]


def needs(config: MkDocsConfig) -> tuple[bool, str | None, Mapping[str, bool]]:
    """Return what the site depends on: whether there are hooks, its address, and its languages."""
    i18n = config.plugins.get("i18n")
    languages = i18n.config.languages if i18n else ()
    return bool(config.hooks), config.site_url, {each.locale: each.default for each in languages if each.build}


def main() -> int:
    """Print what is wrong with the configuration of this folder, and return 1 if there is something."""
    if problems := refused(Path.cwd() / FILE):
        print(report(problems, tongue_of(os.environ)), file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
