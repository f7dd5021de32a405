"""The Jinja environments: of what authors write, which is parsed alone; of our own templates, strict and escaped."""

import functools
from pathlib import Path

from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..phrases.phrases import Phrases, plain
from ..text import cache

FOLDER = Path(__file__).parent / "templates"


class Block(Markup):
    """HTML that stands by itself, in no paragraph."""


def make_environment(loader: BaseLoader | None = None) -> Environment:
    """Return an environment in which undefined names fail and every text is escaped.

    Comments are `{## … ##}`, so that attribute lists such as `{#anchor}` stay what Markdown makes of them.
    """
    environment = Environment(
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
    return plain(value)


@functools.cache
def page_environment() -> Environment:
    """Return the environment of what authors write, which parses it and runs nothing."""
    return make_environment()


@functools.cache
def own_templates() -> Environment:
    """Return the environment of the templates that the macros fill in."""
    environment = make_environment(FileSystemLoader(FOLDER))
    environment.bytecode_cache = cache.templates("own")
    return environment


def block(template: str, p: Phrases, **context: object) -> Block:
    """Return what one of our own templates makes of what it shows."""
    return Block(own_templates().get_template(f"{template}.jinja").render(p=p, **context))


@functools.cache
def xml_templates() -> Environment:
    """Return the environment of the templates of XML: texts are escaped, undefined names fail."""
    loader = FileSystemLoader(FOLDER)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
