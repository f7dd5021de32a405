"""A page as it is now, compared with what was quoted of it, and so its copy in the web archive."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate

from ..checks.near_quotes import Difference, difference
from ..facts.model import Citation, KnowledgeBase, Source
from ..facts.record import NOT_GIVEN
from ..problems import Message
from ..text import evidence
from ..text.evidence import Fingerprint
from . import captured, web, web_archive
from .captured import Empty
from .extraction import Reading
from .web import Failure, Limits, Unfetched

AT_ONCE = 8  # pages
LIKE = 0.5  # the share of its words that a changed quote still has
LEAST = 3  # words in common; fewer are chance


class State(StrEnum):
    """What became of words: the first two are intact."""

    THERE = "there"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


class Reach(StrEnum):
    """What became of a page."""

    READ = "read"
    GONE = "gone"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a quote: in which paragraph of the article it stands now, or the like of it, and what differs.

    `paragraph` is None where it stands in no paragraph: it is gone, or stands elsewhere in the page.
    """

    quote: str
    records: tuple[str, ...]
    state: State
    paragraph: int | None = None
    differing: Difference | None = None

    @property
    def is_number(self) -> bool:
        """Whether a number of it changed."""
        return self.differing is not None and any(map(str.isdigit, self.differing.found + self.differing.right))


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a page and of all that is quoted of it; of its paragraphs, which changed or are gone."""

    source: str
    url: str
    reach: Reach
    address: str = ""
    why: Message | None = None
    findings: tuple[Finding, ...] = ()
    paragraphs: Mapping[int, State] = field(default_factory=dict)
    copy: "Report | None" = None

    @property
    def lost(self) -> list[Finding]:
        """The quotes that changed or are gone, those with another number first."""
        lost = [finding for finding in self.findings if finding.state in (State.CHANGED, State.GONE)]
        return sorted(lost, key=lambda finding: (not finding.is_number, finding.state))


def quotes_of(kb: KnowledgeBase) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the quotes of every source, with the ids of the facts and terms that cite them.

    Of one that nobody captured, they are the numbers as they are printed there.
    """
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for source, quote, record in _cited(kb):
        records = found.setdefault(source, {}).setdefault(quote, ())
        found[source][quote] = tuple(dict.fromkeys((*records, record)))
    return found


