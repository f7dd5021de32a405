"""Rules for articles that nobody captured: the number as it is printed; and for the addresses of all articles."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..facts.model import KnowledgeBase, Mention, Observation
from ..facts.record import NOT_GIVEN, Origin
from ..problems import Problem, say
from ..text import evidence, quantities
from ..text.quantities import Measure, Precision, Quantity
from ..text.web_addresses import is_at
from . import citations

HIGHLIGHT = ":~:"  # behind it an address says which words of the page a browser marks
KEPT = re.compile(r"https?://web\.archive\.org/web/[^/]+/(?P<address>.+)")


def check_printed(kb: KnowledgeBase) -> Iterator[Problem]:
    """What is printed is one number and nothing else of the article; it reads as the value with its precision."""
    for observation, mention in kb.referenced():
        if mention.printed is NOT_GIVEN:
            continue
        text, found = evidence.normalise(mention.printed), _read(mention)
        value = citations.written_value(observation)
        if found is None or not _is_alone(text, found):
            message = say("printed-more", printed=mention.printed)
        elif not _has_value(kb, observation, found):
            message = say("printed-value", printed=mention.printed, found=str(found), value=value)
        elif found.precision is not observation.precision and (
            found.precision is not Precision.EXACT or observation.precision is Precision.SEVERAL
        ):
            message = say("printed-precision", printed=mention.printed, precision=observation.precision)
        else:
            continue
        yield Problem.at(mention.at("printed"), "PRINTED-VALUE", message)


def is_bound(kb: KnowledgeBase, observation: Observation, mention: Mention) -> bool:
    """Return whether the number that is printed, where its form is known, is the value of an observation."""
    return mention.printed is NOT_GIVEN or (
        (found := _read(mention)) is not None and _has_value(kb, observation, found)
    )


def _read(mention: Mention) -> Quantity | None:
    """Return the quantity that is printed; None where it is not one."""
    found = quantities.parse(evidence.normalise(mention.printed))
    return found[0] if len(found) == 1 else None


def _is_alone(text: str, found: Quantity) -> bool:
    """Return whether a text is a number, or a number and the words of its precision on one side."""
    before, after = evidence.words(text[: found.start]), evidence.words(text[found.end :].strip("%٪ "))
    return not (before or after) if found.precision is Precision.EXACT else not (before and after)


def _has_value(kb: KnowledgeBase, observation: Observation, found: Quantity) -> bool:
    """Return whether a printed number is a value; it may lack the sign of its measure, which stands elsewhere."""
    measures = (kb.unit_of(observation).measure, Measure.COUNT)
    value = observation.value, observation.value_to, observation.out_of
    return (found.value, found.upper, found.out_of) == value and found.measure in measures


def check_hosts(kb: KnowledgeBase) -> Iterator[Problem]:
    """An article's address is at a host of its outlet, where it lists them; a copy in the web archive is of that site.

    None leads to words of its own choice in the page.
    """
    for source in kb.sources.values():
        url, copy = source.url, source.web_archive_url
        for found in (url, copy):
            if found is not NOT_GIVEN and HIGHLIGHT in found.value:
                yield Problem.at(found.at("value"), "ADDRESS-HOST", say("address-highlight", part=HIGHLIGHT))
        if url is NOT_GIVEN:
            continue
        kept = KEPT.match(copy.value) if copy is not NOT_GIVEN else None
        if copy is not NOT_GIVEN and kept and _host(kept["address"]) != _host(url.value):
            yield Problem.at(copy.at("value"), "ADDRESS-HOST", say("archive-elsewhere", address=url.value))
        if source.publisher is NOT_GIVEN or source.publisher.origin is Origin.INFERRED:
            continue
        outlet = kb.entities[source.publisher.value]
        if outlet.hosts and not any(is_at(url.value, host) for host in outlet.hosts):
            message = say("address-elsewhere", id=outlet.id, hosts=outlet.hosts)
            yield Problem.at(url.at("value"), "ADDRESS-HOST", message)


def _host(address: str) -> str:
    """Return the host of an address, whether it begins with a scheme or not."""
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    return host.removeprefix("www.")
