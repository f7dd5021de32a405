"""The content-security policy of the site, in the words of CSP Level 3: one for every page, with the hashes of the
scripts inside the theme's templates."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256

from ..text.html import Document
from ..text.tags import POLICY, Tags, read_tags

# The templates of Material that hold a script; completeness.py proves that no finished page has another one.
SCRIPT_TEMPLATES = tuple(f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))
HASH = re.compile(r"'(sha256-[^']+)'")


@cache
def script_hash(script: str) -> str:
    """Return the hash of an inline script, as a policy names it: `sha256-…`."""
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def page_policy(templates: Iterable[str]) -> str:
    """Return the policy of every page, given the rendered templates that hold scripts."""
    scripts = {script for html in templates for script in read_tags(Document(html)).scripts}
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(["script-src 'self'", *(f"'{each}'" for each in sorted(map(script_hash, scripts)))]),
            "style-src 'self'",
            "img-src 'self' data:",  # the icons inside Material's style sheet
            "font-src 'self'",
            "connect-src 'self'",  # the search index, the rows of the table
            "worker-src 'self'",  # the search
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def breaches(found: Sequence[Tags], policy: str) -> Iterator[str]:
    """Yield what a finished page, of whose parts the tags are given, holds or lacks against the policy of pages.

    Without a policy, as under `mkdocs serve`, nothing is asked of it.
    """
    if not policy:
        return
    if not any(policy in part.policies for part in found):
        yield POLICY
    allowed = HASH.findall(policy)
    for part in found:
        yield from part.active
        yield from ("<script>" for script in part.scripts if script_hash(script) not in allowed)