def _cited(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Yield each quote, or printed number, with its source and the id of the record that cites it."""
    for fact in kb.facts():
        citation = fact.citation
        if isinstance(citation, Citation):
            witnesses = (witness for based in fact.bases().values() for witness in based.witnesses)
            yield from ((citation.source, witness.quote, fact.id) for witness in (citation, *witnesses))
        elif citation.printed is not NOT_GIVEN:
            yield citation.source, citation.printed, fact.id
    for term in kb.terms.values():
        yield from ((wording.source, wording.quote, term.id) for wording in term.wordings)


def watch(kb: KnowledgeBase, sources: Iterable[Source], limits: Limits = web.LIMITS) -> list[Report]:
    """Return what became of the pages of sources with an address. It takes three times the limit for every eight."""
    quotes = quotes_of(kb)

    def examine(source: Source) -> Report:
        report = _examine(kb, source, quotes.get(source.id, {}), limits)
        return report if report.reach is Reach.READ and not report.lost else _with_copy(kb, source, report, limits)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(examine, sources))


def _examine(kb: KnowledgeBase, source: Source, quotes: Mapping[str, tuple[str, ...]], limits: Limits) -> Report:
    url = "" if source.url is NOT_GIVEN else source.url.value
    try:
        page = captured.fetch(url, limits)
    except Empty as empty:
        return Report(source.id, url, Reach.UNREACHABLE, why=empty.why)
    except Unfetched as unfetched:
        if unfetched.failure is not Failure.GONE:
            return Report(source.id, url, Reach.UNREACHABLE, why=unfetched.why)
        findings = tuple(Finding(quote, records, State.GONE) for quote, records in quotes.items())
        return Report(source.id, url, Reach.GONE, why=unfetched.why, findings=findings)
    article = kb.fingerprints.get(source.id)
    changed = paragraphs_of(article, page.reading) if article else {}
    return Report(source.id, url, Reach.READ, page.address, None, _findings(article, quotes, page.reading), changed)


def _findings(
    article: Fingerprint | None, quotes: Mapping[str, tuple[str, ...]], reading: Reading
) -> tuple[Finding, ...]:
    """Return what became of quotes in a page; without a fingerprint of the article, of numbers printed in it."""
    if article is None:
        return tuple(find_printed(number, records, reading) for number, records in quotes.items())
    return tuple(find(quote, records, article, reading) for quote, records in quotes.items())


def _with_copy(kb: KnowledgeBase, source: Source, report: Report, limits: Limits) -> Report:
    """Return a report with what the newest copy in the web archive has of the quotes that the page has not."""
    own = source.web_archive_url
    lost = {finding.quote: finding.records for finding in report.lost} or quotes_of(kb).get(source.id, {})
    try:
        address = web_archive.find(report.url, limits) if own is NOT_GIVEN else own.value
        answer = web.fetch_page(web_archive.unadorned(address), limits)
        reading = captured.read_page(answer.data, report.url, answer.charset).reading
    except (Unfetched, Empty) as error:
        is_gone = isinstance(error, Unfetched) and error.failure is Failure.GONE
        copy = Report(source.id, report.url, Reach.GONE if is_gone else Reach.UNREACHABLE, why=error.why)
    else:
        findings = _findings(kb.fingerprints.get(source.id), lost, reading)
        copy = Report(source.id, report.url, Reach.READ, address, None, findings)
    return replace(report, copy=copy)


def find(quote: str, records: tuple[str, ...], article: Fingerprint, reading: Reading) -> Finding:
    """Return what became of a quote of an article, of which `article` is the fingerprint, in its page."""
    before = {place.paragraph for place in evidence.find(quote, article)}
    now = Fingerprint(sha256="", paragraphs=tuple(map(evidence.shingles, reading.article)))
    places = [place.paragraph for place in evidence.find(quote, now)]
    if places:
        state = State.THERE if before.intersection(places) else State.MOVED
        return Finding(quote, records, state, min(before.intersection(places), default=places[0]))
    texts, sought = [evidence.words(text) for text in reading.article], evidence.words(quote)
    if (across := _across(sought, texts)) is not None:
        return Finding(quote, records, State.MOVED, across)
    if _across(sought, [evidence.words(line) for line in reading.lines]) is not None:
        return Finding(quote, records, State.MOVED)
    shared = [_shared(sought, text) for text in texts]
    most = max(shared)
    if most < max(LEAST, LIKE * len(sought)):
        return Finding(quote, records, State.GONE)
    paragraph = shared.index(most)
    return Finding(quote, records, State.CHANGED, paragraph, difference(sought, texts[paragraph]))


def find_printed(number: str, records: tuple[str, ...], reading: Reading) -> Finding:
    """Return whether a number stands in a page as it was printed in an article that nobody captured."""
    sought, lines = evidence.words(number), map(evidence.words, reading.lines)
    there = any(_across(sought, [line]) is not None for line in lines)
    return Finding(number, records, State.THERE if there else State.GONE)


def _across(sought: Sequence[str], texts: Sequence[Sequence[str]]) -> int | None:
    """Return in which of some texts words begin that stand in one run across them, or None."""
    whole, size = [word for text in texts for word in text], len(sought)
    ends = list(accumulate(map(len, texts)))
    for first in range(len(whole) - size + 1):
        if whole[first : first + size] == list(sought):
            return next(number for number, end in enumerate(ends) if first < end)
    return None


def _shared(sought: Sequence[str], text: Sequence[str]) -> int:
    """Return how many words of a quote stand in a text, in order and near to each other."""
    matcher = SequenceMatcher(None, text, sought, autojunk=False)
    longest = matcher.find_longest_match()
    start = max(0, longest.a - longest.b - LEAST)
    near = text[start : longest.a + len(sought) - longest.b + LEAST]
    return sum(block.size for block in SequenceMatcher(None, near, sought, autojunk=False).get_matching_blocks())


def paragraphs_of(article: Fingerprint, reading: Reading) -> Mapping[int, State]:
    """Return the paragraphs of an article that changed or are gone, by the runs of words that a page still has."""
    now = {run for line in reading.lines for run in evidence.shingles(line)}
    now |= set(evidence.shingles(" ".join(reading.article[1:])))
    found = {}
    for number, runs in enumerate(article.paragraphs):
        if runs and (there := sum(run in now for run in runs)) < len(runs):
            found[number] = State.CHANGED if there else State.GONE
    return found
