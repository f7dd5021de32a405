"""Addresses that a contributor writes: which of them lead where they seem to lead, and run nothing."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from ..problems import Message, say
from .signs import mixed, named, unseen

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
SCHEMES = ("http", "https", "mailto")
# What RFC 3986 lets stand in an address only as %XX, and browsers strip or turn into slashes.
UNWRITTEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\"'<>`{}|^\[\]]")
# Labels of a host: letters of one script (the others as `xn--`), digits, hyphens.
LABEL = re.compile(r"(?!-)(?:[A-Za-z0-9-]{1,63}|[\u0620-\u064a\u0660-\u0669-]{1,63})(?<!-)")
LONGEST = 2_000  # signs; browsers and web archives differ beyond


@lru_cache(10_000)
def refusal(address: str) -> Message | None:
    """Return why a link must not lead to an address, or None: it leads into the site, to the web, or to a mailbox."""
    if len(address) > LONGEST:
        return say("address-long", most=LONGEST)
    if (sign := unseen(address)) or (sign := UNWRITTEN.search(address)):
        return say("address-sign", sign=sign[0] if sign[0].isprintable() and sign[0] != " " else named(sign[0]))
    if address.startswith("//"):
        return say("address-scheme", scheme="//", schemes=SCHEMES)
    scheme = SCHEME.match(address)
    if scheme is None:
        return None
    if scheme[1].lower() not in SCHEMES:
        return say("address-scheme", scheme=scheme.group(), schemes=SCHEMES)
    return None if scheme[1].lower() == "mailto" else _host_refusal(address, scheme.group())


def is_at(address: str, host: str) -> bool:
    """Return whether an address is at a host, or at one below it."""
    return f".{urlsplit(address).hostname or ''}".endswith(f".{host}")


def outside_refusal(address: str) -> Message | None:
    """Return why an address is none of the web, or None."""
    if not re.match(r"https?://", address):
        return say("address-scheme", scheme=address.partition("/")[0], schemes=SCHEMES[:2])
    return refusal(address)


def _host_refusal(address: str, scheme: str) -> Message | None:
    """Return what is wrong with the part of an address that says whose it is."""
    if not address[len(scheme) :].startswith("//"):
        return say("address-scheme", scheme=scheme, schemes=SCHEMES)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return say("address-host", host=address[len(scheme) + 2 :].partition("/")[0])
    labels = host.removesuffix(".").split(".")
    if "@" in parts.netloc or parts.netloc.endswith(":") or port == 0 or not all(map(LABEL.fullmatch, labels)):
        return say("address-host", host=parts.netloc)
    return say("address-host", host=host) if mixed(host) else None
