"""What proves a fact and on what ground it stands, said in a language."""

from collections.abc import Iterator

from markupsafe import Markup

from ..facts.model import Based, Basis, Citation, Observation
from ..facts.periods import Kind, kind
from ..text.quantities import Precision
from .phrases import Phrases


def proof(p: Phrases, citation: Citation, observation: Observation | None = None) -> dict[str, object]:
    """Return what the template of a proof shows: the quote, its article, its place, the number to mark."""
    source = p.kb.sources[citation.source]
    number = observation.value if observation else None
    place = p.place(source, citation.quote)
    return {"source": source, "citation": citation, "note": citation.note, "place": place, "number": number}


def ground(p: Phrases, name: str, based: Based) -> Markup:
    """Return what a fact's period, scope or authority is, and on what ground where not its quote alone."""
    label, what = f"note-{name.replace('_', '-')}", p.subject(based)
    reason = based.reason[p.language] if based.reason else ""
    if based.basis is Basis.INFERRED:
        return p.t(f"{label}-inferred", what=what, reason=reason)
    return Markup(" ").join(filter(None, (p.t(label, what=what), reason)))


def cautions(p: Phrases, observation: Observation) -> Iterator[Markup]:
    """Yield a warning where the period is open-ended or a part of a year, and how precise the value is if not exact."""
    if (how := kind(observation.period)) in (Kind.OPEN, Kind.PART_OF_YEAR):
        read = "-inferred" if how is Kind.PART_OF_YEAR and observation.period.basis is Basis.INFERRED else ""
        yield Markup('<strong class="warning">{}</strong>').format(p.t(f"warning-{how}{read}"))
    if observation.precision is not Precision.EXACT:
        yield p.t(f"note-precision-{observation.precision}")
