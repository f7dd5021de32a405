"""Which records of sources are of one text: such copies bear witness once, however many outlets carry them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from ..problems import Problem, say
from .model import KnowledgeBase, Source
from .record import NOT_GIVEN
from .tables import index

# Of two records of one text the shorter shares so much with the other; two reports of one event share far less.
SHARED = 0.6
# Fewer runs of four words than these say nothing of a whole text.
LEAST_RUNS = 12
# So many of the lowest hashes of a text are compared with those of all others (A. Broder, 1997: a sketch).
SKETCH = 24
# What a link adds to the address of an article to know where its readers come from.
TRACKING = ("utm_", "fbclid", "gclid")


@index
def copies(kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Return, for each source, the others whose record is of the same text, in the order of the records.

    They have one SHA-256 or one address, or most of the shorter text stands in the other: one dispatch in two papers.
    """
    found: dict[str, set[str]] = {name: set() for name in kb.sources}
    runs = {name: frozenset[str]() for name in kb.sources}
    for name, made in kb.fingerprints.items():
        runs[name] = frozenset(run for hashes in made.paragraphs for run in hashes)
    marks: dict[object, list[str]] = defaultdict(list)
    for name, source in kb.sources.items():
        for mark in _marks(source, runs[name]):
            if first := next((other for other in marks[mark] if _is_one_text(kb, name, other, runs)), None):
                group = {first, *found[first], name, *found[name]}
                for member in group:
                    found[member] = group - {member}
            elif not isinstance(mark, str) or len(marks[mark]) < SKETCH:
                marks[mark].append(name)
    order = list(kb.sources)
    return {name: tuple(sorted(others, key=order.index)) for name, others in found.items()}


def _marks(source: Source, runs: frozenset[str]) -> Iterator[object]:
    """Yield by what other records of the same text are found."""
    if source.capture is not None:
        yield "sha256", source.capture.sha256
    if source.url is not NOT_GIVEN:
        yield "address", _address(source.url.value)
    yield from sorted(runs)[:SKETCH]


def _is_one_text(kb: KnowledgeBase, one: str, other: str, runs: Mapping[str, frozenset[str]]) -> bool:
    first, second = kb.sources[one], kb.sources[other]
    if first.capture and second.capture and first.capture.sha256 == second.capture.sha256:
        return True
    if NOT_GIVEN not in (first.url, second.url) and _address(first.url.value) == _address(second.url.value):
        return True
    fewer = min(len(runs[one]), len(runs[other]))
    return fewer >= LEAST_RUNS and len(runs[one] & runs[other]) >= SHARED * fewer


def of_one_agency(one: Source, other: Source) -> bool:
    """Return whether an article prints a dispatch of the agency that another prints, or that published the other."""
    if one.agency is NOT_GIVEN and other.agency is NOT_GIVEN:
        return False
    return bool(one.houses) and bool(other.houses) and one.houses[-1] == other.houses[-1]


def _address(url: str) -> str:
    """Return what two addresses of one article have in common, whatever scheme, `www.` and tracking they have."""
    parts = urlsplit(url)
    query = "&".join(f"{name}={value}" for name, value in parse_qsl(parts.query) if not name.startswith(TRACKING))
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def check_copies(kb: KnowledgeBase) -> Iterator[Problem]:
    """A captured text has one record: facts cite that one."""
    known: dict[str, str] = {}
    for source in kb.sources.values():
        if (capture := source.capture) is None:
            continue
        first = known.setdefault(capture.sha256, source.id)
        if first != source.id:
            message = say("source-twice", source=first, file=source.at().path)
            yield Problem.at(capture.at("sha256"), "SOURCE-TWICE", message)
