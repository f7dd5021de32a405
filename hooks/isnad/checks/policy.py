"""The content-security policy of the site, in the words of CSP Level 3: one for every page, with the hashes of the
scripts inside the theme's templates."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import pairwise

from ..text.html import Start, Step, steps
from ..text.tags import tags

# The templates of Material that hold a script; completeness.py proves that no finished page has another one.
SCRIPT_TEMPLATES = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))
META = "Content-Security-Policy"
HASH = re.compile(r"'(sha256-[^']+)'")


def script_hash(script: str) -> str:
    """Return the hash of an inline script, as a policy names it: `sha256-…`."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def script_hashes(page: Sequence[Step]) -> list[str]:
    """Return the hash of each inline script of a page or template.

    JSON that no browser runs (`application/json`, `application/ld+json`) and scripts in files of their own need none.
    """
    return [
        script_hash(inside if isinstance(inside, str) else "")
        for step, inside in pairwise(page)
        if isinstance(step, Start) and step.name == "script"
        if "src" not in step.attributes and "json" not in step.attributes.get("type", "")
    ]


def page_policy(templates: Iterable[str]) -> str:
    """Return the policy of every page, given the rendered templates that hold scripts."""
    hashes = sorted({found for html in templates for found in script_hashes([*steps(html)])})
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


def breaches(page: Sequence[Step], policy: str) -> Iterator[str]:
    """Yield what a finished page holds, or lacks, against the policy of pages.

    Without a policy, as under `mkdocs serve`, nothing is asked of it.
    """
    if not policy:
        return
    starts = [step for step in page if isinstance(step, Start)]
    if not any(
        start.attributes.get("http-equiv") == META and start.attributes.get("content") == policy for start in starts
    ):
        yield META
    yield from ("<style" for start in starts if start.name == "style")
    yield from (tag.active for tag in tags(page) if tag.active)
    allowed = HASH.findall(policy)
    yield from ("<script>" for script in script_hashes(page) if script not in allowed)
