"""What the page of a figure shows, gathered from the knowledge base."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from ..facts.comparability import make_one_whole
from ..facts.corrections import of_record, paths_behind
from ..facts.indexes import referring
from ..facts.model import Based, Correction, Observation, Witness
from ..phrases import cite_view, correction_words
from ..phrases.addresses import document
from ..phrases.grounds import cautions, ground, proof
from ..phrases.phrases import Phrases, bare_text, plain
from ..phrases.references import figure_reference
from . import views
from .footnotes import Footnotes


class Support(NamedTuple):
    """Further words of the article, and what of the observation they state."""

    states: Markup
    witnesses: tuple[Witness, ...]


class Neighbour(NamedTuple):
    """Another observation of the indicator, and whether it can be compared with this one."""

    row: views.Row
    comparison: Markup


def gather(p: Phrases, notes: Footnotes, observation: Observation) -> Mapping[str, Any]:
    """Return what the template of the page shows, its footnotes numbered as they are read."""
    return {
        "observation": observation,
        "indicator": p.kb.indicator_of[observation.id],
        "figure": p.quantity(observation) + notes.fact(observation),
        "scope": p.counted(observation),
        "period": p.reference_period(observation, alone=True),
        "cautions": list(cautions(p, observation)),
        "topic": p.kb.topics[p.kb.topic_of(observation)],
        "grounds": [ground(p, name, based) for name, based in observation.bases().items()],
        "supports": [_support(p, name, based) for name, based in observation.bases().items() if based.witnesses],
        "relations": list(_relations(p, notes, observation)),
        "neighbours": list(_neighbours(p, notes, observation)),
        **proof(p, observation.citation, observation),
        **cite_view.gather(p, lambda own: figure_reference(own, observation)),
        "corrections": [
            correction_words.sentence(p, each, lambda corrected: p.quantity(corrected) + notes.fact(corrected))
            for each in _corrections(p, observation)
        ],
        "data": p.file(document(f"figures/{observation.id}"), f"{observation.id}.json"),
        "ways": correction_words.ways(p, observation.id, bare_text(p.headline(observation)), observation.at().path),
    }


def _corrections(p: Phrases, observation: Observation) -> list[Correction]:
    """Return the corrections of a figure, and of what its indicator and its unit mean."""
    return of_record(p.kb, *paths_behind(p.kb, observation))


def _support(p: Phrases, name: str, based: Based) -> Support:
    return Support(p.t(f"figure-states-{name.replace('_', '-')}"), based.witnesses)


def _relations(p: Phrases, notes: Footnotes, observation: Observation) -> Iterator[Markup]:
    """Yield how other observations support, contradict, contain or replace this one."""
    for label, other in _related(p, observation):
        yield p.t(f"relation-{label}", figure=notes.figure(other, with_unit=True), label=_name(p, other))


def _related(p: Phrases, observation: Observation) -> Iterator[tuple[str, Observation]]:
    """Yield each related observation, and the name of the relation."""
    others = p.kb.observations
    named = (
        *(("rounds", name) for name in (observation.rounds,) if name),
        *(("part-of", name) for name in (observation.part_of,) if name),
        *(("disagrees", name) for name in observation.disagrees_with),
        *(("superseded", name) for name in (observation.superseded_by,) if name),
    )
    yield from ((label, others[name]) for label, name in named)
    yield from referring(p.kb)[observation.id]


def _name(p: Phrases, observation: Observation) -> Markup:
    return plain(p.kb.sources[observation.citation.source].label[p.language])


def _neighbours(p: Phrases, notes: Footnotes, observation: Observation) -> Iterator[Neighbour]:
    """Yield every other observation of the indicator, but those whose relation to this one is said already."""
    said = {observation.id, *(other.id for _, other in _related(p, observation))}
    for name in p.kb.indicator_of[observation.id].observations:
        if name not in said:
            other = p.kb.observations[name]
            yield Neighbour(views.row(p, notes, other), _comparison(p, observation, other))


def _comparison(p: Phrases, one: Observation, other: Observation) -> Markup:
    """Return whether two observations can be compared, or are parts of one whole; and why not."""
    if make_one_whole(p.kb, [one, other]):
        return p.t("same-whole")
    return views.incomparable(p, one, other) or p.t("comparable")
