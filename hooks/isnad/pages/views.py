"""What the macros' templates show, gathered from the knowledge base: rows, source records, glossary entries."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from ..facts.comparability import make_one_whole, obstacles
from ..facts.copies import copies
from ..facts.corrections import newest
from ..facts.indexes import counts, facts_by_source
from ..facts.memory import remembered
from ..facts.model import Basis, Event, Evidence, Fact, Mention, Observation, Source, Statement, Term, Wording
from ..facts.record import NOT_GIVEN, Found, NotGiven, Origin
from ..phrases import cite_view, correction_words
from ..phrases.addresses import document
from ..phrases.grounds import ground, place
from ..phrases.phrases import Phrases, plain, without_signs
from ..phrases.references import source_reference
from ..text import evidence
from .footnotes import Footnotes
from .templates import Block, block, own_templates

# The labels of the counts on the method page; the audit fails a build in which the first four differ.
PROVED = ("counts-shown", "counts-cited", "counts-verified", "counts-bound")
SKIPPED = "counts-skipped"
# What a reader is not told because a stronger reason says it already.
SAID_BY = {
    "incomparable-scope": {"incomparable-indicator", "incomparable-base"},
    "incomparable-base": {"incomparable-indicator"},
    "incomparable-period": {"incomparable-nested"},
}
# Stands for the counts until all pages of the language are made.
COUNTS = Block('<dl class="record" data-counts></dl>')


LATEST = 5  # corrections on the home page


class Row(NamedTuple):
    """An observation as tables and cards show it."""

    indicator: str
    figure: Markup
    scope: Markup
    period: Markup
    authority: Markup
    source: Markup


class Quoted(NamedTuple):
    """A quote as the page of sources shows it: where it stands, and everything it proves."""

    place: Markup
    quote: str
    translation: str
    proves: list[Markup]


# A quote of a source, its translation, and what says one thing it proves.
Proof = tuple[str, str, Callable[[], Markup]]


def row(p: Phrases, notes: Footnotes, observation: Observation) -> Row:
    """Return what a table shows of an observation."""
    source = p.kb.source_of(observation)
    return Row(
        indicator=p.kb.indicator_of[observation.id].label[p.language],
        figure=notes.figure(observation, with_unit=True),
        scope=p.counted(observation),
        period=p.reference_period(observation, alone=True),
        authority=authority(p, observation),
        source=p.outlet(source),
    )


@remembered
def authority(p: Phrases, observation: Observation) -> Markup:
    """Return who stated an observation, signed where that is inferred."""
    return p.signed(observation.stated_by, plain(p.name(observation.stated_by.entity)))


def origins(p: Phrases, observations: Iterable[Observation]) -> Markup:
    """Return how many articles carry some observations, who these come from, and for how many that is inferred."""
    shown = list(observations)
    articles = p.count(len({each.citation.source for each in shown}), "source")
    authorities = {each.stated_by.entity for each in shown}
    if len(authorities) != 1:
        return p.t("origins-many", articles=articles, origins=p.count(len(authorities), "origin"))
    inferred = sum(each.stated_by.basis is Basis.INFERRED for each in shown)
    of = {Basis.STATED: len(shown) - inferred, Basis.INFERRED: inferred}  # what is declared is named there too
    counted = {str(basis): p.count(number, "observation") for basis, number in of.items()}
    only = [basis for basis, number in of.items() if number == len(shown)]
    said = {"articles": articles, "name": p.name(authorities.pop())}
    return p.t(f"origins-{only[0]}", **said) if only else p.t("origins-one", **said, **counted)


def incomparable(p: Phrases, one: Observation, other: Observation) -> Markup:
    """Return that two observations cannot be compared, and why; nothing where they can."""
    found = reasons(p, one, other)
    if not found:
        return found
    first, second = (Markup(without_signs(p.reference_period(each, alone=True))) for each in (one, other))
    if first == second:
        return p.t("incomparable", reasons=found)
    return p.t("incomparable-periods", one=first, other=second, reasons=found)


def comparison(p: Phrases, one: Observation, other: Observation) -> Markup:
    """Return whether an observation can be compared with another, or both are parts of one whole; and why not."""
    if make_one_whole(p.kb, [one, other]):
        return p.t("same-whole")
    found = reasons(p, one, other)
    return p.t("incomparable-with", reasons=found) if found else p.t("comparable")


def reasons(p: Phrases, one: Observation, other: Observation) -> Markup:
    """Return what forbids the comparison of two observations, nothing where nothing does."""
    found = obstacles(p.kb, one, other)
    told = [p.t(label) for label in found if not SAID_BY.get(label, frozenset()) & {*found}]
    return p.t("incomparable-and").join(told)


def with_counts(p: Phrases, html: str, shown: Counter[Evidence]) -> str:
    """Return a page that says how many figures are shown, cited, verified and bound, where it has a place for that.

    Those that are only referenced stand apart. A build in which these differ is not published.
    """
    if COUNTS not in html:
        return html
    of = dict.fromkeys(PROVED, shown.total())
    if referenced := shown[Evidence.REFERENCED]:
        verified = shown[Evidence.VERIFIED]
        of |= {"counts-verified": verified, "counts-bound": verified, "counts-referenced": referenced}
    rows = [*of.items(), (SKIPPED, 0)]
    return html.replace(COUNTS, block("counts", p, rows=rows))


def glossary_entries(p: Phrases, notes: Footnotes) -> Iterator[Mapping[str, Any]]:
    """Yield every term with the wordings of the articles, each once, with a footnote for each article that has it."""
    for term in p.kb.terms.values():
        wordings: dict[Markup, Markup] = {}
        for number, wording in enumerate(term.wordings, 1):
            words = p.quote(wording.wording, p.kb.sources[wording.source].language)
            wordings[words] = wordings.get(words, words) + notes.citation(f"term-{term.id}-{number}", wording)
        yield {"term": term, "wordings": [*wordings.values()]}


class Corrected(NamedTuple):
    """A correction as a page shows it: its anchor, and the sentence that says it."""

    anchor: str
    text: Markup


def corrected(p: Phrases, notes: Footnotes, every: bool) -> Iterator[Corrected]:
    """Yield the latest corrections, or every one, newest first, with the figures that they show."""
    show = partial(notes.figure, with_unit=True)
    for each in newest(p.kb)[: None if every else LATEST]:
        yield Corrected(correction_words.anchor(each), correction_words.sentence(p, each, show))


def source_entries(p: Phrases, sources: Iterable[Source]) -> Iterator[Mapping[str, Any]]:
    """Yield sources in short: the article, and how many figures and statements are cited from it."""
    for source in sources:
        article = {
            "publisher": p.with_agency(source, p.publisher(source)),
            "title": p.title(source),
            "date": p.published(source),
        }
        said = p.counts(counts(facts_by_source(p.kb)[source.id]))
        if source.reading and said:
            said = p.t("cited-referenced", cited=said)
        yield {"source": source, "line": p.t("note-article", **article), "cited": said}


def source_entry(p: Phrases, notes: Footnotes, source: Source) -> Mapping[str, Any]:
    """Return a source with the rows of its record and everything cited from it."""
    data = p.file(document(f"sources/{source.id}"), f"{source.id}.json")
    shown = {"source": source, "record": list(record(p, source)), "quotes": _quotes(p, notes, source), "data": data}
    shown["mentions"] = [
        Mentioned(p.printed(source, said), place(p, said), _label(p, notes, each))
        for each in facts_by_source(p.kb)[source.id]
        if isinstance(each, Observation) and isinstance(said := each.citation, Mention)
    ]
    ways = correction_words.ways(p, source.id, source.label[p.language], source.at().path)
    return {**shown, "ways": ways, **cite_view.gather(p, lambda own: source_reference(own, source))}


class Mentioned(NamedTuple):
    """The number of an article that nobody captured, as the page of the article shows it: its place, its figure."""

    printed: Markup
    place: Markup
    proves: Markup


def record(p: Phrases, source: Source) -> Iterator[tuple[str, Markup]]:
    """Yield the label and value of each detail of a source, in full: what is not known is said."""
    found = partial(_found, p, source.capture is not None)
    yield "source-title", p.title(source)
    yield "source-publisher", found(source.publisher, lambda _: p.publisher(source))
    if source.agency is not NOT_GIVEN:
        yield "source-agency", found(source.agency, lambda _: p.agency(source))
    yield "source-authors", found(source.authors, lambda _: p.authors(source))
    yield "source-published", found(source.published, p.day_or_month)
    yield "source-language", p.t(f"language-{source.language}")
    yield "source-url", found(source.url, partial(_external, p))
    yield "source-web-archive", found(source.web_archive_url, partial(_external, p))
    if same := copies(p.kb)[source.id]:
        articles = [p.source_link(p.kb.sources[name], p.kb.sources[name].label[p.language]) for name in same]
        yield "source-copies", p.t("source-copies-listed", articles=p.t("list-separator").join(articles))
    if source.reading:
        yield "source-reading", p.reading(source)
    if capture := source.capture:
        yield "source-sha256", Markup("<code{}>{}</code>").format(p.seal, capture.sha256)
        if capture.promoted:
            yield "source-promoted", p.date(capture.promoted)


def _found(p: Phrases, is_captured: bool, found: Found[Any] | NotGiven, show: Any) -> Markup:
    """Return a detail as `show` writes it, and where it was found; or that it is not known."""
    if found is NOT_GIVEN:
        return p.t("source-unknown")
    value: Markup = show(found.value)
    return p.t("source-outside", value=value) if is_captured and found.origin is Origin.OUTSIDE else value


def _external(p: Phrases, url: str) -> Markup:
    """Return a link that leaves the site; its text is the address as people read it, left to right."""
    return p.outside_link(url, Markup('<bdi dir="ltr">{}</bdi>').format(plain(unquote(url))))


def quotes(p: Phrases, source: Source) -> list[Quoted]:
    """Return each distinct quote of a source in the order of the article, without what it proves."""
    return [*_distinct(p, source, _in_order(p, Footnotes(p, own_templates()), source)).values()]


def _quotes(p: Phrases, notes: Footnotes, source: Source) -> list[Quoted]:
    """Return each distinct quote of a source with all that it proves, in the order of the article."""
    ordered = _in_order(p, notes, source)
    quoted = _distinct(p, source, ordered)
    for quote, _, prove in ordered:
        if (proof := prove()) not in quoted[quote].proves:
            quoted[quote].proves.append(proof)
    return list(quoted.values())


def _distinct(p: Phrases, source: Source, ordered: Iterable[Proof]) -> dict[str, Quoted]:
    """Return each quote once, by its words; what it proves is still to be said."""
    quoted: dict[str, Quoted] = {}
    for quote, translation, _ in ordered:
        if quote not in quoted:
            quoted[quote] = Quoted(p.place(source, quote), quote, translation, [])
    return quoted


def _in_order(p: Phrases, notes: Footnotes, source: Source) -> list[Proof]:
    """Return the quotes of a source in the order of the article, before a footnote is made: so these are numbered."""
    if source.capture is None:
        return []
    made = p.kb.fingerprints[source.id]
    return sorted(_proofs(p, notes, source), key=lambda proof: evidence.find(proof[0], made))


def _proofs(p: Phrases, notes: Footnotes, source: Source) -> Iterator[Proof]:
    """Yield each quote of a source, its translation, and what says one thing it proves."""
    for fact in facts_by_source(p.kb)[source.id]:
        label = partial(_label, p, notes, fact)
        yield fact.quotation.quote, fact.quotation.translated(p.language), label
        for name, based in fact.bases().items():
            for witness in based.witnesses:
                said = partial(_basis_label, p, name, label)
                yield witness.quote, witness.translated(p.language), said
    for term in p.kb.terms.values():
        for wording in term.wordings:
            if wording.source == source.id:
                yield wording.quote, wording.translated(p.language), partial(_wording, p, term, wording)


def _wording(p: Phrases, term: Term, wording: Wording) -> Markup:
    """Return that a quote has an article's word for a term, and what must be known of that."""
    said = p.t("proves-wording", label=p.link("glossary.md", term.term[p.language], term.id))
    note = p.t("note-editor", text=wording.note[p.language]) if wording.note else Markup("")
    return Markup(" ").join(filter(None, (said, note)))


def _basis_label(p: Phrases, name: str, label: Callable[[], Markup]) -> Markup:
    """Return that a quote states the period, scope or authority of a fact."""
    return p.t(f"proves-{name.replace('_', '-')}", label=label())


def _label(p: Phrases, notes: Footnotes, fact: Fact) -> Markup:
    """Return in short what a fact says."""
    if isinstance(fact, Observation):
        label = p.kb.indicator_of[fact.id].label[p.language]
        return p.t("proves-value", label=label, number=notes.figure(fact, with_unit=True))
    said = fact.label if isinstance(fact, Event) else fact.text if isinstance(fact, Statement) else None
    assert said is not None
    return Markup(" ").join([plain(said[p.language]), *_remarks(p, fact)])


def _remarks(p: Phrases, fact: Fact) -> Iterator[Markup]:
    """Yield what must be known of a fact that has no page of its own: its grounds, and remarks on its quote and it."""
    yield from (ground(p, name, based) for name, based in fact.bases().items() if based.basis is Basis.INFERRED)
    if fact.citation.note:
        yield p.t("note-editor", text=fact.citation.note[p.language])
    if fact.comment:
        yield plain(fact.comment[p.language])
