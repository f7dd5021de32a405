"""What proves a fact and on what ground it stands, said in a language."""

from collections.abc import Iterator

from markupsafe import Markup

from ..facts.model import Based, Basis, Citation, Mention, Observation, Status
from ..facts.periods import Kind, kind
from ..facts.record import NOT_GIVEN
from ..text.quantities import Precision
from .phrases import Phrases, plain


def proof(p: Phrases, citation: Citation | Mention, observation: Observation | None = None) -> dict[str, object]:
    """Return what the template of a proof shows: the quote, or what is printed; its article, its place, the number."""
    source = p.kb.sources[citation.source]
    is_printed = isinstance(citation, Mention) and citation.printed is not NOT_GIVEN
    return {
        "source": source,
        "citation": citation,
        "is_quote": isinstance(citation, Citation),
        "is_printed": is_printed,
        "note": citation.note,
        "number": observation.value if observation else None,
        "place": place(p, citation),
    }


def place(p: Phrases, citation: Citation | Mention) -> Markup:
    """Return where in its article a citation stands; nothing where nobody noted it."""
    if isinstance(citation, Citation):
        return p.place(p.kb.sources[citation.source], citation.quote)
    return Markup("") if citation.place is NOT_GIVEN else plain(citation.place[p.language])


def ground(p: Phrases, name: str, based: Based) -> Markup:
    """Return what a fact's period, scope or authority is, and on what ground where not its quote alone."""
    label, what = f"note-{name.replace('_', '-')}", p.subject(based)
    reason = based.reason[p.language] if based.reason else ""
    if based.basis is Basis.INFERRED:
        return p.t(f"{label}-inferred", what=what, reason=reason)
    return Markup(" ").join(filter(None, (p.t(label, what=what), reason)))


def cautions(p: Phrases, observation: Observation) -> Iterator[Markup]:
    """Yield warnings: a period that is open or a part of a year, a figure that is foreseen, one that is not exact."""
    if (how := kind(observation.period)) in (Kind.OPEN, Kind.PART_OF_YEAR):
        read = "-inferred" if how is Kind.PART_OF_YEAR and observation.period.basis is Basis.INFERRED else ""
        yield Markup('<strong class="warning">{}</strong>').format(p.t(f"warning-{how}{read}"))
    if observation.status is Status.FORECAST:
        yield p.t("note-forecast")
    if observation.precision is not Precision.EXACT:
        yield p.t(f"note-precision-{observation.precision}")
