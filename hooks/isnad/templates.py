"""The one kind of Jinja environment there is: sandboxed, strict, and safe for Markdown."""

from functools import cache
from pathlib import Path

from jinja2 import BaseLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from .phrases import plain

FOLDER = Path(__file__).parent / "templates"


def make_environment(loader: BaseLoader | None = None) -> ImmutableSandboxedEnvironment:
    """Return an environment in which undefined names fail and every text is escaped for Markdown and HTML.

    Comments are `{## … ##}`, so that attribute lists such as `{#anchor}` stay what Markdown makes of them.
    """
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=plain,
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.clear()
    return environment


@cache
def own_templates() -> ImmutableSandboxedEnvironment:
    """Return the environment of the templates that the macros fill in."""
    return make_environment(FileSystemLoader(FOLDER))
