"""The one kind of Jinja environment there is: sandboxed, strict, and safe for Markdown."""

import functools
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, Undefined, pass_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ..phrases.phrases import plain
from ..text import cache

FOLDER = Path(__file__).parent / "templates"


class PageEnvironment(ImmutableSandboxedEnvironment):
    """Macros, conditions and loops; no arithmetic: a number that a page computes has no witness."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        raise SecurityError(f"pages do not compute: {left!r} {operator} {right!r}")


class NoBrackets(TemplateRuntimeError):
    """A page names a macro, and does not call it."""


def make_environment(loader: BaseLoader | None = None, kind: type[Environment] = PageEnvironment) -> Environment:
    """Return an environment in which undefined names fail and every text is escaped for Markdown and HTML.

    What authors write needs the sandbox of `PageEnvironment`; our own templates do not. Comments are `{## … ##}`, so
    that attribute lists such as `{#anchor}` stay what Markdown makes of them.
    """
    environment = kind(
        loader=loader,
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        comment_start_string="{##",
        comment_end_string="##}",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    for names in (environment.globals, environment.filters, environment.tests):
        names.clear()
    return environment


@pass_context  # with the context, so that Jinja does not escape constants itself before this runs
def _finalize(_context: Context, value: object) -> Markup:
    if callable(value) and not isinstance(value, Undefined) and not hasattr(value, "__html__"):
        raise NoBrackets("a macro is called with brackets: {{ name(…) }}")
    return plain(value)


@functools.cache
def page_environment() -> Environment:
    """Return the environment of what authors write."""
    return make_environment()


@functools.cache
def own_templates() -> Environment:
    """Return the environment of the templates that the macros fill in."""
    environment = make_environment(FileSystemLoader(FOLDER), Environment)
    environment.bytecode_cache = cache.templates("own")
    return environment


@functools.cache
def svg_templates() -> Environment:
    """Return the environment of the templates of pictures: texts are escaped for XML, undefined names fail."""
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
