"""The Internet Archive: a page that it is asked to keep, and the copy that it has."""

import http.client
import json
import re
from urllib.parse import quote, urljoin

from ..problems import say
from . import web
from .web import Failure, Limits, Unfetched

SAVE, AVAILABLE = "https://web.archive.org/save/", "https://archive.org/wayback/available?url="
COPY = re.compile(r"(?P<host>https?://[^/]+)/web/(?P<time>[0-9]{4,14})(?:[a-z]{2}_)?/(?P<address>.+)")
PATIENCE = Limits(seconds=90)  # it fetches the page while we wait


def save(address: str, limits: Limits = PATIENCE) -> str:
    """Return the address of the copy that the archive makes of a page. Raises Unfetched where it makes none."""
    answer = web.fetch(SAVE + address, limits)
    places = (answer.address, answer.headers.get("content-location", ""), answer.headers.get("location", ""))
    for place in places:
        if COPY.fullmatch(found := urljoin(SAVE, place)):
            return found
    raise Unfetched(Failure.UNREACHABLE, say("fetch-status", status=answer.status))


def find(address: str, limits: Limits = web.LIMITS) -> str:
    """Return the address of the newest copy of a page that the archive has. Raises Unfetched where it has none."""
    answer = web.fetch(AVAILABLE + quote(address, ""), limits)
    try:
        found = str(json.loads(answer.data)["archived_snapshots"]["closest"]["url"])
    except (ValueError, KeyError, TypeError):
        found = ""
    if answer.status != http.client.OK:
        raise Unfetched(Failure.UNREACHABLE, say("fetch-status", status=answer.status))
    if not COPY.fullmatch(found):
        raise Unfetched(Failure.GONE, say("watch-no-copy"))
    return found


def unadorned(address: str) -> str:
    """Return the address of a copy as the page came, without what the archive puts around it."""
    found = COPY.fullmatch(address)
    return f"{found['host']}/web/{found['time']}id_/{found['address']}" if found else address
