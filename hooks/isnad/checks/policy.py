"""The content-security policy of the site, in the words of CSP Level 3: one for every page, with the hashes of the
scripts inside the theme's templates."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256

from ..text.html import elements
from ..text.tags import Tag

# The templates of Material that hold a script; completeness.py proves that no finished page has another one.
SCRIPT_TEMPLATES = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))
META = "Content-Security-Policy"
HASH = re.compile(r"'(sha256-[^']+)'")


def script_hash(script: str) -> str:
    """Return the hash of an inline script, as a policy names it: `sha256-…`."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def script_hashes(html: str) -> list[str]:
    """Return the hash of each inline script of a page or template.

    JSON that no browser runs (`application/json`, `application/ld+json`) and scripts in files of their own need none.
    """
    return [
        script_hash(found.script)
        for found in elements(html, "script")
        if "src" not in found.attributes and "json" not in found.attributes.get("type", "")
    ]


def page_policy(templates: Iterable[str]) -> str:
    """Return the policy of every page, given the rendered templates that hold scripts."""
    hashes = sorted({found for html in templates for found in script_hashes(html)})
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(["script-src 'self'", *(f"'{each}'" for each in hashes)]),
            "style-src 'self'",
            "img-src 'self' data:",  # the icons inside Material's style sheet
            "font-src 'self'",
            "connect-src 'self'",  # the search index, the rows of the table
            "worker-src 'self'",  # the search
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def breaches(html: str, tags: Iterable[Tag], policy: str) -> Iterator[str]:
    """Yield what a finished page, whose tags are given, holds or lacks against the policy of pages.

    Without a policy, as under `mkdocs serve`, nothing is asked of it.
    """
    if not policy:
        return
    stated = (found.attributes for found in elements(html, "[http-equiv]"))
    if not any(given["http-equiv"] == META and given.get("content") == policy for given in stated):
        yield META
    yield from ("<style" for _ in elements(html, "style"))
    yield from (tag.active for tag in tags if tag.active)
    allowed = HASH.findall(policy)
    yield from ("<script>" for script in script_hashes(html) if script not in allowed)
